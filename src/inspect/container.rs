//! The container: a ZIP archive with a few rules of its own (OCF 3.3), unpacked within limits.

use super::address;
use super::report::{InspectionReport, fault, warn};
use super::tree::XmlTree;
use super::xml;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{SourceId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};
use std::io::{self, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A text may unpack to 64 MiB.
const LONGEST_TEXT: u64 = 64 << 20;

/// All entries together may unpack to 1 GiB, or to twice the archive, which sound and film need.
const MOST: u64 = 1 << 30;

const MIMETYPE: &str = "application/epub+zip";

/// What an entry's first bytes and its size tell.
#[derive(Debug)]
pub(super) struct Sample {
    /// The beginning, or all if that was asked for.
    pub(super) bytes: Vec<u8>,
    /// Unpacked.
    pub(super) size: u64,
}

/// The archive. Its source is the list of its entries, a line each, so that findings about an entry can point at it.
#[derive(Debug)]
pub(super) struct Container<'b> {
    name: String,
    archive: ZipArchive<Cursor<&'b [u8]>>,
    listing: SourceId,
    /// Every file by its name: its number and its line.
    files: BTreeMap<String, (usize, Span)>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Entries already complained of.
    refused: BTreeSet<String>,
    /// Files that META-INF/encryption.xml lists: whether they are obfuscated, which fonts may be.
    pub(super) encrypted: BTreeMap<String, bool>,
    /// The second package document that META-INF/container.xml names, if there is one.
    second: Option<Span>,
}

/// Why an entry cannot be unpacked.
enum UnpackFault {
    /// The archive does not say where the entry is, or how it is packed.
    Archive(ZipError),
    /// What is packed is damaged.
    Content(io::Error),
}

impl Display for UnpackFault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Archive(fault) => fault.fmt(out),
            Self::Content(fault) => fault.fmt(out),
        }
    }
}

/// Opens an archive and looks over what does not need its entries unpacked. None if it can't be read at all.
pub(super) fn open<'b>(name: &str, bytes: &'b [u8], sources: &mut Sources, report: &mut InspectionReport) -> Option<Container<'b>> {
    let archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            let source = sources.add(name, "");
            let message = format!("this is no whole ZIP archive: {error}");
            fault(report, Code::ZipDamaged, Span::new(source, 0, 0), message, "make the EPUB again, or fetch it again");
            return None;
        }
    };
    let entries = directory(bytes, archive.central_directory_start());
    // Whatever a text taken in would lose or turn into the end of a line is shown as a character that is not known.
    let shown: Vec<String> = entries.iter().map(|entry| entry.name.replace(['\n', '\r', '\u{FEFF}'], "\u{FFFD}") + "\n").collect();
    let listing = sources.add(name, shown.concat());
    let mut at = 0;
    let place = |name: &String| {
        let span = Span::new(listing, at, at + name.len() - 1);
        at += name.len();
        span
    };
    let spans: Vec<Span> = shown.iter().map(place).collect();
    let mut files = BTreeMap::new();
    for (entry, span) in entries.iter().zip(&spans).filter(|(entry, _)| !entry.name.ends_with('/')) {
        if let Some(index) = archive.index_for_name(&entry.name) {
            files.insert(address::normal(&entry.name), (index, *span));
        }
    }
    let left = MOST.max(2 * bytes.len() as u64);
    let (refused, encrypted) = (BTreeSet::new(), BTreeMap::new());
    let container = Container { name: name.to_owned(), archive, listing, files, left, refused, encrypted, second: None };
    mimetype(bytes, &entries, &spans, listing, report);
    names(&entries, &spans, report);
    Some(container)
}

/// An entry as the central directory lists it.
struct ArchiveEntry {
    name: String,
    locked: bool,
}

/// The central directory, read here because the library keeps only one of several entries of the same name.
fn directory(bytes: &[u8], start: u64) -> Vec<ArchiveEntry> {
    let mut entries = Vec::new();
    let mut rest = usize::try_from(start).ok().and_then(|start| bytes.get(start..)).unwrap_or_default();
    while let Some(header) = rest.get(..46).filter(|header| header.starts_with(b"PK\x01\x02")) {
        let number = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let (name, extra, comment) = (number(28), number(30), number(32));
        let Some(raw) = rest.get(46..46 + name) else { break };
        entries.push(ArchiveEntry { name: String::from_utf8_lossy(raw).into_owned(), locked: number(8) & 1 == 1 });
        rest = rest.get(46 + name + extra + comment..).unwrap_or_default();
    }
    entries
}

/// The first entry, as it stands at the beginning of the file: reading systems look at nothing else to know an EPUB.
fn mimetype(bytes: &[u8], entries: &[ArchiveEntry], spans: &[Span], listing: SourceId, report: &mut InspectionReport) {
    let own = entries.iter().position(|entry| entry.name == "mimetype").map(|index| spans[index]);
    let first = spans.first().copied().unwrap_or(Span::new(listing, 0, 0));
    let Some(header) = bytes.get(..30).filter(|header| header.starts_with(b"PK\x03\x04")) else {
        fault(report, Code::ZipDamaged, first, "something stands before the archive", "make the EPUB again");
        return;
    };
    let number = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
    let (name, extra) = (number(26), number(28));
    let help = "zip the entry `mimetype` first, with `zip -X0`";
    if bytes.get(30..30 + name) != Some(b"mimetype".as_slice()) {
        let message = if own.is_some() { "the entry `mimetype` is not the first" } else { "there is no entry `mimetype`" };
        return fault(report, Code::MimetypeMissing, own.unwrap_or(first), message, help);
    }
    if extra > 0 {
        fault(report, Code::MimetypeExtra, first, format!("the entry `mimetype` has an extra field of {extra} bytes"), help);
    }
    let at = 30 + name + extra;
    if number(8) != 0 {
        fault(report, Code::MimetypeContent, first, "the entry `mimetype` is compressed", help);
    } else {
        let size = u32::from_le_bytes([header[22], header[23], header[24], header[25]]) as usize;
        let exact = bytes.get(at..at + MIMETYPE.len()) == Some(MIMETYPE.as_bytes()) && size == MIMETYPE.len();
        // With the size in a descriptor behind it (bit 3) the header has 0.
        let streamed = number(6) & 8 != 0 && bytes.get(at..at + MIMETYPE.len()) == Some(MIMETYPE.as_bytes());
        if !exact && !streamed {
            let message = format!("the entry `mimetype` does not hold `{MIMETYPE}` and nothing else");
            fault(report, Code::MimetypeContent, first, message, "write it without a line end");
        }
    }
}

fn names(entries: &[ArchiveEntry], spans: &[Span], report: &mut InspectionReport) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (entry, &span)) in entries.iter().zip(spans).enumerate() {
        let name = entry.name.as_str();
        if entry.locked {
            fault(report, Code::EntryEncrypted, span, format!("`{name}` is encrypted"), "make the EPUB without a password");
        }
        let folded: String =
            unicode_normalization::UnicodeNormalization::nfc(name).flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
        match known.get(&folded) {
            Some(&other) => {
                let same = if entries[other].name == *name { "the same name" } else { "a name that differs only in case" };
                let finding = Diagnostic::at(Code::EntryTwice, span, format!("an entry before `{name}` has {same}"));
                report.push(finding.label(spans[other], "the other one").help("take one of them out, or give it another name"));
            }
            None => drop(known.insert(folded, index)),
        }
        let file = name.strip_suffix('/').unwrap_or(name);
        let bad =
            |c: &char| matches!(c, '"' | '*' | ':' | '<' | '>' | '?' | '\\' | '|' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}') || c.is_control();
        let help = "name it with letters, digits, hyphens and underscores";
        if let Some(c) = file.chars().find(bad) {
            fault(
                report,
                Code::EntryName,
                span,
                format!("the name `{}` has the character `{}`", name.escape_debug(), c.escape_debug()),
                help,
            );
        } else if file.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
            fault(report, Code::EntryName, span, format!("the name `{name}` leads out of the archive or nowhere"), help);
        } else if file.split('/').any(|part| part.ends_with('.')) {
            fault(report, Code::EntryName, span, format!("the name `{name}` ends in a full stop"), help);
        } else if file.contains(char::is_whitespace) {
            warn(report, Code::EntryName, span, format!("the name `{name}` has a space"), help);
        }
    }
}

impl Container<'_> {
    /// All files by name, each with its place in the listing.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, Span)> + Clone {
        self.files.iter().map(|(name, (_, span))| (name.as_str(), *span))
    }

    /// Whether the container has a file of this name.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The file whose name differs from this one only in case, if there is one.
    pub(super) fn like(&self, path: &str) -> Option<&str> {
        self.files.keys().map(String::as_str).find(|name| name.eq_ignore_ascii_case(path))
    }

    /// The archive as a whole.
    pub(super) fn span(&self) -> Span {
        Span::new(self.listing, 0, 0)
    }

    /// Unpacks up to `most` bytes of a file and reads the rest of it only to see that it is whole.
    pub(super) fn sample(&mut self, path: &str, most: u64, report: &mut InspectionReport) -> Option<Sample> {
        let &(index, span) = self.files.get(path)?;
        if self.refused.contains(path) {
            return None;
        }
        let help = "make the EPUB again, without what is not needed";
        if self.left == 0 {
            self.refused.insert(path.to_owned());
            return None;
        }
        let mut bytes = Vec::new();
        let read = self.archive.by_index(index).map_err(UnpackFault::Archive).and_then(|file| {
            let mut file = file.take(self.left);
            (&mut file).take(most).read_to_end(&mut bytes).map_err(UnpackFault::Content)?;
            let beyond = std::io::copy(&mut file, &mut std::io::sink()).map_err(UnpackFault::Content)?;
            Ok(bytes.len() as u64 + beyond)
        });
        match read {
            Ok(size) => {
                self.left -= size;
                if self.left == 0 {
                    self.refused.insert(path.to_owned());
                    let message = format!("the archive unpacks to more than a book can need, the limit is reached in `{path}`");
                    fault(report, Code::EntryTooLarge, span, message, help);
                    return None;
                }
                Some(Sample { bytes, size })
            }
            Err(error) => {
                self.refused.insert(path.to_owned());
                fault(report, Code::EntryDamaged, span, format!("`{path}` can't be unpacked: {error}"), "make the EPUB again");
                None
            }
        }
    }

    /// Takes a file into the sources as text. None if it is not there, or if it is no text, which is then among the findings.
    pub(super) fn text(&mut self, path: &str, sources: &mut Sources, report: &mut InspectionReport) -> Option<SourceId> {
        let Sample { bytes, size } = self.sample(path, LONGEST_TEXT, report)?;
        let span = self.files.get(path)?.1;
        if size > LONGEST_TEXT {
            let message = format!("`{path}` unpacks to {} MiB, more than any text", size >> 20);
            fault(report, Code::EntryTooLarge, span, message, "divide the text into several files");
            return None;
        }
        let wide = |bytes: &[u8], number: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| number([pair[0], pair[1]])).collect();
            String::from_utf16(&units).ok()
        };
        let text = match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
            [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
            _ => {
                let text = match String::from_utf8(bytes) {
                    Ok(text) => text,
                    Err(error) => {
                        let at = error.utf8_error().valid_up_to();
                        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                        // What comes before is the same in both, but for a mark and line ends that the sources drop.
                        let dropped = if text.starts_with('\u{FEFF}') { 3 } else { 0 } + text[..at].matches("\r\n").count();
                        let source = sources.add(format!("{}/{path}", self.name), text);
                        let span = Span::new(source, at - dropped, at - dropped + '\u{FFFD}'.len_utf8());
                        // A stylesheet may say in which other encoding it is; what is not ASCII there is seldom more than a remark.
                        let style = path.to_ascii_lowercase().ends_with(".css");
                        if style {
                            warn(report, Code::Encoding, span, "this is not UTF-8", "save the file as UTF-8");
                            return Some(source);
                        }
                        fault(report, Code::Encoding, span, "this is not UTF-8", "save the file as UTF-8");
                        return None;
                    }
                };
                return Some(sources.add(format!("{}/{path}", self.name), text));
            }
        };
        let Some(text) = text else {
            fault(report, Code::Encoding, span, format!("`{path}` is neither UTF-8 nor UTF-16"), "save the file as UTF-8");
            return None;
        };
        let source = sources.add(format!("{}/{path}", self.name), text);
        warn(report, Code::Encoding, Span::new(source, 0, 0), "this is UTF-16, which some readers can't read", "save the file as UTF-8");
        Some(source)
    }

    /// The name of the package document, from META-INF/container.xml.
    pub(super) fn package(&mut self, sources: &mut Sources, report: &mut InspectionReport) -> Option<String> {
        const CONTAINER: &str = "META-INF/container.xml";
        if !self.has(CONTAINER) {
            let help = "add META-INF/container.xml, which names the package document";
            fault(report, Code::ContainerMissing, self.span(), format!("there is no {CONTAINER}"), help);
            return None;
        }
        let source = self.text(CONTAINER, sources, report)?;
        let tree = xml::parse(source, sources.get(source).text(), report)?;
        let help = "write `<rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/>`";
        let roots = (0..tree.elements.len()).filter(|&at| tree.elements[at].local == "rootfile");
        let roots: Vec<usize> =
            roots.filter(|&at| tree.value(at, "media-type").as_deref() == Some("application/oebps-package+xml")).collect();
        shape(&tree, report);
        self.second = roots.get(1).map(|&at| tree.elements[at].span);
        let Some(&root) = roots.first() else {
            fault(report, Code::RootfileMissing, tree.elements[0].span, "no `rootfile` of a package document", help);
            return None;
        };
        let span = tree.attribute(root, "full-path").map_or(tree.elements[root].span, |attribute| attribute.span);
        match tree.value(root, "full-path").unwrap_or_default() {
            path if path.is_empty() => fault(report, Code::RootfileMissing, span, "the `rootfile` has no `full-path`", help),
            path if !self.has(&path) => {
                let help = self.like(&path).map_or_else(|| help.to_owned(), |like| format!("write `{like}`"));
                fault(report, Code::RootfileMissing, span, format!("there is no package document `{path}` in the archive"), help);
            }
            path => return Some(path),
        }
        None
    }

    /// Reads META-INF/encryption.xml, if there is one.
    pub(super) fn encryption(&mut self, sources: &mut Sources, report: &mut InspectionReport) {
        let Some(source) = self.text("META-INF/encryption.xml", sources, report) else { return };
        let Some(tree) = xml::parse(source, sources.get(source).text(), report) else { return };
        begins(&tree, "encryption", report);
        let mut ids = BTreeSet::new();
        let own = |at: usize| tree.attribute(at, "Id").or_else(|| tree.attribute(at, "id"));
        for id in (0..tree.elements.len()).filter_map(own).filter(|id| !ids.insert(id.value().trim().to_owned())) {
            fault(
                report,
                Code::ContainerShape,
                id.span,
                format!("the id `{}` is there twice", id.value()),
                "give one of the two another id",
            );
        }
        for at in (0..tree.elements.len()).filter(|&at| tree.elements[at].local == "Compression") {
            let method = tree.attribute(at, "Method");
            if let Some(method) = method.filter(|method| !["0", "8"].contains(&method.value().trim())) {
                fault(report, Code::ContainerShape, method.span, format!("there is no method `{}`", method.value()), "write `0` or `8`");
            }
            let length = tree.attribute(at, "OriginalLength");
            if let Some(length) = length.filter(|length| length.value().trim().parse::<u64>().is_err()) {
                fault(report, Code::ContainerShape, length.span, "the length is no number", "write the number of bytes");
            }
        }
        for at in tree.children(0) {
            if tree.elements[at].local == "EncryptedData" {
                self.encrypted_file(&tree, at, report);
            }
        }
    }

    /// Looks META-INF/signatures.xml over, if there is one.
    pub(super) fn signatures(&mut self, sources: &mut Sources, report: &mut InspectionReport) {
        let Some(source) = self.text("META-INF/signatures.xml", sources, report) else { return };
        if let Some(tree) = xml::parse(source, sources.get(source).text(), report) {
            begins(&tree, "signatures", report);
        }
    }

    /// An EPUB 2 is one book.
    pub(super) fn one_package(&self, report: &mut InspectionReport) {
        if let Some(second) = self.second {
            fault(report, Code::ContainerShape, second, "a second package, which an EPUB 2 has not", "delete it");
        }
    }

    fn encrypted_file(&mut self, tree: &XmlTree<'_>, data: usize, report: &mut InspectionReport) {
        let inside = |local: &str| tree.below(data).find(|&at| tree.elements[at].local == local);
        let method = inside("EncryptionMethod").and_then(|at| tree.value(at, "Algorithm")).unwrap_or_default();
        let Some(reference) = inside("CipherReference") else { return };
        let span = tree.elements[reference].span;
        let path = super::address::decoded(&tree.value(reference, "URI").unwrap_or_default());
        let obfuscated = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"].contains(&method.as_str());
        if !self.has(&path) {
            fault(report, Code::ObfuscationWrong, span, format!("`{path}` is not in the archive"), "take it out of encryption.xml");
        } else if !obfuscated {
            let help = "give the shop the book without protection";
            warn(report, Code::EntryEncrypted, span, format!("`{path}` is encrypted, so it was not inspected"), help);
        }
        self.encrypted.insert(path, obfuscated);
    }
}

/// Whether a file of META-INF begins with the element that it must begin with.
fn begins(tree: &XmlTree<'_>, due: &str, report: &mut InspectionReport) {
    let root = &tree.elements[0];
    if root.local != due {
        let message = format!("the file begins with `<{}>`", root.name);
        fault(report, Code::ContainerShape, root.span, message, format!("begin it with `<{due}>`, or take the file out"));
    }
}

/// The elements of META-INF/container.xml, each in its place.
fn shape(tree: &XmlTree<'_>, report: &mut InspectionReport) {
    begins(tree, "container", report);
    for at in 1..tree.elements.len() {
        let element = &tree.elements[at];
        let outer = element.parent.map_or("", |parent| tree.elements[parent].local);
        if !matches!((outer, element.local), ("container", "rootfiles" | "links") | ("rootfiles", "rootfile") | ("links", "link")) {
            let message = format!("`<{}>` has no place in `<{outer}>`", element.name);
            fault(report, Code::ContainerShape, element.span, message, "delete it");
        }
    }
}
