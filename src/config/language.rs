//! Language tags (BCP 47, RFC 5646 section 2.1).

/// Tags that are registered though they have not the form of others (RFC 5646, section 2.2.8).
const IRREGULAR: [&str; 17] = [
    "en-GB-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-BE-FR",
    "sgn-BE-NL",
    "sgn-CH-DE",
];

/// The tag that an author wrote, who may write `pt_BR` or `de_DE.UTF-8`, in its customary case. Words such as `english` are refused:
/// as tags they would be well-formed, but no language of more than three letters has been registered.
#[must_use]
pub(crate) fn meant_tag(text: &str) -> Option<String> {
    let text = text.trim();
    let tag = language_tag(&text.split('.').next().unwrap_or(text).replace('_', "-"))?;
    let first = tag.split('-').next().unwrap_or(&tag).len();
    (first <= 3).then_some(tag)
}

/// The tag in its customary case (`en-GB`, `zh-Hans`), if it is well-formed.
#[must_use]
pub(crate) fn language_tag(text: &str) -> Option<String> {
    if let Some(tag) = IRREGULAR.iter().find(|tag| tag.eq_ignore_ascii_case(text.trim())) {
        return Some((*tag).to_owned());
    }
    let parts: Vec<String> = text.trim().split('-').map(str::to_ascii_lowercase).collect();
    if !parts.iter().all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return None;
    }
    let alpha = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let (first, mut rest) = parts.split_first()?;
    if first == "x" && !rest.is_empty() {
        return Some(parts.join("-"));
    }
    if !alpha(first) || !(2..=8).contains(&first.len()) {
        return None;
    }
    let mut tag = vec![first.clone()];
    let mut take = |tag: &mut Vec<String>, most: usize, fits: &dyn Fn(&str) -> bool, shape: &dyn Fn(&str) -> String| {
        let from = tag.len();
        for _ in 0..most {
            match rest.split_first() {
                // Of its kind a part may come once; `de-DE` has two kinds.
                Some((part, after)) if fits(part) && !tag[from..].contains(part) => {
                    tag.push(shape(part));
                    rest = after;
                }
                _ => break,
            }
        }
    };
    let extended = if first.len() <= 3 { 3 } else { 0 };
    take(&mut tag, extended, &|part| part.len() == 3 && alpha(part), &str::to_owned);
    take(&mut tag, 1, &|part| part.len() == 4 && alpha(part), &|part| part[..1].to_ascii_uppercase() + &part[1..]);
    take(
        &mut tag,
        1,
        &|part| (part.len() == 2 && alpha(part)) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())),
        &str::to_ascii_uppercase,
    );
    take(&mut tag, usize::MAX, &|part| part.len() >= 5 || (part.len() == 4 && part.as_bytes()[0].is_ascii_digit()), &str::to_owned);
    let mut singletons: Vec<&str> = Vec::new();
    while let Some((part, after)) = rest.split_first() {
        let private = part == "x";
        let length = after.iter().take_while(|part| private || part.len() > 1).count();
        if part.len() != 1 || length == 0 || singletons.contains(&part.as_str()) {
            return None;
        }
        singletons.push(part);
        tag.extend(rest[..=length].iter().cloned());
        rest = &after[length..];
    }
    Some(tag.join("-"))
}

/// The tag of a language that is given by its name.
pub(super) fn named(text: &str) -> Option<&'static str> {
    // Latin has no file: nobody gets words in it.
    crate::language::named(text).or_else(|| text.trim().eq_ignore_ascii_case("latin").then_some("la"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::right_to_left;

    #[test]
    fn tags_are_checked_and_cased() {
        for (given, right) in [
            ("en", Some("en")),
            ("EN-gb", Some("en-GB")),
            ("zh-hans-cn", Some("zh-Hans-CN")),
            ("zh-yue", Some("zh-yue")),
            ("es-419", Some("es-419")),
            ("de-1901", Some("de-1901")),
            ("sl-rozaj-biske", Some("sl-rozaj-biske")),
            ("en-u-co-phonebk", Some("en-u-co-phonebk")),
            ("en-x-mine", Some("en-x-mine")),
            ("x-mine", Some("x-mine")),
            ("english", Some("english")),
            ("de-DE", Some("de-DE")),
            ("zh-Hant-TW", Some("zh-Hant-TW")),
            ("sr-latn-rs", Some("sr-Latn-RS")),
            ("de-CH-1996", Some("de-CH-1996")),
            ("de-de-1996-1901", Some("de-DE-1996-1901")),
            ("en-GB-oxendict", Some("en-GB-oxendict")),
            ("x-klingon", Some("x-klingon")),
            ("I-KLINGON", Some("i-klingon")),
            ("en-gb-oed", Some("en-GB-oed")),
            ("it-it", Some("it-IT")),
            ("mas-x-mas", Some("mas-x-mas")),
            ("de-419-DE", None),
            ("ar-a-aaa-b-bbb-a-ccc", None),
            ("ab-c", None),
            ("cmn-Hans-CN", Some("cmn-Hans-CN")),
            ("en_GB", None),
            ("e", None),
            ("", None),
            ("en-", None),
            ("en-x", None),
            ("de-DE-1901-1901", None),
            ("en-a-bb-a-cc", None),
        ] {
            assert_eq!(language_tag(given).as_deref(), right, "{given}");
        }
        assert!(["ar", "he-IL", "fa", "ku-Arab", "AR-eg"].iter().all(|tag| right_to_left(tag)));
        assert!(["en", "ar-Latn", "ku", "", "zh-Hans"].iter().all(|tag| !right_to_left(tag)));
        assert_eq!((named("English"), meant_tag("english")), (Some("en"), None));
        assert_eq!(meant_tag("pt_BR").as_deref(), Some("pt-BR"));
        assert_eq!(meant_tag(" de_DE.UTF-8").as_deref(), Some("de-DE"));
    }
}
