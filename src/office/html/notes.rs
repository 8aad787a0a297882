//! Notes of pages: which links call one, and what of the page is its text. Nothing in HTML says so; pages say it by roles, by classes,
//! by raised figures that lead to where a link leads back. Other short links lead to notes, sections and paragraphs too, as “see [2]”
//! does: they stay links.

use super::entry::BoundEntry;
use super::place::{WebDocuments, WebTarget};
use super::tokens::WebTag;
use super::tree::{WebNode, WebPage, is_block};
use std::collections::{BTreeMap, BTreeSet};

/// Links of a note's text that are looked at for one that leads back.
const MOST_LINKS: usize = 100;

/// A node of one of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WebSpot {
    pub(super) page: usize,
    pub(super) node: usize,
}

/// A note, or a comment that a program wrote as one.
#[derive(Debug)]
pub(super) struct WebNote {
    /// The element that is its text.
    pub(super) block: WebSpot,
    pub(super) is_endnote: bool,
    /// Whether the note is a comment.
    pub(super) is_remark: bool,
    /// What calls it.
    pub(super) label: String,
}

/// The notes of some pages.
#[derive(Debug, Default)]
pub(super) struct WebNotes {
    pub(super) all: Vec<WebNote>,
    /// Links that call a note, with its number.
    pub(super) calls: BTreeMap<WebSpot, usize>,
    /// Elements that are the text of a note, with its number.
    pub(super) blocks: BTreeMap<WebSpot, usize>,
    /// Links in notes that lead back.
    pub(super) back: BTreeSet<WebSpot>,
    /// Notes that are entries of a commentary, by their numbers.
    pub(super) entries: BTreeMap<usize, BoundEntry>,
}

/// A link within the pages.
#[derive(Debug)]
struct WebLink {
    spot: WebSpot,
    to: WebSpot,
}

impl WebNotes {
    /// Finds the notes of some pages.
    pub(super) fn find(pages: &WebDocuments) -> Self {
        let links = links(pages);
        let targets: BTreeSet<WebSpot> = links.iter().map(|link| link.to).collect();
        // What a link in an element leads to, by the element's place.
        let mut leads: BTreeMap<WebSpot, WebSpot> = BTreeMap::new();
        for link in &links {
            leads.insert(link.spot, link.to);
        }
        let mut notes = Self::default();
        // A link that may as well be one to a note that others call is looked at when those are known.
        let mut perhaps = Vec::new();
        for link in &links {
            let page = &pages.all[link.spot.page].page;
            let Some(call) = WebCall::of(page, link.spot.node) else { continue };
            if notes.back.contains(&link.spot) {
                continue;
            }
            let of = &pages.all[link.to.page].page;
            let Some(block) = block(of, link.to, &targets) else { continue };
            let end = of.nodes[block.node].end;
            // What calls a note stands outside of it, and before it.
            if link.spot.page == block.page && link.spot.node >= block.node || notes.lies_in_one(pages, block) {
                continue;
            }
            let inside = || leads.range(block..WebSpot { node: end, ..block }).take(MOST_LINKS);
            let back: Vec<WebSpot> = inside().filter(|(_, to)| is_near(pages, **to, link.spot)).map(|(spot, _)| *spot).collect();
            // Of a book of our own every call says so; other links lead to notes too.
            if pages.is_bound && !call.is_told {
                continue;
            }
            let returns = back.iter().any(|back| returns(of, block.node, back.node, &call.label));
            match call.certainty(NoteTarget::of(of, block.node), returns) {
                CallCertainty::Call => notes.take(of, block, &call, link.spot, back),
                CallCertainty::UnlessCalled => perhaps.push((block, call, link.spot, back)),
                CallCertainty::Link => {}
            }
        }
        for (block, call, spot, back) in perhaps {
            let is_called = notes.blocks.contains_key(&block);
            if !is_called && !notes.back.contains(&spot) && !notes.lies_in_one(pages, block) {
                notes.take(&pages.all[block.page].page, block, &call, spot, back);
            }
        }
        notes
    }

    fn take(&mut self, of: &WebPage, block: WebSpot, call: &WebCall, spot: WebSpot, back: Vec<WebSpot>) {
        let number = *self.blocks.entry(block).or_insert_with(|| {
            let tag = of.nodes[block.node].tag();
            let ids: String = ids(of, block.node).collect::<Vec<_>>().join(" ").to_ascii_lowercase();
            let is_endnote = ids.contains("edn") || ids.contains("endnote") || tag.is_some_and(|tag| tag.is_part(&["endnote", "rearnote"]));
            let is_remark = ids.contains("cmnt") || ids.contains("_msocom");
            self.all.push(WebNote { block, is_endnote, is_remark, label: call.label.clone() });
            self.all.len() - 1
        });
        self.calls.insert(spot, number);
        self.back.extend(back);
    }

    /// Whether a place lies in the text of a note that was found, or holds one.
    fn lies_in_one(&self, pages: &WebDocuments, spot: WebSpot) -> bool {
        let before = self.blocks.range(..spot).next_back();
        let first = WebSpot { node: spot.node + 1, ..spot };
        let end = WebSpot { node: pages.all[spot.page].page.nodes[spot.node].end, ..spot };
        before.is_some_and(|(block, _)| block.page == spot.page && pages.all[block.page].page.nodes[block.node].end > spot.node)
            || first < end && self.blocks.range(first..end).next().is_some()
    }
}

/// What a link looks like that may call a note.
struct WebCall {
    label: String,
    is_told: bool,
    is_raised: bool,
    is_short: bool,
}

/// The certainty that a link calls a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CallCertainty {
    Call,
    /// The link calls the note if no other one does.
    UnlessCalled,
    Link,
}

/// What a page says of the element that a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoteTarget {
    /// The element is a note.
    Note,
    /// The element stands among notes.
    AmongNotes,
    /// Nothing is said.
    Unknown,
    /// The element is part of the text: it holds a heading, or is a figure, a table or all notes.
    Text,
}

impl NoteTarget {
    fn of(page: &WebPage, node: usize) -> Self {
        let is = |node: usize, is: &dyn Fn(&WebTag) -> bool| page.nodes[node].tag().is_some_and(is);
        if is(node, &holds_notes) {
            return Self::Text;
        }
        let is_note = |tag: &WebTag| {
            tag.is_part(&["footnote", "endnote", "rearnote"]) || ["footnote", "endnote", "msocomtxt"].iter().any(|class| tag.is(class))
        };
        let around = || ancestors(page, node).take(3);
        if is(node, &is_note) || ids(page, node).any(is_note_id) || around().any(|node| is(node, &is_note)) {
            return Self::Note;
        }
        let is_text = |tag: &WebTag| {
            matches!(
                tag.name.as_str(),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "figure" | "figcaption" | "caption" | "table" | "nav" | "section"
            )
        };
        let holds = (node..page.nodes[node].end.min(node + MOST_NODES)).any(|node| is(node, &is_text));
        let lies_in = || around().any(|node| is(node, &|tag| matches!(tag.name.as_str(), "figure" | "figcaption" | "caption" | "nav")));
        match (holds || lies_in(), around().any(|node| is(node, &holds_notes))) {
            (true, _) => Self::Text,
            (false, true) => Self::AmongNotes,
            (false, false) => Self::Unknown,
        }
    }
}

/// Nodes of an element that are looked at for a heading.
const MOST_NODES: usize = 200;

/// Words of links that lead back from a note.
const BACK: [&str; 8] = ["back", "return", "zurück", "retour", "volver", "torna", "voltar", "назад"];

/// Whether a link in a note is one that leads back: an arrow, a word for it, or the label of the note at its head or its end. A link in the
/// midst of a text that leads to a paragraph is another reference.
fn returns(page: &WebPage, block: usize, link: usize, label: &str) -> bool {
    let end = page.nodes[link].end;
    let own: String = page.nodes[link..end.min(link + 12)].iter().filter_map(WebNode::words).collect();
    let own = own.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '*' | '†' | '‡' | '§')).to_lowercase();
    let is_told = |node: usize| {
        page.nodes[node].tag().is_some_and(|tag| {
            let known = ["footnote-back", "footnote-backref", "backlink", "mw-cite-backlink", "reversefootnote"];
            tag.is_part(&["backlink"]) || known.iter().any(|class| tag.is(class))
        })
    };
    if own.is_empty() || BACK.contains(&own.as_str()) || is_told(link) || ancestors(page, link).take(3).any(is_told) {
        return true;
    }
    let says = |nodes: std::ops::Range<usize>| {
        page.nodes[nodes].iter().filter_map(WebNode::words).any(|words| words.contains(char::is_alphanumeric))
    };
    let label = label.trim_matches(|c: char| c == '.').to_lowercase();
    own == label && (!says(block..link) || !says(end..page.nodes[block].end))
}

/// Classes of links that call a note.
const CALLING: [&str; 12] = [
    "footnote-ref",
    "footnoteref",
    "footnote-reference",
    "noteref",
    "note-ref",
    "sdfootnoteanc",
    "sdendnoteanc",
    "fnref",
    "footnote-anchor",
    "msocomanchor",
    "footnotecall",
    "fn-ref",
];

impl WebCall {
    /// The call that a link may be; none if it is too long for one.
    fn of(page: &WebPage, node: usize) -> Option<Self> {
        let end = page.nodes[node].end.min(node + 12);
        let words: String = page.nodes[node..end].iter().filter_map(WebNode::words).collect();
        let label = words.trim().trim_matches(['[', ']', '(', ')']).trim().to_owned();
        let tag = page.nodes[node].tag()?;
        let is_told = tag.is_part(&["noteref"]) || CALLING.iter().any(|class| tag.is(class));
        if label.chars().count() > 12 || label.is_empty() && !is_told {
            return None;
        }
        let raises = |node: &WebNode| {
            node.tag().is_some_and(|tag| tag.name == "sup" || tag.is("MsoFootnoteReference") || tag.is("MsoEndnoteReference"))
        };
        let around = ancestors(page, node).take(3).any(|around| raises(&page.nodes[around]));
        let is_raised = around || page.nodes[node..end].iter().any(raises);
        let is_figure = label.chars().all(|c| c.is_ascii_digit()) || matches!(label.as_str(), "*" | "**" | "***" | "†" | "‡" | "§");
        let is_short = is_figure || words.trim().starts_with('[') && label.chars().count() <= 4;
        Some(Self { label, is_told, is_raised, is_short })
    }

    /// Whether the link calls what it leads to; `returns` if a link leads back from there.
    fn certainty(&self, target: NoteTarget, returns: bool) -> CallCertainty {
        let is_mark = self.is_raised || self.is_short;
        match target {
            _ if self.is_told => CallCertainty::Call,
            NoteTarget::Text => CallCertainty::Link,
            _ if is_mark && returns => CallCertainty::Call,
            NoteTarget::Note | NoteTarget::AmongNotes if self.is_raised => CallCertainty::Call,
            NoteTarget::Note => CallCertainty::UnlessCalled,
            NoteTarget::AmongNotes if is_mark => CallCertainty::UnlessCalled,
            NoteTarget::AmongNotes | NoteTarget::Unknown => CallCertainty::Link,
        }
    }
}

/// The elements around a node, from the nearest on.
pub(super) fn ancestors(page: &WebPage, node: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(node), |at| Some(page.nodes[*at].parent).filter(|parent| parent != at)).skip(1)
}

/// Links of the pages to places in them.
fn links(pages: &WebDocuments) -> Vec<WebLink> {
    let mut places = BTreeMap::new();
    for (page, document) in pages.all.iter().enumerate() {
        for (node, own) in document.page.nodes.iter().enumerate() {
            for id in own.tag().iter().flat_map(|tag| tag.ids()) {
                places.entry((page, id.to_owned())).or_insert(node);
            }
        }
    }
    let mut links = Vec::new();
    for (page, document) in pages.all.iter().enumerate() {
        for (node, own) in document.page.nodes.iter().enumerate() {
            let address = own.tag().filter(|tag| tag.name == "a").and_then(|tag| tag.get("href"));
            if let Some(WebTarget::Place(to, Some(id))) =
                address.filter(|address| address.contains('#')).map(|address| pages.target(page, address))
                && let Some(&place) = places.get(&(to, id))
            {
                links.push(WebLink { spot: WebSpot { page, node }, to: WebSpot { page: to, node: place } });
            }
        }
    }
    links
}

fn is_text_block(tag: &WebTag) -> bool {
    is_block(&tag.name)
        && !matches!(
            tag.name.as_str(),
            "body" | "main" | "article" | "hr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ol" | "ul" | "table"
        )
}

/// The element that is the text of the note to which a link leads.
fn block(page: &WebPage, target: WebSpot, targets: &BTreeSet<WebSpot>) -> Option<WebSpot> {
    let is_text = |node: usize| page.nodes[node].tag().is_some_and(is_text_block);
    let mut at = if is_text(target.node) { target.node } else { ancestors(page, target.node).take(6).find(|node| is_text(*node))? };
    // What goes around it is the note, if it begins with it and no other link leads into it.
    for _ in 0..4 {
        let around = page.nodes[at].parent;
        let holds = |tag: &WebTag| matches!(tag.name.as_str(), "div" | "aside" | "li" | "dd") && !holds_notes(tag);
        if around == at || !page.nodes[around].tag().is_some_and(holds) {
            break;
        }
        let first = WebSpot { node: around, ..target };
        let last = WebSpot { node: page.nodes[around].end, ..target };
        let inside = targets.range(first..last).filter(|other| other.node != target.node && other.node != around);
        let is_white = |node: &WebNode| node.words().is_some_and(|words| words.trim().is_empty());
        let before = at - around > 50 || !page.nodes[around + 1..at].iter().all(is_white);
        if before || inside.take(1).count() > 0 {
            break;
        }
        at = around;
    }
    Some(WebSpot { node: at, ..target })
}

fn ids(page: &WebPage, node: usize) -> impl Iterator<Item = &str> {
    let end = page.nodes[node].end.min(node + 6);
    page.nodes[node..end].iter().filter_map(WebNode::tag).flat_map(WebTag::ids)
}

/// Whether an element is all the notes of a text.
fn holds_notes(tag: &WebTag) -> bool {
    let all = ["footnotes", "endnotes", "rearnotes"];
    tag.is_part(&all) || all.iter().any(|class| tag.is(class))
}

/// Whether an id is one that programs give to notes.
fn is_note_id(id: &str) -> bool {
    let id = id.trim_start_matches('_').to_ascii_lowercase();
    let starts = ["ftn", "edn", "ftnt", "cmnt", "msocom", "sdfootnote", "sdendnote", "fn", "footnote", "endnote"];
    starts.iter().any(|start| {
        let rest = id.strip_prefix(start).map(|rest| rest.trim_start_matches(['-', '_', ':', '.']));
        rest.is_some_and(|rest| rest.trim_end_matches("sym").bytes().all(|c| c.is_ascii_digit()) && !rest.is_empty())
    })
}

/// Whether a place is that of a link, or is around it within its line.
fn is_near(pages: &WebDocuments, place: WebSpot, link: WebSpot) -> bool {
    let nodes = &pages.all[link.page].page.nodes;
    let (node, end) = (place.node, nodes.get(place.node).map_or(0, |node| node.end));
    place.page == link.page
        && (node <= link.node && link.node < end.max(node + 3) || link.node < node && node < nodes[link.node].end.max(link.node + 2))
}
