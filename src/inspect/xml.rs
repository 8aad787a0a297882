//! XML: reads a document into a tree, with the rules of well-formedness that quick-xml leaves to its callers.

use super::report::InspectionReport;
use super::tree::{Namespace, XmlAttribute, XmlElement, XmlTree, unescape};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::SourceId;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// Elements and attributes of a document; more would fill the memory.
const MOST: usize = 2_000_000;

/// Namespaces in force at a place.
const MOST_SPACES: usize = 1000;

/// A longer DOCTYPE is not searched for what it declares.
const LONGEST_DOCTYPE: usize = 64 << 10;

/// Reads a document. None, with the reason among the findings, if it is not well-formed; entities that are not declared are
/// all reported and don't hinder.
pub(super) fn parse<'t>(source: SourceId, text: &'t str, report: &mut InspectionReport) -> Option<XmlTree<'t>> {
    let mut reading = XmlReading {
        tree: XmlTree { source, text, elements: Vec::new(), attributes: Vec::new(), doctype: None, texts: Vec::new() },
        open: Vec::new(),
        spaces: vec![(0, "xml", Namespace::Xml), (0, "", Namespace::None)],
        entities: Entities::None,
        report,
    };
    match reading.run() {
        Ok(()) => Some(reading.tree),
        Err(fault) => {
            report.push(*fault);
            None
        }
    }
}

/// Entities besides the five of XML.
enum Entities<'t> {
    None,
    /// Entities whose declarations stand in this text.
    Declared(&'t str),
    /// All entities of HTML.
    Html,
}

struct XmlReading<'t, 'f> {
    tree: XmlTree<'t>,
    open: Vec<usize>,
    /// Namespaces in force: depth of the element that declares each, prefix, namespace.
    spaces: Vec<(usize, &'t str, Namespace)>,
    entities: Entities<'t>,
    report: &'f mut InspectionReport,
}

/// An attribute as it is written, its namespace not looked up yet.
struct WrittenAttribute<'t> {
    key: &'t str,
    raw: &'t str,
    range: Range<usize>,
}

type XmlFault = Box<Diagnostic>;

impl<'t> XmlReading<'t, '_> {
    fn fault(&self, range: Range<usize>, message: impl Into<String>, help: &str) -> XmlFault {
        Box::new(Diagnostic::at(Code::NotWellFormed, self.tree.span(range), message).help(help))
    }

    fn run(&mut self) -> Result<(), XmlFault> {
        let text = self.tree.text;
        if let Some((at, c)) = text.char_indices().find(|(_, c)| !allowed(*c)) {
            let message = format!("a control character (U+{:04X}) that XML does not allow", u32::from(c));
            return Err(self.fault(at..at + c.len_utf8(), message, "delete it"));
        }
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        // Told by `close`, which can show where the element was opened.
        (config.check_end_names, config.allow_unmatched_ends, config.check_comments) = (false, true, true);
        loop {
            let start = position(reader.buffer_position());
            let event = reader.read_event().map_err(|error| {
                let at = position(reader.error_position()).min(text.len());
                self.fault(at..at + 1, format!("not well-formed: {error}"), "close or mend the markup here")
            })?;
            let range = start..position(reader.buffer_position());
            match event {
                Event::Start(tag) => self.element(&tag, range, true)?,
                Event::Empty(tag) => self.element(&tag, range, false)?,
                Event::End(_) => self.close(&range)?,
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => self.text(&event, &range)?,
                Event::DocType(_) => self.doctype(&range)?,
                Event::Decl(_) if start == 0 => self.declaration(&range),
                Event::Decl(_) => {
                    return Err(self.fault(
                        range,
                        "the XML declaration is not the first thing in the document",
                        "delete what is before it",
                    ));
                }
                Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => break,
            }
        }
        if let Some(&open) = self.open.last() {
            let element = &self.tree.elements[open];
            let fault = Diagnostic::at(Code::NotWellFormed, element.span, format!("`<{}>` is never closed", element.name));
            return Err(Box::new(fault.help(format!("add `</{}>`", element.name))));
        }
        if self.tree.elements.is_empty() {
            return Err(self.fault(0..0, "the document has no element", "write the document, or take the file out of the book"));
        }
        Ok(())
    }

    /// Adds the element that a tag begins, which is open behind it if it `opens`.
    fn element(&mut self, tag: &BytesStart<'_>, range: Range<usize>, opens: bool) -> Result<(), XmlFault> {
        let text = self.tree.text;
        let index = self.tree.elements.len();
        if self.open.is_empty() && index > 0 {
            return Err(self.fault(range, "a second element outside the root element", "put everything into one root element"));
        }
        if index + self.tree.attributes.len() > MOST || self.spaces.len() > MOST_SPACES {
            let fault =
                Diagnostic::at(Code::EntryTooLarge, self.tree.span(range), "the document has more elements than any reader can show");
            return Err(Box::new(fault.help("divide it into several files")));
        }
        let name_at = range.start + 1;
        let name = text.get(name_at..name_at + tag.name().as_ref().len()).unwrap_or("");
        if !is_name(name) {
            return Err(self.fault(range, format!("`{name}` is no name of an element"), "write `&lt;` if a `<` is meant"));
        }
        let depth = self.open.len() + 1;
        let first = self.tree.attributes.len();
        let written = self.written_attributes(tag, &range, depth)?;
        for WrittenAttribute { key, raw, range } in written {
            let (prefix, local) = key.split_once(':').unwrap_or(("", key));
            let space = if prefix.is_empty() { Namespace::None } else { self.space(prefix, &range)? };
            let span = self.tree.span(range);
            self.tree.attributes.push(XmlAttribute { space, local, name: key, raw, span });
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let space = self.space(prefix, &range)?;
        let element = XmlElement {
            space,
            local,
            name,
            parent: self.open.last().copied(),
            end: index + 1,
            span: self.tree.span(range.clone()),
            loose: None,
            inner: range.end..range.end,
            attributes: first..self.tree.attributes.len(),
        };
        self.tree.elements.push(element);
        self.open.push(index);
        if opens { Ok(()) } else { self.leave(range.end) }
    }

    /// Reads the attributes of a tag at `tag_at`; declarations of namespaces are taken as those of an element at `depth`.
    fn written_attributes(
        &mut self,
        tag: &BytesStart<'_>,
        tag_at: &Range<usize>,
        depth: usize,
    ) -> Result<Vec<WrittenAttribute<'t>>, XmlFault> {
        let text = self.tree.text;
        let mut written = Vec::new();
        // With its own check of repeated names a tag of very many attributes would take hours.
        let mut keys = BTreeSet::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| {
                self.fault(tag_at.clone(), format!("an attribute is not well-formed: {error}"), "write name=\"value\", each name once")
            })?;
            // Both are slices of the text: their places in it are their places in the document.
            let offset = |part: &str| part.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
            let (at, value_at) = (offset(attribute.key.as_ref()), offset(&attribute.value));
            let (Some(key), Some(raw)) =
                (text.get(at..at + attribute.key.as_ref().len()), text.get(value_at..value_at.saturating_add(attribute.value.len())))
            else {
                continue;
            };
            let range = at..value_at + raw.len() + 1;
            if !text[..at].ends_with([' ', '\n', '\t']) {
                return Err(self.fault(range, format!("no space before the attribute `{key}`"), "add a space"));
            }
            if !is_name(key) {
                return Err(self.fault(range, format!("`{key}` is no name of an attribute"), "correct the name"));
            }
            if !keys.insert(key) {
                return Err(self.fault(range, format!("the attribute `{key}` is there twice"), "keep one of them"));
            }
            if let Some(less) = raw.find('<') {
                return Err(self.fault(value_at + less..value_at + less + 1, "a `<` in the value of an attribute", "write `&lt;`"));
            }
            self.references(raw, value_at)?;
            match key.strip_prefix("xmlns") {
                Some("") => self.spaces.push((depth, "", Namespace::of(raw.trim()))),
                Some(prefix) if prefix.starts_with(':') => self.spaces.push((depth, &prefix[1..], Namespace::of(raw.trim()))),
                _ => written.push(WrittenAttribute { key, raw, range }),
            }
        }
        Ok(written)
    }

    fn space(&self, prefix: &str, range: &Range<usize>) -> Result<Namespace, XmlFault> {
        let known = self.spaces.iter().rev().find(|(_, known, _)| *known == prefix);
        known.map(|(_, _, space)| *space).ok_or_else(|| {
            self.fault(range.clone(), format!("the prefix `{prefix}:` is not declared"), "declare it with `xmlns:` at the root element")
        })
    }

    fn close(&mut self, range: &Range<usize>) -> Result<(), XmlFault> {
        let text = self.tree.text;
        let name = text.get(range.start + 2..range.end.saturating_sub(1)).unwrap_or("").trim_end();
        let Some(&index) = self.open.last() else {
            return Err(self.fault(range.clone(), format!("`</{name}>` closes nothing"), "delete it"));
        };
        let element = &self.tree.elements[index];
        if element.name != name {
            let fault = self.fault(
                range.clone(),
                format!("`</{name}>` where `</{}>` is due", element.name),
                "close elements in the opposite order of opening them",
            );
            return Err(Box::new(fault.label(element.span, format!("`<{}>` is open", element.name))));
        }
        self.leave(range.start)
    }

    /// Ends the element that was opened last; `at` is where its content ends.
    fn leave(&mut self, at: usize) -> Result<(), XmlFault> {
        let count = self.tree.elements.len();
        let depth = self.open.len();
        if let Some(index) = self.open.pop() {
            let element = &mut self.tree.elements[index];
            element.inner.end = at;
            element.end = count;
        }
        while self.spaces.last().is_some_and(|(declared, ..)| *declared >= depth && depth > 0) {
            self.spaces.pop();
        }
        Ok(())
    }

    fn text(&mut self, event: &Event<'_>, range: &Range<usize>) -> Result<(), XmlFault> {
        let text = self.tree.text;
        let raw = text.get(range.clone()).unwrap_or("");
        let blank = raw.bytes().all(|byte| byte.is_ascii_whitespace());
        let Some(&index) = self.open.last() else {
            return if blank {
                Ok(())
            } else {
                let at = range.start + raw.len() - raw.trim_start().len();
                Err(self.fault(at..range.end, "text outside the root element", "delete it, or move it into the document"))
            };
        };
        if !blank && self.tree.elements[index].loose.is_none() {
            let start = range.start + raw.len() - raw.trim_start().len();
            let span = self.tree.span(start..range.start + raw.trim_end().len());
            self.tree.elements[index].loose = Some(span);
        }
        match event {
            Event::CData(_) => {
                let inner = raw.strip_prefix("<![CDATA[").and_then(|raw| raw.strip_suffix("]]>")).unwrap_or(raw);
                self.tree.texts.push((range.start, Cow::Borrowed(inner)));
            }
            Event::GeneralRef(_) => {
                self.references(raw, range.start)?;
                self.tree.texts.push((range.start, unescape(raw)));
            }
            _ => {
                if let Some(at) = raw.find("]]>") {
                    let at = range.start + at;
                    return Err(self.fault(at..at + 3, "`]]>` in text", "write `]]&gt;`"));
                }
                self.tree.texts.push((range.start, Cow::Borrowed(raw)));
            }
        }
        Ok(())
    }

    /// Looks over the references in a text that begins at `start`.
    fn references(&mut self, raw: &str, start: usize) -> Result<(), XmlFault> {
        for (at, _) in raw.match_indices('&') {
            let place = start + at..start + at + 1;
            let name = match raw[at + 1..].find(';') {
                Some(length) => &raw[at + 1..at + 1 + length],
                None => return Err(self.fault(place, "a bare `&`", "write `&amp;`")),
            };
            let place = start + at..start + at + name.len() + 2;
            if let Some(number) = name.strip_prefix('#') {
                let number = number.strip_prefix('x').map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
                if !number.ok().and_then(char::from_u32).is_some_and(allowed) {
                    return Err(self.fault(place, format!("`&{name};` is no character that XML allows"), "write the character itself"));
                }
                continue;
            }
            if !is_name(name) {
                return Err(self.fault(place, "a bare `&`", "write `&amp;`"));
            }
            let known = match self.entities {
                _ if ["amp", "lt", "gt", "quot", "apos"].contains(&name) => true,
                Entities::None => false,
                Entities::Declared(text) => text.split("<!ENTITY").skip(1).any(|rest| rest.split_whitespace().next() == Some(name)),
                Entities::Html => true,
            };
            if !known {
                let finding = Diagnostic::at(Code::EntityUnknown, self.tree.span(place), format!("`&{name};` is not declared"));
                let help = match html_entity(name) {
                    Some(number) => format!("write the character itself, or `&#{number};`"),
                    None => "write the character itself, or `&amp;` for an ampersand".to_owned(),
                };
                self.report.push(finding.help(help));
            }
        }
        Ok(())
    }

    fn doctype(&mut self, range: &Range<usize>) -> Result<(), XmlFault> {
        if !self.tree.elements.is_empty() {
            return Err(self.fault(range.clone(), "a DOCTYPE behind the beginning of the document", "move it before the root element"));
        }
        let inside = self.tree.text.get(range.clone()).unwrap_or("");
        if !inside.starts_with("<!DOCTYPE") {
            return Err(self.fault(range.clone(), "the DOCTYPE is not in capitals", "write `<!DOCTYPE`"));
        }
        self.entities = match inside {
            _ if inside.contains("//DTD XHTML") => Entities::Html,
            _ if inside.len() > LONGEST_DOCTYPE => Entities::Html,
            _ if inside.contains("<!ENTITY") => Entities::Declared(inside),
            _ => Entities::None,
        };
        self.tree.doctype = Some((inside, self.tree.span(range.clone())));
        Ok(())
    }

    /// The XML declaration must not state what is not so.
    fn declaration(&mut self, range: &Range<usize>) {
        let written = self.tree.text.get(range.clone()).unwrap_or("");
        let stated = |name: &str| {
            let rest = written.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            rest[1..].split(quote).next()
        };
        if let Some(encoding) =
            stated("encoding").filter(|name| !["utf-8", "utf-16", "us-ascii"].contains(&name.to_ascii_lowercase().as_str()))
        {
            let message = format!("the document says it is encoded in `{encoding}`");
            self.report.push(Diagnostic::at(Code::Encoding, self.tree.span(range.clone()), message).help("write encoding=\"UTF-8\""));
        }
        if let Some(version) = stated("version").filter(|version| *version != "1.0") {
            let message = format!("the document says it is XML {version}; a book must be XML 1.0");
            self.report.push(Diagnostic::at(Code::DoctypeWrong, self.tree.span(range.clone()), message).help("write version=\"1.0\""));
        }
    }
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// Characters of XML 1.0.
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a word can be a name in XML; all beyond ASCII is let through.
pub(super) fn is_name(word: &str) -> bool {
    let first = word.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | ':') || !c.is_ascii());
    first && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-' | '.') || !c.is_ascii())
}

/// The number of the entities that people write most.
fn html_entity(name: &str) -> Option<u32> {
    Some(match name {
        "nbsp" => 160,
        "copy" => 169,
        "shy" => 173,
        "laquo" => 171,
        "raquo" => 187,
        "eacute" => 233,
        "ndash" => 8211,
        "mdash" => 8212,
        "lsquo" => 8216,
        "rsquo" => 8217,
        "ldquo" => 8220,
        "rdquo" => 8221,
        "hellip" => 8230,
        "bull" => 8226,
        _ => return None,
    })
}
