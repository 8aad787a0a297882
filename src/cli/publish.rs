//! `publish`: books, their pages, catalogues and feeds, made one after another and put into the folder of a site together.

use super::report::{Terminal, count, grouped, outcome};
use super::site::{SiteDraft, SiteFault};
use super::target::SiteOrder;
use super::{Outcome, book, fonts, progress::Progress};
use crate::build::{Built, FileContent, Format, Options, build, name};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::edition::words::words;
use crate::picture::small;
use crate::publish::{self, BookCatalogue, PublishedFile, PublishedKind, PublishedTitle, TitleCover, TitleWords};
use crate::source::{Disk, Sources};
use crate::web::WebRequest;
use serde_json::json;
use std::path::Path;
use std::time::Instant;

/// Width of the covers that pages show: twice that of their place, for screens with two pixels where there was one.
const COVER_WIDTH: u32 = 608;

/// The folder of the web edition within that of its book.
const READ: &str = "read/";

/// Makes all books and the site. Nothing of the site changes before all is there, and nothing at all if a book has errors.
pub(super) fn publish(order: &SiteOrder, terminal: &Terminal) -> Outcome {
    let start = Instant::now();
    let mut draft = match SiteDraft::begin(&order.folder) {
        Ok(draft) => draft,
        Err(fault) => return ended(&fault, terminal),
    };
    let mut catalogue = BookCatalogue { url: None, name: String::new(), titles: Vec::new() };
    let mut site = SiteNames::default();
    let mut worst = Outcome::Done;
    for path in &order.books {
        match title(path, order, &mut draft, &mut site, terminal) {
            Ok(Some(title)) => match catalogue.titles.iter().find(|other| other.name == title.name) {
                Some(other) => {
                    let message =
                        format!("`{}` would be the folder of `{}` and of `{}`", title.name, other.metadata.title, title.metadata.title);
                    terminal.wrong_call(&message, Some("give one of them another name with `output = \"…\"` in its book.toml"));
                    return Outcome::WrongCall;
                }
                None => catalogue.titles.push(title),
            },
            Ok(None) => worst = worst.max(Outcome::Errors),
            Err(fault) => return ended(&fault, terminal),
        }
    }
    if worst != Outcome::Done {
        return worst;
    }
    catalogue.name = site.name(&catalogue.titles);
    catalogue.url = site.url.map(|(url, _)| url);
    let mut told = Diagnostics::default();
    if catalogue.url.is_none() {
        let message = "nothing says where the site will stand, so links in its feeds are relative, and there is no sitemap.xml";
        told.push(Diagnostic::new(Code::NoSiteAddress, message).help("write `[site]` and `url = \"https://…/\"` in a book.toml"));
    }
    told.judge(&order.verdicts);
    terminal.findings(&told, &Sources::default(), "nothing was published");
    if told.has_errors() {
        return Outcome::Errors;
    }
    match finish(&catalogue, draft) {
        Ok(kept) => {
            let seconds = start.elapsed().as_secs_f64();
            close(&catalogue, &order.folder, kept, seconds, terminal);
            Outcome::Done
        }
        Err(fault) => ended(&fault, terminal),
    }
}

/// Adds what is made of all books, and puts everything into its place; how many files there are, and how many bytes.
fn finish(catalogue: &BookCatalogue, mut draft: SiteDraft) -> Result<[usize; 2], SiteFault> {
    for file in publish::files(catalogue) {
        draft.add(&file.path, &file.bytes)?;
    }
    let sums = publish::checksums(draft.sums());
    draft.add(publish::SUMS, sums.as_bytes())?;
    draft.keep()
}

/// Reports what ends a run.
fn ended(fault: &SiteFault, terminal: &Terminal) -> Outcome {
    let finding = fault.told();
    if finding.code == Code::Machine {
        terminal.machine(&finding.message);
        return Outcome::Machine;
    }
    terminal.wrong_call(&finding.message, finding.help.as_deref());
    Outcome::WrongCall
}

/// What the books say of the site.
#[derive(Default)]
struct SiteNames {
    /// The address, and the book that says it.
    url: Option<(String, String)>,
    name: Option<String>,
}

impl SiteNames {
    /// The name of the catalogue: that which a book gives, the publisher of all, or the title of the only one.
    fn name(&self, titles: &[PublishedTitle]) -> String {
        let first = titles.first();
        let publisher = || {
            let publisher = first?.metadata.publisher.as_ref()?;
            (titles.len() > 1 && titles.iter().all(|title| title.metadata.publisher.as_ref() == Some(publisher))).then(|| publisher.clone())
        };
        let only = || first.filter(|_| titles.len() == 1).map(|title| title.metadata.title.clone());
        let author = || {
            let author = first?.metadata.people.first()?;
            titles.iter().all(|title| title.metadata.people.first() == Some(author)).then(|| author.name.clone())
        };
        self.name.clone().or_else(publisher).or_else(only).or_else(author).unwrap_or_else(|| "Books".to_owned())
    }
}

/// Makes a book and adds its files to the site; none, with what was found, if it has errors.
fn title(
    path: &Path,
    order: &SiteOrder,
    draft: &mut SiteDraft,
    site: &mut SiteNames,
    terminal: &Terminal,
) -> Result<Option<PublishedTitle>, SiteFault> {
    let progress = Progress::new(terminal);
    let options = Options {
        formats: Format::ALL.to_vec(),
        published: true,
        web: Some(WebRequest { within: Some(READ), ..WebRequest::default() }),
        font_folders: order.system_fonts.then(fonts::folders),
        verdicts: order.verdicts.clone(),
        ..book::options(path)
    };
    let mut built = build(&Disk::files(), &options);
    progress.end();
    if let Some(config) = built.reading.settings.as_ref() {
        let given = config.site.url.as_ref().map(|url| (url.clone(), path.display().to_string()));
        if let (Some((known, of)), Some((other, _))) = (&site.url, &given)
            && known != other
        {
            let message = format!("`site.url` is `{other}`, but `{known}` in the book `{of}`");
            let finding = Diagnostic::new(Code::BadValue, message).help("give all books of a site the same address");
            built.reading.findings.push(Diagnostic { span: config.place("site.url"), ..finding });
        }
        site.url = site.url.take().or(given);
        site.name = site.name.take().or_else(|| config.site.title.clone());
    }
    let whole = Format::ALL.iter().all(|&format| built.book_of(format).is_some()) && !built.reading.findings.has_errors();
    terminal.findings(
        &built.reading.findings,
        &built.reading.sources,
        &format!("nothing was published, for `{}` has errors", path.display()),
    );
    if !whole {
        if outcome(&built.reading.findings) == Outcome::Machine {
            return Err(SiteFault::Told(Diagnostic::new(Code::Machine, "a file of the book can't be read; nothing was published")));
        }
        return Ok(None);
    }
    add(&mut built, path, draft)
}

/// Adds the files of a book that was made to the site.
fn add(built: &mut Built<Vec<u8>>, path: &Path, draft: &mut SiteDraft) -> Result<Option<PublishedTitle>, SiteFault> {
    let files = std::mem::take(&mut built.files);
    let (Some((config, read)), Some(facts)) = (built.reading.book(), built.facts.take()) else { return Ok(None) };
    let folder = name(config, &read.metadata, path);
    let (mut published, mut cover) = (Vec::new(), None);
    for made in files {
        let (kind, pages, ending) = match (made.format, made.content) {
            (Format::Epub, FileContent::Book(pages)) => (PublishedKind::Epub, pages, ".epub"),
            (Format::Pdf, FileContent::Book(pages)) => (PublishedKind::Pdf, pages, ".pdf"),
            (_, FileContent::Sample) => (PublishedKind::Sample, None, "-sample.epub"),
            (_, FileContent::Image) => {
                cover = self::cover(&folder, &made.file, draft)?;
                continue;
            }
            (_, FileContent::Jacket(_) | FileContent::Booklet(_) | FileContent::Report(_)) => continue,
        };
        let at = format!("{folder}/{folder}{ending}");
        draft.add(&at, &made.file)?;
        published.push(PublishedFile { kind, path: at, size: made.file.len(), pages });
    }
    let web = built.web.take().unwrap_or_default();
    for file in &web.files {
        draft.add(&format!("{folder}/{READ}{}", file.path), &file.bytes)?;
    }
    published.sort_by_key(|file| file.kind as u8);
    let words = words(read);
    let others = facts.people.iter().filter(|person| !person.is_author());
    Ok(Some(PublishedTitle {
        credits: others.map(|person| format!("{} {}", words.role(person.role()), person.name).trim_start().to_owned()).collect(),
        words: TitleWords { cover: words.cover.to_owned(), contents: words.contents.to_owned() },
        name: folder.clone(),
        metadata: read.metadata.clone(),
        language: read.language.clone(),
        facts,
        files: published,
        cover,
        web: web.pages.iter().map(|page| format!("{folder}/{READ}{}", page.path)).collect(),
        extent: config.site.sample.clone(),
    }))
}

/// Adds the cover to the site, and a small one that pages show.
fn cover(folder: &str, bytes: &[u8], draft: &mut SiteDraft) -> Result<Option<TitleCover>, SiteFault> {
    let (ending, media_type) = if bytes.starts_with(b"\x89PNG") { ("png", "image/png") } else { ("jpg", "image/jpeg") };
    let path = format!("{folder}/cover.{ending}");
    draft.add(&path, bytes)?;
    let Some(size) = small::size(bytes) else { return Ok(None) };
    let Some(less) = small::small(bytes, COVER_WIDTH) else {
        return Ok(Some(TitleCover { small: path.clone(), path, size, media_type, small_type: media_type }));
    };
    let small = format!("{folder}/cover-small.jpg");
    draft.add(&small, &less)?;
    let size = small::size(&less).unwrap_or(size);
    Ok(Some(TitleCover { path, small, size, media_type, small_type: "image/jpeg" }))
}

/// Says what was published.
fn close(catalogue: &BookCatalogue, folder: &Path, [files, bytes]: [usize; 2], seconds: f64, terminal: &Terminal) {
    let shown = folder.display().to_string();
    let books = count(catalogue.titles.len(), "book");
    let words = format!("{shown}: {books}, {}, {} kB, {seconds:.2} s", count(files, "file"), grouped(bytes.div_ceil(1000)));
    let names: Vec<&str> = catalogue.titles.iter().map(|title| title.name.as_str()).collect();
    let object = json!({
        "published": shown,
        "books": names,
        "files": files,
        "bytes": bytes,
        "seconds": (seconds * 1000.0).round() / 1000.0,
    });
    terminal.close(&words, &object);
}
