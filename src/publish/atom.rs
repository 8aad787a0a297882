//! What the feeds of Atom share: elements, links and people.

use crate::book::Person;
use crate::source::xml::escape;

/// An element that holds only text.
pub(super) fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
}

/// A link to another file.
pub(super) fn link(out: &mut String, relation: &str, media_type: &str, address: &str) {
    out.push_str(&format!("<link rel=\"{relation}\" type=\"{media_type}\" href=\"{}\"/>\n", escape(address)));
}

/// A person, with an address in a register if it has one.
pub(super) fn person(out: &mut String, element: &str, person: &Person) {
    let address = person.addresses.first().map_or_else(String::new, |address| format!("<uri>{}</uri>", escape(address)));
    out.push_str(&format!("<{element}><name>{}</name>{address}</{element}>\n", escape(&person.name)));
}
