//! What shops refuse, as they say it themselves: rules with a primary source, held against a finished EPUB and its cover.
//!
//! A rule is a row of [`RULES`]. Only what a shop writes on its own pages, and what can be measured in the file, is a rule; the page is
//! named with the day on which it was last read. Rules that several shops share stand once for each.

use super::container::{self, Container};
use super::package::Package;
use super::read_package;
use super::report::InspectionReport;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::picture::inspect::{PictureFacts, PictureKind, header};
use crate::source::{Sources, Span};

/// A shop, or who hands books on to shops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shop {
    /// Kindle Direct Publishing of Amazon.
    Kdp,
    /// Kobo Writing Life.
    Kobo,
    /// Apple Books.
    Apple,
    /// Google Play Books.
    Google,
    /// IngramSpark and Lightning Source.
    Ingram,
}

/// The shops by the names that a call has for them.
pub(crate) const SHOPS: [(&str, Shop); 5] =
    [("kdp", Shop::Kdp), ("kobo", Shop::Kobo), ("apple", Shop::Apple), ("google", Shop::Google), ("ingram", Shop::Ingram)];

impl Shop {
    /// The shop in a sentence.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Kdp => "Amazon",
            Self::Kobo => "Kobo",
            Self::Apple => "Apple",
            Self::Google => "Google",
            Self::Ingram => "Ingram",
        }
    }
}

/// What a rule measures.
#[derive(Clone, Copy, Debug)]
enum ShopTest {
    /// The EPUB has at most so many bytes.
    FileBytes(u64),
    /// The EPUB has a cover in it.
    HasCover,
    /// The cover is at least so many pixels on its longer and on its shorter side.
    CoverLeast(u64, u64),
    /// The cover is at most so many pixels on each side.
    CoverMost(u64),
    /// The cover has at most so many bytes.
    CoverBytes(u64),
    /// A cover that lies beside the EPUB is at least so many pixels on its longer and on its shorter side.
    ShownLeast(u64, u64),
    /// The cover is a JPEG.
    CoverJpeg,
    /// The cover is no GIF.
    CoverNoGif,
    /// Each picture has at most so many pixels.
    PicturePixels(u64),
    /// Each picture has at most so many bytes.
    PictureBytes(u64),
    /// No picture is in the four inks of printing.
    NoInks,
    /// The text flows: no page has a fixed layout.
    Flowing,
}

/// A rule of a shop.
#[derive(Clone, Copy, Debug)]
struct ShopRule {
    shop: Shop,
    /// Whether the shop refuses what breaks it; otherwise it only advises.
    must: bool,
    test: ShopTest,
    /// The page that says so.
    source: &'static str,
}

/// The day on which all pages were last read.
const READ: &str = "1 December 2026";

const KDP_COVER: &str = "Kindle Publishing Guidelines, Cover Image Guidelines (kdp.amazon.com/help/topic/G6GTK3T3NUHKLEFX)";
const KOBO: &str = "Kobo ePub Guidelines (github.com/kobolabs/epub-spec)";
const APPLE: &str = "Apple Books for Authors, Prepare your book (itunespartner.apple.com/books/support/9-prepare-book)";
const GOOGLE: &str = "Google Play Books Partner Center, Files and uploading (support.google.com/books/partner/answer/3424254)";
const INGRAM: &str = "Lightning Source, ePUB File Creation Guidelines (help.lightningsource.com, article 5294175362061)";

const fn rule(shop: Shop, must: bool, test: ShopTest, source: &'static str) -> ShopRule {
    ShopRule { shop, must, test, source }
}

/// The rules, shop by shop.
const RULES: [ShopRule; 21] = [
    rule(Shop::Kdp, true, ShopTest::CoverLeast(1_000, 625), KDP_COVER),
    rule(Shop::Kdp, true, ShopTest::CoverMost(10_000), KDP_COVER),
    rule(Shop::Kdp, true, ShopTest::CoverBytes(50_000_000), KDP_COVER),
    rule(Shop::Kdp, false, ShopTest::CoverLeast(2_500, 1_000), KDP_COVER),
    rule(Shop::Kobo, true, ShopTest::CoverNoGif, KOBO),
    rule(Shop::Kobo, true, ShopTest::NoInks, KOBO),
    rule(Shop::Kobo, false, ShopTest::PictureBytes(5_000_000), KOBO),
    rule(Shop::Kobo, false, ShopTest::CoverBytes(3_000_000), KOBO),
    rule(Shop::Apple, true, ShopTest::FileBytes(2_000_000_000), APPLE),
    rule(Shop::Apple, true, ShopTest::PicturePixels(4_000_000), APPLE),
    rule(Shop::Google, true, ShopTest::FileBytes(2_000_000_000), GOOGLE),
    rule(Shop::Google, true, ShopTest::HasCover, GOOGLE),
    rule(Shop::Google, true, ShopTest::CoverLeast(640, 640), GOOGLE),
    rule(Shop::Google, true, ShopTest::CoverMost(7_200), GOOGLE),
    rule(Shop::Ingram, true, ShopTest::FileBytes(100_000_000), INGRAM),
    rule(Shop::Ingram, true, ShopTest::HasCover, INGRAM),
    rule(Shop::Ingram, true, ShopTest::CoverJpeg, INGRAM),
    rule(Shop::Ingram, true, ShopTest::ShownLeast(2_560, 1_600), INGRAM),
    rule(Shop::Ingram, true, ShopTest::NoInks, INGRAM),
    rule(Shop::Ingram, true, ShopTest::PicturePixels(4_000_000), INGRAM),
    rule(Shop::Ingram, true, ShopTest::Flowing, INGRAM),
];

/// A picture of an EPUB as far as shops ask.
#[derive(Debug)]
struct ShopPicture {
    path: String,
    place: Span,
    kind: PictureKind,
    sides: [u64; 2],
    bytes: u64,
    inks: bool,
    /// Whether the picture is the cover that a shop shows: the one beside the EPUB, or else the one in it.
    is_cover: bool,
    /// Whether the picture lies beside the EPUB.
    is_beside: bool,
}

impl ShopPicture {
    /// A picture that is no cover.
    fn new(path: &str, place: Span, facts: PictureFacts, bytes: u64) -> Self {
        let sides = [u64::from(facts.width), u64::from(facts.height)];
        Self { path: path.to_owned(), place, kind: facts.kind, sides, bytes, inks: facts.four_colours, is_cover: false, is_beside: false }
    }
}

/// What shops ask of an EPUB.
#[derive(Debug)]
struct ShopFacts {
    bytes: u64,
    fixed: bool,
    has_cover: bool,
    package: Span,
    pictures: Vec<ShopPicture>,
}

/// An EPUB as it is handed to a shop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HandedIn<'b> {
    /// What findings call the file.
    pub(crate) name: &'b str,
    /// The file.
    pub(crate) bytes: &'b [u8],
    /// The cover that is handed in beside it, and what findings call that.
    pub(crate) cover: Option<(&'b str, &'b [u8])>,
}

/// Holds an EPUB against the rules of shops, and says how many rules there were for each. One that can't be read has no verdict.
pub(crate) fn verdicts(book: HandedIn, shops: &[Shop], sources: &mut Sources, diagnostics: &mut Diagnostics) -> Vec<(Shop, usize)> {
    let HandedIn { name, bytes, cover } = book;
    let mut report = InspectionReport::default();
    let Some(mut container) = container::open(name, bytes, sources, &mut report) else { return Vec::new() };
    let Some(package) = read_package(&mut container, sources, &mut report) else { return Vec::new() };
    let mut facts = facts(&mut container, &package, bytes.len() as u64, sources);
    if let Some((name, bytes)) = cover
        && let Ok(header) = header(bytes)
    {
        facts.pictures.iter_mut().for_each(|picture| picture.is_cover = false);
        let place = Span::new(sources.add_aside(name, ""), 0, 0);
        let size = bytes.len() as u64;
        facts.pictures.push(ShopPicture { is_cover: true, is_beside: true, ..ShopPicture::new(name, place, header, size) });
    }
    let mut counts = Vec::new();
    for &shop in shops {
        let rules: Vec<&ShopRule> = RULES.iter().filter(|rule| rule.shop == shop).collect();
        counts.push((shop, rules.len()));
        for rule in rules {
            for broken in broken(rule.test, &facts) {
                let verb = if rule.must { "refuses" } else { "advises against" };
                let code = if rule.must { Code::ShopRefuses } else { Code::ShopAdvises };
                let message = format!("{} {verb} {}", shop.name(), broken.what);
                diagnostics.push(
                    Diagnostic::at(code, broken.place, message)
                        .help(format!("{}; the rule stands in {}, read on {READ}", broken.repair, rule.source)),
                );
            }
        }
    }
    counts
}

fn facts(container: &mut Container, package: &Package, bytes: u64, sources: &mut Sources) -> ShopFacts {
    let mut pictures = Vec::new();
    for item in package.items.iter().filter(|item| item.media_type.starts_with("image/")) {
        let Some(path) = &item.path else { continue };
        let Some(sample) = container.sample(path, super::media::most(item), &mut InspectionReport::default()) else { continue };
        let Ok(facts) = header(&sample.bytes) else { continue };
        let is_cover = item.has("cover-image");
        pictures.push(ShopPicture { is_cover, ..ShopPicture::new(path, item.span, facts, sample.size) });
    }
    let package_span = container.text(&package.path, sources, &mut InspectionReport::default()).map(|source| Span::new(source, 0, 0));
    let nowhere = || Span::new(sources.add_aside(&package.path, ""), 0, 0);
    let has_cover = pictures.iter().any(|picture| picture.is_cover);
    ShopFacts { bytes, fixed: package.fixed, has_cover, package: package_span.unwrap_or_else(nowhere), pictures }
}

/// What breaks a rule, and how it is mended.
struct BrokenRule {
    what: String,
    place: Span,
    repair: String,
}

/// All that breaks a rule.
fn broken(test: ShopTest, facts: &ShopFacts) -> Vec<BrokenRule> {
    let cover = facts.pictures.iter().filter(|picture| picture.is_cover);
    let rasters = facts.pictures.iter().filter(|picture| picture.kind != PictureKind::Svg && !picture.is_beside);
    let sides = |picture: &ShopPicture| format!("{} × {} pixels", picture.sides[0], picture.sides[1]);
    let of = |picture: &ShopPicture, what: String, repair: String| BrokenRule { what, place: picture.place, repair };
    let of_book = |what: &str, repair: &str| vec![BrokenRule { what: what.to_owned(), place: facts.package, repair: repair.to_owned() }];
    match test {
        ShopTest::FileBytes(most) if facts.bytes > most => {
            let what = format!("an EPUB of {} MB: at most {} are taken", facts.bytes.div_ceil(1_000_000), most / 1_000_000);
            of_book(&what, "make its pictures smaller")
        }
        ShopTest::HasCover if !facts.has_cover => {
            of_book("an EPUB without a cover in it", "give one with `cover`, or leave `epub.cover` as it is")
        }
        ShopTest::Flowing if facts.fixed => of_book("an EPUB of fixed layout", "make one whose text flows"),
        ShopTest::FileBytes(_) | ShopTest::HasCover | ShopTest::Flowing => Vec::new(),
        ShopTest::CoverLeast(long, short) | ShopTest::ShownLeast(long, short) => cover
            .filter(|cover| cover.kind != PictureKind::Svg && (cover.is_beside || matches!(test, ShopTest::CoverLeast(..))))
            .filter(|cover| cover.sides.iter().max() < Some(&long) || cover.sides.iter().min() < Some(&short))
            .map(|cover| {
                let least = if long == short { format!("{short} on each side") } else { format!("{long} × {short}") };
                of(cover, format!("a cover of {}: at least {least} are wanted", sides(cover)), "give a larger picture".to_owned())
            })
            .collect(),
        ShopTest::CoverMost(most) => cover
            .filter(|cover| cover.sides.iter().any(|side| *side > most))
            .map(|cover| {
                let what = format!("a cover of {}: at most {most} on each side are taken", sides(cover));
                of(cover, what, "make it smaller".to_owned())
            })
            .collect(),
        ShopTest::CoverBytes(most) => cover.filter(|cover| cover.bytes > most).map(|cover| heavy(cover, "a cover", most)).collect(),
        ShopTest::CoverJpeg => cover
            .filter(|cover| cover.kind != PictureKind::Jpeg)
            .map(|cover| of(cover, format!("the cover `{}`, which is no JPEG", cover.path), "save it as a JPEG".to_owned()))
            .collect(),
        ShopTest::CoverNoGif => cover
            .filter(|cover| cover.kind == PictureKind::Gif)
            .map(|cover| of(cover, format!("the cover `{}`, which is a GIF", cover.path), "save it as a JPEG".to_owned()))
            .collect(),
        ShopTest::PicturePixels(most) => rasters
            .filter(|picture| picture.sides.iter().product::<u64>() > most)
            .map(|picture| {
                let what = format!("`{}` with {}: at most {} million in all are taken", picture.path, sides(picture), most / 1_000_000);
                of(picture, what, "make it smaller".to_owned())
            })
            .collect(),
        ShopTest::PictureBytes(most) => {
            rasters.filter(|picture| picture.bytes > most).map(|picture| heavy(picture, &format!("`{}`", picture.path), most)).collect()
        }
        ShopTest::NoInks => rasters
            .filter(|picture| picture.inks)
            .map(|picture| {
                let what = format!("`{}`, whose colours are the four inks of printing", picture.path);
                of(picture, what, "save it with the colours of a screen (RGB)".to_owned())
            })
            .collect(),
    }
}

/// A picture with too many bytes.
fn heavy(picture: &ShopPicture, name: &str, most: u64) -> BrokenRule {
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    let what = format!("{name} of {} MB: at most {} are taken", megabytes(picture.bytes), megabytes(most));
    BrokenRule { what, place: picture.place, repair: "save it with fewer bytes".to_owned() }
}
