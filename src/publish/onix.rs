//! The books for shops and libraries: an ONIX 3.1 message (EDItEUR, reference names), a record for each form of each book.
//!
//! Codes are those of issue 75 of the code lists; each stands beside its meaning, with the number of its list.

use super::books::BookCatalogue;
use super::title::{PublishedFile, PublishedKind, PublishedTitle};
use crate::book::{Person, PublishedForm, SubjectScheme};
use crate::source::xml::escape;

/// Features of an EPUB's metadata, and the code that says so (list 196, "E-publication accessibility details").
const FEATURES: [(&str, &str); 11] = [
    // Table of contents navigation.
    ("tableOfContents", "11"),
    // Single logical reading order.
    ("readingOrder", "13"),
    // Short alternative textual descriptions.
    ("alternativeText", "14"),
    // Accessible math content as MathML.
    ("MathML", "17"),
    // Accessible math content as LaTeX.
    ("latex", "35"),
    // Described math content.
    ("describedMath", "53"),
    // Print-equivalent page numbering.
    ("pageBreakMarkers", "19"),
    // Page list navigation.
    ("pageNavigation", "41"),
    // Next / previous structural navigation.
    ("structuralNavigation", "29"),
    // Appearance of all textual content can be modified.
    ("displayTransformability", "36"),
    // All non-decorative content supports reading without sight.
    ("textual", "52"),
];

/// Languages by their first subtag in BCP 47, and their code in ISO 639-2/B (list 74).
const LANGUAGES: [(&str, &str); 72] = [
    ("af", "afr"),
    ("ar", "ara"),
    ("az", "aze"),
    ("be", "bel"),
    ("bg", "bul"),
    ("bn", "ben"),
    ("bo", "tib"),
    ("bs", "bos"),
    ("ca", "cat"),
    ("cs", "cze"),
    ("cy", "wel"),
    ("da", "dan"),
    ("de", "ger"),
    ("el", "gre"),
    ("en", "eng"),
    ("eo", "epo"),
    ("es", "spa"),
    ("et", "est"),
    ("eu", "baq"),
    ("fa", "per"),
    ("fi", "fin"),
    ("fr", "fre"),
    ("ga", "gle"),
    ("gl", "glg"),
    ("gu", "guj"),
    ("he", "heb"),
    ("hi", "hin"),
    ("hr", "hrv"),
    ("hu", "hun"),
    ("hy", "arm"),
    ("id", "ind"),
    ("is", "ice"),
    ("it", "ita"),
    ("ja", "jpn"),
    ("ka", "geo"),
    ("kk", "kaz"),
    ("km", "khm"),
    ("kn", "kan"),
    ("ko", "kor"),
    ("la", "lat"),
    ("lo", "lao"),
    ("lt", "lit"),
    ("lv", "lav"),
    ("mk", "mac"),
    ("ml", "mal"),
    ("mn", "mon"),
    ("mr", "mar"),
    ("ms", "may"),
    ("my", "bur"),
    ("nb", "nob"),
    ("ne", "nep"),
    ("nl", "dut"),
    ("nn", "nno"),
    ("no", "nor"),
    ("pa", "pan"),
    ("pl", "pol"),
    ("pt", "por"),
    ("ro", "rum"),
    ("ru", "rus"),
    ("sa", "san"),
    ("si", "sin"),
    ("sk", "slo"),
    ("sl", "slv"),
    ("sq", "alb"),
    ("sr", "srp"),
    ("sv", "swe"),
    ("ta", "tam"),
    ("te", "tel"),
    ("th", "tha"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("vi", "vie"),
];

/// Roles of people as MARC has them, and as ONIX has them (list 17).
const ROLES: [(&str, &str); 9] = [
    // By (author).
    ("aut", "A01"),
    // Edited by.
    ("edt", "B01"),
    // Translated by.
    ("trl", "B06"),
    // Illustrated by.
    ("ill", "A12"),
    // Commentaries by.
    ("cwt", "A21"),
    // Introduction by.
    ("aui", "A24"),
    // Foreword by.
    ("wpr", "A23"),
    // Afterword by.
    ("aft", "A19"),
    // Photographer.
    ("pht", "A13"),
];

/// The message.
pub(super) fn message(catalogue: &BookCatalogue) -> String {
    let mut out = OnixMessage { text: String::new() };
    out.text.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ONIXMessage release=\"3.1\" xmlns=\"http://ns.editeur.org/onix/3.1/reference\">\n",
    );
    out.open("Header");
    out.inside("Sender", &[("SenderName", &catalogue.name)]);
    out.line("SentDateTime", &digits(catalogue.updated().get(..10).unwrap_or_default()));
    out.close("Header");
    for title in &catalogue.titles {
        for file in title.files.iter().filter(|file| file.kind != PublishedKind::Sample) {
            out.product(catalogue, title, file);
        }
    }
    out.text.push_str("</ONIXMessage>\n");
    out.text
}

/// A day without hyphens.
fn digits(day: &str) -> String {
    day.chars().filter(char::is_ascii_digit).collect()
}

/// The form that a file is.
const fn form(file: &PublishedFile) -> PublishedForm {
    match file.kind {
        PublishedKind::Epub | PublishedKind::Sample => PublishedForm::Epub,
        PublishedKind::Pdf => PublishedForm::Pdf,
    }
}

/// The message while it is written.
struct OnixMessage {
    text: String,
}

impl OnixMessage {
    fn open(&mut self, name: &str) {
        self.text.push_str(&format!("<{name}>\n"));
    }

    fn close(&mut self, name: &str) {
        self.text.push_str(&format!("</{name}>\n"));
    }

    fn line(&mut self, name: &str, value: &str) {
        self.text.push_str(&format!("<{name}>{}</{name}>\n", escape(value)));
    }

    /// An element with these in it, in their order.
    fn inside(&mut self, name: &str, lines: &[(&str, &str)]) {
        self.open(name);
        lines.iter().for_each(|(name, value)| self.line(name, value));
        self.close(name);
    }

    /// The record of one form of a book.
    fn product(&mut self, catalogue: &BookCatalogue, title: &PublishedTitle, file: &PublishedFile) {
        let form = form(file);
        self.open("Product");
        let reference = title.metadata.urn_of(if form == PublishedForm::Pdf { "record of the PDF" } else { "record of the EPUB" });
        self.line("RecordReference", reference.trim_start_matches("urn:uuid:"));
        // List 1: notification confirmed on publication. List 3: publisher.
        self.line("NotificationType", "03");
        self.line("RecordSourceType", "01");
        self.identifier(title, form);
        self.descriptive(title, file);
        self.collateral(catalogue, title);
        self.publishing(catalogue, title);
        self.related(title, form);
        self.supply(catalogue, title, file);
        self.close("Product");
    }

    /// What names a form of a book. List 5: 15 ISBN-13, 03 GTIN-13, 06 DOI, 22 URN, 01 proprietary.
    fn identifier(&mut self, title: &PublishedTitle, form: PublishedForm) {
        let id = title.id(form);
        if let Some(isbn) = title.isbn(form).filter(|isbn| id == format!("urn:isbn:{isbn}")) {
            self.inside("ProductIdentifier", &[("ProductIDType", "03"), ("IDValue", &isbn)]);
            self.inside("ProductIdentifier", &[("ProductIDType", "15"), ("IDValue", &isbn)]);
        } else if let Some(doi) = title.doi().filter(|_| form == PublishedForm::Epub) {
            self.inside("ProductIdentifier", &[("ProductIDType", "06"), ("IDValue", doi)]);
        } else if id.starts_with("urn:") {
            self.inside("ProductIdentifier", &[("ProductIDType", "22"), ("IDValue", &id)]);
        } else {
            self.inside("ProductIdentifier", &[("ProductIDType", "01"), ("IDTypeName", "address"), ("IDValue", &id)]);
        }
    }

    fn descriptive(&mut self, title: &PublishedTitle, file: &PublishedFile) {
        let metadata = &title.metadata;
        let is_pdf = file.kind == PublishedKind::Pdf;
        self.open("DescriptiveDetail");
        // List 2: single-component retail product. List 150: digital download. List 175: EPUB, PDF.
        self.line("ProductComposition", "00");
        self.line("ProductForm", "ED");
        self.line("ProductFormDetail", if is_pdf { "E107" } else { "E101" });
        self.features(title, is_pdf);
        // List 81: text.
        self.line("PrimaryContentType", "10");
        // List 144: none.
        self.line("EpubTechnicalProtection", "00");
        self.licence(title);
        for series in &metadata.series {
            self.open("Collection");
            // List 148: publisher collection.
            self.line("CollectionType", "10");
            self.open("TitleDetail");
            self.line("TitleType", "01");
            self.open("TitleElement");
            // List 149: collection level.
            self.line("TitleElementLevel", "02");
            if let Some(number) = &series.number {
                self.line("PartNumber", number);
            }
            self.line("TitleText", &series.name);
            self.close("TitleElement");
            self.close("TitleDetail");
            self.close("Collection");
        }
        self.open("TitleDetail");
        // List 15: distinctive title. List 149: product.
        self.line("TitleType", "01");
        self.open("TitleElement");
        self.line("TitleElementLevel", "01");
        self.line("TitleText", &metadata.title);
        metadata.subtitle.iter().for_each(|subtitle| self.line("Subtitle", subtitle));
        self.close("TitleElement");
        self.close("TitleDetail");
        for (index, person) in title.facts.people.iter().enumerate() {
            self.person(index + 1, person);
        }
        if title.facts.people.is_empty() {
            self.text.push_str("<NoContributor/>\n");
        }
        self.sizes(title, file);
        self.subjects(title);
        self.close("DescriptiveDetail");
    }

    /// The language, and how much there is of the book.
    fn sizes(&mut self, title: &PublishedTitle, file: &PublishedFile) {
        let first = title.language.split('-').next().unwrap_or_default();
        if let Some((_, code)) = LANGUAGES.iter().find(|(tag, _)| *tag == first) {
            // List 22: language of text.
            self.inside("Language", &[("LanguageRole", "01"), ("LanguageCode", code)]);
        }
        if let Some(pages) = file.pages {
            // List 23: content page count. List 24: pages.
            self.inside("Extent", &[("ExtentType", "11"), ("ExtentValue", &pages.to_string()), ("ExtentUnit", "03")]);
        }
        // List 23: total text length, file size. List 24: words, bytes.
        self.inside("Extent", &[("ExtentType", "02"), ("ExtentValue", &title.facts.words.to_string()), ("ExtentUnit", "02")]);
        self.inside("Extent", &[("ExtentType", "22"), ("ExtentValue", &file.size.to_string()), ("ExtentUnit", "17")]);
    }

    /// What is accessible, as the file itself says. List 79: 09 e-publication accessibility detail.
    fn features(&mut self, title: &PublishedTitle, is_pdf: bool) {
        let access = &title.facts.access;
        let mut codes: Vec<(&str, Option<&str>)> = Vec::new();
        if is_pdf {
            match title.facts.pdf_claim {
                // List 196: PDF/UA-1, PDF/UA-2.
                Some("PDF/UA-1") => codes.push(("05", None)),
                Some(_) => codes.push(("06", None)),
                None => codes.push(("08", None)),
            }
        } else {
            // List 196: accessibility summary.
            codes.push(("00", Some(&access.summary)));
            if let Some(name) = &access.certified_by {
                // List 196: EPUB Accessibility Specification 1.1, WCAG v2.2, WCAG level AA, compliance certification by (name).
                codes.extend([("04", None), ("82", None), ("85", None), ("90", Some(name.as_str()))]);
            }
            let stated = |value: &str| {
                let wanted = if value == "textual" { "schema:accessModeSufficient" } else { "schema:accessibilityFeature" };
                access.stated.iter().any(|[property, stated]| *property == wanted && *stated == value)
            };
            codes.extend(FEATURES.iter().filter(|(feature, _)| stated(feature)).map(|(_, code)| (*code, None)));
            // List 196: language tagging provided, as every document of ours has.
            codes.push(("22", None));
        }
        for (code, words) in codes {
            self.open("ProductFormFeature");
            self.line("ProductFormFeatureType", "09");
            self.line("ProductFormFeatureValue", code);
            words.into_iter().for_each(|words| self.line("ProductFormFeatureDescription", words));
            self.close("ProductFormFeature");
        }
    }

    fn licence(&mut self, title: &PublishedTitle) {
        let Some(licence) = title.licence() else { return };
        self.open("EpubLicense");
        self.line("EpubLicenseName", &licence.spdx);
        // List 218: human-readable.
        self.inside("EpubLicenseExpression", &[("EpubLicenseExpressionType", "01"), ("EpubLicenseExpressionLink", &licence.address)]);
        self.close("EpubLicense");
    }

    fn person(&mut self, number: usize, person: &Person) {
        self.open("Contributor");
        self.line("SequenceNumber", &number.to_string());
        for role in &person.roles {
            // List 17: Z99 is another role.
            let code = ROLES.iter().find(|(marc, _)| marc == role).map_or("Z99", |(_, code)| code);
            self.line("ContributorRole", code);
        }
        for address in &person.addresses {
            // List 44: ORCID, ISNI.
            let kind = if address.starts_with("https://orcid.org/") { "21" } else { "16" };
            let number: String = address.rsplit('/').next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
            self.inside("NameIdentifier", &[("NameIDType", kind), ("IDValue", &number)]);
        }
        self.line("PersonName", &person.name);
        if person.sort != person.name {
            self.line("PersonNameInverted", &person.sort);
        }
        self.close("Contributor");
    }

    /// The subjects. List 27: 93 Thema, 10 BISAC, 04 Library of Congress, 20 keywords.
    fn subjects(&mut self, title: &PublishedTitle) {
        let mut is_main = true;
        for subject in &title.metadata.subjects {
            for code in &subject.codes {
                self.open("Subject");
                if is_main && code.scheme == SubjectScheme::Thema {
                    self.text.push_str("<MainSubject/>\n");
                    is_main = false;
                }
                self.line(
                    "SubjectSchemeIdentifier",
                    match code.scheme {
                        SubjectScheme::Thema => "93",
                        SubjectScheme::Bisac => "10",
                        SubjectScheme::Lcsh => "04",
                    },
                );
                match code.scheme {
                    SubjectScheme::Lcsh => self.line("SubjectHeadingText", &subject.name),
                    SubjectScheme::Thema | SubjectScheme::Bisac => self.line("SubjectCode", &code.term),
                }
                self.close("Subject");
            }
        }
        if !title.metadata.subjects.is_empty() {
            let words: Vec<&str> = title.metadata.subjects.iter().map(|subject| subject.name.as_str()).collect();
            self.inside("Subject", &[("SubjectSchemeIdentifier", "20"), ("SubjectHeadingText", &words.join("; "))]);
        }
    }

    fn collateral(&mut self, catalogue: &BookCatalogue, title: &PublishedTitle) {
        let cover = title.cover.as_ref().filter(|_| catalogue.url.is_some());
        let sample = title.file(PublishedKind::Sample).filter(|_| catalogue.url.is_some());
        if title.metadata.description.is_none() && cover.is_none() && sample.is_none() {
            return;
        }
        self.open("CollateralDetail");
        if let Some(description) = &title.metadata.description {
            // List 153: description. List 154: unrestricted.
            self.inside("TextContent", &[("TextType", "03"), ("ContentAudience", "00"), ("Text", description)]);
        }
        if let Some(cover) = cover {
            // List 158: front cover. List 159: image. List 161: linkable resource.
            self.resource("01", "03", &catalogue.address(&cover.path));
        }
        if let Some(sample) = sample {
            // List 158: sample content. List 159: text.
            self.resource("15", "04", &catalogue.address(&sample.path));
        }
        self.close("CollateralDetail");
    }

    fn resource(&mut self, content: &str, mode: &str, address: &str) {
        self.open("SupportingResource");
        self.line("ResourceContentType", content);
        self.line("ContentAudience", "00");
        self.line("ResourceMode", mode);
        self.inside("ResourceVersion", &[("ResourceForm", "01"), ("ResourceLink", address)]);
        self.close("SupportingResource");
    }

    fn publishing(&mut self, catalogue: &BookCatalogue, title: &PublishedTitle) {
        let metadata = &title.metadata;
        self.open("PublishingDetail");
        self.open("Publisher");
        // List 45: publisher. Where nobody is named, whoever has the site.
        self.line("PublishingRole", "01");
        self.line("PublisherName", metadata.publisher.as_ref().unwrap_or(&catalogue.name));
        if catalogue.url.is_some() {
            // List 73: publisher's website for a specified work.
            let address = catalogue.address(&title.path("index.html"));
            self.inside("Website", &[("WebsiteRole", "02"), ("WebsiteLink", &address)]);
        }
        self.close("Publisher");
        // List 64: active.
        self.line("PublishingStatus", "04");
        if let Some(date) = &metadata.date {
            // List 55: 00 a day, 01 a month, 05 a year. List 163: publication date.
            let format = match date.len() {
                10 => "00",
                7 => "01",
                _ => "05",
            };
            self.open("PublishingDate");
            self.line("PublishingDateRole", "01");
            self.text.push_str(&format!("<Date dateformat=\"{format}\">{}</Date>\n", escape(&digits(date))));
            self.close("PublishingDate");
        }
        self.close("PublishingDetail");
    }

    /// The other forms of the book. List 51: 06 alternative format, 13 e-publication based on a print product.
    fn related(&mut self, title: &PublishedTitle, own: PublishedForm) {
        let others = title.files.iter().filter(|file| file.kind != PublishedKind::Sample).map(form).filter(|form| *form != own);
        let printed = title.metadata.isbn_of(PublishedForm::Print);
        let others: Vec<PublishedForm> = others.collect();
        if others.is_empty() && printed.is_none() {
            return;
        }
        self.open("RelatedMaterial");
        for other in others {
            self.open("RelatedProduct");
            self.line("ProductRelationCode", "06");
            self.identifier(title, other);
            self.close("RelatedProduct");
        }
        if let Some(isbn) = printed {
            self.open("RelatedProduct");
            self.line("ProductRelationCode", "13");
            self.inside("ProductIdentifier", &[("ProductIDType", "15"), ("IDValue", &isbn.digits)]);
            self.close("RelatedProduct");
        }
        self.close("RelatedMaterial");
    }

    /// Who gives the book, and what it costs: nothing, for it lies on the site.
    fn supply(&mut self, catalogue: &BookCatalogue, title: &PublishedTitle, file: &PublishedFile) {
        self.open("ProductSupply");
        self.open("SupplyDetail");
        self.open("Supplier");
        // List 93: publisher to end-customers.
        self.line("SupplierRole", "09");
        self.line("SupplierName", title.metadata.publisher.as_ref().unwrap_or(&catalogue.name));
        if catalogue.url.is_some() {
            // List 73: web page for full content.
            self.inside("Website", &[("WebsiteRole", "29"), ("WebsiteLink", &catalogue.address(&file.path))]);
        }
        self.close("Supplier");
        // List 65: available. List 57: free of charge.
        self.line("ProductAvailability", "20");
        self.line("UnpricedItemType", "01");
        self.close("SupplyDetail");
        self.close("ProductSupply");
    }
}
