//! The language of a text that does not say it: by its script, or by how many of its words are the commonest of a language.
//!
//! Cost: the first 64 KiB of the text, once. The answer depends on nothing but them.

use crate::source::InputFormat;
use rustc_hash::FxHashMap;

use super::head::{HEAD, head};
use super::{Config, Zone, front_matter, words};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{self, Language};

/// Letters that are used by one script alone, with the language that is most written in it.
const SCRIPTS: [(&str, &str, char, char); 22] = [
    ("ko", "Korean", '\u{AC00}', '\u{D7AF}'),
    ("el", "Greek", '\u{370}', '\u{3FF}'),
    ("he", "Hebrew", '\u{590}', '\u{5FF}'),
    ("hi", "Hindi", '\u{900}', '\u{97F}'),
    ("bn", "Bengali", '\u{980}', '\u{9FF}'),
    ("pa", "Punjabi", '\u{A00}', '\u{A7F}'),
    ("gu", "Gujarati", '\u{A80}', '\u{AFF}'),
    ("ta", "Tamil", '\u{B80}', '\u{BFF}'),
    ("te", "Telugu", '\u{C00}', '\u{C7F}'),
    ("kn", "Kannada", '\u{C80}', '\u{CFF}'),
    ("ml", "Malayalam", '\u{D00}', '\u{D7F}'),
    ("si", "Sinhala", '\u{D80}', '\u{DFF}'),
    ("th", "Thai", '\u{E00}', '\u{E7F}'),
    ("lo", "Lao", '\u{E80}', '\u{EFF}'),
    ("bo", "Tibetan", '\u{F00}', '\u{FFF}'),
    ("my", "Burmese", '\u{1000}', '\u{109F}'),
    ("ka", "Georgian", '\u{10A0}', '\u{10FF}'),
    ("am", "Amharic", '\u{1200}', '\u{137F}'),
    ("km", "Khmer", '\u{1780}', '\u{17FF}'),
    ("hy", "Armenian", '\u{530}', '\u{58F}'),
    ("ru", "Russian", '\u{400}', '\u{52F}'),
    ("ar", "Arabic", '\u{600}', '\u{6FF}'),
];

/// Fewer words of the Latin script than this tell nothing.
const FEWEST: usize = 25;

/// Fewer words of a script other than Latin than this tell nothing; a script says much by itself.
const FEWEST_OF_SCRIPT: usize = 8;

/// Characters of Chinese as written in China and as in Taiwan, which the other does not have.
const CHINESE: (&str, &str) = ("们这国个说时为对东车书长门问见过还没让给", "們這國個說時為對東車書長門問見過還沒讓給");

/// The settings with the language that the text is in, if nobody has said it, and what is told of its words.
pub(super) fn told(config: Config, given: bool, diagnostics: &mut Diagnostics) -> Config {
    let config = if given { config } else { guessed(config, diagnostics) };
    words::tell(&config, diagnostics);
    config
}

/// The settings with the language that the text is in, if it is not English (which is told).
fn guessed(config: Config, diagnostics: &mut Diagnostics) -> Config {
    let mut text = String::new();
    for file in config.files.iter().filter(|file| file.zone == Zone::Body) {
        let Some(head) = head(&config.folder, &config.folder.join(&file.path)) else { continue };
        text.push_str(&head[front_matter::split(&head).1..]);
        text.push('\n');
        if text.len() as u64 >= HEAD {
            break;
        }
    }
    let Some((tag, name)) = language(&text).filter(|(tag, _)| *tag != "en") else { return config };
    let finding = Diagnostic::new(Code::LanguageGuessed, format!("no language is given; the text was taken for {name}"));
    diagnostics.push(finding.help(
        match (&config.speaks, config.files.iter().any(|file| InputFormat::of(&file.path) == Some(InputFormat::PlainText))) {
            (Some(_), false) => format!("write `language: {tag}` in front matter, or the language that it is in"),
            _ => format!("write `language = \"{tag}\"` in book.toml, or the language that it is in"),
        },
    ));
    let mut config = config;
    tag.clone_into(&mut config.metadata.language);
    config
}

/// The tag of the language that a text is in, if its words tell.
#[must_use]
pub(crate) fn guessed_language(text: &str) -> Option<&'static str> {
    let head = text.char_indices().take_while(|(at, _)| (*at as u64) < HEAD).last().map_or(0, |(at, c)| at + c.len_utf8());
    language(&text[..head]).map(|(tag, _)| tag)
}

/// How often words of each language and script stand in a text.
struct WordTally {
    /// Words that are common in a language, by language.
    latin: Vec<usize>,
    /// Which of a language's common words were found, one bit each, by language.
    kinds: Vec<u64>,
    /// Words of each of `SCRIPTS`.
    scripts: [usize; SCRIPTS.len()],
    words: usize,
    latin_words: usize,
    /// Characters of Chinese, and of Japanese alone.
    han: usize,
    kana: usize,
}

impl WordTally {
    /// Counts a word; `common` has the languages that a word is common in, and its place among their words.
    fn count(&mut self, word: &str, common: &FxHashMap<&str, Vec<(usize, usize)>>) {
        let Some(first) = word.chars().next() else { return };
        if matches!(first, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}') {
            let kanas = word.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30FF}')).count();
            let count = word.chars().count();
            self.kana += kanas;
            self.han += count - kanas;
            self.words += count.div_ceil(2);
            return;
        }
        self.words += 1;
        if let Some(at) = SCRIPTS.iter().position(|(_, _, from, to)| (*from..=*to).contains(&first)) {
            self.scripts[at] += 1;
        } else if word.chars().nth(1).is_some() {
            // Single letters are signs and initials as often as words.
            self.latin_words += 1;
            for (at, which) in common.get(&*word.to_lowercase()).into_iter().flatten() {
                self.latin[*at] += 1;
                self.kinds[*at] |= 1 << which;
            }
        }
    }
}

/// The lines of a text outside fenced code.
fn unfenced(text: &str) -> String {
    let mut fenced = false;
    let mut prose = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fenced = !fenced;
        } else if !fenced {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    prose
}

/// A text without the tags of HTML in it, whose attributes are in no language.
fn without_tags(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let inner = &rest[open + 1..];
        let is_tag = inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match inner.find(['<', '>']).filter(|close| is_tag && inner[*close..].starts_with('>')) {
            Some(close) => {
                prose.push_str(&rest[..open]);
                prose.push(' ');
                rest = &inner[close + 1..];
            }
            None => {
                prose.push_str(&rest[..=open]);
                rest = inner;
            }
        }
    }
    prose + rest
}

/// The tag and the English name of the language that most of a text is in; none if that can't be told.
fn language(text: &str) -> Option<(&'static str, &'static str)> {
    let mut common: FxHashMap<&str, Vec<(usize, usize)>> = FxHashMap::default();
    // English is the first: the others must beat it.
    let known: Vec<&Language> = language::all().filter(|language| !language.common_words.is_empty()).collect();
    for (at, language) in known.iter().enumerate() {
        for (which, word) in language.common_words.split(' ').enumerate() {
            common.entry(word).or_default().push((at, which));
        }
    }
    let mut tally = WordTally {
        latin: vec![0; known.len()],
        kinds: vec![0; known.len()],
        scripts: [0; SCRIPTS.len()],
        words: 0,
        latin_words: 0,
        han: 0,
        kana: 0,
    };
    let prose = without_tags(&unfenced(text));
    // Code and addresses are in no language.
    let outside =
        prose.split('`').step_by(2).flat_map(str::split_whitespace).filter(|word| !word.contains("://") && !word.starts_with('<'));
    for word in outside.flat_map(|word| word.split(|c: char| !c.is_alphabetic())) {
        tally.count(word, &common);
    }
    let WordTally { latin, kinds, scripts, words, latin_words, han, kana } = tally;
    if words < FEWEST_OF_SCRIPT {
        return None;
    }
    if (han + kana) / 2 > words / 2 {
        return Some(east(text, han, kana));
    }
    let (at, most) = scripts.iter().enumerate().max_by_key(|(at, count)| (**count, usize::MAX - at))?;
    if *most > words / 2 {
        let (tag, name, ..) = SCRIPTS[at];
        return Some(neighbour(tag, text).unwrap_or((tag, name)));
    }
    let best = latin.iter().enumerate().max_by_key(|(at, count)| (**count, usize::MAX - at)).map(|(at, _)| at)?;
    // A dozen words in a hundred are common ones in every language; two languages have few in common.
    let plain = latin[best] * 100 >= latin_words * 11 && (best == 0 || latin[best] * 2 > latin[0] * 3);
    // Neighbours have many words in common: one of them is meant only if it has more of them than the other.
    let second = latin.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max().unwrap_or(0);
    // Few of them tell only if no neighbour comes near.
    let margin = if latin[best] * 100 >= latin_words * 18 { 103 } else { 130 };
    let plain = plain && latin[best] * 100 >= second * margin;
    // The same word a hundred times is no language.
    let varied = kinds[best].count_ones() >= 4;
    (latin_words > words / 2 && latin_words >= FEWEST && plain && varied).then(|| (known[best].tags[0], known[best].name))
}

/// Japanese has kana; Chinese is told apart by characters that only one of its two ways of writing has.
fn east(text: &str, han: usize, kana: usize) -> (&'static str, &'static str) {
    if kana * 8 > han {
        return ("ja", "Japanese");
    }
    let count = |set: &str| text.chars().filter(|c| set.contains(*c)).count();
    if count(CHINESE.1) > count(CHINESE.0) { ("zh-Hant", "Chinese (traditional)") } else { ("zh-Hans", "Chinese (simplified)") }
}

/// A language of the same script as `tag`, known by letters of its own.
fn neighbour(tag: &str, text: &str) -> Option<(&'static str, &'static str)> {
    let letters = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    let share = |set: &str| text.chars().filter(|c| set.contains(*c)).count() * 1000 / letters.max(1);
    match tag {
        "ru" if share("ўЎ") > 3 => Some(("be", "Belarusian")),
        "ru" if share("іїєґІЇЄҐ") > 20 => Some(("uk", "Ukrainian")),
        "ru" if share("ѓќѕЃЌЅ") > 3 => Some(("mk", "Macedonian")),
        "ru" if share("јљњћђЈЉЊЋЂ") > 10 => Some(("sr", "Serbian")),
        "ru" if share("ыэЫЭ") < 2 && share("ъЪ") > 5 => Some(("bg", "Bulgarian")),
        "ar" if share("ٹڈڑےں") > 5 => Some(("ur", "Urdu")),
        "ar" if share("پچژگ") > 10 => Some(("fa", "Persian")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief.";

    #[test]
    fn tags_are_in_no_language() {
        let cell = "<td class=\"glass-table the and of\"><a href=\"/docs/the/of/and\">اَلْإِعْرَابُ</a></td>\n";
        let text = format!(
            "<div class=\"wrap\">\n{}</div>\n\nThe prelude has been completed.\n\nهذا كتاب في النحو العربي وهو للطلاب\n",
            cell.repeat(20)
        );
        assert_eq!(language(&text).map(|(tag, _)| tag), Some("ar"));
        assert_eq!(without_tags("a < b <i>c</i> <3 >"), "a < b  c  <3 >");
    }

    #[test]
    fn languages_are_known_by_their_words_or_script() {
        for (tag, text) in [
            ("en", ENGLISH),
            (
                "de",
                "Es war einmal ein König, der hatte eine Tochter, und die war so schön, dass die Sonne selber, die doch so vieles gesehen hat, sich verwunderte, so oft sie ihr ins Gesicht schien.",
            ),
            (
                "fr",
                "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient si vite que je n'avais pas le temps de me dire que je m'endormais.",
            ),
            (
                "es",
                "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo de los de lanza en astillero, adarga antigua y galgo corredor.",
            ),
            (
                "it",
                "Nel mezzo del cammin di nostra vita mi ritrovai per una selva oscura che la diritta via era smarrita. E quanto a dir qual era è cosa dura questa selva selvaggia e aspra e forte.",
            ),
            (
                "pt",
                "Quando o homem chegou à cidade não havia ninguém na rua e as casas estavam fechadas, como se os seus habitantes não quisessem que um estranho os visse a passar por ali.",
            ),
            (
                "nl",
                "Er was eens een koning die een dochter had en zij was zo mooi dat de zon zelf, die toch zo veel gezien heeft, zich verwonderde als zij haar in het gezicht scheen.",
            ),
            (
                "pl",
                "Był sobie raz król, który miał córkę, i była ona tak piękna, że nawet słońce, które przecież tyle widziało, dziwiło się, gdy jej świeciło w twarz. Nie jest to jednak koniec.",
            ),
            (
                "ru",
                "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Все смешалось в доме Облонских. Жена узнала, что муж был в связи с бывшею в их доме француженкою.",
            ),
            (
                "uk",
                "Усі щасливі родини схожі одна на одну, кожна нещаслива родина нещаслива по-своєму. Усе змішалося в домі Облонських. Дружина дізналася, що її чоловік був у зв'язку з француженкою у їхньому домі.",
            ),
            (
                "el",
                "Όλες οι ευτυχισμένες οικογένειες μοιάζουν μεταξύ τους, κάθε δυστυχισμένη οικογένεια είναι δυστυχισμένη με τον δικό της τρόπο. Όλα ήταν άνω κάτω στο σπίτι των Ομπλόνσκι και κανείς δεν ήξερε γιατί.",
            ),
            ("zh-Hans", "幸福的家庭都是相似的,不幸的家庭各有各的不幸。这个国家的人们都说,他们过去没有见过这样的时候。"),
            ("zh-Hant", "幸福的家庭都是相似的,不幸的家庭各有各的不幸。這個國家的人們都說,他們過去沒有見過這樣的時候。"),
            ("ja", "幸福な家庭はすべて互いに似かよったものであり、不幸な家庭はどこもその不幸のおもむきが異なっているものである。"),
            (
                "ko",
                "행복한 가정은 모두 모습이 비슷하고, 불행한 가정은 모두 제각각의 불행을 안고 있다. 오블론스키 집안은 모든 것이 뒤죽박죽이었다. 아내는 남편이 예전에 집에 있던 프랑스 여자 가정교사와 관계가 있었다는 것을 알고 남편에게 더 이상 같은 집에서 살 수 없다고 말했다.",
            ),
        ] {
            assert_eq!(language(text).map(|(tag, _)| tag), Some(tag), "{text}");
        }
    }

    #[test]
    fn little_text_and_code_tell_nothing() {
        assert_eq!(language("Der Hund und die Katze."), None);
        assert_eq!(language(&"a o e ".repeat(99)), None);
        assert_eq!(language(&"der die ".repeat(99)), None);
        assert_eq!(language(&format!("```\n{}\n```\n", "der die und das ist nicht ein eine ".repeat(9))), None);
        assert_eq!(language(&"lorem ipsum dolor sit amet consectetur adipiscing elit ".repeat(9)), None);
        let quoting = format!("{ENGLISH} {ENGLISH} He said: la vie est belle et les hommes sont les mêmes dans le monde.");
        assert_eq!(language(&quoting).map(|(tag, _)| tag), Some("en"));
    }
}
