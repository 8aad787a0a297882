//! One execution: a book built with an input in it, and what must be true of what it came to.

use crate::mutate::unzip;
use crate::rng::hash;
use crate::target::{Stock, Target};
use crate::{bundle, files, shape};
use bindery::testing::build::{Built, FileContent, Format, Options};
use bindery::testing::config::{IN_EPUB, IN_PDF, Presentation, load};
use bindery::testing::diagnostics::{Code, Diagnostics, Severity, render};
use bindery::testing::inspect::inspect;
use bindery::testing::read::{ReadingManner, plain_text, read};
use bindery::testing::remarks;
use bindery::testing::source::{Disk, Sources, decode};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;

/// An input, and which settings its book has.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) variant: u32,
    pub(crate) bytes: Vec<u8>,
}

impl Input {
    pub(crate) fn hash(&self) -> u64 {
        hash(&self.bytes) ^ u64::from(self.variant).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// What fell: a key that is the same for the same fault, and what can be said of it.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) key: String,
    pub(crate) words: String,
}

impl Fault {
    pub(crate) fn new(key: impl Into<String>, words: impl Into<String>) -> Self {
        Self { key: key.into(), words: words.into() }
    }
}

/// What one execution came to.
#[derive(Debug, Default)]
pub(crate) struct Ran {
    /// What was seen, as numbers.
    pub(crate) shape: BTreeSet<u64>,
    pub(crate) fault: Option<Fault>,
}

/// Where panics were since this was last emptied. A thread that only waited for another says nothing of its own.
static PANICS: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// Notes panics instead of printing them. Before anything else of Bindery is used: what it guards, it does not pass on.
pub(crate) fn listen() {
    std::panic::set_hook(Box::new(|panic| {
        let payload = panic.payload();
        let words = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let place = panic.location().map_or_else(String::new, |place| format!("{}:{}", tail(place.file()), place.line()));
        if let Ok(mut panics) = PANICS.lock() {
            panics.push((place, words.unwrap_or_default().to_owned()));
        }
    }));
}

/// A path without what differs from machine to machine.
fn tail(path: &str) -> &str {
    path.find("/registry/src/").and_then(|at| path[at + 14..].split_once('/')).map_or(path, |(_, tail)| tail)
}

/// Runs an input. `twice` is for whether the bytes are the same again.
pub(crate) fn run(target: Target, input: &Input, stock: &Stock, folder: &Path, twice: bool) -> Ran {
    let mut ran = Ran::default();
    let outcome = catch_unwind(AssertUnwindSafe(|| match target {
        Target::Epub => finished(&input.bytes, &mut ran.shape),
        Target::Annotations => annotated(input, stock, folder, &mut ran.shape),
        _ => book(target, input, stock, folder, twice, &mut ran.shape),
    }));
    let panics = PANICS.lock().map(|mut panics| std::mem::take(&mut *panics)).unwrap_or_default();
    let scoped = |words: &str| words == "a scoped thread panicked";
    ran.fault = match outcome {
        Ok(fault) => fault,
        Err(_) => {
            let first = panics.iter().find(|(_, words)| !scoped(words)).or(panics.first()).cloned().unwrap_or_default();
            Some(Fault::new(format!("panic {}", first.0), first.1))
        }
    };
    ran
}

/// Inspects an EPUB.
fn finished(bytes: &[u8], shape: &mut BTreeSet<u64>) -> Option<Fault> {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    inspect("x.epub", bytes, &mut sources, &mut found);
    shape::findings(&found, shape);
    let members = unzip(bytes);
    let said: Vec<&[u8]> = members.iter().flat_map(|(name, content)| [name.as_bytes(), content.as_slice()]).chain([bytes]).collect();
    findings(&found, &sources, &said)
}

/// Places remarks in a book.
fn annotated(input: &Input, stock: &Stock, folder: &Path, shape: &mut BTreeSet<u64>) -> Option<Fault> {
    let made = std::fs::create_dir_all(folder);
    let path = made.and_then(|()| Target::Annotations.lay(&input.bytes, input.variant, stock, folder)).ok()?;
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = load(Disk::files(), &path, &mut sources, &mut found)?;
    let book = read(&config, ReadingManner::default(), &mut sources, &mut found)?;
    let mut told = Diagnostics::default();
    let placed = remarks::placed(&input.bytes, &book, &mut told);
    shape::number("placed", placed, shape);
    shape::findings(&told, shape);
    findings(&told, &sources, &[&input.bytes])
}

/// Builds a book.
fn book(target: Target, input: &Input, stock: &Stock, folder: &Path, twice: bool, shape: &mut BTreeSet<u64>) -> Option<Fault> {
    let _ = std::fs::remove_dir_all(folder);
    let emptied = std::fs::create_dir_all(folder);
    let path = emptied.and_then(|()| target.lay(&input.bytes, input.variant, stock, folder));
    // What the disk refuses (a name that is too long for it) is no fault of the book.
    let path = path.ok()?;
    let options = options(&path, target, input.variant);
    let made = bindery::build(&Disk::files(), &options);
    shape::findings(&made.reading.findings, shape);
    if target == Target::Text {
        imported(&input.bytes);
    }
    if let Some((_, book)) = made.reading.book() {
        shape::book(book, shape);
    }
    let fault = findings(&made.reading.findings, &made.reading.sources, &[&input.bytes]).or_else(|| outputs(&made, shape));
    if fault.is_some() || !twice {
        return fault;
    }
    let again = bindery::build(&Disk::files(), &options);
    let bytes = |built: &Built<Vec<u8>>| built.files.iter().map(|built| built.file.clone()).collect::<Vec<_>>();
    let same = bytes(&made) == bytes(&again)
        && render::json(&made.reading.findings, &made.reading.sources) == render::json(&again.reading.findings, &again.reading.sources);
    if !same {
        return Some(Fault::new("another time", "the same input gave other files or findings"));
    }
    if target != Target::Markdown {
        return None;
    }
    let path = target.lay(&with_remarks(&input.bytes), input.variant, stock, folder).ok()?;
    let built = bindery::build(&Disk::files(), &Options { book: path, ..options });
    let told = built.files.into_iter().find(|built| files::holds(&built.file, SECRET));
    told.map(|built| Fault::new(format!("private {}", built.format.ending()), "a remark is in a file"))
}

/// A word that nobody writes.
const SECRET: &str = "zqxjwv";

/// The same texts, the first of them behind some remarks, which are remarks whatever follows.
fn with_remarks(bytes: &[u8]) -> Vec<u8> {
    let mut texts = bundle::split(bytes, Target::Markdown.file());
    if let Some((_, text)) = texts.iter_mut().find(|(name, _)| name.ends_with(".md")) {
        let remarks = format!("<!-- {SECRET} -->\n\n%% {SECRET} %%\n\n{{>>{SECRET}<<}}\n\n");
        text.splice(0..0, remarks.into_bytes());
    }
    bundle::join(texts.iter().map(|(name, text)| (name.as_str(), text.as_slice())))
}

/// The options that a number stands for.
fn options(book: &Path, target: Target, variant: u32) -> Options {
    let place = (variant >> 20) as usize;
    let all: Vec<Presentation> = IN_PDF.iter().chain(&IN_EPUB).map(|(_, presentation)| *presentation).collect();
    Options {
        draft: variant % 7 == 3,
        print: variant % 20 == 2,
        report: variant % 3 == 2,
        commentary: (target == Target::Commentary && place % 3 == 1).then(|| all[place % all.len()]),
        ..Options::new(book)
    }
}

/// Makes Markdown of a plain text.
fn imported(bytes: &[u8]) {
    let Some((text, _)) = decode(bytes.to_vec()) else { return };
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let source = sources.add("one.txt", text);
    let text = sources.get(source).text();
    plain_text::tell(&plain_text::to_markdown(text).report, source, text, &mut found);
    let _ = render::human(&found, &sources, false);
}

/// What must be true of findings: each has a place inside its text, and can be printed; none speaks of the program's insides.
fn findings(found: &Diagnostics, sources: &Sources, said: &[&[u8]]) -> Option<Fault> {
    for finding in found {
        for span in finding.span.iter().chain(finding.labels.iter().map(|(span, _)| span)) {
            let (text, range) = (sources.get(span.source).text(), span.range());
            if text.get(range.clone()).is_none() {
                let words = format!("{range:?} of {} bytes: {}", text.len(), finding.message);
                return Some(Fault::new(format!("no place {}", finding.code.id()), words));
            }
        }
        // Whether a picture can be drawn is to be known while there is still room for its words.
        if finding.message.starts_with("cannot draw ") {
            return Some(Fault::new("late picture", finding.message.clone()));
        }
        if finding.code == Code::Internal || finding.message.is_empty() {
            return Some(Fault::new(format!("internal {}", finding.code.id()), finding.message.clone()));
        }
        let words = [Some(finding.message.as_str()), finding.help.as_deref()];
        for word in words.into_iter().flatten() {
            if let Some(name) = insides(word, said) {
                return Some(Fault::new(format!("insides {} {name}", finding.code.id()), word));
            }
        }
    }
    let _ = render::human(found, sources, true);
    let _ = render::json(found, sources);
    let _ = render::each(found, sources, false).count();
    None
}

/// A word of Rust in a message that is not the author's.
fn insides(message: &str, said: &[&[u8]]) -> Option<&'static str> {
    const INSIDES: [&str; 15] = [
        "Some(",
        "None)",
        "Ok(",
        "Err(",
        "Error {",
        "Error(",
        "Error::",
        "Utf8Error",
        "ParseIntError",
        "SourceId(",
        "Kind::",
        "RefCell",
        "Span {",
        "panicked",
        "usize",
    ];
    let told = |name: &str| message.contains(name) && !said.iter().any(|bytes| files::contains(bytes, name.as_bytes()));
    INSIDES.into_iter().find(|name| told(name))
}

/// What must be true of the files: our inspection finds no error in the EPUB, and the PDFs can be read again.
fn outputs(made: &Built<Vec<u8>>, shape: &mut BTreeSet<u64>) -> Option<Fault> {
    for built in &made.files {
        let bytes = &built.file;
        let fault = match (built.format, built.content) {
            (Format::Epub, FileContent::Book(_)) => {
                let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
                inspect("book.epub", bytes, &mut sources, &mut found);
                shape::epub(bytes, shape);
                let error = found.iter().find(|finding| finding.severity == Severity::Error);
                error.map(|error| {
                    let place = error.span.map_or_else(String::new, |span| format!("{} `{}`", sources.locate(span), sources.slice(span)));
                    Fault::new(format!("epub {}", error.code.id()), format!("{}: {place}", error.message))
                })
            }
            (Format::Pdf, _) => files::pdf(bytes, shape),
            (Format::Epub, _) => None,
        };
        if fault.is_some() {
            return fault;
        }
    }
    None
}
