//! The container of OpenType fonts: which tables a file has, and files made of some of them (OpenType 1.9.1, "Organization of an
//! OpenType Font").

use std::borrow::Cow;

/// Most faces that are looked at in a collection, and most tables in a face.
const MOST: u32 = 256;

/// A table of a face, by its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TableRecord {
    /// Name of the table.
    pub(super) tag: [u8; 4],
    /// First byte in the file.
    pub(super) start: u32,
    /// Length in bytes.
    pub(super) length: u32,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FontContainer {
    /// A single face.
    Single,
    /// A collection; where the directory of each of its faces begins.
    Collection(Vec<u32>),
}

impl FontContainer {
    /// What a file is that begins like this; none if it is no OpenType font.
    pub(super) fn of(beginning: &[u8]) -> Option<Self> {
        match beginning.first_chunk()? {
            [0, 1, 0, 0] | b"OTTO" | b"true" => Some(Self::Single),
            b"ttcf" => {
                let count = word(beginning, 8)?.min(MOST);
                let places = (0..count).map(|index| word(beginning, 12 + 4 * index as usize));
                Some(Self::Collection(places.collect::<Option<_>>()?))
            }
            _ => None,
        }
    }

    /// How many faces the file holds.
    pub(super) fn count(&self) -> u32 {
        match self {
            Self::Single => 1,
            Self::Collection(places) => u32::try_from(places.len()).unwrap_or(u32::MAX),
        }
    }

    /// Where the directory of a face begins.
    pub(super) fn directory(&self, number: u32) -> Option<u32> {
        match self {
            Self::Single => (number == 0).then_some(0),
            Self::Collection(places) => places.get(number as usize).copied(),
        }
    }
}

/// Bytes that hold any directory, counted from its beginning.
pub(super) const DIRECTORY: usize = 12 + 16 * MOST as usize;

/// The tables of a face whose directory begins with these bytes.
pub(super) fn tables(directory: &[u8]) -> Option<Vec<TableRecord>> {
    let count = u32::from(u16::from_be_bytes(*directory.get(4..)?.first_chunk()?)).min(MOST);
    (0..count as usize)
        .map(|index| {
            let at = 12 + 16 * index;
            let tag = *directory.get(at..)?.first_chunk()?;
            Some(TableRecord { tag, start: word(directory, at + 8)?, length: word(directory, at + 12)? })
        })
        .collect()
}

/// A file of these tables. Checksums are not written: what reads it here asks for none.
pub(super) fn assembled(tables: &[([u8; 4], &[u8])]) -> Option<Vec<u8>> {
    let kind: &[u8] = if tables.iter().any(|(tag, _)| tag == b"CFF ") { b"OTTO" } else { &[0, 1, 0, 0] };
    let mut file = [kind, &u16::try_from(tables.len()).ok()?.to_be_bytes(), &[0; 6]].concat();
    let mut at = file.len() + 16 * tables.len();
    for (tag, data) in tables {
        file.extend(tag);
        file.extend([0; 4]);
        file.extend(u32::try_from(at).ok()?.to_be_bytes());
        file.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        file.extend_from_slice(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    Some(file)
}

/// A face of a font file, by its number, as a file of its own; none if there is no such face.
pub(super) fn face(file: &[u8], number: u32) -> Option<Cow<'_, [u8]>> {
    let container = FontContainer::of(file)?;
    if container == FontContainer::Single {
        return (number == 0).then_some(Cow::Borrowed(file));
    }
    let directory = container.directory(number)? as usize;
    let part = |record: &TableRecord| Some((record.tag, file.get(record.start as usize..)?.get(..record.length as usize)?));
    let tables: Vec<([u8; 4], &[u8])> = tables(file.get(directory..)?)?.iter().map(part).collect::<Option<_>>()?;
    assembled(&tables).map(Cow::Owned)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::BUILT_IN;
    use skrifa::MetadataProvider;
    use skrifa::raw::FontRef;

    /// A collection of whole files, each a face of it.
    fn collection(files: &[&[u8]]) -> Vec<u8> {
        let mut made = [&b"ttcf"[..], &[0, 1, 0, 0], &u32::try_from(files.len()).unwrap().to_be_bytes()].concat();
        let mut at = made.len() + 4 * files.len();
        for file in files {
            made.extend(u32::try_from(at).unwrap().to_be_bytes());
            at += file.len().next_multiple_of(4);
        }
        for file in files {
            let base = u32::try_from(made.len()).unwrap();
            let mut moved = file.to_vec();
            for (index, record) in tables(file).unwrap().iter().enumerate() {
                moved[12 + 16 * index + 8..][..4].copy_from_slice(&(record.start + base).to_be_bytes());
            }
            made.extend(moved);
            made.resize(made.len().next_multiple_of(4), 0);
        }
        made
    }

    #[test]
    fn a_face_of_a_collection_is_the_face_by_itself() {
        let (first, second) = (BUILT_IN[0].1, BUILT_IN[7].1);
        let both = collection(&[first, second]);
        assert_eq!(FontContainer::of(&both).unwrap().count(), 2);
        for (number, whole) in [(0, first), (1, second)] {
            let apart = face(&both, number).unwrap();
            let (apart, whole) = (FontRef::new(&apart).unwrap(), FontRef::new(whole).unwrap());
            assert_eq!(apart.charmap().map('ß'), whole.charmap().map('ß'));
            for record in whole.table_directory().table_records() {
                assert_eq!(apart.table_data(record.tag()).map(|data| data.as_bytes().len()), Some(record.length() as usize));
            }
        }
        assert_eq!(face(&both, 2), None);
        assert_eq!(face(first, 0).as_deref(), Some(first));
        assert_eq!(face(first, 1), None);
    }

    #[test]
    fn what_is_cut_off_or_no_font_is_none() {
        let both = collection(&[BUILT_IN[0].1, BUILT_IN[7].1]);
        for end in [0, 3, 11, 15, 21, 300, 5_000] {
            assert_eq!(face(&both[..end], 1), None, "{end}");
        }
        assert_eq!(FontContainer::of(b"wOFF and so on"), None);
    }
}
