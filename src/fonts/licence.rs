//! What a font says of its licence: whether it may go into any file, and the words that must go with it.

use skrifa::MetadataProvider;
use skrifa::raw::FontRef;
use skrifa::string::StringId;

/// The licence of a face that is installed, as its own names tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FaceLicence {
    /// Who has the copyright.
    copyright: String,
    /// What the licence says.
    words: String,
    /// Where the licence stands in full.
    address: String,
}

/// Beginnings of words that take back what stands beside them.
const DENIED: [&str; 7] = [
    "not licensed",
    "not in the public",
    "may not pass",
    "may not be embedded",
    "may not be distributed",
    "may not redistribute",
    "must not be embedded",
];

/// Words in the name of a licence that lets a font be given away inside a document whatever it is, in lower case: the SIL Open Font
/// License, Apache's, that of Ubuntu, that of DejaVu and Bitstream Vera, GUST's, and the public domain.
const FREE: [&str; 8] = [
    "sil open font license",
    "sil open font licence",
    "licensed under the apache license",
    "ubuntu font licence",
    "fonts are (c) bitstream",
    "gust font license",
    "in the public domain",
    "in public domain",
];

/// Addresses of such licences, behind the name of the protocol.
const ADDRESSES: [&str; 6] = [
    "scripts.sil.org/ofl",
    "openfontlicense.org",
    "www.apache.org/licenses/license-2.0",
    "apache.org/licenses/license-2.0",
    "ubuntu.com/legal/font-licence",
    "dejavu-fonts.org/wiki/license",
];

impl FaceLicence {
    /// The licence that a font states.
    pub(super) fn of(font: &FontRef) -> Self {
        let string = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string()).unwrap_or_default();
        Self {
            copyright: string(StringId::COPYRIGHT_NOTICE),
            words: string(StringId::LICENSE_DESCRIPTION),
            address: string(StringId::LICENSE_URL),
        }
    }

    /// Whether the font may be given away inside any file. One that says nothing is not free.
    pub(crate) fn is_free(&self) -> bool {
        let (words, address) = (self.words.to_lowercase(), self.address.to_lowercase());
        let address = address.trim().trim_start_matches("https://").trim_start_matches("http://");
        let named = FREE.iter().any(|name| words.contains(name)) || ADDRESSES.iter().any(|known| address.starts_with(known));
        named && !DENIED.iter().any(|denial| words.contains(denial))
    }

    /// The text that goes with the font wherever it goes.
    pub(crate) fn text(&self, family: &str) -> String {
        let said = [family, &self.copyright, &self.words, &self.address];
        said.into_iter().map(str::trim).filter(|said| !said.is_empty()).map(|said| format!("{said}\n")).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_licence_that_is_known_to_be_free_is() {
        let said = |words: &str, address: &str| {
            FaceLicence { words: words.to_owned(), address: address.to_owned(), ..FaceLicence::default() }.is_free()
        };
        assert!(said("This Font Software is licensed under the SIL Open Font License, Version 1.1.", ""));
        assert!(said("", "http://scripts.sil.org/OFL"));
        assert!(said("Licensed under the Apache License, Version 2.0", ""));
        assert!(!said("", ""));
        assert!(!said("NOT in the public domain. Not licensed under the SIL Open Font License.", "http://scripts.sil.org/OFL"));
        assert!(!said("You may not pass this font on.", "https://dejavu-fonts.org/wiki/License"));
        assert!(!said("Ours", "https://example.org/?dejavu=scripts.sil.org/OFL"));
        assert!(!said("You may use this font to display and print content as permitted by the license terms", ""));
        assert!(!said("All rights reserved. Not in the public interest.", "https://www.microsoft.com/typography"));
    }

    #[test]
    fn the_text_that_goes_along_says_all_that_is_said() {
        let licence = FaceLicence { copyright: "Copyright A".to_owned(), words: String::new(), address: "b.org".to_owned() };
        assert_eq!(licence.text("Face"), "Face\n\nCopyright A\n\nb.org\n");
    }
}
