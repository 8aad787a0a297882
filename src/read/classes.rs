//! The classes that mean something on a heading or a picture; others are told, with the nearest that does.

use crate::book::FigurePlacement;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, nearest::nearest};
use crate::read::structure;
use crate::source::Span;

/// A class as an author wrote it behind a heading or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GivenClass {
    /// The name, without the dot.
    pub(super) name: String,
    /// Place of the class in the source, with its dot.
    pub(super) span: Span,
}

/// What a class may stand behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClassBearer {
    /// A heading that begins a chapter.
    Chapter,
    /// A heading in a chapter.
    Section,
    /// A picture that stands alone.
    Figure,
}

/// The class that keeps a heading out of the contents.
pub(super) const UNLISTED: &str = "unlisted";
/// The class of a picture that shows nothing that is to be said.
pub(super) const DECORATIVE: &str = "decorative";
/// The class that keeps a heading from being numbered.
pub(super) const UNNUMBERED: &str = "unnumbered";

/// Whether a class is among some.
pub(super) fn has(classes: &[GivenClass], name: &str) -> bool {
    classes.iter().any(|class| class.name.eq_ignore_ascii_case(name))
}

/// The classes that mean something behind headings and pictures, each once.
pub(crate) fn heading_classes() -> Vec<&'static str> {
    let mut classes = [ClassBearer::Chapter, ClassBearer::Section, ClassBearer::Figure].map(ClassBearer::known).concat();
    classes.sort_unstable();
    classes.dedup();
    classes
}

impl ClassBearer {
    fn known(self) -> Vec<&'static str> {
        match self {
            Self::Chapter => structure::MATTERS.iter().map(|(name, _)| *name).chain([UNLISTED, UNNUMBERED]).collect(),
            Self::Section => vec![UNLISTED, UNNUMBERED],
            Self::Figure => FigurePlacement::CLASSES.iter().map(|(name, _)| *name).chain([DECORATIVE]).collect(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Chapter => "a chapter's heading",
            Self::Section => "a heading in a chapter",
            Self::Figure => "a picture",
        }
    }

    fn help(self, class: &str) -> String {
        if let Some(near) = nearest(class, self.known()) {
            return format!("did you mean `.{near}`?");
        }
        match self {
            Self::Section if structure::matter(class).is_some() => {
                format!("make a chapter of it, with one `#`, for `.{class}` to have its effect")
            }
            Self::Chapter => {
                "take it out; a chapter's heading may be `.dedication`, `.preface`, `.appendix` and the like, or `.unlisted`".to_owned()
            }
            Self::Section => "take it out; a heading in a chapter may be `.unlisted`".to_owned(),
            Self::Figure => {
                let placements = FigurePlacement::CLASSES.map(|(name, _)| format!("`.{name}`")).join(", ");
                format!("take it out; a picture may be {placements} or `.{DECORATIVE}`")
            }
        }
    }
}

/// Tells of classes that mean nothing where they stand. They stay in the EPUB, where nothing is styled by them.
pub(super) fn tell(classes: &[GivenClass], bearer: ClassBearer, diagnostics: &mut Diagnostics) {
    for GivenClass { name, span } in classes {
        if bearer.known().iter().any(|known| known.eq_ignore_ascii_case(name)) {
            continue;
        }
        diagnostics.push_of_many(Code::UnknownClass, name.clone(), || {
            let told = Diagnostic::at(Code::UnknownClass, *span, format!("the class `{name}` means nothing on {}", bearer.name()));
            let told = told.help(bearer.help(name));
            nearest(name, bearer.known()).iter().fold(told, |told, near| told.edit(*span, format!(".{near}")))
        });
    }
}

/// Finds where each of some classes stands: `text` is that of the source, `within` the heading or paragraph that they end. A class that
/// isn't found there, as one of HTML's attributes, has the place of the whole.
pub(super) fn placed(classes: Vec<String>, text: &str, within: Span) -> Vec<GivenClass> {
    let (start, end) = (within.start as usize, (within.end as usize).min(text.len()));
    let slice = text.get(start..end).unwrap_or_default();
    let mut from = slice.rfind('{').unwrap_or(slice.len());
    let place = |name: String| {
        let sign = format!(".{name}");
        let near = slice[from..].find(&sign).map(|at| from + at);
        let span = near.map_or(within, |at| {
            from = at + sign.len();
            Span::new(within.source, start + at, start + from)
        });
        GivenClass { name, span }
    };
    classes.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn every_class_is_known_where_it_works_and_told_elsewhere() {
        let text = "# A {.foreword .Unlisted .top .forward}";
        let mut sources = Sources::default();
        let span = Span::new(sources.add("a.md", text), 0, text.len());
        let names = ["foreword", "Unlisted", "top", "forward"].map(str::to_owned).to_vec();
        let classes = placed(names, text, span);
        assert!(classes.iter().all(|class| sources.slice(class.span) == format!(".{}", class.name)), "{classes:?}");
        for (bearer, unknown) in [
            (ClassBearer::Chapter, vec!["top", "forward"]),
            (ClassBearer::Section, vec!["foreword", "top", "forward"]),
            (ClassBearer::Figure, vec!["foreword", "Unlisted", "forward"]),
        ] {
            let mut diagnostics = Diagnostics::default();
            tell(&classes, bearer, &mut diagnostics);
            let told: Vec<_> = diagnostics.iter().filter_map(|finding| Some(&sources.slice(finding.span?)[1..])).collect();
            assert_eq!(told, unknown, "{bearer:?}");
        }
        assert_eq!(ClassBearer::Chapter.help("forward"), "did you mean `.foreword`?");
    }
}
