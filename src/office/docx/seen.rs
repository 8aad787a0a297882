//! How a run looks in the end, under its own properties and all styles.

use super::draft::DocxDraft;
use super::looks::{DocxFace, DocxLayers, DocxLook};
use super::styles::DocxStyles;
use crate::office::text::{OfficeLook, OfficeRaise, OfficeRole};

/// Half points above or below the line from which words are raised or lowered.
const RAISED: i64 = 4;

/// How a run looks in the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DocxSeen {
    pub(super) look: OfficeLook,
    pub(super) is_hidden: bool,
    /// Shown in capitals.
    pub(super) is_capital: bool,
    pub(super) face: Option<DocxFace>,
    /// The language of its letters of the East of Asia.
    pub(super) asian_language: Option<String>,
    /// The language of its Hebrew and Arabic letters, also where nobody said that they run from right to left.
    pub(super) complex_language: Option<String>,
}

/// How a run looks in a paragraph; `in_link` if a link is open.
pub(super) fn seen(styles: &DocxStyles, draft: &DocxDraft, direct: &DocxLook, in_link: bool) -> DocxSeen {
    let paragraph = styles.paragraph(draft.style.as_deref());
    let style = direct.style.as_deref();
    let character = styles.character(style);
    let known = style.filter(|id| !styles.has(id)).map(without_definition);
    let layers = DocxLayers {
        defaults: &styles.defaults.look,
        paragraph: &paragraph.look,
        character: known.as_ref().unwrap_or(&character.look),
        direct,
    };
    let is_rtl = layers.uppermost(|look| look.is_rtl).unwrap_or(false) || layers.uppermost(|look| look.is_complex).unwrap_or(false);
    let bold = |look: &DocxLook| if is_rtl { look.complex_bold } else { look.bold };
    let italic = |look: &DocxLook| if is_rtl { look.complex_italic } else { look.italic };
    // What the style of a heading or a quotation gives all words is no emphasis; in italics, upright words are.
    let plain = DocxLook::default();
    let own = DocxLayers { defaults: layers.defaults, paragraph: layers.paragraph, character: &plain, direct: &plain };
    let beyond = |of: &dyn Fn(&DocxLook) -> Option<bool>| layers.toggled(of) && !(draft.is_styled && own.toggled(of));
    let is_italic = layers.toggled(italic) != (draft.is_styled && own.toggled(italic));
    let is_code = character.is_code && draft.paragraph.role != OfficeRole::Code;
    let is_plain_link = in_link || character.is_link;
    let marked = direct.marked.or(character.look.marked.filter(|_| !character.is_code));
    let underlined = direct.underline.filter(|_| !is_plain_link).or(layers.character.underline.filter(|_| !is_plain_link));
    let look = OfficeLook {
        is_bold: beyond(&bold),
        is_italic,
        is_small_caps: beyond(&|look| look.small_caps) && !layers.toggled(|look| look.caps),
        is_struck: beyond(&|look| look.strike) || beyond(&|look| look.double_strike),
        is_underlined: underlined.or(paragraph.look.underline.filter(|_| !draft.is_styled && !is_plain_link)).unwrap_or(false),
        is_marked: marked.unwrap_or(false),
        is_code,
        raise: raise(&layers),
        language: layers.uppermost(|look| if is_rtl { look.complex_language.clone() } else { look.language.clone() }),
        size: layers.uppermost(|look| if is_rtl { look.complex_size } else { look.size }),
    };
    DocxSeen {
        look,
        is_hidden: layers.toggled(|look| look.hidden),
        is_capital: beyond(&|look| look.caps),
        face: layers.uppermost(|look| look.face).filter(|face| *face != DocxFace::Letters),
        asian_language: layers.uppermost(|look| look.asian_language.clone()),
        complex_language: layers.uppermost(|look| look.complex_language.clone()),
    }
}

fn raise(layers: &DocxLayers<'_>) -> OfficeRaise {
    match layers.uppermost(|look| look.raise) {
        Some(OfficeRaise::Level) | None => match layers.uppermost(|look| look.position).unwrap_or(0) {
            RAISED.. => OfficeRaise::Superscript,
            position if position <= -RAISED => OfficeRaise::Subscript,
            _ => OfficeRaise::Level,
        },
        Some(raise) => raise,
    }
}

/// The look of a style that is named but not defined, which Word knows by itself.
fn without_definition(id: &str) -> DocxLook {
    let mut look = DocxLook::default();
    match id.to_lowercase().as_str() {
        "strong" => look.bold = Some(true),
        "emphasis" => look.italic = Some(true),
        "footnotereference" | "endnotereference" => look.raise = Some(OfficeRaise::Superscript),
        _ => {}
    }
    look
}
