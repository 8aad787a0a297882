//! What a finished PDF says to those who don't see it, read by lopdf alone and by nothing of ours: the structure tree with the words
//! in it, the outline, the links, the places with names and the labels of the pages.

use super::said::said;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A place on a page, pages from 0, heights in points from the foot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    pub(crate) page: usize,
    pub(crate) top: f32,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Lead {
    Spot(Spot),
    Address(String),
}

/// A clickable area.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) page: usize,
    /// Left, bottom, right and top.
    pub(crate) area: [f32; 4],
    pub(crate) lead: Lead,
    /// The element that it leads to, which PDF 2.0 says too.
    pub(crate) to: Option<usize>,
    /// What is said in its place.
    pub(crate) said: String,
    /// The element that the tree of parents gives it.
    pub(crate) parent: Option<usize>,
}

/// What an element holds, in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kid {
    Element(usize),
    /// Marked content: a page and the number on it.
    Content(usize, i64),
    /// One of [`Tagged::links`].
    Link(usize),
}

/// An element of the structure tree.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) role: String,
    pub(crate) parent: Option<usize>,
    pub(crate) depth: usize,
    pub(crate) kids: Vec<Kid>,
    /// `Alt`, `ActualText`, `E`, `Lang`, `ID` and `T`, and the attributes of `A` but for their owner.
    pub(crate) told: BTreeMap<String, String>,
    /// The elements that it speaks of.
    pub(crate) refers: Vec<usize>,
}

/// An entry of the outline.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) title: String,
    pub(crate) depth: usize,
    pub(crate) lead: Option<Spot>,
    pub(crate) to: Option<usize>,
    pub(crate) count: i64,
}

/// Pages from one on that are labelled alike.
#[derive(Debug, PartialEq)]
pub(crate) struct Labels {
    pub(crate) from: i64,
    pub(crate) style: String,
    pub(crate) prefix: String,
    pub(crate) start: i64,
}

/// All that was read.
#[derive(Debug, Default)]
pub(crate) struct Tagged {
    pub(crate) pages: usize,
    /// In the order of reading, the root's kids first.
    pub(crate) elements: Vec<Element>,
    pub(crate) outline: Vec<Mark>,
    pub(crate) links: Vec<Link>,
    pub(crate) places: Vec<(String, Spot)>,
    pub(crate) labels: Vec<Labels>,
    /// What the marked contents of each page say, by their numbers.
    pub(crate) said: Vec<BTreeMap<i64, String>>,
    /// What is wrong with the file itself: a way back that leads elsewhere, a link that leads nowhere.
    pub(crate) faults: Vec<String>,
    /// The same of the outline.
    pub(crate) outline_faults: Vec<String>,
}

/// A text string: UTF-16 with its mark, or bytes that are ASCII here.
pub(crate) fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => {
            let units: Vec<u16> = units.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

impl Tagged {
    /// Reads a file; none if it has no structure.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        let document = Document::load_mem(file).expect("a PDF");
        let root = document.catalog().ok()?.get(b"StructTreeRoot").ok()?;
        let root = document.dereference(root).ok()?.1.as_dict().ok()?.clone();
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let index = pages.iter().enumerate().map(|(number, &id)| (id, number)).collect();
        let mut reader = Reader { document: &document, pages: index, elements: BTreeMap::new(), links: BTreeMap::new() };
        let mut tagged = Self { pages: pages.len(), ..Self::default() };
        reader.links(&pages, &mut tagged);
        reader.tree(&root, &mut tagged);
        tagged.said = said(&document, &pages);
        reader.parents(&root, &pages, &mut tagged);
        reader.outline(&mut tagged);
        reader.places(&mut tagged);
        reader.labels(&mut tagged);
        Some(tagged)
    }

    /// An element's words with those of all below it, in order, without marks of division and with spaces as one.
    pub(crate) fn words(&self, element: usize) -> String {
        let (mut words, mut open) = (String::new(), vec![Kid::Element(element)]);
        while let Some(kid) = open.pop() {
            match kid {
                Kid::Element(element) => open.extend(self.elements[element].kids.iter().rev()),
                Kid::Content(page, number) => words += self.content(page, number),
                Kid::Link(_) => {}
            }
        }
        plain(&words)
    }

    /// What a marked content says.
    pub(crate) fn content(&self, page: usize, number: i64) -> &str {
        self.said[page].get(&number).map_or("", String::as_str)
    }

    /// The elements of a type.
    pub(crate) fn of<'t>(&'t self, role: &'t str) -> impl Iterator<Item = usize> + 't {
        (0..self.elements.len()).filter(move |&element| self.elements[element].role == role)
    }
}

/// Words without marks of division, and with one space wherever there are any.
pub(crate) fn plain(words: &str) -> String {
    words.replace('\u{AD}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Reader<'d> {
    document: &'d Document,
    pages: BTreeMap<ObjectId, usize>,
    elements: BTreeMap<ObjectId, usize>,
    links: BTreeMap<ObjectId, usize>,
}

impl<'d> Reader<'d> {
    fn get(&self, dict: &'d Dictionary, key: &str) -> Option<&'d Object> {
        Some(self.document.dereference(dict.get(key.as_bytes()).ok()?).ok()?.1)
    }

    fn dict(&self, dict: &'d Dictionary, key: &str) -> Option<&'d Dictionary> {
        self.get(dict, key)?.as_dict().ok()
    }

    fn array(&self, dict: &'d Dictionary, key: &str) -> &'d [Object] {
        self.get(dict, key).and_then(|value| value.as_array().ok()).map_or(&[], Vec::as_slice)
    }

    fn id(dict: &Dictionary, key: &str) -> Option<ObjectId> {
        dict.get(key.as_bytes()).ok()?.as_reference().ok()
    }

    fn string(&self, dict: &'d Dictionary, key: &str) -> Option<String> {
        Some(text(self.get(dict, key)?.as_str().ok()?))
    }

    fn catalog(&self) -> &'d Dictionary {
        self.document.catalog().expect("a catalog")
    }

    /// A destination: a page, and the height of `XYZ`.
    fn spot(&self, dest: &[Object]) -> Option<Spot> {
        let page = *self.pages.get(&dest.first()?.as_reference().ok()?)?;
        Some(Spot { page, top: dest.get(3).and_then(|top| top.as_float().ok())? })
    }

    /// What a link or an entry of the outline leads to, and the element that PDF 2.0 names.
    fn lead(&self, dict: &'d Dictionary) -> (Option<Lead>, Option<ObjectId>) {
        if dict.has(b"Dest") {
            return (self.spot(self.array(dict, "Dest")).map(Lead::Spot), None);
        }
        let Some(action) = self.dict(dict, "A") else { return (None, None) };
        if let Some(address) = self.string(action, "URI") {
            return (Some(Lead::Address(address)), None);
        }
        let element = self.array(action, "SD").first().and_then(|element| element.as_reference().ok());
        (self.spot(self.array(action, "D")).map(Lead::Spot), element)
    }

    fn links(&mut self, pages: &[ObjectId], tagged: &mut Tagged) {
        for (page, &id) in pages.iter().enumerate() {
            for object in self.array(self.document.get_dictionary(id).expect("a page"), "Annots") {
                let dict = self.document.dereference(object).ok().and_then(|(_, value)| value.as_dict().ok()).expect("an annotation");
                let numbers: Vec<f32> = self.array(dict, "Rect").iter().filter_map(|side| side.as_float().ok()).collect();
                let Some(lead) = self.lead(dict).0 else {
                    tagged.faults.push(format!("a link on page {} leads nowhere: {dict:?}", page + 1));
                    continue;
                };
                self.links.extend(object.as_reference().ok().map(|id| (id, tagged.links.len())));
                let said = self.string(dict, "Contents").unwrap_or_default();
                let area = numbers.try_into().expect("four sides");
                tagged.links.push(Link { page, area, lead, to: None, said, parent: None });
            }
        }
    }

    fn tree(&mut self, root: &'d Dictionary, tagged: &mut Tagged) {
        let mut open: Vec<(ObjectId, Option<usize>)> =
            self.kids(root).into_iter().rev().filter_map(|(kid, _)| Some((kid.as_reference().ok()?, None))).collect();
        let mut held: Vec<Vec<(&Object, Option<ObjectId>)>> = Vec::new();
        while let Some((id, parent)) = open.pop() {
            let dict = self.document.get_dictionary(id).expect("an element");
            let number = tagged.elements.len();
            if self.elements.insert(id, number).is_some() {
                tagged.faults.push(format!("element {id:?} has two parents"));
                continue;
            }
            let depth = parent.map_or(0, |parent: usize| tagged.elements[parent].depth + 1);
            let role = dict.get(b"S").and_then(Object::as_name).map(String::from_utf8_lossy).expect("a type").into_owned();
            tagged.elements.push(Element { role, parent, depth, told: self.told(dict), ..Element::default() });
            let kids = self.kids(dict);
            let below = kids.iter().rev().filter_map(|(kid, _)| kid.as_reference().ok()).filter(|&kid| self.is_element(kid));
            open.extend(below.map(|kid| (kid, Some(number))));
            held.push(kids);
        }
        // Now every element has its number.
        for (number, kids) in held.into_iter().enumerate() {
            tagged.elements[number].kids = kids.into_iter().filter_map(|(kid, page)| self.kid(kid, page)).collect();
        }
        for (&id, &number) in &self.elements {
            let refers = self.array(self.document.get_dictionary(id).expect("an element"), "Ref");
            tagged.elements[number].refers =
                refers.iter().filter_map(|other| self.elements.get(&other.as_reference().ok()?).copied()).collect();
        }
        for (&id, &number) in &self.links {
            let to = self.lead(self.document.get_dictionary(id).expect("an annotation")).1;
            tagged.links[number].to = to.and_then(|element| self.elements.get(&element).copied());
        }
    }

    /// What stands in `K`, each with the page that content is on if nothing else is said.
    fn kids(&self, dict: &'d Dictionary) -> Vec<(&'d Object, Option<ObjectId>)> {
        let page = Self::id(dict, "Pg");
        match dict.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().map(|kid| (kid, page)).collect(),
            Ok(one) => vec![(one, page)],
            Err(_) => Vec::new(),
        }
    }

    fn is_element(&self, id: ObjectId) -> bool {
        self.document.get_dictionary(id).is_ok_and(|dict| dict.has(b"S"))
    }

    fn kid(&self, kid: &'d Object, page: Option<ObjectId>) -> Option<Kid> {
        let content = |page: Option<ObjectId>, number: i64| Some(Kid::Content(*self.pages.get(&page?)?, number));
        match kid {
            Object::Reference(id) => match self.elements.get(id) {
                Some(&element) => Some(Kid::Element(element)),
                None => self.kid(self.document.get_object(*id).ok().filter(|object| object.as_reference().is_err())?, page),
            },
            Object::Integer(number) => content(page, *number),
            Object::Dictionary(dict) => match Self::id(dict, "Obj") {
                Some(link) => self.links.get(&link).copied().map(Kid::Link),
                None => content(Self::id(dict, "Pg").or(page), dict.get(b"MCID").and_then(Object::as_i64).ok()?),
            },
            _ => None,
        }
    }

    fn told(&self, dict: &'d Dictionary) -> BTreeMap<String, String> {
        let keys = ["Alt", "ActualText", "E", "Lang", "ID", "T"].into_iter();
        let mut told: BTreeMap<String, String> = keys.filter_map(|key| Some((key.to_owned(), self.string(dict, key)?))).collect();
        let attributes = match self.get(dict, "A") {
            Some(Object::Array(all)) => all.iter().collect(),
            one => one.into_iter().collect::<Vec<_>>(),
        };
        for dict in attributes.into_iter().filter_map(|attribute| self.document.dereference(attribute).ok()?.1.as_dict().ok()) {
            for (key, value) in dict.iter().filter(|(key, _)| key.as_slice() != b"O") {
                told.insert(String::from_utf8_lossy(key).into_owned(), shown(value));
            }
        }
        told
    }

    /// Follows the way back from each content and each link, and tells where it leads to another element than the one that holds it.
    fn parents(&self, root: &'d Dictionary, pages: &[ObjectId], tagged: &mut Tagged) {
        let numbers: BTreeMap<i64, &Object> = match self.dict(root, "ParentTree") {
            Some(tree) => self.leaves(tree, "Nums").into_iter().filter_map(|(key, value)| Some((key.as_i64().ok()?, value))).collect(),
            None => BTreeMap::new(),
        };
        let element = |object: &Object| self.elements.get(&object.as_reference().ok()?).copied();
        let key = |dict: &Dictionary, name: &str| numbers.get(&dict.get(name.as_bytes()).ok()?.as_i64().ok()?).copied();
        let rows: Vec<&[Object]> = (pages.iter().map(|&page| self.document.get_dictionary(page).expect("a page")))
            .map(|page| key(page, "StructParents").and_then(|row| self.document.dereference(row).ok()?.1.as_array().ok()))
            .map(|row| row.map_or(&[][..], Vec::as_slice))
            .collect();
        for (&id, &number) in &self.links {
            tagged.links[number].parent = key(self.document.get_dictionary(id).expect("an annotation"), "StructParent").and_then(element);
        }
        let mut held: BTreeMap<(usize, i64), usize> = BTreeMap::new();
        for (number, own) in tagged.elements.iter().enumerate() {
            for kid in &own.kids {
                let (key, back) = match *kid {
                    Kid::Content(page, mcid) => ((page, mcid), usize::try_from(mcid).ok().and_then(|at| rows[page].get(at))),
                    Kid::Link(link) if tagged.links[link].parent != Some(number) => {
                        tagged.faults.push(format!("link {link} is led back to another element than {number}"));
                        continue;
                    }
                    _ => continue,
                };
                if held.insert(key, number).is_some() {
                    tagged.faults.push(format!("content {key:?} has two elements"));
                }
                if back.and_then(element) != Some(number) {
                    tagged.faults.push(format!("content {key:?} of element {number} is led back elsewhere"));
                }
            }
        }
        let contents: usize = rows.iter().map(|row| row.len()).sum();
        if contents != held.len() {
            tagged.faults.push(format!("{contents} contents have a way back, {} are in elements", held.len()));
        }
    }

    /// The pairs of a tree of names or numbers.
    fn leaves(&self, tree: &'d Dictionary, key: &str) -> Vec<(&'d Object, &'d Object)> {
        let mut pairs: Vec<_> = self.array(tree, key).chunks_exact(2).map(|pair| (&pair[0], &pair[1])).collect();
        for kid in self.array(tree, "Kids") {
            let below = self.document.dereference(kid).ok().and_then(|(_, value)| value.as_dict().ok());
            pairs.extend(below.into_iter().flat_map(|below| self.leaves(below, key)));
        }
        pairs
    }

    /// Reads the outline downwards and to the right, and tells what its other links say otherwise.
    fn outline(&self, tagged: &mut Tagged) {
        let Some(root) = Self::id(self.catalog(), "Outlines") else { return };
        let mut open = vec![(root, 0)];
        // Siblings are found one by one; those below an entry come before the next of its own.
        while let Some((parent, depth)) = open.pop() {
            let dict = self.document.get_dictionary(parent).expect("an entry");
            if depth > 0 {
                let (lead, to) = self.lead(dict);
                tagged.outline.push(Mark {
                    title: self.string(dict, "Title").unwrap_or_default(),
                    depth: depth - 1,
                    lead: lead.and_then(|lead| if let Lead::Spot(spot) = lead { Some(spot) } else { None }),
                    to: to.and_then(|element| self.elements.get(&element).copied()),
                    count: dict.get(b"Count").and_then(Object::as_i64).unwrap_or(0),
                });
            }
            let (mut kids, mut at, mut before) = (Vec::new(), Self::id(dict, "First"), None);
            while let Some(id) = at {
                let kid = self.document.get_dictionary(id).expect("an entry");
                let title = self.string(kid, "Title").unwrap_or_default();
                if Self::id(kid, "Prev") != before {
                    tagged.outline_faults.push(format!("`Prev` of {title:?} in the outline is not the entry before it"));
                }
                if Self::id(kid, "Parent") != Some(parent) {
                    tagged.outline_faults.push(format!("`Parent` of {title:?} in the outline is not the entry above it"));
                }
                kids.push((id, depth + 1));
                (before, at) = (Some(id), Self::id(kid, "Next"));
            }
            if Self::id(dict, "Last") != before {
                tagged.outline_faults.push("`Last` in the outline is not the last entry".to_owned());
            }
            let count = dict.get(b"Count").and_then(Object::as_i64).unwrap_or(0).unsigned_abs();
            if count != kids.len() as u64 {
                tagged.outline_faults.push(format!("an entry of the outline counts {count} entries, not {}", kids.len()));
            }
            open.extend(kids.into_iter().rev());
        }
    }

    fn places(&self, tagged: &mut Tagged) {
        let Some(tree) = self.dict(self.catalog(), "Names").and_then(|names| self.dict(names, "Dests")) else { return };
        for (name, place) in self.leaves(tree, "Names") {
            let name = text(name.as_str().expect("a name"));
            let place = self.document.dereference(place).ok().and_then(|(_, value)| value.as_array().ok());
            match place.and_then(|place| self.spot(place)) {
                Some(spot) => tagged.places.push((name, spot)),
                None => tagged.faults.push(format!("the name {name} leads nowhere")),
            }
        }
    }

    fn labels(&self, tagged: &mut Tagged) {
        let Some(tree) = self.dict(self.catalog(), "PageLabels") else { return };
        for (from, label) in self.leaves(tree, "Nums") {
            let dict = self.document.dereference(label).ok().and_then(|(_, value)| value.as_dict().ok()).expect("a label");
            tagged.labels.push(Labels {
                from: from.as_i64().expect("a number"),
                style: dict.get(b"S").and_then(Object::as_name).map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default(),
                prefix: self.string(dict, "P").unwrap_or_default(),
                start: dict.get(b"St").and_then(Object::as_i64).unwrap_or(1),
            });
        }
    }
}

/// An attribute's value in a few characters.
fn shown(value: &Object) -> String {
    match value {
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::String(bytes, _) => text(bytes),
        Object::Array(all) => all.iter().map(shown).collect::<Vec<_>>().join(" "),
        number => number.as_float().map_or_else(|_| format!("{number:?}"), |number| format!("{}", number.round())),
    }
}
