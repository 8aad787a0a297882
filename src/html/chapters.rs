//! The chapters of the text, a document each.

use super::markup::{Markup, WrittenMarkup};
use super::writer::DocumentWriter;
use super::{blocks, front, notes};
use crate::book::{BlockKind, Chapter, Division, Matter};
use crate::source::xml;

/// The inside of one of a chapter's documents.
pub(crate) fn chapter(writer: &DocumentWriter, index: usize, part: usize) -> WrittenMarkup {
    section(writer, index, part, None)
}

/// The inside of the first document of the chapter that the title stands above, with contents below the title.
pub(crate) fn headed(writer: &DocumentWriter, index: usize, contents: &str) -> WrittenMarkup {
    section(writer, index, 0, Some(contents))
}

fn section(writer: &DocumentWriter, index: usize, part: usize, contents: Option<&str>) -> WrittenMarkup {
    let chapter = &writer.book().chapters[index];
    let mut blocks = &chapter.blocks[writer.places.documents[index][part].1.clone()];
    let mut out = writer.markup();
    let is_title = contents.is_some() && chapter.heading.is_some() && chapter.heading == writer.edition.plan.title_section;
    if let Some(contents) = contents.filter(|_| !is_title) {
        front::head(&mut out, writer, None::<fn(&mut Markup)>, contents);
    }
    let (kind, role) = kind(chapter);
    let heading = chapter.heading.filter(|_| part == 0).map(|id| xml::id(&writer.book().section(id).slug)).unwrap_or_default();
    let title = if heading.is_empty() { title(writer, index, part) } else { String::new() };
    let class = chapter_class(chapter.matter);
    out.open("section", &[("class", class), ("epub:type", kind), ("role", role), ("aria-labelledby", &heading), ("aria-label", &title)]);
    out.raw("\n");
    if let Some((contents, (title, rest))) = contents.filter(|_| is_title).zip(blocks.split_at_checked(1)) {
        let heading = |out: &mut Markup| blocks::each(out, writer, title, false, |out, id| notes::between(out, writer, &[id]));
        front::head(&mut out, writer, Some(heading), contents);
        blocks = rest;
    }
    let opens = part == 0 && chapter.division == Division::Body && chapter.matter == Matter::Chapter;
    blocks::each(&mut out, writer, blocks, opens, |out, id| notes::between(out, writer, &[id]));
    out.close_line();
    out.finish()
}

/// What the title bar shows over one of a chapter's documents: the chapter's title, or that of the section which a later one begins
/// with; without either, the chapter's title and a number.
pub(crate) fn title(writer: &DocumentWriter, index: usize, part: usize) -> String {
    let whole = writer.chapter_title(index);
    let Some((_, blocks)) = writer.places.documents[index].get(part).filter(|_| part > 0) else { return whole };
    let first = writer.book().chapters[index].blocks.get(blocks.start).map(|&block| &writer.book().block(block).kind);
    match first {
        Some(BlockKind::Heading { section, .. }) => writer.book().section(*section).title.clone(),
        _ => format!("{whole} ({})", part + 1),
    }
}

/// The division as `epub:type` of the body.
pub(crate) fn division(chapter: &Chapter) -> &'static str {
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
