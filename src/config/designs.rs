//! Designs: how the PDF, the EPUB and the cover of a book look together. A design's name has its version in it, as a style's has, and
//! what a name means never changes.

use super::design::Design;
use super::files::{ending, file};
use super::keys::RawDesign;
use super::load::text;
use super::misfit::SettingsForm;
use super::page::AskedMeasures;
use super::raw::TextIfGiven;
use super::resolve::ResolveContext;
use super::style::{named, nearest_of, style};
use super::written;
use crate::book::{COVER_DESIGNS, CoverDesign};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Folder, Sources};

/// The designs that come with Bindery, by name, each a text that can be copied. The first is the default.
pub const DESIGNS: [(&str, &str); 8] = [
    ("press/1", include_str!("designs/press-1.toml")),
    ("essay/1", include_str!("designs/essay-1.toml")),
    ("modern/1", include_str!("designs/modern-1.toml")),
    ("poetry/1", include_str!("designs/poetry-1.toml")),
    ("academic/1", include_str!("designs/academic-1.toml")),
    ("compact/1", include_str!("designs/compact-1.toml")),
    ("ragged/1", include_str!("designs/ragged-1.toml")),
    ("large-print/1", include_str!("designs/large-print-1.toml")),
];

/// What a book looks like where its own settings say nothing.
#[derive(Clone, Debug)]
pub(super) struct BookDesign {
    /// The pages.
    pub(super) pages: Design,
    /// What the EPUB's stylesheet has besides.
    pub(super) stylesheet: String,
    /// The cover that is set from the title.
    pub(super) cover: CoverDesign,
}

/// The design that is named: one that comes with Bindery, or a file in the book's folder; the default if there is no such design
/// (reported). A style that is named too has the say about the pages.
pub(super) fn designed(given: &TextIfGiven, pages: &TextIfGiven, desk: &mut ResolveContext, sources: &mut Sources) -> BookDesign {
    let design = match given {
        Some(name) if ending(name.get_ref()) == "toml" => own(name, desk, sources),
        Some(name) => by_name(name.get_ref()).or_else(|| {
            let (help, known) = (nearest_of(name.get_ref(), DESIGNS.map(|(name, _)| name)), name.get_ref());
            desk.say(Code::BadValue, name.span(), format!("there is no design `{known}`"), Some(&help));
            None
        }),
        None => None,
    };
    let design = design.unwrap_or_else(|| built_in(DESIGNS[0].1));
    if pages.is_some() { BookDesign { pages: style(pages, desk, sources), ..design } } else { design }
}

fn by_name(name: &str) -> Option<BookDesign> {
    DESIGNS.iter().find(|(known, _)| *known == name).map(|(_, text)| built_in(text))
}

/// A design of the author's own.
fn own(name: &toml::Spanned<String>, desk: &mut ResolveContext, sources: &mut Sources) -> Option<BookDesign> {
    let path = file(name.get_ref(), name.span(), desk)?;
    let (source, _) = text(desk.folder, &path, sources, desk.diagnostics)?;
    let raw = written::toml::<RawDesign>(SettingsForm::Design, source, sources.get(source).text(), desk.diagnostics)?.raw;
    Some(resolved(&raw, &mut ResolveContext { folder: desk.folder, source, diagnostics: &mut *desk.diagnostics }))
}

/// A design that comes with Bindery. The tests read every one, so nothing is found in it here.
fn built_in(text: &str) -> BookDesign {
    let source = Sources::default().add("a design", "");
    let mut unheard = Diagnostics::default();
    let raw = written::toml::<RawDesign>(SettingsForm::Design, source, text, &mut unheard).map(|written| written.raw).unwrap_or_default();
    let mut design = resolved(&raw, &mut ResolveContext { folder: &Folder::default(), source, diagnostics: &mut unheard });
    design.pages.typography.asked = AskedMeasures::default();
    design
}

fn resolved(raw: &RawDesign, desk: &mut ResolveContext) -> BookDesign {
    let base = named(&raw.r#type.style, desk);
    let pages = base.with(&raw.page, &raw.r#type, &raw.sizes, desk);
    let cover = super::design::word("cover-design", &raw.cover_design, COVER_DESIGNS, CoverDesign::default(), desk);
    BookDesign { pages, cover, stylesheet: stylesheet(&raw.stylesheet, desk) }
}

/// A stylesheet that needs nothing beside it: rules whose braces match, and no address.
fn stylesheet(given: &TextIfGiven, desk: &mut ResolveContext) -> String {
    let Some(given) = given else { return String::new() };
    let css = given.get_ref();
    let lower = css.to_lowercase();
    let foreign = ["url(", "@import", "@charset", "@namespace", "</"].into_iter().find(|word| lower.contains(word));
    let level = css.bytes().try_fold(0_i32, |level, byte| match byte {
        b'{' => Some(level + 1),
        b'}' => Some(level - 1).filter(|level| *level >= 0),
        _ => Some(level),
    });
    let fault = match (foreign, level) {
        (Some(word), _) => Some(format!("`stylesheet` has `{word}`, which a design can't have")),
        (None, Some(0)) => None,
        (None, _) => Some("the braces of `stylesheet` don't match".to_owned()),
    };
    let Some(fault) = fault else { return css.trim().to_owned() };
    desk.say(Code::BadValue, given.span(), fault, Some("write plain rules, such as `h1 { text-align: left; }`"));
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::render;

    #[test]
    fn every_design_that_comes_with_bindery_is_understood_and_another() {
        let mut seen = Vec::new();
        for (name, text) in DESIGNS {
            let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
            let source = sources.add(name, text);
            let raw = written::toml::<RawDesign>(SettingsForm::Design, source, text, &mut diagnostics).unwrap().raw;
            let desk = &mut ResolveContext { folder: &Folder::default(), source, diagnostics: &mut diagnostics };
            let BookDesign { pages, stylesheet, cover } = resolved(&raw, desk);
            assert_eq!(render::short(&diagnostics, &sources), "", "{name}");
            assert!(text.starts_with(&format!("# {name}: ")), "{name} tells what it is in its first line");
            let look = format!("{pages:?}{stylesheet}{cover:?}");
            assert!(!seen.contains(&look), "{name} is like another");
            seen.push(look);
        }
        let covers: std::collections::BTreeSet<String> = DESIGNS.iter().map(|(_, text)| format!("{:?}", built_in(text).cover)).collect();
        assert_eq!(covers.len(), DESIGNS.len(), "each design has a cover of its own");
    }

    #[test]
    fn a_stylesheet_that_asks_for_files_or_is_broken_is_refused() {
        for (css, good) in
            [("h1 { text-align: left; }", true), ("h1 { background: URL(a.png); }", false), ("h1 { ", false), ("} h1 {", false)]
        {
            let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
            let source = sources.add("d.toml", css);
            let mut desk = ResolveContext { folder: &Folder::default(), source, diagnostics: &mut diagnostics };
            let kept = stylesheet(&Some(toml::Spanned::new(0..css.len(), css.to_owned())), &mut desk);
            assert_eq!((kept == css, diagnostics.has_errors()), (good, !good), "{css}");
        }
    }
}
