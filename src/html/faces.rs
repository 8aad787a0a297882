//! The faces a book needs, cut to its characters, and the rules that name them.

use super::formulas;
use super::writer::DocumentWriter;
use crate::book::{Block, BlockKind, NoteKind, Run, Style};
use crate::fonts::licence::FaceLicence;
use crate::fonts::script::HanManner;
use crate::fonts::shape::Features;
use crate::fonts::{FaceId, Family, Fonts, web};
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

/// A face for the package.
#[derive(Debug)]
pub(crate) struct WebFace {
    /// The face's path inside the package.
    pub(crate) path: String,
    /// `font/otf` or `font/ttf`.
    pub(crate) media_type: &'static str,
    id: FaceId,
    /// The face's PostScript name.
    stem: String,
    /// The characters it is cut to.
    chars: BTreeSet<char>,
    family: String,
    weight: &'static str,
    style: &'static str,
}

/// The licences of the built-in families, by how their names begin: a licence must go where the fonts go (OFL 1.1, 2).
const LICENCES: [(&str, &str, &str); 5] = [
    ("EB Garamond", "EBGaramond-OFL.txt", include_str!("../../fonts/eb-garamond/OFL.txt")),
    ("Alegreya Sans", "AlegreyaSans-OFL.txt", include_str!("../../fonts/alegreya-sans/OFL.txt")),
    ("Libertinus", "Libertinus-OFL.txt", include_str!("../../fonts/libertinus/OFL.txt")),
    ("JetBrains", "JetBrainsMono-OFL.txt", include_str!("../../fonts/jetbrains-mono/OFL.txt")),
    ("Noto", "Noto-OFL.txt", include_str!("../../fonts/noto/OFL.txt")),
];

/// The faces, and the families to be tried after the serif for characters it lacks.
#[derive(Debug, Default)]
pub(crate) struct WebFonts {
    pub(crate) faces: Vec<WebFace>,
    /// The families of serif, sans, mono and formulas.
    families: [String; 4],
    others: Vec<String>,
    /// The families of these for each manner of ideographs, if there are several.
    manners: Vec<(HanManner, String)>,
    /// The licences of faces that were picked on this machine, as path and text.
    own_licences: BTreeMap<String, String>,
}

/// Characters that pages of our own may show, and readers may ask for in passing.
const ALWAYS: &str = "‘’“”‚„«»‹›–—…·•⁂©§¶†‡ \u{A0}\u{2009}\u{202F}";

/// The signs of tasks.
const TASKS: [char; 2] = ['☐', '☑'];

/// The styles that text is set in: italic and bold are used by our own pages in any book, bold italic only where bold and italic meet.
fn styles(writer: &DocumentWriter) -> Vec<(bool, bool)> {
    let both = |run: &Run| run.style.has(Style::STRONG.with(Style::EMPHASIS));
    let mut prose = writer.blocks().filter_map(|block| block.prose());
    let all = [(false, false), (false, true), (true, false), (true, true)];
    all[..if prose.any(|prose| prose.runs.iter().any(both)) { 4 } else { 3 }].to_vec()
}

/// The faces of the book's families that it uses, with the characters that they are cut to.
fn of_families(writer: &DocumentWriter, fonts: &Fonts, text: &BTreeSet<char>, code: &BTreeSet<char>) -> BTreeMap<FaceId, BTreeSet<char>> {
    let mut wanted: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
    for (bold, italic) in styles(writer) {
        wanted.insert(fonts.face_for(Family::Serif, bold, italic), text.clone());
    }
    let runs = || writer.blocks().filter_map(|block| block.prose()).flat_map(|prose| &prose.runs);
    let set: BTreeSet<char> = code.iter().copied().chain(' '..='~').collect();
    for (bold, italic) in [(false, false), (true, false), (false, true)].into_iter().filter(|_| !code.is_empty()) {
        let style =
            Style::CODE.with(if bold { Style::STRONG } else { Style::PLAIN }).with(if italic { Style::EMPHASIS } else { Style::PLAIN });
        if runs().any(|run| run.style.has(style)) {
            wanted.entry(fonts.face_for(Family::Mono, bold, italic)).or_default().extend(&set);
        }
    }
    if writer.config.stylesheet.contains("$sans") {
        for (bold, italic) in [(false, false), (false, true), (true, false)] {
            wanted.entry(fonts.face_for(Family::Sans, bold, italic)).or_default().extend(text);
        }
    }
    let signs = formulas::signs(writer);
    if !signs.is_empty() {
        wanted.insert(fonts.math(), signs);
    }
    wanted
}

/// Picks and cuts the faces.
pub(crate) fn faces(writer: &DocumentWriter, fonts: &Fonts) -> WebFonts {
    let family = |face: FaceId| fonts.face(face).family.clone();
    let [serif, sans, mono] = [Family::Serif, Family::Sans, Family::Mono].map(|name| family(fonts.face_for(name, false, false)));
    let families = [serif, sans, mono, family(fonts.math())];
    if !writer.config.epub.fonts {
        return WebFonts { families, ..WebFonts::default() };
    }
    let (text, code) = characters(writer);
    let styles = styles(writer);
    let mut wanted = of_families(writer, fonts, &text, &code);
    let (mut others, mut manners) = (Vec::new(), Vec::new());
    // What only may be asked for is no reason to take in one more face.
    let plain = fonts.face_for(Family::Serif, false, false);
    let occurs = |c: char| writer.blocks().filter_map(|block| block.prose()).any(|prose| prose.text.contains(c));
    let needed = |c: char| !ALWAYS.contains(c) || fonts.face(plain).has(c) || occurs(c);
    for &c in text.union(&code).filter(|c| !c.is_whitespace() && needed(**c)) {
        for face in helping(c, &styles, fonts) {
            let family = &fonts.face(face).family;
            if !others.contains(family) && !wanted.contains_key(&face) {
                others.push(family.clone());
                manners.extend(fonts.face(face).manner.map(|manner| (manner, family.clone())));
            }
            wanted.entry(face).or_default().insert(c);
        }
    }
    manners.sort();
    // A sequence of emoji is one sign only if its face has every part of it.
    let joined = text.iter().chain(&code).any(|c| joins(*c));
    for sequence in joined.then(|| sequences(writer)).into_iter().flatten() {
        let face = fonts.covering(fonts.face_for(Family::Serif, false, false), Features::PLAIN, sequence);
        if let Some(chars) = face.and_then(|face| wanted.get_mut(&face)) {
            chars.extend(sequence.chars());
        }
    }
    if is_foreign(writer, fonts) {
        for (family, bold, italic) in
            styles.iter().flat_map(|&(bold, italic)| [Family::Serif, Family::Sans].map(|family| (family, bold, italic)))
        {
            wanted.remove(&fonts.face_for(family, bold, italic));
        }
    }
    // What is not free stays with whoever has it.
    wanted.retain(|&face, _| fonts.face(face).licence.as_ref().is_none_or(FaceLicence::is_free));
    let faces: Vec<WebFace> = wanted.into_iter().map(|(id, chars)| WebFace::new(fonts, id, chars)).collect();
    let licensed = faces.iter().filter_map(|face| Some((face, fonts.face(face.id).licence.as_ref()?)));
    let own_licences =
        licensed.map(|(face, licence)| (format!("{}-{}-licence.txt", face.stem, face.id.index()), licence.text(&face.family))).collect();
    WebFonts { faces, families, others, manners, own_licences }
}

/// Letters of which one is in the faces of the text, at most, for a book that can do without them.
const HARDLY: usize = 20;

/// Whether hardly any of the book's letters are in the faces of its text, as in one in Japanese: for a few names in Latin letters a reading
/// system's own face does, and the book is half as large.
fn is_foreign(writer: &DocumentWriter, fonts: &Fonts) -> bool {
    let serif = fonts.face(fonts.face_for(Family::Serif, false, false));
    let (mut letters, mut own) = (0_usize, 0_usize);
    for prose in writer.blocks().filter_map(|block| block.prose()) {
        // Most texts are of one script, and are known by their bytes.
        if prose.text.is_ascii() {
            own += prose.text.len();
            letters += prose.text.len();
            continue;
        }
        for c in prose.text.chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            own += usize::from(c.is_ascii() || serif.has(c));
        }
    }
    letters > 0 && own * HARDLY < letters
}

/// Whether a character makes one sign of the emoji beside it: a joiner, a colour of skin, a key cap, a flag of letters or tags.
fn joins(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{20E3}' | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// The sequences of emoji in the text.
fn sequences<'w>(writer: &DocumentWriter<'w>) -> BTreeSet<&'w str> {
    let prose = writer.blocks().filter_map(|block| block.prose()).map(|prose| prose.text.as_str());
    let sequences = prose.filter(|text| text.contains(joins)).flat_map(|text| text.graphemes(true));
    sequences.filter(|sequence| sequence.contains(joins)).collect()
}

/// The faces that set a character which the serif lacks, in these styles and in every manner of ideographs.
fn helping(c: char, styles: &[(bool, bool)], fonts: &Fonts) -> BTreeSet<FaceId> {
    let mut letters = [0; 4];
    let c = &*c.encode_utf8(&mut letters);
    let serif = fonts.face_for(Family::Serif, false, false);
    let Some(face) = fonts.covering(serif, Features::PLAIN, c).filter(|&face| face != serif) else { return BTreeSet::new() };
    if !fonts.is_foreign(face) {
        return BTreeSet::from([face]);
    }
    let manners = || fonts.manners().map(|manner| Features::PLAIN.in_manner(manner)).chain([Features::PLAIN]);
    let styled = styles.iter().map(|&(bold, italic)| fonts.face_for(Family::Serif, bold, italic));
    let helping = styled.flat_map(|face| manners().filter_map(move |manner| fonts.covering(face, manner, c)));
    // What is not free stays with whoever has it.
    helping.filter(|&face| fonts.is_foreign(face) && fonts.face(face).licence.as_ref().is_none_or(FaceLicence::is_free)).collect()
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
            stem: name,
            chars,
            family: face.family.clone(),
            weight: if face.weight >= 600 { "bold" } else { "normal" },
            style: if face.italic { "italic" } else { "normal" },
        }
    }

    /// The file.
    pub(crate) fn bytes(&self, fonts: &Fonts) -> Vec<u8> {
        web::subset(fonts.face(self.id), &self.chars)
    }
}

/// The characters of the text (with what we add) and those of code.
fn characters(writer: &DocumentWriter) -> (BTreeSet<char>, BTreeSet<char>) {
    let metadata = &writer.book().metadata;
    let mut text: BTreeSet<char> = (' '..='~').chain(ALWAYS.chars()).collect();
    let mut code = BTreeSet::new();
    let is_task = |block: &Block| matches!(&block.kind, BlockKind::List { items, .. } if items.iter().any(|item| item.task.is_some()));
    if writer.blocks().any(is_task) {
        text.extend(TASKS);
    }
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
    let series = metadata.series.iter().map(|series| series.name.as_str());
    let voices = writer.edition.voices().flat_map(|voice| [voice.name.as_str(), &voice.label]);
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
    text.extend(all.chain([writer.title(), scenes(writer)]).flat_map(str::chars));
    for set in [&mut text, &mut code] {
        set.retain(|&c| !c.is_control() && c != '\u{FFFC}');
    }
    (text, code)
}

/// The signs between scenes, if there are any.
fn scenes<'w>(writer: &'w DocumentWriter) -> &'w str {
    let parts = writer.blocks().any(|block| matches!(block.kind, BlockKind::SceneBreak));
    if parts { writer.config.typography.scene_break.signs() } else { "" }
}

impl WebFonts {
    /// The licences of the faces that are in the package, as path and text.
    pub(crate) fn licences(&self) -> impl Iterator<Item = (&str, &str)> {
        let used = |beginning: &str| self.faces.iter().any(|face| face.family.starts_with(beginning));
        let compiled = LICENCES.into_iter().filter(move |(beginning, ..)| used(beginning)).map(|(_, path, text)| (path, text));
        compiled.chain(self.own_licences.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// The `@font-face` rules, and the family of the text with what it lacks behind it.
    pub(crate) fn rules(&self) -> String {
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
        let [serif, _, mono, _] = self.families.each_ref().map(|family| quoted(family));
        css.push_str(&format!("body {{\n\tfont-family: {serif}, {others}serif;\n}}\n\n"));
        // Chinese, Japanese and Korean draw the same ideographs in manners of their own.
        for (manner, family) in self.manners.iter().filter(|_| self.manners.len() > 1) {
            let (selector, family) = (manner.selector(), quoted(family));
            css.push_str(&format!("{selector} {{\n\tfont-family: {serif}, {family}, {others}serif;\n}}\n\n"));
        }
        css.push_str(&format!("code, pre {{\n\tfont-family: {mono}, {others}monospace;\n}}\n\n"));
        css
    }
}

impl WebFonts {
    /// The family of formulas, in quotation marks.
    pub(crate) fn math(&self) -> String {
        quoted(&self.families[3])
    }

    /// A design's rules, with the families that its words `$serif`, `$sans` and `$mono` stand for.
    pub(crate) fn named(&self, rules: &str) -> String {
        let words = [("$serif", "serif"), ("$sans", "sans-serif"), ("$mono", "monospace")];
        words
            .into_iter()
            .zip(&self.families)
            .fold(rules.to_owned(), |rules, ((word, kind), family)| rules.replace(word, &format!("{}, {kind}", quoted(family))))
    }
}

fn quoted(family: &str) -> String {
    format!("\"{}\"", family.chars().filter(|c| !matches!(c, '"' | '\\') && !c.is_control()).collect::<String>())
}
