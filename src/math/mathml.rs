//! The tree as presentation MathML 3 that MathML Core draws alike. Spaces are TeX's and always said, so that no reader's own table of
//! operators decides them.

use super::Formula;
use super::tree::{Atom, Class, Form, Kind, Node, Place, Side, Style, Table, gap};
use crate::source::xml::escape;

/// The formula as a `math` element; `latex` is its source, which is read aloud where MathML is not.
#[must_use]
pub(crate) fn mathml(formula: &Formula, latex: &str) -> String {
    let display = if formula.display { "block" } else { "inline" };
    let style = if formula.display { Style::Display } else { Style::Text };
    let mut writer = Writer { out: String::new() };
    writer.out.push_str(&format!(
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"{display}\" alttext=\"{}\">",
        escape(&latex.split_whitespace().collect::<Vec<_>>().join(" "))
    ));
    writer.row(&formula.nodes, style);
    writer.out.push_str("</math>");
    writer.out
}

struct Writer {
    out: String,
}

/// The room before and behind a sign, in thousandths of an em.
type Room = (i32, i32);

impl Writer {
    /// Parts side by side, with TeX's spaces between them.
    fn row(&mut self, nodes: &[Node], style: Style) {
        let small = style >= Style::Script;
        // The room before each part, and behind the last.
        let mut rooms = vec![0; nodes.len() + 1];
        let mut before: Option<Class> = None;
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
                self.node(node, style, (if after_sign { 0 } else { left }, right));
            } else {
                if left != 0 && !after_sign {
                    self.space(left);
                }
                self.node(node, style, (0, 0));
            }
        }
    }

    /// One part as one element.
    fn one(&mut self, node: &Node, style: Style) {
        match node {
            Node::Row(inside) if inside.len() == 1 => self.one(&inside[0], style),
            Node::Row(_) | Node::Styled(..) | Node::Coloured(..) => self.node(node, style, (0, 0)),
            Node::Atom(Atom { kind: Kind::Function, .. }) => self.within("mrow", "", |writer| writer.node(node, style, (0, 0))),
            _ => self.node(node, style, (0, 0)),
        }
    }

    fn node(&mut self, node: &Node, style: Style, room: Room) {
        match node {
            Node::Atom(atom) => self.atom(atom, room),
            Node::Row(inside) => self.within("mrow", "", |writer| writer.row(inside, style)),
            Node::Fraction { over, under, bar } => {
                let bar = bar.map_or(String::new(), |bar| format!(" linethickness=\"{}\"", em(bar)));
                let inner = if style == Style::Display { Style::Text } else { smaller(style) };
                self.within("mfrac", &bar, |writer| {
                    writer.one(over, inner);
                    writer.one(under, inner);
                });
            }
            Node::Root { of, degree: None } => self.within("msqrt", "", |writer| writer.one(of, style)),
            Node::Root { of, degree: Some(degree) } => self.within("mroot", "", |writer| {
                writer.one(of, style);
                writer.one(degree, Style::ScriptScript);
            }),
            Node::Scripts { base, under, over, place } => {
                let limits = *place == Place::Limits || (*place == Place::Movable && style == Style::Display);
                let tag = match (limits, under, over) {
                    (true, Some(_), Some(_)) => "munderover",
                    (true, Some(_), None) => "munder",
                    (true, ..) => "mover",
                    (false, Some(_), Some(_)) => "msubsup",
                    (false, Some(_), None) => "msub",
                    (false, ..) => "msup",
                };
                self.within(tag, "", |writer| {
                    match &**base {
                        // Where the scripts stand is said by the element.
                        Node::Atom(atom) if atom.kind == Kind::Large => {
                            writer.operator(atom, room, " movablelimits=\"false\"");
                        }
                        Node::Atom(atom) if atom.kind == Kind::Function => writer.element("mi", "", &atom.text),
                        base if takes_room(base) => writer.node(base, style, room),
                        base => writer.one(base, style),
                    }
                    for script in [under, over].into_iter().flatten() {
                        writer.one(script, smaller(style));
                    }
                });
                if node.core().is_some_and(|core| core.kind == Kind::Function) {
                    self.apply(room.1);
                }
            }
            Node::Accent { base, sign, stretches, below } => {
                let (tag, accent) = if *below { ("munder", " accentunder=\"true\"") } else { ("mover", " accent=\"true\"") };
                let wide = *stretches || (*sign == '‾' && !is_single(base));
                self.within(tag, accent, |writer| {
                    writer.one(base, style);
                    let stretchy = if wide { " stretchy=\"true\"" } else { " stretchy=\"false\"" };
                    let sign = match (*sign, wide) {
                        ('‾', false) => '¯',
                        // Browsers stretch this sign alone of those that the face has as bars.
                        ('‾', true) => '\u{332}',
                        ('_', _) if !is_single(base) => '\u{332}',
                        ('^', false) => 'ˆ',
                        ('^', true) => '\u{302}',
                        ('~', false) => '˜',
                        ('~', true) => '\u{303}',
                        ('→', false) => '\u{20D7}',
                        (sign, _) => sign,
                    };
                    writer.element("mo", stretchy, &sign.to_string());
                });
            }
            Node::Fenced { open, close, inside } => self.within("mrow", "", |writer| {
                writer.fence(*open, "prefix");
                writer.row(inside, style);
                writer.fence(*close, "postfix");
            }),
            Node::Table(table) => self.table(table),
            Node::Space(width) => self.space(*width),
            Node::Styled(style, inside) => {
                let (display, level) = match style {
                    Style::Display => (true, 0),
                    Style::Text => (false, 0),
                    Style::Script => (false, 1),
                    Style::ScriptScript => (false, 2),
                };
                self.within("mstyle", &format!(" displaystyle=\"{display}\" scriptlevel=\"{level}\""), |writer| writer.row(inside, *style));
            }
            Node::Coloured((red, green, blue), inside) => {
                let colour = format!(" mathcolor=\"#{red:02x}{green:02x}{blue:02x}\"");
                self.within("mstyle", &colour, |writer| writer.row(inside, style));
            }
        }
    }

    fn atom(&mut self, atom: &Atom, room: Room) {
        match atom.kind {
            Kind::Letter { upright } => {
                let one = atom.text.chars().count() == 1 && atom.text.is_ascii()
                    || atom.text.chars().all(|c| ('\u{370}'..'\u{400}').contains(&c));
                let upright = if upright && one { " mathvariant=\"normal\"" } else { "" };
                self.element("mi", upright, &atom.text);
            }
            Kind::Number => self.element("mn", "", &atom.text),
            Kind::Text => {
                // White space at the ends would be cut.
                let text = atom.text.replace(' ', "\u{A0}");
                self.element("mtext", "", &text);
            }
            Kind::Function => {
                self.element("mi", if atom.text.chars().count() == 1 { " mathvariant=\"normal\"" } else { "" }, &atom.text);
                self.apply(room.1);
            }
            Kind::Fence(Some(size)) => {
                let size = format!(" stretchy=\"true\" symmetric=\"true\" minsize=\"{0}\" maxsize=\"{0}\"", em(size));
                self.operator(atom, room, &size);
            }
            Kind::Middle => self.operator(atom, room, " stretchy=\"true\""),
            Kind::Large => self.operator(atom, room, ""),
            Kind::Sign if is_identifier(&atom.text) => self.element("mi", " mathvariant=\"normal\"", &atom.text),
            Kind::Sign | Kind::Stretchy | Kind::Fence(None) => self.operator(atom, room, " stretchy=\"false\""),
        }
    }

    fn operator(&mut self, atom: &Atom, (left, right): Room, more: &str) {
        let form = match atom.class {
            Class::Open => " form=\"prefix\"",
            Class::Close => " form=\"postfix\"",
            Class::Ordinary => " form=\"prefix\"",
            Class::Operator => "",
            _ => " form=\"infix\"",
        };
        self.element("mo", &format!("{form} lspace=\"{}\" rspace=\"{}\"{more}", em(left), em(right)), &atom.text);
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

    fn table(&mut self, table: &Table) {
        let class = match table.form {
            Form::Matrix => "",
            Form::Cases => " class=\"cases\"",
            Form::Aligned => " class=\"aligned\"",
            Form::Gathered => " class=\"gathered\"",
            Form::Stack => " class=\"stack\"",
        };
        let width = table.width();
        let sides: Vec<&str> = (0..width).map(|column| name(table.side(column))).collect();
        let style = match table.form {
            Form::Aligned | Form::Gathered => Style::Display,
            Form::Stack => Style::Script,
            _ => Style::Text,
        };
        let spacing = match table.form {
            Form::Aligned => (1..width).map(|column| if column % 2 == 1 { "0em" } else { "2em" }).collect::<Vec<_>>().join(" "),
            _ => "1em".to_owned(),
        };
        let lines: Vec<&str> = (1..width).map(|column| if table.lines.contains(&column) { "solid" } else { "none" }).collect();
        let mut attributes = format!("{class} displaystyle=\"{}\"", style == Style::Display);
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
                            let leads = table.form == Form::Aligned && column % 2 == 1;
                            if leads && let Some(class) = cell.first().and_then(Node::class) {
                                let room = gap(Class::Ordinary, class, false);
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

/// Whether a part is written as a sign that says the room round it.
fn takes_room(node: &Node) -> bool {
    node.core().is_some_and(|atom| match atom.kind {
        Kind::Sign => !is_identifier(&atom.text),
        Kind::Large | Kind::Function | Kind::Fence(_) | Kind::Middle | Kind::Stretchy => true,
        Kind::Letter { .. } | Kind::Number | Kind::Text => false,
    }) && !matches!(node, Node::Row(_))
}

/// Signs that name something rather than do something.
fn is_identifier(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || "∞∅∂∇∀∃ℏ…⋯⋮⋱°%$&#⊤⊥△♭♯♮ı".contains(c))
}

fn is_single(node: &Node) -> bool {
    match node {
        Node::Atom(atom) => atom.text.chars().count() == 1,
        Node::Row(inside) => inside.len() == 1 && is_single(&inside[0]),
        _ => false,
    }
}

fn smaller(style: Style) -> Style {
    match style {
        Style::Display | Style::Text => Style::Script,
        Style::Script | Style::ScriptScript => Style::ScriptScript,
    }
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Centre => "center",
        Side::Right => "right",
    }
}

/// Thousandths of an em as a length.
fn em(thousandths: i32) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    if part == 0 { format!("{sign}{whole}em") } else { format!("{sign}{whole}.{part:03}em") }
}
