//! Holds the house rules that a compiler doesn't: who may import whom, where an outside name may be said, how long a function is.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Layers from the bottom up: a module imports only modules of lower layers (the design, section 2).
const LAYERS: [&[&str]; 17] = [
    &["source"],
    &["language"],
    &["math"],
    &["diagnostics"],
    &["book"],
    &["config"],
    &["fonts"],
    &["picture"],
    &["read"],
    &["edition"],
    &["check"],
    &["html"],
    &["epub", "layout", "inspect"],
    &["pdf"],
    &["build"],
    &["cli"],
    &["testing"],
];

/// Imports that the order of layers allows and the design forbids.
const FORBIDDEN: [(&str, &str); 16] = [
    ("html", "read"),
    ("layout", "html"),
    ("book", "diagnostics"),
    ("book", "config"),
    ("edition", "read"),
    ("epub", "read"),
    ("epub", "layout"),
    ("layout", "read"),
    ("pdf", "read"),
    ("pdf", "epub"),
    ("fonts", "book"),
    ("inspect", "book"),
    ("inspect", "read"),
    ("inspect", "edition"),
    ("inspect", "fonts"),
    ("inspect", "check"),
];

/// Names from outside and the only places that may say them.
const CONTAINED: [(&str, &[&str]); 34] = [
    ("url::", &["source/address.rs"]),
    ("base64::", &["source/held.rs"]),
    ("syntect", &["read/markdown/highlight.rs"]),
    ("pulldown_cmark", &["read/markdown/events.rs"]),
    ("pulldown_latex", &["math/read.rs"]),
    ("epub_builder", &["epub/adapter.rs"]),
    (
        "quick_xml",
        &["epub/error.rs", "epub/finish.rs", "picture/svg/mod.rs", "picture/svg/read.rs", "inspect/xml.rs", "read/markdown/html.rs"],
    ),
    ("zip::", &["epub/error.rs", "epub/finish.rs", "inspect/container.rs", "source/archive.rs"]),
    ("libdeflater", &["source/deflate.rs"]),
    ("printpdf", &["pdf/adapter.rs"]),
    ("lopdf", &["pdf/"]),
    ("clap", &["cli/"]),
    ("std::env", &["cli/"]),
    ("std::fs", &["cli/", "source/files.rs"]),
    ("canonicalize", &["cli/", "source/files.rs"]),
    ("SystemTime", &["cli/"]),
    ("println!", &["cli/"]),
    ("print!(", &["cli/"]),
    ("std::process", &["cli/", "main.rs"]),
    ("toml::", &["config/"]),
    ("harfrust", &["fonts/"]),
    ("skrifa", &["fonts/"]),
    ("hypher", &["layout/line/"]),
    ("unicode_linebreak", &["layout/line/"]),
    ("unicode_bidi", &["layout/line/bidi.rs"]),
    ("unicode_script", &["layout/line/unprinted.rs"]),
    ("annotate_snippets", &["diagnostics/render.rs"]),
    ("resvg", &["picture/"]),
    ("svgtypes", &["picture/svg/conform.rs"]),
    ("gif::", &["picture/still.rs"]),
    ("image_webp", &["picture/still.rs"]),
    ("encoding_rs", &["picture/svg/encoding.rs", "source/decode.rs"]),
    ("percent_encoding", &["source/address.rs"]),
    ("tempfile", &["cli/"]),
];

/// Files whose doc comments are texts for authors, shown under the name of a key or beside a code.
const TEXTS_FOR_AUTHORS: [&str; 2] = ["config/keys/table.rs", "diagnostics/code.rs"];

/// Words that a doc comment must not begin with: what they speak of stands in another line, which rustdoc and editors don't show.
const LEANING: [&str; 26] = [
    "Its", "Their", "Those", "These", "This", "That", "It", "They", "Them", "And", "But", "Or", "So", "Also", "Else", "There", "Such",
    "One", "Another", "Others", "Both", "Either", "Neither", "Only", "Then", "Here",
];

/// Words that may begin a doc comment, but not before a pronoun.
const ASKING: [&str; 9] = ["Whether", "What", "Where", "How", "Why", "When", "Who", "Which", "If"];
const PRONOUNS: [&str; 9] = ["it", "its", "they", "their", "them", "this", "those", "these", "there"];

/// The longest function, in lines from `fn` to the closing brace.
const LONGEST_FUNCTION: usize = 60;

/// The files of the crate but for those that hold tests alone, by name below `src`, with their text.
fn files() -> Vec<(String, String)> {
    let mut files = all_files();
    files.retain(|(name, _)| !name.ends_with("/tests.rs"));
    files
}

/// The files of the crate, by name below `src`, with their text.
fn all_files() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    paths.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Code without comments, so that prose may name anything, and without a file's tests, which may stand anywhere.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn module(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap()
}

/// The crate modules a file's code names, also in groups: `use crate::{a::B, c}`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let word = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            Some(group) => {
                let (mut depth, mut part) = (0, String::new());
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => found.push(word(&std::mem::take(&mut part))),
                        _ => {}
                    }
                    if depth == 0 && c != ',' {
                        part.push(c);
                    }
                }
                found.push(word(&part));
            }
            None => found.push(word(rest)),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

#[test]
fn imports_go_down() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        let from = module(&name);
        let Some(own) = layer(from) else { continue };
        for to in imports(&code(&text)) {
            let forbidden = FORBIDDEN.contains(&(from, to.as_str()));
            if to != from && (forbidden || layer(&to).is_some_and(|other| other >= own)) {
                faults.push(format!("src/{name} imports {to}"));
            }
        }
    }
    assert!(faults.is_empty(), "imports against the layers:\n{}", faults.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    for (name, _) in files() {
        assert!(matches!(name.as_str(), "lib.rs" | "main.rs") || layer(module(&name)).is_some(), "src/{name} is in no layer");
    }
}

#[test]
fn outside_names_are_said_in_one_place() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        let code = code(&text);
        for (outside, places) in CONTAINED {
            if code.contains(outside) && !places.iter().any(|place| name.starts_with(place)) {
                faults.push(format!("src/{name} says {outside}, which belongs in {}", places.join(", ")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_say_what_they_are() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        if !text.starts_with("//!") {
            faults.push(format!("src/{name} does not open with //!"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Crates of the program are built for `cargo run` with the features that the tests' crates ask for too, or `cargo test` would build
/// them and all that rests on them once more.
#[test]
fn what_the_program_needs_is_built_once() {
    let crates = |kinds: &str| {
        let arguments = ["tree", "--offline", "--locked", "--prefix", "none", "--format", "{p} {f}", "--edges", kinds];
        let ran = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        let text = String::from_utf8(ran.stdout).unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        text.lines().map(|line| line.trim_end_matches(" (*)").trim_end().to_owned()).collect::<BTreeSet<_>>()
    };
    let (program, tests) = (crates("normal,build"), crates("normal,build,dev"));
    let twice: Vec<_> = program.difference(&tests).collect();
    assert!(program.len() > 100 && twice.is_empty(), "the tests ask for other features of {twice:#?}");
}

/// The types that a file's code defines, each with its line: of aliases only those that stand for themselves, no associated types.
fn types(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
        let named = |name: &str| name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        match words.next() {
            Some("struct" | "enum" | "union" | "trait") => found.extend(words.next().map(|name| (named(name), index + 1))),
            Some("type") if !line.starts_with(' ') => found.extend(words.next().map(|name| (named(name), index + 1))),
            _ => {}
        }
    }
    found
}

/// The functions of a text that rustfmt has formatted: each with its name, its first line from 1 and its number of lines.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((before, name)) = line.split_once("fn ") else { continue };
        let leads = |word: &str| word.starts_with("pub") || word.ends_with(')') || ["const", "async", "unsafe"].contains(&word);
        if !before.split_whitespace().all(leads) || line.trim_end().ends_with(['}', ';']) {
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        // A trait's method without a body ends with its parameters.
        let ends = |line: &&str| line.strip_prefix(indent).is_some_and(|rest| rest == "}" || rest.starts_with(')') && rest.ends_with(';'));
        let Some(length) = lines[index..].iter().position(ends) else { continue };
        let name = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        found.push((name, index + 1, length + 1));
    }
    found
}

#[test]
fn functions_are_short() {
    let (mut faults, mut known) = (Vec::new(), 0);
    for (file, text) in all_files() {
        for (name, line, length) in functions(&text) {
            known += 1;
            if length > LONGEST_FUNCTION {
                faults.push(format!("src/{file}:{line}: {name} has {length} lines"));
            }
        }
    }
    assert!(known > 3000, "only {known} functions were found");
    assert!(faults.is_empty(), "functions of more than {LONGEST_FUNCTION} lines:\n{}", faults.join("\n"));
}

/// The first lines of a file's doc comments, each with its number from 1.
fn doc_comments(text: &str) -> Vec<(&str, usize)> {
    fn doc(line: &str) -> Option<&str> {
        let line = line.trim_start();
        line.strip_prefix("///").or_else(|| line.strip_prefix("//!")).filter(|rest| !rest.starts_with('/'))
    }
    let lines: Vec<&str> = text.lines().collect();
    let first = |index: usize| index == 0 || doc(lines[index - 1]).is_none();
    let found = lines.iter().enumerate().filter(|(index, _)| first(*index));
    found.filter_map(|(index, line)| Some((doc(line)?.trim(), index + 1))).collect()
}

/// Whether a doc comment that begins with this line needs what stands before it.
fn leans(line: &str) -> bool {
    let word = |word: &str| word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<String> = line.split_whitespace().take(3).map(word).collect();
    let is = |at: usize, of: &[&str]| words.get(at).is_some_and(|word| of.contains(&word.as_str()));
    let asks = |at: usize| is(0, &ASKING) && is(at, &PRONOUNS);
    is(0, &LEANING) || is(0, &["The", "the"]) && is(1, &["same"]) || asks(1) || is(0, &["How"]) && asks(2)
}

#[test]
fn doc_comments_stand_alone() {
    let (mut faults, mut known) = (Vec::new(), 0);
    for (file, text) in all_files() {
        if TEXTS_FOR_AUTHORS.contains(&file.as_str()) {
            continue;
        }
        for (line, number) in doc_comments(&text) {
            known += 1;
            if leans(line) {
                faults.push(format!("src/{file}:{number}: {line}"));
            }
        }
    }
    assert!(known > 5000, "only {known} doc comments were found");
    assert!(faults.is_empty(), "doc comments that can't be understood by themselves:\n{}", faults.join("\n"));
}

#[test]
fn a_type_has_a_name_of_its_own() {
    let (mut known, mut faults) = (BTreeMap::new(), Vec::new());
    for (file, text) in files() {
        for (name, line) in types(&code(&text)) {
            let here = format!("src/{file}:{line}");
            if let Some(other) = known.insert(name.clone(), here.clone()) {
                faults.push(format!("{name}: {other} and {here}"));
            }
        }
    }
    assert!(known.len() > 400, "only {} types were found", known.len());
    assert!(faults.is_empty(), "names that two types share:\n{}", faults.join("\n"));
}

#[test]
fn diagnostics_are_called_diagnostics() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        if code(&text).contains("found: &mut Diagnostics") {
            faults.push(format!("src/{name}"));
        }
    }
    assert!(faults.is_empty(), "`found` names matches; call these `diagnostics`:\n{}", faults.join("\n"));
}

/// The text from an opening bracket to the one that closes it, both left out, and what stands behind; none if it is never closed.
/// The arrow of a function's result is no bracket.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if !matches!(before, '-' | '=') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(1..at)?, &text[at + c.len_utf8()..]));
        }
        before = c;
    }
    None
}

/// The parts of a list that commas divide, not those in brackets.
fn parts(list: &str) -> Vec<String> {
    let (mut depth, mut before, mut parts) = (0, ' ', vec![String::new()]);
    for c in list.chars() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if !matches!(before, '-' | '=') => depth -= 1,
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if c != ',' || depth > 0 => part.push(c),
            _ => parts.push(String::new()),
        }
        before = c;
    }
    let tidy = |part: &String| part.split_whitespace().collect::<Vec<_>>().join(" ");
    parts.iter().map(tidy).filter(|part| !part.is_empty()).collect()
}

/// The functions of a file's code: each with its line, its name and its parameters.
fn signatures(code: &str) -> Vec<(usize, String, Vec<String>)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + 3..];
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let rest = &rest[name.len()..];
        let rest = if rest.starts_with('<') { bracketed(rest).map_or("", |(_, behind)| behind) } else { rest };
        if let Some((list, _)) = bracketed(rest).filter(|_| rest.starts_with('(') && !name.is_empty()) {
            found.push((code[..at].matches('\n').count() + 1, name, parts(list)));
        }
    }
    found
}

/// Whether a parameter is several in one: a tuple, taken apart or not.
fn is_several(parameter: &str) -> bool {
    let kind = parameter.split_once(": ").map_or("", |(_, kind)| kind).trim_start_matches('&').trim_start_matches("mut ");
    let is_tuple = kind.starts_with('(') && bracketed(kind).is_some_and(|(inside, behind)| behind.is_empty() && parts(inside).len() > 1);
    parameter.starts_with('(') || is_tuple
}

#[test]
fn parameters_have_names() {
    let (mut count, mut faults) = (0, Vec::new());
    for (file, text) in files() {
        let code = code(&text);
        for (line, name, parameters) in signatures(&code) {
            count += 1;
            faults.extend(parameters.iter().filter(|one| is_several(one)).map(|one| format!("src/{file}:{line} {name}: {one}")));
        }
        // An alias would only hide it.
        let aliases = code.lines().filter(|line| line.trim_start_matches("pub(crate) ").starts_with("type ") && line.contains(" = ("));
        faults.extend(aliases.map(|line| format!("src/{file}: {line}")));
    }
    assert!(count > 2_500, "only {count} functions were found");
    assert!(faults.is_empty(), "give these a type with named fields, or a parameter each:\n{}", faults.join("\n"));
}

/// Errors of a file's code that are words, or tuples of them: each with its line.
fn words_for_errors(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("Result<") {
        let Some((inside, _)) = bracketed(&code[at + "Result".len()..]) else { continue };
        let error = parts(inside).into_iter().nth(1).unwrap_or_default();
        let bare = error.trim_start_matches(['&', '(']).trim_start_matches("'static ");
        if ["String", "str", "Cow<"].iter().any(|word| bare.starts_with(word))
            || error.starts_with('(') && parts(inside).len() > 1 && error != "()"
        {
            found.push((code[..at].matches('\n').count() + 1, error));
        }
    }
    found
}

#[test]
fn errors_are_types() {
    let mut faults = Vec::new();
    for (file, text) in files() {
        faults.extend(words_for_errors(&code(&text)).into_iter().map(|(line, error)| format!("src/{file}:{line}: {error}")));
    }
    assert!(faults.is_empty(), "an error says what it is by its type, and in words where it is told:\n{}", faults.join("\n"));
}

#[test]
fn faults_of_the_writers_become_findings_in_one_place() {
    let mut faults = Vec::new();
    for (file, text) in files() {
        let writes = ["pdf", "epub"].contains(&module(&file));
        let told_here = matches!(file.as_str(), "pdf/error.rs" | "epub/error.rs" | "cli/report.rs" | "diagnostics/code.rs");
        let code = code(&text);
        if !told_here && (code.contains("Code::Internal") || writes && code.contains("Code::Machine")) {
            faults.push(format!("src/{file}"));
        }
    }
    assert!(faults.is_empty(), "give the stage's error a variant instead:\n{}", faults.join("\n"));
}

#[test]
fn the_rules_can_fail() {
    let code_of_types = "pub(crate) struct Page<'a> {\nimpl A for B {\n    type Item = C;\nenum Side {\ntype Way = u8;";
    assert_eq!(types(code_of_types), [("Page".to_owned(), 1), ("Side".to_owned(), 4), ("Way".to_owned(), 5)]);
    assert_eq!(
        imports("use crate::{book::{Book, toc}, layout, config::Config};\nuse crate::pdf::write;"),
        ["book", "layout", "config", "pdf"]
    );
    assert!(layer("epub") > layer("book"));
    for line in ["The same, in a display.", "Its width.", "How high it is.", "Whether they are drawn."] {
        assert!(leans(line), "{line}");
    }
    assert!(!leans("Width of the page.") && !leans("Whether the line ends in a hyphen.") && !leans("Itself."));
    let documented =
        "//! A file.\n//! Its second line.\n\n/// A type.\nstruct A {\n    //// no doc comment\n    /// A field.\n    b: u8,\n}";
    assert_eq!(doc_comments(documented), [("A file.", 1), ("A type.", 4), ("A field.", 7)]);
    let code_of_functions = "impl A {\n    pub(in crate::b) fn long(\n        &self,\n    ) {\n        c();\n    }\n\n    fn short() {}\n\n    fn of_trait(\n        a: u8,\n    );\n}";
    assert_eq!(functions(code_of_functions), [("long".to_owned(), 2, 5), ("of_trait".to_owned(), 10, 3)]);
    assert_eq!(code("let a = 1; // println!"), "let a = 1; ");
    let code_of_functions = "fn a<F: Fn(u8) -> u8>(\n    &self,\n    f: F,\n    (x, y): (i32, i32),\n) {\npub fn b(at: &(dyn Fn(A) + Sync), c: &mut (A, B<C, D>)) -> E";
    let several = signatures(code_of_functions).into_iter().map(|(line, name, parameters)| {
        let several: Vec<String> = parameters.into_iter().filter(|one| is_several(one)).collect();
        (line, name, several)
    });
    assert_eq!(
        several.collect::<Vec<_>>(),
        [(1, "a".to_owned(), vec!["(x, y): (i32, i32)".to_owned()]), (6, "b".to_owned(), vec!["c: &mut (A, B<C, D>)".to_owned()])]
    );
    let code_of_errors = "-> Result<(), String> {\n-> Result<BTreeMap<A, String>, B> {\n-> io::Result<String>\n-> Result<A, &'static str>\n-> Result<A, (B, C)>";
    let errors: Vec<usize> = words_for_errors(code_of_errors).into_iter().map(|(line, _)| line).collect();
    assert_eq!(errors, [1, 4, 5]);
}
