//! A book made by hand, without the reader: enough of everything that an EPUB must be able to hold.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]
#![allow(dead_code, reason = "each test program uses its own part")]

use bindery::testing::book::*;
use bindery::testing::config::*;
use bindery::testing::source::{Sources, Span};

/// A book being made.
pub(crate) struct Made {
    pub(crate) book: Book,
    pub(crate) span: Span,
}

/// A run of text and how it is set.
pub(crate) struct Piece(
    pub(crate) &'static str,
    pub(crate) Style,
    pub(crate) Option<LinkId>,
    pub(crate) Option<LanguageId>,
    pub(crate) RunKind,
);

/// Plain text.
pub(crate) fn t(text: &'static str) -> Piece {
    Piece(text, Style::PLAIN, None, None, RunKind::Text)
}

/// Styled text.
pub(crate) fn s(style: Style, text: &'static str) -> Piece {
    Piece(text, style, None, None, RunKind::Text)
}

/// Linked text.
pub(crate) fn l(link: LinkId, text: &'static str) -> Piece {
    Piece(text, Style::PLAIN, Some(link), None, RunKind::Text)
}

/// The mark of a note.
pub(crate) fn n(note: NoteId) -> Piece {
    Piece("", Style::PLAIN, None, None, RunKind::Note(note))
}

/// A hard break.
pub(crate) fn br() -> Piece {
    Piece("\n", Style::PLAIN, None, None, RunKind::Break)
}

impl Made {
    pub(crate) fn new(language: &str) -> Self {
        let span = Span::new(Sources::default().add("made.md", "made by hand"), 0, 0);
        Self { book: Book { language: language.to_owned(), ..Book::default() }, span }
    }

    pub(crate) fn block(&mut self, kind: BlockKind) -> BlockId {
        self.book.blocks.push(Block {
            span: self.span,
            kind,
            id: None,
            role: Role::Plain,
            classes: Vec::new(),
            language: None,
            alignment: None,
        });
        BlockId::new(self.book.blocks.len() - 1)
    }

    pub(crate) fn prose(&self, pieces: Vec<Piece>) -> Prose {
        let mut prose = Prose::default();
        for Piece(text, style, link, language, kind) in pieces {
            let start = u32::try_from(prose.text.len()).unwrap();
            prose.text.push_str(text);
            let end = u32::try_from(prose.text.len()).unwrap();
            prose.runs.push(Run { start, end, kind, style, link, language, reading: None, span: self.span });
        }
        prose
    }

    pub(crate) fn p(&mut self, pieces: Vec<Piece>) -> BlockId {
        let prose = self.prose(pieces);
        self.block(BlockKind::Paragraph(prose))
    }

    pub(crate) fn class(&mut self, id: BlockId, class: &str) -> BlockId {
        self.book.blocks[id.index()].classes.push(class.to_owned());
        id
    }

    /// A section and its heading.
    pub(crate) fn heading(&mut self, slug: &str, depth: u8, parent: Option<SectionId>, title: &'static str) -> (SectionId, BlockId) {
        let section = SectionId::new(self.book.sections.len());
        let prose = self.prose(vec![t(title)]);
        let heading = self.block(BlockKind::Heading { section, prose });
        self.book.sections.push(Section {
            stretches: Vec::new(),
            slug: slug.to_owned(),
            level: depth,
            depth,
            parent,
            heading,
            title: title.to_owned(),
            head: None,
            author: None,
            listed: true,
            unnumbered: false,
            number: None,
            span: self.span,
        });
        (section, heading)
    }

    pub(crate) fn chapter(&mut self, slug: &str, heading: Option<SectionId>, blocks: Vec<BlockId>) -> &mut Chapter {
        self.book.chapters.push(Chapter {
            source: self.span.source,
            path: format!("{slug}.md"),
            first_of_file: true,
            slug: slug.to_owned(),
            division: Division::Body,
            matter: Matter::Chapter,
            part: None,
            heading,
            blocks,
        });
        self.book.chapters.last_mut().unwrap()
    }

    pub(crate) fn footnote(&mut self, blocks: Vec<BlockId>) -> NoteId {
        self.note(NoteKind::Footnote("x".to_owned()), blocks)
    }

    pub(crate) fn note(&mut self, kind: NoteKind, blocks: Vec<BlockId>) -> NoteId {
        self.book.notes.push(Note { span: self.span, kind, blocks, id: None });
        NoteId::new(self.book.notes.len() - 1)
    }

    pub(crate) fn link(&mut self, link: Link) -> LinkId {
        self.book.links.push(link);
        LinkId::new(self.book.links.len() - 1)
    }

    pub(crate) fn voice(&mut self, key: &str, name: &str, label: &str, role: &str) -> VoiceId {
        self.book.voices.push(Voice { key: key.to_owned(), name: name.to_owned(), label: label.to_owned(), role: role.to_owned() });
        VoiceId::new(self.book.voices.len() - 1)
    }

    /// A comment on the words from `from` to `to`, each sought in its block.
    pub(crate) fn comment(
        &mut self,
        (first, from): (BlockId, &str),
        (last, to): (BlockId, &str),
        voice: VoiceId,
        blocks: Vec<BlockId>,
    ) -> NoteId {
        let start = self.find(first, from);
        let end = self.find(last, to) + u32::try_from(to.len()).unwrap();
        self.book.passages.push(Passage { start: TextPos { block: first, offset: start }, end: TextPos { block: last, offset: end } });
        let lemma = if from == to { from.to_owned() } else { format!("{from} … {to}") };
        let subject = Subject::Passage(PassageId::new(self.book.passages.len() - 1));
        self.note(NoteKind::Comment(Comment { subject, voice, lemma: Some(lemma) }), blocks)
    }

    fn find(&self, block: BlockId, words: &str) -> u32 {
        let text = &self.book.block(block).prose().unwrap().text;
        u32::try_from(text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"))).unwrap()
    }
}

/// Settings for a book of this title.
pub(crate) fn config(title: &str) -> Config {
    let person = |name: &str, role: &str, sort: &str| Person { roles: vec![role.to_owned()], ..Person::author(name, sort) };
    Config {
        folder: bindery::testing::source::Folder::on_disk("."),
        metadata: Metadata {
            title: title.to_owned(),
            subtitle: Some("An Essay & What Was Said of It".to_owned()),
            people: vec![person("Ada Smith", "aut", "Smith, Ada"), person("Jo Ödön", "edt", "Ödön, Jo")],
            language: "en".to_owned(),
            identifier: Some(Identifier::Isbn("9780306406157".to_owned())),
            publisher: Some("The Small Press".to_owned()),
            date: Some("2026-11".to_owned()),
            rights: Some("© 2026 Ada Smith. Some rights reserved <all>.".to_owned()),
            description: Some("A book of tests.".to_owned()),
            subjects: ["Testing", "Books & bindings"].map(|name| BookSubject { name: name.to_owned(), codes: Vec::new() }).to_vec(),
            series: vec![BookSeries { name: "Made by Hand".to_owned(), number: Some("2".to_owned()), kind: CollectionKind::Series }],
            cover: None,
            ..Metadata::default()
        },
        files: Vec::new(),
        commentary: Vec::new(),
        passed: Default::default(),
        page: PageSettings::default(),
        typography: Typography::default(),
        stylesheet: String::new(),
        layout: 1,
        form: None,
        matter: WantedMatter::default(),
        contents_depth: 3,
        list_of_figures: false,
        list_of_tables: false,
        numbers: bindery::testing::config::NumberSettings::default(),
        notes: bindery::testing::config::Notes::default(),
        epub: bindery::testing::config::Epub::default(),
        pdf: bindery::testing::config::Pdf::default(),
        print: bindery::testing::config::Print::default(),
        chapters_start: ChapterStart::Any,
        heads: bindery::testing::config::Heads::default(),
        folios: FolioPlace::Head,
        check: bindery::testing::diagnostics::Verdicts::default(),
        site: bindery::testing::config::Site::default(),
        words: bindery::testing::language::Words::default(),
        output: "made".to_owned(),
        speaks: None,
        has_toml: true,
        hides_lines: false,
        theorems: Default::default(),
        captioned: false,
        variables: Default::default(),
        layering: Default::default(),
        stand_in: None,
        author_unsaid: None,
        places: std::collections::BTreeMap::new(),
        texts: Vec::new(),
    }
}
