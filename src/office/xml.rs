//! The XML of a document's part as a row of events, read once from front to back: no tree, so that a large part costs little memory.
//!
//! Names come with the prefix that their namespace usually has (`w:p`, `text:h`), whatever prefix the document uses, and the namespaces
//! of ISO's strict form count as the usual ones. A DOCTYPE is passed over and no entity but XML's five is known, so none can be a bomb.

use super::package::OfficeFault;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// Elements within each other; deeper ones are refused.
const DEEPEST: usize = 1000;

/// The namespaces of documents, and the prefix that they are known by.
const NAMESPACES: [(&str, &str); 40] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
    ("http://schemas.microsoft.com/office/word/2012/wordml", "w15"),
    ("http://schemas.microsoft.com/office/word/2016/wordml/cid", "w16cid"),
    ("http://schemas.microsoft.com/office/word/2018/wordml/cex", "w16cex"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", "rel"),
    ("http://schemas.openxmlformats.org/package/2006/content-types", "ct"),
    ("http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", "pic"),
    ("http://purl.oclc.org/ooxml/drawingml/picture", "pic"),
    ("http://schemas.openxmlformats.org/drawingml/2006/chart", "c"),
    ("http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:schemas-microsoft-com:office:office", "o"),
    ("urn:schemas-microsoft-com:office:word", "w10"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"),
    ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://www.w3.org/1998/Math/MathML", "math"),
    ("urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", "loext"),
];

/// An event of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OfficeEvent {
    /// An element begins. One that is empty also ends, with an event of its own.
    Start(OfficeElement),
    /// An element ends.
    End(String),
    /// Characters, with references resolved. Never empty.
    Words(String),
}

/// The start of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OfficeElement {
    /// The name with the usual prefix, such as `w:p`; one of another namespace has `?` for a prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl OfficeElement {
    /// The value of an attribute by its name with the usual prefix (`w:val`); one without a namespace has no prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A part, read from front to back.
pub(super) struct OfficeXml<'x> {
    reader: NsReader<&'x [u8]>,
    part: &'x str,
    depth: usize,
}

impl<'x> OfficeXml<'x> {
    /// Begins to read the text of a part.
    pub(super) fn new(part: &'x str, text: &'x str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, part, depth: 0 }
    }

    /// The next event; none at the end.
    ///
    /// # Errors
    /// If the part is not well-formed, breaks off, or is nested too deep.
    pub(super) fn next(&mut self) -> Result<Option<OfficeEvent>, OfficeFault> {
        loop {
            let event = self.reader.read_event().map_err(|fault| self.fault(&fault.to_string()))?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(self.fault("elements lie in each other a thousand deep"));
                    }
                    OfficeEvent::Start(self.element(&start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    let name = self.named(&self.reader.resolver().resolve_element(end.name()).0, end.local_name().as_ref());
                    OfficeEvent::End(name)
                }
                Event::Text(text) if text.is_empty() => continue,
                Event::Text(text) => OfficeEvent::Words(text.replace("\r\n", "\n")),
                Event::CData(text) => OfficeEvent::Words(text.to_string()),
                Event::GeneralRef(reference) => OfficeEvent::Words(resolved(&reference)),
                Event::Eof if self.depth > 0 => return Err(self.fault("the part breaks off")),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// Passes over all up to the end of the element that began last.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn skip(&mut self) -> Result<(), OfficeFault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What `read` makes of the last child of this name; the element that began last is read to its end.
    ///
    /// # Errors
    /// As [`Self::next`], and those of `read`.
    pub(super) fn last_child<T>(
        &mut self,
        name: &str,
        read: impl Fn(&mut Self) -> Result<T, OfficeFault>,
    ) -> Result<Option<T>, OfficeFault> {
        let mut last = None;
        while let Some(event) = self.next()? {
            match event {
                OfficeEvent::Start(element) if element.name == name => last = Some(read(self)?),
                OfficeEvent::Start(_) => self.skip()?,
                OfficeEvent::End(_) => break,
                OfficeEvent::Words(_) => {}
            }
        }
        Ok(last)
    }

    fn element(&self, start: &BytesStart<'_>) -> OfficeElement {
        let name = self.named(&self.reader.resolver().resolve_element(start.name()).0, start.local_name().as_ref());
        let mut written = start.attributes();
        let attributes = written
            .with_checks(false)
            .filter_map(Result::ok)
            .filter(|attribute| attribute.key.as_namespace_binding().is_none())
            .map(|attribute| {
                let (space, local) = self.reader.resolver().resolve_attribute(attribute.key);
                let name = match space {
                    ResolveResult::Unbound => local.as_ref().to_owned(),
                    space => self.named(&space, local.as_ref()),
                };
                (name, unescaped(&attribute.value))
            })
            .collect();
        OfficeElement { name, attributes }
    }

    fn named(&self, space: &ResolveResult<'_>, local: &str) -> String {
        let prefix = match space {
            ResolveResult::Bound(space) => NAMESPACES.iter().find(|(known, _)| *known == space.as_ref()).map_or("?", |(_, prefix)| prefix),
            _ => "?",
        };
        format!("{prefix}:{local}")
    }

    fn fault(&self, fault: &str) -> OfficeFault {
        OfficeFault::BadXml { part: self.part.to_owned(), fault: fault.to_owned() }
    }
}

/// The characters of a reference: one of XML's five, a number, or the reference itself.
fn resolved(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => number.and_then(char::from_u32).map_or_else(|| format!("&{name};"), String::from),
    }
}

fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        let Some(end) = rest[at..].find(';') else { break };
        out.push_str(&rest[..at]);
        out.push_str(&resolved(&rest[at + 1..at + end]));
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}
