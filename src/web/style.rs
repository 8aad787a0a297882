//! The style sheet of a web edition: that of every output of HTML, then what pages on a screen and on paper have besides.

use crate::html::faces::WebFonts;
use crate::html::formulas;
use crate::html::style::{self, BookStyle};
use crate::html::writer::DocumentWriter;
use crate::language::right_to_left;
use crate::source::xml;

/// The style sheet's path.
pub(super) const SHEET: &str = "style.css";

/// Rules of the pages.
const WEB: &str = include_str!("web.css");

/// Lines beside what a voice says, each voice's own, so that nobody needs to tell colours apart.
const LINES: [&str; 4] = ["solid", "dashed", "dotted", "double"];

/// The whole style sheet.
pub(super) fn stylesheet(writer: &DocumentWriter, fonts: &WebFonts) -> String {
    let book = BookStyle { math: formulas::any(writer), to_left: right_to_left(&writer.book().language) };
    let mut css = style::stylesheet(fonts, book, &writer.edition.plan, writer.config);
    let steps = style::steps(writer);
    if !steps.is_empty() {
        css.push_str(style::narrow(&steps).trim_start_matches("@charset \"utf-8\";\n"));
    }
    css.push('\n');
    css.push_str(WEB);
    for (index, voice) in writer.edition.voices().enumerate() {
        let (key, line) = (xml::class(&voice.key), LINES[index % LINES.len()]);
        css.push_str(&format!("\n.voice-{key} {{\n\tborder-inline-start-style: {line};\n}}\n"));
    }
    css
}
