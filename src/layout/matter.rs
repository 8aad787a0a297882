//! Front matter made from the metadata: half-title, title page, copyright page; and the title pages of parts.

use super::compose::Sheetling;
use super::frame::{Content, Item, MatterLine, MatterRole, Origin};
use super::galley::baseline;
use super::geometry::Length;
use super::line::{self, Bench, Copy, Ink, Shape};
use super::style::{Align, Look, Sheet};
use crate::book::Style;
use crate::config::{Config, Identifier, Metadata};
use crate::edition::words::words;
use crate::fonts::shape::Features;

/// Puts lines that are not in the manuscript on display pages, and keeps them in order.
pub(super) struct Display<'a, 'f> {
    /// The measures.
    pub(super) sheet: &'a Sheet,
    /// The settings.
    pub(super) config: &'a Config,
    /// The shaper and its memory.
    pub(super) bench: &'a mut Bench<'f>,
    /// The lines so far.
    pub(super) matter: Vec<MatterLine>,
}

impl Display<'_, '_> {
    /// The half-title: the title alone, small.
    pub(super) fn half_title(&mut self) -> Sheetling {
        let mut page = Sheetling { bare: true, ..Sheetling::default() };
        let size = self.sheet.text.size.scale(125, 100);
        let look = Look { features: Features::SMALL_CAPS, tracking: 60, size, leading: size.scale(14, 10), ..self.sheet.display };
        let y = self.config.page.margins.top + self.sheet.leading * 5;
        self.add(&mut page, MatterRole::HalfTitle, &self.config.metadata.title.clone(), look, y);
        page
    }

    /// The title page: title, subtitle, people, and the publisher at the foot.
    pub(super) fn title_page(&mut self) -> Sheetling {
        let mut page = Sheetling { bare: true, ..Sheetling::default() };
        let Metadata { title, subtitle, people, publisher, .. } = self.config.metadata.clone();
        let (sheet, text) = (self.sheet, self.sheet.text.size);
        let of =
            |hundredths: i64| Look { size: text.scale(hundredths, 100), leading: text.scale(hundredths * 118, 10_000), ..sheet.display };
        let mut y = self.config.page.margins.top + sheet.depth / 5;
        // The longer the title, the smaller it is set.
        let hundredths = match title.chars().count() {
            0..=16 => 310,
            17..=36 => 270,
            37..=70 => 225,
            _ => 180,
        };
        y = self.add(&mut page, MatterRole::Title, &title, of(hundredths), y) + sheet.leading / 2;
        if let Some(subtitle) = subtitle {
            y = self.add(&mut page, MatterRole::Subtitle, &subtitle, Look { italic: true, ..of(130) }, y + sheet.leading / 2);
        }
        y += sheet.leading * 3;
        for person in &people {
            let by = Look { features: Features::SMALL_CAPS, tracking: 50, ..of(if person.role == "aut" { 125 } else { 100 }) };
            let role = words(&self.config.metadata.language).role(&person.role);
            let line = [role, person.name.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            y = self.add(&mut page, MatterRole::Person, &line, by, y) + sheet.leading / 3;
        }
        if let Some(publisher) = publisher {
            let foot = self.config.page.margins.top + sheet.depth - sheet.leading * 2;
            self.add(
                &mut page,
                MatterRole::Publisher,
                &publisher,
                Look { features: Features::SMALL_CAPS, tracking: 60, ..of(95) },
                foot.max(y),
            );
        }
        page
    }

    /// The copyright page: what the metadata knows, small, at the foot.
    pub(super) fn copyright_page(&mut self) -> Sheetling {
        let mut page = Sheetling { bare: true, ..Sheetling::default() };
        let look = Look { align: Align::Left, hyphenate: false, ..self.sheet.note };
        let lines = copyright_lines(&self.config.metadata);
        // Set from the foot upwards: first find how high the block is.
        let mut trial = Sheetling::default();
        let kept = self.matter.len();
        let height =
            lines.iter().fold(Length::ZERO, |y, line| self.add(&mut trial, MatterRole::Copyright, line, look, y) + look.leading / 2);
        self.matter.truncate(kept);
        let mut y = self.config.page.margins.top + self.sheet.depth - height;
        for line in &lines {
            y = self.add(&mut page, MatterRole::Copyright, line, look, y) + look.leading / 2;
        }
        page
    }

    /// The page that opens a part.
    pub(super) fn part(&mut self, title: &str, chapter: u32) -> Sheetling {
        let mut page = Sheetling { bare: true, ..Sheetling::default() };
        let y = self.config.page.margins.top + self.sheet.leading * 9;
        self.lines(&mut page, title, self.sheet.heading(1), y, Origin::Part(chapter));
        page
    }

    /// Adds a text below `y`; returns where it ends.
    fn add(&mut self, page: &mut Sheetling, role: MatterRole, text: &str, look: Look, y: Length) -> Length {
        let index = u32::try_from(self.matter.len()).unwrap_or(u32::MAX);
        self.matter.push(MatterLine { role, text: text.to_owned() });
        self.lines(page, text, look, y, Origin::Matter(index))
    }

    fn lines(&mut self, page: &mut Sheetling, text: &str, look: Look, mut y: Length, origin: Origin) -> Length {
        let mut copy = Copy::new(&self.config.metadata.language);
        copy.push(text, look.voice(Style::PLAIN, self.bench.fonts), origin, None);
        let shape = Shape { measure: self.sheet.measure, first: Length::ZERO, align: look.align, hyphenate: false };
        for line in line::lines(&copy, shape, self.bench) {
            let base = y + baseline(look);
            for piece in line.pieces {
                if let Ink::Text(text) = piece.ink {
                    page.items.push(Item {
                        origin: piece.origin,
                        x: piece.x,
                        y: base - piece.rise,
                        content: Content::Text(text),
                        link: None,
                    });
                }
            }
            y += look.leading;
        }
        y
    }
}

/// The paragraphs of the copyright page.
fn copyright_lines(metadata: &Metadata) -> Vec<String> {
    let words = words(&metadata.language);
    let authors = metadata.author_line();
    let year = metadata.date.as_deref().and_then(|date| date.split('-').next()).unwrap_or_default();
    let mut lines = Vec::new();
    match (&metadata.rights, authors.is_empty()) {
        (Some(rights), _) => lines.push(rights.clone()),
        (None, false) => lines.push(["©", year, &authors].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")),
        (None, true) => {}
    }
    let imprint = [metadata.publisher.as_deref().unwrap_or_default(), metadata.date.as_deref().unwrap_or_default()];
    let imprint: Vec<&str> = imprint.into_iter().filter(|part| !part.is_empty()).collect();
    if !imprint.is_empty() {
        lines.push(imprint.join(", "));
    }
    if let Some(Identifier::Isbn(isbn)) = &metadata.identifier {
        lines.push(format!("ISBN {isbn}"));
    }
    for person in metadata.people.iter().filter(|person| !words.role(&person.role).is_empty()) {
        lines.push(format!("{} {}", words.role(&person.role), person.name));
    }
    lines.push(words.bound.to_owned());
    lines
}
