//! Classes of paragraphs, for which CommonMark has no place: they stand at the end.

use crate::book::{Alternative, Prose, Role, RunKind, Style, VerseNumbers};

/// Takes the class off the end of a paragraph that gives it a role, `{.verse}` or `{.verse numbers=5}`.
pub(in crate::read) fn role(prose: &mut Prose) -> Option<Role> {
    let inner = prose.text.strip_suffix('}')?.rsplit_once('{')?.1;
    let (mut role, mut every) = (None, None);
    for word in inner.split_whitespace() {
        match word.strip_prefix('.') {
            Some(class) => role = Some(Role::named(class)?),
            // Typography has made marks of print of those round the number.
            None => every = Some(word.strip_prefix("numbers=")?.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()?),
        }
    }
    let role = match (role?, every) {
        (Role::Verse, Some(every)) if every > 0 => Role::NumberedVerse(VerseNumbers { first: 1, every }),
        (role, _) => role,
    };
    let class = format!("{{{inner}}}");
    cut(prose, &class).then_some(role)
}

/// Takes a class off the end of a paragraph, if it stands there behind white space and something is left before it.
pub(in crate::read) fn cut(prose: &mut Prose, class: &str) -> bool {
    let Some(kept) = prose.text.strip_suffix(class).map(|before| before.trim_end().len()) else { return false };
    let apart = prose.text[kept..].starts_with(char::is_whitespace);
    // The class is plain text, whole in the last run.
    let Some(last) = prose.runs.last_mut().filter(|last| apart && kept > 0 && last.end as usize == prose.text.len()) else { return false };
    let gone = last.end - u32::try_from(kept).unwrap_or(last.end);
    if last.end - last.start < gone || !matches!(last.kind, RunKind::Text) {
        return false;
    }
    last.end -= gone;
    last.span.end = last.span.end.saturating_sub(gone).max(last.span.start);
    prose.text.truncate(kept);
    prose.runs.retain(|run| run.end > run.start || !matches!(run.kind, RunKind::Text));
    true
}

/// What makes an ornament of a picture in the line.
const ADORNS: &str = "{.decorative}";

/// Takes `{.decorative}` out of a text behind pictures in its lines, which then show nothing that is to be said.
pub(in crate::read) fn adorn(prose: &mut Prose) {
    if !prose.text.contains("\u{FFFC}{.decorative}") {
        return;
    }
    let old = std::mem::take(&mut prose.text);
    // The picture right before the run at hand.
    let mut picture: Option<usize> = None;
    for index in 0..prose.runs.len() {
        let range = prose.runs[index].range();
        let mut words = &old[range.clone()];
        let run = &mut prose.runs[index];
        let behind = picture.take().filter(|_| run.kind == RunKind::Text && !run.style.has(Style::CODE));
        match (&run.kind, behind, words.strip_prefix(ADORNS)) {
            (RunKind::Image(..), ..) => picture = Some(index),
            (_, Some(picture), Some(rest)) => {
                words = rest;
                let shift = u32::try_from(ADORNS.len()).unwrap_or(0);
                run.span.start = (run.span.start + shift).min(run.span.end);
                // A link must say where it leads, so its picture adorns nothing.
                let picture = &mut prose.runs[picture];
                if let RunKind::Image(_, alternative, _) = &mut picture.kind
                    && picture.link.is_none()
                {
                    *alternative = Alternative::given("");
                }
            }
            _ => {}
        }
        let start = prose.text.len();
        prose.text.push_str(words);
        let run = &mut prose.runs[index];
        [run.start, run.end] = [start, prose.text.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
    }
    prose.runs.retain(|run| run.end > run.start || matches!(run.kind, RunKind::Note(_)));
}
