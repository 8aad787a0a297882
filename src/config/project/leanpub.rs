//! Leanpub: `Book.txt` with the name of a file a line, and the divisions of the book between them; and Softcover, whose list looks alike.

use super::outline::{Outline, OutlineWriter, below, project_text, settings, yaml};
use crate::config::head::head;
use crate::config::order::Zone;
use crate::source::{EntryKind, Folder, Sources};

/// Pieces of a book that Softcover makes itself.
const MADE: [&str; 4] = ["cover", "maketitle", "tableofcontents", "listoffigures"];

/// What the list of Leanpub or Softcover says. Softcover has its settings in `config/book.yml` and its texts in `chapters`.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let file = list(folder, "").or_else(|| list(folder, "manuscript"))?;
    let softcover = if folder.has_file("config/book.yml") { yaml(folder, "config/book.yml", sources) } else { None };
    let base = file.rsplit_once('/').map_or(if softcover.is_some() { "chapters" } else { "" }, |(base, _)| base);
    let program = if softcover.is_some() { "Softcover" } else { "Leanpub" };
    let mut outline = OutlineWriter::new(folder, program, &file, base).of_markdown();
    for line in project_text(folder, &file)?.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.trim_matches(['{', '}', ':', ' ']).to_lowercase().as_str() {
            "frontmatter" => outline.zone = Zone::Front,
            "mainmatter" | "pagebreak" => outline.zone = Zone::Body,
            "backmatter" => outline.zone = Zone::Back,
            made if softcover.is_some() && MADE.contains(&made) => {}
            _ => {
                let path = below(base, line);
                match directive(folder, &path) {
                    Some((zone, alone)) => {
                        outline.zone = zone;
                        if alone {
                            outline.told(path);
                        } else {
                            outline.file(line, None, 0);
                        }
                    }
                    None => {
                        outline.file(line, None, 0);
                    }
                }
            }
        }
    }
    let given = softcover.as_ref().and_then(|(source, node)| {
        let keys = ["title", "subtitle", "author", "description"];
        settings(*source, &keys.map(|key| (key, node.get(key))))
    });
    Some(outline.done(given))
}

/// The division of the book that a text begins with its first line, `{mainmatter}`, and whether it says nothing else.
fn directive(folder: &Folder, path: &str) -> Option<(Zone, bool)> {
    let text = head(folder, &folder.inside(path).ok()?.1)?;
    let words = text.trim_start_matches('\u{FEFF}').trim();
    let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
    let zone = match first.trim() {
        "{frontmatter}" => Zone::Front,
        "{mainmatter}" => Zone::Body,
        "{backmatter}" => Zone::Back,
        _ => return None,
    };
    Some((zone, rest.trim().is_empty()))
}

/// The list in a folder, `Book.txt` in whatever letters: on the disks of Mac and Windows they are one name.
fn list(folder: &Folder, within: &str) -> Option<String> {
    let entries = folder.list(within);
    let names = entries.iter().filter(|entry| entry.kind == EntryKind::File).map(|entry| entry.name.to_string_lossy());
    let name = names.filter(|name| name.eq_ignore_ascii_case("Book.txt")).min()?;
    Some(below(within, &name))
}
