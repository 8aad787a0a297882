//! Words of pages, and the elements within lines: how words look, links, and what is drawn.

use super::css::WebStyle;
use super::place::WebTarget;
use super::reader::{WebEnd, WebLook, WebReader, WebStart};
use super::tokens::WebTag;
use super::tree::WebNode;
use crate::office::mathml::{MathmlBuilder, latex};
use crate::office::shelf::{PictureRefusal, shelved};
use crate::office::text::{OfficePiece, OfficeRaise, OfficeTarget};
use crate::source::held;

impl WebReader<'_> {
    /// Adds words as they look here.
    pub(super) fn words(&mut self, words: &str) {
        let is_white = words.bytes().all(|c| c.is_ascii_whitespace());
        let context = self.context();
        if is_white && self.flow.paragraph().is_none() && !context.is_kept {
            return;
        }
        let face = self.face();
        if face.is_hidden {
            if !is_white {
                self.flow.lose("passages of hidden words, left out");
            }
            return;
        }
        let words = self.without_label(words);
        if self.ends_line {
            if is_white {
                return;
            }
            self.break_line();
        }
        if context.is_kept {
            self.need_paragraph();
            let drops = std::mem::take(&mut self.drops_line);
            for (at, line) in words.replace("\r\n", "\n").split('\n').enumerate() {
                if at > usize::from(drops && words.starts_with(['\n', '\r'])) {
                    self.flow.piece(OfficePiece::LineBreak);
                }
                if !line.is_empty() {
                    self.flow.kept(line, &face.look, None);
                }
            }
            return;
        }
        if words.is_empty() {
            return;
        }
        self.need_paragraph();
        self.flow.words(words, &face.look, None);
    }

    /// Takes the call of a note away from the begin of its text, where there is no link that leads back.
    fn without_label<'w>(&mut self, words: &'w str) -> &'w str {
        if self.label.is_none() || words.trim().is_empty() {
            return words;
        }
        let label = self.label.take().unwrap_or_default();
        let text = words.trim_start();
        let rest = text.strip_prefix(['[', '(']).unwrap_or(text).strip_prefix(&label);
        let is_sign = label.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | '§'));
        match rest {
            Some(rest) if is_sign && rest.chars().next().is_none_or(|c| !c.is_alphanumeric()) => {
                let rest = rest.trim_start_matches(['.', ']', ')', ':']);
                if rest.is_empty() { " " } else { rest }
            }
            _ => words,
        }
    }

    /// How words look in an element within a line.
    pub(super) fn faced(&self, tag: &WebTag, style: &WebStyle) -> Option<WebLook> {
        let mut face = self.face();
        let before = (face.look.clone(), face.is_hidden);
        let look = &mut face.look;
        match tag.name.as_str() {
            "b" | "strong" => look.is_bold = true,
            "i" | "em" | "cite" | "var" | "dfn" => look.is_italic = true,
            "u" | "ins" => look.is_underlined = true,
            "s" | "strike" | "del" => look.is_struck = true,
            "mark" => look.is_marked = true,
            "code" | "kbd" | "samp" | "tt" => look.is_code = true,
            "sup" => look.raise = OfficeRaise::Superscript,
            "sub" => look.raise = OfficeRaise::Subscript,
            _ => {}
        }
        if ["smallcaps", "small-caps", "sc"].iter().any(|class| tag.is(class)) {
            look.is_small_caps = true;
        }
        wear(&mut face, style);
        if self.link.is_some() || tag.name == "a" {
            face.look.is_underlined = false;
        }
        speak(&mut face, tag);
        (before != (face.look.clone(), face.is_hidden)).then_some(face)
    }

    pub(super) fn begin_link(&mut self, tag: &WebTag, face: Option<WebLook>) -> WebStart {
        let plain = |face| WebStart::Open { what: WebEnd::Nothing, face, context: None };
        let Some(address) = tag.get("href").filter(|_| self.link.is_none()) else { return plain(face) };
        let target = match self.pages.target(self.page, address) {
            WebTarget::Place(page, id) => {
                let name = self.pages.bookmark(page, id.as_deref().unwrap_or_default());
                // The begin of a page that stands alone is no place to go to.
                if name.is_empty() {
                    return plain(face);
                }
                OfficeTarget::Bookmark(name)
            }
            WebTarget::Address(address) => OfficeTarget::Address(address),
            WebTarget::File(_) | WebTarget::Nowhere => {
                if !address.trim().is_empty() {
                    self.flow.lose("links to files, of which the words are kept");
                }
                return plain(face);
            }
        };
        if self.flow.paragraph().is_some() {
            self.flow.piece(OfficePiece::LinkStart(target.clone()));
        }
        self.link = Some(target);
        WebStart::Open { what: WebEnd::Link, face, context: None }
    }

    pub(super) fn end_link(&mut self) {
        if self.link.take().is_some() {
            self.close_link();
        }
    }

    /// Adds a picture.
    pub(super) fn picture(&mut self, tag: &WebTag) {
        if self.face().is_hidden {
            return;
        }
        let address = tag.get("src").or_else(|| tag.get("data")).unwrap_or_default();
        let found = self.picture_at(address);
        match found {
            Ok(picture) => {
                let own = tag.get("width").and_then(|width| super::css::length(&format!("{}px", width.trim().trim_end_matches("px"))));
                let width = self.style(tag).width.or(own).filter(|width| *width > 0);
                let tidy = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
                // The name of a file is no words, though programs write it where they have none.
                let file = address.rsplit('/').next().unwrap_or_default();
                let words = tag.get("alt").map(tidy).filter(|words| !words.is_empty() && words.rsplit('/').next() != Some(file));
                self.piece(OfficePiece::Picture { picture, words, width });
            }
            Err(refusal) => self.flow.lose(refusal.told()),
        }
    }

    fn picture_at(&mut self, address: &str) -> Result<usize, PictureRefusal> {
        let pictures = &mut self.flow.text.pictures;
        if held::is_data(address) {
            let name = format!("picture{}", pictures.len() + 1);
            return shelved(pictures, &name, held::bytes(address).unwrap_or_default());
        }
        let path = match self.pages.target(self.page, address) {
            WebTarget::File(path) => path,
            WebTarget::Place(..) => return Err(PictureRefusal::Missing),
            WebTarget::Address(_) | WebTarget::Nowhere => return Err(PictureRefusal::Outside),
        };
        if let Some(known) = self.pictures.get(&path) {
            return known.clone();
        }
        let found = (self.fetch)(&path).ok_or(PictureRefusal::Missing).and_then(|bytes| shelved(pictures, &path, bytes));
        self.pictures.insert(path, found.clone());
        found
    }

    /// Adds a formula: that in LaTeX which the page gives with it, or that of its signs.
    pub(super) fn formula(&mut self, start: usize, end: usize) {
        let nodes = &self.pages.all[self.page].page.nodes;
        let is_tex = |node: &WebNode| {
            let encoding = node.tag().filter(|tag| tag.name == "annotation").and_then(|tag| tag.get("encoding"));
            encoding.is_some_and(|encoding| matches!(encoding, "application/x-tex" | "TeX" | "LaTeX" | "application/x-latex"))
        };
        let given = nodes[start..end].iter().position(is_tex).map(|at| start + at);
        let given = given.map(|at| nodes[at..nodes[at].end].iter().filter_map(WebNode::words).collect::<String>());
        let given = given.map(|tex| tex.trim().to_owned()).filter(|tex| !tex.is_empty() && crate::math::parse(tex, true).is_ok());
        let is_display = nodes[start].tag().is_some_and(|tag| tag.get("display") == Some("block"));
        match given.or_else(|| latex_of(&nodes[start..end], start)) {
            Some(latex) => self.piece(OfficePiece::Formula { latex, is_display }),
            None => self.flow.lose("formulas that are not understood"),
        }
    }
}

/// The LaTeX of the signs of a formula.
fn latex_of(nodes: &[WebNode], first: usize) -> Option<String> {
    let mut math = MathmlBuilder::new();
    let mut ends: Vec<usize> = Vec::new();
    for (at, node) in nodes.iter().enumerate().skip(1) {
        while ends.last().is_some_and(|end| *end <= first + at) {
            ends.pop();
            math.end();
        }
        match node.tag() {
            Some(tag) => {
                let name = tag.name.rsplit(':').next().unwrap_or_default();
                math.start(name, |attribute| tag.get(attribute));
                ends.push(node.end);
            }
            None => math.words(node.words().unwrap_or_default()),
        }
    }
    for _ in &ends {
        math.end();
    }
    latex(&math.end()?)
}

/// Puts what a style says of characters on them.
pub(super) fn wear(face: &mut WebLook, style: &WebStyle) {
    let look = &mut face.look;
    look.is_bold = style.is_bold.unwrap_or(look.is_bold);
    look.is_italic = style.is_italic.unwrap_or(look.is_italic);
    look.is_small_caps = style.is_small_caps.unwrap_or(look.is_small_caps);
    look.is_struck = style.is_struck.unwrap_or(look.is_struck);
    look.is_underlined = style.is_underlined.unwrap_or(look.is_underlined);
    look.is_marked = style.is_marked.unwrap_or(look.is_marked);
    look.raise = style.raise.unwrap_or(look.raise);
    look.size = style.size.or(look.size);
    face.is_hidden |= style.is_hidden == Some(true);
}

/// Takes over the language that an element says.
pub(super) fn speak(face: &mut WebLook, tag: &WebTag) {
    if let Some(language) = tag.get("lang").or_else(|| tag.get("xml:lang")).map(str::trim) {
        let is_tag = !language.is_empty() && language.len() < 36 && language.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
        face.look.language = Some(if is_tag { language.to_owned() } else { String::new() });
    }
}
