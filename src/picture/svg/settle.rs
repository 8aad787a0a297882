//! Ids and what refers to them: every id becomes a name that XML allows and stands once, every reference
//! leads to what it can mean or goes.

use super::conform::{conform, conform_whole};
use super::css::{self, CssTargets};
use super::read::{SvgElement, SvgParts, SvgPiece};
use super::told::{Loss, Losses};
use super::variables::Variables;
use super::{data, vocabulary};
use crate::config::language_tag;
use crate::source::address::decoded;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Gives ids their names and cleans every attribute and style. What goes because it is in a wrong place may have been referred to, so
/// it is done again until nothing goes.
pub(super) fn settle(parts: &mut SvgParts, losses: &mut Losses) {
    for _ in 0..4 {
        let before = parts.lost();
        once(parts, losses);
        if parts.lost() == before {
            return;
        }
    }
}

/// Gives ids their names and cleans every attribute and style, once.
fn once(parts: &mut SvgParts, losses: &mut Losses) {
    let lost = parts.lost();
    let named = name(parts, &lost);
    let fits = |property: &str, id: &str| named.kinds.get(id).is_some_and(|kind| vocabulary::suits(property, kind));
    let variables = variables(parts, &lost);
    let targets = CssTargets { names: &named.names, fits: &fits, variables: &variables };
    // The names of one id are given out in the order of its elements.
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, lost) in lost.iter().enumerate() {
        if *lost {
            continue;
        }
        let in_text = inside_text(parts, at);
        let shape = &mut parts.elements[at];
        let attributes = std::mem::take(&mut shape.attributes);
        for (key, value) in attributes {
            let kept = match key.as_ref() {
                "id" => named.names.get_key_value(&value).and_then(|(id, all)| {
                    let turn = given.entry(id).or_default();
                    *turn += 1;
                    all.get(*turn - 1).cloned()
                }),
                key => attribute(shape, key, value, &named, &targets, losses),
            };
            if let Some(value) = kept.filter(|_| shape.attributes.iter().all(|(known, _)| *known != key)) {
                shape.attributes.push((key, value));
            }
        }
        finish(shape, in_text, losses);
        let parent = shape.parent.map_or("", |parent| parts.elements[parent].name);
        conform(&mut parts.elements[at], parent);
    }
    conform_whole(&mut parts.elements);
    let lost = parts.lost();
    stylesheets(parts, &lost, &targets, losses);
}

/// What stays of an attribute other than an id; none if it goes.
fn attribute(
    shape: &mut SvgElement,
    key: &str,
    value: String,
    named: &Named,
    targets: &CssTargets<'_>,
    losses: &mut Losses,
) -> Option<String> {
    let names = &named.names;
    match key {
        "href" | "xlink:href" => href(shape, &value, named, losses),
        "style" => {
            let direction = css::property(&value, "direction");
            shape.attributes.extend(direction.map(|value| (Cow::Borrowed("direction"), value)));
            Some(css::inline(&value, targets, losses)).filter(|style| !style.is_empty())
        }
        "role" => Some(value).filter(|value| vocabulary::are_roles(value)),
        "lang" | "xml:lang" => Some(value.trim().to_owned()).filter(|value| language_tag(value).is_some()),
        "xml:space" => Some(value).filter(|value| ["default", "preserve"].contains(&value.as_str())),
        "begin" | "end" => Some(times(&value, names)),
        key if vocabulary::names_ids(key) => Some(ids(&value, names)).filter(|ids| !ids.is_empty()),
        key if vocabulary::refers(key) && value.contains(['(', '\\', '/', '<', '@']) => {
            // What stands for a paint that is there is of no use, and EPUBCheck takes its brackets for the address's.
            let paint = |value: String| match value.find(')') {
                Some(end) if value.starts_with("url(") && value[end + 1..].contains('(') => value[..=end].to_owned(),
                _ => value,
            };
            css::value(key, &value, targets, losses).map(paint)
        }
        // Words that may well speak of an address.
        key if key.starts_with("aria-") || key == "class" => Some(value),
        key if value.contains("var(") => css::value(key, &value, targets, losses),
        _ => Some(value).filter(|value| !hides_address(value)),
    }
}

/// Cleans the stylesheets of a drawing, and takes out the words of its own that a `<tref>` has, which says those it names.
fn stylesheets(parts: &mut SvgParts, lost: &[bool], targets: &CssTargets<'_>, losses: &mut Losses) {
    let SvgParts { pieces, elements } = parts;
    for piece in &mut *pieces {
        if let SvgPiece::Words(at, words) = piece
            && elements[*at].name == "style"
            && !lost[*at]
        {
            *words = css::stylesheet(words, targets, losses);
            elements[*at].gone |= words.trim().is_empty();
        }
    }
    pieces.retain(|piece| !matches!(piece, SvgPiece::Words(at, _) if elements[*at].name == "tref"));
}

/// The properties of its own that a drawing has, in stylesheets and on its elements.
fn variables(parts: &SvgParts, lost: &[bool]) -> Variables {
    let mut variables = Variables::default();
    for piece in &parts.pieces {
        if let SvgPiece::Words(at, words) = piece
            && parts.elements[*at].name == "style"
            && !lost[*at]
        {
            variables.read(words);
        }
    }
    for (at, shape) in parts.elements.iter().enumerate().filter(|(at, _)| !lost[*at]) {
        if let Some(style) = shape.value("style") {
            variables.read_inline(style, at == 0);
        }
    }
    variables
}

/// What ids are called.
struct Named {
    /// The new names of an id: of the first element that has it, then of the others.
    names: BTreeMap<String, Vec<String>>,
    /// The first element of each id.
    kinds: BTreeMap<String, &'static str>,
}

fn name(parts: &SvgParts, lost: &[bool]) -> Named {
    let ids =
        || parts.elements.iter().zip(lost).filter(|(_, lost)| !**lost).filter_map(|(shape, _)| Some((shape.name, shape.value("id")?)));
    let mut taken: BTreeSet<String> = ids().map(|(_, id)| id.to_owned()).filter(|id| is_name(id)).collect();
    let (mut names, mut kinds) = (BTreeMap::<String, Vec<String>>::new(), BTreeMap::new());
    // The number to begin with, so that a thousand equal ids don't take a million looks.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for (kind, id) in ids().filter(|(_, id)| !id.trim().is_empty()) {
        let known = names.entry(id.to_owned()).or_default();
        if known.is_empty() && is_name(id) {
            known.push(id.to_owned());
        } else {
            let stem = made(id);
            let number = next.entry(stem.clone()).or_insert(if known.is_empty() { 1 } else { 2 });
            let mut name = if *number == 1 { stem.clone() } else { format!("{stem}-{number}") };
            while !taken.insert(name.clone()) {
                *number += 1;
                name = format!("{stem}-{number}");
            }
            *number += 1;
            known.push(name);
        }
        kinds.entry(id.to_owned()).or_insert(kind);
    }
    Named { names, kinds }
}

/// Whether an id is a name that XML allows (Namespaces in XML 1.0, NCName).
pub(super) fn is_name(id: &str) -> bool {
    id.starts_with(begins_name) && id.chars().all(is_in_name)
}

fn begins_name(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_in_name(c: char) -> bool {
    begins_name(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// A name made of an id that is none.
fn made(id: &str) -> String {
    let name: String = id.trim().chars().map(|c| if is_in_name(c) { c } else { '-' }).collect();
    if name.starts_with(begins_name) { name } else { format!("_{name}") }
}

/// Whether an element stands in text, where a group has no place.
fn inside_text(parts: &SvgParts, at: usize) -> bool {
    let mut parent = parts.elements[at].parent;
    while let Some(index) = parent {
        if parts.elements[index].name == "text" {
            return true;
        }
        parent = parts.elements[index].parent;
    }
    false
}

/// The id of the drawing that an address names.
fn fragment(address: &str) -> Option<Cow<'_, str>> {
    let id = address.trim().strip_prefix('#')?;
    Some(if id.contains('%') { Cow::Owned(decoded(id)) } else { Cow::Borrowed(id) })
}

/// What stays of an address.
fn href(shape: &SvgElement, address: &str, named: &Named, losses: &mut Losses) -> Option<String> {
    let address = address.trim();
    // Links in a picture lead nowhere: in a book nobody can reach them.
    if shape.name == "a" || address.is_empty() {
        return None;
    }
    let Some(id) = fragment(address) else {
        let data = ["image", "feImage"].contains(&shape.name).then(|| data::picture(address)).flatten();
        if data.is_none() {
            losses.add(match shape.name {
                "image" | "feImage" => Loss::Picture,
                _ => Loss::Part,
            });
        }
        return data;
    };
    // As it is written first: few programs know of `%20`.
    let id = address.strip_prefix('#').filter(|raw| named.names.contains_key(*raw)).map_or(id, Cow::Borrowed);
    let kind = named.kinds.get(id.as_ref())?;
    let leads = shape.name != "image" && vocabulary::leads(shape.name, kind);
    leads.then(|| named.names.get(id.as_ref())?.first().map(|name| format!("#{name}"))).flatten()
}

fn ids(words: &str, names: &BTreeMap<String, Vec<String>>) -> String {
    let known: Vec<&str> = words.split_whitespace().filter_map(|id| Some(names.get(id)?.first()?.as_str())).collect();
    known.join(" ")
}

/// Times at which something moves, such as `2s; title.click`; those that wait for something that is not there go.
fn times(value: &str, names: &BTreeMap<String, Vec<String>>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for time in value.split(';').map(str::trim).filter(|time| !time.is_empty()) {
        let named = time.split_once('.').filter(|(_, event)| event.starts_with(|c: char| c.is_ascii_alphabetic()));
        match named {
            None => kept.push(time.to_owned()),
            Some((id, event)) => kept.extend(names.get(id.trim()).and_then(|names| names.first()).map(|name| format!("{name}.{event}"))),
        }
    }
    if kept.is_empty() { "indefinite".to_owned() } else { kept.join("; ") }
}

/// Whether an attribute that names no address holds one all the same.
fn hides_address(value: &str) -> bool {
    let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_ascii_lowercase();
    bare.contains("javascript:") || bare.contains("url(") || bare.contains("://") && !bare.starts_with("http://www.w3.org/")
}

/// What an element becomes whose attributes are clean.
fn finish(shape: &mut SvgElement, in_text: bool, losses: &mut Losses) {
    let has = |shape: &SvgElement| shape.attributes.iter().any(|(key, _)| key == "href" || key == "xlink:href");
    match shape.name {
        // Nothing is seen of either, but others may count their neighbours or move them.
        "use" | "image" if !has(shape) => {
            shape.name = "g";
            shape.attributes.retain(|(key, _)| ["id", "class"].contains(&key.as_ref()));
        }
        "a" => shape.name = if in_text { "tspan" } else { "g" },
        "animate" | "set" | "animateMotion" | "animateTransform" => {
            let moved = shape.value("attributeName").unwrap_or("").to_ascii_lowercase();
            let leads = ["href", "xlink:href", "style", "class", "id"].contains(&moved.as_str()) || moved.starts_with("on");
            let address =
                shape.attributes.iter().any(|(key, value)| ["from", "to", "by", "values"].contains(&key.as_ref()) && hides_address(value));
            if leads || address {
                losses.add(Loss::Script);
                shape.gone = true;
            }
        }
        _ => {}
    }
}
