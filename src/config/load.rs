//! Finds and reads the settings of a book: book.toml, front matter, or none.

use super::files::{FileOrigin, ending};
use super::front_matter::{self, FrontMatterNode, FrontMatterValue};
use super::keys::Raw;
use super::language::meant_tag;
use super::layers::{self, AskedSettings, SettingsLayers};
use super::order::{ListedFile, Zone};
use super::people::sort_name;
use super::project::{self, MeantProject, Outline};
use super::resolve::{ResolveContext, resolve};
use super::written::{self, WrittenSettings};
use super::{Config, StandInTitle, byline, designs, document, guess, head, placeholder, workspace};
use crate::book::Person;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::chapter_number;
use crate::source::{Encoding, EntryKind, Files, Folder, InputFormat, SourceId, Sources, Span, decode};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeTable;

/// A text of more bytes is not read: no manuscript is as large, and positions must fit.
const LARGEST: u64 = 64 << 20;

/// The settings of the book at `path`: a folder (its book.toml, or without one its Markdown files in name order), a
/// book.toml, a Markdown file (its front matter has the same keys) or a plain text file.
///
/// Errors among the findings mean it can't be built; none means that it is not known for sure which files make the book.
/// The title may be empty: the reader takes it from the first heading.
pub fn load(files: Arc<dyn Files>, path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
    load_asked(files, path, &AskedSettings::default(), sources, diagnostics)
}

/// The settings of the book at `path`, as [`load`] has them, with what a call asks for over them.
pub(crate) fn load_asked(
    files: Arc<dyn Files>,
    path: &Path,
    asked: &AskedSettings,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Config> {
    let mut here = Diagnostics::default();
    let behind = behind_link(&*files, path);
    let path = behind.as_deref().unwrap_or(path);
    let config = if files.about(path).is_ok_and(|facts| facts.kind == EntryKind::Folder) {
        let folder = workspace::of(Folder::new(files, path.to_owned()), sources, &mut here);
        of_folder(&folder, asked, sources, &mut here)
    } else {
        of_file(files, path, asked, sources, &mut here)
    };
    // Found by stage and by key; a person reads from top to bottom.
    let mut findings: Vec<Diagnostic> = here.iter().cloned().collect();
    findings.sort_by_key(|finding| finding.span.map(|span| (span.source, span.start)));
    for finding in findings {
        diagnostics.push(finding);
    }
    config.map(|mut config| {
        config.layering.edition = asked.edition.clone().filter(|name| config.layering.editions.contains(name));
        config.metadata.edition.clone_from(&config.layering.edition);
        config
    })
}

/// The file or folder behind a symbolic link: whoever names one means that, and the book's folder is where it lies.
fn behind_link(files: &dyn Files, path: &Path) -> Option<PathBuf> {
    let real = files.real(path).ok()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = files.real(folder).ok()?.join(path.file_name()?);
    (real != beside).then_some(real)
}

fn of_folder(folder: &Folder, asked: &AskedSettings, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
    if folder.about("book.toml").is_some() && !project::is_mdbook(folder) {
        return of_toml(folder, "book.toml", asked, sources, diagnostics);
    }
    let MeantProject { folder, above, outline } = project::meant(folder, sources);
    sources.rise(above);
    let (folder, origin) = (&folder, FileOrigin::Outlined(&outline));
    // Without book.toml the first file of the text speaks for the book; a draft does only if all are drafts.
    let nowhere = sources.add("book.toml", "");
    let mut unheard = Diagnostics::default();
    let plain = settled(&WrittenSettings::default(), origin, folder, nowhere, sources, &mut unheard);
    let files: Vec<ListedFile> = plain.iter().flat_map(|config| &config.files).filter(|file| file.zone == Zone::Body).cloned().collect();
    let Some(first) = files.iter().find(|file| !document::is_draft(folder, &file.path)).or(files.first()) else {
        // Nothing was read, so nothing has a place; who the author is matters to no one yet.
        for finding in unheard.iter().filter(|finding| finding.code != Code::NoAuthor) {
            diagnostics.push(finding.clone());
        }
        return None;
    };
    let first = if document::has_front(folder, &first.path) { first } else { only_front(&files, folder).unwrap_or(first) };
    let foreign = outline.settings.as_ref().map(|(source, node)| {
        // What another program asks for beside is no slip.
        let layers = SettingsLayers::of(*source, None, asked, folder, sources, &mut Diagnostics::default());
        let written = document::written(&layers, sources.get(layers.source).text(), node, &mut Diagnostics::default());
        (layers.source, written)
    });
    let (source, written, speaks) = match foreign {
        Some((source, written)) if names_book(&written.raw) => (source, written, None),
        foreign => {
            let (source, written) = of_markdown(folder, &first.path, asked, sources, diagnostics)?;
            let mut written = of_book(written, &first.path, &files, folder);
            let language = foreign.and_then(|(_, foreign)| foreign.raw.language).filter(|tag| meant_tag(tag.get_ref()).is_some());
            written.raw.language = written.raw.language.or(language);
            (source, written, Some(first.path.clone()))
        }
    };
    let config = settled(&written, origin, folder, source, sources, diagnostics)?;
    let config = Config {
        speaks,
        hides_lines: outline.program == project::MDBOOK,
        theorems: outline.theorems.clone(),
        captioned: project::CAPTIONED.contains(&outline.program),
        variables: outline.variables.clone(),
        ..config
    };
    // GitBook too takes the title from the text that opens the book.
    let listed = !outline.program.is_empty() && !matches!(outline.program, project::GITBOOK | project::DOCSIFY);
    let config = with_stand_in(titled_by_index(config), listed);
    Some(said_by_text(config, written.raw.language.is_some(), diagnostics))
}

/// Files that are looked at for the names of authors: more name more people.
const MOST_NAMING: usize = 200;

/// The settings with the author whom the text names, if they name none; the finding that there is none goes with it.
fn with_byline(config: Config, diagnostics: &mut Diagnostics) -> Config {
    if !config.metadata.people.is_empty() || !diagnostics.iter().any(|finding| finding.code == Code::NoAuthor) {
        return config;
    }
    let files = config.files.iter().filter(|file| file.zone == Zone::Body).take(MOST_NAMING);
    let files = files.take_while(|file| InputFormat::of(&file.path) == Some(InputFormat::Markdown));
    let heads: Vec<String> = files.map(|file| head::head(&config.folder, &config.folder.join(&file.path)).unwrap_or_default()).collect();
    let texts = heads.iter().map(|head| {
        let (front, body) = front_matter::split(head);
        byline::TitledBody { body: &head[body..], titled: front.is_some() }
    });
    let Some(name) = byline::only(texts) else { return config };
    diagnostics.forget(|finding| finding.code == Code::NoAuthor);
    let finding = Diagnostic::new(Code::AuthorFound, format!("no author is given; the text names one below its title: {name}"));
    diagnostics.push(finding.help(match &config.speaks {
        Some(_) => format!("write `author: {name}` in front matter, or the name that is right"),
        None => format!("write `authors = [\"{name}\"]` in book.toml, or the name that is right"),
    }));
    let mut config = config;
    let sort = sort_name(&name);
    config.metadata.people.push(Person::author(&name, &sort));
    config
}

/// The settings with what the text says of the book and they don't: who wrote it, and its language.
fn said_by_text(config: Config, language_given: bool, diagnostics: &mut Diagnostics) -> Config {
    let config = with_byline(config, diagnostics);
    // A plain text may name its author, as only its reader can tell.
    let first = config.files.iter().find(|file| file.zone == Zone::Body);
    let is_plain = first.is_some_and(|first| InputFormat::of(&first.path) == Some(InputFormat::PlainText));
    let unsaid = diagnostics.iter().find(|finding| finding.code == Code::NoAuthor && is_plain).and_then(|finding| finding.span);
    if unsaid.is_some() {
        diagnostics.forget(|finding| finding.code == Code::NoAuthor);
    }
    let config = Config { author_unsaid: unsaid, ..config };
    guess::told(config, language_given, diagnostics)
}

fn of_file(
    files: Arc<dyn Files>,
    path: &Path,
    asked: &AskedSettings,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Config> {
    let folder = Folder::new(files, path.parent().map(Path::to_owned).unwrap_or_default());
    let folder = &workspace::of(folder, sources, diagnostics);
    let name = &*path.file_name().unwrap_or_default().to_string_lossy();
    if ending(name) == "toml" {
        if name == "book.toml" && project::is_mdbook(folder) {
            return of_folder(folder, asked, sources, diagnostics);
        }
        return of_toml(folder, name, asked, sources, diagnostics);
    }
    match InputFormat::of(name) {
        Some(InputFormat::Markdown) => {
            let (source, written) = of_markdown(folder, name, asked, sources, diagnostics)?;
            let config = settled(&written, FileOrigin::Alone(name), folder, source, sources, diagnostics)?;
            Some(said_by_text(Config { speaks: Some(name.to_owned()), ..config }, written.raw.language.is_some(), diagnostics))
        }
        Some(InputFormat::PlainText) => {
            // Title and author are the reader's to find in the text, or to report missing.
            let has_front = head::head(folder, &folder.join(name)).is_some_and(|head| front_matter::split(&head).0.is_some());
            let (source, written) = if has_front {
                of_markdown(folder, name, asked, sources, diagnostics)?
            } else {
                (sources.add(name, ""), WrittenSettings::default())
            };
            let mut here = Diagnostics::default();
            let config = settled(&written, FileOrigin::Alone(name), folder, source, sources, &mut here)?;
            for finding in here.iter().filter(|finding| has_front && finding.code != Code::NoAuthor) {
                diagnostics.push(finding.clone());
            }
            Some(guess::told(Config { speaks: Some(name.to_owned()), ..config }, written.raw.language.is_some(), diagnostics))
        }
        None => {
            let finding = Diagnostic::new(Code::NoText, format!("`{}` is not a book", path.display()));
            diagnostics.push(finding.help("give a folder, a book.toml, a Markdown file (.md) or a plain text (.txt)"));
            None
        }
    }
}

fn of_toml(folder: &Folder, name: &str, asked: &AskedSettings, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
    let (source, encoding) = text(folder, name, sources, diagnostics)?;
    let content = sources.get(source).text();
    match encoding {
        Encoding::Utf8 => {}
        Encoding::Utf16 => {
            let finding = Diagnostic::at(Code::Utf16, Span::new(source, 0, 0), format!("{name} is in UTF-16 and was read so"));
            diagnostics.push(finding.help("save the file as UTF-8"));
        }
        Encoding::Western | Encoding::Old(_) | Encoding::Mixed(..) => {
            let first = if let Encoding::Mixed(first, _) = encoding { first } else { 0 };
            let at = content.get(first..).and_then(|rest| rest.find(|c: char| !c.is_ascii())).map_or(0, |at| first + at);
            let end = (at + 1..content.len()).find(|&end| content.is_char_boundary(end)).unwrap_or(content.len());
            diagnostics
                .push(Diagnostic::at(Code::BadSyntax, Span::new(source, at, end), "this is not UTF-8").help("save the file as UTF-8"));
            return None;
        }
    }
    let extends = DeTable::parse(content).ok().and_then(|table| layers::extended(table.get_ref()));
    let layers = SettingsLayers::of(source, extends, asked, folder, sources, diagnostics);
    let (own, source) = (sources.get(source).text(), layers.source);
    let written = written::book(&layers, own, sources.get(source).text(), diagnostics)?;
    placeholder::tell(&written.raw, source, diagnostics);
    // Without a list of its own it has that of another program, or the texts that lie there.
    let outline = match &written.raw.chapters {
        Some(_) => Outline::default(),
        None => project::beside_ours(folder, sources),
    };
    let config = settled(&written, FileOrigin::Outlined(&outline), folder, source, sources, diagnostics)?;
    Some(said_by_text(Config { has_toml: true, ..config }, written.raw.language.is_some() || written.strange_key, diagnostics))
}

/// The settings laid over the style they name.
fn settled(
    written: &WrittenSettings<Raw>,
    origin: FileOrigin,
    folder: &Folder,
    source: SourceId,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Config> {
    let mut here = Diagnostics::default();
    let mut desk = ResolveContext { folder, source, diagnostics: &mut here };
    let design = designs::designed(&written.raw.design, &written.raw.r#type.style, &mut desk, sources);
    let config = resolve(written, origin, &design, &mut ResolveContext { folder, source, diagnostics: &mut here });
    // What is wrong in a document's front matter costs a setting, never the book.
    diagnostics.append(if written.document { here.as_warnings(document::FORGIVEN) } else { here });
    config
}

/// The front matter of a Markdown file; empty if it has none, none if the file can't be a book.
fn of_markdown(
    folder: &Folder,
    name: &str,
    asked: &AskedSettings,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(SourceId, WrittenSettings<Raw>)> {
    let (source, _) = text(folder, name, sources, diagnostics)?;
    let content = sources.get(source).text();
    let Some(range) = front_matter::split(content).0 else {
        let layers = SettingsLayers::of(source, None, asked, folder, sources, diagnostics);
        let nothing = FrontMatterNode { value: FrontMatterValue::Table(Vec::new()), span: Span::new(source, 0, 0) };
        let written = document::written(&layers, sources.get(layers.source).text(), &nothing, diagnostics);
        return Some((layers.source, written));
    };
    let node = front_matter::parse(source, content, range, Code::BrokenFrontMatter, diagnostics);
    if let Some(on) = node.entries().iter().find(|entry| entry.key == "comments-on" && entry.node.value != FrontMatterValue::Empty) {
        let finding = Diagnostic::at(Code::NoText, on.place, "this file is a commentary, so it is no book by itself");
        diagnostics.push(finding.help("build the text that it is on, with a book.toml that lists both, or the folder of both"));
        return None;
    }
    // What has another ending is another program's.
    let extends = node.get("extends").and_then(front_text).filter(|path| ending(path.get_ref()) == "toml");
    let mut here = Diagnostics::default();
    let layers = SettingsLayers::of(source, extends, asked, folder, sources, &mut here);
    diagnostics.append(here.as_warnings(document::FORGIVEN));
    let written = document::written(&layers, sources.get(layers.source).text(), &node, diagnostics);
    Some((layers.source, written))
}

/// A text of front matter with its place.
fn front_text(node: &FrontMatterNode) -> Option<Spanned<String>> {
    node.text().map(|text| Spanned::new(node.span.range(), text.to_owned()))
}

/// Reads a file of settings or, for its front matter, of text; how its bytes were read.
pub(super) fn text(folder: &Folder, name: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<(SourceId, Encoding)> {
    let path = folder.place(name);
    let large = folder.files().about(&path).is_ok_and(|facts| facts.length > LARGEST);
    if large {
        diagnostics.push(Diagnostic::new(Code::HugeFile, format!("`{name}` is larger than 64 MiB")).help("divide it into several files"));
        return None;
    }
    let bytes = match folder.read(&path) {
        Ok(bytes) => bytes,
        Err(fault) => {
            diagnostics.push(Diagnostic::new(Code::Machine, format!("`{}` can't be read: {fault}", path.display())));
            return None;
        }
    };
    let Some((text, encoding)) = decode(bytes) else {
        diagnostics.push(Diagnostic::new(Code::Utf32, format!("{name} is in UTF-32")).help("save the file as UTF-8"));
        return None;
    };
    Some((sources.add(name, text), encoding))
}

/// The only file with front matter, which then speaks for the book wherever it stands.
fn only_front<'f>(files: &'f [ListedFile], folder: &Folder) -> Option<&'f ListedFile> {
    let mut with = files.iter().filter(|file| document::has_front(folder, &file.path) && !document::is_draft(folder, &file.path));
    let depth = |file: &ListedFile| file.path.matches('/').count();
    let highest = files.iter().map(depth).min().unwrap_or(0);
    // A title of its own makes a chapter of a text among others, unless it opens the book, names the author or says nothing else.
    let is_chapter = |file: &ListedFile| {
        let head = head::head(folder, &folder.join(&file.path)).unwrap_or_default();
        let is_empty = head[front_matter::split(&head).1..].trim().is_empty();
        let names_author = document::has_author(folder, &file.path) && depth(file) == highest;
        document::has_title(folder, &file.path) && !project::opens(&file.path) && !is_empty && !names_author
    };
    with.next().filter(|file| with.next().is_none() && !is_chapter(file))
}

/// Names of folders that say nothing of the book in them.
const EMPTY: [&str; 22] = [
    "book",
    "books",
    "chapters",
    "content",
    "contents",
    "doc",
    "docs",
    "en",
    "essays",
    "examples",
    "inst",
    "manuscript",
    "markdown",
    "md",
    "pages",
    "posts",
    "_posts",
    "source",
    "src",
    "text",
    "texts",
    "thesis",
];

/// Whether settings say which book they are of, and not only in which language.
fn names_book(raw: &Raw) -> bool {
    raw.title.is_some() || raw.subtitle.is_some() || !raw.authors.is_empty()
}

/// The front matter of a book's first file without what it says of that file alone: where others have titles too, its own is a chapter's.
fn of_book(mut written: WrittenSettings<Raw>, first: &str, files: &[ListedFile], folder: &Folder) -> WrittenSettings<Raw> {
    let others = files.iter().filter(|file| file.path != first);
    let titled = |says: &dyn Fn(&Folder, &str) -> bool| others.clone().filter(|file| says(folder, &file.path)).count() * 2 > files.len();
    // One that names nobody and heads no text is a chapter's if the others begin with headings.
    let is_chapters = || {
        let head = head::head(folder, &folder.join(first)).unwrap_or_default();
        let body = &head[front_matter::split(&head).1..];
        let is_bare = written.raw.authors.is_empty() && !project::opens(first);
        is_bare && !body.trim().is_empty() && !has_heading(body) && titled(&says_title)
    };
    // “Welcome” is the title of a page that opens a site.
    let greets = others.clone().next().is_some() && written.raw.title.as_ref().is_some_and(|title| project::greets(first, title.get_ref()));
    if greets {
        (written.raw.title, written.raw.subtitle) = (None, None);
    }
    // Beside another chapter with a title of its own, so is one that speaks of nothing else; and what introduces a book is not it.
    let is_own = || {
        let raw = &written.raw;
        let says_more = !raw.authors.is_empty() || raw.subtitle.is_some() || project::opens(first);
        let introduces = raw.title.as_ref().is_some_and(|title| project::has_place(title.get_ref()));
        !says_more && (introduces || others.clone().any(|file| document::has_title(folder, &file.path)))
    };
    if others.clone().count() > 1 && (titled(&document::has_title) || is_chapters() || is_own()) {
        let raw = &mut written.raw;
        (raw.title, raw.subtitle, raw.description, raw.date) = (None, None, None, None);
    }
    if others.clone().count() > 1 && !project::opens(first) && has_own_authors(first, files, folder) {
        written.raw.authors.clear();
    }
    written
}

/// Whether most files name their authors, and no more than half of these that of the first.
fn has_own_authors(first: &str, files: &[ListedFile], folder: &Folder) -> bool {
    let own = document::authors(folder, first);
    if own.is_empty() {
        return false;
    }
    let named = files.iter().map(|file| document::authors(folder, &file.path)).filter(|names| !names.is_empty());
    let (all, same) = named.fold((0, 0), |(all, same), names| (all + 1, same + usize::from(names == own)));
    all * 2 > files.len() && same * 2 <= all
}

/// The settings with the title that the text which opens the book has in its front matter, if another program's settings have none.
fn titled_by_index(config: Config) -> Config {
    let first = config.files.iter().find(|file| file.zone == Zone::Body).map(|file| file.path.clone());
    let opens = |path: &String| config.speaks.is_none() && config.metadata.title.is_empty() && project::opens(path);
    let title = |path: String| document::title(&config.folder, &path).filter(|title| !project::greets(&path, title));
    let Some(title) = first.filter(opens).and_then(title) else { return config };
    let mut config = config;
    config.metadata.title = title;
    config
}

/// The settings with the title that the folder's name makes, if the book has none and consists of so many files that the first one's
/// heading is a chapter's.
fn with_stand_in(config: Config, listed: bool) -> Config {
    let body: Vec<&ListedFile> = config.files.iter().filter(|file| file.zone == Zone::Body && file.depth == 0).collect();
    let opens = body.first().is_some_and(|file| {
        let greets = || document::title(&config.folder, &file.path).is_some_and(|title| project::greets(&file.path, &title));
        project::opens(&file.path) && says_title(&config.folder, &file.path) && !greets()
    });
    // Of two each must have a title, else the second goes on with the first.
    let fewest = if listed || body.iter().all(|file| says_title(&config.folder, &file.path)) { 2 } else { 3 };
    // A list may have but one chapter between what it sets before and behind.
    let count = if listed { config.files.iter().filter(|file| file.depth == 0).count() } else { body.len() };
    // A heading that only numbers a chapter is no title of a book.
    let is_chapter = || body.first().is_some_and(|file| begins_with_number(&config.folder, &file.path));
    if !config.metadata.title.is_empty() || count < fewest && !is_chapter() || opens && !listed {
        return config;
    }
    // What a folder tells of itself says more than its name.
    let stand_in = title_of_readme(&config.folder).or_else(|| named(&config.folder).map(|name| StandInTitle { name, file: None }));
    Config { stand_in, ..config }
}

/// Words in the headings of READMEs that are about something else than the book: its repository, its program.
const OF_PROJECT: [&str; 16] = [
    "readme",
    "template",
    "source",
    "sources",
    "repo",
    "repository",
    "installation",
    "install",
    "getting",
    "contents",
    "mdbook",
    "gitbook",
    "website",
    "build",
    "welcome",
    "about",
];

/// The heading of the README that a folder has, if it may be the title of a book: few words, none of them about the repository.
fn title_of_readme(folder: &Folder) -> Option<StandInTitle> {
    let file = ["README.md", "readme.md", "Readme.md", "README.markdown"].into_iter().find(|file| folder.has_file(file))?;
    let head = head::head(folder, &folder.join(file))?;
    let body = &head[front_matter::split(&head).1..];
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['<', '[', '!']));
    let words = lines.next()?.strip_prefix("# ")?.trim().trim_end_matches('#').trim();
    let plain = !words.is_empty() && words.chars().count() <= 80 && !words.contains(['[', '<', '!', '{', '`', '/', '_', '|']);
    let mut parts = words.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let about = parts.any(|part| OF_PROJECT.contains(&part.as_str()));
    // One word in small letters is the name of the repository again.
    let name = if words.contains(' ') { words.to_owned() } else { project::spaced(words) };
    (plain && !about).then(|| StandInTitle { name: name.replace("**", "").trim().to_owned(), file: Some(file.to_owned()) })
}

/// Whether the head of a text has a title in its front matter, or a heading of the first level.
fn says_title(folder: &Folder, path: &str) -> bool {
    document::has_title(folder, path) || head::head(folder, &folder.join(path)).is_some_and(|head| has_heading(&head))
}

/// Whether the first heading of a text is a number of a chapter and no more.
fn begins_with_number(folder: &Folder, path: &str) -> bool {
    let head = head::head(folder, &folder.join(path)).unwrap_or_default();
    let heading = head[front_matter::split(&head).1..].lines().find_map(|line| line.strip_prefix("# "));
    heading.is_some_and(|heading| chapter_number(heading.trim()).is_some() && heading.split_whitespace().count() < 3)
}

/// Whether a text has a heading of the first level.
fn has_heading(text: &str) -> bool {
    text.lines().any(|line| {
        let is_line = line.len() > 1 && line.trim_end().bytes().all(|byte| byte == b'=');
        line.starts_with("# ") || line.starts_with("<h1") || is_line
    })
}

/// Whether other folders beside one have a number at the head of their names too.
fn is_one_of_several(folder: &Folder, path: &Path) -> bool {
    let Some(parent) = path.parent() else { return false };
    let entries = folder.files().list(parent, 1000).unwrap_or_default();
    let numbered = entries.iter().filter(|entry| entry.kind == EntryKind::Folder && Some(&*entry.name) != path.file_name());
    numbered.filter_map(|entry| entry.name.to_str()).any(|name| name.starts_with(|c: char| c.is_ascii_digit()))
}

/// A title of the folder's name, or of the name of one above it that says more.
pub(super) fn named(folder: &Folder) -> Option<String> {
    let real = folder.files().real(folder.path()).ok()?;
    let mut names = real.ancestors();
    // A language's tag names an edition.
    names
        .find(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            name.chars().count() > 2 && !EMPTY.contains(&name.to_lowercase().as_str())
        })
        .and_then(|path| {
            let name = path.file_name()?.to_str()?;
            // A number keeps it in order only among others.
            Some(if is_one_of_several(folder, path) { project::readable(name) } else { project::spaced(name) })
        })
        .filter(|title| !title.is_empty())
}
