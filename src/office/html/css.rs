//! Style sheets, as far as they say what Markdown can: rules for an element, a class, or an element of a class.

use crate::office::text::{OfficeAlignment, OfficeRaise};
use std::collections::BTreeMap;

/// Bytes of style sheets that are read.
const MOST: usize = 4 << 20;

/// What a rule sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WebStyle {
    pub(super) is_bold: Option<bool>,
    pub(super) is_italic: Option<bool>,
    pub(super) is_small_caps: Option<bool>,
    pub(super) is_struck: Option<bool>,
    pub(super) is_underlined: Option<bool>,
    pub(super) is_marked: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    pub(super) is_kept: Option<bool>,
    pub(super) is_rtl: Option<bool>,
    /// Whether the words stand beside the text, at a place of the page.
    pub(super) is_apart: Option<bool>,
    pub(super) raise: Option<OfficeRaise>,
    pub(super) size: Option<u16>,
    pub(super) alignment: Option<OfficeAlignment>,
    pub(super) left: Option<i32>,
    pub(super) right: Option<i32>,
    pub(super) first: Option<i32>,
    pub(super) breaks_before: Option<bool>,
    pub(super) numerals: Option<String>,
    pub(super) width: Option<i32>,
}

/// The rules of a page.
#[derive(Debug, Default)]
pub(super) struct WebSheet {
    rules: BTreeMap<String, WebStyle>,
    taken: usize,
}

impl WebSheet {
    /// Adds the rules of a style sheet.
    pub(super) fn add(&mut self, text: &str) {
        self.taken += text.len();
        if self.taken > MOST {
            return;
        }
        let text = bare(text);
        let mut rest = text.as_str();
        while let Some(open) = rest.find('{') {
            let selectors = rest[..open].rsplit([';', '}']).next().unwrap_or_default().trim();
            let (body, behind) = block(&rest[open..]);
            if selectors.starts_with('@') {
                // Rules for screens and paper are rules for readers.
                if selectors.starts_with("@media") && !body.is_empty() && !selectors.contains("(") {
                    self.inside(body);
                }
            } else {
                self.rule(selectors, body);
            }
            rest = behind;
        }
    }

    /// Adds the rules within `@media`, which holds no more of its kind.
    fn inside(&mut self, text: &str) {
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (body, behind) = block(&rest[open..]);
            self.rule(rest[..open].trim(), body);
            rest = behind;
        }
    }

    fn rule(&mut self, selectors: &str, body: &str) {
        for selector in selectors.split(',').map(str::trim) {
            let plain =
                !selector.is_empty() && selector.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_') || c >= 0x80);
            if plain && selector.matches('.').count() <= 1 {
                let (tag, class) = selector.split_once('.').map_or((selector, None), |(tag, class)| (tag, Some(class)));
                let key = class.map_or_else(|| tag.to_ascii_lowercase(), |class| format!("{}.{class}", tag.to_ascii_lowercase()));
                self.rules.entry(key).or_default().read(body);
            }
        }
    }

    /// Puts the rules for an element on a style: those of its name, of its classes, of its name with its classes.
    pub(super) fn apply<'c>(&self, name: &str, classes: impl Iterator<Item = &'c str> + Clone, style: &mut WebStyle) {
        if self.rules.is_empty() {
            return;
        }
        let of_classes = classes.clone().take(32).map(|class| format!(".{class}"));
        let of_both = classes.take(32).map(|class| format!("{name}.{class}"));
        for key in std::iter::once(name.to_owned()).chain(of_classes).chain(of_both) {
            if let Some(rule) = self.rules.get(&key) {
                style.put(rule);
            }
        }
    }
}

impl WebStyle {
    /// Takes over what declarations set.
    pub(super) fn read(&mut self, declarations: &str) {
        for (name, value) in declarations.split(';').filter_map(|one| one.split_once(':')) {
            let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
            self.declare(&name.trim().to_ascii_lowercase(), &value);
        }
    }

    fn declare(&mut self, name: &str, value: &str) {
        let has = |word: &str| value.split_ascii_whitespace().any(|own| own == word);
        match name {
            "font-weight" => {
                self.is_bold = Some(matches!(value, "bold" | "bolder") || value.parse().is_ok_and(|weight: u32| weight >= 600));
            }
            "font-style" => self.is_italic = Some(matches!(value, "italic" | "oblique")),
            "font-variant" | "font-variant-caps" => self.is_small_caps = Some(value.contains("small-caps")),
            "text-decoration" | "text-decoration-line" => {
                self.is_underlined = Some(has("underline"));
                self.is_struck = Some(has("line-through"));
            }
            "vertical-align" => {
                self.raise = Some(match value {
                    "super" => OfficeRaise::Superscript,
                    "sub" => OfficeRaise::Subscript,
                    _ => OfficeRaise::Level,
                });
            }
            "background" | "background-color" => {
                let none = ["transparent", "none", "white", "inherit", "initial", "#fff", "#ffffff", "rgba(0, 0, 0, 0)", "window"];
                self.is_marked = Some(!none.contains(&value) && !value.contains("url("));
            }
            "display" => self.is_hidden = Some(value == "none"),
            "visibility" if value == "hidden" => self.is_hidden = Some(true),
            "white-space" => self.is_kept = Some(value.starts_with("pre") && value != "pre-line"),
            "position" => self.is_apart = Some(value == "absolute"),
            "direction" => self.is_rtl = Some(value == "rtl"),
            "font-size" => self.size = length(value).and_then(|twips| u16::try_from(twips / 10).ok()).or(self.size),
            "text-align" => {
                self.alignment = Some(match value {
                    "center" | "-webkit-center" => OfficeAlignment::Center,
                    "right" | "end" => OfficeAlignment::End,
                    _ => OfficeAlignment::Start,
                });
            }
            "margin-left" | "margin-inline-start" => self.left = length(value),
            "margin-right" | "margin-inline-end" => self.right = length(value),
            "margin" => {
                let all: Vec<&str> = value.split_ascii_whitespace().collect();
                self.right = all.get(1).or(all.first()).and_then(|value| length(value));
                self.left = all.get(3).or(all.get(1)).or(all.first()).and_then(|value| length(value));
            }
            "text-indent" => self.first = length(value),
            "page-break-before" | "break-before" => self.breaks_before = Some(matches!(value, "always" | "page" | "left" | "right")),
            "list-style-type" | "list-style" => self.numerals = Some(value.to_owned()),
            "width" => self.width = length(value),
            _ => {}
        }
    }

    /// Puts what another sets over this.
    pub(super) fn put(&mut self, over: &Self) {
        let own = self.clone();
        *self = Self {
            is_bold: over.is_bold.or(own.is_bold),
            is_italic: over.is_italic.or(own.is_italic),
            is_small_caps: over.is_small_caps.or(own.is_small_caps),
            is_struck: over.is_struck.or(own.is_struck),
            is_underlined: over.is_underlined.or(own.is_underlined),
            is_marked: over.is_marked.or(own.is_marked),
            is_hidden: over.is_hidden.or(own.is_hidden),
            is_kept: over.is_kept.or(own.is_kept),
            is_rtl: over.is_rtl.or(own.is_rtl),
            is_apart: over.is_apart.or(own.is_apart),
            raise: over.raise.or(own.raise),
            size: over.size.or(own.size),
            alignment: over.alignment.or(own.alignment),
            left: over.left.or(own.left),
            right: over.right.or(own.right),
            first: over.first.or(own.first),
            breaks_before: over.breaks_before.or(own.breaks_before),
            numerals: over.numerals.clone().or(own.numerals),
            width: over.width.or(own.width),
        };
    }
}

/// A length in twips; of those in relation to the type, one of a common size.
pub(super) fn length(value: &str) -> Option<i32> {
    let value = value.trim();
    let at = value.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(value.len());
    let (number, unit) = value.split_at(at);
    let number: f64 = number.trim().parse().ok()?;
    let twips = match unit {
        "px" => 15.0,
        "pt" => 20.0,
        "in" => 1440.0,
        "cm" => 1440.0 / 2.54,
        "mm" => 144.0 / 2.54,
        "pc" | "em" | "rem" => 240.0,
        "ex" => 120.0,
        "" if number == 0.0 => 0.0,
        _ => return None,
    };
    let length = (number * twips).round();
    (length.abs() < 200_000.0).then_some(length as i32)
}

/// A style sheet without its comments and the marks of SGML's.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        rest = rest[at + 2..].find("*/").map_or("", |end| &rest[at + end + 4..]);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

/// What stands between the brace that a text begins with and the one that closes it, and what stands behind.
fn block(text: &str) -> (&str, &str) {
    let mut depth = 0;
    for (at, c) in text.bytes().enumerate() {
        match c {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[1..at], &text[at + 1..]);
        }
    }
    (text.get(1..).unwrap_or_default(), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_by_element_and_class() {
        let mut sheet = WebSheet::default();
        sheet.add("/* p{} */ @import url(x); p , .b { font-weight:700 } span.c1{Font-Style:italic!important;vertical-align: super} @media print { .m{display:none} } @page{size:a4} a > b.x{font-weight:bold} <!-- i {font-size:12pt} -->");
        let of = |name: &str, class: &str| {
            let mut style = WebStyle::default();
            sheet.apply(name, class.split_ascii_whitespace(), &mut style);
            style
        };
        assert_eq!((of("p", "").is_bold, of("i", "b").is_bold, of("b", "x").is_bold), (Some(true), Some(true), None));
        assert_eq!(
            (of("span", "x c1").is_italic, of("span", "c1").raise, of("p", "c1").is_italic),
            (Some(true), Some(OfficeRaise::Superscript), None)
        );
        assert_eq!((of("div", "m").is_hidden, of("i", "").size), (Some(true), Some(24)));
        sheet.add(&"{".repeat(100_000));
        sheet.add("@media x {");
    }
}
