//! Why the value of a setting is none that it can have. Where the setting stands and what else to say is for those who read it.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What is wrong with a value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SettingFault {
    /// Not a number with a unit.
    NoMeasure(String),
    /// A number without a unit.
    NoUnit {
        /// The value.
        given: String,
        /// The value with the unit that it would make sense with.
        meant: Option<String>,
    },
    /// A unit that does not exist.
    UnknownUnit(String),
    /// Not a percentage.
    NoPercentage(String),
    /// Not a number of lines.
    NoLines(String),
    /// Not the name of a trim size, nor two measures.
    NoTrim {
        /// The value.
        given: String,
        /// The name that is most like it.
        near: Option<&'static str>,
    },
    /// A page of that size is too small or too large to be set.
    UnfitPage(String),
    /// Not a date.
    NoDate(String),
    /// A month of a number that no year has.
    NoMonth(u32),
    /// The month has fewer days.
    NoDay {
        /// The date.
        given: String,
        /// How many days the month has.
        days: u32,
    },
    /// An ISBN has no such character at that place.
    IsbnCharacter(char),
    /// An ISBN has another number of digits.
    IsbnLength(usize),
    /// An ISBN of 13 digits begins otherwise.
    IsbnPrefix,
    /// The last digit of an ISBN does not follow from the others; ten is an X.
    IsbnCheck {
        /// The last digit.
        given: u32,
        /// The digit that it would have to be.
        right: u32,
    },
}

impl SettingFault {
    /// What to do, if the value itself tells.
    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::NoUnit { meant, .. } => meant.as_ref().map(|meant| format!("write `{meant}`")),
            Self::NoTrim { near, .. } => near.map(|name| format!("did you mean `{name}`?")),
            _ => None,
        }
    }
}

impl Display for SettingFault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMeasure(given) => write!(out, "`{given}` is not a measure"),
            Self::NoUnit { given, .. } => write!(out, "`{given}` has no unit"),
            Self::UnknownUnit(name) => write!(out, "`{name}` is not a unit"),
            Self::NoPercentage(given) => write!(out, "`{given}` is not a percentage"),
            Self::NoLines(given) => write!(out, "`{given}` is not a number of lines"),
            Self::NoTrim { given, .. } => write!(out, "`{given}` is not a trim size"),
            Self::UnfitPage(given) => write!(out, "a page of `{given}` can't be set: each side must be between 60 and 600 mm"),
            Self::NoDate(given) => write!(out, "`{given}` is not a date"),
            Self::NoMonth(month) => write!(out, "there is no month {month}"),
            Self::NoDay { given, days } => write!(out, "there is no {given}: that month has {days} days"),
            Self::IsbnCharacter(c) => write!(out, "an ISBN has no `{c}` at this place"),
            Self::IsbnLength(count) => write!(out, "an ISBN has 10 or 13 digits, this has {count}"),
            Self::IsbnPrefix => out.write_str("an ISBN of 13 digits begins with 978 or 979"),
            Self::IsbnCheck { given, right } => {
                let show = |digit: &u32| if *digit == 10 { "X".to_owned() } else { digit.to_string() };
                write!(out, "the check digit is {}, but the digits before it ask for {}", show(given), show(right))
            }
        }
    }
}

impl Error for SettingFault {}
