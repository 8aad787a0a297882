//! The faces a book needs, cut to its characters, and the rules that name them.

use super::{DocumentWriter, math};
use crate::book::{NoteKind, Style};
use crate::fonts::{FaceId, Family, Fonts, web};
use std::collections::{BTreeMap, BTreeSet};

/// A face for the package.
#[derive(Debug)]
pub(super) struct WebFace {
    /// The face's path inside the package.
    pub(super) path: String,
    /// `font/otf` or `font/ttf`.
    pub(super) media_type: &'static str,
    id: FaceId,
    /// The characters it is cut to.
    chars: BTreeSet<char>,
    family: String,
    weight: &'static str,
    style: &'static str,
}

/// The licences of the built-in families, by how their names begin: a licence must go where the fonts go (OFL 1.1, 2).
const LICENCES: [(&str, &str, &str); 2] = [
    ("Libertinus", "fonts/Libertinus-OFL.txt", include_str!("../../fonts/libertinus/OFL.txt")),
    ("JetBrains", "fonts/JetBrainsMono-OFL.txt", include_str!("../../fonts/jetbrains-mono/OFL.txt")),
];

/// The faces, and the families to be tried after the serif for characters it lacks.
#[derive(Debug)]
pub(super) struct WebFonts {
    pub(super) faces: Vec<WebFace>,
    others: Vec<String>,
}

/// Characters that pages of our own may show, and readers may ask for in passing.
const ALWAYS: &str = "‘’“”‚„«»‹›–—…·•⁂©§¶†‡ \u{A0}\u{2009}\u{202F}☐☑";

/// Picks and cuts the faces.
pub(super) fn fonts(writer: &DocumentWriter, fonts: &Fonts) -> WebFonts {
    if !writer.config.epub.fonts {
        return WebFonts { faces: Vec::new(), others: Vec::new() };
    }
    let (text, code) = characters(writer);
    let serif = fonts.face_for(Family::Serif, false, false);
    let mut wanted: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
    // Italic and bold are used by our own pages in any book; bold italic only where bold and italic meet in the text.
    let mut styles = vec![(false, false), (false, true), (true, false)];
    let runs = || writer.blocks().filter_map(|block| block.prose()).flat_map(|prose| &prose.runs);
    if runs().any(|run| run.style.has(Style::STRONG.with(Style::EMPHASIS))) {
        styles.push((true, true));
    }
    for (bold, italic) in styles {
        wanted.insert(fonts.face_for(Family::Serif, bold, italic), text.clone());
    }
    if !code.is_empty() {
        let set: BTreeSet<char> = code.iter().copied().chain(' '..='~').collect();
        for (bold, italic) in [(false, false), (true, false), (false, true)] {
            let style =
                Style::CODE.with(if bold { Style::STRONG } else { Style::PLAIN }).with(if italic { Style::EMPHASIS } else { Style::PLAIN });
            if runs().any(|run| run.style.has(style)) {
                wanted.insert(fonts.face_for(Family::Mono, bold, italic), set.clone());
            }
        }
    }
    let signs = math::signs(writer);
    if !signs.is_empty() {
        wanted.insert(fonts.math(), signs);
    }
    let mut others: Vec<FaceId> = Vec::new();
    let mut letters = [0; 4];
    for &c in text.union(&code) {
        let Some(face) = fonts.covering(serif, c.encode_utf8(&mut letters)) else { continue };
        if face != serif && !c.is_whitespace() {
            if !others.contains(&face) && !wanted.contains_key(&face) {
                others.push(face);
            }
            wanted.entry(face).or_default().insert(c);
        }
    }
    let faces = wanted.into_iter().map(|(id, chars)| WebFace::new(fonts, id, chars)).collect();
    WebFonts { faces, others: others.into_iter().map(|id| fonts.face(id).family.clone()).collect() }
}

impl WebFace {
    fn new(fonts: &Fonts, id: FaceId, chars: BTreeSet<char>) -> Self {
        let face = fonts.face(id);
        let (ending, media_type) = if face.cff { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
        let name: String = face.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        Self {
            path: format!("fonts/{name}-{}.{ending}", id.index()),
            media_type,
            id,
            chars,
            family: face.family.clone(),
            weight: if face.weight >= 600 { "bold" } else { "normal" },
            style: if face.italic { "italic" } else { "normal" },
        }
    }

    /// The file.
    pub(super) fn bytes(&self, fonts: &Fonts) -> Vec<u8> {
        web::subset(fonts.face(self.id), &self.chars)
    }
}

/// The characters of the text (with what we add) and those of code.
fn characters(writer: &DocumentWriter) -> (BTreeSet<char>, BTreeSet<char>) {
    let metadata = &writer.book().metadata;
    let mut text: BTreeSet<char> = (' '..='~').chain(ALWAYS.chars()).collect();
    let mut code = BTreeSet::new();
    for prose in writer.blocks().filter_map(|block| block.prose()) {
        for run in &prose.runs {
            let chars = prose.text[run.range()].chars();
            if run.style.has(Style::CODE) {
                code.extend(chars);
            } else {
                // Nearly all are of ASCII, which is there from the first.
                text.extend(chars.filter(|c| !c.is_ascii()));
            }
        }
    }
    for &note in writer.edition.unplaced() {
        if let NoteKind::Unplaced(unplaced) = &writer.book().note(note).kind {
            text.extend(unplaced.heading.chars());
        }
    }
    let people = writer.edition.people().map(|person| person.name.as_str());
    let lines = [&metadata.subtitle, &metadata.publisher, &metadata.rights, &metadata.date];
    let series = metadata.series.as_ref().map(|series| series.name.as_str());
    let voices = writer.edition.voices().iter().flat_map(|voice| [voice.name.as_str(), &voice.label]);
    for entry in writer.edition.entries.iter().filter(|entry| entry.place.is_shown()) {
        text.extend(writer.edition.incipit(entry).iter().flat_map(|lemma| lemma.chars()));
    }
    // In an edition of the commentary alone they stand above it.
    let sections = writer.book().sections.iter().map(|section| section.title.as_str());
    let words = writer.words;
    let own = [
        words.contents,
        words.figures,
        words.tables,
        words.notes,
        words.commentary,
        words.introduction,
        words.unplaced,
        words.draft,
        words.bound,
    ]
    .into_iter()
    .chain(["edt", "trl", "ill", "cwt", "aui"].map(|role| words.role(role)));
    let parts = writer.book().chapters.iter().filter_map(|chapter| chapter.part.as_deref());
    let all =
        people.chain(lines.into_iter().flatten().map(String::as_str)).chain(series).chain(voices).chain(sections).chain(own).chain(parts);
    text.extend(all.chain([writer.title()]).flat_map(str::chars));
    for set in [&mut text, &mut code] {
        set.retain(|&c| !c.is_control() && c != '\u{FFFC}');
    }
    (text, code)
}

impl WebFonts {
    /// The licences of the faces that are in the package, as path and text.
    pub(super) fn licences(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let used = |beginning: &str| self.faces.iter().any(|face| face.family.starts_with(beginning));
        LICENCES.into_iter().filter(move |(beginning, ..)| used(beginning)).map(|(_, path, text)| (path, text))
    }

    /// The `@font-face` rules, and the family of the text with what it lacks behind it.
    pub(super) fn rules(&self) -> String {
        let mut css = String::new();
        for face in &self.faces {
            css.push_str(&format!(
                "@font-face {{\n\tfont-family: {};\n\tfont-weight: {};\n\tfont-style: {};\n\tsrc: url(\"{}\");\n}}\n\n",
                quoted(&face.family),
                face.weight,
                face.style,
                face.path
            ));
        }
        let others: String = self.others.iter().map(|family| format!("{}, ", quoted(family))).collect();
        css.push_str(&format!("body {{\n\tfont-family: \"Libertinus Serif\", {others}serif;\n}}\n\n"));
        css.push_str(&format!("code, pre {{\n\tfont-family: \"JetBrains Mono\", {others}monospace;\n}}\n\n"));
        css
    }
}

fn quoted(family: &str) -> String {
    format!("\"{}\"", family.chars().filter(|c| !matches!(c, '"' | '\\') && !c.is_control()).collect::<String>())
}
