//! What the headings of a file are to the book: chapters, sections below a chapter of another file, or the book's title and its chapters.

use super::builder::{Builder, FilePiece, RawHeading};
use super::labels;
use super::markdown::headings;
use super::shift::HeadingShift;
use crate::book::{ChapterId, Link, Person, RunKind, StyledWords};
use crate::config::{Config, Form, ListedFile, Zone, readable, title_of};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::numbers_chapter;
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

/// Words from which on the second level of a text with one heading of the first are its chapters.
const LONG: usize = 8_000;

/// Takes the title from the head of a text that is one whole book, if its second level are the chapters: a text that is long, or
/// whose headings are numbered as chapters are. Otherwise the text stays as it is.
pub(super) fn take_title(
    builder: &mut Builder,
    config: &Config,
    source: SourceId,
    pieces: Vec<FilePiece>,
    words: &str,
    diagnostics: &mut Diagnostics,
) -> (Vec<FilePiece>, HeadingShift) {
    let alone = config.files.iter().filter(|file| file.zone == Zone::Body).count() == 1;
    let Some(at) = title_at(&pieces, &config.metadata.title).filter(|_| alone) else { return (pieces, HeadingShift::default()) };
    let second = || headings_of(&pieces).filter(|heading| heading.level == 2);
    let numbered = second().filter(|heading| numbers_chapter(&heading.prose.plain())).count();
    let is_long = count(words) >= LONG;
    // Who asks for a book has chapters as soon as some are numbered.
    let is_asked = config.form == Some(Form::Book) && config.speaks.is_some();
    if !is_long && (numbered < 2 || !is_asked && numbered * 3 < second().count() * 2) {
        return (pieces, HeadingShift::default());
    }
    let chapters = second().count();
    let mut pieces = pieces;
    let FilePiece::Heading(heading) = pieces.remove(at) else { return (pieces, HeadingShift::default()) };
    let styled = headings::styled_title(&heading.prose);
    let styled = labelled(&styled.words, &["title"]).map_or(styled, StyledWords::plain);
    let title = styled.words.clone();
    let before = pieces.len();
    take_labels(builder, config, &mut pieces, at);
    let why = if is_long { "the text is long" } else { "they are numbered as chapters are" };
    let chapters = chapters - (before - pieces.len());
    let message = format!("“{title}” is taken for the title of the book, and the {chapters} headings below it for its chapters: {why}");
    diagnostics.push(
        Diagnostic::at(Code::TitleAndChapters, heading.words, message).help(
            "for one running text, give `title` in front matter and write the first heading otherwise; or begin each chapter with `#`",
        ),
    );
    lead_to_text(builder, source, &heading, diagnostics);
    builder.book.first_heading.get_or_insert(styled);
    (pieces, HeadingShift { up: 1, down: 0 })
}

/// What stands behind one of these words and a colon.
fn labelled(text: &str, labels: &[&str]) -> Option<String> {
    let (label, rest) = text.split_once(':')?;
    let rest = rest.trim();
    (labels.contains(&label.trim().to_lowercase().as_str()) && !rest.is_empty()).then(|| rest.to_owned())
}

/// Takes the headings right below the title that only name the author or the year.
fn take_labels(builder: &mut Builder, config: &Config, pieces: &mut Vec<FilePiece>, at: usize) {
    while let Some(FilePiece::Heading(heading)) = pieces.get(at) {
        let text = heading.prose.plain();
        let author = labelled(&text, &["author", "by"]);
        if author.is_none() && labelled(&text, &["year", "date", "published"]).is_none() {
            return;
        }
        if let Some(author) = author.filter(|_| config.metadata.people.is_empty()) {
            builder.book.metadata.people.push(Person::author(&author, &author));
        }
        pieces.remove(at);
    }
}

fn headings_of(pieces: &[FilePiece]) -> impl Iterator<Item = &RawHeading> {
    pieces.iter().filter_map(|piece| match piece {
        FilePiece::Heading(heading) => Some(heading),
        FilePiece::Block(_) => None,
    })
}

/// Where the only heading of the first level stands, if it is the first of all, two or more of the second follow, and its words are
/// those of a title that was given.
fn title_at(pieces: &[FilePiece], given: &str) -> Option<usize> {
    let at = pieces.iter().position(|piece| matches!(piece, FilePiece::Heading(_)))?;
    let FilePiece::Heading(first) = &pieces[at] else { return None };
    let only = headings_of(pieces).filter(|heading| heading.level == 1).count() == 1;
    let several = headings_of(pieces).filter(|heading| heading.level == 2).nth(1).is_some();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let is_given = given.is_empty() || letters(given) == letters(&first.prose.plain());
    // A note or a picture in the title would have no place.
    let is_plain = first.prose.runs.iter().all(|run| !matches!(run.kind, RunKind::Note(_) | RunKind::Image(..)));
    (first.level == 1 && only && several && is_given && is_plain && !first.prose.plain().trim().is_empty()).then_some(at)
}

/// Lets links to the title lead to the beginning of the text.
fn lead_to_text(builder: &mut Builder, source: SourceId, heading: &RawHeading, diagnostics: &mut Diagnostics) {
    let text = Link::Chapter(ChapterId::new(builder.book.chapters.len()));
    labels::heading(builder, source, &headings::one_line(&heading.prose.plain()), text.clone());
    let given = heading.id.as_ref().map(|id| (id.clone(), heading.words));
    for (id, span) in given.into_iter().chain(heading.targets.iter().cloned()) {
        labels::lead_to(builder, &id, text.clone(), span, diagnostics);
    }
}

/// Words of a text; of scripts without spaces two characters count as one.
fn count(text: &str) -> usize {
    let han = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{E00}'..='\u{E7F}')).count();
    text.split_whitespace().count() + han / 2
}

/// Files whose names were made titles.
#[derive(Debug, Default)]
pub(super) struct FileTitles {
    /// In how many folders a file of each name without a number at an end lies, by the name in small letters.
    folders: BTreeMap<String, usize>,
    /// How many files of names that lie in several folders are in each folder.
    alike: BTreeMap<String, usize>,
    first: Option<Span>,
    /// Whether one is the name of a folder.
    of_folders: bool,
    titles: Vec<String>,
}

impl FileTitles {
    /// No titles yet.
    pub(super) fn new(config: &Config) -> Self {
        let mut titles = Self::default();
        // Where folders are parts, these say what each file is about.
        if config.files.iter().any(|file| file.part.is_some()) {
            return titles;
        }
        let named = || config.files.iter().filter_map(|file| file.path.rsplit_once('/').map(|(folder, _)| (folder, name_key(&file.path))));
        // A number at an end of a name is the chapter's.
        for (_, name) in named().filter(|(_, name)| !name.starts_with(char::is_numeric) && !name.ends_with(char::is_numeric)) {
            *titles.folders.entry(name).or_default() += 1;
        }
        titles.folders.retain(|_, count| *count > 1);
        for (folder, _) in named().filter(|(_, name)| titles.folders.contains_key(name)) {
            *titles.alike.entry(folder.to_owned()).or_default() += 1;
        }
        // A few of one name among others are told apart by what stands around them.
        if titles.alike.values().sum::<usize>() * 2 < config.files.len() {
            titles.folders.clear();
        }
        titles
    }

    /// The title of a file of whose name there is one in several folders: that of its folder, with its own if there are several in it.
    fn of_folder(&self, config: &Config, path: &str) -> Option<String> {
        let (folder, _) = path.rsplit_once('/')?;
        let is_alike = self.folders.contains_key(&name_key(path));
        let count = self.alike.get(folder).filter(|_| is_alike)?;
        let index =
            || ["index.md", "_index.md", "README.md"].into_iter().find_map(|name| title_of(&config.folder, &format!("{folder}/{name}")));
        let above = index().unwrap_or_else(|| readable(folder.rsplit('/').next().unwrap_or(folder)));
        Some(if *count > 1 { format!("{above}: {}", readable(file_stem(path))) } else { above })
    }

    /// The title of a chapter that begins with no heading and has none in front matter: that in a list, else its file's name.
    pub(super) fn of(&mut self, config: &Config, listed: &ListedFile, source: SourceId, pieces: &[FilePiece]) -> Option<String> {
        let has_heading = headings_of(pieces).any(|heading| heading.level == 1) || matches!(pieces.first(), Some(FilePiece::Heading(_)));
        if has_heading || pieces.is_empty() || config.has_toml {
            return None;
        }
        if let Some(title) = &listed.title {
            return Some(escaped(title));
        }
        let name = super::structure::stem(&listed.path);
        let several = config.files.iter().filter(|file| file.zone == Zone::Body).count() > 2;
        if !several || listed.zone != Zone::Body || super::structure::matter(name).is_some() {
            return None;
        }
        // The name of a folder says more than that of the text that opens it.
        let opens = matches!(name.to_lowercase().as_str(), "index" | "readme" | "_index");
        let above = listed.path.rsplit('/').nth(1).filter(|_| opens);
        let of_book = || config.folder_title().filter(|_| opens);
        let of_file = || self.of_folder(config, &listed.path).unwrap_or_else(|| readable(file_stem(&listed.path)));
        let title = match above {
            Some(above) => readable(above),
            None => of_book().unwrap_or_else(of_file),
        };
        self.first.get_or_insert(Span::new(source, 0, 0));
        self.of_folders |= above.is_some() || self.folders.contains_key(&name_key(&listed.path));
        self.titles.push(title.clone());
        Some(escaped(&title))
    }

    /// Says which titles names of files have made.
    pub(super) fn tell(self, diagnostics: &mut Diagnostics) {
        let Some(first) = self.first else { return };
        let shown: Vec<String> = self.titles.iter().take(4).map(|title| format!("“{title}”")).collect();
        let more = if self.titles.len() > 4 { format!(" and {} more", self.titles.len() - 4) } else { String::new() };
        let or_folder = if self.of_folders { (" or folder", " or folders") } else { ("", "") };
        let why = match self.titles.len() {
            1 => format!("1 chapter has no title, so the name of its file{} was made one", or_folder.0),
            count => format!("{count} chapters have no title, so the names of their files{} were made titles", or_folder.1),
        };
        let message = format!("{why}: {}{more}", shown.join(", "));
        diagnostics
            .push(Diagnostic::at(Code::FileTitle, first, message).help("begin each with `# Title`, or give `title:` in its front matter"));
    }
}

/// The name of a file by which others of the same name are known.
fn name_key(path: &str) -> String {
    file_stem(path).to_lowercase()
}

/// Words as Markdown that shows them as they are.
fn escaped(words: &str) -> String {
    let mark = |c: char| {
        matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '#' | '$' | '~' | '^' | '=' | '%' | '&' | '|' | '!')
    };
    words.chars().flat_map(|c| mark(c).then_some('\\').into_iter().chain(std::iter::once(c))).collect()
}

/// The name of a file without folders and ending.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
