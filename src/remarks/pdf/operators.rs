//! The operators of a page in pieces, so that not all of them stand in memory at once.

/// A piece is at least so long, in bytes, if the page is.
const PIECE: usize = 64 << 10;

/// The parts of a page's content, each with whole operators. Takes time in proportion to the length.
pub(super) fn pieces(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = content;
    std::iter::from_fn(move || {
        let (piece, behind) = rest.split_at(end_of_piece(rest));
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// The end of the first operator behind enough bytes.
fn end_of_piece(content: &[u8]) -> usize {
    let run = |from: usize, is: &dyn Fn(u8) -> bool| from + content[from..].iter().take_while(|byte| is(**byte)).count();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = content.get(at).copied() {
        match byte {
            b'(' => at = end_of_string(content, at),
            b'%' => at = run(at, &|byte| !matches!(byte, b'\n' | b'\r')),
            b'<' | b'>' if content.get(at + 1) == Some(&byte) => {
                depth = if byte == b'<' { depth + 1 } else { depth.saturating_sub(1) };
                at += 2;
            }
            b'<' => at = run(at, &|byte| byte != b'>') + 1,
            b'[' | b']' => {
                depth = if byte == b'[' { depth + 1 } else { depth.saturating_sub(1) };
                at += 1;
            }
            b'/' => at = run(at + 1, &|byte| !is_space(byte) && !is_delimiter(byte)),
            _ if is_space(byte) || is_delimiter(byte) => at += 1,
            _ => {
                let start = at;
                at = run(at, &|byte| !is_space(byte) && !is_delimiter(byte));
                let token = &content[start..at];
                let is_operator = !byte.is_ascii_digit() && !matches!(byte, b'+' | b'-' | b'.');
                if token == b"BI" {
                    at = end_of_image(content, at);
                } else if is_operator && depth == 0 && at >= PIECE && !matches!(token, b"true" | b"false" | b"null" | b"ID") {
                    return at;
                }
            }
        }
    }
    content.len()
}

/// The end of a string that begins at a byte: brackets in it are in pairs, or a backslash stands before them.
fn end_of_string(content: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(byte) = content.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 1 => return at,
            b')' => depth -= 1,
            _ => {}
        }
    }
    content.len()
}

/// The end of a picture in the content whose dictionary begins at a byte.
fn end_of_image(content: &[u8], start: usize) -> usize {
    let ends = |four: &[u8]| is_space(four[0]) && &four[1..3] == b"EI" && is_space(four[3]);
    content[start..].windows(4).position(ends).map_or(content.len(), |at| start + at + 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::content::Content;

    #[test]
    fn pieces_have_the_operators_of_the_whole() {
        let one =
            b"q 1 0 0 1 0 0 cm BT /F1 12 Tf [(a\\) [b) -20 <414243>] TJ (x (y) z) ' ET % (no\n/Span <</ActualText (BT)>> BDC true EMC Q ";
        let content = one.repeat(4_000);
        let whole = Content::decode(&content).unwrap().operations;
        let parts: Vec<&[u8]> = pieces(&content).collect();
        assert!(parts.len() > 5 && parts.iter().all(|part| part.len() < 2 * PIECE), "{}", parts.len());
        assert_eq!(parts.concat(), content);
        let read: Vec<_> = parts.iter().flat_map(|part| Content::decode(part).unwrap().operations).collect();
        assert_eq!(read.len(), whole.len());
        assert!(read.iter().zip(&whole).all(|(one, other)| one.operator == other.operator && one.operands == other.operands));
        for broken in [&b"((((("[..], b"[[[[ q q", b"<< << /x", b"BI /W 1 ID ((", b""] {
            assert_eq!(pieces(&broken.repeat(30_000)).map(<[u8]>::len).sum::<usize>(), broken.len() * 30_000);
        }
    }
}
