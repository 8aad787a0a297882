//! The words of a caption, with their places, until they are set below their picture.

use crate::book::{Prose, SourceMap};
use crate::config::front_matter;
use crate::read::builder::Builder;
use crate::read::inlines::LeafText;
use crate::read::markdown::html;
use crate::source::SourceId;
use std::ops::Range;

/// The words of a caption, not yet typographic, and where they stand in the source.
#[derive(Clone, Debug, Default)]
pub(super) struct Caption {
    words: String,
    map: SourceMap,
    /// Whether several pictures have the caption together.
    several: bool,
}

impl Caption {
    /// The caption as that of several pictures.
    pub(super) fn of_several(self) -> Self {
        Self { several: true, ..self }
    }

    /// Whether several pictures have the caption together.
    pub(super) const fn is_of_several(&self) -> bool {
        self.several
    }

    /// The title of a picture that is written at `range` of `text`, `![…](… "title")`.
    pub(super) fn title(words: String, text: &str, range: Range<usize>) -> Self {
        let map = map_of_title(&words, &text[range.clone()], range.start).unwrap_or_else(|| {
            // Told elsewhere, as that of `![…][label]` is.
            let mut map = SourceMap::default();
            map.push(words.len(), range);
            map
        });
        Self { words, map, several: false }
    }

    /// The words that stand at `place` of `text`.
    pub(super) fn at(text: &str, place: Range<usize>) -> Self {
        let (words, mut map) = (text[place.clone()].to_owned(), SourceMap::default());
        map.push(words.len(), place);
        Self { words, map, several: false }
    }

    /// The words in the brackets of a picture that is written at `range` of `text`.
    pub(super) fn words_of(text: &str, range: Range<usize>) -> Self {
        let written = &text[range.clone()];
        let end = written.rfind("](").or_else(|| written.rfind("][")).filter(|&end| written.starts_with("![") && end > 2);
        let Some(place) = end.map(|end| range.start + 2..range.start + end) else { return Self::default() };
        let (mut words, mut map) = (String::new(), SourceMap::default());
        let mut take = |piece: &str, place: Range<usize>| {
            words.push_str(piece);
            map.push(piece.len(), place);
        };
        let mut from = place.start;
        while from < place.end {
            let rest = &text[from..place.end];
            let end = from + rest.find('\n').into_iter().chain(label(rest).map(|label| label.start)).min().unwrap_or(rest.len());
            take(&text[from..end], from..end);
            let rest = &text[end..place.end];
            let next = rest.trim_start_matches(['\n', ' ', '\t', '>']);
            from = place.end - next.len();
            if rest.starts_with('\n') {
                take(" ", end..from);
            } else if let Some(label) = label(next) {
                from += label.end;
            }
        }
        Self { words, map, several: false }
    }

    /// The words as they were written, but for escapes.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Where some bytes of the words stand in the source.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        self.map.in_source(range)
    }

    /// Whether the caption says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// Writes the caption into a leaf.
    pub(super) fn write(&self, leaf: &mut LeafText) {
        leaf.mapped(&self.words, &self.map);
    }

    /// The caption as prose of its own.
    pub(super) fn finish(self, source: SourceId, builder: &Builder) -> Prose {
        let mut leaf = LeafText::new(source, self.words.len());
        self.write(&mut leaf);
        leaf.finish(builder, None)
    }
}

/// Whether a text is one of those whose pictures have their captions in the brackets: of Quarto and R Markdown by its name, of pandoc by
/// its bibliography or the ids of its figures.
pub(super) fn words_are_captions(path: &str, text: &str) -> bool {
    let of_r = path.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending.to_ascii_lowercase().as_str(), "qmd" | "rmd"));
    let front = front_matter::split(text).0.map_or("", |range| &text[range]);
    let cites = front.lines().any(|line| ["bibliography:", "csl:", "link-citations:", "citeproc:"].iter().any(|key| line.starts_with(key)));
    of_r || cites || text.contains("{#fig:")
}

/// Where `\label{name}` of LaTeX stands in words.
pub(super) fn label(words: &str) -> Option<Range<usize>> {
    let at = words.find("\\label{")?;
    Some(at..at + words[at..].find('}')? + 1)
}

/// Where the characters of a title stand, which the parser does not say: compared from the end of what is `written` from byte `start`
/// of the source on, where a title is the last there is. None if it is not there.
fn map_of_title(title: &str, written: &str, start: usize) -> Option<SourceMap> {
    let mut rest = written.strip_suffix(')')?.trim_end();
    rest = rest.strip_suffix(['"', '\'', ')'])?;
    let mut places: Vec<(usize, Range<usize>)> = Vec::new();
    let mut words = title;
    while let Some(c) = words.chars().next_back() {
        let end = rest.len();
        if let Some((before, named)) = named(rest).filter(|(_, named)| words.ends_with(named.as_str())) {
            words = &words[..words.len() - named.len()];
            rest = before;
            places.push((named.len(), before.len()..end));
            continue;
        }
        rest = rest.strip_suffix(c)?;
        words = &words[..words.len() - c.len_utf8()];
        places.push((c.len_utf8(), rest.len()..end));
        let escapes = rest.len() - rest.trim_end_matches('\\').len();
        if c.is_ascii_punctuation() && escapes % 2 == 1 {
            rest = &rest[..rest.len() - 1];
        }
    }
    rest.ends_with(['"', '\'', '(']).then_some(())?;
    let mut map = SourceMap::default();
    for (length, place) in places.into_iter().rev() {
        map.push(length, start + place.start..start + place.end);
    }
    Some(map)
}

/// The character that ends a text, if it is written by its name or number: what stands before it, and the character.
fn named(text: &str) -> Option<(&str, String)> {
    let body = text.strip_suffix(';')?;
    let from = body.char_indices().rev().take(html::LONGEST_NAME + 1).find(|(_, c)| *c == '&')?.0;
    let (before, name) = text.split_at(from);
    let named = html::decoded(name);
    (named != name).then_some((before, named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_over_lines_are_one_line_without_their_label() {
        for (written, words) in [
            ("![A *b*\nc](d.png)", "A *b* c"),
            ("![A\n> b\n>  c](d.png)", "A b c"),
            ("![A logo\\label{logo}](p.png)", "A logo"),
            ("![\\label{a} B](p.png)", " B"),
            ("![](p.png)", ""),
        ] {
            let text = format!("é {written}");
            let caption = Caption::words_of(&text, 3..text.len());
            assert_eq!(caption.words(), words, "{written}");
            let end = words.rfind(|c: char| c.is_alphabetic()).unwrap_or(0);
            assert!(words.is_empty() || text[caption.place(end..end + 1)] == words[end..end + 1], "{written}");
        }
    }

    #[test]
    fn characters_of_a_title_are_found_where_they_were_written() {
        for (written, title, place_of_x) in [
            ("![a](b.png \"see x\")", "see x", 16),
            ("![a](b.png 'x \\\"y\\\" z' )", "x \"y\" z", 12),
            ("![a](b.png \"&quot;&amp; x\")", "\"& x", 24),
            ("![a](b.png (x\\\\))", "x\\", 12),
            ("![a](b.png \"x; &x;\")", "x; &x;", 12),
        ] {
            let map = map_of_title(title, written, 100).expect(written);
            let at = title.find('x').expect("an x");
            assert_eq!(map.in_source(at..at + 1), 100 + place_of_x..101 + place_of_x, "{written}");
        }
        assert_eq!(map_of_title("elsewhere", "![a][b]", 0), None);
    }
}
