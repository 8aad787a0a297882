//! The model of a document of a word processor: what its reader saw, before anybody asks what it means.

use std::collections::BTreeMap;

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfficeText {
    /// What the document says of itself.
    pub(crate) facts: OfficeFacts,
    /// The text, in order.
    pub(crate) blocks: Vec<OfficeBlock>,
    /// Footnotes and endnotes, in the order of their marks; [`OfficePiece::Note`] names them by index.
    pub(crate) notes: Vec<OfficeNote>,
    /// Comments, in the order of their places; marks in the text name them by index.
    pub(crate) remarks: Vec<OfficeRemark>,
    /// What a commentary says before its notes.
    pub(crate) introduction: Vec<OfficeBlock>,
    /// Pictures, each once; [`OfficePiece::Picture`] names them by index.
    pub(crate) pictures: Vec<OfficePicture>,
    /// What could not be taken over, or only in part.
    pub(crate) losses: OfficeLosses,
}

/// What a document says of itself. Empty strings are never kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfficeFacts {
    pub(crate) title: Option<String>,
    pub(crate) subtitle: Option<String>,
    /// The authors, in order. The name of a program or of a template's maker ("python-docx", "Microsoft Office User") is none.
    pub(crate) authors: Vec<String>,
    /// The language of most of its text, as a BCP 47 tag.
    pub(crate) language: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) publisher: Option<String>,
    /// Who made the remarks of which the document tells no author, if one person alone can be meant.
    pub(crate) commentator: Option<String>,
    /// What a document of a review says that it was made of.
    pub(crate) made_of: Option<String>,
}

/// A part of the text that stands by itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OfficeBlock {
    Paragraph(OfficeParagraph),
    Table(OfficeTable),
    /// A page begins here by the author's will. (A break before a heading of a style is none.)
    PageBreak,
    /// A rule across the page.
    Rule,
}

/// A paragraph, a heading or an item of a list, as it is formatted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfficeParagraph {
    /// What the style makes of the paragraph.
    pub(crate) role: OfficeRole,
    /// The place it has in a list.
    pub(crate) list: Option<OfficeItem>,
    /// The parts of the paragraph, in order. Neighbours of one look are one piece.
    pub(crate) pieces: Vec<OfficePiece>,
    /// How the lines stand.
    pub(crate) alignment: OfficeAlignment,
    /// By how much both margins of it are moved in, in twips (1/1440 inch): left, right (in the direction of reading: start, end).
    /// That of lists is 0.
    pub(crate) indent: (i32, i32),
    /// Whether the paragraph is written from right to left.
    pub(crate) is_rtl: bool,
    /// Space above it and below it, in twips.
    pub(crate) space: (i32, i32),
    /// Names of bookmarks that begin in it and are referred to somewhere.
    pub(crate) bookmarks: Vec<String>,
    /// The change that its end is part of: an inserted or deleted end of a paragraph joins or parts two.
    pub(crate) end: Option<OfficeChange>,
}

/// What a style or an outline level makes of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum OfficeRole {
    #[default]
    Text,
    /// From 1 on.
    Heading(u8),
    Title,
    Subtitle,
    Author,
    Quotation,
    Verse,
    /// Set as it is typed, with its spaces.
    Code,
    /// The words of a picture or table.
    Caption,
    /// An entry of a list of contents, of figures or an index that the program makes itself; it is left out.
    Generated,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OfficeAlignment {
    /// As the direction of reading has it, or justified.
    #[default]
    Start,
    Center,
    End,
}

/// The place of a paragraph in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfficeItem {
    /// The list: items with the same number belong together, also with paragraphs between.
    pub(crate) list: usize,
    /// Depth, from 0.
    pub(crate) level: u8,
    /// What stands before the item; none in a paragraph that goes on an item.
    pub(crate) mark: Option<OfficeMark>,
}

/// What stands before an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OfficeMark {
    Bullet,
    /// The number as counted, restarts heeded, and how it is written.
    Number {
        value: u32,
        form: OfficeNumerals,
        around: OfficeAround,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfficeNumerals {
    Decimal,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
}

/// What stands around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfficeAround {
    /// `1.`
    Stop,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
}

/// A part of a paragraph. What stands in the text as a range (links, remarks) has a mark where it begins and one where it ends, since
/// ranges cross each other and the ends of paragraphs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OfficePiece {
    /// Words of one look, as they are to be read: no character of them is a mark of Markdown. A tab is `\t`. Without a letter they stand
    /// for hidden words.
    Words { words: String, look: OfficeLook, change: Option<OfficeChange> },
    /// A line ends here.
    LineBreak,
    /// The mark of a note.
    Note(usize),
    /// A picture, with the words for who can't see it, and its width on the page in twips.
    Picture { picture: usize, words: Option<String>, width: Option<i32> },
    /// A formula in LaTeX.
    Formula { latex: String, is_display: bool },
    /// A link begins.
    LinkStart(OfficeTarget),
    /// The link that began last ends; links don't lie in each other.
    LinkEnd,
    /// The passage of a remark begins.
    RemarkStart(usize),
    /// The passage of a remark ends.
    RemarkEnd(usize),
    /// A remark on a place between two characters.
    RemarkPoint(usize),
    /// The place of a bookmark that is referred to.
    Bookmark(String),
    /// The note, picture, formula or end of a line behind it is part of a change.
    Changed(OfficeChange),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OfficeTarget {
    /// An address on the web or of mail.
    Address(String),
    /// A bookmark of this document.
    Bookmark(String),
}

/// How words look, in what Markdown can say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfficeLook {
    pub(crate) is_bold: bool,
    pub(crate) is_italic: bool,
    pub(crate) is_small_caps: bool,
    pub(crate) is_struck: bool,
    pub(crate) is_underlined: bool,
    /// Marked with a pen.
    pub(crate) is_marked: bool,
    /// In a face of one width, by a style that says code.
    pub(crate) is_code: bool,
    pub(crate) raise: OfficeRaise,
    /// The language, as a BCP 47 tag, where it is not that of most of the document.
    pub(crate) language: Option<String>,
    /// Size in half points, where it is known.
    pub(crate) size: Option<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OfficeRaise {
    #[default]
    Level,
    Superscript,
    Subscript,
}

/// A tracked change. What was moved is a deletion at one place and an insertion at the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfficeChange {
    pub(crate) is_insertion: bool,
    pub(crate) author: Option<String>,
    /// As the document has it (ISO 8601).
    pub(crate) date: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfficeTable {
    pub(crate) rows: Vec<OfficeRow>,
    /// Rows at the head that are repeated on each page.
    pub(crate) headers: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfficeRow {
    pub(crate) cells: Vec<OfficeCell>,
    /// The change that the whole row is part of.
    pub(crate) change: Option<OfficeChange>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfficeCell {
    pub(crate) blocks: Vec<OfficeBlock>,
    /// Columns that it takes, from 1.
    pub(crate) columns: usize,
    /// Whether the cell above goes on in it; then it holds nothing.
    pub(crate) goes_on: bool,
}

/// A footnote or an endnote.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfficeNote {
    pub(crate) blocks: Vec<OfficeBlock>,
    pub(crate) is_endnote: bool,
}

/// A comment in the margin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfficeRemark {
    /// Who made it; none if the document doesn't say.
    pub(crate) author: Option<String>,
    /// The short form of the name.
    pub(crate) initials: Option<String>,
    /// When, as the document has it (ISO 8601).
    pub(crate) date: Option<String>,
    /// Whether somebody marked it as settled.
    pub(crate) is_resolved: bool,
    /// The remark that it answers, by its index: always the first of a thread.
    pub(crate) answers: Option<usize>,
    /// Whether the remark is on all that stands below the heading which its passage is.
    pub(crate) is_on_section: bool,
    pub(crate) blocks: Vec<OfficeBlock>,
}

/// A picture's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfficePicture {
    /// Name of its file, without folders.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What could not be taken over, by what it is in plain words of the plural ("text boxes, set as paragraphs").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfficeLosses(BTreeMap<String, OfficeLoss>);

/// How often something of a kind could not be taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfficeLoss {
    pub(crate) times: usize,
    /// The words before the first of them, to find it by; none where there are none.
    pub(crate) behind: String,
}

impl OfficeLosses {
    /// Counts one more of a kind that has no place in the text.
    pub(crate) fn count(&mut self, what: impl Into<String>) {
        self.count_behind(what, String::new);
    }

    /// Counts one more of a kind; `words` gives the words before it.
    pub(crate) fn count_behind(&mut self, what: impl Into<String>, words: impl FnOnce() -> String) {
        let loss = self.0.entry(what.into()).or_insert_with(|| OfficeLoss { times: 0, behind: words() });
        loss.times += 1;
    }

    /// The kinds in alphabetical order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &OfficeLoss)> {
        self.0.iter().map(|(what, loss)| (what.as_str(), loss))
    }

    /// The kinds in alphabetical order, each as a line for people.
    pub(crate) fn told(&self) -> impl Iterator<Item = String> {
        self.iter().map(|(what, loss)| match (loss.times, &*loss.behind) {
            (times, "") => format!("{what} ({times})"),
            (1, behind) => format!("{what} (1, behind “{behind}”)"),
            (times, behind) => format!("{what} ({times}, the first behind “{behind}”)"),
        })
    }
}

/// The last words of the innermost of some places, each with its blocks and what is open in it, that has any.
pub(crate) fn words_before<'t>(places: impl DoubleEndedIterator<Item = (&'t [OfficeBlock], &'t [OfficePiece])>) -> String {
    places.rev().map(|(blocks, open)| last_words(blocks, open)).find(|words| !words.is_empty()).unwrap_or_default()
}

/// The last words of a stretch of text, in one line: of the paragraph that is open or, if nothing stands in it, of the blocks before.
fn last_words(blocks: &[OfficeBlock], open: &[OfficePiece]) -> String {
    /// Characters that are enough to find a place by.
    const ENOUGH: usize = 40;
    let before = blocks.iter().rev().take(8).filter_map(|block| match block {
        OfficeBlock::Paragraph(paragraph) => Some(&*paragraph.pieces),
        _ => None,
    });
    for pieces in std::iter::once(open).chain(before) {
        let mut words = String::new();
        for piece in pieces.iter().rev() {
            if let OfficePiece::Words { words: more, .. } = piece {
                words.insert_str(0, more);
            }
            if words.len() > ENOUGH * 8 {
                break;
            }
        }
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut length = 0;
        let kept = words.iter().rev().take_while(|word| {
            length += word.chars().count() + 1;
            length <= ENOUGH
        });
        let kept = kept.count().max(usize::from(!words.is_empty()));
        if kept > 0 {
            return words[words.len() - kept..].join(" ");
        }
    }
    String::new()
}
