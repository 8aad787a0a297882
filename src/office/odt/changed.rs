//! Elements of tracked changes.

use super::open::OdtOpen;
use super::reader::OdtReader;
use crate::office::xml::OfficeElement;

impl OdtReader<'_> {
    pub(super) fn start_change(&mut self, name: &str, element: &OfficeElement) -> OdtOpen {
        let id = element.get("text:change-id").unwrap_or_default();
        match name {
            "changed-region" => {
                self.changes.begin(element.get("text:id").or_else(|| element.get("?:id")).unwrap_or_default());
                return OdtOpen::Deleted;
            }
            "insertion" | "deletion" | "format-change" => {
                let is_insertion = (name != "format-change").then_some(name == "insertion");
                self.changes.describe(is_insertion);
                if is_insertion.is_none() {
                    self.flow.lose("tracked changes of formatting");
                }
                return OdtOpen::Deleted;
            }
            "change" => {
                let (depth, is_inline) = (self.flow.depth(), self.flow.paragraph().is_some());
                self.changes.replay(id, depth, is_inline);
            }
            "change-start" => self.changes.enter(id),
            "change-end" => self.changes.leave(id),
            _ => {}
        }
        OdtOpen::Nothing
    }
}
