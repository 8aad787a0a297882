//! The rules of a stylesheet that was cleaned: what they refer to, and from where.

use super::tokens::{CssToken, tokens, trimmed};

/// What a rule refers to, and which elements it may be for.
#[derive(Debug)]
pub(super) struct Rule {
    /// The last name in each selector: `.class`, `#id`, `element` or `*`.
    pub(super) keys: Vec<String>,
    /// Ids in `url(#…)`.
    pub(super) ids: Vec<String>,
}

/// The rules of a stylesheet that was cleaned.
pub(super) fn references(text: &str) -> Vec<Rule> {
    let tokens = tokens(text);
    let (mut rules, mut start) = (Vec::new(), 0);
    let mut prelude: &[CssToken] = &[];
    for (index, token) in tokens.iter().enumerate() {
        match token {
            CssToken::Mark('{') => {
                prelude = &tokens[start..index];
                start = index + 1;
            }
            CssToken::Mark('}') => {
                let id = |token: &CssToken| match token {
                    CssToken::Url(address) => address.strip_prefix('#').map(str::to_owned),
                    _ => None,
                };
                let ids = tokens[start..index].iter().filter_map(id).collect();
                let keys = prelude.split(|token| *token == CssToken::Mark(',')).map(key).collect();
                rules.push(Rule { keys, ids });
                prelude = &[];
                start = index + 1;
            }
            _ => {}
        }
    }
    rules
}

/// The last name of a selector.
fn key(selector: &[CssToken]) -> String {
    let selector = trimmed(selector);
    let last = selector.iter().rposition(|token| matches!(token, CssToken::Space | CssToken::Mark('>' | '+' | '~')));
    let last = &selector[last.map_or(0, |at| at + 1)..];
    for (index, token) in last.iter().enumerate() {
        match (token, last.get(index + 1)) {
            (CssToken::Mark('.'), Some(CssToken::Name(class))) => return format!(".{class}"),
            (CssToken::Hash(id), _) => return format!("#{id}"),
            (CssToken::Name(name), _) => return name.clone(),
            _ => {}
        }
    }
    "*".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_known_by_the_last_names_of_its_selectors() {
        let rules = references("g > .a,#b:hover,* rect{fill:url(#p)}@media print {c{mask:url(#m)}}");
        let said: Vec<(Vec<String>, Vec<String>)> =
            rules.into_iter().map(|rule| (rule.keys, rule.ids)).filter(|rule| !rule.1.is_empty()).collect();
        let words = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(said, [(words(".a #b rect"), words("p")), (words("c"), words("m"))]);
    }
}
