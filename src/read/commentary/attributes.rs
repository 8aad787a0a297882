//! What stands in braces behind the heading of a note: who speaks, and what becomes of it.

use super::dates;
use super::front::{CommentarySettings, voice};
use crate::book::VoiceId;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::builder::RawHeading;
use crate::source::Span;

/// What the attributes of a heading say.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) voice: Option<VoiceId>,
    /// A voice was named, but is not listed (reported).
    pub(super) bad_voice: bool,
    pub(super) nth: Option<(usize, Span)>,
    pub(super) detached: bool,
    pub(super) draft: bool,
    /// When the note was made, as written.
    pub(super) date: Option<String>,
}

/// The attributes of a heading; what means nothing there is reported.
pub(super) fn attributes(front: &CommentarySettings, heading: &RawHeading, diagnostics: &mut Diagnostics) -> Attributes {
    let mut attributes = Attributes::default();
    let name = |key: &str, attributes: &mut Attributes, diagnostics: &mut Diagnostics| {
        if attributes.voice.is_some() || attributes.bad_voice {
            let two = Diagnostic::at(Code::UnknownVoice, heading.span, format!("a second voice, `{key}`, for one note"));
            diagnostics.push(two.help("write a note of its own, under the same quotation, for each voice"));
            return;
        }
        attributes.voice = voice(front, key, heading.span, diagnostics);
        attributes.bad_voice = attributes.voice.is_none();
    };
    for class in &heading.classes {
        name(&class.name, &mut attributes, diagnostics);
    }
    for (key, value) in &heading.attributes {
        match (key.as_str(), value.as_deref()) {
            ("by", Some(key)) => name(key, &mut attributes, diagnostics),
            ("detached", None) => attributes.detached = true,
            ("draft", None) => attributes.draft = true,
            ("date", Some(date)) => match dates::is_date(date) {
                true => attributes.date = Some(date.to_owned()),
                false => diagnostics.push(dates::bad(date, heading.span)),
            },
            ("nth", Some(number)) => match number.parse() {
                Ok(number) if number > 0 => attributes.nth = Some((number, heading.span)),
                _ => diagnostics.push(
                    Diagnostic::at(Code::BadValue, heading.span, format!("`nth={number}` is no place in a count"))
                        .help("write a number from 1, such as {nth=2}"),
                ),
            },
            (key, _) => {
                let unknown = Diagnostic::at(Code::UnknownKey, heading.span, format!("`{key}` says nothing about a note"));
                let known = ["by=VOICE", "nth=2", "detached", "draft", "date=2026-11-24"];
                diagnostics.push(match nearest(key, ["by", "nth", "detached", "draft", "date"]) {
                    Some(near) => {
                        let form = known.iter().find(|form| form.starts_with(near)).copied().unwrap_or(near);
                        unknown.help(format!("write {{{form}}}"))
                    }
                    None => unknown.help("use {#id}, {.voice}, {by=voice}, {nth=2}, {date=2026-11-24}, {detached} or {draft}"),
                });
            }
        }
    }
    attributes
}
