//! The name of a book's files: the one that the settings give, or one made of the title.

use crate::book::Metadata;
use crate::config::{Config, is_device};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// The name book.toml gives, or a slug of the title, or (a title without a Latin letter) the name of the book's file.
#[must_use]
pub(crate) fn name(config: &Config, metadata: &Metadata, given: &Path) -> String {
    if !config.output.is_empty() {
        return config.output.clone();
    }
    let file = if given.file_name().is_some_and(|name| name == "book.toml") { given.parent().unwrap_or(given) } else { given };
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = [slug(&metadata.title), slug(&stem)]
        .map(|name| if is_device(&name) { name + "-book" } else { name })
        .into_iter()
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| "book".to_owned());
    match &config.layering.edition {
        Some(edition) => format!("{name}-{edition}"),
        None => name,
    }
}

/// Lower-case ASCII letters and digits with hyphens between, at most 80 of them; marks are dropped from letters.
fn slug(title: &str) -> String {
    let plain: String = title.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c) && !matches!(c, '\'' | '’')).collect();
    let words = plain.to_lowercase().replace('ß', "ss").replace('æ', "ae").replace('ø', "o");
    let mut slug = String::new();
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + word.len() > 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(80)]);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_has_the_name_of_a_device_of_windows() {
        for (name, right) in
            [("con", true), ("Aux.x", true), ("com1", true), ("lpt9 ", true), ("com0", false), ("common", false), ("nul-1", false)]
        {
            assert_eq!(is_device(name), right, "{name}");
        }
    }

    #[test]
    fn slugs_are_plain_and_short() {
        assert_eq!(slug("The Author’s Été: Part 2!"), "the-authors-ete-part-2");
        assert_eq!(slug("  — "), "");
        assert_eq!(slug("论语"), "");
        assert_eq!(slug(&"x".repeat(300)).len(), 80);
        assert!(slug(&"word ".repeat(100)).len() <= 80);
    }
}
