//! The differences of two rows of anything: the shortest way from one to the other (Myers, "An O(ND) difference algorithm and its
//! variations", 1986), as far as it is short.

use std::ops::Range;

/// More steps are not tried: what is left is taken for changed as a whole.
const MOST_STEPS: usize = 1200;

/// A stretch of the first row that another one of the second takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::office) struct Difference {
    pub(in crate::office) old: Range<usize>,
    pub(in crate::office) new: Range<usize>,
}

/// The differences of two rows, in order.
pub(in crate::office) fn differences<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Difference> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    if a.is_empty() && b.is_empty() {
        return Vec::new();
    }
    let whole = || vec![Difference { old: head..old.len() - tail, new: head..new.len() - tail }];
    if a.is_empty() || b.is_empty() {
        return whole();
    }
    let Some(rows) = furthest(a, b) else { return whole() };
    let mut steps = back(&rows, a.len(), b.len());
    steps.reverse();
    let mut out: Vec<Difference> = Vec::new();
    for DiffStep { old, new, is_deletion } in steps {
        let (x, y) = (old + head, new + head);
        let (dx, dy) = (usize::from(is_deletion), usize::from(!is_deletion));
        match out.last_mut() {
            Some(last) if last.old.end == x && last.new.end == y => {
                last.old.end += dx;
                last.new.end += dy;
            }
            _ => out.push(Difference { old: x..x + dx, new: y..y + dy }),
        }
    }
    out
}

/// A step of the way: something of the first row goes, or something of the second comes.
struct DiffStep {
    old: usize,
    new: usize,
    is_deletion: bool,
}

/// How far each diagonal comes with so many steps, for every number of steps; none if there are too many.
fn furthest<T: PartialEq>(a: &[T], b: &[T]) -> Option<Vec<Vec<usize>>> {
    let most = (a.len() + b.len()).min(MOST_STEPS);
    let mut rows: Vec<Vec<usize>> = Vec::new();
    // A row holds the diagonals -d, -d + 2 … d; the one before those one nearer to the middle.
    for d in 0..=most {
        let mut row = vec![0; d + 1];
        for at in 0..=d {
            let mut x = rows.last().map_or(0, |before| start(before, at).0);
            let mut y = (x + d).saturating_sub(2 * at);
            while x < a.len() && y < b.len() && a[x] == b[y] {
                x += 1;
                y += 1;
            }
            row[at] = x;
            if x == a.len() && y == b.len() {
                rows.push(row);
                return Some(rows);
            }
        }
        rows.push(row);
    }
    None
}

/// Where the diagonal `at` (from 0, the lowest) of the row behind this one begins, and whether the step to it takes something of the first
/// row away.
fn start(before: &[usize], at: usize) -> (usize, bool) {
    let down = before.get(at).copied();
    let right = at.checked_sub(1).and_then(|at| before.get(at)).map(|x| x + 1);
    match (down, right) {
        (Some(down), Some(right)) if down < right => (right, true),
        (None, Some(right)) => (right, true),
        (Some(down), _) => (down, false),
        (None, None) => (0, false),
    }
}

/// The steps from the end back to the beginning.
fn back(rows: &[Vec<usize>], a: usize, b: usize) -> Vec<DiffStep> {
    let mut steps = Vec::new();
    let (mut x, mut y) = (a, b);
    for d in (1..rows.len()).rev() {
        let at = (x + d).saturating_sub(y) / 2;
        let (begin, is_deletion) = start(&rows[d - 1], at);
        let down = (begin + d).saturating_sub(2 * at);
        (x, y) = if is_deletion { (begin.saturating_sub(1), down) } else { (begin, down.saturating_sub(1)) };
        steps.push(DiffStep { old: x, new: y, is_deletion });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn applied(old: &[u8], new: &[u8]) -> Vec<u8> {
        let (mut out, mut at) = (Vec::new(), 0);
        for difference in differences(old, new) {
            out.extend_from_slice(&old[at..difference.old.start]);
            out.extend_from_slice(&new[difference.new.clone()]);
            at = difference.old.end;
        }
        out.extend_from_slice(&old[at..]);
        out
    }

    /// The length of the longest row that both have in common, by trying all.
    fn common(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                table[i + 1][j + 1] = if x == y { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn the_way_is_right_and_the_shortest(old in prop::collection::vec(0_u8..4, 0..40), new in prop::collection::vec(0_u8..4, 0..40)) {
            prop_assert_eq!(applied(&old, &new), new.clone());
            let kept: usize = old.len() - differences(&old, &new).iter().map(|difference| difference.old.len()).sum::<usize>();
            prop_assert_eq!(kept, common(&old, &new));
        }
    }

    #[test]
    fn rows_too_different_are_changed_as_a_whole() {
        let (old, new): (Vec<u32>, Vec<u32>) = ((0..3000).collect(), (5000..8000).collect());
        assert_eq!(differences(&old, &new), [Difference { old: 0..3000, new: 0..3000 }]);
    }
}
