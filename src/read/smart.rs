//! Quotes, apostrophes, dashes, ellipses and French spaces, set right by language over a whole paragraph at once.
//!
//! Decisions look at the neighbours first and at what is open second, so that a quotation over several paragraphs may open
//! each of them. No straight quote is left, which makes the pass idempotent: on its own output it finds nothing to do.

use crate::language::{FrenchSpaces, Language};
use crate::read::bind;
use std::ops::Range;

/// A stretch of text of one treatment: a language's typography, or none (code, addresses).
#[derive(Clone, Copy, Debug)]
pub(super) struct SmartStretch {
    /// The end: one past the last byte. It begins where the one before ends.
    pub(super) end: usize,
    /// The typography; none leaves the text as it is.
    pub(super) tongue: Option<&'static Language>,
}

/// A replacement; the edits of a text are in order and don't overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypographyEdit {
    /// The bytes replaced.
    pub(super) range: Range<usize>,
    /// What stands there now.
    pub(super) with: &'static str,
}

/// What is to be changed in `text`, which the stretches cover.
pub(super) fn edits(text: &str, stretches: &[SmartStretch]) -> Vec<TypographyEdit> {
    if !stretches.iter().any(|stretch| stretch.tongue.is_some()) {
        return Vec::new();
    }
    let mut pass = SmartPass {
        text,
        stretches,
        stretch: 0,
        previous: None,
        open: Vec::new(),
        edits: Vec::new(),
        last_single: last_closing(text),
        second: None,
    };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        at = pass.step(at, c);
    }
    pass.edits
}

/// The text with its edits made.
pub(super) fn apply(text: &str, edits: &[TypographyEdit]) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len() + edits.len()), 0);
    for edit in edits {
        out.push_str(&text[at..edit.range.start]);
        out.push_str(edit.with);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// A text in one language.
pub(super) fn smarten(text: &str, tongue: &'static Language) -> String {
    apply(text, &edits(text, &[SmartStretch { end: text.len(), tongue: Some(tongue) }]))
}

/// The last single quote that could close something: only before it can one open.
fn last_closing(text: &str) -> usize {
    let could_close = |at: usize| {
        let before = text[..at].chars().next_back().is_some_and(|c| !c.is_whitespace());
        before && !text[at + 1..].starts_with(char::is_alphanumeric)
    };
    text.rmatch_indices('\'').map(|(at, _)| at).find(|&at| could_close(at)).unwrap_or(0)
}

/// An open quotation and what will close it.
#[derive(Clone, Copy)]
struct OpenQuotation {
    double: bool,
    close: &'static str,
}

struct SmartPass<'t> {
    text: &'t str,
    stretches: &'t [SmartStretch],
    stretch: usize,
    /// The character before, as set: `(` stands for any opening quote, `)` for any closing one, `x` for code.
    previous: Option<char>,
    open: Vec<OpenQuotation>,
    edits: Vec<TypographyEdit>,
    last_single: usize,
    /// Where the mark of seconds in `6'2"` stands, once its minutes were seen.
    second: Option<usize>,
}

impl SmartPass<'_> {
    /// Sets the character at `at`; returns where to go on.
    fn step(&mut self, at: usize, c: char) -> usize {
        while self.stretches.get(self.stretch).is_some_and(|stretch| stretch.end <= at) {
            self.stretch += 1;
        }
        let Some(SmartStretch { end, tongue }) = self.stretches.get(self.stretch).copied() else { return self.text.len() };
        let Some(tongue) = tongue else {
            self.previous = Some('x');
            return end.max(at + c.len_utf8());
        };
        if c.is_ascii_alphanumeric() {
            return self.words(at, end, tongue);
        }
        let after = at + c.len_utf8();
        match c {
            '"' => self.double(at, tongue),
            '\'' => self.single(at, tongue),
            '-' => return self.dashes(at, end, tongue),
            '.' => return self.dots(at, end, tongue),
            _ => self.other(at, c, tongue),
        }
        after
    }

    /// Passes over a word, of which nothing is looked at but its beginning and its end, and over those behind it that nothing but a
    /// plain space parts from it.
    fn words(&mut self, mut at: usize, end: usize, tongue: &'static Language) -> usize {
        let bytes = &self.text.as_bytes()[..end];
        loop {
            let after = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if matches!(bytes.get(after), Some(b':' | b'.'))
                && bytes[at].is_ascii_alphabetic()
                && !self.previous.is_some_and(char::is_alphanumeric)
                && let Some(length) = address(&self.text[at..end])
            {
                self.previous = Some('x');
                return at + length;
            }
            let last = char::from(bytes[after - 1]);
            self.previous = Some(last);
            match bytes[after..] {
                [b' ', next, ..] if next.is_ascii_alphanumeric() && !bind::may_bind(last, Some(char::from(next)), tongue) => {}
                _ => return after,
            }
            self.previous = Some(' ');
            at = after + 1;
        }
    }

    fn next(&self, at: usize) -> Option<char> {
        let next = self.text.get(at..)?.chars().next();
        let opaque = self.stretches[self.stretch..].iter().find(|stretch| stretch.end > at).is_some_and(|stretch| stretch.tongue.is_none());
        if opaque { next.map(|_| 'x') } else { next }
    }

    fn replace(&mut self, range: Range<usize>, with: &'static str, seen_as: char) {
        if self.text[range.clone()] != *with {
            self.edits.push(TypographyEdit { range, with });
        }
        self.previous = Some(seen_as);
    }

    fn double(&mut self, at: usize, tongue: &'static Language) {
        if self.second.take() == Some(at) {
            return self.replace(at..at + 1, "″", '″');
        }
        if tongue.punctuation.gershayim && self.previous.is_some_and(is_hebrew) && self.next(at + 1).is_some_and(is_hebrew) {
            return self.replace(at..at + 1, "״", '״');
        }
        // Quotes side by side ("'Yes,' …) look at what is beyond them.
        let beyond = (1..=3).map(|step| self.next(at + step)).find(|next| !matches!(next, Some('"' | '\''))).flatten();
        let next = beyond.filter(|c| !c.is_whitespace());
        let opens_after = is_opening_context(self.previous);
        let closes_before = next.is_none_or(is_closing_mark);
        let is_open = self.open.iter().any(|open| open.double);
        let opens = match (opens_after, closes_before) {
            (true, false) => !(is_open && self.previous.is_some_and(is_dash)),
            (false, true) => false,
            _ => !(is_open || (beyond.is_none() && self.previous.is_some())),
        };
        if opens {
            let quotes = if is_open && tongue.punctuation.nests { tongue.punctuation.inner } else { tongue.punctuation.outer };
            self.open.push(OpenQuotation { double: true, close: quotes.close });
            self.open_with(at, at + 1, quotes.open, tongue);
        } else {
            let close = match self.open.iter().rposition(|open| open.double) {
                Some(index) => {
                    let close = self.open[index].close;
                    self.open.truncate(index);
                    close
                }
                None => tongue.punctuation.outer.close,
            };
            self.close_with(at, at + 1, close, tongue);
        }
    }

    fn open_with(&mut self, at: usize, after: usize, quote: &'static str, tongue: &Language) {
        let follows = self.next(after);
        let with = match quote {
            "«" if tongue.punctuation.spaces != FrenchSpaces::None && follows.is_some_and(|c| !c.is_whitespace()) => "«\u{202F}",
            _ => quote,
        };
        self.replace(at..after, with, '(');
        // A plain space after it becomes one that does not break.
        if quote == "«" && tongue.punctuation.spaces != FrenchSpaces::None && follows == Some(' ') {
            self.edits.push(TypographyEdit { range: after..after + 1, with: "\u{202F}" });
        }
    }

    fn close_with(&mut self, at: usize, after: usize, quote: &'static str, tongue: &Language) {
        let with = if quote == "»" && tongue.punctuation.spaces != FrenchSpaces::None {
            self.spaced(at, "\u{202F}", "»", "\u{202F}»")
        } else {
            quote
        };
        self.replace(at..after, with, ')');
    }

    fn single(&mut self, at: usize, tongue: &'static Language) {
        let (previous, next) = (self.previous, self.next(at + 1));
        let word_before = previous.is_some_and(|c| c.is_alphanumeric() || c == '’');
        let word_after = next.is_some_and(char::is_alphanumeric);
        let open = self.open.iter().rposition(|open| !open.double);
        if tongue.punctuation.gershayim && previous.is_some_and(is_hebrew) {
            // Behind a letter it closes a quotation only if one is open, and no letter (ג'ירפה) or number (עמ' 5) follows.
            let number = next == Some(' ') && self.next(at + 2).is_some_and(|c| c.is_ascii_digit());
            if open.is_none() || number || next.is_some_and(is_hebrew) {
                return self.replace(at..at + 1, "׳", '׳');
            }
        }
        if word_before && word_after {
            if let Some(seconds) = minutes(self.text, at, previous, tongue) {
                self.second = Some(seconds);
                return self.replace(at..at + 1, "′", '′');
            }
            let without_spaces = previous.is_some_and(is_ideograph) || next.is_some_and(is_ideograph);
            return match open {
                _ if !without_spaces => self.replace(at..at + 1, "’", '’'),
                Some(index) => self.close_single(at, index),
                None => self.open_single(at, tongue),
            };
        }
        let opening = is_opening_context(previous);
        let dash_before = previous.is_some_and(is_dash);
        if word_after && !word_before {
            let elided = is_elision(&self.text[at + 1..], tongue);
            let bound = previous.is_none_or(|c| c == '(') || at < self.last_single;
            return if !elided && bound && opening { self.open_single(at, tongue) } else { self.replace(at..at + 1, "’", '’') };
        }
        let isolated = next.is_none_or(char::is_whitespace);
        match open {
            _ if opening && !dash_before && !isolated && next.is_some_and(|c| !is_closing_mark(c) || c == '.') => {
                self.open_single(at, tongue);
            }
            Some(index) => self.close_single(at, index),
            None => self.replace(at..at + 1, "’", '’'),
        }
    }

    fn open_single(&mut self, at: usize, tongue: &Language) {
        self.open.push(OpenQuotation { double: false, close: tongue.punctuation.single.close });
        self.replace(at..at + 1, tongue.punctuation.single.open, '(');
    }

    fn close_single(&mut self, at: usize, index: usize) {
        let close = self.open[index].close;
        self.open.truncate(index);
        self.replace(at..at + 1, close, ')');
    }

    fn dashes(&mut self, at: usize, end: usize, tongue: &Language) -> usize {
        let after = at + self.text[at..end].bytes().take_while(|&byte| byte == b'-').count();
        match after - at {
            2 | 3 if tongue.punctuation.wide => self.replace(at..after, "——", '—'),
            2 if tongue.punctuation.dialogue && self.previous.is_none() => self.replace(at..after, "—", '—'),
            2 => self.replace(at..after, "–", '–'),
            3 => self.replace(at..after, "—", '—'),
            _ => self.previous = Some('-'),
        }
        after
    }

    fn dots(&mut self, at: usize, end: usize, tongue: &Language) -> usize {
        let after = at + self.text[at..end].bytes().take_while(|&byte| byte == b'.').count();
        match after - at {
            3 | 6 if tongue.punctuation.wide => self.replace(at..after, "……", '…'),
            3 => self.replace(at..after, "…", '…'),
            // A full stop and three dots.
            4 => self.replace(at..after, "….", '.'),
            _ => self.previous = Some('.'),
        }
        after
    }

    /// Everything that is not a straight mark: French spaces, and quotes that are right already.
    fn other(&mut self, at: usize, c: char, tongue: &'static Language) {
        let after = at + c.len_utf8();
        let french = tongue.punctuation.spaces != FrenchSpaces::None;
        match c {
            '«' if french && tongue.punctuation.outer.open == "«" => {
                self.open.push(OpenQuotation { double: true, close: tongue.punctuation.outer.close });
                return self.open_with(at, after, "«", tongue);
            }
            '»' if french && tongue.punctuation.outer.close == "»" => {
                if let Some(index) = self.open.iter().rposition(|open| open.double) {
                    self.open.truncate(index);
                }
                return self.close_with(at, after, "»", tongue);
            }
            ';' | '!' | '?' if tongue.punctuation.spaces == FrenchSpaces::All => return self.before_mark(at, c),
            ':' if french => return self.before_mark(at, c),
            ' ' if self.edits.last().is_none_or(|edit| edit.range.end <= at)
                && bind::binds(&self.text[..at], &self.text[after..], tongue) =>
            {
                return self.replace(at..after, "\u{A0}", '\u{A0}');
            }
            ' ' if self.edits.last().is_some_and(|edit| edit.range == (at..after)) => {
                self.previous = Some('\u{202F}');
                return;
            }
            _ => {}
        }
        if c.is_ascii() {
            // No language's quotes.
            self.previous = Some(c);
            return;
        }
        let mut buffer = [0; 4];
        let quote: &str = c.encode_utf8(&mut buffer);
        if quote == tongue.punctuation.outer.open && tongue.punctuation.outer.open != tongue.punctuation.outer.close {
            self.open.push(OpenQuotation { double: true, close: tongue.punctuation.outer.close });
            self.previous = Some('(');
        } else if quote == tongue.punctuation.outer.close {
            if let Some(index) = self.open.iter().rposition(|open| open.double) {
                self.open.truncate(index);
            }
            self.previous = Some(')');
        } else if quote == tongue.punctuation.single.open && c != '’' {
            self.previous = Some('(');
        } else {
            self.previous = Some(c);
        }
    }

    /// A mark that French sets off by a thin space (a colon by a full one).
    fn before_mark(&mut self, at: usize, c: char) {
        let (space, bare, spaced) = match c {
            ':' => ("\u{A0}", ":", "\u{A0}:"),
            ';' => ("\u{202F}", ";", "\u{202F};"),
            '!' => ("\u{202F}", "!", "\u{202F}!"),
            _ => ("\u{202F}", "?", "\u{202F}?"),
        };
        let next = self.next(at + 1);
        let ends = next
            .is_none_or(|next| next.is_whitespace() || next == '»' || (c != ':' && is_closing_mark(next)) || matches!(next, '"' | '\''));
        let follows_words =
            self.previous.is_some_and(|p| !is_opening_context(Some(p)) || p == ' ') && !self.previous.is_some_and(|p| ";:!?".contains(p));
        if ends && follows_words {
            let with = self.spaced(at, space, bare, spaced);
            self.replace(at..at + 1, with, c);
        } else {
            self.previous = Some(c);
        }
    }

    /// A mark with the right space before it: a plain space there is exchanged, none is added, any other is left.
    fn spaced(&mut self, at: usize, space: &'static str, bare: &'static str, spaced: &'static str) -> &'static str {
        match self.previous {
            Some(' ') => {
                self.edits.push(TypographyEdit { range: at - 1..at, with: space });
                bare
            }
            None | Some('(') => bare,
            Some(c) if c.is_whitespace() => bare,
            Some(_) => spaced,
        }
    }
}

/// Whether a quote after this character is more likely to open than to close.
fn is_opening_context(previous: Option<char>) -> bool {
    previous.is_none_or(|c| {
        c.is_whitespace() || is_dash(c) || matches!(c, '(' | '[' | '{' | '/' | '¿' | '¡' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '「' | '『')
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

/// Whether a quote before this character is more likely to close than to open.
fn is_closing_mark(c: char) -> bool {
    is_dash(c)
        || matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '}'
                | '…'
                | '»'
                | '”'
                | '’'
                | '。'
                | '，'
                | '、'
                | '；'
                | '：'
                | '！'
                | '？'
                | '」'
                | '』'
                | '）'
        )
}

fn is_hebrew(c: char) -> bool {
    matches!(c, 'א'..='ת' | '\u{5B0}'..='\u{5C7}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The length of a bare address at the beginning of `text`, without the punctuation that follows it.
fn address(text: &str) -> Option<usize> {
    let scheme = text.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let rest = &text[scheme..];
    if !(rest.starts_with("://") || (rest.starts_with('.') && text[..scheme].eq_ignore_ascii_case("www"))) {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\u{FFFC}')).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']).len().max(scheme))
}

/// Where the inches' or seconds' mark stands, for the mark after the feet or minutes of `6'2"`.
fn minutes(text: &str, at: usize, previous: Option<char>, tongue: &Language) -> Option<usize> {
    let digits = text.as_bytes().get(at + 1..)?.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let seconds = at + 1 + digits;
    let fits = !tongue.punctuation.groups && previous.is_some_and(|c| c.is_ascii_digit()) && (1..=2).contains(&digits);
    (fits && text.as_bytes().get(seconds) == Some(&b'"')).then_some(seconds)
}

/// Whether letters or figures were left out before `text`: ’tis, ’90s.
fn is_elision(text: &str, tongue: &Language) -> bool {
    let figures = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if figures > 0 {
        return figures == 2;
    }
    let end = text.char_indices().take(8).find(|(_, c)| !c.is_alphanumeric()).map_or(text.len(), |(at, _)| at);
    let elided = tongue.punctuation.elided_words;
    let Some(word) = text.get(..end).filter(|_| !elided.is_empty()) else { return false };
    // Some are words by themselves, which a quotation may begin with: they are elided in the middle of a sentence.
    let within = || text[end..].starts_with(' ') && elided.contains(&text.get(..=end).unwrap_or_default());
    elided.contains(&word.to_ascii_lowercase().as_str()) || within()
}

#[cfg(test)]
mod tests;
