//! What `bindery new` writes into book.toml and nobody wants to publish.

use super::keys::Raw;
use super::raw::TextOrTable;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use std::ops::Range;

/// Titles, names and rights that stand in for the author's own.
const PLACEHOLDERS: [&str; 4] = ["A First Book", "Your Name", "An Editor", "© Your Name"];

/// Warns, once, of what is still as `bindery new` wrote it.
pub(super) fn tell(raw: &Raw, source: SourceId, diagnostics: &mut Diagnostics) {
    let mut texts: Vec<(&str, Range<usize>)> =
        [&raw.title, &raw.rights].into_iter().flatten().map(|text| (text.get_ref().as_str(), text.span())).collect();
    for person in &raw.authors {
        match person.get_ref() {
            TextOrTable::Text(name) => texts.push((name, person.span())),
            TextOrTable::Table(table) => texts.extend(table.name.iter().map(|name| (name.get_ref().as_str(), name.span()))),
        }
    }
    texts.retain(|(text, _)| PLACEHOLDERS.contains(text));
    texts.sort_by_key(|(_, place)| place.start);
    let Some((_, first)) = texts.first() else { return };
    let names: Vec<String> = texts.iter().map(|(text, _)| format!("“{text}”")).collect();
    let message = format!("the settings still say {}, as `bindery new` wrote them", names.join(", "));
    let finding = Diagnostic::at(Code::Placeholder, Span::new(source, first.start, first.end), message);
    diagnostics.push(finding.help("write your own title, names and rights in book.toml"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_what_new_writes() {
        let written = include_str!("../cli/new/book.toml");
        assert!(PLACEHOLDERS.iter().all(|text| written.contains(&format!("\"{text}\""))));
    }
}
