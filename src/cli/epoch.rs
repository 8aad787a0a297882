//! `SOURCE_DATE_EPOCH`, the time that outputs are to state.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The variable that sets the time, <https://reproducible-builds.org/specs/source-date-epoch/>.
const EPOCH: &str = "SOURCE_DATE_EPOCH";
/// The first second of the year 10000, which no format can state.
const END: u64 = 253_402_300_800;

/// The seconds since 1970 that the environment gives; a finding if it gives something else.
pub(super) fn epoch(diagnostics: &mut Diagnostics) -> Option<u64> {
    let given = std::env::var_os(EPOCH)?;
    let seconds = given.to_str().and_then(seconds);
    if seconds.is_none() {
        let message = format!("{EPOCH} is `{}`, which is no number of seconds since 1970; it was ignored", given.display());
        diagnostics.push(Diagnostic::new(Code::OddEpoch, message).help(format!("set {EPOCH} to what `date +%s` prints, or unset it")));
    }
    seconds
}

/// The number that a variable holds, if it is one of seconds before the year 10000.
fn seconds(given: &str) -> Option<u64> {
    // A sign would be taken as part of the number.
    let digits = given.bytes().all(|byte| byte.is_ascii_digit());
    given.parse().ok().filter(|&seconds| digits && seconds < END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_of_seconds_is_a_time() {
        for odd in ["-1", "+1", "abc", "1e9", "", " 1", "1.5", "253402300800", "99999999999999999999"] {
            assert_eq!(seconds(odd), None, "{odd}");
        }
        assert_eq!((seconds("0"), seconds("253402300799")), (Some(0), Some(END - 1)));
    }
}
