//! Theorems of bookdown: ```` ```{theorem, t1, name="Of Bayes"} ````. They are set off under their word and name, and `\@ref(thm:t1)`
//! leads to them.

use super::signs::TITLE;
use super::walk::{DialectWalk, OpenDirective};
use crate::language::THEOREMS;

/// What stands before the name of a kind of theorem, which no note of another kind begins with.
pub(in crate::read) const THEOREM: char = '=';

/// What stands between the braces of a theorem's fence.
struct TheoremHead<'t> {
    kind: &'static str,
    /// The id that references call it by.
    id: Option<String>,
    /// The name that its author gives it.
    title: &'t str,
}

/// Reads `{theorem, t1, name="Of Bayes"}`; none if it is another chunk.
fn head(info: &str) -> Option<TheoremHead<'_>> {
    let inner = info.strip_prefix('{')?.strip_suffix('}')?.trim();
    let end = inner.find([',', ' ']).unwrap_or(inner.len());
    let (kind, short) = THEOREMS.into_iter().find(|(kind, _)| *kind == &inner[..end])?;
    let rest = inner[end..].trim_start_matches([',', ' ']);
    let value = |name: &str| {
        let starts = rest.match_indices(name).map(|(at, _)| at);
        let mut apart = starts.filter(|&at| at == 0 || rest[..at].ends_with([',', ' ']));
        apart.find_map(|at| {
            let value = rest[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            value[1..].split(quote).next()
        })
    };
    let first = rest.split([',', ' ']).next().filter(|first| !first.is_empty() && !first.contains(['=', '"', '\'']));
    let label = first.filter(|first| !rest[first.len()..].trim_start().starts_with('=')).or_else(|| value("label"));
    let id = label.map(|label| if short.is_empty() { label.to_owned() } else { format!("{short}:{label}") });
    Some(TheoremHead { kind, id, title: value("name").unwrap_or("") })
}

/// Opens the theorem whose fence begins at `at` with so many marks; false if it is none. The walk goes on at its name.
pub(super) fn opens(walk: &mut DialectWalk<'_>, at: usize, marks: usize) -> bool {
    let line_end = walk.line.end;
    let whole = &walk.text[at + marks..line_end];
    let Some(TheoremHead { kind, id, title }) = head(whole.trim()) else { return false };
    let closes = if walk.bytes[at] == b'~' { "\n~~~" } else { "\n```" };
    if at != walk.line.words || walk.find(closes, line_end, walk.text.len()).is_none() {
        return false;
    }
    walk.directives.push(OpenDirective { mark: walk.bytes[at], length: marks, start: at, name: Some(format!("{THEOREM}{kind}")), id });
    let name = (!title.is_empty()).then(|| whole.rfind(title)).flatten().map(|place| at + marks + place);
    match name {
        Some(name) => {
            // The sign, and the name in brackets; the word before it is one of the book's language.
            walk.copy.cut(at..name - 2);
            walk.copy.set(name - 2..name - 1, TITLE);
            walk.copy.write(name - 1, b"(");
            walk.copy.cut(name + title.len()..line_end);
            walk.copy.set(name + title.len()..name + title.len() + 1, b')');
            walk.at = name;
        }
        None => {
            walk.copy.set(at..line_end, b' ');
            walk.at = line_end;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn kind_label_and_name_are_read() {
        for (info, id, title) in [
            ("{theorem}", "", ""),
            ("{definition, d1}", "def:d1", ""),
            ("{theorem, t-1, name=\"Of Bayes\"}", "thm:t-1", "Of Bayes"),
            ("{lemma l1, echo=TRUE, name = 'A'}", "lem:l1", "A"),
            ("{proposition, name=\"B\", label=\"p\"}", "prp:p", "B"),
            ("{exercise, name = \"C\"}", "", "C"),
            ("{proof, p1}", "p1", ""),
        ] {
            let head = head(info).unwrap_or_else(|| panic!("{info}"));
            assert_eq!((head.id.as_deref().unwrap_or(""), head.title), (id, title), "{info}");
        }
        for info in ["{r, example}", "theorem", "{theorems}", "{.theorem}", "{=html}"] {
            assert!(head(info).is_none(), "{info}");
        }
    }
}
