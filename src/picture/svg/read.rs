//! A drawing's XML as a flat list of elements, without those that are not SVG or do more than draw.

use super::super::inspect::PictureFault;
use super::entities::unescaped;
use super::told::{Loss, Losses};
use super::vocabulary;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Elements inside each other; drawing programs stay far below.
const DEEPEST: usize = 200;

/// Prefixes in force at a place.
const MOST_PREFIXES: usize = 1_000;

/// A drawing taken apart.
#[derive(Debug, Default)]
pub(super) struct SvgParts {
    /// The elements in the order of their start tags; the first is the root.
    pub(super) elements: Vec<SvgElement>,
    /// What stands in the elements, in order.
    pub(super) pieces: Vec<SvgPiece>,
}

/// An element of a drawing.
#[derive(Debug)]
pub(super) struct SvgElement {
    /// The element's name, without a prefix.
    pub(super) name: &'static str,
    /// Names, as they will be written, and values.
    pub(super) attributes: Vec<(Cow<'static, str>, String)>,
    /// The element that this one stands in, by index.
    pub(super) parent: Option<usize>,
    /// The end: one past the last descendant.
    pub(super) end: usize,
    /// Whether the element goes, with all that is in it.
    pub(super) gone: bool,
}

impl SvgElement {
    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What stands in a drawing.
#[derive(Debug)]
pub(super) enum SvgPiece {
    /// Begins an element.
    Open(usize),
    /// The end of an element.
    Close(usize),
    /// Words in an element.
    Words(usize, String),
}

/// Reads a drawing whose head was taken off. `wanted` are attributes that SVG does not know and its styles ask for.
///
/// # Errors
/// If it is not well-formed or no SVG.
pub(super) fn parts(text: &str, wanted: &BTreeSet<String>, losses: &mut Losses) -> Result<SvgParts, PictureFault> {
    let mut reading = SvgReading {
        parts: SvgParts::default(),
        open: Vec::new(),
        // What the root's namespace is, SVG is meant.
        prefixes: vec![
            (0, "xml".to_owned(), SvgNamespace::Xml),
            (0, "xlink".to_owned(), SvgNamespace::Link),
            (0, String::new(), SvgNamespace::Svg),
        ],
        skipped: 0,
        wanted,
        losses,
    };
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|error| broken(&error.to_string()))? {
            Event::Start(tag) => reading.start(&tag, true)?,
            Event::Empty(tag) => reading.start(&tag, false)?,
            Event::End(_) => reading.end(),
            Event::Text(text) => reading.words(Cow::Borrowed(text.as_ref())),
            Event::CData(text) => reading.words(Cow::Borrowed(text.as_ref())),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", name.as_ref() as &str);
                reading.words(Cow::Owned(unescaped(&reference)));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !reading.open.is_empty() || reading.skipped > 0 {
        return Err(broken("an element is never closed"));
    }
    if reading.parts.elements.is_empty() {
        return Err(broken("it has no element"));
    }
    let mut parts = reading.parts;
    parts.alternatives(losses);
    parts.transfers();
    Ok(parts)
}

pub(super) fn broken(why: &str) -> PictureFault {
    PictureFault::Corrupt(format!("damaged SVG ({why})"))
}

/// The vocabularies that matter to a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SvgNamespace {
    Svg,
    Link,
    Xml,
    Other,
}

struct SvgReading<'w> {
    parts: SvgParts,
    /// The elements that are open; none for one of which only the words are kept.
    open: Vec<Option<usize>>,
    /// Prefixes in force: depth of the element that declares each, prefix, vocabulary.
    prefixes: Vec<(usize, String, SvgNamespace)>,
    /// Elements that are open and go.
    skipped: usize,
    wanted: &'w BTreeSet<String>,
    losses: &'w mut Losses,
}

impl SvgReading<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, opens: bool) -> Result<(), PictureFault> {
        if self.skipped > 0 {
            self.skipped += usize::from(opens);
            return Ok(());
        }
        if self.open.is_empty() && !self.parts.elements.is_empty() {
            return Err(broken("a second root element"));
        }
        if self.open.len() >= DEEPEST {
            return Err(broken("its elements are nested too deep"));
        }
        let written = self.declared(tag)?;
        let name = tag.name();
        let name: &str = name.as_ref();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let is_svg = self.space(prefix) == SvgNamespace::Svg;
        if self.parts.elements.is_empty() && (local != "svg" || !is_svg) {
            return Err(PictureFault::Corrupt("it is not PNG, JPEG or SVG".to_owned()));
        }
        if self.in_words() {
            // A title or description may hold markup, of which the words count.
            let keeps = !["script", "style"].contains(&local);
            match (opens, keeps) {
                (true, true) => self.open.push(None),
                (true, false) => self.skipped = 1,
                (false, _) => self.forget(self.open.len()),
            }
            return Ok(());
        }
        let kept = vocabulary::element(local).filter(|_| is_svg).filter(|name| *name != "style" || is_css(&written));
        let Some(name) = kept else {
            match vocabulary::loss(local) {
                Some(Loss::Foreign) => self.stand_in(),
                Some(loss) => self.losses.add(loss),
                None => {}
            }
            self.skipped = usize::from(opens);
            self.forget(self.open.len());
            return Ok(());
        };
        let attributes = self.attributes(written);
        let index = self.parts.elements.len();
        let parent = self.open.last().copied().flatten();
        self.parts.elements.push(SvgElement { name, attributes, parent, end: index + 1, gone: false });
        self.parts.pieces.push(SvgPiece::Open(index));
        self.open.push(Some(index));
        if !opens {
            self.end();
        }
        Ok(())
    }

    /// The attributes of a tag as they stand there; the prefixes that it declares are noted.
    fn declared(&mut self, tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, PictureFault> {
        let depth = self.open.len() + 1;
        let name = tag.name();
        let name: &str = name.as_ref();
        let mut written = Vec::new();
        // With its own check of repeated names a tag of very many attributes would take hours.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| broken(&error.to_string()))?;
            let key: &str = attribute.key.as_ref();
            let value = unescaped(&attribute.value.replace(['\n', '\t', '\r'], " "));
            let prefix = key.strip_prefix("xmlns").and_then(|rest| if rest.is_empty() { Some("") } else { rest.strip_prefix(':') });
            match prefix {
                Some(prefix) if self.prefixes.len() < MOST_PREFIXES => {
                    let of_root = depth == 1 && name.split_once(':').unwrap_or(("", name)) == (prefix, "svg");
                    let space = match value.trim() {
                        "http://www.w3.org/2000/svg" | "" => SvgNamespace::Svg,
                        "http://www.w3.org/1999/xlink" => SvgNamespace::Link,
                        _ if of_root => SvgNamespace::Svg,
                        _ => SvgNamespace::Other,
                    };
                    self.prefixes.push((depth, prefix.to_owned(), space));
                }
                Some(_) => {}
                None => written.push((key.to_owned(), value)),
            }
        }
        Ok(written)
    }

    fn space(&self, prefix: &str) -> SvgNamespace {
        self.prefixes.iter().rev().find(|(_, known, _)| known == prefix).map_or(SvgNamespace::Other, |(_, _, space)| *space)
    }

    /// The attributes that stay.
    fn attributes(&mut self, written: Vec<(String, String)>) -> Vec<(Cow<'static, str>, String)> {
        let mut kept: Vec<(Cow<'static, str>, String)> = Vec::new();
        for (key, value) in written {
            let (prefix, local) = key.split_once(':').map_or((None, key.as_str()), |(prefix, local)| (Some(prefix), local));
            let name: Cow<'static, str> = match prefix.map(|prefix| self.space(prefix)) {
                None => match vocabulary::attribute(local) {
                    Some(known) => Cow::Borrowed(known),
                    None if local.len() > 2 && local.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("on")) => {
                        self.losses.add(Loss::Script);
                        continue;
                    }
                    None if self.wanted.contains(local) && local.is_ascii() && !["src", "srcset"].contains(&local) => {
                        Cow::Owned(local.to_owned())
                    }
                    None => continue,
                },
                Some(SvgNamespace::Link) if local == "href" => Cow::Borrowed("xlink:href"),
                Some(SvgNamespace::Xml) if local == "lang" => Cow::Borrowed("xml:lang"),
                Some(SvgNamespace::Xml) if local == "space" => Cow::Borrowed("xml:space"),
                Some(_) => continue,
            };
            // An address that acts is looked at where addresses are; anywhere else it is no value at all, but for words.
            let acts = !name.ends_with("href") && !name.starts_with("aria-") && value.to_ascii_lowercase().contains("javascript:");
            if acts {
                self.losses.add(Loss::Script);
            } else if kept.iter().all(|(known, _)| *known != name) {
                kept.push((name, value));
            }
        }
        kept
    }

    /// Whether what comes is in a title or a description.
    fn in_words(&self) -> bool {
        match self.open.last() {
            Some(None) => true,
            Some(Some(index)) => ["title", "desc"].contains(&self.parts.elements[*index].name),
            None => false,
        }
    }

    fn words(&mut self, words: Cow<'_, str>) {
        if self.skipped > 0 || words.is_empty() {
            return;
        }
        let Some(index) = self.open.iter().rev().find_map(|open| *open) else { return };
        let blank = words.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
        if !blank && !vocabulary::holds_text(self.parts.elements[index].name) {
            return;
        }
        match self.parts.pieces.last_mut() {
            Some(SvgPiece::Words(last, known)) if *last == index => known.push_str(&words),
            _ => self.parts.pieces.push(SvgPiece::Words(index, words.into_owned())),
        }
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let depth = self.open.len();
        if let Some(Some(index)) = self.open.pop() {
            self.parts.elements[index].end = self.parts.elements.len();
            self.parts.pieces.push(SvgPiece::Close(index));
        }
        self.forget(depth.saturating_sub(1));
    }

    /// Forgets the prefixes that were declared deeper.
    fn forget(&mut self, depth: usize) {
        while self.prefixes.last().is_some_and(|(declared, ..)| *declared > depth && *declared > 0) {
            self.prefixes.pop();
        }
    }

    /// Where a `<foreignObject>` was, in a `<switch>`, one of the others has to stand in for the whole choice.
    fn stand_in(&mut self) {
        let mut inner = None;
        let mut at = self.open.last().copied().flatten();
        while let Some(index) = at {
            if self.parts.elements[index].name == "switch" {
                match inner {
                    Some(choice) => {
                        let choice: &mut SvgElement = &mut self.parts.elements[choice];
                        choice.gone = true;
                    }
                    // It was the choice itself; whether there is another is seen at the end.
                    None => self.parts.elements[index].attributes.push((Cow::Borrowed(WAITING), String::new())),
                }
                return;
            }
            inner = Some(index);
            at = self.parts.elements[index].parent;
        }
        self.losses.add(Loss::Foreign);
    }
}

/// Marks a `switch` that has lost a choice while it is read; no attribute can be called so.
const WAITING: &str = " waiting";

fn is_css(attributes: &[(String, String)]) -> bool {
    attributes.iter().all(|(key, value)| key != "type" || value.trim().eq_ignore_ascii_case("text/css") || value.trim().is_empty())
}

impl SvgParts {
    /// Looks over every `switch`: one that lost a choice must have another, and one that only tells people of a program that it
    /// can't show something is for none of our readers.
    fn alternatives(&mut self, losses: &mut Losses) {
        for at in 0..self.elements.len() {
            if self.elements[at].name != "switch" {
                continue;
            }
            let choices: Vec<usize> = self.children(at).collect();
            let waiting = self.elements[at].attributes.iter().position(|(key, _)| key == WAITING);
            if let Some(waiting) = waiting {
                self.elements[at].attributes.remove(waiting);
            }
            let lost = waiting.is_some() || choices.iter().any(|&choice| self.elements[choice].gone);
            if lost && choices.iter().all(|&choice| self.elements[choice].gone) {
                losses.add(Loss::Foreign);
                self.elements[at].gone = true;
            }
            // draw.io: "Text is not SVG - cannot display", for programs without `<foreignObject>`.
            if let Some(&first) = choices.first().filter(|&&first| !self.elements[first].gone) {
                let asks = self.elements[first].value("requiredFeatures").is_some_and(|features| features.ends_with("#Extensibility"));
                if asks && self.elements[first].end == first + 1 {
                    self.elements[at].gone = true;
                }
            }
        }
    }

    /// Brings the functions of every `feComponentTransfer` into the order that SVG 1.1 has them in (15.11). Of several for one colour
    /// the last holds.
    fn transfers(&mut self) {
        const ORDER: [&str; 4] = ["feFuncR", "feFuncG", "feFuncB", "feFuncA"];
        for at in 0..self.elements.len() {
            if self.elements[at].name != "feComponentTransfer" {
                continue;
            }
            let places: Vec<usize> = self.children(at).filter(|&child| ORDER.contains(&self.elements[child].name)).collect();
            let take = |shape: &mut SvgElement| (shape.name, std::mem::take(&mut shape.attributes));
            let mut functions: Vec<_> = places.iter().map(|&place| take(&mut self.elements[place])).collect();
            functions.reverse();
            functions.sort_by_key(|(name, _)| ORDER.iter().position(|known| known == name));
            functions.dedup_by_key(|(name, _)| *name);
            let mut functions = functions.into_iter();
            for place in places {
                // What moves in one does so no more: it may have been in another.
                let inside = self.elements[place].end;
                self.elements[place + 1..inside].iter_mut().for_each(|shape| shape.gone = true);
                match functions.next() {
                    Some((name, attributes)) => (self.elements[place].name, self.elements[place].attributes) = (name, attributes),
                    None => self.elements[place].gone = true,
                }
            }
        }
    }

    /// The elements right in an element.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.elements[at].end;
        let first = Some(at + 1).filter(|&next| next < end);
        std::iter::successors(first, move |&child| Some(self.elements[child].end).filter(|&next| next < end))
    }

    /// Whether an element, or one around it, goes; asked in the order of the elements.
    pub(super) fn lost(&self) -> Vec<bool> {
        let mut lost: Vec<bool> = Vec::with_capacity(self.elements.len());
        for shape in &self.elements {
            lost.push(shape.gone || shape.parent.is_some_and(|parent| lost[parent]));
        }
        lost
    }
}
