//! What is fuzzed: for each kind of input the book that it is put into, and how it is changed.

use crate::mutate::{self, Words};
use crate::rng::Rng;
use crate::{bundle, words};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A kind of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Markdown,
    Commentary,
    Settings,
    FrontMatter,
    Text,
    Png,
    Jpeg,
    Svg,
    Gif,
    Webp,
    Font,
    Epub,
    Docx,
    Odt,
    Annotations,
}

impl Target {
    pub(crate) const ALL: [Self; 15] = [
        Self::Markdown,
        Self::Commentary,
        Self::Settings,
        Self::FrontMatter,
        Self::Text,
        Self::Png,
        Self::Jpeg,
        Self::Svg,
        Self::Gif,
        Self::Webp,
        Self::Font,
        Self::Epub,
        Self::Docx,
        Self::Odt,
        Self::Annotations,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Commentary => "commentary",
            Self::Settings => "settings",
            Self::FrontMatter => "front_matter",
            Self::Text => "text",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Svg => "svg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Font => "font",
            Self::Epub => "epub",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Annotations => "annotations",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.name() == name)
    }

    /// Whether an input is a bundle of texts.
    pub(crate) fn is_bundle(self) -> bool {
        matches!(self, Self::Markdown | Self::Commentary | Self::Settings | Self::FrontMatter | Self::Text)
    }

    /// The name of a file without a name.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Settings => "book.toml",
            Self::Text => "one.txt",
            _ => "one.md",
        }
    }

    fn words(self) -> Words {
        match self {
            Self::Markdown => &[words::MARKDOWN],
            Self::Commentary => &[words::COMMENTARY, words::MARKDOWN],
            Self::Settings => &[words::KEYS, words::VALUES, words::VALUES, words::SETTINGS],
            Self::FrontMatter => &[words::KEYS, words::VALUES, words::SETTINGS, words::SETTINGS, words::MARKDOWN],
            Self::Text => &[words::TEXT],
            Self::Svg => &[words::SVG],
            Self::Docx => &[words::DOCX],
            Self::Odt => &[words::ODT],
            Self::Annotations => &[words::ANNOTATIONS],
            _ => &[words::EPUB],
        }
    }

    /// Changes something in one place of an input; `other` is another one of the same kind.
    pub(crate) fn mutate(self, input: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
        match self {
            Self::Png => mutate::png(input, other, rng),
            Self::Jpeg => mutate::jpeg(input, other, rng),
            Self::Webp => mutate::webp(input, other, rng),
            Self::Font => mutate::font(input, other, rng),
            Self::Epub | Self::Docx | Self::Odt => mutate::archive(input, other, self.words(), rng),
            Self::Gif => mutate::bytes(input, other, rng),
            Self::Annotations if input.starts_with(b"%PDF") => mutate::in_place(input, other, self.words(), rng),
            Self::Svg | Self::Annotations => fill(input, other, self.words(), rng),
            _ => self.one_file(input, other, rng),
        }
    }

    /// Changes something in one of the texts, mostly in one of the kind in question.
    fn one_file(self, input: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
        let mut files = bundle::split(input, self.file());
        let theirs = bundle::split(other, self.file());
        if files.is_empty() {
            files.push((self.file().to_owned(), Vec::new()));
        }
        let chosen: Vec<usize> = (0..files.len()).filter(|&index| self.is_about(&files[index].0, &files[index].1)).collect();
        let at = if chosen.is_empty() || rng.once_in(10) { rng.below(files.len()) } else { *rng.pick(&chosen) };
        let likely: Vec<&Vec<u8>> = theirs.iter().filter(|(name, text)| self.is_about(name, text)).map(|(_, text)| text).collect();
        let other = if likely.is_empty() { other } else { rng.pick(&likely) };
        let text = &mut files[at].1;
        let head = if self == Self::FrontMatter && rng.below(8) > 0 { head(text) } else { text.len() };
        let rest = text.split_off(head);
        fill(text, other, self.words(), rng);
        text.extend(rest);
        *input = bundle::join(files.iter().map(|(name, text)| (name.as_str(), text.as_slice())));
    }

    fn is_about(self, name: &str, text: &[u8]) -> bool {
        match self {
            Self::Commentary => {
                name.contains("notes") || name.contains("comment") || text.windows(12).any(|window| window == b"comments-on:")
            }
            Self::Settings => name.ends_with(".toml"),
            Self::Text => name.ends_with(".txt"),
            _ => name.ends_with(".md"),
        }
    }

    /// Puts the book that an input is in into `folder`, with settings that `variant` stands for. The book's path.
    pub(crate) fn lay(self, input: &[u8], variant: u32, stock: &Stock, folder: &Path) -> std::io::Result<PathBuf> {
        let write = |name: &str, content: &[u8]| {
            let path = folder.join(name);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(path, content)
        };
        if matches!(self, Self::Docx | Self::Odt) {
            let name = if self == Self::Docx { "one.docx" } else { "one.odt" };
            write(name, input)?;
            return Ok(folder.join(name));
        }
        write("c.png", &stock.png)?;
        if self == Self::Annotations {
            for (name, content) in &stock.texts {
                write(name, content.as_bytes())?;
            }
            write("book.toml", settings(&["one.md", "two.md"], &["notes.md"], "", 0).as_bytes())?;
            return Ok(folder.join("book.toml"));
        }
        if self.is_bundle() {
            let mut files = bundle::split(input, self.file());
            if files.is_empty() {
                files.push((self.file().to_owned(), Vec::new()));
            }
            for (name, content) in &files {
                // A name may be both a file's and a folder's; then there is no such file.
                let _ = write(name, content);
            }
            let has = |name: &str| files.iter().any(|(own, _)| own == name);
            if self == Self::Settings {
                for (name, content) in &stock.texts {
                    if !has(name) {
                        write(name, content.as_bytes())?;
                    }
                }
                write("f.otf", &stock.font)?;
            }
            let alone = matches!(self, Self::FrontMatter | Self::Text) && (self == Self::FrontMatter) == (variant % 4 != 3);
            if has("book.toml") || alone {
                return Ok(folder.join(if has("book.toml") { "book.toml" } else { &files[0].0 }));
            }
            let texts: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
            let (notes, texts): (Vec<&str>, Vec<&str>) =
                texts.into_iter().partition(|name| name.contains("notes") || name.contains("comment"));
            write("book.toml", settings(&texts, &notes, "", variant).as_bytes())?;
            return Ok(folder.join("book.toml"));
        }
        let (picture, fonts) = match self {
            Self::Png => ("p.png", ""),
            Self::Jpeg => ("p.jpg", ""),
            Self::Svg => ("p.svg", ""),
            Self::Gif => ("p.gif", ""),
            Self::Webp => ("p.webp", ""),
            _ => ("f.otf", "\"f.otf\""),
        };
        write(picture, input)?;
        let text = match self {
            Self::Font => &stock.foreign,
            _ => &format!("# A *b*\n\nIn the line ![x]({picture}) it stands.\n\n![a figure]({picture} \"Its caption\"){{.here}}\n"),
        };
        write("one.md", text.as_bytes())?;
        let mut settings = settings(&["one.md"], &[], fonts, variant);
        if self != Self::Font && variant % 8 == 1 {
            settings = settings.replace("\"c.png\"", &format!("{picture:?}"));
        }
        write("book.toml", settings.as_bytes())?;
        Ok(folder.join("book.toml"))
    }
}

/// Changes a text, which is never none.
fn fill(text: &mut Vec<u8>, other: &[u8], words: Words, rng: &mut Rng) {
    if text.is_empty() {
        text.push(b'\n');
    }
    mutate::text(text, if other.is_empty() { b"\n" } else { other }, words, rng);
}

/// How far the front matter goes.
fn head(text: &[u8]) -> usize {
    let fence = |line: &[u8]| matches!(line.trim_ascii(), b"---" | b"+++" | b"...");
    let mut at = 0;
    for (index, line) in text.split_inclusive(|&byte| byte == b'\n').enumerate() {
        at += line.len();
        if index > 0 && fence(line) {
            return at;
        }
    }
    text.len().min(200)
}

/// What books have beside the input.
#[derive(Debug)]
pub(crate) struct Stock {
    /// A small picture.
    pub(crate) png: Vec<u8>,
    /// A small font.
    pub(crate) font: Vec<u8>,
    /// A text in characters that only that font has.
    pub(crate) foreign: String,
    /// Texts by name.
    pub(crate) texts: Vec<(&'static str, &'static str)>,
}

/// A book.toml. Number 0 is what is quickest to build; the bits of others choose.
fn settings(texts: &[&str], notes: &[&str], fonts: &str, variant: u32) -> String {
    let bit = |at: u32| variant >> at & 1 == 1;
    let choice = |at: u32, of: &[&'static str]| of[(variant >> at) as usize % of.len()];
    let mut toml = String::from("title = \"T\"\nauthors = [\"A\"]\ncover = \"c.png\"\n");
    let _ = writeln!(toml, "language = {:?}", choice(0, &["en", "de", "fr", "he", "zh-Hans", "ar", "tr", "en-GB"]));
    let _ = writeln!(toml, "chapters = {texts:?}\ncommentary = {notes:?}");
    let _ = writeln!(toml, "[epub]\nfonts = {}\npages = {:?}", variant % 8 == 7, choice(3, &["source-of", "page-break-source", "none"]));
    if variant % 16 == 9 {
        toml += "certified-by = \"Somebody\"\n";
    }
    let _ = writeln!(toml, "[page]\nsize = {:?}", choice(4, &["a5", "a6", "6x9", "5x8"]));
    if bit(6) {
        toml += "chapters-start = \"recto\"\nheads = { verso = \"author\", recto = \"section-last\" }\n";
    }
    let _ = writeln!(toml, "[type]\nfonts = [{fonts}]\nhyphenate = {}\ndrop-cap = {}", !bit(5), choice(7, &["0", "0", "2", "3"]));
    let _ = writeln!(toml, "style = {:?}", choice(9, &["classic/1", "essay/1", "compact/1"]));
    if variant % 5 == 4 {
        toml += "size = \"18 pt\"\nopening = \"none\"\nheading-2 = { family = \"sans\", size = \"140%\", letterspacing = 50, small-caps = \"all\" }\n";
    }
    let _ = writeln!(toml, "[contents]\ndepth = {}\nfigures = {}\ntables = {}", variant % 6 + 1, bit(8), bit(9));
    let pdf = choice(10, &["foot", "margin", "facing", "columns", "after-section", "end", "omit", "only"]);
    let epub = choice(12, &["popup", "interleaved", "linked", "omit", "only"]);
    let marks = choice(11, &["letters", "underline", "none"]);
    let _ = writeln!(toml, "[notes]\npdf = {pdf:?}\nepub = {epub:?}\nmarks = {marks:?}");
    let standard = choice(13, &["ua1+a2", "ua2+a4"]);
    let _ = writeln!(toml, "[pdf]\nstandard = {standard:?}\nattach-source = {}", bit(14));
    if bit(15) {
        toml += "image-resolution = 100\n[print]\nservice = \"kdp\"\nstandard = \"x-1a\"\ncrop-marks = true\n";
    }
    toml
}
