//! Anchors one note: finds the one passage its heading means, or says everything that is needed to mend the heading.

use super::mend::{self, NearestPassage};
use super::passages::{Found, MOST, Search, WIDEST, passage, search, shown, slice, span, told_apart};
use super::quotation::{AnchorText, Quotation};
use super::words::forms;
use crate::book::{BlockId, Book, NoteState, Passage, TextPos, text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Why a note has no place, and what to write instead of its quotation if that is certain to mean the nearest passage alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AnchorMiss {
    pub(super) state: NoteState,
    pub(super) rewrite: Option<String>,
}

impl AnchorMiss {
    /// A miss without anything to write instead.
    pub(super) fn of(state: NoteState) -> Self {
        Self { state, rewrite: None }
    }
}

/// The passage and the words shown for it; a miss if it is not there or not the only one (reported).
pub(super) fn place(text: AnchorText, quotation: &Quotation, diagnostics: &mut Diagnostics) -> Result<(Passage, String), AnchorMiss> {
    let AnchorText { index, book, .. } = text;
    let search = search(index, quotation.lemma, &quotation.areas);
    let chosen = match (&search.places[..], quotation.nth) {
        ([], _) => {
            let (diagnostic, near) =
                if search.heads.is_empty() { missing(text, quotation) } else { no_end(text, quotation, &search.heads) };
            diagnostics.push(diagnostic);
            return Err(AnchorMiss { state: NoteState::NotFound, rewrite: near.and_then(|near| near.rewrite(text, quotation)) });
        }
        (places, Some((nth, at))) => {
            let Some(chosen) = nth.checked_sub(1).and_then(|index| places.get(index)) else {
                let message = format!("{} in {} {}, so there is no number {nth}", quotation.quoted(), places.len(), plural(places.len()));
                diagnostics.push(quotation.show(text, &search, Diagnostic::at(Code::LemmaAmbiguous, at, message)));
                return Err(AnchorMiss::of(NoteState::Ambiguous));
            };
            diagnostics.push(brittle(text, quotation, places, nth, at));
            chosen
        }
        ([only], None) => only,
        (places, None) => {
            let count = if places.len() == MOST { format!("at least {MOST}") } else { places.len().to_string() };
            let message = format!("{} stands in {count} {}{}", quotation.quoted(), plural(places.len()), quotation.within());
            diagnostics.push(quotation.show(text, &search, Diagnostic::at(Code::LemmaAmbiguous, quotation.span, message)));
            return Err(AnchorMiss::of(NoteState::Ambiguous));
        }
    };
    let words = shown(index, book, chosen);
    if search.caseless {
        let message = format!("{} was found as “{}”", quotation.quoted(), short(&words));
        let info = Diagnostic::at(Code::LemmaCase, quotation.span, message);
        diagnostics.push(info.label(text.span(chosen), "this passage").help(format!("write {}", quotation.heading(&words))));
    }
    passage(index, chosen).map(|passage| (passage, words)).ok_or(AnchorMiss::of(NoteState::NotFound))
}

/// Whether a quotation stands in the text exactly once, with nothing reported.
pub(super) fn stands(text: AnchorText, quotation: &Quotation) -> bool {
    search(text.index, quotation.lemma, &quotation.areas).places.len() == 1
}

impl AnchorText<'_> {
    pub(super) fn span(&self, found: &Found) -> Span {
        span(self.index, self.book, found)
    }
}

impl Quotation<'_> {
    fn quoted(&self) -> String {
        format!("“{}”", short(&self.lemma.words))
    }

    fn within(&self) -> String {
        self.section.map_or_else(String::new, |title| format!(" in the section “{}”", short(title)))
    }

    /// A heading to paste.
    pub(super) fn heading(&self, words: &str) -> String {
        self.heading_with(words, &self.attributes)
    }

    fn heading_with(&self, words: &str, attributes: &str) -> String {
        let space = if attributes.is_empty() { "" } else { " " };
        format!("{} \"{words}\"{space}{attributes}", self.marks)
    }

    /// Adds every place with what to write to mean it.
    fn show(&self, text: AnchorText, search: &Search, mut diagnostic: Diagnostic) -> Diagnostic {
        const SHOWN: usize = 12;
        let places = &search.places;
        let mut first = None;
        for (which, place) in places.iter().enumerate().take(SHOWN) {
            let heading = match self.remedy(text, places, which) {
                (Some(section), heading) => format!("`## {section}` above {heading}"),
                (None, heading) => heading,
            };
            diagnostic = diagnostic.label(text.span(place), format!("write {heading}"));
            first.get_or_insert(heading);
        }
        let more = if places.len() > SHOWN { format!(" ({} more places are not shown)", places.len() - SHOWN) } else { String::new() };
        let heading = first.unwrap_or_default();
        diagnostic.help(format!("write {heading} for the first place{more}"))
    }

    /// What to write to mean one of several places: the section that must stand above, if need be, and the heading.
    pub(super) fn remedy(&self, text: AnchorText, places: &[Found], which: usize) -> (Option<String>, String) {
        let plain = without_nth(&self.attributes);
        if let Some(words) = told_apart(text.index, text.book, places, which) {
            return (None, self.heading_with(&words, &plain));
        }
        // A place that is the only one in its section is meant by that section's heading.
        let owner = |found: &Found| text.index.owner(found.words.start);
        let alone = |section| places.iter().filter(|place| text.index.section(section).contains(&place.words.start)).count() == 1;
        if let Some(section) = owner(&places[which]).filter(|&section| alone(section)) {
            let section = text.book.section(section);
            let same = text.book.sections.iter().filter(|other| other.title == section.title).count() > 1;
            let scope = if same { format!("#{}", section.slug) } else { section.title.clone() };
            return (Some(scope), format!("{} \"{}\"", self.marks, self.lemma.words));
        }
        let nth = format!("nth={}", which + 1);
        let inner = plain.trim_matches(['{', '}']).trim();
        let attributes = if inner.is_empty() { format!("{{{nth}}}") } else { format!("{{{inner} {nth}}}") };
        (None, self.heading_with(&self.lemma.words, &attributes))
    }
}

fn brittle(text: AnchorText, quotation: &Quotation, places: &[Found], nth: usize, at: Span) -> Diagnostic {
    let message = format!("{} is told apart by counting: place {nth} of {}", quotation.quoted(), places.len());
    let warning = Diagnostic::at(Code::NthIsBrittle, at, message).label(text.span(&places[nth - 1]), "this place is meant now");
    let plain = without_nth(&quotation.attributes);
    if places.len() == 1 {
        return warning.help(format!("write {}: it is the only place", quotation.heading_with(&quotation.lemma.words, &plain)));
    }
    match told_apart(text.index, text.book, places, nth - 1) {
        Some(words) => warning.help(format!("write {}", quotation.heading_with(&words, &plain))),
        None => warning,
    }
}

/// Words that stand nowhere in the section: they may stand in another one, or have been changed.
fn missing(text: AnchorText, quotation: &Quotation) -> (Diagnostic, Option<NearestPassage>) {
    let AnchorText { index, book, .. } = text;
    let message = format!(
        "{} is not in the {}",
        quotation.quoted(),
        quotation.section.map_or_else(|| "text".to_owned(), |title| format!("section “{}”", short(title)))
    );
    let missing = Diagnostic::at(Code::LemmaNotFound, quotation.span, message);
    if quotation.lemma.readings.is_empty() {
        return (missing.help("write the words the note is on between the quotation marks"), None);
    }
    if quotation.section.is_some() {
        let elsewhere = search(index, quotation.lemma, quotation.everything);
        if let Some(place) = elsewhere.places.first() {
            let title = index.owner(place.words.start).map(|section| book.section(section).title.as_str());
            let (label, help) = match title {
                Some(title) => (format!("it stands in the section “{}”", short(title)), format!("move the note below `## {title}`")),
                None => ("it stands before the first heading".to_owned(), "move the note above the first section heading".to_owned()),
            };
            return (missing.label(text.span(place), label).help(help), None);
        }
    }
    if let Some(place) = search(index, quotation.lemma, &[index.all()]).places.first() {
        let place = text.span(place);
        let file = book.chapters.iter().find(|chapter| chapter.source == place.source).map_or("that file", |chapter| &chapter.path);
        let help = format!("add `{file}` to `comments-on`, or put the note into a commentary on that file");
        return (missing.label(place, format!("it stands in {file}, which this commentary is not on")).help(help), None);
    }
    let Some(near) = mend::near(text, quotation) else {
        return (missing.help("quote words as they stand in the text now, or add {detached} to keep the note out of the book"), None);
    };
    let label = format!("the nearest passage, {} % alike", near.alike);
    let help = format!("write {}, if that is the passage", quotation.heading(&near.words));
    (missing.label(text.span(&near.place), label).help(help), Some(near))
}

/// The first words of a range are there, the last ones are not.
fn no_end(text: AnchorText, quotation: &Quotation, heads: &[Found]) -> (Diagnostic, Option<NearestPassage>) {
    let AnchorText { index, book, .. } = text;
    let message =
        format!("the last words of {} do not follow its first words in the same section within {WIDEST} words", quotation.quoted());
    let head = &heads[0];
    let diagnostic = Diagnostic::at(Code::RangeEndMissing, quotation.span, message).label(text.span(head), "the first words stand here");
    let first = slice(index, book, head.words.clone());
    match mend::end(text, quotation, head.words.clone()) {
        Some(mut near) => {
            let (_, tail) = near.place.gap.unwrap_or_default();
            let label = format!("the nearest last words, {} % alike", near.alike);
            let last = Found { words: tail..near.place.words.end, gap: None };
            // Which of several beginnings is meant, nobody can tell.
            near.certain &= heads.len() == 1;
            let help = format!("write {}, if that is the passage", quotation.heading(&near.words));
            (diagnostic.label(text.span(&last), label).help(help), Some(near))
        }
        None => {
            let first = quotation.heading(&format!("{first} …"));
            (diagnostic.help(format!("write {first} and put last words of the same section behind the …")), None)
        }
    }
}

/// All words of a block: what the anchor of a paragraph covers.
pub(super) fn whole(book: &Book, block: BlockId) -> Option<Passage> {
    let leaves = text::leaves(book, &[block]);
    let (first, last) = (leaves.first()?, leaves.last()?);
    let end = u32::try_from(last.1.prose()?.text.len()).ok()?;
    let at = |block, offset| TextPos { block, offset };
    Some(Passage { start: at(first.0, 0), end: at(last.0, end) })
}

fn without_nth(attributes: &str) -> String {
    let inner = attributes.trim_matches(['{', '}']);
    let kept: Vec<&str> = inner.split_whitespace().filter(|part| !part.starts_with("nth=")).collect();
    if kept.is_empty() { String::new() } else { format!("{{{}}}", kept.join(" ")) }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "place" } else { "places" }
}

/// Words for a message: a long quotation is shown by its beginning and end.
pub(super) fn short(words: &str) -> String {
    const LONGEST: usize = 100;
    let count = words.chars().count();
    if count <= LONGEST || forms(words).len() < 4 {
        return words.to_owned();
    }
    let head: String = words.chars().take(LONGEST / 2).collect();
    let tail: String = words.chars().skip(count - LONGEST / 3).collect();
    format!("{} … {}", head.trim_end(), tail.trim_start())
}
