//! Settings over settings: a file that the book's own extend, an edition of the book, and what the call sets.
//!
//! Input: the table of the book's own settings. Each layer is read by itself and laid over the one below it: a section key by key, any
//! other value whole. What was found in a layer is told where it stands, for all layers are one text put together (see
//! [`Sources::compose`]), in which the book's own settings come first, so that their places stay what they are.

use super::files::file;
use super::keys::{BOOK, KeyTable, KeyType};
use super::load::text;
use super::resolve::ResolveContext;
use super::written::parsed;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{ComposedPiece, Folder, SourceId, Sources, Span};
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// Settings that a call asks for over those that the book has.
#[derive(Clone, Debug, Default)]
pub struct AskedSettings {
    /// The edition of the book, by the name that its settings give it; none for the book as it is.
    pub edition: Option<String>,
    /// Keys with values, each as in `page.size=a5`.
    pub set: Vec<String>,
}

/// Files that extend one another at most: more are a slip.
const MOST_BASES: usize = 8;

/// A file of settings below the book's own.
#[derive(Debug)]
struct BaseSettings {
    /// The stretch of the text of all layers that is this file's.
    place: Range<usize>,
    /// The folder of the file as seen from the book's, with a slash behind it; empty if that is the one.
    folder: String,
}

/// The layers that a book's own settings lie among.
#[derive(Debug)]
pub(super) struct SettingsLayers {
    /// The text of all layers.
    pub(super) source: SourceId,
    /// The files below, the highest first.
    bases: Vec<BaseSettings>,
    /// What the call sets.
    set: Option<Range<usize>>,
    /// The edition that is wanted.
    edition: Option<String>,
}

/// Settings laid over one another.
pub(super) struct LaidSettings<'t> {
    pub(super) table: DeTable<'t>,
    /// The settings of the editions that are not wanted, each as if it stood alone.
    pub(super) others: Vec<DeTable<'t>>,
}

impl SettingsLayers {
    /// The layers around settings in `own`, which extend what `extends` names.
    pub(super) fn of(
        own: SourceId,
        extends: Option<Spanned<String>>,
        asked: &AskedSettings,
        folder: &Folder,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let whole = |source, sources: &Sources| Span::new(source, 0, sources.get(source).text().len());
        let (mut texts, mut next) = (Vec::new(), extends.map(|given| (own, given, String::new())));
        let mut read = Vec::new();
        while let Some((source, given, within)) = next.take() {
            let mut desk = ResolveContext { folder, source, diagnostics };
            let place = given.span();
            let Some(path) = file(&format!("{within}{}", given.get_ref()), place.clone(), &mut desk) else { break };
            if read.contains(&path) || read.len() == MOST_BASES {
                desk.say(Code::BadValue, place, "files of settings extend one another in a ring, or too many do", Some("take one out"));
                break;
            }
            let Some((base, _)) = text(folder, &path, sources, diagnostics) else { break };
            let Some(table) = parsed(base, sources.get(base).text(), diagnostics) else { break };
            let within = path.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
            next = extended(&table).map(|given| (base, given, within.clone()));
            read.push(path);
            texts.push((base, within));
        }
        let set = asked_lines(&asked.set).map(|lines| sources.add_aside("--set", lines));
        let set = set.filter(|&set| parsed(set, sources.get(set).text(), diagnostics).is_some());
        let mut layers = Self { source: own, bases: Vec::new(), set: None, edition: asked.edition.clone() };
        if texts.is_empty() && set.is_none() {
            return layers;
        }
        let mut pieces = vec![ComposedPiece::Taken(whole(own, sources))];
        let mut length = sources.get(own).text().len();
        let mut put = |source, sources: &Sources| {
            let span = whole(source, sources);
            pieces.extend([ComposedPiece::Made("\n".to_owned(), Span { end: span.start, ..span }), ComposedPiece::Taken(span)]);
            let place = length + 1..length + 1 + span.range().len();
            length = place.end;
            place
        };
        for (base, folder) in texts {
            layers.bases.push(BaseSettings { place: put(base, sources), folder });
        }
        layers.set = set.map(|set| put(set, sources));
        let name = sources.get(own).name().to_owned();
        layers.source = sources.compose(name, &pieces);
        layers
    }

    /// The book's own settings over those that they extend, with the edition and what the call sets over them. `text` is that of all
    /// layers.
    pub(super) fn around<'t>(&self, own: DeTable<'t>, text: &'t str, diagnostics: &mut Diagnostics) -> LaidSettings<'t> {
        let mut table = DeTable::new();
        for base in self.bases.iter().rev() {
            let mut below = layer(text, &base.place);
            below.remove("extends");
            if !base.folder.is_empty() {
                relocate(&mut below, &BOOK, &base.folder);
            }
            lay(&mut table, below, &BOOK);
        }
        lay(&mut table, own, &BOOK);
        let others = self.editions(&mut table, diagnostics);
        if let Some(set) = &self.set {
            lay(&mut table, layer(text, set), &BOOK);
        }
        LaidSettings { table, others }
    }

    /// Lays the edition that is wanted over the settings; returns the others. Of the tables of editions only the names stay.
    fn editions<'t>(&self, table: &mut DeTable<'t>, diagnostics: &mut Diagnostics) -> Vec<DeTable<'t>> {
        let (mut wanted, mut others, mut names) = (None, Vec::new(), Vec::new());
        let source = self.source;
        if let Some(DeValue::Table(editions)) = table.get_mut("edition").map(Spanned::get_mut) {
            for (name, edition) in editions.iter_mut() {
                let place = name.span();
                let span = Span::new(source, place.start, place.end);
                let DeValue::Table(edition) = edition.get_mut() else {
                    let finding = Diagnostic::at(Code::BadValue, span, format!("the edition `{}` is no table of keys", name.get_ref()));
                    diagnostics.push(finding.help(format!("write `[edition.{}]`, and its keys below it", name.get_ref())));
                    continue;
                };
                let edition = std::mem::take(edition);
                if !is_name(name.get_ref()) {
                    let finding = Diagnostic::at(Code::BadValue, span, format!("`{}` can't be the name of an edition", name.get_ref()));
                    diagnostics
                        .push(finding.help("the names of files are made of it: write small letters, digits and hyphens, but not `all`"));
                    continue;
                }
                names.push(name.get_ref().to_string());
                if self.edition.as_deref() == Some(name.get_ref()) { wanted = Some(edition) } else { others.push(edition) }
            }
        }
        match (&self.edition, wanted) {
            (None, _) => {}
            (Some(name), Some(edition)) => lay_edition(table, name, edition),
            (Some(asked), None) => {
                let finding = Diagnostic::new(Code::NoEdition, format!("the book has no edition `{asked}`"));
                diagnostics.push(finding.help(match nearest(asked, names.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if names.is_empty() => format!("write `[edition.{asked}]` in book.toml, and below it what is other in it"),
                    None => format!("there are {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
                }));
            }
        }
        others
    }
}

/// Whether a text can be the name of an edition.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.chars().all(fits) && name != "all" && name.len() <= 40
}

/// Lays an edition over the settings of the book. Another edition is another publication, so that it has no number of the book's, and its
/// files have a name of their own.
fn lay_edition<'t>(table: &mut DeTable<'t>, name: &str, edition: DeTable<'t>) {
    table.remove("isbn");
    table.remove("identifier");
    if let Some(DeValue::String(output)) = table.get_mut("output").map(Spanned::get_mut) {
        *output = Cow::Owned(format!("{output}-{name}"));
    }
    lay(table, edition, &BOOK);
}

/// The file that a table of settings extends.
pub(super) fn extended(table: &DeTable) -> Option<Spanned<String>> {
    let given = table.get("extends")?;
    Some(Spanned::new(given.span(), given.get_ref().as_str()?.to_owned()))
}

/// What a call sets, a line each; a value that is none of TOML is a text.
fn asked_lines(set: &[String]) -> Option<String> {
    let line = |asked: &String| {
        let (key, value) = asked.split_once('=').unwrap_or((asked, ""));
        match DeValue::parse(value.trim()) {
            Ok(_) => format!("{key}={value}\n"),
            Err(_) => format!("{key}={}\n", serde_json::Value::from(value.trim())),
        }
    };
    (!set.is_empty()).then(|| set.iter().map(line).collect())
}

/// A layer of the text of all, each of its places where it is there. Its syntax was judged before.
fn layer<'t>(text: &'t str, place: &Range<usize>) -> DeTable<'t> {
    let table = text.get(place.clone()).and_then(|text| DeTable::parse(text).ok()).map(Spanned::into_inner).unwrap_or_default();
    shifted(table, place.start)
}

fn shifted(table: DeTable, by: usize) -> DeTable {
    let moved = |place: Range<usize>| place.start + by..place.end + by;
    table.into_iter().map(|(key, value)| (Spanned::new(moved(key.span()), key.into_inner()), shifted_value(value, by))).collect()
}

fn shifted_value(value: Spanned<DeValue>, by: usize) -> Spanned<DeValue> {
    let place = value.span().start + by..value.span().end + by;
    let value = match value.into_inner() {
        DeValue::Table(table) => DeValue::Table(shifted(table, by)),
        DeValue::Array(items) => DeValue::Array(items.into_iter().map(|item| shifted_value(item, by)).collect::<DeArray>()),
        plain => plain,
    };
    Spanned::new(place, value)
}

/// Lays settings over others: sections, and the editions, key by key, all else whole.
fn lay<'t>(below: &mut DeTable<'t>, over: DeTable<'t>, keys: &KeyTable) {
    for (key, value) in over {
        let kind = keys.get(key.get_ref()).map(|key| key.kind);
        match (below.get_mut(&**key.get_ref()).map(Spanned::get_mut), kind) {
            (Some(DeValue::Table(below)), Some(KeyType::Table(inner))) if value.get_ref().is_table() => {
                if let DeValue::Table(over) = value.into_inner() {
                    lay(below, over, inner);
                }
            }
            (Some(DeValue::Table(below)), Some(KeyType::Editions)) if value.get_ref().is_table() => {
                if let DeValue::Table(over) = value.into_inner() {
                    lay_editions(below, over);
                }
            }
            _ => {
                // A key that is there would keep the place that it had.
                below.remove(&**key.get_ref());
                below.insert(key, value);
            }
        }
    }
}

/// Lays editions over those of the same names.
fn lay_editions<'t>(below: &mut DeTable<'t>, over: DeTable<'t>) {
    for (name, edition) in over {
        match (below.get_mut(&**name.get_ref()).map(Spanned::get_mut), edition.get_ref().is_table()) {
            (Some(DeValue::Table(below)), true) => {
                if let DeValue::Table(edition) = edition.into_inner() {
                    lay(below, edition, &BOOK);
                }
            }
            _ => {
                below.insert(name, edition);
            }
        }
    }
}

/// Makes names of files that are seen from another folder names seen from the book's.
fn relocate(table: &mut DeTable, keys: &KeyTable, folder: &str) {
    for (name, value) in table.iter_mut() {
        match keys.get(name.get_ref()).map(|key| key.kind) {
            Some(KeyType::Table(inner)) => {
                if let DeValue::Table(table) = value.get_mut() {
                    relocate(table, inner, folder);
                }
            }
            Some(KeyType::Editions) => {
                if let DeValue::Table(editions) = value.get_mut() {
                    for (_, edition) in editions.iter_mut() {
                        if let DeValue::Table(edition) = edition.get_mut() {
                            relocate(edition, keys, folder);
                        }
                    }
                }
            }
            Some(KeyType::File | KeyType::Files | KeyType::Parts(_)) => relocate_names(value, folder, |_| true),
            Some(KeyType::Style | KeyType::Design) => relocate_names(value, folder, |name| name.ends_with(".toml")),
            Some(KeyType::Family) => relocate_names(value, folder, is_font_file),
            Some(KeyType::List) if name.get_ref() == "fonts" => relocate_names(value, folder, |_| true),
            _ => {}
        }
    }
}

/// Whether the name of a family of fonts is a path.
fn is_font_file(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.contains('/') || [".otf", ".ttf", ".ttc", ".otc"].iter().any(|ending| lower.ends_with(ending))
}

fn relocate_names(value: &mut Spanned<DeValue>, folder: &str, is_file: fn(&str) -> bool) {
    match value.get_mut() {
        DeValue::String(name) if is_file(name) => *name = Cow::Owned(format!("{folder}{name}")),
        DeValue::Array(items) => items.iter_mut().for_each(|item| relocate_names(item, folder, is_file)),
        // A part of the book names its chapters.
        DeValue::Table(part) => {
            if let Some(chapters) = part.get_mut("chapters") {
                relocate_names(chapters, folder, is_file);
            }
        }
        _ => {}
    }
}
