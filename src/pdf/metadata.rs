//! What the file says of itself: the Info dictionary and the XMP packet, from the same values, so that they agree.

use super::object::{name, text};
use crate::book::{EditionContent, Metadata, PublishedForm};
use crate::source::xml::escape;
use lopdf::{Dictionary, Object, StringFormat};

/// Who made the file.
pub(super) const PRODUCER: &str = concat!("Bindery ", env!("CARGO_PKG_VERSION"));

/// The namespace of PDF/UA's mark is none that PDF/A-2 knows, so a file that is both must describe it
/// (ISO 19005-2, 6.6.2.3.3).
const EXTENSION: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

/// The file's own words about itself.
pub(super) struct DocumentInfo<'a> {
    pub(super) metadata: &'a Metadata,
    /// What the edition holds, if the settings describe another.
    pub(super) variant: Option<EditionContent>,
    /// `2026-11-24T00:00:00Z`.
    pub(super) modified: &'a str,
    /// What the file may call itself.
    pub(super) standard: Standard,
}

/// What a file may call itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standard {
    /// PDF/UA by its part, unless something in it has no words, and PDF/A by part and level.
    Screen { accessible: Option<u8>, archival: (u8, &'static str) },
    /// PDF/X-4.
    Print,
    /// PDF/X-1a:2001.
    OldPrint,
    /// None: a file in the colours of a screen, for a service that converts them.
    None,
}

impl DocumentInfo<'_> {
    /// The Info dictionary.
    pub(super) fn info(&self) -> Dictionary {
        let mut info = Dictionary::new();
        let mut add = |key: &str, value: &str| {
            if !value.is_empty() {
                info.set(key, text(value));
            }
        };
        add("Title", &self.metadata.title);
        add("Author", &self.metadata.author_line());
        add("Subject", self.metadata.description.as_deref().unwrap_or(""));
        add("Keywords", &self.metadata.keywords());
        add("Creator", "Bindery");
        add("Producer", PRODUCER);
        if matches!(self.standard, Standard::Print | Standard::OldPrint) {
            info.set("Trapped", name("False"));
        }
        if self.standard == Standard::OldPrint {
            // ISO 15930-1, 6.3 and 6.8; a title must be there.
            info.set("GTS_PDFXVersion", Object::string_literal("PDF/X-1:2001"));
            info.set("GTS_PDFXConformance", Object::string_literal("PDF/X-1a:2001"));
            if self.metadata.title.is_empty() {
                info.set("Title", Object::string_literal("Untitled"));
            }
        }
        if let Some(date) = date(self.modified) {
            info.set("CreationDate", Object::string_literal(date.as_str()));
            info.set("ModDate", Object::string_literal(date));
        }
        info
    }

    /// The time of the build as a PDF has it.
    pub(super) fn time(&self) -> Option<String> {
        date(self.modified)
    }

    /// What the packet says of the standards that the file follows, by key; what is empty is not said.
    fn conformance(&self) -> Vec<(&'static str, String)> {
        match self.standard {
            Standard::Screen { accessible, archival } => {
                let (part, level) = archival;
                vec![
                    ("pdfaid:part", part.to_string()),
                    ("pdfaid:conformance", level.to_owned()),
                    ("pdfaid:rev", if part == 4 { "2020" } else { "" }.to_owned()),
                    ("pdfuaid:part", accessible.map(|part| part.to_string()).unwrap_or_default()),
                    ("pdfuaid:rev", if accessible == Some(2) { "2024" } else { "" }.to_owned()),
                ]
            }
            Standard::OldPrint | Standard::None => Vec::new(),
            Standard::Print => {
                // What ISO 15930-7, 6.7 asks for beside title and dates.
                vec![
                    ("pdfxid:GTS_PDFXVersion", "PDF/X-4".to_owned()),
                    ("pdf:Trapped", "False".to_owned()),
                    ("xmpMM:VersionID", "1".to_owned()),
                    ("xmpMM:RenditionClass", "default".to_owned()),
                ]
            }
        }
    }

    /// The form of the book that the file is.
    fn form(&self) -> PublishedForm {
        match self.standard {
            Standard::Screen { .. } => PublishedForm::Pdf,
            Standard::Print | Standard::OldPrint | Standard::None => PublishedForm::Print,
        }
    }

    /// The half of the file's identifier that stays when the file is made anew (ISO 32000-1, 14.4), as `ID` of a trailer has it alone.
    pub(super) fn permanent(&self) -> Object {
        let form = match self.form() {
            PublishedForm::Print => "print",
            PublishedForm::Epub | PublishedForm::Pdf => "screen",
        };
        let book = self.metadata.identifier_of(self.form(), self.variant).urn();
        let half = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, [&book, form].join("\u{1E}").as_bytes());
        Object::String(half.as_bytes().to_vec(), StringFormat::Hexadecimal)
    }

    /// The XMP packet.
    pub(super) fn xmp(&self) -> String {
        let data = self.metadata;
        let mut xmp = String::from("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
        xmp.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
        xmp.push_str("<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"");
        if self.standard == Standard::Print {
            xmp.push_str(" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"");
        }
        xmp.push_str(">\n");
        let default = |words: &str| format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(words));
        let list = |kind: &str, words: &mut dyn Iterator<Item = &str>| {
            let items: String = words.map(|word| format!("<rdf:li>{}</rdf:li>", escaped(word))).collect();
            if items.is_empty() { items } else { format!("<rdf:{kind}>{items}</rdf:{kind}>") }
        };
        let mut add = |key: &str, value: String| {
            if !value.is_empty() {
                xmp.push_str(&format!("<{key}>{value}</{key}>\n"));
            }
        };
        add("dc:title", default(&self.metadata.title));
        // One entry, as Info's Author has it: PDF/A-1 checkers want the two equal, and some run on every PDF/A.
        add("dc:creator", list("Seq", &mut Some(data.author_line().as_str()).filter(|line| !line.is_empty()).into_iter()));
        let others: Vec<&str> = data.people.iter().filter(|person| !person.is_author()).map(|person| person.name.as_str()).collect();
        add("dc:contributor", list("Bag", &mut others.into_iter()));
        add("dc:description", data.description.as_deref().map(default).unwrap_or_default());
        add("dc:subject", list("Bag", &mut data.subjects.iter().map(|subject| subject.name.as_str())));
        add("dc:publisher", list("Bag", &mut data.publisher.as_deref().into_iter()));
        add("dc:source", data.sources.first().map(|source| escaped(source)).unwrap_or_default());
        add("dc:rights", data.rights.as_deref().map(default).unwrap_or_default());
        add("dc:language", list("Bag", &mut std::iter::once(data.language.as_str()).filter(|tag| !tag.is_empty())));
        add("dc:date", list("Seq", &mut data.date.as_deref().into_iter()));
        add("dc:identifier", escaped(&data.identifier_of(self.form(), self.variant).urn()));
        add("dc:format", "application/pdf".to_owned());
        add("pdf:Keywords", escaped(&data.keywords()));
        add("pdf:Producer", PRODUCER.to_owned());
        add("xmp:CreatorTool", "Bindery".to_owned());
        if date(self.modified).is_some() {
            for key in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
                add(key, self.modified.to_owned());
            }
        }
        // The same book is the same document, whenever it is built. An EPUB names it as the source of its pages.
        add("xmpMM:DocumentID", data.document(self.variant).replacen("urn:", "", 1));
        self.conformance().into_iter().for_each(|(key, value)| add(key, value));
        xmp.push_str("</rdf:Description>\n");
        if matches!(self.standard, Standard::Screen { accessible: Some(1), .. }) {
            xmp.push_str(EXTENSION);
        }
        xmp.push_str("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
        xmp
    }
}

/// `2026-11-24T00:00:00Z` as `D:20261124000000Z`; none if it is no such time.
fn date(time: &str) -> Option<String> {
    let digits: String = time.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 14 && time.len() == 20 && time.ends_with('Z')).then(|| format!("D:{digits}Z"))
}

/// Text as XML, in one line.
fn escaped(words: &str) -> String {
    escape(&words.replace(['\t', '\n', '\r'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Person;

    #[test]
    fn info_and_packet_agree() {
        let person = |name: &str| Person::author(name, name);
        let metadata =
            Metadata { title: "A < B".to_owned(), people: vec![person("Tom & Jerry"), person("É. Zola")], ..Metadata::default() };
        let about = DocumentInfo {
            variant: None,
            metadata: &metadata,
            modified: "2026-11-24T10:20:30Z",
            standard: Standard::Screen { accessible: Some(1), archival: (2, "A") },
        };
        assert_eq!(about.info().get(b"Title").ok(), Some(&Object::string_literal("A < B")));
        assert_eq!(about.info().get(b"ModDate").ok(), Some(&Object::string_literal("D:20261124102030Z")));
        let xmp = about.xmp();
        for part in ["A &lt; B</rdf:li>", "<rdf:li>Tom &amp; Jerry, É. Zola</rdf:li>", "<xmp:ModifyDate>2026-11-24T10:20:30Z<"] {
            assert!(xmp.contains(part), "{part} is not in {xmp}");
        }
        assert_eq!(date("soon"), None);
    }
}
