//! `check` of a finished EPUB.

use super::Outcome;
use super::report::{Terminal, outcome};
use crate::diagnostics::{Diagnostics, Verdicts};
use crate::inspect::{self, HandedIn, Shop};
use crate::source::{Disk, Files, Sources};
use serde_json::json;
use std::path::Path;

/// Reads the file and reports all that a shop would refuse it for.
pub(super) fn inspect(path: &Path, verdicts: &Verdicts, shops: &[Shop], terminal: &Terminal) -> Outcome {
    let bytes = match Disk.read(path, u64::MAX) {
        Ok(bytes) => bytes,
        Err(error) => {
            terminal.machine(&format!("`{}` can't be read: {error}", path.display()));
            return Outcome::Machine;
        }
    };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    inspect::inspect(&path.display().to_string(), &bytes, &mut sources, &mut diagnostics);
    let cover = if shops.is_empty() { None } else { cover_beside(path) };
    let cover = cover.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let book = HandedIn { name: &path.display().to_string(), bytes: &bytes, cover };
    let counts = inspect::verdicts(book, shops, &mut sources, &mut diagnostics);
    diagnostics.judge(verdicts);
    terminal.findings(&diagnostics, &sources, "shops would refuse this EPUB");
    told(&counts, terminal);
    let outcome = outcome(&diagnostics);
    if outcome == Outcome::Done {
        terminal.checked(path, &diagnostics);
    }
    outcome
}

/// The image for shops that a build has put beside an EPUB, and its name.
fn cover_beside(path: &Path) -> Option<(String, Vec<u8>)> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    ["jpg", "png"].iter().map(|ending| path.with_file_name(format!("{stem}-cover.{ending}"))).find_map(|cover| {
        let bytes = Disk.read(&cover, u64::MAX).ok()?;
        Some((cover.display().to_string(), bytes))
    })
}

/// Says by how many rules of each shop an EPUB was judged.
pub(super) fn told(counts: &[(Shop, usize)], terminal: &Terminal) {
    for (shop, rules) in counts {
        let line = format!("{}: held against {rules} rules of its own pages", shop.name());
        terminal.close(&line, &json!({ "shop": shop.name(), "rules": rules }));
    }
}
