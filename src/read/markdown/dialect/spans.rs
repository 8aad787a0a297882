//! What stands in braces behind words: `{.smallcaps lang=de #id}`.

use crate::book::Style;

/// The attributes of some words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct SpanAttributes<'t> {
    /// The id that links lead to.
    pub(in crate::read) id: Option<&'t str>,
    /// Language of the words.
    pub(in crate::read) language: Option<&'t str>,
    /// How the words are set.
    pub(in crate::read) style: Style,
    /// Whether anything else is asked for.
    strange: bool,
}

/// Classes that say how words are set.
const STYLES: [(&str, Style); 12] = [
    ("mark", Style::MARK),
    ("highlight", Style::MARK),
    ("kbd", Style::KEY),
    ("smallcaps", Style::SMALL_CAPS),
    ("small-caps", Style::SMALL_CAPS),
    ("sc", Style::SMALL_CAPS),
    ("underline", Style::UNDERLINE),
    ("ul", Style::UNDERLINE),
    ("strong", Style::STRONG),
    ("emphasis", Style::EMPHASIS),
    ("small", Style::SMALL),
    ("strikethrough", Style::STRUCK),
];

/// Commands of LaTeX that say how words are set.
const COMMANDS: [(&str, Style); 12] = [
    ("emph", Style::EMPHASIS),
    ("textit", Style::EMPHASIS),
    ("textsl", Style::EMPHASIS),
    ("textbf", Style::STRONG),
    ("textsc", Style::SMALL_CAPS),
    ("underline", Style::UNDERLINE),
    ("uline", Style::UNDERLINE),
    ("sout", Style::STRUCK),
    ("hl", Style::MARK),
    ("textrm", Style::PLAIN),
    ("textnormal", Style::PLAIN),
    ("mbox", Style::PLAIN),
];

/// How a command of LaTeX sets the words in its braces.
pub(super) fn style_of_command(name: &str) -> Option<Style> {
    COMMANDS.iter().find(|(known, _)| *known == name).map(|(_, style)| *style)
}

impl<'t> SpanAttributes<'t> {
    /// Reads what stands between the braces, or a command of LaTeX before them.
    pub(in crate::read) fn of(inner: &'t str) -> Self {
        let mut read = Self::default();
        if let Some(style) = inner.strip_prefix('\\').and_then(style_of_command) {
            read.style = style;
            return read;
        }
        for word in inner.trim_start_matches(':').split_whitespace() {
            let value = |key: &str| word.strip_prefix(key).map(|value| value.trim_matches(['"', '\'']));
            if let Some(id) = word.strip_prefix('#').filter(|id| !id.is_empty()) {
                read.id = Some(id);
            } else if let Some(tag) = value("lang=").or_else(|| value("xml:lang=")) {
                read.language = Some(tag);
            } else if let Some((_, style)) = word.strip_prefix('.').and_then(|class| STYLES.iter().find(|(known, _)| *known == class)) {
                read.style = read.style.with(*style);
            } else if value("dir=").is_none() {
                read.strange = true;
            }
        }
        read
    }

    /// Whether all of it means something.
    pub(in crate::read) fn is_understood(&self) -> bool {
        !self.strange
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_words_are_read() {
        let read = SpanAttributes::of(".smallcaps .ul lang=\"de-AT\" #one");
        assert_eq!((read.id, read.language), (Some("one"), Some("de-AT")));
        assert!(read.style.has(Style::SMALL_CAPS) && read.style.has(Style::UNDERLINE) && read.is_understood());
        assert!(!SpanAttributes::of(".note").is_understood() && !SpanAttributes::of("key=\"a b\"").is_understood());
    }
}
