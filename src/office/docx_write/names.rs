//! Names in a document: the anchors that tell which block of which file a paragraph was, and bookmarks that links lead to.
//!
//! An anchor is a bookmark, for bookmarks are what every word processor keeps. Its name holds the number of the file, the place of the
//! block's first byte in it and a print of the block's words as they were sent, so that a merge knows whether they have changed since.

/// What the names of anchors begin with; Word shows no bookmark whose name begins so.
const BLOCK: &str = "_b";
/// What the anchors of words begin with that stand in no file of the text.
const MADE: &str = "_g";

/// What the name of an anchor says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::office) struct BlockAnchor {
    /// The number of the file and the place of the first byte in it; none for words that stand in no file.
    pub(in crate::office) place: Option<AnchorPlace>,
    /// The print of the words.
    pub(in crate::office) print: u32,
}

/// Where the block of an anchor stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::office) struct AnchorPlace {
    pub(in crate::office) file: u32,
    pub(in crate::office) at: u32,
}

impl BlockAnchor {
    /// The name of the bookmark.
    pub(in crate::office) fn name(&self) -> String {
        match self.place {
            Some(AnchorPlace { file, at }) => format!("{BLOCK}{file}_{at}_{:08x}", self.print),
            None => format!("{MADE}{:08x}", self.print),
        }
    }

    /// What a bookmark's name says, if it is an anchor.
    pub(in crate::office) fn of(name: &str) -> Option<Self> {
        let print = |hex: &str| if hex.len() == 8 { u32::from_str_radix(hex, 16).ok() } else { None };
        if let Some(rest) = name.strip_prefix(MADE) {
            return Some(Self { place: None, print: print(rest)? });
        }
        let mut parts = name.strip_prefix(BLOCK)?.split('_');
        let (file, at, hex) = (parts.next()?, parts.next()?, parts.next()?);
        let place = Some(AnchorPlace { file: file.parse().ok()?, at: at.parse().ok()? });
        parts.next().is_none().then_some(())?;
        Some(Self { place, print: print(hex)? })
    }
}

/// The print of some words (FNV-1a), which is the same on every machine and in every version.
pub(in crate::office) fn print(words: impl Iterator<Item = char>) -> u32 {
    let mut print = 0x811C_9DC5_u32;
    for c in words {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            print = (print ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    print
}

/// What the name of the bookmark begins with that says of what text a document was made.
const WHOLE: &str = "_d";

/// The name of the bookmark that says of what text a document was made: of paragraphs with these anchors.
pub(in crate::office) fn digest<'a>(anchors: impl Iterator<Item = &'a BlockAnchor>) -> String {
    let names: String = anchors.map(|anchor| anchor.name() + " ").collect();
    format!("{WHOLE}{:08x}_{}", print(names.chars()), names.len())
}

/// Whether a bookmark is one of a review.
pub(in crate::office) fn is_of_review(name: &str) -> bool {
    name.starts_with(WHOLE) || BlockAnchor::of(name).is_some()
}

/// The name of a bookmark for something that links lead to: at most 40 letters, digits and underscores, unique by its number.
pub(super) fn bookmark(kind: char, number: usize, slug: &str) -> String {
    let plain: String = slug.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(24).collect();
    format!("{kind}{number}_{plain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_says_what_it_was_made_of() {
        let block = BlockAnchor { place: Some(AnchorPlace { file: 3, at: 67_108_864 }), print: print("Words, “and”".chars()) };
        let made = BlockAnchor { place: None, print: 7 };
        for anchor in [block, made] {
            assert!(anchor.name().len() <= 40);
            assert_eq!(BlockAnchor::of(&anchor.name()), Some(anchor));
        }
        for other in ["_Toc123", "b", "_b1_2", "_b1_2_3", "_b1_2_0000000g", "_b1_2_00000000_4", "_b_2_00000000", "_g1"] {
            assert_eq!(BlockAnchor::of(other), None, "{other}");
        }
    }
}
