//! Fences round what is set in a form of its own: letters, plays, verse, figures side by side, and the parts of a letter.

use super::braces;
use super::copy::{RoleStretch, SetOff};
use super::walk::{DialectWalk, FenceKind, FencedBlock};
use crate::book::{Alignment, GroupForm, Role, VerseNumbers};

/// The most columns in which figures stand side by side.
const MOST_COLUMNS: u8 = 4;

/// What a fence with these words behind it holds, if it has a form of its own; `name` is that of the block, and `closed` says whether
/// anything closes it.
pub(super) fn kind(said: &str, name: &str, closed: bool) -> Option<FenceKind> {
    if name.split(['.', ' ', '-']).any(|word| matches!(word, "verse" | "poem" | "poetry" | "line")) {
        let every = number(said, "numbers").or_else(|| number(said, "line-numbers"));
        let role = every.map_or(Role::Verse, |every| Role::NumberedVerse(VerseNumbers { first: 1, every }));
        return Some(FenceKind::Role(role));
    }
    if !closed {
        return None;
    }
    let columns = number(said, "layout-ncol").and_then(|columns| u8::try_from(columns).ok()).map(|columns| columns.min(MOST_COLUMNS));
    if let Some(columns) = columns.filter(|columns| *columns > 1) {
        return Some(FenceKind::Group(GroupForm::Figures(columns)));
    }
    // A name of pandoc-crossref or Quarto on a block of its own is that of figures which belong together.
    let id = said.strip_prefix("{#fig").is_some_and(|rest| rest.starts_with([':', '-']));
    let figures = id || matches!(name, "subfigures" | "subfigure" | "subfig");
    let group = GroupForm::named(name).or_else(|| figures.then_some(GroupForm::Figures(2)));
    group.map(FenceKind::Group).or_else(|| Role::named(name).map(FenceKind::Role))
}

/// The id that a fence gives to a group.
pub(super) fn id(said: &str, kind: FenceKind) -> Option<String> {
    let attributes = said.split_once('{')?.1.split('}').next()?;
    let signed = attributes.split_whitespace().find_map(|word| word.strip_prefix('#').map(str::to_owned));
    let id = signed.or_else(|| braces::value(attributes, &["id"]))?;
    (matches!(kind, FenceKind::Group(_)) && !id.is_empty()).then_some(id)
}

/// How the lines between fences are to stand, by their style, an attribute or their name.
pub(super) fn alignment(said: &str, name: &str) -> Option<Alignment> {
    let attributes = said.split_once('{').map_or("", |(_, rest)| rest.split('}').next().unwrap_or(rest));
    let style = braces::value(attributes, &["style"]);
    let rules = style.iter().flat_map(|style| style.split(';')).filter_map(|rule| rule.split_once(':'));
    let mut of_style =
        rules.filter(|(key, _)| key.trim().eq_ignore_ascii_case("text-align")).filter_map(|(_, value)| Alignment::named(value));
    let of_attribute = || Alignment::named(&braces::value(attributes, &["align"])?);
    let of_name = || match name {
        "center" | "centre" | "centered" | "centred" | "text-center" | "text-centered" => Some(Alignment::Centre),
        "right" | "text-right" | "align-right" | "flushright" => Some(Alignment::End),
        _ => None,
    };
    of_style.next_back().or_else(of_attribute).or_else(of_name)
}

/// The value of an attribute that is a number above 0, with quotation marks or without.
fn number(said: &str, name: &str) -> Option<u32> {
    let words = said.split(|c: char| c.is_whitespace() || matches!(c, '{' | '}'));
    let value = words.filter_map(|word| word.split_once('=')).find(|(key, _)| *key == name)?.1;
    value.trim_matches(['"', '\'']).parse().ok().filter(|number| *number > 0)
}

/// A fenced block that ends before `end`.
pub(super) fn closed(walk: &mut DialectWalk<'_>, block: FencedBlock, end: usize) {
    let FencedBlock { line, kind, name, id, alignment } = block;
    let whole = line.start..end;
    let role = if let FenceKind::Role(role) = kind { role } else { Role::Plain };
    if role != Role::Plain || alignment.is_some() {
        walk.copy.roles.push(RoleStretch { range: line.end..end, role, alignment });
    }
    match kind {
        FenceKind::Note => walk.copy.set_off.push(SetOff { range: whole, name, form: None, id }),
        FenceKind::Group(form) => walk.copy.set_off.push(SetOff { range: whole, name, form: Some(form), id }),
        FenceKind::Role(_) | FenceKind::Other => {}
    }
}

/// Makes stretches stand one behind the other: of two of which one lies in the other the inner has its place, unless both are verse. What
/// the inner says nothing of is as it is round it.
pub(super) fn part(roles: &mut Vec<RoleStretch>) {
    roles.sort_by_key(|stretch| (stretch.range.start, std::cmp::Reverse(stretch.range.end)));
    let mut parted: Vec<RoleStretch> = Vec::with_capacity(roles.len());
    let mut around: Vec<RoleStretch> = Vec::new();
    for mut next in roles.drain(..) {
        while let Some(outer) = around.pop_if(|outer| outer.range.end <= next.range.start) {
            parted.push(outer);
        }
        if let Some(outer) = around.last_mut().filter(|outer| outer.range.end > next.range.start) {
            if outer.role.is_verse() && next.role.is_verse() && next.alignment.is_none() {
                outer.range.end = outer.range.end.max(next.range.end);
                continue;
            }
            let before = RoleStretch { range: outer.range.start..next.range.start, ..outer.clone() };
            next.role = if next.role == Role::Plain { outer.role } else { next.role };
            next.alignment = next.alignment.or(outer.alignment);
            next.range.end = next.range.end.min(outer.range.end);
            outer.range.start = next.range.end;
            parted.push(before);
        }
        around.push(next);
    }
    parted.extend(around);
    parted.retain(|stretch| !stretch.range.is_empty());
    parted.sort_by_key(|stretch| stretch.range.start);
    *roles = parted;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_says_what_it_holds() {
        let verse = |every| Some(FenceKind::Role(Role::NumberedVerse(VerseNumbers { first: 1, every })));
        for (said, name, held) in [
            ("verse", "verse", Some(FenceKind::Role(Role::Verse))),
            ("{.verse numbers=5}", "verse", verse(5)),
            ("{.poem numbers=\"4\"}", "poem", verse(4)),
            ("{.letter}", "letter", Some(FenceKind::Group(GroupForm::Letter))),
            ("play", "play", Some(FenceKind::Group(GroupForm::Drama))),
            ("{layout-ncol=3}", "{layout-ncol=3}", Some(FenceKind::Group(GroupForm::Figures(3)))),
            ("{#fig-all layout-ncol=2}", "{#fig-all layout-ncol=2}", Some(FenceKind::Group(GroupForm::Figures(2)))),
            ("{#fig:all}", "{#fig:all}", Some(FenceKind::Group(GroupForm::Figures(2)))),
            ("{class=subfigures id=fig:a}", "subfigures", Some(FenceKind::Group(GroupForm::Figures(2)))),
            ("{.signature}", "signature", Some(FenceKind::Role(Role::Signature))),
            ("{.other}", "other", None),
        ] {
            assert_eq!(kind(said, name, true), held, "{said}");
        }
        assert_eq!(kind("letter", "letter", false), None);
        assert_eq!(id("{class=subfigures id=fig:a}", FenceKind::Group(GroupForm::Figures(2))).as_deref(), Some("fig:a"));
        assert_eq!(id("{#fig-all layout-ncol=2}", FenceKind::Group(GroupForm::Figures(2))).as_deref(), Some("fig-all"));
    }

    #[test]
    fn stretches_in_others_keep_their_place() {
        let stretch = |from: usize, to, role| RoleStretch { range: from..to, role, alignment: None };
        let mut roles = vec![
            stretch(0, 100, Role::Verse),
            stretch(10, 20, Role::Verse),
            stretch(30, 40, Role::Stage),
            stretch(200, 300, Role::Signature),
        ];
        part(&mut roles);
        let whole = [(0, 30, Role::Verse), (30, 40, Role::Stage), (40, 100, Role::Verse), (200, 300, Role::Signature)];
        assert_eq!(roles, whole.map(|(from, to, role)| stretch(from, to, role)));
    }
}
