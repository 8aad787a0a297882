//! Shortcodes that show a picture: `{{< figure src="a.png" caption="…" >}}` of Hugo, `{% img %}` and includes of Jekyll. Each becomes a
//! picture of Markdown in the same room; and `{% embed url="…" %}` of GitBook, which becomes an address.

use super::directives::attribute;
use super::signs::SPACE;
use super::walk::DialectWalk;
use std::ops::Range;

/// Names of shortcodes that show a picture.
const FIGURES: [&str; 8] = ["figure", "img", "image", "imgproc", "fig", "picture", "include", "include_cached"];
/// Attributes that may hold the address, the words, and the caption.
const ADDRESSES: [&str; 6] = ["src", "url", "path", "image_path", "file", "link"];
const WORDS: [&str; 3] = ["alt", "alt_text", "title"];
/// Lines above one that are looked at for the beginning of its block.
const MOST_LINES: usize = 200;
const CAPTIONS: [&str; 4] = ["caption", "description", "title", "text"];

/// Takes a shortcode at the beginning of a line; false if it shows no picture. It may go over several lines.
pub(super) fn shortcode(walk: &mut DialectWalk<'_>) -> bool {
    let line = walk.line;
    let at = line.words;
    let closes = match walk.bytes.get(at..at + 3) {
        Some(b"{{<") => ">}}",
        Some(b"{{%") => "%}}",
        Some(b"{{#") => return false,
        // Zola calls it as a function.
        Some([b'{', b'{', _]) => "}}",
        Some([b'{', b'%', _]) => "%}",
        _ => return false,
    };
    walk.at = at;
    let end = walk.end_of_paragraph();
    let Some(close) = walk.find(closes, at + 2, end) else { return false };
    let whole = at..close + closes.len();
    let rest = walk.text[whole.end..walk.end_of_line(whole.end)].trim();
    let inner = walk.text[at + closes.len()..close].trim();
    let ends: &[char] = if closes == "}}" { &['('] } else { &[' ', '\t', '\n'] };
    let name = inner.split(ends).next().unwrap_or("");
    let inner = if closes == "}}" { inner.trim_end_matches(')') } else { inner };
    if !rest.is_empty() || inner.contains("%%") || inner.contains("<!--") {
        return false;
    }
    let made = match name {
        "embed" => return embedded(walk, whole, inner),
        _ if FIGURES.contains(&name) => picture(inner, &inner[name.len()..], is_in_html(walk)),
        _ => None,
    };
    let Some((open, close)) = made.filter(|(open, _)| open.len() < whole.len()) else { return false };
    walk.copy.join(whole.clone());
    walk.copy.set(whole.clone(), b' ');
    walk.copy.write(at, open.as_bytes());
    // What is made of all of it ends where it ends, for its place in the text is looked at again.
    walk.copy.set(whole.end - 1..whole.end, close);
    walk.at = whole.end;
    true
}

/// Takes `{% embed url="https://…" %}`: its address stands where it is written.
fn embedded(walk: &mut DialectWalk<'_>, whole: Range<usize>, inner: &str) -> bool {
    let Some(url) = attribute(inner, &["url"]) else { return false };
    let Some(from) = walk.text[whole.clone()].find(url).map(|from| whole.start + from) else { return false };
    for rest in [whole.start..from - 1, from + url.len() + 1..whole.end] {
        walk.copy.join(rest.clone());
        walk.copy.cut(rest);
    }
    walk.copy.set(from - 1..from, b'<');
    walk.copy.set(from + url.len()..from + url.len() + 1, b'>');
    walk.at = whole.end;
    true
}

/// Whether the line at hand stands in a block of HTML, where Markdown means nothing.
fn is_in_html(walk: &DialectWalk<'_>) -> bool {
    let before = &walk.text[walk.body..walk.line.start];
    let lines = before.lines().rev().take_while(|line| !line.trim().is_empty());
    let first = lines.take(MOST_LINES).last().map(str::trim_start).unwrap_or_default();
    first.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')))
}

/// The picture that a shortcode shows, in Markdown or in HTML: all but the byte that closes it, and that byte.
fn picture(inner: &str, rest: &str, in_html: bool) -> Option<(String, u8)> {
    let address = ADDRESSES.iter().find_map(|name| attribute(inner, &[name]).filter(|address| super::directives::is_picture(address)));
    // Octopress: the address stands by itself.
    let bare = || rest.split_whitespace().find(|word| super::directives::is_picture(word) && !word.contains(['=', '"', '\'']));
    let address = address.or_else(bare)?;
    if address.contains(['(', ')', '<', '>', '\n']) {
        return None;
    }
    let caption = attribute(inner, &CAPTIONS).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    let words = attribute(inner, &WORDS).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ").replace(['[', ']'], "");
    if in_html {
        let quoted = |text: &str| text.replace('"', "'");
        let title = if caption.is_empty() { String::new() } else { format!(" title=\"{}\"", quoted(&caption)) };
        return Some((format!("<img src=\"{address}\" alt=\"{}\"{title}", quoted(&words)), b'>'));
    }
    let address: String = address.chars().map(|c| if c == ' ' { char::from(SPACE) } else { c }).collect();
    // A quotation mark would end it; typography makes the right one of this.
    let caption = caption.replace('"', "'");
    let open = if caption.is_empty() { format!("![{words}]({address}") } else { format!("![{words}]({address} \"{caption}\"") };
    Some((open, b')'))
}
