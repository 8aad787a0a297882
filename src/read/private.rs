//! What is the author's alone: notes that are drafts, remarks in the text and in metadata, comments of settings.

use crate::book::{Identifier, Metadata, StyledWords};
use crate::config::{comments, front_matter};
use crate::read::builder::Builder;
use crate::read::markdown::dialect;
use crate::source::{Encoding, InputFormat, SourceId, Sources, decode};
use std::collections::BTreeMap;
use std::ops::Range;

/// Takes the remarks out of what the settings say of the book.
pub(super) fn clean(metadata: &mut Metadata) {
    let all = std::iter::once(&mut metadata.title)
        .chain(metadata.people.iter_mut().flat_map(|person| [&mut person.name, &mut person.sort]))
        .chain(&mut metadata.subtitle)
        .chain(&mut metadata.publisher)
        .chain(&mut metadata.rights)
        .chain(&mut metadata.sources)
        .chain(&mut metadata.description)
        .chain(metadata.subjects.iter_mut().map(|subject| &mut subject.name))
        .chain(match &mut metadata.identifier {
            Some(Identifier::Other(words)) => Some(words),
            _ => None,
        })
        .chain(metadata.series.iter_mut().map(|series| &mut series.name));
    for words in all {
        *words = without_remarks(std::mem::take(words));
    }
    for change in &mut metadata.changes {
        // Styles are of bytes, which are others once something is taken out.
        let kept = without_remarks(change.text.words.clone());
        if kept != change.text.words {
            change.text = StyledWords::plain(kept);
        }
    }
    metadata.changes.retain(|change| !change.text.words.trim().is_empty());
}

/// Words of the settings without the remarks in them.
pub(super) fn without_remarks(words: String) -> String {
    match dialect::without_remarks(&words) {
        std::borrow::Cow::Owned(kept) => kept,
        std::borrow::Cow::Borrowed(_) => words,
    }
}

/// The files that hold anything private, without it: `files` are all that were read, each with the source it was read into; book.toml
/// is another.
pub(super) fn blank(builder: &mut Builder, files: &[SourceId], sources: &Sources) {
    let mut of_source: BTreeMap<SourceId, Vec<Range<usize>>> = BTreeMap::new();
    for span in std::mem::take(&mut builder.private) {
        for span in sources.origins(span) {
            of_source.entry(span.source).or_default().push(span.range());
        }
    }
    for &source in files {
        let (name, text) = (sources.get(source).name(), sources.get(source).text());
        let mut private = of_source.remove(&source).unwrap_or_default();
        match InputFormat::of(name) {
            Some(InputFormat::PlainText) => {
                // One that a list calls Markdown has front matter too.
                private.extend(comments::of_front_matter(text));
                private.extend(dialect::remarks(text));
            }
            Some(InputFormat::Markdown) | None => {
                private.extend(comments::of_front_matter(text));
                private.extend(dialect::remarks(&text[..front_matter::split(text).1]));
            }
        }
        // What was read in another encoding is given away as it was read: nobody looked for remarks in anything else.
        let bytes = builder.folder.read_named(name).unwrap_or_default();
        let as_written = matches!(decode(bytes), Some((_, Encoding::Utf8)));
        if !private.is_empty() || !as_written {
            keep(builder, name, text, private);
        }
    }
    let settings = builder.folder.read_named(SETTINGS).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    if let Some(text) = settings {
        let mut private = comments::of_toml(&text);
        private.extend(dialect::remarks(&text));
        if !private.is_empty() {
            keep(builder, SETTINGS, &text, private);
        }
    }
}

/// The file of the settings in a book's folder.
const SETTINGS: &str = "book.toml";

fn keep(builder: &mut Builder, name: &str, text: &str, private: Vec<Range<usize>>) {
    builder.book.blanked.insert(name.to_owned(), dialect::blanked(text, private));
}
