//! Prose made here, the same each time: words whose lengths and repetitions are those of English, in sentences, paragraphs and
//! chapters, with some notes. It means nothing; a typesetter cannot tell.

/// A sequence of numbers that looks like chance and never changes (Knuth's linear congruence, MMIX).
struct Chance(u64);

impl Chance {
    /// A number below `below`.
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap_or(0)]
    }
}

/// The words of which half of any English text consists, most frequent first.
const FREQUENT: &str = "the of and a to in he was that it his is with as I for at had be on not by but they this from which all \
    she so one him her or were there when are you no what now if their into some like then them who upon such been would more up \
    out time will these how only other than any very those over its may down must great before still our old should about after";

const ONSETS: [&str; 24] =
    ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pl", "ch", "sh", "br", "con", "pre", "re"];
const NUCLEI: [&str; 12] = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ea", "ou", "ai"];
const CODAS: [&str; 16] = ["", "", "", "n", "r", "s", "l", "t", "nd", "st", "m", "ck", "ng", "d", "rt", "nt"];
const ENDINGS: [&str; 10] = ["", "", "", "ed", "ing", "ly", "er", "tion", "ness", "s"];

/// How many different words there are.
const WORDS: usize = 14_000;

/// The words by rank: the frequent ones, then made-up ones of one to four syllables, the rarer the longer.
fn vocabulary(chance: &mut Chance) -> Vec<String> {
    let mut words: Vec<String> = FREQUENT.split_whitespace().map(str::to_owned).collect();
    while words.len() < WORDS {
        let most = match words.len() {
            ..400 => 1,
            400..3_000 => 2,
            3_000..9_000 => 3,
            _ => 4,
        };
        let mut word = String::new();
        for _ in 0..=chance.below(most) {
            for part in [&ONSETS[..], &NUCLEI, &CODAS] {
                word += chance.pick(part);
            }
        }
        words.push(word + chance.pick(&ENDINGS));
    }
    words
}

/// A word by Zipf's law: the word of rank r is 1/r as frequent as the first. A rank's logarithm is even, therefore.
fn word<'w>(words: &'w [String], chance: &mut Chance) -> &'w str {
    // In whole numbers: 2^k doubles the rank, and within a doubling all are alike.
    let doublings = u64::from(words.len().ilog2()) + 1;
    let base = 1 << chance.below(doublings);
    let rank = base + chance.below(base) - 1;
    &words[usize::try_from(rank).unwrap_or(0) % words.len()]
}

/// A book of about this many words, in chapters of 2,500 with a note on every tenth paragraph.
pub(crate) fn book(count: usize) -> String {
    let mut chance = Chance(1851);
    let words = vocabulary(&mut chance);
    let mut text = String::from("---\ntitle: A Book of Chance\nauthors: [Nobody]\n---\n");
    let mut notes = String::new();
    let (mut written, mut chapter, mut paragraphs) = (0, 0, 0);
    while written < count {
        if written >= chapter * 2_500 {
            chapter += 1;
            text += &format!("# Chapter {chapter}\n\n");
        }
        for _ in 0..3 + chance.below(5) {
            written += sentence(&mut text, &words, &mut chance);
        }
        paragraphs += 1;
        if paragraphs % 10 == 0 {
            text.truncate(text.trim_end().len());
            text += &format!("[^{paragraphs}]");
            notes += &format!("[^{paragraphs}]: ");
            written += sentence(&mut notes, &words, &mut chance);
            notes += "\n\n";
        }
        text += "\n\n";
    }
    text + &notes
}

/// Adds a sentence of 5 to 40 words; tells how many.
fn sentence(text: &mut String, words: &[String], chance: &mut Chance) -> usize {
    let length = 5 + chance.below(18) + chance.below(18);
    for index in 0..length {
        let word = word(words, chance);
        if index == 0 {
            let mut letters = word.chars();
            text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            *text += letters.as_str();
        } else {
            *text += word;
        }
        *text += match (index + 1 == length, chance.below(12)) {
            (true, 0) => "? ",
            (true, _) => ". ",
            (false, 0) => ", ",
            (false, _) => " ",
        };
    }
    usize::try_from(length).unwrap_or(0)
}
