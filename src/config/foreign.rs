//! Front matter as other programs write it (pandoc, Quarto, Jekyll, Hugo, Zola, Obsidian, MyST), told in our own keys.

use super::front_matter::{FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use super::keys::{self, KEYS, KeyType, is_section};
use super::people::role_code;
use crate::source::Span;
use std::collections::BTreeSet;

mod names;

/// Front matter in our own keys, and what has no place among them.
#[derive(Debug)]
pub(super) struct Translated {
    /// The keys that book.toml has.
    pub(super) node: FrontMatterNode,
    /// Keys without a meaning for us, as written, in order.
    pub(super) strangers: Vec<(String, Span)>,
}

/// The keys under which a date is looked for, the best first.
const DATES: [&str; 6] = ["date", "publication-date", "published", "publishdate", "pubdate", "issued"];

/// The keys under which a description for shops is looked for, the best first.
const DESCRIPTIONS: [&str; 5] = ["description", "abstract", "summary", "synopsis", "excerpt"];

/// Keys whose values are people of a role.
const PEOPLE: [(&str, &str); 12] = [
    ("authors", "author"),
    ("author", "author"),
    ("by", "author"),
    ("creator", "author"),
    ("editor", "editor"),
    ("editors", "editor"),
    ("translator", "translator"),
    ("translators", "translator"),
    ("illustrator", "illustrator"),
    ("illustrators", "illustrator"),
    ("contributor", "contributor"),
    ("contributors", "contributor"),
];

/// The keys of front matter in our own words.
pub(super) fn translated(given: &FrontMatterNode) -> Translated {
    let mut desk = Translation::default();
    let names: Vec<String> = given.entries().iter().map(|entry| plain(&entry.key)).collect();
    let best = |keys: &[&'static str]| keys.iter().copied().find(|key| names.iter().any(|name| name == key)).unwrap_or_default();
    let (date, description) = (best(&DATES), best(&DESCRIPTIONS));
    for (entry, name) in given.entries().iter().zip(&names) {
        if DATES.contains(&name.as_str()) && name != date || DESCRIPTIONS.contains(&name.as_str()) && name != description {
            desk.strangers.push((entry.key.clone(), entry.place));
        } else {
            desk.take(name, entry.clone());
        }
    }
    desk.translated(given)
}

/// A key as we compare it: in lower case, with hyphens.
pub(super) fn plain(key: &str) -> String {
    key.trim().to_lowercase().replace('_', "-")
}

/// The words by which front matter says that the text is a draft, as written; none if it does not.
pub(crate) fn draft(node: &FrontMatterNode) -> Option<String> {
    node.entries().iter().find_map(|FrontMatterEntry { key, node: value, .. }| {
        // Zola and Hugo have keys of one's own in tables.
        if matches!(&*plain(key), "extra" | "params") {
            return draft(value);
        }
        let is_draft = |words: &str| {
            let said = words.trim().to_lowercase();
            let (yes, no) = (["true", "yes", "on", "1", "y"].contains(&&*said), ["false", "no", "off", "0", "n"].contains(&&*said));
            match &*plain(key) {
                // What is not clearly no is yes: what was a draft must not get out by a slip of the pen.
                "draft" => !no && !said.is_empty(),
                "private" => yes,
                "published" | "publish" => no,
                "status" | "visibility" => ["draft", "private", "unpublished", "hidden"].contains(&&*said),
                _ => false,
            }
        };
        match &value.value {
            FrontMatterValue::List(all) => {
                all.iter().filter_map(FrontMatterNode::text).find(|words| is_draft(words)).map(|words| format!("{key}: [{words}]"))
            }
            _ => value.text().filter(|words| is_draft(words)).map(|words| format!("{key}: {words}")),
        }
    })
}

/// Whether a key with the name of one of ours says something else by its value, as `words: 175` (a count of them) and
/// `chapters: true` do in other programs.
pub(super) fn is_anothers(name: &str, node: &FrontMatterNode) -> bool {
    let (Some(kind), Some(text)) = (keys::at(name).map(|key| key.kind), node.text().map(str::trim)) else { return false };
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+' | b'%'));
    match kind {
        // bookdown's `site: bookdown::bookdown_site`.
        KeyType::Table(_) => is_number || name == "site",
        // `edition: 2nd`.
        KeyType::Editions => true,
        KeyType::File => name == "extends" && !text.ends_with(".toml"),
        // The templates of sites.
        KeyType::Count(_) | KeyType::Design => !is_number && !text.contains('/') && !text.ends_with(".toml"),
        KeyType::Files | KeyType::Parts(_) => is_number || matches!(&*text.to_lowercase(), "true" | "false" | "yes" | "no" | "on" | "off"),
        _ => false,
    }
}

/// Whether a key of front matter is one that may say that the text is a draft.
pub(super) fn tells_of_draft(name: &str) -> bool {
    matches!(name, "draft" | "private" | "published" | "publish")
}

/// The title that front matter gives, with its place; of several (pandoc's list) the main one.
pub(super) fn title_of(node: &FrontMatterNode) -> Option<(String, Span)> {
    let title = node.entries().iter().find(|entry| plain(&entry.key) == "title")?;
    let (main, _) = titles(&title.node);
    main.and_then(|node| Some((node.text()?.split_whitespace().collect::<Vec<_>>().join(" "), node.span)))
        .filter(|(text, _)| !text.is_empty())
}

/// The main title and the subtitle of a value: a text, a table, or pandoc's list of `{ type: main, text: … }`.
fn titles(node: &FrontMatterNode) -> (Option<&FrontMatterNode>, Option<&FrontMatterNode>) {
    match &node.value {
        FrontMatterValue::Text(_) => (Some(node), None),
        FrontMatterValue::Empty => (None, None),
        FrontMatterValue::Table(_) => {
            let main = ["main", "text", "plain", "name", "full", "title"].into_iter().find_map(|key| node.get(key));
            (main, node.get("subtitle").or(node.get("sub")))
        }
        FrontMatterValue::List(items) => {
            let of = |kind: &str| {
                let item = items.iter().find(|item| item.get("type").and_then(FrontMatterNode::text) == Some(kind));
                item.and_then(|item| item.get("text"))
            };
            (of("main").or_else(|| titles(items.first()?).0), of("subtitle"))
        }
    }
}

/// What has been translated.
#[derive(Default)]
struct Translation {
    own: Vec<FrontMatterEntry>,
    strangers: Vec<(String, Span)>,
    /// Lines of the copyright page.
    rights: Vec<(String, Span)>,
    subjects: Vec<FrontMatterNode>,
    /// The subjects in small letters, so that each is taken once.
    known_subjects: BTreeSet<String>,
    people: Vec<FrontMatterNode>,
}

impl Translation {
    fn stranger(&mut self, entry: FrontMatterEntry) {
        self.strangers.push((entry.key, entry.place));
    }

    fn put(&mut self, key: &str, place: Span, node: FrontMatterNode) {
        if self.own.iter().any(|known| known.key == key) {
            self.strangers.push((key.to_owned(), place));
        } else {
            self.own.push(FrontMatterEntry { key: key.to_owned(), place, node });
        }
    }

    /// Takes one key; `name` is how we compare it.
    fn take(&mut self, name: &str, entry: FrontMatterEntry) {
        let FrontMatterEntry { place, node, .. } = &entry;
        let place = *place;
        if let Some((_, role)) = PEOPLE.iter().find(|(key, _)| *key == name) {
            self.people.extend(names::people(node, role, &mut self.strangers));
            return;
        }
        match name {
            "title" => {
                let (main, sub) = titles(node);
                if let Some(main) = main {
                    self.put("title", main.span, main.clone());
                }
                if let Some(sub) = sub {
                    self.put("subtitle", sub.span, sub.clone());
                }
            }
            "language" | "lang" | "locale" | "languagecode" => match first_text(node) {
                Some(text) => self.put("language", place, text.clone()),
                None => self.put("language", place, node.clone()),
            },
            _ if DATES.contains(&name) => self.put("date", place, node.clone()),
            _ if DESCRIPTIONS.contains(&name) => self.put("description", place, node.clone()),
            "rights" | "license" | "licence" | "copyright" => self.rights(node),
            "keywords" | "tags" | "categories" | "category" | "subjects" | "subject" | "topics" => self.subjects(node),
            "taxonomies" => node.entries().iter().for_each(|entry| self.subjects(&entry.node)),
            "cover" | "cover-image" | "coverimage" | "epub-cover-image" => {
                let image = ["image", "src", "path", "file"].into_iter().find_map(|key| node.get(key));
                self.put("cover", place, image.unwrap_or(node).clone());
            }
            "publisher" => self.put("publisher", place, node.get("name").unwrap_or(node).clone()),
            "identifier" => self.identifier(place, node),
            "belongs-to-collection" => self.put("series", place, node.clone()),
            "series" => self.put("series", place, first_text(node).unwrap_or(node).clone()),
            _ if tells_of_draft(name) => {}
            // A kind of page (`type: post`), or of R Markdown's outputs.
            "type" if node.entries().is_empty() => self.stranger(entry),
            "output" if node.text().is_none_or(|text| text.contains("::") || text.ends_with("_document") || text.contains('{')) => {
                self.stranger(entry);
            }
            _ => self.own(name, entry),
        }
    }

    /// A key that is ours, alone or with its section before it (`page.size`), or nobody's.
    fn own(&mut self, name: &str, entry: FrontMatterEntry) {
        let FrontMatterEntry { key, place, node } = entry;
        if is_anothers(name, &node) {
            self.strangers.push((key, place));
            return;
        }
        if KEYS.iter().any(|known| known.name == name) && !name.contains('.') || is_section(name) {
            self.put_section(name, place, node);
            return;
        }
        match name.split_once('.') {
            Some((above, below)) if is_section(above) => {
                let (outer, inner) = halves(place, name, above);
                self.put_section(above, outer, nested(table_of(below, inner, node)));
            }
            _ => self.strangers.push((key, place)),
        }
    }

    /// A section that may have been begun by another key of it.
    fn put_section(&mut self, name: &str, place: Span, node: FrontMatterNode) {
        let known = self.own.iter_mut().find(|known| known.key == name).map(|known| &mut known.node.value);
        match (known, node.value) {
            (Some(FrontMatterValue::Table(entries)), FrontMatterValue::Table(more)) => merge(entries, more),
            (_, value) => self.put(name, place, FrontMatterNode { value, ..node }),
        }
    }

    /// A licence or a copyright, as a text or as a table of its parts.
    fn rights(&mut self, node: &FrontMatterNode) {
        let part = |keys: &[&str]| keys.iter().find_map(|key| node.get(key)).and_then(first_text).and_then(FrontMatterNode::text);
        let line = match &node.value {
            FrontMatterValue::Text(text) => Some(text.clone()),
            FrontMatterValue::Empty => None,
            FrontMatterValue::List(items) => {
                items.iter().for_each(|item| self.rights(item));
                None
            }
            FrontMatterValue::Table(_) => {
                part(&["text", "statement", "name", "title", "id", "type", "content"]).map(str::to_owned).or_else(|| {
                    let year = part(&["year", "date"]).unwrap_or_default();
                    part(&["holder", "owner"]).map(|holder| ["©", year, holder].join(" "))
                })
            }
        };
        if let Some(line) = line.filter(|line| !self.rights.iter().any(|(known, _)| known == line)) {
            self.rights.push((line, node.span));
        }
    }

    /// Subjects: a list, or a text with commas.
    fn subjects(&mut self, node: &FrontMatterNode) {
        match &node.value {
            FrontMatterValue::Text(text) => {
                for word in text.split([',', ';']) {
                    let word = word.trim().trim_start_matches('#');
                    if !word.is_empty() && self.known_subjects.insert(word.to_lowercase()) {
                        self.subjects.push(FrontMatterNode { span: node.span, value: FrontMatterValue::Text(word.to_owned()) });
                    }
                }
            }
            FrontMatterValue::List(items) => items.iter().for_each(|item| self.subjects(item)),
            FrontMatterValue::Table(_) => {
                let Some(text) = node.get("text").or(node.get("name")) else { return };
                match coded(node, text) {
                    Some(subject) => self.subjects.push(subject),
                    None => self.subjects(text),
                }
            }
            FrontMatterValue::Empty => {}
        }
    }

    /// An identifier: ours is a text, pandoc's a table of its scheme and text, or a list of them.
    fn identifier(&mut self, place: Span, node: &FrontMatterNode) {
        match &node.value {
            FrontMatterValue::List(items) => items.iter().take(1).for_each(|item| self.identifier(place, item)),
            FrontMatterValue::Table(_) => {
                let scheme = node.get("scheme").and_then(FrontMatterNode::text).unwrap_or_default().to_lowercase();
                if let Some(text) = node.get("text") {
                    self.put(if scheme.starts_with("isbn") { "isbn" } else { "identifier" }, place, text.clone());
                }
            }
            _ => self.put("identifier", place, node.clone()),
        }
    }

    fn translated(mut self, given: &FrontMatterNode) -> Translated {
        if let Some(first) = self.people.first() {
            let span = first.span;
            let node = FrontMatterNode { span, value: FrontMatterValue::List(self.people) };
            self.own.push(FrontMatterEntry { key: "authors".to_owned(), place: span, node });
        }
        if let Some(first) = self.subjects.first() {
            let span = first.span;
            let node = FrontMatterNode { span, value: FrontMatterValue::List(self.subjects) };
            self.own.push(FrontMatterEntry { key: "subjects".to_owned(), place: span, node });
        }
        if let Some((_, span)) = self.rights.first().cloned() {
            let lines: Vec<String> = self.rights.into_iter().map(|(line, _)| line).collect();
            let node = FrontMatterNode { span, value: FrontMatterValue::Text(lines.join("\n")) };
            self.own.push(FrontMatterEntry { key: "rights".to_owned(), place: span, node });
        }
        Translated { node: FrontMatterNode { span: given.span, value: FrontMatterValue::Table(self.own) }, strangers: self.strangers }
    }
}

/// Adds the keys of a table to those of another; what is there already stays, but tables grow together.
fn merge(entries: &mut Vec<FrontMatterEntry>, more: Vec<FrontMatterEntry>) {
    for entry in more {
        match entries.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => {
                if let (FrontMatterValue::Table(inner), FrontMatterValue::Table(more)) = (&mut known.node.value, entry.node.value) {
                    merge(inner, more);
                }
            }
            None => entries.push(entry),
        }
    }
}

/// `heads.verso` below a section is a table in it.
fn nested(table: FrontMatterNode) -> FrontMatterNode {
    let FrontMatterValue::Table(entries) = &table.value else { return table };
    let [FrontMatterEntry { key, place, node }] = entries.as_slice() else { return table };
    let Some((above, below)) = key.split_once('.') else { return table };
    let (outer, place) = halves(*place, key, above);
    FrontMatterNode { span: table.span, ..table_of(above, outer, table_of(below, place, node.clone())) }
}

/// A table of one key.
fn table_of(key: &str, place: Span, node: FrontMatterNode) -> FrontMatterNode {
    FrontMatterNode { span: node.span, value: FrontMatterValue::Table(vec![FrontMatterEntry { key: key.to_owned(), place, node }]) }
}

/// Where the two halves of a key with a point stand: each has its own place, so that a fault in one costs nothing of the other.
fn halves(place: Span, key: &str, above: &str) -> (Span, Span) {
    let range = place.range();
    if range.len() != key.len() {
        return (place, place);
    }
    let point = range.start + above.len();
    (Span::new(place.source, range.start, point), Span::new(place.source, point + 1, range.end))
}

/// The text, or the first text of a list.
fn first_text(node: &FrontMatterNode) -> Option<&FrontMatterNode> {
    match &node.value {
        FrontMatterValue::Text(_) => Some(node),
        FrontMatterValue::List(items) => items.iter().find(|item| item.text().is_some()),
        _ => None,
    }
}

/// Whether a word names a role we know.
fn is_role(word: &str) -> bool {
    role_code(word).is_some()
}
/// A subject with a code as our own key has it: as it is, or from pandoc's `text`, `authority` and `term`. None if it has no code that
/// we know.
fn coded(node: &FrontMatterNode, text: &FrontMatterNode) -> Option<FrontMatterNode> {
    const SCHEMES: [&str; 3] = ["bisac", "thema", "lcsh"];
    if SCHEMES.iter().any(|scheme| node.get(scheme).is_some()) {
        return Some(node.clone());
    }
    let authority = node.get("authority").and_then(FrontMatterNode::text)?.to_lowercase();
    let scheme = SCHEMES.into_iter().find(|scheme| *scheme == authority)?;
    let entry = |key: &str, node: &FrontMatterNode| FrontMatterEntry { key: key.to_owned(), place: node.span, node: node.clone() };
    let entries = vec![entry("name", text), entry(scheme, node.get("term")?)];
    Some(FrontMatterNode { span: node.span, value: FrontMatterValue::Table(entries) })
}
