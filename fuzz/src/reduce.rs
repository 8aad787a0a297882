//! An input that falls, made smaller: files, lines and bytes are left out as long as it falls all the same (Zeller's ddmin).

use crate::bundle;
use crate::run::Input;
use crate::target::Target;
use std::time::{Duration, Instant};

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The smallest input found that `falls` is true of, as it is of this one.
pub(crate) fn reduce(target: Target, input: Input, falls: impl Fn(&Input) -> bool) -> Input {
    let start = Instant::now();
    let in_time = |smaller: &Input| start.elapsed() < PATIENCE && falls(smaller);
    let mut input = input;
    let plain = Input { variant: 0, ..input.clone() };
    if in_time(&plain) {
        input = plain;
    }
    let of = |input: &Input, bytes: Vec<u8>| Input { bytes, ..input.clone() };
    if target.is_bundle() {
        let files = bundle::split(&input.bytes, target.file());
        let join = |files: &[(String, Vec<u8>)]| bundle::join(files.iter().map(|(name, text)| (name.as_str(), text.as_slice())));
        let files = without(files, |fewer| in_time(&of(&input, join(fewer))));
        input.bytes = join(&files);
    }
    let lines: Vec<Vec<u8>> = input.bytes.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    input.bytes = without(lines, |fewer| in_time(&of(&input, fewer.concat()))).concat();
    input.bytes = without(input.bytes.clone(), |fewer| in_time(&of(&input, fewer.to_vec())));
    input
}

/// The same without what can be left out: first halves, then quarters, at last single things.
fn without<T: Clone>(mut all: Vec<T>, holds: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut size = all.len().div_ceil(2);
    while size > 0 && all.len() > 1 {
        let (mut at, mut shorter) = (0, false);
        while at < all.len() {
            let end = (at + size).min(all.len());
            let fewer = [&all[..at], &all[end..]].concat();
            if holds(&fewer) {
                all = fewer;
                shorter = true;
            } else {
                at = end;
            }
        }
        size = if size == 1 && !shorter { 0 } else { size.div_ceil(2).max(1) };
        if size == 1 && all.len() > 400 && !shorter {
            break;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_matter_is_left_out() {
        let all: Vec<u32> = (0..100).collect();
        assert_eq!(without(all.clone(), |some| some.contains(&17) && some.contains(&83)), [17, 83]);
        assert_eq!(without(all.clone(), |_| false), all);
        let text = Input { variant: 7, bytes: b"--8<-- a.md\none\ntwo\n--8<-- b.md\nthree x four\n".to_vec() };
        let reduced = reduce(Target::Markdown, text, |input| input.bytes.contains(&b'x'));
        assert_eq!((reduced.variant, reduced.bytes.as_slice()), (0, b"x".as_slice()));
    }
}
