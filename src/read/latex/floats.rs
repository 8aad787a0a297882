//! Figures and tables of LaTeX, with their captions and labels.

use super::LatexReader;
use super::groups;
use crate::read::images;
use std::ops::Range;

/// A picture as `\includegraphics` names it.
pub(super) struct LatexPicture {
    /// The command with its arguments.
    pub(super) whole: Range<usize>,
    /// Path of the file.
    pub(super) path: String,
    /// The width, as an attribute of ours; empty if none is asked for that holds in a book.
    pub(super) width: String,
}

impl LatexReader<'_, '_> {
    /// The picture whose command stands at `at`.
    pub(super) fn picture_at(&self, at: usize, end: usize) -> Option<LatexPicture> {
        let given = groups::arguments(&self.text[..end], at + "\\includegraphics".len(), 1);
        let path = self.text[given.given.first()?.clone()].trim();
        let options = given.options.first().map_or("", |options| &self.text[options.clone()]);
        let width = options.split(',').find_map(|one| one.trim().strip_prefix("width")?.trim_start().strip_prefix('='));
        let path = images::with_ending(self.builder, self.source, path);
        Some(LatexPicture { whole: at..given.end, path, width: width.and_then(measure).unwrap_or_default() })
    }

    fn pictures(&self, range: Range<usize>) -> Vec<LatexPicture> {
        let places = self.text[range.clone()].match_indices("\\includegraphics").map(|(at, _)| range.start + at);
        places.filter_map(|at| self.picture_at(at, range.end)).collect()
    }

    /// The caption in a stretch, without those of the environments in it.
    fn caption(&self, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let (mut at, mut depth) = (range.start, 0_usize);
        while let Some(found) = self.text[at..range.end].find('\\') {
            let sign = at + found;
            let name = groups::name(self.text, sign + 1);
            at = sign + 1 + name.len();
            match name {
                "begin" => depth += 1,
                "end" => depth = depth.saturating_sub(1),
                "caption" | "captionof" if depth == 0 => {
                    let given = groups::arguments(&self.text[..range.end], at, if name == "caption" { 1 } else { 2 });
                    let words = given.given.last()?.clone();
                    return Some((sign..given.end, words));
                }
                _ => {}
            }
        }
        None
    }

    /// Writes a picture, with its caption and id.
    pub(super) fn picture(&mut self, picture: &LatexPicture, caption: Option<Range<usize>>, id: &str) {
        let place = picture.whole.start;
        self.made("![", place);
        // Where the words in the brackets are the caption, they have its marks.
        let outer = std::mem::replace(&mut self.manner.caption, true);
        if let Some(caption) = caption.clone() {
            self.in_line(caption);
        }
        self.made(&format!("]({}", angled(&picture.path)), place);
        if let Some(caption) = caption {
            self.made(" \"", place);
            self.quoted(caption);
            self.made("\"", place);
        }
        self.manner.caption = outer;
        let id = if id.is_empty() { String::new() } else { format!("#{id}") };
        let attributes = [id.as_str(), &picture.width].join(" ");
        let attributes = attributes.trim();
        self.made(&if attributes.is_empty() { ")".to_owned() } else { format!("){{{attributes}}}") }, place);
    }

    /// Writes a caption in one line, without its label.
    fn in_line(&mut self, caption: Range<usize>) {
        let cell = std::mem::replace(&mut self.manner.cell, true);
        for part in self.without_label(caption) {
            self.stretch(part, false);
        }
        self.manner.cell = cell;
    }

    /// Writes words between quotation marks.
    fn quoted(&mut self, caption: Range<usize>) {
        let place = caption.start;
        let first = self.pieces.len();
        self.in_line(caption);
        let words: String = self.pieces[first..].iter().map(|piece| self.written(piece)).collect();
        if words.contains('"') {
            self.pieces.truncate(first);
            self.made(&words.replace('"', "\\\""), place);
        }
    }

    /// The parts of a caption before and behind the label in it.
    fn without_label(&self, caption: Range<usize>) -> Vec<Range<usize>> {
        let Some(label) = self.label(caption.clone()) else { return vec![caption] };
        vec![caption.start..label.start - "\\label{".len(), label.end + 1..caption.end]
    }

    /// Writes a figure: its pictures under its caption, or what else it shows.
    pub(super) fn figure(&mut self, body: Range<usize>) {
        let (caption, pictures) = (self.caption(body.clone()), self.pictures(body.clone()));
        let id = self.own_label(body.clone(), caption.as_ref());
        let words = caption.as_ref().map(|(_, words)| words.clone());
        match pictures.as_slice() {
            [] => self.shown_otherwise(body, caption, &id),
            [picture] => self.picture(picture, words, &id),
            several => {
                let id = if id.is_empty() { String::new() } else { format!(" #{id}") };
                self.made(&format!("::: {{.figures{id}}}"), body.start);
                for picture in several {
                    let (own, label) = self.of_part(picture, body.clone());
                    self.line(picture.whole.start);
                    self.picture(picture, own, &label);
                    self.line(picture.whole.start);
                }
                if let Some(words) = words {
                    self.line(words.start);
                    self.in_line(words);
                }
                self.line(body.end);
                self.made(":::", body.end);
            }
        }
    }

    /// The caption and label of a picture among others: of the environment or command that it stands in.
    fn of_part(&self, picture: &LatexPicture, body: Range<usize>) -> (Option<Range<usize>>, String) {
        let before = &self.text[body.start..picture.whole.start];
        // `\subfloat[words]{\includegraphics{…}}`, `\subcaptionbox{words}{…}`.
        for command in ["\\subfloat", "\\subfigure", "\\subcaptionbox"] {
            let Some(at) = before.rfind(command) else { continue };
            let given = groups::arguments(&self.text[..body.end], body.start + at + command.len(), 2);
            let words = given.options.last().or(given.given.first().filter(|_| given.given.len() > 1));
            if given.end > picture.whole.start
                && let Some(words) = words
            {
                let label = self.label(words.clone()).map(|label| self.text[label].to_owned()).unwrap_or_default();
                return (Some(words.clone()), label);
            }
        }
        let Some(open) = before.rfind("\\begin{sub") else { return (None, String::new()) };
        let Some(close) = self.text[picture.whole.end..body.end].find("\\end{sub") else { return (None, String::new()) };
        let inner = body.start + open + "\\begin".len()..picture.whole.end + close;
        let caption = self.caption(inner.clone());
        let label = self.label(inner).map(|label| self.text[label].to_owned()).unwrap_or_default();
        (caption.map(|(_, words)| words), label)
    }

    /// The label of a float: behind its caption or in it, and of none of its parts.
    fn own_label(&self, body: Range<usize>, caption: Option<&(Range<usize>, Range<usize>)>) -> String {
        let from = caption.map_or(body.start, |(whole, _)| whole.start);
        let label = self.label(from..body.end).or_else(|| self.label(body));
        label.map(|label| self.text[label].to_owned()).unwrap_or_default()
    }

    /// Writes what a float shows that is no picture, and its caption as words below.
    fn shown_otherwise(&mut self, body: Range<usize>, caption: Option<(Range<usize>, Range<usize>)>, id: &str) {
        let Some((whole, words)) = caption else { return self.stretch(body, true) };
        let label = self.label(body.clone()).map(|label| label.start - "\\label{".len()..label.end + 1);
        let parts = parts_without(body, [Some(whole), label].into_iter().flatten().collect());
        for part in parts {
            let part = self.trimmed(part);
            if !part.is_empty() {
                self.stretch(part, true);
            }
        }
        self.blank(words.start);
        if !id.is_empty() {
            self.made(&format!("<a id=\"{id}\"></a>"), words.start);
        }
        for part in self.without_label(words) {
            self.stretch(part, false);
        }
    }

    /// Writes a table with its caption, which stands above it.
    pub(super) fn table(&mut self, body: Range<usize>) {
        let Some((whole, words)) = self.caption(body.clone()) else { return self.stretch(body, true) };
        let id = self.own_label(body.clone(), Some(&(whole.clone(), words.clone())));
        self.titled(words, &id);
        let label = self.label(body.clone()).map(|label| label.start - "\\label{".len()..label.end + 1);
        for part in parts_without(body, [Some(whole), label].into_iter().flatten().collect()) {
            let part = self.trimmed(part);
            if !part.is_empty() {
                self.stretch(part, true);
            }
        }
    }

    /// Writes the caption of a table.
    pub(super) fn titled(&mut self, words: Range<usize>, id: &str) {
        let place = words.start;
        self.made("Table: ", place);
        self.in_line(words);
        if !id.is_empty() {
            self.made(&format!(" {{#{id}}}"), place);
        }
        self.blank(place);
    }
}

/// A stretch without others in it.
fn parts_without(range: Range<usize>, mut gone: Vec<Range<usize>>) -> Vec<Range<usize>> {
    gone.sort_by_key(|gone| gone.start);
    let (mut parts, mut from) = (Vec::new(), range.start);
    for gone in gone.into_iter().filter(|gone| gone.start >= range.start && gone.end <= range.end) {
        parts.push(from..gone.start.max(from));
        from = gone.end.max(from);
    }
    parts.push(from..range.end);
    parts
}

/// An address that may have spaces and brackets in it.
fn angled(path: &str) -> String {
    if path.contains([' ', '(', ')']) { format!("<{path}>") } else { path.to_owned() }
}

/// A width of LaTeX as an attribute: of the line in per cent, or in units.
fn measure(width: &str) -> Option<String> {
    let width = width.trim();
    let at = width.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(width.len());
    let (number, unit) = width.split_at(at);
    let unit = unit.trim();
    if matches!(unit, "cm" | "mm" | "in" | "pt" | "px") {
        return Some(format!("width={number}{unit}"));
    }
    let is_line = ["\\textwidth", "\\linewidth", "\\columnwidth", "\\hsize"].contains(&unit);
    let share = if number.is_empty() { 1.0 } else { number.parse::<f64>().ok()? };
    (is_line && share > 0.0 && share < 1.0).then(|| format!("width={}%", (share * 100.0).round()))
}
