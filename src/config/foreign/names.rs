//! Names of people as front matter gives them: in a text, a list, or tables with much besides.

use super::super::front_matter::{FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use super::is_role;
use crate::source::Span;

/// What is told of a person beside the name, and is nobody's business in a book: it is passed over without a word.
const BESIDE: [&str; 24] = [
    "affiliation",
    "affiliations",
    "email",
    "mail",
    "orcid",
    "url",
    "website",
    "link",
    "github",
    "twitter",
    "bio",
    "avatar",
    "image",
    "corresponding",
    "corresponding-author",
    "correspondence",
    "equal-contributor",
    "attributes",
    "note",
    "degrees",
    "id",
    "roles",
    "phone",
    "company",
];

/// The people of a value, as tables of name, role and sort. What a table holds beside, and has no meaning, joins the strangers.
pub(super) fn people(node: &FrontMatterNode, role: &str, strangers: &mut Vec<(String, Span)>) -> Vec<FrontMatterNode> {
    match &node.value {
        FrontMatterValue::Empty => Vec::new(),
        FrontMatterValue::Text(text) => parted(text).into_iter().filter_map(|name| person(&name, role, node.span)).collect(),
        FrontMatterValue::List(items) => items
            .iter()
            .flat_map(|item| match &item.value {
                // In a list, `A and B` is a firm; semicolons part people all the same (pandoc's title block).
                FrontMatterValue::Text(text) => text.split(';').filter_map(|name| person(name, role, item.span)).collect(),
                _ => people(item, role, strangers),
            })
            .collect(),
        FrontMatterValue::Table(entries) => table(node, entries, role, strangers).into_iter().collect(),
    }
}

fn table(node: &FrontMatterNode, entries: &[FrontMatterEntry], role: &str, strangers: &mut Vec<(String, Span)>) -> Option<FrontMatterNode> {
    let part = |keys: &[&str]| keys.iter().find_map(|key| node.get(key));
    let text = |keys: &[&str]| part(keys).and_then(FrontMatterNode::text);
    let of_name = part(&["name", "text", "literal", "display-name", "full-name", "fullname"]);
    let name = match of_name {
        Some(FrontMatterNode { value: FrontMatterValue::Table(_), .. }) => of_name.and_then(of_parts),
        Some(named) => named.text().map(str::to_owned),
        // Pandoc's scholarly filter: `- Jane Doe: { institute: x }`.
        None => of_parts(node).or_else(|| match entries {
            [entry] if entry.node.text().is_none() && !is_known(&entry.key) => Some(entry.key.clone()),
            _ => None,
        }),
    };
    let Some(name) = name else {
        // The settings' own check tells what is missing.
        return Some(node.clone());
    };
    let given = text(&["role"]).filter(|word| is_role(word)).unwrap_or(role);
    let mut person = person(&name, given, of_name.map_or(node.span, |named| named.span))?;
    if let (FrontMatterValue::Table(own), Some(sort)) = (&mut person.value, part(&["sort", "file-as"])) {
        own.push(FrontMatterEntry { key: "sort".to_owned(), place: sort.span, node: sort.clone() });
    }
    let unknown = entries.iter().filter(|entry| entries.len() > 1 && !is_known(&entry.key));
    strangers.extend(unknown.map(|entry| (format!("authors.{}", entry.key), entry.place)));
    Some(person)
}

fn is_known(key: &str) -> bool {
    const OURS: [&str; 15] = [
        "name",
        "text",
        "literal",
        "display-name",
        "full-name",
        "fullname",
        "role",
        "sort",
        "file-as",
        "given",
        "family",
        "first",
        "last",
        "particle",
        "suffix",
    ];
    let key = key.to_lowercase().replace('_', "-");
    BESIDE.contains(&key.as_str()) || OURS.contains(&key.as_str())
}

/// A name given in parts.
fn of_parts(node: &FrontMatterNode) -> Option<String> {
    let part = |keys: &[&str]| keys.iter().find_map(|key| node.get(key)).and_then(FrontMatterNode::text);
    if let Some(whole) = part(&["literal"]) {
        return Some(whole.to_owned());
    }
    let parts = [part(&["given", "first"]), part(&["particle", "dropping-particle"]), part(&["family", "last"]), part(&["suffix"])];
    let name: Vec<&str> = parts.into_iter().flatten().collect();
    (!name.is_empty()).then(|| name.join(" "))
}

fn person(name: &str, role: &str, span: Span) -> Option<FrontMatterNode> {
    let name = bare(name);
    if name.is_empty() {
        return None;
    }
    let text = |text: &str| FrontMatterNode { span, value: FrontMatterValue::Text(text.to_owned()) };
    let entry = |key: &str, words: &str| FrontMatterEntry { key: key.to_owned(), place: span, node: text(words) };
    let entries = vec![entry("name", &name), entry("role", role)];
    Some(FrontMatterNode { span, value: FrontMatterValue::Table(entries) })
}

/// The names in a text: apart by semicolons, else by `and` (and then also by commas).
fn parted(text: &str) -> Vec<String> {
    if text.contains(';') {
        return text.split(';').map(str::to_owned).collect();
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let joined = [" and ", " & ", " und ", " et "].into_iter().find(|word| text.contains(word));
    let commas: Vec<&str> = text.split(',').map(str::trim).collect();
    let whole = |names: &[&str]| names.iter().all(|name| name.split(' ').count() > 1);
    match joined {
        Some(word) => {
            let parts: Vec<&str> =
                text.split(word).flat_map(|part| part.split(',')).map(str::trim).filter(|name| !name.is_empty()).collect();
            // `Doe, Jane and Roe, Richard` is of names turned round.
            if text.contains(',') && !whole(&parts) {
                return text.split(word).map(|name| name.trim().to_owned()).collect();
            }
            parts.into_iter().map(str::to_owned).collect()
        }
        None if commas.len() > 1 && whole(&commas) => commas.into_iter().map(str::to_owned).collect(),
        None => vec![text],
    }
}

/// A name without what is written round it: `[[Jane Doe|Jane]]`, `[Jane Doe](https://…)`, `Jane Doe <jane@example.org>`, `Jane Doe^[…]`.
fn bare(name: &str) -> String {
    let mut name = name.trim();
    if let Some(inside) = name.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        name = inside.rsplit('|').next().unwrap_or(inside);
    } else if let Some((words, _)) = name.strip_prefix('[').and_then(|rest| rest.split_once("](")) {
        name = words;
    }
    for mark in ["^[", "<", "\\thanks{", "\\inst{"] {
        name = name.split(mark).next().unwrap_or(name);
    }
    name.trim().trim_end_matches(',').trim_start_matches('@').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_text_are_parted() {
        for (text, names) in [
            ("B. C.", vec!["B. C."]),
            ("A and B", vec!["A", "B"]),
            ("A; B", vec!["A", "B"]),
            ("Ada Lovelace, Jane Doe and Jo Roe", vec!["Ada Lovelace", "Jane Doe", "Jo Roe"]),
            ("Ada Lovelace, Jane Doe, and Jo Roe", vec!["Ada Lovelace", "Jane Doe", "Jo Roe"]),
            ("Ada Lovelace, Jane Doe", vec!["Ada Lovelace", "Jane Doe"]),
            ("Melville, Herman", vec!["Melville, Herman"]),
            ("Doe, Jane and Roe, Jo", vec!["Doe, Jane", "Roe, Jo"]),
            ("Jane Doe, PhD", vec!["Jane Doe, PhD"]),
            ("Jane Doe <jane@example.org>", vec!["Jane Doe"]),
            ("[[People/Jane Doe|Jane Doe]]", vec!["Jane Doe"]),
            ("[Jane Doe](https://example.org)", vec!["Jane Doe"]),
            ("Alexander of Andros", vec!["Alexander of Andros"]),
        ] {
            let given: Vec<String> = parted(text).iter().map(|name| bare(name)).collect();
            assert_eq!(given, names, "{text}");
        }
    }
}
