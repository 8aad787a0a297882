//! How paragraphs are formed: their properties, direct or of a style.

use super::looks::DocxLook;
use super::values::{is_on, number, short, twips};
use crate::office::package::OfficeFault;
use crate::office::text::{OfficeAlignment, OfficeChange};
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};

/// The properties of a paragraph or a style, where they are given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DocxForm {
    /// The id of a style for paragraphs.
    pub(super) style: Option<String>,
    /// The level of a heading from 0 on; 9 and above are none.
    pub(super) outline: Option<i64>,
    pub(super) alignment: Option<OfficeAlignment>,
    pub(super) start: Option<i32>,
    pub(super) end: Option<i32>,
    pub(super) above: Option<i32>,
    pub(super) below: Option<i32>,
    pub(super) is_rtl: Option<bool>,
    pub(super) breaks_page: Option<bool>,
    /// A line above or below.
    pub(super) is_ruled: Option<bool>,
    /// The id of a numbering; 0 is none.
    pub(super) numbering: Option<i64>,
    pub(super) level: Option<u8>,
    pub(super) is_drop_cap: bool,
    /// Whether the section that ends with the paragraph began on a page of its own; none if none ends.
    pub(super) section: Option<bool>,
    /// The change that the end of the paragraph is part of.
    pub(super) change: Option<OfficeChange>,
    pub(super) hides_end: bool,
    /// Whether the end of the paragraph was inserted and deleted again, so that it never is one.
    pub(super) has_no_end: bool,
}

impl DocxForm {
    /// Reads the properties up to the end of the `w:pPr` that began last; those from before a tracked change if it is `rejected`.
    ///
    /// # Errors
    /// If the part is damaged.
    pub(super) fn read(xml: &mut OfficeXml<'_>, rejected: bool) -> Result<Self, OfficeFault> {
        let mut form = Self::default();
        let (mut depth, mut in_mark, mut is_numbered_anew, mut before) = (1, false, false, None);
        while let Some(event) = xml.next()? {
            match event {
                OfficeEvent::Start(element) => match element.name.as_str() {
                    "w:pPrChange" if rejected => before = Some(Self::before(xml)?),
                    "w:pPrChange" | "w:numberingChange" | "w:rPrChange" => xml.skip()?,
                    "w:ins" if !in_mark => {
                        is_numbered_anew = true;
                        xml.skip()?;
                    }
                    // Those of a numbering tell of nothing that is read.
                    "w:ins" | "w:del" | "w:moveTo" | "w:moveFrom" if !in_mark => xml.skip()?,
                    "w:sectPr" => form.section = Some(section_breaks_page(xml)?),
                    "w:bottom" | "w:top" => {
                        depth += 1;
                        let line = element.get("w:val").unwrap_or("nil");
                        form.is_ruled = Some(form.is_ruled == Some(true) || !matches!(line, "nil" | "none"));
                    }
                    name => {
                        depth += 1;
                        in_mark |= name == "w:rPr";
                        form.take(&element);
                    }
                },
                OfficeEvent::End(name) => {
                    depth -= 1;
                    in_mark &= name != "w:rPr";
                }
                OfficeEvent::Words(_) => {}
            }
            if depth == 0 {
                break;
            }
        }
        if rejected && is_numbered_anew {
            (form.numbering, form.level) = (None, None);
        }
        // What ends with the paragraph is no part of such a change.
        Ok(before.map_or_else(
            || form.clone(),
            |before| Self { section: form.section, change: form.change.clone(), has_no_end: form.has_no_end, ..before },
        ))
    }

    /// The properties from before a tracked change, which is read to its end.
    fn before(xml: &mut OfficeXml<'_>) -> Result<Self, OfficeFault> {
        Ok(xml.last_child("w:pPr", |xml| Self::read(xml, false))?.unwrap_or_default())
    }

    /// Takes a property.
    pub(super) fn take(&mut self, element: &OfficeElement) {
        let value = element.get("w:val").unwrap_or("");
        match element.name.as_str() {
            "w:pStyle" => self.style = Some(value.to_owned()),
            "w:outlineLvl" => self.outline = number(value).filter(|level| *level >= 0),
            "w:jc" => {
                self.alignment = Some(match value {
                    "center" => OfficeAlignment::Center,
                    "right" | "end" => OfficeAlignment::End,
                    _ => OfficeAlignment::Start,
                });
            }
            "w:ind" => {
                let side = |name: &str, other: &str| element.get(name).or(element.get(other)).and_then(twips);
                self.start = side("w:start", "w:left").or(self.start);
                self.end = side("w:end", "w:right").or(self.end);
            }
            "w:spacing" => {
                self.above = element.get("w:before").and_then(twips).or(self.above);
                self.below = element.get("w:after").and_then(twips).or(self.below);
            }
            "w:bidi" => self.is_rtl = Some(is_on(element)),
            "w:pageBreakBefore" => self.breaks_page = Some(is_on(element)),
            "w:numId" => self.numbering = number(value),
            "w:ilvl" => self.level = number(value).map(|level| u8::try_from(level.clamp(0, 8)).unwrap_or(0)),
            "w:framePr" => self.is_drop_cap = matches!(element.get("w:dropCap"), Some("drop" | "margin")),
            "w:ins" | "w:moveTo" => self.change_end(change(element, true)),
            "w:del" | "w:moveFrom" => self.change_end(change(element, false)),
            "w:specVanish" => self.hides_end = is_on(element),
            _ => {}
        }
    }

    fn change_end(&mut self, change: OfficeChange) {
        match &self.change {
            Some(other) if other.is_insertion != change.is_insertion => self.has_no_end = true,
            _ => self.change = Some(change),
        }
    }

    /// What is given here, and elsewhere what is given below.
    pub(super) fn over(&self, below: &Self) -> Self {
        Self {
            style: self.style.clone().or_else(|| below.style.clone()),
            outline: self.outline.or(below.outline),
            alignment: self.alignment.or(below.alignment),
            start: self.start.or(below.start),
            end: self.end.or(below.end),
            above: self.above.or(below.above),
            below: self.below.or(below.below),
            is_rtl: self.is_rtl.or(below.is_rtl),
            breaks_page: self.breaks_page.or(below.breaks_page),
            is_ruled: self.is_ruled.or(below.is_ruled),
            numbering: self.numbering.or(below.numbering),
            level: self.level.or(below.level),
            is_drop_cap: self.is_drop_cap,
            section: self.section,
            change: self.change.clone(),
            hides_end: self.hides_end,
            has_no_end: self.has_no_end,
        }
    }
}

/// The tracked change that an element tells of.
pub(super) fn change(element: &OfficeElement, is_insertion: bool) -> OfficeChange {
    OfficeChange { is_insertion, author: element.get("w:author").and_then(short), date: element.get("w:date").and_then(short) }
}

/// Reads a `w:sectPr`: whether the section begins on a page of its own.
///
/// # Errors
/// If the part is damaged.
pub(super) fn section_breaks_page(xml: &mut OfficeXml<'_>) -> Result<bool, OfficeFault> {
    let (mut depth, mut breaks) = (1, true);
    while let Some(event) = xml.next()? {
        match event {
            OfficeEvent::Start(element) if element.name == "w:sectPrChange" => xml.skip()?,
            OfficeEvent::Start(element) => {
                depth += 1;
                if element.name == "w:type" {
                    breaks = !matches!(element.get("w:val"), Some("continuous" | "nextColumn"));
                }
            }
            OfficeEvent::End(_) => depth -= 1,
            OfficeEvent::Words(_) => {}
        }
        if depth == 0 {
            break;
        }
    }
    Ok(breaks)
}

/// The two kinds of properties that all text has by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DocxProperties {
    pub(super) form: DocxForm,
    pub(super) look: DocxLook,
}
