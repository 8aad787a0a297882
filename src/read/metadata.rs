//! Metadata as they are printed: with the quotation marks, dashes and apostrophes of the book's language.

use crate::book::{Metadata, Person, Style, StyledStretch, StyledWords};
use crate::language::{Language, Words, language};
use crate::read::smart;

/// Gives title, names, publisher, rights and description the marks of the book's language, as a heading has them.
/// Done twice it changes nothing more. The identifier stays that of the words as the author gave them, so that a
/// book does not become another one for its readers.
pub fn typographic(metadata: &mut Metadata) {
    if metadata.identifier.is_none() && !metadata.title.is_empty() {
        metadata.identifier = Some(metadata.identifier());
    }
    let tongue = language(&metadata.language);
    printed(&mut metadata.title, &mut metadata.title_looks, tongue);
    if let Some(subtitle) = &mut metadata.subtitle {
        printed(subtitle, &mut metadata.subtitle_looks, tongue);
    }
    if let Some(description) = &mut metadata.description {
        marked(description, &mut metadata.description_looks, tongue);
    }
    for change in &mut metadata.changes {
        marked(&mut change.text.words, &mut change.text.stretches, tongue);
    }
    let given = [&mut metadata.publisher, &mut metadata.rights];
    let texts = given.into_iter().flatten();
    let series = metadata.series.iter_mut().map(|series| &mut series.name);
    for text in texts.chain(series) {
        without_code(text);
        *text = smart::smarten(text, tongue);
    }
    for Person { name, sort, .. } in &mut metadata.people {
        *name = named(name, tongue);
        *sort = named(sort, tongue);
    }
}

/// Takes the signs of code out: code in a title has no type of its own where shops show it.
fn without_code(text: &mut String) {
    if text.matches('`').count().is_multiple_of(2) {
        text.retain(|c| c != '`');
    }
}

/// A title as it is printed: its marks those of the language, the signs of emphasis taken for what they mean.
fn printed(title: &mut String, looks: &mut Vec<StyledStretch>, tongue: &'static Language) {
    without_code(title);
    let styled = emphasised(title);
    *title = styled.words;
    if !styled.stretches.is_empty() {
        *looks = styled.stretches;
    }
    marked(title, looks, tongue);
}

/// Gives words the marks of a language; what is said of some of them goes with these.
fn marked(text: &mut String, looks: &mut [StyledStretch], tongue: &'static Language) {
    let edits = smart::edits(text, &[smart::SmartStretch { end: text.len(), tongue: Some(tongue) }]);
    *text = smart::apply(text, &edits);
    let shifted = |at: usize| {
        let before = edits.iter().take_while(|edit| edit.range.end <= at);
        before.fold(at, |at, edit| at + edit.with.len() - edit.range.len())
    };
    for StyledStretch { range, .. } in looks {
        *range = shifted(range.start)..shifted(range.end);
    }
}

/// Words between stars or low lines, as Markdown has emphasis: the signs touch words inside and none outside.
fn emphasised(text: &str) -> StyledWords {
    let mut out = StyledWords::default();
    let mut rest = text;
    while let Some(at) = rest.find(['*', '_']) {
        let before = rest[..at].chars().next_back().or_else(|| out.words.chars().next_back().filter(|_| at == 0));
        let length = rest[at..].bytes().take_while(|byte| *byte == rest.as_bytes()[at]).count();
        let (sign, inner) = (&rest[at..at + length], &rest[at + length..]);
        let style = match length {
            1 => Some(Style::EMPHASIS),
            2 => Some(Style::STRONG),
            3 => Some(Style::EMPHASIS.with(Style::STRONG)),
            _ => None,
        };
        let end = inner.find(sign).filter(|&end| {
            let behind = inner[end + length..].chars().next();
            let touches = |part: &str| !part.is_empty() && !part.starts_with(char::is_whitespace) && !part.ends_with(char::is_whitespace);
            touches(&inner[..end]) && ![before, behind].into_iter().flatten().any(|c| c.is_alphanumeric() || c == '*' || c == '_')
        });
        let Some((style, end)) = style.zip(end) else {
            out.words.push_str(&rest[..at + length]);
            rest = inner;
            continue;
        };
        out.words.push_str(&rest[..at]);
        let start = out.words.len();
        out.words.push_str(&inner[..end]);
        out.stretches.push(StyledStretch { range: start..out.words.len(), style });
        rest = &inner[end + length..];
    }
    out.words.push_str(rest);
    out
}

/// The author's own words with the marks of the book's language.
pub(super) fn own_words(given: &Words<Option<String>>, tag: &str) -> Words<Option<String>> {
    given.map(|_, word| word.as_ref().map(|word| smart::smarten(word, language(tag))))
}

/// A name with its marks, its spaces as they are: catalogues sort and search names by their plain letters.
fn named(name: &str, tongue: &'static Language) -> String {
    let stretch = smart::SmartStretch { end: name.len(), tongue: Some(tongue) };
    let mut edits = smart::edits(name, &[stretch]);
    edits.retain(|edit| !edit.with.contains(['\u{A0}', '\u{202F}']));
    smart::apply(name, &edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(language: &str, title: &str, name: &str) -> Metadata {
        let person = |name: &str| Person::author(name, name);
        Metadata { title: title.to_owned(), language: language.to_owned(), people: vec![person(name)], ..Metadata::default() }
    }

    #[test]
    fn metadata_have_the_marks_of_the_language() {
        for (language, title, name, set, named) in [
            ("en", "Don't \"Look\" -- 1601...", "Flann O'Brien", "Don’t “Look” – 1601…", "Flann O’Brien"),
            ("fr", "L'Été: \"oui\"", "J. d'Ormesson", "L’Été : « oui »", "J. d’Ormesson"),
            ("de", "Das \"Buch\"", "E. T. A. Hoffmann", "Das „Buch“", "E. T. A. Hoffmann"),
        ] {
            let mut metadata = metadata(language, title, name);
            typographic(&mut metadata);
            let plain = metadata.title.replace(['\u{A0}', '\u{202F}'], " ");
            assert_eq!((plain.as_str(), metadata.people[0].name.as_str()), (set, named));
            let once = metadata.clone();
            typographic(&mut metadata);
            assert_eq!(metadata, once, "done twice it changes nothing more");
        }
    }

    #[test]
    fn titles_have_the_emphasis_of_their_words() {
        for (title, words, looks) in [
            ("The *Pequod*'s \"*Log*\" -- 1851", "The Pequod’s “Log” – 1851", &["Pequod", "Log"][..]),
            ("_Ulysses_ and **Bloom**", "Ulysses and Bloom", &["Ulysses", "Bloom"]),
            ("2 * 3 * 4, C*, a_b_c, *, **x", "2 * 3 * 4, C*, a_b_c, *, **x", &[]),
        ] {
            let mut metadata = metadata("en", title, "");
            typographic(&mut metadata);
            let styled = metadata.styled_title();
            let set: Vec<&str> = styled.stretches.iter().map(|stretch| &styled.words[stretch.range.clone()]).collect();
            assert_eq!((&*styled.words, &*set), (words, looks));
            let once = metadata.clone();
            typographic(&mut metadata);
            assert_eq!(metadata, once, "done twice it changes nothing more");
        }
    }

    #[test]
    fn the_identifier_is_that_of_the_words_as_given() {
        let mut book = metadata("en", "Don't", "Pat O'Neill");
        let before = book.identifier();
        typographic(&mut book);
        assert_eq!(book.identifier(), before);
    }
}
