//! What the fuzz harness found, each kind once, in the smallest book that shows it. Built the way the command builds.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::build::{Built, Format, Options};
use bindery::testing::config::IN_PDF;
use bindery::testing::diagnostics::{Code, Diagnostics, Severity};
use bindery::testing::inspect::inspect;
use bindery::testing::source::{Disk, Sources};
use lopdf::{Document, Object, ObjectId};
use std::path::Path;

const SETTINGS: &str = "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nchapters = [\"one.md\"]\n";
const FRONT: &str = "---\ncomments-on: one.md\nvoices: { ed: { name: Ed, label: Ed., role: editor } }\n---\n\n";

/// Builds a book of these files; a book.toml is there without being named.
fn build(files: &[(&str, &[u8])], change: impl FnOnce(&mut Options)) -> Built<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cover-given/small.png"), folder.path().join("c.png")).unwrap();
    for (name, text) in [("book.toml", SETTINGS.as_bytes())].iter().chain(files) {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut options = Options::new(folder.path());
    change(&mut options);
    let built = bindery::build(&Disk::files(), &options);
    assert_sound(&built);
    built
}

/// What must be true of every build: places lie inside their texts, Bindery has no fault, and its own inspection finds no error.
#[track_caller]
fn assert_sound(built: &Built<Vec<u8>>) {
    for finding in &built.reading.findings {
        assert_ne!(finding.code, Code::Internal, "{}", finding.message);
        for span in finding.span.iter().chain(finding.labels.iter().map(|(span, _)| span)) {
            let text = built.reading.sources.get(span.source).text();
            assert!(text.get(span.range()).is_some(), "{} at {:?} of {} bytes", finding.message, span.range(), text.len());
        }
    }
    for file in built.files.iter().filter(|built| built.format == Format::Pdf).map(|built| &built.file) {
        assert_eq!(lost(file), []);
    }
    if let Some(file) = built.book_of(Format::Epub) {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        inspect("book.epub", file, &mut sources, &mut found);
        let errors: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

/// What a PDF refers to without having it.
fn lost(file: &[u8]) -> Vec<ObjectId> {
    fn references(object: &Object, all: &mut Vec<ObjectId>) {
        match object {
            Object::Reference(id) => all.push(*id),
            Object::Array(list) => list.iter().for_each(|own| references(own, all)),
            Object::Dictionary(own) => own.iter().for_each(|(_, own)| references(own, all)),
            Object::Stream(stream) => stream.dict.iter().for_each(|(_, own)| references(own, all)),
            _ => {}
        }
    }
    let file = Document::load_mem(file).unwrap();
    let mut all = Vec::new();
    file.objects.values().for_each(|object| references(object, &mut all));
    all.retain(|id| !file.objects.contains_key(id));
    all
}

/// Builds a text alone.
fn text(text: &str) -> Built<Vec<u8>> {
    build(&[("one.md", text.as_bytes())], |_| ())
}

/// Builds a text and a commentary on it.
fn commented(text: &str, notes: &str) -> Built<Vec<u8>> {
    let settings = format!("{SETTINGS}commentary = [\"notes.md\"]\n");
    let notes = format!("{FRONT}{notes}");
    build(&[("book.toml", settings.as_bytes()), ("one.md", text.as_bytes()), ("notes.md", notes.as_bytes())], |_| ())
}

#[track_caller]
fn assert_built(built: &Built<Vec<u8>>) {
    let is_fault = |severity: Severity, code: Code| severity == Severity::Error || code == Code::Internal;
    let errors: Vec<_> = built.reading.findings.iter().filter(|finding| is_fault(finding.severity, finding.code)).collect();
    assert!(errors.is_empty() && built.files.len() > 1, "{errors:?}");
}

#[test]
fn a_note_on_words_of_code_is_in_the_structure() {
    assert_built(&commented("# One\n\n```\nThe ferryman asked.\n```\n", "### \"ferryman\"\n\nA note.\n"));
}

#[test]
fn a_note_on_words_of_a_footnote_is_in_the_structure() {
    let notes = format!("{FRONT}# \"named in a footnote\"\n\nA note.[^a]\n\n[^a]: Another.\n");
    for (name, _) in IN_PDF {
        let settings = format!("{SETTINGS}commentary = [\"notes.md\"]\n[notes]\npdf = \"{name}\"\n");
        let text = b"Words.[^1]\n\n[^1]: named in a footnote\n";
        assert_built(&build(&[("book.toml", settings.as_bytes()), ("one.md", text), ("notes.md", notes.as_bytes())], |_| ()));
    }
}

#[test]
fn what_names_the_printed_edition_is_known_to_our_inspection() {
    let settings = format!("{SETTINGS}[epub]\npages = \"page-break-source\"\n");
    assert_built(&build(&[("book.toml", settings.as_bytes()), ("one.md", b"# One\n\nText.\n")], |_| ()));
}

#[test]
fn a_commentary_alone_lists_no_figures_of_the_text() {
    let settings = format!(
        "{SETTINGS}cover = \"c.png\"\ncommentary = [\"notes.md\"]\n[contents]\nfigures = true\ntables = true\n[notes]\npdf = \"only\"\nepub = \"only\"\n[pdf]\nstandard = \"ua2+a4\"\n"
    );
    let text = "# One\n\n![x](c.png \"Its caption\")\n\nTable: Another\n\n| a |\n|---|\n| b |\n\nThe ferryman.\n";
    let notes = format!("{FRONT}### \"ferryman\"\n\nA note.\n");
    let files = [("book.toml", settings.as_bytes()), ("one.md", text.as_bytes()), ("notes.md", notes.as_bytes())];
    assert_built(&build(&files, |_| ()));
}

#[test]
fn places_known_in_proportion_lie_between_characters() {
    let built = text("s\n ا-\n");
    assert!(built.reading.findings.iter().any(|finding| finding.code == Code::NoGlyph));
    text("- - - - - - - - - - - - - }\n ercaifragil\u{2066}sticexpialidocious``");
}

#[test]
fn an_unknown_note_in_words_that_were_not_written_so_has_a_place() {
    for source in
        ["<div>1. voi\u{ad}\n{.smallcaps}[^<]", "<div>&eacute;\u{ad}\u{ad}[^<] [a](b.md#c)", "<b>\u{ad} \u{ad}\n[^x] [^\u{ad}]</b>"]
    {
        let built = build(&[("one.md", source.as_bytes())], |_| ());
        assert!(built.reading.findings.iter().any(|finding| matches!(finding.code, Code::UnknownFootnote | Code::NotAMark)), "{source}");
    }
}

#[test]
fn a_picture_in_html_stands_where_it_is_written() {
    for before in ["<?[[x]]>がな", "<p>%%a%% が", "<p>==a== [[x]]\n[[y]] が", "> <p>[[x]] &eacute;\n> が"] {
        let source = format!("{before}<img src=gone.png>é");
        let built = build(&[("one.md", source.as_bytes())], |_| ());
        let missing = built.reading.findings.iter().find(|finding| finding.message.contains("gone.png")).unwrap();
        assert_eq!(built.reading.sources.slice(missing.span.unwrap()), "<img src=gone.png>", "{source}");
    }
}

#[test]
fn a_line_that_does_not_fit_shows_boxes_for_characters_without_a_glyph() {
    let built = text(&format!("Some\u{10380}\u{a0}{}\n", "words\u{a0}that\u{a0}stay\u{a0}".repeat(20)));
    let overfull = built.reading.findings.iter().find(|finding| finding.code == Code::Overfull).unwrap();
    assert!(overfull.message.contains("Some□"), "{}", overfull.message);
}

/// A progressive JPEG in four colours, of 20 by 8466 pixels, whose first and last are sampled finely; little of it is there.
const STRANGE: &str = "ffd8ffc20014082112001404002200011101021101032200ffdb0043000d090a0b0a080d0b0a0b0e0e0d0f13201513121213271c1e17202e293130\
    2e292d2c333a4a3e333646372c2d405741464c4e525352323e5a615a50604a51524fffdb004301c4dc30f0a34deaf649d4c47249c79ade57e1c9ca\
    b46bc2a3e651e4493335c6e26862e74e9549462ada27ffda00080102112a3f00bdaf1eb7bd996f2ecdab31bfbc3fffda0008010211252d22";

fn bytes(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter_map(|c| char::from(c).to_digit(16)).map(|digit| u8::try_from(digit).unwrap()).collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

#[test]
fn a_picture_that_a_decoder_panics_at_is_told() {
    let picture = bytes(STRANGE);
    let settings = format!("{SETTINGS}cover = \"p.jpg\"\n");
    let text = b"# One\n\n![x](p.jpg)\n";
    for settings in [SETTINGS, &settings] {
        let built = build(&[("book.toml", settings.as_bytes()), ("one.md", text), ("p.jpg", &picture)], |_| ());
        assert!(built.reading.findings.iter().any(|finding| finding.code == Code::CorruptImage), "{:?}", built.reading.findings);
    }
}

/// A PNG of 9 by 9 pixels in numbered colours, without the chunk that says which colours they are.
const COLOURLESS: &str = "89504e470d0a1a0a0000000d494844520000000900000009040300000012bf1b230000002a49444154789c4d8ab109003010\
    844e727df69f3223189e346914c415428ac8caa86ca4035faf1ce47b2e6e9f1033a7917a950000000049454e44ae426082";

#[test]
fn a_picture_in_colours_that_it_lacks_is_told_in_time() {
    let built = build(&[("one.md", b"# One\n\n![x](p.png)\n"), ("p.png", &bytes(COLOURLESS))], |_| ());
    assert_built(&built);
    assert!(built.reading.findings.iter().any(|finding| finding.message.contains("it has no palette")), "{:?}", built.reading.findings);
}

#[test]
fn the_help_for_an_unknown_voice_works() {
    let with = |voices: &str| format!("---\ncomments-on: one.md\n{voices}\n---\n\n## One\n\nA note.\n");
    let settings = format!("{SETTINGS}commentary = [\"notes.md\"]\n");
    let unknown = |voices: &str| {
        let notes = with(voices);
        let built = build(&[("book.toml", settings.as_bytes()), ("one.md", b"# One\n"), ("notes.md", notes.as_bytes())], |_| ());
        built.reading.findings.iter().find(|finding| finding.code == Code::UnknownVoice).map(|finding| finding.help.clone().unwrap())
    };
    for key in [".:", "''", "a\u{b}b", "a\u{7f}\u{85}b", "\u{feff}", "\"a\\\"", "a b", "true", "1"] {
        let speaker = format!("voices: {{ ed: {{ name: Ed, label: Ed., role: editor }} }}\nvoice: {}", serde_json::Value::from(key));
        let help = unknown(&speaker).unwrap_or_else(|| panic!("{key:?} is known"));
        let voices = help.split('`').nth(1).unwrap();
        assert_eq!(unknown(&format!("{voices}\nvoice: {}", serde_json::Value::from(key))), None, "{voices}");
    }
}

#[test]
fn places_of_an_archives_entries_lie_in_its_list_whatever_their_names() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default();
    for name in ["\u{feff}mimetype", "a\nb.xhtml", "\u{feff}c\r\n.xhtml", "last.xhtml"] {
        archive.start_file(name, stored).unwrap();
    }
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    inspect("book.epub", &archive.finish().unwrap().into_inner(), &mut sources, &mut found);
    assert!(found.iter().count() > 2);
    for finding in &found {
        let span = finding.span.unwrap();
        assert!(sources.get(span.source).text().get(span.range()).is_some(), "{}", finding.message);
        assert!(finding.message.matches('`').count() != 2 || !sources.slice(span).contains('\n'), "{}", finding.message);
    }
}
