//! How characters and paragraphs look, by the properties of a style: what it says, and what it leaves to its parents.

use super::measure::{percent, twips};
use crate::office::text::{OfficeAlignment, OfficeRaise};
use crate::office::xml::OfficeElement;

/// Properties of characters that a style sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OdtLook {
    pub(super) is_bold: Option<bool>,
    pub(super) is_italic: Option<bool>,
    pub(super) is_small_caps: Option<bool>,
    pub(super) is_struck: Option<bool>,
    pub(super) is_underlined: Option<bool>,
    pub(super) is_marked: Option<bool>,
    pub(super) is_code: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    pub(super) raise: Option<OfficeRaise>,
    pub(super) size: Option<OdtSize>,
    /// Languages of Western words, of East Asian ones, and of those in scripts whose letters join or run from right to left.
    pub(super) languages: [Option<String>; 3],
}

/// The size of characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum OdtSize {
    HalfPoints(u16),
    /// Of what stands around.
    Percent(i32),
}

/// Properties of paragraphs that a style sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OdtShape {
    pub(super) alignment: Option<OdtAlignment>,
    pub(super) left: Option<i32>,
    pub(super) right: Option<i32>,
    pub(super) above: Option<i32>,
    pub(super) below: Option<i32>,
    pub(super) is_rtl: Option<bool>,
    pub(super) breaks_before: Option<bool>,
    pub(super) breaks_after: Option<bool>,
}

/// Where lines begin, as the file says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OdtAlignment {
    Start,
    Left,
    Center,
    End,
}

impl OdtLook {
    /// Takes over what an element of properties sets.
    pub(super) fn read(&mut self, element: &OfficeElement) {
        let set = |name: &str, is: fn(&str) -> bool| element.get(name).map(is);
        let line = |value: &str| value != "none";
        take(
            &mut self.is_bold,
            set("fo:font-weight", |weight| weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)),
        );
        take(&mut self.is_italic, set("fo:font-style", |style| style != "normal"));
        take(&mut self.is_small_caps, set("fo:font-variant", |variant| variant == "small-caps"));
        take(&mut self.is_struck, set("style:text-line-through-style", line).or_else(|| set("style:text-line-through-type", line)));
        take(&mut self.is_underlined, set("style:text-underline-style", line).or_else(|| set("style:text-underline-type", line)));
        take(&mut self.is_marked, set("fo:background-color", |color| !matches!(color, "transparent" | "#ffffff" | "#FFFFFF")));
        take(&mut self.is_hidden, set("text:display", |display| display == "none"));
        take(&mut self.raise, element.get("style:text-position").map(raise));
        let size = element.get("fo:font-size").and_then(|size| match percent(size) {
            Some(share) => Some(OdtSize::Percent(share)),
            None => twips(size).and_then(|twips| u16::try_from(twips / 10).ok()).map(OdtSize::HalfPoints),
        });
        take(&mut self.size, size);
        let names = [
            ["fo:language", "fo:country", "fo:script"],
            ["style:language-asian", "style:country-asian", "style:script-asian"],
            ["style:language-complex", "style:country-complex", "style:script-complex"],
        ];
        for (own, names) in self.languages.iter_mut().zip(names) {
            take(own, language(element, names));
        }
    }

    /// Puts the properties of a style over those it rests on.
    pub(super) fn put(&mut self, over: &Self) {
        take(&mut self.is_bold, over.is_bold);
        take(&mut self.is_italic, over.is_italic);
        take(&mut self.is_small_caps, over.is_small_caps);
        take(&mut self.is_struck, over.is_struck);
        take(&mut self.is_underlined, over.is_underlined);
        take(&mut self.is_marked, over.is_marked);
        take(&mut self.is_code, over.is_code);
        take(&mut self.is_hidden, over.is_hidden);
        take(&mut self.raise, over.raise);
        let size = match (self.size, over.size) {
            (Some(OdtSize::HalfPoints(size)), Some(OdtSize::Percent(share))) => {
                u16::try_from(i32::from(size) * share.clamp(0, 1000) / 100).ok().map(OdtSize::HalfPoints)
            }
            (_, over) => over,
        };
        take(&mut self.size, size);
        for (own, over) in self.languages.iter_mut().zip(&over.languages) {
            take(own, over.clone());
        }
    }
}

impl OdtShape {
    /// Takes over what an element of properties sets.
    pub(super) fn read(&mut self, element: &OfficeElement) {
        let length = |name: &str| element.get(name).and_then(twips);
        let all = length("fo:margin");
        take(&mut self.left, length("fo:margin-left").or(all));
        take(&mut self.right, length("fo:margin-right").or(all));
        take(&mut self.above, length("fo:margin-top").or(all));
        take(&mut self.below, length("fo:margin-bottom").or(all));
        take(&mut self.is_rtl, element.get("style:writing-mode").filter(|mode| *mode != "page").map(|mode| mode.starts_with("rl")));
        take(&mut self.breaks_before, element.get("fo:break-before").map(|kind| kind == "page"));
        take(&mut self.breaks_after, element.get("fo:break-after").map(|kind| kind == "page"));
        let alignment = element.get("fo:text-align").map(|align| match align {
            "center" => OdtAlignment::Center,
            "end" | "right" => OdtAlignment::End,
            "left" => OdtAlignment::Left,
            _ => OdtAlignment::Start,
        });
        take(&mut self.alignment, alignment);
    }

    /// Puts the properties of a style over those it rests on.
    pub(super) fn put(&mut self, over: &Self) {
        take(&mut self.alignment, over.alignment);
        take(&mut self.left, over.left);
        take(&mut self.right, over.right);
        take(&mut self.above, over.above);
        take(&mut self.below, over.below);
        take(&mut self.is_rtl, over.is_rtl);
        take(&mut self.breaks_before, over.breaks_before);
        take(&mut self.breaks_after, over.breaks_after);
    }

    /// How lines stand. LibreOffice writes the right of a paragraph from right to left as `end`, where its lines begin.
    pub(super) fn alignment(&self) -> OfficeAlignment {
        match (self.alignment, self.is_rtl.unwrap_or(false)) {
            (Some(OdtAlignment::Center), _) => OfficeAlignment::Center,
            (Some(OdtAlignment::End), false) | (Some(OdtAlignment::Left), true) => OfficeAlignment::End,
            _ => OfficeAlignment::Start,
        }
    }

    /// By how much the lines are moved in where they begin and where they end.
    pub(super) fn indent(&self) -> (i32, i32) {
        let (left, right) = (self.left.unwrap_or(0), self.right.unwrap_or(0));
        if self.is_rtl.unwrap_or(false) { (right, left) } else { (left, right) }
    }
}

fn take<T>(own: &mut Option<T>, over: Option<T>) {
    if over.is_some() {
        *own = over;
    }
}

/// What a position such as `super 58%` or `-33% 58%` means.
fn raise(position: &str) -> OfficeRaise {
    let first = position.split_ascii_whitespace().next().unwrap_or_default();
    match (first, percent(first)) {
        ("super", _) => OfficeRaise::Superscript,
        ("sub", _) => OfficeRaise::Subscript,
        (_, Some(1..)) => OfficeRaise::Superscript,
        (_, Some(..=-1)) => OfficeRaise::Subscript,
        _ => OfficeRaise::Level,
    }
}

/// A language, its script and its country as a tag; an empty one where the words have none.
fn language(element: &OfficeElement, names: [&str; 3]) -> Option<String> {
    let [language, country, script] = names.map(|name| element.get(name).map(str::trim).filter(|value| !value.is_empty()));
    let is_word = |part: &&str| part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let language = language?;
    if matches!(language, "none" | "zxx") || !is_word(&language) {
        return Some(String::new());
    }
    let mut tag = language.to_ascii_lowercase();
    for part in [script, country].into_iter().flatten().filter(|part| *part != "none").filter(is_word) {
        tag.push('-');
        tag.push_str(part);
    }
    Some(tag)
}
