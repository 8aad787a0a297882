//! What a mathematical face says of setting formulas: its MATH table (OpenType 1.9), in font units. The only place that reads it.

use super::Face;
use ttf_parser::GlyphId;
use ttf_parser::math::{self, GlyphConstruction, Kern, MathValue};

/// A face with a MATH table.
#[derive(Debug)]
pub(crate) struct MathFont<'f> {
    face: &'f Face,
    table: math::Table<'f>,
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
            fn read(table: &math::Constants) -> Self {
                let value = |value: MathValue| i32::from(value.value);
                Self {
                    script_scale: i32::from(table.script_percent_scale_down()),
                    script_script_scale: i32::from(table.script_script_percent_scale_down()),
                    display_operator: i32::from(table.display_operator_min_height()),
                    degree_raise: i32::from(table.radical_degree_bottom_raise_percent()),
                    $($name: value(table.$own()),)+
                }
            }
        }
    };
}

constants! {
    /// Height of the axis above the baseline: of fraction bars, of the middle of fences.
    axis = axis_height;
    /// Height up to which accents sit where they are drawn.
    accent_base = accent_base_height;
    /// How far subscripts are lowered.
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
    /// Room behind scripts.
    after_script = space_after_script;
    /// Room between an operator and its upper limit.
    upper_gap = upper_limit_gap_min;
    /// How far the limit's baseline is above the operator at least.
    upper_rise = upper_limit_baseline_rise_min;
    /// Room between an operator and its lower limit.
    lower_gap = lower_limit_gap_min;
    /// How far the limit's baseline is below the operator at least.
    lower_drop = lower_limit_baseline_drop_min;
    /// How far the upper part of a fraction without a bar is raised.
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
        let data = face.table(*b"MATH")?;
        let table = math::Table::parse(data)?;
        let constants = Constants::read(&table.constants?);
        Some(Self { face, table, constants })
    }

    /// How far a slanted glyph leans out at its top right.
    #[must_use]
    pub(crate) fn lean(&self, glyph: u16) -> i32 {
        let values = self.table.glyph_info.and_then(|info| info.italic_corrections);
        values.and_then(|values| values.get(GlyphId(glyph))).map_or(0, |value| i32::from(value.value))
    }

    /// Where the middle of an accent stands over a glyph, from its left; half its width if the face does not say.
    #[must_use]
    pub(crate) fn accent_place(&self, glyph: u16) -> i32 {
        let values = self.table.glyph_info.and_then(|info| info.top_accent_attachments);
        match values.and_then(|values| values.get(GlyphId(glyph))) {
            Some(value) => i32::from(value.value),
            None => self.face.advance(glyph) / 2,
        }
    }

    /// Whether the face says where a glyph's accent, or the glyph as an accent, stands.
    #[must_use]
    pub(crate) fn has_accent_place(&self, glyph: u16) -> bool {
        let values = self.table.glyph_info.and_then(|info| info.top_accent_attachments);
        values.is_some_and(|values| values.get(GlyphId(glyph)).is_some())
    }

    /// How much nearer a script at this height (or depth, negative) may stand than the glyph is wide; negative is nearer.
    #[must_use]
    pub(crate) fn kern(&self, glyph: u16, corner: Corner, height: i32) -> i32 {
        let info = self.table.glyph_info.and_then(|info| info.kern_infos).and_then(|infos| infos.get(GlyphId(glyph)));
        let kern: Option<Kern> = info.and_then(|info| match corner {
            Corner::TopRight => info.top_right,
            Corner::BottomRight => info.bottom_right,
        });
        let Some(kern) = kern else { return 0 };
        let step = (0..kern.count()).find(|&at| kern.height(at).is_some_and(|step| height < i32::from(step.value))).unwrap_or(kern.count());
        kern.kern(step).map_or(0, |value| i32::from(value.value))
    }

    /// The sign, at least so high.
    #[must_use]
    pub(crate) fn higher(&self, glyph: u16, least: i32) -> GrownSign {
        let found = self.table.variants.and_then(|variants| variants.vertical_constructions.get(GlyphId(glyph)));
        self.grown(glyph, least, found)
    }

    /// The sign, at least so wide; with `at_most`, the widest glyph that is not wider.
    #[must_use]
    pub(crate) fn wider(&self, glyph: u16, width: i32, at_most: bool) -> GrownSign {
        let found = self.table.variants.and_then(|variants| variants.horizontal_constructions.get(GlyphId(glyph)));
        if let Some(found) = found.filter(|_| at_most) {
            let fitting = found.variants.into_iter().filter(|variant| i32::from(variant.advance_measurement) <= width).last();
            return GrownSign::Glyph(fitting.map_or(glyph, |variant| variant.variant_glyph.0));
        }
        self.grown(glyph, width, found)
    }

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
        }
    }

    /// Parts laid end to end: as many extenders as are needed, overlapping as far as they may.
    fn assembled(&self, parts: &[math::GlyphPart], least: i32) -> Option<Vec<(u16, i32)>> {
        let overlap = i32::from(self.table.variants?.min_connector_overlap);
        for times in 0..200 {
            let laid: Vec<&math::GlyphPart> =
                parts.iter().flat_map(|part| std::iter::repeat_n(part, if part.part_flags.extender() { times } else { 1 })).collect();
            // How far each may reach into the one before.
            let most: Vec<i32> =
                laid.windows(2).map(|two| i32::from(two[0].end_connector_length.min(two[1].start_connector_length)).max(overlap)).collect();
            let whole: i32 = laid.iter().map(|part| i32::from(part.full_advance)).sum();
            let longest = whole - overlap * i32::try_from(most.len()).ok()?;
            if longest < least || laid.is_empty() {
                continue;
            }
            let joints = i32::try_from(most.len()).ok()?.max(1);
            let (mut at, mut placed, mut spare) = (0, Vec::with_capacity(laid.len()), longest - least);
            for (index, part) in laid.iter().enumerate() {
                placed.push((part.glyph_id.0, at));
                let Some(&most) = most.get(index) else { break };
                let left = joints - i32::try_from(index).ok()?;
                let take = (spare / left.max(1)).min(most - overlap);
                spare -= take;
                at += i32::from(part.full_advance) - overlap - take;
            }
            return Some(placed);
        }
        None
    }

    /// Every glyph that a glyph may grow into.
    pub(super) fn grows_into(&self, glyph: u16) -> Vec<u16> {
        let Some(variants) = self.table.variants else { return Vec::new() };
        let all = [variants.vertical_constructions, variants.horizontal_constructions];
        let found = all.into_iter().filter_map(|constructions| constructions.get(GlyphId(glyph)));
        found
            .flat_map(|found| {
                let parts = found.assembly.map(|assembly| assembly.parts.into_iter().map(|part| part.glyph_id.0).collect::<Vec<_>>());
                let larger = found.variants.into_iter().map(|variant| variant.variant_glyph.0);
                larger.chain(parts.unwrap_or_default()).collect::<Vec<_>>()
            })
            .collect()
    }
}
