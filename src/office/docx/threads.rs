//! What the parts beside comments.xml say of comments: which answer which, which are settled, and when they were made.

use super::reader::DocxRemark;
use crate::office::package::OfficeFault;
use crate::office::xml::{OfficeEvent, OfficeXml};
use std::collections::BTreeMap;

/// What the parts beside comments.xml say, by the ids of paragraphs.
#[derive(Debug, Default)]
pub(super) struct DocxThreads {
    parents: BTreeMap<String, String>,
    resolved: BTreeMap<String, bool>,
    /// Ids that last, by those of paragraphs.
    lasting: BTreeMap<String, String>,
    /// When comments were made, by ids that last.
    dates: BTreeMap<String, String>,
}

impl DocxThreads {
    /// Reads one of the parts: each is known by its elements.
    ///
    /// # Errors
    /// If the part is damaged.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), OfficeFault> {
        let mut xml = OfficeXml::new(part, text);
        while let Some(event) = xml.next()? {
            let OfficeEvent::Start(element) = event else { continue };
            let get = |name: &str| element.get(name).map(str::to_uppercase);
            match element.name.as_str() {
                "w15:commentEx" => {
                    let Some(id) = get("w15:paraId") else { continue };
                    if let Some(parent) = get("w15:paraIdParent") {
                        self.parents.insert(id.clone(), parent);
                    }
                    self.resolved.insert(id, matches!(element.get("w15:done"), Some("1" | "true" | "on")));
                }
                "w16cid:commentId" => {
                    if let (Some(id), Some(lasting)) = (get("w16cid:paraId"), get("w16cid:durableId")) {
                        self.lasting.insert(lasting, id);
                    }
                }
                "w16cex:commentExtensible" => {
                    if let (Some(lasting), Some(date)) = (get("w16cex:durableId"), element.get("w16cex:dateUtc")) {
                        self.dates.insert(lasting, date.chars().take(40).collect());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a comment is settled.
    pub(super) fn is_resolved(&self, remark: &DocxRemark) -> bool {
        remark.paragraph.as_ref().and_then(|id| self.resolved.get(id)).copied().unwrap_or(false)
    }

    /// When comments were made in universal time, by the ids of their paragraphs.
    pub(super) fn dates(&self) -> BTreeMap<&str, &str> {
        let dated = self.dates.iter().filter_map(|(lasting, date)| Some((self.lasting.get(lasting)?.as_str(), date.as_str())));
        dated.collect()
    }

    /// The comment that each answers: the first of its thread.
    pub(super) fn answers(&self, remarks: &[DocxRemark]) -> Vec<Option<usize>> {
        let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, remark) in remarks.iter().enumerate() {
            if let Some(id) = &remark.paragraph {
                by_id.entry(id).or_insert(at);
            }
        }
        let parent = |at: usize| {
            let id = remarks.get(at)?.paragraph.as_ref()?;
            by_id.get(self.parents.get(id)?.as_str()).copied().filter(|parent| *parent != at)
        };
        let root = |at: usize| {
            let mut root = parent(at)?;
            // Threads have one level; what goes on and on is a circle.
            for _ in 0..LONGEST {
                match parent(root) {
                    Some(next) => root = next,
                    None => return Some(root),
                }
            }
            None
        };
        (0..remarks.len()).map(root).collect()
    }
}

/// Answers to answers.
const LONGEST: usize = 64;
