//! Leanpub: `Book.txt` with the name of a file a line, and the divisions of the book between them.

use super::outline::{Outline, OutlineWriter, project_text};
use crate::config::order::Zone;
use crate::source::{Folder, Sources};

/// What Leanpub's list says.
pub(super) fn outline(folder: &Folder, _: &mut Sources) -> Option<Outline> {
    let file = ["Book.txt", "manuscript/Book.txt"].into_iter().find(|file| folder.has_file(file))?;
    let base = file.rsplit_once('/').map_or("", |(base, _)| base);
    let mut outline = OutlineWriter::new(folder, "Leanpub", file, base);
    for line in project_text(folder, file)?.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
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
