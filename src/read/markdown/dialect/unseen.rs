//! Elements of HTML that no browser shows, which no output may show either.

use super::braces;
use super::copy::DialectSeen;
use super::fate::hide;
use super::walk::DialectWalk;
use crate::read::markdown::html::end_of_tag;

/// Elements that hold nothing, so that nothing closes them.
const EMPTY: [&str; 8] = ["img", "br", "hr", "input", "source", "meta", "link", "wbr"];

/// Hides an element that no browser shows, with all that is in it: `hidden`, `display: none` among its styles, or of the class
/// `hidden`. Its tag may go over lines.
pub(super) fn hidden(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let name = name(&walk.text[at + 1..]);
    if name.is_empty() || !walk.bytes.get(at + 1 + name.len()).is_some_and(u8::is_ascii_whitespace) {
        return false;
    }
    let upto = walk.end_of_paragraph();
    if walk.find(">", at, upto).is_none() {
        return false;
    }
    let Some(length) = end_of_tag(&walk.text[at..upto]) else { return false };
    let inside = at + length;
    let attributes = &walk.text[at + 1 + name.len()..inside - 1];
    if !is_hidden(attributes) {
        return false;
    }
    if EMPTY.contains(&name.to_ascii_lowercase().as_str()) {
        hide(walk, at..inside);
        return true;
    }
    // A browser takes no notice of a slash, but some write it instead of a closing tag.
    let alone = attributes.ends_with('/');
    let in_line = at != walk.line.words;
    let end = match closing_tag(walk, inside, name, in_line) {
        Closing::At(end) => end,
        Closing::None if alone => inside,
        none => {
            let end = if none == Closing::NotSought { walk.text.len() } else { upto };
            walk.copy.tell(DialectSeen::Unclosed("<… hidden>"), at..end);
            end
        }
    };
    hide(walk, at..end);
    true
}

/// The name at the beginning of a tag behind its `<`.
fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | ':' | '_')).unwrap_or(tag.len());
    if tag.starts_with(|c: char| c.is_ascii_alphabetic()) { &tag[..end] } else { "" }
}

/// Whether attributes say that their element is not shown.
fn is_hidden(attributes: &str) -> bool {
    let lower = attributes.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some(start) = rest.find(|c: char| !c.is_ascii_whitespace() && c != '/') {
        rest = &rest[start..];
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let value = behind.trim_start().strip_prefix('=').map(str::trim_start);
        let (said, next) = match value {
            None => ("", behind),
            Some(value) => match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            },
        };
        let hides = match name {
            // Of any value, for it is there; JSX alone can say that it is not.
            "hidden" => said != "{false}",
            "class" => said.split_ascii_whitespace().any(|class| class == "hidden"),
            "style" => said.split(';').filter_map(|rule| rule.split_once(':')).any(|(key, value)| {
                let value = value.trim().trim_end_matches("!important").trim_end();
                matches!((key.trim(), value), ("display", "none") | ("visibility", "hidden"))
            }),
            _ => false,
        };
        if hides {
            return true;
        }
        rest = if next.len() < rest.len() { next } else { &rest[rest.chars().next().map_or(1, char::len_utf8)..] };
    }
    false
}

/// What closes an element.
#[derive(PartialEq, Eq)]
enum Closing {
    /// A tag that ends here.
    At(usize),
    None,
    /// Nobody writes so many that it would be sought for once more.
    NotSought,
}

/// How often a text may be gone through for what closes hidden elements.
const MOST_LOOKS: usize = 100;

/// The place behind the tag that closes an element whose content begins at `from`. Tags in comments and in the values of attributes
/// are none, nor, in a line of text, those in code.
fn closing_tag(walk: &mut DialectWalk<'_>, from: usize, wanted: &str, in_line: bool) -> Closing {
    let text = walk.text;
    if walk.sought / MOST_LOOKS > text.len() {
        return Closing::NotSought;
    }
    let (mut at, mut depth) = (from, 0);
    while let Some(found) = text[at..].find(['<', '`']) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with('`') {
            let ticks = rest.bytes().take_while(|&byte| byte == b'`').count();
            let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
            at = Some(at + ticks).and_then(|from| if in_line { walk.closing_ticks(from, end, ticks) } else { None }).unwrap_or(at + ticks);
            continue;
        }
        let (closes, tag) = rest[1..].strip_prefix('/').map_or((false, &rest[1..]), |tag| (true, tag));
        let is_tag = rest.starts_with("<!--") || !name(tag).is_empty();
        let Some(length) = end_of_tag(rest).filter(|_| is_tag) else {
            if rest.starts_with("<!--") {
                // It goes on to the end of the text.
                break;
            }
            at += 1;
            continue;
        };
        at += length;
        if name(tag).eq_ignore_ascii_case(wanted) {
            match (closes, depth) {
                (true, 0) => {
                    walk.sought += at - from;
                    return Closing::At(at);
                }
                (true, _) => depth -= 1,
                (false, _) => depth += 1,
            }
        }
    }
    walk.sought += text.len() - from;
    Closing::None
}

/// Whether words that Quarto shows in some formats only, such as `{.content-visible when-format="html"}`, are a book's: none if nothing
/// says so. A book is an EPUB and a PDF, so what either shows is, but for what is hidden from one of them.
pub(super) fn is_of_books(attributes: &str) -> Option<bool> {
    let visible = attributes.split_whitespace().find_map(|word| match word {
        ".content-visible" => Some(true),
        ".content-hidden" => Some(false),
        _ => None,
    })?;
    let is_book = |format: &str| matches!(format.to_ascii_lowercase().as_str(), "pdf" | "latex" | "epub" | "epub3" | "typst");
    let when = braces::value(attributes, &["when-format"]).map(|format| is_book(&format));
    let unless = braces::value(attributes, &["unless-format"]).map(|format| !is_book(&format));
    Some(when.or(unless)? == visible)
}

/// Whether what attributes say holds for some formats, profiles or settings of Quarto only.
pub(super) fn is_conditional(attributes: &str) -> bool {
    attributes.contains("when-") || attributes.contains("unless-")
}

/// Whether attributes of pandoc, `.hidden` or `style="display:none"`, say that nobody is to see the words.
pub(super) fn says_hidden(attributes: &str) -> bool {
    let bare: String = attributes.to_ascii_lowercase().split_whitespace().collect();
    let classes = attributes.split_whitespace().any(|word| match word {
        ".hidden" | ".comment" | "hidden=true" | "hidden=\"true\"" => true,
        ".content-hidden" => !is_conditional(attributes),
        _ => false,
    });
    classes || bare.contains("display:none") || bare.contains("visibility:hidden")
}
