#!/usr/bin/env python3
"""Makes facts.json: what tests/language.rs compares the languages with.

Unpack the npm packages cldr-dates-full, cldr-misc-full and cldr-numbers-full, all of one version, side by side in
a folder and give its name:

    python3 tests/cldr/extract.py FOLDER > tests/cldr/facts.json

The facts are the Unicode Common Locale Data Repository's (https://cldr.unicode.org), under the Unicode License v3
(SPDX: Unicode-3.0; https://www.unicode.org/license.txt), copyright 1991-2026 Unicode, Inc.
"""

import json
import sys
from pathlib import Path

TAGS = (
    "en en-GB ar bg ca cs da de de-CH el es fa fi fr fr-CA he hi hr hu it ja ko nb nn nl pl pt pt-PT ro ru sk sr"
    " sr-Latn sv tr uk vi zh zh-Hant be sl is et lt lv gl az"
).split()


def read(folder, package, tag, name):
    path = folder / package / "main" / tag / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))["main"][tag]


def facts(folder, tag):
    calendar = read(folder, "cldr-dates-full", tag, "ca-gregorian")["dates"]["calendars"]["gregorian"]
    marks = read(folder, "cldr-misc-full", tag, "delimiters")["delimiters"]
    layout = read(folder, "cldr-misc-full", tag, "layout")["layout"]["orientation"]
    numbers = read(folder, "cldr-numbers-full", tag, "numbers")["numbers"]
    forms = calendar["dateTimeFormats"]["availableFormats"]
    months = calendar["months"]
    return {
        "months": [months["format"]["wide"][str(month)] for month in range(1, 13)],
        "alone": [months["stand-alone"]["wide"][str(month)] for month in range(1, 13)],
        "day": calendar["dateFormats"]["long"],
        "month": forms["yMMMM"],
        "year": forms["y"],
        "outer": [marks["quotationStart"], marks["quotationEnd"]],
        "inner": [marks["alternateQuotationStart"], marks["alternateQuotationEnd"]],
        "decimal": numbers["symbols-numberSystem-latn"]["decimal"],
        "right_to_left": layout["characterOrder"] == "right-to-left",
    }


def main():
    folder = Path(sys.argv[1])
    package = json.loads((folder / "cldr-dates-full" / "package.json").read_text(encoding="utf-8"))
    found = {
        "source": "Unicode CLDR, npm packages cldr-dates-full, cldr-misc-full, cldr-numbers-full",
        "version": package["version"],
        "license": "Unicode-3.0, copyright 1991-2026 Unicode, Inc.",
        "languages": {tag: facts(folder, tag) for tag in TAGS},
    }
    print("{")
    for key in ("source", "version", "license"):
        print(f" {json.dumps(key)}: {json.dumps(found[key])},")
    print(' "languages": {')
    rows = [f"  {json.dumps(tag)}: {json.dumps(of, ensure_ascii=False)}" for tag, of in found["languages"].items()]
    print(",\n".join(rows))
    print(" }\n}")


main()
