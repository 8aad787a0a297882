//! The file: objects packed into compressed streams, with a compressed cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).
//!
//! lopdf's own writer leaves its cross-reference stream uncompressed and is single-threaded; this one makes smaller files.

use super::error::PdfError;
use super::images::PdfImage;
use super::object::name;
use super::syntax::{dictionary_to, write};
use super::written::PdfObjects;
use crate::source::deflate;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha1_smol::Sha1;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use uuid::{Builder, Uuid};

/// Objects a compressed stream holds: enough to compress well, few enough for a viewer that wants one of them.
const PACKED: usize = 200;

/// How many packs are made ready together.
const PACKS: usize = 32;

/// How many pictures are made ready together: a few, so that every core has one and little is held.
const TOGETHER: usize = 4;

/// Writes the file, with the images in the place of the objects that have their numbers. Same document, same bytes: the file's
/// identifier is a hash of them.
pub(super) fn file(
    mut document: Document,
    mut written: PdfObjects,
    images: &BTreeMap<ObjectId, PdfImage>,
    out: &mut impl Write,
) -> Result<(), PdfError> {
    compress(&mut document);
    let (streams, others): (Vec<_>, Vec<_>) =
        std::mem::take(&mut document.objects).into_iter().partition(|(_, object)| matches!(object, Object::Stream(_)));

    let mut out = PdfOutput::new(out, document.max_id as usize + 1);
    out.bytes(&head(&document.version))?;
    let mut streams = streams.into_iter().peekable();
    while streams.peek().is_some() {
        let some: Vec<_> = streams.by_ref().take(TOGETHER).collect();
        let made: Vec<_> = some.par_iter().map(|(id, _)| images.get(id).map(PdfImage::stream).transpose()).collect();
        for ((id, object), image) in some.into_iter().zip(made) {
            match image? {
                Some(image) => out.image(id, image)?,
                None => out.object(id, &object)?,
            }
        }
    }
    // Some packs at a time, so that no more of them are held than all cores need.
    written.sort();
    let mut others = in_order(others.into_iter(), written.iter());
    loop {
        let some: Vec<(u32, PackedObject)> = others.by_ref().take(PACKED * PACKS).collect();
        if some.is_empty() {
            break;
        }
        let packs: Vec<Object> = some.par_chunks(PACKED).map(pack).collect();
        for (objects, object) in some.chunks(PACKED).zip(packs) {
            let number = out.number();
            for (index, (id, _)) in (0..).zip(objects) {
                out.entries[*id as usize] = XrefEntry::Packed { number, index };
            }
            out.object((number, 0), &object)?;
        }
    }
    out.finish(&document.trailer)
}

/// An object to be packed.
enum PackedObject<'w> {
    Object(Object),
    Written(&'w [u8]),
}

/// Merges the two kinds of object in the order of their numbers, as each by itself already is.
fn in_order<'w>(
    objects: impl Iterator<Item = (ObjectId, Object)>,
    written: impl Iterator<Item = (u32, &'w [u8])>,
) -> impl Iterator<Item = (u32, PackedObject<'w>)> {
    let (mut objects, mut written) = (objects.peekable(), written.peekable());
    std::iter::from_fn(move || {
        let next = written.peek().map_or(u32::MAX, |(number, _)| *number);
        if objects.peek().is_some_and(|(id, _)| id.0 < next) {
            return objects.next().map(|(id, object)| (id.0, PackedObject::Object(object)));
        }
        written.next().map(|(number, bytes)| (number, PackedObject::Written(bytes)))
    })
}

/// Writes a file that PDF 1.3 knows, with its images.
pub(super) fn with_images(mut document: Document, images: &BTreeMap<ObjectId, PdfImage>, out: &mut dyn Write) -> Result<(), PdfError> {
    for (&id, plate) in images {
        let mut image = plate.stream()?;
        image.dict.iter_mut().for_each(|(_, value)| settle(&mut document, value));
        document.set_object(id, image);
    }
    out.write_all(&plain(document)).map_err(PdfError::Unwritten)
}

/// Makes an object of its own of every stream inside.
fn settle(document: &mut Document, object: &mut Object) {
    match object {
        Object::Array(items) => items.iter_mut().for_each(|item| settle(document, item)),
        Object::Dictionary(dictionary) => dictionary.iter_mut().for_each(|(_, value)| settle(document, value)),
        Object::Stream(stream) => {
            stream.dict.iter_mut().for_each(|(_, value)| settle(document, value));
            let number = document.add_object(std::mem::replace(object, Object::Null));
            *object = Object::Reference(number);
        }
        _ => {}
    }
}

/// The bytes of a file that PDF 1.3 knows: every object by itself, and a table of where they are (ISO 32000-1, 7.5.4).
pub(super) fn plain(mut document: Document) -> Vec<u8> {
    document.renumber_objects();
    compress(&mut document);
    let mut out = head(&document.version);
    let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", document.objects.len() + 1);
    for (id, object) in &document.objects {
        table.push_str(&format!("{:010} 00000 n\r\n", out.len()));
        indirect(&mut out, *id, object);
    }
    let start = out.len();
    let hash = Object::String(Uuid::new_v5(&Uuid::NAMESPACE_OID, &out).as_bytes().to_vec(), StringFormat::Hexadecimal);
    let mut trailer = dictionary! { "Size" => whole(document.objects.len() + 1), "ID" => halves(&document.trailer, hash) };
    for key in ["Root", "Info"] {
        if let Ok(value) = document.trailer.get(key.as_bytes()) {
            trailer.set(key, value.clone());
        }
    }
    out.extend_from_slice(table.as_bytes());
    out.extend_from_slice(b"trailer\n");
    dictionary_to(&mut out, &trailer);
    out.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
    out
}

/// The file's identifier: the half that the trailer has, which stays when the file is made anew, and a hash of the bytes; the hash twice
/// for a file that has no such half.
fn halves(trailer: &Dictionary, hash: Object) -> Vec<Object> {
    let permanent = trailer.get(b"ID").ok().filter(|id| matches!(id, Object::String(..)));
    vec![permanent.unwrap_or(&hash).clone(), hash]
}

fn head(version: &str) -> Vec<u8> {
    [format!("%PDF-{version}\n%").as_bytes(), b"\xE2\xE3\xCF\xD3\n"].concat()
}

/// Where the file goes, and what was written so far.
struct PdfOutput<'w, W: Write> {
    file: BufWriter<&'w mut W>,
    length: u64,
    hash: Sha1,
    /// Where each object lies, by number.
    entries: Vec<XrefEntry>,
    /// Streams inside images that were written, by their hash: a hundred photographs have one profile.
    parts: BTreeMap<[u8; 20], u32>,
}

impl<'w, W: Write> PdfOutput<'w, W> {
    fn new(file: &'w mut W, objects: usize) -> Self {
        // A UUID of version 5 is a hash that begins with the name of what is named (RFC 9562, 5.5).
        let mut hash = Sha1::new();
        hash.update(Uuid::NAMESPACE_OID.as_bytes());
        Self { file: BufWriter::new(file), length: 0, hash, entries: vec![XrefEntry::Free; objects], parts: BTreeMap::new() }
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), PdfError> {
        self.length += bytes.len() as u64;
        self.hash.update(bytes);
        self.file.write_all(bytes).map_err(PdfError::Unwritten)
    }

    /// The number of the next object.
    fn number(&mut self) -> u32 {
        self.entries.push(XrefEntry::Free);
        u32::try_from(self.entries.len() - 1).expect("a file has fewer than 2^32 objects")
    }

    fn object(&mut self, id: ObjectId, object: &Object) -> Result<(), PdfError> {
        // The rows of the cross-reference stream have four bytes for it.
        let start = u32::try_from(self.length).map_err(|_| PdfError::TooLong)?;
        self.entries[id.0 as usize] = XrefEntry::At(start);
        let mut bytes = Vec::new();
        indirect(&mut bytes, id, object);
        self.bytes(&bytes)
    }

    /// Writes an image and the streams inside its dictionary, which must be objects of their own (ISO 32000-1, 7.3.8.1).
    fn image(&mut self, id: ObjectId, mut image: Stream) -> Result<(), PdfError> {
        self.parted(&mut image.dict)?;
        self.object(id, &Object::Stream(image))
    }

    fn parted(&mut self, dictionary: &mut Dictionary) -> Result<(), PdfError> {
        dictionary.iter_mut().try_for_each(|(_, value)| self.part(value))
    }

    /// Puts a reference in the place of a stream, and of every stream inside.
    fn part(&mut self, object: &mut Object) -> Result<(), PdfError> {
        match object {
            Object::Array(items) => items.iter_mut().try_for_each(|item| self.part(item)),
            Object::Dictionary(dictionary) => self.parted(dictionary),
            Object::Stream(stream) => {
                self.parted(&mut stream.dict)?;
                if !stream.dict.has(b"Filter") {
                    shrink(stream);
                }
                let mut bytes = Vec::new();
                write(&mut bytes, object);
                let hash = Sha1::from(&bytes).digest().bytes();
                let number = match self.parts.get(&hash) {
                    Some(number) => *number,
                    None => {
                        let number = self.number();
                        self.object((number, 0), object)?;
                        self.parts.insert(hash, number);
                        number
                    }
                };
                *object = Object::Reference((number, 0));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The cross-reference stream: a row an object, as differences to the row above, which deflate shrinks to almost nothing.
    fn finish(mut self, trailer: &Dictionary) -> Result<(), PdfError> {
        let start = self.length;
        // A UUID's version and variant take the place of a few bits.
        let digest = self.hash.digest().bytes();
        let hash = Builder::from_sha1_bytes(*digest.first_chunk().expect("a hash of 20 bytes")).into_uuid();
        let hash = Object::String(hash.as_bytes().to_vec(), StringFormat::Hexadecimal);
        let number = self.number();
        self.entries[number as usize] = XrefEntry::At(u32::try_from(start).unwrap_or(u32::MAX));
        // Field widths: type 1, offset or stream 4, index in the stream 1.
        let mut rows = Vec::with_capacity(self.entries.len() * 7);
        let mut above = [0_u8; 6];
        for (at, entry) in self.entries.iter().enumerate() {
            let (kind, field, last) = match entry {
                XrefEntry::Free => (0, 0, if at == 0 { 255 } else { 0 }),
                XrefEntry::At(offset) => (1, *offset, 0),
                XrefEntry::Packed { number, index } => (2, *number, *index),
            };
            let [a, b, c, d] = field.to_be_bytes();
            let row = [kind, a, b, c, d, last];
            rows.push(2);
            rows.extend(row.iter().zip(above).map(|(here, above)| here.wrapping_sub(above)));
            above = row;
        }
        let mut dict = dictionary! {
            "Type" => name("XRef"),
            "Size" => whole(self.entries.len()),
            "W" => vec![Object::Integer(1), Object::Integer(4), Object::Integer(1)],
            "ID" => halves(trailer, hash),
            "Filter" => name("FlateDecode"),
            "DecodeParms" => dictionary! { "Predictor" => 12, "Columns" => 6 },
        };
        for key in ["Root", "Info"] {
            if let Ok(value) = trailer.get(key.as_bytes()) {
                dict.set(key, value.clone());
            }
        }
        self.object((number, 0), &Object::Stream(Stream::new(dict, deflate::zlib(&rows))))?;
        self.bytes(format!("startxref\n{start}\n%%EOF\n").as_bytes())?;
        self.file.flush().map_err(PdfError::Unwritten)
    }
}

/// Compresses every stream that has no filter yet. The order in which threads take them changes nothing.
fn compress(document: &mut Document) {
    let mut plain: Vec<&mut Stream> = document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()).collect();
    plain.retain(|stream| stream.allows_compression && !stream.dict.has(b"Filter"));
    plain.par_iter_mut().for_each(|stream| shrink(stream));
}

fn shrink(stream: &mut Stream) {
    let content = deflate::zlib(&stream.content);
    stream.dict.set("Filter", name("FlateDecode"));
    stream.set_content(content);
}

/// Where an object lies.
#[derive(Clone)]
enum XrefEntry {
    Free,
    At(u32),
    Packed { number: u32, index: u8 },
}

/// Objects as one compressed object.
fn pack(objects: &[(u32, PackedObject)]) -> Object {
    let (mut heads, mut bodies) = (String::new(), Vec::new());
    for (id, object) in objects {
        heads.push_str(&format!("{id} {} ", bodies.len()));
        match object {
            PackedObject::Object(object) => write(&mut bodies, object),
            PackedObject::Written(bytes) => bodies.extend_from_slice(bytes),
        }
        bodies.push(b'\n');
    }
    let first = heads.len();
    let mut content = heads.into_bytes();
    content.append(&mut bodies);
    let dict = dictionary! {
        "Type" => name("ObjStm"), "N" => whole(objects.len()), "First" => whole(first), "Filter" => name("FlateDecode"),
    };
    Object::Stream(Stream::new(dict, deflate::zlib(&content)))
}

fn whole(number: usize) -> Object {
    Object::Integer(i64::try_from(number).expect("files stay below 4 GiB"))
}

fn indirect(out: &mut Vec<u8>, id: ObjectId, object: &Object) {
    out.extend_from_slice(format!("{} {} obj\n", id.0, id.1).as_bytes());
    write(out, object);
    out.extend_from_slice(b"\nendobj\n");
}
