//! What a document says of itself.

use super::names::authors;
use crate::office::package::OfficeFault;
use crate::office::text::OfficeFacts;
use crate::office::xml::{OfficeEvent, OfficeXml};

/// Reads the facts that `office:meta` holds, which began last, up to its end.
///
/// # Errors
/// If the XML is damaged.
pub(super) fn read(xml: &mut OfficeXml<'_>, facts: &mut OfficeFacts) -> Result<(), OfficeFault> {
    let (mut depth, mut words) = (1, String::new());
    let (mut creator, mut property) = (String::new(), String::new());
    while depth > 0 {
        match xml.next()? {
            None => break,
            Some(OfficeEvent::Start(element)) => {
                depth += 1;
                words.clear();
                property = element.get("meta:name").map(str::to_lowercase).unwrap_or_default();
            }
            Some(OfficeEvent::Words(more)) => words.push_str(&more),
            Some(OfficeEvent::End(name)) => {
                depth -= 1;
                let tidy = words.split_whitespace().collect::<Vec<_>>().join(" ");
                words.clear();
                if tidy.is_empty() {
                    continue;
                }
                match name.as_str() {
                    "dc:title" => facts.title = Some(tidy),
                    "dc:description" => facts.description = Some(tidy),
                    "dc:language" => facts.language = Some(tidy),
                    "dc:publisher" => facts.publisher = Some(tidy),
                    "dc:creator" => creator = tidy,
                    "meta:initial-creator" => facts.authors = authors(&tidy),
                    "meta:keyword" => {
                        facts.keywords.extend(tidy.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()));
                    }
                    "meta:user-defined" if property == "subtitle" => facts.subtitle = Some(tidy),
                    "meta:user-defined" if property == "binderytext" => facts.made_of = Some(tidy),
                    _ => {}
                }
            }
        }
    }
    // The creator is who wrote last; of most documents it is the author.
    if facts.authors.is_empty() {
        facts.authors = authors(&creator);
    }
    Ok(())
}
