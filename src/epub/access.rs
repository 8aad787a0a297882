//! What the book says of its accessibility (schema.org, EPUB Accessibility 1.1, section 2): always stated, computed from
//! the book, never a claim of conformance, which is the publisher's to make.

use super::Writer;
use crate::book::{BlockKind, RunKind};

/// The metadata as property and value.
pub(super) fn metadata(writer: &Writer) -> Vec<(&'static str, &'static str)> {
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
    all.push(("schema:accessibilityHazard", "none"));
    all.push(("schema:accessibilitySummary", summary(images, described)));
    all
}

fn summary(images: bool, described: bool) -> &'static str {
    match (images, described) {
        (false, _) => {
            "The text is structured by headings with a linked table of contents; notes link to their places and back. The only image is the cover, which is described."
        }
        (true, true) => {
            "The text is structured by headings with a linked table of contents; notes link to their places and back. All images have alternative text."
        }
        (true, false) => {
            "The text is structured by headings with a linked table of contents; notes link to their places and back. Some images lack alternative text."
        }
    }
}

/// Whether the text has images, and whether each image (the cover too, which we describe) has alternative text.
fn images(writer: &Writer) -> (bool, bool) {
    let (mut any, mut described) = (false, true);
    for block in &writer.book().blocks {
        if let BlockKind::Figure { alt, .. } = &block.kind {
            any = true;
            described &= !alt.trim().is_empty();
        }
        for run in block.prose().map_or(&[][..], |prose| &prose.runs) {
            if let RunKind::Image(_, alt) = &run.kind {
                any = true;
                described &= !alt.trim().is_empty();
            }
        }
    }
    (any, described)
}
