//! Web addresses: which may stand in a book, and how they are written there so that every reader takes them.

use percent_encoding::{percent_decode_str, percent_encode_byte};
use std::borrow::Cow;
use url::{Host, ParseError, Position, Url};

/// Why an address may not stand in a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AddressFault {
    /// An empty address.
    Empty,
    /// A scheme that runs a program, holds the thing itself or names a file of one computer.
    Forbidden,
    /// A scheme that reading systems do not know.
    Scheme,
    /// An address with nothing behind its scheme.
    NoHost,
    /// A host that no name server can know.
    Host,
    /// A port that is no number below 65536.
    Port,
    /// A space or another character that no address may have.
    Character,
    /// A `%` without the two digits of a byte behind it.
    Percent,
    /// A second `#`.
    Hashes,
}

impl AddressFault {
    /// The reason as the end of a sentence that begins with the address.
    #[must_use]
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Empty => "it is empty",
            Self::Forbidden => "no book may hold addresses of this kind",
            Self::Scheme => "reading systems do not know addresses of this kind",
            Self::NoHost => "it names no host",
            Self::Host => "its host can be no host's name",
            Self::Port => "its port is no number below 65536",
            Self::Character => "it has a character that no address may have",
            Self::Percent => "a `%` in it is not followed by two digits of a character's number",
            Self::Hashes => "it has a second `#`",
        }
    }
}

impl From<ParseError> for AddressFault {
    fn from(fault: ParseError) -> Self {
        match fault {
            ParseError::EmptyHost => Self::NoHost,
            ParseError::InvalidPort => Self::Port,
            _ => Self::Host,
        }
    }
}

/// A path of a file as an address has it: letters and digits of ASCII and a few signs as they are, all else by its bytes.
#[must_use]
pub(crate) fn of_path(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~');
    let pieces = path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { percent_encode_byte(byte).to_owned() });
    pieces.collect()
}

/// The scheme of an address and what stands behind its colon; none for an address within the book.
#[must_use]
pub(crate) fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'-' | b'.'));
    is_scheme.then_some((scheme, rest))
}

/// The address as it is to be written: ASCII, its host as name servers have it, one `#`. What is so already stays as it is.
///
/// # Errors
/// If it has no scheme, one that a book must not hold, or a host or port that cannot be.
pub(crate) fn written(address: &str) -> Result<String, AddressFault> {
    let address = address.trim();
    let (scheme, rest) = scheme(address).ok_or(AddressFault::Empty)?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" | "ftp" | "irc" | "gopher" => {
            let rest = rest.strip_prefix("//").ok_or(AddressFault::NoHost)?;
            let (authority, tail) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
            // Browsers take a backslash for the slash that it is meant to be.
            let tail = tail_of(&tail.replacen('\\', "/", usize::from(tail.starts_with('\\'))));
            Ok(site(scheme, authority)? + &tail)
        }
        // What EPUBCheck knows of the registered schemes that people write.
        "mailto" | "tel" | "urn" | "news" | "xmpp" | "info" => match rest.trim().trim_start_matches("//") {
            "" => Err(AddressFault::Empty),
            rest => {
                let whole = format!("{scheme}:{}", tail_of(rest));
                Url::parse(&whole)?;
                Ok(whole)
            }
        },
        "javascript" | "vbscript" | "data" | "file" | "blob" | "about" => Err(AddressFault::Forbidden),
        _ => Err(AddressFault::Scheme),
    }
}

/// Scheme, user, host and port, without a slash behind them.
fn site(scheme: &str, authority: &str) -> Result<String, AddressFault> {
    // The parser leaves a `%` in a user's name that begins no character.
    let encoded = authority.rsplit_once('@').filter(|(user, _)| user.contains('%')).map(|(user, host)| format!("{}@{host}", tail_of(user)));
    let authority = encoded.as_deref().unwrap_or(authority);
    let given = format!("{scheme}://{authority}");
    // Hosts of other schemes are judged as strictly; FTP's own port is nobody else's.
    let known = if scheme.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")) { scheme } else { "ftp" };
    let url = Url::parse(&format!("{known}://{authority}"))?;
    let fits = match url.host() {
        Some(Host::Domain(name)) => is_name(name),
        Some(_) => true,
        None => return Err(AddressFault::NoHost),
    };
    if !fits {
        return Err(AddressFault::Host);
    }
    let site = format!("{scheme}{}", &url[Position::AfterScheme..Position::BeforePath]);
    Ok(if site.eq_ignore_ascii_case(&given) { given } else { site })
}

/// Whether a name is one that a host can have (RFC 1123, 2.1; the underscore is seen in the wild).
fn is_name(name: &str) -> bool {
    let fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.strip_suffix('.').unwrap_or(name).split('.').all(fits)
}

/// The address with everything as `%XX` that may not stand as it is (RFC 3986, 2): for one that was not judged.
#[must_use]
pub(crate) fn encoded(address: &str) -> String {
    let address = address.trim();
    // A host in numbers is the only thing that may have brackets.
    let host = |(scheme, rest): (&str, &str)| {
        let end = rest.strip_prefix("//[")?.find(']')?;
        Some(scheme.len() + 1 + 3 + end + 1)
    };
    let end = scheme(address).and_then(host).unwrap_or(0);
    format!("{}{}", &address[..end], tail_of(&address[end..]))
}

/// What stands behind a host, encoded once.
fn tail_of(text: &str) -> String {
    let (bytes, mut out, mut hashed) = (text.as_bytes(), String::with_capacity(text.len()), false);
    for (at, &byte) in bytes.iter().enumerate() {
        let as_it_is = match byte {
            b'%' => digits(&bytes[at + 1..]),
            b'#' => !std::mem::replace(&mut hashed, true),
            _ => is_plain(byte),
        };
        if as_it_is {
            out.push(char::from(byte));
        } else {
            out.push_str(percent_encode_byte(byte));
        }
    }
    out
}

/// Whether a byte may stand in an address as it is; `%`, `#` and brackets only in their places.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte)
}

fn digits(behind: &[u8]) -> bool {
    behind.len() >= 2 && behind[..2].iter().all(u8::is_ascii_hexdigit)
}

/// What is wrong with an address that was written by somebody else, if anything: what EPUBCheck calls an error.
#[must_use]
pub(crate) fn fault(address: &str) -> Option<AddressFault> {
    let address = address.trim();
    let (scheme, rest) = scheme(address)?;
    let bytes = rest.as_bytes();
    if bytes.iter().enumerate().any(|(at, &byte)| byte == b'%' && !digits(&bytes[at + 1..])) {
        return Some(AddressFault::Percent);
    }
    if rest.bytes().filter(|byte| *byte == b'#').count() > 1 {
        return Some(AddressFault::Hashes);
    }
    let web = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https");
    let Some(after) = rest.strip_prefix("//").filter(|_| web) else {
        return match rest {
            _ if web => Some(AddressFault::NoHost),
            "" => Some(AddressFault::Empty),
            _ => odd(rest).then_some(AddressFault::Character),
        };
    };
    let (authority, tail) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
    if odd(tail) || authority.contains(char::is_whitespace) {
        return Some(AddressFault::Character);
    }
    match Url::parse(&format!("{scheme}://{authority}")).map(|url| url.host_str().map(str::to_owned)) {
        Err(fault) => Some(fault.into()),
        Ok(None) => Some(AddressFault::NoHost),
        _ if authority.matches('@').count() > 1 => Some(AddressFault::Character),
        Ok(Some(host)) => {
            let wrong = |label: &str| label.is_empty() || label.len() > 63;
            host.strip_suffix('.').unwrap_or(&host).split('.').any(wrong).then_some(AddressFault::Host)
        }
    }
}

/// Whether a text holds a character that stands in no path, query or fragment.
fn odd(text: &str) -> bool {
    text.contains(|c: char| c.is_whitespace() || c.is_control() || "\\<>\"{}|^`[]".contains(c))
}

/// A text with its `%XX` read as bytes; as it is if they make no text.
#[must_use]
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Addresses that are kept, and as what.
    const KEPT: [(&str, &str); 29] = [
        ("https://a.example/x?y#z", "https://a.example/x?y#z"),
        ("HTTP://A.Example", "HTTP://A.Example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+49 30", "tel:+49%2030"),
        ("mailto://a@b.example", "mailto:a@b.example"),
        ("urn:isbn:9780000000000", "urn:isbn:9780000000000"),
        ("ftp://a.example/b", "ftp://a.example/b"),
        ("https://a.example/a b\"é", "https://a.example/a%20b%22%C3%A9"),
        ("https://a.example/a%20b%zz%", "https://a.example/a%20b%25zz%25"),
        ("http://x/#a#b", "http://x/#a%23b"),
        ("http://x#a#b#c", "http://x#a%23b%23c"),
        ("http://[::1]/", "http://[::1]/"),
        ("http://[2001:DB8::1]:8080/[a]", "http://[2001:DB8::1]:8080/%5Ba%5D"),
        ("http://x:65535/", "http://x:65535/"),
        ("http://x:/", "http://x/"),
        ("http://x:443/", "http://x:443/"),
        ("irc://x:443/y", "irc://x:443/y"),
        ("http://a.example.", "http://a.example."),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://münchen.example/ü", "http://xn--mnchen-3ya.example/%C3%BC"),
        ("http://日本.example/", "http://xn--wgv71a.example/"),
        ("http://faß.example/", "http://xn--fa-hia.example/"),
        ("http://a%2eb/", "http://a.b/"),
        ("http://1.2.3/", "http://1.2.0.3/"),
        ("http://user:pass@x/", "http://user:pass@x/"),
        ("http://a@b@c/", "http://a%40b@c/"),
        ("http://x/a\\b|{c}^`", "http://x/a%5Cb%7C%7Bc%7D%5E%60"),
        ("http://x?q", "http://x?q"),
        ("http://x//a:b", "http://x//a:b"),
    ];

    /// Addresses that are not.
    const REFUSED: [(&str, AddressFault); 34] = [
        ("", AddressFault::Empty),
        ("tel:", AddressFault::Empty),
        ("mailto: ", AddressFault::Empty),
        ("javascript:alert(1)", AddressFault::Forbidden),
        ("JavaScript:alert(1)", AddressFault::Forbidden),
        ("data:text/html,x", AddressFault::Forbidden),
        ("file:///etc/passwd", AddressFault::Forbidden),
        ("obsidian://open?v=x", AddressFault::Scheme),
        ("C:\\a.md", AddressFault::Scheme),
        ("http://", AddressFault::NoHost),
        ("https:x", AddressFault::NoHost),
        ("http:///x", AddressFault::NoHost),
        ("http://#x", AddressFault::NoHost),
        ("http://x:port/", AddressFault::Port),
        ("http://x:99999/", AddressFault::Port),
        ("http://[bad/", AddressFault::Host),
        ("http://[::g]/", AddressFault::Host),
        ("http://[1:2]/", AddressFault::Host),
        ("http://%5B::1%5D/", AddressFault::Host),
        ("http://x y", AddressFault::Host),
        ("http://a%20b/", AddressFault::Host),
        ("http://a..b/", AddressFault::Host),
        ("http://.a/", AddressFault::Host),
        ("http://./", AddressFault::Host),
        ("http://xn--/", AddressFault::Host),
        ("http://xn--a/", AddressFault::Host),
        ("http://xn--zzzzz99/", AddressFault::Host),
        ("http://ﷺ/", AddressFault::Host),
        ("http://(x)/", AddressFault::Host),
        ("http://-x.example/", AddressFault::Host),
        ("http://1.2.3.999/", AddressFault::Host),
        ("http://%zz/", AddressFault::Host),
        ("http://\u{202E}.example/", AddressFault::Host),
        ("http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/", AddressFault::Host),
    ];

    #[test]
    fn addresses_are_kept_mended_or_refused() {
        for (given, kept) in KEPT {
            assert_eq!(written(given).as_deref(), Ok(kept), "{given}");
            assert_eq!(fault(kept), None, "{kept}");
        }
        for (given, why) in REFUSED {
            assert_eq!(written(given), Err(why), "{given}");
        }
    }

    #[test]
    fn faults_of_others_are_found_where_epubcheck_finds_them() {
        for given in [
            "http://x/#a#b",
            "http://[bad/",
            "http://[::g]/",
            "http://[1:2]/",
            "http://%5B::1%5D/",
            "http://x y",
            "http://a%20b/",
            "http://x:port/",
            "http://x:99999/",
            "http://a..b/",
            "http://xn--/",
            "http://xn--a/",
            "http://xn--zzzzz99/",
            "http://ﷺ/",
            "http://a@b@c/",
            "http://x/%zz",
            "http://x/a|b",
            "http://x/[a]",
            "http:x",
            "http:///x",
            "mailto:",
            "tel:+49 30",
        ] {
            assert!(fault(given).is_some(), "{given}");
        }
        assert_eq!(written("http://%@a").as_deref(), Ok("http://%25@a"));
        for given in ["http://(x)/", "http://-x.example/", "http://1.2.3/", "http://münchen.example/é", "sms:+491", "a b.xhtml"] {
            assert_eq!(fault(given), None, "{given}");
        }
    }

    #[test]
    fn what_was_not_judged_is_encoded_once() {
        assert_eq!(encoded("https://a.example/ü b%20c%?q=[1]&r"), "https://a.example/%C3%BC%20b%20c%25?q=%5B1%5D&r");
        assert_eq!(encoded("http://[::1]/[a]#b#c"), "http://[::1]/%5Ba%5D#b%23c");
        assert_eq!(decoded("a%20b%C3%A9%zz%"), "a bé%zz%");
    }

    /// Pieces of which odd addresses are made.
    const PIECES: &str = "(http|https|ftp|mailto|x)(:|://|:///)?([a-z0-9.@:/?#%\\[\\] \\\\|é本ﷺ_~()-]|xn--|%[0-9a-f]{2}|\\.\\.|::1){0,24}";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn every_address_written_is_one_that_a_url_parser_takes(address in PIECES) {
            if let Ok(out) = written(&address) {
                prop_assert!(Url::parse(&out).is_ok(), "{address} → {out}");
                prop_assert_eq!(fault(&out), None, "{} → {}", address, out);
                prop_assert!(out.is_ascii() && out.matches('#').count() <= 1);
                prop_assert_eq!(written(&out), Ok(out.clone()), "{} → {}", address, out);
                prop_assert_eq!(encoded(&out), out);
            }
        }
    }
}
