//! A good EPUB, and a table of ways to break it: for each the code that must be raised.

use bindery::testing::diagnostics::Code;
use std::io::{Cursor, Read, Write};
use zip::write::{ExtendedFileOptions, FileOptions};
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// One way to break the good book.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// What must be raised.
    pub(crate) code: Code,
    pub(crate) judge: Judge,
    pub(crate) break_it: fn(&mut Package),
}

/// What EPUBCheck must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judge {
    /// An error where we have one, and none where we have none.
    Agrees,
    /// Something else, for this reason.
    Differs(&'static str),
}

/// An EPUB taken to pieces.
#[derive(Clone)]
pub(crate) struct Package {
    /// Name, content and whether it is compressed, in order.
    pub(crate) entries: Vec<(String, Vec<u8>, bool)>,
    /// Bytes of an extra field in the first entry's header.
    pub(crate) extra: bool,
    /// What is done to the bytes of the archive at last.
    pub(crate) after: fn(Vec<u8>) -> Vec<u8>,
}

impl Package {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut entries = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            // Nobody looks further into fonts, and there are many books to write.
            if file.name().contains("/fonts/") {
                content.truncate(4096);
            }
            entries.push((file.name().to_owned(), content, file.compression() != CompressionMethod::Stored));
        }
        Self { entries, extra: false, after: |bytes| bytes }
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (index, (name, content, packed)) in self.entries.iter().enumerate() {
            let method = if *packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
            let mut options: FileOptions<'_, ExtendedFileOptions> = FileOptions::default().compression_method(method);
            if self.extra && index == 0 {
                options.add_extra_data(0x7777, [1, 2, 3, 4], false).unwrap();
            }
            out.start_file(name.as_str(), options).unwrap();
            out.write_all(content).unwrap();
        }
        (self.after)(out.finish().unwrap().into_inner())
    }

    fn at(&mut self, name: &str) -> &mut (String, Vec<u8>, bool) {
        self.entries.iter_mut().find(|(own, ..)| own == name).unwrap_or_else(|| panic!("the good book has no {name}"))
    }

    /// Replaces the first `from` in a file of OEBPS; it must be there.
    pub(crate) fn swap(&mut self, file: &str, from: &str, to: &str) {
        let entry = self.at(&format!("OEBPS/{file}"));
        let text = String::from_utf8(std::mem::take(&mut entry.1)).unwrap();
        assert!(text.contains(from), "{file} of the good book has no {from}:\n{text}");
        entry.1 = text.replacen(from, to, 1).into_bytes();
    }

    /// Writes something before the first `</body>` that fits.
    pub(crate) fn body(&mut self, markup: &str) {
        self.swap("there.xhtml", "</section>", &format!("{markup}</section>"));
    }

    fn metadata(&mut self, markup: &str) {
        self.swap("content.opf", "</metadata>", &format!("{markup}</metadata>"));
    }

    pub(crate) fn item(&mut self, markup: &str) {
        self.swap("content.opf", "</manifest>", &format!("{markup}</manifest>"));
    }

    pub(crate) fn style(&mut self, css: &str) {
        self.at("OEBPS/stylesheet.css").1.extend(css.as_bytes());
    }

    fn add(&mut self, name: &str, content: &[u8]) {
        self.entries.push((name.to_owned(), content.to_vec(), true));
    }

    fn remove(&mut self, name: &str) {
        self.at(name);
        self.entries.retain(|(own, ..)| own != name);
    }

    fn set(&mut self, name: &str, content: &[u8]) {
        self.at(name).1 = content.to_vec();
    }

    fn copy(&mut self, from: &str, to: &str) {
        let content = self.at(from).1.clone();
        self.add(to, &content);
    }
}

/// Replaces all of one text by another of the same length in the bytes of an archive.
fn patch(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = (0..bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

const LINE: &str = "images/line.svg";
const OPF: &str = "content.opf";
const NAV: &str = "nav.xhtml";
const NCX: &str = "toc.ncx";
const ONE: &str = "one.xhtml";

const PAGE: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" xml:lang=\"en\">\
<head><title>More</title></head><body><p>More.</p></body></html>\n";

const SWITCH: &str = "<epub:switch id=\"s\"><epub:case required-namespace=\"http://www.xml-cml.org/schema\"><p>A</p></epub:case>\
<epub:default><p>B</p></epub:default></epub:switch>";

macro_rules! row {
    ($name:literal, $code:ident, $break_it:expr) => {
        Row { name: $name, code: Code::$code, judge: Judge::Agrees, break_it: $break_it }
    };
    ($name:literal, $code:ident, differs $why:literal, $break_it:expr) => {
        Row { name: $name, code: Code::$code, judge: Judge::Differs($why), break_it: $break_it }
    };
}

/// The table. Where it says nothing of EPUBCheck, that must agree.
pub(crate) const ROWS: &[Row] = &[
    // The container.
    row!("cut short", ZipDamaged, |b| b.after = |bytes| bytes[..bytes.len() / 2].to_vec()),
    row!("no archive at all", ZipDamaged, |b| b.after = |_| b"PDF, perhaps".to_vec()),
    row!("mimetype missing", MimetypeMissing, |b| b.remove("mimetype")),
    row!("mimetype not first", MimetypeMissing, |b| b.entries.swap(0, 1)),
    row!("mimetype with a line end", MimetypeContent, |b| b.set("mimetype", b"application/epub+zip\n")),
    row!("mimetype of another kind", MimetypeContent, |b| b.set("mimetype", b"application/zip")),
    row!("mimetype compressed", MimetypeContent, differs "EPUBCheck unpacks it first; OCF 3.3 forbids it", |b| b.at("mimetype").2 = true),
    row!("mimetype with an extra field", MimetypeExtra, |b| b.extra = true),
    row!("two entries of the same name", EntryTwice, |b| {
        b.copy("OEBPS/one.xhtml", "OEBPS/onX.xhtml");
        b.after = |bytes| patch(bytes, b"OEBPS/onX.xhtml", b"OEBPS/one.xhtml");
    }),
    row!("names that differ in case", EntryTwice, |b| b.copy("OEBPS/one.xhtml", "OEBPS/One.xhtml")),
    row!("a name with a colon", EntryName, |b| {
        b.add("OEBPS/a:b.xhtml", PAGE);
    }),
    row!("a name that ends in a full stop", EntryName, |b| b.add("OEBPS/more.", PAGE)),
    row!("a name with a space", EntryName, |b| b.add("OEBPS/more and more.txt", b"x")),
    row!("a name that leads out", EntryName, differs "EPUBCheck does not look at it", |b| {
        b.add("OEBPS/XX/XX/x.txt", b"x");
        b.after = |bytes| patch(bytes, b"OEBPS/XX/XX/x.txt", b"OEBPS/../../x.txt");
    }),
    row!("an entry damaged", EntryDamaged, differs "EPUBCheck does not compare checksums", |b| {
        b.at("OEBPS/one.xhtml").2 = false;
        b.after = |bytes| patch(bytes, b"Dots in a row", b"Dogs in a row");
    }),
    row!("an archive with a password", EntryEncrypted, |b| {
        b.after = |mut bytes| {
            let at = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
            bytes[at + 8] |= 1;
            bytes
        }
    }),
    row!("protected files", EntryEncrypted, |b| b.add(
        "META-INF/encryption.xml",
        b"<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\">\
<enc:EncryptedData><enc:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#aes128-cbc\"/><enc:CipherData>\
<enc:CipherReference URI=\"OEBPS/cover.xhtml\"/></enc:CipherData></enc:EncryptedData></encryption>",
    )),
    row!("a picture obfuscated", ObfuscationWrong, |b| b.add(
        "META-INF/encryption.xml",
        b"<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\">\
<enc:EncryptedData><enc:EncryptionMethod Algorithm=\"http://www.idpf.org/2008/embedding\"/><enc:CipherData>\
<enc:CipherReference URI=\"OEBPS/images/dots.png\"/></enc:CipherData></enc:EncryptedData></encryption>",
    )),
    row!("no container.xml", ContainerMissing, |b| b.remove("META-INF/container.xml")),
    row!("no package document", RootfileMissing, |b| b.remove("OEBPS/content.opf")),
    row!("a rootfile of another type", RootfileMissing, |b| {
        let entry = b.at("META-INF/container.xml");
        entry.1 = String::from_utf8(entry.1.clone()).unwrap().replace("oebps-package", "package").into_bytes();
    }),
    row!("a rootfile without a path", RootfileMissing, |b| {
        let entry = b.at("META-INF/container.xml");
        entry.1 = String::from_utf8(entry.1.clone()).unwrap().replace("OEBPS/content.opf", "").into_bytes();
    }),
    // XML.
    row!("Latin-1", Encoding, |b| {
        let text = String::from_utf8(b.at("OEBPS/one.xhtml").1.clone()).unwrap();
        let latin: Vec<u8> =
            text.replace("UTF-8", "ISO-8859-1").replace("Dots in a row", "Dots \u{e9}").chars().map(|c| c as u32 as u8).collect();
        b.set("OEBPS/one.xhtml", &latin);
    }),
    row!("UTF-16", Encoding, |b| {
        let text = String::from_utf8(b.at("OEBPS/toc.ncx").1.clone()).unwrap().replace("UTF-8", "UTF-16");
        let wide: Vec<u8> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        b.set("OEBPS/toc.ncx", &wide);
    }),
    row!("a tag not closed", NotWellFormed, |b| b.body("<p>open")),
    row!("tags crossed", NotWellFormed, |b| b.body("<p><em><b>x</em></b></p>")),
    row!("a bare ampersand", NotWellFormed, |b| b.body("<p>A & B</p>")),
    row!("an attribute without quotes", NotWellFormed, |b| b.body("<p class=x>A</p>")),
    row!("an attribute twice", NotWellFormed, |b| b.body("<p class=\"a\" class=\"b\">A</p>")),
    row!("an attribute without a space before it", NotWellFormed, |b| b.body("<p class=\"a\"id=\"b\">A</p>")),
    row!("a prefix not declared", NotWellFormed, |b| b.body("<p my:class=\"a\">A</p>")),
    row!("a less-than sign in an attribute", NotWellFormed, |b| b.body("<p title=\"a<b\">A</p>")),
    row!("a control character", NotWellFormed, |b| b.body("<p>A\u{1}</p>")),
    row!("a reference to no character", NotWellFormed, |b| b.body("<p>&#0;</p>")),
    row!("two hyphens in a comment", NotWellFormed, |b| b.body("<!-- a -- b -->")),
    row!("text behind the end", NotWellFormed, |b| b.swap(ONE, "</html>", "</html>x")),
    row!("an empty document", NotWellFormed, |b| b.set("OEBPS/one.xhtml", b"")),
    row!("the package broken off", NotWellFormed, |b| b.swap(OPF, "</package>", "")),
    row!("nbsp", EntityUnknown, |b| b.body("<p>A&nbsp;B</p>")),
    row!("a DOCTYPE of XHTML 1.1", DoctypeWrong, |b| {
        let old = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" \"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">";
        b.swap(ONE, "<!DOCTYPE html>", old);
    }),
    row!("an entity outside", DoctypeWrong, |b| b.swap(ONE, "<!DOCTYPE html>", "<!DOCTYPE html [<!ENTITY x SYSTEM \"x.xml\">]>")),
    row!("XML 1.1", DoctypeWrong, |b| b.swap(ONE, "<?xml version=\"1.0\"", "<?xml version=\"1.1\"")),
    row!("an id twice", IdTwice, |b| b.body("<p id=\"x\">A</p><p id=\"x\">B</p>")),
    row!("an id of the package twice", IdTwice, |b| b.swap(OPF, "id=\"creator-1\"", "id=\"title\"")),
    // The package.
    row!("version 4", PackageVersion, |b| b.swap(OPF, "version=\"3.0\"", "version=\"4.0\"")),
    row!("no version", PackageVersion, |b| b.swap(OPF, " version=\"3.0\"", "")),
    row!("no spine", PackageShape, |b| {
        let text = String::from_utf8(b.at("OEBPS/content.opf").1.clone()).unwrap();
        let (start, end) = (text.find("<spine").unwrap(), text.find("</spine>").unwrap() + 8);
        b.set("OEBPS/content.opf", [&text[..start], &text[end..]].concat().as_bytes());
    }),
    row!("an element that no package has", PackageShape, |b| b.swap(OPF, "</package>", "<extra/></package>")),
    row!("opf:role", PackageShape, |b| b.swap(
        OPF,
        "<dc:creator id",
        "<dc:creator xmlns:opf=\"http://www.idpf.org/2007/opf\" opf:role=\"aut\" id"
    )),
    row!("two dates", PackageShape, |b| b.metadata("<dc:date>2025</dc:date>")),
    row!("a Dublin Core element of one's own", PackageShape, |b| b.metadata("<dc:author>A</dc:author>")),
    row!("a direction that is none", PackageShape, |b| b.swap(
        OPF,
        "page-progression-direction=\"ltr\"",
        "page-progression-direction=\"left\""
    )),
    row!("a unique identifier that is nowhere", UniqueIdentifier, |b| b.swap(
        OPF,
        "unique-identifier=\"pub-id\"",
        "unique-identifier=\"isbn\""
    )),
    row!("no unique identifier", UniqueIdentifier, |b| b.swap(OPF, " unique-identifier=\"pub-id\"", "")),
    row!("no title", MetadataMissing, |b| {
        let title = "<dc:title id=\"title\">The Harbour</dc:title>";
        b.swap(OPF, title, "");
    }),
    row!("no language", MetadataMissing, |b| b.swap(OPF, "<dc:language>en</dc:language>", "")),
    row!("no identifier", MetadataMissing, |b| {
        b.swap(OPF, "dc:identifier id=\"pub-id\"", "dc:source id=\"pub-id\"");
        b.swap(OPF, "</dc:identifier>", "</dc:source>");
    }),
    row!("an empty title", MetadataEmpty, |b| b.swap(OPF, ">The Harbour</dc:title>", "></dc:title>")),
    row!("an empty meta", MetadataEmpty, |b| b.metadata("<meta property=\"dcterms:source\"></meta>")),
    row!("a meta without a property", MetadataEmpty, |b| b.metadata("<meta>x</meta>")),
    row!("modified missing", ModifiedWrong, |b| b.swap(OPF, "<meta property=\"dcterms:modified\">1980-01-01T00:00:00Z</meta>", "")),
    row!("modified twice", ModifiedWrong, |b| b.metadata("<meta property=\"dcterms:modified\">1980-01-01T00:00:00Z</meta>")),
    row!("modified without a time", ModifiedWrong, |b| b.swap(OPF, "1980-01-01T00:00:00Z", "2026-01-01")),
    row!("a language by its name", LanguageWrong, |b| b.swap(OPF, "<dc:language>en<", "<dc:language>en_GB<")),
    row!("a language of a word by its name", LanguageWrong, |b| b.body("<p xml:lang=\"en_GB\" lang=\"en_GB\">A</p>")),
    row!("lang and xml:lang differ", LanguageWrong, |b| b.body("<p xml:lang=\"de\" lang=\"fr\">A</p>")),
    row!("refines nothing", RefinesNothing, |b| b.swap(OPF, "refines=\"#title\"", "refines=\"#titel\"")),
    row!("an unknown property", PropertyUnknown, |b| b.metadata("<meta property=\"sort-as\">x</meta>")),
    row!("an unknown property of an item", PropertyUnknown, |b| b.swap(
        OPF,
        "properties=\"cover-image\"",
        "properties=\"cover-image front\""
    )),
    row!("an unknown property of a place", PropertyUnknown, |b| b.swap(
        OPF,
        "<itemref idref=\"nav\"",
        "<itemref properties=\"nav\" idref=\"nav\""
    )),
    row!("an attribute that no package has", PackageShape, |b| b.swap(OPF, "version=\"3.0\"", "version=\"3.0\" mood=\"x\"")),
    row!("a relation that is none", PropertyUnknown, |b| b.metadata("<link rel=\"home\" href=\"https://a.example/\"/>")),
    row!("an undeclared prefix", PrefixUnknown, |b| b.metadata("<meta property=\"ibooks:version\">1</meta>")),
    row!("an undeclared prefix in epub:type", PrefixUnknown, |b| b.body("<p epub:type=\"mine:thing\">A</p>")),
    row!("a prefix without an address", PrefixUnknown, |b| b.swap(OPF, "version=\"3.0\"", "version=\"3.0\" prefix=\"mine:\"")),
    row!("a date in words", DateForm, |b| b.swap(OPF, "<dc:date>2026<", "<dc:date>1 May 2026<")),
    row!("an item without a media type", ItemIncomplete, |b| b.swap(OPF, " media-type=\"image/png\"", "")),
    row!("an item with a fragment", ItemIncomplete, |b| b.swap(OPF, "href=\"there.xhtml\"", "href=\"there.xhtml#x\"")),
    row!("an item twice", ItemTwice, |b| b.item("<item id=\"again\" href=\"images/dots.png\" media-type=\"image/png\"/>")),
    row!("the package in its manifest", ItemTwice, |b| b
        .item("<item id=\"opf\" href=\"content.opf\" media-type=\"application/oebps-package+xml\"/>")),
    row!("a picture missing", ItemMissing, |b| b.remove("OEBPS/images/dots.png")),
    row!("a chapter missing", ItemMissing, |b| b.remove("OEBPS/there.xhtml")),
    row!("a file not in the manifest", FileUndeclared, |b| b.add("OEBPS/more.xhtml", PAGE)),
    row!("a PNG called a JPEG", MediaTypeWrong, |b| b.swap(OPF, "media-type=\"image/png\"", "media-type=\"image/jpeg\"")),
    row!("a PNG named as a JPEG", MediaTypeWrong, |b| {
        b.at("OEBPS/images/dots.png").0 = "OEBPS/images/dots.jpg".to_owned();
        b.swap(OPF, "images/dots.png", "images/dots.jpg");
        b.swap(ONE, "images/dots.png", "images/dots.jpg");
    }),
    row!("a font that is none", MediaTypeWrong, |b| {
        b.set("OEBPS/fonts/LibertinusSerif-Regular-0.otf", b"no font");
    }),
    row!("a remote picture in the manifest", ItemRemote, |b| {
        b.item("<item id=\"far\" href=\"https://a.example/a.png\" media-type=\"image/png\"/>");
        b.body("<p><img src=\"https://a.example/a.png\" alt=\"A\"/></p>");
    }),
    row!("no nav", NavItem, |b| b.swap(OPF, " properties=\"nav\"", "")),
    row!("two navs", NavItem, |b| b.swap(OPF, "href=\"title.xhtml\"", "properties=\"nav\" href=\"title.xhtml\"")),
    row!("two covers", CoverItem, |b| b.swap(OPF, "media-type=\"image/png\"", "media-type=\"image/png\" properties=\"cover-image\"")),
    row!("a cover that is no picture", CoverItem, |b| {
        b.swap(OPF, " properties=\"cover-image\"", "");
        b.swap(OPF, "href=\"cover.xhtml\"", "properties=\"cover-image\" href=\"cover.xhtml\"");
    }),
    row!("MathML not stated", PropertyMissing, |b| {
        b.body("<p><math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"x\"><mi>x</mi></math></p>");
    }),
    row!("SVG not stated", PropertyMissing, |b| b
        .body("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><title>x</title></svg>")),
    row!("a script not stated", PropertyMissing, |b| b.body("<script>1;</script>")),
    row!("a handler not stated", PropertyMissing, |b| b.body("<p onclick=\"x()\">A</p>")),
    row!("a form not stated", PropertyMissing, |b| b.body("<form action=\"x\"><p><input type=\"text\"/></p></form>")),
    row!("remote sound not stated", PropertyMissing, |b| {
        b.item("<item id=\"far\" href=\"https://a.example/a.mp3\" media-type=\"audio/mpeg\"/>");
        b.body("<p><audio src=\"https://a.example/a.mp3\" controls=\"controls\"></audio></p>");
    }),
    row!("a remote font not stated", PropertyMissing, |b| {
        b.item("<item id=\"far\" href=\"https://a.example/a.otf\" media-type=\"font/otf\"/>");
        b.style("@font-face { font-family: X; src: url(https://a.example/a.otf) }");
    }),
    row!("MathML stated and not there", PropertyNeedless, |b| b.swap(
        OPF,
        "href=\"there.xhtml\"",
        "properties=\"mathml\" href=\"there.xhtml\""
    )),
    row!("a script stated and not there", PropertyNeedless, |b| b.swap(
        OPF,
        "href=\"there.xhtml\"",
        "properties=\"scripted\" href=\"there.xhtml\""
    )),
    row!("remote resources stated and not there", PropertyNeedless, |b| {
        b.swap(OPF, "href=\"there.xhtml\"", "properties=\"remote-resources\" href=\"there.xhtml\"");
    }),
    row!("a fallback to nothing", FallbackWrong, |b| b.swap(OPF, "media-type=\"image/png\"", "media-type=\"image/png\" fallback=\"x\"")),
    row!("a fallback in a circle", FallbackWrong, |b| {
        b.swap(OPF, "media-type=\"image/png\"", "media-type=\"image/png\" fallback=\"id_images_line.svg\"");
        b.swap(OPF, "media-type=\"image/svg+xml\"", "media-type=\"image/svg+xml\" fallback=\"id_images_dots.png\"");
    }),
    row!("a drawing with the DOCTYPE of SVG 1.1", DoctypeWrong, |b| b.swap(
        LINE,
        "<svg",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg"
    )),
    row!("a drawing with the DOCTYPE of SVG 1.0", DoctypeWrong, |b| b.swap(
        LINE,
        "<svg",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.0//EN\" \"http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd\"><svg"
    )),
    row!("a drawing whose id begins with a digit", AttributeWrong, |b| b.swap(LINE, "<path", "<path id=\"1\"")),
    row!("a drawing whose id has a colon", AttributeWrong, |b| b.swap(LINE, "<path", "<path id=\"a:b\"")),
    row!("a drawing filled with nothing", FragmentMissing, |b| b.swap(LINE, "fill=\"none\"", "fill=\"url(#none)\"")),
    row!("a drawing with a stylesheet outside, spelt in escapes", ResourceRemote, |b| {
        b.swap(LINE, "<path", "<style>@im\\70ort \"http://a.example/a.css\";</style><path");
    }),
    row!("a drawing with a colour outside, spelt in escapes", ResourceRemote, differs "EPUBCheck does not resolve escapes", |b| {
        b.swap(LINE, "<path", "<style>path{fill:u\\72l(http://a.example/a.svg)}</style><path");
    }),
    row!("a place of nothing", SpineUnresolved, |b| b.swap(
        OPF,
        "<itemref idref=\"id_there.xhtml\"/>",
        "<itemref idref=\"id_their.xhtml\"/>"
    )),
    row!("a place twice", SpineTwice, |b| b.swap(OPF, "</spine>", "<itemref idref=\"id_one.xhtml\"/></spine>")),
    row!("an empty spine", SpineEmpty, |b| {
        let text = String::from_utf8(b.at("OEBPS/content.opf").1.clone()).unwrap();
        b.set("OEBPS/content.opf", text.replace("<itemref ", "<itemref linear=\"no\" ").replace(" linear=\"no\"/>", "/>").as_bytes());
    }),
    row!("a picture in the spine", SpineForeign, |b| b.swap(OPF, "</spine>", "<itemref idref=\"id_images_dots.png\"/></spine>")),
    row!("the NCX not named", NcxItem, |b| b.swap(OPF, " toc=\"ncx\"", "")),
    row!("the NCX named wrong", NcxItem, |b| b.swap(OPF, " toc=\"ncx\"", " toc=\"nav\"")),
    row!("nothing leads there", NotReached, |b| {
        b.add("OEBPS/more.xhtml", PAGE);
        b.item("<item id=\"more\" href=\"more.xhtml\" media-type=\"application/xhtml+xml\"/>");
        b.swap(OPF, "</spine>", "<itemref idref=\"more\" linear=\"no\"/></spine>");
    }),
    row!("a guide to nothing", GuideWrong, |b| b.swap(
        OPF,
        "</package>",
        "<guide><reference type=\"text\" title=\"Text\" href=\"begin.xhtml\"/></guide></package>"
    )),
    // Documents.
    row!("no title in a head", TitleMissing, |b| b.swap(ONE, "<title>One</title>", "")),
    row!("an empty title in a head", TitleMissing, |b| b.swap(ONE, "<title>One</title>", "<title></title>")),
    row!("a paragraph in a paragraph", ElementMisplaced, |b| b.body("<p>A <p>B</p></p>")),
    row!("a list in a paragraph", ElementMisplaced, |b| b.body("<p>A <ul><li>B</li></ul></p>")),
    row!("a block in a heading", ElementMisplaced, |b| b.body("<h2><div>A</div></h2>")),
    row!("a paragraph in a list", ElementMisplaced, |b| b.body("<ul><p>A</p></ul>")),
    row!("text in a list", ElementMisplaced, |b| b.body("<ul>A<li>B</li></ul>")),
    row!("an item outside a list", ElementMisplaced, |b| b.body("<li>A</li>")),
    row!("a cell outside a row", ElementMisplaced, |b| b.body("<table><td>A</td></table>")),
    row!("a block in a link in a paragraph", ElementMisplaced, |b| b.body("<p><a href=\"one.xhtml\"><div>A</div></a></p>")),
    row!("a stylesheet in the text", ElementMisplaced, |b| b.body("<style>p { margin: 0 }</style>")),
    row!("no namespace", ElementMisplaced, |b| b.swap(ONE, " xmlns=\"http://www.w3.org/1999/xhtml\"", "")),
    row!("center", ElementUnknown, |b| b.body("<center>A</center>")),
    row!("font", ElementUnknown, |b| b.body("<p><font>A</font></p>")),
    row!("align", AttributeWrong, |b| b.body("<p align=\"center\">A</p>")),
    row!("a name of one's own", AttributeWrong, |b| b.body("<p colour=\"red\">A</p>")),
    row!("a cell with a colour", AttributeWrong, |b| b.swap(ONE, "<td>", "<td bgcolor=\"red\">")),
    row!("a width in per cent", AttributeWrong, |b| b.body("<p><img src=\"images/dots.png\" alt=\"\" width=\"100%\"/></p>")),
    row!("an id with a space", AttributeWrong, |b| b.body("<p id=\"a b\">A</p>")),
    row!("a picture without src", AttributeWrong, |b| b.body("<p><img alt=\"A\"/></p>")),
    row!("a role that is none", AttributeWrong, |b| b.body("<p role=\"hero\">A</p>")),
    row!("an attribute that ARIA does not have", AttributeWrong, |b| b.body("<p aria-name=\"a\">A</p>")),
    row!("a header in a header", ElementMisplaced, |b| b.body("<header><p>A</p><header><p>B</p></header></header>")),
    row!("a description without a term", ElementMisplaced, |b| b.body("<dl><dd>A</dd></dl>")),
    row!("a head behind its table", ElementMisplaced, |b| {
        b.body("<table><tbody><tr><td>A</td></tr></tbody><thead><tr><td>B</td></tr></thead></table>");
    }),
    row!("direction in an attribute", StyleForbidden, |b| b.body("<p style=\"direction: rtl\">A</p>")),
    row!("a link in a link", LinkNested, |b| b.body("<p><a href=\"one.xhtml\">A <a href=\"notes.xhtml\">B</a></a></p>")),
    row!("a picture without alt", AltMissing, |b| b.body("<p><img src=\"images/dots.png\"/></p>")),
    row!("epub:switch", Deprecated, |b| {
        b.swap(OPF, "href=\"there.xhtml\"", "properties=\"switch\" href=\"there.xhtml\"");
        b.body(SWITCH);
    }),
    row!("epub:switch not stated", PropertyMissing, |b| b.body(SWITCH)),
    row!("no language of a document", LanguageMissing, |b| b.swap(ONE, " lang=\"en\" xml:lang=\"en\"", "")),
    row!("a long document", DocumentLong, |b| b.body(&"<p>All work and no play.</p>\n".repeat(12_000))),
    // Links.
    row!("a link to nothing", TargetMissing, |b| b.body("<p><a href=\"two.xhtml\">A</a></p>")),
    row!("a link in the wrong case", TargetMissing, |b| b.body("<p><a href=\"One.xhtml\">A</a></p>")),
    row!("a picture that is not there", TargetMissing, |b| b.body("<p><img src=\"images/more.png\" alt=\"A\"/></p>")),
    row!("a stylesheet that is not there", TargetMissing, |b| b.swap(ONE, "href=\"stylesheet.css\"", "href=\"style.css\"")),
    row!("a font that is not there", TargetMissing, |b| b.style("@font-face { font-family: X; src: url(fonts/x.otf) }")),
    row!("an import that is not there", TargetMissing, |b| {
        let css = b.at("OEBPS/stylesheet.css").1.clone();
        b.set("OEBPS/stylesheet.css", &[b"@import 'more.css';\n".to_vec(), css].concat());
    }),
    row!("a background that is not there", TargetMissing, |b| b.style("p { background: url(\"x.png\") }")),
    row!("a picture not in the manifest", TargetUndeclared, |b| {
        b.copy("OEBPS/images/dots.png", "OEBPS/images/more.png");
        b.body("<p><img src=\"images/more.png\" alt=\"A\"/></p>");
    }),
    row!("a font not in the manifest", TargetUndeclared, |b| {
        b.copy("OEBPS/fonts/LibertinusSerif-Regular-0.otf", "OEBPS/fonts/x.otf");
        b.style("@font-face { font-family: X; src: url(fonts/x.otf) }");
    }),
    row!("a link to no id", FragmentMissing, |b| b.body("<p><a href=\"one.xhtml#x\">A</a></p>")),
    row!("the contents lead to no id", FragmentMissing, |b| b.swap(NAV, "one.xhtml#a-section", "one.xhtml#section")),
    row!("the NCX leads to no id", FragmentMissing, |b| b.swap(NCX, "one.xhtml#a-section", "one.xhtml#section")),
    row!("a link beside the spine", TargetNotInSpine, |b| {
        b.add("OEBPS/more.xhtml", PAGE);
        b.item("<item id=\"more\" href=\"more.xhtml\" media-type=\"application/xhtml+xml\"/>");
        b.body("<p><a href=\"more.xhtml\">A</a></p>");
    }),
    row!("a link out of the archive", TargetOutside, |b| b.body("<p><a href=\"../../more.xhtml\">A</a></p>")),
    row!("a remote font that no item names", TargetUndeclared, |b| {
        b.style("@font-face { font-family: X; src: url(https://a.example/b.otf) }");
    }),
    row!("a picture of a formula missing", TargetMissing, |b| {
        b.body("<p><math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"x\" altimg=\"x.png\"><mi>x</mi></math></p>");
    }),
    row!("a way of rendering twice", PackageShape, |b| {
        b.swap(OPF, "</metadata>", "<meta property=\"rendition:flow\">auto</meta><meta property=\"rendition:flow\">auto</meta></metadata>");
    }),
    row!("a remote picture", ResourceRemote, |b| b.body("<p><img src=\"https://a.example/a.png\" alt=\"A\"/></p>")),
    row!("a remote stylesheet", ResourceRemote, |b| b.swap(ONE, "href=\"stylesheet.css\"", "href=\"https://a.example/a.css\"")),
    row!("a remote import", ResourceRemote, |b| {
        let css = b.at("OEBPS/stylesheet.css").1.clone();
        b.set("OEBPS/stylesheet.css", &[b"@import url(https://a.example/a.css);\n".to_vec(), css].concat());
    }),
    row!("a remote frame", ResourceRemote, |b| b.body("<iframe src=\"https://a.example/a.html\"></iframe>")),
    row!("a space in an address", AddressWrong, |b| b.body("<p><a href=\"one two.xhtml\">A</a></p>")),
    row!("an address without a host", AddressWrong, |b| b.body("<p><a href=\"https://\">A</a></p>")),
    row!("a percent sign alone", AddressWrong, |b| b.body("<p><a href=\"https://a.example/100%\">A</a></p>")),
    row!("a query", AddressWrong, |b| b.body("<p><a href=\"one.xhtml?a=b\">A</a></p>")),
    row!("a link to data", AddressForbidden, |b| b.body("<p><a href=\"data:text/plain,A\">A</a></p>")),
    row!("a link to a file of one computer", AddressForbidden, |b| b.body("<p><a href=\"file:///home/a.xhtml\">A</a></p>")),
    row!("a picture of a foreign kind", ResourceForeign, |b| {
        b.add("OEBPS/images/a.tiff", b"II*\0");
        b.item("<item id=\"tiff\" href=\"images/a.tiff\" media-type=\"image/tiff\"/>");
        b.body("<p><img src=\"images/a.tiff\" alt=\"A\"/></p>");
    }),
    row!("a stylesheet with a fragment", FragmentNeedless, |b| b.swap(ONE, "href=\"stylesheet.css\"", "href=\"stylesheet.css#a\"")),
    row!("a picture with a fragment", FragmentNeedless, |b| b.swap(ONE, "images/dots.png", "images/dots.png#a")),
    // The contents.
    row!("no toc in the nav", TocMissing, |b| b.swap(NAV, "epub:type=\"toc\" role=\"doc-toc\"", "epub:type=\"lot\"")),
    row!("an unordered list in the nav", NavShape, |b| {
        b.swap(
            NAV,
            "<nav epub:type=\"landmarks\"",
            "<nav epub:type=\"lot\"><ul><li><a href=\"one.xhtml\">A</a></li></ul></nav><nav epub:type=\"landmarks\"",
        );
    }),
    row!("an entry without words", NavShape, |b| b.swap(NAV, "<a href=\"there.xhtml\">Two</a>", "<a href=\"there.xhtml\"></a>")),
    row!("an entry without a link", NavShape, |b| b.swap(NAV, "<a href=\"there.xhtml\">Two</a>", "<span>Two</span>")),
    row!("an empty list in the nav", NavShape, |b| b.swap(
        NAV,
        "<a href=\"there.xhtml\">Two</a>",
        "<a href=\"there.xhtml\">Two</a><ol></ol>"
    )),
    row!("a paragraph behind the list", NavShape, |b| b.swap(NAV, "</ol>\n</nav>", "</ol><p>x</p></nav>")),
    row!("the contents lead out", NavRemote, |b| b.swap(NAV, "<a href=\"there.xhtml\">Two</a>", "<a href=\"https://a.example/\">Two</a>")),
    row!("the contents in another order", NavOrder, |b| {
        b.swap(NAV, "<li><a href=\"there.xhtml\">Two</a></li>", "");
        b.swap(NAV, "<ol>", "<ol><li><a href=\"there.xhtml\">Two</a></li>");
    }),
    row!("a heading of the contents without words", NavShape, |b| b.swap(NAV, "Contents</h1>", "</h1>")),
    row!("text beside a link of the contents", NavShape, |b| b.swap(NAV, ">Two</a>", ">Two</a> x")),
    row!("a landmark of no kind", LandmarkWrong, |b| b.swap(NAV, "<a epub:type=\"bodymatter\"", "<a")),
    row!("a landmark twice", LandmarkWrong, |b| {
        let mark = "<li><a epub:type=\"bodymatter\" href=\"one.xhtml\">Text</a></li>";
        b.swap(NAV, mark, &mark.repeat(2));
    }),
    row!("two landmarks", LandmarkWrong, |b| {
        b.swap(NAV, "</body>", "<nav epub:type=\"landmarks\"><ol><li><a epub:type=\"toc\" href=\"nav.xhtml\">C</a></li></ol></nav></body>");
    }),
    row!("another identifier in the NCX", NcxIdentifier, |b| b.swap(NCX, "urn:uuid:", "urn:uuid:x")),
    row!("an NCX without a map", NcxShape, |b| {
        let text = String::from_utf8(b.at("OEBPS/toc.ncx").1.clone()).unwrap();
        let (start, end) = (text.find("<navMap").unwrap(), text.find("</navMap>").unwrap() + 9);
        b.set("OEBPS/toc.ncx", [&text[..start], &text[end..]].concat().as_bytes());
    }),
    row!("an entry of the NCX without a target", NcxShape, |b| b.swap(NCX, "<content src=\"there.xhtml\"/>", "")),
    row!("a gap in the order of the NCX", NcxShape, |b| b.swap(NCX, "playOrder=\"2\"", "playOrder=\"7\"")),
    row!("a number for two in the NCX", NcxShape, |b| b.swap(NCX, "playOrder=\"2\"", "playOrder=\"1\"")),
    row!("a wrong order in the NCX", NcxShape, |b| b.swap(NCX, "playOrder=\"1\"", "playOrder=\"first\"")),
    // Styles.
    row!("a brace not closed", StyleBroken, |b| b.style("p { margin: 0; q { margin: 0 }")),
    row!("a brace too many", StyleBroken, |b| b.style("p { margin: 0 } }")),
    row!("a comment not closed", StyleBroken, |b| b.style("/* p { margin: 0 }")),
    row!("a string not closed", StyleBroken, |b| b.style("p::before { content: \"a }\n")),
    row!("a property without a value", StyleBroken, |b| b.style("p { margin: }")),
    row!("a property without a colon", StyleBroken, |b| b.style("p { margin 0 }")),
    row!("a rule without a selector", StyleBroken, |b| b.style("{ margin: 0 }")),
    row!("an address that is empty", StyleBroken, |b| b.style("p { background: url() }")),
    row!("direction", StyleForbidden, |b| b.style("p { direction: rtl }")),
    row!("unicode-bidi in a document", StyleForbidden, |b| b.swap(ONE, "</head>", "<style>p { unicode-bidi: embed }</style></head>")),
    row!("position: fixed", StyleFixed, |b| b.style("p { position: fixed; top: 0 }")),
    row!("a font face without a font", FontFaceEmpty, |b| b.style("@font-face { }")),
    // Pictures.
    row!("a picture that is none", PictureDamaged, |b| b.set("OEBPS/images/dots.png", b"\x89")),
    row!("a picture cut short", PictureDamaged, differs "EPUBCheck reads only the head of a picture", |b| b.at("OEBPS/images/dots.png").1.truncate(120)),
    row!("a heavy picture", PictureHeavy, |b| {
        let picture = b.at("OEBPS/images/cover.jpg").1.clone();
        let mut heavy = picture.clone();
        // Remarks behind the mark of its beginning.
        while heavy.len() < 4_100_000 {
            heavy.splice(2..2, [0xFF, 0xFE, 0xFF, 0xFF].into_iter().chain(std::iter::repeat_n(b'x', 0xFFFD)));
        }
        b.set("OEBPS/images/cover.jpg", &heavy);
    }),
    row!("no word on accessibility", AccessMissing, |b| {
        let text = String::from_utf8(b.at("OEBPS/content.opf").1.clone()).unwrap();
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains("schema:access")).collect();
        b.set("OEBPS/content.opf", kept.join("\n").as_bytes());
    }),
    // Files of META-INF.
    row!("a strange element in container.xml", ContainerShape, |b| {
        b.set("META-INF/container.xml", CONTAINER.replace("<rootfiles>", "<foo/><rootfiles>").as_bytes());
    }),
    row!("signatures that are none", ContainerShape, |b| b.add("META-INF/signatures.xml", CONTAINER.as_bytes())),
    row!("encryption that is none", ContainerShape, |b| b.add("META-INF/encryption.xml", CONTAINER.as_bytes())),
    row!("an encryption without a method", ContainerShape, |b| {
        b.add(
            "META-INF/encryption.xml",
            encrypted("<Compression xmlns=\"http://www.idpf.org/2016/encryption#compression\" Method=\"7\" OriginalLength=\"9\"/>")
                .as_bytes(),
        );
    }),
    // Pages of fixed layout.
    row!("fixed layout without a size", FixedPage, |b| b.metadata("<meta property=\"rendition:layout\">pre-paginated</meta>")),
    row!("a page without a height", FixedPage, |b| fixed(b, "width=600")),
    row!("a page with two widths", FixedPage, |b| fixed(b, "width=600, height=800, width=500")),
    row!("a page of so many pixels", FixedPage, |b| fixed(b, "width=600px, height=800")),
    row!("a page of an empty height", FixedPage, |b| fixed(b, "width=600, height=")),
    // Rendering.
    row!("a layout that there is not", PackageShape, |b| b.metadata("<meta property=\"rendition:layout\">rolled</meta>")),
    row!("a rendering that there is not", PropertyUnknown, |b| b.metadata("<meta property=\"rendition:foo\">auto</meta>")),
    row!("a place with two layouts", PackageShape, |b| {
        b.swap(
            OPF,
            "<itemref idref=\"id_one.xhtml\"",
            "<itemref properties=\"rendition:flow-auto rendition:flow-paginated\" idref=\"id_one.xhtml\"",
        );
    }),
    row!("a rendering of an item", PropertyUnknown, |b| {
        b.swap(OPF, "media-type=\"text/css\"", "media-type=\"text/css\" properties=\"rendition:layout-reflowable\"");
    }),
    // What is shown.
    row!("a picture held in the address, of a strange kind", ResourceForeign, |b| {
        b.body("<p><img alt=\"A\" src=\"data:image/vnd.xyz;base64,iVBO\"/></p>");
    }),
    row!("the last of several pictures is strange", ResourceForeign, |b| {
        b.add("OEBPS/images/i.jxl", &[0xFF, 0x0A]);
        b.item("<item id=\"jxl\" href=\"images/i.jxl\" media-type=\"image/jxl\" fallback=\"dots\"/>");
        b.swap(OPF, "<manifest>", "<manifest><item id=\"dots\" href=\"images/line2.svg\" media-type=\"image/svg+xml\"/>");
        b.copy("OEBPS/images/line.svg", "OEBPS/images/line2.svg");
        b.body("<p><picture><img src=\"images/i.jxl\" alt=\"A\"/></picture></p>");
    }),
    row!("sound with words in place of it", ResourceForeign, |b| {
        b.add("OEBPS/a.xyz", b"abc");
        b.item("<item id=\"xyz\" href=\"a.xyz\" media-type=\"audio/xyz\"/>");
        b.body("<audio src=\"a.xyz\"><p>Words.</p></audio>");
    }),
    row!("a stylesheet of a drawing in the network", ResourceRemote, |b| {
        b.swap(LINE, "<svg", "<?xml-stylesheet href=\"https://example.org/a.css\"?>\n<svg");
    }),
    row!("a picture relative to the network", ResourceRemote, |b| {
        b.swap(ONE, "<title>", "<base href=\"http://example.org/\"/><title>");
        b.swap(ONE, "</section>", "<p><img src=\"a.png\" alt=\"A\"/></p></section>");
    }),
    row!("a symbol without a name", FragmentMissing, |b| b.swap(
        LINE,
        "</svg>",
        "<use xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"line.svg\"/></svg>"
    )),
    row!("Latin-1 by its own word", Encoding, |b| {
        let text = String::from_utf8(b.at("OEBPS/stylesheet.css").1.clone()).unwrap();
        b.set("OEBPS/stylesheet.css", format!("@charset \"ISO-8859-1\";\n{text}").as_bytes());
    }),
    row!("a property that is a selector", StyleBroken, |b| b.style("body { span.bold: bold; }")),
    row!("epub:type of a title", AttributeWrong, |b| b.swap(
        ONE,
        "<title>",
        "<title xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:type=\"title\">"
    )),
    row!("a prefix for Dublin Core", PrefixUnknown, |b| {
        b.swap(OPF, "<package ", "<package prefix=\"dc: http://purl.org/dc/elements/1.1/\" ");
    }),
    row!("two names that are one in capitals", EntryTwice, |b| {
        b.copy("OEBPS/images/line.svg", "OEBPS/images/Ma\u{df}.svg");
        b.copy("OEBPS/images/line.svg", "OEBPS/images/MASS.svg");
        b.item("<item id=\"m1\" href=\"images/Ma%C3%9F.svg\" media-type=\"image/svg+xml\"/><item id=\"m2\" href=\"images/MASS.svg\" media-type=\"image/svg+xml\"/>");
    }),
    row!("a kind of page that there is not", NcxShape, |b| b.swap(NCX, "type=\"normal\"", "type=\"usual\"")),
    row!("an id of the NCX that is no name", AttributeWrong, |b| b.swap(NCX, " id=\"navPoint-1\"", " id=\"1:a\"")),
];

const CONTAINER: &str = "<?xml version=\"1.0\"?>\n<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";

/// A file of META-INF that lists a font, with this among its properties.
fn encrypted(property: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\"><enc:EncryptedData><enc:EncryptionMethod Algorithm=\"http://www.idpf.org/2008/embedding\"/><enc:CipherData><enc:CipherReference URI=\"OEBPS/images/dots.png\"/></enc:CipherData><enc:EncryptionProperties><enc:EncryptionProperty>{property}</enc:EncryptionProperty></enc:EncryptionProperties></enc:EncryptedData></encryption>"
    )
}

/// Makes a page of fixed layout of the first chapter, of this size.
fn fixed(b: &mut Package, size: &str) {
    b.swap(OPF, "<itemref idref=\"id_one.xhtml\"", "<itemref properties=\"rendition:layout-pre-paginated\" idref=\"id_one.xhtml\"");
    b.swap(ONE, "<title>", &format!("<meta name=\"viewport\" content=\"{size}\"/><title>"));
}
