//! The design of the PDF: page, type, looks, heads. What is written is laid over a base: a book's settings over its style, a
//! style's over the one it is made from.

use super::fault::SettingFault;
use super::files::file;
use super::keys::{RawLook, RawPage, RawSize, RawType};
use super::looks::{ALIGNS, Align, FAMILIES, FIGURES, LookSettings, Looks, SMALL_CAPS, WEIGHTS};
use super::measure::{self, TrimSize, lines, percent};
use super::page::AskedMeasures;
use super::raw::TextIfGiven;
use super::resolve::ResolveContext;
use super::{
    CHAPTER_STARTS, ChapterNumber, ChapterStart, FOLIOS, Families, FolioPlace, FontFile, HEADS, Heads, Margins, PageSettings, RunningHead,
    SceneMark, Typography,
};
use crate::diagnostics::Code;
use crate::diagnostics::nearest::nearest;
use crate::source::Length;
use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::Path;
use toml::Spanned;

/// How a chapter's first words are set, with whether that is in small capitals.
pub(super) const OPENINGS: [(&str, bool); 2] = [("small-caps", true), ("none", false)];

/// Where the number of a chapter stands, by name.
pub(super) const CHAPTER_NUMBERS: [(&str, ChapterNumber); 5] = [
    ("as-written", ChapterNumber::AsWritten),
    ("above", ChapterNumber::Above),
    ("figure", ChapterNumber::Figure),
    ("roman", ChapterNumber::Roman),
    ("word", ChapterNumber::Word),
];

/// How the lines of the text end, by name.
pub(super) const TEXT_ALIGNS: [(&str, Align); 2] = [("justified", Align::Justified), ("left", Align::Left)];

/// The figures of the text by name, with whether they are as high as capitals.
pub(super) const TEXT_FIGURES: [(&str, bool); 2] = [("old-style", false), ("lining", true)];

/// A design with everything in it decided.
#[derive(Clone, Debug)]
pub(super) struct Design {
    pub(super) page: PageSettings,
    pub(super) typography: Typography,
    pub(super) chapters_start: ChapterStart,
    pub(super) heads: Heads,
    pub(super) folios: FolioPlace,
    /// The size of the text on pages narrower than a width, from narrow to wide; the last for all that are wider. Empty if it
    /// does not depend on the page.
    pub(super) sizes: Vec<(Length, Length)>,
}

impl Design {
    /// What the first style of all is laid over.
    pub(super) fn bare() -> Self {
        Self {
            page: PageSettings::default(),
            typography: Typography::default(),
            chapters_start: ChapterStart::Any,
            heads: Heads::default(),
            folios: FolioPlace::Head,
            sizes: Vec::new(),
        }
    }

    /// What is written laid over this design.
    pub(super) fn with(&self, written: &RawPage, kind: &RawType, sizes: &[RawSize], desk: &mut ResolveContext) -> Self {
        let page = page(written, &self.page, desk);
        let sizes = match (sizes, &kind.size) {
            ([], None) => self.sizes.clone(),
            _ => sizes
                .iter()
                .map(|step| {
                    let below = desk.length("sizes.below", &step.below, Length::ZERO);
                    (below, ranged("sizes.size", &step.size, self.typography.size, 4..=72, desk))
                })
                .collect(),
        };
        let typography = typography(kind, &self.typography, &sizes, page.width, desk);
        Self {
            page: with_margins(page, written, &typography, desk),
            typography,
            chapters_start: chapters_start(written, self.chapters_start, desk),
            heads: Heads {
                verso: head(&written.heads.verso, self.heads.verso, desk),
                recto: head(&written.heads.recto, self.heads.recto, desk),
            },
            folios: word("page.folios", &written.folios, FOLIOS, self.folios, desk),
            sizes,
        }
    }
}

/// The page with margins in proportion to its size.
fn page(raw: &RawPage, default: &PageSettings, desk: &mut ResolveContext) -> PageSettings {
    let usual = TrimSize { width: default.width, height: default.height };
    let TrimSize { width, height } = match &raw.size {
        None => usual,
        Some(size) => measure::trim(size.get_ref()).unwrap_or_else(|fault| {
            let help = fault.help();
            let help = help.as_deref().unwrap_or("write a name such as `6x9` or `a5`, or measures such as `148 x 210 mm`");
            desk.say(Code::BadMeasure, size.span(), fault.to_string(), Some(help));
            usual
        }),
    };
    let across = |margin: Length| margin.scale(width.units(), default.width.units());
    let down = |margin: Length| margin.scale(height.units(), default.height.units());
    let Margins { inner, outer, top, bottom } = default.margins;
    PageSettings { width, height, margins: Margins { inner: across(inner), outer: across(outer), top: down(top), bottom: down(bottom) } }
}

/// The type, by default of a size that suits the width of the page.
fn typography(raw: &RawType, default: &Typography, sizes: &[(Length, Length)], width: Length, desk: &mut ResolveContext) -> Typography {
    let fitting = sizes.iter().find(|(below, _)| width < *below).or(sizes.last());
    let size = ranged("type.size", &raw.size, fitting.map_or(default.size, |(_, size)| *size), 4..=72, desk);
    let in_proportion = |length: Length| length.scale(size.units(), default.size.units());
    let times = raw.leading.as_ref().and_then(|given| measure::times(given.get_ref()));
    let leading = match times {
        Some(times) => within("type.leading", &raw.leading, size.scale(times, 1000), in_proportion(default.leading), 4..=144, desk),
        None => ranged("type.leading", &raw.leading, in_proportion(default.leading), 4..=144, desk),
    };
    if leading < size && (raw.leading.is_some() || raw.size.is_some()) {
        let place = raw.leading.as_ref().or(raw.size.as_ref()).map_or(0..0, Spanned::span);
        desk.say(
            Code::BadMeasure,
            place,
            "the leading is smaller than the type, so lines would touch",
            Some("give a leading of about 1.3 times the size"),
        );
    }
    let asked =
        AskedMeasures { leading: default.asked.leading || raw.leading.is_some(), indent: default.asked.indent || raw.indent.is_some() };
    Typography {
        size,
        leading,
        asked,
        indent: match raw.indent.as_ref().and_then(|given| measure::em(given.get_ref())) {
            Some(em) => size.scale(em, 1000),
            None => desk.length("type.indent", &raw.indent, in_proportion(default.indent)),
        },
        fonts: raw
            .fonts
            .iter()
            .filter_map(|font| {
                let place = desk.span(&font.span());
                file(font.get_ref(), font.span(), desk).map(|path| FontFile { path, place })
            })
            .collect(),
        families: Families::over(&default.families, raw, desk),
        align: word("type.align", &raw.align, TEXT_ALIGNS, default.align, desk),
        lining: word("type.figures", &raw.figures, TEXT_FIGURES, default.lining, desk),
        hyphenate: raw.hyphenate.unwrap_or(default.hyphenate),
        exceptions: raw.exceptions.iter().filter_map(|word| exception(word, desk)).collect(),
        small_caps: word("type.opening", &raw.opening, OPENINGS, default.small_caps, desk),
        highlight: raw.highlight.unwrap_or(default.highlight),
        drop_cap: drop_cap(raw.drop_cap.as_ref(), default.drop_cap, desk),
        chapter_number: word("type.chapter-number", &raw.chapter_number, CHAPTER_NUMBERS, default.chapter_number, desk),
        scene_break: scene_mark(&raw.scene_break, &default.scene_break, desk),
        looks: looks(raw, &default.looks, desk),
    }
}

/// The most characters between two scenes.
const MOST_SIGNS: usize = 12;

/// What stands between scenes: one of a few words, or the signs themselves.
fn scene_mark(given: &TextIfGiven, default: &SceneMark, desk: &mut ResolveContext) -> SceneMark {
    const WORDS: [&str; 4] = ["stars", "asterism", "rule", "space"];
    const PICTURES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "gif", "webp"];
    let Some(given) = given else { return default.clone() };
    let signs = given.get_ref().trim();
    let signs_of = |signs: &str| SceneMark::Signs(signs.to_owned());
    match signs {
        "stars" => return signs_of(SceneMark::STARS),
        "asterism" => return signs_of(SceneMark::ASTERISM),
        "rule" => return SceneMark::Rule,
        "space" => return SceneMark::Space,
        _ => {}
    }
    let ending = Path::new(signs).extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    if ending.is_some_and(|ending| PICTURES.contains(&ending.as_str())) {
        return SceneMark::Picture(signs.to_owned(), desk.span(&given.span()));
    }
    let is_word = signs.len() > 2 && signs.bytes().all(|byte| byte.is_ascii_lowercase());
    if !signs.is_empty() && signs.chars().count() <= MOST_SIGNS && !is_word && !signs.contains(char::is_control) {
        return signs_of(signs);
    }
    let help = nearest(signs, WORDS).filter(|_| is_word).map_or_else(
        || {
            format!(
                "write {}, at most {MOST_SIGNS} signs, such as `❧`, or a picture of the book's folder",
                WORDS.map(|word| format!("`{word}`")).join(", ")
            )
        },
        |word| format!("did you mean `{word}`?"),
    );
    desk.say(Code::BadValue, given.span(), format!("`type.scene-break` can't be `{}`", given.get_ref()), Some(&help));
    default.clone()
}

fn drop_cap(given: Option<&Spanned<i64>>, default: u8, desk: &mut ResolveContext) -> u8 {
    let Some(given) = given else { return default };
    match u8::try_from(*given.get_ref()) {
        Ok(lines @ (0 | 2 | 3)) => lines,
        _ => {
            let message = format!("a first letter can't be {} lines high", given.get_ref());
            desk.say(Code::BadValue, given.span(), message, Some("write 2 or 3, or 0 for a letter like the others"));
            default
        }
    }
}

fn looks(raw: &RawType, base: &Looks, desk: &mut ResolveContext) -> Looks {
    let levels = [&raw.heading_1, &raw.heading_2, &raw.heading_3, &raw.heading_4, &raw.heading_5, &raw.heading_6];
    let headings = std::array::from_fn(|index| look(&format!("type.heading-{}", index + 1), levels[index], &base.headings[index], desk));
    let mut other = |key: &str, raw: &RawLook, base: &LookSettings| {
        for (name, given) in [("above", &raw.above), ("below", &raw.below)] {
            if let Some(given) = given {
                let message = format!("`type.{key}.{name}` says nothing: only headings have space of their own");
                desk.say(Code::BadValue, given.span(), message, Some("leave it out"));
            }
        }
        look(&format!("type.{key}"), raw, base, desk)
    };
    Looks {
        headings,
        quote: other("quote", &raw.quote, &base.quote),
        code: other("code", &raw.code, &base.code),
        table: other("table", &raw.table, &base.table),
        caption: other("caption", &raw.caption, &base.caption),
        note: other("note", &raw.note, &base.note),
        head_verso: other("head-verso", &raw.head_verso, &base.head_verso),
        head_recto: other("head-recto", &raw.head_recto, &base.head_recto),
        folio: other("folio", &raw.folio, &base.folio),
        title: other("title", &raw.title, &base.title),
    }
}

fn look(key: &str, raw: &RawLook, base: &LookSettings, desk: &mut ResolveContext) -> LookSettings {
    let name = |name: &str| format!("{key}.{name}");
    LookSettings {
        family: word(&name("family"), &raw.family, FAMILIES, base.family, desk),
        bold: word(&name("weight"), &raw.weight, WEIGHTS, base.bold, desk),
        italic: raw.italic.unwrap_or(base.italic),
        size: number(&name("size"), &raw.size, percent, 300..=5_000, base.size, desk),
        leading: number(&name("leading"), &raw.leading, percent, 300..=5_000, base.leading, desk),
        small_caps: word(&name("small-caps"), &raw.small_caps, SMALL_CAPS, base.small_caps, desk),
        figures: word(&name("figures"), &raw.figures, FIGURES, base.figures, desk),
        letterspacing: raw.letterspacing.as_ref().map_or(base.letterspacing, |given| {
            let wide = given.get_ref().abs() > 500;
            if wide {
                desk.say(
                    Code::BadValue,
                    given.span(),
                    format!("`{}` must be between -500 and 500", name("letterspacing")),
                    Some("give thousandths of an em"),
                );
            }
            if wide { base.letterspacing } else { *given.get_ref() }
        }),
        align: word(&name("align"), &raw.align, ALIGNS, base.align, desk),
        above: number(&name("above"), &raw.above, lines, 0..=2_000, base.above, desk),
        below: number(&name("below"), &raw.below, lines, 0..=2_000, base.below, desk),
    }
}

/// Reads a value that is one of a few words; `otherwise` if it is not given or none of them.
pub(super) fn word<T: Copy, const N: usize>(
    key: &str,
    given: &TextIfGiven,
    words: [(&str, T); N],
    otherwise: T,
    desk: &mut ResolveContext,
) -> T {
    let Some(given) = given else { return otherwise };
    if let Some((_, meant)) = words.iter().find(|(word, _)| word == given.get_ref()) {
        return *meant;
    }
    let help = match nearest(given.get_ref(), words.iter().map(|(word, _)| *word)) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("choose one of these: {}", words.map(|(word, _)| word).join(", ")),
    };
    desk.say(Code::BadValue, given.span(), format!("`{key}` can't be `{}`", given.get_ref()), Some(&help));
    otherwise
}

/// A number with its unit, within a range, or `otherwise`.
fn number(
    key: &str,
    given: &TextIfGiven,
    read: fn(&str) -> Result<i64, SettingFault>,
    range: RangeInclusive<i64>,
    otherwise: i64,
    desk: &mut ResolveContext,
) -> i64 {
    let Some(given) = given else { return otherwise };
    match read(given.get_ref()) {
        Ok(number) if range.contains(&number) => number,
        Ok(_) => {
            desk.say(
                Code::BadMeasure,
                given.span(),
                format!("`{key}` is out of all proportion"),
                Some("compare it with the styles that come with Bindery"),
            );
            otherwise
        }
        Err(fault) => {
            desk.say(
                Code::BadMeasure,
                given.span(),
                format!("`{key}`: {fault}"),
                Some("write such as `120%` for a size, `1.5 lines` for a space"),
            );
            otherwise
        }
    }
}

/// A word that shows where it may be divided, in small letters.
fn exception(word: &Spanned<String>, desk: &mut ResolveContext) -> Option<String> {
    // The small letter of `İ` has no second dot.
    let lower = word.get_ref().trim().to_lowercase().replace('\u{307}', "");
    let parts = lower.split('-').all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic));
    if !parts {
        let help = Some("write one word with hyphens where it may be divided, such as `data-base`");
        desk.say(Code::BadValue, word.span(), format!("`{}` does not show how a word is divided", word.get_ref()), help);
    }
    parts.then_some(lower)
}

/// A length between two numbers of points, or `otherwise`.
fn ranged(key: &str, text: &TextIfGiven, otherwise: Length, points: RangeInclusive<i64>, desk: &mut ResolveContext) -> Length {
    let length = desk.length(key, text, otherwise);
    within(key, text, length, otherwise, points, desk)
}

/// A length if it is between two numbers of points, else `otherwise`.
fn within(
    key: &str,
    text: &TextIfGiven,
    length: Length,
    otherwise: Length,
    points: RangeInclusive<i64>,
    desk: &mut ResolveContext,
) -> Length {
    let (least, most) = (*points.start(), *points.end());
    if (Length::points(least)..=Length::points(most)).contains(&length) {
        return length;
    }
    let place = text.as_ref().map_or(0..0, Spanned::span);
    desk.say(Code::BadMeasure, place, format!("`{key}` must be between {least} and {most} pt"), Some("give a size that can be read"));
    otherwise
}

/// The page with the margins given. Where none are given, a measure above 30 em is narrowed, as on an A4 sheet.
fn with_margins(mut page: PageSettings, raw: &RawPage, typography: &Typography, desk: &mut ResolveContext) -> PageSettings {
    let margins = &mut page.margins;
    let measure = page.width - margins.inner - margins.outer;
    let sides = page.width - typography.size * 30;
    if measure > typography.size * 30 && raw.inner.is_none() && raw.outer.is_none() {
        let both = (margins.inner + margins.outer).units();
        margins.inner = sides.scale(margins.inner.units(), both);
        margins.outer = sides - margins.inner;
    }
    margins.inner = desk.length("page.inner", &raw.inner, margins.inner);
    margins.outer = desk.length("page.outer", &raw.outer, margins.outer);
    margins.top = desk.length("page.top", &raw.top, margins.top);
    margins.bottom = desk.length("page.bottom", &raw.bottom, margins.bottom);
    let narrow = page.width - margins.inner - margins.outer < typography.size * 12;
    let low = page.height - margins.top - margins.bottom < typography.leading * 8;
    for (wrong, keys, room) in [(narrow, [&raw.inner, &raw.outer], "lines of 12 em"), (low, [&raw.top, &raw.bottom], "8 lines")] {
        if wrong {
            let place = keys.iter().find_map(|key| key.as_ref()).or(raw.size.as_ref()).map_or(0..0, Spanned::span);
            desk.say(
                Code::BadMeasure,
                place,
                format!("the margins leave no room for {room}"),
                Some("make the margins or the type smaller"),
            );
        }
    }
    page
}

fn chapters_start(raw: &RawPage, otherwise: ChapterStart, desk: &mut ResolveContext) -> ChapterStart {
    word("page.chapters-start", &raw.chapters_start, CHAPTER_STARTS, otherwise, desk)
}

fn head(given: &TextIfGiven, otherwise: RunningHead, desk: &mut ResolveContext) -> RunningHead {
    word("page.heads", given, HEADS, otherwise, desk)
}
