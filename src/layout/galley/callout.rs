//! Notes that are set off from the text: between two hair lines, their label in bold.

use super::display::narrowed;
use super::{BlockGeometry, Galley, NEVER};
use crate::book::Callout;
use crate::layout::style::{Align, TextLook};
use crate::source::Length;

/// Thickness of the lines above and below.
const HAIR_LINE: Length = Length::milli(350);

impl Galley<'_, '_> {
    /// Sets a set-off note. Its lines keep with what they enclose, its label with the first words below it.
    pub(super) fn callout(&mut self, content: &Callout, place: BlockGeometry) {
        let look = if place.tight { place.look } else { self.sheet.quote };
        let inset = look.size;
        let inside = narrowed(BlockGeometry { left: place.left + inset, width: place.width - inset * 2, look, ..place }, place);
        self.space(Self::apart(place));
        self.rule(place, HAIR_LINE);
        self.flush();
        let from = self.rows.len();
        let label = TextLook { bold: true, align: Align::Left, hyphenate: false, ..look };
        self.blocks(&[content.label], BlockGeometry { look: label, ..inside });
        for row in &mut self.rows[from..] {
            row.after = NEVER;
        }
        self.flush();
        self.blocks(&content.blocks, inside);
        if let Some(last) = self.rows.last_mut() {
            last.after = NEVER;
        }
        self.rule(place, HAIR_LINE);
        if let Some(line) = self.rows.last_mut() {
            line.after = 0;
        }
        self.space(Self::apart(place));
        self.flush();
    }
}
