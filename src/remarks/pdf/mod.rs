//! Remarks in a PDF: marked words, notes and their answers, with the words they are on read from the page.

mod fonts;
mod glyphs;
mod matrix;
mod operators;
mod order;
mod page;
mod unicode;

use super::annotation::{Annotation, threads};
use super::remark::{RemarkFile, RemarkQuotation, RemarkWords, RemarksFault};
use super::{date, html, markdown};
use fonts::{MOST, PdfFonts};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, decode_text_string};
use matrix::PdfRectangle;
use page::PageWords;
use std::collections::{BTreeMap, BTreeSet};

/// Annotations of a page that are looked at.
const MOST_ANNOTATIONS: usize = 20_000;

/// Members of a group are members of one another no deeper than this.
const DEEPEST_GROUP: usize = 8;

/// Reads the remarks in a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<RemarkFile, RemarksFault> {
    let options = LoadOptions { max_decompressed_size: Some(MOST), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|fault| RemarksFault::Damaged(fault.to_string()))?;
    if document.is_encrypted() {
        return Err(RemarksFault::Locked);
    }
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    if pages.is_empty() {
        return Err(RemarksFault::Damaged("none of its pages can be found".to_owned()));
    }
    let mut reader = PdfRemarks {
        document: &document,
        pages: &pages,
        fonts: PdfFonts::default(),
        words: BTreeMap::new(),
        groups: BTreeMap::new(),
        damaged: 0,
        unread_pages: 0,
    };
    let mut all = Vec::new();
    let mut settled = Vec::new();
    for number in 0..pages.len() {
        reader.page(number, &mut all, &mut settled);
    }
    // What answers or settles a part of a group means all of it.
    let whole = |id: &mut String| {
        if let Some(first) = reader.groups.get(id) {
            id.clone_from(first);
        }
    };
    settled.iter_mut().for_each(whole);
    for annotation in &mut all {
        annotation.answers.iter_mut().for_each(whole);
        annotation.is_resolved |= annotation.id.as_ref().is_some_and(|id| settled.contains(id));
    }
    if reader.unread_pages > 0 && all.is_empty() {
        let pages = if reader.unread_pages == 1 { "a page" } else { "some pages" };
        return Err(RemarksFault::Damaged(format!("{pages} of it can’t be read: save it anew with another program")));
    }
    let (remarks, wordless) = threads(all);
    Ok(RemarkFile { form: "annotations of a PDF", remarks, wordless, damaged: reader.damaged + reader.unread_pages })
}

/// The remarks of a PDF, and the words of those pages that were read for them.
struct PdfRemarks<'d> {
    document: &'d Document,
    pages: &'d [ObjectId],
    fonts: PdfFonts,
    words: BTreeMap<usize, PageWords>,
    /// Annotations that are part of others, by their ids.
    groups: BTreeMap<String, String>,
    /// Annotations that can't be read.
    damaged: usize,
    /// Pages that can't be read, or not what is on them.
    unread_pages: usize,
}

/// The rectangles of an annotation, and whether they mark words.
struct MarkedAreas {
    areas: Vec<PdfRectangle>,
    is_marked: bool,
}

/// Whether annotations of a kind say something and mark no words (ISO 32000-2, 12.5.6.2: the markup annotations).
fn is_note(kind: &[u8]) -> bool {
    let places: &[&[u8]] = &[b"Text", b"FreeText", b"Caret", b"Stamp", b"FileAttachment", b"Sound", b"Redact"];
    let drawn: &[&[u8]] = &[b"Square", b"Circle", b"Ink", b"Polygon", b"Line", b"PolyLine"];
    places.contains(&kind) || drawn.contains(&kind)
}

/// An annotation that is a part of another one.
struct GroupMember {
    /// The annotation that it is grouped with.
    of: String,
    one: Annotation,
    areas: Vec<PdfRectangle>,
    is_marked: bool,
}

impl PdfRemarks<'_> {
    /// Reads the annotations of a page; ids of those that somebody settled are put into `settled`.
    fn page(&mut self, number: usize, all: &mut Vec<Annotation>, settled: &mut Vec<String>) {
        let Ok(page) = self.document.get_dictionary(self.pages[number]) else {
            self.unread_pages += 1;
            return;
        };
        let list = match page.get(b"Annots") {
            Err(_) | Ok(Object::Null) => return,
            Ok(list) => self.document.dereference(list).ok().and_then(|(_, list)| list.as_array().ok()),
        };
        let Some(list) = list else {
            self.unread_pages += 1;
            return;
        };
        let (first, mut grouped, mut marked) = (all.len(), Vec::new(), Vec::new());
        for entry in list.iter().take(MOST_ANNOTATIONS) {
            let Ok((id, Object::Dictionary(dictionary))) = self.document.dereference(entry) else {
                self.damaged += 1;
                continue;
            };
            let name = |id: ObjectId| format!("{} {}", id.0, id.1);
            let answers = dictionary.get(b"IRT").and_then(Object::as_reference).map(name).ok();
            if let Ok(model) = dictionary.get(b"StateModel").and_then(decode_text_string) {
                let state = dictionary.get(b"State").and_then(decode_text_string).unwrap_or_default();
                if model == "Review" && matches!(state.as_str(), "Accepted" | "Rejected" | "Cancelled" | "Completed") {
                    settled.extend(answers);
                }
                continue;
            }
            let kind = dictionary.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
            let is_marked = matches!(kind, b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly");
            if !is_marked && !is_note(kind) {
                continue;
            }
            let mut one = Annotation {
                id: id.map(name),
                answers: answers.into_iter().collect(),
                said: self.said(dictionary),
                ..Annotation::default()
            };
            one.place.page = Some((number + 1).to_string());
            let areas = self.areas(dictionary, is_marked);
            let is_grouped = dictionary.get(b"RT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Group");
            if is_grouped && let Some(of) = one.answers.pop() {
                one.answers.clear();
                grouped.push(GroupMember { of, one, areas, is_marked });
                continue;
            }
            marked.push(MarkedAreas { areas, is_marked });
            // What is passed over anyway need not be looked for on the page. Answers stand where the first remark does.
            if one.answers.is_empty() && (!one.said.text.is_empty() || is_marked) {
                let MarkedAreas { areas, is_marked } = &marked[marked.len() - 1];
                one.quotation = self.quotation(number, areas, *is_marked);
            }
            all.push(one);
        }
        self.group(number, grouped, marked, &mut all[first..]).into_iter().for_each(|alone| all.push(alone));
    }

    /// Adds what belongs to annotations to them: words that are to be replaced are struck out in an annotation of their own, which is grouped
    /// with the one that says what is to stand there. Those are given back that belong to nothing on the page.
    fn group(&mut self, number: usize, grouped: Vec<GroupMember>, mut marked: Vec<MarkedAreas>, all: &mut [Annotation]) -> Vec<Annotation> {
        let places: BTreeMap<String, usize> = all.iter().enumerate().filter_map(|(at, one)| Some((one.id.clone()?, at))).collect();
        let of: BTreeMap<String, String> = grouped.iter().filter_map(|member| Some((member.one.id.clone()?, member.of.clone()))).collect();
        let (mut alone, mut changed) = (Vec::new(), BTreeSet::new());
        for GroupMember { of: first, mut one, areas, is_marked } in grouped {
            let chain = std::iter::successors(Some(&first), |id| of.get(*id)).take(DEEPEST_GROUP);
            let Some(at) = chain.last().and_then(|id| places.get(id).copied()) else {
                if is_marked || !one.said.text.is_empty() {
                    one.quotation = self.quotation(number, &areas, is_marked);
                }
                alone.push(one);
                continue;
            };
            // Of a group, the first one says what is said.
            if all[at].said.text.is_empty() && !one.said.text.is_empty() {
                all[at].said = std::mem::take(&mut one.said);
            }
            if let (Some(member), Some(id)) = (one.id, &all[at].id) {
                self.groups.insert(member, id.clone());
            }
            let own = &mut marked[at];
            if is_marked && !own.is_marked {
                *own = MarkedAreas { areas, is_marked };
            } else if is_marked {
                own.areas.extend(areas);
            }
            changed.insert(at);
        }
        for at in changed {
            let MarkedAreas { areas, is_marked } = &marked[at];
            all[at].quotation = self.quotation(number, areas, *is_marked);
        }
        alone
    }

    fn said(&self, dictionary: &Dictionary) -> RemarkWords {
        let words = |key: &[u8]| {
            let object = dictionary.get_deref(key, self.document).ok()?;
            decode_text_string(object).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let text = words(b"Contents").map(|text| markdown::from_plain(&text)).or_else(|| words(b"RC").map(|rich| html::to_markdown(&rich)));
        let date = words(b"CreationDate").or_else(|| words(b"M")).and_then(|given| date::of_pdf(&given));
        RemarkWords { author: words(b"T"), date, text: text.unwrap_or_default() }
    }

    /// The rectangles that an annotation covers.
    fn areas(&self, dictionary: &Dictionary, is_marked: bool) -> Vec<PdfRectangle> {
        let numbers = |key: &[u8]| -> Vec<f64> {
            let list = dictionary.get_deref(key, self.document).ok().and_then(|list| list.as_array().ok());
            let number =
                |object: &Object| self.document.dereference(object).ok().and_then(|(_, object)| object.as_float().ok()).map(f64::from);
            list.into_iter().flatten().take(8000).filter_map(number).collect()
        };
        let quads = if is_marked { numbers(b"QuadPoints") } else { Vec::new() };
        let mut areas: Vec<PdfRectangle> = quads.chunks_exact(8).map(PdfRectangle::round).collect();
        if areas.is_empty() {
            areas.extend(Some(numbers(b"Rect")).filter(|rect| rect.len() == 4).map(|rect| PdfRectangle::round(&rect)));
        }
        areas
    }

    /// The words below some rectangles of a page, or those nearest to them; the pages before and behind it lend context.
    fn quotation(&mut self, number: usize, areas: &[PdfRectangle], is_marked: bool) -> RemarkQuotation {
        for near in number.saturating_sub(1)..(number + 2).min(self.pages.len()) {
            if !self.words.contains_key(&near) {
                let read = PageWords::read(self.document, self.pages[near], &mut self.fonts);
                self.words.insert(near, read);
            }
        }
        let Some(page) = self.words.get(&number) else { return RemarkQuotation::default() };
        let mut found = if is_marked { page.below(areas) } else { page.nearest(areas) };
        if found.exact.is_empty() {
            return found;
        }
        if let Some(before) = number.checked_sub(1).and_then(|before| self.words.get(&before)) {
            found.prefix = page::followed(&before.text, &found.prefix);
        }
        if let Some(behind) = self.words.get(&(number + 1)) {
            found.suffix = page::followed(&found.suffix, &behind.text);
        }
        found
    }
}
