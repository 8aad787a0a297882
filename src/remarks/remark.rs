//! A remark that was made elsewhere, whatever program it comes from.

use std::fmt::{self, Display, Formatter};

/// A remark that was made elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ForeignRemark {
    pub(crate) quotation: RemarkQuotation,
    pub(crate) place: RemarkPlace,
    pub(crate) said: RemarkWords,
    /// What was answered, in order.
    pub(crate) replies: Vec<RemarkWords>,
    /// Whether somebody marked it as settled.
    pub(crate) is_resolved: bool,
    /// What the other program calls it.
    pub(crate) id: Option<String>,
}

/// The words that a remark is on, as they stood where it was made. All are empty if the other program keeps none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RemarkQuotation {
    pub(crate) exact: String,
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    /// Whether the remark is on no words, and these are the nearest ones.
    pub(crate) is_near: bool,
}

/// What is known of the place of a remark beside the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RemarkPlace {
    /// The document that it was made in: an address or a name.
    pub(crate) document: Option<String>,
    /// The name of a section or a block in that document.
    pub(crate) fragment: Option<String>,
    /// The page, as its program names it.
    pub(crate) page: Option<String>,
    /// Characters of the document before it.
    pub(crate) position: Option<usize>,
    /// Anything else that is said of it (a CSS selector, a share of the text), for people.
    pub(crate) hints: Vec<String>,
}

/// What somebody says in a remark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RemarkWords {
    pub(crate) author: Option<String>,
    /// When, in ISO 8601.
    pub(crate) date: Option<String>,
    /// What is said, as Markdown that makes no headings.
    pub(crate) text: String,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RemarkFile {
    /// What the file is, in a few words.
    pub(crate) form: &'static str,
    pub(crate) remarks: Vec<ForeignRemark>,
    /// Marks and bookmarks without a word.
    pub(crate) wordless: usize,
    /// Remarks that can't be read, for they are damaged.
    pub(crate) damaged: usize,
}

/// Why a file can't be read as remarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RemarksFault {
    /// The file holds no remarks that are known.
    OtherFormat,
    /// The file is damaged, as whoever tried to read it says.
    Damaged(String),
    /// The file is locked with a password.
    Locked,
}

impl Display for RemarksFault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherFormat => write!(out, "it is no document, no PDF, no annotations as JSON, and no archive of them"),
            Self::Damaged(why) => write!(out, "it is damaged: {why}"),
            Self::Locked => write!(out, "it is locked with a password"),
        }
    }
}
