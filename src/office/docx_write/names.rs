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
    /// Which of several it is that are the same otherwise, for the names of bookmarks must not be.
    pub(in crate::office) copy: usize,
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
        let copy = if self.copy > 0 { format!("_{}", self.copy) } else { String::new() };
        match self.place {
            Some(AnchorPlace { file, at }) => format!("{BLOCK}{file}_{at}_{:08x}{copy}", self.print),
            None => format!("{MADE}{:08x}{copy}", self.print),
        }
    }

    /// What a bookmark's name says, if it is an anchor.
    pub(in crate::office) fn of(name: &str) -> Option<Self> {
        let print = |hex: &str| if hex.len() == 8 { u32::from_str_radix(hex, 16).ok() } else { None };
        let name = copied(name).unwrap_or(name);
        let (mut parts, is_made) = match name.strip_prefix(MADE) {
            Some(rest) => (rest.split('_'), true),
            None => (name.strip_prefix(BLOCK)?.split('_'), false),
        };
        let place = match is_made {
            true => None,
            false => Some(AnchorPlace { file: parts.next()?.parse().ok()?, at: parts.next()?.parse().ok()? }),
        };
        let print = print(parts.next()?)?;
        let copy = parts.next().map_or(Some(0), |copy| copy.parse().ok())?;
        parts.next().is_none().then_some(Self { place, print, copy })
    }
}

/// The name that LibreOffice made another of for a copy: in notes, in deleted passages, in what was pasted.
pub(in crate::office) fn copied(name: &str) -> Option<&str> {
    name.split_once("_Copy_").or_else(|| name.split_once(" Copy ")).map(|(name, _)| name)
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
        let block =
            BlockAnchor { place: Some(AnchorPlace { file: 3, at: 67_108_864 }), print: print("Words, “and”".chars()), copy: 12 };
        let made = BlockAnchor { place: None, print: 7, copy: 0 };
        for anchor in [block, made] {
            assert!(anchor.name().len() <= 40);
            assert_eq!(BlockAnchor::of(&anchor.name()), Some(anchor));
        }
        assert_eq!(["_b0_1_00000007 Copy 1", "_b0_1_00000007_Copy_2"].map(BlockAnchor::of), ["_b0_1_00000007"; 2].map(BlockAnchor::of));
        for other in ["_Toc123", "b", "_b1_2", "_b1_2_3", "_b1_2_0000000g", "_b1_2_00000000_4_5", "_b_2_00000000", "_g1"] {
            assert_eq!(BlockAnchor::of(other), None, "{other}");
        }
    }
}
