//! Named styles. A style's name has its version in it, and what a name means never changes: a book set today comes out the
//! same in ten years. What is to look different gets a new version.

use super::design::Design;
use super::files::{ending, file};
use super::keys::RawStyle;
use super::load::text;
use super::misfit::SettingsForm;
use super::page::AskedMeasures;
use super::raw::TextIfGiven;
use super::resolve::ResolveContext;
use super::written;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Folder, Sources};

/// The styles that come with Bindery, by name, each a text that can be copied. The first is the default.
pub const STYLES: [(&str, &str); 3] = [
    ("classic/1", include_str!("styles/classic-1.toml")),
    ("essay/1", include_str!("styles/essay-1.toml")),
    ("compact/1", include_str!("styles/compact-1.toml")),
];

/// The style that is named: one that comes with Bindery, or a file in the book's folder, laid over the one that it names
/// itself. The default if there is no such style (reported).
pub(super) fn style(given: &TextIfGiven, desk: &mut ResolveContext, sources: &mut Sources) -> Design {
    let Some(name) = given else { return built_in(STYLES[0].1) };
    if ending(name.get_ref()) != "toml" {
        return named(given, desk);
    }
    let read = file(name.get_ref(), name.span(), desk).and_then(|path| {
        let (source, _) = text(desk.folder, &path, sources, desk.diagnostics)?;
        let style = written::toml::<RawStyle>(SettingsForm::Style, source, sources.get(source).text(), desk.diagnostics)?.raw;
        Some((source, style))
    });
    let Some((source, style)) = read else { return built_in(STYLES[0].1) };
    let mut desk = ResolveContext { folder: desk.folder, source, diagnostics: &mut *desk.diagnostics };
    let base = named(&style.r#type.style, &mut desk);
    over(&base, &style, &mut desk)
}

/// The style of this name that comes with Bindery.
pub(super) fn named(given: &TextIfGiven, desk: &mut ResolveContext) -> Design {
    let Some(given) = given else { return built_in(STYLES[0].1) };
    let name = given.get_ref().as_str();
    if let Some((_, text)) = STYLES.iter().find(|(known, _)| *known == name) {
        return built_in(text);
    }
    let help = nearest_of(name, STYLES.map(|(name, _)| name));
    desk.say(Code::BadValue, given.span(), format!("there is no style `{name}`"), Some(&help));
    built_in(STYLES[0].1)
}

/// What to write in place of a name that is none of these, each of which has a version behind it.
pub(super) fn nearest_of<const N: usize>(name: &str, names: [&'static str; N]) -> String {
    let bare = |name: &'static str| name.split('/').next().unwrap_or(name);
    let near =
        nearest(name, names).or_else(|| nearest(name, names.map(bare)).and_then(|near| names.into_iter().find(|name| bare(name) == near)));
    match near {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("choose one of these: {}; or name a TOML file of your own", names.join(", ")),
    }
}

/// A style that comes with Bindery. The tests read every one, so nothing is found in it here.
fn built_in(text: &str) -> Design {
    let source = Sources::default().add("a style", "");
    let mut unheard = Diagnostics::default();
    let style = written::toml::<RawStyle>(SettingsForm::Style, source, text, &mut unheard).map(|written| written.raw).unwrap_or_default();
    let mut design = over(&Design::bare(), &style, &mut ResolveContext { folder: &Folder::default(), source, diagnostics: &mut unheard });
    design.typography.asked = AskedMeasures::default();
    design
}

fn over(base: &Design, style: &RawStyle, desk: &mut ResolveContext) -> Design {
    base.with(&style.page, &style.r#type, &style.sizes, desk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::render;

    #[test]
    fn every_style_that_comes_with_bindery_is_understood() {
        for (name, text) in STYLES {
            let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
            let source = sources.add(name, text);
            let style = written::toml::<RawStyle>(SettingsForm::Style, source, text, &mut diagnostics).unwrap().raw;
            over(&Design::bare(), &style, &mut ResolveContext { folder: &Folder::default(), source, diagnostics: &mut diagnostics });
            assert_eq!(render::short(&diagnostics, &sources), "", "{name}");
        }
    }
}
