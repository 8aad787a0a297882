//! What may be typed at a place: ids, classes, voices, labels of notes, keys of book.toml and their values.

use super::book::OpenBook;
use super::desk::WritingDesk;
use crate::book::NoteKind;
use crate::config::keys::{self, KeyType};
use crate::read::heading_classes;
use lsp_types::{CompletionItem, CompletionItemKind, Position};
use std::path::Path;

impl WritingDesk {
    /// What may be typed at a position.
    pub(crate) fn completions(&self, path: &Path, position: Position) -> Vec<CompletionItem> {
        let Some((book, file, offset)) = self.at(path, position) else { return Vec::new() };
        let Some(text) = book.texts.0.get(&file).and_then(|text| text.open.text.get(..offset)) else { return Vec::new() };
        let line = text.rsplit('\n').next().unwrap_or("");
        if file.ends_with(".toml") { of_settings(text, line) } else { book.of_text(&file, line) }
    }
}

/// Keys of the table that a line stands in, or values of its key.
fn of_settings(text: &str, line: &str) -> Vec<CompletionItem> {
    let header = |line: &str| Some(line.trim().strip_prefix('[')?.split(']').next()?.trim_matches('[').trim().to_owned());
    let table = text.lines().rev().find_map(header).unwrap_or_default();
    let path = |key: &str| if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
    if line.trim_start().starts_with('[') {
        return keys::sections().map(|section| item(section.name, CompletionItemKind::MODULE, &section.about.join(" "))).collect();
    }
    match line.split_once('=') {
        None => {
            let own = keys::KEYS.iter().filter(|key| path(key.key) == key.name);
            own.map(|key| item(key.key, CompletionItemKind::PROPERTY, &key.about.join(" "))).collect()
        }
        Some((key, written)) => {
            let wanted = path(key.trim());
            let Some(key) = keys::KEYS.iter().find(|key| key.name == wanted) else { return Vec::new() };
            let quotes = if written.contains('"') { "" } else { "\"" };
            match key.kind {
                KeyType::Choice(words) => {
                    words.iter().map(|word| item(&format!("{quotes}{word}{quotes}"), CompletionItemKind::VALUE, "")).collect()
                }
                KeyType::Flag => ["true", "false"].iter().map(|word| item(word, CompletionItemKind::VALUE, "")).collect(),
                _ => vec![item(key.example, CompletionItemKind::VALUE, &key.about.join(" "))],
            }
        }
    }
}

impl OpenBook {
    fn of_text(&self, file: &str, line: &str) -> Vec<CompletionItem> {
        let Some(book) = self.book() else { return Vec::new() };
        let typed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let before = line.trim_end_matches(typed);
        let in_braces = line.rfind('{').is_some_and(|open| !line[open..].contains('}'));
        if before.ends_with("[^") {
            let labels = book.notes.iter().filter_map(|note| match &note.kind {
                NoteKind::Footnote(label) => Some(item(label, CompletionItemKind::REFERENCE, "")),
                _ => None,
            });
            return labels.collect();
        }
        if before.ends_with('#') && !in_braces && (before.contains('(') || before.contains("[[") || before.ends_with(" #")) {
            let titles = book.sections.iter().map(|section| (section.slug.clone(), section.title.clone()));
            let ids = self.ids().into_iter().filter(|id| book.sections.iter().all(|section| section.slug != *id));
            let all = titles.chain(ids.map(|id| (id, String::new())));
            return all.map(|(id, title)| item(&id, CompletionItemKind::REFERENCE, &title)).collect();
        }
        let is_commentary = self.reading.settings.as_ref().is_some_and(|config| config.commentary.iter().any(|own| own.path == file));
        if before.ends_with('.') && in_braces {
            let voices = book.voices.iter().filter(|voice| is_commentary && !voice.key.is_empty());
            let voices = voices.map(|voice| item(&voice.key, CompletionItemKind::CLASS, &voice.name));
            let classes = heading_classes().into_iter().filter(|_| !is_commentary);
            return voices.chain(classes.map(|class| item(class, CompletionItemKind::CLASS, ""))).collect();
        }
        if before.ends_with('^') && is_commentary {
            let anchors = book.blocks.iter().filter_map(|block| block.id.as_ref());
            return anchors.map(|id| item(id, CompletionItemKind::REFERENCE, "")).collect();
        }
        Vec::new()
    }
}

fn item(label: &str, kind: CompletionItemKind, detail: &str) -> CompletionItem {
    let detail = Some(detail.to_owned()).filter(|detail| !detail.is_empty());
    CompletionItem { label: label.to_owned(), kind: Some(kind), detail, ..CompletionItem::default() }
}
