//! The parts of an equation, and what each is in LaTeX.

use super::fences::{fence, named};
use super::letters::{OmmlFace, letters};
use super::names::{function, text};
use crate::office::xml::OfficeElement;
use std::collections::BTreeMap;

/// A part of an equation that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct OmmlPart {
    pub(super) name: String,
    /// The LaTeX of what the part holds in order; of text, the characters.
    pub(super) text: String,
    /// The slots that are filled (`m:num`, `m:den`, `m:e` …), in order.
    slots: Vec<OmmlSlot>,
    /// The properties of the part, by their names.
    properties: BTreeMap<String, String>,
}

/// A slot of a part, filled.
#[derive(Clone, Debug)]
struct OmmlSlot {
    name: String,
    latex: String,
}

/// Slots that are kept apart.
const SLOTS: [&str; 9] = ["m:num", "m:den", "m:e", "m:sub", "m:sup", "m:deg", "m:lim", "m:fName", "m:mr"];

/// Accents by their signs.
const ACCENTS: [(char, &str); 25] = [
    ('‾', "\\bar"),
    ('´', "\\acute"),
    ('`', "\\grave"),
    ('ˇ', "\\check"),
    ('˘', "\\breve"),
    ('˙', "\\dot"),
    ('¨', "\\ddot"),
    ('\u{302}', "\\hat"),
    ('^', "\\hat"),
    ('\u{303}', "\\tilde"),
    ('~', "\\tilde"),
    ('\u{307}', "\\dot"),
    ('\u{308}', "\\ddot"),
    ('\u{20DB}', "\\dddot"),
    ('\u{304}', "\\bar"),
    ('¯', "\\bar"),
    ('\u{305}', "\\overline"),
    ('\u{20D7}', "\\vec"),
    ('→', "\\vec"),
    ('\u{30C}', "\\check"),
    ('\u{306}', "\\breve"),
    ('\u{301}', "\\acute"),
    ('\u{300}', "\\grave"),
    ('\u{30A}', "\\mathring"),
    ('\u{20D6}', "\\overleftarrow"),
];

impl OmmlPart {
    /// A part of a name that holds nothing yet.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Takes a property.
    pub(super) fn property(&mut self, element: &OfficeElement) {
        let value = element.get("m:val").unwrap_or("on");
        self.properties.entry(element.name.clone()).or_insert_with(|| value.chars().take(16).collect());
    }

    /// Takes what came of a part in it.
    pub(super) fn take(&mut self, name: &str, latex: String) {
        if SLOTS.contains(&name) && self.name != "m:oMath" {
            self.slots.push(OmmlSlot { name: name.to_owned(), latex });
        } else {
            join(&mut self.text, &latex);
        }
    }

    fn slot(&self, name: &str) -> &str {
        self.slots.iter().find(|slot| slot.name == name).map_or("", |slot| slot.latex.as_str())
    }

    fn slots<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.slots.iter().filter(move |slot| slot.name == name).map(|slot| slot.latex.as_str())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(String::as_str)
    }

    fn is_on(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| !matches!(value, "0" | "off" | "false"))
    }

    fn sign(&self, name: &str, default: char) -> Option<char> {
        match self.get(name) {
            Some("on") | None => Some(default),
            Some(sign) => sign.chars().next(),
        }
    }

    /// The part in LaTeX.
    pub(super) fn latex(&self) -> String {
        let (e, sub, sup) = (self.slot("m:e"), self.slot("m:sub"), self.slot("m:sup"));
        match self.name.as_str() {
            "m:t" | "w:t" => self.text.clone(),
            "m:r" | "w:r" => self.run(),
            name if name.ends_with("Pr") => String::new(),
            "m:f" => self.fraction(),
            "m:sSub" => format!("{}_{{{sub}}}", base(e)),
            "m:sSup" => format!("{}^{{{sup}}}", base(e)),
            "m:sSubSup" => format!("{}_{{{sub}}}^{{{sup}}}", base(e)),
            "m:sPre" => format!("{{}}_{{{sub}}}^{{{sup}}}{}", base(e)),
            "m:rad" => match self.slot("m:deg") {
                degree if !self.is_on("m:degHide") && !degree.trim().is_empty() => format!("\\sqrt[{degree}]{{{e}}}"),
                _ => format!("\\sqrt{{{e}}}"),
            },
            "m:nary" => self.operator(),
            "m:d" => self.fenced(),
            "m:m" => format!("\\begin{{matrix}}{}\\end{{matrix}}", self.rows(" \\\\ ")),
            "m:mr" => self.slots("m:e").collect::<Vec<_>>().join(" & "),
            "m:eqArr" => {
                let rows: Vec<String> = self.slots("m:e").map(aligned).collect();
                format!("\\begin{{aligned}}{}\\end{{aligned}}", rows.join(" \\\\ "))
            }
            "m:func" => format!("{} {e}", function_name(self.slot("m:fName"))),
            "m:limLow" => limit(e, self.slot("m:lim"), "_"),
            "m:limUpp" => limit(e, self.slot("m:lim"), "^"),
            "m:acc" => accent(self.sign("m:chr", '\u{302}'), e),
            "m:bar" if self.get("m:pos") == Some("top") => format!("\\overline{{{e}}}"),
            "m:bar" => format!("\\underline{{{e}}}"),
            "m:groupChr" => group(self.sign("m:chr", '⏟'), self.get("m:pos") == Some("top"), e),
            "m:borderBox" => format!("\\boxed{{{e}}}"),
            "m:box" => format!("{{{e}}}"),
            // What takes room and is not seen has no counterpart; what is seen, is.
            "m:phant" => match self.get("m:show") {
                Some("0" | "off" | "false") => "\\quad ".to_owned(),
                _ => format!("{{{e}}}"),
            },
            _ => {
                let mut out = self.text.clone();
                self.slots.iter().for_each(|slot| join(&mut out, &slot.latex));
                out
            }
        }
    }

    fn run(&self) -> String {
        if self.is_on("m:nor") {
            return text(&self.text);
        }
        let face = match (self.get("m:scr"), self.get("m:sty")) {
            (Some("double-struck"), _) => OmmlFace::DoubleStruck,
            (Some("script"), _) => OmmlFace::Script,
            (Some("fraktur"), _) => OmmlFace::Fraktur,
            (Some("sans-serif"), _) => OmmlFace::Sans,
            (Some("monospace"), _) => OmmlFace::Mono,
            (_, Some("p")) => OmmlFace::Upright,
            (_, Some("b")) => OmmlFace::Bold,
            (_, Some("bi")) => OmmlFace::BoldItalic,
            _ => OmmlFace::Italic,
        };
        match function(&self.text).filter(|name| face == OmmlFace::Upright && !name.starts_with("\\operatorname")) {
            Some(name) => name,
            None => letters(&self.text, face),
        }
    }

    fn fraction(&self) -> String {
        let (num, den) = (self.slot("m:num"), self.slot("m:den"));
        match self.get("m:type") {
            Some("noBar") => format!("\\genfrac{{}}{{}}{{0pt}}{{}}{{{num}}}{{{den}}}"),
            Some("lin") => format!("{{{num}}}/{{{den}}}"),
            Some("skw") => format!("{{}}^{{{num}}}/_{{{den}}}"),
            _ => format!("\\frac{{{num}}}{{{den}}}"),
        }
    }

    fn operator(&self) -> String {
        let sign = self.sign("m:chr", '∫').map_or_else(|| "{}".to_owned(), |sign| letters(&sign.to_string(), OmmlFace::Italic));
        let mut out = sign.trim_end().to_owned();
        let is_big = out.starts_with('\\');
        match self.get("m:limLoc") {
            Some("undOvr") if is_big => out.push_str("\\limits"),
            Some("subSup") if is_big && !out.contains("int") => out.push_str("\\nolimits"),
            _ => {}
        }
        let (sub, sup) = (self.slot("m:sub"), self.slot("m:sup"));
        if !self.is_on("m:subHide") && !sub.trim().is_empty() {
            out.push_str(&format!("_{{{sub}}}"));
        }
        if !self.is_on("m:supHide") && !sup.trim().is_empty() {
            out.push_str(&format!("^{{{sup}}}"));
        }
        join(&mut out, " ");
        join(&mut out, self.slot("m:e"));
        out
    }

    fn fenced(&self) -> String {
        let bracket = |name: &str, default: char| match self.properties.get(name).map(String::as_str) {
            None | Some("on") => fence(default),
            Some(sign) => sign.chars().next().map_or_else(|| ".".to_owned(), fence),
        };
        let (open, close) = (bracket("m:begChr", '('), bracket("m:endChr", ')'));
        let between = match self.sign("m:sepChr", '|') {
            Some('|' | '∣' | '│') => " \\middle| ".to_owned(),
            Some('‖') => " \\middle\\| ".to_owned(),
            Some(sign) => letters(&sign.to_string(), OmmlFace::Italic),
            None => " ".to_owned(),
        };
        let inside = self.slots("m:e").collect::<Vec<_>>().join(&between);
        named(&open, &close, &inside).unwrap_or_else(|| format!("\\left{open} {inside} \\right{close}"))
    }

    fn rows(&self, between: &str) -> String {
        self.slots("m:mr").collect::<Vec<_>>().join(between)
    }
}

/// Adds LaTeX behind other LaTeX, so that a command does not run into a letter.
fn join(out: &mut String, more: &str) {
    let name = out.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if name.ends_with('\\') && name.len() < out.len() && more.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.push(' ');
    }
    out.push_str(more);
}

/// What scripts stand at: one sign by itself, all else in braces.
fn base(latex: &str) -> String {
    let latex = latex.trim();
    if let Some(name) = function(latex).filter(|name| !name.starts_with("\\operatorname")) {
        return name;
    }
    let name = latex.strip_prefix('\\').unwrap_or(latex);
    let is_command = name.len() < latex.len() && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
    let is_one = latex.chars().count() == 1 && latex.chars().all(char::is_alphanumeric);
    if is_one || is_command { latex.to_owned() } else { format!("{{{latex}}}") }
}

/// The name of a function: upright, with what stands under or over it.
fn function_name(latex: &str) -> String {
    function(latex.trim()).unwrap_or_else(|| latex.trim().to_owned())
}

/// Something under or over a base: limits of an operator, or words set there.
fn limit(base: &str, limit: &str, sign: &str) -> String {
    let base = base.trim();
    let brace = if sign == "_" { "\\underbrace" } else { "\\overbrace" };
    if base.starts_with(brace) {
        return format!("{base}{sign}{{{limit}}}");
    }
    // A name set upright is a command already.
    let name =
        base.strip_prefix('\\').filter(|name| function(name).is_some_and(|name| !name.starts_with("\\operatorname"))).unwrap_or(base);
    match function(name) {
        Some(name)
            if ["\\lim", "\\max", "\\min", "\\sup", "\\inf", "\\limsup", "\\liminf", "\\det", "\\gcd", "\\Pr"].contains(&name.as_str()) =>
        {
            format!("{name}{sign}{{{limit}}}")
        }
        Some(name) => format!("\\mathop{{{name}}}\\limits{sign}{{{limit}}}"),
        None if sign == "_" => format!("\\underset{{{limit}}}{{{base}}}"),
        None => format!("\\overset{{{limit}}}{{{base}}}"),
    }
}

fn accent(sign: Option<char>, e: &str) -> String {
    let is_long = e.trim().chars().filter(|c| c.is_alphanumeric()).count() > 1 && !e.trim().starts_with('\\');
    let command = sign.and_then(|sign| ACCENTS.iter().find(|(known, _)| *known == sign)).map(|(_, command)| *command);
    let command = match command {
        Some("\\hat") if is_long => "\\widehat",
        Some("\\tilde") if is_long => "\\widetilde",
        Some("\\bar") if is_long => "\\overline",
        Some("\\vec") if is_long => "\\overrightarrow",
        Some(command) => command,
        None => {
            return sign
                .map_or_else(|| e.to_owned(), |sign| format!("\\overset{{{}}}{{{e}}}", letters(&sign.to_string(), OmmlFace::Italic)));
        }
    };
    format!("{command}{{{e}}}")
}

fn group(sign: Option<char>, is_above: bool, e: &str) -> String {
    match (sign, is_above) {
        (Some('⏟' | '\u{FE38}'), _) => format!("\\underbrace{{{e}}}"),
        (Some('⏞' | '\u{FE37}'), _) => format!("\\overbrace{{{e}}}"),
        (Some('→'), true) => format!("\\overrightarrow{{{e}}}"),
        (Some('←'), true) => format!("\\overleftarrow{{{e}}}"),
        (Some(sign), true) => format!("\\overset{{{}}}{{{e}}}", letters(&sign.to_string(), OmmlFace::Italic).trim()),
        (Some(sign), false) => format!("\\underset{{{}}}{{{e}}}", letters(&sign.to_string(), OmmlFace::Italic).trim()),
        (None, _) => e.to_owned(),
    }
}

/// A row of equations, whose ampersands are the places at which rows stand below each other; those within parts of it are signs.
fn aligned(row: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(row.len()), 0_usize);
    let mut chars = row.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('&') if depth == 0 => out.push('&'),
                Some(next) => out.extend(['\\', next]),
                None => out.push('\\'),
            },
            c => {
                depth = match c {
                    '{' => depth + 1,
                    '}' => depth.saturating_sub(1),
                    _ => depth,
                };
                out.push(c);
            }
        }
    }
    out
}
