//! The languages against the Unicode Common Locale Data Repository (tests/cldr, made by the script there).

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::language::{Language, all, language, right_to_left};
use serde_json::Value;

fn cldr() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cldr/facts.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The tags that CLDR knows and we have an entry for, each with its facts.
fn known(cldr: &Value) -> Vec<(&str, &'static Language, &Value)> {
    let facts = cldr["languages"].as_object().unwrap();
    facts.iter().map(|(tag, facts)| (tag.as_str(), language(tag), facts)).collect()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// A date in a pattern of CLDR's (UTS #35, part 4): letters are fields, what stands in `'` is text.
fn formatted(pattern: &str, facts: &Value, month: usize, day: usize) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let length = rest.chars().take_while(|&other| other == c).count();
        match c {
            '\'' => {
                let end = rest[1..].find('\'').unwrap() + 1;
                out.push_str(&rest[1..end]);
                rest = &rest[end + 1..];
                continue;
            }
            'y' => out.push_str("2026"),
            'd' => out.push_str(&day.to_string()),
            'M' | 'L' if length < 3 => out.push_str(&month.to_string()),
            'M' => out.push_str(texts(&facts["months"])[month - 1]),
            'L' => out.push_str(texts(&facts["alone"])[month - 1]),
            other => {
                out.push(other);
                rest = &rest[other.len_utf8()..];
                continue;
            }
        }
        rest = &rest[length * c.len_utf8()..];
    }
    plain(&out)
}

/// With plain spaces: which of them hold is ours to say.
fn plain(text: &str) -> String {
    text.replace(['\u{A0}', '\u{202F}'], " ")
}

#[test]
fn dates_are_cldrs() {
    // Where books have had another form since the first release: the first of a month in French and Italian, a Russian
    // month without `г.`; English of no country is dated as in Britain.
    let other_first = ["fr", "fr-CA", "it"];
    let other_month = ["ru"];
    let cldr = cldr();
    let mut compared = 0;
    for (tag, own, facts) in known(&cldr) {
        if own.words_in == "en" && !tag.starts_with("en") {
            continue;
        }
        let (own, facts) = match tag {
            "en" => (language("en-US"), facts),
            _ => (own, facts),
        };
        for month in 1..=12 {
            for day in [1, 9, 24] {
                if day == 1 && other_first.contains(&tag) {
                    continue;
                }
                let wanted = formatted(facts["day"].as_str().unwrap(), facts, month, day);
                assert_eq!(plain(&own.date(&format!("2026-{month:02}-{day:02}"))), wanted, "{tag}");
                compared += 1;
            }
            if !other_month.contains(&tag) {
                let wanted = formatted(facts["month"].as_str().unwrap(), facts, month, 1);
                assert_eq!(plain(&own.date(&format!("2026-{month:02}"))), wanted, "{tag}");
            }
        }
        assert_eq!(plain(&own.date("2026")), formatted(facts["year"].as_str().unwrap(), facts, 1, 1), "{tag}");
    }
    assert!(compared > 1_000, "{compared}");
}

#[test]
fn quotation_marks_are_cldrs() {
    // Where they are not, with the reason.
    let outer = [
        ("es", "Spain's printers and academy have «»; CLDR follows the newspapers"),
        ("gl", "as Spanish"),
        ("nl", "straight double marks stay double; CLDR has single ones for both levels"),
        ("de-CH", "Swiss books have «»; CLDR has those of Germany"),
        ("lt", "as CLDR, but of equal rank with the German ones that books have had"),
        ("lv", "books have had German marks since the first release"),
        ("et", "as Latvian"),
        ("az", "no more is known than of any language"),
    ];
    let inner = [
        ("fr", "English marks inside, as in Lacroux; CLDR repeats the guillemets"),
        ("fr-CA", "the same"),
        ("de-CH", "see above"),
        ("es", "see above"),
        ("gl", "see above"),
        ("bg", "CLDR has the same marks for both levels"),
        ("hu", "for double marks inside double ones; single ones are others"),
        ("lt", "see above"),
        ("lv", "see above"),
        ("et", "see above"),
        ("az", "see above"),
        ("sl", "single forms of the same marks"),
        ("is", "the same"),
    ];
    let cldr = cldr();
    let mut missed = Vec::new();
    for (tag, own, facts) in known(&cldr) {
        let own = &own.punctuation;
        let differs = |open: &str, close: &str, fact: &Value| vec![open, close] != texts(fact);
        if differs(own.outer.open, own.outer.close, &facts["outer"]) && !outer.iter().any(|(known, _)| *known == tag) {
            missed.push(format!("{tag}: outer {:?} for {}", own.outer, facts["outer"]));
        }
        if differs(own.inner.open, own.inner.close, &facts["inner"]) && !inner.iter().any(|(known, _)| *known == tag) {
            missed.push(format!("{tag}: inner {:?} for {}", own.inner, facts["inner"]));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn decimal_marks_and_directions_are_cldrs() {
    let cldr = cldr();
    for (tag, own, facts) in known(&cldr) {
        assert_eq!(right_to_left(tag), facts["right_to_left"].as_bool().unwrap(), "{tag}");
        // Swiss books have been set with the comma of Germany; what has English words has English figures.
        if tag != "de-CH" && (own.words_in != "en" || tag.starts_with("en")) {
            assert_eq!(own.decimal_mark, facts["decimal"].as_str().unwrap(), "{tag}");
        }
    }
}

#[test]
fn every_language_with_words_is_compared() {
    let cldr = cldr();
    let facts = cldr["languages"].as_object().unwrap();
    for language in all().filter(|language| language.words_in != "en" || language.tags == ["en"]) {
        assert!(language.tags.iter().any(|tag| facts.contains_key(*tag) || tag.contains('-')), "{:?}", language.tags);
    }
    assert!(cldr["license"].as_str().unwrap().starts_with("Unicode-3.0"));
}
