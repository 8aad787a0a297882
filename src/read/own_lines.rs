//! Pictures on lines of their own right below or above words, as writers of instructions have them: each gets a paragraph of its own, and
//! so is set as a figure and not among the words. Only in manuscripts of other programs, whose authors see it so.

use super::builder::Builder;
use crate::config::front_matter;
use crate::source::{SourceId, Sources};

/// A text with empty lines round such pictures; the text as it was if it has none.
pub(super) fn of_pictures(builder: &mut Builder, source: SourceId, sources: &mut Sources) -> SourceId {
    let text = sources.get(source).text();
    // A book of ours says itself what it wants.
    let is_ours = builder.captioned == Some(false);
    let places = if !is_ours && text.contains("![") { places(text) } else { Vec::new() };
    let places: Vec<_> = places.into_iter().map(|at| (at, "\n")).collect();
    builder.with_words_at(source, &places, sources)
}

/// A line outside code.
struct ProseLine<'t> {
    start: usize,
    words: &'t str,
    indent: usize,
    /// Whether the paragraph of the line is an item of a list.
    in_item: bool,
}

/// Where empty lines are wanted, in order.
fn places(text: &str) -> Vec<usize> {
    let mut at = front_matter::split(text).1;
    let mut lines: Vec<ProseLine> = Vec::new();
    let mut fence: Option<(u8, usize)> = None;
    for line in text[at..].split_inclusive('\n') {
        let (start, words) = (at, line.trim());
        at += line.len();
        let mark = words.bytes().next().filter(|byte| matches!(byte, b'`' | b'~')).unwrap_or(0);
        let length = words.bytes().take_while(|&byte| byte == mark && mark != 0).count();
        let indent = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).map(|byte| if byte == b'\t' { 4 } else { 1 }).sum();
        let is_code = fence.is_some() || length >= 3;
        match fence {
            Some((opens, least)) => fence = fence.filter(|_| mark != opens || length < least || !words[length..].trim().is_empty()),
            None if length >= 3 => fence = Some((mark, length)),
            None => {}
        }
        let goes_on = lines.last().is_some_and(|last| last.in_item && !last.words.is_empty());
        let words = if is_code { "" } else { words };
        lines.push(ProseLine { start, words, indent, in_item: is_item(words) || goes_on });
    }
    let mut places = Vec::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| is_picture(line.words)) {
        let before = index.checked_sub(1).map(|before| &lines[before]);
        let after = lines.get(index + 1);
        let fits = |other: &ProseLine| if other.in_item { line.indent >= 2 } else { line.indent < 4 };
        if before.is_some_and(|before| is_prose(before.words) && fits(before)) {
            places.push(line.start);
        }
        // Words in the line below that may be the caption stay there.
        let alone = before.is_none_or(|before| !is_picture(before.words));
        if let Some(after) = after.filter(|after| alone && is_prose(after.words) && !is_item(after.words) && !is_caption(after.words))
            && (line.indent < 2 && line.indent == after.indent || line.indent >= 2 && after.indent >= 2)
        {
            places.push(after.start);
        }
    }
    places
}

/// Whether a line is one picture and nothing else.
fn is_picture(words: &str) -> bool {
    let Some(inner) = words.strip_prefix("![") else { return false };
    let (Some(open), Some(close)) = (inner.find("]("), inner.rfind(')')) else { return false };
    let tail = inner[close + 1..].trim();
    let alone = inner.matches("](").count() == 1 && !inner[..open].contains('[');
    alone && (tail.is_empty() || tail.starts_with('{') && tail.ends_with('}'))
}

/// Whether a line begins an item of a list.
fn is_item(words: &str) -> bool {
    let figures = words.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..4).contains(&figures) && (words[figures..].starts_with(". ") || words[figures..].starts_with(") "));
    numbered || ["- ", "* ", "+ "].iter().any(|mark| words.starts_with(mark))
}

/// Whether a line is of words, in a paragraph or an item.
fn is_prose(words: &str) -> bool {
    let first = words.trim_start_matches(['*', '_', '"', '“', '«', '(', '\'', '`']).chars().next();
    is_item(words) || first.is_some_and(char::is_alphanumeric) && !words.contains(" | ") && !words.starts_with("Table:")
}

/// Whether words below a picture may be its caption.
fn is_caption(words: &str) -> bool {
    const BEGIN: [&str; 16] =
        ["*", "_", "(", "Fig", "fig", "Abb", "Image", "Bild", "Photo", "Foto", "Source", "Рис", "图", "圖", "図", "그림"];
    BEGIN.iter().any(|begin| words.starts_with(begin)) || words.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn pictures_on_lines_of_their_own_are_parted_from_words() {
        for (text, parted) in [
            ("1. Choose it.\n   ![A](a.png)\n2. Go.\n", &[14][..]),
            ("Words:\n![A](a.png){width=50%}\nMore words.\n", &[7, 30]),
            ("![A](a.png)\nWords.\n", &[12]),
            ("- a\n\t![A](a.png)\n\n- b\n", &[4]),
        ] {
            assert_eq!(places(text), parted, "{text}");
        }
    }

    #[test]
    fn pictures_among_words_and_above_captions_stay() {
        for text in [
            "Words ![A](a.png)\nmore.\n",
            "1. Choose it.\n![A](a.png)\n",
            "![A](a.png)\n*The caption*\n",
            "![A](a.png)\n![B](b.png)\n",
            "Words.\n![A](a.png) and more.\n",
            "Words.\n\n![A](a.png)\n\nMore.\n",
            "```\nwords\n![A](a.png)\n```\n",
            "# Heading\n![A](a.png)\n",
            "| a | b |\n![A](a.png)\n",
        ] {
            assert_eq!(places(text), [0; 0], "{text}");
        }
    }
}
