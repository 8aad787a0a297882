//! Lists: which items belong together, and what each one's number is.

use super::styles::{OdtListLevel, OdtStyles};
use crate::office::text::{OfficeItem, OfficeMark};
use crate::office::xml::OfficeElement;
use std::collections::BTreeMap;

/// Levels of a list that are told apart.
const LEVELS: usize = 10;

/// The lists of a document while it is read.
#[derive(Debug, Default)]
pub(super) struct OdtLists {
    /// The last number of each level, of each list.
    counters: Vec<[Option<u32>; LEVELS]>,
    /// Lists by their ids.
    ids: BTreeMap<String, usize>,
    /// The style of each list.
    styles: Vec<String>,
    /// The last list of each style.
    of_style: BTreeMap<String, usize>,
    open: Vec<OpenList>,
}

/// A list that is open.
#[derive(Debug)]
struct OpenList {
    list: usize,
    style: String,
    level: usize,
    item: Option<OpenItem>,
}

/// An item that is open.
#[derive(Debug)]
struct OpenItem {
    /// The number that the document gives it.
    start: Option<u32>,
    /// Whether nothing of it has come yet.
    is_new: bool,
}

impl OdtLists {
    /// Begins a list.
    pub(super) fn begin(&mut self, element: &OfficeElement) {
        let outer = self.open.last().map(|outer| (outer.list, outer.style.clone(), outer.level + 1));
        let style = element.get("text:style-name").map(str::to_owned);
        let (list, style, level) = match outer {
            Some((list, of_outer, level)) => {
                if element.get("text:continue-numbering") != Some("true") {
                    self.counters[list][level.min(LEVELS - 1)] = None;
                }
                (list, style.unwrap_or(of_outer), level)
            }
            None => {
                let continued = element.get("text:continue-list").and_then(|id| self.ids.get(id));
                let style = style.or_else(|| self.styles.get(*continued?).cloned()).unwrap_or_default();
                let same = || self.of_style.get(&style).filter(|_| element.get("text:continue-numbering") == Some("true"));
                let list = continued.or_else(same).copied().unwrap_or(self.counters.len());
                if list == self.counters.len() {
                    self.counters.push([None; LEVELS]);
                    self.styles.push(style.clone());
                }
                self.of_style.insert(style.clone(), list);
                (list, style, 0)
            }
        };
        self.ids.extend(element.get("xml:id").or_else(|| element.get("?:id")).map(|id| (id.to_owned(), list)));
        self.open.push(OpenList { list, style, level, item: None });
    }

    /// Ends the list that began last.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Begins an item; a header goes on the item before.
    pub(super) fn begin_item(&mut self, element: &OfficeElement) {
        if let Some(list) = self.open.last_mut() {
            let start = element.get("text:start-value").and_then(|start| start.parse().ok());
            list.item = Some(OpenItem { start, is_new: element.name != "text:list-header" });
        }
    }

    /// Ends an item.
    pub(super) fn end_item(&mut self) {
        if let Some(list) = self.open.last_mut() {
            list.item = None;
        }
    }

    /// Hides the open lists from a place in an item, such as a note or a cell, until [`Self::show`].
    pub(super) fn hide(&mut self) -> OdtHidden {
        OdtHidden(std::mem::take(&mut self.open))
    }

    /// Shows the lists again that a place had hidden.
    pub(super) fn show(&mut self, hidden: OdtHidden) {
        self.open = hidden.0;
    }

    /// The place in a list of the paragraph that begins here.
    pub(super) fn item(&mut self, styles: &OdtStyles) -> Option<OfficeItem> {
        let open = self.open.last_mut()?;
        let levels = styles.lists.get(&open.style).map_or(&[][..], Vec::as_slice);
        let bullet = OdtListLevel { number: None, start: 1, is_bare: false };
        let level = levels.get(open.level).unwrap_or(&bullet);
        if level.is_bare {
            return None;
        }
        let item = open.item.as_mut();
        let begins = item.as_ref().is_some_and(|item| item.is_new);
        let start = item.as_ref().and_then(|item| item.start);
        if let Some(item) = item {
            item.is_new = false;
        }
        let place = open.level.min(LEVELS - 1);
        let mark = begins.then(|| {
            let counters = &mut self.counters[open.list];
            let value = start.unwrap_or_else(|| counters[place].map_or(level.start, |last| last.saturating_add(1)));
            counters[place] = Some(value);
            counters[place + 1..].fill(None);
            level.number.map_or(OfficeMark::Bullet, |(form, around)| OfficeMark::Number { value, form, around })
        });
        Some(OfficeItem { list: open.list, level: place as u8, mark })
    }
}

/// Lists that a place in an item hides.
#[derive(Debug, Default)]
pub(super) struct OdtHidden(Vec<OpenList>);
