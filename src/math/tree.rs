//! The tree of a formula: what both editions are made of.

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormulaNode {
    /// A letter, number, sign or word.
    Atom(Atom),
    /// Parts side by side, spaced as one: a group in braces.
    Row(Vec<FormulaNode>),
    /// A numerator above a denominator.
    Fraction {
        /// The numerator.
        over: Box<FormulaNode>,
        /// The denominator.
        under: Box<FormulaNode>,
        /// Thickness of the bar in thousandths of an em; none for the font's own, 0 for no bar.
        bar: Option<i32>,
    },
    /// A root.
    Root {
        /// What the root is taken of.
        of: Box<FormulaNode>,
        /// The degree of the root, if it is not two.
        degree: Option<Box<FormulaNode>>,
    },
    /// A base with something below or above.
    Scripts {
        /// The base, which carries the scripts.
        base: Box<FormulaNode>,
        /// The lower script.
        under: Option<Box<FormulaNode>>,
        /// The upper script.
        over: Option<Box<FormulaNode>>,
        /// Beside the base, or above and below it.
        place: ScriptPlacement,
    },
    /// A sign over or under a base.
    Accent {
        /// The base, which carries the accent.
        base: Box<FormulaNode>,
        /// The sign.
        sign: char,
        /// Whether the sign is as wide as the base.
        stretches: bool,
        /// Whether the sign stands below the base.
        below: bool,
    },
    /// What stands between two fences that are as high as it is.
    Fenced {
        /// The first fence.
        open: Option<char>,
        /// The last fence.
        close: Option<char>,
        /// What the fences enclose; fences of `\middle` in it grow too.
        inside: Vec<FormulaNode>,
    },
    /// Rows and columns.
    Table(FormulaTable),
    /// Empty room, in thousandths of an em.
    Space(i32),
    /// Parts in a size of their own.
    Styled(MathStyle, Vec<FormulaNode>),
    /// Parts with a box round them.
    Boxed(Vec<FormulaNode>),
    /// Parts in a colour: red, green, blue.
    Coloured((u8, u8, u8), Vec<FormulaNode>),
}

/// A letter, number, sign or word, which is not divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Atom {
    /// The characters; letters of an alphabet of their own (`ℝ`) are Unicode's.
    pub text: String,
    /// The kind of atom.
    pub kind: AtomKind,
    /// The class, by which the atom is spaced.
    pub class: AtomClass,
}

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// A variable: one letter, italic unless it is upright by nature or by command.
    Letter {
        /// Whether the letter is set upright.
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
pub(crate) enum AtomClass {
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
pub(crate) enum ScriptPlacement {
    /// Right of the base.
    Beside,
    /// Above and below the base.
    Limits,
    /// Above and below the base in a display, else right of it.
    Movable,
}

/// The sizes of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MathStyle {
    /// The size of a formula on a line of its own.
    Display,
    /// The size of a formula in the line.
    Text,
    /// The size of a script.
    Script,
    /// The size of a script's script.
    ScriptScript,
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormulaTable {
    /// The rows' cells.
    pub rows: Vec<FormulaRow>,
    /// What the table is for.
    pub form: FormulaTableForm,
    /// Alignment of the columns; those behind the last have the last one's, except in aligned rows, where they go on in turn.
    pub columns: Vec<ColumnAlign>,
    /// The columns that a vertical line stands before, by index.
    pub lines: Vec<usize>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormulaRow {
    /// The row's cells.
    pub cells: Vec<Vec<FormulaNode>>,
    /// Whether a line stands above the row.
    pub line: bool,
    /// More room below the row, in thousandths of an em.
    pub room: i32,
}

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormulaTableForm {
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
pub(crate) enum ColumnAlign {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

impl FormulaTable {
    /// The alignment of a column.
    #[must_use]
    pub(crate) fn side(&self, column: usize) -> ColumnAlign {
        match self.form {
            FormulaTableForm::Aligned if column.is_multiple_of(2) => ColumnAlign::Right,
            FormulaTableForm::Aligned => ColumnAlign::Left,
            _ => self.columns.get(column).or(self.columns.last()).copied().unwrap_or(ColumnAlign::Centre),
        }
    }

    /// How many columns the table has.
    #[must_use]
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

impl FormulaNode {
    /// The class by which the part is spaced; none for what takes no part in spacing.
    #[must_use]
    pub(crate) fn class(&self) -> Option<AtomClass> {
        match self {
            FormulaNode::Atom(atom) => Some(atom.class),
            FormulaNode::Row(_) | FormulaNode::Root { .. } | FormulaNode::Accent { .. } | FormulaNode::Table(_) | FormulaNode::Boxed(_) => {
                Some(AtomClass::Ordinary)
            }
            FormulaNode::Fraction { .. } | FormulaNode::Fenced { .. } => Some(AtomClass::Inner),
            FormulaNode::Scripts { base, .. } => base.class(),
            FormulaNode::Space(_) => None,
            // What follows inside is spaced by itself; from outside it is its first part.
            FormulaNode::Styled(_, inside) | FormulaNode::Coloured(_, inside) => inside.iter().find_map(FormulaNode::class),
        }
    }

    /// The class that what follows sees.
    #[must_use]
    pub(crate) fn last_class(&self) -> Option<AtomClass> {
        match self {
            FormulaNode::Styled(_, inside) | FormulaNode::Coloured(_, inside) => inside.iter().rev().find_map(FormulaNode::last_class),
            other => other.class(),
        }
    }

    /// The atom at its heart: an operator keeps its nature under its limits.
    #[must_use]
    pub(crate) fn core(&self) -> Option<&Atom> {
        match self {
            FormulaNode::Atom(atom) => Some(atom),
            FormulaNode::Scripts { base, .. } => base.core(),
            FormulaNode::Row(inside) if inside.len() == 1 => inside[0].core(),
            _ => None,
        }
    }
}

/// The room between two neighbours in thousandths of an em (The TeXbook, p. 170); `small` in scripts.
#[must_use]
pub(crate) fn gap(before: AtomClass, after: AtomClass, small: bool) -> i32 {
    use AtomClass::{Binary, Close, Inner, Open, Operator, Ordinary, Punctuation, Relation};
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

/// A formula in pieces, each but the last with a sign at its end that joins it to the next: `a +`, `b =`, `c`. Nothing is divided within
/// brackets.
#[must_use]
pub(crate) fn pieces(formula: Formula) -> Vec<Formula> {
    // Bars open and close by the same sign.
    let is_bar = |node: &FormulaNode| node.core().is_some_and(|core| matches!(core.text.as_str(), "|" | "∣" | "‖" | "∥"));
    if formula.nodes.iter().any(is_bar) {
        return vec![formula];
    }
    let depths = depths(&formula.nodes);
    let (display, coloured) = (formula.display, formula.coloured);
    let mut pieces: Vec<Vec<FormulaNode>> = vec![Vec::new()];
    for (node, depth) in formula.nodes.into_iter().zip(depths) {
        let joins = depth == 0 && matches!(node.class(), Some(AtomClass::Relation | AtomClass::Binary));
        if let Some(last) = pieces.last_mut() {
            last.push(node);
        }
        if joins {
            pieces.push(Vec::new());
        }
    }
    let is_whole = |piece: &Vec<FormulaNode>| !piece.is_empty();
    pieces.into_iter().filter(is_whole).map(|nodes| Formula { nodes, display, coloured }).collect()
}

/// How many brackets are open before each part.
#[must_use]
pub(crate) fn depths(nodes: &[FormulaNode]) -> Vec<i64> {
    let step = |open: &mut i64, node: &FormulaNode| {
        let before = *open;
        match node.class() {
            Some(AtomClass::Open) => *open += 1,
            Some(AtomClass::Close) => *open = (*open - 1).max(0),
            _ => {}
        }
        Some(before)
    };
    nodes.iter().scan(0, step).collect()
}

/// Makes a binary sign ordinary where it joins nothing (`-x`, `(+)`; The TeXbook, p. 442, rules 5 and 6), in this row and those inside.
pub(super) fn settle(nodes: &mut [FormulaNode]) {
    let mut before: Option<AtomClass> = None;
    for at in 0..nodes.len() {
        let after = nodes[at + 1..].iter().find_map(FormulaNode::class);
        let Some(class) = nodes[at].class() else { continue };
        let joins_left = matches!(before, Some(AtomClass::Ordinary | AtomClass::Close | AtomClass::Inner));
        let joins_right = !matches!(after, None | Some(AtomClass::Relation | AtomClass::Close | AtomClass::Punctuation));
        if class == AtomClass::Binary && !(joins_left && joins_right) {
            demote(&mut nodes[at]);
        }
        before = nodes[at].last_class().or(before);
    }
}

fn demote(node: &mut FormulaNode) {
    match node {
        FormulaNode::Atom(atom) => atom.class = AtomClass::Ordinary,
        FormulaNode::Scripts { base, .. } => demote(base),
        FormulaNode::Row(inside) | FormulaNode::Styled(_, inside) | FormulaNode::Coloured(_, inside) => {
            if let Some(first) = inside.first_mut() {
                demote(first);
            }
        }
        _ => {}
    }
}

/// A formula that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Formula {
    /// The parts, side by side.
    pub nodes: Vec<FormulaNode>,
    /// Whether the formula stands on a line of its own.
    pub display: bool,
    /// Whether parts of the formula are in colour.
    pub coloured: bool,
}

/// Why a formula can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormulaFault {
    /// The reason, in the words of a message.
    pub reason: String,
}

impl FormulaFault {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}
