//! Dictionaries for Hunspell: found by the tag of a language in some folders, each read once.

use crate::source::{Files, decode_as};
use spellbook::{Dictionary, ParseDictionaryError};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most bytes of a file.
const MOST: u64 = 64 << 20;
/// Most entries of a folder that are looked at.
const ENTRIES: usize = 4096;
/// The country whose dictionary stands for a language of which no country is said.
const COUNTRIES: [(&str, &str); 6] = [("en", "US"), ("pt", "PT"), ("zh", "CN"), ("sr", "RS"), ("da", "DK"), ("sv", "SE")];

/// Why a file is no dictionary.
#[derive(Debug)]
pub(super) enum DictionaryFault {
    /// The file can't be read.
    Unread(io::Error),
    /// The file is not of the form of Hunspell.
    Misshapen(ParseDictionaryError),
}

impl fmt::Display for DictionaryFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(fault) => fault.fmt(out),
            Self::Misshapen(fault) => fault.fmt(out),
        }
    }
}

/// The dictionary of a language.
#[derive(Debug)]
pub(super) enum FoundDictionary {
    /// A dictionary that was read.
    Read(Box<LanguageDictionary>),
    /// The file that is none, and what is wrong.
    Damaged(PathBuf, DictionaryFault),
    /// None is there.
    Missing,
}

/// A dictionary.
#[derive(Debug)]
pub(super) struct LanguageDictionary(Dictionary);

impl LanguageDictionary {
    /// Whether a word is spelled rightly.
    pub(super) fn check(&self, word: &str) -> bool {
        self.0.check(word)
    }

    /// The word that is most likely meant.
    pub(super) fn suggested(&self, word: &str) -> Option<String> {
        let mut words = Vec::new();
        self.0.suggest(word, &mut words);
        // Names are not two words.
        let is_name = word.starts_with(char::is_uppercase);
        words.into_iter().find(|other| !(is_name && other.contains([' ', '-'])))
    }
}

/// The dictionaries of some folders.
#[derive(Debug)]
pub(super) struct DictionaryShelf {
    files: Arc<dyn Files>,
    folders: Vec<PathBuf>,
    read: BTreeMap<String, FoundDictionary>,
}

impl DictionaryShelf {
    /// The dictionaries of some folders, in the order in which they are looked into.
    pub(super) fn new(files: Arc<dyn Files>, folders: Vec<PathBuf>) -> Self {
        Self { files, folders, read: BTreeMap::new() }
    }

    /// The dictionary of a language.
    pub(super) fn of(&mut self, tag: &str) -> &FoundDictionary {
        if !self.read.contains_key(tag) {
            let found = self.find(tag).map_or(FoundDictionary::Missing, |stem| self.open(&stem));
            self.read.insert(tag.to_owned(), found);
        }
        &self.read[tag]
    }

    /// The path of a dictionary without its ending: of the very tag, of the language alone, of the country where it is at home, or of
    /// any other.
    fn find(&self, tag: &str) -> Option<PathBuf> {
        let language = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let home = COUNTRIES
            .iter()
            .find(|(known, _)| *known == language)
            .map_or_else(|| language.to_ascii_uppercase(), |(_, home)| (*home).to_owned());
        let wanted = [tag.replace('-', "_"), language.clone(), format!("{language}_{home}")];
        let is_there = |stem: &Path, ending: &str| self.files.about(&stem.with_extension(ending)).is_ok();
        let is_whole = |stem: &PathBuf| is_there(stem, "aff") && is_there(stem, "dic");
        for folder in &self.folders {
            let stems: Vec<String> = self
                .files
                .list(folder, ENTRIES)
                .unwrap_or_default()
                .iter()
                .filter_map(|entry| entry.name.to_str()?.strip_suffix(".dic").map(str::to_owned))
                .collect();
            let same = |name: &String| stems.iter().find(|stem| stem.replace('-', "_").eq_ignore_ascii_case(name));
            let any = || stems.iter().find(|stem| stem.to_ascii_lowercase().replace('-', "_").starts_with(&format!("{language}_")));
            if let Some(stem) = wanted.iter().find_map(same).or_else(any).map(|stem| folder.join(stem)).filter(is_whole) {
                return Some(stem);
            }
        }
        None
    }

    fn open(&self, stem: &Path) -> FoundDictionary {
        let [aff, dic] = ["aff", "dic"].map(|ending| stem.with_extension(ending));
        let damaged = |file: &Path, why| FoundDictionary::Damaged(file.to_owned(), why);
        let read = |file: &Path| self.files.read(file, MOST).map_err(DictionaryFault::Unread);
        let (rules, words) = match (read(&aff), read(&dic)) {
            (Ok(rules), Ok(words)) => (rules, words),
            (Err(why), _) => return damaged(&aff, why),
            (_, Err(why)) => return damaged(&dic, why),
        };
        let encoding = encoding(&rules);
        let [rules, words] = [rules, words].map(|bytes| decode_as(&encoding, &bytes));
        match Dictionary::new(&rules, &words) {
            Ok(dictionary) => FoundDictionary::Read(Box::new(LanguageDictionary(dictionary))),
            Err(why) => damaged(&aff, DictionaryFault::Misshapen(why)),
        }
    }
}

/// The encoding that rules name (`SET ISO8859-1`); without one, they are in UTF-8.
fn encoding(rules: &[u8]) -> String {
    let lines = rules.split(|byte| matches!(byte, b'\n' | b'\r'));
    let named =
        lines.filter_map(|line| std::str::from_utf8(line).ok()).find_map(|line| line.trim_start_matches('\u{FEFF}').strip_prefix("SET "));
    let named = named.map_or("UTF-8", str::trim).to_ascii_lowercase();
    // What Hunspell calls `ISO8859-1` and `microsoft-cp1251` has other names elsewhere.
    named.replace("iso8859", "iso-8859").replace("microsoft-cp", "windows-")
}
