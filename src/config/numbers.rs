//! What is numbered: headings, figures, tables, equations.

use super::design::word;
use super::keys::RawNumbers;
use super::resolve::ResolveContext;
use crate::diagnostics::Code;

/// The most levels of headings that can carry numbers.
const LEVELS: u8 = 6;

/// `[numbers]`: what is numbered, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberSettings {
    /// How many levels of headings carry numbers, from 0 to 6.
    pub sections: u8,
    /// The numbers of figures with a caption.
    pub figures: NumberSeries,
    /// The numbers of tables with a caption.
    pub tables: NumberSeries,
    /// The numbers of equations with an id.
    pub equations: NumberSeries,
}

/// How things of a kind are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberSeries {
    /// Not at all.
    #[default]
    None,
    /// From 1 through the book.
    Book,
    /// From 1 in each chapter, behind the number of the chapter.
    Chapter,
}

/// The ways to number things by name.
pub(super) const NUMBER_SERIES: [(&str, NumberSeries); 3] =
    [("none", NumberSeries::None), ("book", NumberSeries::Book), ("chapter", NumberSeries::Chapter)];

impl NumberSettings {
    /// Whether anything is numbered.
    #[must_use]
    pub(crate) fn are_wanted(&self) -> bool {
        *self != Self::default()
    }
}

pub(super) fn numbers(raw: &RawNumbers, desk: &mut ResolveContext) -> NumberSettings {
    let sections = raw.sections.as_ref().map_or(0, |given| {
        let levels = u8::try_from(*given.get_ref()).ok().filter(|levels| *levels <= LEVELS);
        if levels.is_none() {
            let message = format!("`numbers.sections` is {}; headings have six levels", given.get_ref());
            desk.say(Code::BadValue, given.span(), message, Some("write a number from 0 to 6"));
        }
        levels.unwrap_or_default()
    });
    let mut series = |key, given| word(key, given, NUMBER_SERIES, NumberSeries::None, desk);
    NumberSettings {
        sections,
        figures: series("numbers.figures", &raw.figures),
        tables: series("numbers.tables", &raw.tables),
        equations: series("numbers.equations", &raw.equations),
    }
}
