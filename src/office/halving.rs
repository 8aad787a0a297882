//! As many of some things as hold together, where only a costly look tells whether some of them do: all are tried first, and then by halves.
//!
//! With `b` of `n` that don't hold that is about `2 b (1 + log2(n / b))` trials, not `n`; there are never more than [`MOST_TRIALS`].

/// More trials are not made: what is left then is taken for what doesn't hold.
pub(crate) const MOST_TRIALS: usize = 160;

/// What a trial came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trial {
    Holds,
    Fails,
    /// Fails, which was seen without a costly look, so that the trial is not counted.
    FailsAtOnce,
}

/// What holds together and what does not, by number.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Halved {
    pub(crate) accepted: Vec<usize>,
    pub(crate) refused: Vec<usize>,
    /// How many trials were made.
    pub(crate) trials: usize,
}

/// As many of the first `count` numbers as hold together. A trial is given those that hold already and others behind them.
pub(crate) fn halved(count: usize, mut trial: impl FnMut(&[usize]) -> Trial) -> Halved {
    let mut out = Halved::default();
    let mut open: Vec<std::ops::Range<usize>> = Vec::new();
    open.extend((count > 0).then_some(0..count));
    while let Some(some) = open.pop() {
        let mut with = out.accepted.clone();
        with.extend(some.clone());
        let found = if out.trials < MOST_TRIALS { trial(&with) } else { Trial::FailsAtOnce };
        out.trials += usize::from(found != Trial::FailsAtOnce);
        let middle = some.start + some.len() / 2;
        match found {
            Trial::Holds => out.accepted = with,
            Trial::Fails | Trial::FailsAtOnce if some.len() == 1 => out.refused.push(some.start),
            Trial::Fails | Trial::FailsAtOnce => open.extend([middle..some.end, some.start..middle]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_that_fail_are_found_by_few_trials() {
        let bad = [3, 77, 78, 300, 499];
        let found = halved(500, |some| if some.iter().any(|one| bad.contains(one)) { Trial::Fails } else { Trial::Holds });
        assert_eq!(found.refused, bad);
        assert_eq!(found.accepted, (0..500).filter(|one| !bad.contains(one)).collect::<Vec<_>>());
        assert!(found.trials <= 80, "{}", found.trials);
        assert_eq!(halved(0, |_| Trial::Fails), Halved::default());
    }

    #[test]
    fn trials_have_an_end() {
        let found = halved(100_000, |_| Trial::Fails);
        assert_eq!((found.trials, found.accepted.len(), found.refused.len()), (MOST_TRIALS, 0, 100_000));
    }
}
