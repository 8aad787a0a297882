//! Metadata as they are printed: with the quotation marks, dashes and apostrophes of the book's language.

use crate::book::{Metadata, Person};
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
    let given = [&mut metadata.subtitle, &mut metadata.publisher, &mut metadata.rights, &mut metadata.description];
    let texts = given.into_iter().flatten().chain([&mut metadata.title]);
    let series = metadata.series.as_mut().map(|series| &mut series.name);
    for text in texts.chain(series) {
        // Code in a title has no type of its own where shops show it.
        if text.matches('`').count() % 2 == 0 {
            text.retain(|c| c != '`');
        }
        *text = smart::smarten(text, tongue);
    }
    for Person { name, sort, .. } in &mut metadata.people {
        *name = named(name, tongue);
        *sort = named(sort, tongue);
    }
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
        let person = |name: &str| Person { name: name.to_owned(), role: "aut".to_owned(), sort: name.to_owned() };
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
    fn the_identifier_is_that_of_the_words_as_given() {
        let mut book = metadata("en", "Don't", "Pat O'Neill");
        let before = book.identifier();
        typographic(&mut book);
        assert_eq!(book.identifier(), before);
    }
}
