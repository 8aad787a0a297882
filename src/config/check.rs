//! What the author wants of findings.

use super::keys::RawCheck;
use super::resolve::ResolveContext;
use crate::diagnostics::{Code, Verdicts, codes_named, nearest_name};
use std::collections::BTreeSet;
use toml::Spanned;

/// `[check]`.
pub(super) fn check(raw: &RawCheck, desk: &mut ResolveContext) -> Verdicts {
    let deny = codes(&raw.deny, &BTreeSet::new(), desk);
    let allow = codes(&raw.allow, &deny, desk);
    Verdicts { strict: false, deny, allow }
}

/// The codes that names stand for; one that is among `others` is reported.
fn codes(names: &[Spanned<String>], others: &BTreeSet<Code>, desk: &mut ResolveContext) -> BTreeSet<Code> {
    let mut known = BTreeSet::new();
    for name in names {
        let Some(codes) = codes_named(name.get_ref()) else {
            let help = nearest_name(name.get_ref());
            let message = format!("`{}` is neither a code nor a kind of finding", name.get_ref());
            desk.say(Code::BadValue, name.span(), message, Some(&help));
            continue;
        };
        if codes.iter().any(|code| others.contains(code)) {
            let message = format!("`{}` is both denied and allowed", name.get_ref());
            desk.say(Code::BadValue, name.span(), message, Some("leave out one of the two"));
            continue;
        }
        known.extend(codes);
    }
    known
}
