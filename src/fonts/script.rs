//! The script of characters, and in whose manner the ideographs that several languages share are drawn.

use unicode_script::{Script, UnicodeScript};

/// What belongs to no script by itself: signs, emoji, punctuation.
pub(crate) const SIGNS: &str = "signs";

/// The script of a cluster by its English name, such as `Devanagari`; [`SIGNS`] for what belongs to none.
pub(crate) fn of(cluster: &str) -> &'static str {
    cluster.chars().find_map(letter).unwrap_or(SIGNS)
}

/// The script of a character; none for a sign, and for a mark that goes with any letter.
pub(crate) fn letter(c: char) -> Option<&'static str> {
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script.full_name()),
    }
}

/// Whether a character is for private use.
pub(crate) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Whether a character looks the same whatever stands beside it: ideographs, syllables, signs, but not letters that join.
pub(crate) fn needs_no_shaping(c: char) -> bool {
    use Script::{Bopomofo, Common, Cyrillic, Greek, Han, Hangul, Hiragana, Katakana, Latin};
    matches!(c.script(), Bopomofo | Common | Cyrillic | Greek | Han | Hangul | Hiragana | Katakana | Latin)
        && !('\u{1100}'..='\u{11FF}').contains(&c)
}

/// Whether a sign is at home among ideographs, as 、 and 「 are.
pub(crate) fn beside_ideographs(c: char) -> bool {
    // Punctuation of their width, for which Unicode names no script.
    if matches!(c, '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF60}') {
        return true;
    }
    let scripts = c.script_extension();
    !scripts.is_common() && !scripts.is_inherited() && scripts.contains_script(Script::Han)
}

/// The manner in which ideographs are drawn that Chinese, Japanese and Korean share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum HanManner {
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese, as in Taiwan.
    Traditional,
    /// Traditional Chinese as in Hong Kong.
    HongKong,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

impl HanManner {
    /// The manner that a language tag asks for; none if the language has no ideographs.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        let (language, rest) = tag.split_once('-').unwrap_or((tag, ""));
        let is = |tags: &[&str]| tags.iter().any(|known| known.eq_ignore_ascii_case(language));
        let says = |subtag: &str| rest.split('-').any(|part| part.eq_ignore_ascii_case(subtag));
        if is(&["ja"]) {
            return Some(Self::Japanese);
        } else if is(&["ko"]) {
            return Some(Self::Korean);
        } else if !is(&["zh", "cmn", "yue", "wuu", "nan", "hak", "lzh", "gan", "hsn"]) {
            return None;
        }
        Some(if says("hans") {
            Self::Simplified
        } else if is(&["yue"]) || says("hk") || says("mo") {
            Self::HongKong
        } else if is(&["nan", "hak", "lzh"]) || says("hant") || says("tw") {
            Self::Traditional
        } else {
            Self::Simplified
        })
    }

    /// The manner of a script that only one of the languages has.
    pub(crate) fn of_script(script: &str) -> Option<Self> {
        match script {
            "Hiragana" | "Katakana" => Some(Self::Japanese),
            "Hangul" => Some(Self::Korean),
            "Bopomofo" => Some(Self::Traditional),
            _ => None,
        }
    }

    /// The tag by which fonts know the manner.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Simplified => "zh-Hans",
            Self::Traditional => "zh-Hant",
            Self::HongKong => "zh-HK",
            Self::Japanese => "ja",
            Self::Korean => "ko",
        }
    }

    /// CSS that selects what is in the languages of the manner. Later manners lay theirs over that of the first.
    pub(crate) fn selector(self) -> &'static str {
        match self {
            Self::Simplified => "[lang|=\"zh\"]",
            Self::Traditional => "[lang|=\"zh-Hant\"], [lang|=\"zh-TW\"]",
            Self::HongKong => "[lang|=\"zh-HK\"], [lang|=\"zh-Hant-HK\"], [lang|=\"yue\"]",
            Self::Japanese => "[lang|=\"ja\"]",
            Self::Korean => "[lang|=\"ko\"]",
        }
    }

    /// The name of the writing, for a finding.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Simplified => "Chinese (simplified)",
            Self::Traditional => "Chinese (traditional)",
            Self::HongKong => "Chinese (Hong Kong)",
            Self::Japanese => "Japanese",
            Self::Korean => "Korean",
        }
    }

    /// Families of this manner that a book is well set in, the best first.
    pub(super) fn families(self) -> &'static [&'static str] {
        match self {
            Self::Simplified => SIMPLIFIED,
            Self::Traditional => TRADITIONAL,
            Self::HongKong => HONG_KONG,
            Self::Japanese => JAPANESE,
            Self::Korean => KOREAN,
        }
    }
}

/// Families that a book in simplified Chinese is well set in, the best first.
const SIMPLIFIED: &[&str] = &[
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "SimSun",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "AR PL UMing CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
];

/// Families that a book in traditional Chinese is well set in, the best first.
const TRADITIONAL: &[&str] = &[
    "Noto Serif CJK TC",
    "Noto Serif TC",
    "Source Han Serif TC",
    "Source Han Serif TW",
    "Songti TC",
    "PMingLiU",
    "MingLiU",
    "Noto Sans CJK TC",
    "Noto Sans TC",
    "Source Han Sans TC",
    "Source Han Sans TW",
    "PingFang TC",
    "Microsoft JhengHei",
    "AR PL UMing TW",
];

/// Families that a book in Chinese as in Hong Kong is well set in, the best first.
const HONG_KONG: &[&str] = &[
    "Noto Serif CJK HK",
    "Noto Serif HK",
    "Source Han Serif HC",
    "MingLiU_HKSCS",
    "Noto Sans CJK HK",
    "Noto Sans HK",
    "Source Han Sans HC",
    "PingFang HK",
    "AR PL UMing HK",
    "Noto Serif CJK TC",
    "Noto Serif TC",
    "Source Han Serif TC",
    "Songti TC",
    "PMingLiU",
];

/// Families that a book in Japanese is well set in, the best first.
const JAPANESE: &[&str] = &[
    "Noto Serif CJK JP",
    "Noto Serif JP",
    "Source Han Serif",
    "Source Han Serif JP",
    "Hiragino Mincho ProN",
    "Yu Mincho",
    "YuMincho",
    "IPAexMincho",
    "MS Mincho",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans",
    "Source Han Sans JP",
    "Hiragino Sans",
    "Yu Gothic",
    "IPAexGothic",
    "MS Gothic",
];

/// Families that a book in Korean is well set in, the best first.
const KOREAN: &[&str] = &[
    "Noto Serif CJK KR",
    "Noto Serif KR",
    "Source Han Serif K",
    "Source Han Serif KR",
    "AppleMyungjo",
    "Batang",
    "NanumMyeongjo",
    "UnBatang",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Source Han Sans K",
    "Source Han Sans KR",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_of_ideographs_has_its_own_manner() {
        for (tag, manner) in [
            ("zh", Some(HanManner::Simplified)),
            ("zh-Hant", Some(HanManner::Traditional)),
            ("zh-TW", Some(HanManner::Traditional)),
            ("zh-Hant-HK", Some(HanManner::HongKong)),
            ("zh-hk", Some(HanManner::HongKong)),
            ("zh-Hans-HK", Some(HanManner::Simplified)),
            ("yue", Some(HanManner::HongKong)),
            ("lzh", Some(HanManner::Traditional)),
            ("ja-JP", Some(HanManner::Japanese)),
            ("ko", Some(HanManner::Korean)),
            ("en", None),
            ("zha", None),
        ] {
            assert_eq!(HanManner::of(tag), manner, "{tag}");
        }
    }

    #[test]
    fn a_cluster_has_the_script_of_its_first_letter() {
        assert_eq!(of("क्ष"), "Devanagari");
        assert_eq!(of("\u{301}α"), "Greek");
        assert_eq!(of("☃"), SIGNS);
        assert!(beside_ideographs('、') && beside_ideographs('「') && !beside_ideographs('!') && !beside_ideographs('a'));
    }
}
