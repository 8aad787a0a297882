//! The few elements of HTML that people write in a remark, as Markdown.

use super::markdown::from_plain;
use crate::source::with_few_attributes;
use html5gum::{Token, Tokenizer};

/// HTML as Markdown: paragraphs, lines, emphasis, links and items; the words of all else.
pub(super) fn to_markdown(html: &str) -> String {
    let mut read = HtmlRemark::default();
    for token in Tokenizer::new(&*with_few_attributes(html)).flatten() {
        match token {
            Token::StartTag(tag) => {
                let href = tag.attributes.iter().find(|(name, _)| name.as_slice() == b"href").map(|(_, value)| lossy(value));
                read.start(&lossy(&tag.name), href);
            }
            Token::EndTag(tag) => read.end(&lossy(&tag.name)),
            Token::String(text) if read.hidden == 0 => read.words.push_str(&lossy(&text)),
            _ => {}
        }
    }
    read.flush();
    let mut out = read.out.trim().to_owned();
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A remark in HTML, read so far.
#[derive(Default)]
struct HtmlRemark {
    out: String,
    /// Words that are not yet written.
    words: String,
    /// Elements open whose words nobody reads.
    hidden: usize,
    /// Addresses of links that are open.
    links: Vec<String>,
}

impl HtmlRemark {
    fn start(&mut self, name: &str, href: Option<String>) {
        match name {
            "br" => self.mark("\\\n"),
            "p" | "div" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "pre" | "table" => self.mark("\n\n"),
            "li" | "tr" => self.mark("\n- "),
            "em" | "i" => self.mark("*"),
            "strong" | "b" => self.mark("**"),
            "a" => {
                let plain = href.filter(|href| href.starts_with("http") && !href.contains(['<', '>', ' ', '\n'])).unwrap_or_default();
                if !plain.is_empty() {
                    self.mark("[");
                }
                self.links.push(plain);
            }
            "script" | "style" | "head" | "title" => self.hidden += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "div" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "pre" | "table" => self.mark("\n\n"),
            "em" | "i" => self.mark("*"),
            "strong" | "b" => self.mark("**"),
            "a" => match self.links.pop() {
                Some(address) if !address.is_empty() => self.mark(&format!("](<{address}>)")),
                _ => {}
            },
            "script" | "style" | "head" | "title" => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    fn mark(&mut self, mark: &str) {
        self.flush();
        self.out.push_str(mark);
    }

    /// Writes the words that were read: white space is one space, also at their ends.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let plain = from_plain(&words.split_whitespace().collect::<Vec<_>>().join(" "));
        let fresh = self.out.is_empty() || self.out.ends_with(['\n', ' ']);
        if words.starts_with(char::is_whitespace) && !fresh {
            self.out.push(' ');
        }
        self.out.push_str(&plain);
        if !plain.is_empty() && words.ends_with(char::is_whitespace) {
            self.out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_emphasis_stay() {
        let html = "<p>One <em>two</em>, <a href=\"https://x.org/a\">three</a>.</p><script>no</script><p>Four<br>five &amp; <b>six</b></p>";
        assert_eq!(to_markdown(html), "One *two*, [three](<https://x.org/a>).\n\nFour\\\nfive & **six**");
        assert_eq!(to_markdown("<h2>No heading</h2># nor this"), "No heading\n\n\\# nor this");
    }
}
