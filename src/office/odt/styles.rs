//! The styles of a document: each as it is written, and with all that it takes from its parents.

use super::look::{OdtLook, OdtShape};
use super::measure::shown;
use super::names;
use crate::office::package::OfficeFault;
use crate::office::text::{OfficeAround, OfficeNumerals, OfficeRole};
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Parents of a style that are asked; a circle of them ends here.
const MOST_PARENTS: usize = 40;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct OdtStyles {
    written: BTreeMap<StyleKey, OdtStyle>,
    defaults: BTreeMap<OdtFamily, OdtStyle>,
    whole: BTreeMap<StyleKey, Rc<OdtWhole>>,
    pub(super) lists: BTreeMap<String, Vec<OdtListLevel>>,
}

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OdtFamily {
    Paragraph,
    Text,
    Table,
    Section,
}

/// The name of a style in its family.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct StyleKey(OdtFamily, String);

/// A style as it is written.
#[derive(Debug, Default)]
struct OdtStyle {
    shown: String,
    parent: Option<String>,
    is_automatic: bool,
    outline: Option<u8>,
    begins_page: bool,
    look: OdtLook,
    shape: OdtShape,
}

/// A style with all that it takes from its parents.
#[derive(Clone, Debug, Default)]
pub(super) struct OdtWhole {
    pub(super) look: OdtLook,
    pub(super) shape: OdtShape,
    pub(super) role: Option<OfficeRole>,
    pub(super) outline: Option<u8>,
    /// Whether a page begins with the paragraph by its own formatting, not that of a style with a name.
    pub(super) breaks_itself: bool,
}

/// A level of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OdtListLevel {
    /// The numerals and what stands around them; none for a bullet.
    pub(super) number: Option<(OfficeNumerals, OfficeAround)>,
    pub(super) start: u32,
    /// Whether nothing is shown before its items.
    pub(super) is_bare: bool,
}

impl OdtStyles {
    /// Reads the styles that an element holds, up to its end.
    ///
    /// # Errors
    /// If the XML is damaged.
    pub(super) fn read(&mut self, xml: &mut OfficeXml<'_>, are_automatic: bool) -> Result<(), OfficeFault> {
        let mut depth = 1;
        let mut style: Option<(Option<StyleKey>, OdtFamily, OdtStyle)> = None;
        let mut list: Option<(String, Vec<OdtListLevel>)> = None;
        while depth > 0 {
            match xml.next()? {
                None => break,
                Some(OfficeEvent::Words(_)) => {}
                Some(OfficeEvent::Start(element)) => {
                    depth += 1;
                    match (element.name.as_str(), &mut style, &mut list) {
                        ("style:style" | "style:default-style", None, _) => style = begun(&element, are_automatic),
                        ("style:text-properties", Some((.., style)), _) => style.look.read(&element),
                        ("style:paragraph-properties" | "style:table-properties", Some((.., style)), _) => style.shape.read(&element),
                        ("style:section-properties", Some((.., style)), _) => style.look.read(&element),
                        ("text:list-style", _, None) => list = element.get("style:name").map(|name| (name.to_owned(), Vec::new())),
                        (
                            "text:list-level-style-number" | "text:list-level-style-bullet" | "text:list-level-style-image",
                            _,
                            Some(list),
                        ) => {
                            level(&mut list.1, &element);
                        }
                        _ => {}
                    }
                }
                Some(OfficeEvent::End(name)) => {
                    depth -= 1;
                    match name.as_str() {
                        "style:style" | "style:default-style" => self.keep(style.take()),
                        "text:list-style" => self.lists.extend(list.take()),
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    fn keep(&mut self, style: Option<(Option<StyleKey>, OdtFamily, OdtStyle)>) {
        match style {
            Some((Some(key), _, style)) => drop(self.written.insert(key, style)),
            Some((None, family, style)) => drop(self.defaults.insert(family, style)),
            None => {}
        }
    }

    /// A style with all that it takes from its parents; of one that is not there, what its name says.
    pub(super) fn whole(&mut self, family: OdtFamily, name: &str) -> Rc<OdtWhole> {
        let key = StyleKey(family, name.to_owned());
        if let Some(known) = self.whole.get(&key) {
            return Rc::clone(known);
        }
        let mut line = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next.take().filter(|_| line.len() < MOST_PARENTS) {
            let style = self.written.get(&StyleKey(family, name.clone()));
            next = style.and_then(|style| style.parent.clone());
            line.push((name, style));
        }
        let mut whole = OdtWhole::default();
        if family == OdtFamily::Paragraph
            && let Some(default) = self.defaults.get(&family)
        {
            whole.look.put(&default.look);
            whole.shape.put(&default.shape);
        }
        for (name, style) in line.iter().rev() {
            whole.put(family, name, *style);
        }
        // The nearest name that says something counts.
        let shown_names = line.iter().map(|(name, style)| style.map_or_else(|| shown(name), |style| style.shown.clone()));
        whole.role = shown_names.filter(|_| family == OdtFamily::Paragraph).find_map(|name| names::role(&name));
        let whole = Rc::new(whole);
        self.whole.insert(key, Rc::clone(&whole));
        whole
    }
}

impl OdtWhole {
    /// Puts a style over those it rests on.
    fn put(&mut self, family: OdtFamily, name: &str, style: Option<&OdtStyle>) {
        let named = style.map_or_else(|| shown(name), |style| style.shown.clone());
        if family == OdtFamily::Text {
            if names::is_code(&named) {
                self.look.is_code = Some(true);
            }
            if let Some((bold, italic)) = names::usual(&named).filter(|_| style.is_none()) {
                self.look.is_bold = bold.then_some(true).or(self.look.is_bold);
                self.look.is_italic = italic.then_some(true).or(self.look.is_italic);
            }
        }
        let Some(style) = style else { return };
        let underlined = self.look.is_underlined;
        self.look.put(&style.look);
        // A link is underlined, and not its words: what is typed at the end of one keeps the style and lies outside.
        if family == OdtFamily::Text && names::is_link(&named) {
            self.look.is_underlined = underlined;
        }
        self.shape.put(&style.shape);
        self.outline = style.outline.or(self.outline);
        self.breaks_itself = style.is_automatic && (style.begins_page || style.shape.breaks_before == Some(true));
    }
}

/// A style that begins, by its family; none of a family that says nothing here.
fn begun(element: &OfficeElement, is_automatic: bool) -> Option<(Option<StyleKey>, OdtFamily, OdtStyle)> {
    let family = match element.get("style:family")? {
        "paragraph" => OdtFamily::Paragraph,
        "text" => OdtFamily::Text,
        "table" => OdtFamily::Table,
        "section" => OdtFamily::Section,
        _ => return None,
    };
    let name = element.get("style:name");
    let style = OdtStyle {
        shown: element.get("style:display-name").map_or_else(|| shown(name.unwrap_or_default()), str::to_owned),
        parent: element.get("style:parent-style-name").map(str::to_owned),
        is_automatic,
        outline: element.get("style:default-outline-level").and_then(|level| level.parse().ok()).filter(|level| *level > 0),
        begins_page: element.get("style:master-page-name").is_some_and(|name| !name.is_empty()),
        ..OdtStyle::default()
    };
    let key = name.filter(|_| element.name == "style:style").map(|name| StyleKey(family, name.to_owned()));
    Some((key, family, style))
}

/// Adds a level of a list at its depth.
fn level(levels: &mut Vec<OdtListLevel>, element: &OfficeElement) {
    let depth = element.get("text:level").and_then(|level| level.parse::<usize>().ok()).unwrap_or(1).clamp(1, 20);
    let bare = OdtListLevel { number: None, start: 1, is_bare: false };
    if levels.len() < depth {
        levels.resize(depth, bare);
    }
    let is_empty = |name: &str| element.get(name).is_none_or(|value| value.trim().is_empty());
    let is_number = element.name == "text:list-level-style-number";
    let form = match element.get("style:num-format").unwrap_or_default() {
        "a" => OfficeNumerals::LowerLetter,
        "A" => OfficeNumerals::UpperLetter,
        "i" => OfficeNumerals::LowerRoman,
        "I" => OfficeNumerals::UpperRoman,
        _ => OfficeNumerals::Decimal,
    };
    let around = match (element.get("style:num-prefix").unwrap_or_default(), element.get("style:num-suffix").unwrap_or_default()) {
        (prefix, suffix) if prefix.ends_with('(') && suffix.starts_with(')') => OfficeAround::Brackets,
        (_, suffix) if suffix.starts_with(')') => OfficeAround::Bracket,
        _ => OfficeAround::Stop,
    };
    levels[depth - 1] = OdtListLevel {
        number: is_number.then_some((form, around)),
        start: element.get("text:start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
        is_bare: match element.name.as_str() {
            "text:list-level-style-number" => is_empty("style:num-format") && is_empty("style:num-prefix") && is_empty("style:num-suffix"),
            "text:list-level-style-bullet" => element.get("text:bullet-char").is_none_or(|bullet| bullet.trim().is_empty()),
            _ => false,
        },
    };
}
