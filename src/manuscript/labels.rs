//! Ids and the links to them: both are interned on sight and brought together when everything has been read.

use super::markdown::Builder;
use crate::book::{BlockKind, ChapterId, Link, LinkId, SectionId};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Ids defined so far and links that wait for them.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Ids that authors gave, unique in the book, and where.
    given: BTreeMap<String, (Link, Span)>,
    /// Headings by file and by their words as GitHub makes ids of them.
    headings: BTreeMap<(String, String), SectionId>,
    /// How often a file has a heading with these words.
    repeated: BTreeMap<(String, String), usize>,
    /// Links by file and address.
    links: BTreeMap<(String, String), LinkId>,
    /// Links inside the book that are not resolved yet: the link, the linking file, the address, every place.
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    link: LinkId,
    path: String,
    address: String,
    spans: Vec<Span>,
}

/// Defines an id of the author's. The first one wins; a second one is reported as `code`, and false returned.
pub(super) fn define(builder: &mut Builder, code: Code, id: &str, link: Link, span: Span, found: &mut Diagnostics) -> bool {
    if let Some((_, first)) = builder.labels.given.get(id) {
        let twice = Diagnostic::at(code, span, format!("the id `{id}` is given a second time"));
        found.push(twice.label(*first, "the first one").help("give one of them another id"));
        return false;
    }
    builder.labels.given.insert(id.to_owned(), (link, span));
    true
}

/// Makes a heading known by its words, for links such as `#the-first-part`.
pub(super) fn heading(builder: &mut Builder, source: SourceId, title: &str, section: SectionId) {
    let path = builder.path(source).to_owned();
    let plain = github(title);
    let count = builder.labels.repeated.entry((path.clone(), plain.clone())).or_insert(0);
    let slug = if *count == 0 { plain } else { format!("{plain}-{count}") };
    *count += 1;
    builder.labels.headings.entry((path, slug)).or_insert(section);
}

/// A heading's words as GitHub makes an id of them.
fn github(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The link to an address as written in `source`; none if no book may hold it (reported).
pub(super) fn link(builder: &mut Builder, source: SourceId, address: &str, span: Span, found: &mut Diagnostics) -> Option<LinkId> {
    let key = (builder.path(source).to_owned(), address.to_owned());
    if let Some(&link) = builder.labels.links.get(&key) {
        if let Ok(index) = builder.labels.waiting.binary_search_by_key(&link, |waiting| waiting.link) {
            builder.labels.waiting[index].spans.push(span);
        }
        return Some(link);
    }
    let outside = match outside(address) {
        Ok(outside) => outside,
        Err(why) => {
            found.push(Diagnostic::at(Code::BadAddress, span, why).help("link to a web address, to `#id`, or to a file of the book"));
            return None;
        }
    };
    let link = LinkId::new(builder.book.links.len());
    if !outside {
        let (path, address) = key.clone();
        builder.labels.waiting.push(Waiting { link, path, address, spans: vec![span] });
    }
    builder.book.links.push(Link::Address(encoded(address)));
    builder.labels.links.insert(key, link);
    Some(link)
}

/// Whether an address leads out of the book, or why it may not stand in one.
fn outside(address: &str) -> Result<bool, String> {
    if address.trim().is_empty() {
        return Err("this link has no address".to_owned());
    }
    let end = address.find([':', '/', '?', '#']).unwrap_or(address.len());
    if address.as_bytes().get(end) != Some(&b':') {
        return if address.starts_with("//") || address.starts_with('/') {
            Err(format!("`{}` is an address without a scheme", short(address)))
        } else {
            Ok(false)
        };
    }
    let (scheme, rest) = (address[..end].to_ascii_lowercase(), &address[end + 1..]);
    let fits = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '[')),
        "mailto" | "tel" => !rest.is_empty(),
        _ => return Err(format!("a book must not hold addresses of the kind `{}:`", short(&scheme))),
    };
    if fits { Ok(true) } else { Err(format!("`{}` is not a whole address", short(address))) }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// The address with the characters that no URL may hold written as `%XX`.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.trim().chars() {
        if c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c) {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Leads every waiting link where it belongs, and reports those that lead nowhere.
pub(super) fn resolve(builder: &mut Builder, found: &mut Diagnostics) {
    rename_sections(builder);
    let labels = std::mem::take(&mut builder.labels);
    let slugs: BTreeMap<String, SectionId> =
        builder.book.sections.iter().enumerate().map(|(index, section)| (section.slug.clone(), SectionId::new(index))).collect();
    let mut files: BTreeMap<&str, ChapterId> = BTreeMap::new();
    for (index, chapter) in builder.book.chapters.iter().enumerate() {
        files.entry(chapter.path.as_str()).or_insert(ChapterId::new(index));
    }
    let (mut resolved, mut dead) = (Vec::new(), BTreeSet::new());
    for waiting in &labels.waiting {
        let (file, id) = waiting.address.split_once('#').map_or((waiting.address.as_str(), None), |(file, id)| (file, Some(id)));
        let (file, id) = (decoded(file.split('?').next().unwrap_or("")), id.map(decoded));
        let path = if file.is_empty() { Some(waiting.path.clone()) } else { beside(&waiting.path, &file) };
        let target = match (&path, &id) {
            (Some(path), Some(id)) if !id.is_empty() => {
                let here = || labels.headings.get(&(path.clone(), id.clone())).copied().map(Link::Section);
                let given = || labels.given.get(id).map(|(link, _)| link.clone());
                let made = || slugs.get(id).copied().map(Link::Section);
                let known = file.is_empty() || builder.paths.values().any(|known| known == path);
                if known { given().or_else(here).or_else(made) } else { None }
            }
            (Some(path), _) => files.get(path.as_str()).copied().map(Link::Chapter),
            _ => None,
        };
        if let Some(target) = target {
            resolved.push((waiting.link, target));
            continue;
        }
        let help = match (&id, &path) {
            (Some(id), Some(path)) if file.is_empty() || files.contains_key(path.as_str()) => {
                let of_file = labels.headings.keys().filter(|(known, _)| known == path).map(|(_, slug)| slug.as_str());
                nearest(id, labels.given.keys().map(String::as_str).chain(of_file)).map(|near| format!("link to `{file}#{near}`"))
            }
            _ => nearest(&file, files.keys().copied()).map(|near| format!("link to `{near}`, which is in the book")),
        };
        let help = help.unwrap_or_else(|| "link to a heading, to an id given as `{#id}`, or to a file of the book".to_owned());
        dead.insert(waiting.link);
        for &span in &waiting.spans {
            let message = format!("`{}` is nowhere in the book", short(&waiting.address));
            found.push(Diagnostic::at(Code::BrokenLink, span, message).help(&help));
        }
    }
    for (link, target) in resolved {
        builder.book.links[link.index()] = target;
    }
    unlink(builder, &dead);
    builder.labels = labels;
}

/// Takes links off the words that they were on.
fn unlink(builder: &mut Builder, dead: &BTreeSet<LinkId>) {
    for block in builder.book.blocks.iter_mut().filter(|_| !dead.is_empty()) {
        if let BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) | BlockKind::Code { prose, .. } = &mut block.kind {
            prose.runs.iter_mut().for_each(|run| run.link = run.link.filter(|link| !dead.contains(link)));
        }
    }
}

/// A name made of a title gives way to a note's or paragraph's id that turned up later.
fn rename_sections(builder: &mut Builder) {
    let mut taken: BTreeSet<String> = builder.book.sections.iter().map(|section| section.slug.clone()).collect();
    for (index, section) in builder.book.sections.iter_mut().enumerate() {
        let own = Link::Section(SectionId::new(index));
        if builder.labels.given.get(&section.slug).is_some_and(|(link, _)| *link != own) {
            let free = (2..).map(|n| format!("{}-{n}", section.slug));
            let slug = free.into_iter().find(|slug| !taken.contains(slug) && !builder.labels.given.contains_key(slug));
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

/// A path or id with its `%XX` read as bytes; as it is if they make no text.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_sorted_into_outside_inside_and_forbidden() {
        for address in ["https://a.example/x?y#z", "HTTP://a.example", "mailto:a@b.example", "tel:+49"] {
            assert_eq!(outside(address), Ok(true), "{address}");
        }
        for address in ["#id", "a.md", "b/a.md#x:y", "../a.md"] {
            assert_eq!(outside(address), Ok(false), "{address}");
        }
        for address in
            ["", " ", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.example", "http://", "https:x", "/etc"]
        {
            assert!(outside(address).is_err(), "{address}");
        }
        assert_eq!(encoded("https://a.example/a b\"é"), "https://a.example/a%20b%22é");
    }

    #[test]
    fn paths_are_worked_out_beside_the_linking_file() {
        assert_eq!(beside("text/one.md", "two.md").as_deref(), Some("text/two.md"));
        assert_eq!(beside("text/one.md", "../x/./a.png").as_deref(), Some("x/a.png"));
        assert_eq!(beside("one.md", "../a.png"), None);
        assert_eq!(decoded("a%20b%C3%A9%zz%"), "a bé%zz%");
        assert_eq!(github("The “First” Part: 1.2"), "the-first-part-12");
    }
}
