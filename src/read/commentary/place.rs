//! Anchors one note: finds the one passage its heading means, or says everything that is needed to mend the heading.

use super::lemma::{HeadingSays, says};
use super::mend::escaped;
use super::missing::{LemmaRepair, missing, no_end};
use super::passages::{Found, MOST, Search, passage, search, shown, span, told_apart, told_apart_across};
use super::quotation::{AnchorText, Quotation, short};
use crate::book::{BlockId, Book, NotePlace, NoteState, Passage, SectionId, TextPos, text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Why a note has no place, and what gives it one again if that is certain.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AnchorMiss {
    pub(super) state: NoteState,
    pub(super) repair: Option<LemmaRepair>,
    /// Where the note stands once the commentary is mended, if that is sure.
    pub(super) meant: Option<NotePlace>,
}

impl AnchorMiss {
    /// A miss that nothing mends.
    pub(super) fn of(state: NoteState) -> Self {
        Self { state, repair: None, meant: None }
    }
}

/// The passage and the words shown for it; a miss if it is not there or not the only one (reported).
pub(super) fn place(text: AnchorText, quotation: &Quotation, diagnostics: &mut Diagnostics) -> Result<(Passage, String), AnchorMiss> {
    let AnchorText { index, book, .. } = text;
    let search = search(index, quotation.lemma, &quotation.areas);
    let chosen = match (&search.places[..], quotation.nth) {
        ([], _) => {
            let (diagnostic, repair) =
                if search.heads.is_empty() { missing(text, quotation) } else { no_end(text, quotation, &search.heads) };
            diagnostics.push(diagnostic);
            let meant = repair.as_ref().map(|repair| NotePlace::Words(repair.meant()));
            return Err(AnchorMiss { state: NoteState::NotFound, repair, meant });
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
        diagnostics.push(
            info.label(text.span(chosen), "this passage")
                .help(format!("write {}", quotation.heading(&words)))
                .edit(quotation.span, quotation.requoted(&words)),
        );
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

    /// What to write in a heading of a commentary to name a section and no other: its title, else its `#name`.
    pub(super) fn scope_name(&self, section: SectionId) -> String {
        let title = &self.book.section(section).typed_title();
        let plain = matches!(says(title), HeadingSays::Scope(_)) && !title.starts_with('#');
        if plain && self.index.has_once(title) { escaped(title) } else { format!("#{}", self.book.section(section).slug) }
    }
}

impl Quotation<'_> {
    pub(super) fn quoted(&self) -> String {
        format!("“{}”", short(&self.lemma.words))
    }

    fn within(&self) -> String {
        self.section.map_or_else(String::new, |title| format!(" in the section “{}”", short(title)))
    }

    /// Words between the marks that the heading has, as Markdown.
    pub(super) fn requoted(&self, words: &str) -> String {
        let own = self.marks_of.unwrap_or(('"', '"'));
        format!("{}{}{}", own.0, escaped(words), own.1)
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
            if let Some(words) = apart(text, places, which).filter(|_| self.nth.is_none()) {
                diagnostic = diagnostic.edit(self.span, self.requoted(&words));
            }
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
            return (Some(text.scope_name(section)), format!("{} \"{}\"", self.marks, self.lemma.words));
        }
        if let Some(words) = told_apart_across(text.index, text.book, places, which) {
            return (None, self.heading_with(&words, &plain));
        }
        let nth = format!("nth={}", which + 1);
        let inner = plain.trim_matches(['{', '}']).trim();
        let attributes = if inner.is_empty() { format!("{{{nth}}}") } else { format!("{{{inner} {nth}}}") };
        (None, self.heading_with(&self.lemma.words, &attributes))
    }
}

/// The words of one of several places with what tells it from the others.
fn apart(text: AnchorText, places: &[Found], which: usize) -> Option<String> {
    let told = told_apart(text.index, text.book, places, which);
    told.or_else(|| told_apart_across(text.index, text.book, places, which))
}

fn brittle(text: AnchorText, quotation: &Quotation, places: &[Found], nth: usize, at: Span) -> Diagnostic {
    let message = format!("{} is told apart by counting: place {nth} of {}", quotation.quoted(), places.len());
    let warning = Diagnostic::at(Code::NthIsBrittle, at, message).label(text.span(&places[nth - 1]), "this place is meant now");
    let plain = without_nth(&quotation.attributes);
    if places.len() == 1 {
        return warning.help(format!("write {}: it is the only place", quotation.heading_with(&quotation.lemma.words, &plain)));
    }
    let told = told_apart(text.index, text.book, places, nth - 1);
    match told.or_else(|| told_apart_across(text.index, text.book, places, nth - 1)) {
        Some(words) => warning.help(format!("write {}", quotation.heading_with(&words, &plain))),
        None => warning.help("look whether it is still the place you mean whenever the text before it has changed"),
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
