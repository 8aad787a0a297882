//! Fractions, roots (The TeXbook, appendix G, rules 11 and 15) and boxes.

use super::boxes::MathBox;
use super::{MathContext, MathSetter};
use crate::math::{FormulaNode, MathStyle};
use crate::source::Length;

impl MathSetter<'_, '_> {
    pub(super) fn fraction(&mut self, over: &FormulaNode, under: &FormulaNode, bar: Option<i32>, manner: MathContext) -> MathBox {
        let style = manner.style;
        let display = manner.display();
        let inner = if display { MathContext { style: MathStyle::Text, ..manner } } else { manner.script() };
        let top = self.node(over, inner);
        let bottom = self.node(under, inner.cramped());
        let constants = self.constants;
        let pick = |shown: i32, plain: i32| if display { shown } else { plain };
        let thick = match bar {
            None => self.length(constants.bar, style),
            Some(bar) => self.em(style).scale(i64::from(bar), 1000),
        };
        let (mut up, mut down);
        let axis = self.axis(style);
        if thick == Length::ZERO {
            up = self.length(pick(constants.stack_up_display, constants.stack_up), style);
            down = self.length(pick(constants.stack_down_display, constants.stack_down), style);
            let gap = self.length(pick(constants.stack_gap_display, constants.stack_gap), style);
            let lacking = gap - (up - top.depth) - (down - bottom.height);
            if lacking > Length::ZERO {
                up += lacking / 2;
                down += lacking / 2;
            }
        } else {
            up = self.length(pick(constants.over_up_display, constants.over_up), style);
            down = self.length(pick(constants.under_down_display, constants.under_down), style);
            let over_gap = self.length(pick(constants.over_gap_display, constants.over_gap), style);
            let under_gap = self.length(pick(constants.under_gap_display, constants.under_gap), style);
            up = up.max(axis + thick / 2 + over_gap + top.depth);
            down = down.max(thick / 2 + under_gap + bottom.height - axis);
        }
        // A little room beside the bar, so that two fractions don't run together.
        let side = self.em(style) / 12;
        let width = top.width.max(bottom.width) + side / 2;
        let mut whole = MathBox::room(width + side * 2);
        let place = |part: &MathBox| side + (width - part.width) / 2;
        let (x_top, x_bottom) = (place(&top), place(&bottom));
        whole.put(top, x_top, up);
        whole.put(bottom, x_bottom, -down);
        if thick > Length::ZERO {
            whole.rule(side, axis - thick / 2, width, thick);
        }
        whole
    }

    /// Parts with a box round them, a quarter of an em away.
    pub(super) fn boxed(&mut self, inside: &[FormulaNode], manner: MathContext) -> MathBox {
        let content = self.row(inside, manner);
        let thick = self.length(self.constants.bar, manner.style);
        let room = self.em(manner.style) / 4;
        let (width, top, foot) = (content.width + content.lean + (room + thick) * 2, content.height + room, content.depth + room);
        let mut whole = MathBox::room(width);
        whole.put(content, room + thick, Length::ZERO);
        whole.rule(Length::ZERO, top, width, thick);
        whole.rule(Length::ZERO, -foot - thick, width, thick);
        for x in [Length::ZERO, width - thick] {
            whole.rule(x, -foot, thick, top + foot);
        }
        whole
    }

    pub(super) fn root(&mut self, of: &FormulaNode, degree: Option<&FormulaNode>, manner: MathContext) -> MathBox {
        let style = manner.style;
        let content = self.node(of, manner.cramped());
        let constants = self.constants;
        let thick = self.length(constants.root_bar, style);
        let mut gap = self.length(if manner.display() { constants.root_gap_display } else { constants.root_gap }, style);
        let wanted = content.height + content.depth + gap + thick;
        let sign = self.grown('√', self.units(wanted, style), style);
        let spare = sign.height + sign.depth - wanted;
        if spare > Length::ZERO {
            gap += spare / 2;
        }
        let top = content.height + gap + thick;
        let rise = top - sign.height;
        let (sign_width, sign_height, sign_depth) = (sign.width, sign.height + rise, sign.depth - rise);
        let mut whole = MathBox::default();
        let mut x = Length::ZERO;
        if let Some(degree) = degree {
            let small = self.node(degree, MathContext { style: MathStyle::ScriptScript, cramped: manner.cramped });
            let (before, after) = (self.length(constants.degree_before, style), self.length(constants.degree_after, style));
            let raise = (sign_height + sign_depth).scale(i64::from(constants.degree_raise), 100) - sign_depth;
            x = (before + small.width + after).max(Length::ZERO);
            let (place, up) = (before, raise + small.depth);
            whole.put(small, place, up);
        }
        whole.put(sign, x, rise);
        x += sign_width;
        let width = content.width + content.lean;
        whole.put(content, x, Length::ZERO);
        whole.rule(x, top - thick, width, thick);
        whole.height = whole.height.max(top + self.length(constants.root_room, style));
        whole.width = x + width;
        whole
    }
}
