//! What the front matter of a commentary says: which text it is on, who speaks.

use crate::book::{Book, Voice, VoiceId};
use crate::config::front_matter::{self, FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use crate::config::{role_code, role_words, says_draft};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

/// The settings of one commentary file.
#[derive(Debug, Default)]
pub(super) struct CommentarySettings {
    /// The files it is on, as written; none means the whole text.
    pub(super) on: Vec<(String, Span)>,
    /// The voices its notes may name.
    pub(super) voices: BTreeMap<String, VoiceId>,
    /// The voice of notes that name none.
    pub(super) default: Option<VoiceId>,
    /// A default voice was named but is not listed (reported).
    pub(super) bad_default: bool,
}

/// What makes a commentary a draft, as written, if anything does; and the files it is on.
pub(super) fn drafts(source: SourceId, text: &str) -> (Option<String>, Vec<String>) {
    let Some(range) = front_matter::split(text).0 else { return (None, Vec::new()) };
    let mut unheard = Diagnostics::default();
    let node = front_matter::parse(source, text, range, Code::BrokenFrontMatter, &mut unheard);
    let on = node.get("comments-on").map(|node| texts(node, "comments-on", &mut unheard)).unwrap_or_default();
    (says_draft(&node), on.into_iter().map(|(file, _)| file).collect())
}

const KEYS: [&str; 3] = ["comments-on", "voice", "voices"];
const VOICE_KEYS: [&str; 3] = ["name", "label", "role"];

/// Reads the front matter of one file; voices new to the book are added to it.
pub(super) fn front(node: Option<&FrontMatterNode>, book: &mut Book, diagnostics: &mut Diagnostics) -> CommentarySettings {
    let mut front = CommentarySettings::default();
    let mut named = None;
    let entries = match node {
        Some(FrontMatterNode { value: FrontMatterValue::Table(entries), .. }) => entries.as_slice(),
        _ => &[],
    };
    for FrontMatterEntry { key, place, node: value } in entries {
        match key.as_str() {
            "comments-on" => front.on = texts(value, key, diagnostics),
            "voice" => named = text(value, key, diagnostics),
            "voices" => voices(value, &mut front, book, diagnostics),
            "draft" | "published" => {}
            _ => unknown(key, *place, &KEYS, diagnostics),
        }
    }
    // Voices may be listed once, in the first of several files.
    for (index, voice) in book.voices.iter().enumerate().filter(|(_, voice)| !voice.key.is_empty()) {
        front.voices.entry(voice.key.clone()).or_insert(VoiceId::new(index));
    }
    front.default = match named {
        Some((key, span)) => {
            let known = voice(&front, &key, span, diagnostics);
            front.bad_default = known.is_none();
            known
        }
        None => alone(&front, book),
    };
    front
}

/// The voice of notes that name none, where only one can be meant. Somebody who speaks alone need not be named twice; and who lists no
/// voices is the book's author, or nobody in particular, and speaks without a label.
fn alone(front: &CommentarySettings, book: &mut Book) -> Option<VoiceId> {
    match &front.voices.values().collect::<Vec<_>>()[..] {
        [only] => Some(**only),
        [] => {
            let known = book.voices.iter().position(|voice| voice.key.is_empty());
            let index = known.unwrap_or_else(|| {
                let mut authors = book.metadata.people.iter().filter(|person| person.is_author());
                let author = authors.next().filter(|_| authors.next().is_none());
                let name = author.map_or_else(String::new, |author| author.name.clone());
                book.voices.push(Voice { key: String::new(), name, label: String::new(), role: "aut".to_owned() });
                book.voices.len() - 1
            });
            Some(VoiceId::new(index))
        }
        _ => None,
    }
}

/// The voice with this key; none if there is none (reported).
pub(super) fn voice(front: &CommentarySettings, key: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<VoiceId> {
    let known = front.voices.get(key).copied();
    if known.is_none() {
        let unknown = Diagnostic::at(Code::UnknownVoice, span, format!("no voice `{key}` is listed in the front matter"));
        diagnostics.push(match nearest(key, front.voices.keys().map(String::as_str)) {
            Some(near) => unknown.help(format!("write `{near}`")),
            None => {
                // What a bare key can't hold is one in quotes, written as JSON writes it, which YAML reads.
                let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
                let key = if plain { key.to_owned() } else { serde_json::Value::from(key).to_string() };
                unknown
                    .help(format!("list it in the front matter: `voices: {{ {key}: {{ name: \"…\", label: \"…\", role: commentator }} }}`"))
            }
        });
    }
    known
}

fn voices(node: &FrontMatterNode, front: &mut CommentarySettings, book: &mut Book, diagnostics: &mut Diagnostics) {
    let FrontMatterValue::Table(entries) = &node.value else {
        let wrong = Diagnostic::at(Code::BadValue, node.span, "`voices` must list voices by their keys");
        diagnostics.push(wrong.help("write `voices:` and below it `  editor: { name: \"The editor\", label: \"Ed.\", role: editor }`"));
        return;
    };
    for FrontMatterEntry { key, place, node: value } in entries {
        let described = describe(key, value, diagnostics);
        let known = book.voices.iter().position(|voice| voice.key == *key);
        if let Some(index) = known.filter(|&index| book.voices[index] != described) {
            let message = format!("the voice `{key}` is described differently in another commentary: {}", book.voices[index].name);
            diagnostics.push(Diagnostic::at(Code::BadValue, *place, message).help("describe it once, or give one of them another key"));
        }
        let index = known.unwrap_or_else(|| {
            book.voices.push(described);
            book.voices.len() - 1
        });
        front.voices.insert(key.clone(), VoiceId::new(index));
    }
}

fn describe(key: &str, node: &FrontMatterNode, diagnostics: &mut Diagnostics) -> Voice {
    let mut voice = Voice { key: key.to_owned(), name: key.to_owned(), label: String::new(), role: "cwt".to_owned() };
    match &node.value {
        FrontMatterValue::Text(name) => voice.name.clone_from(name),
        FrontMatterValue::Empty => {}
        FrontMatterValue::List(_) => wrong(node, key, diagnostics),
        FrontMatterValue::Table(entries) => {
            for FrontMatterEntry { key, place, node: value } in entries {
                match key.as_str() {
                    "name" => voice.name = text(value, key, diagnostics).map_or(voice.name, |(name, _)| name),
                    "label" => voice.label = text(value, key, diagnostics).map_or(voice.label, |(label, _)| label),
                    "role" => {
                        voice.role =
                            text(value, key, diagnostics).and_then(|(word, span)| role(&word, span, diagnostics)).unwrap_or(voice.role);
                    }
                    _ => unknown(key, *place, &VOICE_KEYS, diagnostics),
                }
            }
        }
    }
    if voice.label.is_empty() {
        voice.label.clone_from(&voice.name);
    }
    voice
}

/// The MARC code of a role.
fn role(word: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<String> {
    let code = role_code(word);
    if code.is_none() {
        let bad = Diagnostic::at(Code::BadValue, span, format!("`{word}` is no role of a voice"));
        let near = nearest(word, role_words()).unwrap_or("commentator");
        diagnostics.push(bad.help(format!("write `{near}`, or a MARC relator code such as `edt`")));
    }
    code.map(str::to_owned)
}

fn text(node: &FrontMatterNode, key: &str, diagnostics: &mut Diagnostics) -> Option<(String, Span)> {
    match &node.value {
        FrontMatterValue::Text(text) => Some((text.clone(), node.span)),
        FrontMatterValue::Empty => None,
        _ => {
            wrong(node, key, diagnostics);
            None
        }
    }
}

fn texts(node: &FrontMatterNode, key: &str, diagnostics: &mut Diagnostics) -> Vec<(String, Span)> {
    match &node.value {
        FrontMatterValue::List(nodes) => nodes.iter().filter_map(|node| text(node, key, diagnostics)).collect(),
        _ => text(node, key, diagnostics).into_iter().collect(),
    }
}

fn wrong(node: &FrontMatterNode, key: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::at(Code::BadValue, node.span, format!("the value of `{key}` must be a text"))
            .help(format!("write `{key}: …` on one line")),
    );
}

/// A key that has no effect: a slip of the pen, or another program's.
fn unknown(key: &str, span: Span, known: &[&str], diagnostics: &mut Diagnostics) {
    let message = format!("`{key}` has no effect in a commentary");
    diagnostics.push(match nearest(key, known.iter().copied()) {
        Some(near) => {
            let slip = Diagnostic::at(Code::UnknownKey, span, message).help(format!("write `{near}`")).edit(span, near);
            Diagnostic { severity: Severity::Warning, ..slip }
        }
        None => Diagnostic::at(Code::ForeignKeys, span, message).help(format!("the keys that have one are {}", known.join(", "))),
    });
}
