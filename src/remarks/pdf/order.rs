//! The glyphs of a page in the order in which they are read. Pages are drawn from left to right, and words of Hebrew or Arabic are read the
//! other way; figures and Latin words among them are not.

use super::glyphs::PdfGlyph;

/// Glyphs in the order in which they are read. Marks of notes are left out: they are no words of the text.
pub(super) fn in_reading_order(glyphs: Vec<PdfGlyph>) -> Vec<PdfGlyph> {
    let (mut out, mut line): (Vec<PdfGlyph>, Vec<PdfGlyph>) = (Vec::with_capacity(glyphs.len()), Vec::new());
    // Where both stand in a line, those that are more say in which direction it runs; or the page does.
    let backwards = glyphs.iter().filter(|glyph| is_rtl(glyph)).count();
    let is_rtl_page = backwards * 2 > backwards + glyphs.iter().filter(|glyph| is_ltr(glyph)).count();
    for glyph in glyphs {
        if let Some(last) = line.last() {
            if is_mark(last, &glyph) {
                continue;
            }
            if (glyph.baseline - last.baseline).abs() > 0.4 * last.size.max(glyph.size) {
                end_line(&mut line, is_rtl_page, &mut out);
            }
        }
        line.push(glyph);
    }
    end_line(&mut line, is_rtl_page, &mut out);
    out
}

/// Whether a glyph is of a script that is read from right to left.
pub(super) fn is_rtl(glyph: &PdfGlyph) -> bool {
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    glyph.text.chars().any(is_rtl)
}

/// Whether a glyph is read from left to right wherever it stands: a letter or a figure.
fn is_ltr(glyph: &PdfGlyph) -> bool {
    !is_rtl(glyph) && glyph.text.contains(char::is_alphanumeric)
}

/// Whether a glyph is small and raised behind another one, as the marks of notes are.
fn is_mark(last: &PdfGlyph, glyph: &PdfGlyph) -> bool {
    let raised = glyph.baseline - last.baseline;
    let is_behind = glyph.left >= last.left || is_rtl(last);
    glyph.size < 0.8 * last.size && raised > 0.15 * last.size && raised < last.size && is_behind
}

/// Adds a line in the order in which it is read.
fn end_line(line: &mut Vec<PdfGlyph>, is_rtl_page: bool, out: &mut Vec<PdfGlyph>) {
    if line.iter().any(is_rtl) {
        line.sort_by(|one, other| one.left.total_cmp(&other.left));
        let backwards = line.iter().filter(|glyph| is_rtl(glyph)).count();
        let others = line.iter().filter(|glyph| is_ltr(glyph) && glyph.text.contains(char::is_alphabetic)).count();
        if is_rtl_page || backwards >= others {
            line.reverse();
            turn(line, is_ltr, is_rtl);
        } else {
            turn(line, is_rtl, is_ltr);
        }
    }
    out.append(line);
}

/// Turns the stretches of glyphs of one direction round, with what stands between them and has none.
fn turn(line: &mut [PdfGlyph], own: fn(&PdfGlyph) -> bool, other: fn(&PdfGlyph) -> bool) {
    let mut at = 0;
    while at < line.len() {
        if !own(&line[at]) {
            at += 1;
            continue;
        }
        let run = line[at..].iter().take_while(|glyph| !other(glyph)).count();
        let end = at + line[at..at + run].iter().rposition(own).map_or(1, |last| last + 1);
        line[at..end].reverse();
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of lines whose glyphs stand so from left to right.
    fn read(drawn: &str) -> String {
        let mut glyphs = Vec::new();
        for (row, line) in drawn.split('|').enumerate() {
            glyphs.extend(line.chars().enumerate().map(|(at, c)| {
                let (left, baseline) = (6.0 * at as f64, 100.0 - 12.0 * row as f64);
                PdfGlyph { text: c.to_string(), left, right: left + 6.0, baseline, size: 10.0 }
            }));
        }
        in_reading_order(glyphs).into_iter().map(|glyph| glyph.text).collect()
    }

    #[test]
    fn words_from_right_to_left_are_read_so() {
        assert_eq!(read("the fleet, 12"), "the fleet, 12");
        assert_eq!(read(".ןושאר רבד"), "דבר ראשון.");
        assert_eq!(read("ןושאר the fleet 12 רבד|.ןושאר רבד ןושאר"), "דבר the fleet 12 ראשוןראשון דבר ראשון.");
        assert_eq!(read("the words ןושאר רבד in English"), "the words דבר ראשון in English");
    }
}
