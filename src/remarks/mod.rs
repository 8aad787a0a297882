//! Remarks that people made on a copy or an edition of the book with other programs: read into one model, and written for them.
//!
//! Each format has a reader that makes [`ForeignRemark`]s: words that are quoted, where they stood, who says what about them and when.
//! Where they belong in today's text is `read::commentary`'s to find; which file they are written into is the command's.

mod annotation;
mod date;
mod export;
mod html;
mod hypothesis;
mod json;
mod markdown;
mod office;
mod pdf;
mod remark;
mod web;

pub(crate) use export::{ExportForm, ExportedNote, exported};
pub(crate) use markdown::from_plain;
pub(crate) use remark::{ForeignRemark, RemarkFile, RemarkPlace, RemarkQuotation, RemarkWords, RemarksFault};

use crate::office::OfficeFormat;
use crate::office::text::OfficeText;
use crate::read::MarkedChanges;
use crate::source::{Files, Memory, decode};
use std::path::Path;

/// Reads the remarks in a file, by what its bytes are.
pub(crate) fn read(bytes: &[u8]) -> Result<RemarkFile, RemarksFault> {
    let mut file = if bytes.starts_with(b"PK") {
        archive(bytes)?
    } else if bytes.get(..1024.min(bytes.len())).is_some_and(|head| head.windows(5).any(|five| five == b"%PDF-")) {
        pdf::read(bytes)?
    } else if bytes.trim_ascii_start().starts_with(b"<") {
        // A text of OpenDocument in one file (.fodt).
        office::from_office(&OfficeFormat::Odt.read(bytes, &|_| None, MarkedChanges::Accept).map_err(|_| RemarksFault::OtherFormat)?)
    } else {
        text(bytes.to_vec())?
    };
    let before = file.remarks.len();
    file.remarks.retain(|remark| !remark.said.text.is_empty() || !remark.replies.is_empty());
    file.wordless += before - file.remarks.len();
    Ok(file)
}

/// The remarks in the margin of a document that was read already.
pub(crate) fn of_document(text: &OfficeText) -> RemarkFile {
    office::from_office(text)
}

/// The annotations of an archive, which stand in one file at its root.
fn archive(bytes: &[u8]) -> Result<RemarkFile, RemarksFault> {
    let document = OfficeFormat::read_archive(bytes).map_err(|fault| RemarksFault::Damaged(fault.to_string()))?;
    if let Some(text) = document {
        return Ok(office::from_office(&text));
    }
    let memory = Memory::from_zip(bytes).map_err(|fault| RemarksFault::Damaged(fault.to_string()))?;
    let names = ["annotations.json", "META-INF/my.annotation", "META-INF/annotations.json"];
    let found = names.iter().find_map(|name| memory.read(Path::new(name), u64::MAX).ok());
    text(found.ok_or(RemarksFault::OtherFormat)?)
}

fn text(bytes: Vec<u8>) -> Result<RemarkFile, RemarksFault> {
    let (text, _) = decode(bytes).ok_or(RemarksFault::OtherFormat)?;
    json::read(text.trim_start_matches('\u{FEFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WEB: &str = r#"[{"type":"Annotation","creator":{"name":"Jo"},"created":"2026-03-01T00:00:00Z","body":[{"type":"TextualBody","value":"<p>Why?</p>","format":"text/html"}],"target":{"source":"a.xhtml#x","selector":[{"type":"TextQuoteSelector","exact":"a market","prefix":"and ","suffix":" lost"},{"type":"TextPositionSelector","start":1,"end":2}]}}]"#;
    const ROWS: &str = r#"{"total":1,"rows":[{"id":"a","user":"acct:jo@h","uri":"https://x.org","text":"*Why*?","references":["b"],"target":[{"selector":[{"type":"TextQuoteSelector","exact":"a market"}]}]}]}"#;
    const READIUM: &str = r#"{"@context":"http://x","id":"urn:1","type":"AnnotationSet","items":[{"type":"Annotation","id":"1","body":{"type":"TextualBody","value":"Why?"},"target":{"source":"a.xhtml","meta":{"page":"3"},"selector":[{"type":"TextQuoteSelector","exact":"a market"},{"type":"ProgressionSelector","value":0.5}]}}]}"#;
    /// A page with marked words, a remark on them, and an answer to it.
    fn pdf() -> Vec<u8> {
        pdf_with(&[
            "/Subtype/Highlight/Rect[20 95 80 115]/QuadPoints[20 115 80 115 20 95 80 95]/Contents(Why?)/T(Jo)/M(D:20260301)",
            "/Subtype/Text/Rect[100 95 110 105]/Contents(There)/IRT 6 0 R/T(Al)",
        ])
    }

    /// A page with annotations, whose objects are numbered from 6 on.
    fn pdf_with(annotations: &[&str]) -> Vec<u8> {
        let words = "BT /F1 12 Tf 20 100 Td (a market lost) Tj ET";
        let numbers: String = (6..6 + annotations.len()).map(|number| format!("{number} 0 R ")).collect();
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[{numbers}]>>"),
            format!("<</Length {}>>stream\n{words}\nendstream", words.len() + 1),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        ];
        objects.extend(annotations.iter().map(|inside| format!("<</Type/Annot{inside}>>")));
        let mut out = String::from("%PDF-1.4\n");
        let mut places = String::new();
        for (at, object) in objects.iter().enumerate() {
            places += &format!("{:010} 00000 n \n", out.len());
            out += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
        }
        let start = out.len();
        out += &format!(
            "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF\n",
            size = objects.len() + 1
        );
        out.into_bytes()
    }

    #[test]
    fn samples_are_read() {
        for sample in [WEB.as_bytes(), ROWS.as_bytes(), READIUM.as_bytes(), &pdf()] {
            let read = read(sample).unwrap_or_else(|fault| panic!("{fault}: {}", String::from_utf8_lossy(sample)));
            assert_eq!(read.remarks.len(), 1, "{}", String::from_utf8_lossy(sample));
        }
    }

    #[test]
    fn remarks_of_every_kind_are_read_and_a_file_without_pages_is_damaged() {
        for kind in ["FileAttachment", "Line", "PolyLine", "Redact", "Stamp", "Ink"] {
            let found = read(&pdf_with(&[&format!("/Subtype/{kind}/Rect[28 95 38 105]/Contents(Why?)")])).unwrap();
            assert_eq!(found.remarks.len(), 1, "{kind}");
        }
        let pageless = String::from_utf8(pdf()).unwrap().replace("/Kids[3 0 R]/Count 1", "/Kids[     ]/Count 0");
        assert!(matches!(read(pageless.as_bytes()), Err(RemarksFault::Damaged(_))));
        // What is said to be on a page and can't be found is not nothing.
        let annotations = "/Annots[6 0 R 7 0 R ]";
        let whole = String::from_utf8(pdf()).unwrap();
        assert!(whole.contains(annotations));
        let lost = whole.replace(annotations, &format!("{:<21}", "/Annots 99 0 R"));
        assert!(matches!(read(lost.as_bytes()), Err(RemarksFault::Damaged(_))));
        let none = whole.replace(annotations, &format!("{:<21}", "/Annots null"));
        assert_eq!(read(none.as_bytes()).unwrap().remarks.len(), 0);
    }

    #[test]
    fn words_to_be_replaced_are_those_struck_out() {
        // As Acrobat writes it: a caret says what is to stand there, and words are struck out in a part of its group.
        const STRUCK: &str = "/Subtype/StrikeOut/Rect[28 95 68 115]/QuadPoints[28 115 68 115 28 95 68 95]";
        const CARET: &str = "/Subtype/Caret/IT/Replace/Rect[66 92 74 98]";
        let read = |annotations: &[&str]| {
            let remarks = read(&pdf_with(annotations)).unwrap().remarks;
            let one = |remark: &ForeignRemark| {
                let replies: Vec<&str> = remark.replies.iter().map(|reply| &*reply.text).collect();
                (remark.quotation.exact.clone(), remark.said.text.clone(), replies.join("|"), remark.is_resolved)
            };
            remarks.iter().map(one).collect::<Vec<_>>()
        };
        let wanted = |replies: &str, is_resolved| vec![("market".to_owned(), "bazaar".to_owned(), replies.to_owned(), is_resolved)];
        let caret = &*format!("{CARET}/Contents(bazaar)");
        let member = |of: usize, rest: &str| format!("{rest}/RT/Group/IRT {of} 0 R");
        assert_eq!(read(&[caret, &member(6, STRUCK)]), wanted("", false));
        assert_eq!(read(&[&member(7, STRUCK), caret]), wanted("", false));
        // The words struck out come first, or the part says what is said.
        assert_eq!(read(&[STRUCK, &member(6, caret)]), wanted("", false));
        assert_eq!(read(&[CARET, &member(6, &format!("{STRUCK}/Contents(bazaar)"))]), wanted("", false));
        // Answers and states of a part mean the whole.
        let answer = "/Subtype/Text/Rect[28 95 38 105]/Contents(Yes)/IRT 7 0 R";
        let state = "/Subtype/Text/Rect[28 95 38 105]/StateModel(Review)/State(Completed)/IRT 7 0 R";
        assert_eq!(read(&[caret, &member(6, STRUCK), answer, state]), wanted("Yes", true));
        // A part of nothing that is there, and parts of one another, stand for themselves.
        let lone = &*format!("{STRUCK}/Contents(bazaar)");
        assert_eq!(read(&[&member(99, lone)]), wanted("", false));
        assert_eq!(read(&[&member(7, lone), &member(6, CARET)]), wanted("", false));
    }

    #[test]
    fn nothing_that_somebody_said_is_lost_without_a_word() {
        // An answer of Hypothes.is without a target, and a remark on two places.
        let answer = r#"{"id":"b","user":"acct:al@h","text":"So it is","references":["a"]}"#;
        let found =
            read(ROWS.replace(r#","references":["b"]"#, "").replace("}]}]}]}", &format!("}}]}}]}},{answer}]}}")).as_bytes()).unwrap();
        let replies: Vec<&str> = found.remarks.iter().flat_map(|remark| &remark.replies).map(|reply| &*reply.text).collect();
        assert_eq!((found.remarks.len(), replies), (1, vec!["So it is"]));
        let two = WEB
            .replace(r#""target":{"#, r#""target":[{"#)
            .replace("}]}}]", r#"}]},{"source":"b.xhtml","selector":{"type":"TextQuoteSelector","exact":"the fleet"}}]}]"#);
        let found = read(two.as_bytes()).unwrap();
        let on: Vec<(&str, &str)> = found.remarks.iter().map(|one| (&*one.quotation.exact, &*one.said.text)).collect();
        assert_eq!(on, [("a market", "Why?"), ("the fleet", "Why?")]);
        // An annotation that is damaged is counted, and one whose places are no places is there.
        let broken = "/Subtype/Highlight/Rect[0 0 1 1]/QuadPoints[99999999999999997748809823456034029568 1 2 3]/Contents(Lost)";
        let found = read(&pdf_with(&["/Subtype/Highlight/Rect[20 95 80 115]/QuadPoints[1 2 3]/Contents(Why?)", broken])).unwrap();
        assert_eq!(found.remarks.len() + found.damaged, 2, "{found:?}");
        assert_eq!(found.remarks[0].said.text, "Why?");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn whatever_a_file_holds_nothing_falls(
            sample in 0..4_usize,
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0..30_usize, "[-0-9\\[\\]{}()<>/\",:a-z\\\\ ]{0,6}"), 1..6),
        ) {
            let mut bytes = [WEB.as_bytes(), ROWS.as_bytes(), READIUM.as_bytes(), &pdf()][sample].to_vec();
            for (at, cut, new) in edits {
                let start = at.index(bytes.len().max(1)).min(bytes.len());
                // The parts of a PDF must stay where they are, or nothing of it is read.
                let cut = if sample == 3 { new.len() } else { cut };
                let end = (start + cut).min(bytes.len());
                bytes.splice(start..end, new.bytes());
            }
            let _ = read(&bytes);
        }
    }
}
