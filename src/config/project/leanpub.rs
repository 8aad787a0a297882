//! Leanpub: `Book.txt` with the name of a file a line, and the divisions of the book between them.

use super::outline::{Outline, OutlineWriter, below, project_text};
use crate::config::order::Zone;
use crate::source::{EntryKind, Folder, Sources};

/// What Leanpub's list says.
pub(super) fn outline(folder: &Folder, _: &mut Sources) -> Option<Outline> {
    let file = list(folder, "").or_else(|| list(folder, "manuscript"))?;
    let base = file.rsplit_once('/').map_or("", |(base, _)| base);
    let mut outline = OutlineWriter::new(folder, "Leanpub", &file, base);
    for line in project_text(folder, &file)?.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.trim_matches(['{', '}', ':', ' ']).to_lowercase().as_str() {
            "frontmatter" => outline.zone = Zone::Front,
            "mainmatter" | "pagebreak" => outline.zone = Zone::Body,
            "backmatter" => outline.zone = Zone::Back,
            _ => {
                outline.file(line, None, 0);
            }
        }
    }
    Some(outline.done(None))
}

/// The list in a folder, `Book.txt` in whatever letters: on the disks of Mac and Windows they are one name.
fn list(folder: &Folder, within: &str) -> Option<String> {
    let entries = folder.list(within);
    let names = entries.iter().filter(|entry| entry.kind == EntryKind::File).map(|entry| entry.name.to_string_lossy());
    let name = names.filter(|name| name.eq_ignore_ascii_case("Book.txt")).min()?;
    Some(below(within, &name))
}
