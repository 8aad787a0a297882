//! Lines that an editor set in the middle or on the right, or back at the start, as edits of the sources.

use super::desk::ReviewDesk;
use super::edits::SourceEdit;
use crate::book::{Alignment, BlockKind};
use std::ops::Range;

/// The end of what stands elsewhere.
const CLOSE: &str = "</div>";

impl ReviewDesk<'_> {
    /// Puts paragraphs between `<div align=…>` and `</div>`, changes the side of these, or takes them away if they are around these alone.
    pub(super) fn aligned(&self, sent: &Range<usize>, now: Alignment) -> Option<Vec<SourceEdit>> {
        let last = sent.end.checked_sub(1)?;
        let all = sent.clone().all(|one| self.is_top(one) && matches!(self.block(one).kind, BlockKind::Paragraph(_)));
        let (first, last) = (self.lines(self.block(sent.start))?, self.lines(self.block(last))?);
        if !all || first.source != last.source || last.end < first.start {
            return None;
        }
        let (source, text) = (first.source, self.text(first.source));
        let (start, end) = (first.start as usize, last.end as usize);
        let edit = |range: Range<usize>, new: String| SourceEdit { source, range, new };
        let side = match now {
            Alignment::Start => None,
            Alignment::Centre => Some("center"),
            Alignment::End => Some("right"),
        };
        if self.sent[sent.start].form.alignment == Alignment::Start {
            let side = side?;
            return Some(vec![edit(start..start, format!("<div align=\"{side}\">\n\n")), edit(end..end, format!("\n\n{CLOSE}"))]);
        }
        let above = text.get(..start)?.trim_end_matches('\n');
        let open = above.rsplit('\n').next()?;
        let below = text.get(end..)?;
        let gap = below.len() - below.trim_start_matches('\n').len();
        let attribute =
            open.strip_prefix("<div align=\"")?.strip_suffix("\">").filter(|side| side.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
        let is_closed = below[gap..].strip_prefix(CLOSE).is_some_and(|rest| rest.is_empty() || rest.starts_with('\n'));
        if !is_closed {
            return None;
        }
        let at = above.len() - open.len();
        Some(match side {
            Some(side) => {
                let from = at + "<div align=\"".len();
                vec![edit(from..from + attribute.len(), side.to_owned())]
            }
            None => vec![edit(at..start, String::new()), edit(end..end + gap + CLOSE.len(), String::new())],
        })
    }
}
