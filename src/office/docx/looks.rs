//! How words look: the properties of runs, and what styles in layers make of them (ECMA-376 part 1, 17.7.2 and 17.7.3).

use super::values::{half_points, is_on, language, number};
use crate::office::package::OfficeFault;
use crate::office::text::OfficeRaise;
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};

/// The properties of a run or a style, where they are given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DocxLook {
    /// The id of a style for characters.
    pub(super) style: Option<String>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    /// Bold and italic of writing from right to left.
    pub(super) complex_bold: Option<bool>,
    pub(super) complex_italic: Option<bool>,
    pub(super) caps: Option<bool>,
    pub(super) small_caps: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) double_strike: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) marked: Option<bool>,
    pub(super) raise: Option<OfficeRaise>,
    /// Half points above the line.
    pub(super) position: Option<i64>,
    pub(super) size: Option<u16>,
    pub(super) complex_size: Option<u16>,
    pub(super) is_rtl: Option<bool>,
    pub(super) is_complex: Option<bool>,
    /// The face has letters of one width.
    pub(super) mono: Option<bool>,
    /// The face holds signs in places of its own.
    pub(super) face: Option<DocxFace>,
    pub(super) language: Option<String>,
    pub(super) asian_language: Option<String>,
    pub(super) complex_language: Option<String>,
}

/// A face whose characters are others than their numbers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocxFace {
    /// An ordinary face.
    Letters,
    Symbol,
    Wingdings,
    Wingdings2,
    Wingdings3,
    Webdings,
}

/// Faces with letters of one width, in small letters.
const MONO: [&str; 22] = [
    "courier",
    "courier new",
    "consolas",
    "menlo",
    "monaco",
    "lucida console",
    "andale mono",
    "dejavu sans mono",
    "liberation mono",
    "cascadia code",
    "cascadia mono",
    "source code pro",
    "fira code",
    "fira mono",
    "jetbrains mono",
    "roboto mono",
    "ubuntu mono",
    "noto sans mono",
    "noto mono",
    "letter gothic",
    "ocr a extended",
    "inconsolata",
];

impl DocxFace {
    /// The face of a name.
    pub(super) fn named(name: &str) -> Self {
        match name.trim().to_lowercase().as_str() {
            "symbol" => Self::Symbol,
            "wingdings" => Self::Wingdings,
            "wingdings 2" => Self::Wingdings2,
            "wingdings 3" => Self::Wingdings3,
            "webdings" => Self::Webdings,
            _ => Self::Letters,
        }
    }
}

impl DocxLook {
    /// Reads the properties up to the end of the `w:rPr` that began last; those from before a tracked change if it is `rejected`.
    ///
    /// # Errors
    /// If the part is damaged.
    pub(super) fn read(xml: &mut OfficeXml<'_>, rejected: bool) -> Result<Self, OfficeFault> {
        let (mut look, mut before) = (Self::default(), None);
        let mut depth = 1;
        while let Some(event) = xml.next()? {
            match event {
                OfficeEvent::Start(element) if rejected && element.name == "w:rPrChange" => before = Some(Self::before(xml)?),
                OfficeEvent::Start(element) if element.name == "w:rPrChange" => xml.skip()?,
                OfficeEvent::Start(element) => {
                    depth += 1;
                    look.take(&element);
                }
                OfficeEvent::End(_) => depth -= 1,
                OfficeEvent::Words(_) => {}
            }
            if depth == 0 {
                break;
            }
        }
        Ok(before.unwrap_or(look))
    }

    /// The properties from before a tracked change, which is read to its end.
    fn before(xml: &mut OfficeXml<'_>) -> Result<Self, OfficeFault> {
        Ok(xml.last_child("w:rPr", |xml| Self::read(xml, false))?.unwrap_or_default())
    }

    /// Takes a property.
    pub(super) fn take(&mut self, element: &OfficeElement) {
        let value = element.get("w:val").unwrap_or("");
        let on = || Some(is_on(element));
        match element.name.as_str() {
            "w:rStyle" => self.style = Some(value.to_owned()),
            "w:b" => self.bold = on(),
            "w:i" => self.italic = on(),
            "w:bCs" => self.complex_bold = on(),
            "w:iCs" => self.complex_italic = on(),
            "w:caps" => self.caps = on(),
            "w:smallCaps" => self.small_caps = on(),
            "w:strike" => self.strike = on(),
            "w:dstrike" => self.double_strike = on(),
            "w:vanish" => self.hidden = on(),
            "w:u" => self.underline = Some(!matches!(value, "none" | "")),
            "w:highlight" => self.marked = Some(!matches!(value, "none" | "")),
            "w:shd" => self.shade(element),
            "w:vertAlign" => self.raise = Some(raise(value)),
            "w:position" => self.position = number(value),
            "w:sz" => self.size = half_points(value).or(self.size),
            "w:szCs" => self.complex_size = half_points(value).or(self.complex_size),
            "w:rtl" => self.is_rtl = on(),
            "w:cs" => self.is_complex = on(),
            "w:rFonts" => self.faces(element),
            "w:lang" => {
                let tag = |name: &str| element.get(name).and_then(language);
                self.language = tag("w:val").or(self.language.take());
                self.asian_language = tag("w:eastAsia").or(self.asian_language.take());
                self.complex_language = tag("w:bidi").or(self.complex_language.take());
            }
            _ => {}
        }
    }

    /// Takes a shade: behind words it marks them, but for a white one.
    fn shade(&mut self, element: &OfficeElement) {
        let fill = element.get("w:fill").unwrap_or("auto");
        if self.marked != Some(true) && !matches!(element.get("w:val"), Some("nil")) {
            self.marked = Some(!matches!(fill, "auto" | "") && !fill.eq_ignore_ascii_case("ffffff"));
        }
    }

    fn faces(&mut self, element: &OfficeElement) {
        let name = element.get("w:ascii").or(element.get("w:hAnsi")).or(element.get("w:cs"));
        if let Some(name) = name {
            self.mono = Some(MONO.contains(&name.trim().to_lowercase().as_str()));
            self.face = Some(DocxFace::named(name));
        } else if element.get("w:asciiTheme").is_some() {
            self.mono = Some(false);
            self.face = Some(DocxFace::Letters);
        }
    }

    /// What is given here, and elsewhere what is given below.
    pub(super) fn over(&self, below: &Self) -> Self {
        Self {
            style: self.style.clone().or_else(|| below.style.clone()),
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            complex_bold: self.complex_bold.or(below.complex_bold),
            complex_italic: self.complex_italic.or(below.complex_italic),
            caps: self.caps.or(below.caps),
            small_caps: self.small_caps.or(below.small_caps),
            strike: self.strike.or(below.strike),
            double_strike: self.double_strike.or(below.double_strike),
            hidden: self.hidden.or(below.hidden),
            underline: self.underline.or(below.underline),
            marked: self.marked.or(below.marked),
            raise: self.raise.or(below.raise),
            position: self.position.or(below.position),
            size: self.size.or(below.size),
            complex_size: self.complex_size.or(below.complex_size),
            is_rtl: self.is_rtl.or(below.is_rtl),
            is_complex: self.is_complex.or(below.is_complex),
            mono: self.mono.or(below.mono),
            face: self.face.or(below.face),
            language: self.language.clone().or_else(|| below.language.clone()),
            asian_language: self.asian_language.clone().or_else(|| below.asian_language.clone()),
            complex_language: self.complex_language.clone().or_else(|| below.complex_language.clone()),
        }
    }
}

fn raise(value: &str) -> OfficeRaise {
    match value {
        "superscript" => OfficeRaise::Superscript,
        "subscript" => OfficeRaise::Subscript,
        _ => OfficeRaise::Level,
    }
}

/// The layers of properties that lie over each other in a run.
pub(super) struct DocxLayers<'l> {
    pub(super) defaults: &'l DocxLook,
    pub(super) paragraph: &'l DocxLook,
    pub(super) character: &'l DocxLook,
    pub(super) direct: &'l DocxLook,
}

impl DocxLayers<'_> {
    /// A property that styles switch to and fro: it is on if an odd number of layers say so; what the run itself says is final.
    pub(super) fn toggled(&self, of: impl Fn(&DocxLook) -> Option<bool>) -> bool {
        let layer = |look: &DocxLook| of(look).unwrap_or(false);
        of(self.direct).unwrap_or_else(|| layer(self.defaults) || (layer(self.paragraph) != layer(self.character)))
    }

    /// A property of which the uppermost layer that has it decides.
    pub(super) fn uppermost<T>(&self, of: impl Fn(&DocxLook) -> Option<T>) -> Option<T> {
        of(self.direct).or_else(|| of(self.character)).or_else(|| of(self.paragraph)).or_else(|| of(self.defaults))
    }
}
