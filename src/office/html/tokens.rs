//! The tags and texts of a page, by the rules of HTML's standard. The only file of this folder that knows the tokenizer.

use crate::source::with_few_attributes;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};

/// What a page consists of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum WebToken {
    Open(WebTag),
    Close(String),
    Words(String),
}

/// An opening tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WebTag {
    /// The tag's name in lower case.
    pub(super) name: String,
    /// Whether the tag closes itself (`<br/>`).
    pub(super) is_alone: bool,
    attributes: Vec<(String, String)>,
}

impl WebTag {
    /// The value of an attribute; of one that is there twice, that of the first.
    pub(super) fn get(&self, wanted: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// The tag's classes.
    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        self.get("class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether the tag has a class.
    pub(super) fn is(&self, class: &str) -> bool {
        self.classes().any(|own| own.eq_ignore_ascii_case(class))
    }

    /// The parts of a book that the tag says to be, by `role` or `epub:type`.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        let parts = [self.get("role"), self.get("epub:type")];
        parts.into_iter().flatten().flat_map(str::split_ascii_whitespace).map(|part| part.strip_prefix("doc-").unwrap_or(part))
    }

    /// Whether the tag is a part of a book of one of some names.
    pub(super) fn is_part(&self, names: &[&str]) -> bool {
        self.parts().any(|part| names.contains(&part))
    }

    /// The ids that links may lead to.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let name = self.get("name").filter(|_| self.name == "a");
        [self.get("id"), name].into_iter().flatten().map(str::trim).filter(|id| !id.is_empty())
    }
}

/// Hands on the tokens of a page in order. In one of XML any tag may close itself.
pub(super) fn tokens(text: &str, is_xml: bool, mut take: impl FnMut(WebToken)) {
    let mut tag = WebTag::default();
    let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let emitter = CallbackEmitter::new(move |event: CallbackEvent<'_>, _: Span<()>| match event {
        CallbackEvent::OpenStartTag { name } => {
            tag = WebTag { name: read(name), ..WebTag::default() };
            None
        }
        CallbackEvent::AttributeName { name } => {
            tag.attributes.push((read(name), String::new()));
            None
        }
        CallbackEvent::AttributeValue { value } => {
            if let Some((_, own)) = tag.attributes.last_mut() {
                *own = read(value);
            }
            None
        }
        CallbackEvent::CloseStartTag { self_closing } => {
            Some(WebToken::Open(WebTag { is_alone: self_closing, ..std::mem::take(&mut tag) }))
        }
        CallbackEvent::EndTag { name } => Some(WebToken::Close(read(name))),
        CallbackEvent::String { value } => Some(WebToken::Words(read(value))),
        CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => None,
    });
    let text = with_few_attributes(text);
    let mut tokenizer = Tokenizer::new_with_emitter(&*text, emitter);
    while let Some(Ok(token)) = tokenizer.next() {
        if let WebToken::Open(tag) = &token
            && !(is_xml && tag.is_alone)
        {
            match tag.name.as_str() {
                "script" => tokenizer.set_state(State::ScriptData),
                "style" | "iframe" | "noembed" | "noframes" => tokenizer.set_state(State::RawText),
                "textarea" | "title" => tokenizer.set_state(State::RcData),
                _ => {}
            }
        }
        take(token);
    }
}
