//! The files in a document: its pictures, each taken once, and its objects.

use crate::office::package::OfficePackage;
use crate::office::shelf::{PictureRefusal, shelved};
use crate::office::text::OfficePicture;
use crate::source::address::{decoded, scheme};
use std::collections::BTreeMap;

/// The files of a document; a document of one file has none.
#[derive(Debug, Default)]
pub(super) struct OdtFiles<'b> {
    package: Option<OfficePackage<'b>>,
    known: BTreeMap<String, Result<usize, PictureRefusal>>,
}

impl<'b> OdtFiles<'b> {
    /// The files of a package.
    pub(super) fn of(package: OfficePackage<'b>) -> Self {
        Self { package: Some(package), known: BTreeMap::new() }
    }

    /// The text of a part; none if there is none of the name or it can't be read.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.package.as_mut()?.text(name).ok()?
    }

    /// The picture that an address leads to, put to the others when it is asked for the first time.
    pub(super) fn picture(&mut self, address: &str, pictures: &mut Vec<OfficePicture>) -> Result<usize, PictureRefusal> {
        if let Some(known) = self.known.get(address) {
            return known.clone();
        }
        let found = self.fetch(address).and_then(|(name, bytes)| shelved(pictures, &name, bytes));
        self.known.insert(address.to_owned(), found.clone());
        found
    }

    /// The bytes of a part by its address, and its name.
    fn fetch(&mut self, address: &str) -> Result<(String, Vec<u8>), PictureRefusal> {
        if scheme(address).is_some() || address.starts_with("../") || address.starts_with('/') {
            return Err(PictureRefusal::Outside);
        }
        let package = self.package.as_mut().ok_or(PictureRefusal::Outside)?;
        let mut name = address.trim_start_matches("./").to_owned();
        if !package.has(&name) {
            name = decoded(&name);
        }
        let bytes = package.part(&name).ok().flatten().ok_or(PictureRefusal::Missing)?;
        Ok((name, bytes))
    }
}
