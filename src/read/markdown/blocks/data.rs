//! Files that are written in letters (base64) among words and code: a picture is set as one, anything else is left out and told, for nobody
//! reads it.

use super::BlockReader;
use crate::book::{Alternative, BlockKind, FigurePlacement, ImageId, Picture, PictureSize, SourceMap};
use crate::read::drawings;
use crate::read::images::{self, Address};
use crate::read::markdown::dialect::{self, Construct, DialectSeen};
use crate::source::{Span, held};
use std::ops::Range;

/// Letters in a row that are no code any more, in bytes.
const LEAST: usize = 1000;
/// Letters behind `;base64,` that are no words any more.
const LEAST_IN_TEXT: usize = 100;
/// Bytes before the letters in which their kind is looked for.
const NEAR: usize = 80;
/// Kinds of pictures as notebooks name them.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// A file in letters.
#[derive(Debug, PartialEq, Eq)]
struct DataRun {
    /// Where the letters stand.
    letters: Range<usize>,
    /// Where all of it stands: with `data:image/png;base64,` before them, if that is there.
    whole: Range<usize>,
    /// The media type, if it is named.
    media: Option<String>,
}

/// The files in a text of which each has so many letters at least, in order.
fn runs(text: &str, least: usize) -> Vec<DataRun> {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte));
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let start = at;
        // JSON writes the end of a line so.
        while is_letter(at) || at > start && bytes[at..].starts_with(b"\\n") {
            at += if is_letter(at) { 1 } else { 2 };
        }
        if at - start >= least && is_mixed(&bytes[start..at]) {
            found.push(run(text, start..at));
        }
        at = at.max(start + 1);
    }
    found
}

/// Whether letters are of all kinds, as those of a file are, and of no word or row of signs.
fn is_mixed(letters: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| letters.iter().any(is);
    has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit)
}

/// A file by its letters, with its kind.
fn run(text: &str, letters: Range<usize>) -> DataRun {
    let mut from = letters.start.saturating_sub(NEAR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..letters.start];
    if let Some(address) = before.strip_suffix(";base64,")
        && let Some(at) = address.rfind("data:")
    {
        let whole = from + at..letters.end;
        return DataRun { letters, whole, media: Some(address[at + 5..].split(';').next().unwrap_or("").to_owned()) };
    }
    let named = before.trim_end_matches(['"', ' ', ':', '[', '\n']);
    let media = PICTURES.iter().find(|kind| named.ends_with(*kind)).map(|kind| (*kind).to_owned());
    DataRun { whole: letters.clone(), letters, media }
}

impl BlockReader<'_> {
    /// The image that a file in letters is; none if it is none that can be read.
    fn image_in(&mut self, text: &str, run: &DataRun, span: Span) -> Option<(ImageId, Alternative)> {
        let media = run.media.as_ref().filter(|media| media.starts_with("image/"))?;
        let letters = text[run.letters.clone()].replace("\\n", "");
        let address = format!("data:{media};base64,{letters}");
        drawings::usable("", held::bytes(&address)?, span).ok()?;
        let address = Address { written: &address, label: "", embedded: false };
        let alternative = images::alternative(self.builder, "", address);
        Some((images::image(self.builder, self.source, address, span, self.diagnostics), alternative))
    }

    /// Takes a text, perhaps with files in letters among its words.
    pub(super) fn text_with_data(&mut self, text: &str, range: &Range<usize>) {
        if !text.contains(";base64,") {
            return self.leaf(range).text(text, range.clone());
        }
        let verbatim = text.len() == range.len();
        let place = |from: usize, to: usize| if verbatim { range.start + from..range.start + to } else { range.clone() };
        let mut at = 0;
        for run in runs(text, LEAST_IN_TEXT).into_iter().filter(|run| run.whole != run.letters) {
            let (whole, here) = (run.whole.clone(), place(run.whole.start, run.whole.end));
            self.leaf(range).text(&text[at..whole.start], place(at, whole.start));
            at = whole.end;
            match self.image_in(text, &run, self.span(&here)) {
                Some((image, alternative)) => self.leaf(range).image(image, alternative, PictureSize::NATURAL, here),
                None => {
                    dialect::tell(&DialectSeen::Foreign(Construct::Data), "", self.span(&here), self.diagnostics);
                    self.leaf(range).text("…", here);
                }
            }
        }
        self.leaf(range).text(&text[at..], place(at, text.len()));
    }

    /// Code without the files in letters that stand in it, if there are any; none if nothing of it is set as code. The pictures in what a
    /// cell of a notebook gave out are set in its place.
    pub(super) fn without_data(&mut self, code: String, map: SourceMap, range: &Range<usize>) -> Option<(String, SourceMap)> {
        let info = self.text[range.start..].lines().next().unwrap_or("");
        let names_picture = |code: &str| PICTURES.iter().any(|kind| code.contains(&format!("\"{kind}\"")));
        let is_output = info.contains("output") || code.contains("\"output_type\"") || names_picture(&code);
        // A picture that is named as one may be small.
        let means_file = |run: &DataRun| run.letters.len() >= LEAST || is_output && run.media.is_some();
        let runs: Vec<DataRun> = runs(&code, LEAST_IN_TEXT).into_iter().filter(means_file).collect();
        if runs.is_empty() {
            return Some((code, map));
        }
        let span = self.span(range);
        let mut lost = !is_output;
        for run in runs.iter().filter(|_| is_output) {
            let Some((image, alternative)) = self.image_in(&code, run, span) else {
                lost = true;
                continue;
            };
            let picture = Picture::Shown(image, alternative, PictureSize::NATURAL);
            let kind = BlockKind::Figure { picture, caption: None, placement: FigurePlacement::Here, link: None };
            let block = self.builder.block(span, kind);
            self.add(block);
        }
        if lost {
            dialect::tell(&DialectSeen::Foreign(Construct::Data), "", span, self.diagnostics);
        }
        if is_output {
            return None;
        }
        let mut kept = code;
        let map = map.edited(runs.iter().map(|run| (run.letters.clone(), "…".len())));
        runs.iter().rev().for_each(|run| kept.replace_range(run.letters.clone(), "…"));
        Some((kept, map))
    }
}

#[cfg(test)]
mod tests {
    use super::{run, runs};

    #[test]
    fn files_in_letters_are_found_and_words_are_not() {
        let letters = "aB3+/9Zk".repeat(200);
        let text = format!("é data:image/png;base64,{letters}== x \"image/jpeg\": \"{letters}\\n{letters}\"");
        let found = runs(&text, 1000);
        assert_eq!(found.iter().map(|run| run.media.as_deref()).collect::<Vec<_>>(), [Some("image/png"), Some("image/jpeg")]);
        assert!(text[found[0].whole.clone()].starts_with("data:") && text[found[0].whole.clone()].ends_with("=="));
        assert_eq!(found[1].letters.len(), 2 * letters.len() + 2);
        for other in ["ACGT".repeat(1000), "0123456789".repeat(200), "=".repeat(5000), format!("{} ", &letters[..900]).repeat(3)] {
            assert!(runs(&other, 1000).is_empty());
        }
        assert_eq!(run("中中中中中中中中中中中中中中中中中中中中中中中中中中中中中aB3", 87..90).media, None);
    }
}
