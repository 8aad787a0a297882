//! The styles of a document, each with what it has of those that it is based on.

use super::forms::{DocxForm, DocxProperties};
use super::looks::DocxLook;
use super::roles;
use crate::office::package::OfficeFault;
use crate::office::text::OfficeRole;
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};
use std::collections::BTreeMap;

/// Styles on styles; more is a circle or a trick.
const DEEPEST: usize = 50;

/// The styles of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxStyles {
    styles: BTreeMap<String, DocxStyle>,
    /// What all text has where no style says otherwise.
    pub(super) defaults: DocxProperties,
    /// The id of the style that paragraphs without one have.
    paragraph: Option<String>,
    /// What no style at all says.
    none: DocxStyle,
}

/// A style with all that it has by its own or by those that it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxStyle {
    pub(super) name: String,
    pub(super) based_on: Option<String>,
    pub(super) form: DocxForm,
    pub(super) look: DocxLook,
    /// What paragraphs of it are.
    pub(super) role: Option<OfficeRole>,
    /// Words of it are code.
    pub(super) is_code: bool,
    /// Words of it are links, whose look is no emphasis.
    pub(super) is_link: bool,
    /// Words of it stand in for what an author is to write.
    pub(super) is_placeholder: bool,
    is_default: bool,
    is_resolved: bool,
}

impl DocxStyles {
    /// Reads styles.xml.
    ///
    /// # Errors
    /// If the part is damaged.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, OfficeFault> {
        let mut styles = Self::default();
        let mut xml = OfficeXml::new(part, text);
        while let Some(event) = xml.next()? {
            let OfficeEvent::Start(element) = event else { continue };
            match element.name.as_str() {
                "w:rPrDefault" => styles.defaults.look = properties(&mut xml)?.look,
                "w:pPrDefault" => styles.defaults.form = properties(&mut xml)?.form,
                "w:style" => styles.take(&mut xml, &element)?,
                "w:latentStyles" => xml.skip()?,
                _ => {}
            }
        }
        styles.resolve();
        Ok(styles)
    }

    fn take(&mut self, xml: &mut OfficeXml<'_>, element: &OfficeElement) -> Result<(), OfficeFault> {
        let id = element.get("w:styleId").unwrap_or("").to_owned();
        let kind = element.get("w:type").unwrap_or("paragraph").to_owned();
        let is_default = matches!(element.get("w:default"), Some("1" | "true" | "on"));
        let mut style = DocxStyle { is_default, ..DocxStyle::default() };
        let mut depth = 1;
        while let Some(event) = xml.next()? {
            match event {
                OfficeEvent::Start(element) => match element.name.as_str() {
                    "w:rPr" => style.look = DocxLook::read(xml, false)?,
                    "w:pPr" => style.form = DocxForm::read(xml, false)?,
                    // What a table's style says of its head and its edges.
                    "w:tblStylePr" | "w:tblPr" | "w:trPr" | "w:tcPr" => xml.skip()?,
                    name => {
                        depth += 1;
                        let value = element.get("w:val").unwrap_or("").to_owned();
                        match name {
                            "w:name" => style.name = value,
                            "w:basedOn" => style.based_on = Some(value),
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
        if is_default && kind == "paragraph" && self.paragraph.is_none() {
            self.paragraph = Some(id.clone());
        }
        if kind == "paragraph" || kind == "character" {
            self.styles.entry(id).or_insert(style);
        }
        Ok(())
    }

    /// Gives each style what it has of those that it is based on.
    fn resolve(&mut self) {
        let ids: Vec<String> = self.styles.keys().cloned().collect();
        for id in ids {
            let mut chain: Vec<String> = Vec::new();
            let mut next = Some(id);
            while let Some(id) = next.take() {
                let Some(style) = self.styles.get(&id) else { break };
                if chain.len() >= DEEPEST || chain.contains(&id) {
                    break;
                }
                if !style.is_resolved {
                    next = style.based_on.clone();
                }
                chain.push(id);
            }
            let mut below: Option<DocxStyle> = None;
            for id in chain.iter().rev() {
                let Some(style) = self.styles.get_mut(id) else { continue };
                if !style.is_resolved {
                    style.settle(id, below.as_ref());
                }
                below = Some(style.clone());
            }
        }
    }

    /// The style of paragraphs that name this one, or none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> &DocxStyle {
        let named = id.and_then(|id| self.styles.get(id));
        named.or_else(|| self.paragraph.as_ref().and_then(|id| self.styles.get(id))).unwrap_or(&self.none)
    }

    /// The style of characters that name this one, or none.
    pub(super) fn character(&self, id: Option<&str>) -> &DocxStyle {
        id.and_then(|id| self.styles.get(id)).unwrap_or(&self.none)
    }

    /// Whether a style of the id is defined.
    pub(super) fn has(&self, id: &str) -> bool {
        self.styles.contains_key(id)
    }
}

impl DocxStyle {
    /// Takes what it is based on; `id` stands in for a name that lacks.
    fn settle(&mut self, id: &str, below: Option<&DocxStyle>) {
        self.is_resolved = true;
        let own = roles::role(&self.name).or_else(|| roles::role(id)).filter(|_| !self.is_default);
        // A style that only changes the look of its base is what that is; one that takes itself out of the outline is no heading.
        self.role = own.or(match self.form.outline {
            Some(level @ 0..=8) => Some(OfficeRole::Heading(u8::try_from(level + 1).unwrap_or(9))),
            Some(_) => Some(OfficeRole::Text),
            None => below.and_then(|below| below.role.clone()),
        });
        self.is_code = roles::is_code(&self.name) || roles::is_code(id) || below.is_some_and(|below| below.is_code);
        let name = self.name.to_lowercase();
        self.is_placeholder = name == "placeholder text";
        let is_link = matches!(name.as_str(), "hyperlink" | "followedhyperlink" | "internet link" | "visited internet link");
        self.is_link = is_link || below.is_some_and(|below| below.is_link);
        if let Some(below) = below {
            self.form = self.form.over(&below.form);
            self.look = self.look.over(&below.look);
        }
        if self.look.mono == Some(true) && self.name.to_lowercase().contains("code") {
            self.is_code = true;
        }
    }
}

/// Reads the properties in a default of all text.
fn properties(xml: &mut OfficeXml<'_>) -> Result<DocxProperties, OfficeFault> {
    let mut found = DocxProperties::default();
    let mut depth = 1;
    while let Some(event) = xml.next()? {
        match event {
            OfficeEvent::Start(element) => match element.name.as_str() {
                "w:rPr" => found.look = DocxLook::read(xml, false)?,
                "w:pPr" => found.form = DocxForm::read(xml, false)?,
                _ => depth += 1,
            },
            OfficeEvent::End(_) => depth -= 1,
            OfficeEvent::Words(_) => {}
        }
        if depth == 0 {
            break;
        }
    }
    Ok(found)
}
