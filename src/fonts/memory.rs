//! What is remembered of words: a book repeats its words, in a few ways of setting them.

use rustc_hash::FxHashMap;
use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

/// Things known of words, by how a word is set and by the word. The ways are few: they are looked through one after the other.
#[derive(Debug)]
pub(crate) struct WordCache<K, V>(Vec<(K, FxHashMap<WordBytes, V>)>);

impl<K, V> Default for WordCache<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V> WordCache<K, V> {
    /// What is known of a word that is set in this way.
    #[must_use]
    pub(crate) fn get(&self, way: &K, word: &str) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == way)?.1.get(word.as_bytes())
    }

    /// Remembers something of a word.
    pub(crate) fn insert(&mut self, way: K, word: &str, value: V) {
        let index = self.0.iter().position(|(known, _)| *known == way).unwrap_or_else(|| {
            self.0.push((way, FxHashMap::default()));
            self.0.len() - 1
        });
        self.0[index].1.insert(WordBytes::new(word), value);
    }
}

/// The most bytes of a word that lies in the table itself, where looking it up reads nothing else.
const SHORT: usize = 22;

/// A word's bytes.
#[derive(Debug)]
enum WordBytes {
    Short(u8, [u8; SHORT]),
    Long(Box<[u8]>),
}

impl WordBytes {
    fn new(word: &str) -> Self {
        let mut bytes = [0; SHORT];
        match (u8::try_from(word.len()), bytes.get_mut(..word.len())) {
            (Ok(length), Some(room)) => {
                room.copy_from_slice(word.as_bytes());
                Self::Short(length, bytes)
            }
            _ => Self::Long(word.as_bytes().into()),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Short(length, bytes) => &bytes[..usize::from(*length)],
            Self::Long(bytes) => bytes,
        }
    }
}

impl Borrow<[u8]> for WordBytes {
    fn borrow(&self) -> &[u8] {
        self.bytes()
    }
}

impl PartialEq for WordBytes {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for WordBytes {}

impl Hash for WordBytes {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_length_are_known_again_in_their_way_only() {
        let words: Vec<String> = (0..60).map(|length| "é".repeat(length / 2) + &"x".repeat(length % 2)).collect();
        let mut memory = WordCache::default();
        for (index, word) in words.iter().enumerate() {
            memory.insert('a', word, index);
            memory.insert('b', word, index + 100);
        }
        for (index, word) in words.iter().enumerate() {
            assert_eq!((memory.get(&'a', word), memory.get(&'b', word)), (Some(&index), Some(&(index + 100))));
            assert_eq!(memory.get(&'c', word), None);
        }
        assert_eq!(memory.get(&'a', "\0"), None);
        assert_eq!(std::mem::size_of::<WordBytes>(), 24);
    }
}
