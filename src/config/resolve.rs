//! Settings as written become settings as used: every value checked, every default filled in.

use super::catalogue;
use super::check::check;
use super::design::{Design, word};
use super::designs::BookDesign;
use super::epub::epub;
use super::files::{FileOrigin, ending, file, files};
use super::form::{FORMS, WantedMatter};
use super::keys::{Raw, RawIsbn, RawMatter};
use super::notes::notes;
use super::numbers::numbers;
use super::pdf::pdf;
use super::print::print;
use super::raw::{TextIfGiven, TextOrTable};
use super::words::words;
use super::written::WrittenSettings;
use super::{Config, SettingsLayering, date, identifier, language, measure, plain, site};
use crate::book::{
    COVER_DESIGNS, COVER_WORDS, COVER_WORDS_PLACES, CoverDesign, CoverWishes, CoverWordsPlace, FormIsbn, Identifier, Metadata,
    PublishedForm,
};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Folder, Length, SourceId, Span, is_unfit};
use std::ops::Range;
use toml::Spanned;

/// Bytes of the longest title, description or other text: far more than anybody needs, and less than hurts a title page.
const LONGEST: usize = 10_000;

/// What every check needs: where the book lies, where the settings stand, where findings go.
pub(super) struct ResolveContext<'a> {
    pub(super) folder: &'a Folder,
    pub(super) source: SourceId,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl ResolveContext<'_> {
    /// The span of some bytes of the settings.
    pub(super) fn span(&self, place: &Range<usize>) -> Span {
        Span::new(self.source, place.start, place.end)
    }

    /// Reports a finding.
    pub(super) fn say(&mut self, code: Code, place: Range<usize>, message: impl Into<String>, help: Option<&str>) {
        let finding = Diagnostic::at(code, self.span(&place), message);
        self.diagnostics.push(match help {
            Some(help) => finding.help(help),
            None => finding,
        });
    }

    /// A text that is not blank: freed of characters that no file can hold, its white space tidied, and only then judged.
    pub(super) fn text(&mut self, key: &str, text: &TextIfGiven) -> Option<String> {
        let text = text.as_ref()?;
        let unfit = text.get_ref().chars().filter(|c| is_unfit(*c)).count();
        if unfit > 0 {
            let message = format!("{unfit} control character{} left out of `{key}`", if unfit == 1 { " was" } else { "s were" });
            self.say(Code::ControlCharacter, text.span(), message, Some("remove what can't be seen"));
        }
        let clean: String = text.get_ref().chars().filter(|c| !is_unfit(*c)).collect();
        let tidy: Vec<String> = clean.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let tidy = tidy.join("\n").trim().to_owned();
        if tidy.chars().all(is_unseen) {
            self.say(Code::BadValue, text.span(), format!("`{key}` is empty"), Some("say something, or leave the key out"));
            return None;
        }
        if tidy.len() > LONGEST {
            self.say(Code::BadValue, text.span(), format!("`{key}` has {} characters", tidy.chars().count()), Some("say it more briefly"));
            return None;
        }
        Some(tidy)
    }

    /// A text of one line.
    pub(super) fn line(&mut self, key: &str, text: &TextIfGiven) -> Option<String> {
        self.text(key, text).map(|text| text.replace('\n', " "))
    }

    /// A colour of the settings: red, green and blue.
    fn colour(&mut self, key: &str, text: &TextIfGiven) -> Option<[u8; 3]> {
        let text = text.as_ref()?;
        let colour = measure::colour(text.get_ref());
        if colour.is_none() {
            let message = format!("`{key}`: `{}` is no colour", text.get_ref());
            let help = "write `#` and six hexadecimal digits, two each for red, green and blue, such as `#1d3557`";
            self.say(Code::BadValue, text.span(), message, Some(help));
        }
        colour
    }

    /// A length of the settings, or `otherwise`.
    pub(super) fn length(&mut self, key: &str, text: &TextIfGiven, otherwise: Length) -> Length {
        let Some(text) = text else { return otherwise };
        match measure::length(text.get_ref()) {
            Ok(length) => length,
            Err(fault) => {
                self.say(
                    Code::BadMeasure,
                    text.span(),
                    format!("`{key}`: {fault}"),
                    Some("write a number and mm, cm, in or pt, such as `18 mm`"),
                );
                otherwise
            }
        }
    }
}

/// White space, and characters that only join, part or order others.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The settings with all defaults, laid over a design; none if it is not sure which files make the book.
pub(super) fn resolve(
    written: &WrittenSettings<Raw>,
    origin: FileOrigin,
    design: &BookDesign,
    desk: &mut ResolveContext,
) -> Option<Config> {
    let raw = &written.raw;
    let metadata = metadata(written, design.cover, desk);
    let contents_depth = depth(raw.contents.depth.as_ref(), desk);
    let Design { page, typography, chapters_start, heads, folios, .. } = design.pages.with(&raw.page, &raw.r#type, &[], desk);
    let form = word("form", &raw.form, FORMS, None, desk);
    let notes = notes(&raw.notes, desk);
    let (epub, pdf, print) = (epub(&raw.epub, desk), pdf(&raw.pdf, desk), print(&raw.print, desk));
    let check = check(&raw.check, desk);
    let output = output(&raw.output, desk);
    let before = desk.diagnostics.count(Severity::Error);
    let files = files(written, origin, desk);
    let lost = desk.diagnostics.count(Severity::Error) > before;
    // `chapter = […]` is not `chapters`: what would be built then is not what was meant.
    let unsure = written.strange_key && raw.chapters.is_none() && matches!(origin, FileOrigin::Outlined(_));
    ((!lost || written.document) && !unsure).then(|| Config {
        folder: desk.folder.to_owned(),
        metadata,
        files: files.text,
        commentary: files.commentary,
        passed: files.passed,
        page,
        typography,
        stylesheet: design.stylesheet.clone(),
        layout: layout(raw.layout.as_ref(), desk),
        form,
        matter: matter(&raw.matter),
        contents_depth,
        list_of_figures: raw.contents.figures.unwrap_or_default(),
        list_of_tables: raw.contents.tables.unwrap_or_default(),
        chapters_start,
        heads,
        folios,
        numbers: numbers(&raw.numbers, desk),
        notes,
        epub,
        pdf,
        print,
        check,
        site: site::site(raw, desk),
        words: words(&raw.words, desk),
        output,
        layering: layering(raw),
        speaks: None,
        has_toml: false,
        hides_lines: false,
        theorems: std::collections::BTreeMap::new(),
        captioned: false,
        variables: std::collections::BTreeMap::new(),
        stand_in: None,
        author_unsaid: None,
        places: written.places.clone(),
        texts: written.texts.clone(),
    })
}

/// What the settings lie over, and the names of what may lie over them.
fn layering(raw: &Raw) -> SettingsLayering {
    let extends = raw.extends.as_ref().map(|path| path.get_ref().clone());
    SettingsLayering { editions: raw.edition.keys().cloned().collect(), edition: None, extends }
}

/// `[matter]`.
fn matter(raw: &RawMatter) -> WantedMatter {
    let RawMatter { half_title, title_page, copyright, contents, colophon } = *raw;
    WantedMatter { half_title, title_page, copyright, contents, colophon }
}

/// The finding that a book has no author, at the place where one could be given.
pub(crate) fn no_author(place: Span) -> Diagnostic {
    Diagnostic::at(Code::NoAuthor, place, "the book has no author").help("give a name under the key `authors`")
}

fn metadata(written: &WrittenSettings<Raw>, cover: CoverDesign, desk: &mut ResolveContext) -> Metadata {
    let raw = &written.raw;
    let people = raw.authors.iter().filter_map(|entry| catalogue::person(entry, desk)).collect();
    // A misspelt key was reported already, and may be this one.
    if raw.authors.is_empty() && !written.strange_key {
        let place = desk.span(&(0..0));
        desk.diagnostics.push(no_author(place));
    }
    let tag = language(&raw.language, written.document, desk);
    let named = name_of(raw, desk);
    let description = desk.text("description", &raw.description).map(|text| plain::styled(&text));
    Metadata {
        title: desk.line("title", &raw.title).unwrap_or_default(),
        title_looks: Vec::new(),
        subtitle: desk.line("subtitle", &raw.subtitle),
        subtitle_looks: Vec::new(),
        people,
        edition: None,
        language: tag.clone(),
        isbn: named.as_ref().and_then(|named| identifier::grouped(named, isbn_alone(raw).as_ref().map(|given| given.get_ref().as_str()))),
        isbns: isbns(raw, desk),
        identifier: named,
        publisher: desk.line("publisher", &raw.publisher),
        date: day("date", &raw.date, &tag, desk),
        modified: day("modified", &raw.modified, &tag, desk),
        rights: desk.text("rights", &raw.rights),
        changes: site::changes(&raw.changes, &tag, desk),
        sources: raw.source.iter().filter_map(|source| desk.line("source", &Some(source.clone()))).collect(),
        description: description.as_ref().map(|description| description.words.clone()),
        description_looks: description.map(|description| description.stretches).unwrap_or_default(),
        subjects: raw.subjects.iter().filter_map(|entry| catalogue::subject(entry, desk)).collect(),
        series: raw.series.iter().filter_map(|entry| catalogue::series(entry, desk)).collect(),
        cover_design: word("cover-design", &raw.cover_design, COVER_DESIGNS, cover, desk),
        cover: cover_file("cover", &raw.cover, desk),
        cover_wishes: CoverWishes {
            words: word("cover-words", &raw.cover_words, COVER_WORDS, None, desk),
            place: word("cover-words-place", &raw.cover_words_place, COVER_WORDS_PLACES, CoverWordsPlace::default(), desk),
            colour: desk.colour("cover-colour", &raw.cover_colour),
            accent: desk.colour("cover-accent", &raw.cover_accent),
        },
    }
}

/// The path of a picture on the cover that a key names. None, with a finding, if it is no picture by its name.
pub(super) fn cover_file(key: &str, given: &TextIfGiven, desk: &mut ResolveContext) -> Option<String> {
    let given = given.as_ref()?;
    let path = file(given.get_ref(), given.span(), desk)?;
    if matches!(ending(&path).as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg") {
        return Some(path);
    }
    let what = if key == "cover" { "the cover" } else { "the picture of the cover" };
    let (message, help) = match foreign_image(&ending(&path)) {
        Some(kind) => (format!("{what} `{path}` is {kind}, which books can't hold"), "save it as PNG or JPEG, and name that file"),
        None => (format!("{what} `{path}` is no image by the ending of its name"), "name a PNG, JPEG, GIF, WebP or SVG file"),
    };
    desk.say(Code::BadValue, given.span(), message, Some(help));
    None
}

/// An image that can't be in a book, by the ending of its name.
fn foreign_image(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "avif" => "an AVIF image",
        "heic" | "heif" => "a HEIC image",
        "tif" | "tiff" => "a TIFF image",
        "bmp" => "a BMP image",
        "jxl" => "a JPEG XL image",
        "jp2" | "j2k" => "a JPEG 2000 image",
        "ico" => "an icon",
        "psd" => "a Photoshop file",
        "xcf" => "a GIMP file",
        "eps" | "ai" | "ps" => "a PostScript drawing",
        "pdf" => "a PDF",
        _ => return None,
    })
}

/// The date that a key gives, in any form that means one day.
pub(super) fn day(key: &str, raw: &TextIfGiven, tag: &str, desk: &mut ResolveContext) -> Option<String> {
    let given = raw.as_ref()?;
    let text = desk.line(key, raw)?;
    let Err(fault) = date::check(&text) else { return Some(text) };
    if let Some(meant) = date::meant(&text, tag) {
        return Some(meant);
    }
    let (message, help) = if date::moves(&text) {
        (format!("`{text}` is another day each time"), "write the day, such as `2026-11-24`")
    } else {
        (fault.to_string(), "write the year, `2026-11` or `2026-11-24`")
    };
    desk.say(Code::BadDate, given.span(), message, Some(help));
    None
}

fn language(given: &TextIfGiven, document: bool, desk: &mut ResolveContext) -> String {
    let Some(given) = given else { return "en".to_owned() };
    language::meant_tag(given.get_ref()).unwrap_or_else(|| {
        let meant = language::named(given.get_ref());
        let help = match meant {
            Some(tag) => format!("write `{tag}`"),
            None => "write a tag such as `en`, `en-GB` or `zh-Hans`".to_owned(),
        };
        desk.say(Code::BadLanguage, given.span(), format!("`{}` is not a language tag", given.get_ref()), Some(&help));
        meant.filter(|_| document).unwrap_or("en").to_owned()
    })
}

/// The ISBN that is given for the book as a whole.
fn isbn_alone(raw: &Raw) -> TextIfGiven {
    let given = raw.isbn.as_ref()?;
    match given.get_ref() {
        TextOrTable::Text(text) => Some(Spanned::new(given.span(), text.clone())),
        TextOrTable::Table(_) => None,
    }
}

/// The ISBNs that are given for forms of the book.
fn isbns(raw: &Raw, desk: &mut ResolveContext) -> Vec<FormIsbn> {
    let Some(TextOrTable::Table(RawIsbn { print, epub, pdf })) = raw.isbn.as_ref().map(Spanned::get_ref) else { return Vec::new() };
    let given = [(PublishedForm::Print, "print", print), (PublishedForm::Epub, "epub", epub), (PublishedForm::Pdf, "pdf", pdf)];
    let mut isbns: Vec<FormIsbn> = Vec::new();
    for (form, key, text) in given {
        let (Some(text), Some(line)) = (text, desk.line(&format!("isbn.{key}"), text)) else { continue };
        match identifier::isbn(&line) {
            Ok(digits) if isbns.iter().any(|other| other.digits == digits) => {
                let message = format!("`isbn.{key}` is the number of another form of the book");
                desk.say(Code::BadIsbn, text.span(), message, Some("give each form a number of its own, or `isbn` alone for all"));
            }
            Ok(digits) => {
                let grouped =
                    identifier::grouped(&Identifier::Isbn(digits.clone()), Some(text.get_ref())).unwrap_or_else(|| digits.clone());
                isbns.push(FormIsbn { form, digits, grouped });
            }
            Err(fault) => {
                desk.say(Code::BadIsbn, text.span(), fault.to_string(), Some("compare the number with the one you were given"));
            }
        }
    }
    isbns
}

fn name_of(raw: &Raw, desk: &mut ResolveContext) -> Option<Identifier> {
    let isbn = isbn_alone(raw);
    if let (Some(_), Some(other)) = (&isbn, &raw.identifier) {
        desk.say(Code::BadValue, other.span(), "both `isbn` and `identifier` are given", Some("keep one of them"));
    }
    let (given, read) = match (&isbn, &raw.identifier) {
        (Some(given), _) => (given, identifier::isbn(&desk.line("isbn", &isbn)?).map(Identifier::Isbn)),
        (None, Some(given)) => (given, identifier::identifier(&desk.line("identifier", &raw.identifier)?)),
        (None, None) => return None,
    };
    read.map_err(|fault| desk.say(Code::BadIsbn, given.span(), fault.to_string(), Some("compare the number with the one you were given")))
        .ok()
}

fn depth(given: Option<&Spanned<i64>>, desk: &mut ResolveContext) -> u8 {
    let Some(given) = given else { return 2 };
    match u8::try_from(*given.get_ref()) {
        Ok(depth @ 1..=6) => depth,
        _ => {
            desk.say(
                Code::BadValue,
                given.span(),
                format!("the contents can't have {} levels", given.get_ref()),
                Some("give a number from 1 to 6"),
            );
            2
        }
    }
}

/// The numbers of the rules that break lines and pages. Each stays as it is: what makes other pages of an old book is a new number.
pub(super) const LAYOUTS: [i64; 1] = [1];

/// The number of the rules that break lines and pages.
fn layout(given: Option<&Spanned<i64>>, desk: &mut ResolveContext) -> u8 {
    let Some(given) = given else { return 1 };
    let number = *given.get_ref();
    if !LAYOUTS.contains(&number) {
        let known = LAYOUTS.map(|number| number.to_string()).join(", ");
        let help = format!("write one of those that this Bindery knows: {known}");
        desk.say(Code::BadValue, given.span(), format!("there is no layout {number}"), Some(&help));
        return 1;
    }
    u8::try_from(number).unwrap_or(1)
}

/// A file name without an ending; empty if none is given.
/// Whether a name is that of a device on Windows, whatever ending it has there: a file of that name can't be made.
#[must_use]
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let numbered = |kind: &str| stem.strip_prefix(kind).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    matches!(&*stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

fn output(given: &TextIfGiven, desk: &mut ResolveContext) -> String {
    let Some(name) = desk.line("output", given) else { return String::new() };
    let stem = name.strip_suffix(".epub").or_else(|| name.strip_suffix(".pdf")).unwrap_or(&name);
    let odd = stem.starts_with('.') || stem.ends_with('.') || is_device(stem);
    if stem.is_empty() || odd || stem.len() > 200 || stem.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) {
        let place = given.as_ref().map_or(0..0, Spanned::span);
        desk.say(
            Code::BadValue,
            place,
            format!("`{name}` can't be a file name"),
            Some("give a name without folder; -o chooses the folder"),
        );
        return String::new();
    }
    stem.to_owned()
}
