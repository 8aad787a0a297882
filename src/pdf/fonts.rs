//! The faces a PDF uses: which glyphs, what each means when text is taken out of the file, and their subsets.

use super::adapter::EmbeddedFont;
use super::error::PdfError;
use crate::fonts::guard::guarded;
use crate::fonts::subset::subset;
use crate::fonts::{Face, FaceId, Fonts};
use crate::layout::Pages;
use crate::layout::frame::{Glyph, ItemContent, Page};
use rayon::prelude::*;

/// The faces of a file, by `FaceId`.
pub(super) struct PdfFaces(Vec<Option<UsedFace>>);

/// A face that the pages use.
pub(super) struct UsedFace {
    /// The face as it is embedded, under its resource name.
    pub(super) font: EmbeddedFont,
    /// What each glyph of the whole face means, by its number there; none for those not used.
    meanings: Vec<Option<Box<str>>>,
    /// The meaning of each glyph that means one short word, packed into a number, so that glyph after glyph is compared without reading
    /// words from elsewhere; 0 for all others.
    short: Vec<u32>,
    /// The number in the subset of each glyph of the whole face, and its advance in 1/1000 em, as the file states it.
    codes: Vec<(u16, i64)>,
    /// The glyph of a space in the whole face.
    space: u16,
    /// Weight class, for the thickness of stems that the file states.
    pub(super) weight: u16,
}

/// Collects the glyphs of all pages and cuts each face down to them.
///
/// # Errors
/// If a font of the author's is damaged in a glyph that the pages need.
pub(super) fn collect(pages: &Pages, fonts: &Fonts) -> Result<PdfFaces, PdfError> {
    if let Some((_, face)) = fonts.faces().find(|(_, face)| face.is_unfit()) {
        return Err(unfit(face));
    }
    // Some pages at a time on every core, and then what they found in the order of the pages.
    let found: Vec<Vec<Option<GlyphTable>>> = pages.pages.par_chunks(64).map(|some| noted(some, fonts)).collect();
    let mut tables: Vec<Option<GlyphTable>> = fonts.faces().map(|_| None).collect();
    for some in found {
        for (table, more) in tables.iter_mut().zip(some) {
            match (&mut *table, more) {
                (Some(table), Some(more)) => table.append(more),
                (None, more) => *table = more,
                (Some(_), None) => {}
            }
        }
    }
    let used = tables.into_iter().zip(fonts.faces()).map(|(table, (id, face))| {
        let cut = |table: GlyphTable| guarded(|| table.cut(id, face)).flatten().ok_or_else(|| unfit(face));
        table.map(cut).transpose()
    });
    Ok(PdfFaces(used.collect::<Result<_, _>>()?))
}

fn unfit(face: &Face) -> PdfError {
    PdfError::Font { file: face.file().to_owned() }
}

/// The glyphs of some pages, by face.
fn noted(pages: &[Page], fonts: &Fonts) -> Vec<Option<GlyphTable>> {
    let mut tables: Vec<Option<GlyphTable>> = fonts.faces().map(|_| None).collect();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let ItemContent::Text(text) = &item.content {
            // Only what is drawn makes a face one of the file: a soft hyphen that ends no line has no glyph.
            let table = &mut tables[text.face.index()];
            clusters(&text.glyphs, &text.text, |glyphs, words| {
                table.get_or_insert_with(|| GlyphTable::new(fonts.face(text.face))).note(glyphs, words);
            });
        }
    }
    tables
}

impl PdfFaces {
    /// A face, if the pages use it.
    pub(super) fn face(&self, id: FaceId) -> Option<&UsedFace> {
        self.0[id.index()].as_ref()
    }

    /// All faces used, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &UsedFace> {
        self.0.iter().flatten()
    }
}

impl UsedFace {
    /// What a glyph of the whole face means by itself.
    pub(super) fn meaning(&self, glyph: u16) -> Option<&str> {
        self.meanings[usize::from(glyph)].as_deref()
    }

    /// Whether a glyph of the whole face means these words by itself.
    pub(super) fn means(&self, glyph: u16, words: &str) -> bool {
        let short = packed(words);
        if short != 0 { self.short[usize::from(glyph)] == short } else { self.meaning(glyph) == Some(words) }
    }

    /// The number a glyph of the whole face has in the file, and its advance there in 1/1000 em.
    pub(super) fn code(&self, glyph: u16) -> (u16, i64) {
        self.codes[usize::from(glyph)]
    }

    /// The glyph of a space, for a space that the layout gave no glyph.
    pub(super) fn space(&self) -> u16 {
        self.space
    }

    /// Glyph numbers in the file and what they mean, in rising order.
    pub(super) fn meant(&self) -> impl Iterator<Item = (u16, &str)> {
        self.meanings.iter().zip(&self.codes).filter_map(|(meaning, &(number, _))| Some((number, meaning.as_deref()?)))
    }
}

/// What glyphs mean, by their number in the whole face, up to the last that means something.
#[derive(Default)]
struct Meanings(Vec<Option<Box<str>>>);

impl Meanings {
    /// Whether a glyph has a meaning.
    fn has(&self, glyph: u16) -> bool {
        self.0.get(usize::from(glyph)).is_some_and(Option::is_some)
    }

    /// Notes what a glyph means; the first meaning is kept.
    fn note(&mut self, glyph: u16, words: &str) {
        let glyph = usize::from(glyph);
        if self.0.len() <= glyph {
            self.0.resize(glyph + 1, None);
        }
        self.0[glyph].get_or_insert_with(|| words.into());
    }

    /// Adds the meanings of glyphs that have none so far.
    fn append(&mut self, more: Meanings) {
        if self.0.len() < more.0.len() {
            self.0.resize(more.0.len(), None);
        }
        for (meaning, more) in self.0.iter_mut().zip(more.0) {
            *meaning = meaning.take().or(more);
        }
    }
}

/// The glyphs of one face met so far.
struct GlyphTable {
    /// What a glyph means, by its number.
    meanings: Meanings,
    /// Meanings taken only if a glyph gets no better one.
    weak: Meanings,
    /// The figures that stand in boxes for what no font has, in order of their glyphs: they mean themselves.
    figures: Vec<(u16, char)>,
    space: u16,
}

impl GlyphTable {
    fn new(face: &Face) -> Self {
        let mut figures: Vec<(u16, char)> = "0123456789ABCDEF".chars().map(|figure| (face.glyph(figure), figure)).collect();
        figures.sort_unstable();
        Self { meanings: Meanings::default(), weak: Meanings::default(), figures, space: face.glyph(' ') }
    }

    /// Takes note of one cluster. The first meaning of a glyph wins: other meanings are written beside the glyph, where
    /// they occur, as `ActualText`. Viewers that do not read that must still find ordinary words, so a meaning that is
    /// special (soft hyphen, no-break space) never wins over an ordinary one.
    fn note(&mut self, glyphs: &[Glyph], words: &str) {
        match glyphs {
            [] => self.meanings.note(self.space, words),
            // Nearly all glyphs of a book have been met before.
            [glyph] if self.meanings.has(glyph.id) => {}
            [glyph] => {
                let table = if special(words) { &mut self.weak } else { &mut self.meanings };
                table.note(glyph.id, words);
            }
            // Glyphs that mean something only together are always written with `ActualText`; alone, the first stands for all.
            [first, rest @ ..] => {
                for glyph in glyphs {
                    if let Ok(at) = self.figures.binary_search_by_key(&glyph.id, |(id, _)| *id) {
                        self.weak.note(glyph.id, self.figures[at].1.encode_utf8(&mut [0; 4]));
                    }
                }
                self.weak.note(first.id, words);
                let last = words.char_indices().next_back().map_or(words, |(at, _)| &words[at..]);
                for glyph in rest {
                    self.weak.note(glyph.id, last);
                }
            }
        }
    }

    /// Adds what was met on later pages.
    fn append(&mut self, more: GlyphTable) {
        self.meanings.append(more.meanings);
        self.weak.append(more.weak);
    }

    /// The face with these glyphs alone; none if they cannot be cut out.
    fn cut(mut self, id: FaceId, face: &Face) -> Option<UsedFace> {
        self.meanings.append(self.weak);
        let meanings = self.meanings.0;
        let glyphs: Vec<u16> = (0..).zip(&meanings).filter(|(_, meaning)| meaning.is_some()).map(|(glyph, _)| glyph).collect();
        let subset = subset(face, &glyphs)?;
        let font = EmbeddedFont::read(&subset.data, format!("T{}", id.index()), format!("{}+{}", subset.tag, face.name))?;
        let last = glyphs.last().copied().unwrap_or(0);
        let widths = font.widths();
        // Every glyph must have a width, or the pen would not know where it is.
        let numbers: Vec<u16> = (0..=last).map(|glyph| subset.glyph(glyph)).collect();
        let code = |&number: &u16| Some((number, *widths.get(usize::from(number))?));
        let codes: Vec<(u16, i64)> = numbers.iter().map(code).collect::<Option<_>>()?;
        let short = meanings.iter().map(|meaning| meaning.as_deref().map_or(0, packed)).collect();
        Some(UsedFace { font, short, codes, meanings, space: self.space, weight: face.weight })
    }
}

/// Words of one to three bytes as a number, with their length; 0 for all others.
fn packed(words: &str) -> u32 {
    match *words.as_bytes() {
        [a] => u32::from_be_bytes([1, 0, 0, a]),
        [a, b] => u32::from_be_bytes([2, 0, a, b]),
        [a, b, c] => u32::from_be_bytes([3, a, b, c]),
        _ => 0,
    }
}

/// Characters that must not be what a glyph means if it has an ordinary meaning too: extraction would lose it.
fn special(words: &str) -> bool {
    matches!(words, "" | "\u{AD}" | "\u{A0}" | "\u{202F}" | "\u{2009}" | "\u{2010}" | "\u{2011}")
}

/// Whether the glyphs are of text from right to left, so that their clusters fall.
pub(super) fn reversed(glyphs: &[Glyph]) -> bool {
    matches!(glyphs, [first, .., last] if first.cluster > last.cluster)
}

/// Walks a text by cluster: glyphs that belong together and the characters they stand for. A space at the end that has no
/// glyph comes as a cluster without glyphs. Right-to-left text, whose clusters fall, is walked in the order of its glyphs.
pub(super) fn clusters<'t>(glyphs: &'t [Glyph], words: &'t str, mut each: impl FnMut(&'t [Glyph], &'t str)) {
    if glyphs.is_empty() && !words.is_empty() {
        each(&[], words);
    }
    let falling = reversed(glyphs);
    let (mut start, mut bound) = (0, words.len());
    while start < glyphs.len() {
        let cluster = glyphs[start].cluster;
        let end = start + glyphs[start..].iter().take_while(|glyph| glyph.cluster == cluster).count();
        let next = if falling { bound } else { glyphs.get(end).map_or(words.len(), |glyph| usize::from(glyph.cluster)) };
        bound = usize::from(cluster);
        let meant = words.get(bound..next).unwrap_or("");
        let bare = if end == glyphs.len() && !falling { meant.trim_end_matches(' ') } else { meant };
        if bare.is_empty() || bare.len() == meant.len() {
            each(&glyphs[start..end], meant);
        } else {
            each(&glyphs[start..end], bare);
            each(&[], " ");
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(starts: &[u16], words: &str) -> Vec<String> {
        let glyphs: Vec<Glyph> = starts.iter().map(|&cluster| Glyph { id: 1, cluster, advance: 0 }).collect();
        let mut found = Vec::new();
        clusters(&glyphs, words, |glyphs, part| found.push(format!("{}{part}", glyphs.len())));
        found
    }

    #[test]
    fn clusters_are_ligatures_marks_and_spaces_without_a_glyph() {
        assert_eq!(walk(&[0, 2, 3], "fi a"), ["1fi", "1 ", "1a"]);
        assert_eq!(walk(&[0, 0, 2], "éx"), ["2é", "1x"]);
        assert_eq!(walk(&[0, 1], "ab "), ["1a", "1b", "0 "]);
        assert_eq!(walk(&[0, 1], "a "), ["1a", "1 "]);
        assert_eq!(walk(&[2, 1, 0], "abc"), ["1c", "1b", "1a"]);
        assert_eq!(walk(&[], " "), ["0 "]);
    }
}
