//! Where characters stand in a line, as columns of a typewriter.

use std::ops::Range;

/// Columns that a character takes: two for those of Chinese and Japanese, none for marks that combine.
fn width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}' => 0,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' => 2,
        '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}' => 2,
        _ => 1,
    }
}

/// The byte of a line at which a column begins; its end for one behind that.
pub(super) fn byte(line: &str, column: usize) -> usize {
    let mut at = 0;
    for (index, c) in line.char_indices() {
        if at >= column {
            return index;
        }
        at += width(c);
    }
    line.len()
}

/// The column at which a byte of a line stands.
pub(super) fn column(line: &str, byte: usize) -> usize {
    line[..byte].chars().map(width).sum()
}

/// The words in some columns of a line, as bytes of it, without the white space round them.
pub(super) fn words(line: &str, columns: Range<usize>) -> Range<usize> {
    let (from, upto) = (byte(line, columns.start), byte(line, columns.end));
    let inner = &line[from..upto.max(from)];
    let start = from + inner.len() - inner.trim_start().len();
    start..start + inner.trim().len()
}
