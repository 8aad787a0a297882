//! What is seen of an EPUB: nothing is cut on a narrow screen, whichever way a reading system shows pages; and ids that links from outside
//! lead to stay when the text changes elsewhere. Those that look need programs that `tests/run` installs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::{Code, Verdicts};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use support::{Run, run_in};

/// Builds a book of these files.
fn of_files(files: &[(&str, &[u8])]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    run_in(None, folder.path(), &Verdicts::default(), false, false)
}

const BOOK: &[u8] =
    b"title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"en\"\nchapters = [\"a.md\"]\n[contents]\nfigures = true\ntables = true\n";

fn built(text: &str) -> Run {
    let line =
        "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='12'><path d='M1 11L15 1L29 11Z' fill='none' stroke='#000'/></svg>";
    of_files(&[("book.toml", BOOK), ("a.md", text.as_bytes()), ("map.svg", line.as_bytes()), ("plan.svg", line.as_bytes())])
}

/// A file of the EPUB as text.
fn part(run: &Run, name: &str) -> String {
    String::from_utf8(run.epub_files().remove(&format!("OEBPS/{name}")).unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

/// The elements with an id, with what stands behind each up to the end of the line.
fn ids(text: &str) -> BTreeMap<String, String> {
    let begin = |at: usize| text[at..].split('"').next().unwrap().to_owned();
    text.match_indices(" id=\"").map(|(at, mark)| (begin(at + mark.len()), text[at..].lines().next().unwrap_or("").to_owned())).collect()
}

/// The columns of a table for the weather.
const COLUMNS: [&str; 14] = [
    "Station",
    "Height",
    "Sunrise",
    "Sunset",
    "Max. temp.",
    "Min. temp.",
    "Rain",
    "Wind",
    "Gusts",
    "Pressure",
    "Humidity",
    "Visibility",
    "Clouds",
    "Remarks",
];

/// A book with what is hard to show on a phone.
fn hard() -> String {
    let row = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let cells = [
        "Southend-on-Sea",
        "82 m",
        "07:12",
        "16:40",
        "12.5 °C",
        "4.1 °C",
        "3.2 mm",
        "14 kn",
        "31 kn",
        "1013 hPa",
        "87 %",
        "12 km",
        "6/8",
        "Showers",
    ];
    let wide = row(&COLUMNS) + &row(&["---"; 14]) + &row(&cells).repeat(4);
    let code = row(&["Name", "Meaning", "Where"]) + &row(&["---"; 3]) + &row(&["`saturating_add_signed`", "adds", "`core::num::unstable`"]);
    let formula = r"\begin{pmatrix} a_{11}&a_{12}&a_{13}&a_{14}&a_{15}&a_{16}&a_{17}&a_{18}\\ b_1&b_2&b_3&b_4&b_5&b_6&b_7&b_8\end{pmatrix}";
    format!(
        "# Hard to show\n\nWords before a table.\n\n{wide}\nTable: The weather.\n\nOf code:\n\n{code}\nAnd then:\n\n$${formula} = \\sum_{{k=1}}^n (a_k + b_k)^2 + x$$\n\n\
         Spanned:\n\n<table><tr><th colspan=\"2\">Internationally</th><th>Comprehensible</th></tr><tr><td>Characteristically</td>\
         <td>Straightforwardness</td><td>Incomprehensibilities</td></tr></table>\n\nThe end.\n"
    )
}

#[test]
fn wide_tables_say_what_each_cell_is() {
    let run = built(&hard());
    let chapter = part(&run, "hard-to-show.xhtml");
    let table = &chapter[chapter.find("class=\"fit fit-").unwrap()..];
    assert!(table.contains("rows\">\n<table") && table.contains("<td data-head=\"Pressure\">1013"), "{table}");
    // Where a cell goes over others, no head says which is whose.
    assert!(!table[table.find("Internationally").unwrap()..].contains("data-head"), "{table}");
    assert!(chapter.contains("href=\"narrow.css\""));
    let css = part(&run, "narrow.css");
    assert!(css.contains("container-type: inline-size") && css.matches('{').count() == css.matches('}').count(), "{css}");
    assert!(!css.contains("{step}") && !css.contains("{share}") && !css.contains("{lists}"), "{css}");
    let told: Vec<&str> = run.found.iter().filter(|one| one.code == Code::NarrowScreen).map(|one| one.message.as_str()).collect();
    assert!(told.len() >= 2 && told[0].contains("a table of 14 columns is"), "{told:?}");
}

#[test]
fn a_book_without_wide_things_has_no_rules_for_them() {
    let run = built("# One\n\n| A | B |\n|---|---|\n| a | b |\n\n$$a = b$$\n");
    assert!(!run.epub_files().contains_key("OEBPS/narrow.css"));
    assert!(!part(&run, "one.xhtml").contains("class=\"fit"), "{}", part(&run, "one.xhtml"));
}

#[test]
fn ids_stay_when_the_text_changes_elsewhere() {
    let text = "# One\n\nWords with a note[^a] and one here^[Made in the line.].\n\n![A map](map.svg \"The map\")\n\n| A | B |\n|---|---|\n| a | b |\n\nTable: The table\n\n\
                A paragraph. ^named\n\n[^a]: A note.\n\n## Below\n\nMore[^b].\n\n[^b]: Another.\n";
    let more = "# One\n\nA new paragraph^[A new note.], with[^z] another.\n\n![A plan](plan.svg \"The plan\")\n\n| C | D |\n|---|---|\n| c | d |\n\nTable: Another table\n\n\
                [^z]: New as well.\n\n";
    let [before, after] = [built(text), built(&text.replacen("# One\n\n", more, 1))];
    for name in ["one.xhtml", "notes.xhtml"] {
        let [was, is] = [ids(&part(&before, name)), ids(&part(&after, name))];
        assert!(was.len() > 2 && is.len() > was.len(), "{was:?}");
        for id in was.keys().filter(|id| !id.starts_with("page_")) {
            assert!(is.contains_key(id), "{name}: {id} is gone: {:?}", is.keys());
        }
    }
    let [was, is] = [part(&before, "notes.xhtml"), part(&after, "notes.xhtml")];
    // The same id is the same note.
    for (id, words) in [("note_one_a", "A note."), ("note_one_made-in-the-line", "Made in the line."), ("note_one_b", "Another.")] {
        for notes in [&was, &is] {
            let at = notes.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}: {notes}"));
            assert!(notes[at..].split("</aside>").next().unwrap().contains(words), "{id}");
        }
    }
    for id in ["figure_map", "block_the-table", "named", "below"] {
        assert!(part(&after, "one.xhtml").contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn chapters_in_parts_are_a_level_below_them() {
    let toml = b"title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"en\"\nchapters = [\"a.md\", { part = \"Part\", chapters = [\"b.md\"] }]\nback = \"c.md\"\n";
    let run = of_files(&[
        ("book.toml", toml),
        ("a.md", b"# A\n\nx\n"),
        ("b.md", b"# B\n\nx\n\n## Below\n\ny\n"),
        ("c.md", b"# C {.appendix}\n\nx\n"),
    ]);
    for name in ["a.xhtml", "c.xhtml"] {
        assert!(part(&run, name).contains("<h1 id=") && !part(&run, name).contains("aria-level"), "{}", part(&run, name));
    }
    let inside = part(&run, "b.xhtml");
    assert!(inside.contains("<h1 id=\"b\" aria-level=\"2\">") && inside.contains("<h2 id=\"below\" aria-level=\"3\">"), "{inside}");
}

#[test]
fn what_shops_and_screens_refuse_is_told_when_a_book_is_built() {
    let noise = |length: usize| (0..length).map(|n| (n * n / 7 + n) as u8).collect::<Vec<u8>>();
    let mut cover = Vec::new();
    let mut encoder = png::Encoder::new(&mut cover, 1600, 2560);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::NoCompression);
    encoder.write_header().unwrap().write_image_data(&noise(1600 * 2560 * 3)).unwrap();
    let words = "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='12'><text x='1' y='10'>North</text></svg>";
    let toml = "title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"en\"\ncover = \"cover.png\"\nchapters = [\"a.md\"]\n";
    let text = format!("# A\n\n![A map of the north](map.svg)\n\n{}\n", "words and words ".repeat(25_000));
    let run = of_files(&[("book.toml", toml.as_bytes()), ("a.md", text.as_bytes()), ("map.svg", words.as_bytes()), ("cover.png", &cover)]);
    let told = |code: Code| run.found.iter().find(|one| one.code == code).map(|one| one.message.clone()).unwrap_or_default();
    assert!(told(Code::PictureHeavy).contains("cover.png has 12."), "{}", told(Code::PictureHeavy));
    assert!(told(Code::ClearGround).contains("map.svg"), "{}", told(Code::ClearGround));
    assert!(told(Code::DocumentLong).contains("“A (2)” has 4"), "{}", told(Code::DocumentLong));
    assert!(told(Code::KindleLimit).contains("map.svg holds words"), "{}", told(Code::KindleLimit));
    assert!(run.epub.is_some());
}

#[test]
fn a_book_in_other_letters_carries_no_latin_faces() {
    let run = built("# 第一章\n\n吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n");
    assert!(!run.epub_files().keys().any(|name| name.contains("LibertinusSerif")), "{:?}", run.epub_files().keys());
    let run = built("# One\n\nMostly English, with 猫 in it.\n");
    assert!(run.epub_files().keys().any(|name| name.contains("LibertinusSerif")));
}

#[test]
fn the_mark_of_a_note_stands_behind_a_word_that_goes_the_other_way() {
    let run = built("# One\n\nThe word שלום[^1] in a line.\n\nNo such word[^2].\n\n[^1]: Peace.\n\n[^2]: None.\n");
    let text = part(&run, "one.xhtml");
    let mark = |id: &str| text.split("<a ").find(|mark| mark.contains(id)).unwrap().split('>').next().unwrap().to_owned();
    assert!(mark("mark_one_1\"").contains("dir=\"ltr\""), "{text}");
    assert!(!mark("mark_one_2\"").contains("dir="), "{text}");
}

#[test]
#[ignore = "needs reading systems in Chromium, which tests/run installs"]
fn nothing_is_cut_in_any_reading_system() {
    let run = built(&hard());
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hard-to-show.epub");
    std::fs::write(&file, run.epub.as_ref().unwrap()).unwrap();
    let seen = screens(&file, &[]);
    assert!(seen["views"].as_u64().unwrap() >= 60, "{seen}");
    assert!(seen["cut"].as_array().unwrap().is_empty() && seen["lost"].as_array().unwrap().is_empty(), "{seen:#}");
    let on_phone = [("SCREENS_AT", "phone"), ("SCREENS_OF", "hard-to-show.xhtml")];
    // What needs more than a phone has is small from the first where a reading system knows no container queries.
    let older = support::rewrite(run.epub.as_ref().unwrap(), |name, text| {
        name.ends_with("narrow.css").then(|| {
            text.replace("@container (max-width", "@media (max-aspect-ratio: 1/99) and (max-width")
                .replace("@container (min-width", "@media (max-aspect-ratio: 1/99) and (min-width")
        })
    });
    std::fs::write(&file, older).unwrap();
    let cut = screens(&file, &on_phone)["cut"].to_string();
    assert!(!cut.contains("phone hard-to-show.xhtml t"), "{cut}");
    // Without the rules for narrow screens much is cut.
    let faulty = support::rewrite(&run.epub.unwrap(), |name, _| name.ends_with("narrow.css").then(String::new));
    std::fs::write(&file, faulty).unwrap();
    let cut = screens(&file, &on_phone)["cut"].to_string();
    for system in ["plain", "readium", "epubjs", "foliate", "scrolled"] {
        assert!(cut.contains(&format!("{system} phone hard-to-show.xhtml")), "{system}: {cut}");
    }
}

/// What reading systems cut of a book, or of the part of it that is asked for.
fn screens(book: &std::path::Path, asked: &[(&str, &str)]) -> serde_json::Value {
    let output = Command::new("epub-screens").arg(book).envs(asked.iter().copied()).output();
    let output = output.unwrap_or_else(|fault| panic!("epub-screens: {fault}; run the tests with tests/run, which installs it"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}
