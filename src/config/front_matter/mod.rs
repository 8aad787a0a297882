//! Front matter: the `---` block at the head of a Markdown file, as values with spans.
//!
//! A small, strict part of YAML is read: maps and lists by indentation, `{…}` and `[…]`, plain and quoted scalars, `|`
//! and `>` texts, comments. It is our own because no maintained YAML crate tells where a value stands (or it brings a
//! dozen others), and because everything else in YAML (anchors, tags, several documents) has no place in a book.

mod read;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use std::ops::Range;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What front matter holds. Numbers, booleans and dates are kept as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing after the colon.
    Empty,
    /// A scalar.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// Keys, each with its place, and their values, in the order written.
    Table(Vec<(String, Span, Node)>),
}

/// The bytes between the fences, if the text begins with front matter, and where the body begins.
#[must_use]
pub fn split(text: &str) -> (Option<Range<usize>>, usize) {
    let Some(rest) = text.strip_prefix("---\n") else { return (None, 0) };
    let mut at = 4;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(4..at), at + line.len());
        }
        at += line.len();
    }
    (None, 0)
}

/// The front matter of a text as a table; none if it has none or it is malformed (reported).
pub fn parse(source: SourceId, text: &str, range: Range<usize>, found: &mut Diagnostics) -> Option<Node> {
    match read::table(source, text, range) {
        Ok(node) => Some(node),
        Err(fault) => {
            let end = (fault.at.end..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
            let mut finding = Diagnostic::at(Code::BadSyntax, Span::new(source, fault.at.start.min(end), end), fault.message);
            if let Some(help) = fault.help {
                finding = finding.help(help);
            }
            if let Some(first) = fault.first {
                finding = finding.label(Span::new(source, first.start, first.end), "first here");
            }
            found.push(finding);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use proptest::prelude::*;

    fn outline(node: &Node) -> String {
        match &node.value {
            Value::Empty => "~".to_owned(),
            Value::Text(text) => format!("{text:?}"),
            Value::List(items) => format!("[{}]", items.iter().map(outline).collect::<Vec<_>>().join(", ")),
            Value::Table(entries) => {
                format!("{{{}}}", entries.iter().map(|(key, _, node)| format!("{key}: {}", outline(node))).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn run(yaml: &str) -> Result<(String, Node, Sources), String> {
        let mut sources = Sources::default();
        let id = sources.add("a.md", format!("---\n{yaml}---\nText"));
        let mut found = Diagnostics::default();
        let text = sources.get(id).text().to_owned();
        let (range, _) = split(&text);
        match parse(id, &text, range.unwrap(), &mut found) {
            Some(node) => Ok((outline(&node), node, sources)),
            None => {
                let _ = crate::diagnostics::render::human(&found, &sources, false);
                Err(crate::diagnostics::render::short(&found, &sources))
            }
        }
    }

    fn good(yaml: &str) -> String {
        run(yaml).unwrap_or_else(|report| panic!("{yaml}\n{report}")).0
    }

    #[test]
    fn a_commentary_head_is_read() {
        let yaml = "comments-on: essay.md\nvoice: editor   # the default\nvoices:\n  editor:  { name: \"The editor\", label: 'Ed.', role: editor }\n\n  analyst: {name: The analyst, label: An.}\n";
        assert_eq!(
            good(yaml),
            r#"{comments-on: "essay.md", voice: "editor", voices: {editor: {name: "The editor", label: "Ed.", role: "editor"}, analyst: {name: "The analyst", label: "An."}}}"#
        );
    }

    #[test]
    fn lists_come_in_every_shape() {
        assert_eq!(good("a: [x, \"y, z\", [1, 2,]]\n"), r#"{a: ["x", "y, z", ["1", "2"]]}"#);
        assert_eq!(good("a:\n- x\n- y\nb: 1\n"), r#"{a: ["x", "y"], b: "1"}"#);
        assert_eq!(
            good("a:\n  - name: N\n    role: R\n  - M\n  -\n    k: v\n  - - p\n    - q\n"),
            r#"{a: [{name: "N", role: "R"}, "M", {k: "v"}, ["p", "q"]]}"#
        );
        assert_eq!(good("a: [\n  x, # one\n  y\n]\n"), r#"{a: ["x", "y"]}"#);
    }

    #[test]
    fn scalars_keep_their_characters() {
        assert_eq!(
            good("a: \"q\\\"\\u00e9\\n\"\nb: 'it''s'\nc: x#y # z\nd:\ne: ~\nf: http://x.y\n"),
            r##"{a: "q\"é\n", b: "it's", c: "x#y", d: ~, e: ~, f: "http://x.y"}"##
        );
        assert_eq!(good("a: >\n  one\n  two\n\n  three\nb: |\n  x\n    y\n"), r#"{a: "one two\nthree", b: "x\n  y"}"#);
    }

    #[test]
    fn spans_cover_what_is_written() {
        let (_, node, sources) = run("title: \"Two words\"\nauthors: [A, B]\n").unwrap_or_else(|report| panic!("{report}"));
        let Value::Table(entries) = &node.value else { panic!("a table") };
        assert_eq!(sources.slice(entries[0].1), "title");
        assert_eq!(sources.slice(entries[0].2.span), "\"Two words\"");
        assert_eq!(sources.slice(entries[1].2.span), "[A, B]");
    }

    #[test]
    fn what_is_malformed_is_refused_with_its_place() {
        for (yaml, place) in [
            ("a: [x\n", "a.md:3:1"),
            ("a: \"x\n", "a.md:2:4"),
            ("a: 1\n   b: 2\n", "a.md:3:4"),
            ("a: b: c\n", "a.md:2:4"),
            ("\ta: 1\n", "a.md:2:1"),
            ("a: 1\na: 2\n", "a.md:3:1"),
            ("words\n", "a.md:2:1"),
            ("- x\n", "a.md:2:1"),
            ("a: &x 1\n", "a.md:2:4"),
            ("a: {x 1}\n", "a.md:2:8"),
            ("a: 'x' y\n", "a.md:2:8"),
        ] {
            let report = run(yaml).err().unwrap_or_else(|| panic!("{yaml:?} was taken"));
            assert!(report.starts_with(&format!("{place}: error[B003]")), "{yaml:?}: {report}");
        }
        assert!(run(&format!("a: {}\n", "[".repeat(100_000))).is_err());
    }

    proptest! {
        #[test]
        fn no_input_panics(yaml in "([a-z:\\-\\[\\]{}\"'|>#,\\\\ \t\né]{0,12}\n?){0,8}") {
            let _ = run(&(yaml + "\n"));
        }
    }
}
