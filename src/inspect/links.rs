//! Whether everything that is referred to is there, may be referred to, and can be shown.

use super::address::{self, AddressTarget};
use super::container::Container;
use super::document::DocumentFacts;
use super::package::{ManifestItem, Package, SVG, XHTML};
use super::reference::{Reference, ReferenceUse};
use super::report::{InspectionReport, fault, similar, warn};
use crate::diagnostics::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};

/// Pictures that every reader shows (EPUB 3.3, 3.2).
const PICTURES: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", SVG];
const SOUND: [&str; 4] = ["audio/mpeg", "audio/mp4", "audio/ogg", "audio/aac"];

/// The whole book, for one that looks at its links.
#[derive(Debug)]
pub(super) struct Links<'l, 'b> {
    container: &'l Container<'b>,
    package: &'l Package,
    /// What is known of each document, by its path.
    documents: &'l BTreeMap<String, DocumentFacts>,
    /// The items that stand in the spine, or that one in it falls back to.
    read: BTreeSet<usize>,
}

impl<'l, 'b> Links<'l, 'b> {
    pub(super) fn new(container: &'l Container<'b>, package: &'l Package, documents: &'l BTreeMap<String, DocumentFacts>) -> Self {
        let mut read = BTreeSet::new();
        for place in &package.spine {
            let mut next = Some(place.item);
            while let Some(index) = next.filter(|&index| read.insert(index)) {
                next = package.items[index].fallback.as_ref().and_then(|id| package.ids.get(id)).copied();
            }
        }
        Self { container, package, documents, read }
    }
}

impl Links<'_, '_> {
    /// Looks over all references and whether what is out of the reading order can be reached.
    pub(super) fn check(&self, report: &mut InspectionReport) {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        for (path, facts) in self.documents {
            for reference in &facts.references {
                if let Some(target) = self.reference(path, reference, report)
                    && matches!(reference.usage, ReferenceUse::Link | ReferenceUse::Contents)
                {
                    reached.insert(target);
                }
            }
        }
        self.remote_items(report);
        // A script may lead anywhere.
        let followed = self.package.third && !self.package.items.iter().any(|item| item.has("scripted"));
        for place in self.package.spine.iter().filter(|place| !place.linear && followed) {
            let item = &self.package.items[place.item];
            if let Some(path) = item.path.as_deref().filter(|path| !reached.contains(path)) {
                let message = format!("`{path}` is out of the reading order and no link leads to it");
                fault(report, Code::NotReached, place.span, message, "link to it, or delete linear=\"no\"");
            }
        }
    }

    /// What the manifest lists in the network may be sound, film, a font, or what a script fetches (EPUB 3.3, 3.6).
    fn remote_items(&self, report: &mut InspectionReport) {
        const MAY: [&str; 6] =
            ["audio/", "video/", "font/", "application/font", "application/vnd.ms-opentype", "application/x-shockwave-flash"];
        if self.package.items.iter().any(|item| item.has("scripted")) {
            return;
        }
        let references = || self.documents.values().flat_map(|facts| &facts.references);
        for item in &self.package.items {
            let Some(address) = item.remote.as_deref().filter(|_| !MAY.iter().any(|kind| item.media_type.starts_with(kind))) else {
                continue;
            };
            let of_it = |reference: &&Reference| without_fragment(&reference.address) == without_fragment(address);
            let (mut uses, mut others) = (references().filter(of_it).peekable(), false);
            let is_font = uses.peek().is_some() && {
                uses.for_each(|reference| others |= reference.usage != ReferenceUse::Font);
                !others
            };
            if !is_font {
                let message = format!("`{address}` is not in the archive");
                fault(report, Code::ItemRemote, item.href_span, message, "put the file into the archive");
            }
        }
    }

    /// Looks at one reference; the document it leads to, if it does.
    fn reference(&self, from: &str, reference: &Reference, report: &mut InspectionReport) -> Option<&str> {
        let Reference { usage, address, span, .. } = reference;
        let is_link = matches!(usage, ReferenceUse::Link | ReferenceUse::Contents);
        let (path, fragment) = match address::resolve(from, address) {
            AddressTarget::Inside { path, fragment, query } => {
                if query {
                    fault(report, Code::AddressWrong, *span, format!("`{address}` has a query"), "delete it from `?` on");
                }
                (path, fragment)
            }
            AddressTarget::Remote { secure } => {
                self.remote(from, reference, secure, report);
                return None;
            }
            AddressTarget::Data | AddressTarget::File if is_link => {
                fault(report, Code::AddressForbidden, *span, "a link to `data:` or `file:`", "put what it shows into a file of the book");
                return None;
            }
            AddressTarget::File => {
                fault(report, Code::AddressForbidden, *span, "a file of one computer", "put it into the book");
                return None;
            }
            AddressTarget::Outside => {
                let help = "write the path from this document, within the archive";
                fault(report, Code::TargetOutside, *span, format!("`{address}` leads out of the archive"), help);
                return None;
            }
            AddressTarget::Wrong(why) => {
                fault(report, Code::AddressWrong, *span, format!("`{address}` is no address: {why}"), "write a space as `%20`");
                return None;
            }
            AddressTarget::Data => {
                data(reference, report);
                return None;
            }
            AddressTarget::Other => return None,
        };
        if !self.container.has(&path) {
            let like = self.container.like(&path);
            let near = like.or_else(|| similar(&path, self.container.files().map(|(name, _)| name)));
            let help = near.map_or_else(|| "add the file, or delete the reference".to_owned(), |near| format!("did you mean `{near}`?"));
            fault(report, Code::TargetMissing, *span, format!("there is no `{path}` in the archive"), help);
            return None;
        }
        let Some((known, &index)) = self.package.paths.get_key_value(&path) else {
            // A CFI leads through the package on into a document.
            let leads_on = fragment.is_some_and(|fragment| fragment.starts_with("epubcfi("));
            if path != self.package.path {
                let help = "add an item for it to the manifest";
                fault(report, Code::TargetUndeclared, *span, format!("`{path}` is not in the manifest"), help);
            } else if is_link && !leads_on {
                fault(report, Code::TargetNotInSpine, *span, "a link to the package document", "link to a document of the book");
            }
            return None;
        };
        let item = &self.package.items[index];
        self.fragment(reference, known, item, fragment.as_deref(), report);
        self.kind(reference, index, report);
        Some(known)
    }

    fn remote(&self, from: &str, reference: &Reference, secure: bool, report: &mut InspectionReport) {
        let Reference { usage, address, span, .. } = reference;
        match usage {
            ReferenceUse::Link | ReferenceUse::Source => {}
            ReferenceUse::Contents => {
                fault(report, Code::NavRemote, *span, format!("the contents lead to `{address}`"), "link to a document of the book");
            }
            ReferenceUse::Media | ReferenceUse::Font if !secure => {
                warn(report, Code::ResourceRemote, *span, format!("`{address}` does not come by https"), "write `https://`");
            }
            ReferenceUse::Media | ReferenceUse::Font => {
                if self.remote_item(address).is_none() {
                    let help = "add an item for it to the manifest";
                    fault(report, Code::TargetUndeclared, *span, format!("`{address}` is not in the manifest"), help);
                }
            }
            ReferenceUse::Other
                if self
                    .remote_item(address)
                    .is_some_and(|item| ["audio/", "video/"].iter().any(|kind| item.media_type.starts_with(kind))) => {}
            _ => {
                let help = "put the file into the book and name it here";
                fault(report, Code::ResourceRemote, *span, format!("`{address}` is not in the book"), help);
            }
        }
        // Documents have been looked at with their other properties; stylesheets have only this one.
        let needs = *usage == ReferenceUse::Font && self.package.third;
        if let Some(item) = self.package.item(from).filter(|item| needs && item.media_type == "text/css" && !item.has("remote-resources")) {
            let finding = Diagnostic::at(Code::PropertyMissing, item.span, "the item does not state `remote-resources`");
            report.push(finding.label(*span, "needed for this").help("add `remote-resources` to its `properties`"));
        }
    }

    /// The item of an address in the network.
    fn remote_item(&self, address: &str) -> Option<&ManifestItem> {
        let of_it = |item: &&ManifestItem| item.remote.as_deref().is_some_and(|own| without_fragment(own) == without_fragment(address));
        self.package.items.iter().find(of_it)
    }

    fn fragment(&self, reference: &Reference, path: &str, item: &ManifestItem, fragment: Option<&str>, report: &mut InspectionReport) {
        let span = reference.span;
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            if reference.usage == ReferenceUse::Symbol {
                fault(
                    report,
                    Code::FragmentMissing,
                    span,
                    "a symbol is named by its id, and none is there",
                    "write `#` and the id behind the address",
                );
            }
            return;
        };
        match reference.usage {
            ReferenceUse::Style => {
                fault(report, Code::FragmentNeedless, span, "the address of a stylesheet has a fragment", "delete it from `#` on");
            }
            ReferenceUse::Picture | ReferenceUse::Image | ReferenceUse::LastPicture
                if item.media_type != SVG && item.media_type.starts_with("image/") =>
            {
                warn(report, Code::FragmentNeedless, span, "the address of a picture has a fragment", "delete it from `#` on");
            }
            _ => {
                let special = fragment.contains('(') || fragment.contains('=') || fragment.contains(":~:");
                let Some(ids) = self.documents.get(path).and_then(|facts| facts.ids.as_ref()).filter(|_| !special) else { return };
                if !ids.contains_key(fragment) {
                    let near = similar(fragment, ids.keys().map(String::as_str));
                    let help = near.map_or_else(
                        || "give the place this id, or link to the document".to_owned(),
                        |near| format!("did you mean `#{near}`?"),
                    );
                    fault(report, Code::FragmentMissing, span, format!("`{path}` has no id `{fragment}`"), help);
                }
            }
        }
    }

    /// Whether what is referred to can be shown there.
    fn kind(&self, reference: &Reference, index: usize, report: &mut InspectionReport) {
        let item = &self.package.items[index];
        let span = reference.span;
        let foreign = |report: &mut InspectionReport, help: &str| {
            let message = format!("`{}` is of a kind that readers need not show here, without a fallback", item.media_type);
            fault(report, Code::ResourceForeign, span, message, help);
        };
        let backed = |fits: &dyn Fn(&ManifestItem) -> bool| reference.spare || self.package.falls_back(item, fits);
        match reference.usage {
            // An empty spine has been told of already.
            ReferenceUse::Link | ReferenceUse::Contents if !self.read.contains(&index) && !self.package.spine.is_empty() => {
                let message = format!("`{}` is not in the spine", item.path.as_deref().unwrap_or(&item.id));
                fault(report, Code::TargetNotInSpine, span, message, "add it to the spine, perhaps with linear=\"no\"");
            }
            ReferenceUse::LastPicture if !reference.spare && !PICTURES.contains(&item.media_type.as_str()) => {
                foreign(report, "make it a PNG, a JPEG or an SVG, or say its kind in `type` and put such a picture behind it");
            }
            ReferenceUse::Image if item.media_type.starts_with("video/") => {}
            ReferenceUse::Picture | ReferenceUse::Image
                if !backed(&|item| item.is_content() || PICTURES.contains(&item.media_type.as_str())) =>
            {
                foreign(report, "make it a PNG, a JPEG or an SVG");
            }
            ReferenceUse::Style if !backed(&|item| item.media_type == "text/css") => {
                let message = format!("the stylesheet is `{}`", item.media_type);
                warn(report, Code::ResourceForeign, span, message, "give it the media type `text/css`");
            }
            ReferenceUse::Frame if !backed(&ManifestItem::is_content) => foreign(report, "show an XHTML document in the frame"),
            ReferenceUse::Media
                if item.media_type.starts_with("audio/") && !backed(&|item| SOUND.iter().any(|kind| item.media_type.starts_with(kind))) =>
            {
                foreign(report, "make it MP3, AAC or Opus");
            }
            ReferenceUse::Other
                if !backed(&|item| {
                    item.media_type == XHTML
                        || PICTURES.contains(&item.media_type.as_str())
                        || item.media_type.starts_with("audio/")
                        || item.media_type.starts_with("video/")
                }) =>
            {
                foreign(report, "put something into the element for readers that can't show it");
            }
            _ => {}
        }
    }
}

/// An address up to the place in what it leads to.
fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

/// Whether a picture that an address holds itself is one that every reader shows.
fn data(reference: &Reference, report: &mut InspectionReport) {
    let is_picture = matches!(reference.usage, ReferenceUse::Picture | ReferenceUse::Image | ReferenceUse::LastPicture);
    let kind = reference.address.trim().get(5..).unwrap_or_default().split([';', ',']).next().unwrap_or_default().trim();
    if is_picture && !reference.spare && kind.starts_with("image/") && !PICTURES.contains(&kind) {
        let message = format!("`{kind}` is of a kind that readers need not show here, without a fallback");
        fault(report, Code::ResourceForeign, reference.span, message, "make it a PNG, a JPEG or an SVG");
    }
}
