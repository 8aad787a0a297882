//! What a drawing's elements bring in besides what stands in them (symbols, patterns, masks), how often, and how deep:
//! circles are cut, and a drawing that would take for ever is told from one that is only rich.
//!
//! One walk in depth over the elements and their references, without recursion; each is reckoned once, so the cost is
//! linear in their number. Sizes saturate.

use super::super::inspect::PictureFault;
use super::read::{SvgElement, SvgParts, SvgPiece};
use super::rules::{Rule, references};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Elements, all copies counted, beyond which nobody waits for a drawing.
const MOST_ELEMENTS: u64 = 400_000;

/// Letters, all copies counted; each is shaped and has an outline.
const MOST_LETTERS: u64 = 40_000;

/// Elements in one another, by reference too. Each takes a part of the stack while it is drawn.
const DEEPEST: u32 = 300;

/// Elements times the selectors that each must be compared with.
const MOST_COMPARED: u64 = 20_000_000;

/// Elements that are looked through again for references in circles.
const MOST_SEARCHED: u64 = 20_000_000;

/// Bytes of a path that weigh as much as an element.
const BYTES: usize = 64;

/// What an element and all that it brings in amount to.
#[derive(Clone, Copy, Default)]
struct SvgWeight {
    elements: u64,
    letters: u64,
    depth: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum WeighState {
    New,
    Open,
    Done,
}

/// A reference: from which of an element's attributes (none: from a stylesheet), and to what.
#[derive(Clone, Copy, Debug)]
struct SvgReference {
    attribute: Option<usize>,
    to: usize,
}

/// Cuts circles, and weighs.
///
/// # Errors
/// If the drawing would take too long or too much room.
pub(super) fn weigh(parts: &mut SvgParts) -> Result<(), PictureFault> {
    let sheets = sheets(parts);
    let links = links(parts, &sheets);
    let mut walk = GraphWalk { parts, links: &links, state: Vec::new(), weights: Vec::new(), cut: BTreeSet::new() };
    walk.run()?;
    let GraphWalk { weights, cut, .. } = walk;
    for (at, attribute) in cut {
        let shape = &mut parts.elements[at];
        cut_off(shape, attribute);
    }
    let all = weights.first().copied().unwrap_or_default();
    let selectors = sheets.iter().map(|sheet| sheet.keys.len() as u64).sum::<u64>();
    let searched = searched(parts, &links, &weights);
    let costly = |what: &str| Err(PictureFault::Undrawable(what.to_owned()));
    match all {
        _ if all.elements > MOST_ELEMENTS => costly("it has too many elements"),
        _ if all.letters > MOST_LETTERS => costly("it has too many letters"),
        _ if all.depth > DEEPEST => costly("its parts refer to one another too often"),
        _ if all.elements.saturating_mul(selectors) > MOST_COMPARED => costly("its stylesheet has too many rules"),
        _ if searched > MOST_SEARCHED => costly("its parts refer to one another too often"),
        _ => Ok(()),
    }
}

/// The rules of all stylesheets.
fn sheets(parts: &SvgParts) -> Vec<Rule> {
    let words = parts.pieces.iter().filter_map(|piece| match piece {
        SvgPiece::Words(at, words) if parts.elements[*at].name == "style" && !parts.elements[*at].gone => Some(words),
        _ => None,
    });
    words.flat_map(|words| references(words)).collect()
}

/// The references of every element that bring something in.
fn links(parts: &SvgParts, sheets: &[Rule]) -> Vec<Vec<SvgReference>> {
    let ids: BTreeMap<&str, usize> =
        parts.elements.iter().enumerate().rev().filter_map(|(at, shape)| Some((shape.value("id")?, at))).collect();
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for rule in sheets {
        for (key, id) in rule.keys.iter().flat_map(|key| rule.ids.iter().map(move |id| (key, id))) {
            by_key.entry(key).or_default().extend(ids.get(id.as_str()));
        }
    }
    by_key.values_mut().for_each(|found| {
        found.sort_unstable();
        found.dedup();
    });
    let of = |shape: &SvgElement| {
        let mut links: Vec<SvgReference> = Vec::new();
        for (index, (key, value)) in shape.attributes.iter().enumerate() {
            let brings = match key.as_ref() {
                "href" | "xlink:href" => !shape.name.starts_with("animate") && !["set", "mpath"].contains(&shape.name),
                "id" | "d" | "points" | "class" => continue,
                _ => false,
            };
            if brings && let Some(&to) = value.strip_prefix('#').and_then(|id| ids.get(id)) {
                links.push(SvgReference { attribute: Some(index), to });
            }
            for (at, _) in value.match_indices("url(#") {
                let id = value[at + 5..].split(')').next().unwrap_or("");
                links.extend(ids.get(id).map(|&to| SvgReference { attribute: Some(index), to }));
            }
        }
        if !by_key.is_empty() {
            let classes = shape.value("class").unwrap_or("").split_whitespace().map(|class| Cow::Owned(format!(".{class}")));
            let id = shape.value("id").map(|id| Cow::Owned(format!("#{id}")));
            let keys = classes.chain(id).chain([Cow::Borrowed(shape.name), Cow::Borrowed("*")]);
            for to in keys.filter_map(|key: Cow<'_, str>| by_key.get(key.as_ref())).flatten() {
                links.push(SvgReference { attribute: None, to: *to });
            }
        }
        links
    };
    parts.elements.iter().map(of).collect()
}

struct GraphWalk<'p> {
    parts: &'p SvgParts,
    links: &'p [Vec<SvgReference>],
    state: Vec<WeighState>,
    weights: Vec<SvgWeight>,
    cut: BTreeSet<(usize, usize)>,
}

impl GraphWalk<'_> {
    fn run(&mut self) -> Result<(), PictureFault> {
        let count = self.parts.elements.len();
        let lost = self.parts.lost();
        self.state = lost.iter().map(|lost| if *lost { WeighState::Done } else { WeighState::New }).collect();
        self.weights = vec![SvgWeight::default(); count];
        let mut letters = vec![0_u64; count];
        for piece in &self.parts.pieces {
            if let SvgPiece::Words(at, words) = piece
                && !["style", "title", "desc"].contains(&self.parts.elements[*at].name)
            {
                letters[*at] += words.split_whitespace().map(|word| word.chars().count() as u64 + 1).sum::<u64>();
            }
        }
        // Each entry: the element, and how many of what it brings in were looked at.
        let mut open: Vec<(usize, usize)> = if count > 0 && !lost[0] { vec![(0, 0)] } else { Vec::new() };
        let mut brought: Vec<Vec<(usize, Option<usize>, u64)>> = Vec::new();
        while let Some(&(at, done)) = open.last() {
            if done == 0 {
                self.state[at] = WeighState::Open;
                let inside = self.parts.children(at).map(|child| (child, None, 1));
                let links = self.links[at].iter().map(|link| (link.to, link.attribute.or(Some(usize::MAX)), self.times(at, *link)));
                brought.push(inside.chain(links).collect());
            }
            let all = brought.last().map_or(&[][..], Vec::as_slice);
            let Some(&(next, attribute, _)) = all.get(done) else {
                let own = SvgWeight { elements: 1 + self.bytes(at) / BYTES as u64, letters: letters[at], depth: 1 };
                self.weights[at] = all.iter().fold(own, |sum, &(part, attribute, times)| {
                    let part = if attribute.is_some_and(|attribute| self.cut.contains(&(at, attribute))) {
                        SvgWeight::default()
                    } else {
                        self.weights[part]
                    };
                    SvgWeight {
                        elements: sum.elements.saturating_add(part.elements.saturating_mul(times)),
                        letters: sum.letters.saturating_add(part.letters.saturating_mul(times)),
                        depth: sum.depth.max(part.depth.saturating_add(1)),
                    }
                });
                self.state[at] = WeighState::Done;
                open.pop();
                brought.pop();
                continue;
            };
            if let Some(last) = open.last_mut() {
                last.1 += 1;
            }
            match (self.state[next], attribute) {
                (WeighState::New, _) => open.push((next, 0)),
                // A circle.
                (WeighState::Open, Some(usize::MAX)) => return Err(PictureFault::Undrawable("its styles refer to themselves".to_owned())),
                (WeighState::Open, Some(attribute)) => {
                    self.cut.insert((at, attribute));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// How often a reference brings in its target: a mark stands at each point of a line.
    fn times(&self, at: usize, link: SvgReference) -> u64 {
        if self.parts.elements[link.to].name == "marker" { 1 + self.bytes(at) / 4 } else { 1 }
    }

    /// Bytes of what describes an element's shape.
    fn bytes(&self, at: usize) -> u64 {
        let counts = |key: &str| !matches!(key, "href" | "xlink:href");
        self.parts.elements[at].attributes.iter().filter(|(key, _)| counts(key)).map(|(_, value)| value.len() as u64).sum()
    }
}

/// Takes a reference that leads in a circle off an element.
fn cut_off(shape: &mut SvgElement, attribute: usize) {
    let Some((key, value)) = shape.attributes.get_mut(attribute) else { return };
    match key.as_ref() {
        "fill" | "stroke" => *value = "none".to_owned(),
        // The places of the others must stay the same.
        _ => value.clear(),
    }
    if shape.name == "use" {
        shape.name = "g";
    }
}

/// How many elements the drawing library looks through for circles: for each reference in a pattern, clip, mask or filter
/// all that is in its target.
fn searched(parts: &SvgParts, links: &[Vec<SvgReference>], weights: &[SvgWeight]) -> u64 {
    let mut around: Vec<u64> = Vec::with_capacity(parts.elements.len());
    let mut sum = 0_u64;
    for (at, shape) in parts.elements.iter().enumerate() {
        let outer = shape.parent.map_or(0, |parent| around[parent]);
        let own = u64::from(["pattern", "clipPath", "mask", "filter"].contains(&shape.name));
        around.push(outer + own);
        let targets = links[at].iter().map(|link| weights[link.to].elements).fold(1_u64, u64::saturating_add);
        sum = sum.saturating_add((outer + own).saturating_mul(targets));
    }
    sum
}
