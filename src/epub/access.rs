//! What the book says of its accessibility (schema.org, EPUB Accessibility 1.1, section 2): always stated, computed from
//! the book. A claim of conformance is the publisher's to make: it is written if the settings name who vouches for it, and only
//! if an inspection of the whole file finds nothing (`cli/build.rs`), and never beside an image that nobody has described.

use super::{DocumentWriter, math};
use crate::source::xml::escape;

/// The metadata as property and value; `pages` says whether the numbers of printed pages are in the text, and listed.
pub(super) fn metadata(writer: &DocumentWriter, pages: bool) -> Vec<(&'static str, String)> {
    let (images, described) = images(writer);
    let mut all = vec![("schema:accessMode", "textual")];
    if images {
        all.push(("schema:accessMode", "visual"));
    }
    if described {
        all.push(("schema:accessModeSufficient", "textual"));
    }
    if images {
        all.push(("schema:accessModeSufficient", "textual,visual"));
    }
    all.extend(
        ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"]
            .map(|feature| ("schema:accessibilityFeature", feature)),
    );
    if described {
        all.push(("schema:accessibilityFeature", "alternativeText"));
    }
    // Every formula has its source as its description.
    if math::any(writer) {
        all.extend(["MathML", "describedMath"].map(|feature| ("schema:accessibilityFeature", feature)));
    }
    if pages {
        all.extend(["pageBreakMarkers", "pageNavigation"].map(|feature| ("schema:accessibilityFeature", feature)));
    }
    // Nobody has looked whether what moves flashes.
    let moves = super::images::shown(writer).into_iter().any(|index| writer.book().images[index].moves);
    let hazards: &[&str] = if moves { &["unknownFlashingHazard", "unknownMotionSimulationHazard", "noSoundHazard"] } else { &["none"] };
    all.extend(hazards.iter().map(|hazard| ("schema:accessibilityHazard", *hazard)));
    let mut all: Vec<(&str, String)> = all.into_iter().map(|(property, value)| (property, value.to_owned())).collect();
    all.push(("schema:accessibilitySummary", summary(images, described, has_ways_back(writer), pages)));
    all
}

fn summary(images: bool, described: bool, notes: bool, pages: bool) -> String {
    let pages = if pages { " The page numbers of the printed edition are marked and listed." } else { "" };
    let notes = if notes { "; notes link to their places and back" } else { "" };
    let images = match (images, described) {
        (false, _) => "The only image is the cover, which is described.",
        (true, true) => "All images have alternative text.",
        (true, false) => "Some images lack alternative text.",
    };
    format!("The text is structured by headings with a linked table of contents{notes}.{pages} {images}")
}

/// Whether a note links to a mark that links to the note.
fn has_ways_back(writer: &DocumentWriter) -> bool {
    writer.edition.entries().any(|(id, entry)| entry.place.is_shown() && writer.places.mark(id).is_some())
}

/// The claim, as elements of the metadata; empty if none is made.
pub(super) fn claim(writer: &DocumentWriter) -> String {
    let Some(name) = writer.config.epub.certified_by.as_ref().filter(|_| is_described(writer)) else { return String::new() };
    format!(
        "<meta property=\"dcterms:conformsTo\" id=\"conformance\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>\n\
         <meta property=\"a11y:certifiedBy\" refines=\"#conformance\">{}</meta>\n",
        escape(name)
    )
}

/// Whether the text has images, and whether each image (the cover too, which we describe) has alternative text of the author's. It
/// must in the whole book, not in this edition alone, so that both files say the same.
fn images(writer: &DocumentWriter) -> (bool, bool) {
    (!super::images::shown(writer).is_empty(), is_described(writer))
}

fn is_described(writer: &DocumentWriter) -> bool {
    writer.book().undescribed().next().is_none()
}
