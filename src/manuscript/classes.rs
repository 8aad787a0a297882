//! Classes of paragraphs, for which CommonMark has no place: they stand at the end.

use crate::book::{Prose, RunKind};

/// Takes a class off the end of a paragraph, if it stands there behind white space and something is left before it.
pub(super) fn cut(prose: &mut Prose, class: &str) -> bool {
    let Some(kept) = prose.text.strip_suffix(class).map(|before| before.trim_end().len()) else { return false };
    let apart = prose.text[kept..].starts_with(char::is_whitespace);
    // The class is plain text, whole in the last run.
    let Some(last) = prose.runs.last_mut().filter(|last| apart && kept > 0 && last.end as usize == prose.text.len()) else { return false };
    let gone = last.end - u32::try_from(kept).unwrap_or(last.end);
    if last.end - last.start < gone || !matches!(last.kind, RunKind::Text) {
        return false;
    }
    last.end -= gone;
    last.span.end = last.span.end.saturating_sub(gone).max(last.span.start);
    prose.text.truncate(kept);
    prose.runs.retain(|run| run.end > run.start || !matches!(run.kind, RunKind::Text));
    true
}
