//! The OpenType features that words are set with.

use super::script::HanManner;
use harfrust::{Feature, Tag};

/// The OpenType features that are on, beyond kerning and standard ligatures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Features(u16);

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
    /// Ideographs as simplified Chinese has them.
    const SIMPLIFIED: Features = Features(1 << 8);
    /// Ideographs as traditional Chinese has them.
    const TRADITIONAL: Features = Features(1 << 9);
    /// Ideographs as Hong Kong has them.
    const HONG_KONG: Features = Features(1 << 10);
    /// Ideographs as Japanese has them.
    const JAPANESE: Features = Features(1 << 11);
    /// Ideographs as Korean has them.
    const KOREAN: Features = Features(1 << 12);

    /// The manners of ideographs.
    const MANNERS: [(HanManner, Features); 5] = [
        (HanManner::Simplified, Self::SIMPLIFIED),
        (HanManner::Traditional, Self::TRADITIONAL),
        (HanManner::HongKong, Self::HONG_KONG),
        (HanManner::Japanese, Self::JAPANESE),
        (HanManner::Korean, Self::KOREAN),
    ];

    /// Adds the manner in which ideographs are drawn.
    #[must_use]
    pub(crate) fn in_manner(self, manner: HanManner) -> Features {
        Self::MANNERS.iter().filter(|(known, _)| *known == manner).fold(self, |features, (_, feature)| features.with(*feature))
    }

    /// The manner in which ideographs are drawn.
    pub(super) fn manner(self) -> Option<HanManner> {
        Self::MANNERS.iter().find(|(_, feature)| self.has(*feature)).map(|(manner, _)| *manner)
    }

    /// The tag of the language whose letters are asked for.
    pub(super) fn language(self) -> Option<&'static str> {
        if self.has(Self::TURKIC) { Some("tr") } else { self.manner().map(HanManner::tag) }
    }

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
        // Which features of a font are turned on, or off.
        let table: [(Features, u32, &[&[u8; 4]]); 7] = [
            (Self::OLD_STYLE, 1, &[b"onum", b"pnum"]),
            (Self::SMALL_CAPS, 1, &[b"smcp"]),
            (Self::TABULAR, 1, &[b"lnum", b"tnum"]),
            (Self::ALL_SMALL_CAPS, 1, &[b"smcp", b"c2sc"]),
            (Self::SUPERIOR, 1, &[b"sups"]),
            (Self::NO_LIGATURES, 0, &[b"liga", b"clig", b"calt"]),
            (Self::HALF, 1, &[b"halt"]),
        ];
        let wanted = table.iter().filter(|(feature, ..)| self.has(*feature));
        wanted.flat_map(|(_, value, tags)| tags.iter().map(|tag| Feature::new(Tag::new(tag), *value, ..))).collect()
    }
}
