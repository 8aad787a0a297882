//! The path of each output: where the call says, by the name of book.toml or the title's.

use super::args::Build;
use super::target::OutputTarget;
use crate::book::Metadata;
use crate::build::Format;
use crate::config::Config;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Where an output goes; none if to standard output. The PDF for a printer has a name of its own, so that the one for the screen stays.
pub(super) fn place(build: &Build, config: &Config, metadata: &Metadata, format: Format) -> Option<PathBuf> {
    let ending = match format {
        Format::Epub => ".epub",
        Format::Pdf if build.print => "-print.pdf",
        Format::Pdf => ".pdf",
    };
    match &build.target {
        OutputTarget::Stdout => None,
        OutputTarget::File(path) => Some(path.clone()),
        OutputTarget::Folder(folder) => Some(folder.join(format!("{}{ending}", name(config, metadata, &build.book)))),
    }
}

/// The name book.toml gives, or a slug of the title, or (a title without a Latin letter) the name of the book's file.
pub(super) fn name(config: &Config, metadata: &Metadata, given: &Path) -> String {
    if !config.output.is_empty() {
        return config.output.clone();
    }
    let file = if given.file_name().is_some_and(|name| name == "book.toml") { given.parent().unwrap_or(given) } else { given };
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    [slug(&metadata.title), slug(&stem)].into_iter().find(|slug| !slug.is_empty()).unwrap_or_else(|| "book".to_owned())
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
    fn slugs_are_plain_and_short() {
        assert_eq!(slug("The Author’s Été: Part 2!"), "the-authors-ete-part-2");
        assert_eq!(slug("  — "), "");
        assert_eq!(slug("论语"), "");
        assert_eq!(slug(&"x".repeat(300)).len(), 80);
        assert!(slug(&"word ".repeat(100)).len() <= 80);
    }
}
