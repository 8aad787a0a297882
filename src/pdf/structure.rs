//! The structure tree as PDF objects, with the way back from each marked content and annotation to its element.

use super::object::{name, text};
use super::sheets::Sheet;
use super::tags::{Attribute, Element, Kid, Tree};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// The standard structure of PDF 2.0 (ISO 32000-2, 14.8.6).
const NAMESPACE: &str = "http://iso.org/pdf2/ssn";

/// Types of PDF 1.7 that PDF 2.0 has not taken over; they may stand among its own (ISO 32000-2, annex L).
const OLDER: [&str; 5] = ["BlockQuote", "TOC", "TOCI", "Reference", "Code"];

/// Adds the tree to the document and ties pages and annotations to it. Gives the root's id, or what is wrong with the tree.
///
/// In PDF 2.0 the elements have the ids `ids`, since links lead to them; otherwise that is empty.
pub(super) fn structure(
    document: &mut Document,
    tree: &Tree,
    sheets: &[Sheet],
    pages: &[ObjectId],
    ids: &[ObjectId],
) -> Result<ObjectId, String> {
    let root = document.new_object_id();
    let namespace = (!ids.is_empty()).then(|| document.add_object(dictionary! { "Type" => name("Namespace"), "NS" => text(NAMESPACE) }));
    let mut write = Write {
        tree,
        pages,
        annotations: annotations(document, pages),
        contents: sheets.iter().map(|sheet| vec![None; sheet.leaves.len()]).collect(),
        holders: sheets.iter().map(|sheet| vec![None; sheet.regions.len()]).collect(),
        names: Vec::new(),
        ids,
        namespace,
    };
    let top = write.element(document, 0, root)?;
    let Write { contents, holders, mut names, .. } = write;

    // Keys: the pages by index, then the annotations in order.
    let mut numbers = Vec::new();
    for (index, (row, &page)) in contents.into_iter().zip(pages).enumerate() {
        if row.is_empty() {
            continue;
        }
        let row: Option<Vec<Object>> = row.into_iter().map(|id: Option<ObjectId>| id.map(Object::Reference)).collect();
        let row = row.ok_or_else(|| format!("page {} holds a marked content that no element has", index + 1))?;
        numbers.extend([whole(index), Object::Reference(document.add_object(row))]);
        let page = document.get_dictionary_mut(page).map_err(|fault| fault.to_string())?;
        page.set("StructParents", whole(index));
    }
    let mut key = pages.len();
    for holder in holders.into_iter().flatten() {
        numbers.extend([whole(key), Object::Reference(holder.ok_or("a link that no element has")?)]);
        key += 1;
    }
    let mut dict = dictionary! {
        "Type" => name("StructTreeRoot"),
        "K" => top,
        "ParentTree" => document.add_object(dictionary! { "Nums" => numbers }),
        "ParentTreeNextKey" => whole(key),
    };
    if let Some(namespace) = namespace {
        dict.set("Namespaces", vec![Object::Reference(namespace)]);
    }
    if !names.is_empty() {
        // A name tree is sorted by bytes (ISO 32000-1, 7.9.6).
        names.sort();
        let names: Vec<Object> = names.into_iter().flat_map(|(id, element)| [text(&id), Object::Reference(element)]).collect();
        dict.set("IDTree", document.add_object(dictionary! { "Names" => names }));
    }
    document.set_object(root, dict);
    Ok(root)
}

/// The annotations of each page.
fn annotations(document: &Document, pages: &[ObjectId]) -> Vec<Vec<Object>> {
    let of = |page: &ObjectId| document.get_dictionary(*page).ok()?.get(b"Annots").ok()?.as_array().ok().cloned();
    pages.iter().map(|page| of(page).unwrap_or_default()).collect()
}

struct Write<'a> {
    tree: &'a Tree,
    pages: &'a [ObjectId],
    annotations: Vec<Vec<Object>>,
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
        let page = element.kids.iter().find_map(|kid| if let Kid::Content(page, _) = kid { Some(*page) } else { None });
        if let Some(page) = page {
            dict.set("Pg", self.pages[page]);
        }
        let mut kids = Vec::with_capacity(element.kids.len());
        for &kid in &element.kids {
            kids.push(match kid {
                Kid::Element(child) => Object::Reference(self.element(document, child, id)?),
                Kid::Content(on, mcid) => {
                    if self.contents[on][mcid].replace(id).is_some() {
                        return Err(format!("marked content {mcid} of page {} has two elements", on + 1));
                    }
                    match page {
                        Some(page) if page == on => whole(mcid),
                        _ => dictionary! { "Type" => name("MCR"), "Pg" => self.pages[on], "MCID" => whole(mcid) }.into(),
                    }
                }
                Kid::Annotation(on, index) => {
                    self.holders[on][index] = Some(id);
                    let object = self.annotations[on][index].clone();
                    dictionary! { "Type" => name("OBJR"), "Pg" => self.pages[on], "Obj" => object }.into()
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
        document.set_object(id, dict);
        Ok(id)
    }

    fn describe(&mut self, dict: &mut Dictionary, element: &Element, id: ObjectId) {
        if let Some(words) = &element.alternative {
            dict.set("Alt", text(words));
        }
        if let Some(language) = &element.language {
            dict.set("Lang", text(language));
        }
        if let Some(own) = &element.id {
            dict.set("ID", text(own));
            self.names.push((own.clone(), id));
        }
        match element.attribute {
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
