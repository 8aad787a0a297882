//! The author's own words in place of those that Bindery puts into a book, and what is told of the latter.

use super::Config;
use super::keys::RawWords;
use super::raw::TextIfGiven;
use super::resolve::ResolveContext;
use crate::config::Presentation;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{Words, is_frame, is_of_notes, is_of_numbers, language};

/// The words as given, each tidied; one that has no place for what belongs into it is told of and not used.
pub(super) fn words(raw: &RawWords, desk: &mut ResolveContext) -> Words<Option<String>> {
    written(raw).map(|key, text| {
        let path = format!("words.{key}");
        let given = text.as_ref()?;
        let word = desk.line(&path, text)?;
        if is_frame(key) && !word.contains("{}") {
            let what = if key == "typeset" { "the name of the face" } else { "the number" };
            let help = format!("put `{{}}` where {what} is to stand");
            desk.say(Code::BadValue, given.span(), format!("`{path}` has no `{{}}`"), Some(&help));
            return None;
        }
        Some(word)
    })
}

/// The words as written: the row of each key.
fn written(raw: &RawWords) -> Words<&TextIfGiven> {
    Words {
        contents: &raw.contents,
        page: &raw.page,
        figures: &raw.figures,
        tables: &raw.tables,
        notes: &raw.notes,
        commentary: &raw.commentary,
        introduction: &raw.introduction,
        unplaced: &raw.unplaced,
        draft: &raw.draft,
        cover: &raw.cover,
        title_page: &raw.title_page,
        copyright: &raw.copyright,
        pages: &raw.pages,
        landmarks: &raw.landmarks,
        text: &raw.text,
        note: &raw.note,
        comment: &raw.comment,
        back: &raw.back,
        done: &raw.done,
        open: &raw.open,
        bound: &raw.bound,
        typeset: &raw.typeset,
        edited_by: &raw.edited_by,
        translated_by: &raw.translated_by,
        illustrated_by: &raw.illustrated_by,
        commentary_by: &raw.commentary_by,
        introduction_by: &raw.introduction_by,
        callout_note: &raw.callout_note,
        callout_tip: &raw.callout_tip,
        callout_important: &raw.callout_important,
        callout_warning: &raw.callout_warning,
        callout_caution: &raw.callout_caution,
        figure: &raw.figure,
        table: &raw.table,
        equation: &raw.equation,
        chapter: &raw.chapter,
        section: &raw.section,
        appendix: &raw.appendix,
        continued: &raw.continued,
        page_reference: &raw.page_reference,
        notes_to_page: &raw.notes_to_page,
        notes_to_pages: &raw.notes_to_pages,
        dedication: &raw.dedication,
        epigraph: &raw.epigraph,
    }
}

/// Says once whether Bindery's own words in the book's language want a native's eye, or are English for want of
/// any. Words that the author has given are his own.
pub(super) fn tell(config: &Config, diagnostics: &mut Diagnostics) {
    let tag = &config.metadata.language;
    let language = language(tag);
    let has_words = language.has_words(tag);
    let asked = |key| !has_words || language.unverified.contains(&key);
    // Words that nothing in the book asks for need nobody's eye.
    let numbered = config.numbers.are_wanted();
    let at_the_end = config.notes.pdf == Presentation::End;
    let stands = |key| (numbered || !is_of_numbers(key)) && (at_the_end || !is_of_notes(key));
    let own = config.words.each().filter(|(key, own)| own.is_none() && stands(key));
    let open: Vec<&str> = own.map(|(key, _)| key).filter(|key| asked(key)).collect();
    // One that stands alone, without a place for a number.
    let Some(first) = open.iter().find(|key| !is_frame(key)).or(open.first()) else { return };
    let (code, message) = if has_words {
        // All of them: who reads the language need not look for them in the book.
        let said = language.words.each().filter(|(key, _)| open.contains(key)).map(|(key, word)| format!("`{key}` {word}"));
        let said = said.collect::<Vec<_>>().join("; ");
        (Code::WordsUnverified, format!("no native has read these words of a book in {}: {said}", language.name))
    } else {
        let keys: Vec<String> = open.iter().map(|key| format!("`{key}`")).collect();
        (Code::WordsMissing, format!("there are no words in `{tag}` yet, so these are English: {}", keys.join(", ")))
    };
    let help = match &config.speaks {
        Some(_) => format!("give your own in front matter: `words: {{ {first}: … }}`"),
        None => format!("give your own under `[words]` in book.toml: `{first} = \"…\"`"),
    };
    let finding = match config.place("language") {
        Some(place) => Diagnostic::at(code, place, message),
        None => Diagnostic::new(code, message),
    };
    diagnostics.push(finding.help(help));
}

#[cfg(test)]
mod tests {
    use crate::config::{KEYS, load};
    use crate::diagnostics::{Code, Diagnostics};
    use crate::language::{Words, is_frame};
    use crate::source::Sources;

    /// What is told of the words of a book in this language, with these lines under `[words]`, and how many times.
    fn told(tag: &str, words: &str) -> Vec<(Code, String)> {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = format!("title = \"T\"\nauthors = [\"A\"]\nlanguage = \"{tag}\"\n[words]\n{words}\n");
        std::fs::write(folder.path().join("book.toml"), settings).expect("settings");
        std::fs::write(folder.path().join("one.md"), "# One\n").expect("a text");
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        load(crate::source::Disk::files(), folder.path(), &mut sources, &mut diagnostics).expect("a book");
        diagnostics.iter().map(|finding| (finding.code, finding.message.clone())).collect()
    }

    fn every_word() -> String {
        let line = |key: &&str| format!("{key} = \"{}\"", if is_frame(key) { "{}" } else { "x" });
        Words::<&str>::KEYS.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn english_words_in_another_language_are_told_once_until_all_are_given() {
        let [(Code::WordsMissing, message)] = &*told("is", "contents = \"Efni\"") else { panic!("one finding") };
        assert!(message.contains("`is`") && message.contains("`notes`") && !message.contains("`contents`"), "{message}");
        assert_eq!(told("is", &every_word()), []);
        // Nynorsk has words; English, in any country, is what the words are in.
        assert!(["en", "en-AU", "de-CH", "fr-CA", "zh-Hans"].iter().all(|tag| told(tag, "").is_empty()));
        assert!(["nn", "no", "pt-BR", "sr-Latn"].iter().all(|tag| told(tag, "")[0].0 == Code::WordsUnverified));
    }

    #[test]
    fn words_without_a_source_are_told_once_with_what_they_say() {
        let [(Code::WordsUnverified, message)] = &*told("pl", "cover = \"Okładka\"") else { panic!("one finding") };
        assert!(message.contains("`landmarks` Punkty orientacyjne"), "{message}");
        assert!(!message.contains("`cover`") && !message.contains("`contents`"), "{message}");
        assert_eq!(told("pl", &every_word()), []);
    }

    #[test]
    fn every_word_has_a_key_that_is_explained() {
        let keys: Vec<&str> = KEYS.iter().filter_map(|key| key.name.strip_prefix("words.")).collect();
        assert_eq!(keys, Words::<&str>::KEYS);
    }
}
