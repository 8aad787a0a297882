//! The two large stages of [`set`](super::set) by themselves, on one thread: for measuring them and nothing else.

use super::compose;
use super::galley::Galley;
use super::line::ShapeContext;
use super::paginate::{self, Commentary};
use super::strip::UncutChapter;
use super::style::StyleSheet;
use crate::config::Config;
use crate::edition::Edition;
use crate::fonts::Fonts;

/// Chapters in lines, with their notes, not yet cut into pages.
pub struct Strips(Vec<UncutChapter>);

/// Sets the lines of every chapter and of its notes.
#[must_use]
pub fn lines(edition: &Edition, config: &Config, fonts: &Fonts) -> Strips {
    let sheet = StyleSheet::new(&config.page, None, config);
    let mut bench = ShapeContext::new(fonts, &config.typography.exceptions);
    let strips = edition.book().chapters.iter().map(|chapter| {
        let mut galley = Galley::new(edition, &sheet, &mut bench);
        let place = galley.page_place();
        galley.blocks(&chapter.blocks, place);
        let rows = galley.rows;
        UncutChapter::new(rows, edition, &sheet, &mut bench)
    });
    Strips(strips.collect())
}

/// Chooses the page breaks of every chapter; tells how many pages there are.
#[must_use]
pub fn pages(strips: &Strips, config: &Config) -> usize {
    let room = compose::room(&StyleSheet::new(&config.page, None, config), Commentary::Foot);
    strips.0.iter().map(|strip| paginate::paginate(strip, room)[0].len()).sum()
}
