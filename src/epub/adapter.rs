//! epub-builder 0.8.3, and all that is asked of it: the package document with its manifest and spine, and the markup of lists of
//! contents. No other file knows its names.
//!
//! No more is asked because its own is not enough for a book: it gives author and language the same id, knows no refinements, can't
//! put the contents into the spine nor a page out of the reading order, leaves landmarks and NCX incomplete, and would hold all files
//! in memory and compress them one after the other, twice with the finishing pass. So it is told names and kinds, and [`super::finish`] reads what it made, adds the rest and writes the container.
//! That pass rests on the markup of this version, which is therefore pinned. It wants zip 6, which the whole program has for that
//! reason: both are changed together.

use crate::book::{Style, StyledWords};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ReferenceType, Toc, TocElement, ZipLibrary};
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;

/// Why epub-builder refuses what it is given.
#[derive(Debug)]
pub(super) struct RefusedPackage(epub_builder::Error);

impl Display for RefusedPackage {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Error for RefusedPackage {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

/// A document that reading systems look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SoughtDocument {
    Cover,
    TitlePage,
    Copyright,
    Notes,
}

/// The names and kinds of all files of a package.
pub(super) struct PackageListing<'p> {
    /// Title of the book.
    pub(super) title: &'p str,
    /// Language of the book.
    pub(super) language: &'p str,
    /// Heading of the contents.
    pub(super) contents: &'p str,
    /// Whether pages are turned from right to left.
    pub(super) right_to_left: bool,
    /// Path and media type of the cover's picture.
    pub(super) cover: (&'p str, &'p str),
    /// The documents in reading order.
    pub(super) documents: Vec<(&'p str, Option<SoughtDocument>)>,
    /// Paths and media types of all other files.
    pub(super) others: Vec<(&'p str, &'p str)>,
}

impl PackageListing<'_> {
    /// epub-builder's file, in which every file is named and empty.
    ///
    /// # Errors
    /// If epub-builder refuses something.
    pub(super) fn file(&self) -> Result<Vec<u8>, RefusedPackage> {
        let mut file = Vec::new();
        let made = self.builder().and_then(|builder| builder.generate(&mut file));
        made.map(|()| file).map_err(RefusedPackage)
    }

    fn builder(&self) -> epub_builder::Result<EpubBuilder<ZipLibrary>> {
        let nothing = io::empty;
        let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
        builder.epub_version(EpubVersion::V33);
        builder.metadata("title", self.title)?;
        builder.add_language(self.language);
        builder.metadata("toc_name", self.contents)?;
        builder.metadata("generator", "Bindery")?;
        if self.right_to_left {
            // `epub_direction` has no effect in 0.8.3 (its epub.rs:377 sets a field nobody reads).
            builder.metadata("direction", "rtl")?;
        }
        builder.stylesheet(nothing())?;
        let (cover, media_type) = self.cover;
        builder.add_cover_image(cover, nothing(), media_type)?;
        for &(file, sought) in &self.documents {
            let content = EpubContent::new(file, nothing());
            // Without a title: the contents are written whole by `nav`, since a file may hold several entries at the top.
            builder.add_content(match sought {
                Some(SoughtDocument::Cover) => content.reftype(ReferenceType::Cover),
                Some(SoughtDocument::TitlePage) => content.reftype(ReferenceType::TitlePage),
                Some(SoughtDocument::Copyright) => content.reftype(ReferenceType::Copyright),
                Some(SoughtDocument::Notes) => content.reftype(ReferenceType::Notes),
                None => content,
            })?;
        }
        for &(path, media_type) in &self.others {
            builder.add_resource(path, nothing(), media_type)?;
        }
        Ok(builder)
    }
}

/// An entry of a list of contents, with those below it.
#[derive(Clone, Debug)]
pub(super) struct NavEntry {
    address: String,
    title: String,
    /// The entries below this one.
    pub(super) children: Vec<NavEntry>,
}

impl NavEntry {
    /// An entry that leads to an address.
    pub(super) fn new(address: impl Into<String>, title: &str) -> Self {
        Self { address: address.into(), title: clean(title), children: Vec::new() }
    }

    /// An entry whose title keeps its emphasis and what is raised or lowered, where a list can show it.
    pub(super) fn styled(address: impl Into<String>, title: &StyledWords) -> Self {
        let mut marked = String::with_capacity(title.words.len());
        for piece in title.pieces() {
            let marks = MARKED.iter().filter(|mark| piece.style.has(mark.style));
            marked.extend(marks.clone().map(|mark| mark.begins));
            marked.push_str(&clean_piece(&title.words[piece.range]));
            marked.extend(marks.rev().map(|mark| mark.ends));
        }
        let title = if marked.trim().is_empty() { clean("") } else { marked };
        Self { address: address.into(), title, children: Vec::new() }
    }

    fn element(self) -> TocElement {
        let mut element = TocElement::new(self.address, self.title);
        element.children = self.children.into_iter().map(Self::element).collect();
        element
    }
}

/// A style in a title, and the characters that stand for its element until epub-builder has escaped the rest. They are none: Unicode
/// keeps them for no character, and no title holds them.
struct StyleMark {
    style: Style,
    element: &'static str,
    begins: char,
    ends: char,
}

const MARKED: [StyleMark; 4] = [
    StyleMark { style: Style::EMPHASIS, element: "em", begins: '\u{FDD0}', ends: '\u{FDD1}' },
    StyleMark { style: Style::SUPERSCRIPT, element: "sup", begins: '\u{FDD2}', ends: '\u{FDD3}' },
    StyleMark { style: Style::SUBSCRIPT, element: "sub", begins: '\u{FDD4}', ends: '\u{FDD5}' },
    StyleMark { style: Style::CODE, element: "code", begins: '\u{FDD6}', ends: '\u{FDD7}' },
];

/// A rendered list with the elements of its styles, or without them.
fn with_elements(list: &str, shown: bool) -> String {
    let mut whole = String::with_capacity(list.len());
    for c in list.chars() {
        match MARKED.iter().find(|mark| mark.begins == c || mark.ends == c) {
            None => whole.push(c),
            Some(mark) if shown => {
                whole.push_str(if mark.begins == c { "<" } else { "</" });
                whole.push_str(mark.element);
                whole.push('>');
            }
            Some(_) => {}
        }
    }
    whole
}

/// Words without what no list may hold.
fn clean_piece(words: &str) -> String {
    words.chars().filter(|&c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FDD0}'..='\u{FDEF}')).collect()
}

/// epub-builder escapes markup but lets forbidden characters pass, and drops an entry without a title.
fn clean(title: &str) -> String {
    let clean = clean_piece(title);
    if clean.trim().is_empty() { "—".to_owned() } else { clean }
}

fn toc(entries: Vec<NavEntry>) -> Toc {
    let mut toc = Toc::new();
    toc.elements = entries.into_iter().map(NavEntry::element).collect();
    toc
}

/// The entries as the list of a navigation document.
pub(super) fn list(entries: Vec<NavEntry>) -> String {
    with_elements(&toc(entries).render(true, true), true)
}

/// The entries as points of an NCX.
pub(super) fn points(entries: Vec<NavEntry>) -> String {
    with_elements(&toc(entries).render_epub(true), false)
}
