//! What printing services demand of a book. None of these figures replaces a look at the service's own tables before an order.

use super::PageSettings;
use crate::source::Length;

/// A printing service whose demands are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Amazon's Kindle Direct Publishing.
    Kdp,
    /// IngramSpark.
    Ingram,
    /// Lulu.
    Lulu,
}

/// A paper by the name that the services have for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// White book paper of about 80 g/m².
    #[default]
    White,
    /// Cream book paper, which is a little thicker.
    Cream,
}

/// Thousandths of an inch.
pub(super) const fn mil(thousandths: i64) -> Length {
    Length::milli(thousandths * 72)
}

/// Trim sizes in thousandths of an inch.
type Sizes = &'static [(i64, i64)];

/// IngramSpark's paperbacks printed in black (from memory of its File Creation Guide of 2014, 5.25 × 8 added since).
const INGRAM: Sizes = &[
    (4_000, 6_000),
    (4_000, 7_000),
    (4_250, 7_000),
    (4_370, 7_000),
    (4_720, 7_480),
    (5_000, 7_000),
    (5_000, 8_000),
    (5_060, 7_810),
    (5_250, 8_000),
    (5_500, 8_250),
    (5_500, 8_500),
    (5_830, 8_270),
    (6_000, 9_000),
    (6_140, 9_210),
    (6_500, 6_500),
    (6_625, 10_250),
    (6_690, 9_610),
    (7_000, 10_000),
    (7_440, 9_690),
    (7_500, 9_250),
    (8_000, 8_000),
    (8_000, 10_000),
    (8_000, 10_880),
    (8_250, 10_750),
    (8_250, 11_000),
    (8_268, 11_693),
    (8_500, 8_500),
    (8_500, 9_000),
    (8_500, 11_000),
];

/// Lulu's paperbacks (most from its own “Choosing the right book size”; pocket, novella, comic and the small square from memory).
const LULU: Sizes = &[
    (4_250, 6_875),
    (5_000, 8_000),
    (5_500, 8_500),
    (5_830, 8_270),
    (6_000, 9_000),
    (6_140, 9_210),
    (6_625, 10_250),
    (7_000, 10_000),
    (7_440, 9_680),
    (7_500, 7_500),
    (8_270, 11_690),
    (8_500, 8_500),
    (8_500, 11_000),
    (9_000, 7_000),
    (11_000, 8_500),
];

/// The sizes of which KDP binds fewer pages: width, height, the most pages on white and on cream paper.
const KDP_LARGE: &[(i64, i64, usize, usize)] =
    &[(8_250, 6_000, 800, 750), (8_250, 8_250, 800, 750), (8_500, 8_500, 590, 550), (8_500, 11_000, 590, 550), (8_270, 11_690, 780, 730)];

impl Service {
    /// Name of the service, as it writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kdp => "KDP",
            Self::Ingram => "IngramSpark",
            Self::Lulu => "Lulu",
        }
    }

    /// The least inner margin of a book of so many pages.
    ///
    /// KDP's “Set trim size, bleed, and margins” (as several guides of others repeated it in 2026), IngramSpark's own “File
    /// Requirements for Print Books” (half an inch on all sides), Lulu's “Book Creation Guide” (from memory: its safety margin and
    /// its gutter added together).
    pub(super) fn inner(self, pages: usize) -> Length {
        let steps: &[(usize, i64)] = match self {
            Self::Kdp => &[(150, 375), (300, 500), (500, 625), (700, 750), (usize::MAX, 875)],
            Self::Ingram => &[(usize::MAX, 500)],
            Self::Lulu => &[(60, 500), (150, 625), (400, 1000), (600, 1125), (usize::MAX, 1250)],
        };
        steps.iter().find(|(most, _)| pages <= *most).map_or(Length::ZERO, |(_, least)| mil(*least))
    }

    /// The least margin on the three sides that are cut, from the same tables.
    pub(super) const fn outside(self, bleeds: bool) -> Length {
        match self {
            Self::Kdp => mil(if bleeds { 375 } else { 250 }),
            Self::Ingram | Self::Lulu => mil(500),
        }
    }

    /// The fewest and the most pages of a paperback in black on this paper and of this size: KDP's “Print Options” as guides of
    /// others repeated it in 2026; IngramSpark's and Lulu's from memory.
    pub(super) fn pages(self, paper: Paper, page: &PageSettings) -> (usize, usize) {
        match (self, paper) {
            (Self::Kdp, _) => {
                let near = |(width, height, ..): &&(i64, i64, usize, usize)| distance(page, mil(*width), mil(*height)) < mil(32);
                let (white, cream) = KDP_LARGE.iter().find(near).map_or((828, 776), |(.., white, cream)| (*white, *cream));
                (24, if paper == Paper::White { white } else { cream })
            }
            (Self::Ingram, _) => (18, 1200),
            (Self::Lulu, _) => (32, 800),
        }
    }

    /// Thickness of a page and what the cover adds to a spine, in millionths of an inch.
    ///
    /// KDP: 444 and 400 pages to the inch (CreateSpace's own “Manufacturing Specifications”, and 0.002252 and 0.0025 inches in KDP's
    /// “Create a Paperback Cover” as guides of others repeated it in 2026). IngramSpark: the same, by guides of others; its own
    /// generator of templates has the last word. Lulu: pages / 444 + 0.06 inches on either paper (its “Spine Width Calculator”, from
    /// memory).
    const fn thickness(self, paper: Paper) -> (i64, i64) {
        match (self, paper) {
            (Self::Kdp | Self::Ingram, Paper::Cream) => (2_500, 0),
            (Self::Kdp | Self::Ingram, Paper::White) => (2_252, 0),
            (Self::Lulu, _) => (2_252, 60_000),
        }
    }

    /// The smallest type that the service prints, if it says so: KDP's “Paperback Submission Guidelines” ask for 7 pt.
    pub(super) const fn smallest_type(self) -> Option<Length> {
        match self {
            Self::Kdp => Some(Length::points(7)),
            Self::Ingram | Self::Lulu => None,
        }
    }

    /// The thinnest line that the service prints, nothing if it says of none: KDP's “Paperback Submission Guidelines” ask for 0.75 pt.
    pub(crate) const fn thinnest_line(self) -> Length {
        match self {
            Self::Kdp => Length::milli(750),
            Self::Ingram | Self::Lulu => Length::ZERO,
        }
    }

    /// Whether pages have no bleed at the spine: KDP's “Set trim size, bleed, and margins” adds it above, below and outside.
    pub(super) const fn bleeds_outside_only(self) -> bool {
        matches!(self, Self::Kdp)
    }

    /// Whether the service takes files with crop marks: KDP's “Set trim size, bleed, and margins” and IngramSpark's “File
    /// Requirements for Print Books” refuse them.
    pub(super) const fn takes_marks(self) -> bool {
        match self {
            Self::Kdp | Self::Ingram => false,
            Self::Lulu => true,
        }
    }

    /// Whether the service prints pages of this size. A size is taken for one on the list if it is less than 1/32 inch off.
    ///
    /// KDP takes any width from 4 to 8.5 and any height from 6 to 11.69 inches (CreateSpace's own “Manufacturing Specifications”).
    pub(super) fn offers(self, page: &PageSettings) -> bool {
        let near = |&(width, height): &(i64, i64)| distance(page, mil(width), mil(height)) < mil(32);
        match self {
            Self::Kdp => (mil(4_000)..=mil(8_500)).contains(&page.width) && (mil(6_000)..=mil(11_694)).contains(&page.height),
            Self::Ingram => INGRAM.iter().any(near),
            Self::Lulu => LULU.iter().any(near),
        }
    }

    /// The size nearest to the page among those it prints, in words; none if any size between two is printed.
    pub(super) fn nearest(self, page: &PageSettings) -> Option<String> {
        let sizes = match self {
            Self::Kdp => return None,
            Self::Ingram => INGRAM,
            Self::Lulu => LULU,
        };
        let (width, height) = *sizes.iter().min_by_key(|(width, height)| distance(page, mil(*width), mil(*height)))?;
        Some(format!("{} x {} in", inches(width), inches(height)))
    }
}

/// How far the sides of a page are off a size, at the worst.
fn distance(page: &PageSettings, width: Length, height: Length) -> Length {
    let off = |a: Length, b: Length| if a > b { a - b } else { b - a };
    off(page.width, width).max(off(page.height, height))
}

fn inches(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Paper {
    /// Thickness of so many pages of this paper, with what the cover adds, at a service or at any other printer.
    ///
    /// Without a service: the thickness of white wood-free offset paper of 80 g/m² and volume 1.25 (a leaf of 0.1 mm), and of cream
    /// book paper of 80 g/m² and volume 1.5 (0.12 mm).
    pub(super) const fn spine(self, pages: usize, service: Option<Service>) -> Length {
        let pages = pages as i64;
        match (service, self) {
            (Some(service), _) => {
                let (page, cover) = service.thickness(self);
                Length::milli((pages * page + cover) * 72 / 1000)
            }
            (None, Self::White) => Length::micrometres(pages * 50),
            (None, Self::Cream) => Length::micrometres(pages * 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: i64, height: i64) -> PageSettings {
        PageSettings { width: mil(width), height: mil(height), ..PageSettings::default() }
    }

    #[test]
    fn spines_are_as_the_services_count_them() {
        // 200 pages: 0.4504 in and 0.5 in; Lulu adds the cover.
        assert_eq!(Paper::White.spine(200, Some(Service::Kdp)), Length::milli(32_428));
        assert_eq!(Paper::Cream.spine(200, Some(Service::Kdp)), Length::points(36));
        assert_eq!(Paper::Cream.spine(200, Some(Service::Lulu)), Length::milli(36_748));
        assert_eq!(Paper::White.spine(200, None), Length::micrometres(10_000));
    }

    #[test]
    fn large_pages_are_bound_in_thinner_books() {
        let most = |width, height, paper| Service::Kdp.pages(paper, &page(width, height)).1;
        assert_eq!([most(6_000, 9_000, Paper::White), most(6_000, 9_000, Paper::Cream)], [828, 776]);
        assert_eq!([most(8_500, 11_000, Paper::White), most(8_500, 8_500, Paper::Cream)], [590, 550]);
        assert_eq!([most(8_268, 11_693, Paper::White), most(8_250, 6_000, Paper::Cream)], [780, 750]);
    }

    #[test]
    fn sizes_on_no_list_get_the_nearest_one() {
        let a5 = PageSettings { width: Length::micrometres(148_000), height: Length::micrometres(210_000), ..PageSettings::default() };
        for service in [Service::Kdp, Service::Ingram, Service::Lulu] {
            assert!(service.offers(&page(6_000, 9_000)) && service.offers(&a5), "{service:?}");
            assert!(!service.offers(&page(3_000, 5_000)), "{service:?}");
        }
        assert!(Service::Kdp.offers(&page(5_430, 8_500)) && !Service::Lulu.offers(&page(5_430, 8_500)));
        assert_eq!(Service::Lulu.nearest(&page(5_400, 8_400)).as_deref(), Some("5.5 x 8.5 in"));
        assert_eq!(Service::Ingram.nearest(&page(5_060, 7_800)).as_deref(), Some("5.06 x 7.81 in"));
    }
}
