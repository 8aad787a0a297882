//! What stands apart from the text: quotations, verse, scene breaks; the labels of lists.

use super::poems::number_room;
use super::{BlockGeometry, Galley, Row, RowDepth, RowLine, baseline};
use crate::book::{BlockId, PictureSize, Prose, Role, VerseNumbers};
use crate::config::SceneMark;
use crate::edition::attribution::attribution;
use crate::layout::frame::{ItemContent, Origin, PageItem};
use crate::layout::line::{self, Ink, Line, ParagraphShape, ParagraphText};
use crate::layout::style::{Align, TextLook, TextStyle};
use crate::source::Length;

/// Costs of a page that ends before a scene break, and behind one.
const BEFORE_BREAK: i64 = 1_500;
const BEHIND_BREAK: i64 = 400;
/// The most lines of a stanza that is never parted where there is another way.
const STANZA: usize = 8;
/// Costs of a page that ends inside such a stanza, or near an end of a longer one; and farther from its ends.
const IN_STANZA: i64 = 45_000;
const IN_POEM: i64 = 2_000;
/// Costs of a page that ends between a formula and the line above it, and before that line where it is the last of its paragraph: with
/// the formula below it it does not stand alone.
const BEFORE_FORMULA: i64 = 200_000;
const WIDOW_OF_FORMULA: i64 = 3_000;

impl Galley<'_, '_> {
    /// Sets a quotation.
    pub(super) fn quote(&mut self, inner: &[BlockId], place: BlockGeometry) {
        let look = if place.tight { place.look } else { self.sheet.quote };
        let inset = place.indent.max(place.look.size);
        let inside = BlockGeometry { left: place.left + inset, width: place.width - inset * 2, look, ..place };
        self.space(Self::apart(place));
        self.flush();
        let within = narrowed(inside, place);
        match attribution(self.edition.book(), inner) {
            Some(who) => {
                let from = self.rows.len();
                self.blocks(&inner[..inner.len() - 1], within);
                // Whose the words are stands on a page with the last two lines of them.
                for row in self.rows[from..].iter_mut().rev().take(2) {
                    row.after = row.after.max(super::HEADED);
                }
                let look = TextLook { align: Align::End, hyphenate: false, ..look };
                self.blocks(&[who], BlockGeometry { look, ..within });
            }
            None => self.blocks(inner, within),
        }
        self.space(Self::apart(place));
        self.flush();
    }

    /// Sets what a screen can fold away: set in, below its summary, beside a thin rule as long as each page of it.
    pub(super) fn details(&mut self, summary: Option<BlockId>, blocks: &[BlockId], place: BlockGeometry) {
        let inset = place.indent.max(place.look.size);
        let inside = narrowed(BlockGeometry { left: place.left + inset, width: place.width - inset, ..place }, place);
        self.space(Self::apart(place));
        self.flush();
        let from = self.rows.len();
        if let Some(summary) = summary {
            let look = TextLook { bold: true, align: Align::Left, hyphenate: false, ..inside.look };
            self.blocks(&[summary], BlockGeometry { look, ..inside });
            if let Some(row) = self.rows.last_mut() {
                row.after = row.after.max(super::HEADED);
            }
            self.flush();
        }
        self.blocks(blocks, inside);
        let edge = self.edge(place) + if self.sheet.mirrored { place.width } else { Length::ZERO };
        for (index, row) in self.rows.iter_mut().enumerate().skip(from).filter(|_| inside.width < place.width) {
            if row.float.is_none() {
                let above = if index == from { Length::ZERO } else { row.above };
                let content = ItemContent::Rule { width: place.look.size / 24, height: row.height + above };
                row.items.push(PageItem::artifact(edge, -above, content));
            }
        }
        self.space(Self::apart(place));
        self.flush();
    }

    /// Sets verse, which keeps its lines; one too long goes on with an indent. A stanza is not parted, or, if it is long, three lines at
    /// least from the others.
    pub(super) fn verse(&mut self, id: BlockId, prose: &Prose, left: Length, place: BlockGeometry) {
        let look = TextLook { align: Align::Left, hyphenate: false, ..place.look };
        let numbers = if let Role::NumberedVerse(numbers) = self.edition.book().block(id).role { Some(numbers) } else { None };
        // Beside a line there is room for its number.
        let beside = if numbers.is_some() { number_room(look) } else { Length::ZERO };
        let inside = BlockGeometry { left: place.left + left, width: place.width - left - beside, look, ..place };
        let mut copy = self.copy(id, prose, Origin::Block(id), inside);
        copy.hang = Some(place.indent);
        let shape = ParagraphShape { measure: inside.width, first: Length::ZERO, align: Align::Left, hyphenate: false };
        let lines = line::lines(&copy, shape, self.bench);
        let count = lines.len();
        let goes_on: Vec<bool> = lines.iter().map(|line| line.goes_on).collect();
        self.space(Self::apart(place));
        let from = self.rows.len();
        self.rows_of(lines, inside, false);
        if let Some(numbers) = numbers {
            self.number_lines(from, &goes_on, numbers, place);
        }
        for (index, row) in self.rows[from..].iter_mut().enumerate() {
            let Some(&next_goes_on) = goes_on.get(index + 1) else { break };
            let near_an_end = count <= STANZA || index < 2 || index + 4 > count;
            row.after = row.after.max(if next_goes_on {
                super::NEVER
            } else if near_an_end {
                IN_STANZA
            } else {
                IN_POEM
            });
        }
        self.space(Self::apart(place));
        self.flush();
    }

    /// Puts the numbers of verse at the end of its lines, at the edge of the place. They are no words of the poem.
    fn number_lines(&mut self, from: usize, goes_on: &[bool], numbers: VerseNumbers, place: BlockGeometry) {
        let look = TextLook { size: self.sheet.note.size, align: Align::Left, hyphenate: false, ..place.look };
        let mut line = 0;
        for (index, &goes_on) in goes_on.iter().enumerate() {
            line += usize::from(index > 0 && !goes_on);
            let Some(number) = numbers.shown(line).filter(|_| !goes_on) else { continue };
            let mut copy = ParagraphText::new("");
            copy.push(&number.to_string(), look.voice(crate::book::Style::PLAIN, self.bench.fonts), Origin::Artifact, None);
            let Some(set) = self.label_line(&copy) else { continue };
            let edge = self.edge(place);
            let x = if self.sheet.mirrored { edge } else { edge + place.width - set.end };
            let Some(row) = self.rows.get_mut(from + index) else { continue };
            let base = row.baseline.or_else(|| first_baseline(&row.items)).unwrap_or(baseline(place.look));
            row.items.extend(set.pieces.into_iter().map(|piece| piece.item(x, base)));
        }
    }

    /// What stands between two scenes: signs or a rule in the middle of a line that belongs to no paragraph, or an empty line.
    pub(super) fn scene_break(&mut self, place: BlockGeometry) {
        let sheet = self.sheet;
        let leading = place.look.leading;
        let look = TextLook { align: Align::Centre, hyphenate: false, ..place.look };
        let apart = if sheet.scene_break == SceneMark::Space { Length::ZERO } else { Self::apart(place) };
        self.space(apart);
        match &sheet.scene_break {
            SceneMark::Picture(..) if self.edition.book().ornament.is_some() => self.ornament(place),
            SceneMark::Signs(_) | SceneMark::Picture(..) => {
                let copy = self.signs(look);
                self.lines(&copy, BlockGeometry { look, ..place }, Length::ZERO);
            }
            SceneMark::Space => {
                let copy = self.signs(look);
                let line = self.broken(&copy, BlockGeometry { look, ..place }, Length::ZERO).into_iter().next();
                let row = line.map(|line| self.row(line, BlockGeometry { look, ..place }, 0)).unwrap_or_default();
                self.push(Row { height: leading, items: Vec::new(), at_edge: row.items, line: None, ..row });
            }
            SceneMark::Rule => {
                let width = place.look.size * 4;
                let content = ItemContent::Rule { width, height: place.look.size / 24 };
                let item = PageItem::artifact(self.edge(place) + (place.width - width) / 2, leading / 2, content);
                self.push(Row { height: leading, items: vec![item], ..Row::default() });
            }
        }
        // At the edge of a page it is seen, for it is no empty line: better at the foot than at the head, best between what it parts.
        if let [.., before, own] = self.rows.as_mut_slice() {
            before.after += BEFORE_BREAK;
            own.after += BEHIND_BREAK;
        }
        self.space(apart);
        self.flush();
    }

    /// The picture between two scenes: no higher than two lines, no wider than a third of them.
    fn ornament(&mut self, place: BlockGeometry) {
        let Some(image) = self.edition.book().ornament else { return };
        let leading = place.look.leading;
        let file = self.edition.book().image(image);
        let (mut width, mut height) = PictureSize::NATURAL.of(file, place.look.size, place.width / 3);
        let most = leading * 3 / 2;
        if height > most {
            (width, height) = (width.scale(most.units(), height.units()), most);
        }
        let lines = (height.units() + leading.units() - 1) / leading.units().max(1);
        let room = leading * lines.max(1);
        let content = ItemContent::Picture { image, width, height };
        let x = self.edge(place) + (place.width - width) / 2;
        let item = PageItem::artifact(x, (room - height) / 2, content);
        self.push(Row { height: room, items: vec![item], ..Row::default() });
    }

    /// The signs between two scenes.
    fn signs(&mut self, look: TextLook) -> ParagraphText {
        let signs = self.sheet.scene_break.signs();
        let voice = look.voice(crate::book::Style::PLAIN, self.bench.fonts);
        // An asterisk stands at the head of its line; here it stands in the middle of the space.
        let rise = if signs.contains('*') { -look.size / 5 } else { Length::ZERO };
        let mut copy = ParagraphText::new("");
        copy.push(signs, TextStyle { rise, ..voice }, Origin::Artifact, None);
        copy
    }

    /// Ends the page with the last row.
    pub(super) fn end_page(&mut self) {
        if let Some(last) = self.rows.last_mut() {
            last.ends_page = true;
        }
        self.flush();
    }

    /// A formula in the middle of a line of its own, as many lines high as it needs, so that what follows is on the grid again.
    pub(super) fn formula(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry) {
        let look = TextLook { align: Align::Centre, hyphenate: false, ..place.look };
        let copy = self.copy(id, prose, Origin::Block(id), place);
        let shape = ParagraphShape { measure: place.width, first: Length::ZERO, align: Align::Centre, hyphenate: false };
        // It belongs to the words that lead up to it.
        let last_of_several = |line: RowLine| line.place.1 > 1 && line.place.0 + 1 == line.place.1;
        if let Some((before, rest)) = self.rows.split_last_mut() {
            before.after += BEFORE_FORMULA;
            let above = rest.last_mut().filter(|above| above.after >= super::WIDOW && before.line.is_some_and(last_of_several));
            above.into_iter().for_each(|above| above.after += WIDOW_OF_FORMULA - super::WIDOW);
        }
        self.space(Self::apart(place));
        // Beside other words, such as its number, there is less room than is known here.
        self.bench.display = (prose.runs.len() == 1).then_some(place.width);
        let lines = line::lines(&copy, shape, self.bench);
        self.bench.display = None;
        for line in lines {
            let (above, below) = line.formula();
            let leading = look.leading;
            let mut height = leading;
            while height < above + below {
                height += leading;
            }
            let middle = (height - above - below) / 2 + above;
            let row = self.row_at(line, BlockGeometry { look, ..place }, RowDepth { height, baseline: middle }, 0);
            self.push(row);
        }
        self.space(Self::apart(place));
        self.indent();
    }

    /// Puts a label to the left of the first row that was added since `first`: a number, a bullet, a box.
    pub(super) fn label(&mut self, first: usize, text: &str, origin: Origin, place: BlockGeometry, gap: Length) {
        let mut copy = ParagraphText::new(&self.edition.book().language);
        let look = TextLook { align: Align::Left, hyphenate: false, ..place.look };
        copy.push(text, look.voice(crate::book::Style::PLAIN, self.bench.fonts), origin, None);
        if let Some(line) = self.label_line(&copy) {
            self.put_label(first, line, place, gap);
        }
    }

    /// A label as a line by itself.
    pub(in crate::layout) fn label_line(&mut self, copy: &ParagraphText) -> Option<Line> {
        let shape = ParagraphShape { measure: self.sheet.measure, first: Length::ZERO, align: Align::Left, hyphenate: false };
        line::lines(copy, shape, self.bench).into_iter().next()
    }

    /// Puts the words of a line to the left of the first row that was added since `first`.
    pub(in crate::layout) fn put_label(&mut self, first: usize, line: Line, place: BlockGeometry, gap: Length) {
        if self.rows.len() == first {
            // An item without text has a row for its label all the same.
            self.push(Row { height: place.look.leading, ..Row::default() });
        }
        let own = &self.rows[first];
        let base = own.baseline.or_else(|| first_baseline(&own.items)).unwrap_or(baseline(place.look));
        // A label in a book from right to left begins at the right end of the line it was set in.
        let x = if self.sheet.mirrored {
            self.edge(place) + place.width + gap + line.end - self.sheet.measure
        } else {
            place.left - gap - line.end
        };
        let row = &mut self.rows[first];
        let mut at = 0;
        for piece in line.pieces {
            if matches!(piece.ink, Ink::Text(_)) {
                row.items.insert(at, piece.item(x, base));
                at += 1;
            }
        }
    }
}

/// The baseline of the first words of a row, unless they stand below a picture; marks that are raised stand on none.
fn first_baseline(items: &[PageItem]) -> Option<Length> {
    let texts =
        || items.iter().filter_map(|item| if let ItemContent::Text(text) = &item.content { Some((item.y, text.size)) } else { None });
    let (first, size) = texts().next()?;
    let below = |item: &PageItem| matches!(&item.content, ItemContent::Picture { height, .. } if item.y + *height < first);
    if items.iter().any(below) {
        return None;
    }
    texts().map(|(y, _)| y).filter(|y| *y - first < size / 2).max()
}

/// A place that has become too narrow to read keeps a third of the one round it.
pub(super) fn narrowed(inside: BlockGeometry, outside: BlockGeometry) -> BlockGeometry {
    let least = (outside.look.size * 8).min(outside.width);
    if inside.width >= least { inside } else { BlockGeometry { left: outside.left, width: outside.width, ..inside } }
}
