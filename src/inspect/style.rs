//! Stylesheets: whether they can be read to their end, what they refer to, and what a book's must not hold.
//!
//! A scanner for just that, not a parser: it knows comments, strings, brackets, at-rules and the names of properties.

use super::reference::{Reference, ReferenceUse};
use super::report::{InspectionReport, fault, warn};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use std::ops::Range;

/// A piece of a stylesheet.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token<'t> {
    /// A name, a number, or what else is written in one piece.
    Word(&'t str),
    /// A string, without its quotes.
    Text(&'t str),
    /// The address in `url(…)`.
    Url(&'t str),
    /// A single character.
    Mark(u8),
}

/// The pieces with their places, and the faults that keep one from reading on.
struct CssScan<'t> {
    tokens: Vec<(Token<'t>, Range<usize>)>,
    faults: Vec<(Range<usize>, &'static str, &'static str)>,
}

/// How deep brackets are nested at most. No stylesheet is near it, and one that only opens them would be held whole.
const DEEPEST: usize = 1000;

impl<'t> CssScan<'t> {
    /// Takes the `url(` at `start`; returns where it ends.
    fn url(&mut self, text: &'t str, start: usize) -> usize {
        let inner = text[start + 4..].trim_start();
        let inner_at = text.len() - inner.len();
        if inner.starts_with(['"', '\'']) {
            // The string comes by itself; what it is follows from the word before.
            self.tokens.push((Token::Word("url("), start..start + 4));
            inner_at
        } else if let Some(length) = inner.find(')') {
            let end = inner_at + length + 1;
            self.tokens.push((Token::Url(inner[..length].trim_end()), start..end));
            end
        } else {
            self.faults.push((start..start + 4, "`url(` is never closed", "add `)`"));
            text.len()
        }
    }

    /// Takes the word at `start`; returns where it ends.
    fn word(&mut self, text: &'t str, start: usize) -> usize {
        let at = word_end(text, start);
        let address = text[at..].strip_prefix('(').filter(|_| is(&text[start..at], "url"));
        match address.and_then(|rest| Some((rest, rest.find(')')?))) {
            // `url` with letters written as numbers.
            Some((rest, length)) => {
                let end = at + 1 + length + 1;
                self.tokens.push((Token::Url(rest[..length].trim().trim_matches(['"', '\''])), start..end));
                end
            }
            None => {
                self.tokens.push((Token::Word(&text[start..at]), start..at));
                at
            }
        }
    }
}

/// Divides a stylesheet into its pieces.
fn scan(text: &str) -> CssScan<'_> {
    let (mut scan, bytes, mut at) = (CssScan { tokens: Vec::new(), faults: Vec::new() }, text.as_bytes(), 0);
    let mut depth = 0_usize;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b' ' | b'\n' | b'\t' | b'\r' | 0x0C => at += 1,
            b'/' if bytes[at..].starts_with(b"/*") => match text[at + 2..].find("*/") {
                Some(length) => at += length + 4,
                None => {
                    scan.faults.push((at..at + 2, "a comment is never closed", "add `*/`"));
                    at = bytes.len();
                }
            },
            quote @ (b'"' | b'\'') => {
                at = string_end(bytes, at, quote);
                if bytes.get(at) == Some(&quote) {
                    scan.tokens.push((Token::Text(&text[start + 1..at]), start..at + 1));
                    at += 1;
                } else {
                    scan.faults.push((start..start + 1, "a string is never closed", "close it on the same line"));
                }
            }
            _ if text[at..].get(..4).is_some_and(|word| word.eq_ignore_ascii_case("url(")) => at = scan.url(text, at),
            byte if is_word(byte) => at = scan.word(text, at),
            byte => {
                match byte {
                    b'{' | b'(' | b'[' => depth += 1,
                    b'}' | b')' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                scan.tokens.push((Token::Mark(byte), at..at + 1));
                at += 1;
                if depth > DEEPEST {
                    scan.faults.push((at - 1..at, "brackets are nested more than a thousand deep", "close them"));
                    at = bytes.len();
                }
            }
        }
    }
    scan
}

/// Where a word ends. An escape is a backslash and a character, or the character's number in up to six digits and one space.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() && is_word(bytes[at]) {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let digits = bytes[at + 1..].iter().take(6).take_while(|byte| byte.is_ascii_hexdigit()).count();
        at += 1 + if digits > 0 { digits } else { text[at + 1..].chars().next().map_or(0, char::len_utf8) };
        if digits > 0 && bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
    }
    at.min(bytes.len())
}

/// Whether a word is this name, however it is spelt.
fn is(word: &str, name: &str) -> bool {
    if !word.contains('\\') {
        return word.eq_ignore_ascii_case(name);
    }
    let mut plain = String::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '\\' {
            plain.push(c);
            continue;
        }
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        match u32::from_str_radix(&rest[..digits], 16).ok().and_then(char::from_u32) {
            Some(c) => {
                plain.push(c);
                rest = rest[digits..].strip_prefix([' ', '\n', '\t']).unwrap_or(&rest[digits..]);
            }
            None => {
                plain.extend(rest.chars().next());
                rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
            }
        }
    }
    plain.eq_ignore_ascii_case(name)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'\\' | b'@' | b'%' | b'.' | b'#') || byte >= 0x80
}

/// Where a string ends: at its quote, at the line's end, or at the end of all.
fn string_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// The addresses in a style, each with what it is for.
pub(super) fn addresses(text: &str) -> Vec<(ReferenceUse, String)> {
    gather(&scan(text)).into_iter().map(|(usage, address, _)| (usage, address)).collect()
}

fn gather(scan: &CssScan<'_>) -> Vec<(ReferenceUse, String, Range<usize>)> {
    let (mut addresses, mut rule, mut depth) = (Vec::new(), "", 0_usize);
    let mut face = None;
    for (index, (token, range)) in scan.tokens.iter().enumerate() {
        let is_url = index > 0 && scan.tokens[index - 1].0 == Token::Word("url(");
        match token {
            Token::Word(word) if word.starts_with('@') => rule = word,
            Token::Mark(b'{') => {
                depth += 1;
                if is(rule, "@font-face") {
                    face = Some(depth);
                }
                rule = "";
            }
            Token::Mark(b'}') => {
                if face == Some(depth) {
                    face = None;
                }
                depth = depth.saturating_sub(1);
                rule = "";
            }
            Token::Mark(b';') => rule = "",
            // What stands there is a name that looks like an address.
            Token::Url(_) | Token::Text(_) if is(rule, "@namespace") => {}
            Token::Url(address) | Token::Text(address) => {
                let usage = match (is(rule, "@import"), face.is_some()) {
                    (true, _) => ReferenceUse::Style,
                    (_, true) => ReferenceUse::Font,
                    _ => ReferenceUse::Picture,
                };
                if usage == ReferenceUse::Style || is_url || matches!(token, Token::Url(_)) {
                    addresses.push((usage, address.trim().to_owned(), range.clone()));
                    // What follows are conditions.
                    rule = "";
                }
            }
            _ => {}
        }
    }
    addresses
}

/// Looks over a stylesheet, or the part of a document that begins at `offset`, and tells what it refers to.
pub(super) fn read(source: SourceId, text: &str, offset: usize, report: &mut InspectionReport) -> Vec<Reference> {
    let span = |range: &Range<usize>| Span::new(source, offset + range.start, offset + range.end);
    let scan = scan(text);
    for (range, why, help) in &scan.faults {
        fault(report, Code::StyleBroken, span(range), *why, *help);
    }
    if braces(&scan, &span, report) {
        declarations(&scan, &span, report);
    }
    properties(&scan, &span, report);
    if let [(Token::Word(rule), _), (Token::Text(name), place), ..] = scan.tokens.as_slice()
        && is(rule, "@charset")
        && !["utf-8", "utf-16", "utf-16be", "utf-16le"].contains(&name.to_ascii_lowercase().as_str())
    {
        fault(
            report,
            Code::Encoding,
            span(place),
            format!("the stylesheet says that it is `{name}`"),
            "write `@charset \"utf-8\";`, and save it so",
        );
    }
    let mut references = Vec::new();
    for (usage, address, range) in gather(&scan) {
        if address.is_empty() {
            fault(report, Code::StyleBroken, span(&range), "an address is empty", "name a file, or delete the line");
        } else if !address.starts_with('#') {
            references.push(Reference { usage, address, span: span(&range), spare: false });
        }
    }
    references
}

/// Whether every bracket is closed.
fn braces(scan: &CssScan<'_>, span: &dyn Fn(&Range<usize>) -> Span, report: &mut InspectionReport) -> bool {
    let mut open: Vec<(u8, Range<usize>)> = Vec::new();
    for (token, range) in &scan.tokens {
        let due = match token {
            Token::Mark(mark @ (b'{' | b'(' | b'[')) => {
                open.push((*mark, range.clone()));
                continue;
            }
            Token::Word("url(") => {
                open.push((b'(', range.clone()));
                continue;
            }
            Token::Mark(b'}') => b'{',
            Token::Mark(b')') => b'(',
            Token::Mark(b']') => b'[',
            _ => continue,
        };
        match open.pop() {
            Some((mark, _)) if mark == due => {}
            Some((mark, place)) => {
                let message = format!("`{}` is never closed", char::from(mark));
                let finding = Diagnostic::at(Code::StyleBroken, span(&place), message).label(span(range), "before this");
                report.push(finding.help("close it"));
                return false;
            }
            None => {
                fault(report, Code::StyleBroken, span(range), "this closes nothing", "delete it");
                return false;
            }
        }
    }
    if let Some((mark, place)) = open.pop() {
        fault(report, Code::StyleBroken, span(&place), format!("`{}` is never closed", char::from(mark)), "close it");
        return false;
    }
    true
}

/// What is wrong with a declaration, if anything; empty for the end of a block.
fn declaration(tokens: &[(Token<'_>, Range<usize>)]) -> Option<&'static str> {
    let token = |index: usize| tokens.get(index).map(|(token, _)| token);
    match (token(0), token(1), token(2)) {
        (Some(Token::Word(word)), ..) if word.starts_with('@') => None,
        (Some(Token::Word(word)), Some(Token::Mark(b':')), _) if word.contains('.') => Some("this is no name of a property"),
        (Some(Token::Word(_)), Some(Token::Mark(b':')), None) => Some("a property without a value"),
        (Some(Token::Word(_)), Some(Token::Mark(b':')), Some(_)) | (None, ..) => None,
        (Some(Token::Word(_)), ..) => Some("a property without a colon behind it"),
        _ => Some("this is no name of a property"),
    }
}

/// Rules begin with a selector; within them stand declarations, each `name: value`.
fn declarations(scan: &CssScan<'_>, span: &dyn Fn(&Range<usize>) -> Span, report: &mut InspectionReport) {
    let tokens = &scan.tokens;
    // For each open block: whether rules stand in it.
    let mut blocks: Vec<bool> = Vec::new();
    let mut start = 0;
    for (index, (token, range)) in tokens.iter().enumerate() {
        let rules = blocks.last().copied().unwrap_or(true);
        let begun = tokens.get(start..index).unwrap_or_default();
        match token {
            Token::Mark(b'{') => {
                let at_rule = match begun.first() {
                    Some((Token::Word(word), _)) if word.starts_with('@') => Some(word.to_ascii_lowercase()),
                    _ => None,
                };
                if begun.is_empty() && rules {
                    fault(report, Code::StyleBroken, span(range), "a rule without a selector", "say what it is for");
                } else if !rules && at_rule.is_none() {
                    fault(
                        report,
                        Code::StyleBroken,
                        span(range),
                        "a rule within a rule, which readers don't know",
                        "close the outer one before it",
                    );
                }
                let declares = at_rule.is_none_or(|name| ["@font-face", "@page"].contains(&name.as_str()) || !rules);
                blocks.push(!declares);
                start = index + 1;
            }
            Token::Mark(mark @ (b';' | b'}')) => {
                let why = if *mark == b';' && begun.is_empty() && !rules { Some("a second `;`") } else { declaration(begun) };
                if let Some(why) = why.filter(|_| !rules) {
                    let place = begun.first().map_or(range, |(_, range)| range);
                    fault(report, Code::StyleBroken, span(place), why, "write `name: value;`");
                }
                if *mark == b'}' {
                    blocks.pop();
                }
                start = index + 1;
            }
            _ => {}
        }
    }
}

/// What is wrong with the value of an attribute `style`, if anything.
pub(super) fn inline(text: &str) -> Option<(Code, &'static str)> {
    let scan = scan(text);
    if !scan.faults.is_empty() || scan.tokens.iter().any(|(token, _)| matches!(token, Token::Mark(b'{' | b'}'))) {
        return Some((Code::StyleBroken, "the style can't be read to its end"));
    }
    let parts = || scan.tokens.split(|(token, _)| *token == Token::Mark(b';'));
    let forbidden =
        |tokens: &[(Token<'_>, Range<usize>)]| matches!(tokens, [(Token::Word(name), _), (Token::Mark(b':'), _), ..] if is_forbidden(name));
    if parts().any(forbidden) {
        return Some((Code::StyleForbidden, "`direction` and `unicode-bidi` must not stand in a style"));
    }
    parts().find_map(declaration).map(|why| (Code::StyleBroken, why))
}

fn is_forbidden(name: &str) -> bool {
    ["direction", "unicode-bidi"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// Names of properties: a word behind `{` or `;` with a colon behind it, within a block.
fn properties(scan: &CssScan<'_>, span: &dyn Fn(&Range<usize>) -> Span, report: &mut InspectionReport) {
    let (mut begins, mut depth, mut face) = (false, 0_usize, None);
    let mut rule = "";
    for (index, (token, range)) in scan.tokens.iter().enumerate() {
        let next = |step: usize| scan.tokens.get(index + step).map(|(token, _)| token);
        match token {
            Token::Word(word) if word.starts_with('@') => rule = word,
            Token::Mark(b'{') => {
                depth += 1;
                if is(rule, "@font-face") {
                    face = Some((range.clone(), index));
                }
                rule = "";
            }
            Token::Mark(b'}') => {
                depth = depth.saturating_sub(1);
                if let Some((place, first)) = face.take() {
                    let has = |name: &str| {
                        scan.tokens[first..index]
                            .iter()
                            .any(|(token, _)| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(name)))
                    };
                    if !has("src") {
                        warn(report, Code::FontFaceEmpty, span(&place), "a font face without a font", "add `src: url(…)`, or delete it");
                    }
                }
            }
            Token::Word(word) if begins && depth > 0 && next(1) == Some(&Token::Mark(b':')) => {
                let name = word.to_ascii_lowercase();
                let name = name.as_str();
                if is_forbidden(name) {
                    let message = format!("`{name}` must not stand in a book's stylesheet");
                    fault(report, Code::StyleForbidden, span(range), message, "use the attribute `dir` in the document");
                }
                if name == "position" && matches!(next(2), Some(Token::Word(value)) if value.eq_ignore_ascii_case("fixed")) {
                    fault(
                        report,
                        Code::StyleFixed,
                        span(range),
                        "`position: fixed` has no place on pages",
                        "leave it in the flow of the text",
                    );
                }
            }
            _ => {}
        }
        begins = matches!(token, Token::Mark(b'{' | b'}' | b';'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_where_css_has_them() {
        let text =
            "@import 'a.css' screen; @import url(b.css); /* url(no) */ @font-face { font-family: 'no'; src: local('no'), url( \"c.otf\" ) }
            p:hover { background: url(d.png) } q { content: 'url(no)' }";
        let found: Vec<(ReferenceUse, String)> = addresses(text);
        let expected = [
            (ReferenceUse::Style, "a.css"),
            (ReferenceUse::Style, "b.css"),
            (ReferenceUse::Font, "c.otf"),
            (ReferenceUse::Picture, "d.png"),
        ];
        assert_eq!(found, expected.map(|(usage, address)| (usage, address.to_owned())));
    }

    #[test]
    fn escapes_hide_no_address() {
        let found = addresses(r"@im\70ort 'a.css'; p { fill: u\72l(http://x/); stroke: \75 rl( 'b' ) }");
        assert_eq!(
            found,
            [(ReferenceUse::Style, "a.css"), (ReferenceUse::Picture, "http://x/"), (ReferenceUse::Picture, "b")]
                .map(|(usage, address)| (usage, address.to_owned()))
        );
    }

    #[test]
    fn any_text_is_scanned_to_its_end() {
        let deep = "a{b:(".repeat(100_000);
        assert!(scan(&deep).tokens.len() < 10_000, "what only opens is not held whole");
        let odd = ["\\", "url(", "url( '", "'\\", "@", "}", "a\\é{", "/*", "{(}", "é\\", "\\75rl(", "\\7", "\\75 ", "u\\\n("];
        for text in odd.into_iter().chain([deep.as_str()]) {
            addresses(text);
        }
    }
}
