//! What is remembered of words: a book repeats its words, in a few ways of setting them.

use rustc_hash::FxHashMap;
use std::borrow::Borrow;
use std::hash::Hash;

/// Things known of words, by how a word is set and by the word. The ways are few: they are looked through one after the other.
#[derive(Debug)]
pub struct Memory<K, W, V>(Vec<(K, FxHashMap<W, V>)>);

impl<K, W, V> Default for Memory<K, W, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, W: Borrow<str> + Eq + Hash, V> Memory<K, W, V> {
    /// What is known of a word that is set in this way.
    #[must_use]
    pub fn get(&self, way: &K, word: &str) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == way)?.1.get(word)
    }

    /// Remembers something of a word.
    pub fn insert(&mut self, way: K, word: W, value: V) {
        let index = self.0.iter().position(|(known, _)| *known == way).unwrap_or_else(|| {
            self.0.push((way, FxHashMap::default()));
            self.0.len() - 1
        });
        self.0[index].1.insert(word, value);
    }
}
