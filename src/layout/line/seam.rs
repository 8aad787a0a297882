//! Where the parts of a German word meet, across which no ligature is set (Auf|lage, Schaf|fell; but treffen, Schiff): Duden, “Hinweise
//! für das Maschinenschreiben und E-Mails”, Ligaturen.
//!
//! The patterns tell where a word may be divided; of these places those are seams at which letters meet that one part would not hold together.

use super::patterns::{Patterns, syllables_of};
use crate::fonts::FaceId;
use crate::fonts::shape::{Features, Shaped, Shaper};

/// Stems with a long vowel before their `f`: what follows them is another part of the word.
const STEMS: [&str; 17] = [
    "auf", "kauf", "lauf", "brief", "schlaf", "schaf", "hof", "tief", "ruf", "huf", "graf", "straf", "bischof", "reif", "steif", "hilf",
    "prof",
];

/// How many letters stand on either side of a seam at least.
const LETTERS: usize = 3;

/// Shapes a word; no ligature reaches across its seams.
pub(super) fn shape<'f>(
    patterns: Option<Patterns>,
    to_left: bool,
    face: FaceId,
    features: Features,
    text: &str,
    shaper: &mut Shaper<'f>,
) -> &'f Shaped {
    match patterns.filter(|patterns| patterns.is_german()).map(|patterns| seams(text, patterns)) {
        Some(seams) if !seams.is_empty() => shaper.parted(to_left, face, features, text, &seams),
        _ => shaper.shape_to(to_left, face, features, text),
    }
}

/// The bytes of a word at which two of its parts meet in letters that a ligature would join.
fn seams(text: &str, patterns: Patterns) -> Vec<usize> {
    let joins = |pair: &[u8]| pair[0] == b'f' && matches!(pair[1], b'f' | b'l' | b'i' | b'j' | b'h' | b'b' | b'k' | b't');
    if !text.as_bytes().windows(2).any(joins) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(begin) = text[start..].find(char::is_alphabetic).map(|at| start + at) {
        let end = text[begin..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |at| begin + at);
        let word = &text[begin..end];
        let places = syllables_of(word, patterns).into_iter();
        found.extend(places.filter(|&at| joins(&word.as_bytes()[at - 1..=at]) && is_seam(&word[..at], &word[at..])).map(|at| begin + at));
        start = end;
    }
    found
}

/// Whether two parts of a word between which it may be divided are parts of a compound.
fn is_seam(left: &str, right: &str) -> bool {
    if left.chars().count() < LETTERS || right.chars().count() < LETTERS {
        return false;
    }
    let left = left.to_lowercase();
    // Not Scheffel.
    let ends_in_stem = left == "chef" || STEMS.iter().any(|stem| left.ends_with(stem));
    let starts = |parts: &[&str]| parts.iter().any(|part| right.starts_with(part));
    match right.as_bytes()[0] {
        b'f' => {
            let before = left.trim_end_matches('f');
            // No stem has a double letter behind a consonant or a diphthong, or a letter three times.
            let long = ["au", "eu", "äu", "ei", "ai", "ie"].iter().any(|vowels| before.ends_with(vowels));
            let consonant = !before.ends_with(['a', 'e', 'i', 'o', 'u', 'ä', 'ö', 'ü', 'y']);
            long || consonant || left.ends_with("ff") || ends_in_stem && !starts(&["fen", "fer", "fung", "ft"])
        }
        b't' => ends_in_stem && !starts(&["tig", "tung"]) && !matches!(right, "te" | "ten" | "tes" | "tet" | "ter" | "tem" | "test"),
        // Zweifler, zweifle: an `e` has fallen out of one part.
        b'l' => ends_in_stem || !(starts(&["ler", "lig", "lung"]) || matches!(right, "len" | "let" | "lest" | "lte" | "lnd")),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Family, Fonts};
    use crate::layout::line::patterns::language;

    const PARTED: &str = "Auflage Auflagen auflösen Auflösung auflegen Auflauf aufladen auflassen auflesen aufleben auflehnen auffallen Auffahrt \
        auffordern Auffassung auffangen aufführen Aufführung auffressen auffrischen auffüllen auffällig Kaufleute Kaufladen Kauflust \
        Laufleistung Lauffeuer Lauffläche Brieffreund Brieflein Schaffell Schlaflied Schlaflosigkeit hilflos Hilflosigkeit höflich \
        brieflich käuflich beruflich Dorfleben Dorffest Golffeld fünffach zwölffach Fünflinge Tieflader Tiefflug tieffliegend Straflager \
        straflos Sauerstoffflasche Brieftasche Auftritt auftragen Auftrag auftauen Aufbau aufbauen Aufbruch Kaufhaus Aufhebung aufheben \
        aufhören Aufkleber Aufklärung aufklären Hofhund Briefkasten Briefbogen Laufbahn Kaufhalle Tiefbau Schlafhaus Rufbereitschaft \
        Schifffahrt Stofffarbe Stoffladen Stofflager Auflicht aufliegen aufladend Auflader auflockern Auflockerung auflisten Auflistung \
        Kauflaune Lauflinie Schafleder Hofladen unhöflich Unhöflichkeit vorläuflich sträflich begrifflich stofflich trefflich";

    const WHOLE: &str = "treffen Treffen Schiff Schiffe Schiffer hoffen offen öffnen Öffnung Stoffe Stoffen Affe Affen Waffen Waffel Kaffee Koffer \
        Löffel Pfeffer Ziffer Ziffern Giraffe Karaffe raffen schaffen schaffend Schaffner verschaffen gaffen klaffen straffen gestrafft \
        Griffe Griffel Begriffe griffen ergriffen pfiffig Pfiff Kniff Kniffe Riff Riffe Puffer Muffel Büffel Trüffel Scheffel Teufel \
        Zweifel Effekt effektiv Offizier offiziell Differenz differenzieren Affekt Affäre finden Finger fliegen Fläche Pflicht pflegen \
        Empfang empfinden Profit Grafik Stifte Schrift Schriften Kraft kräftig Luft lüften Heft heften oft Gift Haftung duften Düfte \
        Zweifler zweifle Giftschrank Flamme Flügel Fisch Film fließen Konflikt Inflation Reflex reflektieren Triftigkeit heftig häufig \
        Läufer Käufer Käfig laufen kaufen rufen schlafen Briefe Höfe tiefe tiefer reifen Hafen Ofen Stufe Hilfe Hälfte Elfe zwölfte";

    #[test]
    fn two_hundred_german_words_have_their_seams() {
        let patterns = language("de").unwrap();
        let of = |word: &str| seams(word, patterns);
        for word in PARTED.split_whitespace() {
            assert!(!of(word).is_empty(), "{word}");
        }
        for word in WHOLE.split_whitespace() {
            assert!(of(word).is_empty(), "{word}: {:?}", of(word));
        }
        assert!(PARTED.split_whitespace().count() + WHOLE.split_whitespace().count() >= 200);
        assert_eq!(of("„Auflage“, Schiff-Auflage"), [6, 25]);
    }

    #[test]
    fn no_ligature_reaches_across_a_seam() {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        let face = fonts.face_for(Family::Serif, false, false);
        let mut glyphs = |tag: &str, word: &str| {
            let shaped = shape(language(tag), false, face, Features::PLAIN, word, &mut shaper);
            assert_eq!(shaped.width, shaped.glyphs.iter().map(|glyph| glyph.advance).sum::<i32>());
            assert!(shaped.glyphs.windows(2).all(|pair| pair[0].cluster <= pair[1].cluster), "{word}");
            shaped.glyphs.len()
        };
        assert_eq!(glyphs("de", "Auflage"), 7);
        assert_eq!(glyphs("en", "Auflage"), 6);
        assert_eq!(glyphs("de", "Schiff"), glyphs("en", "Schiff"));
    }
}
