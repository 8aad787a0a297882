//! References by key to figures, tables and sections: each is a link whose words are the caption or the title of what it leads to.

use super::builder::Builder;
use super::labels::{self, Crossing};
use crate::book::{Alternative, BlockId, BlockKind, Link, LinkId, Picture, Prose, RunKind};
use crate::diagnostics::Diagnostics;
use crate::source::address::decoded;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Letters that a caption may have where it is named in the text.
const LONGEST: usize = 100;

/// Puts the words of what it leads to into each reference. One that leads nowhere keeps its key, and is told with other dead links.
pub(super) fn settle(builder: &mut Builder, diagnostics: &mut Diagnostics) {
    let (crossings, spoken) = (std::mem::take(&mut builder.crossings), std::mem::take(&mut builder.spoken));
    if crossings.is_empty() && spoken.is_empty() {
        return;
    }
    labels::catch_up(builder, None, diagnostics);
    let captions = captions(builder);
    let mut words: BTreeMap<LinkId, String> = BTreeMap::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for key in spoken {
        if let Some(target) = target(builder, &key, None) {
            names.insert(key, named(builder, &captions, target));
        }
    }
    for Crossing { link, path, key, bracketed, page } in crossings {
        if page {
            words.extend(title_of_page(builder, &path, &key).map(|title| (link, title)));
            continue;
        }
        if let Some(number) = builder.macros.numbers.get(&key) {
            words.insert(link, if bracketed { format!("({number})") } else { number.clone() });
            continue;
        }
        if let Some(target) = target(builder, &key, Some(path)) {
            let named = named(builder, &captions, target);
            names.insert(key, named.clone());
            words.insert(link, named);
        }
    }
    // A key that may be a word of any language is none where no link shows it.
    names.retain(|key, words| key.contains(['-', ':']) && !words.is_empty());
    // A caption may name others.
    let first = names.clone();
    names.values_mut().for_each(|words| *words = with_names(words, &first));
    words.values_mut().for_each(|words| *words = with_names(words, &names));
    builder.book.sections.iter_mut().for_each(|section| section.title = with_names(&section.title, &names));
    words.retain(|_, words| !words.is_empty());
    for block in &mut builder.book.blocks {
        speak(&mut block.kind, &names);
        if let BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) = &mut block.kind
            && prose.runs.iter().any(|run| run.link.is_some_and(|link| words.contains_key(&link)))
        {
            put(prose, &words);
        }
    }
}

/// The caption of each block that has one: of figures, of tables, and captions themselves.
fn captions(builder: &Builder) -> BTreeMap<BlockId, BlockId> {
    let mut captions = BTreeMap::new();
    for (index, block) in builder.book.blocks.iter().enumerate() {
        let caption = match &block.kind {
            BlockKind::Figure { caption, .. } => *caption,
            BlockKind::Table(table) => table.caption,
            _ => None,
        };
        if let Some(caption) = caption {
            captions.insert(BlockId::new(index), caption);
            captions.insert(caption, caption);
        }
    }
    captions
}

/// The words that name what a reference leads to: the first sentence of its caption, or the title of the section.
fn named(builder: &Builder, captions: &BTreeMap<BlockId, BlockId>, target: &Link) -> String {
    let book = &builder.book;
    let whole = match target {
        Link::Section(section) => book.section(*section).title.clone(),
        Link::Block(block) => match (captions.get(block), &book.block(*block).kind) {
            (Some(caption), _) => book.block(*caption).prose().map(Prose::plain).unwrap_or_default(),
            (None, BlockKind::Figure { picture, .. }) => match picture {
                Picture::Shown(_, alternative, _) => alternative.words.clone(),
                Picture::Absent(words) => book.block(*words).prose().map(Prose::plain).unwrap_or_default(),
            },
            (None, BlockKind::Paragraph(prose)) => picture_in(prose),
            (None, BlockKind::Callout(note)) => book.block(note.label).prose().map(Prose::plain).unwrap_or_default(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let sentence = whole.split_once(". ").map_or(whole.as_str(), |(first, _)| first).trim().trim_end_matches('.');
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words))
}

/// The words of the first picture among those of a paragraph.
fn picture_in(prose: &Prose) -> String {
    let words = prose.runs.iter().find_map(|run| match &run.kind {
        RunKind::Image(_, alternative, _) => Some(alternative.words.clone()),
        _ => None,
    });
    words.unwrap_or_default()
}

/// The title of the page that an address in the file at `path` names.
fn title_of_page(builder: &Builder, path: &str, address: &str) -> Option<String> {
    let (file, id) = address.split_once('#').map_or((address, None), |(file, id)| (file, Some(id)));
    let file = decoded(file);
    let path = labels::beside(path, &file).filter(|path| builder.listed.contains(path)).or_else(|| labels::beside("", &file))?;
    let section = match id.and_then(|id| target(builder, id, Some(path.clone()))) {
        Some(Link::Section(section)) => Some(*section),
        _ => None,
    };
    let joined = || match builder.joined.get(&path) {
        Some(Link::Section(section)) => Some(*section),
        _ => None,
    };
    let chapter = || builder.book.chapters.iter().find(|chapter| chapter.path == path && chapter.first_of_file)?.heading;
    let section = section.or_else(chapter).or_else(joined)?;
    Some(builder.book.section(section).title.clone()).filter(|title| !title.is_empty())
}

/// What a key leads to: in its own file, if it has one, else in the book.
fn target<'b>(builder: &'b Builder, key: &str, path: Option<String>) -> Option<&'b Link> {
    let labels = &builder.labels;
    let of = |path: String| labels.given.get(&(key.to_owned(), path)).map(|(link, _)| link);
    path.and_then(of).or_else(|| of(labels.first.get(key)?.clone()))
}

/// Words with those that name what a key leads to in the place of each key.
fn with_names(words: &str, names: &BTreeMap<String, String>) -> String {
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
    let pieces = words.split_inclusive(|c| !is_key(c)).map(|word| {
        let key = word.trim_end_matches(|c| !is_key(c));
        names.get(key).map_or_else(|| word.to_owned(), |name| format!("{name}{}", &word[key.len()..]))
    });
    pieces.collect()
}

/// Puts words in the place of the keys in what is said of pictures.
fn speak(block: &mut BlockKind, names: &BTreeMap<String, String>) {
    if names.is_empty() {
        return;
    }
    let spoken = |alternative: &mut Alternative| alternative.words = with_names(&alternative.words, names);
    match block {
        BlockKind::Figure { picture: Picture::Shown(_, alternative, _), .. } => spoken(alternative),
        BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) => {
            for run in &mut prose.runs {
                if let RunKind::Image(_, alternative, _) = &mut run.kind {
                    spoken(alternative);
                }
            }
        }
        _ => {}
    }
}

/// Puts words in the place of the keys in a text.
fn put(prose: &mut Prose, words: &BTreeMap<LinkId, String>) {
    let old = std::mem::take(&mut prose.text);
    let mut edits: Vec<(Range<usize>, usize)> = Vec::new();
    for run in &mut prose.runs {
        let range = run.range();
        let start = prose.text.len();
        match run.link.and_then(|link| words.get(&link)).filter(|_| !range.is_empty()) {
            Some(words) => {
                prose.text.push_str(words);
                edits.push((range, words.len()));
            }
            None => prose.text.push_str(&old[range]),
        }
        [run.start, run.end] = [start, prose.text.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
    }
    prose.map = Arc::new(prose.map.edited(edits.into_iter()));
}
