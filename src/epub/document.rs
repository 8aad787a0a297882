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
    /// The inside of the body.
    pub(super) body: &'a str,
}

impl Document<'_> {
    /// The whole file.
    pub(super) fn write(&self) -> String {
        let Self { title, language, division, body } = self;
        let (title, language) = (escape(title), escape(language));
        let direction = direction(&language);
        let mut out = String::with_capacity(body.len() + 1024);
        out.push_str(&format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\"{direction}>\n\
             <head>\n<meta charset=\"utf-8\"/>\n<title>{title}</title>\n\
             <link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n</head>\n\
             <body class=\"{division}\" epub:type=\"{division}\">\n"
        ));
        out.push_str(body);
        out.push_str("</body>\n</html>\n");
        out
    }
}

fn direction(language: &str) -> &'static str {
    if right_to_left(language) { " dir=\"rtl\"" } else { "" }
}
