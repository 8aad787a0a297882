//! The front matter of a book's files: the titles of chapters, drafts, and what has no effect there.

use crate::book::{BlockId, Role};
use crate::config::{ChapterAuthor, ChapterFront, Config, ListedFile, Zone, chapter_front, has_title, is_draft, listed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::language::numbers_chapter;
use crate::read::builder::{Builder, FilePiece, HeadingReach, RawHeading};
use crate::read::markdown::pieces;
use crate::read::private::without_remarks;
use crate::source::{SourceId, Sources, Span};
use std::collections::BTreeSet;

/// What the files read so far say in vain.
#[derive(Debug, Default)]
pub(super) struct Fronts {
    /// Whether drafts are left out: never from a draft, and never if there is nothing else.
    pub(super) leaves_out: bool,
    /// Whether several texts were read that are all drafts, of which it was told.
    told_all: bool,
    /// The depth in the contents of a file that is not in the book, until those below it are read.
    pub(super) gone: Option<u8>,
    unused: IdleKeys,
    settings: IdleKeys,
    /// Who wrote a chapter, by the words of its heading.
    authors: Vec<AscribedChapter>,
    /// The file whose front matter speaks for the book.
    speaks: Option<SourceId>,
}

/// A chapter whose front matter says who wrote it.
#[derive(Debug)]
struct AscribedChapter {
    author: ChapterAuthor,
    /// The words of the chapter's heading; none if it has none.
    heading: Option<Span>,
}

/// Keys without effect, of which files, and where the first stands.
#[derive(Debug, Default)]
struct IdleKeys {
    keys: Vec<IdleKey>,
    known: BTreeSet<String>,
    files: BTreeSet<SourceId>,
}

/// A key without effect.
#[derive(Debug)]
struct IdleKey {
    name: String,
    place: Span,
}

impl IdleKeys {
    fn add(&mut self, keys: &[(String, Span)]) {
        for (key, place) in keys {
            self.files.insert(place.source);
            if self.known.insert(key.clone()) {
                self.keys.push(IdleKey { name: key.clone(), place: *place });
            }
        }
    }

    fn told(mut self, code: Code, what: &str, help: &str) -> Option<Diagnostic> {
        // Of authors it is known last that they have no effect.
        self.keys.sort_by_key(|key| (key.place.source, key.place.start));
        let files = if self.files.len() == 1 { "a chapter".to_owned() } else { format!("{} chapters", self.files.len()) };
        let names = listed(self.keys.iter().map(|key| key.name.as_str()));
        Some(
            Diagnostic::at(code, self.keys.first()?.place, format!("the front matter of {files} has {what} without effect: {names}"))
                .help(help),
        )
    }
}

/// Whether a file is the page that a folder's address shows.
fn opens_folder(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    matches!(&*stem.to_lowercase(), "index" | "readme" | "_index")
}

impl Fronts {
    /// Front matter before any file is read.
    pub(super) fn new(config: &Config, draft: bool) -> Self {
        // Where every chapter is a draft, none is more so than the book.
        let body = || config.files.iter().filter(|file| file.zone == Zone::Body);
        let others = || body().any(|file| !is_draft(&config.folder, &file.path));
        Self { leaves_out: !draft && config.files.len() > 1 && others(), ..Self::default() }
    }

    /// Says that a draft is in the book because there is nothing else; once, if there are several.
    pub(super) fn alone(&mut self, config: &Config, path: &str, said: &str, source: SourceId, diagnostics: &mut Diagnostics) {
        let several = config.files.len() > 1;
        if std::mem::replace(&mut self.told_all, several) {
            return;
        }
        let message = match several {
            true => format!("all texts of the book are drafts (`{said}`), so they are in it"),
            false => format!("{path} is a draft (`{said}`), but it is the whole book, so it is in it"),
        };
        let finding = Diagnostic { severity: Severity::Warning, ..Diagnostic::at(Code::DraftFile, Span::new(source, 0, 0), message) };
        diagnostics.push(finding.help(format!("take out `{said}` when it may be published")));
    }

    /// Lets what stands below a file that is not in the book stand in its place.
    pub(super) fn rise(&mut self, listed: &mut ListedFile) {
        self.gone = self.gone.filter(|gone| listed.depth > *gone);
        listed.depth -= u8::from(self.gone.is_some());
    }

    /// What a file says in its front matter. Of the file that speaks for the book the settings have taken everything.
    pub(super) fn read(
        &mut self,
        config: &Config,
        path: &str,
        source: SourceId,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> ChapterFront {
        let text = sources.get(source).text();
        if config.speaks.as_deref() != Some(path) {
            let front = chapter_front(source, text, diagnostics);
            if !(front.draft.is_some() && self.leaves_out) {
                // Where nobody lists the files, these have put them in order.
                let orders = !config.has_toml && config.files.iter().all(|file| file.span.is_none());
                let is_order = |key: &str| matches!(key.to_ascii_lowercase().as_str(), "date" | "weight" | "order" | "nav_order");
                let idle: Vec<_> = front.unused.iter().filter(|(key, _)| !(orders && is_order(key))).cloned().collect();
                self.unused.add(&idle);
                self.settings.add(&front.settings);
            }
            return front;
        }
        self.speaks = Some(source);
        let mut front = chapter_front(source, text, &mut Diagnostics::default());
        // Where other files have titles as well, the first one's is its own; else it is the book's.
        let others = || config.files.iter().filter(|file| file.path != path).any(|file| has_title(&config.folder, &file.path));
        // The author of the book is no news of a chapter.
        front.author = front.author.filter(|_| config.metadata.people.is_empty());
        // If it is not the book's, it can be no other's.
        // So is that of the page which opens a site: with the author's name it is the book's alone.
        let several = config.files.iter().filter(|file| file.zone == Zone::Body).count() > 1;
        let is_page = several && opens_folder(path) && !front.says_of_book;
        front.title = front.title.filter(|_| config.metadata.title.is_empty() || others() || is_page);
        front
    }

    /// Gives the heading of a file the author that its front matter names, unless the heading names one itself.
    pub(super) fn ascribe(&mut self, author: Option<ChapterAuthor>, pieces: &mut [FilePiece]) {
        let Some(author) = author else { return };
        let names = without_remarks(author.names.clone());
        let own = pieces.iter_mut().find_map(|piece| match piece {
            FilePiece::Heading(heading) if heading.level == 1 => Some(heading),
            _ => None,
        });
        let own = own.filter(|heading| heading.attributes.iter().all(|(key, _)| key != "author"));
        let heading = own.map(|heading| {
            heading.attributes.push(("author".to_owned(), Some(names)));
            heading.words
        });
        self.authors.push(AscribedChapter { author, heading });
    }

    /// Takes authors out again that are the same for all files: that is no news of a chapter, but of the book or of who posted it.
    pub(super) fn settle_authors(&mut self, builder: &mut Builder) {
        let named: BTreeSet<&str> = self.authors.iter().map(|chapter| chapter.author.names.as_str()).collect();
        let differ = named.len() > 1;
        let of_book = |chapter: &AscribedChapter| chapter.author.names == builder.book.metadata.author_line();
        let told = |chapter: &&AscribedChapter| chapter.heading.is_none() || !differ && !of_book(chapter);
        let idle: Vec<_> = self.authors.iter().filter(told).map(|chapter| (chapter.author.key.clone(), chapter.author.place)).collect();
        self.unused.add(&idle);
        if differ {
            return;
        }
        let headings: BTreeSet<Span> = self.authors.iter().filter_map(|chapter| chapter.heading).collect();
        let mut gone = BTreeSet::new();
        for section in builder.book.sections.iter_mut().filter(|section| headings.contains(&section.span)) {
            section.author = None;
            gone.insert(section.heading);
        }
        let blocks = &builder.book.blocks;
        for chapter in &mut builder.book.chapters {
            let below: BTreeSet<BlockId> = chapter.blocks.windows(2).filter(|pair| gone.contains(&pair[0])).map(|pair| pair[1]).collect();
            chapter.blocks.retain(|id| !(below.contains(id) && blocks[id.index()].role == Role::Author));
        }
    }

    /// Says what had no effect, once for all files.
    pub(super) fn tell(self, config: &Config, diagnostics: &mut Diagnostics) {
        let right = if config.speaks.is_some() { "the front matter of the first file" } else { "book.toml" };
        let unused = self.unused.told(Code::ChapterFrontMatter, "keys", &format!("what is meant for the whole book goes into {right}"));
        let settings = self.settings.told(Code::ChapterSettings, "settings", &format!("move it to {right}"));
        unused.into_iter().chain(settings).for_each(|finding| diagnostics.push(finding));
    }

    /// Puts the title that front matter gives before the text of a chapter that has no first-level heading; notes one that
    /// says something else than the heading.
    pub(super) fn head(
        &mut self,
        builder: &mut Builder,
        source: SourceId,
        title: Option<(String, Span)>,
        pieces: Vec<FilePiece>,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Vec<FilePiece> {
        let Some((title, place)) = title else { return pieces };
        let own = pieces.iter().find_map(|piece| match piece {
            FilePiece::Heading(heading) if heading.level == 1 => Some(sources.slice(heading.words).trim()),
            _ => None,
        });
        if let Some(own) = own
            && !is_above(&title, &pieces)
        {
            if self.speaks != Some(source) && !own.eq_ignore_ascii_case(&title) {
                self.unused.add(&[("title".to_owned(), place)]);
            }
            return pieces;
        }
        let written = sources.get(source).text();
        let at = sources.slice(place).find(&title).map(|at| place.range().start + at).filter(|at| *at >= 2);
        let heading = match at {
            // Read as Markdown where it stands, so that what is found in it has its true place.
            Some(at) => {
                debug_assert!(written.is_char_boundary(at));
                let alone = format!("{}# {title}\n", " ".repeat(at - 2));
                self::pieces(builder, source, &alone, at - 2, diagnostics)
            }
            None => heading(builder, source, &title, sources, diagnostics),
        };
        let mut pieces = pieces;
        sink(&mut pieces);
        heading.into_iter().chain(pieces).collect()
    }
}

/// The headings among pieces.
fn headings(pieces: &[FilePiece]) -> impl Iterator<Item = &RawHeading> {
    pieces.iter().filter_map(|piece| match piece {
        FilePiece::Heading(heading) => Some(heading),
        FilePiece::Block(_) => None,
    })
}

/// Whether the title of a page stands above its headings of the first level: unless one that says the same, or the only one, opens the
/// text, or they number chapters.
fn is_above(title: &str, pieces: &[FilePiece]) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let tops = || headings(pieces).filter(|heading| heading.level == 1);
    let says_it = headings(pieces).next().is_some_and(|first| first.level == 1 && letters(&first.prose.plain()) == letters(title));
    let opens = matches!(pieces.first(), Some(FilePiece::Heading(heading)) if heading.level == 1);
    let chapters = tops().filter(|heading| numbers_chapter(&heading.prose.plain())).count();
    let parts = headings(pieces).any(|heading| heading.begins != HeadingReach::Section);
    !(says_it || chapters >= 2 || parts || opens && tops().count() == 1)
}

/// Sets the headings of a page below a title that stands above them: from the first of the first level on, each a level lower.
fn sink(pieces: &mut [FilePiece]) {
    let mut sinks = false;
    for piece in pieces {
        if let FilePiece::Heading(heading) = piece {
            sinks |= heading.level == 1;
            heading.level = (heading.level + u8::from(sinks)).min(6);
        }
    }
}

/// A heading of the first level that a file does not hold.
pub(super) fn heading(
    builder: &mut Builder,
    source: SourceId,
    title: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<FilePiece> {
    let path = builder.path(source).to_owned();
    let name = sources.get(source).name().to_owned();
    let alone = sources.add(name, format!("# {title}\n"));
    builder.paths.insert(alone, path);
    pieces(builder, alone, sources.get(alone).text(), 0, diagnostics)
}

/// Says that a draft was left out; `said` is what makes it one.
pub(super) fn left_out(path: &str, said: &str, source: SourceId, diagnostics: &mut Diagnostics) {
    let finding = Diagnostic::at(Code::DraftFile, Span::new(source, 0, 0), format!("{path} is a draft and was left out"));
    diagnostics.push(finding.help(format!("take out `{said}`, or build with --draft to have it in the book")));
}
