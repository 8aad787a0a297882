//! The tree of a formula: what both editions are made of.

/// One part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A letter, number, sign or word.
    Atom(Atom),
    /// Parts side by side, spaced as one: a group in braces.
    Row(Vec<Node>),
    /// A numerator above a denominator.
    Fraction {
        /// Above.
        over: Box<Node>,
        /// Below.
        under: Box<Node>,
        /// Thickness of the bar in thousandths of an em; none for the font's own, 0 for no bar.
        bar: Option<i32>,
    },
    /// A root.
    Root {
        /// What the root is taken of.
        of: Box<Node>,
        /// Its degree, if it is not two.
        degree: Option<Box<Node>>,
    },
    /// A base with something below or above.
    Scripts {
        /// What carries them.
        base: Box<Node>,
        /// Below.
        under: Option<Box<Node>>,
        /// Above.
        over: Option<Box<Node>>,
        /// Beside the base, or above and below it.
        place: Place,
    },
    /// A sign over or under a base.
    Accent {
        /// What it is on.
        base: Box<Node>,
        /// The sign.
        sign: char,
        /// Whether it is as wide as the base.
        stretches: bool,
        /// Whether it stands below.
        below: bool,
    },
    /// What stands between two fences that are as high as it is.
    Fenced {
        /// The first fence.
        open: Option<char>,
        /// The last.
        close: Option<char>,
        /// What they enclose; fences of `\middle` in it grow too.
        inside: Vec<Node>,
    },
    /// Rows and columns.
    Table(Table),
    /// Empty room, in thousandths of an em.
    Space(i32),
    /// Parts in a size of their own.
    Styled(Style, Vec<Node>),
    /// Parts in a colour: red, green, blue.
    Coloured((u8, u8, u8), Vec<Node>),
}

/// A letter, number, sign or word, which is not divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Atom {
    /// The characters; letters of an alphabet of their own (`ℝ`) are Unicode's.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// How it is spaced.
    pub class: Class,
}

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A variable: one letter, italic unless it is upright by nature or by command.
    Letter {
        /// Whether it is set upright.
        upright: bool,
    },
    /// A number.
    Number,
    /// The name of a function.
    Function,
    /// Words.
    Text,
    /// A sign.
    Sign,
    /// A sign that is as wide as what it stands over or under.
    Stretchy,
    /// A sign that is larger in a display.
    Large,
    /// A bracket; its height in thousandths of an em if that is given.
    Fence(Option<i32>),
    /// A bracket that grows with what stands between the fences round it.
    Middle,
}

/// How an atom is spaced (The TeXbook, chapter 18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A variable or number.
    Ordinary,
    /// A large operator, a function.
    Operator,
    /// `+`.
    Binary,
    /// `=`.
    Relation,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `,`.
    Punctuation,
    /// A fraction, a pair of fences with what is between.
    Inner,
}

/// Where scripts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Right of the base.
    Beside,
    /// Above and below it.
    Limits,
    /// Above and below it in a display, else right of it.
    Movable,
}

/// The sizes of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    /// Of a formula on a line of its own.
    Display,
    /// Of one in the line.
    Text,
    /// Of a script.
    Script,
    /// Of a script's script.
    ScriptScript,
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// The rows' cells.
    pub rows: Vec<Row>,
    /// What it is for.
    pub form: Form,
    /// Alignment of the columns; those behind the last have the last one's, except in aligned rows, where they go on in turn.
    pub columns: Vec<Side>,
    /// The columns that a vertical line stands before, by index.
    pub lines: Vec<usize>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its cells.
    pub cells: Vec<Vec<Node>>,
    /// Whether a line stands above it.
    pub line: bool,
    /// More room below it, in thousandths of an em.
    pub room: i32,
}

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A matrix, an array: columns apart.
    Matrix,
    /// Cases of a definition.
    Cases,
    /// Lines aligned at their signs, in the size of a display.
    Aligned,
    /// Lines in the middle, in the size of a display.
    Gathered,
    /// Lines under an operator.
    Stack,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

impl Table {
    /// The alignment of a column.
    #[must_use]
    pub(crate) fn side(&self, column: usize) -> Side {
        match self.form {
            Form::Aligned if column.is_multiple_of(2) => Side::Right,
            Form::Aligned => Side::Left,
            _ => self.columns.get(column).or(self.columns.last()).copied().unwrap_or(Side::Centre),
        }
    }

    /// How many columns it has.
    #[must_use]
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

impl Node {
    /// How it is spaced; none for what takes no part in spacing.
    #[must_use]
    pub(crate) fn class(&self) -> Option<Class> {
        match self {
            Node::Atom(atom) => Some(atom.class),
            Node::Row(_) | Node::Root { .. } | Node::Accent { .. } | Node::Table(_) => Some(Class::Ordinary),
            Node::Fraction { .. } | Node::Fenced { .. } => Some(Class::Inner),
            Node::Scripts { base, .. } => base.class(),
            Node::Space(_) => None,
            // What follows inside is spaced by itself; from outside it is its first part.
            Node::Styled(_, inside) | Node::Coloured(_, inside) => inside.iter().find_map(Node::class),
        }
    }

    /// The class that what follows sees.
    #[must_use]
    pub(crate) fn last_class(&self) -> Option<Class> {
        match self {
            Node::Styled(_, inside) | Node::Coloured(_, inside) => inside.iter().rev().find_map(Node::last_class),
            other => other.class(),
        }
    }

    /// The atom at its heart: an operator keeps its nature under its limits.
    #[must_use]
    pub(crate) fn core(&self) -> Option<&Atom> {
        match self {
            Node::Atom(atom) => Some(atom),
            Node::Scripts { base, .. } => base.core(),
            Node::Row(inside) if inside.len() == 1 => inside[0].core(),
            _ => None,
        }
    }
}

/// The room between two neighbours in thousandths of an em (The TeXbook, p. 170); `small` in scripts.
#[must_use]
pub(crate) fn gap(before: Class, after: Class, small: bool) -> i32 {
    use Class::{Binary, Close, Inner, Open, Operator, Ordinary, Punctuation, Relation};
    const THIN: i32 = 167;
    let wide = |room: i32| if small { 0 } else { room };
    match (before, after) {
        (Ordinary | Close | Operator | Inner, Operator) | (Operator, Ordinary) => THIN,
        (Binary, Ordinary | Operator | Open | Inner) | (Ordinary | Close | Inner, Binary) => wide(222),
        (Relation, Ordinary | Operator | Open | Inner) | (Ordinary | Operator | Close | Inner, Relation) => wide(278),
        (Ordinary | Operator | Close, Inner) | (Inner, Ordinary | Open | Punctuation | Inner) => wide(THIN),
        (Punctuation, after) if after != Binary => wide(THIN),
        _ => 0,
    }
}

/// Makes a binary sign ordinary where it joins nothing (`-x`, `(+)`; The TeXbook, p. 442, rules 5 and 6), in this row and those inside.
pub(super) fn settle(nodes: &mut [Node]) {
    let mut before: Option<Class> = None;
    for at in 0..nodes.len() {
        let after = nodes[at + 1..].iter().find_map(Node::class);
        let Some(class) = nodes[at].class() else { continue };
        let joins_left = matches!(before, Some(Class::Ordinary | Class::Close | Class::Inner));
        let joins_right = !matches!(after, None | Some(Class::Relation | Class::Close | Class::Punctuation));
        if class == Class::Binary && !(joins_left && joins_right) {
            demote(&mut nodes[at]);
        }
        before = nodes[at].last_class().or(before);
    }
}

fn demote(node: &mut Node) {
    match node {
        Node::Atom(atom) => atom.class = Class::Ordinary,
        Node::Scripts { base, .. } => demote(base),
        Node::Row(inside) | Node::Styled(_, inside) | Node::Coloured(_, inside) => {
            if let Some(first) = inside.first_mut() {
                demote(first);
            }
        }
        _ => {}
    }
}
