//! Findings for programs that show them beside the lines that they are about: as SARIF 2.1.0, which code hosts and editors read, and
//! as the commands by which a workflow of GitHub annotates a change.

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Locator, SourcePosition, Sources, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All findings as one SARIF document (OASIS, version 2.1.0), columns counted in characters.
#[must_use]
pub(crate) fn sarif(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut rules: BTreeMap<&str, Code> = BTreeMap::new();
    rules.extend(diagnostics.iter().map(|finding| (finding.code.id(), finding.code)));
    let numbers: BTreeMap<&str, usize> = rules.keys().copied().zip(0..).collect();
    let mut locator = Locator::new(sources);
    let results: Vec<Value> = diagnostics.iter().map(|finding| result(finding, &numbers, sources, &mut locator)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Bindery",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_values().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: Code) -> Value {
    let about = code.explanation().split_whitespace().collect::<Vec<_>>().join(" ");
    let short = about.split_inclusive(". ").next().unwrap_or(&about).trim().to_owned();
    json!({
        "id": code.id(),
        "shortDescription": { "text": short },
        "fullDescription": { "text": about },
        "help": { "text": about },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(finding: &Diagnostic, numbers: &BTreeMap<&str, usize>, sources: &Sources, locator: &mut Locator) -> Value {
    let location = |span: Span, place: SourcePosition| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": address(sources.shown(span)) },
            "region": { "startLine": place.line, "startColumn": place.column },
        }})
    };
    let id = finding.code.id();
    let mut result = json!({
        "ruleId": id,
        "ruleIndex": numbers.get(id),
        "level": level(finding.severity),
        "message": { "text": words(finding) },
        "locations": finding.span.map(|span| location(span, locator.place(span))).into_iter().collect::<Vec<_>>(),
    });
    if !finding.labels.is_empty() {
        let related = finding.labels.iter().map(|(span, text)| {
            let mut related = location(*span, sources.place(*span));
            related["message"] = json!({ "text": text });
            related
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

/// All findings as commands of a workflow of GitHub, one a line.
#[must_use]
pub(crate) fn github(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut locator = Locator::new(sources);
    let line = |finding: &Diagnostic| {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let place = finding.span.map_or_else(String::new, |span| {
            let place = locator.place(span);
            format!("file={},line={},col={},", property(sources.shown(span)), place.line, place.column)
        });
        format!("::{level} {place}title={}::{}\n", finding.code.id(), data(&words(finding)))
    };
    diagnostics.iter().map(line).collect()
}

/// The message, and behind it what mends it.
fn words(finding: &Diagnostic) -> String {
    let many = if finding.times > 1 { format!(" ({} times)", finding.times) } else { String::new() };
    match &finding.help {
        Some(help) => format!("{}{many}\n{help}", finding.message),
        None => format!("{}{many}", finding.message),
    }
}

/// The word of SARIF for a gravity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as an address relative to the folder of the call (RFC 3986).
fn address(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    if path.starts_with('/') { format!("file://{out}") } else { out }
}

/// What stands behind a command, on one line.
fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands in a command, between commas.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> (Diagnostics, Sources) {
        let mut sources = Sources::default();
        let source = sources.add("my book, one/é.md", "# Öne\n\nTwo: 100%\n");
        let other = sources.add("b.md", "x\n");
        let mut found = Diagnostics::default();
        let first = Diagnostic::at(Code::BadValue, Span::new(source, 11, 14), "100% of\nit").help("write: less");
        found.push(first.label(Span::new(other, 0, 1), "here too"));
        found.push(Diagnostic::new(Code::NoAuthor, "the book has no author"));
        (found, sources)
    }

    #[test]
    fn a_workflow_is_told_the_place_and_no_message_ends_a_command() {
        let (found, sources) = found();
        assert_eq!(
            github(&found, &sources),
            "::error file=my book%2C one/é.md,line=3,col=4,title=B002::100%25 of%0Ait%0Awrite: less\n\
             ::warning title=B005::the book has no author\n"
        );
    }

    #[test]
    fn sarif_names_rules_places_and_levels() {
        let (found, sources) = found();
        let document: Value = serde_json::from_str(&sarif(&found, &sources)).expect("SARIF is JSON");
        let run = &document["runs"][0];
        let rules: Vec<&Value> = run["tool"]["driver"]["rules"].as_array().expect("rules").iter().map(|rule| &rule["id"]).collect();
        assert_eq!(rules, ["B002", "B005"]);
        let [first, second] = [0, 1].map(|at| &run["results"][at]);
        assert_eq!((&first["ruleIndex"], &first["level"], &second["level"]), (&json!(0), &json!("error"), &json!("warning")));
        let place = &first["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20book%2C%20one/%C3%A9.md");
        assert_eq!(place["region"], json!({ "startLine": 3, "startColumn": 4 }));
        assert_eq!(first["relatedLocations"][0]["message"]["text"], "here too");
        assert_eq!(second["locations"], json!([]));
    }
}
