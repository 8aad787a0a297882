//! Kinds of findings by name, for `--deny` and `--allow`: the marks of a proofreader, and families of codes.

use super::Code;
use super::nearest::nearest;

/// What is told of headings.
const HEADINGS: &[Code] = &[Code::SkippedLevel, Code::EmptyHeading, Code::LongHeading, Code::IdleBreak];

/// Every kind: its name, what it is of, and its codes.
pub(crate) const KINDS: &[(&str, &str, &[Code])] = &[
    ("links", "links that lead nowhere", &[Code::BrokenLink, Code::BadAddress]),
    (
        "pictures",
        "pictures that are missing, remote, unusable, coarse or without alternative text",
        &[
            Code::MissingImage,
            Code::CorruptImage,
            Code::HugeImage,
            Code::ImageOutside,
            Code::RemoteImage,
            Code::NoAltText,
            Code::UnsafeSvg,
            Code::DrawingCleaned,
            Code::DrawingRefused,
            Code::CoverShape,
            Code::CoarseImage,
            Code::ForeignImage,
            Code::DamagedImage,
            Code::ImageColours,
            Code::ClearGround,
            Code::PictureHeavy,
        ],
    ),
    ("spelling", "words that no dictionary has", &[Code::UnknownWord, Code::NoDictionary]),
    ("screens", "tables and formulas that no phone has room for", &[Code::NarrowScreen]),
    ("headings", "headings that are empty, too long, skip a level or have a break beside them", HEADINGS),
    ("html", "HTML that was left out", &[Code::RawHtml]),
    ("dialects", "marks of other dialects of Markdown", &[Code::ForeignMark, Code::FencedBlock, Code::OpenChange, Code::UnclosedRemark]),
    ("characters", "characters that no font has", &[Code::NoGlyph]),
    ("formulas", "formulas that cannot be read, or not be printed as they are", &[Code::BadFormula, Code::PlainFormula]),
    (
        "metadata",
        "a title, author, date or language that is missing",
        &[Code::NoTitle, Code::NoAuthor, Code::LanguageGuessed, Code::Undated, Code::Placeholder],
    ),
    ("words", "words that Bindery puts into the book and that are English or unread", &[Code::WordsUnverified, Code::WordsMissing]),
    (
        "front-matter",
        "front matter that can't be read or has no effect",
        &[Code::ForeignKeys, Code::BrokenFrontMatter, Code::ChapterFrontMatter, Code::ChapterSettings],
    ),
    (
        "marks",
        "every mark of a proofreader",
        &[
            Code::Hyphen,
            Code::Ladder,
            Code::Turn,
            Code::Loose,
            Code::Tight,
            Code::River,
            Code::Widow,
            Code::Orphan,
            Code::Spread,
            Code::ShortEnd,
            Code::SplitNote,
            Code::OverfullLine,
            Code::CutWord,
            Code::StarvedPage,
            Code::EmptyPage,
            Code::TallGap,
            Code::FarFigure,
            Code::CutHead,
            Code::StandIn,
            Code::ShortPage,
        ],
    ),
    ("hyphens", "lines that end in a hyphen", &[Code::Hyphen]),
    ("ladders", "ladders of hyphens", &[Code::Ladder]),
    ("turns", "words divided over the turn of a leaf", &[Code::Turn]),
    ("loose", "very loose lines", &[Code::Loose]),
    ("tight", "very tight lines", &[Code::Tight]),
    ("rivers", "rivers", &[Code::River]),
    ("widows", "widows", &[Code::Widow]),
    ("orphans", "orphans", &[Code::Orphan]),
    ("spreads", "uneven spreads", &[Code::Spread]),
    ("ends", "short last pages", &[Code::ShortEnd]),
    ("notes", "notes that run over", &[Code::SplitNote]),
    ("overfull", "overfull lines", &[Code::OverfullLine]),
    ("cuts", "words cut without a hyphen", &[Code::CutWord]),
    ("starved", "pages with little text beside their notes", &[Code::StarvedPage]),
    ("empty", "nearly empty pages", &[Code::EmptyPage]),
    ("gaps", "tall gaps", &[Code::TallGap]),
    ("far", "figures far behind their places", &[Code::FarFigure]),
    ("heads", "running heads cut short", &[Code::CutHead]),
    ("stand-ins", "boxes that stand in for characters", &[Code::StandIn]),
    ("short", "pages over four lines short", &[Code::ShortPage]),
];

/// The codes of a kind, or the one code of that name; none if there is neither.
#[must_use]
pub fn codes_named(name: &str) -> Option<Vec<Code>> {
    let kind = KINDS.iter().find(|(kind, ..)| *kind == name).map(|(.., codes)| codes.to_vec());
    kind.or_else(|| Code::parse(name).map(|code| vec![code]))
}

/// What to write instead of a name that is none.
#[must_use]
pub(crate) fn nearest_name(name: &str) -> String {
    match nearest(name, KINDS.iter().map(|(kind, ..)| *kind)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let kinds: Vec<&str> = KINDS.iter().map(|(kind, ..)| *kind).collect();
            format!("give a code such as `M006`, or one of these kinds: {}", kinds.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_codes_or_kinds() {
        assert_eq!(codes_named("m006"), Some(vec![Code::BrokenLink]));
        assert_eq!(codes_named("loose"), Some(vec![Code::Loose]));
        assert_eq!(codes_named("link"), None);
        assert_eq!(nearest_name("link"), "did you mean `links`?");
    }
}
