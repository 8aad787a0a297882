//! Proof sheets: the pages on which a proofreader would mark something, drawn with the marks, as one HTML file that asks nothing of
//! any other file or host and runs no script.
//!
//! The file is bounded: at most [`MOST_PAGES`] pages are drawn, and no more once their pictures are [`MOST_BYTES`]. Those with the
//! gravest marks come first in that choice; in the file they stand in their order.

mod sheet;

pub(crate) use sheet::Draughtsman;

use crate::fonts::Fonts;
use crate::layout::frame::Pages;
use crate::layout::quality::{Finding, FlawKind, QualityReport};
use crate::source::xml::{escape, escape_to};
use crate::source::{Length, Sources};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many pages are drawn at most.
const MOST_PAGES: usize = 100;

/// Beyond so many bytes of pictures no further page is drawn.
const MOST_BYTES: usize = 12 << 20;

/// How many pages of a kind are linked in the summary.
const LINKED: usize = 40;

const STYLE: &str = include_str!("proof.css");

/// What is to be drawn.
pub(crate) struct MarkedPages<'a> {
    pub(crate) report: &'a QualityReport,
    pub(crate) pages: &'a Pages,
    pub(crate) fonts: &'a Fonts,
    pub(crate) sources: &'a Sources,
    pub(crate) title: &'a str,
    /// The width of a page.
    pub(crate) width: Length,
    /// The height of a page.
    pub(crate) height: Length,
}

/// The proof sheets of a book.
pub(crate) struct ProofSheets {
    /// The file.
    pub(crate) html: String,
    /// How many pages are drawn.
    pub(crate) drawn: usize,
    /// How many pages have marks that would be drawn.
    pub(crate) marked: usize,
}

/// Draws the pages with marks.
pub(crate) fn sheets(marked: &MarkedPages) -> ProofSheets {
    let of_pages = by_page(marked.report);
    let pictures = pictures(marked, &of_pages);
    let mut html = head(marked.title);
    summary(&mut html, marked, &of_pages, &pictures);
    for (&page, picture) in &pictures {
        section(&mut html, marked, page, &of_pages[&page], picture);
    }
    html.push_str("</main>\n</body>\n</html>\n");
    ProofSheets { html, drawn: pictures.len(), marked: of_pages.len() }
}

/// How grave a kind is: what must be mended, what ought to be looked at, and what is only counted.
fn gravity(kind: FlawKind) -> usize {
    match kind {
        FlawKind::Overfull
        | FlawKind::Cut
        | FlawKind::Starved
        | FlawKind::Empty
        | FlawKind::Gap
        | FlawKind::Far
        | FlawKind::Head
        | FlawKind::StandIn => 2,
        FlawKind::Hyphen => 0,
        _ => 1,
    }
}

/// The findings with a mark on each page, those of single hyphens left out where there are no others.
fn by_page(report: &QualityReport) -> BTreeMap<usize, Vec<&Finding>> {
    let mut pages: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        for mark in &finding.marks {
            let of_page = pages.entry(mark.page).or_default();
            if !of_page.last().is_some_and(|last| std::ptr::eq(*last, finding)) {
                of_page.push(finding);
            }
        }
    }
    pages.retain(|_, findings| findings.iter().any(|finding| gravity(finding.kind) > 0));
    for findings in pages.values_mut() {
        findings.sort_by_key(|finding| std::cmp::Reverse(gravity(finding.kind)));
    }
    pages
}

/// The pictures of the pages that are drawn, by page.
fn pictures(marked: &MarkedPages, of_pages: &BTreeMap<usize, Vec<&Finding>>) -> BTreeMap<usize, String> {
    let weight = |findings: &[&Finding]| -> usize { findings.iter().map(|finding| [0, 1, 20][gravity(finding.kind)]).sum() };
    let mut order: Vec<(usize, usize)> = of_pages.iter().map(|(page, findings)| (weight(findings), *page)).collect();
    order.sort_by_key(|&(weight, page)| (std::cmp::Reverse(weight), page));
    let mut draughtsman = Draughtsman::new(marked.fonts, marked.width, marked.height);
    let (mut drawn, mut bytes) = (BTreeMap::new(), 0);
    for (_, page) in order.into_iter().take(MOST_PAGES) {
        if bytes > MOST_BYTES {
            break;
        }
        let picture = draughtsman.picture(&marked.pages.pages[page]);
        bytes += picture.len();
        drawn.insert(page, picture);
    }
    drawn
}

/// The file up to the first words. Whoever opens it asks no host for anything: nothing may be loaded but what is in it.
fn head(title: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>The marks on {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    )
}

/// How many marks of each kind there are, and on which pages.
fn summary(html: &mut String, marked: &MarkedPages, of_pages: &BTreeMap<usize, Vec<&Finding>>, drawn: &BTreeMap<usize, String>) {
    let report = marked.report;
    // Printing into a string does not fail.
    let _ = writeln!(html, "<p>{} and {} of text.", count(report.pages, "page"), count(report.lines, "line"));
    let _ = match (of_pages.len(), drawn.len()) {
        (0, _) => writeln!(html, "No page has a mark but divided words, so none is drawn.</p>"),
        (all, some) if all == some => writeln!(html, "All {} with marks are drawn below.</p>", count(all, "page")),
        (all, some) => {
            let words = "with the gravest are drawn below; <code>--report</code> lists all marks";
            writeln!(html, "Of {} with marks, the {some} {words}.</p>", count(all, "page"))
        }
    };
    html.push_str("<table>\n<tr><th>Mark</th><th>How often</th><th>On pages</th></tr>\n");
    for kind in FlawKind::all().filter(|kind| report.of(*kind).next().is_some()) {
        let (title, often) = (escape(kind.title()), report.of(kind).count());
        let _ = write!(html, "<tr><th class=\"g{}\">{title}</th><td>{often}</td><td>", gravity(kind));
        links(html, marked, kind, drawn);
        html.push_str("</td></tr>\n");
    }
    html.push_str("</table>\n");
}

/// The pages with marks of a kind; none for those that nearly every page has.
fn links(html: &mut String, marked: &MarkedPages, kind: FlawKind, drawn: &BTreeMap<usize, String>) {
    if gravity(kind) == 0 {
        html.push_str("marked on the pages that are drawn");
        return;
    }
    let mut pages: Vec<usize> = marked.report.of(kind).filter_map(|finding| Some(finding.marks.first()?.page)).collect();
    pages.sort_unstable();
    pages.dedup();
    for (index, page) in pages.iter().take(LINKED).enumerate() {
        let label = escape(&marked.pages.pages[*page].label);
        let comma = if index > 0 { ", " } else { "" };
        let _ = match drawn.contains_key(page) {
            true => write!(html, "{comma}<a href=\"#p{page}\">{label}</a>"),
            false => write!(html, "{comma}{label}"),
        };
    }
    if pages.len() > LINKED {
        let _ = write!(html, " and {} more", pages.len() - LINKED);
    }
}

/// A page with its marks, and what they are.
fn section(html: &mut String, marked: &MarkedPages, page: usize, findings: &[&Finding], picture: &str) {
    let label = escape(&marked.pages.pages[page].label);
    let (width, height) = (marked.width.to_points(), marked.height.to_points());
    let _ = writeln!(
        html,
        "<section id=\"p{page}\">\n<h2>Page {label}</h2>\n<div class=\"page\" style=\"aspect-ratio:{width:.1}/{height:.1}\">"
    );
    let _ = writeln!(html, "<img alt=\"Page {label}, as printed\" src=\"{picture}\">");
    let mut tops = Vec::new();
    let drawn: Vec<String> = (1..).zip(findings).map(|(number, finding)| marks(marked, page, finding, number, &mut tops)).collect();
    // What is gravest is drawn last, over the others.
    html.extend(drawn.into_iter().rev());
    html.push_str("</div>\n");
    let (told, divided): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| gravity(finding.kind) > 0);
    html.push_str("<ol>\n");
    for (number, finding) in (1..).zip(told) {
        let _ = write!(html, "<li id=\"p{page}-{number}\" class=\"g{}\">", gravity(finding.kind));
        escape_to(html, &capitalised(&finding.told()));
        if let Some(span) = finding.span {
            let _ = write!(html, " <small>{}</small>", escape(&marked.sources.locate(span)));
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n");
    if !divided.is_empty() {
        let words: Vec<String> = divided.iter().map(|finding| escape(&finding.words)).collect();
        let _ = writeln!(html, "<p class=\"g0\">Divided: {}</p>", words.join(", "));
    }
    html.push_str("</section>\n");
}

/// The marks of a finding on a page, the first with its number. `tops` are the heights at which numbers stand already: one of the same
/// line stands beside them.
fn marks(marked: &MarkedPages, page: usize, finding: &Finding, number: usize, tops: &mut Vec<Length>) -> String {
    let mut html = String::new();
    let share = |part: Length, whole: Length| {
        let thousandths = part.units() * 100_000 / whole.units().max(1);
        format!("{}.{:03}", thousandths / 1000, thousandths.abs() % 1000)
    };
    let (told, grave) = (escape(&capitalised(&finding.told())), gravity(finding.kind));
    let on_page = finding.marks.iter().filter(|mark| mark.page == page).map(|mark| mark.upright(marked.height));
    for (index, mark) in on_page.enumerate() {
        let [left, width] = [mark.left, mark.width].map(|part| share(part.max(Length::ZERO), marked.width));
        let [top, height] = [mark.top, mark.height].map(|part| share(part.max(Length::ZERO), marked.height));
        let place = format!("style=\"left:{left}%;top:{top}%;width:{width}%;height:{height}%\" title=\"{told}\"");
        if grave == 0 {
            let _ = writeln!(html, "<i class=\"g0\" {place}></i>");
            continue;
        }
        let shown = if index == 0 {
            let beside = tops.iter().filter(|top| (**top - mark.top).units().abs() < Length::points(8).units()).count();
            tops.push(mark.top);
            format!("<b style=\"--beside:{beside}\">{number}</b>")
        } else {
            String::new()
        };
        let _ = writeln!(html, "<a class=\"g{grave}\" href=\"#p{page}-{number}\" {place}>{shown}</a>");
    }
    html
}

/// `1 page`, `2 pages`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A sentence that begins with a capital.
fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
