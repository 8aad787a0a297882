//! The characters of a book that the fonts at hand lack, by script: for them a font must be sought.

use crate::book::{BlockKind, Book, ImageFormat, Metadata, NoteKind, Prose, RunKind, Style};
use crate::config::Config;
use crate::fonts::Fonts;
use crate::fonts::choice::LackingScript;
use crate::fonts::script::{self, HanManner, SIGNS};
use crate::language::language;
use crate::picture::vectors;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the fonts lack for a book: a script each, that of the book's language first, the others in the order of their names.
pub(crate) fn lacking(book: &Book, config: &Config, fonts: &Fonts) -> Vec<LackingScript> {
    let mut found = Letters::new(fonts);
    for block in &book.blocks {
        if let Some(prose) = block.prose() {
            found.prose(prose, book.language_of(block), matches!(block.kind, BlockKind::Heading { .. }), book);
        }
    }
    for reading in &book.readings {
        found.prose(reading, &book.language, false, book);
    }
    for words in framing(book) {
        found.plain(words, &book.language);
    }
    if book.blocks.iter().any(|block| matches!(block.kind, BlockKind::SceneBreak)) {
        found.plain(config.typography.scene_break.signs(), &book.language);
    }
    of_metadata(&book.metadata, &mut found);
    for image in book.images.iter().filter(|image| image.format == ImageFormat::Svg) {
        if let Ok(bytes) = image.file.bytes() {
            found.drawing(&bytes, &book.language, Some(image.span));
        }
    }
    of_cover(config, &book.metadata, &mut found);
    found.by_script(&book.language)
}

/// Whether the fonts at hand suffice for a cover.
pub(crate) fn suffice_for_cover(config: &Config, metadata: &Metadata, fonts: &Fonts) -> bool {
    let mut found = Letters::new(fonts);
    of_metadata(metadata, &mut found);
    of_cover(config, metadata, &mut found);
    found.scripts.is_empty()
}

/// The words of a book that stand in none of its blocks.
fn framing(book: &Book) -> Vec<&str> {
    let own = language(&book.language).words.with(&book.words);
    let mut words: Vec<&str> = own.each().map(|(_, word)| *word).collect();
    words.extend(book.chapters.iter().filter_map(|chapter| chapter.part.as_deref()));
    words.extend(book.voices.iter().flat_map(|voice| [voice.name.as_str(), &voice.label]));
    words.extend(book.notes.iter().filter_map(|note| match &note.kind {
        NoteKind::Unplaced(unplaced) => Some(unplaced.heading.as_str()),
        NoteKind::Comment(comment) => comment.lemma.as_deref(),
        NoteKind::Footnote(_) => None,
    }));
    words
}

fn of_metadata(metadata: &Metadata, found: &mut Letters) {
    let lines = [&metadata.subtitle, &metadata.publisher, &metadata.rights, &metadata.date, &metadata.description];
    let people = metadata.people.iter().map(|person| &person.name);
    let series = metadata.series.iter().map(|series| &series.name);
    for words in lines.into_iter().flatten().chain(people).chain(series).chain([&metadata.title]) {
        found.plain(words, &metadata.language);
    }
}

/// The words of a cover that is a drawing of the author's.
fn of_cover(config: &Config, metadata: &Metadata, found: &mut Letters) {
    let paths = [&metadata.cover, &config.print.back, &config.print.wrap].into_iter().flatten();
    for path in paths.filter(|path| path.to_ascii_lowercase().ends_with(".svg")) {
        // One that can't be read is told of where it is to be shown.
        let bytes = config.folder.find(path).ok().flatten().and_then(|file| config.folder.read(&file).ok());
        bytes.iter().for_each(|bytes| found.drawing(bytes, &metadata.language, None));
    }
}

/// What is known of a character.
const UNKNOWN: u8 = 0;
const HELD: u8 = 1;
const LACKING: u8 = 2;

/// The first character behind the Latin letters that every built-in face has.
const LATIN: char = '\u{250}';

/// Gathers what the fonts lack.
struct Letters<'f> {
    fonts: &'f Fonts,
    /// What is known of the characters of the basic plane, one byte each: a book has few characters, very often.
    known: Vec<u8>,
    scripts: BTreeMap<(Option<HanManner>, &'static str), LackingScript>,
}

/// How some characters stand in a book.
#[derive(Clone, Copy)]
struct Manner<'t> {
    language: &'t str,
    bold: bool,
    italic: bool,
}

/// The script of the ideographs, which several languages share.
const HAN: &str = "Han";

/// Scripts that have their punctuation from the ideographs, or share it with them.
const BESIDE_HAN: [&str; 6] = [HAN, "Hiragana", "Katakana", "Hangul", "Bopomofo", "Yi"];

impl<'f> Letters<'f> {
    fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, known: vec![UNKNOWN; 0x1_0000], scripts: BTreeMap::new() }
    }

    /// Whether no face has the character.
    fn lacks(&mut self, c: char) -> bool {
        let asked = || !c.is_control() && !c.is_whitespace() && !script::is_private(c) && !self.fonts.faces().any(|(_, face)| face.has(c));
        let Some(place) = self.known.get(c as usize).copied() else { return asked() };
        if place == UNKNOWN {
            let lacking = asked();
            self.known[c as usize] = if lacking { LACKING } else { HELD };
            return lacking;
        }
        place == LACKING
    }

    fn prose(&mut self, prose: &Prose, tag: &str, heading: bool, book: &Book) {
        for run in &prose.runs {
            let manner = Manner {
                language: run.language.map_or(tag, |id| book.foreign(id)),
                bold: heading || run.style.has(Style::STRONG),
                italic: run.style.has(Style::EMPHASIS),
            };
            match &run.kind {
                RunKind::Math(math) => self.words(&math.latex, manner, |_| Some(run.span)),
                _ => {
                    let start = run.start as usize;
                    self.words(&prose.text[run.range()], manner, |at| prose.place(start + at.start..start + at.end));
                }
            }
        }
    }

    fn plain(&mut self, words: &str, language: &str) {
        self.words(words, Manner { language, bold: false, italic: false }, |_| None);
    }

    /// The words of a drawing: those that it shows, which only who draws it knows.
    fn drawing(&mut self, bytes: &[u8], language: &str, place: Option<Span>) {
        let text = String::from_utf8_lossy(bytes);
        if !text.contains("&#") && !text.chars().any(|c| self.lacks(c)) {
            return;
        }
        let missing = vectors::vectors(bytes, &self.fonts.of_drawing(bytes), 1.0).map(|drawing| drawing.missing).unwrap_or_default();
        for cluster in missing {
            self.words(&cluster, Manner { language, bold: false, italic: false }, |_| place);
        }
    }

    /// Notes what is lacking of some words; `place` tells where some bytes of them stand.
    fn words(&mut self, words: &str, manner: Manner, place: impl Fn(Range<usize>) -> Option<Span>) {
        // Nearly all texts have nothing that is lacking; bytes below this are of Latin letters.
        if words.bytes().all(|byte| byte < 0xC9) || !words.chars().any(|c| c >= LATIN && self.lacks(c)) {
            return;
        }
        // A mark or a sign goes with the letters before it, at the beginning with those behind it.
        let mut last = None;
        for (at, c) in words.char_indices() {
            last = script::letter(c).or(last);
            if !self.lacks(c) {
                continue;
            }
            // Punctuation of Chinese and Japanese belongs to no letter of another script before it.
            let apart = last.is_none_or(|script| !BESIDE_HAN.contains(&script));
            let script = if apart && script::beside_ideographs(c) { HAN } else { last.unwrap_or(SIGNS) };
            let han = HanManner::of_script(script).or_else(|| HanManner::of(manner.language).filter(|_| script == HAN));
            // Ideographs that stand alone in a text of another language are drawn as those of their company, which is known at the end.
            let key = if han.is_some() { HAN } else { script };
            let lacking = self.scripts.entry((han, key)).or_insert_with(|| LackingScript {
                script: key,
                manner: han,
                chars: BTreeSet::new(),
                bold: false,
                italic: false,
                place: place(at..at + c.len_utf8()),
            });
            lacking.chars.insert(c);
            lacking.bold |= manner.bold;
            lacking.italic |= manner.italic;
        }
    }

    fn by_script(mut self, tag: &str) -> Vec<LackingScript> {
        if let Some(alone) = self.scripts.remove(&(None, HAN)) {
            let company = self.scripts.values().find_map(|lacking| lacking.manner).or_else(|| HanManner::of(tag));
            let manner = company.unwrap_or(HanManner::Simplified);
            let with = self.scripts.entry((Some(manner), HAN)).or_insert_with(|| LackingScript { manner: Some(manner), ..alone.clone() });
            with.chars.extend(alone.chars);
            (with.bold, with.italic) = (with.bold || alone.bold, with.italic || alone.italic);
        }
        let mut all: Vec<LackingScript> = self.scripts.into_values().collect();
        let own = HanManner::of(tag);
        all.sort_by_key(|lacking| (lacking.manner != own || own.is_none(), lacking.script == SIGNS, lacking.name()));
        all
    }
}
