//! Templates in the place of an address or at its head: those that name a file of the book, or the root of a site, are read; with
//! any other one the words stand without their link.

use super::constructs::Construct;
use super::fate::foreign;
use super::signs::SPACE;
use super::walk::DialectWalk;
use std::ops::Range;

/// What stands for the root of a site, which is the book's folder here.
const ROOTS: [&str; 11] = [
    "site.url",
    "site.baseurl",
    ".Site.BaseURL",
    "$.Site.BaseURL",
    "site.BaseURL",
    ".Site.Home.Permalink",
    "config.base_url",
    "get_url(path=\"\")",
    "base_url",
    "baseurl",
    "book.root",
];
/// Filters that make an address of a path.
const FILTERS: [&str; 7] = ["relative_url", "absolute_url", "relURL", "absURL", "relLangURL", "absLangURL", "url"];

/// Reads the address whose bracket `(` is at `at` if a template is in it; `open` is the bracket of its words.
pub(super) fn address(walk: &mut DialectWalk<'_>, open: usize, at: usize, picture: bool) -> bool {
    let near = walk.near(at + 1);
    let before = near.split(')').next().unwrap_or("");
    if !before.contains("{{") && !before.contains("{%") {
        return false;
    }
    let bytes = near.as_bytes();
    let (mut templates, mut here, mut depth, mut known, mut head) = (Vec::new(), 0, 0_usize, true, true);
    let close = loop {
        match bytes.get(here) {
            None => return false,
            Some(b'{') if matches!(bytes.get(here + 1), Some(b'{' | b'%')) => {
                let closes = if bytes[here + 1] == b'{' { "}}" } else { "%}" };
                let Some(length) = near[here + 2..].find(closes) else { return false };
                let range = here..here + length + 4;
                let meant = meant(&near[range.clone()]);
                known &= head && meant.is_some();
                templates.push((range.clone(), meant.map(|meant| here + meant.start..here + meant.end)));
                here = range.end;
                continue;
            }
            Some(b')') if depth == 0 => break here,
            Some(b')') => depth -= 1,
            Some(b'(') => depth += 1,
            Some(b' ') => {}
            Some(_) => head = false,
        }
        here += 1;
    };
    let from = at + 1;
    // Nothing but a remark can begin in what is left of it.
    walk.plain_until = from + close;
    if known {
        for (range, kept) in templates {
            let kept = kept.unwrap_or_default();
            walk.copy.set(from + range.start..from + kept.start.max(range.start), b' ');
            walk.copy.set(from + kept.end.max(range.start)..from + range.end, b' ');
            for space in kept.clone().filter(|&byte| bytes[byte] == b' ') {
                walk.copy.set(from + space..from + space + 1, SPACE);
            }
        }
        return true;
    }
    for (range, meant) in templates {
        if meant.is_none() {
            let construct = match bytes.get(range.start + 1..range.start + 3) {
                Some(b"{<" | b"{%") => Construct::Shortcode,
                Some([b'%', _]) => Construct::Liquid,
                _ => Construct::Template,
            };
            foreign(walk, construct, from + range.start..from + range.end);
        }
    }
    walk.copy.cut(open - usize::from(picture)..open + 1);
    walk.copy.cut(at - 1..from + close + 1);
    true
}

/// The path that a template names, as a stretch of it: empty for the root. None if it means anything else.
pub(super) fn meant(template: &str) -> Option<Range<usize>> {
    let inner = template.trim_matches(['{', '}', '%', '<', '>', '-', ' ']);
    let mut piped = inner.split('|').map(str::trim);
    if piped.next().is_some_and(|first| ROOTS.contains(&first)) && piped.all(|filter| FILTERS.contains(&filter)) {
        return Some(0..0);
    }
    let (name, rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let quoted = |text: &'_ str| -> Option<String> {
        let from = text.find(['"', '\''])?;
        let quote = text[from..].chars().next()?;
        text[from + 1..].split(quote).next().map(str::to_owned)
    };
    let path = match name {
        "ref" | "relref" => quoted(rest).or_else(|| rest.split_whitespace().next().map(str::to_owned)),
        "link" | "post_url" => quoted(rest).or_else(|| Some(rest.trim().to_owned())),
        _ => {
            let filter = inner.rsplit_once('|').map_or("", |(_, filter)| filter.trim());
            let piped = inner.starts_with(['"', '\'']) && FILTERS.contains(&filter);
            let called = FILTERS.contains(&name) && rest.starts_with(['"', '\'']);
            if piped || called { quoted(inner) } else { None }
        }
    }?;
    let from = template.rfind(path.as_str()).filter(|_| !path.is_empty())?;
    Some(from..from + path.len())
}

/// Words without the templates in them, which nobody fills in here; none if there are none.
pub(in crate::read) fn without_templates(words: &str) -> Option<String> {
    let (mut kept, mut rest, mut found) = (String::new(), words, false);
    while let Some(open) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let closes = if rest[open..].starts_with("{{") { "}}" } else { "%}" };
        let Some(length) = rest[open..].find(closes) else { break };
        kept.push_str(&rest[..open]);
        (rest, found) = (&rest[open + length + closes.len()..], true);
    }
    kept.push_str(rest);
    found.then(|| kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// An address without the templates at its head that mean the root of a site.
pub(crate) fn without_root(address: &str) -> &str {
    let mut rest = address.trim_start();
    while let Some(end) = rest.strip_prefix("{{").and_then(|inner| inner.find("}}")) {
        if meant(&rest[..end + 4]).is_none_or(|path| !path.is_empty()) {
            break;
        }
        rest = rest[end + 4..].trim_start();
    }
    rest
}
