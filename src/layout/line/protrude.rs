//! Protrusion: how far punctuation hangs into the margins, so that the edges look straight.

/// How far a character at a line's start hangs out, in thousandths of the size.
pub(super) fn left(c: char) -> i64 {
    match c {
        '“' | '‘' | '„' | '‚' | '"' | '\'' => 220,
        '«' | '‹' | '(' | '[' => 80,
        '—' => 100,
        'A' | 'V' | 'W' | 'Y' | 'T' => 30,
        _ => 0,
    }
}

/// How far a character at a line's end hangs out, in thousandths of the size.
pub(super) fn right(c: char) -> i64 {
    match c {
        '.' | ',' => 170,
        '-' | '\u{AD}' | '\u{2010}' => 180,
        '”' | '’' | '“' | '‘' | '"' | '\'' => 200,
        ';' | ':' => 110,
        '–' => 160,
        '—' => 120,
        '!' | '?' => 60,
        '»' | '›' | ')' | ']' => 80,
        '、' | '。' | '，' | '．' => 450,
        'r' | 't' | 'y' | 'f' | 'v' | 'w' => 20,
        _ => 0,
    }
}
