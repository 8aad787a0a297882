//! Named styles: what each makes of a heading, and that a book's own settings win over its style.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::config::{Config, STYLES};
use bindery::testing::fonts::{FaceId, Family, Fonts};
use bindery::testing::layout::frame::{ItemContent, Origin};
use bindery::testing::source::Length;

const TEXT: &str = "# The Chapter\n\nA paragraph.\n\n## The Section\n\nAnother one, with a note[^1].\n\n[^1]: The note.\n";

/// The settings, and of the first item of the second heading: its face, its size and how far it stands from the left margin.
fn heading(settings: &str) -> (Config, FaceId, Length, Length) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("text.md"), TEXT).unwrap();
    std::fs::write(folder.path().join("book.toml"), format!("title = \"T\"\nauthors = [\"A\"]\nchapters = [\"text.md\"]\n{settings}"))
        .unwrap();
    let run = support::run(folder.path());
    assert!(!run.found.has_errors());
    let (config, book) = run.book.unwrap();
    let pages = run.pages.unwrap();
    let heading = book.sections[1].heading;
    let item = pages.pages.iter().flat_map(|page| &page.items).find(|item| item.origin == Origin::Block(heading)).unwrap();
    let ItemContent::Text(text) = &item.content else { panic!("a heading of text") };
    let left = item.x - config.page.margins.inner;
    (config, text.face, text.size, left)
}

fn style(name: &str, more: &str) -> (Config, FaceId, Length, Length) {
    heading(&format!("[type]\nstyle = \"{name}\"\n{more}"))
}

#[test]
fn each_style_has_its_own_headings() {
    let fonts = Fonts::built_in();
    let (classic, face, size, left) = style("classic/1", "");
    assert_eq!((face, size), (fonts.face_for(Family::Serif, false, false), classic.typography.size.scale(112, 100)));
    assert!(left > Length::points(50), "centred");
    let (essay, face, size, left) = style("essay/1", "");
    assert_eq!((face, size, left), (fonts.face_for(Family::Sans, true, false), essay.typography.size.scale(112, 100), Length::ZERO));
    let (compact, face, _, left) = style("compact/1", "");
    assert_eq!((face, left), (fonts.face_for(Family::Serif, true, false), Length::ZERO));
    assert!(compact.page.width < classic.page.width && compact.typography.size < essay.typography.size);
}

#[test]
fn the_first_style_is_the_default() {
    assert_eq!(STYLES[0].0, "classic/1");
    let ((by_name, ..), (by_default, ..)) = (style("classic/1", ""), heading(""));
    assert_eq!((by_name.page, by_name.typography), (by_default.page, by_default.typography));
}

#[test]
fn the_book_wins_over_its_style() {
    let (config, face, size, _) =
        style("essay/1", "size = \"12 pt\"\nheading-2 = { family = \"serif\", size = \"100%\", align = \"right\" }\n");
    assert_eq!((face, size), (Fonts::built_in().face_for(Family::Serif, true, false), Length::points(12)));
    // The leading keeps its proportion to the size.
    assert_eq!(config.typography.leading.units() / 1000, Length::milli(14_600).scale(120, 104).units() / 1000);
}

#[test]
fn the_size_of_the_type_follows_the_page() {
    let sizes = ["a6", "5x8", "6x9", "a4"].map(|page| heading(&format!("[page]\nsize = \"{page}\"\n")).0.typography.size);
    assert!(sizes.is_sorted() && sizes[0] < sizes[3], "{sizes:?}");
}
