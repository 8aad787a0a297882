//! The page: trim size, margins, type sizes, fonts.

use super::{Align, Looks};
use crate::source::Length;
use crate::source::Span;

/// Trim size and margins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSettings {
    /// Width of the trimmed page.
    pub width: Length,
    /// Height of the trimmed page.
    pub height: Length,
    /// The margins.
    pub margins: Margins,
}

/// Margins of a page; inner is the one at the spine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margins {
    /// Margin at the spine.
    pub inner: Length,
    /// Margin at the fore-edge.
    pub outer: Length,
    /// Margin above the text, in which the running head stands.
    pub top: Length,
    /// Margin below the text, in which a drop folio stands.
    pub bottom: Length,
}

impl Default for PageSettings {
    /// 6 × 9 inches, with the classic progression of margins, inner < top < outer < bottom.
    fn default() -> Self {
        Self {
            width: Length::points(432),
            height: Length::points(648),
            margins: Margins { inner: Length::points(54), outer: Length::points(66), top: Length::points(63), bottom: Length::points(72) },
        }
    }
}

/// A font file of the author's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// The file, relative to the book's folder.
    pub path: String,
    /// Where the font file is named.
    pub place: Span,
}

/// Where the faces of a family come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FamilySource {
    /// A family by its name: one that comes with Bindery, or one that is installed.
    Name(String),
    /// Font files of the book, relative to its folder.
    Files(Vec<String>),
}

/// A family that a book asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilySettings {
    /// The faces: by name or in files.
    pub source: FamilySource,
    /// Where the family is named; what names one that comes with Bindery may be nowhere.
    pub place: Span,
}

/// The families that a book asks for, by what they set; none where the usual one does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Families {
    /// The text.
    pub serif: Option<FamilySettings>,
    /// Labels and display.
    pub sans: Option<FamilySettings>,
    /// Code.
    pub mono: Option<FamilySettings>,
    /// Formulas.
    pub math: Option<FamilySettings>,
}

impl Families {
    /// The families with the keys that ask for them.
    pub(crate) fn each(&self) -> [(&'static str, Option<&FamilySettings>); 4] {
        [
            ("type.serif", self.serif.as_ref()),
            ("type.sans", self.sans.as_ref()),
            ("type.mono", self.mono.as_ref()),
            ("type.math", self.math.as_ref()),
        ]
    }
}

/// Type size, leading, fonts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typography {
    /// Size of the text.
    pub size: Length,
    /// Distance of baselines.
    pub leading: Length,
    /// Indent of a paragraph's first line.
    pub indent: Length,
    /// Which of these two measures somebody asked for, beyond the styles that come with Bindery.
    pub asked: AskedMeasures,
    /// The author's own font files, tried before the built-in ones for characters those lack.
    pub fonts: Vec<FontFile>,
    /// The families that the book asks for in place of the usual ones.
    pub families: Families,
    /// How the lines of the text end: straight, or ragged on the right.
    pub align: Align,
    /// Whether the figures of the text are as high as capitals.
    pub lining: bool,
    /// Whether lines are hyphenated.
    pub hyphenate: bool,
    /// Words with hyphens where they may be divided, in small letters.
    pub exceptions: Vec<String>,
    /// Whether a chapter's first words are set in small capitals.
    pub small_caps: bool,
    /// Whether keywords and comments of code are set apart.
    pub highlight: bool,
    /// How many lines high a chapter's first letter is; 0 if it is like the others.
    pub drop_cap: u8,
    /// Where the number of a chapter stands, and in what form.
    pub chapter_number: ChapterNumber,
    /// What stands between two scenes.
    pub scene_break: SceneMark,
    /// How each kind of text looks.
    pub looks: Looks,
}

/// What stands between two scenes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SceneMark {
    /// Signs in the middle of a line.
    Signs(String),
    /// A short rule.
    Rule,
    /// An empty line.
    Space,
    /// A picture of the book: its path, and where the settings name it.
    Picture(String, Span),
}

impl SceneMark {
    /// Three asterisks.
    pub(crate) const STARS: &'static str = "*\u{2003}*\u{2003}*";
    /// Three asterisks as one character.
    pub(crate) const ASTERISM: &'static str = "⁂";

    /// The signs that are seen: an empty line has some at the edge of a page, where nobody would see it.
    #[must_use]
    pub(crate) fn signs(&self) -> &str {
        match self {
            Self::Signs(signs) => signs,
            // Where the picture can't be shown.
            Self::Space | Self::Picture(..) => Self::STARS,
            Self::Rule => "",
        }
    }
}

impl Default for SceneMark {
    fn default() -> Self {
        Self::Signs(Self::STARS.to_owned())
    }
}

/// Where the number in the heading of a chapter stands, and in what form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChapterNumber {
    /// As the heading is written: before the title.
    #[default]
    AsWritten,
    /// On a line above the title, as it is written.
    Above,
    /// On a line above the title, in figures.
    Figure,
    /// On a line above the title, as a Roman numeral.
    Roman,
    /// On a line above the title, in words.
    Word,
}

/// Which measures of the type somebody asked for: those of a language give way to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AskedMeasures {
    /// `type.leading`.
    pub leading: bool,
    /// `type.indent`.
    pub indent: bool,
}

impl Default for Typography {
    fn default() -> Self {
        Self {
            size: Length::milli(10_800),
            leading: Length::milli(14_000),
            indent: Length::points(15),
            asked: AskedMeasures::default(),
            fonts: Vec::new(),
            families: Families::default(),
            align: Align::Justified,
            lining: false,
            hyphenate: true,
            exceptions: Vec::new(),
            small_caps: true,
            highlight: true,
            drop_cap: 0,
            chapter_number: ChapterNumber::default(),
            scene_break: SceneMark::default(),
            looks: Looks::PLAIN,
        }
    }
}
