//! Anchoring on generated texts: found exactly, or reported; never on other words.

use super::{comments, read};
use proptest::prelude::*;

const FRONT: &str = "---\nvoices: { ed: { name: Ed, role: editor } }\n---\n\n";

/// Words of which many are alike, so that ambiguity is common.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("the".to_owned()),
        Just("of".to_owned()),
        Just("open".to_owned()),
        Just("source,".to_owned()),
        Just("“risk”".to_owned()),
        Just("it’s".to_owned()),
        "[a-d]{1,3}",
        "[a-z]{3,8}",
    ]
}

fn essay(words: &[String]) -> String {
    // A paragraph every eleven words, a heading every forty.
    let mut text = String::new();
    for (at, word) in words.iter().enumerate() {
        text.push_str(match at {
            0 => "",
            _ if at % 40 == 0 => "\n\n## Heading XYZ\n\n",
            _ if at % 11 == 0 => "\n\n",
            _ => " ",
        });
        text.push_str(word);
    }
    text
}

fn lemma(words: &[String]) -> String {
    words.join(" ").replace(['“', '”'], "\"").replace('’', "'")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn quoted_words_are_found_exactly_there_or_reported(words in proptest::collection::vec(word(), 2..90), from in any::<prop::sample::Index>(), length in 1usize..8) {
        let from = from.index(words.len());
        let upto = (from + length).min(words.len()).min((from / 40 + 1) * 40);
        let quoted = &words[from..upto];
        let (book, found) = read(&essay(&words), &[&format!("{FRONT}### “{}”\n\nA note.\n", lemma(quoted))]);
        let comments = comments(&book);
        if found.is_empty() {
            prop_assert_eq!(comments.len(), 1);
            let on = comments[0].split(" | ").next().unwrap().trim_start_matches("ed: ").replace(" ¶ ", " ");
            // Quotation marks at the ends belong to the passage; the apostrophes are typographic on both sides.
            prop_assert_eq!(on, quoted.join(" "));
        } else {
            prop_assert!(found.starts_with("notes.md:5:5: error[C002]"), "{}", found);
            prop_assert!(comments.is_empty());
        }
    }

    #[test]
    fn what_ambiguity_says_to_write_means_one_place(words in proptest::collection::vec(word(), 30..90), from in any::<prop::sample::Index>()) {
        let from = from.index(words.len());
        let text = essay(&words);
        let (_, found) = read(&text, &[&format!("{FRONT}### “{}”\n\nA note.\n", lemma(&words[from..=from]))]);
        for line in found.lines().filter(|line| line.starts_with("  essay.md")) {
            let (place, heading) = line.trim().split_once(": write ").unwrap();
            if heading.contains("`## ") {
                continue;
            }
            let (book, again) = read(&text, &[&format!("{FRONT}{heading}\n\nA note.\n")]);
            prop_assert_eq!(comments(&book).len(), 1, "{}\n{}", heading, again);
            prop_assert!(again.is_empty() || again.contains("C009"), "{} at {}\n{}", heading, place, again);
        }
    }

    #[test]
    fn an_edit_keeps_the_words_or_raises_an_error(
        words in proptest::collection::vec(word(), 10..80),
        from in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..3, "[a-z]{1,6}"), 1..6),
    ) {
        let from = from.index(words.len());
        let upto = (from + 4).min(words.len()).min((from / 40 + 1) * 40);
        let quoted = words[from..upto].to_vec();
        let mut edited = words;
        for (at, what, new) in edits {
            let at = at.index(edited.len());
            match what {
                0 => edited[at] = new,
                1 => edited.insert(at, new),
                _ if edited.len() > 1 => drop(edited.remove(at)),
                _ => {}
            }
        }
        let (book, found) = read(&essay(&edited), &[&format!("{FRONT}### “{}”\n\nA note.\n", lemma(&quoted))]);
        let comments = comments(&book);
        if comments.is_empty() {
            prop_assert!(found.contains("error[C0"), "{}", found);
        } else {
            let on = comments[0].split(" | ").next().unwrap().trim_start_matches("ed: ").replace(" ¶ ", " ");
            prop_assert!(on == quoted.join(" ") || found.contains("C008"), "{} for {}", on, quoted.join(" "));
        }
    }
}
