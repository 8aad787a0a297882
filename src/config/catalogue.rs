//! What catalogues ask of a book: its people, its subjects, and the series that it is part of.

use super::design::word;
use super::identifier;
use super::keys::{RawPerson, RawSeries, RawSubject};
use super::people::{role_code, role_words, sort_name};
use super::raw::{TextIfGiven, TextOrTable};
use super::resolve::ResolveContext;
use crate::book::{BookSeries, BookSubject, COLLECTION_KINDS, CollectionKind, Person, SUBJECT_SCHEMES, SubjectCode, SubjectScheme};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Severity};
use toml::Spanned;

/// A person of `authors`; none, with a finding, without a name.
pub(super) fn person(entry: &Spanned<TextOrTable<RawPerson>>, desk: &mut ResolveContext) -> Option<Person> {
    let table = match entry.get_ref() {
        TextOrTable::Text(name) => {
            let name = desk.line("authors", &Some(Spanned::new(entry.span(), name.clone())))?;
            return Some(Person::author(&name, &sort_name(&name)));
        }
        TextOrTable::Table(table) => table,
    };
    if table.name.is_none() {
        desk.say(Code::BadValue, entry.span(), "a person needs a name", Some("write `{ name = \"…\", role = \"editor\" }`"));
    }
    let mut roles: Vec<String> = Vec::new();
    for role in &table.role {
        let code = role_of(role, desk);
        if !roles.iter().any(|known| known == code) {
            roles.push(code.to_owned());
        }
    }
    let name = desk.line("authors.name", &table.name)?;
    let sort = desk.line("authors.sort", &table.sort).unwrap_or_else(|| sort_name(&name));
    let mut person = Person::author(&name, &sort);
    if !roles.is_empty() {
        person.roles = roles;
    }
    person.addresses.extend(address("authors.orcid", &table.orcid, "https://orcid.org/", identifier::orcid, desk));
    person.addresses.extend(address("authors.isni", &table.isni, "https://isni.org/isni/", identifier::isni, desk));
    Some(person)
}

fn role_of(role: &Spanned<String>, desk: &mut ResolveContext) -> &'static str {
    role_code(role.get_ref()).unwrap_or_else(|| {
        let help = match nearest(role.get_ref(), role_words()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => {
                "choose one of these: author, editor, translator, illustrator, commentator, foreword, afterword, contributor".to_owned()
            }
        };
        desk.say(Code::BadValue, role.span(), format!("`{}` is not a role", role.get_ref()), Some(&help));
        "ctb"
    })
}

/// The address of a person in a register, `at` which `read` finds the number; none, with a finding, if the number has a fault.
fn address(key: &str, given: &TextIfGiven, at: &str, read: fn(&str) -> Option<String>, desk: &mut ResolveContext) -> Option<String> {
    let text = desk.line(key, given)?;
    let number = read(&text);
    if let (None, Some(given)) = (&number, given) {
        let message = format!("`{key}`: `{text}` is no such number: it has 16 digits, the last of which is made of the others");
        desk.say(Code::BadValue, given.span(), message, Some("compare the number with the one in the register"));
    }
    number.map(|number| format!("{at}{number}"))
}

/// A subject of `subjects`; none, with a finding, without words.
pub(super) fn subject(entry: &Spanned<TextOrTable<RawSubject>>, desk: &mut ResolveContext) -> Option<BookSubject> {
    let table = match entry.get_ref() {
        TextOrTable::Text(name) => {
            let name = desk.line("subjects", &Some(Spanned::new(entry.span(), name.clone())))?;
            return Some(BookSubject { name, codes: Vec::new() });
        }
        TextOrTable::Table(table) => table,
    };
    if table.name.is_none() {
        desk.say(Code::BadValue, entry.span(), "a subject needs a name", Some("write `{ name = \"…\", thema = \"…\" }`"));
    }
    let RawSubject { name, bisac, thema, lcsh } = table;
    let mut codes = Vec::new();
    for (scheme, key, given) in [
        (SubjectScheme::Bisac, "subjects.bisac", bisac),
        (SubjectScheme::Thema, "subjects.thema", thema),
        (SubjectScheme::Lcsh, "subjects.lcsh", lcsh),
    ] {
        let (Some(term), Some(place)) = (desk.line(key, given), given) else { continue };
        if has_form(scheme, &term) {
            codes.push(SubjectCode { scheme, term });
        } else {
            let [authority, form] = SUBJECT_SCHEMES[scheme as usize];
            let help = format!("a code of {authority} is {form}; leave the key out if you have none");
            desk.say(Code::BadValue, place.span(), format!("`{key}` can't be `{term}`"), Some(&help));
        }
    }
    Some(BookSubject { name: desk.line("subjects.name", name)?, codes })
}

/// Whether a code has the form that those of its scheme have.
fn has_form(scheme: SubjectScheme, term: &str) -> bool {
    let bytes = term.as_bytes();
    let capital_or_digit = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    match scheme {
        SubjectScheme::Bisac => {
            bytes.len() == 9 && bytes[..3].iter().all(u8::is_ascii_uppercase) && bytes[3..].iter().all(u8::is_ascii_digit)
        }
        SubjectScheme::Thema => match bytes {
            // A qualifier of place, language, time and the like begins with its number.
            [b'1'..=b'6', rest @ ..] => !rest.is_empty() && rest.iter().all(|byte| capital_or_digit(byte) || *byte == b'-'),
            [b'A'..=b'Z', rest @ ..] => rest.len() < 16 && rest.iter().all(capital_or_digit),
            _ => false,
        },
        SubjectScheme::Lcsh => term
            .strip_prefix("sh")
            .is_some_and(|digits| (8..=10).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())),
    }
}

/// A series of `series`; none, with a finding, without a name.
pub(super) fn series(entry: &Spanned<TextOrTable<RawSeries>>, desk: &mut ResolveContext) -> Option<BookSeries> {
    let table = match entry.get_ref() {
        TextOrTable::Text(name) => {
            let name = desk.line("series", &Some(Spanned::new(entry.span(), name.clone())))?;
            return Some(BookSeries { name, number: None, kind: CollectionKind::Series });
        }
        TextOrTable::Table(table) => table,
    };
    if table.name.is_none() {
        desk.say(Code::BadValue, entry.span(), "a series needs a name", Some("write `{ name = \"…\", number = 2 }`"));
    }
    let kind = word("series.kind", &table.kind, COLLECTION_KINDS, CollectionKind::Series, desk);
    let name = desk.line("series.name", &table.name)?;
    let series = BookSeries { name, number: desk.line("series.number", &table.number), kind };
    if let (Some(text), Some(said), None) = (&table.number, &series.number, series.position()) {
        let help = match figures(said) {
            Some(figures) => format!("write `number = \"{figures}\"`"),
            None => "write it in figures, such as `number = \"2\"` or `\"2.1\"`".to_owned(),
        };
        let message = format!("`series.number` is `{said}`, by which no reading system can order the series");
        let finding = Diagnostic::at(Code::BadValue, desk.span(&text.span()), message).help(help);
        desk.diagnostics.push(Diagnostic { severity: Severity::Warning, ..finding });
    }
    Some(series)
}

/// A number of a series in figures, if it is written as a Roman numeral or in English words up to ten.
fn figures(words: &str) -> Option<usize> {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let words = words.trim().to_lowercase();
    let bare = words.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_end_matches(|c: char| !c.is_ascii_digit());
    let counted = [WORDS, ROMAN].iter().find_map(|all| all.iter().position(|word| *word == words)).map(|at| at + 1);
    counted.or_else(|| bare.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_form_of_its_scheme() {
        for (scheme, term, right) in [
            (SubjectScheme::Bisac, "FIC047000", true),
            (SubjectScheme::Bisac, "FIC04700", false),
            (SubjectScheme::Bisac, "Fiction", false),
            (SubjectScheme::Thema, "FBA", true),
            (SubjectScheme::Thema, "1DDF-FR-J", true),
            (SubjectScheme::Thema, "1", false),
            (SubjectScheme::Thema, "fba", false),
            (SubjectScheme::Thema, "", false),
            (SubjectScheme::Lcsh, "sh85146352", true),
            (SubjectScheme::Lcsh, "Whaling", false),
            (SubjectScheme::Lcsh, "é", false),
        ] {
            assert_eq!(has_form(scheme, term), right, "{term}");
        }
    }
}
