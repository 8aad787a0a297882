// node office-docx.cjs MODULES FOLDER: documents of many constructs, made by npm's `docx` and written into the folder as `npm-docx-NAME.docx`.
const fs = require("fs"), path = require("path");
const { createRequire } = require("module");
const [modules, folder] = process.argv.slice(2);
const d = createRequire(path.join(modules, "package.json"))("docx");
const { Paragraph, TextRun, Table, TableRow, TableCell } = d;
const p = (text, more = {}) => new Paragraph({ text, ...more });
const runs = (...children) => new Paragraph({ children });
const r = (text, more = {}) => new TextRun({ text, ...more });
const around = (...middle) => [p("words before it"), ...middle, p("words behind it")];
const cell = (text, more = {}) => new TableCell({ children: [p(text)], ...more });
const level = (depth, format, text) => ({ level: depth, format, text, alignment: d.AlignmentType.START, style: { paragraph: { indent: { left: 720 * (depth + 1), hanging: 360 } } } });
const F = d.LevelFormat;
const numbering = { config: [
  { reference: "numbers", levels: [level(0, F.DECIMAL, "%1."), level(1, F.LOWER_LETTER, "%2)"), level(2, F.LOWER_ROMAN, "(%3)")] },
  { reference: "romans", levels: [level(0, F.LOWER_ROMAN, "%1.")] },
] };
const item = (text, reference, depth = 0, instance = 0) => p(text, { numbering: { reference, level: depth, instance } });
const who = { author: "Ann Example", initials: "AE", date: new Date("2026-03-01T10:00:00Z") };
const said = (id, words, more = {}) => ({ id, ...who, children: [p(words)], ...more });
const on = (id, words) => [new d.CommentRangeStart(id), r(words), new d.CommentRangeEnd(id), new TextRun({ children: [new d.CommentReference(id)] })];
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const picture = (alt) => new d.ImageRun({ type: "png", data: png, transformation: { width: 40, height: 40 }, altText: { title: "", description: alt, name: alt } });
const change = { id: 1, author: "E", date: "2026-03-01T10:00:00Z" };

const all = {
  "headings": [p("A title of all", { heading: d.HeadingLevel.TITLE }), ...[1, 2, 3, 4].flatMap((n) => [p(`Heading number ${n}`, { heading: d.HeadingLevel[`HEADING_${n}`] }), p(`text below heading ${n}`)])],
  "bullets": [0, 0, 1, 2, 1, 0].map((depth, n) => p(`item number ${n}`, { bullet: { level: depth } })),
  "numbers": around(item("first one", "numbers"), item("second one", "numbers"), item("a letter", "numbers", 1), item("a roman", "numbers", 2), item("third one", "numbers")),
  "numbers-anew": [item("one of one", "numbers"), item("two of one", "numbers"), p("between both"), item("one of two", "numbers", 0, 1), item("two of two", "numbers", 0, 1)],
  "romans": around(item("the first chapter", "romans"), item("the second chapter", "romans")),
  "looks": [runs(r("plain "), r("bold", { bold: true }), r(" "), r("italic", { italics: true }), r(" "), r("both", { bold: true, italics: true }), r(" "), r("small capitals", { smallCaps: true }), r(" "), r("under", { underline: {} }), r(" "), r("struck", { strike: true }), r(" end"))],
  "raised": [runs(r("x"), r("2", { superScript: true }), r(" and H"), r("2", { subScript: true }), r("O"))],
  "marked": [runs(r("some "), r("marked words", { highlight: "yellow" }), r(" here"))],
  "capitals": [runs(r("all "), r("capitals", { allCaps: true }), r(" here"))],
  "breaks": [runs(r("one line"), r("next line", { break: 1 })), runs(r("a\tb"), new TextRun({ children: [new d.Tab(), "behind a tab"] }))],
  "pages": [p("one page"), new Paragraph({ children: [new d.PageBreak()] }), p("next page"), p("third page", { pageBreakBefore: true })],
  "rule": around(p("", { thematicBreak: true })),
  "aligned": [p("in the middle", { alignment: d.AlignmentType.CENTER }), p("on the right", { alignment: d.AlignmentType.RIGHT }), p("justified words", { alignment: d.AlignmentType.JUSTIFIED })],
  "quoted": around(p("words moved in on both sides", { indent: { left: 720, right: 720 } })),
  "table": around(new Table({ rows: [0, 1, 2].map((n) => new TableRow({ tableHeader: n === 0, children: [0, 1, 2].map((m) => cell(`row${n} column${m}`)) })) })),
  "spans": around(new Table({ rows: [
    new TableRow({ children: [cell("over two columns", { columnSpan: 2 }), cell("third")] }),
    new TableRow({ children: [cell("over two rows", { rowSpan: 2 }), cell("beside"), cell("last")] }),
    new TableRow({ children: [cell("below beside"), cell("below last")] })] })),
  "nested-table": around(new Table({ rows: [new TableRow({ children: [cell("outer"), new TableCell({ children: [new Table({ rows: [new TableRow({ children: [cell("inner one"), cell("inner two")] })] }), p("below the inner")] })] })] })),
  "footnotes": { footnotes: { 1: { children: [p("What the note says.")] }, 2: { children: [p("Another note.")] } }, children: [runs(r("Words with a note"), new d.FootnoteReferenceRun(1), r(" and with another"), new d.FootnoteReferenceRun(2), r(" end."))] },
  "links": [runs(r("before "), new d.ExternalHyperlink({ link: "https://example.org/", children: [r("linked words")] }), r(" behind"))],
  "bookmarks": [runs(new d.InternalHyperlink({ anchor: "there", children: [r("see there")] })), runs(new d.Bookmark({ id: "there", children: [r("the place meant")] }))],
  "comments": { comments: { children: [said(0, "On these words."), said(1, "On others.")] }, children: [runs(r("before "), ...on(0, "these words"), r(" between "), ...on(1, "other words"), r(" behind"))] },
  "threads": { comments: { children: [said(0, "A question."), said(1, "An answer.", { parentId: 0, author: "Bo Other", initials: "BO" }), said(2, "Settled.", { resolved: true }), said(3, "A last word.", { parentId: 0 })] }, children: [runs(r("before "), ...on(0, "asked words"), r(" between "), ...on(2, "settled words"), r(" behind"))] },
  "crossing": { comments: { children: [said(0, "One."), said(1, "Two.")] }, children: [runs(r("a "), new d.CommentRangeStart(0), r("first "), new d.CommentRangeStart(1), r("shared "), new d.CommentRangeEnd(0), new TextRun({ children: [new d.CommentReference(0)] }), r("second"), new d.CommentRangeEnd(1), new TextRun({ children: [new d.CommentReference(1)] }), r(" end"))] },
  "changes": [runs(r("old "), new d.InsertedTextRun({ text: "inserted ", ...change }), new d.DeletedTextRun({ text: "deleted ", ...change, id: 2 }), r("words"))],
  "formulas": around(runs(new d.Math({ children: [new d.MathFraction({ numerator: [new d.MathRun("a")], denominator: [new d.MathRun("b")] }), new d.MathRun("+"), new d.MathSuperScript({ children: [new d.MathRun("x")], superScript: [new d.MathRun("2")] })] }))),
  "pictures": around(runs(r("with "), picture("a small square"), r(" in it"))),
  "right-to-left": around(new Paragraph({ bidirectional: true, children: [r("שלום עולם", { rightToLeft: true })] })),
  "signs": [runs(r("non"), new TextRun({ children: [new d.NoBreakHyphen(), "breaking"] }), r(" “quoted” – dash — … € ½ a*b_c `d` [e] #f $5 <g>"))],
  "columns": { properties: { column: { count: 2, space: 708 } }, children: around(p("in two columns")) },
  "header": { headers: { default: new d.Header({ children: [p("HEADOFPAGE")] }) }, footers: { default: new d.Footer({ children: [new Paragraph({ children: [new TextRun({ children: [d.PageNumber.CURRENT] })] })] }) }, children: around() },
};

(async () => {
  for (const [name, made] of Object.entries(all)) {
    const { children, properties, headers, footers, ...whole } = Array.isArray(made) ? { children: made } : made;
    const document = new d.Document({ creator: "Ann Example", numbering, ...whole, sections: [{ properties: properties ?? {}, headers, footers, children }] });
    fs.writeFileSync(path.join(folder, `npm-docx-${name}.docx`), await d.Packer.toBuffer(document));
  }
})();
