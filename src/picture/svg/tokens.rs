//! The pieces of CSS, with every escape resolved and every comment gone, and the same written again
//! in the one spelling that each has (CSS Syntax 3, section 4).

/// A piece of CSS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CssToken {
    /// A name.
    Name(String),
    /// A name with `(` behind it.
    Function(String),
    /// `@` and a name.
    At(String),
    /// `#` and a name: an id or a colour.
    Hash(String),
    /// A string.
    Text(String),
    /// An address without quotes: `url(…)`.
    Url(String),
    /// A number with its unit, as written.
    Number(String),
    /// White space.
    Space,
    /// Any other character.
    Mark(char),
}

/// All pieces of a text.
pub(super) fn tokens(text: &str) -> Vec<CssToken> {
    let mut scan = TokenScan { rest: text };
    let mut tokens = Vec::new();
    while let Some(token) = scan.next() {
        // Spaces and comments in a row are one space.
        if token != CssToken::Space || tokens.last() != Some(&CssToken::Space) {
            tokens.push(token);
        }
    }
    tokens
}

struct TokenScan<'t> {
    rest: &'t str,
}

impl TokenScan<'_> {
    fn next(&mut self) -> Option<CssToken> {
        let first = self.rest.chars().next()?;
        if self.rest.starts_with("/*") {
            let end = self.rest[2..].find("*/").map_or(self.rest.len(), |end| end + 4);
            self.rest = &self.rest[end..];
            // Between two names a comment divides them, as a space does.
            return Some(CssToken::Space);
        }
        if self.rest.starts_with("<!--") || self.rest.starts_with("-->") {
            let end = if first == '<' { 4 } else { 3 };
            self.rest = &self.rest[end..];
            return Some(CssToken::Space);
        }
        Some(match first {
            ' ' | '\t' | '\n' | '\r' | '\u{C}' => {
                self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{C}']);
                CssToken::Space
            }
            '"' | '\'' => self.string(first),
            '#' if starts_word(&self.rest[1..]) => {
                self.rest = &self.rest[1..];
                CssToken::Hash(self.word())
            }
            '@' if starts_name(&self.rest[1..]) => {
                self.rest = &self.rest[1..];
                CssToken::At(self.word())
            }
            _ if starts_number(self.rest) => self.number(),
            _ if starts_name(self.rest) => {
                let name = self.word();
                match self.rest.strip_prefix('(') {
                    Some(rest) => {
                        self.rest = rest;
                        if name.eq_ignore_ascii_case("url") { self.url() } else { CssToken::Function(name) }
                    }
                    None => CssToken::Name(name),
                }
            }
            _ => {
                self.rest = &self.rest[first.len_utf8()..];
                CssToken::Mark(first)
            }
        })
    }

    /// What stands behind `url(`.
    fn url(&mut self) -> CssToken {
        let inner = self.rest.trim_start();
        if inner.starts_with(['"', '\'']) {
            return CssToken::Function("url".to_owned());
        }
        self.rest = inner;
        let mut address = String::new();
        while let Some(c) = self.rest.chars().next() {
            match c {
                ')' => {
                    self.rest = &self.rest[1..];
                    break;
                }
                '\\' => address.push(self.escape()),
                c => {
                    address.push(c);
                    self.rest = &self.rest[c.len_utf8()..];
                }
            }
        }
        CssToken::Url(address.trim().to_owned())
    }

    /// A string; it ends at its quote, at the line's end or with the text.
    fn string(&mut self, quote: char) -> CssToken {
        self.rest = &self.rest[1..];
        let mut text = String::new();
        while let Some(c) = self.rest.chars().next() {
            match c {
                '\n' => break,
                '\\' if self.rest[1..].starts_with('\n') => self.rest = &self.rest[2..],
                '\\' => text.push(self.escape()),
                c => {
                    self.rest = &self.rest[c.len_utf8()..];
                    if c == quote {
                        break;
                    }
                    text.push(c);
                }
            }
        }
        CssToken::Text(text)
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.rest.chars().next() {
            if is_word(c) {
                word.push(c);
                self.rest = &self.rest[c.len_utf8()..];
            } else if is_escape(self.rest) {
                word.push(self.escape());
            } else {
                break;
            }
        }
        word
    }

    fn number(&mut self) -> CssToken {
        let bytes = self.rest.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut at = digits(usize::from(matches!(bytes.first(), Some(b'+' | b'-'))));
        if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            at = digits(at + 1);
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let sign = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            if bytes.get(sign).is_some_and(u8::is_ascii_digit) {
                at = digits(sign);
            }
        }
        let mut number = self.rest[..at].to_owned();
        self.rest = &self.rest[at..];
        if self.rest.starts_with('%') {
            number.push('%');
            self.rest = &self.rest[1..];
        } else if starts_name(self.rest) {
            let unit = self.word();
            write_word(&unit, true, &mut number);
        }
        CssToken::Number(number)
    }

    /// The character that a backslash and what follows stand for.
    fn escape(&mut self) -> char {
        self.rest = &self.rest[1..];
        let length = self.rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        if length == 0 {
            let Some(c) = self.rest.chars().next() else { return '\u{FFFD}' };
            self.rest = &self.rest[c.len_utf8()..];
            return c;
        }
        let number = u32::from_str_radix(&self.rest[..length], 16).unwrap_or(0);
        self.rest = &self.rest[length..];
        let space = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix([' ', '\t', '\n', '\r', '\u{C}']));
        self.rest = space.unwrap_or(self.rest);
        char::from_u32(number).filter(|c| *c != '\0').unwrap_or('\u{FFFD}')
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

fn is_escape(text: &str) -> bool {
    text.starts_with('\\') && !text[1..].starts_with('\n')
}

fn starts_word(text: &str) -> bool {
    text.starts_with(is_word) || is_escape(text)
}

fn starts_name(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let first = rest.chars().next();
    first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()) || is_escape(rest) || text.starts_with("--")
}

fn starts_number(text: &str) -> bool {
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    rest.starts_with(|c: char| c.is_ascii_digit())
}

/// Writes pieces as CSS.
pub(super) fn write(tokens: &[CssToken], out: &mut String) {
    for (index, token) in tokens.iter().enumerate() {
        match token {
            CssToken::Name(name) => write_word(name, true, out),
            CssToken::Function(name) => {
                write_word(name, true, out);
                out.push('(');
            }
            CssToken::At(name) => {
                out.push('@');
                write_word(name, true, out);
            }
            CssToken::Hash(name) => {
                out.push('#');
                write_word(name, false, out);
            }
            CssToken::Text(text) => write_string(text, out),
            CssToken::Url(address) => {
                let plain = !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '(' | ')' | '\\'));
                out.push_str("url(");
                if plain {
                    out.push_str(address);
                } else {
                    write_string(address, out);
                }
                out.push(')');
            }
            CssToken::Number(number) => out.push_str(number),
            CssToken::Space => out.push(' '),
            CssToken::Mark(c) => {
                out.push(*c);
                // A backslash before a line's end, or a slash and a star, must stay what they are.
                let star = *c == '/' && tokens.get(index + 1) == Some(&CssToken::Mark('*'));
                if star || *c == '\\' {
                    out.push(' ');
                }
            }
        }
    }
}

fn write_word(word: &str, is_name: bool, out: &mut String) {
    for (index, c) in word.chars().enumerate() {
        let begins = is_name && c.is_ascii_digit() && (index == 0 || (index == 1 && word.starts_with('-')));
        if is_word(c) && !begins && word != "-" {
            out.push(c);
        } else {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    // The other quote, so that it needs no escape where it stands in the value of an attribute.
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\{:x} ", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('\'');
}

/// Where a run of pieces ends at depth nothing: at one of `ends`, or with the text.
pub(super) fn end(tokens: &[CssToken], ends: &[char]) -> usize {
    let mut open: Vec<char> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            CssToken::Mark(c) if open.is_empty() && ends.contains(c) => return index,
            CssToken::Function(_) => open.push(')'),
            CssToken::Mark('(') => open.push(')'),
            CssToken::Mark('[') => open.push(']'),
            CssToken::Mark('{') => open.push('}'),
            CssToken::Mark(c @ (')' | ']' | '}')) => {
                // A brace closes what was forgotten before it; another bracket that closes nothing is none.
                match open.iter().rposition(|due| due == c) {
                    Some(at) if *c == '}' || at + 1 == open.len() => open.truncate(at),
                    None if *c == '}' && ends.contains(c) => return index,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// Splits declarations into names and the pieces of their values; what is no declaration is passed over.
pub(super) fn split(block: &[CssToken]) -> Vec<(String, &[CssToken])> {
    let mut found = Vec::new();
    let mut rest = block;
    while !rest.is_empty() {
        let (one, behind) = rest.split_at(end(rest, &[';']));
        rest = behind.get(1..).unwrap_or_default();
        let one = trimmed(one);
        let Some((CssToken::Name(name), value)) = one.split_first() else { continue };
        let Some((CssToken::Mark(':'), value)) = trimmed(value).split_first() else { continue };
        let value = trimmed(value);
        let is_nested = value.iter().any(|token| matches!(token, CssToken::Mark('{' | '}')));
        if !value.is_empty() && !is_nested && is_balanced(value) {
            found.push((name.to_ascii_lowercase(), value));
        }
    }
    found
}

pub(super) fn is_balanced(value: &[CssToken]) -> bool {
    let mut depth = 0_i64;
    for token in value {
        match token {
            CssToken::Function(_) | CssToken::Mark('(') => depth += 1,
            CssToken::Mark(')') => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Pieces without spaces at either end.
pub(super) fn trimmed(mut tokens: &[CssToken]) -> &[CssToken] {
    while let Some((CssToken::Space, rest)) = tokens.split_first() {
        tokens = rest;
    }
    while let Some((CssToken::Space, rest)) = tokens.split_last() {
        tokens = rest;
    }
    tokens
}

/// What stands in the brackets of the function at `at`, and where it goes on behind them.
pub(super) fn inside(tokens: &[CssToken], at: usize) -> (&[CssToken], usize) {
    let inner = &tokens[at + 1..];
    let length = end(inner, &[')']);
    (&inner[..length], at + 1 + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> String {
        let mut out = String::new();
        write(&tokens(text), &mut out);
        out
    }

    #[test]
    fn what_is_plain_stays_as_it_is() {
        for text in [
            "a.b > #c:hover,g[x='y']{fill:#0a0;stroke-width:.5e-2px;font:bold 12px/1.5 'A B',serif;--x:1}",
            "@media print{r{opacity:50%}}",
            "U+0025-00FF",
            "rgb(1,2,3)",
            "translate(-1.5 +2)",
            "url(#a)",
        ] {
            assert_eq!(again(text), text);
        }
    }

    #[test]
    fn escapes_and_comments_hide_nothing() {
        assert_eq!(again(r"@im\70ort u\72l(http://x)"), "@import url(http://x)");
        assert_eq!(again("U\\52 L( 'x' )"), "url( 'x' )");
        assert_eq!(again("a/* url( */b"), "a b");
        assert_eq!(tokens(r"\75\72\6C(a)"), [CssToken::Url("a".to_owned())]);
        assert_eq!(again(r"#\31 x"), "#1x");
        for odd in ["\\", "'", "'\\", "url(", "url('", "/*", "@", "#", "-", "--", "\u{FFFD}\\", "1e", "+", "url(\\"] {
            let once = again(odd);
            assert_eq!(again(&once), once, "{odd:?}");
        }
    }
}
