//! The structure tree as PDF objects, with the way back from each marked content and annotation to its element.

use super::element::{Attribute, Element, Kid};
use super::object::{name, text};
use super::sheets::Sheet;
use super::tags::Tree;
use super::written::{self, Written};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// The standard structure of PDF 2.0 (ISO 32000-2, 14.8.6).
const NAMESPACE: &str = "http://iso.org/pdf2/ssn";

/// Types of PDF 1.7 that PDF 2.0 has not taken over; they may stand among its own (ISO 32000-2, annex L).
const OLDER: [&str; 5] = ["BlockQuote", "TOC", "TOCI", "Reference", "Code"];

/// The pages, and the annotations on each.
pub(super) struct Pages<'a> {
    pub(super) ids: &'a [ObjectId],
    pub(super) annotations: &'a [Vec<ObjectId>],
}

/// Adds the tree to the document and ties pages and annotations to it. Gives the root's id, or what is wrong with the tree.
///
/// In PDF 2.0 the elements have the ids `ids`, since links lead to them; otherwise that is empty.
pub(super) fn structure(
    document: &mut Document,
    tree: &Tree,
    sheets: &[Sheet],
    pages: &Pages,
    ids: &[ObjectId],
    written: &mut Written,
) -> Result<ObjectId, String> {
    let root = document.new_object_id();
    let namespace = (!ids.is_empty()).then(|| document.add_object(dictionary! { "Type" => name("Namespace"), "NS" => text(NAMESPACE) }));
    let mut write = Write {
        tree,
        pages,
        written,
        contents: sheets.iter().map(|sheet| vec![None; sheet.leaves.len()]).collect(),
        holders: sheets.iter().map(|sheet| vec![None; sheet.regions.len()]).collect(),
        names: Vec::new(),
        ids,
        namespace,
    };
    let top = write.element(document, 0, root)?;
    let Write { contents, holders, mut names, written, .. } = write;

    // Keys: the pages by index, then the annotations in order.
    let mut numbers: Vec<(usize, ObjectId)> = Vec::new();
    for (index, (row, &page)) in contents.into_iter().zip(pages.ids).enumerate() {
        if row.is_empty() {
            continue;
        }
        let row: Option<Vec<Object>> = row.into_iter().map(|id: Option<ObjectId>| id.map(Object::Reference)).collect();
        let row = row.ok_or_else(|| format!("page {} holds a marked content that no element has", index + 1))?;
        let id = document.new_object_id();
        written.add(id, &Object::Array(row));
        numbers.push((index, id));
        let page = document.get_dictionary_mut(page).map_err(|fault| fault.to_string())?;
        page.set("StructParents", whole(index));
    }
    let mut key = pages.ids.len();
    for holder in holders.into_iter().flatten() {
        numbers.push((key, holder.ok_or("a link that no element has")?));
        key += 1;
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

struct Write<'a> {
    tree: &'a Tree,
    pages: &'a Pages<'a>,
    written: &'a mut Written,
    /// The element of each marked content, by page and MCID.
    contents: Vec<Vec<Option<ObjectId>>>,
    /// The element of each annotation, by page.
    holders: Vec<Vec<Option<ObjectId>>>,
    /// Elements with an id of their own.
    names: Vec<(String, ObjectId)>,
    ids: &'a [ObjectId],
    namespace: Option<ObjectId>,
}

impl Write<'_> {
    /// Adds an element and all below it.
    fn element(&mut self, document: &mut Document, index: usize, parent: ObjectId) -> Result<ObjectId, String> {
        let element = &self.tree.elements[index];
        let id = self.ids.get(index).copied().unwrap_or_else(|| document.new_object_id());
        let mut dict = dictionary! { "P" => parent };
        match self.namespace.filter(|_| !OLDER.contains(&element.role)) {
            Some(namespace) => {
                dict.set("S", name(if element.role == "Note" { "FENote" } else { element.role }));
                dict.set("NS", namespace);
            }
            None => dict.set("S", name(element.role)),
        }
        if let Some(others) = self.tree.references.get(&index) {
            dict.set("Ref", others.iter().map(|&other| Object::Reference(self.ids[other])).collect::<Vec<_>>());
        }
        let all = element.kids.all();
        let page = all.iter().find_map(|kid| if let Kid::Content(page, _) = kid { Some(*page) } else { None });
        if let Some(page) = page {
            dict.set("Pg", self.pages.ids[page as usize]);
        }
        let mut kids = Vec::with_capacity(all.len());
        for &kid in all {
            kids.push(match kid {
                Kid::Element(child) => Object::Reference(self.element(document, child as usize, id)?),
                Kid::Content(on, mcid) => {
                    let (page_of, mcid) = (self.pages.ids[on as usize], mcid as usize);
                    if self.contents[on as usize][mcid].replace(id).is_some() {
                        return Err(format!("marked content {mcid} of page {} has two elements", on + 1));
                    }
                    match page {
                        Some(page) if page == on => whole(mcid),
                        _ => dictionary! { "Type" => name("MCR"), "Pg" => page_of, "MCID" => whole(mcid) }.into(),
                    }
                }
                Kid::Annotation(on, index) => {
                    let (on, index) = (on as usize, index as usize);
                    self.holders[on][index] = Some(id);
                    let object = self.pages.annotations[on][index];
                    dictionary! { "Type" => name("OBJR"), "Pg" => self.pages.ids[on], "Obj" => object }.into()
                }
            });
        }
        // One kid stands by itself; an element without kids (an empty cell) has none.
        match kids.len() {
            0 => {}
            1 => dict.set("K", kids.remove(0)),
            _ => dict.set("K", kids),
        }
        self.describe(&mut dict, element, id);
        self.written.add(id, &Object::Dictionary(dict));
        Ok(id)
    }

    fn describe(&mut self, dict: &mut Dictionary, element: &Element, id: ObjectId) {
        let told = element.told.as_deref();
        if let Some(words) = told.and_then(|told| told.alternative.as_deref()) {
            dict.set("Alt", text(words));
        }
        if let Some(language) = told.and_then(|told| told.language.as_deref()) {
            dict.set("Lang", text(language));
        }
        if let Some(note) = element.note {
            let own = format!("note-{}", note.index() + 1);
            dict.set("ID", text(&own));
            self.names.push((own, id));
        }
        match told.and_then(|told| told.attribute) {
            Some(Attribute::ColumnHead) => dict.set("A", dictionary! { "O" => name("Table"), "Scope" => name("Column") }),
            Some(Attribute::RowHead) => dict.set("A", dictionary! { "O" => name("Table"), "Scope" => name("Row") }),
            Some(Attribute::Numbering(how)) => dict.set("A", dictionary! { "O" => name("List"), "ListNumbering" => name(how) }),
            Some(Attribute::Described) if self.namespace.is_some() => {
                dict.set("A", dictionary! { "O" => name("List"), "ListNumbering" => name("Description") });
            }
            Some(Attribute::Described) => {}
            Some(Attribute::Box(rectangle)) => {
                dict.set("A", dictionary! { "O" => name("Layout"), "Placement" => name("Block"), "BBox" => rectangle.array() });
            }
            None => {}
        }
    }
}

fn whole(number: usize) -> Object {
    Object::Integer(i64::try_from(number).expect("a file has fewer than 2^63 of anything"))
}
