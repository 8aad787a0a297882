//! An EPUB written to a disk that has no room for it.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

#[path = "support/made.rs"]
mod made;

use bindery::testing::diagnostics::{Code, Diagnostics};
use bindery::testing::edition::{Presentation, arrange};
use bindery::testing::epub::{self, PendingFiles};
use bindery::testing::fonts::Fonts;
use made::{Made, config, t};
use std::io::Write;

/// A disk with room for so many bytes.
struct Disk(usize);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_of_once() {
    let mut made = Made::new("en");
    let p = made.p(vec![t("A book of one sentence.")]);
    made.chapter("one", None, vec![p]);
    let config = config("A Small Book");
    made.book.metadata = config.metadata.clone();
    let edition = arrange(&made.book, Presentation::Popup);
    let fonts = Fonts::load(&config, &mut Diagnostics::default());
    let write = |disk: &mut Disk| {
        let mut found = Diagnostics::default();
        let coming = PendingFiles { cover: |found: &mut _| epub::cover(&config, &config.metadata, &fonts, found), starts: Vec::new };
        let cover = epub::write(&edition, &config, &fonts, "2026-11-24T00:00:00Z", coming, disk, &mut found);
        (cover.is_some(), found.iter().map(|finding| finding.code).collect::<Vec<_>>())
    };
    let mut large = Disk(100 << 20);
    assert_eq!(write(&mut large), (true, vec![]));
    let whole = (100 << 20) - large.0;
    assert_eq!(write(&mut Disk(whole)), (true, vec![]));
    for room in [0, 100, whole / 2, whole - 1] {
        assert_eq!(write(&mut Disk(room)), (false, vec![Code::Machine]), "{room} of {whole}");
    }
}
