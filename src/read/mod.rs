//! The reader: a book's files in, the model out, with every finding about them.

mod bibliography;
mod bind;
mod builder;
mod caption;
mod changes;
mod classes;
mod commentary;
mod crossings;
mod dead;
mod drawings;
mod files;
mod front;
mod images;
mod includes;
mod inlines;
mod labels;
mod latex;
mod manner;
mod markdown;
mod metadata;
mod names;
mod note_files;
mod numbers;
mod own_lines;
mod parted;
pub(crate) mod plain_text;
mod private;
mod ruled;
mod shape;
mod shelf;
mod shift;
mod smart;
mod spaced;
mod structure;
mod targets;
mod tree;

pub(crate) use classes::heading_classes;
pub(crate) use commentary::{
    FollowedPassage, FoundPassage, NewHeadings, NewQuotation, PassageHeading, QuotationPlace, QuotedHeading, QuotedWords, RemarkDesk,
    is_note_date, stubs,
};
pub use manner::{MarkedChanges, ReadingManner};
pub(crate) use markdown::dialect::address_end;
pub(crate) use markdown::escape::push_escaped;
pub use metadata::typographic;

use crate::book::{BlockKind, Book, Metadata, Person};
use crate::config::{Config, ListedFile, SceneMark, StandInTitle, Zone, front_matter, no_author, readable};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{ComposedPiece, InputFormat, SourceId, Sources, Span};
use builder::{Builder, FilePiece};
use shift::HeadingShift;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use structure::FileShape;

/// What the settings say of the book, fit to be printed: remarks are taken out first, for the dashes of typography would hide where
/// they begin, and then it gets the marks of its language. What the text alone says is not in it.
#[must_use]
pub fn prepared(config: &Config) -> Metadata {
    let mut metadata = config.metadata.clone();
    private::clean(&mut metadata);
    typographic(&mut metadata);
    metadata
}

/// Reads the book that `config` describes: its text, notes, images and commentary. A title that `config` lacks is taken from the first
/// heading, or for want of one from the file's name. In a draft, texts and notes that are drafts are in it, and notes without a place.
/// No error among the findings means the book is whole.
pub fn read(config: &Config, manner: ReadingManner, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Book> {
    let draft = manner.has_draft_files();
    let mut builder = Builder::new(config, manner);
    builder.book.metadata = prepared(config);
    let mut part = None;
    let mut fronts = front::Fronts::new(config, draft);
    let mut titles = shape::FileTitles::new(config);
    let mut drafts = BTreeSet::new();
    let mut notes = note_files::NoteFiles::found(&mut builder, config, sources);
    let (mut files, mut taken_in) = (Vec::new(), Vec::<SourceId>::new());
    for mut listed in config.files.iter().filter(|listed| !notes.holds(&listed.path)).cloned().collect::<Vec<_>>() {
        publish(&mut listed, &mut part);
        fronts.rise(&mut listed);
        let Some(given) = files::text(&mut builder, &listed, sources, diagnostics) else { continue };
        let (source, taken) = as_markdown(&mut builder, given, listed.format(), sources, diagnostics);
        let source = notes.with_notes(&mut builder, source, &listed.path, sources);
        taken_in.extend(&taken);
        files.extend(taken);
        let front = fronts.read(config, &listed.path, source, sources, diagnostics);
        if let Some(said) = front.draft.as_deref().filter(|_| fronts.leaves_out) {
            front::left_out(&listed.path, said, source, diagnostics);
            fronts.gone = Some(listed.depth);
            drafts.insert(listed.path);
            part = listed.part;
            continue;
        }
        if let Some(said) = front.draft.as_deref().filter(|_| !draft) {
            fronts.alone(config, &listed.path, said, source, diagnostics);
        }
        files.push(given);
        builder.book.files.push(listed.path.clone());
        let text = sources.get(source).text();
        let pieces = markdown::pieces(&mut builder, source, text, front_matter::split(text).1, diagnostics);
        let mut pieces = fronts.head(&mut builder, source, front.title, pieces, sources, diagnostics);
        if says_nothing(&builder, &pieces) {
            // Commands for pages of LaTeX, such as the place of its contents, make no chapter.
            pieces.clear();
        }
        if let Some(title) = titles.of(config, &listed, source, &pieces) {
            pieces.splice(0..0, front::heading(&mut builder, source, &title, sources, diagnostics));
        }
        without_repeated(&listed, &mut pieces);
        fronts.ascribe(front.author, &mut pieces);
        if !add(&mut builder, config, &listed, source, pieces, sources, diagnostics) {
            // The part whose first file is empty begins with the next one.
            part = listed.part;
            fronts.gone = Some(listed.depth);
        }
    }
    config.passed.tell(&taken_in.iter().map(|source| builder.path(*source).to_owned()).collect(), diagnostics);
    files.extend(notes.tell(diagnostics));
    fronts.settle_authors(&mut builder);
    fronts.tell(config, diagnostics);
    titles.tell(diagnostics);
    if builder.book.chapters.is_empty() {
        diagnostics.push(no_text());
        return None;
    }
    Some(finished(config, builder, FilesRead { files, drafts, blanks: manner.blanks }, sources, diagnostics))
}

/// Takes the remarks out of what a list says of a file, which begins the part whose first files were left out.
fn publish(listed: &mut ListedFile, part: &mut Option<String>) {
    listed.part = listed.part.take().map(private::without_remarks).or_else(|| part.take());
    listed.title = listed.title.take().map(private::without_remarks);
}

/// The finding that a book holds no text.
fn no_text() -> Diagnostic {
    Diagnostic::new(Code::NoText, "the book holds no text").help("write some in a Markdown file of the book's folder")
}

/// Takes away headings that only repeat what stands above them.
fn without_repeated(listed: &ListedFile, pieces: &mut Vec<FilePiece>) {
    without_title_of_part(listed, pieces);
    without_way_to(listed, pieces);
}

/// Takes away a heading that says where a page of a list stands, above the one that says what the list calls it.
fn without_way_to(listed: &ListedFile, pieces: &mut Vec<FilePiece>) {
    let Some(title) = listed.title.as_ref().filter(|_| listed.depth > 0) else { return };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let [FilePiece::Heading(way), FilePiece::Heading(own), ..] = pieces.as_slice() else { return };
    let is_title = |text: &str| !letters(text).is_empty() && letters(text) == letters(title);
    if own.level <= way.level || is_title(&way.prose.plain()) || !is_title(&own.prose.plain()) {
        return;
    }
    let rise = own.level - way.level;
    pieces.remove(0);
    for piece in pieces {
        if let FilePiece::Heading(heading) = piece {
            heading.level = heading.level.saturating_sub(rise).max(1);
        }
    }
}

/// Whether the pieces of a file are ends of pages and nothing else.
fn says_nothing(builder: &Builder, pieces: &[FilePiece]) -> bool {
    let is_end = |piece: &FilePiece| match piece {
        FilePiece::Block(block) => matches!(builder.book.block(*block).kind, BlockKind::PageBreak),
        FilePiece::Heading(_) => false,
    };
    pieces.iter().all(is_end)
}

/// Takes the heading of the page that opens a section of a site away if the part that begins there is called so already.
fn without_title_of_part(listed: &ListedFile, pieces: &mut Vec<FilePiece>) {
    let opens = listed.path.rsplit('/').next().is_some_and(|name| name.starts_with("_index."));
    let Some(part) = listed.part.as_ref().filter(|_| opens && pieces.len() > 1) else { return };
    let is_same = matches!(&pieces[0], FilePiece::Heading(heading) if heading.level == 1 && heading.prose.plain().trim() == part.trim());
    if is_same && matches!(pieces[1], FilePiece::Block(_)) {
        pieces.remove(0);
    }
}

/// A file's text as Markdown, with the files that it takes in.
fn as_markdown(
    builder: &mut Builder,
    source: SourceId,
    format: InputFormat,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> (SourceId, Vec<SourceId>) {
    match format {
        InputFormat::PlainText => (plain_text(builder, source, sources, diagnostics), Vec::new()),
        InputFormat::Markdown => {
            let (whole, taken) = includes::taken_in(builder, source, sources, diagnostics);
            (as_parsed(builder, whole, sources, diagnostics), taken)
        }
    }
}

/// A text as the parser of Markdown is to have it: spaces, lines and tables as it asks for them.
fn as_parsed(builder: &mut Builder, source: SourceId, sources: &mut Sources, diagnostics: &mut Diagnostics) -> SourceId {
    let source = latex::as_markdown(builder, source, sources, diagnostics);
    let spaced = spaced::headings(builder, source, sources);
    let apart = spaced::paragraphs(builder, spaced, sources);
    let parted = parted::from_tags(builder, apart, sources);
    let pictured = own_lines::of_pictures(builder, parted, sources);
    ruled::as_bars(builder, pictured, sources)
}

/// The files that were read, and those that were left out as drafts.
struct FilesRead {
    files: Vec<SourceId>,
    drafts: BTreeSet<String>,
    blanks: bool,
}

/// The book once all of its text is read: names, notes, links, title.
fn finished(config: &Config, mut builder: Builder, read: FilesRead, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Book {
    let FilesRead { mut files, drafts, blanks } = read;
    changes::add(config, &mut builder, sources, diagnostics);
    ornament(config, &mut builder, diagnostics);
    shelf::settle(&mut builder, diagnostics);
    structure::name(&mut builder);
    structure::bibliographies(&mut builder);
    numbers::settle(config, &mut builder, diagnostics);
    // Passages of the commentary are counted in the words that are printed.
    crossings::settle(&mut builder, diagnostics);
    numbers::print(&mut builder);
    let notes = commentary::read(config, &drafts, sources, &mut builder, diagnostics);
    files.extend(notes);
    // What notes refer to.
    crossings::settle(&mut builder, diagnostics);
    shelf::settle(&mut builder, diagnostics);
    // Nobody else asks for the sources as they may be seen.
    if config.pdf.attach_source || blanks {
        private::blank(&mut builder, &files, sources);
    }
    targets::resolve(&mut builder, diagnostics);
    title(config, &mut builder.book, diagnostics);
    if let Some(place) = config.author_unsaid.filter(|_| builder.book.metadata.people.is_empty()) {
        diagnostics.push(no_author(place));
    }
    typographic(&mut builder.book.metadata);
    builder.book
}

/// Fetches the picture that stands between scenes, if there are any.
fn ornament(config: &Config, builder: &mut Builder, diagnostics: &mut Diagnostics) {
    let SceneMark::Picture(path, span) = &config.typography.scene_break else { return };
    if builder.book.blocks.iter().any(|block| matches!(block.kind, BlockKind::SceneBreak)) {
        let address = images::Address { written: path, label: "", embedded: false };
        builder.ornament = Some(images::image(builder, span.source, address, *span, diagnostics));
    }
}

/// Adds the pieces of a file to the book, at the levels that the book gives them. False if it has none.
fn add(
    builder: &mut Builder,
    config: &Config,
    listed: &ListedFile,
    source: SourceId,
    pieces: Vec<FilePiece>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> bool {
    let text = sources.get(source).text();
    let (pieces, shift) = match listed.zone {
        Zone::Body => shape::take_title(builder, config, source, pieces, text, diagnostics),
        Zone::Front | Zone::Back => (pieces, HeadingShift::default()),
    };
    if listed.depth == 0 {
        note_first_heading(builder, listed.zone, &pieces);
    }
    let shift = HeadingShift { down: listed.depth, ..shift };
    structure::add(builder, FileShape { listed, source, shift }, pieces, diagnostics)
}

/// A plain text as Markdown, in a source of the same name: what was understood is told at its places in the text given.
fn plain_text(builder: &mut Builder, source: SourceId, sources: &mut Sources, diagnostics: &mut Diagnostics) -> SourceId {
    let text = sources.get(source).text();
    // Front matter and private remarks are no text; blanks in their place keep all other places.
    let body = front_matter::split(text).1;
    let mut bytes = text.as_bytes().to_vec();
    let private = markdown::dialect::remarks(text).into_iter().chain(std::iter::once(0..body));
    private.flatten().filter(|&at| text.as_bytes()[at] != b'\n').for_each(|at| bytes[at] = b' ');
    let text = &String::from_utf8(bytes).expect("whole characters became spaces");
    let import = plain_text::to_markdown(text);
    plain_text::tell(&import.report, source, text, diagnostics);
    if let Some(author) = import.report.author
        && builder.book.metadata.people.is_empty()
    {
        builder.book.metadata.people.push(Person::author(&author, &author));
    }
    let metadata = &mut builder.book.metadata;
    if metadata.title.is_empty() && metadata.subtitle.is_none() {
        metadata.subtitle = import.report.subtitle;
    }
    let name = sources.get(source).name().to_owned();
    let markdown = if import.places.is_empty() {
        sources.add(name, import.markdown)
    } else {
        // What is found in the Markdown, which nobody has seen, has the place of its block in the text.
        let ends = import.places.iter().skip(1).map(|(at, _)| *at).chain([import.markdown.len()]);
        let head = import.places.first().map_or(0, |(at, _)| *at);
        let head = ComposedPiece::Made(import.markdown[..head].to_owned(), Span::new(source, 0, 0));
        let made = |((at, place), end): (&(usize, Range<usize>), usize)| {
            ComposedPiece::Made(import.markdown[*at..end].to_owned(), Span::new(source, place.start, place.end))
        };
        let pieces: Vec<ComposedPiece> = std::iter::once(head).chain(import.places.iter().zip(ends).map(made)).collect();
        sources.compose(name, &pieces)
    };
    builder.retold(source, markdown);
    markdown
}

/// Keeps the first heading of level 1 of the text proper: a preface's heading is no title for a book.
fn note_first_heading(builder: &mut Builder, zone: Zone, pieces: &[FilePiece]) {
    if zone == Zone::Body && builder.book.first_heading.is_none() {
        builder.book.first_heading = pieces.iter().find_map(|piece| match piece {
            FilePiece::Heading(heading) if heading.level == 1 => Some(markdown::headings::styled_title(&heading.prose)),
            _ => None,
        });
    }
}

fn title(config: &Config, book: &mut Book, diagnostics: &mut Diagnostics) {
    let title = &mut book.metadata.title;
    if !title.is_empty() {
        return;
    }
    let repeated = book.first_heading.as_ref().filter(|heading| {
        let heads = book.sections.iter().filter(|section| section.level == 1 && section.title == heading.words);
        book.files.len() > 1 && heads.count() * 2 > book.files.len()
    });
    if let (Some(StandInTitle { name, file }), None) = (&config.stand_in, repeated) {
        title.clone_from(name);
        let whose = file.as_ref().map_or_else(|| "the name of its folder".to_owned(), |file| format!("the heading of `{file}`"));
        let message = format!("nothing gives the title of the book; {whose} stands in: {name}");
        diagnostics.push(
            Diagnostic::new(Code::FolderTitle, message)
                .help("give `title = \"…\"` in a book.toml, or `title: …` in the front matter of a text called index.md"),
        );
        return;
    }
    match &book.first_heading {
        Some(heading) => {
            title.clone_from(&heading.words);
            book.metadata.title_looks.clone_from(&heading.stretches);
        }
        // An EPUB must have a title, so that of the file stands in, and the report says so.
        None => {
            let body = |path: &&String| config.files.iter().any(|file| file.zone == Zone::Body && file.path == **path);
            let file = book.files.iter().find(body).or(book.files.first());
            let stem = file.and_then(|file| Path::new(file).file_stem()).map(|stem| readable(&stem.to_string_lossy()));
            *title = stem.unwrap_or_else(|| "book".to_owned());
            diagnostics.push(
                Diagnostic::new(Code::NoTitle, format!("the book has no title; its file's name stands in: {title}"))
                    .help("give `title = \"…\"` in book.toml or `title: …` in front matter, or begin the text with `# Title`"),
            );
        }
    }
}
