//! What holds for every language.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use super::*;
use std::collections::BTreeSet;

fn date(text: &str, tag: &str) -> String {
    language(tag).date(text)
}

#[test]
fn dates_are_written_as_their_language_does() {
    for (tag, day, month) in [
        ("en", "24 November 2026", "November 2026"),
        ("en-GB", "24 November 2026", "November 2026"),
        ("en-US", "November 24, 2026", "November 2026"),
        ("de-AT", "24. November 2026", "November 2026"),
        ("fr", "24 novembre 2026", "novembre 2026"),
        ("es", "24 de noviembre de 2026", "noviembre de 2026"),
        ("it", "24 novembre 2026", "novembre 2026"),
        ("ru", "24 ноября 2026 г.", "ноябрь 2026"),
        ("zh-Hans", "2026年11月24日", "2026年11月"),
        ("nl", "24 november 2026", "november 2026"),
        ("is", "24 November 2026", "November 2026"),
    ] {
        assert_eq!(date("2026-11-24", tag).replace('\u{A0}', " "), day, "{tag}");
        assert_eq!(date("2026-11", tag), month, "{tag}");
    }
    assert_eq!(date("2026-05-01", "fr").replace('\u{A0}', " "), "1er mai 2026");
    assert_eq!(date("2026-05-09", "de").replace('\u{A0}', " "), "9. Mai 2026");
    assert_eq!([date("2026", "en"), date("2026", "zh")], ["2026", "2026年"]);
}

#[test]
fn every_date_has_its_year_and_all_that_it_says() {
    for language in all() {
        let Dates { months, months_alone, day, first_day, month, year } = &language.dates;
        let tag = language.tags[0];
        for (pattern, parts) in [(day, 3), (month, 2), (year, 1)] {
            let found: Vec<_> = ["{year}", "{month}", "{day}"].iter().filter(|part| pattern.contains(**part)).collect();
            assert_eq!(found.len(), parts, "{tag}: {pattern}");
        }
        assert!(first_day.contains("{year}") && first_day.contains("{month}"), "{tag}");
        for names in [months, months_alone] {
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 12, "{tag}");
        }
        for text in ["2026-11-24", "2026-01-01", "2026-07", "2026"] {
            let said = language.date(text);
            assert!(said.contains("2026") && !said.contains('{') && said.trim() == said, "{tag}: {said}");
        }
    }
}

#[test]
fn quotation_marks_pair() {
    let pairs = ["“”", "‘’", "„“", "‚‘", "„”", "‚’", "«»", "»«", "‹›", "「」", "『』", "””", "’’", "”“", "’‘"];
    for language in all() {
        let Punctuation { outer, inner, single, nests, .. } = language.punctuation;
        for QuotationMarks { open, close } in [outer, inner, single] {
            assert!(pairs.contains(&format!("{open}{close}").as_str()), "{}: {open}{close}", language.tags[0]);
        }
        assert!(!nests || outer != inner, "{}: quotations in quotations look the same", language.tags[0]);
        assert_ne!(outer, single, "{}", language.tags[0]);
    }
}

#[test]
fn every_word_is_there_and_frames_have_their_place() {
    let keys: BTreeSet<_> = Words::<Option<String>>::KEYS.iter().collect();
    for language in all() {
        let tag = language.tags[0];
        for (key, word) in language.words.each() {
            assert!(!word.trim().is_empty() && word.trim() == *word, "{tag}: {key}");
            assert_eq!(word.matches("{}").count(), usize::from(is_frame(key)), "{tag}: {key}");
        }
        assert!(language.unverified.iter().all(|key| keys.contains(key)), "{tag}");
        assert!(super::language(language.words_in).words == language.words, "{tag}: not the words of {}", language.words_in);
    }
    // What books have said since the first release is not put in doubt.
    for tag in ["en", "de", "fr", "es", "it", "ru", "zh"] {
        assert!(super::language(tag).unverified.is_empty(), "{tag}");
    }
}

#[test]
fn spines_run_up_where_books_do() {
    let up = ["fr", "es", "ca", "gl", "pt", "it", "ro", "ru", "uk", "bg", "sr", "el", "grc", "cs", "sk", "hu"];
    for tag in all().flat_map(|language| language.tags) {
        let runs_up = language(tag).spine == SpineDirection::Up;
        assert_eq!(runs_up, up.contains(&tag.split('-').next().unwrap()) || *tag == "sh", "{tag}");
    }
}

#[test]
fn every_tag_finds_its_language() {
    let mut seen = BTreeSet::new();
    for entry in all() {
        for tag in entry.tags {
            assert!(seen.insert(*tag), "{tag} twice");
            assert!(std::ptr::eq(language(tag), entry) || language(tag).tags == entry.tags, "{tag}");
        }
        for name in entry.names {
            assert_eq!(*name, name.to_lowercase());
            assert_eq!(named(name), Some(entry.tags[0]), "{name}");
        }
    }
    for (asked, known) in [
        ("de-AT", "de"),
        ("DE-at", "de"),
        ("de-ch-1996", "de-CH"),
        ("sr", "sr"),
        ("sr-Cyrl-BA", "sr"),
        ("sr-Latn-RS", "sr-Latn"),
        ("zh-Hans-CN", "zh"),
        ("zh-hant-HK", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("pt-BR", "pt"),
        ("pt-MZ", "pt-PT"),
        ("en-US", "en-US"),
        ("en-GB", "en"),
        ("no", "nb"),
        ("nn-NO", "nn"),
        ("iw", "he"),
        ("fr-CA", "fr-CA"),
    ] {
        assert_eq!(language(asked).tags[0], known, "{asked}");
    }
    assert!(language("tlh").tags.is_empty() && language("").tags.is_empty() && language("e").tags.is_empty());
    assert!(!language("is").has_words("is") && language("en").has_words("en-AU") && language("nn").has_words("nn"));
    assert_eq!((named("Polski "), named("Klingon")), (Some("pl"), None));
}

#[test]
fn a_language_is_one_file_and_one_line() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/language");
    let machinery = [
        "mod",
        "access",
        "facts",
        "words",
        "casing",
        "chapters",
        "direction",
        "literature",
        "serbian",
        "numerals",
        "sentence",
        "site",
        "speed",
        "spelled",
        "squares",
        "theorems",
        "tests",
    ];
    let names = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    let files: BTreeSet<String> = names.filter(|name| !machinery.contains(&name.as_str())).collect();
    let lines: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, lines);
    assert_eq!(FILES[0].0, "en", "texts are in English unless another language fits better");
    for (name, languages) in FILES.iter().filter(|(name, _)| *name != "others") {
        assert!(languages.iter().all(|language| !language.name.is_empty()), "{name}");
        assert!(languages[0].tags[0] == *name && languages[0].words_in == *name, "{name}");
        assert!(
            languages
                .iter()
                .all(|language| language.tags.iter().all(|tag| tag.starts_with(name) || ["no", "nn", "iw", "sh", "grc"].contains(tag)))
        );
    }
}
