"""Five books of what is not plain prose, made from the sentences of this repository's own manuscripts: the same text on every machine.

A technical book, a diary with thousands of notes, a mathematical paper, a cookbook, a book of verse. What `mixed` looks for on the
pages is marked in the text by words that stand nowhere else: `Reference17` in the sentence that speaks of the picture `Picture17`, `Alpha17` and `Omega17` in the first and last cell of a row of a table, `Stanza17` in the first line of a stanza.
"""

import random
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}"><rect width="{w}" height="{h}" fill="#ddd"/>'
    '<path d="M0 0L{w} {h}M{w} 0L0 {h}" stroke="#444"/></svg>'
)
SIZES = [(300, 180), (240, 260), (320, 120), (200, 200)]
ADDRESSES = [
    "https://www.example.org/archive/2024/reports/annual-report-of-the-commission-on-reading.html",
    "https://example.com/docs/reference/settings/page.geometry.inner_margin",
    "https://library.example.edu/catalogue/search?author=melville&title=moby-dick&year=1851",
]
CODE = [
    "fn settle(pages: &mut Vec<Page>, limit: Length) -> Result<Settled, Overflow> {",
    "    let mut height = Length::ZERO;",
    "    for page in pages.iter_mut() {",
    "        // A page that is too full gives its last line to the next one.",
    "        while page.height() > limit {",
    "            let line = page.lines.pop().ok_or(Overflow { page: page.number, by: page.height() - limit })?;",
    "            page.rest.push_front(line);",
    "        }",
    "        height += page.height();",
    "    }",
    "",
    "    Ok(Settled { height })",
    "}",
]
FORMULAS = [
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
    r"\sum_{k=1}^{n} k^2 = \frac{n(n+1)(2n+1)}{6}",
    r"\lim_{n\to\infty}\left(1+\frac{1}{n}\right)^n = e",
    r"f(x) = \begin{cases} x^2 & x \ge 0 \\ -x & x < 0 \end{cases}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}\begin{pmatrix} x \\ y \end{pmatrix} = \begin{pmatrix} ax+by \\ cx+dy \end{pmatrix}",
]
INLINE = [r"$x^2+y^2=r^2$", r"$\alpha\beta$", r"$\frac{a}{b}$", r"$\sqrt{n}$", r"$\sum_i a_i$", r"$O(n\log n)$", r"$\mathbb{R}^n$"]


class Prose:
    """Sentences in an order that is always the same."""

    def __init__(self, seed):
        words = " ".join(
            block for name in ("essay", "commentary")
            for block in (ROOT / "manuscripts" / f"{name}.md").read_text(encoding="utf-8").split("\n\n")
            if not re.match(r"[#>|:\-`!\[{]|\d+\.|---", block) and not re.search(r"[\[\]`*_{}<>|\\^]", block)
        )
        sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z])", " ".join(words.split()))
        self.sentences = [sentence for sentence in sentences if 25 < len(sentence) < 260]
        self.random = random.Random(seed)
        self.counted = 0

    def some(self, least, most):
        return " ".join(self.random.choice(self.sentences) for _ in range(self.random.randint(least, most)))

    def words(self, count):
        chosen = self.random.choice(self.sentences).rstrip(".?!").split()
        return " ".join(chosen[:count])

    def next(self):
        self.counted += 1
        return self.counted

    def pick(self, choices):
        return self.random.choice(choices)


def picture(prose, folder):
    number = prose.next()
    width, height = prose.pick(SIZES)
    (folder / f"p{width}.svg").write_text(PICTURE.format(w=width, h=height))
    return [f"{prose.some(1, 2)} Reference{number} is below.", f"![Picture{number}. {prose.words(9)}](p{width}.svg)"]


def table(prose, rows, columns):
    lines = [f"| {' | '.join(prose.words(2) for _ in range(columns))} |", f"|{'---|' * columns}"]
    for _ in range(rows):
        number = prose.next()
        cells = [f"Alpha{number} {prose.words(prose.random.randint(1, 3))}"]
        cells += [prose.words(prose.random.randint(2, 9)) for _ in range(columns - 2)]
        lines.append(f"| {' | '.join(cells)} | {prose.words(2)} Omega{number} |")
    return "\n".join(lines)


def code(prose):
    length = prose.random.randint(6, 70)
    return "```rust\n" + "\n".join(CODE[line % len(CODE)] for line in range(length)) + "\n```"


def technical(folder):
    prose = Prose(1)
    parts = []
    for chapter in range(1, 17):
        parts += [f"# The Machine, Part {chapter}", prose.some(4, 7)]
        for _ in range(5):
            parts += [f"## {prose.words(5)}", prose.some(3, 7)]
            parts.append(f"{prose.some(1, 2)} See <{prose.pick(ADDRESSES)}> and `settle(pages, limit)`. {prose.some(1, 3)}")
            parts += prose.pick([
                lambda: [code(prose), prose.some(2, 4)],
                lambda: [table(prose, prose.random.randint(4, 26), prose.random.randint(3, 5)), prose.some(2, 4)],
                lambda: [*picture(prose, folder), prose.some(3, 5)],
                lambda: ["\n".join(f"- {prose.some(1, 2)}" for _ in range(5)), prose.some(2, 3)],
            ])()
            parts.append(code(prose) if prose.random.random() < 0.4 else prose.some(3, 6))
    return parts


def diary(folder):
    prose = Prose(2)
    parts = []
    for month in ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"):
        parts.append(f"# {month}")
        for day in range(1, 29):
            parts.append(f"## {day} {month}")
            for _ in range(prose.random.randint(1, 4)):
                sentences = [prose.some(1, 1) for _ in range(prose.random.randint(3, 8))]
                for at in range(len(sentences)):
                    if prose.random.random() < 0.6:
                        number = prose.next()
                        sentences[at] += f"[^{number}]"
                        parts.append(f"[^{number}]: {prose.some(*prose.pick([(1, 1), (1, 1), (1, 2), (4, 9)]))}")
                parts.append(" ".join(sentences))
    return parts


def paper(folder):
    prose = Prose(3)
    parts = []
    for section in range(1, 13):
        parts += [f"# On Series, {section}", prose.some(3, 5)]
        for _ in range(6):
            parts.append(f"{prose.some(1, 2)} Let {prose.pick(INLINE)} be given, with {prose.pick(INLINE)} and {prose.pick(INLINE)}. {prose.some(1, 3)}")
            parts.append(f"$${prose.pick(FORMULAS)}$$")
            parts.append(f"{prose.some(1, 3)} It follows from {prose.pick(INLINE)} that {prose.pick(INLINE)} holds. {prose.some(1, 2)}")
            if prose.random.random() < 0.5:
                parts += [f"## {prose.words(4)}", prose.some(2, 4)]
            if prose.random.random() < 0.3:
                parts += [*picture(prose, folder), prose.some(2, 4)]
    return parts


def cookbook(folder):
    prose = Prose(4)
    parts = []
    for chapter in ("Soups", "Bread", "Roots", "Fish", "Puddings"):
        parts += [f"# {chapter}", prose.some(3, 6)]
        for _ in range(9):
            parts += [f"## {prose.words(4)}", f"*Serves {prose.random.randint(2, 8)}.* {prose.some(1, 3)}"]
            if prose.random.random() < 0.7:
                parts += picture(prose, folder)
            parts.append("\n".join(f"- {prose.random.randint(1, 900)} g {prose.words(3)}" for _ in range(prose.random.randint(4, 12))))
            parts.append("\n".join(f"{step}. {prose.some(1, 3)}" for step in range(1, prose.random.randint(4, 9))))
            if prose.random.random() < 0.4:
                parts.append(table(prose, prose.random.randint(3, 8), 3))
            if prose.random.random() < 0.5:
                parts.append(f"> {prose.some(1, 3)}")
    return parts


def verse(folder):
    prose = Prose(5)
    parts = []
    for poem in range(1, 41):
        parts.append(f"# {prose.words(3)} {poem}")
        stanzas = []
        for _ in range(prose.random.randint(3, 12)):
            length = prose.pick([2, 4, 4, 4, 6, 8])
            lines = [prose.words(prose.random.randint(4, 9)) for _ in range(length)]
            if prose.random.random() < 0.1:
                lines[1] = prose.words(30)
            stanzas.append("\\\n".join([f"Stanza{prose.next()} {lines[0]}", *lines[1:]]))
        parts.append("::: verse\n" + "\n\n".join(stanzas) + "\n:::")
    return parts


BOOKS = {"technical": technical, "diary": diary, "paper": paper, "cookbook": cookbook, "verse": verse}


def write(name, folder):
    """The book of this name in the folder, with its pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.md"
    file.write_text("\n\n".join(BOOKS[name](folder)) + "\n", encoding="utf-8")
    return file
