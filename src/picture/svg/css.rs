//! Styles of a drawing: rules and declarations that a book may hold, with the names of their targets
//! as they are now, and nothing that leads out of the drawing in any spelling.

use super::colours::{self, Unknown};
use super::tokens::{CssToken, end, is_balanced, split, tokens, trimmed, write};
use super::told::{Loss, Losses};
use super::variables::Variables;
use super::vocabulary;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Rules in rules.
const DEEPEST: usize = 8;

/// Most selectors that one selector may become if its id stands for several elements.
const MOST_TWINS: usize = 64;

/// What a style needs to know of the drawing it is in.
pub(super) struct CssTargets<'d> {
    /// The new names of an id: of the first element that has it, then of the others.
    pub(super) names: &'d BTreeMap<String, Vec<String>>,
    /// Whether an element with this id can be what a property asks for.
    pub(super) fits: &'d dyn Fn(&str, &str) -> bool,
    /// What the drawing's own properties are.
    pub(super) variables: &'d Variables,
}

impl CssTargets<'_> {
    /// The new name of what a property refers to; none if it is not there, or of another kind.
    fn name(&self, property: &str, address: &str) -> Option<&str> {
        let id = address.strip_prefix('#')?;
        let names = self.names.get(id)?;
        if !(self.fits)(property, id) {
            return None;
        }
        names.first().map(String::as_str)
    }
}

/// A stylesheet without what a book can't hold.
pub(super) fn stylesheet(text: &str, targets: &CssTargets<'_>, losses: &mut Losses) -> String {
    let tokens = tokens(text);
    let mut out = String::new();
    rules(&tokens, targets, 0, losses, &mut out);
    out
}

/// The names of attributes that selectors ask for.
pub(super) fn attributes(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let name = |pair: &[CssToken]| match pair {
        [CssToken::Mark('['), CssToken::Name(name)] => Some(name.clone()),
        _ => None,
    };
    tokens.windows(2).filter_map(name).collect()
}

fn rules(tokens: &[CssToken], targets: &CssTargets<'_>, depth: usize, losses: &mut Losses, out: &mut String) {
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let is_at = matches!(first, CssToken::At(_));
        if matches!(first, CssToken::Space | CssToken::Mark('}' | ';')) {
            rest = &rest[1..];
            continue;
        }
        let head = end(rest, if is_at { &['{', ';', '}'][..] } else { &['{', '}'][..] });
        let has_block = rest.get(head) == Some(&CssToken::Mark('{'));
        let (prelude, behind) = rest.split_at(head);
        let behind = behind.get(1..).unwrap_or_default();
        let (block, behind) = if has_block { behind.split_at(end(behind, &['}'])) } else { (&[][..], behind) };
        rest = if has_block { behind.get(1..).unwrap_or_default() } else { behind };
        match first {
            CssToken::At(name) => at_rule(&name.to_ascii_lowercase(), prelude, block, targets, depth, losses, out),
            _ if has_block => {
                let selectors = selectors(prelude, targets);
                let declarations = declarations(block, targets, losses);
                if !selectors.is_empty() && !declarations.is_empty() {
                    out.push_str(&format!("{selectors}{{{declarations}}}\n"));
                }
            }
            _ => {}
        }
    }
}

fn at_rule(
    name: &str,
    prelude: &[CssToken],
    block: &[CssToken],
    targets: &CssTargets<'_>,
    depth: usize,
    losses: &mut Losses,
    out: &mut String,
) {
    let mut head = String::new();
    write(prelude, &mut head);
    match name {
        "media" | "supports" | "keyframes" | "-webkit-keyframes" if depth < DEEPEST => {
            let mut inner = String::new();
            rules(block, targets, depth + 1, losses, &mut inner);
            // What stands in its head are conditions, which load nothing.
            let is_plain = !prelude.iter().any(|token| matches!(token, CssToken::Url(_) | CssToken::Text(_)));
            if is_plain && !inner.is_empty() {
                out.push_str(&format!("{} {{\n{inner}}}\n", head.trim_end()));
            }
        }
        "font-face" => {
            let addresses = addresses(block);
            let own = addresses.iter().all(|address| is_font(address));
            if !own {
                losses.add(Loss::Font);
            } else if !addresses.is_empty() {
                let declarations = font(block);
                out.push_str(&format!("@font-face{{{declarations}}}\n"));
            }
        }
        "import" => losses.add(Loss::Stylesheet),
        _ => {}
    }
}

/// All addresses in some pieces.
fn addresses(tokens: &[CssToken]) -> Vec<&str> {
    let mut addresses = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match (token, tokens.get(index + 1)) {
            (CssToken::Url(address), _) => addresses.push(address.as_str()),
            (CssToken::Function(name), Some(CssToken::Text(address))) if !vocabulary::harmless(name) || name == "url" => {
                addresses.push(address);
            }
            _ => {}
        }
    }
    addresses
}

fn is_font(address: &str) -> bool {
    let lower = address.get(..32.min(address.len())).unwrap_or("").to_ascii_lowercase();
    ["data:font/", "data:application/font", "data:application/x-font", "data:application/vnd.ms-opentype"]
        .iter()
        .any(|kind| lower.starts_with(kind))
}

/// The declarations of a font, which are all kept.
fn font(block: &[CssToken]) -> String {
    let kept = split(block).into_iter().filter(|(name, _)| ["src", "unicode-range"].contains(&name.as_str()) || name.starts_with("font-"));
    let mut out = String::new();
    for (name, value) in kept {
        out.push_str(&name);
        out.push(':');
        write(value, &mut out);
        out.push(';');
    }
    out
}

/// Selectors with the names that ids have now.
fn selectors(prelude: &[CssToken], targets: &CssTargets<'_>) -> String {
    let mut written: Vec<String> = Vec::new();
    let mut rest = prelude;
    loop {
        let (one, behind) = rest.split_at(end(rest, &[',']));
        let twins = one
            .iter()
            .filter_map(|token| match token {
                CssToken::Hash(id) => targets.names.get(id).map(Vec::len),
                _ => None,
            })
            .max()
            .unwrap_or(1);
        for twin in 0..twins.clamp(1, MOST_TWINS) {
            let renamed: Vec<CssToken> = one
                .iter()
                .map(|token| match token {
                    CssToken::Hash(id) => {
                        let names = targets.names.get(id);
                        let name = names.and_then(|names| names.get(twin).or(names.first()));
                        CssToken::Hash(name.unwrap_or(id).clone())
                    }
                    other => other.clone(),
                })
                .collect();
            let mut selector = String::new();
            write(&renamed, &mut selector);
            if is_selector(&renamed) {
                written.push(selector.trim().to_owned());
            }
        }
        match behind.get(1..) {
            Some(behind) => rest = behind,
            None => return written.join(","),
        }
    }
}

/// Whether a selector can be read; a wrong one costs readers the whole rule.
fn is_selector(tokens: &[CssToken]) -> bool {
    let odd = |token: &CssToken| match token {
        CssToken::Mark(c) => !matches!(c, '.' | '>' | '+' | '~' | '*' | ':' | '[' | ']' | '=' | '^' | '$' | '|' | ')'),
        CssToken::Url(_) | CssToken::At(_) => true,
        // A step of an animation.
        CssToken::Number(number) => !number.ends_with('%') || tokens.len() > 3,
        CssToken::Hash(id) => id.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    let count = |mark: char| tokens.iter().filter(|token| **token == CssToken::Mark(mark)).count();
    let functions = tokens.iter().filter(|token| matches!(token, CssToken::Function(_))).count();
    let blank = tokens.iter().all(|token| *token == CssToken::Space);
    let dangling =
        matches!(tokens.iter().rev().find(|token| **token != CssToken::Space), Some(CssToken::Mark('.' | ':' | '>' | '+' | '~')));
    !blank && !dangling && count('[') == count(']') && functions == count(')') && !tokens.iter().any(odd)
}

/// What stays of the text of an attribute `style`.
pub(super) fn inline(text: &str, targets: &CssTargets<'_>, losses: &mut Losses) -> String {
    declarations(&tokens(text), targets, losses)
}

/// A declaration, to be put into an attribute `style`; none if the value could not stand there.
pub(super) fn declaration(name: &str, value: &str) -> Option<String> {
    let tokens = tokens(value);
    let value = trimmed(&tokens);
    let odd = |token: &CssToken| matches!(token, CssToken::Mark(';' | '{' | '}' | '!' | '\\') | CssToken::At(_));
    if value.is_empty() || !is_balanced(value) || value.iter().any(odd) {
        return None;
    }
    let mut out = format!("{name}:");
    write(value, &mut out);
    Some(out)
}

/// The value of one property in the text of an attribute `style`.
pub(super) fn property(text: &str, wanted: &str) -> Option<String> {
    let tokens = tokens(text);
    let (_, value) = split(&tokens).into_iter().rev().find(|(name, _)| name == wanted)?;
    let mut out = String::new();
    write(value, &mut out);
    Some(out)
}

fn declarations(block: &[CssToken], targets: &CssTargets<'_>, losses: &mut Losses) -> String {
    let mut out = String::new();
    for (name, value) in split(block) {
        // Its own properties stand where they are named.
        if name.starts_with("--") {
            continue;
        }
        // EPUB leaves direction to the document, and nothing is fixed to a page (EPUB 3.3, 6.3).
        let is_fixed = name == "position" && matches!(value.first(), Some(CssToken::Name(value)) if value.eq_ignore_ascii_case("fixed"));
        if is_fixed || ["direction", "unicode-bidi", "behavior", "-moz-binding", "javascript"].contains(&name.as_str()) {
            continue;
        }
        let Some(kept) = of_property(&name, value, targets, losses) else { continue };
        let mut key = String::new();
        write(&[CssToken::Name(name)], &mut key);
        if !out.is_empty() {
            out.push(';');
        }
        out.push_str(&format!("{key}:{kept}"));
    }
    out
}

/// What stays of an attribute that is a property as well; none if nothing does.
pub(super) fn value(name: &str, text: &str, targets: &CssTargets<'_>, losses: &mut Losses) -> Option<String> {
    let tokens = tokens(text);
    let value = trimmed(&tokens);
    if !is_balanced(value) || value.is_empty() {
        return None;
    }
    of_property(name, value, targets, losses)
}

/// A value with the names that its targets have now; none if nothing may stay of it.
fn of_property(name: &str, value: &[CssToken], targets: &CssTargets<'_>, losses: &mut Losses) -> Option<String> {
    let value = with_plain_colours(value, targets, losses)?;
    let mut kept: Vec<CssToken> = Vec::with_capacity(value.len());
    let (mut gone, mut outside) = (false, false);
    let mut at = 0;
    while let Some(token) = value.get(at) {
        at += 1;
        let address = match token {
            CssToken::Url(address) => address,
            CssToken::Function(function) if function == "url" => {
                let text = match value.get(at) {
                    Some(CssToken::Space) => value.get(at + 1),
                    other => other,
                };
                let Some(CssToken::Text(address)) = text else { return None };
                at += end(&value[at..], &[')']) + 1;
                address
            }
            CssToken::Function(function) if !vocabulary::harmless(function) => {
                losses.add(Loss::Picture);
                return None;
            }
            // Old Internet Explorer knew these.
            CssToken::Mark('{' | '}' | '<' | '\\') | CssToken::At(_) => return None,
            other => {
                kept.push(other.clone());
                continue;
            }
        };
        match targets.name(name, address) {
            Some(name) => kept.push(CssToken::Url(format!("#{name}"))),
            None if address.starts_with('#') => gone = true,
            None => {
                losses.add(Loss::Picture);
                // The colour behind it is for whoever can't have it.
                if !is_paint(name) {
                    return None;
                }
                outside = true;
            }
        }
    }
    let kept = trimmed(&kept);
    if outside && kept.is_empty() {
        return None;
    }
    if gone && kept.is_empty() {
        // An area whose colour is not there is not painted; all else is as if nothing had been said.
        return is_paint(name).then(|| "none".to_owned());
    }
    let mut out = String::new();
    write(kept, &mut out);
    Some(out)
}

/// A value whose variables and newer colours are written as every reader knows them; none if that can't be done.
fn with_plain_colours<'t>(value: &'t [CssToken], targets: &CssTargets<'_>, losses: &mut Losses) -> Option<Cow<'t, [CssToken]>> {
    if !value.iter().any(|token| matches!(token, CssToken::Function(_))) {
        return Some(Cow::Borrowed(value));
    }
    let (plain, doubtful) = match colours::plain(value, targets.variables) {
        Ok(plain) => plain,
        Err(Unknown::Nothing) => return None,
        Err(Unknown::Colour) => {
            losses.add(Loss::Colour);
            return None;
        }
    };
    if doubtful {
        losses.add(Loss::Colour);
    }
    Some(Cow::Owned(plain))
}

/// Properties in which a colour may stand behind an address.
fn is_paint(name: &str) -> bool {
    ["fill", "stroke"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> (String, Vec<Loss>) {
        let names = BTreeMap::from([("a".to_owned(), vec!["a".to_owned(), "a-2".to_owned()]), ("1".to_owned(), vec!["_1".to_owned()])]);
        let mut variables = Variables::default();
        variables.read(text);
        let targets = CssTargets { names: &names, fits: &|property, id| property == "fill" && id == "1", variables: &variables };
        let mut losses = Losses::default();
        let cleaned = stylesheet(text, &targets, &mut losses);
        (cleaned.replace('\n', ""), losses.into_kinds())
    }

    #[test]
    fn rules_stay_and_ids_get_their_names() {
        for (text, expected) in [
            ("rect { fill : red }", "rect{fill:red}"),
            (".cls-1,g > .b:hover{fill:#fff;stroke-width:2px}", ".cls-1,g > .b:hover{fill:#fff;stroke-width:2px}"),
            ("#a{fill:red}", "#a,#a-2{fill:red}"),
            ("#\\31{fill:url('#1') red}", "#_1{fill:url(#_1) red}"),
            ("r{fill:url(#none)}", "r{fill:none}"),
            ("r{fill:url(#none) red}", "r{fill:red}"),
            ("r{mask:url(#none);opacity:1}", "r{opacity:1}"),
            ("<!-- r{fill:red} -->", "r{fill:red}"),
            ("@media print{r{fill:red}}", "@media print {r{fill:red}}"),
            ("@charset 'x';r{fill:red}", "r{fill:red}"),
            ("r{fill:light-dark(#fff, #121212)}", "r{fill:#fff}"),
            (":root{--c:#f80;--d:var(--c)}r{fill:var(--d);stroke:var(--x, rgb(0 128 0 / 50%))}", "r{fill:#f80;stroke:rgba(0,128,0,0.5)}"),
            ("@media (prefers-color-scheme:dark){:root{--c:#000}}svg{--c:red}r{fill:var(--c)}", "r{fill:red}"),
            ("r{fill:var(--none);stroke:red}", "r{stroke:red}"),
            ("r{direction:rtl;unicode-bidi:embed;fill:red}", "r{fill:red}"),
        ] {
            assert_eq!(clean(text), (expected.to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_broken_is_closed_or_goes() {
        for (text, expected) in [
            ("rect{fill:red", "rect{fill:red}"),
            ("rect{fill:red;}}g{fill:blue}", "rect{fill:red}g{fill:blue}"),
            ("rect{fill:rgb(1;}g{fill:blue}", "g{fill:blue}"),
            ("rect{fill}g{fill:blue}", "g{fill:blue}"),
            ("{fill:red}g{fill:blue}", "g{fill:blue}"),
            ("g{;;fill:blue;;}", "g{fill:blue}"),
            ("g{fill:blue;r{fill:red}}", "g{fill:blue}"),
            ("a.{fill:red}g{fill:blue}", "g{fill:blue}"),
            ("/* g{fill:red}", ""),
            ("}", ""),
        ] {
            assert_eq!(clean(text).0, expected, "{text}");
        }
    }

    #[test]
    fn what_leads_out_goes_in_every_spelling() {
        for (text, loss) in [
            ("@import 'x.css';", Loss::Stylesheet),
            ("@im\\70ort url(x.css);", Loss::Stylesheet),
            ("r{fill:url(http://x)}", Loss::Picture),
            ("r{fill:u\\72l(http://x)}", Loss::Picture),
            ("r{background:\\75RL( '//x' )}", Loss::Picture),
            ("r{background:image-set('http://x' 1x)}", Loss::Picture),
            ("r{cursor:src('http://x')}", Loss::Picture),
            ("@font-face{font-family:x;src:url(https://x/y.woff2)}", Loss::Font),
            ("@media print{@import 'x';r{fill:url(x.svg#a)}}", Loss::Stylesheet),
        ] {
            let (cleaned, losses) = clean(text);
            assert!(losses.contains(&loss) && cleaned.is_empty(), "{text}: {cleaned:?}, {losses:?}");
        }
        // But a colour for whoever can't follow an address stays.
        for text in ["r{fill:url(\"https://x.y/a#b\") green}", "r{stroke:url(x.svg#a) green}"] {
            assert_eq!(clean(text), (format!("{}:green}}", text.split(':').next().unwrap()), vec![Loss::Picture]));
        }
        assert_eq!(clean("r{fill:rgb(from red r g b)}"), (String::new(), vec![Loss::Colour]));
        let font = "@font-face{font-family:x;src:url(data:font/woff2;base64,AAAA) format('woff2');}";
        assert_eq!(clean(font), (font.to_owned(), vec![]));
    }
}
