//! Fits a text into a space: its size and its lines.

use crate::fonts::Face;

/// Lines of a text and the size they are set in.
pub(super) struct Fitted {
    pub(super) lines: Vec<String>,
    pub(super) size: i32,
}

impl Fitted {
    /// Height of the lines, a line being `leading` hundredths of the size.
    pub(super) fn height(&self, leading: i32) -> i32 {
        i32::try_from(self.lines.len()).unwrap_or(i32::MAX / 1000) * self.size * leading / 100
    }
}

/// The largest size between two at which `text` fits the measure and `room`, in lines of much the same length.
pub(super) fn fit(face: &Face, text: &str, (smallest, largest): (i32, i32), measure: i32, room: i32) -> Fitted {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut size = largest;
    loop {
        let last = size <= smallest;
        if let Some(lines) = wrap(face, &words, size, measure, last) {
            let fitted = Fitted { lines, size };
            if fitted.height(115) <= room || last {
                return balanced(face, &words, fitted, measure, room);
            }
        }
        size = (size - 6).max(smallest);
    }
}

/// The same number of lines, as narrow as it goes; what does not fit the room even so ends in an ellipsis.
fn balanced(face: &Face, words: &[&str], fitted: Fitted, measure: i32, room: i32) -> Fitted {
    let Fitted { mut lines, size } = fitted;
    let (mut low, mut high) = (0, measure);
    while high - low > 8 {
        let middle = i32::midpoint(low, high);
        match wrap(face, words, size, middle, false) {
            Some(tried) if tried.len() <= lines.len() => {
                lines = tried;
                high = middle;
            }
            _ => low = middle,
        }
    }
    let most = usize::try_from((room * 100 / 115 / size).max(1)).unwrap_or(1);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(end) = lines.last_mut() {
            end.push('…');
        }
    }
    Fitted { lines, size }
}

/// Greedy lines. None if a word is wider than `width`, unless it may be cut.
fn wrap(face: &Face, words: &[&str], size: i32, width: i32, cut: bool) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        if advance(face, word, size) > width {
            if !cut {
                return None;
            }
            lines.push(String::new());
            for c in word.chars() {
                let line = lines.last_mut()?;
                line.push(c);
                if advance(face, line, size) > width {
                    line.pop();
                    lines.push(c.to_string());
                }
            }
            continue;
        }
        match lines.last_mut() {
            Some(line) if advance(face, &format!("{line} {word}"), size) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push((*word).to_owned()),
        }
    }
    Some(lines)
}

/// A text in paragraphs, set as large as it goes into the room between two sizes, in lines that are filled. An empty line parts
/// paragraphs. What does not fit in the smaller size is left out, and that is told.
pub(super) fn paragraphs(face: &Face, text: &str, (smallest, largest): (i32, i32), measure: i32, room: i32) -> (Fitted, bool) {
    let set = |size| {
        let mut lines: Vec<String> = Vec::new();
        for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let words: Vec<&str> = paragraph.split_whitespace().collect();
            lines.extend(wrap(face, &words, size, measure, true).unwrap_or_default());
        }
        Fitted { lines, size }
    };
    let sizes = (smallest..=largest).rev().step_by(2);
    if let Some(fitted) = sizes.map(set).find(|fitted| fitted.height(140) <= room) {
        return (fitted, false);
    }
    let mut fitted = set(smallest);
    let cut = fitted.height(140) > room;
    let most = usize::try_from(room * 100 / 140 / smallest.max(1)).unwrap_or_default();
    if cut {
        fitted.lines.truncate(most);
        if let Some(last) = fitted.lines.last_mut() {
            last.push('…');
        }
    }
    (fitted, cut)
}

/// Width of a text in pixels; a character the face lacks counts an em.
pub(super) fn advance(face: &Face, text: &str, size: i32) -> i32 {
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

    #[test]
    fn any_title_fits() {
        let fonts = Fonts::built_in();
        let serif = fonts.face(fonts.face_for(Family::Serif, false, false));
        for title in ["Ü", "A Short Title", &"Donaudampfschifffahrtsgesellschaft".repeat(9), &"many words ".repeat(300)] {
            let fitted = fit(serif, title, (52, 236), 1340, 700);
            assert!(!fitted.lines.is_empty() && fitted.height(115) <= 700, "{title}: {} lines of {}", fitted.lines.len(), fitted.size);
            assert!(fitted.lines.iter().all(|line| advance(serif, line, fitted.size) <= 1340 + fitted.size), "{title}");
        }
    }
}
