//! Equations of Word (OMML) as LaTeX.
//!
//! No tree is built: each element that ends hands what came of it to the one around it. What is too long, or what LaTeX as our
//! mathematics reads it has no words for, comes back as plain words.

mod fences;
mod letters;
mod names;
mod parts;

use super::package::OfficeFault;
use super::xml::{OfficeElement, OfficeEvent, OfficeXml};
use crate::math;
use parts::OmmlPart;

/// The longest formula in bytes: longer ones are none that a page can show.
const LONGEST: usize = 9_000;

/// An equation that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OmmlFormula {
    /// The equation in LaTeX; none if it can't be said in it.
    pub(super) latex: Option<String>,
    /// The characters of the equation in order.
    pub(super) words: String,
}

/// Reads an equation up to the end of the `m:oMath` that began last.
///
/// # Errors
/// If the part is damaged.
pub(super) fn read(xml: &mut OfficeXml<'_>) -> Result<OmmlFormula, OfficeFault> {
    let mut open: Vec<OmmlPart> = vec![OmmlPart::new("m:oMath")];
    let (mut words, mut is_too_long) = (String::new(), false);
    while let Some(event) = xml.next()? {
        match event {
            OfficeEvent::Start(element) => match element.name.as_str() {
                "w:del" | "w:moveFrom" | "w:rPr" | "m:ctrlPr" | "w:pPr" => xml.skip()?,
                _ => begin(&mut open, &element),
            },
            OfficeEvent::Words(more) => {
                if let Some(part) = open.last_mut().filter(|part| part.name == "m:t" || part.name == "w:t") {
                    if words.len() <= LONGEST {
                        words.push_str(&more);
                    }
                    part.text.push_str(&more);
                }
            }
            OfficeEvent::End(_) => {
                let Some(part) = open.pop() else { break };
                let Some(around) = open.last_mut() else {
                    return Ok(finished(part.text, words, is_too_long));
                };
                let latex = part.latex();
                is_too_long |= latex.len() > LONGEST || around.text.len() > LONGEST;
                if is_too_long {
                    around.text.clear();
                } else {
                    around.take(&part.name, latex);
                }
            }
        }
    }
    Ok(OmmlFormula { latex: None, words })
}

/// An element begins: a property goes to what has it.
fn begin(open: &mut Vec<OmmlPart>, element: &OfficeElement) {
    let in_properties = open.last().is_some_and(|part| part.name.ends_with("Pr"));
    if in_properties {
        let at = open.iter().rposition(|part| !part.name.ends_with("Pr"));
        if let Some(owner) = at.and_then(|at| open.get_mut(at)) {
            owner.property(element);
        }
    }
    open.push(OmmlPart::new(&element.name));
}

fn finished(latex: String, words: String, is_too_long: bool) -> OmmlFormula {
    let latex = latex.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_good = !is_too_long && !latex.is_empty() && math::parse(&latex, true).is_ok();
    OmmlFormula { latex: is_good.then_some(latex), words: words.chars().take(LONGEST).collect() }
}

#[cfg(test)]
mod tests;
