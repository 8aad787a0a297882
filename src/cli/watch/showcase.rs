//! What is on show: the last good pages, the EPUB and the findings, for all who look at them at once.

use crate::desk::SetBook;
use crate::source::Memory;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many versions of the pages are remembered, to tell what has changed since.
const REMEMBERED: usize = 16;

/// What a build has to show.
#[derive(Debug, Default)]
pub(super) struct News {
    /// The pages, if there are good ones.
    pub(super) set: Option<Arc<SetBook>>,
    /// The files of the EPUB, if it was made.
    pub(super) epub: Option<Arc<Memory>>,
    /// The findings.
    pub(super) findings: Value,
    /// Whether a build has found errors.
    pub(super) is_faulty: bool,
    /// Whether only files were made, so that the pages on show are as new as the findings.
    pub(super) is_of_files: bool,
}

/// What is shown to everyone who looks.
#[derive(Debug, Default)]
pub(super) struct Showcase {
    now: Mutex<Exhibit>,
    news: Condvar,
}

/// What is on show.
#[derive(Debug, Default)]
pub(super) struct Exhibit {
    version: u64,
    pub(super) set: Option<Arc<SetBook>>,
    pub(super) epub: Option<Arc<Memory>>,
    epub_version: u64,
    findings: Value,
    is_faulty: bool,
    /// Whether the pages are older than the text, which has errors.
    is_stale: bool,
    /// The hashes of the pages of past versions.
    past: VecDeque<(u64, Vec<u64>)>,
    /// Where an editor's cursor is, and how often it has moved.
    cursor: Value,
    moves: u64,
}

impl Showcase {
    pub(super) fn now(&self) -> MutexGuard<'_, Exhibit> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows what is new; what there is nothing new of stays. Returns how many pages have changed.
    pub(super) fn publish(&self, news: News) -> usize {
        let mut now = self.now();
        now.version += 1;
        let version = now.version;
        (now.findings, now.is_faulty) = (news.findings, news.is_faulty);
        if !news.is_of_files {
            now.is_stale = news.set.is_none();
        }
        if news.epub.is_some() {
            (now.epub, now.epub_version) = (news.epub, version);
        }
        let Some(set) = news.set else {
            self.news.notify_all();
            return 0;
        };
        let changed = now.past.back().map_or(set.prints().len(), |(_, before)| changes(before, set.prints()).count());
        now.past.push_back((version, set.prints().to_vec()));
        if now.past.len() > REMEMBERED {
            now.past.pop_front();
        }
        let old = now.set.replace(set);
        drop(now);
        self.news.notify_all();
        // To give back the memory of a book takes time, in which nobody is to wait.
        drop(old);
        changed
    }

    /// Lets everyone look at a place.
    pub(super) fn point(&self, place: Value) {
        let mut now = self.now();
        (now.cursor, now.moves) = (place, now.moves + 1);
        drop(now);
        self.news.notify_all();
    }

    /// What has changed since a version and a number of moves, as soon as anything has, or after a time.
    pub(super) fn since(&self, version: u64, moves: u64, patience: Duration) -> Value {
        let end = Instant::now() + patience;
        let mut now = self.now();
        while now.version == version && now.moves == moves {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            now = self.news.wait_timeout(now, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        now.told(version)
    }
}

/// The pages that are not as they were.
fn changes<'p>(before: &'p [u64], after: &'p [u64]) -> impl Iterator<Item = usize> + 'p {
    (0..after.len()).filter(|&page| before.get(page) != after.get(page))
}

impl Exhibit {
    /// The state, with the pages that have changed since a version.
    fn told(&self, since: u64) -> Value {
        let mut state = json!({
            "version": self.version, "faulty": self.is_faulty, "stale": self.is_stale, "findings": self.findings, "epub": self.epub_version,
            "moves": self.moves, "cursor": self.cursor,
        });
        let Some(set) = &self.set else { return state };
        // What a viewer of an unknown version has is not known either: it is of another run.
        let known = self.past.iter().rev().find(|(version, _)| *version <= since && since <= self.version);
        let before = known.map_or(&[][..], |(_, prints)| prints);
        let page = |page: usize| json!([page, format!("{:016x}", set.prints()[page]), set.label(page)]);
        let [width, height] = set.size().map(crate::source::Length::to_points);
        state["pages"] = json!({
            "count": set.prints().len(), "changed": changes(before, set.prints()).map(page).collect::<Value>(),
            "width": width, "height": height, "title": set.title(), "right": set.is_bound_right(),
        });
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_that_are_not_as_they_were_have_changed() {
        let changed = |before: &[u64], after: &[u64]| changes(before, after).collect::<Vec<_>>();
        assert_eq!(changed(&[1, 2, 3], &[1, 5, 3, 4]), [1, 3]);
        assert_eq!(changed(&[1, 2, 3], &[1]), [0; 0]);
    }

    #[test]
    fn who_looks_is_told_at_once_or_after_a_time() {
        let showcase = Arc::new(Showcase::default());
        assert_eq!(showcase.since(0, 0, Duration::from_millis(10))["version"], 0);
        let other = Arc::clone(&showcase);
        let waits = std::thread::spawn(move || other.since(0, 0, Duration::from_secs(60)));
        showcase.publish(News { findings: json!([1]), is_faulty: true, ..News::default() });
        let state = waits.join().expect("an answer");
        assert_eq!((&state["version"], &state["faulty"], &state["findings"]), (&json!(1), &json!(true), &json!([1])));
        showcase.point(json!({ "page": 3 }));
        assert_eq!(showcase.since(1, 0, Duration::from_secs(60))["cursor"]["page"], 3);
    }
}
