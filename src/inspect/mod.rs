//! Inspects a finished EPUB, whoever made it, for the mistakes that shops refuse: the file's bytes come in, findings go out.
//!
//! ```text
//! bytes ─► container ─► package ─┬─► document ─┬─► links
//!         (ZIP, names)  (manifest,│  (XHTML)    │   (do all addresses lead somewhere?)
//!                        spine)   ├─► nav, ncx  │
//!                                 ├─► style     │
//!                                 └─► media ────┘
//! ```
//! `xml` reads every document as a `tree` that knows its places; `address` knows where an address leads.

mod address;
mod container;
mod content;
mod document;
mod fixed;
mod links;
mod manifest;
mod media;
mod metadata;
mod nav;
mod package;
mod package_document;
mod reference;
mod references;
mod report;
mod shops;
mod spine;
mod style;
mod tree;
mod xml;

pub(crate) use shops::{HandedIn, SHOPS, Shop, verdicts};

use crate::diagnostics::{Code, Diagnostics};
use crate::source::shops::LONG_DOCUMENT;
use crate::source::{SourceId, Sources, Span};
use container::Container;
use document::DocumentFacts;
use package::Package;
use report::{InspectionReport, fault};
use std::collections::BTreeMap;

/// Fonts that every reader knows (EPUB 3.3, 3.2).
const FONTS: [&str; 7] =
    ["font/ttf", "font/otf", "font/woff", "font/woff2", "application/font-sfnt", "application/font-woff", "application/vnd.ms-opentype"];

/// Inspects an EPUB. `name` is what its findings call it: those in a file of it are at `name/OEBPS/one.xhtml`, those about the
/// archive at the line of `name` that an entry has in the archive's list.
pub fn inspect(name: &str, bytes: &[u8], sources: &mut Sources, diagnostics: &mut Diagnostics) {
    let mut report = InspectionReport::default();
    whole(name, bytes, sources, &mut report);
    diagnostics.append(report.finish());
}

fn whole(name: &str, bytes: &[u8], sources: &mut Sources, report: &mut InspectionReport) {
    let Some(mut container) = container::open(name, bytes, sources, report) else { return };
    let package = read_package(&mut container, sources, report);
    container.encryption(sources, report);
    container.signatures(sources, report);
    let Some(package) = package else { return };
    if !package.third {
        container.one_package(report);
    }
    let texts = files(&mut container, &package, sources, report);
    let book = InspectedBook { container: &container, package: &package, sources, texts: &texts };
    book.inspect(report);
}

fn read_package(container: &mut Container<'_>, sources: &mut Sources, report: &mut InspectionReport) -> Option<Package> {
    let path = container.package(sources, report)?;
    let source = container.text(&path, sources, report)?;
    let tree = xml::parse(source, sources.get(source).text(), report)?;
    package_document::read(&path, &tree, report)
}

/// Unpacks every file of the archive: the texts, by path, into the sources; of others what is needed is looked over at once.
fn files(
    container: &mut Container<'_>,
    package: &Package,
    sources: &mut Sources,
    report: &mut InspectionReport,
) -> BTreeMap<String, SourceId> {
    for item in &package.items {
        let Some(path) = &item.path else { continue };
        if !container.has(path) {
            let like = container.like(path).map(str::to_owned);
            let help = like.map_or_else(|| "add the file, or delete the item".to_owned(), |like| format!("did you mean `{like}`?"));
            fault(report, Code::ItemMissing, item.href_span, format!("there is no `{path}` in the archive"), help);
        }
    }
    let mut texts = BTreeMap::new();
    let names: Vec<(String, Span)> = container.files().map(|(name, span)| (name.to_owned(), span)).collect();
    for (path, span) in names {
        let item = package.item(&path);
        let obfuscated = container.encrypted.get(&path).copied();
        if let (Some(item), Some(true)) = (item, obfuscated)
            && !(if package.third {
                FONTS.contains(&item.media_type.as_str())
            } else {
                item.media_type.contains("font") || item.media_type.contains("opentype")
            })
        {
            let message = format!("`{path}` is obfuscated, but is `{}`", item.media_type);
            fault(report, Code::ObfuscationWrong, item.span, message, "obfuscate fonts alone");
        }
        match item {
            Some(item) if obfuscated.is_none() && is_text(&item.media_type) => {
                if let Some(source) = container.text(&path, sources, report) {
                    texts.insert(path, source);
                }
            }
            Some(item) => {
                if let Some(sample) = container.sample(&path, media::most(item), report).filter(|_| obfuscated.is_none()) {
                    media::check(item, &path, &sample, span, report);
                }
            }
            None => {
                let own = path == "mimetype" || path.starts_with("META-INF/") || path == package.path;
                if !own {
                    let help = "add an item for it to the manifest, or take it out of the archive";
                    fault(report, Code::FileUndeclared, span, format!("`{path}` is not in the manifest"), help);
                }
                if path != package.path {
                    container.sample(&path, 0, report);
                }
            }
        }
    }
    texts
}

fn is_text(media_type: &str) -> bool {
    [package::XHTML, package::SVG, package::NCX, "text/css"].contains(&media_type)
}

/// What is needed to look the texts over.
#[derive(Debug)]
struct InspectedBook<'k, 'b> {
    container: &'k Container<'b>,
    package: &'k Package,
    sources: &'k Sources,
    texts: &'k BTreeMap<String, SourceId>,
}

impl InspectedBook<'_, '_> {
    fn inspect(&self, report: &mut InspectionReport) {
        let mut documents: BTreeMap<String, DocumentFacts> = BTreeMap::new();
        let mut contents = None;
        for (index, item) in self.package.items.iter().enumerate() {
            let Some((path, &source)) = item.path.as_ref().and_then(|path| self.texts.get_key_value(path)) else { continue };
            if documents.contains_key(path) {
                continue;
            }
            let text = self.sources.get(source).text();
            let facts = if item.media_type == "text/css" {
                DocumentFacts { references: style::read(source, text, 0, report), ..DocumentFacts::default() }
            } else {
                // What can't be read is known of, and nothing else is.
                let Some(tree) = xml::parse(source, text, report) else {
                    documents.insert(path.clone(), DocumentFacts::default());
                    continue;
                };
                let facts = self.document(index, &tree, report);
                if self.package.nav == Some(index) {
                    contents = Some((path, tree));
                }
                facts
            };
            if item.media_type == package::XHTML && text.len() > LONG_DOCUMENT {
                let message = format!("this document has {} kB", text.len() / 1000);
                fault(report, Code::DocumentLong, Span::new(source, 0, 0), message, "divide it where a section begins");
            }
            documents.insert(path.clone(), facts);
        }
        links::Links::new(self.container, self.package, &documents).check(report);
        if let Some((path, tree)) = contents {
            nav::order(path, &tree, self.package, &documents, report);
        }
    }

    fn document(&self, index: usize, tree: &tree::XmlTree<'_>, report: &mut InspectionReport) -> DocumentFacts {
        let item = &self.package.items[index];
        if item.media_type == package::NCX {
            return nav::ncx(tree, self.package, report);
        }
        let mut facts = document::read(tree, item.media_type == package::SVG, self.package, report);
        for at in (0..tree.elements.len()).filter(|&at| tree.elements[at].local == "style") {
            let (text, offset) = tree.inside(at);
            facts.references.extend(style::read(tree.source, text, offset, report));
        }
        if self.package.nav == Some(index) {
            nav::read(tree, &mut facts, report);
        }
        if self.package.spine.iter().any(|place| place.item == index && place.fixed) {
            fixed::page(tree, item.media_type == package::SVG, report);
        }
        if self.package.third {
            let remote = |reference: &&reference::Reference| {
                use reference::ReferenceUse;
                matches!(reference.usage, ReferenceUse::Media | ReferenceUse::Font | ReferenceUse::Other)
                    && matches!(address::resolve("", &reference.address), address::AddressTarget::Remote { .. })
            };
            let mut needed = std::mem::take(&mut facts.needed);
            if let Some(reference) = facts.references.iter().find(remote) {
                needed.push(("remote-resources", reference.span));
            }
            // A drawing that is shown as a picture may be stated too.
            let drawing = |address: &str| address.split(['#', '?']).next().is_some_and(|path| path.to_ascii_lowercase().ends_with(".svg"));
            let drawn = facts.references.iter().find(|reference| drawing(&reference.address)).filter(|_| item.has("svg"));
            needed.extend(drawn.map(|reference| ("svg", reference.span)));
            manifest::properties(item, &needed, report);
        }
        facts
    }
}
