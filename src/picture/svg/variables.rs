//! The properties of its own that a drawing has (`--x`), and what they are where they are named (CSS Custom Properties 1).

use super::tokens::{CssToken, end, inside, split, tokens, trimmed};
use std::collections::{BTreeMap, BTreeSet};

/// Properties in properties.
const DEEPEST: usize = 16;

/// Most pieces that a value may become when the properties that it names are put in.
const MOST_PIECES: usize = 4000;

/// A drawing's own properties (`--x`), by name in lower case.
#[derive(Debug, Default)]
pub(super) struct Variables {
    /// The value of each property.
    known: BTreeMap<String, Vec<CssToken>>,
    /// Properties that are one thing here and another there.
    doubtful: BTreeSet<String>,
}

impl Variables {
    /// Takes in a property; what the whole drawing has (`:root`) holds, whatever some parts of it say.
    pub(super) fn add(&mut self, name: String, value: &[CssToken], of_root: bool) {
        match self.known.get(&name) {
            Some(known) if !of_root => {
                if known != value {
                    self.doubtful.insert(name);
                }
            }
            known => {
                if known.is_some_and(|known| known != value) && !of_root {
                    self.doubtful.insert(name.clone());
                }
                self.known.insert(name, value.to_vec());
            }
        }
    }

    /// Takes in the properties that a stylesheet gives a drawing (`:root`) or parts of it, for a page as a book has it.
    pub(super) fn read(&mut self, text: &str) {
        if !text.contains("--") {
            return;
        }
        let tokens = tokens(text);
        let mut rest = trimmed(&tokens);
        while let Some(first) = rest.first() {
            let (prelude, behind) = rest.split_at(end(rest, &['{', ';']));
            let is_block = behind.first() == Some(&CssToken::Mark('{'));
            let behind = behind.get(1..).unwrap_or_default();
            let (block, after) = if is_block { behind.split_at(end(behind, &['}'])) } else { (&[][..], behind) };
            rest = trimmed(if is_block { after.get(1..).unwrap_or_default() } else { after });
            if matches!(first, CssToken::At(_)) {
                continue;
            }
            let of_root = prelude.split(|token| *token == CssToken::Mark(',')).any(|selector| match trimmed(selector) {
                [CssToken::Mark(':'), CssToken::Name(name)] => name == "root",
                [CssToken::Name(name)] => name == "svg",
                [CssToken::Mark('*')] => true,
                _ => false,
            });
            self.properties(block, of_root);
        }
    }

    /// Takes in the properties that an attribute `style` gives.
    pub(super) fn read_inline(&mut self, text: &str, of_root: bool) {
        if text.contains("--") {
            self.properties(&tokens(text), of_root);
        }
    }

    fn properties(&mut self, block: &[CssToken], of_root: bool) {
        for (name, value) in split(block).into_iter().filter(|(name, _)| name.starts_with("--")) {
            self.add(name, value, of_root);
        }
    }

    /// A value with the properties that it names; none if one of them is nothing.
    pub(super) fn put_in(&self, value: &[CssToken], depth: usize, doubtful: &mut bool) -> Option<Vec<CssToken>> {
        if depth > DEEPEST {
            return None;
        }
        let (mut out, mut at) = (Vec::new(), 0);
        while let Some(token) = value.get(at) {
            if !is_named(token) {
                out.push(token.clone());
                at += 1;
                continue;
            }
            let (inner, behind) = inside(value, at);
            at = behind;
            let (name, fallback) = inner.split_at(end(inner, &[',']));
            let [CssToken::Name(name)] = trimmed(name) else { return None };
            let name = name.to_ascii_lowercase();
            let known = self.known.get(&name).and_then(|known| self.put_in(known, depth + 1, doubtful));
            *doubtful |= known.is_some() && self.doubtful.contains(&name);
            let meant = match (known, fallback.split_first()) {
                (Some(known), _) => known,
                (None, Some((_, fallback))) => self.put_in(trimmed(fallback), depth + 1, doubtful)?,
                (None, None) => return None,
            };
            out.extend(meant);
            if out.len() > MOST_PIECES {
                return None;
            }
        }
        Some(out)
    }
}

/// Whether a piece names a property of the drawing's own.
pub(super) fn is_named(token: &CssToken) -> bool {
    matches!(token, CssToken::Function(function) if function.eq_ignore_ascii_case("var"))
}
