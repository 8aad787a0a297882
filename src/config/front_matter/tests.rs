//! What is read of front matter, and what is not.

use super::*;
use crate::source::Sources;
use proptest::prelude::*;

fn outline(node: &FrontMatterNode) -> String {
    match &node.value {
        FrontMatterValue::Empty => "~".to_owned(),
        FrontMatterValue::Text(text) => format!("{text:?}"),
        FrontMatterValue::List(items) => format!("[{}]", items.iter().map(outline).collect::<Vec<_>>().join(", ")),
        FrontMatterValue::Table(entries) => {
            format!("{{{}}}", entries.iter().map(|entry| format!("{}: {}", entry.key, outline(&entry.node))).collect::<Vec<_>>().join(", "))
        }
    }
}

fn read(text: &str) -> (FrontMatterNode, Sources, String) {
    let mut sources = Sources::default();
    let id = sources.add("a.md", text);
    let mut diagnostics = Diagnostics::default();
    let text = sources.get(id).text().to_owned();
    let node = parse(id, &text, split(&text).0.unwrap(), Code::BadSyntax, &mut diagnostics);
    let _ = crate::diagnostics::render::human(&diagnostics, &sources, false);
    let report = crate::diagnostics::render::short(&diagnostics, &sources);
    (node, sources, report)
}

fn run(yaml: &str) -> Result<(String, FrontMatterNode, Sources), String> {
    let (node, sources, report) = read(&format!("---\n{yaml}---\nText"));
    if report.is_empty() { Ok((outline(&node), node, sources)) } else { Err(report) }
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
    let FrontMatterValue::Table(entries) = &node.value else { panic!("a table") };
    assert_eq!(sources.slice(entries[0].place), "title");
    assert_eq!(sources.slice(entries[0].node.span), "\"Two words\"");
    assert_eq!(sources.slice(entries[1].node.span), "[A, B]");
}

#[test]
fn what_is_malformed_is_refused_with_its_place() {
    for (yaml, place) in [
        ("a: [x\n", "a.md:3:1"),
        ("a: 1\nwords\n", "a.md:3:1"),
        ("a: \"x\n", "a.md:2:4"),
        ("a: 1\n   b: 2\n", "a.md:3:4"),
        ("\ta: 1\n", "a.md:2:1"),
        ("a: 1\na: 2\n", "a.md:3:1"),
        ("a: {x 1}\n", "a.md:2:8"),
        ("a: 'x' y\n", "a.md:2:8"),
    ] {
        let report = run(yaml).err().unwrap_or_else(|| panic!("{yaml:?} was taken"));
        assert!(report.starts_with(&format!("{place}: error[B003]")), "{yaml:?}: {report}");
    }
    assert!(run(&format!("a: {}\n", "[".repeat(100_000))).is_err());
}

#[test]
fn what_programs_write_is_read() {
    assert_eq!(good("a: one\n  two\n\n  three # no more\nb: \"q\n  r\"\nc: 's\n\n  t'\n"), r#"{a: "one two\nthree", b: "q r", c: "s\nt"}"#);
    assert_eq!(good("a: &x {k: v}\nb: *x\nc: !expr Sys.time()\nd: !!str 5\n"), r#"{a: {k: "v"}, b: {k: "v"}, c: "Sys.time()", d: "5"}"#);
    assert_eq!(good("a:\n  a long text\n  below its key\nb:\n  [x,\n   y]\n"), r#"{a: "a long text below its key", b: ["x", "y"]}"#);
    assert_eq!(good("a: |2-\n    x\n   y\nb: [k: v, w]\nc: {}\n"), r#"{a: "  x\n y", b: [{k: "v"}, "w"], c: {}}"#);
    assert_eq!(good("{a: 1, b: [2]}\n"), r#"{a: "1", b: ["2"]}"#);
    assert_eq!(good("'a key': 1\n\"b: c\": 2\n"), r#"{a key: "1", b: c: "2"}"#);
    assert_eq!(good("# only a remark\n"), "{}");
}

#[test]
fn what_is_plain_is_taken_and_told() {
    for (yaml, meant, place) in [
        ("a: An Essay: With a Colon\n", r#"{a: "An Essay: With a Colon"}"#, "a.md:2:4"),
        ("a: *loud*\nb: 1\n", r#"{a: "*loud*", b: "1"}"#, "a.md:2:4"),
        ("a: @home\n", r#"{a: "@home"}"#, "a.md:2:4"),
    ] {
        let (node, _, report) = read(&format!("---\n{yaml}---\nText"));
        assert_eq!(outline(&node), meant);
        assert!(report.starts_with(&format!("{place}: warning[B016]")), "{report}");
    }
}

#[test]
fn one_fault_loses_one_key() {
    let (node, _, report) = read("---\ntitle: T\nbad: [x\nauthor: \"A\nworse: 'x' y\n  z: 1\n\tlang: de\ndate: 2026\n---\n");
    assert_eq!(outline(&node), r#"{title: "T", date: "2026"}"#);
    let places: Vec<&str> = report.lines().filter_map(|line| line.split_once(": error[B003]")).map(|(place, _)| place).collect();
    assert_eq!(places, ["a.md:3:7", "a.md:4:9", "a.md:5:12", "a.md:7:1"], "{report}");
}

#[test]
fn words_between_two_rules_are_text() {
    for text in [
        "---\n\nA word.\n\n---\n",
        "---\n- x\n---\n",
        "---\ntitle: open\n",
        "----\na: 1\n---\n",
        "+++ x\n",
        "%\n\nText",
        "% of all\nare.\n",
    ] {
        assert_eq!(split(text), (None, 0), "{text:?}");
    }
    assert_eq!(split("--- \n\na: 1\n...\nText"), (Some(5..11), 15));
    assert_eq!(split("---\n---\n"), (Some(4..4), 8));
}

#[test]
fn toml_and_title_blocks_are_read() {
    let (node, sources, report) = read("+++\ntitle = \"T\"\ndate = 2020-01-02\ndraft = true\n[taxonomies]\ntags = [\"a\"]\n+++\nText");
    assert_eq!(report, "");
    assert_eq!(outline(&node), r#"{title: "T", date: "2020-01-02", draft: "true", taxonomies: {tags: ["a"]}}"#);
    assert_eq!(sources.slice(node.entries()[0].node.span), "\"T\"");
    assert_eq!(sources.slice(node.entries()[3].place), "taxonomies");
    let (.., report) = read("+++\ntitle = T\n+++\n");
    assert!(report.starts_with("a.md:2:9: error[B003]"), "{report}");
    let (node, sources, _) = read("% A Title\n  of two lines\n% A. B.; C. D.\n  E. F.\n% 2020\n\nText");
    assert_eq!(outline(&node), r#"{title: "A Title of two lines", author: ["A. B.; C. D.", "E. F."], date: "2020"}"#);
    assert_eq!(sources.slice(node.entries()[2].node.span), "2020");
}

#[test]
fn aliases_fill_no_memory() {
    let mut yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = level - 1;
        yaml += &format!("a{level}: &a{level} [*a{before}, *a{before}, *a{before}, *a{before}, *a{before}, *a{before}]\n");
    }
    assert!(run(&yaml).is_err());
}

proptest! {
    #[test]
    fn no_input_panics(yaml in "([a-z:\\-\\[\\]{}\"'|>#,\\\\ \t\né]{0,12}\n?){0,8}") {
        let text = format!("---\na: 1\n{yaml}\n---\n");
        let _ = read(&text);
    }
}

#[test]
fn keys_that_no_fence_closes_are_no_text() {
    let head = |text: &str| {
        let (range, body) = split(text);
        (range.map(|range| text[range].to_owned()), text[body..].to_owned())
    };
    let keys = Some("title: T\nphone: 1\n".to_owned());
    for (text, body) in [
        ("---\ntitle: T\nphone: 1\n\n# One\n\nWords.\n", "\n# One\n\nWords.\n"),
        ("---\ntitle: T\nphone: 1\n\nWords.\n\n---\n\nMore.\n", "\nWords.\n\n---\n\nMore.\n"),
        ("\n \n---\ntitle: T\nphone: 1\n---\nWords.\n", "Words.\n"),
    ] {
        assert_eq!(head(text), (keys.clone(), body.to_owned()), "{text}");
    }
    // Blank lines, lists and texts of several lines between keys are in order; words between rules are text.
    assert_eq!(head("---\ntitle: T\n\ntags:\n- a\n\n# of\nlang: en\nabstract: |\n  One.\n\n  Two.\n---\nText").1, "Text");
    for text in ["---\nNote: this is text.\n\nWords.\n", "---\nWords.\n"] {
        assert_eq!(head(text), (None, text.to_owned()), "{text}");
    }
    let (_, _, report) = read("---\ntitle: T\n\nWords.\n");
    assert!(report.contains("front matter is not closed") && report.contains("a.md:2"), "{report}");
}

#[test]
fn json_is_read_as_front_matter() {
    let text = "{\n  \"title\": \"J\",\n  \"authors\": [\"K\", \"L\"],\n  \"draft\": true\n}\n\n# One\n";
    let (node, _, report) = read(text);
    assert_eq!((outline(&node).as_str(), report.as_str()), (r#"{title: "J", authors: ["K", "L"], draft: "true"}"#, ""));
    assert_eq!(&text[split(text).1..], "\n# One\n");
}

#[test]
fn a_key_of_several_words_behind_a_blank_line_is_one_if_a_fence_follows() {
    let text = "---\ntitle: T\n\ncmp date: 2023\n---\n\nBody.\n";
    assert_eq!(super::split(text).1, text.find("\nBody").unwrap_or(0), "{text}");
    let prose = "---\ntitle: T\n\nin short: words\nWords of a text.\n\n---\n\nBody.\n";
    assert_eq!(&prose[super::split(prose).1..][..4], "\nin ", "{prose}");
}
