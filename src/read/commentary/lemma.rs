//! What a heading of a commentary says: words quoted from the text, a paragraph's anchor, or the heading of a section.

use super::words::{GAP, forms};

/// What a heading says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HeadingSays {
    /// The words it quotes.
    Lemma(Lemma),
    /// `^name`: the paragraph with that anchor.
    Anchor(String),
    /// The heading of a section, or `#id`.
    Scope(String),
}

/// A quotation and the ways to read it, the most literal first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lemma {
    /// The words between the quotation marks.
    pub(super) words: String,
    /// The ways to read them; none if there are no words.
    pub(super) readings: Vec<LemmaReading<String>>,
}

/// A way to read a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LemmaReading<W> {
    /// Words that stand before the passage and are not part of it.
    pub(super) before: Vec<W>,
    /// The passage: all its words, or its first and its last (and some between).
    pub(super) parts: Vec<Vec<W>>,
    /// Words that stand behind the passage.
    pub(super) after: Vec<W>,
}

impl Lemma {
    /// The quotation of `words`.
    pub(super) fn of(words: &str) -> Self {
        Self { words: words.to_owned(), readings: readings(words) }
    }
}

impl<W> LemmaReading<W> {
    /// Turns each word of the reading into something else.
    pub(super) fn map<V>(&self, turn: impl Fn(&W) -> V) -> LemmaReading<V> {
        let all = |words: &Vec<W>| words.iter().map(&turn).collect::<Vec<V>>();
        LemmaReading { before: all(&self.before), parts: self.parts.iter().map(all).collect(), after: all(&self.after) }
    }
}

/// What a heading with this text says.
pub(super) fn says(text: &str) -> HeadingSays {
    let text = text.trim();
    if let Some(inner) = unquote(text) {
        return HeadingSays::Lemma(Lemma::of(inner));
    }
    match text.strip_prefix('^') {
        Some(name) if !name.is_empty() && !name.contains(char::is_whitespace) => HeadingSays::Anchor(name.to_owned()),
        _ => HeadingSays::Scope(text.to_owned()),
    }
}

/// The text between the quotation marks, if all of it is inside one pair.
fn unquote(text: &str) -> Option<&str> {
    let opening = text.chars().next()?;
    let closings: &[char] = match opening {
        '"' => &['"'],
        '\'' => &['\''],
        '“' => &['”'],
        '‘' => &['’'],
        // Finnish and Swedish; Arabic.
        '”' => &['”', '“'],
        '’' => &['’', '‘'],
        '„' => &['“', '”'],
        '‚' => &['‘', '’'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '‹' => &['›'],
        '›' => &['‹', '›'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    };
    let closing = text.chars().next_back().filter(|last| closings.contains(last))?;
    let inner = text.get(opening.len_utf8()..text.len() - closing.len_utf8())?;
    (!leaves_the_pair(inner, opening, closings)).then(|| inner.trim())
}

/// Whether the pair is closed inside the text and another one opened: `“One” and “Two”` is not one quotation.
/// An apostrophe that looks like a closing mark does no harm, since nothing is opened after it.
fn leaves_the_pair(inner: &str, opening: char, closings: &[char]) -> bool {
    let mut depth = 1;
    // Context in square brackets may hold half a pair of the text's own marks.
    let mut bracketed = false;
    let mut before = ' ';
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        bracketed = c == '[' || bracketed && c != ']';
        if bracketed {
            before = c;
            continue;
        }
        let inside_word = before.is_alphanumeric() && after.is_alphanumeric();
        let both = opening == c && closings.contains(&c);
        let opens = if both { !before.is_alphanumeric() && !after.is_whitespace() } else { c == opening };
        if opens {
            if depth <= 0 {
                return true;
            }
            depth += 1;
        } else if closings.contains(&c) && !inside_word {
            depth -= 1;
        }
        before = c;
    }
    false
}

/// The ways to read a quotation: as it stands; with `[words]` at its ends as context; with … as a gap.
fn readings(inner: &str) -> Vec<LemmaReading<String>> {
    let all = forms(inner);
    if all.is_empty() {
        return Vec::new();
    }
    let mut readings = vec![LemmaReading { before: Vec::new(), parts: vec![all.clone()], after: Vec::new() }];
    let (before, rest) = match all.iter().position(|form| form == "]") {
        Some(close) if all[0] == "[" && close + 1 < all.len() && all[1..close] != [GAP] => (&all[1..close], &all[close + 1..]),
        _ => (&[][..], &all[..]),
    };
    let (rest, after) = match rest.iter().rposition(|form| form == "[") {
        Some(open) if open > 0 && rest.last().is_some_and(|form| form == "]") && rest[open + 1..rest.len() - 1] != [GAP] => {
            (&rest[..open], &rest[open + 1..rest.len() - 1])
        }
        _ => (rest, &[][..]),
    };
    let before: Vec<String> = before.iter().skip_while(|form| *form == GAP).cloned().collect();
    let after: Vec<String> = after.iter().take_while(|form| *form != GAP).cloned().collect();
    let mut add = |parts: Vec<Vec<String>>| {
        let reading = LemmaReading { before: before.clone(), parts, after: after.clone() };
        if !reading.parts.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    };
    add(vec![rest.to_vec()]);
    add(split_at_gaps(rest));
    readings
}

/// The words between gaps, which are `…` or, as scholars write it, `[…]`.
fn split_at_gaps(all: &[String]) -> Vec<Vec<String>> {
    let mut parts = vec![Vec::new()];
    let mut at = 0;
    while at < all.len() {
        let bracketed =
            all[at] == "[" && all.get(at + 1).is_some_and(|form| form == GAP) && all.get(at + 2).is_some_and(|form| form == "]");
        if bracketed || all[at] == GAP {
            at += if bracketed { 3 } else { 1 };
            parts.push(Vec::new());
        } else {
            parts.last_mut().expect("begins with one part").push(all[at].clone());
            at += 1;
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Punctuation;

    fn quoted(text: &str) -> Option<String> {
        match says(text) {
            HeadingSays::Lemma(lemma) => Some(lemma.words),
            _ => None,
        }
    }

    #[test]
    fn a_heading_wholly_in_one_pair_of_quotes_is_a_lemma() {
        for text in ["\"a tool\"", "“a tool”", "‘a tool’", "„a tool“", "« a tool »", "»a tool«", "”a tool”", " 'a tool' ", "「a tool」"]
        {
            assert_eq!(quoted(text).as_deref(), Some("a tool"), "{text}");
        }
        assert_eq!(quoted("“he said “yes” to it”").as_deref(), Some("he said “yes” to it"));
        assert_eq!(quoted("\"he said \"yes\" to it\"").as_deref(), Some("he said \"yes\" to it"));
        assert_eq!(quoted("‘the authors’ view’").as_deref(), Some("the authors’ view"));
        for text in ["A tool", "“One” and “Two”", "\"One\" and \"Two\"", "‘One’ and ‘Two’", "The “tool”", "\"", "“tool"]
        {
            assert_eq!(quoted(text), None, "{text}");
        }
    }

    /// Straight marks are those of the language before a heading is understood.
    #[test]
    fn the_marks_of_every_language_quote() {
        for language in crate::language::all() {
            let Punctuation { outer, inner, single, .. } = &language.punctuation;
            for marks in [outer, inner, single] {
                let text = format!("{}a tool{}", marks.open, marks.close);
                assert_eq!(quoted(&text).as_deref(), Some("a tool"), "{text} {:?}", language.tags);
            }
        }
        assert_eq!(quoted("”he said ”yes“ to it“").as_deref(), Some("he said ”yes“ to it"));
        for text in ["”One“ and ”Two“", "”One” and ”Two”"] {
            assert_eq!(quoted(text), None, "{text}");
        }
    }

    #[test]
    fn anchors_and_scopes_are_told_apart() {
        assert_eq!(says("^huang"), HeadingSays::Anchor("huang".into()));
        assert_eq!(says("#open-source"), HeadingSays::Scope("#open-source".into()));
        assert_eq!(says("^ not one"), HeadingSays::Scope("^ not one".into()));
    }

    #[test]
    fn the_most_literal_reading_comes_first() {
        let shape = |text: &str| -> Vec<String> {
            readings(text)
                .iter()
                .map(|r| {
                    let parts: Vec<String> = r.parts.iter().map(|part| part.join(" ")).collect();
                    format!("{}|{}|{}", r.before.join(" "), parts.join(" + "), r.after.join(" "))
                })
                .collect()
        };
        assert_eq!(shape("open source"), ["|open source|"]);
        assert_eq!(shape("[reliance on] open source"), ["|[ reliance on ] open source|", "reliance on|open source|"]);
        assert_eq!(shape("source [for safety]"), ["|source [ for safety ]|", "|source|for safety"]);
        assert_eq!(shape("Open … dependence"), ["|Open … dependence|", "|Open + dependence|"]);
        assert_eq!(shape("Open [...] dependence"), ["|Open [ … ] dependence|", "|Open + dependence|"]);
        assert_eq!(shape("[a] b … c [d]"), ["|[ a ] b … c [ d ]|", "a|b … c|d", "a|b + c|d"]);
        assert_eq!(shape("…reduces"), ["|… reduces|", "|reduces|"]);
        assert!(shape("").is_empty());
    }
}
