//! The formats that the text of a book may be written in, known by the endings of file names.

use std::path::Path;

/// The format of a text. Whoever asks matches every one by name, so that a new one does not compile before each has its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputFormat {
    /// Markdown, in whosever dialect.
    Markdown,
    /// Text without marks, whose headings and paragraphs are guessed.
    PlainText,
}

impl InputFormat {
    /// All formats.
    const ALL: [Self; 2] = [Self::Markdown, Self::PlainText];

    /// The endings of all formats.
    pub(crate) fn all_endings() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().flat_map(|format| format.endings().iter().copied())
    }

    /// The endings of its files, in small letters, the usual one first.
    #[must_use]
    pub(crate) const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Markdown => &["md", "markdown", "mdown", "mkd", "mdwn", "qmd", "rmd", "mdx", "markua"],
            Self::PlainText => &["txt"],
        }
    }

    /// The media type of its files (RFC 6838, RFC 7763).
    #[must_use]
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::PlainText => "text/plain",
        }
    }

    /// Whether a file of it belongs to a book that lists no files: only if nobody keeps anything else under its endings.
    #[must_use]
    pub(crate) const fn is_taken_unlisted(self) -> bool {
        match self {
            Self::Markdown => true,
            // It may be anything: a licence, a list, a log.
            Self::PlainText => false,
        }
    }

    /// The format of a file, by the ending of its name.
    #[must_use]
    pub(crate) fn of(path: impl AsRef<Path>) -> Option<Self> {
        let ending = path.as_ref().extension()?.to_str()?.to_lowercase();
        Self::ALL.into_iter().find(|format| format.endings().contains(&ending.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ending_is_of_one_format() {
        for format in InputFormat::ALL {
            for ending in format.endings() {
                assert_eq!(InputFormat::of(format!("A b.{}", ending.to_uppercase())), Some(format));
            }
        }
        let mut endings: Vec<&str> = InputFormat::all_endings().collect();
        endings.sort_unstable();
        assert!(endings.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(["a", "md", "a.toml", ".md"].map(InputFormat::of), [None; 4]);
    }
}
