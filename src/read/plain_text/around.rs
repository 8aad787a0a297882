//! What a block is by the blocks round it: lines between stanzas are verse, lines at the end are a signature.

use super::block::{BlockRole, TextBlock};
use super::layout::Layout;

/// Corrects the roles of blocks by their neighbours.
pub(super) fn settle(text: &str, blocks: &mut Vec<TextBlock>, layout: Layout) {
    let verse = |block: Option<&TextBlock>| block.is_some_and(|block| block.role == BlockRole::Verse);
    let head = blocks.iter().position(|block| matches!(block.role, BlockRole::Heading(..))).unwrap_or(0);
    let last = blocks.len().saturating_sub(1);
    for at in 0..blocks.len() {
        let before = at.checked_sub(1).and_then(|at| blocks.get(at));
        let (before, after) = (verse(before), verse(blocks.get(at + 1)));
        let block = &blocks[at];
        let kept = layout == Layout::LinesKept;
        // Prose of several lines among verse was found to be prose.
        let prose = kept && block.lines.len() > 1 && block.role != BlockRole::Lines;
        let plain = matches!(block.role, BlockRole::Paragraph | BlockRole::Quotation | BlockRole::Lines) && block.gap <= 2 && !prose;
        let between = before && after && block.indent > 1;
        let role = match block.role {
            _ if plain && (between || kept && before) => BlockRole::Verse,
            // A dedication before the first chapter; a name or a date behind the last paragraph.
            BlockRole::Verse if at < head && block.lines.len() <= 6 => BlockRole::Lines,
            BlockRole::Verse if at == last && at > 0 && !before && !kept && block.lines.len() <= 4 => BlockRole::Lines,
            _ => continue,
        };
        blocks[at].role = role;
    }
    split(text, blocks);
}

/// Parts blocks whose lines are blocks of their own: an epigraph with its source, the persons of a play.
fn split(text: &str, blocks: &mut Vec<TextBlock>) {
    let mut out: Vec<TextBlock> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let line = |at: usize| &text[block.lines[at].clone()];
        let lines = block.lines.len();
        let kept = matches!(block.role, BlockRole::Lines | BlockRole::Verse) && lines > 1;
        let sourced = kept && line(lines - 1).starts_with(['—', '–', '―']) && !line(0).starts_with(['—', '–', '―']);
        let persons = kept && out.last().is_some_and(|before| matches!(before.role, BlockRole::Heading(..)) && is_cast(&text[before.at()]));
        let role = match (sourced, persons) {
            (true, _) => BlockRole::Quotation,
            (_, true) => BlockRole::Item(None),
            _ => {
                out.push(block);
                continue;
            }
        };
        let cut = if sourced { lines - 1 } else { 1 };
        let pieces = block.lines.chunks(cut).map(<[_]>::to_vec);
        out.extend(pieces.map(|lines| TextBlock { lines, role: role.clone(), ..block.clone() }));
    }
    *blocks = out;
}

/// Whether a heading stands over the persons of a play.
fn is_cast(heading: &str) -> bool {
    let name = heading.trim_end_matches(['.', ':']).to_lowercase();
    [
        "dramatis personae",
        "dramatis personæ",
        "persons",
        "characters",
        "cast of characters",
        "persons of the play",
        "personen",
        "personnages",
        "personajes",
        "personaggi",
        "действующие лица",
        "personagens",
    ]
    .contains(&name.as_str())
}
