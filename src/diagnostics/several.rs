//! What several findings of one kind are called, behind their number.

use super::Code;

/// The words behind a number of findings, such as “links lead nowhere”; none if the first one's message must do. The target is what
/// they are about, such as a script or a tag.
pub(super) fn several(code: Code, target: Option<&str>) -> Option<String> {
    match code {
        Code::NoGlyph => Some(match target {
            Some("signs") | None => "signs are in none of the fonts".to_owned(),
            Some(script) => format!("characters of {} are in none of the fonts", script.replace('_', " ")),
        }),
        Code::DrawingCleaned => target.map(|lost| format!("drawings lose {lost}, which no book can hold")),
        Code::UnknownWord => match target {
            Some("others") | None => Some("more words are in no dictionary; `--all` names each".to_owned()),
            Some(word) => Some(format!("places say `{word}`, which is in no dictionary")),
        },
        Code::RawHtml => target.and_then(html),
        Code::UnknownClass => target.map(|class| format!("headings or pictures have the class `{class}`, which means nothing there")),
        Code::BadAddress => target.map(|why| format!("links have an address that no book may hold; their words are kept: {why}")),
        Code::BrokenLink => Some(match target {
            Some("file of the folder") => "links lead nowhere in the book, but to files of its folder; their words are kept".to_owned(),
            Some("made by code") => "links lead to what code makes, which was not run; their words are kept".to_owned(),
            Some("place in a file") => "links name places that are not in their files; they lead to the beginning of these".to_owned(),
            Some("id") => "links lead nowhere, to no heading or id that is there; their words are kept".to_owned(),
            _ => "links lead nowhere in the book; their words are kept".to_owned(),
        }),
        _ => plain(code).map(str::to_owned),
    }
}

/// The words behind a number of findings about HTML.
fn html(target: &str) -> Option<String> {
    if let Some(name) = target.strip_suffix(" left out") {
        return Some(format!("elements `<{name}>` can’t be in a book and were left out with what is in them"));
    }
    if let Some(name) = target.strip_suffix(" linked") {
        return Some(format!("elements `<{name}>` can’t be played by a book; links stand in their places"));
    }
    match target {
        "abbr" => Some("abbreviations have a title that no page shows".to_owned()),
        "numbers" => Some("lists ask for letters or another order; they are numbered 1, 2, 3".to_owned()),
        tag if tag.starts_with('<') => {
            Some(format!("tags `{tag}` are no elements of HTML that a book has a counterpart of; what they hold is kept"))
        }
        _ => None,
    }
}

/// The words behind a number of findings whose code alone says what they are.
fn plain(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::UnclosedRemark => "remarks have no clear end near them; what they were taken to hold was left out",
        Code::OpenChange => "changes are marked as in CriticMarkup",
        Code::ExtraCells => "rows have more cells than the head of their table; the last one holds the rest",
        Code::Renumbered => "items of lists do not get the number they are given",
        Code::UnderlinedParagraph => "paragraphs are headings because of a line of hyphens below them",
        Code::UnknownFootnote => "footnote marks have no note",
        Code::UnusedFootnote => "notes are called by no mark",
        Code::DuplicateFootnote => "notes have a label that is taken in their file",
        Code::DuplicateId => "ids are given a second time in their file",
        Code::IdInTwoFiles => "ids are given in two files; in the book the later one is named after its file",
        Code::SkippedLevel => "headings are more than one level below the one before",
        Code::EmptyHeading => "headings have no words",
        Code::IdleBreak => "breaks between scenes stand beside headings and were left out",
        Code::LongHeading => "headings are too long to be any",
        Code::BadFormula => "formulas cannot be read, so their source is shown",
        Code::NotAMark => "brackets `[^…]` were taken for text, not for footnotes’ marks",
        Code::MissingImage => "images are not in the book's folder",
        Code::CorruptImage => "images cannot be used",
        Code::HugeImage => "images are too large",
        Code::ImageOutside => "images are outside the book's folder",
        Code::RemoteImage => "images are on the network, from which nothing is fetched",
        Code::NoAltText => "images have no alternative text, so neither file says that it is accessible",
        Code::ForeignImage => "images are of kinds that books can't hold",
        Code::DamagedImage => "images are damaged; what can be read of them is shown",
        Code::ImageColours => "images are in CMYK, the colours of print; the EPUB has them in RGB",
        Code::ClearGround => "pictures are clear where nothing is drawn; the EPUB lays white behind them",
        Code::NarrowScreen => "tables or formulas are wider than the screen of a phone",
        Code::PictureHeavy => "pictures are larger than 4 MB",
        Code::UnsafeSvg => "drawings were refused",
        Code::DrawingRefused => "drawings cannot be used",
        Code::Overfull => "lines do not fit the measure",
        Code::PlainFormula => "formulas have colours, which the PDF prints in black",
        Code::DoubtfulHeading => "lines were taken for headings, but might not be any",
        Code::MaybeHeading => "lines were taken for paragraphs, but might be headings",
        Code::Hyphen => "lines end in a hyphen",
        Code::Ladder => "ladders of hyphens",
        Code::Turn => "words are divided over the turn of a leaf",
        Code::Loose => "lines are very loose",
        Code::Tight => "lines are very tight",
        Code::River => "rivers",
        Code::Widow => "widows",
        Code::Orphan => "orphans",
        Code::Spread => "spreads are uneven",
        Code::ShortEnd => "chapters end on a nearly empty page",
        Code::SplitNote => "notes run over",
        Code::OverfullLine => "lines are wider than the measure",
        Code::CutWord => "words are cut without a hyphen",
        Code::StarvedPage => "pages hold little text beside their notes",
        Code::EmptyPage => "pages are nearly empty",
        Code::TallGap => "pages have tall gaps",
        Code::FarFigure => "figures stand far behind their places",
        Code::CutHead => "running heads are cut short",
        Code::StandIn => "boxes stand in for characters",
        Code::ShortPage => "pages are over four lines short",
        _ => return None,
    })
}
