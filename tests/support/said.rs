//! The words of a PDF's marked contents, read from its pages by the maps of its fonts.

use super::tagged::text;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// What the codes of a font mean.
type Map = BTreeMap<u16, String>;

/// What the marked contents of each page say, by their numbers.
pub(crate) fn said(document: &Document, pages: &[ObjectId]) -> Vec<BTreeMap<i64, String>> {
    let mut maps = BTreeMap::new();
    pages.iter().map(|&page| on(document, page, &mut maps)).collect()
}

/// What each marked content of a page says.
fn on(document: &Document, page: ObjectId, maps: &mut BTreeMap<ObjectId, Map>) -> BTreeMap<i64, String> {
    let fonts = document.get_page_fonts(page).expect("fonts");
    let meaning = |name: &[u8]| fonts.get(name).and_then(|font| font.get(b"ToUnicode").ok()?.as_reference().ok());
    let bytes = document.get_page_content(page);
    let content = Content::decode(&bytes).expect("a content stream");
    let (mut said, mut map) = (Said::default(), None);
    for operation in content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" => said.begin(None, operands[0].as_name().is_ok_and(|tag| tag == b"ReversedChars")),
            "BDC" => said.begin(operands.get(1).and_then(|value| value.as_dict().ok()), false),
            "EMC" => {
                assert!(!said.open.is_empty(), "a marked content ends that did not begin");
                said.end();
            }
            "Tf" => {
                map = operands.first().and_then(|name| meaning(name.as_name().ok()?));
                if let Some(id) = map {
                    maps.entry(id).or_insert_with(|| meanings(document, id));
                }
            }
            "Tj" | "TJ" if !said.open.iter().any(|open| open.told) => {
                let strings = match operands.first() {
                    Some(Object::Array(parts)) => parts.as_slice(),
                    Some(one) => std::slice::from_ref(one),
                    None => &[],
                };
                let codes = strings.iter().filter_map(|part| part.as_str().ok()).flat_map(|codes| codes.chunks_exact(2));
                let means = map.and_then(|id| maps.get(&id));
                for words in codes.filter_map(|two| means?.get(&u16::from_be_bytes([two[0], two[1]]))) {
                    said.add(words);
                }
            }
            _ => {}
        }
    }
    assert!(said.open.is_empty(), "a marked content does not end on its page");
    said.all
}

/// A marked content that is open.
struct Open {
    number: Option<i64>,
    /// Whether its words are said already, whatever glyphs show them.
    told: bool,
    /// The words so far, if they come in the order in which they are seen and not read (ISO 32000-1, 14.8.2.3.3).
    reversed: Option<Vec<String>>,
}

/// The words of a page as they come.
#[derive(Default)]
struct Said {
    all: BTreeMap<i64, String>,
    open: Vec<Open>,
}

impl Said {
    fn begin(&mut self, dict: Option<&Dictionary>, reversed: bool) {
        let number = dict.and_then(|dict| dict.get(b"MCID").ok()?.as_i64().ok());
        let words = dict.and_then(|dict| Some(text(dict.get(b"ActualText").ok()?.as_str().ok()?)));
        words.iter().for_each(|words| self.add(words));
        self.open.push(Open { number, told: words.is_some(), reversed: reversed.then(Vec::new) });
    }

    fn end(&mut self) {
        let words = self.open.pop().and_then(|open| open.reversed);
        words.into_iter().flatten().rev().for_each(|words| self.add(&words));
    }

    fn add(&mut self, words: &str) {
        for open in self.open.iter_mut().rev() {
            if let Some(reversed) = &mut open.reversed {
                return reversed.push(words.to_owned());
            }
            if let Some(number) = open.number {
                return self.all.entry(number).or_default().push_str(words);
            }
        }
    }
}

/// What the codes of a font mean: its map (ISO 32000-1, 9.10.3), pairs and ranges.
fn meanings(document: &Document, id: ObjectId) -> Map {
    let stream = document.get_object(id).and_then(Object::as_stream).expect("a map");
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let map = String::from_utf8_lossy(&bytes).into_owned();
    let units = |hex: &str| -> Vec<u16> {
        let hex = hex.trim_matches(|c| c == '<' || c == '>');
        (0..hex.len() / 4).filter_map(|at| u16::from_str_radix(&hex[at * 4..at * 4 + 4], 16).ok()).collect()
    };
    let mut means = BTreeMap::new();
    for (begin, end, many) in [("beginbfchar", "endbfchar", 2), ("beginbfrange", "endbfrange", 3)] {
        for part in map.split(begin).skip(1).filter_map(|part| part.split(end).next()) {
            let words: Vec<Vec<u16>> = part.split_whitespace().map(units).collect();
            for row in words.chunks_exact(many).filter(|row| row.iter().all(|units| !units.is_empty())) {
                let (from, to, meaning) = (row[0][0], row[many - 2][0], &row[many - 1]);
                for code in from..=to {
                    let mut units = meaning.clone();
                    *units.last_mut().expect("a unit") += code - from;
                    means.insert(code, String::from_utf16_lossy(&units));
                }
            }
        }
    }
    means
}
