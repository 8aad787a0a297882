//! A formula of MathML as a tree.

use crate::office::xml::{OfficeElement, OfficeEvent};

/// Elements within each other; what lies deeper is left out.
const DEEPEST: usize = 80;

/// Elements of a formula; more are left out.
const MOST: usize = 20_000;

/// Attributes that say something.
const ATTRIBUTES: [&str; 12] = [
    "mathvariant",
    "stretchy",
    "fence",
    "form",
    "open",
    "close",
    "separators",
    "linethickness",
    "width",
    "notation",
    "accent",
    "columnalign",
];

/// An element of a formula.
#[derive(Debug, Default)]
pub(in crate::office) struct MathmlNode {
    /// The element's name without a prefix.
    pub(super) name: String,
    pub(super) words: String,
    pub(super) children: Vec<MathmlNode>,
    attributes: Vec<(&'static str, String)>,
}

impl MathmlNode {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the element holds nothing.
    pub(in crate::office) fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.children.iter().all(Self::is_empty)
    }
}

/// A formula while it is read, from after the start of `math`.
#[derive(Debug)]
pub(in crate::office) struct MathmlBuilder {
    /// The open elements, `math` first.
    open: Vec<MathmlNode>,
    count: usize,
    /// Open elements that are left out.
    left_out: usize,
}

impl MathmlBuilder {
    /// Begins a formula.
    pub(in crate::office) fn new() -> Self {
        Self { open: vec![MathmlNode { name: "math".to_owned(), ..MathmlNode::default() }], count: 0, left_out: 0 }
    }

    /// Begins an element; `get` gives the values of its attributes.
    pub(in crate::office) fn start<'v>(&mut self, name: &str, get: impl Fn(&str) -> Option<&'v str>) {
        self.count += 1;
        if self.left_out > 0 || self.open.len() >= DEEPEST || self.count > MOST || matches!(name, "annotation" | "annotation-xml") {
            self.left_out += 1;
            return;
        }
        let attributes = ATTRIBUTES.iter().filter_map(|name| get(name).map(|value| (*name, value.trim().to_owned()))).collect();
        self.open.push(MathmlNode { name: name.to_owned(), attributes, ..MathmlNode::default() });
    }

    /// Adds characters.
    pub(in crate::office) fn words(&mut self, words: &str) {
        if let Some(node) = self.open.last_mut().filter(|_| self.left_out == 0) {
            node.words.push_str(words);
        }
    }

    /// Ends an element; the formula, if it was the last.
    pub(in crate::office) fn end(&mut self) -> Option<MathmlNode> {
        if self.left_out > 0 {
            self.left_out -= 1;
            return None;
        }
        let node = self.open.pop()?;
        match self.open.last_mut() {
            Some(around) => {
                around.children.push(node);
                None
            }
            None => Some(node),
        }
    }

    /// Takes an event of XML; the formula, if it ends there.
    pub(in crate::office) fn event(&mut self, event: &OfficeEvent) -> Option<MathmlNode> {
        match event {
            OfficeEvent::Start(element) => {
                let name = element.name.rsplit(':').next().unwrap_or_default();
                self.start(name, |name| attribute(element, name));
                None
            }
            OfficeEvent::Words(words) => {
                self.words(words);
                None
            }
            OfficeEvent::End(_) => self.end(),
        }
    }
}

/// The value of an attribute, which some programs write with the prefix of its element.
fn attribute<'e>(element: &'e OfficeElement, name: &str) -> Option<&'e str> {
    element.get(name).or_else(|| element.get(&format!("math:{name}")))
}
