//! Ids and links, both interned on sight. Ids are known by the file they stand in; `dead.rs` and `targets.rs` bring the two together
//! when everything has been read.

use crate::book::{BlockId, Link, LinkId, PageForm, SectionId};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::builder::Builder;
use crate::read::structure::{plain_id, slug, stem};
use crate::source::address::{self, AddressFault};
use crate::source::{SourceId, Span};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A reference whose words are not known yet; until then its key stands in their place.
#[derive(Clone, Debug)]
pub(super) struct Crossing {
    pub(super) link: LinkId,
    /// Path of the file that it stands in.
    pub(super) path: String,
    /// The key, or the address of a link.
    pub(super) key: String,
    /// What the reference says.
    pub(super) form: CrossingForm,
}

/// What a reference says of what it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CrossingForm {
    /// The name of what has a key: “Figure 3.2”. The number of an equation may stand in brackets.
    Name { bracketed: bool },
    /// The number alone.
    Number { bracketed: bool },
    /// The title of a page.
    PageTitle,
    /// The name of what a link without words leads to.
    Wordless,
    /// The number of the printed page.
    Page(PageForm),
}

impl CrossingForm {
    /// What stands behind an address, which is passed over there, so that every form has a link of its own.
    pub(super) fn sign(self) -> &'static str {
        const SPACES: &str = "         ";
        let count = match self {
            Self::Name { bracketed: false } | Self::PageTitle => 1,
            Self::Name { bracketed: true } => 2,
            Self::Number { bracketed: false } => 3,
            Self::Number { bracketed: true } => 4,
            Self::Wordless => 5,
            Self::Page(PageForm::Words) => 6,
            Self::Page(PageForm::Bracketed) => 7,
            Self::Page(PageForm::Number) => 8,
        };
        &SPACES[..count]
    }
}

/// Ids defined so far and links that wait for them.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Ids that authors gave, by id and file.
    pub(super) given: BTreeMap<(String, String), (Link, Span)>,
    /// The file that gave an id first.
    pub(super) first: BTreeMap<String, String>,
    /// What has a name in the book, which an id has unless it was taken.
    names: BTreeMap<String, Link>,
    /// The next number to try for a name that is taken.
    next: BTreeMap<String, usize>,
    /// Headings by file and by their words as GitHub makes ids of them.
    pub(super) headings: BTreeMap<(String, String), Link>,
    /// Headings by file and by their words as pandoc makes ids of them, where that is otherwise.
    pub(super) pandoc: BTreeMap<(String, String), Link>,
    /// How often a file has a heading with these words.
    repeated: BTreeMap<(String, String), usize>,
    /// Blocks that links can lead to, in the order they are written, until the headings before them are known.
    pending: VecDeque<Pending>,
    /// Links by file and address.
    links: BTreeMap<(String, String), LinkId>,
    /// Labels of chunks of code whose figures and tables are not in the book.
    pub(super) by_code: BTreeSet<String>,
    /// Links inside the book that are not resolved yet, in the order of their ids.
    pub(super) waiting: Vec<Waiting>,
}

/// A block that links can lead to although it is no heading of the book.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) block: BlockId,
    /// The block's id.
    pub(super) id: Option<String>,
    /// The words of a heading in a quotation or a list.
    pub(super) words: Option<String>,
    pub(super) span: Span,
}

/// A heading's `{#id}`, and the name it has in the book, which is another one if a heading before it has that.
#[derive(Debug)]
pub(super) struct GivenId {
    pub(super) id: String,
    pub(super) name: String,
}

/// A link inside the book: where it is written, to where, at every place.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) link: LinkId,
    pub(super) path: String,
    pub(super) address: String,
    /// Whether the address is a name in a wiki.
    pub(super) wiki: bool,
    pub(super) spans: Vec<Span>,
}

/// Defines an id that must be the only one in the book. The first one wins; a second one is reported as `code`, and false returned.
pub(super) fn define(builder: &mut Builder, code: Code, id: &str, link: Link, span: Span, diagnostics: &mut Diagnostics) -> bool {
    if let Some(file) = builder.labels.first.get(id) {
        let twice = Diagnostic::at(code, span, format!("the id `{id}` is given a second time"));
        let first = builder.labels.given.get(&(id.to_owned(), file.clone()));
        let twice = first.iter().fold(twice, |twice, (_, first)| twice.label(*first, "the first one"));
        diagnostics.push(twice.help("give one of them another id"));
        return false;
    }
    let path = builder.path(span.source).to_owned();
    builder.labels.first.insert(id.to_owned(), path.clone());
    builder.labels.names.insert(id.to_owned(), link.clone());
    builder.labels.given.insert((id.to_owned(), path), (link, span));
    true
}

/// Defines an id that other files may have too, as chapters of web books do. Returns the name of what carries it, which no other thing
/// in the book has: the id itself, if it is free.
pub(super) fn define_in_file(builder: &mut Builder, id: &str, link: Link, span: Span, diagnostics: &mut Diagnostics) -> String {
    let path = builder.path(span.source).to_owned();
    let labels = &mut builder.labels;
    let key = (id.to_owned(), path.clone());
    let plain = plain_id(id);
    let name = match (labels.given.get(&key).map(|(_, span)| *span), labels.first.get(id).cloned()) {
        (Some(first), _) => {
            let name = labels.free(&plain);
            let twice = Diagnostic::at(Code::DuplicateId, span, format!("the id `{id}` is given a second time in this file"));
            diagnostics.push(twice.label(first, "links lead to this one").help("give one of them another id"));
            name
        }
        (None, Some(first)) => {
            let name = labels.free(&format!("{}--{plain}", slug(stem(&path))));
            let message = format!("the id `{id}` is given in {first} too; here it is named `{name}`");
            diagnostics.push(
                Diagnostic::at(Code::IdInTwoFiles, span, message)
                    .help(format!("from another file, link to `{}#{id}`", path.rsplit('/').next().unwrap_or(&path))),
            );
            labels.given.insert(key, (link.clone(), span));
            name
        }
        (None, None) => {
            labels.first.insert(id.to_owned(), path);
            labels.given.insert(key, (link.clone(), span));
            labels.free(&plain)
        }
    };
    labels.names.insert(name.clone(), link);
    name
}

/// Makes an id of HTML known that leads to what has a name of its own, or is to have one. Right before a heading `<a id="x">` says the
/// same as its `{#x}`. Returns the name that it may have.
pub(super) fn lead_to(builder: &mut Builder, id: &str, link: Link, span: Span, diagnostics: &mut Diagnostics) -> Option<String> {
    let key = (id.to_owned(), builder.path(span.source).to_owned());
    let known = builder.labels.given.get(&key).is_some_and(|(known, _)| *known == link);
    (!known).then(|| define_in_file(builder, id, link, span, diagnostics))
}

/// Leads what leads to blocks from `first` on, which were joined, to the one that they became.
pub(super) fn moved(builder: &mut Builder, first: BlockId, joined: BlockId) {
    for pending in builder.labels.pending.iter_mut().rev().take_while(|pending| pending.block >= first) {
        pending.block = joined;
    }
}

impl Labels {
    /// Whether a link leads to a place in the book that is not known yet.
    pub(super) fn is_waiting(&self, link: LinkId) -> bool {
        self.waiting.binary_search_by_key(&link, |waiting| waiting.link).is_ok()
    }

    /// What a key leads to from a file: in that, if it has the key, else in the book.
    pub(super) fn known(&self, key: &str, path: &str) -> Option<&Link> {
        let of = |path: &str| self.given.get(&(key.to_owned(), path.to_owned())).map(|(link, _)| link);
        of(path).or_else(|| of(self.first.get(key)?))
    }

    /// The name wanted, or that with a number if it is taken.
    fn free(&mut self, wanted: &str) -> String {
        if !self.names.contains_key(wanted) {
            return wanted.to_owned();
        }
        let next = self.next.entry(wanted.to_owned()).or_insert(2);
        loop {
            let name = format!("{wanted}-{next}");
            *next += 1;
            if !self.names.contains_key(&name) {
                return name;
            }
        }
    }
}

/// Makes a heading known by its words, for links such as `#the-first-part`.
pub(super) fn heading(builder: &mut Builder, source: SourceId, title: &str, heading: Link) {
    let path = builder.path(source).to_owned();
    let plain = github(title);
    let count = builder.labels.repeated.entry((path.clone(), plain.clone())).or_insert(0);
    let slug = if *count == 0 { plain } else { format!("{plain}-{count}") };
    *count += 1;
    let other = pandoc(title);
    if other != slug && !other.is_empty() {
        // Of equal ones the first has the id, as there; the next ones have a number.
        let twins = (0..).map(|n| if n == 0 { other.clone() } else { format!("{other}-{n}") });
        let free = twins.take(MOST_TWINS).find(|id| !builder.labels.pandoc.contains_key(&(path.clone(), id.clone())));
        builder.labels.pandoc.extend(free.map(|id| ((path.clone(), id), heading.clone())));
    }
    builder.labels.headings.entry((path, slug)).or_insert(heading);
}

/// Keeps a block to be made known in its turn: of two equal ids the first one counts.
pub(super) fn wait(builder: &mut Builder, pending: Pending) {
    builder.labels.pending.push_back(pending);
}

/// Makes the waiting blocks known that stand before a byte of their file, or all.
pub(super) fn catch_up(builder: &mut Builder, before: Option<u32>, diagnostics: &mut Diagnostics) {
    let in_turn = |next: &Pending| before.is_none_or(|before| next.span.start < before);
    while builder.labels.pending.front().is_some_and(in_turn) {
        let Some(Pending { block, id, words, span }) = builder.labels.pending.pop_front() else { break };
        let link = Link::Block(block);
        if let Some(words) = words {
            heading(builder, span.source, &words, link.clone());
        }
        if let Some(id) = id {
            let name = lead_to(builder, &id, link, span, diagnostics);
            let stored = &mut builder.book.blocks[block.index()];
            stored.id = stored.id.take().or(name);
        }
    }
}

/// Headings of a file that can have the same id of pandoc's but for a number.
const MOST_TWINS: usize = 50;

/// A heading's words as pandoc makes an id of them: full stops are kept, and what stands before the first letter is not.
pub(super) fn pandoc(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_' | '.'));
    let low: String = kept.flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = low.split_whitespace().collect();
    words.join("-").trim_start_matches(|c: char| !c.is_alphabetic()).to_owned()
}

/// A heading's words as GitHub makes an id of them.
pub(super) fn github(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The link to an address as written in `source`; none if no book may hold it (reported), so that its words stand alone.
pub(super) fn link(builder: &mut Builder, source: SourceId, address: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<LinkId> {
    let key = (builder.path(source).to_owned(), address.to_owned());
    if let Some(&link) = builder.labels.links.get(&key) {
        if let Ok(index) = builder.labels.waiting.binary_search_by_key(&link, |waiting| waiting.link) {
            builder.labels.waiting[index].spans.push(span);
        }
        return Some(link);
    }
    let outside = match outside(address.trim()) {
        Ok(outside) => outside,
        Err(fault) => {
            diagnostics.push(refused(address, fault, span));
            return None;
        }
    };
    let link = LinkId::new(builder.book.links.len());
    if outside.is_none() {
        let (path, address) = key.clone();
        builder.labels.waiting.push(Waiting { link, path, address, wiki: false, spans: vec![span] });
    }
    builder.book.links.push(Link::Address(outside.unwrap_or_default()));
    builder.labels.links.insert(key, link);
    Some(link)
}

/// The link to what `name` means in a wiki: a note by its name alone, a heading in it behind `#`, a paragraph behind `#^`.
pub(super) fn wiki_link(builder: &mut Builder, source: SourceId, name: &str, span: Span) -> Option<LinkId> {
    let path = builder.path(source).to_owned();
    let key = (path.clone(), format!("[[{name}]]"));
    if let Some(&link) = builder.labels.links.get(&key) {
        if let Ok(index) = builder.labels.waiting.binary_search_by_key(&link, |waiting| waiting.link) {
            builder.labels.waiting[index].spans.push(span);
        }
        return Some(link);
    }
    let link = LinkId::new(builder.book.links.len());
    builder.labels.waiting.push(Waiting { link, path, address: name.to_owned(), wiki: true, spans: vec![span] });
    builder.book.links.push(Link::Address(String::new()));
    builder.labels.links.insert(key, link);
    Some(link)
}

/// The address of a place outside the book as it is to be written, none if it leads to one inside, or why it may not stand in a book.
fn outside(address: &str) -> Result<Option<String>, AddressFault> {
    if address.is_empty() {
        return Err(AddressFault::Empty);
    }
    // A browser would take the scheme of the page, which is nearly always this one.
    let whole = address.starts_with("//").then(|| format!("https:{address}"));
    match (whole, address::scheme(address)) {
        (Some(whole), _) => address::written(&whole).map(Some),
        (None, Some(_)) => address::written(address).map(Some),
        (None, None) => Ok(None),
    }
}

fn refused(address: &str, fault: AddressFault, span: Span) -> Diagnostic {
    let message = match fault {
        AddressFault::Empty if address.trim().is_empty() => "this link has no address; its words stand without it".to_owned(),
        _ => format!("the link to `{}` was left out, its words stand: {}", short(address), fault.reason()),
    };
    let help = match fault {
        AddressFault::Empty | AddressFault::Forbidden => "link to a web address, to `#id`, or to a file of the book",
        AddressFault::Scheme => "link to a web address that leads there, or put the address into the text",
        _ => "correct the address, or take the link out",
    };
    Diagnostic::at(Code::BadAddress, span, message).of(fault.reason()).help(help)
}

pub(super) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Makes the last headings known and settles names, so that links can be resolved.
pub(super) fn settle(builder: &mut Builder, diagnostics: &mut Diagnostics) {
    catch_up(builder, None, diagnostics);
    rename_sections(builder);
}

/// A name made of a title gives way to a note's or paragraph's id that turned up later.
fn rename_sections(builder: &mut Builder) {
    let mut taken: BTreeSet<String> = builder.book.sections.iter().map(|section| section.slug.clone()).collect();
    for (index, section) in builder.book.sections.iter_mut().enumerate() {
        let own = Link::Section(SectionId::new(index));
        if builder.labels.names.get(&section.slug).is_some_and(|link| *link != own) {
            let free = (2..).map(|n| format!("{}-{n}", section.slug));
            let slug = free.into_iter().find(|slug| !taken.contains(slug) && !builder.labels.names.contains_key(slug));
            section.slug = slug.expect("one of endless names is free");
            taken.insert(section.slug.clone());
        }
    }
}

/// A path beside another one, `.` and `..` worked out; none if it leads out of the book.
pub(super) fn beside(path: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_sorted_into_outside_inside_and_forbidden() {
        for address in ["https://a.example/x?y#z", "HTTP://a.example", "mailto:a@b.example", "tel:+49"] {
            assert_eq!(outside(address), Ok(Some(address.to_owned())), "{address}");
        }
        assert_eq!(outside("//a.example/b"), Ok(Some("https://a.example/b".to_owned())));
        for address in ["#id", "a.md", "b/a.md#x:y", "../a.md", "/about/", "@/posts/a.md", "{{ site.url }}/a"] {
            assert_eq!(outside(address), Ok(None), "{address}");
        }
        for address in ["", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "https:x", "//a..b"] {
            assert!(outside(address).is_err(), "{address}");
        }
    }

    #[test]
    fn paths_are_worked_out_beside_the_linking_file() {
        assert_eq!(beside("text/one.md", "two.md").as_deref(), Some("text/two.md"));
        assert_eq!(beside("text/one.md", "../x/./a.png").as_deref(), Some("x/a.png"));
        assert_eq!(beside("one.md", "../a.png"), None);
        assert_eq!(github("The “First” Part: 1.2"), "the-first-part-12");
        assert_eq!(["1.2 Node.js  & co", "3. Applications", "33"].map(pandoc), ["node.js-co", "applications", ""]);
    }
}
