//! The shell round the text of each document.

use crate::language::right_to_left;
use crate::source::xml::escape;

/// A XHTML document.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// What the title bar shows.
    pub(super) title: &'a str,
    /// BCP 47 tag of the text.
    pub(super) language: &'a str,
    /// `frontmatter`, `bodymatter`, `backmatter` or `cover`.
    pub(super) division: &'a str,
    /// Whether something in it is set otherwise where there is little room across.
    pub(super) narrow: bool,
    /// The inside of the body.
    pub(super) body: &'a str,
}

impl Document<'_> {
    /// The whole file.
    pub(super) fn write(&self) -> String {
        let Self { title, language, division, narrow, body } = self;
        let more = if *narrow { NARROW_LINK } else { "" };
        let (title, language) = (escape(title), escape(language));
        let direction = direction(&language);
        // The section of a cover says that it is one.
        let kind = if *division == "cover" { String::new() } else { format!(" epub:type=\"{division}\"") };
        let mut out = String::with_capacity(body.len() + 1024);
        out.push_str(&format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\"{direction}>\n\
             <head>\n<meta charset=\"utf-8\"/>\n<title>{title}</title>\n\
             <link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n{more}</head>\n\
             <body class=\"{division}\"{kind}>\n"
        ));
        out.push_str(body);
        out.push_str("</body>\n</html>\n");
        out
    }
}

/// How a document names the stylesheet for little room across.
const NARROW_LINK: &str = "<link rel=\"stylesheet\" type=\"text/css\" href=\"narrow.css\"/>\n";

fn direction(language: &str) -> &'static str {
    if right_to_left(language) { " dir=\"rtl\"" } else { "" }
}
