//! Links that lead nowhere: what is wrong with each, and a repair that works.

use crate::diagnostics::nearest::{likeness, nearest};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::labels::{Waiting, beside, short};
use crate::read::names::is_id;
use crate::read::targets::{LinkMeaning, LinkTargets};
use crate::source::{Folder, InputFormat};

/// Comparisons of names that a run may spend on guesses at what was meant.
const GUESSES: usize = 500_000;

/// Tells of dead links.
#[derive(Debug)]
pub(super) struct DeadLinkTeller {
    guesses: usize,
}

impl Default for DeadLinkTeller {
    fn default() -> Self {
        Self { guesses: GUESSES }
    }
}

impl DeadLinkTeller {
    /// Reports a link at each of its places. Message and repair depend on the target alone, so that findings can be grouped.
    pub(super) fn tell(
        &mut self,
        folder: &Folder,
        targets: &LinkTargets,
        waiting: &Waiting,
        meant: &LinkMeaning,
        diagnostics: &mut Diagnostics,
    ) {
        let shown = short(waiting.address.trim());
        let on_disk = on_disk(folder, waiting, meant);
        let leads = targets.file_of(waiting, meant).is_some();
        let message = match &meant.path {
            None if on_disk => format!("`{shown}` is in the book's folder, but not in the book; the link was left out, its words stand"),
            Some(_) if leads => format!("`{shown}` names a place that is not in its file; the link leads to the beginning of that"),
            _ => format!("`{shown}` is nowhere in the book; the link was left out, its words stand"),
        };
        let help = match &meant.path {
            Some(path) => self.of_id(targets, path, meant),
            None => of_file(targets, waiting, meant, on_disk),
        };
        let by_code = meant.id.as_deref().is_some_and(|id| is_by_code(targets, id));
        let help = match by_code {
            true => "save what the code makes as a picture or a table, and show that in its place, with this label".to_owned(),
            false => help,
        };
        let message = match by_code {
            true if !leads => format!("`{shown}` is made by code, which was not run; the link was left out, its words stand"),
            true => format!("`{shown}` is made by code, which was not run; the link leads to the beginning of its file"),
            false => message,
        };
        let kind = match meant.path {
            Some(_) if by_code => "made by code",
            None if on_disk => "file of the folder",
            None => "file",
            Some(_) if leads => "place in a file",
            Some(_) => "id",
        };
        for &span in &waiting.spans {
            diagnostics.push(Diagnostic::at(Code::BrokenLink, span, &message).of(kind).help(&help));
        }
    }

    fn of_id(&mut self, targets: &LinkTargets, path: &str, meant: &LinkMeaning) -> String {
        let id = meant.id.as_deref().unwrap_or("");
        let labels = targets.labels;
        let known = labels.first.len() + labels.headings.len();
        if self.guesses >= known {
            self.guesses -= known;
            let of_file = labels.headings.keys().filter(|(file, _)| file == path).map(|(_, slug)| slug.as_str());
            let given = labels.given.keys().filter(|(_, file)| file == path || meant.file.is_empty()).map(|(id, _)| id.as_str());
            if let Some(near) = nearest(id, given.chain(of_file)).filter(|near| is_near(id, near)) {
                return format!("link to `{}#{near}`", meant.file);
            }
        }
        if is_id(id) {
            format!("write `{{#{id}}}` behind the heading or the image it is to lead to, or take the link out")
        } else {
            "link to a heading, to the `{#id}` of a heading or an image, or to a file of the book".to_owned()
        }
    }
}

/// Whether an id is that of a figure or a table which a chunk of code makes: `fig:x` of R Markdown for a chunk `x`, `fig-x` of Quarto.
fn is_by_code(targets: &LinkTargets, id: &str) -> bool {
    let known = |label: &str| targets.labels.by_code.contains(label);
    known(id) || ["fig:", "tab:"].iter().any(|kind| id.strip_prefix(kind).is_some_and(known))
}

/// Whether a link names a file of the book's folder that is not in the book.
fn on_disk(folder: &Folder, waiting: &Waiting, meant: &LinkMeaning) -> bool {
    let root = meant.file.strip_prefix("@/").or_else(|| meant.file.strip_prefix('/'));
    let path = root.map_or_else(|| beside(&waiting.path, &meant.file), |rest| beside("", rest));
    path.filter(|path| !path.is_empty()).is_some_and(|path| folder.inside(&path).is_ok())
}

/// A repair of a link to a file that is not in the book.
fn of_file(targets: &LinkTargets, waiting: &Waiting, meant: &LinkMeaning, on_disk: bool) -> String {
    let file = meant.file.as_str();
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        _ if on_disk && InputFormat::of(file).is_some() => {
            return "list the file in book.toml, or link to its address on the web".to_owned();
        }
        "png" | "jpg" | "jpeg" | "svg" | "gif" | "webp" if on_disk => {
            return format!("show the picture here as `![…]({file})`, or link to its address on the web");
        }
        _ if on_disk => return "link to its address on the web".to_owned(),
        _ => {}
    }
    if let Some(near) = beside(&waiting.path, file).and_then(|path| targets.files.keys().find(|known| is_slip(&path, known)).cloned()) {
        return format!("link to `{near}`, which is in the book");
    }
    if file.starts_with('/') {
        return format!("write the whole address, as in `https://example.org{}`", short(&waiting.address));
    }
    "correct the name, or link to its address on the web".to_owned()
}

/// Whether an id is so like another one that this was probably meant.
fn is_near(id: &str, near: &str) -> bool {
    // Another number is another thing.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(id) != digits(near) {
        return false;
    }
    is_slip(id, near) || likeness(&id.to_lowercase(), &near.to_lowercase()) >= 900
}

/// Whether two names differ in one letter, or in two that changed places.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let rest = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - rest], &b[..b.len() - rest]);
    match (a, b) {
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => a.len() <= 1 && b.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_near, is_slip};

    #[test]
    fn what_is_far_is_not_suggested() {
        assert!(is_near("instalation", "installation") && is_near("installing", "installation") && is_near("gone", "one"));
        assert!(!is_near("TODO", "two") && !is_near("nope", "one"));
    }

    #[test]
    fn a_slip_is_one_letter_and_another_language_is_none() {
        for (a, b) in [("one.md", "oen.md"), ("one.md", "on.md"), ("one.md", "One.md"), ("one.md", "ones.md"), ("one.md", "ore.md")] {
            assert!(is_slip(a, b), "{a} {b}");
        }
        for (a, b) in [("README-cs.md", "README-de.md"), ("one.md", "two.md"), ("a.md", "abc.md")] {
            assert!(!is_slip(a, b), "{a} {b}");
        }
    }
}
