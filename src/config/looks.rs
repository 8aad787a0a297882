//! How each kind of text looks, relative to the running text.

/// The families a book is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The text.
    Serif,
    /// Labels and display.
    Sans,
    /// Code.
    Mono,
}

/// The families by name.
pub(super) const FAMILIES: [(&str, Family); 3] = [("serif", Family::Serif), ("sans", Family::Sans), ("mono", Family::Mono)];

/// The weights by name, with whether they are bold.
pub(super) const WEIGHTS: [(&str, bool); 2] = [("regular", false), ("bold", true)];

/// How lines fill the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Justified: both edges straight.
    Justified,
    /// Left edge straight.
    Left,
    /// Each line in the middle.
    Centre,
    /// Right edge straight.
    Right,
    /// The edge at which lines end straight: the right one, or in text from right to left the left.
    End,
}

/// The ways to fill the measure by name.
pub(super) const ALIGNS: [(&str, Align); 4] =
    [("justified", Align::Justified), ("left", Align::Left), ("centre", Align::Centre), ("right", Align::Right)];

/// Which letters are small capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmallCaps {
    /// No letters.
    No,
    /// Letters that are written small.
    Lower,
    /// All letters.
    All,
}

/// The choices of small capitals by name.
pub(super) const SMALL_CAPS: [(&str, SmallCaps); 3] = [("none", SmallCaps::No), ("lower", SmallCaps::Lower), ("all", SmallCaps::All)];

/// The form of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// With ascenders and descenders, as in running text.
    OldStyle,
    /// As high as capitals.
    Lining,
    /// As high as capitals and all of one width, for columns.
    Tabular,
}

/// The forms of figures by name.
pub(super) const FIGURES: [(&str, Figures); 3] =
    [("old-style", Figures::OldStyle), ("lining", Figures::Lining), ("tabular", Figures::Tabular)];

/// The look of one kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookSettings {
    /// The family.
    pub family: Family,
    /// Whether the text is bold.
    pub bold: bool,
    /// Whether the text is italic.
    pub italic: bool,
    /// Size of the type, in thousandths of the running text's.
    pub size: i64,
    /// Leading, in thousandths of the running text's.
    pub leading: i64,
    /// Small capitals.
    pub small_caps: SmallCaps,
    /// Figures.
    pub figures: Figures,
    /// Space added after every letter, in thousandths of an em.
    pub letterspacing: i64,
    /// How the text's lines fill the measure.
    pub align: Align,
    /// Space above a heading, in hundredths of a line of text.
    pub above: i64,
    /// Space below a heading, in hundredths of a line of text.
    pub below: i64,
}

impl LookSettings {
    /// The look of the text, but ragged.
    const PLAIN: Self = Self {
        family: Family::Serif,
        bold: false,
        italic: false,
        size: 1000,
        leading: 1000,
        small_caps: SmallCaps::No,
        figures: Figures::OldStyle,
        letterspacing: 0,
        align: Align::Left,
        above: 0,
        below: 0,
    };
}

/// The looks of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// Headings by level, the first those of chapters.
    pub headings: [LookSettings; 6],
    /// Block quotations.
    pub quote: LookSettings,
    /// Blocks of code.
    pub code: LookSettings,
    /// Cells of tables.
    pub table: LookSettings,
    /// Captions.
    pub caption: LookSettings,
    /// Notes.
    pub note: LookSettings,
    /// The running head of left-hand pages.
    pub head_verso: LookSettings,
    /// The running head of right-hand pages.
    pub head_recto: LookSettings,
    /// Page numbers.
    pub folio: LookSettings,
    /// The title page.
    pub title: LookSettings,
}

impl Looks {
    /// All as the text: what a style begins from.
    pub(super) const PLAIN: Self = Self {
        headings: [LookSettings::PLAIN; 6],
        quote: LookSettings::PLAIN,
        code: LookSettings::PLAIN,
        table: LookSettings::PLAIN,
        caption: LookSettings::PLAIN,
        note: LookSettings::PLAIN,
        head_verso: LookSettings::PLAIN,
        head_recto: LookSettings::PLAIN,
        folio: LookSettings::PLAIN,
        title: LookSettings::PLAIN,
    };
}
