//! Holds the house rules that a compiler doesn't: who may import whom, where an outside name may be said, how long a function is.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Layers from the bottom up: a module imports only modules of lower layers (the design, section 2).
const LAYERS: [&[&str]; 22] = [
    &["source"],
    &["language"],
    &["math"],
    &["diagnostics"],
    &["book"],
    &["config"],
    &["fonts"],
    &["picture"],
    &["read"],
    &["office"],
    &["remarks"],
    &["edition"],
    &["check", "spelling"],
    &["html"],
    &["epub", "web", "layout", "inspect"],
    &["pdf", "proof"],
    &["build"],
    &["publish"],
    &["desk"],
    &["lsp"],
    &["cli"],
    &["testing"],
];

/// Imports that the order of layers allows and the design forbids.
const FORBIDDEN: [(&str, &str); 19] = [
    ("html", "read"),
    ("layout", "html"),
    ("book", "diagnostics"),
    ("book", "config"),
    ("edition", "read"),
    ("epub", "read"),
    ("epub", "layout"),
    ("web", "read"),
    ("layout", "read"),
    ("pdf", "read"),
    ("pdf", "epub"),
    ("proof", "read"),
    ("proof", "epub"),
    ("fonts", "book"),
    ("inspect", "book"),
    ("inspect", "read"),
    ("inspect", "edition"),
    ("inspect", "fonts"),
    ("inspect", "check"),
];

/// Names from outside and the only places that may say them.
const CONTAINED: &[(&str, &[&str])] = &[
    ("spellbook", &["spelling/dictionary.rs"]),
    ("lsp_types", &["cli/lsp.rs", "lsp/"]),
    ("lsp_server", &["cli/lsp.rs"]),
    ("emojis::", &["read/markdown/dialect/emoji.rs"]),
    ("linkify", &["read/markdown/bare.rs"]),
    ("url::", &["source/address.rs"]),
    ("base64::", &["source/held.rs"]),
    ("syntect", &["read/markdown/highlight.rs"]),
    ("clap_complete", &["cli/manual.rs", "cli/args.rs"]),
    ("clap_mangen", &["cli/manual.rs"]),
    ("pulldown_cmark", &["read/markdown/events.rs", "config/project/list.rs"]),
    ("pulldown_latex", &["math/read.rs"]),
    ("epub_builder", &["epub/adapter.rs"]),
    (
        "quick_xml",
        &[
            "epub/error.rs",
            "epub/finish.rs",
            "picture/svg/entities.rs",
            "picture/svg/read.rs",
            "inspect/xml.rs",
            "inspect/tree.rs",
            "office/xml.rs",
        ],
    ),
    ("html5gum", &["office/html/tokens.rs", "read/markdown/html.rs", "remarks/html.rs"]),
    ("zip::", &["epub/error.rs", "epub/finish.rs", "inspect/container.rs", "office/docx_write/", "office/package.rs", "source/archive.rs"]),
    ("libdeflater", &["source/deflate.rs"]),
    ("printpdf", &["pdf/adapter.rs"]),
    ("lopdf", &["pdf/", "remarks/pdf/"]),
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
    ("hypher", &["layout/line/", "picture/cover/words.rs"]),
    ("unicode_linebreak", &["layout/line/"]),
    ("unicode_bidi", &["layout/line/bidi.rs"]),
    ("unicode_script", &["fonts/script.rs"]),
    ("sha2::", &["fonts/picked.rs", "publish/sums.rs"]),
    ("annotate_snippets", &["diagnostics/render.rs"]),
    ("resvg", &["picture/"]),
    ("svgtypes", &["picture/svg/conform.rs"]),
    ("gif::", &["picture/still.rs"]),
    ("image_webp", &["picture/still.rs"]),
    ("encoding_rs", &["picture/svg/encoding.rs", "source/decode.rs"]),
    ("chardetng", &["source/decode.rs"]),
    ("percent_encoding", &["source/address.rs"]),
    ("tempfile", &["cli/"]),
    ("brotli::", &["fonts/woff.rs"]),
    ("notify::", &["cli/watch/"]),
    ("std::net", &["cli/watch/"]),
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

/// Files that import one another in a circle: a list that may only get shorter, in the order of names.
const KNOWN_CIRCLES: [&[&str]; 3] = [
    &[
        "config/catalogue.rs",
        "config/check.rs",
        "config/design.rs",
        "config/designs.rs",
        "config/document.rs",
        "config/epub.rs",
        "config/files.rs",
        "config/foreign.rs",
        "config/foreign/names.rs",
        "config/guess.rs",
        "config/instead.rs",
        "config/keys/kind.rs",
        "config/keys/mod.rs",
        "config/keys/schema.rs",
        "config/keys/table.rs",
        "config/keys/told.rs",
        "config/layers.rs",
        "config/load.rs",
        "config/misfit.rs",
        "config/mod.rs",
        "config/notes.rs",
        "config/numbers.rs",
        "config/pdf.rs",
        "config/placeholder.rs",
        "config/print.rs",
        "config/resolve.rs",
        "config/site.rs",
        "config/style.rs",
        "config/syntax.rs",
        "config/words.rs",
        "config/workspace.rs",
        "config/written.rs",
    ],
    &[
        "layout/line/continued.rs",
        "layout/line/fit.rs",
        "layout/line/hyphenate.rs",
        "layout/line/mod.rs",
        "layout/line/optimum.rs",
        "layout/line/piece.rs",
        "layout/line/prepare.rs",
        "layout/line/set.rs",
        "layout/line/sketch.rs",
        "layout/line/unprinted.rs",
        "layout/line/word.rs",
        "layout/math/boxes.rs",
        "layout/math/mod.rs",
    ],
    &[
        "read/builder.rs",
        "read/caption.rs",
        "read/classes.rs",
        "read/dead.rs",
        "read/files.rs",
        "read/images.rs",
        "read/inlines.rs",
        "read/labels.rs",
        "read/markdown/blocks.rs",
        "read/markdown/footnotes.rs",
        "read/markdown/headings.rs",
        "read/markdown/loose.rs",
        "read/shelf.rs",
        "read/structure.rs",
        "read/targets.rs",
        "read/tree.rs",
    ],
];

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

/// A module of the crate as a path, such as `["layout", "line"]`.
type ModulePath = Vec<String>;

/// The modules of the crate and what they name of one another.
struct ModuleGraph {
    /// The file and the code of each module.
    modules: BTreeMap<ModulePath, (String, String)>,
    /// What the `use` lines of each module bring in, by the last word of each path.
    names: BTreeMap<ModulePath, BTreeMap<String, String>>,
}

impl ModuleGraph {
    fn new(files: &[(String, String)]) -> Self {
        let mut graph = Self { modules: BTreeMap::new(), names: BTreeMap::new() };
        for (file, text) in files {
            let path: ModulePath = file.trim_end_matches(".rs").trim_end_matches("/mod").split('/').map(str::to_owned).collect();
            let code = bare(&code(text));
            let brought = uses(&code).into_iter().flat_map(|(_, tree)| paths(&tree));
            let names = brought.map(|path| (path.rsplit("::").next().unwrap().to_owned(), path)).collect();
            graph.names.insert(path.clone(), names);
            graph.modules.insert(path, (file.clone(), code));
        }
        graph
    }

    /// The module that a path leads to, said in `from`: the one that defines the name, not one that only brings it in.
    fn target(&self, from: &ModulePath, path: &str, depth: usize) -> Option<ModulePath> {
        let mut words = path.split("::").map(str::trim).peekable();
        let mut at = from.clone();
        match *words.peek()? {
            "crate" => drop((words.next(), at.clear())),
            "self" => drop(words.next()),
            _ => {
                while words.next_if(|word| *word == "super").is_some() {
                    at.pop();
                }
            }
        }
        while let Some(word) = words.next_if(|word| self.modules.contains_key(&[&at[..], &[(*word).to_owned()]].concat())) {
            at.push(word.to_owned());
        }
        let brought = words.next().and_then(|name| self.names.get(&at)?.get(name)).filter(|_| at != *from && depth < 5);
        brought.and_then(|path| self.target(&at, path, depth + 1)).or_else(|| self.modules.contains_key(&at).then_some(at))
    }

    /// The files of one top folder that a module's code names.
    fn named(&self, module: &ModulePath) -> BTreeSet<&str> {
        let (_, code) = &self.modules[module];
        let mut rest = code.clone();
        let mut said = Vec::new();
        let uses = uses(code);
        for (_, tree) in &uses {
            rest = rest.replacen(&format!("use {tree};"), "", 1);
        }
        for (passed_on, tree) in uses {
            // A name that a module only passes on is no business of its own.
            let own = |path: &String| !passed_on || says(&rest, path.rsplit("::").next().unwrap());
            said.extend(paths(&tree).into_iter().filter(own));
        }
        let children = self.modules.keys().filter(|path| path.len() == module.len() + 1 && path.starts_with(module));
        let children: Vec<String> = children.filter_map(|path| path.last().cloned()).collect();
        for start in ["crate", "super", "self"].into_iter().chain(children.iter().map(String::as_str)) {
            for (at, _) in rest.match_indices(&format!("{start}::")) {
                if !rest[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.')) {
                    said.push(rest[at..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect());
                }
            }
        }
        let targets = said.iter().filter_map(|path| self.target(module, path.trim_end_matches(':'), 0));
        let inside = targets.filter(|target| target != module && target.first() == module.first());
        inside.map(|target| self.modules[&target].0.as_str()).collect()
    }

    /// Groups of files each of which leads to all others of its group, sorted.
    fn circles(&self) -> Vec<Vec<&str>> {
        let edges: BTreeMap<&str, BTreeSet<&str>> =
            self.modules.iter().map(|(path, (file, _))| (file.as_str(), self.named(path))).collect();
        let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for from in edges.keys() {
            let (mut seen, mut open) = (BTreeSet::new(), vec![*from]);
            while let Some(file) = open.pop() {
                open.extend(edges[file].iter().filter(|next| seen.insert(**next)));
            }
            reached.insert(from, seen);
        }
        let circle = |file: &str| reached[file].iter().copied().filter(|other| reached[other].contains(file)).collect::<Vec<_>>();
        let all: BTreeSet<Vec<&str>> = reached.keys().map(|file| circle(file)).filter(|circle| circle.len() > 1).collect();
        all.into_iter().collect()
    }
}

/// Code without what stands between quotation marks, and without the places that visibilities name.
fn bare(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find('"') {
        // A quotation mark as a character opens no text.
        let is_char = rest[..at].ends_with('\'') && rest[at + 1..].starts_with('\'') || rest[..at].ends_with("'\\");
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if !is_char {
            let mut chars = rest.char_indices();
            let mut end = rest.len();
            while let Some((at, c)) = chars.next() {
                match c {
                    '\\' => drop(chars.next()),
                    '"' => {
                        end = at + 1;
                        break;
                    }
                    _ => {}
                }
            }
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    while let Some(at) = out.find("pub(in ") {
        let end = out[at..].find(')').unwrap();
        out.replace_range(at..=at + end, "pub");
    }
    out
}

/// The trees of the `use` lines of some code, and whether each passes on what it names.
fn uses(code: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].rsplit('\n').next().unwrap_or("").trim_start();
        let visible = before == "pub " || before.starts_with("pub(") && before.ends_with(") ");
        if (before.is_empty() || visible)
            && let Some(end) = code[at..].find(';')
        {
            found.push((visible, code[at + 4..at + end].to_owned()));
        }
    }
    found
}

/// The paths in the tree of a `use` line.
fn paths(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else { return vec![tree.split(" as ").next().unwrap().trim().to_owned()] };
    let inside = &tree[open + 1..tree.rfind('}').unwrap()];
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    parts.push(part);
    let named = parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| paths(part));
    named.map(|path| format!("{}{path}", &tree[..open]).trim_end_matches("::self").to_owned()).collect()
}

/// Whether code says a word.
fn says(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        !code[..at].ends_with(inside) && !code[at + word.len()..].starts_with(inside)
    })
}

#[test]
fn files_stand_in_no_new_circle() {
    let files = files();
    let graph = ModuleGraph::new(&files);
    let circles = graph.circles();
    let known: Vec<Vec<&str>> = KNOWN_CIRCLES.iter().map(|files| files.to_vec()).collect();
    let grown: Vec<_> = circles.iter().filter(|circle| !known.contains(circle)).collect();
    let gone: Vec<_> = known.iter().filter(|circle| !circles.contains(circle)).collect();
    assert!(grown.is_empty(), "files that import one another in a circle; move what both need into a file of its own:\n{grown:#?}");
    assert!(gone.is_empty(), "circles that are gone or smaller by now; take them out of KNOWN_CIRCLES:\n{gone:#?}");
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

/// Errors of a file's code that are words, or tuples of words, named or made on the way: each with its line.
fn words_for_errors(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("Result<") {
        let Some((inside, _)) = bracketed(&code[at + "Result".len()..]) else { continue };
        let error = parts(inside).into_iter().nth(1).unwrap_or_default();
        let kind = error.trim_start_matches('&').trim_start_matches("'static ");
        let is_tuple = kind.starts_with('(') && kind != "()";
        if is_tuple || ["String", "str", "Cow<"].iter().any(|word| kind.starts_with(word)) {
            found.push((at, error));
        }
    }
    for (at, _) in code.match_indices("map_err(|").chain(code.match_indices("ok_or(")).chain(code.match_indices("ok_or_else(||")) {
        let made = code[at..].split_once('(').map_or("", |(_, behind)| behind);
        let (name, made) = made.strip_prefix('|').and_then(|rest| rest.split_once('|')).unwrap_or(("", made));
        let made = made.trim_start();
        let of_fault = !name.is_empty() && made.starts_with(&format!("{name}.to_string()"));
        if of_fault || made.starts_with("format!(") || made.starts_with('"') {
            found.push((at, made.lines().next().unwrap_or_default().to_owned()));
        }
    }
    found.sort();
    found.into_iter().map(|(at, error)| (code[..at].matches('\n').count() + 1, error)).collect()
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
    // What a folder's mod.rs passes on is no business of its own; a file that imports its neighbour back is in a circle.
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let shared = [
        file("a/mod.rs", "mod b;\nmod c;\npub(crate) use b::B;\n"),
        file("a/b.rs", "pub(in crate::a) struct B;"),
        file("a/c.rs", "use super::B;"),
    ];
    assert_eq!(ModuleGraph::new(&shared).circles(), Vec::<Vec<&str>>::new());
    let circle =
        [file("a/mod.rs", "use c::C;\nstruct B(C);"), file("a/c.rs", "use super::{B as D, x::{self, Y}};"), file("d.rs", "\"a::c::C\"")];
    assert_eq!(ModuleGraph::new(&circle).circles(), [["a/c.rs", "a/mod.rs"]]);
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
    let code_of_errors = "-> Result<(), String> {\n-> Result<BTreeMap<A, String>, B> {\n-> io::Result<String>\n-> Result<A, &'static str>\n-> Result<A, (B, C)>\n.map_err(|fault| fault.to_string())\n.map_err(|a| A::new(a.to_string()))\n.ok_or_else(|| format!(\"{a}\"))";
    let errors: Vec<usize> = words_for_errors(code_of_errors).into_iter().map(|(line, _)| line).collect();
    assert_eq!(errors, [1, 4, 5, 6, 8]);
}
