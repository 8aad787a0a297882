//! What must come of plain texts of every layout.

use super::*;
use proptest::prelude::*;

const LONG: &str = "The harbour froze in the second week of January, and by the Sunday one could walk from the customs house to the island without once getting wet, which the older people remembered from a winter before the war and the younger ones took for an invention of the older people.";

fn headings(text: &str) -> Vec<String> {
    to_markdown(text).markdown.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect()
}

#[test]
fn an_essay_of_one_line_a_paragraph_has_its_headings_and_no_other() {
    let text = format!(
        "{LONG}\n{LONG}\nThe Price of Ice: An Account\n{LONG}\n{LONG}\nWhat the Ferrymen Were Promised\n{LONG}\nA Thaw Dressed as a Victory\n{LONG}"
    );
    let import = to_markdown(&text);
    assert_eq!(import.report.layout, Some(Layout::LineAParagraph));
    assert_eq!(import.report.paragraphs, 6);
    assert_eq!(headings(&text), ["The Price of Ice: An Account", "What the Ferrymen Were Promised", "A Thaw Dressed as a Victory"]);
    assert!(import.report.headings.iter().all(|(_, certain)| *certain));
    assert_eq!((import.report.title, import.report.author), (None, None));
}

#[test]
fn chapters_parted_by_blank_lines() {
    let wrapped = LONG.replace(", ", ",\n");
    let text = format!("CHAPTER I\n\n{wrapped}\n\n{wrapped}\n\nCHAPTER II\n\n{wrapped}\n\n{wrapped}\n");
    assert_eq!(to_markdown(&text).report.layout, Some(Layout::BlankSeparated));
    assert_eq!(headings(&text), ["CHAPTER I", "CHAPTER II"]);
}

#[test]
fn lines_broken_at_a_measure_are_joined() {
    let paragraph = "one two three four five six seven eight nine ten eleven twelve words\nand a second line that is as long as the first one was before it, yes\nand its end.\n";
    let import = to_markdown(&paragraph.repeat(4));
    assert_eq!(import.report.layout, Some(Layout::HardWrapped));
    assert_eq!(import.report.paragraphs, 4);
}

#[test]
fn an_indent_begins_a_paragraph() {
    let paragraph = "   The first line of a paragraph that is set as it was in typescripts,\nwith its second line flush and no line left free between it and the one\nthat follows it, whatever happens.\n";
    assert_eq!(to_markdown(&paragraph.repeat(5)).report.paragraphs, 5);
}

#[test]
fn speech_and_verse_are_no_headings() {
    let long = LONG.replace(", ", ",\n");
    let text = format!("{long}\n\n— Who Goes There\n\n{long}\n\n“Nobody At All”\n\n{long}\n\nRoses are red\nViolets are blue\n\n{long}\n");
    assert!(headings(&text).is_empty(), "{:?}", headings(&text));
    assert!(to_markdown(&text).markdown.contains("Roses are red\\\nViolets are blue\n"));
}

#[test]
fn a_title_needs_a_byline() {
    let text = format!("The Winter Harbour\n\nby Ada Lind\n\n{LONG}\n\n{LONG}\n");
    let import = to_markdown(&text);
    assert_eq!((import.report.title.as_deref(), import.report.author.as_deref()), (Some("The Winter Harbour"), Some("Ada Lind")));
    assert!(import.markdown.starts_with("# The Winter Harbour\n"));
}

#[test]
fn markdown_is_left_alone() {
    let text = "# Title\n\nSome *words*.\n";
    assert_eq!(to_markdown(text).markdown, text);
}

#[test]
fn what_would_be_markdown_is_escaped() {
    let import = to_markdown(&format!("1. {LONG}\n\n* {LONG} *not emphasis* <b> [x](y) a_b\n"));
    assert!(import.markdown.starts_with("1\\. "));
    assert!(import.markdown.contains("\\*not emphasis\\* \\<b> \\[x\\](y) a\\_b"));
}

proptest! {
    #[test]
    fn no_word_is_lost_or_changed(text in "([ a-zA-Z0-9.,;:!?*_#>\\-\n“”—]{0,12}[ \n]{0,2}){0,60}") {
        let import = to_markdown(&text);
        let plain: String = if import.report.layout.is_some() {
            import.markdown.lines().map(|line| line.strip_prefix("## ").or(line.strip_prefix("# ")).unwrap_or(line)).collect::<Vec<_>>().join("\n").replace("\\\n", "\n").replace('\\', "")
        } else {
            import.markdown
        };
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let by = import.report.author.is_some();
        prop_assert!(by || words(&plain) == words(&text), "{:?} became {:?}", text, plain);
    }
}

#[test]
fn capitals_speak_for_a_heading_and_a_small_letter_against_it() {
    for (line, points) in [
        ("The Price of Ice", 2),
        ("THE PRICE OF ICE", 2),
        ("What the Ferrymen Were Promised", 2),
        ("The ferrymen were promised wages", 1),
        ("and so it was", -3),
        ("1850", 0),
    ] {
        assert_eq!(headings::case(line), points, "{line}");
    }
}

#[test]
fn one_letter_is_a_numeral_only_with_its_stop() {
    for word in ["I.", "IV", "IV.", "X)", "4", "4.", "1.2", "12:"] {
        assert!(headings::numeral(word), "{word}");
    }
    for word in ["I", "C", "", ".", "A.", "Iv", "12345678", "4a"] {
        assert!(!headings::numeral(word), "{word}");
    }
}
