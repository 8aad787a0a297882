//! Fits a text into a space: its size and its lines.

use crate::fonts::Face;

/// Letters of a face, set close or apart.
#[derive(Clone, Copy)]
pub(super) struct Lettering<'f> {
    pub(super) face: &'f Face,
    /// Letterspacing: the size divided by this stands between two letters; nothing if it is 0.
    spread: i32,
}

impl<'f> Lettering<'f> {
    /// Lettering with the face's own distances.
    pub(super) fn close(face: &'f Face) -> Self {
        Self { face, spread: 0 }
    }

    /// Letters that a fraction of their size, one in `spread`, is put between.
    pub(super) fn apart(face: &'f Face, spread: i32) -> Self {
        Self { face, spread }
    }

    /// Pixels between two letters of this size.
    pub(super) fn spacing(self, size: i32) -> i32 {
        size.checked_div(self.spread).unwrap_or(0)
    }

    /// Width of a text in pixels.
    pub(super) fn width(self, text: &str, size: i32) -> i32 {
        let letters = i32::try_from(text.chars().count()).unwrap_or(i32::MAX / 1000);
        advance(self.face, text, size).saturating_add(letters * self.spacing(size))
    }
}

/// What a text is to go into, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// Width of the lines.
    pub(super) measure: i32,
    /// Height of all lines together.
    pub(super) room: i32,
    /// Distance from line to line, in hundredths of the size.
    pub(super) leading: i32,
}

/// The smallest and the largest size that letters may have, in pixels.
#[derive(Clone, Copy)]
pub(super) struct LetterSizes {
    pub(super) smallest: i32,
    pub(super) largest: i32,
}

impl LetterSizes {
    /// Sizes from one to the other.
    pub(super) const fn new(smallest: i32, largest: i32) -> Self {
        Self { smallest, largest }
    }
}

/// Lines of a text and the size they are set in.
pub(super) struct FittedText {
    pub(super) lines: Vec<String>,
    pub(super) size: i32,
    /// Whether a word was divided or the end left out, which only happens where the smallest letters are too large.
    pub(super) cut: bool,
}

impl FittedText {
    /// Height of the lines, a line being `leading` hundredths of the size.
    pub(super) fn height(&self, leading: i32) -> i32 {
        i32::try_from(self.lines.len()).unwrap_or(i32::MAX / 1000).saturating_mul(self.size) * leading / 100
    }
}

/// The largest size between two at which `text` fits the field in whole words, in lines of much the same length. Where
/// the smaller one is too large, smaller letters down to half of it; and only then are words divided and the end left
/// out.
pub(super) fn fit(letters: Lettering, text: &str, sizes: LetterSizes, field: Field) -> FittedText {
    let LetterSizes { smallest, largest } = sizes;
    let pieces = pieces(text);
    let sizes = (smallest..=largest).rev().step_by(6).chain((smallest / 2..=smallest).rev().step_by(2));
    for size in sizes {
        if let Some(lines) = wrap(letters, &pieces, size, field.measure, false) {
            let fitted = FittedText { lines, size, cut: false };
            if fitted.height(field.leading) <= field.room {
                return balanced(letters, &pieces, fitted, field.measure);
            }
        }
    }
    let size = smallest / 2;
    let lines = wrap(letters, &pieces, size, field.measure, true).unwrap_or_default();
    let mut fitted = FittedText { lines, size, cut: true };
    let all = fitted.lines.len();
    while fitted.lines.len() > 1 && fitted.height(field.leading) > field.room {
        fitted.lines.pop();
    }
    let left_out = fitted.lines.len() < all;
    if let Some(end) = fitted.lines.last_mut().filter(|_| left_out) {
        end.push('…');
    }
    fitted
}

/// Sets words in the same number of lines, as narrow as it goes.
fn balanced(letters: Lettering, pieces: &[CoverWord], fitted: FittedText, measure: i32) -> FittedText {
    let FittedText { mut lines, size, cut } = fitted;
    let (mut low, mut high) = (0, measure);
    while high - low > 8 {
        let middle = i32::midpoint(low, high);
        match wrap(letters, pieces, size, middle, false) {
            Some(tried) if tried.len() <= lines.len() => {
                lines = tried;
                high = middle;
            }
            _ => low = middle,
        }
    }
    FittedText { lines, size, cut }
}

/// What stays together on a line: a word, or an ideograph with the marks that belong to it.
struct CoverWord {
    text: String,
    /// Whether a space stands before it, unless it begins a line.
    spaced: bool,
}

/// The pieces of a text, in order. Only plain spaces part words: those of French punctuation bind.
fn pieces(text: &str) -> Vec<CoverWord> {
    let mut pieces: Vec<CoverWord> = Vec::new();
    for word in text.split_ascii_whitespace() {
        let mut spaced = true;
        // What an ideograph may be parted from: the character before it is one too, or belongs to one.
        let (mut loose, mut opens) = (false, false);
        for c in word.chars() {
            let ideograph = matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}');
            let opening = "「『（《〈【“‘".contains(c);
            let closing = "、。，．！？：；」』）》〉】”’…ー".contains(c);
            let stays = !spaced && (opens || closing || !(loose || ideograph));
            match pieces.last_mut().filter(|_| stays) {
                Some(piece) => piece.text.push(c),
                None => pieces.push(CoverWord { text: c.to_string(), spaced }),
            }
            (loose, opens) = (ideograph || loose && closing, opening);
            spaced = false;
        }
    }
    pieces
}

/// Greedy lines. None if a piece is wider than `width`, unless it may be cut.
fn wrap(letters: Lettering, pieces: &[CoverWord], size: i32, width: i32, cut: bool) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        let space = if piece.spaced { " " } else { "" };
        if letters.width(&piece.text, size) > width {
            if !cut {
                return None;
            }
            lines.push(String::new());
            for c in piece.text.chars() {
                let line = lines.last_mut()?;
                line.push(c);
                if letters.width(line, size) > width {
                    line.pop();
                    lines.push(c.to_string());
                }
            }
            continue;
        }
        match lines.last_mut() {
            Some(line) if letters.width(&format!("{line}{space}{}", piece.text), size) <= width => {
                line.push_str(space);
                line.push_str(&piece.text);
            }
            _ => lines.push(piece.text.clone()),
        }
    }
    Some(lines)
}

/// A text in paragraphs, set as large as it goes into the room between two sizes, in lines that are filled. An empty line parts
/// paragraphs. What does not fit in the smaller size is left out, and that is told.
pub(super) fn paragraphs(face: &Face, text: &str, sizes: LetterSizes, measure: i32, room: i32) -> FittedText {
    let LetterSizes { smallest, largest } = sizes;
    let set = |size| {
        let mut lines: Vec<String> = Vec::new();
        for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(wrap(Lettering::close(face), &pieces(paragraph), size, measure, true).unwrap_or_default());
        }
        FittedText { lines, size, cut: false }
    };
    let sizes = (smallest..=largest).rev().step_by(2);
    if let Some(fitted) = sizes.map(set).find(|fitted| fitted.height(140) <= room) {
        return fitted;
    }
    let mut fitted = set(smallest);
    fitted.cut = fitted.height(140) > room;
    let most = usize::try_from(room * 100 / 140 / smallest.max(1)).unwrap_or_default();
    if fitted.cut {
        fitted.lines.truncate(most);
        if let Some(last) = fitted.lines.last_mut() {
            last.push('…');
        }
    }
    fitted
}

/// Width of a text in pixels; a character the face lacks counts an em.
fn advance(face: &Face, text: &str, size: i32) -> i32 {
    let advance = |c| match face.glyph(c) {
        0 => face.units_per_em,
        glyph => face.advance(glyph),
    };
    let units: i64 = text.chars().map(|c| i64::from(advance(c))).sum();
    i32::try_from(units * i64::from(size) / i64::from(face.units_per_em)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Family, Fonts};

    const FIELD: Field = Field { measure: 1340, room: 700, leading: 115 };

    #[test]
    fn any_title_fits() {
        let fonts = Fonts::built_in();
        let serif = Lettering::close(fonts.face(fonts.face_for(Family::Serif, false, false)));
        for title in ["Ü", "A Short Title", &"Donaudampfschifffahrtsgesellschaft".repeat(9), &"many words ".repeat(300)] {
            let fitted = fit(serif, title, LetterSizes::new(52, 236), FIELD);
            assert!(!fitted.lines.is_empty() && fitted.height(115) <= 700, "{title}: {} lines of {}", fitted.lines.len(), fitted.size);
            assert!(fitted.lines.iter().all(|line| serif.width(line, fitted.size) <= 1340 + fitted.size), "{title}");
        }
    }

    #[test]
    fn a_text_that_fits_is_never_cut() {
        let fonts = Fonts::built_in();
        let serif = fonts.face(fonts.face_for(Family::Serif, false, false));
        let title = "The Harbour Ledger of Quayside, or, A Record of One Autumn";
        for letters in [Lettering::close(serif), Lettering::apart(serif, 7)] {
            for room in 200..1200 {
                for leading in [100, 112, 140] {
                    let fitted = fit(letters, title, LetterSizes::new(52, 236), Field { measure: 1340, room, leading });
                    assert!(!fitted.cut && fitted.lines.join(" ") == title, "{room}: {:?}", fitted.lines);
                    assert!(fitted.height(leading) <= room && fitted.lines.iter().all(|line| letters.width(line, fitted.size) <= 1340));
                }
            }
        }
    }

    #[test]
    fn ideographs_part_and_their_marks_stay_with_them() {
        let texts = |text| pieces(text).into_iter().map(|piece| piece.text).collect::<Vec<_>>();
        assert_eq!(texts("红楼梦：「一」回 in Translation"), ["红", "楼", "梦：", "「一」", "回", "in", "Translation"]);
        assert_eq!(texts("L’Été\u{202F}: «\u{A0}oui\u{A0}»"), ["L’Été\u{202F}:", "«\u{A0}oui\u{A0}»"]);
    }
}
