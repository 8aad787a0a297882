//! The front matter of a book's files: the titles of chapters, drafts, and what has no effect there.

use super::markdown::{Builder, Piece, pieces};
use crate::config::{ChapterFront, Config, chapter_front, has_title, listed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Sources, Span};

/// What the files read so far say in vain.
#[derive(Debug, Default)]
pub(super) struct Fronts {
    unused: Vain,
    settings: Vain,
}

/// Keys without effect, of how many files, and where the first stands.
#[derive(Debug, Default)]
struct Vain {
    keys: Vec<String>,
    files: usize,
    first: Option<Span>,
}

impl Vain {
    fn add(&mut self, keys: &[(String, Span)]) {
        let Some((_, first)) = keys.first() else { return };
        self.first.get_or_insert(*first);
        self.files += 1;
        for (key, _) in keys {
            if !self.keys.contains(key) {
                self.keys.push(key.clone());
            }
        }
    }

    fn told(&self, code: Code, help: &str) -> Option<Diagnostic> {
        let files = if self.files == 1 { "a chapter".to_owned() } else { format!("{} chapters", self.files) };
        let message = format!("the front matter of {files} has no effect but for titles: {}", listed(self.keys.iter().map(String::as_str)));
        Some(Diagnostic::at(code, self.first?, message).help(help))
    }
}

impl Fronts {
    /// What one file says. Of the one that speaks for the book the settings have taken everything.
    pub(super) fn read(
        &mut self,
        config: &Config,
        path: &str,
        source: SourceId,
        sources: &Sources,
        found: &mut Diagnostics,
    ) -> ChapterFront {
        let text = sources.get(source).text();
        if config.speaks.as_deref() != Some(path) {
            let front = chapter_front(source, text, found);
            if !(front.draft && leaves_out(config)) {
                self.unused.add(&front.unused);
                self.settings.add(&front.settings);
            }
            return front;
        }
        let mut front = chapter_front(source, text, &mut Diagnostics::default());
        // Where other files have titles as well, the first one's is its own; else it is the book's.
        let others = || config.files.iter().filter(|file| file.path != path).any(|file| has_title(&config.folder, &file.path));
        front.title = front.title.filter(|_| others());
        front
    }

    /// Says what had no effect, once for all files.
    pub(super) fn tell(self, config: &Config, found: &mut Diagnostics) {
        let right = if config.speaks.is_some() { "the front matter of the first file" } else { "book.toml" };
        let unused = self.unused.told(Code::ChapterFrontMatter, &format!("what is meant for the whole book goes into {right}"));
        let settings = self.settings.told(Code::ChapterSettings, &format!("move it to {right}"));
        unused.into_iter().chain(settings).for_each(|finding| found.push(finding));
    }
}

/// Whether drafts are left out: never with `--draft`, and never if there is nothing else.
pub(super) fn leaves_out(config: &Config) -> bool {
    !config.notes.draft && config.files.len() > 1
}

/// Says that a draft was left out.
pub(super) fn left_out(path: &str, source: SourceId, found: &mut Diagnostics) {
    let finding = Diagnostic::at(Code::DraftFile, Span::new(source, 0, 0), format!("{path} is a draft and was left out"));
    found.push(finding.help("take out `draft: true`, or build with --draft to have it in the book"));
}

/// Puts the title that front matter gives before the text of a chapter that has no first-level heading.
pub(super) fn head(
    builder: &mut Builder,
    source: SourceId,
    title: Option<(String, Span)>,
    pieces: Vec<Piece>,
    sources: &mut Sources,
    found: &mut Diagnostics,
) -> Vec<Piece> {
    let has_one = pieces.iter().any(|piece| matches!(piece, Piece::Heading(heading) if heading.level == 1));
    let Some((title, place)) = title.filter(|_| !has_one) else { return pieces };
    let written = sources.get(source).text();
    let at = sources.slice(place).find(&title).map(|at| place.range().start + at).filter(|at| *at >= 2);
    let heading = match at {
        // Read as Markdown where it stands, so that what is found in it has its true place.
        Some(at) => {
            debug_assert!(written.is_char_boundary(at));
            let alone = format!("{}# {title}\n", " ".repeat(at - 2));
            self::pieces(builder, source, &alone, at - 2, found)
        }
        None => {
            let name = sources.get(source).name().to_owned();
            let alone = sources.add(name, format!("# {title}\n"));
            self::pieces(builder, alone, sources.get(alone).text(), 0, found)
        }
    };
    heading.into_iter().chain(pieces).collect()
}
