//! Essays edited at random: what is mended stands where its words went, or it is left and told; nothing else is touched.

use super::lines::FileEdits;
use super::{MendPlan, plan};
use crate::book::{Book, NotePlace, NoteRepair, WrittenNote};
use crate::build::{self, Options, Reading};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::{Files, Memory, Sources, Span};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

/// Numbers that are the same in every run (Knuth's MMIX congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit).unwrap()).unwrap()
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ta", "ren", "mo", "li", "kas", "ver", "un", "do", "pel", "is", "gra", "nor", "sea-", "’n", "the", "e"];
        const COMMON: [&str; 12] = ["the", "of", "and", "a", "to", "in", "was", "it", "he", "on", "not", "as"];
        if self.below(3) == 0 {
            return COMMON[self.below(COMMON.len())].to_owned();
        }
        let word: String = (0..2 + self.below(2)).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        let word = word.trim_matches(['-', '’']).to_owned();
        if self.below(8) == 0 { word + [",", ";", "."][self.below(3)] } else { word }
    }
}

/// A word, and which of the first text it comes from.
#[derive(Clone, Debug)]
struct Token(String, Option<usize>);

/// A section: which one it is, its title, its paragraphs.
#[derive(Clone)]
struct Part(String, Vec<Vec<Token>>);

/// A text, and where its words stand.
struct WrittenText(String, Vec<(Range<usize>, Option<usize>)>);

fn written(parts: &[Part]) -> WrittenText {
    let (mut text, mut places) = ("# An Essay\n\n".to_owned(), Vec::new());
    for Part(title, paragraphs) in parts {
        write!(text, "## {title}\n\n").unwrap();
        for paragraph in paragraphs {
            for (at, Token(word, origin)) in paragraph.iter().enumerate() {
                text += if at > 0 { " " } else { "" };
                places.push((text.len()..text.len() + word.len(), *origin));
                text += word;
            }
            text += "\n\n";
        }
    }
    WrittenText(text, places)
}

fn files(essay: &str, notes: &str) -> Arc<dyn Files> {
    let mut memory = Memory::default();
    memory.put("book/book.toml", "title = \"T\"\nauthors = \"A\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
    memory.put("book/essay.md", essay);
    memory.put("book/notes.md", notes);
    Arc::new(memory)
}

fn survey(essay: &str, notes: &str) -> Reading {
    build::survey(&files(essay, notes), &options(), &|_| ())
}

fn options() -> Options {
    Options { draft: true, ..Options::new("book") }
}

/// The notes by what they say, which is different for each.
fn by_body(reading: &Reading) -> BTreeMap<String, &WrittenNote> {
    let body = |note: &WrittenNote| reading.sources.slice(Span { start: note.span.end, ..note.whole }).trim().to_owned();
    reading.text.as_ref().unwrap().written.iter().map(|note| (body(note), note)).collect()
}

/// The place of a note's words in the text.
fn words(book: &Book, place: NotePlace) -> Option<Range<usize>> {
    let NotePlace::Words(passage) = place else { return None };
    let prose = book.block(passage.start.block).prose().unwrap();
    let first = prose.place(passage.start.offset as usize..passage.start.offset as usize + 1).unwrap();
    let end = passage.end.offset as usize;
    let last = book.block(passage.end.block).prose().unwrap().place(end - 1..end).unwrap();
    Some(first.range().start..last.range().end)
}

#[derive(Debug, Default)]
struct Tally {
    notes: usize,
    lost: usize,
    mended: usize,
    quotations: usize,
    headings: usize,
    moved: usize,
}

/// Notes on a text, and what each is on by what it says: words of the text, or a section.
#[derive(Default)]
struct Quoted {
    notes: String,
    words: BTreeMap<String, Vec<usize>>,
    sections: BTreeMap<String, usize>,
}

fn parts(numbers: &mut Numbers) -> Vec<Part> {
    let mut origin = 0;
    let mut parts = Vec::new();
    for _ in 0..4 {
        let mut paragraphs = Vec::new();
        for _ in 0..3 {
            let words = (origin..origin + 30).map(|origin| Token(numbers.word(), Some(origin)));
            paragraphs.push(words.collect());
            origin += 30;
        }
        let title = (0..3).map(|_| numbers.word().trim_end_matches([',', ';', '.']).to_owned()).collect::<Vec<_>>().join(" ");
        parts.push(Part(title, paragraphs));
    }
    parts
}

fn quoted(parts: &[Part], numbers: &mut Numbers) -> Quoted {
    let mut quoted = Quoted::default();
    for (index, Part(title, paragraphs)) in parts.iter().enumerate() {
        write!(quoted.notes, "## {title}\r\n\r\n").unwrap();
        if numbers.below(3) == 0 {
            write!(quoted.notes, "On section {index}.\r\n\r\n").unwrap();
            quoted.sections.insert(format!("On section {index}."), index);
        }
        for _ in 0..4 {
            let paragraph = &paragraphs[numbers.below(paragraphs.len())];
            let length = 3 + numbers.below(5);
            let from = numbers.below(paragraph.len() - length);
            let lemma = &paragraph[from..from + length];
            let (number, body) = (quoted.words.len(), format!("Note {}.", quoted.words.len()));
            let shown = lemma.iter().map(|Token(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
            write!(quoted.notes, "### \"{shown}\" {{#n{number}}}\r\n\r\n{body}\r\n\r\n").unwrap();
            quoted.words.insert(body, lemma.iter().filter_map(|token| token.1).collect());
        }
    }
    quoted
}

/// Changes words, titles and the places of paragraphs.
fn edit(parts: &mut [Part], numbers: &mut Numbers) {
    for Part(title, paragraphs) in &mut *parts {
        match numbers.below(6) {
            0 => *title = title.replacen(['e', 'a'], "i", 1),
            1 => *title = numbers.word() + " entirely other",
            _ => {}
        }
        for paragraph in paragraphs {
            for at in (0..paragraph.len()).rev() {
                match numbers.below(100) {
                    0..3 => paragraph[at].0 = numbers.word(),
                    3..5 => paragraph[at].0 = paragraph[at].0.replacen(['e', 'a', 'o'], "i", 1),
                    5 => drop(paragraph.remove(at)),
                    6 => paragraph.insert(at, Token(numbers.word(), None)),
                    _ => {}
                }
            }
        }
    }
    if numbers.below(2) == 0 {
        let (from, to) = (numbers.below(parts.len()), numbers.below(parts.len()));
        let moved = parts[from].1.remove(1);
        parts[to].1.push(moved);
    }
}

/// Writes a text and notes on it, edits the text, mends the notes, and judges each of them.
fn judged(seed: u64, tally: &mut Tally) {
    let mut numbers = Numbers(seed);
    let mut parts = parts(&mut numbers);
    let quoted = quoted(&parts, &mut numbers);
    let first = survey(&written(&parts).0, &quoted.notes);
    let whole = by_body(&first).into_iter().filter(|(_, note)| note.place.is_some()).map(|(body, _)| body).collect::<Vec<_>>();
    edit(&mut parts, &mut numbers);
    let essay = written(&parts);
    let before = survey(&essay.0, &quoted.notes);
    let MendPlan { files: changed, left, made } = plan(&files(&essay.0, &quoted.notes), &options(), &|_| ()).unwrap();
    assert!(left.is_empty());
    let mended = changed.first().map_or(quoted.notes.clone(), |file| String::from_utf8(file.file.bytes.clone()).unwrap());
    let after = survey(&essay.0, &mended);
    assert_eq!(by_body(&before).len(), by_body(&after).len(), "no note is lost");
    for (body, note) in by_body(&after).into_iter().filter(|(body, _)| whole.contains(body)) {
        let was = by_body(&before)[&body];
        tally.notes += 1;
        tally.lost += usize::from(was.place.is_none());
        match (was.place, note.place) {
            (Some(stood), stands) => assert_eq!(stands, Some(stood), "{seed}: {body} stands where it stood"),
            (None, None) => {
                let told = |finding: &&Diagnostic| {
                    finding.severity >= Severity::Warning && finding.span == Some(note.words) || finding.code == Code::UnknownScope
                };
                assert!(after.findings.iter().any(|finding| told(&finding)), "{seed}: {body} is left and told");
            }
            (None, Some(place)) => {
                tally.mended += 1;
                stands_right(&format!("{seed}: {body}, {:?} before", was.says), &body, place, &quoted, &after, &essay);
            }
        }
    }
    untouched(&quoted.notes, &mended, &made);
    for repair in &made {
        match repair {
            NoteRepair::Quotation(..) => tally.quotations += 1,
            NoteRepair::Scope(..) => tally.headings += 1,
            NoteRepair::Move(_) => tally.moved += 1,
        }
    }
}

/// A note that was mended stands on the words, or the section, that it was on, and on whole words.
fn stands_right(name: &str, body: &str, place: NotePlace, quoted: &Quoted, after: &Reading, WrittenText(essay, places): &WrittenText) {
    let Some(words) = words(after.text.as_ref().unwrap(), place) else {
        assert_eq!(place, NotePlace::Section(crate::book::SectionId::new(quoted.sections[body] + 1)), "{name}");
        return;
    };
    let on = places.iter().filter(|(at, _)| at.start < words.end && words.start < at.end).filter_map(|(_, origin)| *origin);
    let meant = &quoted.words[body];
    assert!(2 * on.filter(|word| meant.contains(word)).count() >= meant.len(), "{name} stands on other words: {}", &essay[words]);
    let edge =
        |at: usize| essay[..at].chars().next_back().is_none_or(char::is_whitespace) || essay[at..].starts_with([' ', '\n', ',', ';', '.']);
    assert!(edge(words.start) && edge(words.end), "{name}: {:?} is cut within a word", &essay[words]);
}

/// Nothing but headings was changed, and nothing but whole lines moved.
fn untouched(notes: &str, mended: &str, made: &[NoteRepair]) {
    let all = |text: &str| {
        let mut lines: Vec<String> =
            text.split_inclusive('\n').filter(|line| !line.starts_with('#') && line.trim() != "").map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(all(notes), all(mended));
    assert!(!mended.replace("\r\n", "").contains(['\r', '\n']), "line ends are those of the file");
    let headings = |text: &str| text.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (headings(notes), headings(mended));
    let other = new.iter().filter(|heading| !old.contains(heading)).count();
    let rewritten =
        made.iter().filter(|repair| !matches!(repair, NoteRepair::Move(moved) if moved.scope.is_none() && moved.deeper == 0)).count();
    assert!(other <= 2 * rewritten, "{other} headings for {rewritten} repairs");
}

#[test]
fn what_is_mended_stands_where_its_words_went_and_all_else_is_left() {
    let mut tally = Tally::default();
    for seed in 1..=40 {
        judged(seed * 104_729, &mut tally);
    }
    println!("{tally:?}");
    assert!(tally.quotations > 50 && tally.headings > 20 && tally.moved > 5, "{tally:?}");
    assert!(tally.mended * 2 > tally.lost, "{tally:?}");
}

/// The notes on an essay, mended.
fn mended(essay: &str, notes: &str) -> String {
    let plan = plan(&files(essay, notes), &options(), &|_| ()).unwrap();
    plan.files.first().map_or(notes.to_owned(), |file| String::from_utf8(file.file.bytes.clone()).unwrap())
}

#[test]
fn a_note_follows_its_passage_to_the_scope_where_it_is_sought() {
    let essay = "# An Essay\n\nBefore all sections stands a preface.\n\n## One\n\nOnly this is left here.\n\n## Two\n\nNobody had mended the harbour wall.\n\n\
        ## Three\n\nThe keeper of the light slept badly.\n";
    let one = "## One\n\n### \"Only this is left\"\n\nA.\n\n";
    // Below the scope that is there, behind its notes.
    assert_eq!(
        mended(essay, &format!("{one}### \"mended the harbour wall\"\n\nB.\n\n## Two\n\n### \"Nobody had\"\n\nC.")),
        format!("{one}## Two\n\n### \"Nobody had\"\n\nC.\n\n### \"mended the harbour wall\"\n\nB.\n")
    );
    // Below one that is new, in the order of the text, and once for two notes.
    assert_eq!(
        mended(essay, &format!("{one}### \"mended the harbour wall\"\n\nB.\n\n### \"Nobody had mended the\"\n\nC.\n\n## Three\n\nD.\n")),
        format!("{one}## Two\n\n### \"mended the harbour wall\"\n\nB.\n\n### \"Nobody had mended the\"\n\nC.\n\n## Three\n\nD.\n")
    );
    // A heading goes deeper if it must.
    assert_eq!(
        mended(essay, &format!("{one}### \"mended the harbour wall\"\n\nB.\n\n### Two\n\nC.\n")),
        format!("{one}### Two\n\nC.\n\n#### \"mended the harbour wall\"\n\nB.\n")
    );
    // Few and frequent words may stand anywhere: the note stays.
    let few = format!("{one}### \"the\"\n\nB.\n\n## Two\n\nC.\n");
    assert_eq!(mended(essay, &few), few);
}

#[test]
fn nothing_but_the_quotation_changes() {
    let read = "### \"caf\u{E9} one\"  {#a .b}\nx\n\n### \"b\" ###\nend";
    let mut sources = Sources::default();
    let source = sources.add("notes.md", read);
    let span = |words: &str| {
        let at = sources.get(source).text().find(words).unwrap();
        Span::new(source, at, at + words.len())
    };
    let mut edits = FileEdits::new(read);
    assert!(edits.add(&sources, &NoteRepair::Quotation(span("\"caf\u{E9} one\""), "\"two\"".to_owned())));
    assert!(edits.add(&sources, &NoteRepair::Quotation(span("\"b\""), "\"c d\"".to_owned())));
    let text = "\u{FEFF}### \"cafe\u{301} one\"  {#a .b}\r\nx\r\r\n### \"b\" ###\nend";
    let made = edits.applied("notes.md", text.as_bytes()).map(|file| String::from_utf8(file.bytes).unwrap());
    assert_eq!(made.as_deref(), Some("\u{FEFF}### \"two\"  {#a .b}\r\nx\r\r\n### \"c d\" ###\nend"));
    for other in ["### \"cafe one\"\n", "", "x\n\n\n\n"] {
        assert!(edits.applied("notes.md", other.as_bytes()).is_none(), "{other:?} is not as it was read");
    }
    assert!(edits.applied("notes.md", b"### \"b\xFF\"").is_none());
}
