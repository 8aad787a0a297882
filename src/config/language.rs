//! Language tags (BCP 47, RFC 5646 section 2.1).

/// The tag in its customary case (`en-GB`, `zh-Hans`), if it is well-formed.
#[must_use]
pub fn language_tag(text: &str) -> Option<String> {
    let parts: Vec<String> = text.trim().split('-').map(str::to_ascii_lowercase).collect();
    if !parts.iter().all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return None;
    }
    let alpha = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let (first, mut rest) = parts.split_first()?;
    // Four letters are reserved and five to eight have never been registered, so words such as `english` are refused.
    if first == "x" && !rest.is_empty() {
        return Some(parts.join("-"));
    }
    if !alpha(first) || !(2..=3).contains(&first.len()) {
        return None;
    }
    let mut tag = vec![first.clone()];
    let mut take = |tag: &mut Vec<String>, most: usize, fits: &dyn Fn(&str) -> bool, shape: &dyn Fn(&str) -> String| {
        for _ in 0..most {
            match rest.split_first() {
                Some((part, after)) if fits(part) && !tag.contains(part) => {
                    tag.push(shape(part));
                    rest = after;
                }
                _ => break,
            }
        }
    };
    take(&mut tag, 3, &|part| part.len() == 3 && alpha(part), &str::to_owned);
    take(&mut tag, 1, &|part| part.len() == 4 && alpha(part), &|part| part[..1].to_ascii_uppercase() + &part[1..]);
    take(
        &mut tag,
        1,
        &|part| (part.len() == 2 && alpha(part)) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())),
        &str::to_ascii_uppercase,
    );
    take(&mut tag, 8, &|part| part.len() >= 5 || (part.len() == 4 && part.as_bytes()[0].is_ascii_digit()), &str::to_owned);
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

/// Whether a language is written from right to left, by its usual script or the one its tag names.
#[must_use]
pub fn right_to_left(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("").to_ascii_lowercase();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => matches!(script.to_ascii_lowercase().as_str(), "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm"),
        None => matches!(
            language.as_str(),
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "iw" | "ks" | "nqo" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
        ),
    }
}

/// The tag that somebody meant who wrote a language's name, or an underscore.
pub(super) fn meant(text: &str) -> Option<String> {
    let by_name = match text.trim().to_lowercase().as_str() {
        "english" => "en",
        "german" | "deutsch" => "de",
        "french" | "français" | "francais" => "fr",
        "spanish" | "español" | "castellano" => "es",
        "italian" | "italiano" => "it",
        "russian" | "русский" => "ru",
        "chinese" | "中文" => "zh",
        "japanese" | "日本語" => "ja",
        "dutch" | "nederlands" => "nl",
        "portuguese" | "português" => "pt",
        "polish" | "polski" => "pl",
        "latin" => "la",
        other => return language_tag(&other.replace('_', "-")),
    };
    Some(by_name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("english", None),
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
        assert_eq!(meant("English").as_deref(), Some("en"));
        assert_eq!(meant("en_GB").as_deref(), Some("en-GB"));
    }
}
