//! Voices for those who made remarks: known ones by their names, new ones in the front matter of the commentary.

use crate::book::Voice;
use crate::config::front_matter;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The name of who left none.
const NOBODY: &str = "A reader";

/// The key that whoever spoke without a name gets when others join in.
pub(super) const ALONE: &str = "author";

/// The voices of a commentary and those that remarks add to them.
#[derive(Debug)]
pub(super) struct VoiceRegister {
    /// Keys by names, labels and keys, in lower case.
    known: BTreeMap<String, String>,
    /// New voices, in the order of their remarks.
    added: Vec<Voice>,
    /// The voice that speaks where a note doesn't say.
    only: Option<String>,
    /// Whoever spoke without being listed, to be listed with the others.
    alone: Option<Voice>,
    /// Whether a note is spoken by whoever spoke alone.
    is_alone_heard: bool,
}

/// The name by which somebody is known who comments.
pub(super) fn told_name(voice: &Voice) -> String {
    let names = [&voice.name, &voice.label, &voice.key];
    names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_else(|| "The author".to_owned())
}

impl VoiceRegister {
    /// The voices that a book has, and whether it has notes that they speak.
    pub(super) fn new(voices: &[Voice], has_notes: bool) -> Self {
        let mut known = BTreeMap::new();
        // Who spoke alone had no need of a name.
        if let [alone] = voices
            && alone.key.is_empty()
        {
            let name = told_name(alone);
            let names = [ALONE.to_owned(), name.to_lowercase()];
            let known = names.into_iter().map(|name| (name, ALONE.to_owned())).collect();
            let alone = Voice { key: ALONE.to_owned(), label: label(&name), name, role: "author".to_owned() };
            return Self { known, added: Vec::new(), only: Some(ALONE.to_owned()), alone: Some(alone), is_alone_heard: has_notes };
        }
        for voice in voices {
            for name in [&voice.key, &voice.label, &voice.name] {
                known.insert(name.to_lowercase(), voice.key.clone());
            }
        }
        let only = if let [only] = voices { Some(only.key.clone()) } else { None };
        Self { known, added: Vec::new(), only, alone: None, is_alone_heard: false }
    }

    /// The key of somebody's voice, a new one if need be.
    pub(super) fn key(&mut self, author: Option<&str>) -> String {
        let name = author.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| NOBODY.to_owned());
        if let Some(key) = self.known.get(&name.to_lowercase()) {
            self.is_alone_heard |= self.alone.as_ref().is_some_and(|alone| alone.key == *key);
            return key.clone();
        }
        let first = Some(slug(&name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "reader".to_owned());
        let taken = |key: &String| self.known.values().any(|known| known == key);
        let key = std::iter::once(first.clone()).chain((2..).map(|number| format!("{first}-{number}"))).find(|key| !taken(key));
        let key = key.unwrap_or(first);
        let labels: Vec<&str> = self.added.iter().map(|voice| voice.label.as_str()).collect();
        let label = Some(label(&name)).filter(|label| !labels.contains(&label.as_str())).unwrap_or_else(|| name.clone());
        self.known.insert(name.to_lowercase(), key.clone());
        self.added.push(Voice { key: key.clone(), name, label, role: "commentator".to_owned() });
        key
    }

    /// The voice that must be named as that of all notes which name none.
    fn default(&self) -> Option<&str> {
        self.only.as_deref().filter(|_| self.alone.is_none() || self.is_alone_heard)
    }

    /// A commentary with the new voices in its front matter; without any, as it is. None if they can't be put there with certainty.
    pub(super) fn put(&self, text: Option<&str>, on: &[String]) -> Option<String> {
        let alone = self.alone.iter().filter(|_| self.is_alone_heard);
        let lines: Vec<String> = alone.chain(&self.added).map(line).collect();
        let Some(text) = text else {
            let on =
                if let [only] = on { json(only) } else { format!("[{}]", on.iter().map(|file| json(file)).collect::<Vec<_>>().join(", ")) };
            let list: String = lines.iter().map(|line| format!("  {line}\n")).collect();
            return Some(format!("---\ncomments-on: {on}\nvoices:\n{list}---\n"));
        };
        if lines.is_empty() {
            return Some(text.to_owned());
        }
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
        let plain = text[start..].replace("\r\n", "\n");
        let (Some(range), _) = front_matter::split(&plain) else {
            let list: String = lines.iter().map(|line| format!("  {line}\n")).collect();
            let default = self.default().map_or_else(String::new, |only| format!("voice: {}\n", json(only)));
            let front = format!("---\nvoices:\n{list}{default}---\n\n").replace('\n', end);
            return Some(format!("{}{front}{}", &text[..start], &text[start..]));
        };
        let front = with_voices(&plain[range.clone()], &lines, self.default())?;
        let whole = format!("{}{front}{}", &plain[..range.start], &plain[range.end..]);
        Some(format!("{}{}", &text[..start], whole.replace('\n', end)))
    }
}

/// Front matter in YAML with more voices; none if it has a form that is not understood.
fn with_voices(front: &str, added: &[String], only: Option<&str>) -> Option<String> {
    let mut lines: Vec<String> = front.lines().map(str::to_owned).collect();
    let is_key = |line: &String, key: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':'));
    if front.trim_start().starts_with('{') || lines.iter().any(|line| line.trim_end() == "+++") {
        return None;
    }
    let default = lines.iter().any(|line| is_key(line, "voice"));
    match lines.iter().position(|line| is_key(line, "voices")) {
        None => {
            lines.push("voices:".to_owned());
            lines.extend(added.iter().map(|line| format!("  {line}")));
        }
        Some(at) => {
            let value = lines[at].split_once(':').map_or("", |(_, value)| value).trim().to_owned();
            if value.is_empty() || value.starts_with('#') {
                let next = lines.get(at + 1).filter(|line| line.starts_with([' ', '\t']));
                let indent = next.map_or("  ".to_owned(), |line| line[..line.len() - line.trim_start().len()].to_owned());
                lines.splice(at + 1..at + 1, added.iter().map(|line| format!("{indent}{line}")));
            } else if let Some(open) = lines[at].find('{') {
                let bare = lines[at][open + 1..].trim() == "}";
                let list = added.join(", ");
                lines[at].insert_str(open + 1, &if bare { format!(" {list} ") } else { format!(" {list},") });
            } else {
                return None;
            }
        }
    }
    // Whoever spoke alone spoke without being named.
    if let Some(only) = only.filter(|_| !default) {
        lines.push(format!("voice: {}", json(only)));
    }
    Some(lines.iter().map(|line| format!("{line}\n")).collect())
}

fn line(voice: &Voice) -> String {
    format!("{}: {{ name: {}, label: {}, role: {} }}", voice.key, json(&voice.name), json(&voice.label), voice.role)
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `Jane Doe` as `J. Doe`, a short name as it is.
fn label(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match words[..] {
        [first, ..] if ["the", "a", "an", "der", "die", "das", "le", "la"].contains(&first.to_lowercase().as_str()) => name.to_owned(),
        [first, .., last] if name.chars().count() > 8 => match first.chars().next().filter(|c| c.is_alphabetic()) {
            Some(initial) => format!("{initial}. {last}"),
            None => name.to_owned(),
        },
        _ => name.to_owned(),
    }
}

/// Lower-case ASCII letters and digits with hyphens between, not beginning with a digit.
fn slug(name: &str) -> String {
    let plain: String = name.nfd().filter(char::is_ascii).collect::<String>().to_lowercase();
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(40).collect();
    slug.trim_matches('-').trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(key: &str, name: &str) -> Voice {
        Voice { key: key.into(), name: name.into(), label: name.into(), role: "edt".into() }
    }

    #[test]
    fn names_become_keys_and_labels() {
        let mut register = VoiceRegister::new(&[voice("ed", "Jo Roe")], true);
        let keys = [
            Some("jo  roe"),
            Some("Jane Doe"),
            Some("JANE DOE"),
            Some("José Doe-Smith"),
            Some("张伟"),
            None,
            Some("1st"),
            Some("Jane-Doe"),
        ];
        assert_eq!(
            keys.map(|name| register.key(name)),
            ["ed", "jane-doe", "jane-doe", "jose-doe-smith", "reader", "a-reader", "st", "jane-doe-2"]
        );
        let labels: Vec<&str> = register.added.iter().map(|voice| voice.label.as_str()).collect();
        assert_eq!(labels, ["Jane Doe", "J. Doe-Smith", "张伟", "A reader", "1st", "Jane-Doe"]);
    }

    #[test]
    fn whoever_spoke_alone_is_named_when_others_join() {
        let alone = Voice { key: String::new(), name: "Ann Low".into(), label: String::new(), role: "aut".into() };
        let listed = "author: { name: \"Ann Low\", label: \"Ann Low\", role: author }";
        let other = "jo: { name: \"Jo\", label: \"Jo\", role: commentator }";
        for (has_notes, speaker, wanted) in [
            (true, "Jo", format!("---\nvoices:\n  {listed}\n  {other}\nvoice: \"author\"\n---\n\nx")),
            (false, "Jo", format!("---\nvoices:\n  {other}\n---\n\nx")),
            (false, "Ann Low", format!("---\nvoices:\n  {listed}\nvoice: \"author\"\n---\n\nx")),
        ] {
            let mut register = VoiceRegister::new(std::slice::from_ref(&alone), has_notes);
            register.key(Some(speaker));
            assert_eq!(register.put(Some("x"), &[]).as_deref(), Some(&*wanted));
        }
    }

    #[test]
    fn front_matter_gets_voices_and_nothing_else_changes() {
        let added = "jane-doe: { name: \"Jane Doe\", label: \"Jane Doe\", role: commentator }";
        for (before, after) in [
            ("### \"x\"\n", format!("---\nvoices:\n  {added}\n---\n\n### \"x\"\n")),
            (
                "---\r\nvoices:\r\n    ed: Jo\r\nvoice: ed\r\n---\r\nx",
                format!("---\r\nvoices:\r\n    {added}\r\n    ed: Jo\r\nvoice: ed\r\n---\r\nx"),
            ),
            ("---\nvoices: { ed: Jo }\n---\nx", format!("---\nvoices: {{ {added}, ed: Jo }}\nvoice: \"ed\"\n---\nx")),
            ("---\ncomments-on: a.md\n---\nx", format!("---\ncomments-on: a.md\nvoices:\n  {added}\nvoice: \"ed\"\n---\nx")),
        ] {
            let mut register = VoiceRegister::new(&[voice("ed", "Jo")], true);
            register.key(Some("Jane Doe"));
            if before.starts_with('#') {
                register.only = None;
            }
            assert_eq!(register.put(Some(before), &[]).as_deref(), Some(after.as_str()), "{before}");
        }
        let register = VoiceRegister::new(&[], false);
        assert_eq!(register.put(Some("x"), &[]).as_deref(), Some("x"));
    }
}
