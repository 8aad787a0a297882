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
<<<<<<< HEAD
    sub_down = SubscriptShiftDown;
    /// How high their tops may be.
    sub_top = SubscriptTopMax;
    /// How far below a base's lower edge their baseline is at least.
    sub_drop = SubscriptBaselineDropMin;
    /// How far superscripts are raised.
    sup_up = SuperscriptShiftUp;
    /// The same under a root or in a denominator.
    sup_up_cramped = SuperscriptShiftUpCramped;
    /// How low their lower edges may be.
    sup_bottom = SuperscriptBottomMin;
    /// How far below a base's upper edge their baseline is at most.
    sup_drop = SuperscriptBaselineDropMax;
    /// Room between a superscript and a subscript.
    scripts_gap = SubSuperscriptGapMin;
    /// How far a superscript is raised at most to make that room.
    sup_bottom_with_sub = SuperscriptBottomMaxWithSubscript;
=======
    sub_down = subscript_shift_down;
    /// How high the tops of subscripts may be.
    sub_top = subscript_top_max;
    /// How far below a base's lower edge the baseline of a subscript is at least.
    sub_drop = subscript_baseline_drop_min;
    /// How far superscripts are raised.
    sup_up = superscript_shift_up;
    /// How far superscripts are raised under a root or in a denominator.
    sup_up_cramped = superscript_shift_up_cramped;
    /// How low the lower edges of superscripts may be.
    sup_bottom = superscript_bottom_min;
    /// How far below a base's upper edge the baseline of a superscript is at most.
    sup_drop = superscript_baseline_drop_max;
    /// Room between a superscript and a subscript.
    scripts_gap = sub_superscript_gap_min;
    /// How far a superscript is raised at most to make room for a subscript.
    sup_bottom_with_sub = superscript_bottom_max_with_subscript;
>>>>>>> main
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
<<<<<<< HEAD
    stack_up = StackTopShiftUp;
    /// The same in a display.
    stack_up_display = StackTopDisplayStyleShiftUp;
    /// How far its lower part is lowered.
    stack_down = StackBottomShiftDown;
    /// The same in a display.
    stack_down_display = StackBottomDisplayStyleShiftDown;
    /// Room between the two.
    stack_gap = StackGapMin;
    /// The same in a display.
    stack_gap_display = StackDisplayStyleGapMin;
    /// How far a numerator is raised.
    over_up = FractionNumeratorShiftUp;
    /// The same in a display.
    over_up_display = FractionNumeratorDisplayStyleShiftUp;
    /// How far a denominator is lowered.
    under_down = FractionDenominatorShiftDown;
    /// The same in a display.
    under_down_display = FractionDenominatorDisplayStyleShiftDown;
    /// Room between a numerator and the bar.
    over_gap = FractionNumeratorGapMin;
    /// The same in a display.
    over_gap_display = FractionNumDisplayStyleGapMin;
    /// Thickness of the bar.
    bar = FractionRuleThickness;
    /// Room between the bar and a denominator.
    under_gap = FractionDenominatorGapMin;
    /// The same in a display.
    under_gap_display = FractionDenomDisplayStyleGapMin;
    /// Room between a base and a line over it.
    overbar_gap = OverbarVerticalGap;
    /// Thickness of that line.
    overbar = OverbarRuleThickness;
    /// Room above it.
    overbar_room = OverbarExtraAscender;
    /// Room between a base and a line under it.
    underbar_gap = UnderbarVerticalGap;
    /// Thickness of that line.
    underbar = UnderbarRuleThickness;
    /// Room between a root's line and what is under it.
    root_gap = RadicalVerticalGap;
    /// The same in a display.
    root_gap_display = RadicalDisplayStyleVerticalGap;
    /// Thickness of a root's line.
    root_bar = RadicalRuleThickness;
    /// Room above it.
    root_room = RadicalExtraAscender;
    /// Room before a root's degree.
    degree_before = RadicalKernBeforeDegree;
    /// Room behind it, negative.
    degree_after = RadicalKernAfterDegree;
=======
    stack_up = stack_top_shift_up;
    /// How far the upper part of a fraction without a bar is raised in a display.
    stack_up_display = stack_top_display_style_shift_up;
    /// How far the lower part of a fraction without a bar is lowered.
    stack_down = stack_bottom_shift_down;
    /// How far the lower part of a fraction without a bar is lowered in a display.
    stack_down_display = stack_bottom_display_style_shift_down;
    /// Room between the parts of a fraction without a bar.
    stack_gap = stack_gap_min;
    /// Room between the parts of a fraction without a bar in a display.
    stack_gap_display = stack_display_style_gap_min;
    /// How far a numerator is raised.
    over_up = fraction_numerator_shift_up;
    /// How far a numerator is raised in a display.
    over_up_display = fraction_numerator_display_style_shift_up;
    /// How far a denominator is lowered.
    under_down = fraction_denominator_shift_down;
    /// How far a denominator is lowered in a display.
    under_down_display = fraction_denominator_display_style_shift_down;
    /// Room between a numerator and the bar.
    over_gap = fraction_numerator_gap_min;
    /// Room between a numerator and the bar in a display.
    over_gap_display = fraction_num_display_style_gap_min;
    /// Thickness of a fraction bar.
    bar = fraction_rule_thickness;
    /// Room between the bar and a denominator.
    under_gap = fraction_denominator_gap_min;
    /// Room between the bar and a denominator in a display.
    under_gap_display = fraction_denom_display_style_gap_min;
    /// Room between a base and a line over it.
    overbar_gap = overbar_vertical_gap;
    /// Thickness of a line over a base.
    overbar = overbar_rule_thickness;
    /// Room above a line over a base.
    overbar_room = overbar_extra_ascender;
    /// Room between a base and a line under it.
    underbar_gap = underbar_vertical_gap;
    /// Thickness of a line under a base.
    underbar = underbar_rule_thickness;
    /// Room between a root's line and what is under it.
    root_gap = radical_vertical_gap;
    /// Room between a root's line and what is under it in a display.
    root_gap_display = radical_display_style_vertical_gap;
    /// Thickness of a root's line.
    root_bar = radical_rule_thickness;
    /// Room above a root's line.
    root_room = radical_extra_ascender;
    /// Room before a root's degree.
    degree_before = radical_kern_before_degree;
    /// Room behind a root's degree, negative.
    degree_after = radical_kern_after_degree;
>>>>>>> main
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
<<<<<<< HEAD
    pub(crate) fn higher(&self, glyph: u16, least: i32) -> Grown {
        self.grown(glyph, least, self.table.higher(glyph))
=======
    pub(crate) fn higher(&self, glyph: u16, least: i32) -> GrownSign {
        let found = self.table.variants.and_then(|variants| variants.vertical_constructions.get(GlyphId(glyph)));
        self.grown(glyph, least, found)
>>>>>>> main
    }

    /// The sign, at least so wide; with `at_most`, the widest glyph that is not wider.
    #[must_use]
<<<<<<< HEAD
    pub(crate) fn wider(&self, glyph: u16, width: i32, at_most: bool) -> Grown {
        let found = self.table.wider(glyph);
        if let Some(found) = found.as_ref().filter(|_| at_most) {
            let fitting = found.variants.iter().rfind(|(_, advance)| i32::from(*advance) <= width);
            return Grown::Glyph(fitting.map_or(glyph, |(variant, _)| *variant));
=======
    pub(crate) fn wider(&self, glyph: u16, width: i32, at_most: bool) -> GrownSign {
        let found = self.table.variants.and_then(|variants| variants.horizontal_constructions.get(GlyphId(glyph)));
        if let Some(found) = found.filter(|_| at_most) {
            let fitting = found.variants.into_iter().filter(|variant| i32::from(variant.advance_measurement) <= width).last();
            return GrownSign::Glyph(fitting.map_or(glyph, |variant| variant.variant_glyph.0));
>>>>>>> main
        }
        self.grown(glyph, width, found)
    }

<<<<<<< HEAD
    fn grown(&self, glyph: u16, least: i32, found: Option<GlyphConstruction>) -> Grown {
        let Some(found) = found else { return Grown::Glyph(glyph) };
        let fitting = found.variants.iter().find(|(_, advance)| i32::from(*advance) >= least);
        let largest = found.variants.last().map_or(glyph, |(variant, _)| *variant);
        match (fitting, found.parts) {
            (Some((variant, _)), _) => Grown::Glyph(*variant),
            (None, Some(parts)) => self.assembled(&parts, least).map_or(Grown::Glyph(largest), Grown::Parts),
            (None, None) => Grown::Glyph(largest),
=======
    fn grown(&self, glyph: u16, least: i32, found: Option<GlyphConstruction>) -> GrownSign {
        let Some(found) = found else { return GrownSign::Glyph(glyph) };
        let fitting = found.variants.into_iter().find(|variant| i32::from(variant.advance_measurement) >= least);
        let largest = found.variants.last().map_or(glyph, |variant| variant.variant_glyph.0);
        match (fitting, found.assembly) {
            (Some(variant), _) => GrownSign::Glyph(variant.variant_glyph.0),
            (None, Some(assembly)) => {
                let parts: Vec<math::GlyphPart> = assembly.parts.into_iter().collect();
                self.assembled(&parts, least).map_or(GrownSign::Glyph(largest), GrownSign::Parts)
            }
            (None, None) => GrownSign::Glyph(largest),
>>>>>>> main
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
