//! `--strict`, `--deny` and `--allow`: what the call wants of findings.

use super::named::Misuse;
use crate::diagnostics::{Code, Verdicts, codes_named, nearest_name};
use clap::Args;
use std::collections::BTreeSet;

#[derive(Debug, Args)]
pub(super) struct RawVerdicts {
    /// Make errors of all warnings. (With `=KINDS` the same as --deny KINDS, for one version more.)
    #[arg(long, value_name = "KINDS", num_args = 0..=1, require_equals = true, default_missing_value = "", value_delimiter = ',')]
    strict: Option<Vec<String>>,
    /// Make errors of these findings: codes such as M006, or kinds such as `links,pictures,loose`.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    deny: Vec<String>,
    /// Don't tell of these findings, unless they are errors.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    allow: Vec<String>,
}

/// What the call wants, and whether it says so in the old way; or what is wrong, with a repair.
pub(super) fn verdicts(raw: &RawVerdicts) -> Result<(Verdicts, bool), Misuse> {
    let named = |option: &str, names: &[String]| -> Result<BTreeSet<Code>, Misuse> {
        let mut codes = BTreeSet::new();
        for name in names {
            let unknown = || Misuse::new(format!("`{option}` knows no `{name}`"), nearest_name(name));
            codes.extend(codes_named(name).ok_or_else(unknown)?);
        }
        Ok(codes)
    };
    let bare = raw.strict.as_deref().is_some_and(|kinds| matches!(kinds, [none] if none.is_empty()));
    let old: Vec<String> = match &raw.strict {
        Some(kinds) if !bare => kinds.iter().map(|kind| if kind == "all" { "marks".to_owned() } else { kind.clone() }).collect(),
        _ => Vec::new(),
    };
    let mut deny = named("--strict", &old)?;
    deny.append(&mut named("--deny", &raw.deny)?);
    let allow = named("--allow", &raw.allow)?;
    if let Some(code) = deny.intersection(&allow).next() {
        return Err(Misuse::new(format!("{} is both denied and allowed", code.id()), "leave out one of the two"));
    }
    Ok((Verdicts { strict: bare, deny, allow }, !old.is_empty()))
}
