//! Which of the installed faces set what the book's own faces lack: the same on every machine that has the same fonts.

use super::installed::InstalledFace;
use super::script::{HanManner, SIGNS};
use crate::source::Span;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Characters of one script that the faces of a book lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LackingScript {
    /// The script by its English name; [`SIGNS`] for what belongs to none.
    pub(crate) script: &'static str,
    /// How the ideographs of the script are to be drawn, if there are any.
    pub(crate) manner: Option<HanManner>,
    /// The characters.
    pub(crate) chars: BTreeSet<char>,
    /// Whether any of them are bold.
    pub(crate) bold: bool,
    /// Whether any of them slope.
    pub(crate) italic: bool,
    /// Where the first of them stands, if that is known.
    pub(crate) place: Option<Span>,
}

impl LackingScript {
    /// What the characters are called in a finding, such as `Devanagari`.
    pub(crate) fn name(&self) -> String {
        self.manner.map_or(self.script, HanManner::name).replace('_', " ")
    }
}

/// Most families for one script.
const MOST: usize = 6;

/// Families that hold nearly every character and are made for no book.
const LAST: [&str; 6] = ["unifont", "last resort", "lastresort", "code2000", "arial unicode", "fallback"];

/// Families that a book is well set in, by script; of all other scripts any with serifs.
const FAMILIES: [(&str, &[&str]); 2] = [
    ("Arabic", &["Noto Naskh Arabic", "Amiri", "Scheherazade New", "Scheherazade", "Geeza Pro", "Traditional Arabic", "KacstBook"]),
    ("Hebrew", &["Noto Serif Hebrew", "SBL Hebrew", "Ezra SIL", "Frank Ruehl CLM", "David CLM", "New Peninim MT", "David"]),
];

/// The faces to set the characters in, by their places among `faces`: those that have most of them and suit a book best. None are left
/// out that any face has, unless it takes too many.
pub(crate) fn choose(lacking: &LackingScript, faces: &[InstalledFace]) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut left = lacking.chars.clone();
    while !left.is_empty() && chosen.len() < MOST {
        let held = |face: &InstalledFace| face.has.intersection(&left).count();
        let possible = faces.iter().enumerate().filter(|(at, face)| !chosen.contains(at) && held(face) > 0);
        let best = possible.min_by_key(|(_, face)| {
            // Nine tenths are as good as all: what is rare may come from elsewhere.
            let tenths = (held(face) * 10 / left.len()).min(9);
            (is_last(face), Reverse(tenths), suits(lacking, face), Reverse(held(face)), plainness(face))
        });
        let Some((best, face)) = best else { break };
        left.retain(|c| !face.has.contains(c));
        chosen.push(best);
    }
    chosen
}

/// How well a face suits the script in a book; the smaller the better.
fn suits(lacking: &LackingScript, face: &InstalledFace) -> usize {
    let listed = match lacking.manner {
        Some(manner) => manner.families(),
        None => FAMILIES.iter().find(|(script, _)| *script == lacking.script).map_or(&[][..], |(_, families)| families),
    };
    if let Some(place) = listed.iter().position(|family| *family == face.family) {
        return place;
    }
    let noto = face.family.starts_with("Noto ");
    // For displays, and of narrow lines.
    let odd = [" UI", " Display", " Mono", " Looped", "Kufi", "Nastaliq"].iter().any(|word| face.family.contains(word)) || face.fixed_pitch;
    let of_signs = lacking.script == SIGNS && (face.family.contains("Symbol") || face.family.contains("Emoji"));
    listed.len()
        + match (odd, face.serif || of_signs, noto) {
            (false, true, true) => 0,
            (false, true, false) => 1,
            (false, false, true) => 2,
            (false, false, false) => 3,
            (true, ..) => 4,
        }
}

fn is_last(face: &InstalledFace) -> bool {
    let family = face.family.to_lowercase();
    family.starts_with('.') || LAST.iter().any(|name| family.contains(name))
}

/// How far a face is from one for running text: upright, of the usual width and weight.
fn plainness(face: &InstalledFace) -> (bool, bool, u16) {
    (face.italic, !face.normal_width, face.weight.abs_diff(400))
}

/// The bold and the sloping faces that go with those that are used, by their places among `faces`, and are not used yet.
pub(crate) fn companions_of(lacking: &LackingScript, faces: &[InstalledFace], used: &[InstalledFace]) -> Vec<usize> {
    let plain = |at: &usize| used.contains(&faces[*at]) && faces[*at].weight < 600 && !faces[*at].italic;
    let beside: BTreeSet<usize> = (0..faces.len()).filter(plain).flat_map(|base| companions(lacking, faces, base)).collect();
    beside.into_iter().filter(|&at| !used.contains(&faces[at])).collect()
}

/// The bold and the sloping faces that go with one, as far as they are needed and have all that it has.
fn companions(lacking: &LackingScript, faces: &[InstalledFace], base: usize) -> Vec<usize> {
    let face = &faces[base];
    let wanted = [(true, false), (false, true), (true, true)].into_iter();
    let wanted = wanted.filter(|&(bold, italic)| (!bold || lacking.bold) && (!italic || lacking.italic));
    let companion = |(bold, italic): (bool, bool)| {
        let target = if bold { 700 } else { face.weight };
        let alike = |other: &InstalledFace| {
            other.family == face.family
                && other.italic == italic
                && (other.weight >= 600) == bold
                && other.normal_width == face.normal_width
                && face.has.is_subset(&other.has)
        };
        let possible = faces.iter().enumerate().filter(|(at, other)| *at != base && alike(other));
        possible.min_by_key(|(_, other)| other.weight.abs_diff(target)).map(|(at, _)| at)
    };
    wanted.filter_map(companion).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::licence::FaceLicence;

    fn face(family: &str, weight: u16, has: &str) -> InstalledFace {
        InstalledFace {
            family: family.to_owned(),
            name: format!("{}-{weight}", family.replace(' ', "")),
            path: format!("/{family}-{weight}").into(),
            number: 0,
            weight,
            italic: false,
            normal_width: true,
            optical: None,
            fixed_pitch: family.contains("Mono"),
            serif: family.contains("Serif"),
            has: has.chars().collect(),
            licence: FaceLicence::default(),
        }
    }

    fn lacking(script: &'static str, chars: &str) -> LackingScript {
        LackingScript { script, manner: None, chars: chars.chars().collect(), bold: false, italic: false, place: None }
    }

    fn names(lacking: &LackingScript, faces: &[InstalledFace]) -> Vec<String> {
        let mut chosen = choose(lacking, faces);
        let used: Vec<InstalledFace> = chosen.iter().map(|&at| faces[at].clone()).collect();
        chosen.extend(companions_of(lacking, faces, &used));
        chosen.into_iter().map(|at| faces[at].name.clone()).collect()
    }

    #[test]
    fn the_face_for_books_is_chosen_among_those_that_have_nearly_all() {
        let faces = [
            face("A Unifont", 400, "কখগঘ"),
            face("Noto Sans Bengali", 400, "কখগঘ"),
            face("Noto Sans Bengali UI", 400, "কখগঘ"),
            face("Noto Serif Bengali", 100, "কখগঘ"),
            face("Noto Serif Bengali", 400, "কখগঘ"),
            face("Noto Serif Bengali Display", 400, "কখগঘ"),
            face("Some Serif", 400, "ক"),
        ];
        assert_eq!(names(&lacking("Bengali", "কখগঘ"), &faces), ["NotoSerifBengali-400"]);
        // All of the letters are worth more than the fitting shapes of a quarter of them.
        assert_eq!(names(&lacking("Bengali", "কখগঘ"), &[faces[1].clone(), faces[6].clone()]), ["NotoSansBengali-400"]);
        assert_eq!(names(&lacking("Bengali", "কখ"), &[faces[0].clone(), faces[6].clone()]), ["SomeSerif-400", "AUnifont-400"]);
    }

    #[test]
    fn the_order_in_which_faces_are_found_changes_nothing() {
        let mut faces =
            vec![face("Noto Serif X", 400, "ab"), face("Noto Serif X", 700, "ab"), face("B Serif", 400, "abc"), face("C", 400, "d")];
        let wanted = LackingScript { bold: true, ..lacking("Lao", "abcd") };
        let mut first = names(&wanted, &faces);
        first.sort();
        for _ in 0..4 {
            faces.rotate_left(1);
            let mut now = names(&wanted, &faces);
            now.sort();
            assert_eq!(now, first);
        }
        assert_eq!(first, ["BSerif-400", "C-400"]);
    }

    #[test]
    fn bold_and_sloping_faces_come_along_where_the_text_needs_them() {
        let mut italic = face("Noto Serif Thai", 400, "กข");
        (italic.italic, italic.name) = (true, "NotoSerifThai-Italic".to_owned());
        let faces = [
            face("Noto Serif Thai", 400, "กข"),
            face("Noto Serif Thai", 700, "กข"),
            face("Noto Serif Thai", 900, "กข"),
            italic,
            face("Noto Sans Thai", 700, "กข"),
        ];
        assert_eq!(names(&lacking("Thai", "กข"), &faces), ["NotoSerifThai-400"]);
        let bold = LackingScript { bold: true, ..lacking("Thai", "กข") };
        assert_eq!(names(&bold, &faces), ["NotoSerifThai-400", "NotoSerifThai-700"]);
        let both = LackingScript { bold: true, italic: true, ..lacking("Thai", "กข") };
        assert_eq!(names(&both, &faces), ["NotoSerifThai-400", "NotoSerifThai-700", "NotoSerifThai-Italic"]);
    }

    #[test]
    fn ideographs_are_of_the_language_they_stand_in() {
        let families =
            ["Noto Sans CJK SC", "Noto Serif CJK HK", "Noto Serif CJK JP", "Noto Serif CJK KR", "Noto Serif CJK SC", "Noto Serif CJK TC"];
        let faces: Vec<InstalledFace> = families.iter().map(|family| face(family, 400, "骨直")).collect();
        for (manner, name) in [
            (HanManner::Simplified, "NotoSerifCJKSC-400"),
            (HanManner::Traditional, "NotoSerifCJKTC-400"),
            (HanManner::HongKong, "NotoSerifCJKHK-400"),
            (HanManner::Japanese, "NotoSerifCJKJP-400"),
            (HanManner::Korean, "NotoSerifCJKKR-400"),
        ] {
            let wanted = LackingScript { manner: Some(manner), ..lacking("Han", "骨直") };
            assert_eq!(names(&wanted, &faces), [name]);
        }
    }
}
