//! A book of a site: what is known of it, and where its files are.

use super::licence::{Licence, licence};
use crate::book::{Identifier, Metadata, Person, PublishedForm};
use crate::build::EditionFacts;
use crate::config::SampleExtent;
use crate::language::{SiteWords, site_words};
use crate::source::address;

/// A book of a site.
#[derive(Debug)]
pub(crate) struct PublishedTitle {
    /// The name of its folder.
    pub(crate) name: String,
    /// Who, what, when.
    pub(crate) metadata: Metadata,
    /// BCP 47 tag of the text's language.
    pub(crate) language: String,
    /// What the book calls its cover and its contents.
    pub(crate) words: TitleWords,
    /// The people who are no authors, each behind what they did.
    pub(crate) credits: Vec<String>,
    /// What was found of the book when it was made.
    pub(crate) facts: EditionFacts,
    /// The files that readers take, in the order in which they are offered.
    pub(crate) files: Vec<PublishedFile>,
    /// The cover, if there is one.
    pub(crate) cover: Option<TitleCover>,
    /// The pages of the web edition in reading order, by their paths in the site.
    pub(crate) web: Vec<String>,
    /// What the sample holds, if there is one.
    pub(crate) extent: Option<SampleExtent>,
}

/// What a book calls its parts, in its language or as its author says.
#[derive(Debug)]
pub(crate) struct TitleWords {
    /// The cover.
    pub(crate) cover: String,
    /// The table of contents.
    pub(crate) contents: String,
}

/// A file that readers take.
#[derive(Debug)]
pub(crate) struct PublishedFile {
    /// What the file is.
    pub(crate) kind: PublishedKind,
    /// Path in the site.
    pub(crate) path: String,
    /// Bytes in it.
    pub(crate) size: usize,
    /// Pages, if it has any.
    pub(crate) pages: Option<usize>,
}

/// What a file is that readers take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublishedKind {
    /// The EPUB.
    Epub,
    /// The PDF.
    Pdf,
    /// The EPUB of the sample.
    Sample,
}

impl PublishedKind {
    /// The media type of the file.
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Epub | Self::Sample => "application/epub+zip",
            Self::Pdf => "application/pdf",
        }
    }
}

/// The pictures of a cover.
#[derive(Debug)]
pub(crate) struct TitleCover {
    /// Path of the whole picture.
    pub(crate) path: String,
    /// Path of the picture that pages show.
    pub(crate) small: String,
    /// Width and height of that picture.
    pub(crate) size: [u32; 2],
    /// The media type of the whole picture.
    pub(crate) media_type: &'static str,
    /// The media type of the picture that pages show.
    pub(crate) small_type: &'static str,
}

impl PublishedTitle {
    /// The title with the subtitle, as lists show them.
    pub(super) fn whole(&self) -> String {
        let title = &self.metadata.title;
        self.metadata.subtitle.as_ref().map_or_else(|| title.clone(), |subtitle| format!("{title}: {subtitle}"))
    }

    /// The path in the site of a file in the book's folder.
    pub(super) fn path(&self, file: &str) -> String {
        format!("{}/{file}", self.name)
    }

    /// A file of this kind, if there is one.
    pub(super) fn file(&self, kind: PublishedKind) -> Option<&PublishedFile> {
        self.files.iter().find(|file| file.kind == kind)
    }

    /// The words of the book's page.
    pub(super) fn site_words(&self) -> &'static SiteWords {
        site_words(&self.language)
    }

    /// What names one of the book's forms, as an address.
    pub(super) fn id(&self, form: PublishedForm) -> String {
        let own = self.metadata.identifier_of(form, None);
        let shared = form == PublishedForm::Pdf && own == self.metadata.identifier_of(PublishedForm::Epub, None);
        let urn = if shared { self.metadata.document(None) } else { own.urn() };
        let is_address = address::scheme(&urn).is_some() && !urn.contains(|c: char| c.is_whitespace() || "<>{}|^`\"\\".contains(c));
        if is_address { urn } else { self.metadata.document(None) }
    }

    /// The ISBN of one of the book's forms.
    pub(super) fn isbn(&self, form: PublishedForm) -> Option<String> {
        match self.metadata.identifier_of(form, None) {
            Identifier::Isbn(digits) => Some(digits),
            _ => None,
        }
    }

    /// The DOI of the book, without what stands before it.
    pub(super) fn doi(&self) -> Option<&str> {
        let Some(Identifier::Other(text)) = &self.metadata.identifier else { return None };
        let bare = ["doi:", "https://doi.org/", "DOI:"].iter().find_map(|head| text.strip_prefix(head)).unwrap_or(text);
        let bare = bare.trim();
        bare.starts_with("10.").then_some(bare)
    }

    /// The authors.
    pub(super) fn authors(&self) -> impl Iterator<Item = &Person> {
        self.facts.people.iter().filter(|person| person.is_author())
    }

    /// The other people.
    pub(super) fn others(&self) -> impl Iterator<Item = &Person> {
        self.facts.people.iter().filter(|person| !person.is_author())
    }

    /// The names of the authors, behind commas.
    pub(super) fn author_line(&self) -> String {
        self.authors().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The licence, if the rights name one that is known.
    pub(super) fn licence(&self) -> Option<Licence> {
        licence(self.metadata.rights.as_deref()?)
    }

    /// Whether the EPUB states this of its accessibility.
    pub(super) fn states(&self, value: &str) -> bool {
        self.facts.access.stated.iter().any(|[_, stated]| *stated == value)
    }
}

/// A size for people: `1.2 MB`, `640 kB`; a comma parts the tenths where the language has one.
pub(super) fn readable_size(bytes: usize, language: &str) -> String {
    let (tenths, unit) = match bytes {
        0..1_000_000 => (bytes.div_ceil(1000).max(1) * 10, "kB"),
        _ => (bytes.div_ceil(100_000), "MB"),
    };
    let point = if language.starts_with("en") { '.' } else { ',' };
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole}\u{A0}{unit}"),
        (whole, tenth) => format!("{whole}{point}{tenth}\u{A0}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::readable_size;

    #[test]
    fn sizes_are_told_for_people() {
        for (bytes, told) in [(1, "1 kB"), (999, "1 kB"), (63_001, "64 kB"), (1_000_000, "1 MB"), (1_230_000, "1.3 MB")] {
            assert_eq!(readable_size(bytes, "en").replace('\u{A0}', " "), told);
        }
        assert_eq!(readable_size(1_230_000, "de"), "1,3\u{A0}MB");
    }
}
