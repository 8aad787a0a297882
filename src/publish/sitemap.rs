//! The site map, by which search engines find all pages (sitemaps.org, protocol 0.9). It wants whole addresses.

use super::books::BookCatalogue;
use crate::source::xml::escape;

/// The site map; none if the site's address is not known.
pub(super) fn map(catalogue: &BookCatalogue) -> Option<String> {
    catalogue.url.as_ref()?;
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let mut add = |path: &str, modified: &str| {
        let address = escape(&catalogue.address(path));
        out.push_str(&format!("<url><loc>{address}</loc><lastmod>{}</lastmod></url>\n", escape(modified)));
    };
    add("index.html", catalogue.updated());
    for title in &catalogue.titles {
        add(&title.path("index.html"), &title.facts.modified);
        title.web.iter().for_each(|page| add(page, &title.facts.modified));
    }
    out.push_str("</urlset>\n");
    Some(out)
}
