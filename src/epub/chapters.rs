//! The chapters of the text, a document each.

use super::xhtml::{self, Markup};
use super::{Writer, blocks};
use crate::book::{Chapter, Division, Matter};

/// The inside of a chapter's document.
pub(super) fn chapter(writer: &Writer, index: usize) -> String {
    let chapter = &writer.book().chapters[index];
    let mut out = Markup::default();
    let (kind, role) = kind(chapter);
    let heading = chapter.heading.map(|id| xhtml::id(&writer.book().section(id).slug)).unwrap_or_default();
    let title = if heading.is_empty() { writer.chapter_title(index) } else { String::new() };
    let class = chapter_class(chapter.matter);
    out.open("section", &[("class", class), ("epub:type", kind), ("role", role), ("aria-labelledby", &heading), ("aria-label", &title)]);
    out.raw("\n");
    let opens = chapter.division == Division::Body && chapter.matter == Matter::Chapter;
    blocks::text(&mut out, writer, &chapter.blocks, opens);
    out.close_line();
    out.finish()
}

/// The division as `epub:type` of the body.
pub(super) fn division(chapter: &Chapter) -> &'static str {
    match chapter.division {
        Division::Front => "frontmatter",
        Division::Body => "bodymatter",
        Division::Back => "backmatter",
    }
}

fn chapter_class(matter: Matter) -> &'static str {
    match matter {
        Matter::Dedication => "dedication",
        Matter::Epigraph => "epigraph-page",
        Matter::HalfTitle | Matter::TitlePage => "title-page",
        Matter::Copyright => "copyright-page",
        _ => "chapter",
    }
}

/// `epub:type` (EPUB Structural Semantics 1.1) and the role of DPUB-ARIA 1.1 that says the same.
fn kind(chapter: &Chapter) -> (&'static str, &'static str) {
    match chapter.matter {
        // An unnamed file of front or back matter is no chapter.
        Matter::Chapter if chapter.division != Division::Body => ("", ""),
        Matter::Chapter => ("chapter", "doc-chapter"),
        Matter::HalfTitle => ("halftitlepage", ""),
        Matter::TitlePage => ("titlepage", ""),
        Matter::Copyright => ("copyright-page", ""),
        Matter::Dedication => ("dedication", "doc-dedication"),
        Matter::Epigraph => ("epigraph", "doc-epigraph"),
        Matter::Foreword => ("foreword", "doc-foreword"),
        Matter::Preface => ("preface", "doc-preface"),
        Matter::Introduction => ("introduction", "doc-introduction"),
        Matter::Acknowledgements => ("acknowledgments", "doc-acknowledgments"),
        Matter::Prologue => ("prologue", "doc-prologue"),
        Matter::Epilogue => ("epilogue", "doc-epilogue"),
        Matter::Afterword => ("afterword", "doc-afterword"),
        Matter::Appendix => ("appendix", "doc-appendix"),
        Matter::Bibliography => ("bibliography", "doc-bibliography"),
        Matter::Glossary => ("glossary", "doc-glossary"),
        Matter::Colophon => ("colophon", "doc-colophon"),
    }
}
