//! Links: where each target of the book lies on the pages, and the rectangles that lead there.

use super::object::{self, PaperSize, name, text};
use crate::book::{BlockKind, Book, Link, Picture, Prose};
use crate::edition::words::words;
use crate::edition::{Edition, EntryId};
use crate::fonts::Fonts;
use crate::layout::Pages;
use crate::layout::frame::{ItemContent, LinkTarget, MatterRole, Origin, PageItem};
use crate::source::address::{decoded, encoded};
use lopdf::{Dictionary, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// A place on a page, in thousandths of a point from its lower left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PagePoint {
    pub(super) page: usize,
    /// What stands there.
    pub(super) origin: Origin,
    /// The top of what stands there.
    pub(super) top: i64,
}

impl PagePoint {
    /// The place as a destination: the page, the place at the window's top, the magnification as it is.
    pub(super) fn destination(self, pages: &[ObjectId]) -> Object {
        let page = Object::Reference(pages[self.page]);
        Object::Array(vec![page, name("XYZ"), Object::Null, object::points(self.top), Object::Null])
    }
}

/// What destinations are made of: the pages and, in PDF 2.0, the structure element that holds each origin.
pub(super) struct DestinationGround<'a> {
    pub(super) pages: &'a [ObjectId],
    pub(super) elements: BTreeMap<Origin, ObjectId>,
}

impl DestinationGround<'_> {
    /// Makes an annotation or an entry of the outline lead to a place. PDF/UA-2 (8.8) wants it to name the element there too.
    pub(super) fn lead(&self, dict: &mut Dictionary, place: PagePoint) {
        let on_page = place.destination(self.pages);
        match (self.elements.get(&super::homes::home(place.origin)), &on_page) {
            (Some(&element), Object::Array(parts)) => {
                let mut in_structure = parts.clone();
                in_structure[0] = Object::Reference(element);
                dict.set("A", dictionary! { "S" => name("GoTo"), "D" => on_page, "SD" => in_structure });
            }
            _ => dict.set("Dest", on_page),
        }
    }
}

/// Where everything lies that can be led to, and where the book's targets lead.
pub(super) struct LinkPlaces<'a> {
    edition: &'a Edition,
    /// The first item of each origin.
    first: BTreeMap<Origin, PagePoint>,
    /// The first mark of each entry.
    marks: BTreeMap<EntryId, PagePoint>,
    /// The heading of the introduction to the commentary.
    pub(super) introduction: Option<PagePoint>,
    /// The heading of the chapter that the commentary is gathered in.
    pub(super) commentary: Option<PagePoint>,
}

/// What happens when a link is clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LinkAction {
    /// A place in the book.
    Inside(PagePoint),
    /// An address.
    Outside(String),
}

impl<'a> LinkPlaces<'a> {
    pub(super) fn find(pages: &Pages, edition: &'a Edition, fonts: &Fonts, paper: PaperSize) -> Self {
        let (mut first, mut marks) = (BTreeMap::new(), BTreeMap::new());
        for (page, of) in pages.pages.iter().enumerate() {
            for (index, item) in of.items.iter().enumerate().filter(|(_, item)| !item.origin.is_artifact()) {
                let ground = PageGround { page: paper, turned: of.turned.contains(&index) };
                let place = || PagePoint { page, origin: item.origin, top: ground.rectangle(item, fonts).top };
                first.entry(item.origin).or_insert_with(place);
                // A heading may be a formula, a picture or a word with a reading and nothing else.
                if let Origin::Formula(block, _) | Origin::Picture(block, _) | Origin::RubyBase(block, _) = item.origin {
                    first.entry(Origin::Block(block)).or_insert_with(place);
                }
                if let Origin::Mark(entry, _) = item.origin {
                    marks.entry(entry).or_insert_with(place);
                }
            }
        }
        let heading = |role| {
            let index = pages.matter.iter().position(|line| line.role == role)?;
            first.get(&Origin::Matter(u32::try_from(index).ok()?)).copied()
        };
        let (introduction, commentary) = (heading(MatterRole::Introduction), heading(MatterRole::Commentary));
        Self { edition, first, marks, introduction, commentary }
    }

    /// The edition.
    pub(super) fn edition(&self) -> &'a Edition {
        self.edition
    }

    /// The book.
    pub(super) fn book(&self) -> &'a Book {
        self.edition.book()
    }

    /// The first item of an origin.
    pub(super) fn of(&self, origin: Origin) -> Option<PagePoint> {
        self.first.get(&origin).copied()
    }

    /// The first text or image of a block or of what is in it.
    pub(super) fn block(&self, block: crate::book::BlockId) -> Option<PagePoint> {
        let inside = || self.edition.book().block(block).children().into_iter().find_map(|child| self.block(child));
        self.of(Origin::Block(block)).or_else(inside)
    }

    /// Where a chapter begins.
    pub(super) fn chapter(&self, chapter: crate::book::ChapterId) -> Option<PagePoint> {
        let part = self.of(Origin::Part(chapter));
        part.or_else(|| self.edition.book().chapter(chapter).blocks.iter().find_map(|&block| self.block(block)))
    }

    /// The note's own words.
    pub(super) fn note(&self, note: crate::book::NoteId) -> Option<PagePoint> {
        let head = || self.of(Origin::EntryHead(self.edition.entry_of(note)?));
        self.of(Origin::Voice(note)).or_else(head)
    }

    /// Where a target leads; none for a target that is on no page.
    pub(super) fn lead(&self, target: LinkTarget) -> Option<LinkAction> {
        let book = self.edition.book();
        let place = match target {
            LinkTarget::Link(link) => match book.link(link) {
                Link::Address(address) => return Some(LinkAction::Outside(encoded(address))),
                Link::Section(section) => self.block(book.section(*section).heading),
                Link::Chapter(chapter) => self.chapter(*chapter),
                Link::Block(block) => self.block(*block),
                Link::Note(note) => self.note(*note),
            },
            LinkTarget::Section(section) => self.block(book.section(section).heading),
            LinkTarget::Part(chapter) => self.of(Origin::Part(chapter)),
            LinkTarget::Introduction => self.introduction,
            LinkTarget::Commentary => self.commentary,
            LinkTarget::Block(block) => self.block(block),
            LinkTarget::Entry(entry) => self.of(Origin::EntryHead(entry)),
            LinkTarget::Mark(entry) => self.marks.get(&entry).copied(),
        };
        place.map(LinkAction::Inside)
    }

    /// Words for a link that a screen reader can say in place of its text (PDF/UA-1, 7.18.5): the address, or what it leads to.
    fn words(&self, target: LinkTarget) -> String {
        let book: &Book = self.edition.book();
        match target {
            LinkTarget::Link(link) => match book.link(link) {
                Link::Address(address) => decoded(address),
                Link::Section(section) => book.section(*section).title.clone(),
                Link::Chapter(chapter) => match book.chapter(*chapter).heading {
                    Some(section) => book.section(section).title.clone(),
                    None => book.chapter(*chapter).slug.clone(),
                },
                Link::Block(block) => book.block(*block).id.clone().unwrap_or_else(|| "¶".to_owned()),
                Link::Note(note) => match self.edition.entry_of(*note) {
                    Some(entry) => self.edition.entry(entry).mark.clone(),
                    None => "¶".to_owned(),
                },
            },
            LinkTarget::Section(section) => self.edition.listed_title(section).words,
            LinkTarget::Part(chapter) => book.chapter(chapter).part.clone().unwrap_or_default(),
            LinkTarget::Introduction => words(book).introduction.to_owned(),
            LinkTarget::Commentary => words(book).commentary.to_owned(),
            LinkTarget::Block(id) => match (&book.block(id).kind, book.block(id).prose()) {
                (BlockKind::Figure { picture: Picture::Shown(_, alternative, _), .. }, _) => alternative.words.clone(),
                (BlockKind::Figure { picture: Picture::Absent(words), .. }, _) => {
                    book.block(*words).prose().map(Prose::plain).unwrap_or_default()
                }
                (_, Some(prose)) => prose.text.split_whitespace().take(6).collect::<Vec<_>>().join(" "),
                _ => "¶".to_owned(),
            },
            LinkTarget::Entry(entry) => self.edition.entry(entry).mark.clone(),
            LinkTarget::Mark(entry) => format!("↑ {}", self.edition.entry(entry).mark),
        }
    }
}

/// A rectangle in thousandths of a point from the page's lower left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rectangle {
    pub(super) left: i64,
    pub(super) bottom: i64,
    pub(super) right: i64,
    pub(super) top: i64,
}

impl Rectangle {
    /// The four numbers as PDF wants them.
    pub(super) fn array(self) -> Object {
        Object::Array([self.left, self.bottom, self.right, self.top].map(object::points).to_vec())
    }

    /// The smallest rectangle round both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    fn beside(self, other: Self) -> bool {
        self.bottom < other.top && other.bottom < self.top
    }
}

/// What items are placed on: a page as it is held, or turned by a quarter against the clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageGround {
    /// The size of the page.
    pub(super) page: PaperSize,
    pub(super) turned: bool,
}

impl PageGround {
    /// How high the ground is, in thousandths of a point.
    pub(super) fn height(self) -> i64 {
        if self.turned { self.page.width } else { self.page.height }
    }

    /// What an item covers of the page as it is held.
    pub(super) fn rectangle(self, item: &PageItem, fonts: &Fonts) -> Rectangle {
        let own = rectangle(item, fonts, self.height());
        if !self.turned {
            return own;
        }
        let width = self.page.width;
        Rectangle { left: width - own.top, bottom: own.left, right: width - own.bottom, top: own.right }
    }
}

/// What an item covers; for text, from the face's descenders to its ascenders.
fn rectangle(item: &PageItem, fonts: &Fonts, height: i64) -> Rectangle {
    let milli = object::milli;
    let (left, y) = (milli(item.x), height - milli(item.y));
    match &item.content {
        ItemContent::Text(text) => {
            let face = fonts.face(text.face);
            let scaled = |units: i32| milli(text.size.scale(i64::from(units), i64::from(face.units_per_em.max(1))));
            let width: i64 = text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
            let right = left + milli(crate::source::Length::raw(width));
            Rectangle { left, bottom: y + scaled(face.descent), right, top: y + scaled(face.ascent) }
        }
        ItemContent::Rule { width, height } | ItemContent::Picture { width, height, .. } => {
            Rectangle { left, bottom: y - milli(*height), right: left + milli(*width), top: y }
        }
    }
}

/// A clickable rectangle on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) target: LinkTarget,
    pub(super) rectangle: Rectangle,
    /// The marked content on the page whose structure element the annotation belongs to.
    pub(super) mcid: u32,
}

/// The rectangles of one page, grown item by item.
#[derive(Debug, Default)]
pub(super) struct Regions {
    pub(super) all: Vec<Region>,
    /// Whether the last one may still grow.
    open: bool,
}

impl Regions {
    /// Takes an item in that leads to `target` (or nowhere). Items of one link on one line are one rectangle; an artifact
    /// between them, such as the leader of a contents line, doesn't part them.
    pub(super) fn add(&mut self, target: Option<LinkTarget>, mcid: Option<u32>, rectangle: Rectangle) {
        let Some(target) = target else {
            self.open &= mcid.is_none();
            return;
        };
        match (self.all.last_mut(), mcid) {
            (Some(last), _) if self.open && last.target == target && last.rectangle.beside(rectangle) => {
                last.rectangle = last.rectangle.with(rectangle);
            }
            (_, Some(mcid)) => {
                self.all.push(Region { target, rectangle, mcid });
                self.open = true;
            }
            (_, None) => {}
        }
    }
}

/// The annotation of a region: invisible until it has the focus, printed (which PDF/A wants of all), described in words.
pub(super) fn annotation(region: &Region, places: &LinkPlaces, ground: &DestinationGround, parent: i64) -> Option<Dictionary> {
    let mut annotation = dictionary! {
        "Type" => name("Annot"),
        "Subtype" => name("Link"),
        "Rect" => region.rectangle.array(),
        "Border" => vec![Object::Integer(0), Object::Integer(0), Object::Integer(0)],
        "F" => 4,
        "Contents" => text(&places.words(region.target)),
        "StructParent" => parent,
    };
    match places.lead(region.target)? {
        LinkAction::Inside(place) => ground.lead(&mut annotation, place),
        LinkAction::Outside(address) => {
            let action = dictionary! { "S" => name("URI"), "URI" => Object::string_literal(address) };
            annotation.set("A", action);
        }
    }
    Some(annotation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::SectionId;

    #[test]
    fn items_of_one_link_on_one_line_are_one_rectangle() {
        let at = |left, bottom| Rectangle { left, bottom, right: left + 10, top: bottom + 10 };
        let (one, two) = (LinkTarget::Section(SectionId::new(1)), LinkTarget::Section(SectionId::new(2)));
        let mut regions = Regions::default();
        regions.add(Some(one), Some(0), at(0, 100));
        regions.add(None, None, at(10, 100));
        regions.add(Some(one), Some(0), at(20, 102));
        regions.add(Some(one), Some(0), at(0, 80));
        regions.add(None, Some(1), at(10, 80));
        regions.add(Some(one), Some(2), at(20, 80));
        regions.add(Some(two), Some(3), at(30, 80));
        let found: Vec<_> = regions.all.iter().map(|r| (r.target, r.mcid, r.rectangle.left, r.rectangle.right)).collect();
        assert_eq!(found, [(one, 0, 0, 30), (one, 0, 0, 10), (one, 2, 20, 30), (two, 3, 30, 40)]);
    }
}
