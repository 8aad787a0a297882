//! Links that an editor led elsewhere, took away or made, as edits of the sources, whatever way they are written in: `[words](address)`,
//! `[words][name]` with the address elsewhere, `<address>`, or an address alone.

use super::desk::ReviewDesk;
use super::edits::SourceEdit;
use crate::read::address_end;
use crate::source::{SourceId, Span};
use std::ops::Range;

/// The places of a link in its source: the words with the marks of their looks.
struct LinkPlace<'s> {
    source: SourceId,
    text: &'s str,
    /// The first letter, and the end of the last one.
    words: Range<usize>,
    /// The words with the marks around them.
    marked: Range<usize>,
}

impl LinkPlace<'_> {
    fn edit(&self, range: Range<usize>, new: impl Into<String>) -> SourceEdit {
        SourceEdit { source: self.source, range, new: new.into() }
    }

    /// Whether what stands right before the words with their marks ends so.
    fn is_behind(&self, sign: &str) -> bool {
        self.text.get(..self.marked.start).is_some_and(|before| before.ends_with(sign))
    }
}

impl ReviewDesk<'_> {
    /// Leads a link elsewhere, or makes words of it.
    pub(super) fn other_link(&self, sent: usize, letters: &Range<usize>, was: &str, now: Option<&str>) -> Option<Vec<SourceEdit>> {
        let places = self.places(sent, letters.clone())?;
        let (first, last): (&Span, &Span) = (places.first()?, places.last()?);
        let text = self.text(first.source);
        let words = first.start as usize..last.end as usize;
        let is_mark = |c: char| matches!(c, '*' | '_' | '~' | '`' | '^' | '=');
        let open = text.get(..words.start)?.trim_end_matches(is_mark).len();
        let close = text.len() - text.get(words.end..)?.trim_start_matches(is_mark).len();
        let place = LinkPlace { source: first.source, text, words, marked: open..close };
        if !place.is_behind("[") || place.is_behind("![") {
            return place.bare(now);
        }
        let behind = text.get(close..)?;
        if behind.starts_with("](") { place.inline(now) } else { place.reference(was, now) }
    }

    pub(super) fn new_link(&self, sent: usize, letters: &Range<usize>, target: &str) -> Option<Vec<SourceEdit>> {
        let own = self.letters(sent).get(letters.clone())?;
        let look = own.first()?.look;
        let places = self.places(sent, letters.clone())?;
        let (first, last) = (places.first()?, places.last()?);
        let words = self.text(first.source).get(first.start as usize..last.end as usize)?;
        // Where the marks of a look end within the words, brackets would cut them.
        if own.iter().any(|letter| letter.look != look) || words.contains(['[', ']', '\n']) {
            return None;
        }
        let edit = |at: u32, new: String| SourceEdit { source: first.source, range: at as usize..at as usize, new };
        Some(vec![edit(first.start, "[".to_owned()), edit(last.end, format!("]({})", destination(target)?))])
    }
}

impl LinkPlace<'_> {
    /// A link with its address behind it.
    fn inline(&self, now: Option<&str>) -> Option<Vec<SourceEdit>> {
        let (open, close) = (self.marked.start - 1, self.marked.end);
        let target = self.text.get(close..)?.strip_prefix("](")?;
        let at = self.text.len() - target.len();
        let ends = LinkEnds::of(target)?;
        let end = at + ends.close + 1;
        if self.text.get(end..).is_some_and(|rest| rest.starts_with('{')) {
            return None;
        }
        Some(match now {
            None => vec![self.edit(open..open + 1, ""), self.edit(close..end, "")],
            Some(now) => vec![self.edit(at + ends.target.start..at + ends.target.end, destination(now)?)],
        })
    }

    /// A link whose address stands elsewhere under a name. The address is changed there if no other link has it.
    fn reference(&self, was: &str, now: Option<&str>) -> Option<Vec<SourceEdit>> {
        let (open, close) = (self.marked.start - 1, self.marked.end);
        let behind = self.text.get(close..)?.strip_prefix(']')?;
        let named = behind.strip_prefix('[').and_then(|name| Some(&name[..name.find(']')?]));
        let end = close + 1 + named.map_or(0, |name| name.len() + 2);
        let name = named.filter(|name| !name.trim().is_empty()).or(self.text.get(open + 1..close))?;
        if name.contains(['[', '\n', '\\']) || self.text.get(end..).is_some_and(|rest| rest.starts_with(['{', '(', ':'])) {
            return None;
        }
        let Some(now) = now else { return Some(vec![self.edit(open..open + 1, ""), self.edit(close..end, "")]) };
        let now = destination(now)?;
        let lower = self.text.to_ascii_lowercase();
        let called = format!("[{}]", name.to_ascii_lowercase());
        let defined = self.definition(&lower, &called, was);
        match defined.filter(|_| lower.matches(&called).count() == 2) {
            Some(address) => Some(vec![self.edit(address, now)]),
            None => Some(vec![self.edit(close..end, format!("]({now})"))]),
        }
    }

    /// The address in the line that defines a name, if it is this one.
    fn definition(&self, lower: &str, called: &str, address: &str) -> Option<Range<usize>> {
        let marked = format!("{called}:");
        let is_first = |at: &usize| lower[..*at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty() && before.len() < 4);
        let at = lower.match_indices(&marked).map(|(at, _)| at).find(is_first)? + marked.len();
        let line = self.text.get(at..)?.split('\n').next()?;
        let start = at + line.len() - line.trim_start().len();
        let target = line.split_whitespace().next()?;
        let inner = target.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(target);
        (inner.trim_end_matches('/') == address.trim_end_matches('/')).then_some(start..start + target.len())
    }

    /// An address that is a link by itself.
    fn bare(&self, now: Option<&str>) -> Option<Vec<SourceEdit>> {
        let now = destination(now?)?;
        let words = self.text.get(self.words.clone())?;
        if words.contains([' ', '\n', '[', ']']) || !words.contains(['.', '@', ':']) {
            return None;
        }
        let before = self.text.get(..self.words.start)?;
        let is_closed = self.text.get(self.words.end..)?.starts_with('>');
        match before.chars().next_back() {
            Some('<') if is_closed => {
                let (open, close) = (self.words.start - 1..self.words.start, self.words.end..self.words.end + 1);
                Some(vec![self.edit(open, "["), self.edit(close, format!("]({now})"))])
            }
            Some('>' | '<' | '[' | '"' | '\'') => None,
            _ => {
                let Range { start, end } = self.words;
                Some(vec![self.edit(start..start, "["), self.edit(end..end, format!("]({now})"))])
            }
        }
    }
}

/// Where the target of a link stands in what is between its brackets.
struct LinkEnds {
    target: Range<usize>,
    /// The bracket that closes it.
    close: usize,
}

impl LinkEnds {
    fn of(text: &str) -> Option<Self> {
        let start = text.len() - text.trim_start_matches(' ').len();
        let rest = &text[start..];
        let length = match rest.strip_prefix('<') {
            Some(inner) => inner.find(['>', '\n']).filter(|at| inner[*at..].starts_with('>'))? + 2,
            None => address_end(rest.as_bytes(), |byte| matches!(byte, b' ' | b'\n'))?,
        };
        if rest[..length].contains('\\') {
            return None;
        }
        let behind = rest[length..].trim_start_matches(' ');
        let close = match behind.chars().next()? {
            ')' => 0,
            quote @ ('"' | '\'') => {
                let end = behind[1..].find(quote)? + 2;
                end + behind[end..].find(')').filter(|at| behind[end..end + at].trim().is_empty())?
            }
            _ => return None,
        };
        Some(Self { target: start..start + length, close: text.len() - behind.len() + close })
    }
}

/// An address as the target of a link; none for a place of the document, whose name is the program's.
fn destination(address: &str) -> Option<String> {
    if address.starts_with('#') || address.is_empty() || address.contains(char::is_control) {
        return None;
    }
    let is_plain = !address.contains([' ', '(', ')', '\\', '<', '>']);
    let escaped = || address.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E").replace(' ', "%20");
    Some(if is_plain { address.to_owned() } else { format!("<{}>", escaped()) })
}
