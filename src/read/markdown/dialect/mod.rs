//! Other dialects of Markdown: private remarks are hidden before the parser sees the text, what a book has a counterpart for is
//! read, and what it has none for is told, once a book and construct.

pub(in crate::read) mod braces;
mod calls;
mod chunks;
mod citations;
mod commands;
mod constructs;
mod copy;
mod directives;
mod emoji;
mod emphasis;
mod fate;
mod fences;
mod figures;
mod forms;
mod hints;
mod indented;
mod lines;
mod links;
mod lists;
mod marks;
mod metadata;
mod others;
mod remarks;
pub(crate) mod signs;
mod sizes;
mod spans;
mod steps;
mod tables;
mod templates;
#[cfg(test)]
mod tests;
mod theorems;
mod told;
mod unseen;
mod verse;
mod walk;

pub(in crate::read) use calls::{NumberedTheorem, numbered_theorem};
pub(in crate::read) use chunks::{ChunkPicture, OPTION_MARKS, picture_of_chunk};
pub(in crate::read) use citations::{reference_key, with_references};
pub(in crate::read) use commands::is_formula;
pub(in crate::read) use constructs::Construct;
pub(in crate::read) use copy::{AttributedSpan, DialectSeen, DialectText, MarkedQuotation, NumberedList, RoleStretch, SetOff};
pub(in crate::read) use directives::words_of_picture;
pub(in crate::read) use emphasis::{flanked, is_cjk};
pub(crate) use links::address_end;
pub(in crate::read) use sizes::asked_size;
pub(in crate::read) use spans::SpanAttributes;
pub(in crate::read) use templates::{without_root, without_templates};
pub(in crate::read) use theorems::THEOREM;
pub(in crate::read) use told::{OTHERWISE, tell, tell_of_template};

use crate::read::manner::MarkedChanges;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use walk::DialectWalk;

/// Looks through a text from byte `body` on. `indented_code` tells where code is that only its indentation marks; it is asked only if
/// that matters.
pub(in crate::read) fn reading(
    text: &str,
    body: usize,
    indented_code: fn(&str, usize) -> Vec<Range<usize>>,
    changes: MarkedChanges,
) -> DialectText<'_> {
    reading_citing(text, body, indented_code, changes, Arc::default())
}

/// Looks through a text of a book whose bibliography has works of these keys.
pub(in crate::read) fn reading_citing(
    text: &str,
    body: usize,
    indented_code: fn(&str, usize) -> Vec<Range<usize>>,
    changes: MarkedChanges,
    cited: Arc<BTreeSet<String>>,
) -> DialectText<'_> {
    let mut walk = DialectWalk::new(text, body, indented_code);
    (walk.changes, walk.cited) = (changes, cited);
    (walk.runs_code, walk.hides_code) = (text.contains("```{r"), chunks::hides_code(text, body));
    walk.run().reading(text)
}

/// Where private remarks stand in a text that is no Markdown.
pub(in crate::read) fn remarks(text: &str) -> Vec<Range<usize>> {
    let mut walk = DialectWalk::new(text, 0, |_, _| Vec::new());
    walk.only_remarks = true;
    walk.run().reading(text).private
}

/// Words such as a title without the remarks in them.
pub(in crate::read) fn without_remarks(words: &str) -> Cow<'_, str> {
    let private = if words.contains("%%") || words.contains(['<', '{', '\\']) { remarks(words) } else { Vec::new() };
    if private.is_empty() {
        return Cow::Borrowed(words);
    }
    let mut kept = String::new();
    let mut from = 0;
    for range in private {
        kept.push_str(words.get(from..range.start).unwrap_or(""));
        from = range.end;
    }
    kept.push_str(words.get(from..).unwrap_or(""));
    Cow::Owned(kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text with spaces in the place of stretches, one for each character, so that what is left stays in its line and column. It is for
/// giving away: bytes move where a character takes several, so nothing is to be read of it that must know its place.
pub(in crate::read) fn blanked(text: &str, mut private: Vec<Range<usize>>) -> String {
    private.sort_by_key(|range| (range.start, range.end));
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for range in private {
        let start = range.start.max(from);
        let Some(hidden) = text.get(start..range.end.max(start)) else { continue };
        kept.push_str(&text[from..start]);
        kept.extend(hidden.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        from = range.end.max(start);
    }
    kept.push_str(&text[from..]);
    kept
}
