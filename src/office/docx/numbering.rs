//! The numberings of a document (numbering.xml): how each level of a list is marked, and where it begins.

use super::forms::DocxForm;
use super::values::number;
use crate::office::package::OfficeFault;
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};
use std::collections::BTreeMap;

/// Numberings that lead to others; more is a circle.
const DEEPEST: usize = 10;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// The numberings of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxNumberings {
    /// The kinds of lists, which lists share.
    kinds: BTreeMap<i64, DocxListKind>,
    lists: BTreeMap<i64, DocxList>,
}

/// A kind of list.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxListKind {
    levels: Vec<Option<DocxLevel>>,
    /// The style whose kind of list this one is.
    linked: Option<String>,
    /// The style that this is the kind of list of.
    style: Option<String>,
}

/// A list.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxList {
    pub(super) kind: i64,
    /// Levels that begin anew, each with its first number.
    pub(super) starts: BTreeMap<u8, u32>,
    /// Levels that are marked otherwise than its kind has them.
    levels: BTreeMap<u8, DocxLevel>,
}

/// A level of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DocxLevel {
    pub(super) start: u32,
    /// The way of its numbers, as it is written (`decimal`, `bullet`).
    pub(super) numerals: String,
    /// What is printed, with `%1` for the number of the first level.
    pub(super) words: String,
    /// The level (from 1 on) after which it begins anew, if that is not the one above; 0 for never.
    pub(super) restart: Option<i64>,
    /// The style of paragraphs that stand on it.
    pub(super) style: Option<String>,
    /// Twips from the margin to the text of an item.
    pub(super) indent: Option<i32>,
    pub(super) has_picture: bool,
}

impl DocxLevel {
    /// What stands in for a level that is not defined.
    pub(super) fn plain() -> Self {
        Self { start: 1, numerals: "decimal".to_owned(), words: "%1.".to_owned(), ..Self::default() }
    }
}

impl DocxNumberings {
    /// Reads numbering.xml.
    ///
    /// # Errors
    /// If the part is damaged.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, OfficeFault> {
        let mut found = Self::default();
        let mut xml = OfficeXml::new(part, text);
        while let Some(event) = xml.next()? {
            let OfficeEvent::Start(element) = event else { continue };
            match element.name.as_str() {
                "w:abstractNum" => {
                    let id = element.get("w:abstractNumId").and_then(number);
                    let kind = list_kind(&mut xml)?;
                    if let Some(id) = id {
                        found.kinds.entry(id).or_insert(kind);
                    }
                }
                "w:num" => {
                    let id = element.get("w:numId").and_then(number);
                    let list = list(&mut xml)?;
                    if let Some(id) = id {
                        found.lists.entry(id).or_insert(list);
                    }
                }
                "w:numPicBullet" => xml.skip()?,
                _ => {}
            }
        }
        found.follow();
        Ok(found)
    }

    /// Leads lists whose kind is that of a style to the kind itself.
    fn follow(&mut self) {
        let of_styles: BTreeMap<String, i64> =
            self.kinds.iter().filter_map(|(id, kind)| kind.style.clone().map(|style| (style, *id))).collect();
        for list in self.lists.values_mut() {
            for _ in 0..DEEPEST {
                let Some(kind) = self.kinds.get(&list.kind) else { break };
                let Some(next) = kind.linked.as_ref().and_then(|style| of_styles.get(style)).filter(|next| **next != list.kind) else {
                    break;
                };
                list.kind = *next;
            }
        }
    }

    /// A list by its number.
    pub(super) fn list(&self, id: i64) -> Option<&DocxList> {
        self.lists.get(&id)
    }

    /// A level of a list.
    pub(super) fn level(&self, id: i64, level: u8) -> Option<&DocxLevel> {
        let list = self.lists.get(&id)?;
        list.levels.get(&level).or_else(|| self.kinds.get(&list.kind)?.levels.get(usize::from(level))?.as_ref())
    }

    /// The level of a list that paragraphs of a style stand on.
    pub(super) fn level_of_style(&self, id: i64, style: &str) -> Option<u8> {
        (0..LEVELS)
            .filter_map(|level| u8::try_from(level).ok())
            .find(|level| self.level(id, *level).is_some_and(|level| level.style.as_deref() == Some(style)))
    }
}

fn list_kind(xml: &mut OfficeXml<'_>) -> Result<DocxListKind, OfficeFault> {
    let mut kind = DocxListKind { levels: vec![None; LEVELS], ..DocxListKind::default() };
    let mut depth = 1;
    while let Some(event) = xml.next()? {
        match event {
            OfficeEvent::Start(element) if element.name == "w:lvl" => {
                let (at, level) = level(xml, &element)?;
                if let Some(slot) = kind.levels.get_mut(usize::from(at)) {
                    *slot = Some(level);
                }
            }
            OfficeEvent::Start(element) => {
                depth += 1;
                let value = || element.get("w:val").map(str::to_owned);
                match element.name.as_str() {
                    "w:numStyleLink" => kind.linked = value(),
                    "w:styleLink" => kind.style = value(),
                    _ => {}
                }
            }
            OfficeEvent::End(_) => depth -= 1,
            OfficeEvent::Words(_) => {}
        }
        if depth == 0 {
            break;
        }
    }
    Ok(kind)
}

fn list(xml: &mut OfficeXml<'_>) -> Result<DocxList, OfficeFault> {
    let mut list = DocxList::default();
    let (mut depth, mut of) = (1, 0);
    while let Some(event) = xml.next()? {
        match event {
            OfficeEvent::Start(element) if element.name == "w:lvl" => {
                let (at, level) = level(xml, &element)?;
                list.levels.insert(at, level);
            }
            OfficeEvent::Start(element) => {
                depth += 1;
                let value = element.get("w:val").and_then(number);
                match element.name.as_str() {
                    "w:abstractNumId" => list.kind = value.unwrap_or(-1),
                    "w:lvlOverride" => of = depth_of(&element),
                    "w:startOverride" => {
                        list.starts.insert(of, begin(value));
                    }
                    _ => {}
                }
            }
            OfficeEvent::End(_) => depth -= 1,
            OfficeEvent::Words(_) => {}
        }
        if depth == 0 {
            break;
        }
    }
    Ok(list)
}

fn level(xml: &mut OfficeXml<'_>, element: &OfficeElement) -> Result<(u8, DocxLevel), OfficeFault> {
    let at = depth_of(element);
    let mut level = DocxLevel { start: 0, numerals: "decimal".to_owned(), ..DocxLevel::default() };
    let mut depth = 1;
    while let Some(event) = xml.next()? {
        match event {
            OfficeEvent::Start(element) => match element.name.as_str() {
                "w:pPr" => level.indent = DocxForm::read(xml, false)?.start,
                "w:rPr" => xml.skip()?,
                name => {
                    depth += 1;
                    let value = element.get("w:val").unwrap_or("");
                    match name {
                        "w:start" => level.start = begin(number(value)),
                        "w:numFmt" => level.numerals = value.to_owned(),
                        "w:lvlText" => level.words = value.to_owned(),
                        "w:lvlRestart" => level.restart = number(value),
                        "w:pStyle" => level.style = Some(value.to_owned()),
                        "w:lvlPicBulletId" => level.has_picture = true,
                        _ => {}
                    }
                }
            },
            OfficeEvent::End(_) => depth -= 1,
            OfficeEvent::Words(_) => {}
        }
        if depth == 0 {
            break;
        }
    }
    Ok((at, level))
}

fn depth_of(element: &OfficeElement) -> u8 {
    let level = element.get("w:ilvl").and_then(number).unwrap_or(0);
    u8::try_from(level.clamp(0, 8)).unwrap_or(0)
}

fn begin(value: Option<i64>) -> u32 {
    u32::try_from(value.unwrap_or(0).clamp(0, 1 << 30)).unwrap_or(0)
}
