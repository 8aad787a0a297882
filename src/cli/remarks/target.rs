//! The file of the commentary that remarks are added to, and why they can't be.

use super::super::Outcome;
use super::super::report::Terminal;
use crate::config::{Config, ListedFile, Zone};
use crate::source::{Sources, Span};

/// A file of the commentary that remarks are added to.
#[derive(Debug)]
pub(super) struct CommentaryTarget {
    /// The file's name in the book's folder.
    pub(super) name: String,
    /// The text as it is; none if the file is to be made.
    pub(super) text: Option<String>,
}

/// Why remarks can't be added.
#[derive(Debug)]
pub(super) enum ImportFault {
    /// A file can't be read.
    Unread(String, std::io::Error),
    /// The commentary is no UTF-8, so that nothing can be added with certainty.
    NotUtf8(String),
    /// A commentary is there that the book does not list.
    Unlisted(String),
    /// The commentary would have errors with them that it has not without.
    Refused(String),
}

impl ImportFault {
    pub(super) fn ends(&self, terminal: &Terminal) -> Outcome {
        match self {
            Self::Unread(name, fault) => {
                terminal.machine(&format!("`{name}` can't be read or written: {fault}"));
                Outcome::Machine
            }
            Self::NotUtf8(name) => {
                terminal.wrong_call(&format!("`{name}` is not UTF-8, so nothing was added to it"), Some("save it as UTF-8"));
                Outcome::WrongCall
            }
            Self::Unlisted(name) => {
                let help =
                    format!("write `commentary = [\"{name}\"]` into book.toml, or `commentary: [{name}]` into front matter, and try again");
                terminal.wrong_call(&format!("`{name}` is a commentary already, and the book does not list it"), Some(&help));
                Outcome::WrongCall
            }
            Self::Refused(why) => {
                terminal.wrong_call(&format!("nothing was added, for the commentary would not be read as meant: {why}"), None);
                Outcome::WrongCall
            }
        }
    }
}

/// The file of the commentary that is listed, or the one to be made beside the text.
pub(super) fn target(config: &Config) -> Result<CommentaryTarget, ImportFault> {
    if let Some(listed) = config.commentary.first() {
        let bytes = config.folder.read_named(&listed.path).map_err(|fault| ImportFault::Unread(listed.path.clone(), fault))?;
        let text = String::from_utf8(bytes).map_err(|_| ImportFault::NotUtf8(listed.path.clone()))?;
        return Ok(CommentaryTarget { name: listed.path.clone(), text: Some(text) });
    }
    let own = "commentary.md";
    let is_commentary = config.folder.read_named(own).is_ok_and(|bytes| is_commentary(&String::from_utf8_lossy(&bytes)));
    if is_commentary {
        return Err(ImportFault::Unlisted(own.to_owned()));
    }
    let free = |name: &String| config.folder.about(name).is_none();
    let names = std::iter::once("commentary.md".to_owned()).chain((2..).map(|number| format!("commentary-{number}.md")));
    let name = names.take(1000).find(free).unwrap_or_else(|| "commentary.md".to_owned());
    Ok(CommentaryTarget { name, text: None })
}

/// Whether the front matter of a text says that it is a commentary.
fn is_commentary(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{FEFF}').lines();
    lines.next().is_some_and(|line| line.trim_end() == "---")
        && lines.take_while(|line| !matches!(line.trim_end(), "---" | "...")).any(|line| line.trim_start().starts_with("comments-on:"))
}

/// The settings of a book with a commentary's file, listed or not.
pub(super) fn with_target(config: &Config, target: &CommentaryTarget) -> Config {
    let mut config = config.clone();
    if config.commentary.iter().all(|listed| listed.path != target.name) {
        config.commentary.push(ListedFile::new(target.name.clone(), Zone::Body));
    }
    config
}

/// Whether a place is in the source with a name.
pub(super) fn is_named(sources: &Sources, span: Span, name: &str) -> bool {
    sources.get(span.source).name() == name
}
