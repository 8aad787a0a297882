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
    /// The printed edition whose page numbers the EPUB carries, by its ISBN or another name; none means our own PDF.
    pub source: Option<String>,
    /// A few sentences for shops.
    pub description: Option<String>,
    /// Words of the description that are set otherwise than the rest.
    pub description_looks: Vec<StyledStretch>,
    /// Subjects, plain words.
    pub subjects: Vec<String>,
    /// The series the book is part of.
    pub series: Option<BookSeries>,
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
    /// MARC relator code: `aut`, `edt`, `trl`, `ill`, `cwt` (commentator) …
    pub role: String,
    /// The name as sorted: `Melville, Herman`.
    pub sort: String,
}

/// A series and the book's place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookSeries {
    /// The series' name.
    pub name: String,
    /// The book's number in it.
    pub number: Option<String>,
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
            let name = ["bindery", &self.title, &people.join("\u{1F}"), &self.language].join("\u{1E}");
            Identifier::Uuid(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, name.as_bytes()).to_string())
        })
    }

    /// The identifier of one form of the book: its own ISBN, or else that of the book.
    #[must_use]
    pub fn identifier_of(&self, form: PublishedForm) -> Identifier {
        self.isbn_of(form).map_or_else(|| self.identifier(), |isbn| Identifier::Isbn(isbn.digits.clone()))
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
    pub fn printed(&self) -> String {
        let own = [PublishedForm::Print, PublishedForm::Pdf].into_iter().find_map(|form| self.isbn_of(form));
        own.map_or_else(|| self.document(), |isbn| Identifier::Isbn(isbn.digits.clone()).urn())
    }

    /// What names our own PDF as a document, as `urn:uuid:…`: the same for the same book on any machine.
    #[must_use]
    pub fn document(&self) -> String {
        format!("urn:uuid:{}", uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, self.identifier().urn().as_bytes()))
    }

    /// The people with role `aut`, in order.
    pub fn authors(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.role == "aut")
    }

    /// The authors' names as a title page or running head prints them, joined by commas.
    #[must_use]
    pub fn author_line(&self) -> String {
        self.authors().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}
