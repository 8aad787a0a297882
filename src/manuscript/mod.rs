//! The reader: a book's files in, the model out, with every finding about them.

mod bind;
mod blocks;
mod classes;
mod commentary;
mod dead;
mod dialect;
mod drawings;
mod events;
mod files;
mod footnotes;
mod formulas;
mod front;
mod headings;
mod highlight;
mod html;
mod images;
mod inlines;
mod labels;
mod loose;
mod markdown;
mod metadata;
pub mod plain_text;
mod private;
mod raw;
mod shelf;
mod smart;
mod structure;
mod tables;
mod targets;
mod tree;

pub use commentary::{Stub, stubs};
pub use metadata::typographic;

use crate::book::Book;
use crate::config::{Config, Person, Zone, front_matter};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Sources};
use markdown::{Builder, Piece};
use std::collections::BTreeSet;
use std::path::Path;

/// Makes what the settings say of the book fit to be printed: remarks are taken out first, for the dashes of typography
/// would hide where they begin, and then it gets the marks of its language.
pub fn prepare_metadata(config: &mut Config) {
    private::clean(config);
    typographic(&mut config.metadata);
}

/// Reads the book that `config` describes: its text, notes, images and commentary. Fills in a title that `config` lacks
/// from the first heading, or for want of one from the file's name. No error among the findings means the book is whole.
pub fn read(config: &mut Config, sources: &mut Sources, found: &mut Diagnostics) -> Option<Book> {
    prepare_metadata(config);
    let mut builder = Builder::new(config);
    let mut part = None;
    let mut fronts = front::Fronts::default();
    let mut drafts = BTreeSet::new();
    let mut files = Vec::new();
    for mut listed in config.files.clone() {
        listed.part = listed.part.or_else(|| part.take());
        let Some(source) = files::text(&mut builder, &listed, sources, found) else { continue };
        let given = source;
        let source = if listed.path.to_ascii_lowercase().ends_with(".txt") {
            plain_text(&mut builder, config, source, sources, found)
        } else {
            source
        };
        let front = fronts.read(config, &listed.path, source, sources, found);
        if let Some(said) = front.draft.as_deref().filter(|_| front::leaves_out(config)) {
            front::left_out(&listed.path, said, source, found);
            drafts.insert(listed.path);
            part = listed.part;
            continue;
        }
        if let Some(said) = front.draft.as_deref().filter(|_| !config.notes.draft) {
            front::alone(&listed.path, said, source, found);
        }
        files.push(given);
        let text = sources.get(source).text();
        let pieces = markdown::pieces(&mut builder, source, text, front_matter::split(text).1, found);
        let pieces = fronts.head(&mut builder, source, front.title, pieces, sources, found);
        note_first_heading(&mut builder, listed.zone, &pieces);
        if !structure::add(&mut builder, &listed, source, pieces, found) {
            // The part whose first file is empty begins with the next one.
            part = listed.part;
        }
    }
    fronts.tell(config, found);
    // Nor does anything that goes through the list of files meet a draft.
    config.files.retain(|file| !drafts.contains(&file.path));
    if builder.book.chapters.is_empty() {
        found.push(Diagnostic::new(Code::NoText, "the book holds no text").help("write some in a Markdown file of the book's folder"));
        return None;
    }
    shelf::settle(&mut builder, found);
    structure::name(&mut builder);
    let (notes, drafts) = commentary::read(config, &drafts, sources, &mut builder, found);
    files.extend(notes);
    config.commentary.retain(|file| !drafts.contains(&file.path));
    shelf::settle(&mut builder, found);
    // Nobody else asks for the sources as they may be seen.
    if config.pdf.attach_source {
        private::blank(&mut builder, &files, sources);
    }
    targets::resolve(&mut builder, found);
    title(config, &builder.book, found);
    typographic(&mut config.metadata);
    Some(builder.book)
}

/// A plain text as Markdown, in a source of the same name: what was understood is told at its places in the text given.
fn plain_text(builder: &mut Builder, config: &mut Config, source: SourceId, sources: &mut Sources, found: &mut Diagnostics) -> SourceId {
    let text = sources.get(source).text();
    // Front matter and private remarks are no text; blanks in their place keep all other places.
    let body = front_matter::split(text).1;
    let mut bytes = text.as_bytes().to_vec();
    let private = dialect::remarks(text).into_iter().chain(std::iter::once(0..body));
    private.flatten().filter(|&at| text.as_bytes()[at] != b'\n').for_each(|at| bytes[at] = b' ');
    let text = &String::from_utf8(bytes).expect("whole characters became spaces");
    let import = plain_text::to_markdown(text);
    plain_text::tell(&import.report, source, text, found);
    if let Some(author) = import.report.author
        && config.metadata.people.is_empty()
    {
        config.metadata.people.push(Person { name: author.clone(), role: "aut".to_owned(), sort: author });
    }
    let name = sources.get(source).name().to_owned();
    let markdown = sources.add(name, import.markdown);
    builder.retold(source, markdown);
    markdown
}

/// Keeps the first heading of level 1 of the text proper: a preface's heading is no title for a book.
fn note_first_heading(builder: &mut Builder, zone: Zone, pieces: &[Piece]) {
    if zone == Zone::Body && builder.book.first_heading.is_none() {
        builder.book.first_heading = pieces.iter().find_map(|piece| match piece {
            Piece::Heading(heading) if heading.level == 1 => Some(headings::title(&heading.prose)),
            _ => None,
        });
    }
}

fn title(config: &mut Config, book: &Book, found: &mut Diagnostics) {
    if !config.metadata.title.is_empty() {
        return;
    }
    match &book.first_heading {
        Some(heading) => config.metadata.title.clone_from(heading),
        // An EPUB must have a title, so that of the file stands in, and the report says so.
        None => {
            let file = config.files.iter().find(|file| file.zone == Zone::Body).or(config.files.first());
            let stem = file.and_then(|file| Path::new(&file.path).file_stem()).map(|stem| stem.to_string_lossy().into_owned());
            config.metadata.title = stem.unwrap_or_else(|| "book".to_owned());
            found.push(
                Diagnostic::new(Code::NoTitle, format!("the book has no title; its file's name stands in: {}", config.metadata.title))
                    .help("give `title = \"…\"` in book.toml or `title: …` in front matter, or begin the text with `# Title`"),
            );
        }
    }
}
