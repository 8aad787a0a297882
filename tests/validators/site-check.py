"""Judges the files of a site: site-check SITE [SCHEMAS].

ONIX by onixcheck's schemas, CITATION.cff by cffconvert, feeds by RELAX NG and OPDS 2.0 by JSON Schema. The official schemas of Atom, OPDS and
Readium are read from SCHEMAS if it is given (atom.rnc, opds.rnc, feed.schema.json and those they name); what needs no schema, such as ids
that are there twice, is judged always. Prints a line a fault; exit status 1 if there is any.
"""

import json
import pathlib
import re
import subprocess
import sys

import onixcheck
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
faults = []


def fault(path, words):
    faults.append(f"{path}: {words}")


def relax_ng(path, schema):
    ran = subprocess.run([pathlib.Path(sys.argv[0]).parent / "bin/relax-ng", schema, path], capture_output=True, text=True)
    if ran.returncode:
        fault(path, (ran.stdout + ran.stderr)[:2000])


def atom(path, kind):
    """What RFC 4287 demands of a feed and its entries, and OPDS 1.2 (sections 2 and 5) of those of a catalogue."""
    root = etree.parse(str(path)).getroot()
    if root.tag != ATOM + "feed":
        fault(path, f"the root is {root.tag}")
    date = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
    seen = set()
    authors = root.find(ATOM + "author") is not None
    for element in [root, *root.findall(ATOM + "entry")]:
        for name in ("id", "title", "updated"):
            found = element.findall(ATOM + name)
            if len(found) != 1 or not (found[0].text or "").strip():
                fault(path, f"{element.tag} has {len(found)} {name}, or an empty one")
        identifier = element.findtext(ATOM + "id") or ""
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", identifier) or identifier in seen:
            fault(path, f"{identifier} is no address, or is there twice")
        seen.add(identifier)
        if not date.fullmatch(element.findtext(ATOM + "updated") or ""):
            fault(path, "updated is no time")
        if not authors and element is not root and element.find(ATOM + "author") is None:
            fault(path, f"{identifier} has no author")
        for link in element.findall(ATOM + "link"):
            if not link.get("href") or not re.fullmatch(r".+/.+", link.get("type", "")):
                fault(path, f"a link of {identifier} lacks its address or type")
        relations = [link.get("rel") for link in element.findall(ATOM + "link")]
        if element is not root and "alternate" not in relations:
            fault(path, f"{identifier} leads to no page")
        if kind == "opds" and element is not root and not any(rel.startswith("http://opds-spec.org/acquisition") for rel in relations):
            fault(path, f"{identifier} can't be had")
        if kind == "opds" and element is root and not {"self", "start"} <= set(relations):
            fault(path, "the feed lacks self or start")


def opds2(path, schemas):
    feed = json.loads(path.read_text())
    for publication in feed["publications"]:
        if not publication["metadata"]["title"] or not publication["links"] or not publication["images"]:
            fault(path, "a publication lacks title, links or images")
    if not schemas:
        return
    import jsonschema

    known = {}
    for file in schemas.rglob("*.json"):
        schema = json.loads(file.read_text())
        if "$id" in schema:
            known[schema["$id"]] = schema
            # The manifest's schema still names the address of the drafts.
            known[schema["$id"].replace("//specs.", "//drafts.")] = schema
    text = json.dumps(known)
    # Python's expressions name groups otherwise.
    known = json.loads(text.replace("(?<", "(?P<").replace("(?P<=", "(?<=").replace("(?P<!", "(?<!"))
    root = known["https://specs.opds.io/schema/feed.schema.json"]
    resolver = jsonschema.RefResolver(root["$id"], root, store=known)
    checker = jsonschema.FormatChecker()
    for error in jsonschema.Draft7Validator(root, resolver=resolver, format_checker=checker).iter_errors(feed):
        fault(path, f"{'/'.join(map(str, error.path))}: {error.message[:300]}")


def onix(path):
    for error in onixcheck.validate(str(path)):
        fault(path, str(error))


def citation(path):
    cffconvert = pathlib.Path(sys.executable).parent / "cffconvert"
    ran = subprocess.run([cffconvert, "--validate", "-i", path], capture_output=True, text=True)
    if ran.returncode:
        fault(path, (ran.stderr or ran.stdout).strip()[-500:])


def main():
    site = pathlib.Path(sys.argv[1])
    schemas = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for name, kind in (("feed.xml", "atom"), ("opds.xml", "opds")):
        atom(site / name, kind)
        if schemas:
            relax_ng(site / name, schemas / f"{kind}.rnc")
    opds2(site / "opds.json", schemas)
    onix(site / "onix.xml")
    for path in sorted(site.glob("*/CITATION.cff")):
        citation(path)
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
