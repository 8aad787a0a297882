//! Conditions and variables of GitBook: `{% if output.name == "website" %}`, whose outcome is known here, for the output is a book; and
//! `{% set name = "words" %}`.

use std::collections::BTreeMap;
use std::ops::Range;

/// Names of outputs that are books.
const BOOKS: [&str; 3] = ["ebook", "pdf", "epub"];

/// A stretch that gives way: a tag, or content of another kind of output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TemplateStretch {
    pub(super) range: Range<usize>,
    /// Whether words go with it.
    pub(super) has_words: bool,
}

/// The conditions that are open while a text is gone through, and the variables set so far.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    open: Vec<OpenCondition>,
    pub(super) set: BTreeMap<String, String>,
}

/// A condition that is open.
#[derive(Debug)]
struct OpenCondition {
    /// Whether a branch has held; none if that can't be known, and all branches stay.
    held: Option<bool>,
    /// Where the branch begins that is left out, with its tag.
    out: Option<usize>,
}

impl Conditions {
    /// Takes the tags in a line outside of code.
    pub(super) fn line(&mut self, text: &str, line: Range<usize>, found: &mut Vec<TemplateStretch>) {
        let mut at = line.start;
        while let Some(open) = text[at..line.end].find("{%").map(|open| at + open) {
            let Some(close) = text[open + 2..line.end].find("%}").map(|close| open + close + 4) else { return };
            at = close;
            // What is shown as code is no tag.
            if text[line.start..open].matches('`').count().is_multiple_of(2) {
                self.tag(text, open..close, found);
            }
        }
    }

    fn tag(&mut self, text: &str, tag: Range<usize>, found: &mut Vec<TemplateStretch>) {
        let inner = text[tag.start + 2..tag.end - 2].trim_matches(['-', ' ', '\t']);
        let (name, said) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        match name {
            "set" => {
                if let Some((name, value)) = assigned(said) {
                    self.set.insert(name, value);
                    found.push(bare(tag));
                }
            }
            "if" => {
                let held = decided(said);
                if held == Some(true) {
                    found.push(bare(tag.clone()));
                }
                self.open.push(OpenCondition { held, out: (held == Some(false)).then_some(tag.start) });
            }
            "else" | "elif" | "elseif" => {
                let Some(open) = self.open.last_mut() else { return };
                let Some(held) = open.held else { return };
                let holds = !held && (name == "else" || decided(said) == Some(true));
                let from = open.out.take();
                open.held = Some(held || holds);
                match (holds, from) {
                    (true, Some(from)) => found.push(otherwise(text, from..tag.end)),
                    (true, None) => found.push(bare(tag)),
                    (false, from) => open.out = from.or(Some(tag.start)),
                }
            }
            "endif" => {
                let Some(OpenCondition { held: Some(_), out }) = self.open.pop() else { return };
                found.push(match out {
                    Some(from) => otherwise(text, from..tag.end),
                    None => bare(tag),
                });
            }
            _ => {}
        }
    }
}

/// A tag of which nothing is seen.
fn bare(range: Range<usize>) -> TemplateStretch {
    TemplateStretch { range, has_words: false }
}

/// A stretch with its tags that is for another kind of output.
fn otherwise(text: &str, range: Range<usize>) -> TemplateStretch {
    let inner = &text[range.clone()];
    let inner = inner.split_once("%}").map_or(inner, |(_, inner)| inner);
    let has_words = inner.rsplit_once("{%").is_some_and(|(words, _)| words.contains(char::is_alphanumeric));
    TemplateStretch { range, has_words }
}

/// Whether a condition on the kind of output holds for a book; none if it asks for anything else.
fn decided(said: &str) -> Option<bool> {
    if let Some((one, other)) = said.split_once(" or ") {
        return Some(decided(one)? | decided(other)?);
    }
    if let Some((one, other)) = said.split_once(" and ") {
        return Some(decided(one)? & decided(other)?);
    }
    let (is, (name, value)) =
        said.split_once("==").map(|sides| (true, sides)).or_else(|| said.split_once("!=").map(|sides| (false, sides)))?;
    let is_output = matches!(name.trim(), "output.name" | "output.format" | "output");
    let value = value.trim_start_matches('=').trim();
    let value = value.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])?;
    is_output.then(|| BOOKS.contains(&value) == is)
}

/// The name and the value of a variable that is set to words or a number.
fn assigned(said: &str) -> Option<(String, String)> {
    let (name, value) = said.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    let quoted =
        value.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\''])).filter(|words| !words.contains(['"', '\'']));
    let number = Some(value).filter(|value| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    quoted.or(number).filter(|_| is_name).map(|value| (name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text without what gives way.
    fn read(text: &str) -> String {
        let (mut conditions, mut found, mut start) = (Conditions::default(), Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            conditions.line(text, start..start + line.len(), &mut found);
            start += line.len();
        }
        found.sort_by_key(|one: &TemplateStretch| (one.range.start, std::cmp::Reverse(one.range.end)));
        let (mut out, mut at) = (String::new(), 0);
        for TemplateStretch { range, .. } in found {
            out += text.get(at..range.start).unwrap_or("");
            at = at.max(range.end);
        }
        out + &text[at..]
    }

    #[test]
    fn a_condition_on_the_output_is_decided_for_a_book() {
        for (text, kept) in [
            ("a {% if output.name == \"website\" %}b{% endif %} c", "a  c"),
            ("{% if output.name != \"ebook\" %}\nb\n{% else %}\nc\n{% endif %}\n", "\nc\n\n"),
            ("{%- if output.format == 'pdf' -%}a{%- else -%}b{%- endif -%}", "a"),
            ("{% if output.name == 'json' or output.name == 'ebook' %}a{% endif %}", "a"),
            ("{% if output.name == 'website' %}a{% elif output.name == 'ebook' %}b{% else %}c{% endif %}", "b"),
            ("{% if output.name == 'website' %}a{% if book.x %}b{% endif %}c{% endif %}d", "d"),
            ("{% if output.name == 'ebook' %}a{% if output.format == 'mobi' %}b{% endif %}c{% endif %}d", "acd"),
            // What can't be known stays as it is, and so does code.
            ("{% if book.x %}a{% else %}b{% endif %}", "{% if book.x %}a{% else %}b{% endif %}"),
            ("`{% if output.name == 'website' %}a{% endif %}`", "`{% if output.name == 'website' %}a{% endif %}`"),
            ("{% set who = \"Ann\" %}\nBy.", "\nBy."),
            ("{% set x = f(y) %}", "{% set x = f(y) %}"),
        ] {
            assert_eq!(read(text), kept, "{text}");
        }
    }
}
