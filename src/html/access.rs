//! What the book says of its accessibility (schema.org, EPUB Accessibility 1.1, section 2): always stated, computed from
//! the book. A claim of conformance is the publisher's to make: it is written if the settings name who vouches for it, and only
//! if an inspection of the whole file finds nothing (`cli/build.rs`), and never beside an image that nobody has described.

use super::writer::DocumentWriter;
use super::{formulas, pictures};
use crate::language::access_sentences;
use crate::source::xml::escape;

/// The metadata as property and value; `pages` says whether the numbers of printed pages are in the text, and listed.
pub(crate) fn metadata(writer: &DocumentWriter, pages: bool) -> Vec<(&'static str, &'static str)> {
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
    // A formula that can't be said in words is described by its source.
    if formulas::any(writer) {
        let description = if formulas::all_described(writer) { "describedMath" } else { "latex" };
        all.extend(["MathML", description].map(|feature| ("schema:accessibilityFeature", feature)));
    }
    if pages {
        all.extend(["pageBreakMarkers", "pageNavigation"].map(|feature| ("schema:accessibilityFeature", feature)));
    }
    // Nobody has looked whether what moves flashes.
    let moves = pictures::shown(writer).into_iter().any(|index| writer.book().images[index].moves);
    let hazards: &[&str] = if moves { &["unknownFlashingHazard", "unknownMotionSimulationHazard", "noSoundHazard"] } else { &["none"] };
    all.extend(hazards.iter().map(|hazard| ("schema:accessibilityHazard", *hazard)));
    all
}

/// What an EPUB says of its accessibility, for those who tell of the book elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AccessStatement {
    /// Property and value, as the package has them.
    pub(crate) stated: Vec<[&'static str; 2]>,
    /// The summary.
    pub(crate) summary: String,
    /// BCP 47 tag of the summary.
    pub(crate) language: &'static str,
    /// Who vouches that the EPUB conforms to EPUB Accessibility 1.1 and WCAG 2.2 at level AA; none where no claim is made.
    pub(crate) certified_by: Option<String>,
}

/// The statement as a whole; `pages` as in [`metadata`].
pub(crate) fn statement(writer: &DocumentWriter, pages: bool) -> AccessStatement {
    let AccessSummary { language, words } = summary(writer, pages);
    AccessStatement {
        stated: metadata(writer, pages).into_iter().map(|(property, value)| [property, value]).collect(),
        summary: words,
        language,
        certified_by: writer.config.epub.certified_by.clone().filter(|_| is_described(writer)),
    }
}

/// What a reader who hears the book is told of it.
pub(crate) struct AccessSummary {
    /// BCP 47 tag of the words.
    pub(crate) language: &'static str,
    pub(crate) words: String,
}

/// The summary in the language of the book; `pages` as in [`metadata`].
pub(crate) fn summary(writer: &DocumentWriter, pages: bool) -> AccessSummary {
    let sentences = access_sentences(&writer.book().language);
    let (images, described) = images(writer);
    let of_images = match (images, described) {
        (false, _) => sentences.cover_alone,
        (true, true) => sentences.described,
        (true, false) => sentences.lacking,
    };
    let notes = has_ways_back(writer).then_some(sentences.notes);
    let pages = pages.then_some(sentences.pages);
    let all: Vec<&str> = [Some(sentences.structure), notes, pages, Some(of_images)].into_iter().flatten().collect();
    // A full-width stop has its own white.
    let between = if sentences.structure.ends_with('。') { "" } else { " " };
    AccessSummary { language: sentences.language, words: all.join(between) }
}

/// Whether a note links to a mark that links to the note.
fn has_ways_back(writer: &DocumentWriter) -> bool {
    writer.edition.entries().any(|(id, entry)| entry.place.is_shown() && writer.places.mark(id).is_some())
}

/// The claim, as elements of the metadata; empty if none is made.
pub(crate) fn claim(writer: &DocumentWriter) -> String {
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
    (!pictures::shown(writer).is_empty(), is_described(writer))
}

fn is_described(writer: &DocumentWriter) -> bool {
    writer.book().undescribed().next().is_none()
}
