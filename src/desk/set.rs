//! A book as it was set, and what every question about it needs.

use super::index::PlaceIndex;
use super::words::WordsOfPage;
use super::{pictures, prints};
use crate::book::{Book, ImageId};
use crate::build::Built;
use crate::config::Config;
use crate::edition::Edition;
use crate::fonts::Fonts;
use crate::language::right_to_left;
use crate::layout::frame::Pages;
use crate::layout::quality::QualityReport;
use crate::proof::Draughtsman;
use crate::source::{Length, Sources};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A book as it was set, ready to be looked at.
#[derive(Debug)]
pub(crate) struct SetBook {
    pub(super) sources: Sources,
    pub(super) config: Config,
    pub(super) edition: Edition,
    pub(super) pages: Pages,
    pub(super) fonts: Fonts,
    pub(super) report: QualityReport,
    /// A hash of what is seen of each page.
    pub(super) prints: Vec<u64>,
    /// Where words stand on pages; found when it is asked for first.
    pub(super) places: OnceLock<PlaceIndex>,
    /// The words of each page; likewise.
    pub(super) words: OnceLock<Vec<WordsOfPage>>,
    /// The pictures that were asked for, as addresses that hold them.
    pub(super) pictures: Mutex<BTreeMap<ImageId, Option<Arc<str>>>>,
}

impl SetBook {
    /// What a build has set; none if it came to no pages.
    pub(crate) fn of<F>(built: Built<F>) -> Option<Self> {
        let Built { reading, report, pages, edition, fonts, .. } = built;
        let (pages, edition, fonts, config) = (pages?, edition?, fonts?, reading.settings?);
        let prints = prints::of(&pages, edition.book(), &fonts);
        let (places, words, pictures) = (OnceLock::new(), OnceLock::new(), Mutex::default());
        let report = report.unwrap_or_default();
        Some(Self { sources: reading.sources, config, edition, pages, fonts, report, prints, places, words, pictures })
    }

    pub(super) fn book(&self) -> &Book {
        self.edition.book()
    }

    /// The hash of each page, in order: pages of one hash look alike.
    pub(crate) fn prints(&self) -> &[u64] {
        &self.prints
    }

    /// The number printed on a page; empty for one that is not there.
    pub(crate) fn label(&self, page: usize) -> &str {
        self.pages.pages.get(page).map_or("", |page| &page.label)
    }

    /// The width and the height of a page.
    pub(crate) fn size(&self) -> [Length; 2] {
        [self.config.page.width, self.config.page.height]
    }

    /// The title of the book.
    pub(crate) fn title(&self) -> &str {
        &self.book().metadata.title
    }

    /// Whether the book is bound on its right side.
    pub(crate) fn is_bound_right(&self) -> bool {
        right_to_left(&self.book().language)
    }

    /// A page as a file of SVG; none for one that is not there.
    pub(crate) fn svg(&self, page: usize) -> Option<String> {
        let page = self.pages.pages.get(page)?;
        let [width, height] = self.size();
        let picture = |image: ImageId| self.picture(image).map(|address| address.to_string());
        Some(Draughtsman::new(&self.fonts, width, height).with_pictures(&picture).svg(page))
    }

    /// A picture as an address that holds it; none if it is not to be had any more.
    fn picture(&self, image: ImageId) -> Option<Arc<str>> {
        let known = || self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&image) {
            return known.clone();
        }
        let made = pictures::address(self.book().image(image), &self.fonts).map(Arc::from);
        known().insert(image, made.clone());
        made
    }
}
