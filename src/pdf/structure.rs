//! The structure tree as PDF objects, with the way back from each marked content and annotation to its element.

use super::element::{CellScope, Kid, StructureAttribute, StructureElement};
use super::error::PdfError;
use super::object::{name, text};
use super::sheets::PressSheet;
use super::syntax::write;
use super::tags::StructureTree;
use super::written::{self, PdfObjects};
use lopdf::{Document, Object, ObjectId, dictionary};
use std::io::Write as _;

/// The standard structure of PDF 2.0 (ISO 32000-2, 14.8.6).
const NAMESPACE: &str = "http://iso.org/pdf2/ssn";

/// Types of PDF 1.7 that PDF 2.0 has not taken over; they may stand among its own (ISO 32000-2, annex L).
const OLDER: [&str; 5] = ["BlockQuote", "TOC", "TOCI", "Reference", "Code"];

/// The objects that the structure is tied to.
pub(super) struct PageObjects<'a> {
    /// The pages.
    pub(super) ids: &'a [ObjectId],
    /// The annotations on each.
    pub(super) annotations: &'a [Vec<ObjectId>],
    /// The elements of the structure in PDF 2.0, in which links lead to them; otherwise none.
    pub(super) elements: &'a [ObjectId],
}

/// Adds the tree to the document and ties pages and annotations to it. Gives the root's id, or what is wrong with the tree.
pub(super) fn structure(
    document: &mut Document,
    tree: StructureTree,
    sheets: &[PressSheet],
    pages: &PageObjects,
    written: &mut PdfObjects,
) -> Result<ObjectId, PdfError> {
    let ids = pages.elements;
    let root = document.new_object_id();
    let namespace = (!ids.is_empty()).then(|| document.add_object(dictionary! { "Type" => name("Namespace"), "NS" => text(NAMESPACE) }));
    let mut walk = StructureWriter {
        tree: &tree,
        pages,
        written: &mut *written,
        contents: sheets.iter().map(|sheet| vec![None; sheet.contents]).collect(),
        holders: sheets.iter().map(|sheet| vec![None; sheet.regions.len()]).collect(),
        names: Vec::new(),
        ids,
        namespace,
    };
    let top = walk.element(document, 0, root)?;
    let StructureWriter { contents, holders, mut names, .. } = walk;
    drop(tree);

    // Keys: the pages by index, then the annotations in order.
    let mut numbers: Vec<(usize, ObjectId)> = Vec::new();
    parents_of_pages(document, contents, pages, written, &mut numbers)?;
    let mut key = pages.ids.len();
    for (index, holders) in holders.into_iter().enumerate() {
        for holder in holders {
            numbers.push((key, holder.ok_or(PdfError::LinkWithoutElement { page: index + 1 })?));
            key += 1;
        }
    }
    let parents = document.new_object_id();
    written.put(parents, |out| {
        written::tree(out, "Nums", numbers.into_iter().map(|(key, id)| [whole(key), Object::Reference(id)]));
    });
    let mut dict = dictionary! {
        "Type" => name("StructTreeRoot"),
        "K" => top,
        "ParentTree" => parents,
        "ParentTreeNextKey" => whole(key),
    };
    if let Some(namespace) = namespace {
        dict.set("Namespaces", vec![Object::Reference(namespace)]);
    }
    if !names.is_empty() {
        // A name tree is sorted by bytes (ISO 32000-1, 7.9.6).
        names.sort();
        let tree = document.new_object_id();
        written.put(tree, |out| {
            written::tree(out, "Names", names.into_iter().map(|(id, element)| [text(&id), Object::Reference(element)]));
        });
        dict.set("IDTree", tree);
    }
    document.set_object(root, dict);
    Ok(root)
}

/// Writes the elements of the marked contents of each page, and ties the pages to them. A page's number is its index.
fn parents_of_pages(
    document: &mut Document,
    contents: Vec<Vec<Option<ObjectId>>>,
    pages: &PageObjects,
    written: &mut PdfObjects,
    numbers: &mut Vec<(usize, ObjectId)>,
) -> Result<(), PdfError> {
    for (index, (row, &page)) in contents.into_iter().zip(pages.ids).enumerate() {
        if row.is_empty() {
            continue;
        }
        let row: Option<Vec<Object>> = row.into_iter().map(|id: Option<ObjectId>| id.map(Object::Reference)).collect();
        let row = row.ok_or(PdfError::ContentWithoutElement { page: index + 1 })?;
        let id = document.new_object_id();
        written.add(id, &Object::Array(row));
        numbers.push((index, id));
        let page = document.get_dictionary_mut(page).map_err(PdfError::of(page))?;
        page.set("StructParents", whole(index));
    }
    Ok(())
}

struct StructureWriter<'a> {
    tree: &'a StructureTree,
    pages: &'a PageObjects<'a>,
    written: &'a mut PdfObjects,
    /// The element of each marked content, by page and MCID.
    contents: Vec<Vec<Option<ObjectId>>>,
    /// The element of each annotation, by page.
    holders: Vec<Vec<Option<ObjectId>>>,
    /// Elements with an id of their own.
    names: Vec<(String, ObjectId)>,
    ids: &'a [ObjectId],
    namespace: Option<ObjectId>,
}

impl StructureWriter<'_> {
    /// Adds an element and all below it. Each is written at once: as dictionaries of lopdf they would cost three times as much.
    fn element(&mut self, document: &mut Document, index: usize, parent: ObjectId) -> Result<ObjectId, PdfError> {
        let element = &self.tree.elements[index];
        let id = self.ids.get(index).copied().unwrap_or_else(|| document.new_object_id());
        let mut out = Vec::with_capacity(96);
        put(&mut out, format_args!("<</P {} {} R/S/", parent.0, parent.1));
        match self.namespace.filter(|_| !OLDER.contains(&element.role)) {
            Some((number, generation)) => {
                let role = if element.role == "Note" { "FENote" } else { element.role };
                put(&mut out, format_args!("{role}/NS {number} {generation} R"));
            }
            None => out.extend_from_slice(element.role.as_bytes()),
        }
        if let Some(others) = self.tree.references.get(&index) {
            out.extend_from_slice(b"/Ref");
            write(&mut out, &others.iter().map(|&other| Object::Reference(self.ids[other])).collect::<Vec<_>>().into());
        }
        let kids = element.kids.all();
        let page = kids.iter().find_map(|kid| if let Kid::Content(page, _) = kid { Some(*page) } else { None });
        if let Some(page) = page {
            let (number, generation) = self.pages.ids[page as usize];
            put(&mut out, format_args!("/Pg {number} {generation} R"));
        }
        self.kids(document, kids, page, id, &mut out)?;
        self.describe(&mut out, element, id);
        out.extend_from_slice(b">>");
        self.written.put(id, |all| all.extend_from_slice(&out));
        Ok(id)
    }

    /// Writes the kids of an element, whose first marked content is on `page`, and adds those that are elements. One kid stands by
    /// itself; an element without kids (an empty cell) has none.
    fn kids(&mut self, document: &mut Document, kids: &[Kid], page: Option<u32>, id: ObjectId, out: &mut Vec<u8>) -> Result<(), PdfError> {
        if kids.is_empty() {
            return Ok(());
        }
        out.extend_from_slice(if kids.len() > 1 { b"/K[" } else { b"/K" });
        for (at, &kid) in kids.iter().enumerate() {
            // What begins with a delimiter needs no space before it.
            if at > 0 || kids.len() == 1 && !matches!(kid, Kid::Annotation(..)) {
                out.push(b' ');
            }
            match kid {
                Kid::Element(child) => {
                    let (number, generation) = self.element(document, child as usize, id)?;
                    put(out, format_args!("{number} {generation} R"));
                }
                Kid::Content(on, mcid) => {
                    let (number, generation) = self.pages.ids[on as usize];
                    if self.contents[on as usize][mcid as usize].replace(id).is_some() {
                        return Err(PdfError::ContentOfTwoElements { page: on as usize + 1, content: mcid });
                    }
                    if page == Some(on) {
                        put(out, format_args!("{mcid}"));
                    } else {
                        put(out, format_args!("<</Type/MCR/Pg {number} {generation} R/MCID {mcid}>>"));
                    }
                }
                Kid::Annotation(on, index) => {
                    let (on, index) = (on as usize, index as usize);
                    self.holders[on][index] = Some(id);
                    let ((page, of), (object, generation)) = (self.pages.ids[on], self.pages.annotations[on][index]);
                    put(out, format_args!("<</Type/OBJR/Pg {page} {of} R/Obj {object} {generation} R>>"));
                }
            }
        }
        if kids.len() > 1 {
            out.push(b']');
        }
        Ok(())
    }

    /// Writes what is said of an element.
    fn describe(&mut self, out: &mut Vec<u8>, element: &StructureElement, id: ObjectId) {
        let mut pair = |key: &str, words: &str| {
            put(out, format_args!("/{key}"));
            write(out, &text(words));
        };
        let told = element.told.as_deref();
        if let Some(words) = told.and_then(|told| told.alternative.as_deref()) {
            pair("Alt", words);
        }
        if let Some(language) = told.and_then(|told| told.language.as_deref()) {
            pair("Lang", language);
        }
        if let Some(note) = element.note {
            let own = format!("note-{}", note.index() + 1);
            pair("ID", &own);
            self.names.push((own, id));
        }
        match told.and_then(|told| told.attribute) {
            Some(StructureAttribute::Cell { heads, columns, rows }) => {
                let scope = match heads {
                    Some(CellScope::Column) => "/Scope/Column",
                    Some(CellScope::Row) => "/Scope/Row",
                    None => "",
                };
                let over = |key: &str, count: u16| if count > 1 { format!("/{key} {count}") } else { String::new() };
                put(out, format_args!("/A<</O/Table{scope}{}{}>>", over("ColSpan", columns), over("RowSpan", rows)));
            }
            Some(StructureAttribute::Numbering(how)) => put(out, format_args!("/A<</O/List/ListNumbering/{how}>>")),
            Some(StructureAttribute::Described) if self.namespace.is_some() => {
                out.extend_from_slice(b"/A<</O/List/ListNumbering/Description>>");
            }
            Some(StructureAttribute::Described) | None => {}
            Some(StructureAttribute::Box(rectangle)) => {
                out.extend_from_slice(b"/A<</O/Layout/Placement/Block/BBox");
                write(out, &rectangle.array());
                out.extend_from_slice(b">>");
            }
        }
    }
}

/// Writes syntax.
fn put(out: &mut Vec<u8>, syntax: std::fmt::Arguments) {
    out.write_fmt(syntax).expect("memory takes all");
}

fn whole(number: usize) -> Object {
    Object::Integer(i64::try_from(number).expect("a file has fewer than 2^63 of anything"))
}
