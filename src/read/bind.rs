//! Spaces that must not end a line: between initials and a name, an abbreviation and its number, a number and its unit.

use crate::language::{Language, UNITS};

/// Whether a space between two characters may bind: most words are told apart by one look at their last and the next one's first.
pub(super) fn may_bind(last: char, next: Option<char>, tongue: &Language) -> bool {
    if may_be_dash(last) {
        return true;
    }
    if next.is_some_and(may_be_dash) {
        return tongue.bindings.before_dashes;
    }
    if last == '×' || next == Some('×') {
        return true;
    }
    let word = last == '.' || last == '№' || last.is_alphanumeric() || matches!(last, '§' | '¶' | '°' | 'º' | '׳' | '\'');
    let before = last == '.' || last.is_ascii_digit() || tongue.bindings.letters;
    let century = !tongue.bindings.after_numbers.is_empty() && (is_roman(last) || last == 'e' && next == Some('s'));
    word && (before || century || next.is_some_and(|c| c.is_ascii_digit() || c.is_uppercase()))
}

/// Whether the space between two texts binds what stands on both sides of it.
pub(super) fn binds(before: &str, after: &str, tongue: &Language) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let next = after.chars().next();
    if !may_bind(last, next, tongue) {
        return false;
    }
    if next.is_some_and(may_be_dash) && is_dash_word(after.split(is_mark).next().unwrap_or_default()) {
        return tongue.bindings.before_dashes && !ends_sentence(before);
    }
    if may_be_dash(last)
        && let Some(dash) = before.rsplit(is_mark).next().filter(|word| is_dash_word(word))
    {
        return ends_sentence(&before[..before.len() - dash.len()]);
    }
    let number = next.is_some_and(|c| c.is_ascii_digit());
    if times(before, after) {
        return true;
    }
    let name = next.is_some_and(char::is_uppercase);
    let word = last_word(before);
    if tongue.bindings.before_numbers.contains(&word) && first_word(after).is_some_and(|next| roman(next, char::is_lowercase)) {
        return true;
    }
    if name && king(word, after, tongue) || dated(word, after, tongue) || counted(word, after, tongue) {
        return true;
    }
    if number && (matches!(word, "§" | "§§" | "¶" | "№") || tongue.bindings.before_numbers.contains(&word)) {
        return true;
    }
    if name && tongue.bindings.before_names.contains(&word) {
        return true;
    }
    let mut letters = word.chars();
    let letter = letters.next().filter(|c| c.is_alphabetic());
    match (letter, letters.as_str()) {
        // J. S. Bach; but “than I.” ends a sentence.
        (Some(letter), ".") if letter.is_uppercase() => name && word != "I.",
        // z. B., d. h., т. е.
        (Some(_), ".") => {
            let mut rest = after.chars();
            rest.next().is_some_and(char::is_alphabetic) && rest.next() == Some('.')
        }
        (Some(letter), "") if tongue.bindings.letters => letter.is_lowercase() || begins_sentence(before, after),
        _ if last.is_ascii_digit() => {
            let figures = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '–' | '-' | '−'));
            figures && unit(after)
        }
        _ => false,
    }
}

/// 250 × 250: a sign between two numbers, on either side of which a space stands.
fn times(before: &str, after: &str) -> bool {
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let measured = |text: &str| text.trim_end_matches(char::is_alphabetic).trim_end().ends_with(|c: char| c.is_ascii_digit());
    let sign = |text: &str| matches!(text, "×" | "x");
    let first = || after.split(char::is_whitespace).next().filter(|word| sign(word));
    if let Some(sign) = first() {
        return measured(before) && figure(after[sign.len()..].trim_start());
    }
    let Some(rest) = before.strip_suffix(['×', 'x']) else { return false };
    figure(after) && rest.ends_with(char::is_whitespace) && measured(rest.trim_end())
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–')
}

/// A dash, or the hyphen of which dashes are typed.
fn may_be_dash(c: char) -> bool {
    is_dash(c) || c == '-'
}

/// Whether a word is a dash, or the two or three hyphens that are typed for one.
fn is_dash_word(word: &str) -> bool {
    let mut runs = word.split(is_dash).filter(|run| !run.is_empty());
    !word.is_empty() && runs.all(|run| matches!(run, "--" | "---"))
}

/// What stands round the words of a sentence, typed or set.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '(' | ')')
}

/// Whether a sentence ends with a text, or a colon that announces what is said.
fn ends_sentence(before: &str) -> bool {
    let bare = before.trim_end_matches(is_mark);
    bare.is_empty() || bare.ends_with(['.', '!', '?', '…', ':'])
}

/// Whether the one letter at the end of a text is the first word of a sentence or a quotation that goes on in small letters; elsewhere a
/// single capital is a name (`Vitamin C`).
fn begins_sentence(before: &str, after: &str) -> bool {
    let rest = before.trim_end_matches(char::is_alphabetic);
    let unquoted = rest.trim_end_matches(['„', '«', '“', '"']);
    let opened = unquoted.len() < rest.len() && (unquoted.is_empty() || unquoted.ends_with(char::is_whitespace));
    let bare = rest.trim_end_matches(|c: char| may_be_dash(c) || c.is_whitespace());
    (opened || ends_sentence(bare)) && after.starts_with(char::is_lowercase)
}

/// A sign of which Roman numbers are made.
fn is_roman(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M')
}

/// Whether a word is a Roman number in letters of this kind.
fn roman(word: &str, kind: fn(char) -> bool) -> bool {
    !word.is_empty() && word.chars().all(|c| kind(c) && is_roman(c.to_ascii_uppercase())) && word.len() < 9
}

/// The first word of a text, without what closes behind it; none if it is longer than any of the tables.
fn first_word(after: &str) -> Option<&str> {
    let end = after.char_indices().take(24).find(|(_, c)| c.is_whitespace()).map_or(after.len().min(48), |(at, _)| at);
    let word = after.get(..end)?.trim_end_matches([',', ';', ':', ')', ']', '?', '!', '”', '’', '»', '“']);
    (!word.is_empty()).then_some(word)
}

/// Louis XIV: a name and its number. An English `I` is a word.
fn king(word: &str, after: &str, tongue: &Language) -> bool {
    let Some(number) = first_word(after).map(|number| number.trim_end_matches(['.', '\'', '’'])) else { return false };
    let mut letters = word.chars();
    let named = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase) && word.len() > 2;
    named && roman(number, char::is_uppercase) && !(number == "I" && tongue.tags.first() == Some(&"en"))
}

/// 14 July, July 14: a day and its month.
fn dated(word: &str, after: &str, tongue: &Language) -> bool {
    let day = |word: &str| {
        let figures = word.trim_end_matches('.');
        (1..=2).contains(&figures.len()) && figures.bytes().all(|byte| byte.is_ascii_digit())
    };
    let Some(next) = first_word(after) else { return false };
    let is_month = |word: &str| tongue.dates.months.contains(&word) || tongue.dates.months_alone.contains(&word);
    day(word) && is_month(next.trim_end_matches('.')) || is_month(word) && day(next)
}

/// £10 million, XIX в., XIXe siècle: a number and what it counts.
fn counted(word: &str, after: &str, tongue: &Language) -> bool {
    let Some(next) = first_word(after).filter(|_| !tongue.bindings.after_numbers.is_empty()) else { return false };
    let figures = word.trim_start_matches(['£', '$', '€', '¥']);
    let number =
        figures.starts_with(|c: char| c.is_ascii_digit()) && figures.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '–'));
    let century = word.strip_suffix('e').unwrap_or(word);
    let all = tongue.bindings.after_numbers;
    (number || roman(century, char::is_uppercase)) && (all.contains(&next) || all.contains(&next.trim_end_matches('.')))
}

fn unit(after: &str) -> bool {
    let end = after.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | ')' | '?' | '!' | '/')).unwrap_or(after.len());
    let word = after[..end].trim_end_matches('.');
    UNITS.contains(&word)
}

/// The word at the end of a text, without what opens before it.
fn last_word(before: &str) -> &str {
    // No word of the tables is longer than this.
    let from = before.char_indices().rev().take(24).last().map_or(0, |(at, _)| at);
    let tail = &before[from..];
    let start = tail.rfind(char::is_whitespace).map_or(0, |at| at + tail[at..].chars().next().map_or(1, char::len_utf8));
    tail[start..].trim_start_matches(['(', '[', '“', '‘', '„', '‚', '«', '‹', '"', '\'', '—', '–'])
}

#[cfg(test)]
mod tests {
    use super::super::smart::smarten;
    use crate::language::language;

    #[test]
    fn what_belongs_together_stays_together() {
        let bound = |tag: &str, text: &str| smarten(text, language(tag)).replace(['\u{A0}', '\u{202F}'], "~");
        for (tag, text, right) in [
            ("en", "by J. S. Bach, on p. 14 and pp. 3 ff.", "by J.~S.~Bach, on p.~14 and pp.~3 ff."),
            ("en", "(Fig. 3) Mr. Smith and Dr. Jones", "(Fig.~3) Mr.~Smith and Dr.~Jones"),
            ("en", "No. 5 and No. The end", "No.~5 and No. The end"),
            ("en", "10 km, 3.5 GHz and 5 men in 1990 in Rome", "10~km, 3.5~GHz and 5 men in 1990 in Rome"),
            ("en", "at 10 a.m. than I. The next", "at 10~a.m. than I. The next"),
            ("en", "a cat, I say", "a cat, I say"),
            ("de", "z. B. auf S. 12, Nr. 4", "z.~B. auf S.~12, Nr.~4"),
            ("fr", "M. Proust, p. 7", "M.~Proust, p.~7"),
            ("ru", "в доме, т. е. на с. 5, № 3", "в~доме, т.~е. на с.~5, №~3"),
            ("cs", "s nimi v lese", "s~nimi v~lese"),
            ("en", "on 14 July 1789 and May 3, 2020", "on 14~July 1789 and May~3, 2020"),
            ("en", "Louis XIV and Vitamin C; then I went in May 2020", "Louis~XIV and Vitamin~C; then I went in May 2020"),
            ("en", "vol. ix cost £10 million, or 3 million", "vol.~ix cost £10~million, or 3~million"),
            ("fr", "le 14 juillet, Louis XIV, au XIXe siècle, chap. 3", "le 14~juillet, Louis~XIV, au XIXe~siècle, chap.~3"),
            ("ru", "XIX в., 5 мая 1871 г. в мае", "XIX~в., 5~мая 1871~г. в~мае"),
            ("pl", "w 1920 r. i 5 maja", "w~1920~r. i~5~maja"),
            ("cs", "5. května", "5.~května"),
            ("ru", "было темно. А на дворе, «И вот», витамин C есть", "было темно. А~на дворе, «И~вот», витамин C есть"),
            ("ru", "это — всё, сказал он. — Да? — Нет", "это~— всё, сказал он. —~Да? —~Нет"),
            ("pl", "to – wszystko", "to~– wszystko"),
            ("it", "e gli disse: — Di' tu, ma no — che", "e gli disse: —~Di’ tu, ma no — che"),
            ("en", "250 × 250 mm, 3 x 5 and 9 cm × 13 cm", "250~×~250~mm, 3~x~5 and 9~cm~×~13~cm"),
            ("en", "by a factor × two, the axes x and y, x 3 and 5 x", "by a factor × two, the axes x and y, x 3 and 5 x"),
            ("en", "Picture 1 and plate 12, on map 3", "Picture~1 and plate~12, on map~3"),
            ("de", "auf Seite 12 in Tabelle 3", "auf Seite~12 in Tabelle~3"),
        ] {
            assert_eq!(bound(tag, text), right);
        }
    }
}
