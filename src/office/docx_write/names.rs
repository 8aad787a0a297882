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

/// What the names of bookmarks begin with that say what a paragraph was besides its words.
const FORM: &str = "_h";

/// What the name of a bookmark says that tells what a paragraph was besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::office) struct FormAnchor {
    /// The print of all of it.
    pub(in crate::office) print: u32,
    /// The print of what other words leave as it is; none in documents of older versions.
    pub(in crate::office) shape: Option<u32>,
    /// The number of the paragraph, for the names of bookmarks must not be the same.
    pub(in crate::office) number: usize,
}

impl FormAnchor {
    /// The name of the bookmark.
    pub(super) fn name(self) -> String {
        let shape = self.shape.map_or_else(String::new, |shape| format!("{shape:08x}"));
        format!("{FORM}{:08x}{shape}_{}", self.print, self.number)
    }

    /// What a bookmark's name says, if it is that of a form.
    pub(in crate::office) fn of(name: &str) -> Option<Self> {
        let (hex, number) = copied(name).unwrap_or(name).strip_prefix(FORM)?.split_once('_')?;
        let of = |hex: &str| u32::from_str_radix(hex, 16).ok();
        let is_plain = hex.bytes().chain(number.bytes()).all(|byte| byte.is_ascii_hexdigit());
        let shape = match hex.len() {
            8 => None,
            16 => Some(of(hex.get(8..)?)?),
            _ => return None,
        };
        is_plain.then_some(Self { print: of(hex.get(..8)?)?, shape, number: number.parse().ok()? })
    }
}

/// Whether a bookmark is one of a review.
pub(in crate::office) fn is_of_review(name: &str) -> bool {
    name.starts_with(WHOLE) || FormAnchor::of(name).is_some() || BlockAnchor::of(name).is_some() || CommentAnchor::of(name).is_some()
}

/// What the names of bookmarks begin with that stand where a comment is.
const COMMENT: &str = "_k";

/// What the name of a bookmark says of a comment that was sent: so a comment is known that nobody has changed since, whatever became of the
/// note that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::office) struct CommentAnchor {
    /// The print of who says what.
    pub(in crate::office) print: u32,
    /// Whether the comment was settled.
    pub(in crate::office) is_resolved: bool,
    /// The number of the comment, for the names of bookmarks must not be the same.
    pub(in crate::office) number: usize,
}

impl CommentAnchor {
    /// The name of the bookmark.
    pub(in crate::office) fn name(self) -> String {
        format!("{COMMENT}{:08x}_{}_{}", self.print, u8::from(self.is_resolved), self.number)
    }

    /// What a bookmark's name says, if it is that of a comment.
    pub(in crate::office) fn of(name: &str) -> Option<Self> {
        let mut parts = copied(name).unwrap_or(name).strip_prefix(COMMENT)?.split('_');
        let print = parts.next().filter(|hex| hex.len() == 8).and_then(|hex| u32::from_str_radix(hex, 16).ok())?;
        let is_resolved = match parts.next()? {
            "0" => false,
            "1" => true,
            _ => return None,
        };
        let number = parts.next()?.parse().ok()?;
        parts.next().is_none().then_some(Self { print, is_resolved, number })
    }
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
    fn the_name_of_a_comment_says_whether_it_was_settled() {
        for comment in
            [(7, true, 0), (u32::MAX, false, 1_000_000)].map(|(print, is_resolved, number)| CommentAnchor { print, is_resolved, number })
        {
            assert!(comment.name().len() <= 40);
            assert_eq!(CommentAnchor::of(&comment.name()), Some(comment));
            assert_eq!(BlockAnchor::of(&comment.name()), None);
        }
        for other in ["_k", "_k00000000_2_1", "_k0000000_1_1", "_k00000000_1", "_k00000000_1_1_1"] {
            assert_eq!(CommentAnchor::of(other), None, "{other}");
        }
    }

    #[test]
    fn the_name_of_a_form_says_both_its_prints() {
        for form in [(7, None, 0), (u32::MAX, Some(0), 1_000_000_000)].map(|(print, shape, number)| FormAnchor { print, shape, number }) {
            assert!(form.name().len() <= 40);
            assert_eq!(FormAnchor::of(&form.name()), Some(form));
            assert_eq!(FormAnchor::of(&format!("{} Copy 1", form.name())), Some(form));
        }
        for other in ["_h", "_h00000000", "_h0000000_1", "_h000000000_1", "_h00000000_x", "_h+0000000_1"] {
            assert_eq!(FormAnchor::of(other), None, "{other}");
        }
    }

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
