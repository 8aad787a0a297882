//! The parts of a .docx and what leads from one to another: its relationships, by which alone a part is found.

use crate::office::package::{OfficeFault, OfficePackage};
use crate::office::xml::{OfficeEvent, OfficeXml};
use std::collections::BTreeMap;

/// An address longer than this is none.
const LONGEST_ADDRESS: usize = 8 << 10;

/// The parts of a document.
pub(super) struct DocxParts<'b> {
    package: OfficePackage<'b>,
    /// The names of the parts by the same in small letters, as which two names are one.
    names: BTreeMap<String, String>,
}

/// Where a relationship leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DocxTarget {
    /// To a part of this document.
    Part(String),
    /// To something outside, which is never fetched.
    Outside(String),
}

/// A relationship of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocxRelation {
    /// What the target is to the part: the last word of its type (`footnotes`, `image`).
    pub(super) kind: String,
    pub(super) target: DocxTarget,
}

/// The relationships of a part, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DocxRelations(BTreeMap<String, DocxRelation>);

impl DocxRelations {
    /// The relationship of an id.
    pub(super) fn get(&self, id: &str) -> Option<&DocxRelation> {
        self.0.get(id)
    }

    /// The parts that are something to this one, in the order of their ids.
    pub(super) fn parts<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        self.0.values().filter(move |relation| relation.kind == kind).filter_map(|relation| match &relation.target {
            DocxTarget::Part(name) => Some(name.as_str()),
            DocxTarget::Outside(_) => None,
        })
    }

    /// Whether something outside is of a kind.
    pub(super) fn is_outside(&self, kind: &str) -> bool {
        self.0.values().any(|relation| relation.kind == kind && matches!(relation.target, DocxTarget::Outside(_)))
    }
}

impl<'b> DocxParts<'b> {
    /// The parts of a document in an archive.
    pub(super) fn of(package: OfficePackage<'b>) -> Self {
        let names = package.names().map(|name| (name.to_lowercase(), name.to_owned())).collect();
        Self { package, names }
    }

    /// The name of the part that holds the text.
    ///
    /// # Errors
    /// If there is none: another kind of document, or what is no document.
    pub(super) fn main(&mut self) -> Result<String, OfficeFault> {
        let relations = self.relations("");
        let named = relations.parts("officeDocument").next().map(str::to_owned);
        let main = named.filter(|name| self.has(name)).or_else(|| self.has("word/document.xml").then(|| "word/document.xml".to_owned()));
        let has = |folder: &str| self.names.keys().any(|name| name.starts_with(folder));
        match main {
            Some(main) if !main.to_lowercase().starts_with("xl/") && !main.to_lowercase().starts_with("ppt/") => Ok(main),
            _ if has("xl/") => Err(OfficeFault::OtherFormat("a workbook (.xlsx)")),
            _ if has("ppt/") => Err(OfficeFault::OtherFormat("a presentation (.pptx)")),
            _ if self.has("meta-inf/container.xml") => Err(OfficeFault::OtherFormat("an EPUB")),
            _ if self.has("mimetype") && self.has("content.xml") => Err(OfficeFault::OtherFormat("an OpenDocument (.odt)")),
            _ => Err(OfficeFault::Missing("word/document.xml")),
        }
    }

    /// Whether the document has a part of the name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// Whether a part's name ends so.
    pub(super) fn has_ending(&self, ending: &str) -> bool {
        self.names.keys().any(|name| name.ends_with(ending))
    }

    /// The text of a part.
    ///
    /// # Errors
    /// If it is damaged or too large.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, OfficeFault> {
        let Some(name) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        self.package.text(&name.clone())
    }

    /// The bytes of a part.
    ///
    /// # Errors
    /// If it is damaged or too large.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, OfficeFault> {
        let Some(name) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        self.package.part(&name.clone())
    }

    /// The relationships of a part; those of the whole document by an empty name. Where they are damaged, there are those before that.
    pub(super) fn relations(&mut self, part: &str) -> DocxRelations {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut found = DocxRelations::default();
        let Ok(Some(text)) = self.text(&name) else { return found };
        let mut xml = OfficeXml::new(&name, &text);
        while let Ok(Some(event)) = xml.next() {
            let OfficeEvent::Start(element) = event else { continue };
            let (Some(id), Some(kind), Some(target)) = (element.get("Id"), element.get("Type"), element.get("Target")) else { continue };
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
            let target = if element.get("TargetMode") == Some("External") {
                DocxTarget::Outside(if target.len() > LONGEST_ADDRESS { String::new() } else { target.to_owned() })
            } else {
                DocxTarget::Part(resolved(folder, target))
            };
            found.0.entry(id.to_owned()).or_insert(DocxRelation { kind, target });
        }
        found
    }
}

/// The name of the part that a target written in a part of a folder means.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|step| !step.is_empty()).collect() };
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
