//! The kinds of headings that are known by their words: chapters, parts, scenes, sections by number, dates, and names of parts of books.

use super::signs;
use crate::language::numbers_chapter;

/// Words for what is larger than a chapter, and for what is smaller.
const PARTS: &str = " part teil partie parte часть del deel część část rész volume volumen band tome том buch livre book книга ";
const SCENES: &str = " scene szene scène escena scena сцена section abschnitt tableau ";

/// Names of parts of books, which are headings wherever they stand alone.
const KNOWN: &str = "|introduction|preface|foreword|prologue|epilogue|conclusion|conclusions|appendix|afterword|contents|abstract|summary|notes|endnotes|footnotes|bibliography|references|works cited|sources|acknowledgments|acknowledgements|dedication|glossary|index|about the author|author's note|a note on the text|dramatis personae|cast of characters|persons of the play|einleitung|vorwort|nachwort|schluss|anhang|inhalt|anmerkungen|literatur|danksagung|prolog|epilog|avant-propos|préface|introduction|conclusion|annexe|notes|table des matières|remerciements|épilogue|introducción|prólogo|epílogo|conclusión|notas|índice|bibliografía|agradecimientos|introduzione|prologo|epilogo|conclusione|note|indice|bibliografia|ringraziamenti|prefácio|introdução|введение|предисловие|заключение|примечания|содержание|оглавление|пролог|эпилог|послесловие|оглавление|wstęp|spis treści|úvod|obsah|inledning|förord|innehåll|indledning|forord|indhold|inleiding|voorwoord|inhoud|目次|序|序章|終章|あとがき|はじめに|前言|目录|后记|序言|";

/// Names of lists of contents.
const CONTENTS: &str = "|contents|table of contents|list of chapters|inhalt|inhaltsverzeichnis|table des matières|sommaire|índice|contenido|indice|sommario|sumário|содержание|оглавление|зміст|spis treści|obsah|innehåll|indhold|inhoud|sisällys|目次|目录|目錄|";

/// How large the part of a book is that a heading begins, by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Part,
    Chapter,
    Scene,
}

/// The rank of a line that numbers a chapter, a part or a scene by a word for one.
pub(super) fn chapter(line: &str) -> Option<Rank> {
    rank(line, false)
}

/// As [`chapter`], of a line behind as many blank lines as none but headings have: its title may be a sentence, and go on below.
pub(super) fn parted_chapter(line: &str) -> Option<Rank> {
    rank(line, true)
}

/// Whether a line numbers a chapter and hardly says more.
pub(super) fn is_numbering(line: &str) -> bool {
    is_bare_chapter(line) || chapter(line).is_some() && line.split_whitespace().count() <= 3
}

fn rank(line: &str, is_parted: bool) -> Option<Rank> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let within = |list: &str, word: &str| !word.is_empty() && list.contains(&format!(" {word} "));
    let first = words.first()?;
    let (one, two) = (bare(first), words.get(1).map(|word| bare(word)).unwrap_or_default());
    let numeral = |word: &str| signs::number(word).is_some() || signs::number(&word.to_uppercase()).is_some();
    let han = !numeral(&one) && words.len() <= 3 && first.starts_with(['第', '제']) && numbers_chapter(line);
    let named = |word: &str| word.contains(char::is_alphabetic) && numbers_chapter(&format!("{word} 1")) && !numeral(word);
    let rank = |word: &str| {
        let scene = within(SCENES, word).then_some(Rank::Scene);
        scene.or(within(PARTS, word).then_some(Rank::Part)).or(named(word).then_some(Rank::Chapter))
    };
    if han {
        return Some(Rank::Chapter);
    }
    // A number, or a short line whose words have capitals: `Chapter One`, `Глава вторая`.
    let closed = !is_parted && line.ends_with(['.', '!', ';', ',']) && !(signs::is_capitals(first) || words.len() <= 2);
    let (front, back) = (rank(&one), rank(&two));
    let counted = front.is_some()
        && (numeral(&two)
            || words.len() == 2
            || is_parted && words.get(1).is_some_and(|word| word.ends_with(['.', ':']))
            || words.len() == 3 && signs::is_raised(line)
            || signs::is_capitals(first) && !first.ends_with(':') && words.len() <= 12);
    let ordinal = front.is_none()
        && back.is_some()
        && words.len() <= 3
        && !signs::is_small(line)
        && (words.len() == 2 || words[1].ends_with(['.', ':']) || signs::is_raised(line))
        && one.chars().count() > 1;
    let is_short = is_parted || words.len() <= 16 && line.chars().count() <= 110;
    let fits = !closed && is_short && !signs::is_speech(line) && !signs::is_small(line);
    let article =
        ["the", "a", "an", "der", "die", "das", "le", "la", "un", "une", "el", "il", "my", "his", "her", "this", "that", "no", "another"]
            .contains(&one.as_str());
    (fits && (counted || ordinal && !article)).then(|| front.or(back)).flatten()
}

/// Whether a chapter's line has no words but its number.
pub(super) fn is_bare_chapter(line: &str) -> bool {
    let bare = line.trim_end_matches(['.', ':']);
    line.split_whitespace().count() <= if line.starts_with(['第', '제']) { 1 } else { 2 }
        && (chapter(line).is_some() || signs::numbered(line).is_some_and(|numbered| numbered.rest.is_empty()))
        && !bare.contains(['.', ':'])
}

/// Whether a line is the name of a part of a book and nothing else.
pub(super) fn known(line: &str) -> bool {
    is_among(KNOWN, line)
}

/// Whether a line heads a list of contents.
pub(super) fn is_contents(line: &str) -> bool {
    is_among(CONTENTS, line)
}

fn is_among(list: &str, line: &str) -> bool {
    let name = line.trim_end_matches(['.', ':']).to_lowercase().replace('’', "'");
    !name.is_empty() && !name.contains('|') && list.contains(&format!("|{name}|"))
}

/// Whether a line is no title of a whole text, since it begins a part of one.
pub(super) fn strong(line: &str) -> bool {
    let first = signs::numbered(line).is_some_and(|numbered| numbered.places.iter().all(|place| *place <= 1));
    chapter(line).is_some() || first || known(line) || signs::is_date(line) || is_contents(line)
}
