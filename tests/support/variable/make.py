"""Makes variable.ttf, a font of bars for tests: every letter is a bar as wide as its weight. Needs fontTools 4."""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

CHARACTERS = [chr(code) for code in range(0x21, 0x7F)] + list("‘’“”–…Λόγος.")
# Each character once.
CHARACTERS = list(dict.fromkeys(CHARACTERS))
NAMES = [".notdef", "space"] + [f"u{ord(c):04X}" for c in CHARACTERS]


def bar():
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.lineTo((150, 700))
    pen.lineTo((150, 0))
    pen.closePath()
    return pen.glyph()


builder = FontBuilder(1000, isTTF=True)
builder.setupGlyphOrder(NAMES)
builder.setupCharacterMap({0x20: "space", **{ord(c): name for c, name in zip(CHARACTERS, NAMES[2:])}})
blank = TTGlyphPen(None).glyph()
builder.setupGlyf({name: blank if name == "space" else bar() for name in NAMES})
builder.setupHorizontalMetrics({name: (500, 50) for name in NAMES})
builder.setupHorizontalHeader(ascent=800, descent=-200)
builder.setupNameTable({"familyName": "Bars Thin", "styleName": "Regular", "psName": "Bars-Thin", "typographicFamily": "Bars"})
builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200, sxHeight=500, sCapHeight=700, usWeightClass=100)
builder.setupPost()
builder.setupFvar([("wght", 100, 100, 900, "Weight"), ("opsz", 6, 12, 72, "Optical Size"), ("ital", 0, 0, 1, "Italic")], [])
# Points of the bar from the lower left round by the upper left, then the sides of the glyph. The heaviest bar is 400 wider, the italic
# leans by 100, the largest type is 120 closer.
wide = [(0, 0), (0, 0), (400, 0), (400, 0), (0, 0), (400, 0), (0, 0), (0, 0)]
lean = [(0, 0), (100, 0), (100, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)]
close = [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (-120, 0), (0, 0), (0, 0)]
variations = lambda: [
    TupleVariation({"wght": (0, 1, 1)}, wide),
    TupleVariation({"ital": (0, 1, 1)}, lean),
    TupleVariation({"opsz": (0, 1, 1)}, close),
]
builder.setupGvar({name: variations() for name in NAMES if name != "space"})
builder.font["head"].modified = builder.font["head"].created = 0
builder.font.recalcTimestamp = False
builder.save("variable.ttf")
