//! The tree as presentation MathML 3 that MathML Core draws alike. Spaces are TeX's and always said, so that no reader's own table of
//! operators decides them.

use super::Formula;
use super::tree::{Atom, AtomClass, AtomKind, ColumnAlign, FormulaNode, FormulaTable, FormulaTableForm, MathStyle, ScriptPlacement, gap};
use crate::source::xml::escape;

/// The formula as a `math` element; `description` is read aloud where MathML is not.
#[must_use]
pub(crate) fn mathml(formula: &Formula, description: &str) -> String {
    let display = if formula.display { "block" } else { "inline" };
    let style = if formula.display { MathStyle::Display } else { MathStyle::Text };
    let mut writer = MathmlWriter { out: String::new() };
    writer.out.push_str(&format!(
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"{display}\" alttext=\"{}\">",
        escape(&description.split_whitespace().collect::<Vec<_>>().join(" "))
    ));
    writer.row(&formula.nodes, style);
    writer.out.push_str("</math>");
    writer.out
}

struct MathmlWriter {
    out: String,
}

/// The room before and behind a sign, in thousandths of an em.
#[derive(Clone, Copy)]
struct SignRoom {
    left: i32,
    right: i32,
}

impl SignRoom {
    /// No room.
    const NONE: Self = Self { left: 0, right: 0 };
}

impl MathmlWriter {
    /// Parts side by side, with TeX's spaces between them.
    fn row(&mut self, nodes: &[FormulaNode], style: MathStyle) {
        let small = style >= MathStyle::Script;
        // The room before each part, and behind the last.
        let mut rooms = vec![0; nodes.len() + 1];
        let mut before: Option<AtomClass> = None;
        for (index, node) in nodes.iter().enumerate() {
            if let Some(class) = node.class() {
                rooms[index] = before.map_or(0, |before| gap(before, class, small));
                before = node.last_class();
            }
        }
        for (index, node) in nodes.iter().enumerate() {
            let (left, right) = (rooms[index], rooms[index + 1]);
            let after_sign = index.checked_sub(1).is_some_and(|last| takes_room(&nodes[last]));
            if takes_room(node) {
                // The sign before has the room between the two already.
                self.node(node, style, SignRoom { left: if after_sign { 0 } else { left }, right });
            } else {
                if left != 0 && !after_sign {
                    self.space(left);
                }
                self.node(node, style, SignRoom::NONE);
            }
        }
    }

    /// Writes a part as a single element.
    fn one(&mut self, node: &FormulaNode, style: MathStyle) {
        match node {
            FormulaNode::Row(inside) if inside.len() == 1 => self.one(&inside[0], style),
            FormulaNode::Row(_) | FormulaNode::Styled(..) | FormulaNode::Coloured(..) => self.node(node, style, SignRoom::NONE),
            FormulaNode::Atom(Atom { kind: AtomKind::Function, .. }) => {
                self.within("mrow", "", |writer| writer.node(node, style, SignRoom::NONE));
            }
            _ => self.node(node, style, SignRoom::NONE),
        }
    }

    /// Writes a node, its operators with the room that TeX gives them.
    fn node(&mut self, node: &FormulaNode, style: MathStyle, room: SignRoom) {
        match node {
            FormulaNode::Atom(atom) => self.atom(atom, room),
            FormulaNode::Row(inside) => self.within("mrow", "", |writer| writer.row(inside, style)),
            FormulaNode::Fraction { over, under, bar } => self.fraction(over, under, *bar, style),
            FormulaNode::Root { of, degree: None } => self.within("msqrt", "", |writer| writer.one(of, style)),
            FormulaNode::Root { of, degree: Some(degree) } => self.within("mroot", "", |writer| {
                writer.one(of, style);
                writer.one(degree, MathStyle::ScriptScript);
            }),
            FormulaNode::Scripts { base, under, over, place } => {
                let limits = *place == ScriptPlacement::Limits || (*place == ScriptPlacement::Movable && style == MathStyle::Display);
                self.scripts(base, [under, over].map(Option::as_deref), limits, style, room);
                if node.core().is_some_and(|core| core.kind == AtomKind::Function) {
                    self.apply(room.right);
                }
            }
            FormulaNode::Accent { base, sign, stretches, below } => self.accent(base, *sign, *stretches, *below, style),
            FormulaNode::Fenced { open, close, inside } => self.within("mrow", "", |writer| {
                writer.fence(*open, "prefix");
                writer.row(inside, style);
                writer.fence(*close, "postfix");
            }),
            FormulaNode::Table(table) => self.table(table),
            FormulaNode::Space(width) => self.space(*width),
            FormulaNode::Styled(style, inside) => {
                let (display, level) = match style {
                    MathStyle::Display => (true, 0),
                    MathStyle::Text => (false, 0),
                    MathStyle::Script => (false, 1),
                    MathStyle::ScriptScript => (false, 2),
                };
                self.within("mstyle", &format!(" displaystyle=\"{display}\" scriptlevel=\"{level}\""), |writer| writer.row(inside, *style));
            }
            FormulaNode::Boxed(inside) => self.within("mrow", " class=\"boxed\"", |writer| writer.row(inside, style)),
            FormulaNode::Coloured((red, green, blue), inside) => {
                let colour = format!(" mathcolor=\"#{red:02x}{green:02x}{blue:02x}\"");
                self.within("mstyle", &colour, |writer| writer.row(inside, style));
            }
        }
    }

    /// A fraction, its bar of `bar` thousandths of an em if that is not as usual.
    fn fraction(&mut self, over: &FormulaNode, under: &FormulaNode, bar: Option<i32>, style: MathStyle) {
        let bar = bar.map_or(String::new(), |bar| format!(" linethickness=\"{}\"", em(bar)));
        let inner = if style == MathStyle::Display { MathStyle::Text } else { smaller(style) };
        self.within("mfrac", &bar, |writer| {
            writer.one(over, inner);
            writer.one(under, inner);
        });
    }

    /// A base with the scripts below and above it: as `limits`, or beside it.
    fn scripts(&mut self, base: &FormulaNode, [under, over]: [Option<&FormulaNode>; 2], limits: bool, style: MathStyle, room: SignRoom) {
        let tag = match (limits, under, over) {
            (true, Some(_), Some(_)) => "munderover",
            (true, Some(_), None) => "munder",
            (true, ..) => "mover",
            (false, Some(_), Some(_)) => "msubsup",
            (false, Some(_), None) => "msub",
            (false, ..) => "msup",
        };
        self.within(tag, "", |writer| {
            match base {
                // Where the scripts stand is said by the element.
                FormulaNode::Atom(atom) if atom.kind == AtomKind::Large => {
                    writer.operator(atom, room, " movablelimits=\"false\"");
                }
                FormulaNode::Atom(atom) if atom.kind == AtomKind::Function => writer.element("mi", "", &atom.text),
                base if takes_room(base) => writer.node(base, style, room),
                base => writer.one(base, style),
            }
            for script in [under, over].into_iter().flatten() {
                writer.one(script, smaller(style));
            }
        });
    }

    /// A base with a sign over or under it.
    fn accent(&mut self, base: &FormulaNode, sign: char, stretches: bool, below: bool, style: MathStyle) {
        let (tag, accent) = if below { ("munder", " accentunder=\"true\"") } else { ("mover", " accent=\"true\"") };
        let single = is_single(base);
        let wide = stretches || (sign == '‾' && !single);
        let stretchy = if wide { " stretchy=\"true\"" } else { " stretchy=\"false\"" };
        self.within(tag, accent, |writer| {
            writer.one(base, style);
            writer.element("mo", stretchy, &accent_sign(sign, wide, single).to_string());
        });
    }

    fn atom(&mut self, atom: &Atom, room: SignRoom) {
        match atom.kind {
            AtomKind::Letter { upright } => {
                let one = atom.text.chars().count() == 1 && atom.text.is_ascii()
                    || atom.text.chars().all(|c| ('\u{370}'..'\u{400}').contains(&c));
                let upright = if upright && one { " mathvariant=\"normal\"" } else { "" };
                self.element("mi", upright, &atom.text);
            }
            AtomKind::Number => self.element("mn", "", &atom.text),
            AtomKind::Text => {
                // White space at the ends would be cut.
                let text = atom.text.replace(' ', "\u{A0}");
                self.element("mtext", "", &text);
            }
            AtomKind::Function => {
                self.element("mi", if atom.text.chars().count() == 1 { " mathvariant=\"normal\"" } else { "" }, &atom.text);
                self.apply(room.right);
            }
            AtomKind::Fence(Some(size)) => {
                let size = format!(" stretchy=\"true\" symmetric=\"true\" minsize=\"{0}\" maxsize=\"{0}\"", em(size));
                self.operator(atom, room, &size);
            }
            AtomKind::Middle => self.operator(atom, room, " stretchy=\"true\""),
            AtomKind::Large => self.operator(atom, room, ""),
            AtomKind::Sign if is_identifier(&atom.text) => self.element("mi", " mathvariant=\"normal\"", &atom.text),
            AtomKind::Sign | AtomKind::Stretchy | AtomKind::Fence(None) => self.operator(atom, room, " stretchy=\"false\""),
        }
    }

    fn operator(&mut self, atom: &Atom, room: SignRoom, more: &str) {
        let form = match atom.class {
            AtomClass::Open => " form=\"prefix\"",
            AtomClass::Close => " form=\"postfix\"",
            AtomClass::Ordinary => " form=\"prefix\"",
            AtomClass::Operator => "",
            _ => " form=\"infix\"",
        };
        self.element("mo", &format!("{form} lspace=\"{}\" rspace=\"{}\"{more}", em(room.left), em(room.right)), &atom.text);
    }

    /// A function is applied to what follows.
    fn apply(&mut self, room: i32) {
        self.element("mo", &format!(" lspace=\"0em\" rspace=\"{}\"", em(room)), "\u{2061}");
    }

    fn fence(&mut self, fence: Option<char>, form: &str) {
        if let Some(fence) = fence {
            let attributes = format!(" form=\"{form}\" fence=\"true\" stretchy=\"true\" symmetric=\"true\" lspace=\"0em\" rspace=\"0em\"");
            self.element("mo", &attributes, &fence.to_string());
        }
    }

    fn table(&mut self, table: &FormulaTable) {
        let class = match table.form {
            FormulaTableForm::Matrix => "",
            FormulaTableForm::Cases => " class=\"cases\"",
            FormulaTableForm::Aligned => " class=\"aligned\"",
            FormulaTableForm::Gathered => " class=\"gathered\"",
            FormulaTableForm::Stack => " class=\"stack\"",
        };
        let width = table.width();
        let sides: Vec<&str> = (0..width).map(|column| name(table.side(column))).collect();
        let style = match table.form {
            FormulaTableForm::Aligned | FormulaTableForm::Gathered => MathStyle::Display,
            FormulaTableForm::Stack => MathStyle::Script,
            _ => MathStyle::Text,
        };
        let spacing = match table.form {
            FormulaTableForm::Aligned => (1..width).map(|column| if column % 2 == 1 { "0em" } else { "2em" }).collect::<Vec<_>>().join(" "),
            _ => "1em".to_owned(),
        };
        let lines: Vec<&str> = (1..width).map(|column| if table.lines.contains(&column) { "solid" } else { "none" }).collect();
        let mut attributes = format!("{class} displaystyle=\"{}\"", style == MathStyle::Display);
        if width > 0 {
            attributes.push_str(&format!(" columnalign=\"{}\"", sides.join(" ")));
        }
        if width > 1 {
            attributes.push_str(&format!(" columnspacing=\"{spacing}\""));
        }
        if lines.contains(&"solid") {
            attributes.push_str(&format!(" columnlines=\"{}\"", lines.join(" ")));
        }
        let rules: Vec<&str> = table.rows.iter().skip(1).map(|row| if row.line { "solid" } else { "none" }).collect();
        if rules.contains(&"solid") {
            attributes.push_str(&format!(" rowlines=\"{}\"", rules.join(" ")));
        }
        self.within("mtable", &attributes, |writer| {
            for row in &table.rows {
                writer.within("mtr", "", |writer| {
                    for column in 0..width.max(1) {
                        let mut classes = vec![name(table.side(column))];
                        classes.extend((column > 0 && table.lines.contains(&column)).then_some("line-left"));
                        classes.extend(row.line.then_some("line-above"));
                        let class = format!(" class=\"{}\"", classes.join(" "));
                        writer.within("mtd", &class, |writer| {
                            // What is aligned begins with its sign, which stands as if something were before it.
                            let cell = row.cells.get(column).map_or(&[][..], Vec::as_slice);
                            let leads = table.form == FormulaTableForm::Aligned && column % 2 == 1;
                            if leads && let Some(class) = cell.first().and_then(FormulaNode::class) {
                                let room = gap(AtomClass::Ordinary, class, false);
                                if room != 0 {
                                    writer.space(room);
                                }
                            }
                            writer.row(cell, style);
                        });
                    }
                });
            }
        });
    }

    fn space(&mut self, width: i32) {
        self.out.push_str(&format!("<mspace width=\"{}\"/>", em(width)));
    }

    fn element(&mut self, tag: &str, attributes: &str, text: &str) {
        self.out.push_str(&format!("<{tag}{attributes}>{}</{tag}>", escape(text)));
    }

    fn within(&mut self, tag: &str, attributes: &str, inside: impl FnOnce(&mut Self)) {
        self.out.push_str(&format!("<{tag}{attributes}>"));
        inside(self);
        self.out.push_str(&format!("</{tag}>"));
    }
}

/// The character that browsers draw for an accent.
fn accent_sign(sign: char, wide: bool, single: bool) -> char {
    match (sign, wide) {
        ('‾', false) => '¯',
        // Browsers stretch this sign alone of those that the face has as bars.
        ('‾', true) => '\u{332}',
        ('_', _) if !single => '\u{332}',
        ('^', false) => 'ˆ',
        ('^', true) => '\u{302}',
        ('~', false) => '˜',
        ('~', true) => '\u{303}',
        ('→', false) => '\u{20D7}',
        (sign, _) => sign,
    }
}

/// Whether a part is written as a sign that says the room round it.
fn takes_room(node: &FormulaNode) -> bool {
    node.core().is_some_and(|atom| match atom.kind {
        AtomKind::Sign => !is_identifier(&atom.text),
        AtomKind::Large | AtomKind::Function | AtomKind::Fence(_) | AtomKind::Middle | AtomKind::Stretchy => true,
        AtomKind::Letter { .. } | AtomKind::Number | AtomKind::Text => false,
    }) && !matches!(node, FormulaNode::Row(_))
}

/// Signs that name something rather than do something.
fn is_identifier(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || "∞∅∂∇∀∃ℏ…⋯⋮⋱°%$&#⊤⊥△♭♯♮ı".contains(c))
}

fn is_single(node: &FormulaNode) -> bool {
    match node {
        FormulaNode::Atom(atom) => atom.text.chars().count() == 1,
        FormulaNode::Row(inside) => inside.len() == 1 && is_single(&inside[0]),
        _ => false,
    }
}

fn smaller(style: MathStyle) -> MathStyle {
    match style {
        MathStyle::Display | MathStyle::Text => MathStyle::Script,
        MathStyle::Script | MathStyle::ScriptScript => MathStyle::ScriptScript,
    }
}

fn name(side: ColumnAlign) -> &'static str {
    match side {
        ColumnAlign::Left => "left",
        ColumnAlign::Centre => "center",
        ColumnAlign::Right => "right",
    }
}

/// Thousandths of an em as a length.
fn em(thousandths: i32) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    if part == 0 { format!("{sign}{whole}em") } else { format!("{sign}{whole}.{part:03}em") }
}
