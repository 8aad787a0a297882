"""What a PDF shows, seen from outside: characters by page, for every program alike."""

import ctypes
from dataclasses import dataclass

import peers

peers.inside()

import pypdfium2  # noqa: E402, once the environment is there
import pypdfium2.raw as raw  # noqa: E402

HYPHENS = {"-", "\u00ad", "\u2010", "\u0002", "\ufffe"}


@dataclass
class Glyph:
    """A character: its baseline from the top of the page, its edges by advance, its size and face."""

    char: str
    y: float
    left: float
    right: float
    size: float
    face: str


def characters(page):
    """The characters that a page draws, in the order in which it draws them."""
    text = page.get_textpage()
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        code = raw.FPDFText_GetUnicode(text, index)
        hyphen = raw.FPDFText_IsHyphen(text, index) == 1
        raw.FPDFText_GetFontInfo(text, index, name, 80, flags)
        yield Glyph(
            "\u00ad" if hyphen else chr(code), peers.HEIGHT - y.value, x.value, box.right,
            raw.FPDFText_GetFontSize(text, index), name.value.decode("latin-1"),
        )


def in_the_text(y):
    """Whether a baseline is between the running head and the foot."""
    return peers.TOP < y < peers.HEIGHT - peers.BOTTOM + peers.LEADING - 4


def drawings(page):
    """Upper and lower edges, from the top, of the pictures and rules that a page draws in the text's area."""
    for drawn in page.get_objects(max_depth=1):
        if drawn.type == raw.FPDF_PAGEOBJ_TEXT:
            continue
        _, bottom, _, top = drawn.get_bounds()
        if bottom < top:
            yield peers.HEIGHT - top, peers.HEIGHT - bottom


def chapters(document, heading):
    """The pages on which chapters begin, from the one with this heading: title page and contents are no text."""
    begun = [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc(max_depth=2) if entry.get_dest()]
    start = next((page for title, page in begun if title.replace("\xa0", " ")[:20] == heading.replace("\xa0", " ")[:20]), 0)
    return start, {page for _, page in begun if page >= start}
