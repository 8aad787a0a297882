//! The description on the back of a cover: paragraphs in the face of the text, with the italics and the bold that the author wrote.

use super::CoverFaces;
use super::fit::{LetterSizes, units};
use super::sheet::{CoverField, CoverSheet};
use super::words::{CoverWord, pieces};
use crate::book::{Style, StyledWords};
use crate::source::xml::escape;

/// Distance from line to line, in hundredths of the size.
pub(super) const LEADING: i32 = 140;

/// Some letters of a line that are set alike.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StyledRun {
    text: String,
    style: Style,
}

/// The description in lines.
pub(super) struct Blurb {
    /// A line as what is set alike in it; an empty one parts paragraphs.
    lines: Vec<Vec<StyledRun>>,
    /// Size of the letters, in pixels.
    pub(super) size: i32,
    /// Whether the end was left out.
    pub(super) cut: bool,
}

impl Blurb {
    /// Height of all lines.
    pub(super) fn height(&self) -> i32 {
        i32::try_from(self.lines.len()).unwrap_or(i32::MAX / 1000).saturating_mul(self.size) * LEADING / 100
    }

    /// Whether the description has no words.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Draws the lines into a field, from its top on; they begin at the right in a book that is read from there.
    pub(super) fn draw(&self, sheet: &mut CoverSheet, faces: &CoverFaces, field: CoverField, colour: &str) {
        let (x, anchor) = if sheet.to_left { (field.left + field.width, "end") } else { (field.left, "start") };
        let (begin, end) = if sheet.to_left { ("\u{202B}", "\u{202C}") } else { ("", "") };
        let mut y = field.top + self.size;
        for line in &self.lines {
            let mut inner = String::new();
            for StyledRun { text, style } in line {
                let text = escape(text);
                match attributes(*style) {
                    None => inner.push_str(&text),
                    Some(look) => inner.push_str(&format!("<tspan {look}>{text}</tspan>")),
                }
            }
            if !line.is_empty() {
                sheet.svg.push_str(&format!(
                    r#"<text x="{x}" y="{y}" font-size="{}" fill="{colour}" text-anchor="{anchor}" letter-spacing="0" xml:space="preserve" font-family="{}">{begin}{inner}{end}</text>"#,
                    self.size,
                    escape(&faces.serif.family),
                ));
            }
            y += self.size * LEADING / 100;
        }
    }
}

/// How a drawing says that letters are italic or bold; none if they are neither.
fn attributes(style: Style) -> Option<&'static str> {
    match (style.has(Style::EMPHASIS), style.has(Style::STRONG)) {
        (true, true) => Some(r#"font-style="italic" font-weight="700""#),
        (true, false) => Some(r#"font-style="italic""#),
        (false, true) => Some(r#"font-weight="700""#),
        (false, false) => None,
    }
}

/// A word as what is set alike in it, and its width in thousandths of the size.
struct BlurbWord {
    runs: Vec<StyledRun>,
    width: i64,
    spaced: bool,
}

/// The description of a book, set as large as it goes into the room between two sizes. Where even the smaller size is too large, the
/// sentences at the end are left out, and that is told.
pub(super) fn blurb(faces: &CoverFaces, text: &StyledWords, sizes: LetterSizes, measure: i32, room: i32) -> Blurb {
    let LetterSizes { smallest, largest } = sizes;
    let set = |end: usize, size: i32| Blurb { lines: lines(faces, text, end, [measure, size]), size, cut: false };
    let fits = |end: usize, size: i32| {
        let blurb = set(end, size);
        (blurb.height() <= room).then_some(blurb)
    };
    let whole = text.words.len();
    if let Some(fitted) = (smallest..=largest).rev().step_by(2).find_map(|size| fits(whole, size)) {
        return fitted;
    }
    // Whole sentences, as many as fit: by halves, for there may be thousands.
    let ends = sentence_ends(&text.words);
    let count = ends.partition_point(|end| fits(*end, smallest).is_some());
    if let Some(end) = count.checked_sub(1).map(|last| ends[last]) {
        return Blurb { cut: true, ..set(end, smallest) };
    }
    let mut fitted = set(whole, smallest);
    fitted.cut = fitted.height() > room;
    if fitted.cut {
        fitted.lines.truncate(usize::try_from(room * 100 / LEADING / smallest.max(1)).unwrap_or_default());
        fitted.lines.last_mut().and_then(|line| line.last_mut()).into_iter().for_each(|run| run.text.push('…'));
    }
    fitted
}

/// The lines of the words up to a byte, filled to a measure in letters of a size.
fn lines(faces: &CoverFaces, text: &StyledWords, end: usize, [measure, size]: [i32; 2]) -> Vec<Vec<StyledRun>> {
    let measure = i64::from(measure) * 1000 / i64::from(size.max(1));
    let mut lines: Vec<Vec<StyledRun>> = Vec::new();
    let mut from = 0;
    for paragraph in text.words[..end].split_inclusive('\n') {
        let start = from;
        from += paragraph.len();
        let words = words(faces, text, start, paragraph.trim_end());
        if words.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let space = width(faces, " ", Style::PLAIN);
        let mut filled = i64::MAX;
        for word in words {
            let gap = if word.spaced { space } else { 0 };
            let goes_on = filled.saturating_add(gap).saturating_add(word.width) <= measure;
            if !goes_on {
                lines.push(Vec::new());
                filled = 0;
            } else {
                filled += gap;
            }
            let Some(line) = lines.last_mut() else { continue };
            for (place, StyledRun { text, style }) in word.runs.into_iter().enumerate() {
                let before = if place == 0 && goes_on && word.spaced { " " } else { "" };
                match line.last_mut() {
                    Some(last) if last.style == style => last.text.push_str(&format!("{before}{text}")),
                    // A space beside other letters is of the plain ones.
                    Some(last) => {
                        last.text.push_str(before);
                        line.push(StyledRun { text, style });
                    }
                    None => line.push(StyledRun { text, style }),
                }
            }
            filled += word.width;
        }
    }
    lines
}

/// The words of a paragraph that begins at a byte of the text.
fn words(faces: &CoverFaces, text: &StyledWords, start: usize, paragraph: &str) -> Vec<BlurbWord> {
    let mut at = 0;
    let piece = |CoverWord { text: letters, spaced }: CoverWord| {
        let from = paragraph[at..].find(letters.as_str()).map_or(at, |found| at + found);
        at = from + letters.len();
        let mut runs: Vec<StyledRun> = Vec::new();
        for (offset, c) in letters.char_indices() {
            let place = start + from + offset;
            let style = text.stretches.iter().find(|stretch| stretch.range.contains(&place)).map_or(Style::PLAIN, |stretch| stretch.style);
            match runs.last_mut() {
                Some(run) if run.style == style => run.text.push(c),
                _ => runs.push(StyledRun { text: c.to_string(), style }),
            }
        }
        let width = runs.iter().map(|run| width(faces, &run.text, run.style)).sum();
        BlurbWord { runs, width, spaced }
    };
    pieces(paragraph).into_iter().map(piece).collect()
}

/// Width of letters in thousandths of their size.
fn width(faces: &CoverFaces, text: &str, style: Style) -> i64 {
    let face = match (style.has(Style::EMPHASIS), style.has(Style::STRONG)) {
        (true, true) => faces.bold_italic,
        (true, false) => faces.italic,
        (false, true) => faces.bold,
        (false, false) => faces.serif,
    };
    units(face, text) * 1000 / i64::from(face.units_per_em.max(1))
}

/// The bytes of a text after which a sentence ends: behind its mark and the quotation marks and brackets that close after it.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut ended = false;
    for (at, c) in text.char_indices() {
        let full = "。！？".contains(c);
        if ended && c.is_whitespace() {
            ends.push(at);
        }
        ended = ".!?…".contains(c) || full || ended && "”’»)]」』\"'".contains(c);
        if full {
            ends.push(at + c.len_utf8());
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::StyledStretch;
    use crate::fonts::Fonts;

    fn plain(blurb: &Blurb) -> Vec<String> {
        blurb.lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_description_is_shortened_at_a_sentence() {
        let fonts = Fonts::built_in();
        let faces = CoverFaces::of(&fonts);
        let text = StyledWords::plain("It asks: “What is a harbour?” And it answers in many words. ".repeat(40));
        let fitted = blurb(&faces, &text, LetterSizes::new(30, 42), 1340, 700);
        let last = plain(&fitted).pop().unwrap_or_default();
        assert!(fitted.cut && (last.ends_with("words.") || last.ends_with("harbour?”")), "{last}");
        assert!(fitted.height() <= 700 && fitted.height() > 500);
        assert!(!blurb(&faces, &StyledWords::plain("One. Two."), LetterSizes::new(30, 42), 1340, 700).cut);
    }

    #[test]
    fn emphasis_stands_on_its_letters_and_no_others() {
        let fonts = Fonts::built_in();
        let faces = CoverFaces::of(&fonts);
        let words = "Of Moby-Dick, and of very many boats in the harbour.\n\nAnd more.".to_owned();
        let stretch = |words_in: &str, style| {
            let from = words.find(words_in).expect("there");
            StyledStretch { range: from..from + words_in.len(), style }
        };
        let stretches = vec![stretch("Moby-Dick", Style::EMPHASIS), stretch("very many boats", Style::STRONG)];
        let text = StyledWords { words: words.clone(), stretches };
        let fitted = blurb(&faces, &text, LetterSizes::new(30, 42), 500, 700);
        assert!(fitted.lines.len() > 3 && fitted.lines.iter().any(Vec::is_empty));
        let of = |style| {
            let runs = fitted.lines.iter().flatten().filter(move |run| run.style == style);
            runs.map(|run| run.text.trim()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!((of(Style::EMPHASIS).as_str(), of(Style::STRONG).as_str()), ("Moby-Dick", "very many boats"));
        let lines: Vec<String> = plain(&fitted).into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.join(" "), words.replace("\n\n", " "));
    }
}
