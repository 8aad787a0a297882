//! Scripts, limits and accents (The TeXbook, appendix G, rules 9 to 13 and 18).

use super::boxes::MathBox;
use super::{MathContext, MathSetter};
use crate::fonts::math::Corner;
use crate::math::{AtomKind, FormulaNode, MathStyle, ScriptPlacement, combining};
use crate::source::Length;

/// How far scripts stand above and below the baseline of their base.
struct ScriptShift {
    up: Length,
    down: Length,
}

impl MathSetter<'_, '_> {
    /// A base with its scripts: as limits over and under it, or beside it.
    pub(super) fn scripts(
        &mut self,
        base: &FormulaNode,
        under: Option<&FormulaNode>,
        over: Option<&FormulaNode>,
        place: ScriptPlacement,
        manner: MathContext,
    ) -> MathBox {
        let low = under.map(|under| self.node(under, manner.script().cramped()));
        let primes = over.and_then(primes).filter(|_| place == ScriptPlacement::Beside);
        let high = over.map(|over| match primes {
            // Primes are drawn as high as they stand, and of the size of the text.
            Some(_) => self.node(over, manner),
            None => self.node(over, manner.script()),
        });
        if place == ScriptPlacement::Limits || (place == ScriptPlacement::Movable && manner.display()) {
            return self.limits(base, low, high, manner);
        }
        let mut whole = self.node(base, manner);
        let style = manner.style;
        let constants = self.constants;
        let core = base.core().map(|atom| atom.kind);
        let glyph = whole.glyph.filter(|_| core != Some(AtomKind::Large));
        let (lean, width) = (whole.lean, whole.width);
        let room = self.length(constants.after_script, style);
        let ScriptShift { up, down } = self.script_shift(&whole, low.as_ref(), high.as_ref(), primes.is_some(), manner, glyph.is_some());
        let mut end = width;
        if let Some(low) = low {
            // The subscript of a large sign that leans goes under the slope.
            let kern = glyph.map_or(0, |glyph| self.font.kern(glyph, Corner::BottomRight, self.units(low.height - down, style)));
            let back = if core == Some(AtomKind::Large) { lean } else { Length::ZERO };
            let x = width + self.length(kern, style) - back;
            end = end.max(x + low.width);
            whole.put(low, x, -down);
        }
        if let Some(high) = high {
            let kern = glyph.map_or(0, |glyph| self.font.kern(glyph, Corner::TopRight, self.units(up - high.depth, style)));
            let kern = if primes.is_some() { 0 } else { kern };
            let ahead = if core == Some(AtomKind::Large) { Length::ZERO } else { lean };
            let x = width + ahead + self.length(kern, style);
            end = end.max(x + high.width);
            whole.put(high, x, up);
        }
        whole.width = end + room;
        (whole.lean, whole.glyph) = (Length::ZERO, None);
        whole
    }

    /// How far scripts beside a base stand above and below its baseline (rules 18a to 18e); a `letter` has them lower than what is
    /// built of several parts.
    fn script_shift(
        &self,
        base: &MathBox,
        low: Option<&MathBox>,
        high: Option<&MathBox>,
        primes: bool,
        manner: MathContext,
        letter: bool,
    ) -> ScriptShift {
        let constants = self.constants;
        let length = |units: i32| self.length(units, manner.style);
        let (mut up, mut down) = (Length::ZERO, Length::ZERO);
        if let Some(high) = high {
            up = length(if manner.cramped { constants.sup_up_cramped } else { constants.sup_up });
            if !letter {
                up = up.max(base.height - length(constants.sup_drop));
            }
            up = if primes { Length::ZERO } else { up.max(high.depth + length(constants.sup_bottom)) };
        }
        if let Some(low) = low {
            down = length(constants.sub_down);
            if !letter {
                down = down.max(base.depth + length(constants.sub_drop));
            }
            down = down.max(low.height - length(constants.sub_top));
        }
        if let (Some(high), Some(low), false) = (high, low, primes) {
            let lacking = length(constants.scripts_gap) - ((up - high.depth) - (low.height - down));
            if lacking > Length::ZERO {
                // First the superscript rises, as far as it may; the rest is the subscript's.
                let rise = (length(constants.sup_bottom_with_sub) - (up - high.depth)).clamp(Length::ZERO, lacking);
                up += rise;
                down += lacking - rise;
            }
        }
        ScriptShift { up, down }
    }

    fn limits(&mut self, base: &FormulaNode, low: Option<MathBox>, high: Option<MathBox>, manner: MathContext) -> MathBox {
        let style = manner.style;
        let widest = [&low, &high].into_iter().flatten().map(|limit| limit.width).max().unwrap_or_default();
        // An arrow is as long as what stands on it.
        let arrow = base.core().filter(|atom| atom.kind == AtomKind::Sign).and_then(|atom| atom.text.chars().next());
        let core = match arrow.filter(|c| ('\u{2190}'..='\u{21FF}').contains(c)) {
            Some(arrow) => self.widened(arrow, widest + self.em(style).scale(3, 4), false, style),
            None => self.node(base, manner),
        };
        let constants = self.constants;
        let width = core.width.max(widest);
        let lean = core.lean / 2;
        let (height, depth) = (core.height, core.depth);
        let mut whole = MathBox::room(width);
        let middle = |part: &MathBox| (width - part.width) / 2;
        let x = middle(&core);
        whole.put(core, x, Length::ZERO);
        if let Some(high) = high {
            let rise = self.length(constants.upper_rise, style).max(self.length(constants.upper_gap, style) + high.depth);
            let x = middle(&high) + lean;
            whole.put(high, x, height + rise);
        }
        if let Some(low) = low {
            let drop = self.length(constants.lower_drop, style).max(self.length(constants.lower_gap, style) + low.height);
            let x = middle(&low) - lean;
            whole.put(low, x, -(depth + drop));
        }
        whole
    }

    pub(super) fn accent(&mut self, base: &FormulaNode, sign: char, stretches: bool, below: bool, manner: MathContext) -> MathBox {
        let style = manner.style;
        let content = self.node(base, manner.cramped());
        let single = content.glyph;
        let constants = self.constants;
        match sign {
            '_' => {
                let (thick, gap) = (self.length(constants.underbar, style), self.length(constants.underbar_gap, style));
                let (width, rise) = (content.width + content.lean, -(content.depth + gap + thick));
                let mut whole = MathBox { lean: Length::ZERO, ..content };
                whole.rule(Length::ZERO, rise, width, thick);
                whole.width = width;
                return MathBox { glyph: None, ..whole };
            }
            '‾' if single.is_none() => {
                let (thick, gap) = (self.length(constants.overbar, style), self.length(constants.overbar_gap, style));
                let (width, rise) = (content.width + content.lean, content.height + gap);
                let mut whole = MathBox { lean: Length::ZERO, ..content };
                whole.rule(Length::ZERO, rise, width, thick);
                whole.height += self.length(constants.overbar_room, style);
                whole.width = width;
                return MathBox { glyph: None, ..whole };
            }
            _ => {}
        }
        let combining = combining(sign).filter(|_| !below && (!stretches || matches!(sign, '^' | '~' | 'ˇ')));
        if let Some(c) = combining {
            return self.placed_accent(content, c, stretches, style);
        }
        // Braces, arrows and the like over or under the whole.
        let width = content.width + content.lean;
        let mark = self.widened(sign, width, false, style);
        let whole_width = width.max(mark.width);
        let mut whole = MathBox::room(whole_width);
        let gap = self.length(if below { constants.lower_gap } else { constants.upper_gap }, style) / 2;
        let rise = if below { -(content.depth + gap + mark.height) } else { content.height + gap + mark.depth };
        let (x, own) = ((whole_width - mark.width) / 2, (whole_width - width) / 2);
        whole.put(content, own, Length::ZERO);
        whole.put(mark, x, rise);
        whole
    }

    /// An accent where the face says that it belongs.
    fn placed_accent(&mut self, content: MathBox, c: char, stretches: bool, style: MathStyle) -> MathBox {
        let id = self.bench.fonts.math();
        let face = self.bench.fonts.face(id);
        let plain = face.glyph(c);
        if plain == 0 {
            self.missing.push(c);
            return content;
        }
        let width = if stretches { self.units(content.width, style) } else { 0 };
        let glyph = match self.font.wider(plain, width, true) {
            crate::fonts::math::GrownSign::Glyph(glyph) => glyph,
            crate::fonts::math::GrownSign::Parts(_) => plain,
        };
        let accent = self.glyph(glyph, c, style);
        let middle = match content.glyph {
            Some(base) if !stretches => self.length(self.font.accent_place(base), style),
            _ => (content.width + content.lean) / 2,
        };
        let [left, _, right, _] = face.ink(glyph).unwrap_or_default();
        // A combining sign stands left of its origin and has no width to halve.
        let own = if self.font.has_accent_place(glyph) { self.font.accent_place(glyph) } else { (left + right) / 2 };
        let rise = (content.height - self.length(self.constants.accent_base, style)).max(Length::ZERO);
        let x = middle - self.length(own, style);
        let (base, lean, width) = (content.glyph, content.lean, content.width);
        let mut whole = content;
        whole.put(MathBox { width: Length::ZERO, ..accent }, x, rise);
        MathBox { width, lean, glyph: base, ..whole }
    }
}

/// The primes, if a part is nothing else.
fn primes(node: &FormulaNode) -> Option<&str> {
    match node {
        FormulaNode::Atom(atom) if atom.text.chars().all(|c| ('′'..='‴').contains(&c)) => Some(&atom.text),
        _ => None,
    }
}
