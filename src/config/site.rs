//! What only a site is told: where it stands, what a sample holds, and what has changed since the book appeared.

use super::keys::{Raw, RawChange, RawSite};
use super::plain;
use super::resolve::{ResolveContext, day};
use crate::book::EditionChange;
use crate::source::address;
use toml::Spanned;

/// `[site]`, and `sample`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The address that the site will stand at, with a slash at its end; none if nobody knows it yet.
    pub url: Option<String>,
    /// The name of the catalogue.
    pub title: Option<String>,
    /// What a sample of the book holds, if there is to be one.
    pub sample: Option<SampleExtent>,
}

/// What a sample holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SampleExtent {
    /// A number of hundredths of the text.
    Share(u8),
    /// The chapters of these files, or with these titles.
    Chapters(Vec<String>),
}

/// What the settings say of the site.
pub(super) fn site(raw: &Raw, desk: &mut ResolveContext) -> Site {
    Site { url: url(&raw.site, desk), title: desk.line("site.title", &raw.site.title), sample: sample(&raw.sample, desk) }
}

/// The address of the site; none, with a finding, if it is none that a site can have.
fn url(raw: &RawSite, desk: &mut ResolveContext) -> Option<String> {
    let text = desk.line("site.url", &raw.url)?;
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let address = address::written(&text).ok().filter(|address| is_web && !address.contains(['?', '#']));
    if address.is_none() {
        let place = raw.url.as_ref().map_or(0..0, Spanned::span);
        let help = "write the whole address of the folder, such as `https://books.example.org/`";
        desk.say(crate::diagnostics::Code::BadValue, place, format!("`site.url` can't be `{text}`"), Some(help));
    }
    address.map(|address| if address.ends_with('/') { address } else { format!("{address}/") })
}

/// What a sample holds, if there is to be one.
fn sample(raw: &[Spanned<String>], desk: &mut ResolveContext) -> Option<SampleExtent> {
    let lines: Vec<String> = raw.iter().filter_map(|text| desk.line("sample", &Some(text.clone()))).collect();
    if let [only] = lines.as_slice()
        && let Some(number) = only.strip_suffix('%')
    {
        let share = number.trim().parse().ok().filter(|share| (1..100).contains(share));
        if share.is_none() {
            let help = "write a percentage from `1%` to `99%`, or the files of chapters";
            desk.say(crate::diagnostics::Code::BadValue, raw[0].span(), format!("`sample` can't be `{only}`"), Some(help));
        }
        return share.map(SampleExtent::Share);
    }
    (!lines.is_empty()).then_some(SampleExtent::Chapters(lines))
}

/// What has changed; an entry without a day or words is told and left out.
pub(super) fn changes(raw: &[RawChange], tag: &str, desk: &mut ResolveContext) -> Vec<EditionChange> {
    let mut changes = Vec::new();
    for change in raw {
        let (date, text) = (day("changes.date", &change.date, tag, desk), desk.text("changes.text", &change.text));
        if change.date.is_none() || change.text.is_none() {
            let place = change.date.as_ref().or(change.text.as_ref()).map_or(0..0, Spanned::span);
            let help = "write `{ date = \"2026-11-24\", text = \"…\" }`";
            desk.say(crate::diagnostics::Code::BadValue, place, "a change needs a date and a text", Some(help));
        }
        if let (Some(date), Some(text)) = (date, text) {
            changes.push(EditionChange { date, text: plain::styled(&text) });
        }
    }
    changes
}
