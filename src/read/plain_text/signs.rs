//! What a line is by its look alone: a scene break, speech, a list's mark, a numeral, a date, code.

use crate::language;

/// Whether a line is a scene break: signs alone, or one `o` between dashes.
pub(super) fn is_break(line: &str) -> bool {
    let signs = |c: char| "*＊※⁂#~-–—―_=+•·◇◆○●☆★❦❧✦✻✽§°◦".contains(c) || c.is_whitespace();
    let bare = line
        .replace("—o—", "—")
        .replace("-o-", "-")
        .replace("– o –", "–")
        .replace("- o -", "-")
        .replace("— o —", "—")
        .replace("o O o", "*")
        .replace("oOo", "*");
    // Two hyphens begin a signature, and one dash may be all that somebody says.
    !line.is_empty()
        && line.chars().count() <= 80
        && bare.chars().all(signs)
        && !matches!(line, "--" | "-" | "—" | "–" | "+" | "•" | "_" | "=")
}

/// The sign of a line that underlines the one above.
pub(super) fn underline(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|c| "=-~^*".contains(*c))?;
    (line.chars().count() >= 3 && line.chars().all(|c| c == sign)).then_some(sign)
}

/// Whether somebody speaks: a quotation mark or a dash of speech at the beginning, or a sentence that ends inside quotation marks.
pub(super) fn is_speech(line: &str) -> bool {
    let quoted = line
        .trim_start_matches(['_', '*', '(', '['])
        .starts_with(['"', '“', '„', '«', '»', '‹', '‘', '\'', '「', '『', '”', '—', '–', '―']);
    let ended = line.trim_end_matches(['_', '*']).strip_suffix(['"', '”', '“', '’', '»', '«', '\'', '」', '』']);
    quoted && !is_apostrophe(line) || line.starts_with('-') || ended.is_some_and(|line| line.ends_with(['.', ',', '!', '?', '…', '。']))
}

/// `’Twas` and `'90s` begin with an apostrophe.
fn is_apostrophe(line: &str) -> bool {
    let rest = line.strip_prefix(['’', '\'', '‘']);
    rest.is_some_and(|rest| !rest.contains(['’', '\'']) && rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// Whether a line ends a sentence or a part of one.
pub(super) fn is_closed(line: &str) -> bool {
    ends_with(line, &['.', '!', '?', '…', '。', '！', '？', ':', '：', '।'])
}

/// Whether a line ends in one of these, behind closing marks.
pub(super) fn ends_with(line: &str, signs: &[char]) -> bool {
    let called = line.strip_suffix(']').and_then(|line| line.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('['));
    called
        .unwrap_or(line)
        .trim_end()
        .trim_end_matches(['_', '*', '"', '”', '“', '’', '\'', '»', '«', ')', ']', '」', '』'])
        .ends_with(signs)
}

/// Whether the letters of a line are capitals, two at least.
pub(super) fn is_capitals(line: &str) -> bool {
    line.chars().filter(|c| c.is_uppercase()).count() >= 2 && !line.chars().any(char::is_lowercase)
}

/// Whether the first letter is a small one.
pub(super) fn is_small(line: &str) -> bool {
    line.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether the words of a line begin with capitals, but for short ones; at least two in three.
pub(super) fn is_raised(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).collect();
    let raised = words.iter().filter(|word| !is_small(word)).count();
    raised * 3 >= words.len() * 2 && !is_small(line)
}

/// A line's number and what follows it: Arabic, Roman or in Han; with a stop, or all of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered<'t> {
    /// The numbers between the stops: `3.1.2` has three.
    pub(super) places: Vec<usize>,
    /// The words behind it.
    pub(super) rest: &'t str,
}

/// The number that a line begins with.
pub(super) fn numbered(line: &str) -> Option<Numbered<'_>> {
    let line = line.trim_start();
    let first = line.split_whitespace().next()?;
    let rest = line[first.len()..].trim_start();
    let bare = first.trim_end_matches(['.', ')', ':']);
    let marked = bare.len() < first.len();
    let bare = bare.trim_start_matches('§');
    let places: Option<Vec<usize>> = bare.split('.').map(number).collect();
    let places = places.filter(|places| places.len() < 5)?;
    let whole = rest.is_empty();
    let dashed = rest.starts_with(['—', '–', '-', '|', '·']);
    (whole || marked || dashed || places.len() > 1 && !rest.starts_with(|c: char| c.is_lowercase()))
        .then(|| Numbered { places, rest: rest.trim_start_matches(['—', '–', '-', '|', '·', ' ']) })
}

/// A numeral: Arabic, Roman in capitals or small letters, or Han.
pub(super) fn number(word: &str) -> Option<usize> {
    if word.is_empty() || word.chars().count() > 8 {
        return None;
    }
    if let Some(digits) = word
        .chars()
        .map(|c| c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32)))
        .collect::<Option<Vec<u32>>>()
    {
        return (digits.len() <= 4).then(|| digits.iter().fold(0, |all, digit| all * 10 + *digit as usize));
    }
    if let Some(at) = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].iter().position(|han| *han == word) {
        return Some(at + 1);
    }
    let upper = word.bytes().all(|byte| b"IVXLC".contains(&byte)) || word.bytes().all(|byte| b"ivxlc".contains(&byte));
    let value = |byte: &u8| {
        [(b'I', 1), (b'V', 5), (b'X', 10), (b'L', 50), (b'C', 100)]
            .iter()
            .find(|(letter, _)| *letter == byte.to_ascii_uppercase())
            .map_or(0, |(_, value)| *value)
    };
    let values: Vec<usize> = word.as_bytes().iter().map(value).collect();
    let sum = |at: usize| if values.get(at + 1).is_some_and(|next| *next > values[at]) { values[at].wrapping_neg() } else { values[at] };
    upper.then(|| (0..values.len()).map(sum).fold(0usize, usize::wrapping_add)).filter(|value| *value < 400)
}

/// The days of the week where diaries are kept, in small letters.
const DAYS: &str = " monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag понедельник вторник среда четверг пятница суббота воскресенье poniedziałek wtorek środa czwartek piątek sobota niedziela måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag ";

/// Whether a line is a date, such as begins a day of a diary.
pub(super) fn is_date(line: &str) -> bool {
    let words: Vec<String> = line.split([' ', ',', '\u{A0}', '.', '/']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    if words.is_empty()
        || words.len() > 7
        || is_small(line) && !line.starts_with(|c: char| c.is_ascii_digit())
        || !line.contains(|c: char| c.is_ascii_digit())
    {
        return false;
    }
    let digits = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let month = |word: &str| {
        language::all().any(|one| one.dates.months.iter().chain(&one.dates.months_alone).any(|month| month.to_lowercase() == word))
    };
    let day = |word: &str| word.len() > 3 && DAYS.contains(&format!(" {} ", word.trim_end_matches(':')));
    let known = words.iter().filter(|word| month(word) || day(word) || digits(word)).count();
    let named = words.iter().any(|word| month(word) || day(word));
    let iso = words.len() == 1
        && line.len() == 10
        && line.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let small = ["the", "of", "de", "den", "der", "le", "el"];
    iso || named && words.iter().all(|word| month(word) || day(word) || digits(word) || small.contains(&word.as_str())) && known >= 2
}

/// Whether a line looks like a command or a line of a program.
pub(super) fn is_code(line: &str) -> bool {
    line.starts_with("$ ")
        || line.starts_with("#!")
        || line.starts_with("> ")
        || line.starts_with("# ")
        || line.ends_with([';', '{', '}', '\\'])
        || line.ends_with("&&")
        || line.starts_with('-') && line[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        || ["();", " = ", "==", "->", "::", "</", "()", "http://", "https://"].iter().any(|sign| line.contains(sign))
}

/// Whether a line is a field with its value, as heads of letters have them: `Subject: …`.
pub(super) fn is_field(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let named = name.chars().count() <= 24
        && name.split_whitespace().count() <= 2
        && name.starts_with(char::is_uppercase)
        && name.chars().all(|c| c.is_alphabetic() || c == '-' || c == ' ');
    named && value.starts_with([' ', '\t'])
}

/// Whether words are a person's name: two to five of them, each with a capital, or between `and`.
pub(super) fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let joins = ["and", "und", "et", "y", "e", "i", "и", "de", "von", "van", "der", "la", "le", "del", "da", "du", "zu", "af", "av", "&"];
    let one = |word: &str| {
        let bare = word.trim_end_matches([',', '.']);
        joins.contains(&bare) || bare.starts_with(char::is_uppercase) && bare.chars().all(|c| c.is_alphabetic() || "-’'.".contains(c))
    };
    let han = line.chars().all(|c| columns_two(c) || c.is_whitespace()) && (2..=10).contains(&line.chars().count()) && words.len() <= 2;
    let articles = ["A", "An", "The", "Der", "Die", "Das", "Eine", "Ein", "Le", "La", "Les", "Un", "Une", "El", "Los", "Una", "Il"];
    let initials_only = words.iter().all(|word| word.trim_end_matches('.').chars().count() == 1);
    (2..=8).contains(&words.len()) && words.iter().all(|word| one(word)) && !articles.contains(&words[0]) && !initials_only || han
}

/// Whether a character is an ideograph or a kana.
fn columns_two(c: char) -> bool {
    super::lines::columns(c) == 2 && c.is_alphabetic()
}
