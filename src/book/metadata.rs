//! What the book says of itself: title, people, identifier, rights.

use super::{StyledStretch, StyledWords};

/// The book's metadata, checked and complete except for what nobody gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title; empty if none was given and the text has no first-level heading.
    pub title: String,
    /// Words of the title that are set otherwise than the rest.
    pub title_looks: Vec<StyledStretch>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Words of the subtitle that are set otherwise than the rest.
    pub subtitle_looks: Vec<StyledStretch>,
    /// Everybody who made the book, in the order given, authors and others.
    pub people: Vec<Person>,
    /// The name of the edition that this is, if it is not the book as its settings first have it.
    pub edition: Option<String>,
    /// BCP 47 tag of the text's language, `en` unless given.
    pub language: String,
    /// ISBN or other identifier; none means one is derived from title, people and language.
    pub identifier: Option<Identifier>,
    /// The ISBN with hyphens between its groups, as its author wrote them or by the ranges of the agency.
    pub isbn: Option<String>,
    /// The ISBNs of the forms of the book that have one of their own.
    pub isbns: Vec<FormIsbn>,
    /// The publisher's name.
    pub publisher: Option<String>,
    /// Publication date: `2026`, `2026-11` or `2026-11-24`.
    pub date: Option<String>,
    /// Day, month or year in which this version was finished, such as `2026-11-24`.
    pub modified: Option<String>,
    /// Copyright and licence, as printed on the copyright page.
    pub rights: Option<String>,
    /// What has changed since the book appeared, as the author lists it.
    pub changes: Vec<EditionChange>,
    /// What the book was made from, by ISBN or another name; the first is the printed edition whose page numbers the EPUB carries.
    /// None means our own PDF.
    pub sources: Vec<String>,
    /// A few sentences for shops.
    pub description: Option<String>,
    /// Words of the description that are set otherwise than the rest.
    pub description_looks: Vec<StyledStretch>,
    /// What the book is about.
    pub subjects: Vec<BookSubject>,
    /// The series and sets the book is part of.
    pub series: Vec<BookSeries>,
    /// The cover image, relative to the book's folder.
    pub cover: Option<String>,
    /// The design of the cover that is made if none is given.
    pub cover_design: CoverDesign,
    /// What else the author wants of the cover.
    pub cover_wishes: CoverWishes,
}

/// What the author wants of the cover beside its design.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoverWishes {
    /// What is put over a picture of the author's; none if nothing was said of it.
    pub words: Option<CoverWords>,
    /// Where on the picture they stand.
    pub place: CoverWordsPlace,
    /// The colour of the ground, or of what lies under words on a picture: red, green and blue.
    pub colour: Option<[u8; 3]>,
    /// The colour of ornaments and rules.
    pub accent: Option<[u8; 3]>,
}

/// What is put over a picture that is the cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverWords {
    /// Nothing: the picture has the words.
    Nothing,
    /// Title, subtitle and authors in a box.
    Box,
    /// Title, subtitle and authors on a band from edge to edge.
    Band,
}

/// What may be put over a picture, by name.
pub(crate) const COVER_WORDS: [(&str, Option<CoverWords>); 3] =
    [("none", Some(CoverWords::Nothing)), ("box", Some(CoverWords::Box)), ("band", Some(CoverWords::Band))];

/// Where on a picture words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CoverWordsPlace {
    /// Near the upper edge.
    #[default]
    Top,
    /// In the middle of the height.
    Middle,
    /// Near the lower edge.
    Bottom,
}

/// The places of words on a picture, by name.
pub(crate) const COVER_WORDS_PLACES: [(&str, CoverWordsPlace); 3] =
    [("top", CoverWordsPlace::Top), ("middle", CoverWordsPlace::Middle), ("bottom", CoverWordsPlace::Bottom)];

/// A design of the covers that are made of the metadata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CoverDesign {
    /// A field of quarter circles over the title.
    #[default]
    Circles,
    /// The title in the middle of a pale sheet, inside rules.
    Frame,
    /// A paper label on patterned boards.
    Label,
    /// Words alone, flush left, held by rules.
    Rules,
    /// Broad bands of colour under a large title.
    Bands,
    /// The title on a panel across a plain ground.
    Panel,
    /// Lines of ragged length.
    Lines,
    /// The title as large as it goes.
    Large,
}

/// The designs by name.
pub const COVER_DESIGNS: [(&str, CoverDesign); 8] = [
    ("circles", CoverDesign::Circles),
    ("frame", CoverDesign::Frame),
    ("label", CoverDesign::Label),
    ("rules", CoverDesign::Rules),
    ("bands", CoverDesign::Bands),
    ("panel", CoverDesign::Panel),
    ("lines", CoverDesign::Lines),
    ("large", CoverDesign::Large),
];

/// A person and what they did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// MARC relator codes: `aut`, `edt`, `trl`, `ill`, `cwt` (commentator) …; one at least, the weightiest first.
    pub roles: Vec<String>,
    /// The name as sorted: `Melville, Herman`.
    pub sort: String,
    /// The addresses that mean the person in registers such as ORCID.
    pub addresses: Vec<String>,
}

impl Person {
    /// An author by name and by the name as sorted.
    #[must_use]
    pub fn author(name: &str, sort: &str) -> Self {
        Self { name: name.to_owned(), roles: vec!["aut".to_owned()], sort: sort.to_owned(), addresses: Vec::new() }
    }

    /// Whether the person wrote the book, whatever else they did.
    #[must_use]
    pub fn is_author(&self) -> bool {
        self.roles.iter().any(|role| role == "aut")
    }

    /// What the person is named for: `aut` for an author, else the first of the roles.
    #[must_use]
    pub fn role(&self) -> &str {
        if self.is_author() { "aut" } else { self.roles.first().map_or("ctb", String::as_str) }
    }
}

/// A subject of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookSubject {
    /// The subject in words.
    pub name: String,
    /// The subject in schemes of shops and libraries.
    pub codes: Vec<SubjectCode>,
}

/// A subject in a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectCode {
    /// The scheme.
    pub scheme: SubjectScheme,
    /// The code, of the form that the scheme's codes have.
    pub term: String,
}

/// A scheme of subjects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectScheme {
    /// Of the Book Industry Study Group, for shops in America.
    Bisac,
    /// Of EDItEUR, for shops everywhere.
    Thema,
    /// The headings of the Library of Congress.
    Lcsh,
}

/// The name that EPUB 3 has for each scheme (its vocabulary of `authority`), and what the scheme's codes look like.
pub(crate) const SUBJECT_SCHEMES: [[&str; 2]; 3] = [
    ["BISAC", "three capitals and six digits, such as `FIC047000`"],
    ["Thema", "capitals and digits, such as `FBA` or `1DDF`"],
    ["LCSH", "`sh` and eight to ten digits, such as `sh85146352`"],
];

impl SubjectScheme {
    /// The name that EPUB 3 has for the scheme.
    #[must_use]
    pub fn authority(self) -> &'static str {
        SUBJECT_SCHEMES[self as usize][0]
    }
}

/// What a book is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CollectionKind {
    /// Books that go on.
    #[default]
    Series,
    /// Volumes that were planned as a whole.
    Set,
}

/// What a book may be part of, by name.
pub(crate) const COLLECTION_KINDS: [(&str, CollectionKind); 2] = [("series", CollectionKind::Series), ("set", CollectionKind::Set)];

/// A series and the book's place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookSeries {
    /// The series' name.
    pub name: String,
    /// The book's number in it.
    pub number: Option<String>,
    /// Whether the series goes on or is a whole.
    pub kind: CollectionKind,
}

impl BookSeries {
    /// The name and, behind a comma, the number, as a title page or a copyright page prints them.
    #[must_use]
    pub fn with_number(&self) -> String {
        self.number.as_ref().map_or_else(|| self.name.clone(), |number| format!("{}, {number}", self.name))
    }

    /// The number if it is a position as EPUB 3 has it: figures, with points between.
    #[must_use]
    pub fn position(&self) -> Option<&str> {
        let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        self.number.as_deref().filter(|number| number.split('.').all(figures))
    }
}

/// A change that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionChange {
    /// When the change was published: `2026`, `2026-11` or `2026-11-24`.
    pub date: String,
    /// What has changed.
    pub text: StyledWords,
}

/// A form that a book is published in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublishedForm {
    /// The printed book.
    Print,
    /// The EPUB.
    Epub,
    /// The PDF for the screen.
    Pdf,
}

/// What an edition holds of a text and the commentary on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EditionContent {
    /// The text without commentary.
    Text,
    /// The commentary alone.
    Commentary,
    /// Text and commentary.
    Both,
    /// The beginning, or some chapters.
    Sample,
}

impl EditionContent {
    /// The word that makes the identifier of an edition another one than the book's.
    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Commentary => "commentary",
            Self::Both => "text and commentary",
            Self::Sample => "sample",
        }
    }
}

/// The ISBN of one form of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormIsbn {
    /// The form.
    pub form: PublishedForm,
    /// Thirteen digits, check digit verified.
    pub digits: String,
    /// The digits with hyphens between their groups.
    pub grouped: String,
}

/// What names the book uniquely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identifier {
    /// Thirteen digits, check digit verified (an ISBN-10 is converted).
    Isbn(String),
    /// A UUID in lower case.
    Uuid(String),
    /// Anything else, such as a DOI or an address.
    Other(String),
}

impl Identifier {
    /// The identifier as a URN or address, for EPUB and XMP.
    #[must_use]
    pub fn urn(&self) -> String {
        match self {
            Identifier::Isbn(digits) => format!("urn:isbn:{digits}"),
            Identifier::Uuid(uuid) => format!("urn:uuid:{uuid}"),
            Identifier::Other(text) => text.clone(),
        }
    }
}

impl Metadata {
    /// The title as it is printed.
    #[must_use]
    pub fn styled_title(&self) -> StyledWords {
        StyledWords { words: self.title.clone(), stretches: self.title_looks.clone() }
    }

    /// The subtitle as it is printed.
    #[must_use]
    pub fn styled_subtitle(&self) -> Option<StyledWords> {
        Some(StyledWords { words: self.subtitle.clone()?, stretches: self.subtitle_looks.clone() })
    }

    /// The description as it is printed.
    #[must_use]
    pub fn styled_description(&self) -> StyledWords {
        StyledWords { words: self.description.clone().unwrap_or_default(), stretches: self.description_looks.clone() }
    }

    /// The identifier given, or a UUID (version 5) made of title, people and language: the same for the same book on any machine.
    #[must_use]
    pub fn identifier(&self) -> Identifier {
        self.identifier.clone().unwrap_or_else(|| {
            let people: Vec<&str> = self.people.iter().map(|person| person.name.as_str()).collect();
            let people = people.join("\u{1F}");
            let mut parts = vec!["bindery", &self.title, &people, &self.language];
            parts.extend(self.edition.as_deref());
            Identifier::Uuid(derived(&parts.join("\u{1E}")))
        })
    }

    /// The identifier of one form of the book: its own ISBN, or else that of the book. An edition that holds something else than the
    /// settings describe is another publication, whose UUID (version 5) is made of that identifier and of what it holds.
    #[must_use]
    pub(crate) fn identifier_of(&self, form: PublishedForm, variant: Option<EditionContent>) -> Identifier {
        let own = self.isbn_of(form).map_or_else(|| self.identifier(), |isbn| Identifier::Isbn(isbn.digits.clone()));
        match variant {
            None => own,
            Some(content) => Identifier::Uuid(derived(&[&own.urn(), content.word()].join("\u{1E}"))),
        }
    }

    /// The ISBN that one form of the book has of its own.
    #[must_use]
    pub fn isbn_of(&self, form: PublishedForm) -> Option<&FormIsbn> {
        self.isbns.iter().find(|isbn| isbn.form == form)
    }

    /// The ISBN whose bar code stands on a printed cover, as digits and with hyphens.
    #[must_use]
    pub fn bar_code(&self) -> Option<[&str; 2]> {
        if let Some(FormIsbn { digits, grouped, .. }) = self.isbn_of(PublishedForm::Print) {
            return Some([digits, grouped]);
        }
        match &self.identifier {
            Some(Identifier::Isbn(digits)) => Some([digits, self.isbn.as_deref().unwrap_or(digits)]),
            _ => None,
        }
    }

    /// The lines of a copyright page that state the ISBNs, each with its form if they have several.
    #[must_use]
    pub fn isbn_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = match &self.identifier {
            Some(Identifier::Isbn(digits)) => vec![format!("ISBN {}", self.isbn.as_deref().unwrap_or(digits))],
            _ => Vec::new(),
        };
        lines.extend(self.isbns.iter().map(|FormIsbn { form, grouped, .. }| match form {
            PublishedForm::Print => format!("ISBN {grouped}"),
            PublishedForm::Epub => format!("ISBN {grouped} (EPUB)"),
            PublishedForm::Pdf => format!("ISBN {grouped} (PDF)"),
        }));
        lines
    }

    /// What names our own PDF of the book, whose pages the EPUB may count: the ISBN of the printed book or of the PDF, or else a UUID
    /// (version 5) made of the book's identifier, and never that itself, for an EPUB is not its own source.
    #[must_use]
    pub(crate) fn printed(&self, variant: Option<EditionContent>) -> String {
        let own = [PublishedForm::Print, PublishedForm::Pdf].into_iter().find_map(|form| self.isbn_of(form));
        let own = own.filter(|_| variant.is_none());
        own.map_or_else(|| self.document(variant), |isbn| Identifier::Isbn(isbn.digits.clone()).urn())
    }

    /// What names our own PDF as a document, as `urn:uuid:…`: the same for the same edition on any machine.
    #[must_use]
    pub(crate) fn document(&self, variant: Option<EditionContent>) -> String {
        let words = variant.map_or("", EditionContent::word);
        Identifier::Uuid(derived(&format!("{}{words}", self.identifier().urn()))).urn()
    }

    /// What names something that belongs to the book, such as a change of it, as `urn:uuid:…`: the same for the same `part` on any machine.
    #[must_use]
    pub(crate) fn urn_of(&self, part: &str) -> String {
        Identifier::Uuid(derived(&[&self.identifier().urn(), part].join("\u{1E}"))).urn()
    }

    /// The subjects in one line, behind commas.
    #[must_use]
    pub fn keywords(&self) -> String {
        self.subjects.iter().map(|subject| subject.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The people with role `aut`, in order.
    pub fn authors(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.is_author())
    }

    /// The authors' names as a title page or running head prints them, joined by commas.
    #[must_use]
    pub fn author_line(&self) -> String {
        self.authors().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// A UUID (version 5) made of a name, as text.
fn derived(name: &str) -> String {
    uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
}
