//! Front matter made from the metadata: half-title, title page, copyright page; and the title pages of parts.

use super::compose::PageDraft;
use super::frame::{MatterLine, MatterRole, Origin, PageItem};
use super::galley::baseline;
use super::line::{self, ParagraphShape, ParagraphText, ShapeContext};
use super::style::{Align, StyleSheet, TextLook};
use crate::book::{BookSeries, ChapterId, Metadata, Style, StyledWords, text};
use crate::config::Config;
use crate::edition::{Edition, TitleLine};
use crate::fonts::FaceId;
use crate::fonts::shape::Features;
use crate::language::{Words, language};
use crate::source::Length;
use std::collections::BTreeMap;

/// Puts lines that are not in the manuscript on display pages, and keeps them in order.
pub(super) struct Display<'a, 'f> {
    /// The measures.
    pub(super) sheet: &'a StyleSheet,
    /// The settings.
    pub(super) config: &'a Config,
    /// The book's own words.
    pub(super) words: Words<&'a str>,
    /// The edition that is set.
    pub(super) edition: &'a Edition,
    /// The shaper and its memory.
    pub(super) bench: &'a mut ShapeContext<'f>,
    /// Whether the book has a colophon of its own.
    pub(super) colophon: bool,
    /// The lines so far.
    pub(super) matter: Vec<MatterLine>,
    /// The size of display type in hundredths of its own, where a title page holds much.
    pub(super) scale: i64,
}

impl<'a> Display<'a, '_> {
    /// What the book says of itself.
    fn metadata(&self) -> &'a Metadata {
        &self.edition.book().metadata
    }

    /// The half-title: the title alone, small.
    pub(super) fn half_title(&mut self) -> Vec<PageDraft> {
        let mut page = PageDraft { bare: true, ..PageDraft::default() };
        let size = self.sheet.text.size.scale(125, 100);
        let look =
            TextLook { features: Features::SMALL_CAPS, tracking: 60, size, leading: size.scale(14, 10), bold: false, ..self.sheet.display };
        let y = self.config.page.margins.top + self.sheet.leading * 5;
        self.add(&mut page, MatterRole::HalfTitle, &self.metadata().styled_title(), look, y);
        self.whole(page)
    }

    /// The title page: title, subtitle, people by what they did, and the publisher at the foot. Long ones are set smaller.
    pub(super) fn title_page(&mut self) -> Vec<PageDraft> {
        const SCALES: [i64; 4] = [100, 84, 70, 60];
        let (kept, foot) = (self.matter.len(), self.foot());
        for scale in SCALES {
            self.scale = scale;
            let (page, end) = self.title_page_as_scaled();
            self.scale = 100;
            if end <= foot || scale == SCALES[SCALES.len() - 1] {
                return self.whole(page);
            }
            self.matter.truncate(kept);
        }
        unreachable!("the last scale is taken as it is")
    }

    /// The title page at the present scale, and where its last line ends.
    fn title_page_as_scaled(&mut self) -> (PageDraft, Length) {
        let mut page = PageDraft { bare: true, ..PageDraft::default() };
        let (title, sheet) = (self.metadata().styled_title(), self.sheet);
        let leading = sheet.leading.scale(self.scale, 100);
        let mut y = self.config.page.margins.top + sheet.depth.scale(17 * self.scale, 10_000);
        let look = self.title_look(&title);
        let look = self.with_whole_words(&title, look);
        y = self.add(&mut page, MatterRole::Title, &title, look, y);
        // Nothing is larger than the title: what is below it becomes smaller with it.
        let along = |hundredths: i64| hundredths * look.size.min(self.display(130).size).units() / self.display(130).size.units().max(1);
        let [large, middle, small] = [130, 105, 100].map(along);
        let italic = |display: TextLook| TextLook { italic: true, ..display };
        let plain = |words: &str| StyledWords::plain(words);
        let name = |display: TextLook| TextLook { features: Features::SMALL_CAPS, tracking: 50, ..display };
        let lines = self.edition.title_page(self.words);
        if !matches!(lines.first(), Some(TitleLine::Subtitle(_))) {
            y += leading * 3;
        }
        let mut said = None;
        for line in &lines {
            match line {
                TitleLine::Subtitle(subtitle) => {
                    let look = italic(self.display(large));
                    y = self.add(&mut page, MatterRole::Subtitle, subtitle, look, y + leading) + leading * 3;
                }
                TitleLine::Author(author) => {
                    y = self.add(&mut page, MatterRole::Person, &plain(author), name(self.display(large)), y) + leading / 4;
                }
                TitleLine::Contributor { role, name: contributor } => {
                    // What several did is said once.
                    if said.replace(*role) != Some(*role) {
                        y += leading * 3 / 2;
                        y = if role.is_empty() {
                            y
                        } else {
                            self.add(&mut page, MatterRole::Person, &plain(role), italic(self.display(small)), y)
                        };
                    }
                    y = self.add(&mut page, MatterRole::Person, &plain(contributor), name(self.display(middle)), y) + leading / 4;
                }
                TitleLine::Series(series) => {
                    y = self.add(&mut page, MatterRole::Series, &plain(series), italic(self.display(small)), y + leading * 3 / 2);
                }
                TitleLine::Publisher(publisher) => {
                    let look = TextLook { features: Features::SMALL_CAPS, tracking: 60, ..self.display(95) };
                    let foot = self.config.page.margins.top + sheet.depth - look.leading;
                    y = self.add(&mut page, MatterRole::Publisher, &plain(publisher), look, foot.max(y));
                }
            }
        }
        (page, y)
    }

    /// Where the last line of a page may end.
    fn foot(&self) -> Length {
        self.config.page.margins.top + self.sheet.depth
    }

    /// The page, and as many behind it as its lines need: what stands below the foot goes on at the head of the next.
    fn whole(&self, page: PageDraft) -> Vec<PageDraft> {
        let (top, foot) = (self.config.page.margins.top, self.foot());
        let mut pages = vec![PageDraft { items: Vec::new(), ..page }];
        let mut shift = Length::ZERO;
        for mut item in page.items {
            if item.y - shift > foot {
                shift = item.y - top - self.sheet.leading;
                pages.push(PageDraft { bare: true, ..PageDraft::default() });
            }
            item.y -= shift;
            let last = pages.len() - 1;
            pages[last].items.push(item);
        }
        pages
    }

    /// The look of display type, in hundredths of the text's size. Only the title itself is ever bold.
    pub(super) fn display(&self, hundredths: i64) -> TextLook {
        let size = self.sheet.text.size.scale(hundredths * self.scale, 10_000);
        TextLook { size, leading: size.scale(118, 100), bold: false, ..self.sheet.display }
    }

    /// The largest size in which a title takes few lines and every word has its line; the smaller, the more lines it may take. A little
    /// smaller, if it can be parted by its sense so.
    fn title_look(&mut self, title: &StyledWords) -> TextLook {
        const SIZES: [(i64, usize); 9] =
            [(310, 2), (270, 2), (235, 3), (205, 3), (180, 4), (160, 6), (145, 8), (130, 10), (115, usize::MAX)];
        self.look_of_sizes(title, &SIZES)
    }

    /// The look of a title in the largest of some sizes that suits it, each in hundredths of the text's and with the lines that a title may
    /// take in it.
    pub(super) fn look_of_sizes(&mut self, title: &StyledWords, sizes: &[(i64, usize)]) -> TextLook {
        /// How many sizes smaller a title may be for its sense.
        const SMALLER: usize = 2;
        let look = |&(size, most): &(i64, usize)| (TextLook { bold: self.sheet.display.bold, ..self.display(size) }, most);
        let looks: Vec<(TextLook, usize)> = sizes.iter().map(look).collect();
        let mut fits = |(look, most): (TextLook, usize), by_sense: bool| {
            let mut copy = self.copy(title, look, Origin::Artifact);
            let lines = self.broken(&copy, self.sheet.measure).len();
            copy.short_words_hold = true;
            let is_parted = !by_sense || self.broken(&copy, self.sheet.measure).len() == lines;
            lines <= most && copy.hyphens_hold && is_parted
        };
        let Some(first) = (0..looks.len()).find(|&at| fits(looks[at], false)) else { return looks[looks.len() - 1].0 };
        let by_sense = (first..looks.len()).take(SMALLER + 1).find(|&at| fits(looks[at], true));
        looks[by_sense.unwrap_or(first)].0
    }

    /// Whether every word of a text has room on a line.
    fn has_whole_words(&mut self, text: &StyledWords, look: TextLook) -> bool {
        self.copy(text, look, Origin::Artifact).hyphens_hold
    }

    /// The width of the longest stretch of a text that no line can part.
    fn widest(&mut self, copy: &ParagraphText) -> Length {
        let found = std::mem::take(&mut self.bench.diagnostics);
        let (_, widest) = line::extent(copy, self.bench);
        self.bench.diagnostics = found;
        widest
    }

    /// The look, or one so much smaller that every word has its line, as far as it can still be read.
    pub(super) fn with_whole_words(&mut self, text: &StyledWords, look: TextLook) -> TextLook {
        let smaller = |percent| TextLook { size: look.size.scale(percent, 100), leading: look.leading.scale(percent, 100), ..look };
        let looks = [100, 92, 84, 76, 68, 60].map(smaller);
        looks.into_iter().find(|&look| self.has_whole_words(text, look)).unwrap_or(look)
    }

    /// The copyright page: what the metadata knows, small, at the foot.
    pub(super) fn copyright_page(&mut self) -> Vec<PageDraft> {
        let mut page = PageDraft { bare: true, ..PageDraft::default() };
        let look = TextLook { align: Align::Left, hyphenate: false, ..self.sheet.note };
        let lines: Vec<StyledWords> = self.copyright_lines().into_iter().map(StyledWords::plain).collect();
        if lines.is_empty() {
            return Vec::new();
        }
        // Set from the foot upwards: first find how high the block is.
        let mut trial = PageDraft::default();
        let kept = self.matter.len();
        let height =
            lines.iter().fold(Length::ZERO, |y, line| self.add(&mut trial, MatterRole::Copyright, line, look, y) + look.leading / 2);
        self.matter.truncate(kept);
        let mut y = (self.foot() - height).max(self.config.page.margins.top);
        for line in &lines {
            y = self.add(&mut page, MatterRole::Copyright, line, look, y) + look.leading / 2;
        }
        self.whole(page)
    }

    /// The paragraphs of the copyright page.
    pub(super) fn copyright_lines(&self) -> Vec<String> {
        let (words, plan) = (self.words, &self.edition.plan);
        let mut lines = if plan.copyright { self.rights_lines() } else { Vec::new() };
        // A colophon of the author's own tells it better.
        if plan.colophon && !self.colophon {
            lines.push(words.typeset(&self.face()));
        }
        lines
    }

    /// The paragraphs of the copyright page that say whose the text is and where it appeared.
    fn rights_lines(&self) -> Vec<String> {
        let metadata = self.metadata();
        let words = self.words;
        let authors = metadata.author_line();
        let year = metadata.date.as_deref().and_then(|date| date.split('-').next()).unwrap_or_default();
        let mut lines = Vec::new();
        match (&metadata.rights, authors.is_empty()) {
            (Some(rights), _) => lines.push(rights.clone()),
            // A sign without a year claims nothing, least of all for somebody long dead.
            (None, false) if !year.is_empty() => lines.push(joined(&["©", year, &authors], " ")),
            (None, _) => {}
        }
        // A title above the text has the date below it.
        let date = metadata.date.as_deref().filter(|_| !self.edition.plan.title_above);
        let date = date.map(|date| language(&metadata.language).date(date)).unwrap_or_default();
        let imprint = joined(&[metadata.publisher.as_deref().unwrap_or_default(), &date], ", ");
        lines.extend((!imprint.is_empty()).then_some(imprint));
        lines.extend(metadata.series.iter().map(BookSeries::with_number));
        lines.extend(metadata.isbn_lines());
        for person in self.edition.people().filter(|person| !words.role(person.role()).is_empty()) {
            lines.push(format!("{} {}", words.role(person.role()), person.name));
        }
        lines
    }

    /// The face of most letters of the text: of a language that the type asked for cannot print, it is another.
    fn text_face(&self) -> FaceId {
        const ENOUGH: usize = 2_000;
        let (fonts, book) = (self.bench.fonts, self.edition.book());
        let voice = self.sheet.text.voice(Style::PLAIN, fonts);
        let leaves = book.chapters.iter().flat_map(|chapter| text::leaves(book, &chapter.blocks));
        let letters = leaves.filter_map(|(_, block)| block.prose()).flat_map(|prose| prose.text.chars()).filter(|c| c.is_alphabetic());
        let mut counts: BTreeMap<FaceId, usize> = BTreeMap::new();
        for letter in letters.take(ENOUGH) {
            if let Some(face) = fonts.covering(voice.face, voice.features, letter.encode_utf8(&mut [0; 4])) {
                *counts.entry(face).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|&(_, count)| count).map_or(voice.face, |(face, _)| face)
    }

    /// The text's face and its size over its leading: `Libertinus Serif 10.8/14 pt`, with the decimal mark of the language.
    fn face(&self) -> String {
        let text = self.sheet.text;
        let face = self.text_face();
        let mark = language(&self.metadata().language).decimal_mark;
        let size = format!("{}/{} pt", tenths(text.size), tenths(text.leading)).replace('.', mark);
        format!("{} {size}", self.bench.fonts.face(face).family).replace(' ', "\u{A0}")
    }

    /// The page that opens a part.
    pub(super) fn part(&mut self, title: &str, chapter: ChapterId) -> Vec<PageDraft> {
        let mut page = PageDraft { bare: true, ..PageDraft::default() };
        let y = self.config.page.margins.top + self.sheet.leading * 9;
        let title = StyledWords::plain(title);
        let look = self.with_whole_words(&title, self.sheet.heading(1).look);
        self.lines(&mut page, &title, look, y, Origin::Part(chapter));
        self.whole(page)
    }

    /// Adds a text below `y`; returns where it ends.
    fn add(&mut self, page: &mut PageDraft, role: MatterRole, text: &StyledWords, look: TextLook, y: Length) -> Length {
        let index = u32::try_from(self.matter.len()).unwrap_or(u32::MAX);
        self.matter.push(MatterLine { role, text: text.words.clone() });
        // What is on display is made smaller for a long word; an address on the copyright page is not.
        let look = if role == MatterRole::Copyright { look } else { self.with_whole_words(text, look) };
        self.lines(page, text, look, y, Origin::Matter(index))
    }

    /// A text whose words lines do not part behind hyphens if every word has room on one.
    fn copy(&mut self, text: &StyledWords, look: TextLook, origin: Origin) -> ParagraphText {
        let mut copy = ParagraphText::new(&self.metadata().language);
        for piece in text.pieces() {
            copy.push(&text.words[piece.range], look.voice(piece.style, self.bench.fonts), origin, None);
        }
        copy.hyphens_hold = true;
        if self.widest(&copy) > self.sheet.measure {
            copy.hyphens_hold = false;
        }
        copy
    }

    /// Breaks a text as a trial: what is wrong with it is said when it is set.
    fn broken(&mut self, copy: &ParagraphText, measure: Length) -> Vec<line::Line> {
        let found = std::mem::take(&mut self.bench.diagnostics);
        let shape = ParagraphShape { measure, first: Length::ZERO, align: Align::Left, hyphenate: false };
        let lines = line::lines(copy, shape, self.bench);
        self.bench.diagnostics = found;
        lines
    }

    /// A text and the narrowest measure in which, centred, it takes no more lines than in the whole one, so that no line is a rest; and
    /// none narrower than its longest word. Words that lead on stay with the next if that costs no line.
    pub(super) fn balanced(&mut self, text: &StyledWords, look: TextLook, origin: Origin) -> (ParagraphText, Length) {
        let whole = self.sheet.measure;
        let copy = self.copy(text, look, origin);
        let count = self.broken(&copy, whole).len();
        if count < 2 || look.align != Align::Centre {
            return (copy, whole);
        }
        let mut held = copy.clone();
        held.short_words_hold = true;
        let is_held = self.broken(&held, whole).len() == count && self.widest(&held) <= whole;
        let copy = if is_held { held } else { copy };
        let widest = self.widest(&copy);
        let fits = |lines: &[line::Line], measure| lines.len() == count && lines.iter().all(|line| line.end <= measure);
        let narrower = (20..40).map(|part| whole.scale(part, 40)).filter(|&measure| measure >= widest);
        let measure = narrower.into_iter().find(|&measure| fits(&self.broken(&copy, measure), measure)).unwrap_or(whole);
        (copy, measure)
    }

    fn lines(&mut self, page: &mut PageDraft, text: &StyledWords, look: TextLook, mut y: Length, origin: Origin) -> Length {
        let (copy, measure) = self.balanced(text, look, origin);
        let left = (self.sheet.measure - measure) / 2;
        let shape = ParagraphShape { measure, first: Length::ZERO, align: look.align, hyphenate: false };
        for line in line::lines(&copy, shape, self.bench) {
            let base = y + baseline(look);
            for piece in line.pieces {
                page.items.push(PageItem { link: None, ..piece.item(left, base) });
            }
            y += look.leading;
        }
        y
    }
}

/// The parts that say something, with `between` between them.
fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// A length in points, to a tenth, without a needless `.0`.
fn tenths(length: Length) -> String {
    let tenths = (length.units() * 10 + 32_768) / 65_536;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
