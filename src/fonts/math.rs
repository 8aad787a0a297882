//! What a mathematical face says of setting formulas: its MATH table (OpenType 1.9), in font units. The only place that asks it.

use super::Face;
use super::math_table::{GlyphConstruction, GlyphPart, MathConstant, MathTable};

/// A face with a MATH table.
#[derive(Debug)]
pub(crate) struct MathFont<'f> {
    face: &'f Face,
    table: MathTable<'f>,
    /// The measures that hold for all formulas.
    pub constants: Constants,
}

macro_rules! constants {
    ($($(#[doc = $doc:literal])+ $name:ident = $own:ident;)+) => {
        /// The table's constants, named as there.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Constants {
            /// Size of scripts in hundredths of the text's.
            pub script_scale: i32,
            /// Size of a script's script in hundredths of the text's.
            pub script_script_scale: i32,
            /// Least height of a large operator in a display.
            pub display_operator: i32,
            /// How far the lower edge of a root's degree is raised, in hundredths of the root's height.
            pub degree_raise: i32,
            $($(#[doc = $doc])+ pub $name: i32,)+
        }

        impl Constants {
            fn read(table: &MathTable<'_>) -> Self {
                let [script_scale, script_script_scale] = table.script_scales().map(i32::from);
                Self {
                    script_scale,
                    script_script_scale,
                    display_operator: i32::from(table.display_operator()),
                    degree_raise: i32::from(table.degree_raise()),
                    $($name: i32::from(table.constant(MathConstant::$own)),)+
                }
            }
        }
    };
}

constants! {
    /// Height of the axis above the baseline: of fraction bars, of the middle of fences.
    axis = AxisHeight;
    /// Height up to which accents sit where they are drawn.
    accent_base = AccentBaseHeight;
    /// How far subscripts are lowered.
    sub_down = SubscriptShiftDown;
    /// How high the tops of subscripts may be.
    sub_top = SubscriptTopMax;
    /// How far below a base's lower edge the baseline of a subscript is at least.
    sub_drop = SubscriptBaselineDropMin;
    /// How far superscripts are raised.
    sup_up = SuperscriptShiftUp;
    /// How far superscripts are raised under a root or in a denominator.
    sup_up_cramped = SuperscriptShiftUpCramped;
    /// How low the lower edges of superscripts may be.
    sup_bottom = SuperscriptBottomMin;
    /// How far below a base's upper edge the baseline of a superscript is at most.
    sup_drop = SuperscriptBaselineDropMax;
    /// Room between a superscript and a subscript.
    scripts_gap = SubSuperscriptGapMin;
    /// How far a superscript is raised at most to make room for a subscript.
    sup_bottom_with_sub = SuperscriptBottomMaxWithSubscript;
    /// Room behind scripts.
    after_script = SpaceAfterScript;
    /// Room between an operator and its upper limit.
    upper_gap = UpperLimitGapMin;
    /// How far the limit's baseline is above the operator at least.
    upper_rise = UpperLimitBaselineRiseMin;
    /// Room between an operator and its lower limit.
    lower_gap = LowerLimitGapMin;
    /// How far the limit's baseline is below the operator at least.
    lower_drop = LowerLimitBaselineDropMin;
    /// How far the upper part of a fraction without a bar is raised.
    stack_up = StackTopShiftUp;
    /// How far the upper part of a fraction without a bar is raised in a display.
    stack_up_display = StackTopDisplayStyleShiftUp;
    /// How far the lower part of a fraction without a bar is lowered.
    stack_down = StackBottomShiftDown;
    /// How far the lower part of a fraction without a bar is lowered in a display.
    stack_down_display = StackBottomDisplayStyleShiftDown;
    /// Room between the parts of a fraction without a bar.
    stack_gap = StackGapMin;
    /// Room between the parts of a fraction without a bar in a display.
    stack_gap_display = StackDisplayStyleGapMin;
    /// How far a numerator is raised.
    over_up = FractionNumeratorShiftUp;
    /// How far a numerator is raised in a display.
    over_up_display = FractionNumeratorDisplayStyleShiftUp;
    /// How far a denominator is lowered.
    under_down = FractionDenominatorShiftDown;
    /// How far a denominator is lowered in a display.
    under_down_display = FractionDenominatorDisplayStyleShiftDown;
    /// Room between a numerator and the bar.
    over_gap = FractionNumeratorGapMin;
    /// Room between a numerator and the bar in a display.
    over_gap_display = FractionNumDisplayStyleGapMin;
    /// Thickness of a fraction bar.
    bar = FractionRuleThickness;
    /// Room between the bar and a denominator.
    under_gap = FractionDenominatorGapMin;
    /// Room between the bar and a denominator in a display.
    under_gap_display = FractionDenomDisplayStyleGapMin;
    /// Room between a base and a line over it.
    overbar_gap = OverbarVerticalGap;
    /// Thickness of a line over a base.
    overbar = OverbarRuleThickness;
    /// Room above a line over a base.
    overbar_room = OverbarExtraAscender;
    /// Room between a base and a line under it.
    underbar_gap = UnderbarVerticalGap;
    /// Thickness of a line under a base.
    underbar = UnderbarRuleThickness;
    /// Room between a root's line and what is under it.
    root_gap = RadicalVerticalGap;
    /// Room between a root's line and what is under it in a display.
    root_gap_display = RadicalDisplayStyleVerticalGap;
    /// Thickness of a root's line.
    root_bar = RadicalRuleThickness;
    /// Room above a root's line.
    root_room = RadicalExtraAscender;
    /// Room before a root's degree.
    degree_before = RadicalKernBeforeDegree;
    /// Room behind a root's degree, negative.
    degree_after = RadicalKernAfterDegree;
}

/// A sign as large as it was asked to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GrownSign {
    /// A single glyph.
    Glyph(u16),
    /// Several glyphs, from the bottom or the left: each with its distance from there.
    Parts(Vec<(u16, i32)>),
}

/// A corner of a glyph, where a script stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Corner {
    /// The corner of a superscript.
    TopRight,
    /// The corner of a subscript.
    BottomRight,
}

impl<'f> MathFont<'f> {
    /// The face's table; none if it has none.
    #[must_use]
    pub(crate) fn new(face: &'f Face) -> Option<Self> {
        let table = MathTable::read(face.table(*b"MATH")?)?;
        Some(Self { face, table, constants: Constants::read(&table) })
    }

    /// How far a slanted glyph leans out at its top right.
    #[must_use]
    pub(crate) fn lean(&self, glyph: u16) -> i32 {
        self.table.italic(glyph).map_or(0, i32::from)
    }

    /// Where the middle of an accent stands over a glyph, from its left; half its width if the face does not say.
    #[must_use]
    pub(crate) fn accent_place(&self, glyph: u16) -> i32 {
        self.table.accent(glyph).map_or_else(|| self.face.advance(glyph) / 2, i32::from)
    }

    /// Whether the face says where a glyph's accent, or the glyph as an accent, stands.
    #[must_use]
    pub(crate) fn has_accent_place(&self, glyph: u16) -> bool {
        self.table.accent(glyph).is_some()
    }

    /// How much nearer a script at this height (or depth, negative) may stand than the glyph is wide; negative is nearer.
    #[must_use]
    pub(crate) fn kern(&self, glyph: u16, corner: Corner, height: i32) -> i32 {
        let corner = match corner {
            Corner::TopRight => 0,
            Corner::BottomRight => 2,
        };
        self.table.kern(glyph, corner, height).map_or(0, i32::from)
    }

    /// The sign, at least so high.
    #[must_use]
    pub(crate) fn higher(&self, glyph: u16, least: i32) -> GrownSign {
        self.grown(glyph, least, self.table.higher(glyph))
    }

    /// The sign, at least so wide; with `at_most`, the widest glyph that is not wider.
    #[must_use]
    pub(crate) fn wider(&self, glyph: u16, width: i32, at_most: bool) -> GrownSign {
        let found = self.table.wider(glyph);
        if let Some(found) = found.as_ref().filter(|_| at_most) {
            let fitting = found.variants.iter().rfind(|(_, advance)| i32::from(*advance) <= width);
            return GrownSign::Glyph(fitting.map_or(glyph, |(variant, _)| *variant));
        }
        self.grown(glyph, width, found)
    }

    fn grown(&self, glyph: u16, least: i32, found: Option<GlyphConstruction>) -> GrownSign {
        let Some(found) = found else { return GrownSign::Glyph(glyph) };
        let fitting = found.variants.iter().find(|(_, advance)| i32::from(*advance) >= least);
        let largest = found.variants.last().map_or(glyph, |(variant, _)| *variant);
        match (fitting, found.parts) {
            (Some((variant, _)), _) => GrownSign::Glyph(*variant),
            (None, Some(parts)) => self.assembled(&parts, least).map_or(GrownSign::Glyph(largest), GrownSign::Parts),
            (None, None) => GrownSign::Glyph(largest),
        }
    }

    /// Parts laid end to end: as many extenders as are needed, overlapping as far as they may.
    fn assembled(&self, parts: &[GlyphPart], least: i32) -> Option<Vec<(u16, i32)>> {
        let overlap = i32::from(self.table.overlap);
        for times in 0..200 {
            let laid: Vec<&GlyphPart> =
                parts.iter().flat_map(|part| std::iter::repeat_n(part, if part.extends { times } else { 1 })).collect();
            // How far each may reach into the one before.
            let most: Vec<i32> = laid.windows(2).map(|two| i32::from(two[0].end.min(two[1].start)).max(overlap)).collect();
            let whole: i32 = laid.iter().map(|part| i32::from(part.advance)).sum();
            let longest = whole - overlap * i32::try_from(most.len()).ok()?;
            if longest < least || laid.is_empty() {
                continue;
            }
            let joints = i32::try_from(most.len()).ok()?.max(1);
            let (mut at, mut placed, mut spare) = (0, Vec::with_capacity(laid.len()), longest - least);
            for (index, part) in laid.iter().enumerate() {
                placed.push((part.glyph, at));
                let Some(&most) = most.get(index) else { break };
                let left = joints - i32::try_from(index).ok()?;
                let take = (spare / left.max(1)).min(most - overlap);
                spare -= take;
                at += i32::from(part.advance) - overlap - take;
            }
            return Some(placed);
        }
        None
    }

    /// Every glyph that a glyph may grow into.
    pub(super) fn grows_into(&self, glyph: u16) -> Vec<u16> {
        let found = [self.table.higher(glyph), self.table.wider(glyph)].into_iter().flatten();
        found
            .flat_map(|found| {
                let parts = found.parts.into_iter().flatten().map(|part| part.glyph);
                found.variants.into_iter().map(|(variant, _)| variant).chain(parts)
            })
            .collect()
    }
}
