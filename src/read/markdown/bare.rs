//! Addresses that stand bare in the text, `https://example.org`: they are links, as everywhere on the web.

use crate::book::{Run, RunKind, Style};
use linkify::{LinkFinder, LinkKind};
use std::ops::Range;

/// The addresses in a text of such runs that are no links yet and stand in no code, each with its place and as links have it.
pub(in crate::read) fn addresses_in(text: &str, runs: &[Run]) -> Vec<(Range<usize>, String)> {
    if !text.contains("://") && !text.contains("www.") && !text.contains('@') {
        return Vec::new();
    }
    let mut found = addresses(text);
    found.retain(|(range, _)| {
        let run = runs.get(runs.partition_point(|run| run.end as usize <= range.start));
        let plain = |run: &&Run| run.kind == RunKind::Text && run.link.is_none() && !run.style.has(Style::CODE);
        run.filter(plain).is_some_and(|run| run.start as usize <= range.start && range.end <= run.end as usize)
    });
    found
}

/// The addresses in a text, each with its place and as links have it.
fn addresses(text: &str) -> Vec<(Range<usize>, String)> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let found = finder.links(text).filter_map(|found| {
        let written = found.as_str();
        let whole = ["https://", "http://", "ftp://"].iter().any(|scheme| written.len() > scheme.len() && written.starts_with(scheme));
        let address = match found.kind() {
            LinkKind::Email => format!("mailto:{written}"),
            _ if whole => written.to_owned(),
            _ if written.starts_with("www.") && written[4..].contains('.') => format!("https://{written}"),
            _ => return None,
        };
        Some((found.start()..found.end(), address))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let found = |text| addresses(text).into_iter().map(|(_, address)| address).collect::<Vec<_>>();
        assert_eq!(found("See https://a.example/b_c(d). And (www.b.example)!"), ["https://a.example/b_c(d)", "https://www.b.example"]);
        assert_eq!(
            found("Write to me@a.example, or see http://a.example/?q=1&r=2#s"),
            ["mailto:me@a.example", "http://a.example/?q=1&r=2#s"]
        );
        assert!(found("a.b and c.md, x://y, www. and @me, 3.14 e.g.this").is_empty());
    }
}
