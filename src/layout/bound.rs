//! Pages for a printer: the inner margin depends on how thick the book is, and that on how much room the margin takes.

use super::{Pages, set};
use crate::config::{Config, Heads, RunningHead};
use crate::diagnostics::Diagnostics;
use crate::edition::Edition;
use crate::fonts::Fonts;
use crate::layout::frame::Page;
use crate::source::Length;

/// The pages, an even number, and the settings they were set with: the margins are those that the printing service demands of so
/// many pages. The last page may be blank. What the service does not print is reported.
///
/// Margins only grow from one round to the next, and a service has few steps for them, so there is an end to it: in the worst case
/// the margins are those of a few pages more than the book has.
#[must_use]
pub(crate) fn set_for_print(edition: &Edition, config: &Config, fonts: &Fonts, diagnostics: &mut Diagnostics) -> (Pages, Config) {
    let mut config = config.clone();
    // What a book of any thickness needs.
    let head = head(&config);
    config.page.margins = config.print.margins(&config.page.margins, 0, head);
    loop {
        let mut of_round = Diagnostics::default();
        let mut pages = set(edition, &config, fonts, &mut of_round);
        if pages.pages.len() % 2 == 1 {
            pages.pages.push(Page::default());
        }
        let needed = config.print.margins(&config.page.margins, pages.pages.len(), head);
        if needed == config.page.margins {
            diagnostics.append(of_round);
            config.print.refuse(&config.page, pages.pages.len(), diagnostics);
            config.print.refuse_spine(pages.pages.len(), config.place("print.spine"), diagnostics);
            config.print.refuse_type(config.typography.size, config.place("type.size"), diagnostics);
            config.print.refuse_marks(config.place("print.crop-marks"), diagnostics);
            return (pages, config);
        }
        config.page.margins = needed;
    }
}

/// What running heads take above the text, with the room below them; nothing if there are none.
fn head(config: &Config) -> Length {
    let Heads { verso, recto } = config.heads;
    if verso == RunningHead::None && recto == RunningHead::None {
        return Length::ZERO;
    }
    super::running::rise(config.typography.leading) + config.typography.size.scale(3, 4)
}
