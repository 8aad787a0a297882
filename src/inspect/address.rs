//! Addresses in a book: where one leads, seen from the file it stands in.

pub(super) use crate::source::address::decoded;
use crate::source::address::{AddressFault, fault, scheme};
use unicode_normalization::UnicodeNormalization;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AddressTarget {
    /// A file of the container, perhaps a place in it.
    Inside {
        /// Name of the entry.
        path: String,
        /// What stands behind `#`, decoded.
        fragment: Option<String>,
        /// Whether the address has a query (`?`).
        query: bool,
    },
    /// Into the network.
    Remote {
        /// Whether by https.
        secure: bool,
    },
    /// `data:`, which is the thing itself.
    Data,
    /// `file:`.
    File,
    /// An address of another scheme, such as `mailto:`.
    Other,
    /// Out of the container.
    Outside,
    /// Nowhere, and why.
    Wrong(&'static str),
}

/// Where `address` leads from the file `from`.
pub(super) fn resolve(from: &str, address: &str) -> AddressTarget {
    let address = address.trim();
    if let Some((scheme, _)) = scheme(address) {
        return match (scheme.to_ascii_lowercase().as_str(), fault(address)) {
            ("data", _) => AddressTarget::Data,
            ("file", _) => AddressTarget::File,
            (_, Some(fault)) => AddressTarget::Wrong(fault.reason()),
            ("http", None) => AddressTarget::Remote { secure: false },
            ("https", None) => AddressTarget::Remote { secure: true },
            _ => AddressTarget::Other,
        };
    }
    if address.starts_with("//") {
        return AddressTarget::Remote { secure: false };
    }
    let (address, fragment) = address.split_once('#').map_or((address, None), |(address, fragment)| (address, Some(fragment)));
    let (path, query) = address.split_once('?').map_or((address, false), |(path, _)| (path, true));
    if path.contains(char::is_whitespace) {
        return AddressTarget::Wrong("it has a space");
    }
    if path.contains(['\\', '<', '>', '"', '{', '}', '|', '^', '`']) {
        return AddressTarget::Wrong(AddressFault::Character.reason());
    }
    if bad_percent(path) {
        return AddressTarget::Wrong(AddressFault::Percent.reason());
    }
    let fragment = fragment.map(decoded);
    if path.is_empty() {
        return AddressTarget::Inside { path: from.to_owned(), fragment, query };
    }
    if path.starts_with('/') {
        return AddressTarget::Outside;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return AddressTarget::Outside;
                }
            }
            part => parts.push(part),
        }
    }
    AddressTarget::Inside { path: normal(&decoded(&parts.join("/"))), fragment, query }
}

/// A name in the form in which names are compared (OCF 3.3, 4.2.3): a letter with its accent may be written as two characters.
pub(super) fn normal(name: &str) -> String {
    name.nfc().collect()
}

fn bad_percent(text: &str) -> bool {
    let two_digits = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    text.split('%').skip(1).any(|rest| !two_digits(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_they_say() {
        let inside = |path: &str, fragment: Option<&str>| AddressTarget::Inside {
            path: path.to_owned(),
            fragment: fragment.map(str::to_owned),
            query: false,
        };
        for (address, target) in [
            ("b.xhtml", inside("OEBPS/text/b.xhtml", None)),
            ("../b%20c.xhtml#x%C3%A9", inside("OEBPS/b c.xhtml", Some("xé"))),
            ("#x", inside("OEBPS/text/a.xhtml", Some("x"))),
            ("", inside("OEBPS/text/a.xhtml", None)),
            ("./b", inside("OEBPS/text/b", None)),
            ("../../../b", AddressTarget::Outside),
            ("/b", AddressTarget::Outside),
            ("https://a.example/?b c", AddressTarget::Wrong("it has a character that no address may have")),
            ("https://a.example/", AddressTarget::Remote { secure: true }),
            ("http:", AddressTarget::Wrong("it names no host")),
            ("http://a.example/#b#c", AddressTarget::Wrong("it has a second `#`")),
            ("http://[::1]/", AddressTarget::Remote { secure: false }),
            ("http://a..b/", AddressTarget::Wrong("its host can be no host's name")),
            ("mailto:a@b.example", AddressTarget::Other),
            ("FILE:///x", AddressTarget::File),
            ("data:text/plain,x", AddressTarget::Data),
            ("b%c.xhtml", AddressTarget::Wrong("a `%` in it is not followed by two digits of a character's number")),
            ("b c.xhtml", AddressTarget::Wrong("it has a space")),
        ] {
            assert_eq!(resolve("OEBPS/text/a.xhtml", address), target, "{address}");
        }
        assert_eq!(decoded("%zz%4"), "%zz%4");
    }
}
