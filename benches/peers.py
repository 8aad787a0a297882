"""What `compare` and `quality` share: the other programs, and one book set by each on the same page in the same type."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "bindery-benches"
# The two that make an EPUB and are written in Rust; cargo builds them, which takes some minutes.
RUST = {"crowbook": "0.17.1", "mdbook-epub": "0.5.2"}
PACKAGES = ["typst==0.15.2", "pypandoc_binary==1.17", "pypdfium2==5.15.2"]

# Bindery's defaults for a page of 6 × 9 inches, in points; said aloud so that both are set alike.
WIDTH, HEIGHT = 432, 648
INNER, OUTER, TOP, BOTTOM = 54, 66, 63, 72
SIZE, LEADING, INDENT = 10.8, 14, 15

MARKDOWN = "commonmark_x"


def python():
    """The Python of the cache folder's environment, made if it is not there."""
    found = CACHE / "venv" / "bin" / "python"
    stamp = CACHE / "venv" / "packages"
    if not stamp.exists() or stamp.read_text() != "\n".join(PACKAGES):
        print(f"installing {', '.join(PACKAGES)} into {CACHE}", file=sys.stderr)
        venv.create(CACHE / "venv", clear=True, with_pip=True)
        subprocess.run([found, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        stamp.write_text("\n".join(PACKAGES))
    return found


def inside():
    """Runs the script again inside the environment, unless it is there already."""
    wanted = python()
    if Path(sys.prefix) != CACHE / "venv":
        os.execv(wanted, [str(wanted), *sys.argv])


def pandoc():
    code = "import pypandoc; print(pypandoc.get_pandoc_path())"
    return subprocess.run([python(), "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def rust(name):
    """A program written in Rust, built if it is not there."""
    program = CACHE / "bin" / name
    if not program.exists():
        print(f"building {name} {RUST[name]} into {CACHE}", file=sys.stderr)
        subprocess.run(["cargo", "install", "--quiet", "--root", CACHE, name, "--version", RUST[name]], check=True)
    return program


def named(markdown):
    """The title of a book that is only known by its file."""
    return Path(markdown).stem.replace("-", " ").title()


def book(markdown, folder):
    """A folder with the book as every program wants it: book.toml and book.md, book.typ (converted once, outside all timing)."""
    folder.mkdir(parents=True, exist_ok=True)
    text = Path(markdown).read_text(encoding="utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    (folder / "book.md").write_text(text, encoding="utf-8")
    title = named(markdown)
    (folder / "book.toml").write_text(
        f'title = "{title}"\nauthors = ["Nobody"]\nchapters = ["book.md"]\noutput = "book"\n'
        f'[page]\nsize = "{WIDTH} x {HEIGHT} pt"\ninner = "{INNER} pt"\nouter = "{OUTER} pt"\ntop = "{TOP} pt"\nbottom = "{BOTTOM} pt"\n'
        f'[type]\nstyle = "classic/1"\nsize = "{SIZE} pt"\nleading = "{LEADING} pt"\nindent = "{INDENT} pt"\nopening = "none"\n[contents]\ndepth = 1\n'
    )
    # The same book without page numbers in its EPUB, as no other program has them.
    (folder / "plain").mkdir(exist_ok=True)
    (folder / "plain" / "book.md").write_text(text, encoding="utf-8")
    (folder / "plain" / "book.toml").write_text((folder / "book.toml").read_text() + '[epub]\npages = "none"\n')
    (folder / "crow.book").write_text(f"title: {title}\nauthor: Nobody\nlang: en\noutput.epub: crow.epub\n\n+ book.md\n")
    (folder / "mdbook" / "src").mkdir(parents=True, exist_ok=True)
    (folder / "mdbook" / "book.toml").write_text(f'[book]\ntitle = "{title}"\nauthors = ["Nobody"]\nlanguage = "en"\n[output.epub]\n')
    (folder / "mdbook" / "src" / "SUMMARY.md").write_text(f"# Summary\n\n- [{title}](book.md)\n")
    (folder / "mdbook" / "src" / "book.md").write_text(text, encoding="utf-8")
    for name, lines in (("book", '"optimized"'), ("first-fit", '"simple"')):
        (folder / f"{name}.typ").write_text(typst_head(title, lines) + typst_body(folder / "book.md"), encoding="utf-8")
    return folder


def typst_body(markdown):
    made = subprocess.run([pandoc(), "-f", MARKDOWN, "-t", "typst", "--wrap=none", markdown], check=True, capture_output=True)
    # pandoc writes what a template of its own would define.
    return made.stdout.decode("utf-8").replace("#horizontalrule", "#align(center)[\\*#h(1em)\\*#h(1em)\\*]")


def typst_head(title, linebreaks):
    """A preamble that asks of Typst what Bindery does by itself.

    Equal: page, margins, faces, size, leading, indent, justified and hyphenated lines, notes at the foot, heads with the chapter
    and the folio, contents with page numbers, bookmarks, tags. Not equal: Typst's openings have a head (asking on every page
    whether a chapter opens there costs it three times the time and memory), it has no half-title and copyright page, hangs
    punctuation less far, and what it writes is no PDF/A.
    """
    return f"""
#set document(title: "{title}", author: "Nobody")
#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: (inside: {INNER}pt, outside: {OUTER}pt, top: {TOP}pt, bottom: {BOTTOM}pt),
  header: context {{
    let number = here().page()
    let past = query(selector(heading.where(level: 1)).before(here()))
    set text(size: 0.84em)
    let head = if calc.odd(number) and past.len() > 0 {{ emph(past.last().body) }} else {{ smallcaps("{title}") }}
    let folio = counter(page).display()
    if calc.odd(number) {{ h(1fr); head; h(1fr); folio }} else {{ folio; h(1fr); head; h(1fr) }}
  }})
#set text(font: "Libertinus Serif", size: {SIZE}pt, lang: "en", hyphenate: true, number-type: "old-style", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, linebreaks: {linebreaks}, leading: {LEADING - SIZE}pt, spacing: {LEADING - SIZE}pt, first-line-indent: {INDENT}pt)
#set footnote.entry(gap: 1.9pt)
#show footnote.entry: set text(size: 8.8pt)
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): it => {{
  pagebreak(weak: true)
  v({5 * LEADING}pt)
  align(center, text(size: 1.85em, weight: "regular", it.body))
  v({3 * LEADING}pt)
}}
#show quote.where(block: true): set block(inset: (x: {INDENT}pt), spacing: {LEADING}pt)
#show quote.where(block: true): set text(size: 0.94em)
#show quote.where(block: true): set pad(x: 0pt)
#show raw: set text(font: "JetBrains Mono", size: 8.1pt)
#show figure.where(kind: table): set block(breakable: true)
#set table(inset: (x: 4pt, y: 2pt), stroke: none)
#show table: set text(size: 0.9em)
#show table: set par(justify: false)
#let horizontalrule = align(center)[\\*#h(1em)\\*#h(1em)\\*]
#align(center + horizon, text(size: 2em)[{title}])
#pagebreak()
#outline(depth: 1)

"""


def typst_command(source, output):
    """Compiles in a process of its own, with the fonts of this repository only."""
    code = f"import typst; typst.compile({str(source)!r}, output={str(output)!r}, font_paths=[{str(ROOT / 'fonts')!r}], ignore_system_fonts=True)"
    return [str(python()), "-c", code]


def bindery():
    return os.environ.get("BINDERY", str(ROOT / "target" / "release" / "bindery"))
