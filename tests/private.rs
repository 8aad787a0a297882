//! Nothing private reaches any file: remarks in every form at every place, drafts, comments of settings.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::Verdicts;
use lopdf::{Document, Object};
use std::fs;
use std::path::Path;
use std::process::Command;
use support::Run;

/// The word that must be in no file.
const SECRET: &str = "Zqsecret";
/// The word that must be in every file: it is in code, or beside a remark.
const KEPT: &str = "Zqkept";

/// Remarks round the secret, in the line and over lines.
const FORMS: [&str; 27] = [
    "%%Zqsecret%%",
    "%% Zqsecret and | more %%",
    "{>>Zqsecret<<}",
    "<!-- Zqsecret -->",
    "<!--Zqsecret | `a`-->",
    "{--Zqsecret--}",
    "{% comment %}Zqsecret{% endcomment %}",
    "{# Zqsecret #}",
    "{/* Zqsecret */}",
    "{{/* Zqsecret */}}",
    "{::comment}Zqsecret{:/comment}",
    "{~~Zqsecret~>new~~}",
    "{==marked==}{>>Zqsecret<<}",
    "<!---->%%Zqsecret%%",
    "{#- Zqsecret -#}",
    "{#+ Zqsecret +#}",
    "{## Zqsecret ##}",
    "{::comment}Zqsecret{:/}",
    "{{</* Zqsecret */>}}",
    "<%# Zqsecret %>",
    "<%-- Zqsecret --%>",
    "{>>Zqsecret {>>more<<} Zqsecret<<}",
    "{%- comment -%}Zqsecret{%- endcomment -%}",
    "{{< comment >}}Zqsecret{{< /comment >}}",
    "{{% comment %}}Zqsecret{{% /comment %}}",
    "{{! Zqsecret }}",
    "{{!-- Zqsecret --}}",
];

/// Places for a remark, which stands in for `@`.
const PLACES: [&str; 25] = [
    "# A chapter @ {#id@}\n\nZqkept words.",
    "## A section @ of it\n\nwords",
    "A heading @\n-----------\n\nwords",
    "A paragraph @ with words.",
    "@ A paragraph with words.",
    "A paragraph with words.@",
    "One line\n@\nanother line.",
    "One line\n\n@\n\nanother line.",
    "- an item @\n- another\n\n  @\n- last",
    "> quoted @ words\n> @\n> more",
    "| a @ | b |\n|---|---|\n| c | d @ |\n| @ | e |",
    "Table: A caption @\n\n| a | b |\n|---|---|\n| c | d |",
    "A term @\n: its definition @",
    "Words[^1].\n\n[^1]: A note @.\n\n    @ More of it.",
    "Words^[a note in the line @].",
    "![A picture @](dots.png)",
    "![A picture](dots.png \"A caption @\")",
    "<img src=\"dots.png\" alt=\"words @\">",
    "<div>\nwords @\n</div>",
    "::: tip A title @\nwords @\n:::",
    "> [!NOTE] A title @\n> words",
    "[a link @](https://a.example) and [[a page|words @]]",
    "*emphasis @* and **strong @** and ==light @==",
    "$$\na + b % Zqsecret\n$$",
    "- [ ] a task @\n\n1. one\n   @\n2. two",
];

/// Remarks that need room of their own.
const BLOCKS: &str = "%%\nZqsecret\n\nZqsecret `a\n%%\n\n<!--\nZqsecret\n\n```\nZqsecret\n-->\n\nWords %%Zqsecret\nZqsecret%% words.\n\n\
    Words <!-- Zqsecret\n\nZqsecret --> words.\n\n{>> Zqsecret\n\nZqsecret <<}\n\n[//]: # (Zqsecret)\n\nWords\n[comment]: # \"Zqsecret\"\n\n\
    % Zqsecret\n\n\\begin{equation}\na % Zqsecret\n\\end{equation}\n\n\\begin{comment}\nZqsecret\n\nZqsecret\n\\end{comment}\n\n\
    \\[ x % Zqsecret\n\\]\n\n```math\ny % Zqsecret\n```\n\n~~~{=html}\n<!-- Zqsecret -->\n~~~\n\n```{=comment}\nZqsecret\n```\n\n\
    ```{=latex}\nno words\n```\n\n<div hidden>\n\nZqsecret\n\n<div>Zqsecret</div>\n\nZqsecret\n\n</div>\n\n\
    Words <span hidden>Zqsecret</span> and\n\n- <b style=\"color: red; display:none\">Zqsecret <b>more</b> Zqsecret</b> words\n\n\
    | a <i hidden=\"\">Zqsecret</i> | b |\n|---|---|\n| c | d |\n\n\
    <div hidden\n>Zqsecret</div>\n\nWords <span\nhidden>Zqsecret</span> of it\n\n<details class=\"x\"\n hidden>\n\nZqsecret\n\n</details>\n\n\
    <div title=\"a>b\" hidden>Zqsecret</div>\n\nx <span title='a > b' hidden>Zqsecret</span>\n\n\
    <div hidden>Zqsecret <!-- </div> --> Zqsecret</div>\n\na <span hidden>x `</span>` Zqsecret</span>\n\n\
    <div hidden>x <img alt=\"</div>\" src=x> Zqsecret</div>\n\n<my-tag hidden>Zqsecret</my-tag>\n\n<x:y hidden>Zqsecret</x:y>\n\n\
    <p style=\"display:none !important\">Zqsecret</p>\n\n<div hidden/>Zqsecret</div>\n\n<div hidden=\"false\">Zqsecret</div>\n\n\
    <div class=\"a hidden\">Zqsecret</div>\n\n$$y {>>Zqsecret<<}$$\n\nx $$y <!-- Zqsecret --> z$$ x\n\n$$\na {>>Zqsecret<<}\nb\n$$\n\n\
    ::: {.hidden}\nZqsecret\n\n::: tip\nZqsecret\n:::\n\nZqsecret\n:::\n\n{{< comment >}}\nZqsecret\n\nZqsecret\n{{< /comment >}}\n\n\
    {::comment}\nZqsecret\n\nZqsecret\n{:/comment}\n\n\
    Words {>> Zqsecret without an end.\n\nWords <!-- Zqsecret without an end.\n\nZqkept\n\n";

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

/// A book with the secret at every place, in one form.
fn book(folder: &Path, form: &str) {
    let toml = "# Zqsecret\ntitle = \"A Case %%Zqsecret%%\" # Zqsecret\nauthors = [\"Some <!-- Zqsecret --> Body\"]\n\
        description = \"Words {>>Zqsecret<<} of it\"\nidentifier = \"an id %%Zqsecret%%\"\nchapters = [\"one.md\", \"two.md\", \"draft.md\", \"plain.txt\", \"zeros.md\", \"western.md\"]\ncommentary = [\"notes.md\", \"draft-notes.md\", \"on-draft.md\"]\n\
        [pdf]\nattach-source = true\n";
    write(folder, "book.toml", toml);
    let mut text = "---\n# Zqsecret\nlang: en # Zqsecret\n---\n# One\n\nThe harbour was quiet that morning.\n\n".to_owned();
    for place in PLACES {
        text += &place.replace('@', form);
        text += "\n\n";
    }
    text += "`Zqkept %%code%%` and\n\n```\nZqkept <!-- code -->\n```\n\n    Zqkept {>>code<<}\n";
    write(folder, "one.md", &text);
    write(folder, "two.md", &format!("# Two\n\n{BLOCKS}%% Zqsecret\n\n<!-- Zqsecret\n\n# Zqsecret\n"));
    write(folder, "zeros.md", &format!("# Zeros\n\nWords. {form}\n\0\n\0\n"));
    let western = format!("# Western\n\nCaf\u{e9}. {form}\n");
    fs::write(folder.join("western.md"), western.chars().map(|c| c as u8).collect::<Vec<_>>()).unwrap();
    write(folder, "plain.txt", &format!("---\ntitle: Plain\n---\n\nA line {form} of it.\n\n{form}\n\nAnother line.\n"));
    write(folder, "draft.md", "---\ndraft: true\n---\n# Zqsecret\n\nZqsecret\n");
    let notes = format!(
        "---\nvoice: editor # Zqsecret\nvoices: {{ editor: {{ name: \"The editor\", label: \"Ed.\", role: editor }} }}\n---\n\
         ### \"harbour was quiet\"\n\nA note {form} Zqkept.\n\n{form}\n\n### \"that morning\" {{draft}}\n\nZqsecret\n\n- Zqsecret\n"
    );
    write(folder, "notes.md", &notes);
    let draft = "---\ncomments-on: one.md\ndraft: true\nvoice: editor\n---\n### \"harbour was quiet\"\n\nZqsecret\n";
    write(folder, "draft-notes.md", draft);
    write(folder, "on-draft.md", "---\ncomments-on: draft.md\nvoice: editor\n---\n### \"Zqsecret\"\n\nZqsecret\n");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/images/dots.png"), folder.join("dots.png")).unwrap();
}

fn holds(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [word.as_bytes(), &wide].iter().any(|wanted| bytes.windows(wanted.len()).any(|window| window == *wanted))
}

/// Everything a PDF says beside its glyphs: the strings of its objects, and its streams, attached files among them.
fn said(object: &Object, all: &mut Vec<Vec<u8>>) {
    match object {
        Object::String(bytes, _) | Object::Name(bytes) => all.push(bytes.clone()),
        Object::Array(items) => items.iter().for_each(|item| said(item, all)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| said(value, all)),
        Object::Stream(stream) => {
            all.push(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()));
            stream.dict.iter().for_each(|(_, value)| said(value, all));
        }
        _ => {}
    }
}

fn check(name: &str, run: &Run) {
    for (path, bytes) in run.epub_files() {
        assert!(!holds(&bytes, SECRET) && !path.contains("zqsecret"), "{name}: {path} in the EPUB\n{}", String::from_utf8_lossy(&bytes));
    }
    assert!(!run.page_texts().contains(SECRET), "{name}: on a page of the PDF\n{}", run.page_texts());
    for pdf in [run.pdf.as_ref(), run.jacket.as_ref()].into_iter().flatten() {
        let document = Document::load_mem(pdf).unwrap();
        let mut all = Vec::new();
        document.objects.values().for_each(|object| said(object, &mut all));
        for bytes in all {
            assert!(!holds(&bytes, SECRET), "{name}: in the PDF\n{}", String::from_utf8_lossy(&bytes));
        }
    }
}

/// Holds that no page or name of a web edition has the word.
fn check_web(name: &str, folder: &Path) {
    let options = bindery::Options { formats: Vec::new(), web: Some(bindery::WebRequest::default()), ..bindery::Options::new(folder) };
    let web = bindery::build(&bindery::Disk::files(), &options).web.unwrap();
    assert!(web.files.iter().any(|file| holds(&file.bytes, KEPT)), "{name}");
    for file in &web.files {
        assert!(!holds(&file.bytes, SECRET) && !file.path.contains("zqsecret"), "{name}: {} of the web edition", file.path);
    }
}

#[test]
fn no_private_remark_reaches_any_file() {
    for (index, form) in FORMS.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        book(folder.path(), form);
        let run = support::run_as(folder.path(), &Verdicts::default(), false, index == 0);
        assert!(
            run.epub.is_some() && run.pdf.is_some(),
            "{form}: {}",
            bindery::testing::diagnostics::render::short(&run.found, &run.sources)
        );
        check(form, &run);
        if index % 5 == 0 {
            check_web(form, folder.path());
        }
        let kept = |bytes: &[u8]| bytes.windows(KEPT.len()).filter(|window| *window == KEPT.as_bytes()).count();
        assert_eq!(run.epub_files().values().map(|bytes| kept(bytes)).sum::<usize>(), 6, "{form}: code is no remark");
    }
}

#[test]
fn files_that_are_private_are_given_away_in_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, "book.toml", "title = \"T\"\nauthors = \"A\"\nchapters = [\"a.md\", \"p.md\"]\ncommentary = [\"n.md\", \"d.md\"]\n");
    write(path, "a.md", "# One\n\nPublic words.\n");
    write(path, "p.md", "---\nprivate: true\n---\n\n# Two\n\nSECRETP words.\n");
    let notes =
        |front: &str, note: &str| format!("---\n{front}comments-on: a.md\nvoices:\n  e: Ed\nvoice: e\n---\n\n### \"Public\"\n\n{note}\n");
    write(path, "n.md", &notes("", "Seen."));
    write(path, "d.md", &notes("draft: true\n", "SECRETD note."));
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(path).output().unwrap();
    let text = |bytes: &[u8]| match zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        Ok(mut archive) => (0..archive.len()).fold(String::new(), |mut all, at| {
            let _ = std::io::Read::read_to_string(&mut archive.by_index(at).unwrap(), &mut all);
            all
        }),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    };
    for form in ["w3c", "csv", "readium", "docx"] {
        let output = format!("out.{form}");
        let done = run(&["notes", "--export", form, "-o", &output]);
        assert!(done.status.success(), "{form}: {}", String::from_utf8_lossy(&done.stderr));
        let out = text(&fs::read(path.join(&output)).unwrap());
        assert!(out.contains("Seen.") && !out.contains("SECRET"), "{form}: {out}");
    }
    // An editor gets what is a draft, which is told.
    let done = run(&["review", "-o", "review.docx"]);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(told.contains("it holds drafts, which whoever gets it can read: p.md, d.md"), "{told}");
    let done = run(&["merge", "review.docx"]);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(told.contains("0 changes merged into 0 files\n"), "{told}");
}

#[test]
fn nothing_private_is_taken_in_with_a_file() {
    let taken = [
        ("draft.md", "---\ndraft: true\n---\nZqsecret\n", "{{#include draft.md}}\n\n![[draft]]\n\n{{< include draft.md >}}"),
        ("in.md", "x <!-- i --> y\n", "<!-- {{#include in.md}} Zqsecret -->"),
        ("tag.md", "x </div> y\n\n:::\n", "<div hidden>\n{{#include tag.md}}\nZqsecret\n</div>"),
        ("part.md", "l1 <!--\nZqsecret\nZqsecret --> Zqkept\n", "{{#include part.md:2:3}}"),
        ("head.md", "---\nsecret: Zqsecret\n# Zqsecret\n---\nWords.\n", "{{#include head.md:1:5}}"),
        ("open.md", "Words <!-- Zqsecret\n", "{{#include open.md}}\n\nZqkept <!-- Zqsecret -->"),
        ("vault.md", "%%\n# Zqsecret\n\nZqsecret\n%%\n\n# B\n\nZqkept\n", "![[vault#B]]"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let settings = "title = \"T\"\nauthors = [\"A\"]\nchapters = [\"one.md\"]\n[pdf]\nattach-source = true\n";
    write(folder.path(), "book.toml", settings);
    let mut text = "# One\n\n".to_owned();
    for (name, content, include) in taken {
        write(folder.path(), name, content);
        text += &format!("{include}\n\n");
    }
    write(folder.path(), "one.md", &text);
    let run = support::run_as(folder.path(), &Verdicts::default(), false, true);
    check("includes", &run);
    assert_eq!(run.page_texts().matches(KEPT).count(), 3, "{}", run.page_texts());
    let told = run.found.iter().filter(|found| found.code == bindery::testing::diagnostics::Code::NotIncluded).count();
    assert_eq!(told, 4, "three times the draft, and the remark without its end");
}

#[test]
fn words_and_code_that_are_marked_as_unseen_are_not_seen() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "book.toml", "title = \"T\"\nauthors = [\"A\"]\nchapters = [\"one.md\"]\n");
    let text = "# One\n\nWords [Zqsecret]{.hidden} and [Zqsecret]{style=\"display:none\"} here.\n\n\\iffalse\nZqsecret\n\\fi\n\n\
        ```{r setup, include=FALSE}\nZqsecret\n```\n\n```{r}\n#| echo: false\nZqsecret\n```\n\n```{r}\nZqkept\n```\n";
    write(folder.path(), "one.md", text);
    let run = support::run(folder.path());
    check("unseen", &run);
    assert!(run.page_texts().contains(KEPT), "{}", run.page_texts());
}

#[test]
fn attached_sources_keep_their_places() {
    let folder = tempfile::tempdir().unwrap();
    book(folder.path(), FORMS[0]);
    let run = support::run(folder.path());
    let (_, book) = run.book.as_ref().unwrap();
    for name in ["one.md", "two.md", "notes.md"] {
        let (given, made) = (fs::read_to_string(folder.path().join(name)).unwrap(), &book.blanked[name]);
        assert_eq!(given.lines().count(), made.lines().count(), "{name}");
        for (given, made) in given.lines().zip(made.lines()) {
            assert_eq!(given.chars().count(), made.chars().count(), "{name}: {given}");
            assert!(given.chars().zip(made.chars()).all(|(given, made)| given == made || made == ' '), "{name}: {given}\n{made}");
        }
        assert!(made.contains(KEPT), "{name}");
    }
    assert!(!book.blanked.contains_key("draft.md"));
    assert!(!book.blanked["book.toml"].contains(SECRET));
}

#[test]
fn the_command_takes_remarks_out_of_metadata() {
    let folder = tempfile::tempdir().unwrap();
    let remarks = "<!-- Zqsecret --> {--Zqsecret--} %%Zqsecret%% {>>Zqsecret<<}";
    write(
        folder.path(),
        "a.md",
        &format!("---\ntitle: \"A {remarks} Title\"\nsubtitle: \"Words {remarks}\"\nauthors: A\nlanguage: en\n---\n# One\n\nText.\n"),
    );
    for format in ["epub", "pdf"] {
        let file = folder.path().join(format!("out.{format}"));
        let built = std::process::Command::new(env!("CARGO_BIN_EXE_bindery"))
            .arg(format)
            .arg(folder.path().join("a.md"))
            .arg("-o")
            .arg(&file)
            .status();
        assert!(built.unwrap().success());
    }
    let mut archive = zip::ZipArchive::new(fs::File::open(folder.path().join("out.epub")).unwrap()).unwrap();
    for index in 0..archive.len() {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(index).unwrap(), &mut bytes).unwrap();
        assert!(!holds(&bytes, SECRET), "{}", String::from_utf8_lossy(&bytes));
    }
    let document = Document::load(folder.path().join("out.pdf")).unwrap();
    let mut all = Vec::new();
    document.objects.values().for_each(|object| said(object, &mut all));
    assert!(all.iter().all(|bytes| !holds(bytes, SECRET)));
}
