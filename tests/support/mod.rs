//! What the tests share: running a book through every stage without the command, and reading what came out.

#![allow(dead_code, reason = "each test program uses its own part")]

pub(crate) mod broken;
pub(crate) mod dump;
pub(crate) mod parts;
pub(crate) mod press_rules;
pub(crate) mod said;
pub(crate) mod tagged;
pub(crate) mod wanted;

use bindery::Form;
use bindery::testing::book::{Book, toc};
use bindery::testing::build::{Built, BuiltFile, FileContent, Format, Options, Reading};
use bindery::testing::config::{self, Config};
use bindery::testing::diagnostics::{Code, Diagnostics, Verdicts};
use bindery::testing::fonts::Fonts;
use bindery::testing::layout::frame::{ItemContent, Pages};
use bindery::testing::source::{Disk, Sources};
use bindery::testing::{edition, pdf};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The time that test outputs state.
pub(crate) const MODIFIED: &str = "1980-01-01T00:00:00Z";

/// Everything one run made and found.
#[derive(Default)]
pub(crate) struct Run {
    pub(crate) sources: Sources,
    pub(crate) found: Diagnostics,
    pub(crate) book: Option<(Config, Book)>,
    /// The form it was set in, whatever its settings say.
    pub(crate) form: Option<Form>,
    pub(crate) epub: Option<Vec<u8>>,
    pub(crate) pages: Option<Pages>,
    pub(crate) pdf: Option<Vec<u8>>,
    /// The cover for print.
    pub(crate) jacket: Option<Vec<u8>>,
}

/// Runs the book at `path` as `bindery build` does: both formats, whatever the text's errors, in which case they are not kept; a
/// finding of both counts once.
pub(crate) fn run(path: &Path) -> Run {
    run_as(path, &Verdicts::default(), false, false)
}

/// The same with what is wanted of findings, and with `--draft` and `--for print` or without. A text without book.toml is set as a
/// book, so that a test of something else does not depend on how short its text is.
pub(crate) fn run_as(path: &Path, verdicts: &Verdicts, draft: bool, print: bool) -> Run {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let form = (!folder.join("book.toml").exists() && path.extension().is_none_or(|ending| ending != "toml")).then_some(Form::Book);
    run_in(form, path, verdicts, draft, print)
}

/// The same in a form, or in the one that the settings or the text ask for.
pub(crate) fn run_in(form: Option<Form>, path: &Path, verdicts: &Verdicts, draft: bool, print: bool) -> Run {
    // 1980, which is [`MODIFIED`].
    let options = Options { verdicts: verdicts.clone(), draft, print, form, pages: true, epoch: Some(315_532_800), ..Options::new(path) };
    let Built { reading, files, pages, .. } = bindery::build(&Disk::files(), &options);
    let Reading { sources, findings, settings, text } = reading;
    let mut run =
        Run { sources, found: findings, book: settings.zip(text.map(std::sync::Arc::unwrap_or_clone)), form, pages, ..Run::default() };
    for BuiltFile { format, content, file } in files {
        match (format, content) {
            (Format::Epub, FileContent::Book(_)) => run.epub = Some(file),
            (Format::Pdf, FileContent::Book(_)) => run.pdf = Some(file),
            (_, FileContent::Jacket(_)) => run.jacket = Some(file),
            (_, FileContent::Booklet(_) | FileContent::Report(_) | FileContent::Sample) => {}
            (Format::Epub | Format::Pdf, FileContent::Image) => {}
        }
    }
    run
}

impl Run {
    /// The PDF by this pair of standards, and whether the manuscript is in it.
    pub(crate) fn pdf_as(&self, standard: config::PdfStandard) -> (Vec<u8>, bool) {
        let (config, book) = self.book.as_ref().expect("a book that was built");
        let mut config = config.clone();
        config.pdf.standard = standard;
        let mut found = Diagnostics::default();
        let fonts = Fonts::load(&config, &mut found);
        let edition = edition::arrange_in(self.form, book, config.notes.pdf, &config).showing(config.notes.marks);
        let pages = self.pages.clone().expect("a book that was built");
        (pdf::write(pages, &edition, &config, &fonts, MODIFIED, &mut found), config.pdf.attach_source)
    }

    /// The exit code that the command must end with.
    pub(crate) fn exit(&self) -> i32 {
        if self.found.iter().any(|finding| finding.code == Code::Machine) { 3 } else { i32::from(self.found.has_errors()) }
    }

    /// The contents as an indented list.
    pub(crate) fn toc(&self) -> String {
        fn list(entries: &[toc::ContentsEntry], depth: usize, lines: &mut String) {
            for entry in entries {
                *lines += &format!("{}{}\n", "  ".repeat(depth), entry.title.words);
                list(&entry.children, depth + 1, lines);
            }
        }
        let mut lines = String::new();
        if let Some((config, book)) = &self.book {
            list(&edition::contents(&edition::arrange_in(self.form, book, config.notes.pdf, config), config.contents_depth), 0, &mut lines);
        }
        lines
    }

    /// The text of each page, a line a line, under its label.
    pub(crate) fn page_texts(&self) -> String {
        let mut lines = String::new();
        for page in self.pages.iter().flat_map(|pages| &pages.pages) {
            lines += &format!("== {}\n", page.label);
            let mut last = None;
            for item in &page.items {
                let ItemContent::Text(text) = &item.content else { continue };
                if last.is_some_and(|y| y != item.y) {
                    lines.push('\n');
                }
                lines += &text.text;
                last = Some(item.y);
            }
            if last.is_some() {
                lines.push('\n');
            }
        }
        lines
    }

    /// The files inside the EPUB, by path.
    pub(crate) fn epub_files(&self) -> BTreeMap<String, Vec<u8>> {
        unzip(self.epub.as_deref().unwrap_or_default())
    }
}

/// The files inside a zip, by path; none if it is not one.
pub(crate) fn unzip(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return files };
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("an index below the length");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("a whole file");
        files.insert(file.name().to_owned(), content);
    }
    files
}

/// An EPUB with some of its texts changed: `change` gives the new text of a file, or none to leave it.
pub(crate) fn rewrite(file: &[u8], change: impl Fn(&str, String) -> Option<String>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let (name, method) = (entry.name().to_owned(), entry.compression());
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes.clone()).ok().and_then(|text| change(&name, text));
        out.start_file(name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        std::io::Write::write_all(&mut out, text.as_deref().map_or(&bytes, str::as_bytes)).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A case's book: what its case.toml names, else the folder.
pub(crate) fn book_of(folder: &Path) -> PathBuf {
    let case = std::fs::read_to_string(folder.join("case.toml")).unwrap_or_default();
    let named = case.lines().find_map(|line| line.strip_prefix("book = \"")?.strip_suffix('"'));
    named.map_or_else(|| folder.to_owned(), |name| folder.join(name))
}

/// What a program says that is asked many questions, a line each, in one start.
pub(crate) fn answers(program: &str, arguments: &[&str], questions: &str) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};
    // They fit into the pipe, so that nobody waits for the other.
    assert!(questions.len() < 1 << 16, "too many questions for {program}");
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|fault| panic!("{program}: {fault}; run the tests with tests/run, which installs it"));
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(questions.as_bytes()).expect("the judge reads");
    drop(input);
    let output = child.wait_with_output().expect("the judge ends");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What EPUBCheck says of each file, a line a message: `ERROR RSC-005 OEBPS/one.xhtml:1:2 …`. One start of Java for all of them.
pub(crate) fn epubcheck(files: &[PathBuf]) -> Vec<Vec<String>> {
    let program = "epub-check-batch";
    let said = answers(program, &[], &files.iter().map(|file| format!("{}\n", file.display())).collect::<String>());
    files
        .iter()
        .map(|file| {
            let own = format!("{}\t", file.display());
            let lines: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix(&own)).collect();
            assert_eq!(lines.last(), Some(&"DONE"), "{program} did not judge {}", file.display());
            lines[..lines.len() - 1].iter().map(|line| line.replace('\t', " ")).collect()
        })
        .collect()
}
