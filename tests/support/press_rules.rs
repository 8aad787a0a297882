//! Rules that a finished file for a printer keeps, read back from its bytes: what no free program judges of PDF/X-1a and PDF/X-4, and
//! what services refuse. Each has its clause or the reason, and a test that it sees its fault.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// What a file is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PressFile {
    /// PDF/X-4 in black alone.
    X4,
    /// PDF/X-1a:2001; `inks` where it is in four inks.
    X1a { inks: bool },
    /// In red, green and blue, of no standard.
    Rgb,
}

/// A rule, and whether a file breaks it.
type PressRule = (&'static str, fn(&PressSheets) -> Option<String>);

/// A file taken apart.
pub(crate) struct PressSheets {
    kind: PressFile,
    bytes: Vec<u8>,
    document: Document,
}

impl PressSheets {
    /// Reads a file.
    pub(crate) fn read(bytes: &[u8], kind: PressFile) -> Self {
        Self { kind, bytes: bytes.to_vec(), document: Document::load_mem(bytes).expect("a PDF") }
    }

    /// The same with its objects changed.
    pub(crate) fn changed(mut self, change: impl FnOnce(&mut Document)) -> Self {
        change(&mut self.document);
        self
    }

    /// The same with its bytes changed, which are not read again.
    pub(crate) fn rewritten(mut self, change: impl FnOnce(&mut Vec<u8>)) -> Self {
        change(&mut self.bytes);
        self
    }

    /// The rules that are broken, each with where.
    pub(crate) fn faults(&self) -> Vec<String> {
        RULES.iter().filter_map(|(rule, broken)| Some(format!("{rule}: {}", broken(self)?))).collect()
    }

    fn dictionaries(&self) -> impl Iterator<Item = &Dictionary> {
        let direct = self.document.objects.values().filter_map(|object| match object {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        });
        // And those that stand in others.
        direct.flat_map(|dictionary| std::iter::once(dictionary).chain(dictionary.iter().filter_map(|(_, value)| value.as_dict().ok())))
    }

    fn of_type(&self, kind: &'static [u8]) -> impl Iterator<Item = &Dictionary> {
        self.dictionaries().filter(move |dictionary| {
            [b"Type".as_slice(), b"Subtype"].iter().any(|key| dictionary.get(key).and_then(Object::as_name).is_ok_and(|name| name == kind))
        })
    }

    /// The operations of every page and of every form on them.
    fn contents(&self) -> Vec<Content> {
        let pages = self.document.get_pages();
        let pages = pages.values().map(|id| self.document.get_and_decode_page_content(*id).expect("a content"));
        let forms = self.document.objects.values().filter_map(|object| object.as_stream().ok());
        let forms = forms.filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form"));
        pages.chain(forms.map(|form| Content::decode(&form.decompressed_content().expect("bytes")).expect("a content"))).collect()
    }

    fn info(&self, key: &[u8]) -> Option<&Object> {
        let info = self.document.trailer.get(b"Info").ok()?.as_reference().ok()?;
        self.document.get_dictionary(info).ok()?.get(key).ok()
    }

    fn intent(&self) -> Option<&Dictionary> {
        self.document.catalog().ok()?.get(b"OutputIntents").ok()?.as_array().ok()?.first()?.as_dict().ok()
    }

    /// A box of a page.
    fn sides(&self, page: lopdf::ObjectId, key: &[u8]) -> Option<Vec<f32>> {
        let sides = self.document.get_dictionary(page).ok()?.get(key).ok()?.as_array().ok()?;
        sides.iter().map(|side| side.as_float().ok()).collect()
    }
}

fn unless(holds: bool, what: impl Into<String>) -> Option<String> {
    (!holds).then(|| what.into())
}

/// The names of all rules.
pub(crate) fn names() -> Vec<&'static str> {
    RULES.iter().map(|(name, _)| *name).collect()
}

const RULES: [PressRule; 17] = [
    // ISO 15930-1, 6.2 and ISO 15930-7, 6.1.
    ("version", |file| {
        let wanted = match file.kind {
            PressFile::X4 => "%PDF-1.6\n",
            PressFile::X1a { .. } => "%PDF-1.3\n",
            PressFile::Rgb => "%PDF-1.4\n",
        };
        unless(file.bytes.starts_with(wanted.as_bytes()), wanted.trim())
    }),
    // What PDF 1.5 brought is not in PDF 1.3, nor read by old presses.
    ("plain-objects", |file| {
        let found = [b"ObjStm".as_slice(), b"XRef"].into_iter().any(|kind| file.of_type_named(kind));
        unless(file.kind == PressFile::X4 || !found, "objects are packed")
    }),
    // ISO 15930-1, 6.9 and ISO 15930-7, 6.9.
    ("open", |file| unless(!file.document.trailer.has(b"Encrypt"), "it is encrypted")),
    ("identified", |file| unless(file.document.trailer.has(b"ID"), "it has no ID")),
    // ISO 15930-1, 6.3 and 6.8.
    ("said-in-info", |file| {
        let keys: &[&str] = match file.kind {
            PressFile::X1a { .. } => &["GTS_PDFXVersion", "GTS_PDFXConformance", "Title", "Trapped", "CreationDate", "ModDate"],
            PressFile::X4 => &["Trapped", "Title"],
            PressFile::Rgb => &["Title"],
        };
        keys.iter().find(|key| file.info(key.as_bytes()).is_none()).map(|key| (*key).to_owned())
    }),
    // ISO 15930-7, 6.7.
    ("said-in-xmp", |file| {
        let packet = || {
            let id = file.document.catalog().ok()?.get(b"Metadata").ok()?.as_reference().ok()?;
            Some(String::from_utf8_lossy(&file.document.get_object(id).ok()?.as_stream().ok()?.content).into_owned())
        };
        let says = packet().is_some_and(|packet| packet.contains("<pdfxid:GTS_PDFXVersion>PDF/X-4<"));
        unless(file.kind != PressFile::X4 || says, "no GTS_PDFXVersion")
    }),
    // ISO 15930-1, 6.3; ISO 15930-7, 6.2.3.
    ("output-intent", |file| {
        let Some(intent) = file.intent() else { return Some("none".to_owned()) };
        let named = |key: &[u8], value: &[u8]| intent.get(key).and_then(Object::as_name).is_ok_and(|name| name == value);
        match file.kind {
            PressFile::X1a { .. } => unless(named(b"S", b"GTS_PDFX") && intent.has(b"RegistryName"), "not of the registry"),
            PressFile::X4 => unless(named(b"S", b"GTS_PDFX") && intent.has(b"DestOutputProfile"), "no profile"),
            PressFile::Rgb => unless(intent.has(b"DestOutputProfile"), "no profile"),
        }
    }),
    // ISO 15930-1, 6.10; ISO 15930-7, 6.8: one box lies in another.
    ("boxes", |file| {
        for (number, id) in file.document.get_pages() {
            let [media, trim] = [b"MediaBox".as_slice(), b"TrimBox"].map(|key| file.sides(id, key));
            let (Some(media), Some(trim)) = (media, trim) else { return Some(format!("page {number}")) };
            let bleed = file.sides(id, b"BleedBox").unwrap_or_else(|| trim.clone());
            let within = |inner: &[f32], outer: &[f32]| {
                let near = 0.002;
                inner[0] >= outer[0] - near && inner[1] >= outer[1] - near && inner[2] <= outer[2] + near && inner[3] <= outer[3] + near
            };
            if !within(&trim, &bleed) || !within(&bleed, &media) || file.sides(id, b"ArtBox").is_some() {
                return Some(format!("page {number}"));
            }
        }
        None
    }),
    // Two sizes of page in one file are refused by every service.
    ("one-size", |file| {
        let sizes = file.document.get_pages().into_values().filter_map(|id| file.sides(id, b"TrimBox"));
        let mut sizes: Vec<_> = sizes.map(|sides| [sides[2] - sides[0], sides[3] - sides[1]].map(|side| (side * 100.0).round())).collect();
        sizes.dedup();
        unless(sizes.len() == 1, format!("{sizes:?}"))
    }),
    // ISO 15930-1, 6.4; we promise it of PDF/X-4 too, for old presses flatten badly.
    ("no-transparency", |file| {
        let seen_through = file.dictionaries().find(|dictionary| {
            let number = |key: &[u8]| dictionary.get(key).and_then(Object::as_float).is_ok_and(|share| share < 1.0);
            let mask = dictionary.get(b"SMask").is_ok_and(|mask| mask.as_name().map_or(true, |name| name != b"None"));
            let blended = dictionary.get(b"BM").and_then(Object::as_name).is_ok_and(|mode| mode != b"Normal");
            mask || number(b"ca") || number(b"CA") || blended || dictionary.has(b"Group")
        });
        seen_through.map(|dictionary| format!("{dictionary:?}"))
    }),
    // ISO 15930-1, 6.5 and 6.6: only the inks of the press, and in PDF/X-4 here black alone.
    ("inks", |file| {
        let screen = ["rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"];
        let coloured = ["k", "K"];
        for operation in file.contents().iter().flat_map(|content| &content.operations) {
            let operator = operation.operator.as_str();
            let wrong = match file.kind {
                PressFile::Rgb => coloured.contains(&operator),
                PressFile::X1a { inks: true } => screen.contains(&operator),
                PressFile::X1a { inks: false } | PressFile::X4 => screen.contains(&operator) || coloured.contains(&operator),
            };
            if wrong {
                return Some(format!("{operation:?}"));
            }
        }
        None
    }),
    ("inks-of-pictures", |file| {
        let allowed: &[&[u8]] = match file.kind {
            PressFile::X4 | PressFile::X1a { inks: false } => &[b"DeviceGray"],
            PressFile::X1a { inks: true } => &[b"DeviceGray", b"DeviceCMYK"],
            PressFile::Rgb => &[b"DeviceGray", b"DeviceRGB"],
        };
        let mut spaces = file.of_type(b"Image").map(|image| image.get(b"ColorSpace").and_then(Object::as_name).unwrap_or_default());
        spaces.find(|space| !allowed.contains(space)).map(|space| String::from_utf8_lossy(space).into_owned())
    }),
    // 16 bits came with PDF 1.5, JPEG 2000 too; LZW is forbidden by ISO 15930-1, 6.12.
    ("plain-pictures", |file| {
        let deep = file.of_type(b"Image").any(|image| image.get(b"BitsPerComponent").and_then(Object::as_i64).is_ok_and(|bits| bits > 8));
        let filters = file.dictionaries().filter_map(|dictionary| dictionary.get(b"Filter").ok()?.as_name().ok());
        let strange = filters.filter(|filter| ![b"FlateDecode".as_slice(), b"DCTDecode"].contains(filter)).count();
        unless((file.kind == PressFile::X4 || !deep) && strange == 0, "too deep, or packed in a way that old presses don't know")
    }),
    // IngramSpark's “File Creation Guide” and others: at most 240 % in one place.
    ("ink-limit", |file| {
        let inks = |operands: &[Object]| operands.iter().filter_map(|ink| ink.as_float().ok()).sum::<f32>();
        let contents = file.contents();
        let mut operations = contents.iter().flat_map(|content| &content.operations);
        let heavy = operations.find(|operation| matches!(operation.operator.as_str(), "k" | "K") && inks(&operation.operands) > 2.405);
        heavy.map(|operation| format!("{operation:?}"))
    }),
    // ISO 15930-1, 6.11; ISO 15930-7, 6.4.
    ("fonts-in-the-file", |file| {
        let lacks = |font: &&Dictionary| !["FontFile", "FontFile2", "FontFile3"].iter().any(|key| font.has(key.as_bytes()));
        file.of_type(b"FontDescriptor").find(lacks).map(|font| format!("{font:?}"))
    }),
    // Nothing happens, and nothing is hidden: ISO 15930-1, 6.13 to 6.16.
    ("nothing-but-paper", |file| {
        let keys =
            ["Annots", "AA", "OpenAction", "JS", "JavaScript", "URI", "EmbeddedFiles", "OCProperties", "OPI", "AcroForm", "StructTreeRoot"];
        let found = file.dictionaries().find_map(|dictionary| keys.iter().find(|key| dictionary.has(key.as_bytes())));
        found.map(|key| (*key).to_owned())
    }),
    // ISO 15930-1, 6.7: what a press would do by itself is not overruled.
    ("no-press-settings", |file| {
        let keys = ["TR", "TR2", "HTP", "BG", "UCR"];
        let found = file.dictionaries().find_map(|dictionary| keys.iter().find(|key| dictionary.has(key.as_bytes())));
        found.map(|key| (*key).to_owned())
    }),
];

impl PressSheets {
    /// Whether the bytes have an object of this kind: the reader of the file takes such objects apart.
    fn of_type_named(&self, kind: &[u8]) -> bool {
        let name = [b"/Type/", kind].concat();
        let spaced = [b"/Type /", kind].concat();
        let holds = |name: &[u8]| self.bytes.windows(name.len()).any(|part| part == name);
        holds(&name) || holds(&spaced)
    }
}
