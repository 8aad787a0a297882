//! What must come of plain texts of every layout.

use super::layout::Layout;
use super::*;
use proptest::prelude::*;
use std::ops::Range;

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
    let import = to_markdown(&format!("1. {LONG}\n\n* {LONG} *an emphasis* <b> [x](y) a_b 2 * 3\n"));
    assert!(import.markdown.starts_with("1\\. "));
    assert!(import.markdown.contains("*an emphasis* \\<b> \\[x](y) a\\_b 2 \\* 3"), "{}", import.markdown);
}

/// The letters and digits of a text, without what was told as left out.
fn letters(text: &str, left: &[(Range<usize>, &str)]) -> String {
    let gone = |at: usize| left.iter().any(|(range, _)| range.contains(&at));
    text.char_indices().filter(|(at, c)| c.is_alphanumeric() && !gone(*at)).map(|(_, c)| c).collect()
}

proptest! {
    #[test]
    fn no_word_is_lost_or_changed(text in "([ a-np-zA-NP-Z0-9.,;:!?*_#>\\-\n“”—\t]{0,12}[ \n]{0,3}){0,60}") {
        // A paragraph at the head, so that nothing is a title; no `o`, which stands in scene breaks (—o—).
        let text = format!("{LONG}\n\n{text}");
        let import = to_markdown(&text);
        let made = import.markdown.replace("{.verse}", "");
        prop_assert_eq!(letters(&made, &[]), letters(&text, &import.report.left), "{:?} became {:?}", text, made);
    }

    #[test]
    fn no_words_run_together(lines in "([a-z]{1,6}[,.]? ?){1,9}(\n{1,3}([a-z]{1,6}[,.]? ?){1,9}){0,12}") {
        let text = format!("{LONG}\n\n{lines}");
        let import = to_markdown(&text);
        let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&import.markdown.replace("{.verse}", "")), words(&text));
    }

    #[test]
    fn any_text_is_read(text in "[\\PC\n\r\t\u{C}\u{3000}\\[\\]()*_>#.0-9IVX\\-]{0,200}") {
        let import = to_markdown(&text);
        prop_assert!(import.report.left.iter().all(|(range, _)| text.get(range.clone()).is_some()));
    }
}

#[test]
fn lists_tables_and_notes_are_such() {
    let text = format!(
        "{LONG}\n\n* one thing\n* another\n\n1. first\n2. second\n\n1999. was a year.\n\nA\tB\n1\t2\n\nA claim.[1] {LONG}\n\n[1] A note.\n"
    );
    let made = to_markdown(&text).markdown;
    for part in [
        "- one thing\n- another\n",
        "1. first\n2. second\n",
        "1999\\. was",
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n",
        "A claim.[^1] ",
        "[^1]: A note.\n",
    ] {
        assert!(made.contains(part), "{part} is not in {made}");
    }
    let uncalled = to_markdown(&format!("{LONG}\n\n[7] Nobody calls this.\n")).markdown;
    assert!(uncalled.contains("\\[7] Nobody"), "{uncalled}");
}

#[test]
fn speech_by_hyphens_is_no_list() {
    let long = LONG.replace(", ", ",\n");
    let talk = "- Where were you?\n\n- At home.\n\n- Alone?\n\n";
    let made = to_markdown(&format!("{long}\n\n{talk}{long}\n\n{talk}{long}\n\n{talk}")).markdown;
    assert!(made.contains("\\- Where were you?\n\n\\- At home."), "{made}");
}

#[test]
fn scene_breaks_are_breaks() {
    for sign in ["***", "* * *", "#", "###", "⁂", "＊", "—o—", "~", "* * * * *", "-----", "◇"] {
        let text = format!("{LONG}\n\n{sign}\n\n{LONG}\n");
        assert_eq!(to_markdown(&text).markdown, format!("{LONG}\n\n***\n\n{LONG}\n"), "{sign}");
    }
}

#[test]
fn lines_of_speech_are_paragraphs_in_a_book_of_numerals() {
    let long = LONG.replace(", ", ",\n");
    for speech in ["\"And I.\"", "“None.”", "—Yes", "„Nein“", "«Où ?»", "Who said \"Yes?\""] {
        let text: String = ["I.", "II.", "III."].iter().map(|number| format!("{number}\n\n{long}\n\n{speech}\n\n{long}\n\n")).collect();
        assert_eq!(headings(&text), ["I.", "II.", "III."], "{speech}");
    }
}

#[test]
fn a_gutenberg_text_loses_its_frame() {
    let text = format!(
        "The Project Gutenberg eBook of X\n\nTitle: The Winter Harbour\n\nAuthor: Ada Lind\n\nLanguage: French\n\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\nTHE WINTER HARBOUR\n\nCHAPTER I.\nThe Ice\n\n{LONG}\n\n[Illustration]\n\nTHE END.\n\n*** END OF THE PROJECT GUTENBERG EBOOK X ***\n\nLicence.\n"
    );
    let import = to_markdown(&text);
    assert_eq!(import.markdown, format!("# THE WINTER HARBOUR\n\n## CHAPTER I. The Ice\n\n{LONG}\n\nTHE END.\n"));
    assert_eq!((import.report.author.as_deref(), import.report.language), (Some("Ada Lind"), Some("fr")));
    assert_eq!(import.report.left.len(), 3);
}

#[test]
fn divided_words_become_one() {
    let text = "The keeper of the light at the shoal had never in his life discov-\nered that the lamp, which was lit by day, was anything but a lamp re-\nfilled with oil of the first quality, and there was a mother-in-\nlaw of lamps as the keepers said who came long before himself.\n";
    let made = to_markdown(text).markdown;
    assert!(made.contains("discovered that") && made.contains("refilled with") && made.contains("mother-in-law"), "{made}");
}

#[test]
fn pages_of_a_scan_are_joined() {
    let page = |number: usize| {
        format!(
            "and the people of the island walked over the ice to the\ncustoms house in their best clothes, which took them the\nwhole of the morning and a part of what remained of the\n\n                        {number}\n\n              THE WINTER HARBOUR\n\n"
        )
    };
    let text = format!("{}{}{}evening.\n", page(7), page(8), page(9));
    let import = to_markdown(&text);
    assert_eq!(import.report.left.len(), 6);
    assert!(import.markdown.contains("remained of the evening.") && !import.markdown.contains("WINTER"), "{}", import.markdown);
}

#[test]
fn emphasis_in_pairs_stays_and_lone_signs_are_escaped() {
    for (text, made) in [
        ("_so_ it", "_so_ it"),
        ("a_b_c", "a\\_b\\_c"),
        ("**bold** 2*3", "**bold** 2\\*3"),
        ("* x", "\\* x"),
        ("_a *b_ c*", "\\_a \\*b\\_ c\\*"),
    ] {
        assert_eq!(escape::text(text, true), made, "{text}");
    }
}

/// A text of Project Gutenberg, as its head and its end frame it.
fn gutenberg(head: &str, body: &str) -> String {
    format!(
        "{head}\n\n*** START OF THIS PROJECT GUTENBERG EBOOK A BOOK ***\n\n\n\n{body}\n\n\n\n*** END OF THIS PROJECT GUTENBERG EBOOK A BOOK ***\n"
    )
}

#[test]
fn the_head_of_a_library_says_title_subtitle_and_author() {
    let head = "The Project Gutenberg EBook of The Sonata, by J.S. Example\n\nTitle: The Sonata\n       Its Origin and Growth\n\nAuthor: J.S. Example\n";
    let import = to_markdown(&gutenberg(
        head,
        "THE\n\nSONATA\n\nITS ORIGIN AND GROWTH\n\nBY\n\nJ.S. EXAMPLE, B.A.\n\n\n\nCHAPTER I\n\nIn history we find certain names associated with great movements, and others with none at all.\n",
    ));
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    assert_eq!(
        [&import.report.title, &import.report.subtitle, &import.report.author].map(said),
        ["The Sonata", "Its Origin and Growth", "J.S. Example"]
    );
    assert!(!import.markdown.contains("THE\n"), "{}", import.markdown);
    let bare = to_markdown(&gutenberg(
        "The Project Gutenberg EBook of A Book, by Ann Example",
        "A BOOK\n\nCHAPTER I.\n\nIt was a café in the town, and the rain fell on it all the day long without an end.\n",
    ));
    assert_eq!([&bare.report.title, &bare.report.author].map(said), ["A BOOK", "Ann Example"]);
}

#[test]
fn a_list_of_contents_with_numbers_of_pages_is_left_out() {
    let list =
        "CONTENTS\n\nCHAP.                PAGE\n\n   I. INTRODUCTORY      1\n\n  II. THE SEA          38\n\n      INDEX           241\n";
    let text = format!(
        "{list}\n\n\nCHAPTER I\n\nINTRODUCTORY\n\nIn history we find certain names associated with great movements, and others with none at all.\n\n\n\nCHAPTER II\n\nTHE SEA\n\nIn history we find certain names.\n"
    );
    let import = to_markdown(&text);
    assert!(!import.markdown.contains("241") && !import.markdown.contains("CONTENTS"), "{}", import.markdown);
    assert!(import.markdown.contains("INTRODUCTORY"), "{}", import.markdown);
}

#[test]
fn a_note_has_all_its_paragraphs_and_its_heading_goes_with_it() {
    let text = "CHAPTER I\n\nIn history we find certain names associated with great movements:[1] Luther with the Reformation,[2] or others.\n\n\nFOOTNOTES:\n\n[1] A name.\n\n[2]\nThe order is this:\n\nA second paragraph of the same note.\n\n\n\nCHAPTER II\n\nIn history we find certain names associated with great movements and others.\n";
    let made = to_markdown(text).markdown;
    assert!(
        made.contains("[^1]: A name.") && made.contains("[^2]: The order is this:\n\n    A second paragraph of the same note.\n"),
        "{made}"
    );
    assert!(!made.contains("FOOTNOTES"), "{made}");
}

#[test]
fn each_block_knows_where_it_stands_in_the_text() {
    let text = "CHAPTER I\n\nIn history we find certain names associated with great movements, and others with none at all.\n\n[_Softly._] It rained.\n";
    let import = to_markdown(text);
    for (at, place) in &import.places {
        let first = |text: &str| text.chars().find(|c| c.is_alphanumeric());
        assert_eq!(first(&import.markdown[*at..]), first(&text[place.start..]), "{:?}", import.places);
    }
    assert!(import.places.len() == 3 && import.markdown.contains("\\[_Softly._] It"), "{}", import.markdown);
}

#[test]
fn letters_of_a_lexicon_are_of_one_level_whatever_room_they_have() {
    let entry = |letter: &str| {
        format!(
            "{letter}WORD, n. A word of the language that begins with this letter and that is said\nto mean something, though nobody knows for sure what it is.\n\n"
        )
    };
    let body = |letter: &str| entry(letter).repeat(3);
    let mut text = format!("LEXICON\n\n\nby\n\nANN EXAMPLE\n\n\n\nPREFACE\n\n\n{}", body("P"));
    for (letter, room) in [("A", 3), ("B", 4), ("C", 3), ("D", 3), ("E", 4)] {
        text = format!("{text}{}{letter}\n\n\n{}", "\n".repeat(room), body(letter));
    }
    let heads = to_markdown(&text).markdown;
    let levels: Vec<usize> = heads
        .lines()
        .filter(|line| line.starts_with('#') && line.len() < 6)
        .map(|line| line.trim_end_matches(|c: char| c != '#').len())
        .collect();
    assert_eq!(levels, [levels[0]; 5], "{heads}");
}

#[test]
fn a_stanza_with_lines_set_in_deeper_is_whole() {
    let prose = "  This paragraph of prose begins with an indent of two and has no blank line behind\nit, as in many old texts, and it goes on for a while until it is at its end here.\n".repeat(8);
    let verse = "  Folly! although Erasmus praised thee once\n      In a thick volume, and all authors known,\n  Deign to take homage from thy son who hunts\n  Through all thy maze his brothers, fool and dunce,\n      To mend their lives and to sustain his own,\n";
    let markdown = to_markdown(&format!("CHAPTER I\n\n\n{prose}\n{verse}\n{prose}")).markdown;
    let stanza = markdown.split("\n\n").find(|block| block.contains("Folly")).unwrap();
    assert!(stanza.contains("sustain his own") && stanza.lines().count() >= 5, "{markdown}");
}

#[test]
fn the_lines_of_a_title_page_are_no_chapters() {
    let wrapped = LONG.replace(", ", ",\n");
    let imprint = "TWO PLAYS FOR\nSCHOOLS\n\n\nBy\n\nSUSAN EXAMPLE\n\n\nGOOD AND COMPANY\nBoston · New York\n\n\n\n\nCopyright, 1911, by Susan Example\nAll Rights Reserved\n\n\nThe Attic Press\n\n\n\n\n";
    let text = format!(
        "{imprint}PREFATORY NOTE\n\n\n{wrapped}\n\n{wrapped}\n\n\n\n\nA SCHOOL\n\n\n{wrapped}\n\n{wrapped}\n\n\n\n\nA WEDDING\n\n\n{wrapped}\n"
    );
    let heads = headings(&text);
    assert!(heads.iter().all(|head| ["PREFATORY NOTE", "A SCHOOL", "A WEDDING"].contains(&head.as_str())) && heads.len() == 3, "{heads:?}");
}

#[test]
fn a_date_at_the_end_of_a_piece_is_no_heading_and_titles_may_end_with_a_stop() {
    let wrapped = LONG.replace(", ", ",\n");
    let piece =
        |title: &str, room: usize| format!("{}{title}\n\n\n{wrapped}\n\n{wrapped}\n\n{wrapped}\n\n  October, 1865.\n", "\n".repeat(room));
    let pieces: String = ["AT SEA.", "TO THE NORTH SEA.", "A FIRST STORM.", "LONDON BRIDGE."].map(|title| piece(title, 4)).concat();
    let text = format!("{wrapped}\n\n{pieces}\n\n\n\nTHE END.\n\n\n\n{wrapped}\n");
    assert_eq!(headings(&text), ["AT SEA.", "TO THE NORTH SEA.", "A FIRST STORM.", "LONDON BRIDGE."]);
    let whole = gutenberg(
        "The Project Gutenberg EBook of Outpourings, by Gabriel\n\nTitle: Outpourings\n\nAuthor: Gabriel",
        &format!("OUTPOURINGS\n{pieces}"),
    );
    assert!(to_markdown(&whole).markdown.contains("# AT SEA."), "{}", to_markdown(&whole).markdown);
    // A note may stand below the date.
    let noted = pieces.replace("1865.\n", "1865.\n\n[Footnote 3: Of that year.]\n");
    assert_eq!(headings(&format!("{wrapped}\n\n{noted}")).len(), 4);
    // The dates of a diary stand above what they are the dates of.
    let diary: String = (3..7).map(|day| format!("\n\n{day} October 1865.\n\n{wrapped}\n\n{wrapped}\n")).collect();
    assert_eq!(headings(&format!("{wrapped}\n{diary}")).len(), 4);
    // One line in capitals that ends a sentence is a cry.
    assert!(headings(&format!("{wrapped}\n\n\n\nTHE SHIP IS LOST.\n\n{wrapped}\n\n{wrapped}\n")).is_empty());
}

#[test]
fn a_chapter_behind_empty_lines_is_a_heading_however_long() {
    let body = "In a place of which I do not care to recall the name, there lived not long ago\none of those gentlemen with a lance in the rack.\n\n";
    let of = |heads: [&str; 2]| {
        let chapters: String = heads.iter().map(|head| format!("\n\n\n{head}\n\n\n{}", body.repeat(6))).collect();
        to_markdown(&format!("Don Quijote\n\npor Miguel de Cervantes Saavedra\n{chapters}")).markdown
    };
    let first = "Capítulo primero. Que trata de la condición y ejercicio del famoso hidalgo\ndon Quijote de la Mancha";
    let second =
        "Capítulo II. Que trata de la primera salida que de su tierra hizo el\ningenioso don Quijote, y de lo que le avino\nen una venta.";
    let text = of([first, second]);
    assert!(text.contains(&format!("\n## {}\n", first.replace('\n', " "))), "{text}");
    assert!(text.contains(&format!("\n## {}\n", second.replace('\n', " "))), "{text}");
    // A sentence that begins so, one blank line behind the paragraph before it, is none.
    let text = of(["Capítulo I", &format!("Capítulo II\n\n{body}Capítulo primero. Que trata de la condición y ejercicio\nde su vida.")]);
    assert!(!text.contains("# Capítulo primero"), "{text}");
    // A number on a line of its own has a colon before its title.
    let text = of(["CAPÍTULO I\nDe la condición del hidalgo", "CAPÍTULO II\nDe la primera salida"]);
    assert!(text.contains("\n## CAPÍTULO I: De la condición del hidalgo\n"), "{text}");
}

#[test]
fn typed_hyphens_become_the_dashes_that_they_stand_for() {
    let text = "The Letters\n\nCHAPTER I\n\nNo. 3--I mean the note--is from a friend. I cannot doubt--he must be sent--\n\
                away to Herr ---- and Cz----\nto\n--as he said--the end of 1820--1825.\n\nCHAPTER II\n\nMore text--it is short.\n";
    let of = to_markdown(text).markdown;
    assert!(
        of.contains(
            "No. 3—I mean the note—is from a friend. I cannot doubt—he must be sent—away to Herr \u{2E3A} and Cz\u{2E3A} to—as he said—the"
        ),
        "{of}"
    );
    assert!(of.contains("More text—it is short.") && of.contains("1820--1825"), "{of}");
}

#[test]
fn hyphens_before_speech_are_dashes_where_the_text_speaks_so_throughout() {
    let text = "Oyendo lo cual mi amigo, me dijo:\n\n-Por Dios, hermano -dijo-, que agora.\n\n\
                -Decid -le repliqué yo, oyendo lo que me decía-: ¿de qué modo\npensáis llenar el vacío -dijo el cura-\nque veo?\n\n\
                -¿Quién vive?\n\nEl franco-español -y no el otro- se fue.\n";
    let of = to_markdown(text).markdown;
    assert!(of.contains("\n—Por Dios, hermano —dijo—, que agora.\n"), "{of}");
    assert!(
        of.contains("\n—Decid —le repliqué yo, oyendo lo que me decía—: ¿de qué modo pensáis llenar el vacío —dijo el cura— que veo?\n"),
        "{of}"
    );
    assert!(of.contains("\n—¿Quién vive?\n") && of.contains("El franco-español —y no el otro— se fue."), "{of}");
    // A list whose items begin so is none of speech.
    let list = to_markdown("To buy:\n\n-milk for the cat\n\n-bread\n\n-salt\n\n-some butter\n").markdown;
    assert!(!list.contains('—'), "{list}");
}

#[test]
fn prose_among_verse_is_joined() {
    let stanza = "The night is dark and cold is all the shore,\nNo light we see, no harbour any more,\nThe wind is up, the water calls our name,\nAnd none of us shall ever be the same.\n";
    let prose = "A Norwegian brig is driven out of her course on the homeward voyage, and\nnear the rockbound Norwegian Coast meets with the phantom ship of the\nFlying Dutchman. Daland, the captain of the Norwegian vessel, enters\ninto a compact with the Dutchman.\n";
    let text = format!("ARGUMENT\n\n{prose}\n\nACT I.\n\n{}{prose}\n{stanza}", format!("{stanza}\n").repeat(8));
    let import = to_markdown(&text);
    assert_eq!(import.report.layout, Some(Layout::LinesKept));
    assert_eq!(import.markdown.matches("homeward voyage, and near the rockbound").count(), 2, "{}", import.markdown);
    assert_eq!(import.markdown.matches("shore,\\\nNo light").count(), 9, "{}", import.markdown);
}
