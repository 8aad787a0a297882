//! What printpdf leaves undone: links, outline, labels, structure, metadata and a catalog that says all this is there.
//!
//! The pass rests on the shape of what printpdf 0.12.8 makes: one content stream a page, one font dictionary for all
//! pages, resources as objects of their own. It checks that shape and refuses any other.

use super::attach;
use super::content::RUNNING;
use super::error::{PdfError, PdfPart};
use super::finishing::Finish;
use super::fonts::PdfFaces;
use super::links::{DestinationGround, annotation};
use super::metadata::DocumentInfo;
use super::object::name;
use super::sheets::{PressSheet, page_ids};
use super::structure::PageObjects;
use super::written::PdfObjects;
use super::{labels, names, outline, profile, structure};
use crate::language::right_to_left;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Completes the document, and gives what of it is written already; the error says what printpdf made otherwise than expected.
pub(super) fn finish(document: &mut Document, mut with: Finish) -> Result<PdfObjects, PdfError> {
    document.version = if with.second { "2.0" } else { "1.7" }.to_owned();
    let ids = pages(document, with.faces, &mut with.sheets)?;
    // In PDF 2.0 links lead to elements, which are written behind the links.
    let count = if with.second { with.tree.elements.len() } else { 0 };
    let elements: Vec<ObjectId> = (0..count).map(|_| document.new_object_id()).collect();
    let homes = with.tree.homes.iter().filter_map(|(&origin, &element)| Some((origin, *elements.get(element)?)));
    let ground = DestinationGround { pages: &ids, elements: homes.collect() };
    let mut written = PdfObjects::default();
    let annotations = annotate(document, &ground, &with, &mut written)?;
    let root = catalog(document, &ground, &PageObjects { ids: &ids, annotations: &annotations, elements: &elements }, with, &mut written)?;
    document.trailer.set("Root", root);
    Ok(written)
}

/// Puts the sheets on their pages and says what the glyphs mean. Returns the pages.
pub(super) fn pages(document: &mut Document, faces: &PdfFaces, sheets: &mut [PressSheet]) -> Result<Vec<ObjectId>, PdfError> {
    let ids = page_ids(document).ok_or(PdfError::Missing(PdfPart::PageTree))?;
    if ids.len() != sheets.len() {
        return Err(PdfError::PageCount { made: ids.len(), given: sheets.len() });
    }
    let resources = share_resources(document, &ids)?;
    meanings(document, resources, faces)?;
    draw(document, &ids, sheets)?;
    Ok(ids)
}

/// Every page has resources of its own with the same in them: one is enough for all.
fn share_resources(document: &mut Document, ids: &[ObjectId]) -> Result<ObjectId, PdfError> {
    let of = |document: &Document, page| {
        let page = document.get_dictionary(page).ok()?;
        page.get(b"Contents").ok()?.as_reference().ok()?;
        page.get(b"Resources").ok()?.as_reference().ok()
    };
    let Some(first) = ids.first() else { return Err(PdfError::Missing(PdfPart::Page)) };
    let shared = of(document, *first).ok_or(PdfError::Missing(PdfPart::PageContent))?;
    // Nothing uses these two; an empty dictionary is only weight.
    for key in ["ExtGState", "Shading"] {
        let unused = document.get_dictionary_mut(shared).ok().and_then(|resources| resources.remove(key.as_bytes()));
        if let Some(id) = unused.and_then(|id| id.as_reference().ok()) {
            document.objects.remove(&id);
        }
    }
    let running = RUNNING.map(|(_, named, kind)| (named, dictionary! { "Type" => name("Pagination"), "Subtype" => name(kind) }));
    let running: Dictionary = running.into_iter().map(|(named, kind)| (named, Object::Dictionary(kind))).collect();
    document.get_dictionary_mut(shared).map_err(PdfError::of(shared))?.set("Properties", running);
    for &id in &ids[1..] {
        let own = of(document, id).ok_or(PdfError::Missing(PdfPart::PageContent))?;
        document.objects.remove(&own);
        let page = document.get_dictionary_mut(id).map_err(PdfError::of(id))?;
        page.set("Resources", shared);
    }
    Ok(shared)
}

/// Replaces what printpdf says the glyphs mean. It would need a string a glyph to know, and keeps the last meaning, not the first.
fn meanings(document: &mut Document, resources: ObjectId, faces: &PdfFaces) -> Result<(), PdfError> {
    let get = |document: &Document, id, key: &str| document.get_dictionary(id).ok()?.get(key.as_bytes()).ok()?.as_reference().ok();
    let fonts = get(document, resources, "Font").ok_or(PdfError::Missing(PdfPart::Fonts))?;
    for face in faces.iter() {
        let font = get(document, fonts, face.font.name()).ok_or_else(|| PdfError::Missing(PdfPart::Font(face.font.name().to_owned())))?;
        let map = get(document, font, "ToUnicode").ok_or_else(|| PdfError::Missing(PdfPart::Meanings(face.font.name().to_owned())))?;
        document.set_object(map, Stream::new(Dictionary::new(), character_map(face.meant())));
    }
    Ok(())
}

/// A ToUnicode map (ISO 32000-1, 9.10.3).
fn character_map<'p>(meant: impl Iterator<Item = (u16, &'p str)>) -> Vec<u8> {
    let mut lines: Vec<String> = meant
        .filter(|(_, words)| !words.is_empty())
        .map(|(number, words)| {
            let units: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            format!("<{number:04X}> <{units}>\n")
        })
        .collect();
    lines.sort_unstable();
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) \
         /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n\
         endcodespacerange\n",
    );
    for some in lines.chunks(100) {
        map.push_str(&format!("{} beginbfchar\n{}endbfchar\n", some.len(), some.concat()));
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map.into_bytes()
}

/// Puts the sheets on their pages.
fn draw(document: &mut Document, ids: &[ObjectId], sheets: &mut [PressSheet]) -> Result<(), PdfError> {
    for (&id, sheet) in ids.iter().zip(sheets) {
        let page = document.get_dictionary(id).map_err(PdfError::of(id))?;
        let content = page.get(b"Contents").and_then(Object::as_reference).map_err(PdfError::of(id))?;
        document.set_object(content, Stream::new(dictionary! { "Filter" => name("FlateDecode") }, std::mem::take(&mut sheet.stream)));
    }
    Ok(())
}

/// Gives the pages their links, and returns those of each.
fn annotate(
    document: &mut Document,
    ground: &DestinationGround,
    with: &Finish,
    written: &mut PdfObjects,
) -> Result<Vec<Vec<ObjectId>>, PdfError> {
    let mut all = Vec::with_capacity(with.sheets.len());
    let mut parent = i64::try_from(ground.pages.len()).expect("a file has fewer than 2^63 pages");
    for (index, (&id, sheet)) in ground.pages.iter().zip(&with.sheets).enumerate() {
        let mut annotations: Vec<ObjectId> = Vec::with_capacity(sheet.regions.len());
        for region in &sheet.regions {
            let lost = PdfError::LostLink { page: index + 1 };
            let annotation = annotation(region, with.places, ground, parent).ok_or(lost)?;
            let number = document.new_object_id();
            written.add(number, &Object::Dictionary(annotation));
            annotations.push(number);
            parent += 1;
        }
        let page = document.get_dictionary_mut(id).map_err(PdfError::of(id))?;
        if annotations.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", annotations.iter().map(|&id| Object::Reference(id)).collect::<Vec<_>>());
        }
        // Tab goes from link to link in the order of the structure (PDF/UA-1, 7.18.3).
        page.set("Tabs", name("S"));
        all.push(annotations);
    }
    Ok(all)
}

/// The catalog, made anew: printpdf's own has a `PageMode` that is a string and no language.
fn catalog(
    document: &mut Document,
    ground: &DestinationGround,
    objects: &PageObjects,
    mut with: Finish,
    written: &mut PdfObjects,
) -> Result<ObjectId, PdfError> {
    let pages = document.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok()).cloned().unwrap_or(Object::Null);
    let outlines = outline::outline(document, &with, ground, written);
    let tree = std::mem::take(&mut with.tree);
    let tree = structure::structure(document, tree, &with.sheets, objects, written)?;
    let destinations = names::destinations(document, with.places, ground.pages, written);
    let attached = attach::attach(document, std::mem::take(&mut with.attachments), with.about.time().as_deref());
    let intents = profile::intent(document);
    let packet = packet(document, with.about);
    let mut catalog = dictionary! {
        "Type" => name("Catalog"),
        "Pages" => pages,
        "Lang" => super::object::text(with.language),
        "PageLabels" => labels::labels(&with.pages.pages),
        "ViewerPreferences" => dictionary! {
            "DisplayDocTitle" => true,
            "Direction" => name(if right_to_left(with.language) { "R2L" } else { "L2R" }),
        },
        "Metadata" => packet,
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => tree,
        "OutputIntents" => intents,
    };
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", name("UseOutlines"));
    }
    let mut names = Dictionary::new();
    destinations.into_iter().for_each(|tree| names.set("Dests", tree));
    if let Some((files, associated)) = attached {
        names.set("EmbeddedFiles", files);
        catalog.set("AF", associated);
    }
    if !names.is_empty() {
        catalog.set("Names", names);
    }
    forget(document);
    let root = document.add_object(catalog);
    document.trailer = dictionary! { "ID" => with.about.permanent() };
    if !with.second {
        // PDF/A-4 (6.1.3) leaves all this to the XMP packet.
        let info = document.add_object(with.about.info());
        document.trailer.set("Info", info);
    }
    Ok(root)
}

/// Removes the catalog and the Info dictionary that printpdf made.
pub(super) fn forget(document: &mut Document) {
    for key in ["Root", "Info"] {
        if let Ok(old) = document.trailer.get(key.as_bytes()).and_then(Object::as_reference) {
            document.objects.remove(&old);
        }
    }
}

/// Adds the XMP packet, which is never compressed: programs that know no PDF look for it.
pub(super) fn packet(document: &mut Document, about: &DocumentInfo) -> ObjectId {
    let dict = dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") };
    let packet = Stream::new(dict, about.xmp().into_bytes()).with_compression(false);
    document.add_object(packet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_come_in_hundreds() {
        let map = character_map((1..=250).map(|number| (number, "fi")));
        let map = String::from_utf8(map).expect("ASCII");
        assert_eq!(map.matches("100 beginbfchar").count(), 2);
        assert!(map.contains("50 beginbfchar\n<00C9> <00660069>"));
    }
}
