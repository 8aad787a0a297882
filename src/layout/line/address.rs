//! Addresses (of the web, of mail, of papers) in running text, and where a line may end in one.
//!
//! As the Chicago Manual of Style has it (17th edition, 7.46 and 14.18): behind a double slash, before or behind `=` and `&`, before any
//! other mark; never with a hyphen that is not in the address, nor behind one that is.

use std::ops::Range;

/// The fewest letters of an address on either side of a place.
const LEAST: usize = 3;

/// The addresses in a text, in order.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    // Most paragraphs have none, and this is quickly seen.
    if !text.contains(['/', '@']) && !text.contains("www.") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == '\u{FFFC}') {
        let bare = word.trim_end().trim_start_matches(|c: char| !c.is_alphanumeric());
        let from = start + word.trim_end().len() - bare.len();
        let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
        if is_address(bare) {
            found.push(from..from + bare.len());
        }
        start += word.len();
    }
    found
}

/// Whether a word is an address: it names a scheme, begins as the names of hosts do, or is a mailbox.
fn is_address(word: &str) -> bool {
    if !word.is_ascii() && !word.contains("://") {
        return false;
    }
    let scheme = |(scheme, rest): (&str, &str)| {
        let letters = scheme.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        !letters.is_empty() && !rest.is_empty()
    };
    let is_registrant =
        |(number, name): (&str, &str)| number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty();
    let of_paper = |word: &str| word.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(is_registrant);
    word.split_once("://").is_some_and(scheme)
        || word.starts_with("www.")
        || of_paper(word.trim_start_matches("doi:"))
        || word.split_once('/').is_some_and(|(host, _)| is_host(host))
        || word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host))
}

/// Whether a word is the name of a host: parts of letters, digits and hyphens between full stops, the last of two letters at least.
fn is_host(word: &str) -> bool {
    let mut parts = word.rsplit('.');
    let last = parts.next().unwrap_or_default();
    let ends = (2..=18).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut rest = parts.peekable();
    let is_part = |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    ends && rest.peek().is_some() && rest.all(is_part)
}

/// Where a line may end in an address, in bytes from its beginning.
pub(super) fn places(address: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut before = None;
    for (at, c) in address.char_indices() {
        let first_of_marks = before.is_some_and(char::is_alphanumeric);
        let place = match c {
            // Both of `://` stay with what is before them.
            '/' | ':' if address[..at].ends_with(':') || address[at..].starts_with("://") => false,
            _ if address[..at].ends_with("://") => true,
            '@' => first_of_marks,
            c if c.is_alphanumeric() => matches!(before, Some('=' | '&')),
            '\'' | '"' | ')' | ']' | '}' | '>' | '’' | '”' | '»' => false,
            _ => first_of_marks,
        };
        let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).take(LEAST).count() == LEAST;
        if place && letters(&address[..at]) && letters(&address[at..]) {
            places.push(at);
        }
        before = Some(c);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_words() {
        let found = |text: &str| addresses(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found(
                "See (https://a.org/b_c?d=1), www.example.org/x. or <doi:10.1000/j.pone.01>; 10.1000/182, jo.roe@mail.example.com, example.org/b!"
            ),
            [
                "https://a.org/b_c?d=1",
                "www.example.org/x",
                "doi:10.1000/j.pone.01",
                "10.1000/182",
                "jo.roe@mail.example.com",
                "example.org/b"
            ]
        );
        assert_eq!(found("and/or, 1/2, km/h, he/she, 10.5/3.2, z.B./d.h., e.g./i.e., @name, a@b, 9/11, ://"), [""; 0]);
    }

    #[test]
    fn addresses_are_parted_as_the_manual_says() {
        let parted = |address: &str| {
            let mut parts = address.to_owned();
            places(address).into_iter().rev().for_each(|at| parts.insert(at, ' '));
            parts
        };
        for (address, wanted) in [
            (
                "https://www.example.org/archive/1871/letters-of-the-ferryman.html?edition=first&page=12",
                "https:// www .example .org /archive /1871 /letters -of -the -ferryman .html ?edition = first & page=12",
            ),
            ("https://doi.org/10.1000/journal.pone.0123456.s001", "https:// doi .org /10 .1000 /journal .pone .0123456 .s001"),
            ("www.a_b.org/~roe/", "www .a _b .org /~roe/"),
            ("jo.roe@mail.example.com", "jo.roe @mail .example .com"),
        ] {
            assert_eq!(parted(address), wanted);
        }
    }

    proptest::proptest! {
        /// Nothing is parted behind a hyphen, within a word or at an end.
        #[test]
        fn places_are_beside_marks(address in "[a-z]{1,4}://[a-z0-9./?=&_~#%-]{0,30}") {
            for at in places(&address) {
                let (head, tail) = address.split_at(at);
                let (last, first) = (head.chars().next_back().unwrap(), tail.chars().next().unwrap());
                proptest::prop_assert!(!last.is_alphanumeric() || !first.is_alphanumeric());
                proptest::prop_assert!(last != '-' && head.len() >= LEAST && tail.len() >= LEAST);
            }
        }
    }
}
