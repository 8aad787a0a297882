//! Typography by language, one line a case.

use super::*;
use crate::language;
use proptest::prelude::*;

fn set(language: &str, text: &str) -> String {
    smarten(text, language::language(language))
}

#[track_caller]
fn holds(language: &str, cases: &[(&str, &str)]) {
    for (plain, wanted) in cases {
        assert_eq!(set(language, plain), *wanted, "{language}: {plain}");
        assert_eq!(set(language, wanted), *wanted, "{language}, a second time: {wanted}");
    }
}

#[test]
fn english() {
    holds(
        "en",
        &[
            ("\"Yes,\" she said, \"don't.\"", "“Yes,” she said, “don’t.”"),
            ("\"'Quite,' he said.\"", "“‘Quite,’ he said.”"),
            ("\"He called it 'fine.'\"", "“He called it ‘fine.’”"),
            ("'tis the '90s, rock 'n' roll", "’tis the ’90s, rock ’n’ roll"),
            ("Yet 'neath th' oak and 'mid th' others, the boys' 'ouse", "Yet ’neath th’ oak and ’mid th’ others, the boys’ ’ouse"),
            ("'Mid-day,' he said, 'cross' and 'mid'", "‘Mid-day,’ he said, ‘cross’ and ‘mid’"),
            ("the dogs' bones", "the dogs’ bones"),
            ("'The dogs' bones,' she said", "‘The dogs’ bones,’ she said"),
            ("give 'em \"'em\"", "give ’em “’em”"),
            ("a -- b --- c---d 10--20", "a – b — c—d 10–20"),
            ("wait... what.... no..", "wait… what…. no.."),
            ("(\"so\") [\"so\"] --\"so\"", "(“so”) [“so”] –“so”"),
            ("\"Wait--\" he said", "“Wait–” he said"),
            ("\"An unclosed paragraph of a long quotation", "“An unclosed paragraph of a long quotation"),
            ("he is 6'2\" tall", "he is 6′2″ tall"),
            ("\"...and so on\"", "“…and so on”"),
            ("see https://a.example/x--y...'z and \"so\"", "see https://a.example/x--y...'z and “so”"),
            ("“already” ‘done’ — yes…", "“already” ‘done’ — yes…"),
            ("- ---- .....", "- ---- ....."),
        ],
    );
}

#[test]
fn german() {
    holds(
        "de",
        &[
            ("\"Ja\", sagte er, \"das 'gute' Buch.\"", "„Ja“, sagte er, „das ‚gute‘ Buch.“"),
            ("Hans' Buch, ich hab's -- ja", "Hans’ Buch, ich hab’s – ja"),
        ],
    );
    holds("de-CH", &[("\"Ja 'gut' 1'000\"", "«Ja ‹gut› 1’000»")]);
}

#[test]
fn french() {
    holds(
        "fr",
        &[
            ("\"Bonjour\", dit-il.", "«\u{202F}Bonjour\u{202F}», dit-il."),
            ("\" Bonjour ! \"", "«\u{202F}Bonjour\u{202F}!\u{202F}»"),
            ("« Bonjour » ; l'homme", "«\u{202F}Bonjour\u{202F}»\u{202F}; l’homme"),
            ("«Quoi?»", "«\u{202F}Quoi\u{202F}?\u{202F}»"),
            ("Ceci: cela. À 10:30 ?!", "Ceci\u{A0}: cela. À 10:30\u{202F}?!"),
            ("l'\"homme\"", "l’«\u{202F}homme\u{202F}»"),
            ("\"a \"b\" c\"", "«\u{202F}a “b” c\u{202F}»"),
            ("https://a.fr/?q=1;b:c ok", "https://a.fr/?q=1;b:c ok"),
        ],
    );
    holds("fr-CA", &[("\"Quoi?\" oui : non!", "«\u{202F}Quoi?\u{202F}» oui\u{A0}: non!")]);
}

#[test]
fn other_languages() {
    holds("es", &[("\"¿Qué \"cosa\"?\"", "«¿Qué “cosa”?»")]);
    holds("it", &[("\"L'uomo\" dell'\"arte\"", "«L’uomo» dell’«arte»")]);
    holds("ru", &[("\"Он сказал \"да\" и ушёл\" --- так", "«Он сказал „да“ и\u{a0}ушёл»\u{a0}— так")]);
    holds("zh", &[("他说\"你好\"，然后...走了--是", "他说“你好”，然后……走了——是")]);
    holds("zh-Hant", &[("他說\"你'真'好\"", "他說「你『真』好」")]);
    holds("sv", &[("\"Ja\", sa hon", "”Ja”, sa hon")]);
    holds("xx", &[("\"a\" 'b'", "“a” ‘b’")]);
}

#[test]
fn code_is_left_and_counts_as_a_word() {
    let text = "\"a --b\" 'x'";
    let stretches = [
        SmartStretch { end: 1, tongue: Some(language::language("en")) },
        SmartStretch { end: 6, tongue: None },
        SmartStretch { end: 11, tongue: Some(language::language("en")) },
    ];
    assert_eq!(apply(text, &edits(text, &stretches)), "“a --b” ‘x’");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_second_pass_changes_nothing_and_words_are_never_touched(
        text in "[ab1 \\n\"'.\\-–—…“”‘’«»„‚:;!?(),/你\u{202F}\u{A0}]{0,40}",
        language in prop::sample::select(vec!["en", "de", "de-CH", "fr", "fr-CA", "es", "ru", "zh", "zh-TW", "sv", "pl", "he", "ar", "fa", "hu", "nb", "ja", "ro", "tr"]),
    ) {
        let once = set(language, &text);
        prop_assert_eq!(set(language, &once), once.clone());
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(words(&once), words(&text));
        prop_assert!(!once.contains('"') && !once.contains('\''));
    }
}

#[test]
fn hebrew_abbreviations_have_gershayim() {
    holds(
        "he",
        &[
            ("צה\"ל וארה\"ב", "צה״ל וארה״ב"),
            ("ג'ירפה וצ'ק", "ג׳ירפה וצ׳ק"),
            ("ה' תשפ\"ו", "ה׳ תשפ״ו"),
            ("הוא אמר \"שלום\" והלך", "הוא אמר ”שלום” והלך"),
            ("\"דו\"ח\" של צה\"ל", "”דו״ח” של צה״ל"),
            ("'שלום' אמר", "’שלום’ אמר"),
            ("ראו עמ' 12", "ראו עמ׳\u{A0}12"),
            ("ד\"ר כהן", "ד״ר כהן"),
            ("Gutenberg's \"book\"", "Gutenberg’s ”book”"),
        ],
    );
    // In another language they are what they look like.
    assert!(!set("en", "the word צה\"ל").contains('״'));
}

#[test]
fn a_speech_begins_with_a_long_dash_where_the_language_has_it() {
    for (tag, dash) in [("es", '—'), ("fr", '—'), ("ru", '—'), ("pl", '—'), ("en", '–'), ("de", '–')] {
        assert!(set(tag, "-- a b -- c").starts_with(dash), "{tag}");
        assert!(set(tag, "a -- c").contains('–'), "{tag}");
    }
}
