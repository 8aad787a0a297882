//! The OpenType features that words are set with.

use harfrust::{Feature, Tag};

/// The OpenType features that are on, beyond kerning and standard ligatures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Features(u8);

impl Features {
    /// The face's defaults.
    pub const PLAIN: Features = Features(0);
    /// Old-style figures.
    pub const OLD_STYLE: Features = Features(1);
    /// Small capitals for lower-case letters.
    pub const SMALL_CAPS: Features = Features(1 << 1);
    /// Figures all of one width, on the line.
    pub const TABULAR: Features = Features(1 << 2);
    /// Small capitals for capitals too.
    pub const ALL_SMALL_CAPS: Features = Features(1 << 3);
    /// Raised figures and letters, drawn as such.
    pub const SUPERIOR: Features = Features(1 << 4);
    /// No ligatures, for letterspaced text and code.
    pub const NO_LIGATURES: Features = Features(1 << 5);
    /// Punctuation of ideographs on half its square.
    pub const HALF: Features = Features(1 << 6);

    /// Letters as Turkish and Azeri have them: an `i` keeps its dot in small capitals and in ligatures.
    pub const TURKIC: Features = Features(1 << 7);

    /// Adds the features of `other`.
    #[must_use]
    pub const fn with(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }

    /// Takes the features of `other` away.
    #[must_use]
    pub const fn without(self, other: Features) -> Features {
        Features(self.0 & !other.0)
    }

    /// Whether a feature of `other` is on.
    #[must_use]
    pub const fn has(self, other: Features) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn list(self) -> Vec<Feature> {
        let table: [(Features, &[FeatureSetting]); 7] = [
            (Self::OLD_STYLE, &[(b"onum", 1), (b"pnum", 1)]),
            (Self::SMALL_CAPS, &[(b"smcp", 1)]),
            (Self::TABULAR, &[(b"lnum", 1), (b"tnum", 1)]),
            (Self::ALL_SMALL_CAPS, &[(b"smcp", 1), (b"c2sc", 1)]),
            (Self::SUPERIOR, &[(b"sups", 1)]),
            (Self::NO_LIGATURES, &[(b"liga", 0), (b"clig", 0), (b"calt", 0)]),
            (Self::HALF, &[(b"halt", 1)]),
        ];
        let on = table.iter().filter(|(feature, _)| self.has(*feature)).flat_map(|(_, tags)| tags.iter());
        on.map(|(tag, value)| Feature::new(Tag::new(tag), *value, ..)).collect()
    }
}

/// A feature's tag and value.
type FeatureSetting = (&'static [u8; 4], u32);
