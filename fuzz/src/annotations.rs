//! Annotations to begin with: of the web, of Hypothes.is, of a reading program, of a PDF. They are on words of the stock's book.

/// Web Annotations: a remark on words, and an answer to it.
const WEB: &str = r#"[{"type":"Annotation","id":"a","creator":{"name":"Jo"},"created":"2026-03-01T00:00:00Z","body":[{"type":"TextualBody","value":"<p>Why <b>so</b>?</p>","format":"text/html"}],"target":{"source":"one.xhtml#x","selector":[{"type":"TextQuoteSelector","exact":"first text","prefix":"A ","suffix":", with"},{"type":"TextPositionSelector","start":2,"end":12,"refinedBy":{"type":"FragmentSelector","value":"epubcfi(/6/4!/4/2)"}}]}},{"type":"Annotation","id":"b","motivation":"replying","body":{"type":"TextualBody","value":"So."},"target":"a"}]"#;
/// What the interface of Hypothes.is gives.
const HYPOTHESIS: &str = r#"{"total":2,"rows":[{"id":"a","user":"acct:jo@h","uri":"https://x.example","text":"*Why*?\n\n## x","created":"2026-03-01T00:00:00+00:00","target":[{"selector":[{"type":"TextQuoteSelector","exact":"The second text"}]}]},{"id":"b","user":"acct:al@h","uri":"https://x.example","text":"So.","references":["a"],"target":[]}]}"#;
/// Annotations of a Readium program.
const READIUM: &str = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:uuid:1","type":"AnnotationSet","items":[{"type":"Annotation","id":"1","body":{"type":"TextualBody","value":"Why?","highlight":"solid"},"target":{"source":"one.xhtml","meta":{"page":"3","headings":[{"level":1,"txt":"One"}]},"selector":[{"type":"TextQuoteSelector","exact":"More."},{"type":"ProgressionSelector","value":0.5}]}}]}"#;

/// All of them.
pub(crate) fn all() -> Vec<Vec<u8>> {
    vec![WEB.into(), HYPOTHESIS.into(), READIUM.into(), pdf()]
}

/// A page with marked words, words to be replaced, an answer and a state.
fn pdf() -> Vec<u8> {
    let words = "BT /F1 12 Tf 20 100 Td (A first text, with a note) Tj 0 -14 Td (The second text.) Tj ET";
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{words}\nendstream", words.len() + 1),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let annotations = [
        "/Subtype/Highlight/Rect[20 95 80 115]/QuadPoints[20 115 80 115 20 95 80 95]/Contents(Why?)/T(Jo)/M(D:20260301)",
        "/Subtype/Caret/Rect[66 80 74 86]/Contents(other)/T(Jo)",
        "/Subtype/StrikeOut/Rect[40 82 80 98]/QuadPoints[40 98 80 98 40 82 80 82]/RT/Group/IRT 7 0 R",
        "/Subtype/Text/Rect[100 95 110 105]/Contents(There)/IRT 6 0 R/T(Al)",
        "/Subtype/Text/Rect[0 0 9 9]/StateModel(Review)/State(Completed)/IRT 6 0 R",
    ];
    objects.extend(annotations.iter().map(|inside| format!("<</Type/Annot{inside}>>")));
    let (mut out, mut places) = (String::from("%PDF-1.4\n"), String::new());
    for (at, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out += &format!("xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Input, run};
    use crate::seeds;
    use crate::target::Target;

    #[test]
    fn each_has_remarks_with_a_place() {
        let (stock, folder) = (seeds::stock().expect("stock"), tempfile::tempdir().expect("a folder"));
        let shapes: Vec<_> = all()
            .into_iter()
            .map(|bytes| {
                let ran = run(Target::Annotations, &Input { variant: 0, bytes }, &stock, &folder.path().join("book"), false);
                assert!(ran.fault.is_none(), "{:?}", ran.fault);
                ran.shape
            })
            .collect();
        let none = run(Target::Annotations, &Input { variant: 0, bytes: b"x".to_vec() }, &stock, &folder.path().join("book"), false);
        assert!(shapes.iter().all(|shape| !shape.is_empty() && *shape != none.shape));
    }
}
