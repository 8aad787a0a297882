//! Boxes measured against the constants of the MATH table.

use super::*;
use crate::book::SourceMap;
use crate::fonts::Fonts;
use crate::layout::line::Ink;

fn boxed(latex: &str, display: bool) -> MathBox {
    let fonts = Fonts::built_in();
    let mut bench = ShapeContext::new(&fonts, &[]);
    let set = set(
        &Math { latex: latex.to_owned(), map: SourceMap::default(), display, numbers: Vec::new() },
        Length::points(10),
        None,
        true,
        &mut bench,
    )
    .last;
    assert!(bench.diagnostics.iter().next().is_none(), "{latex}");
    set
}

fn constants() -> Constants {
    let fonts = Fonts::built_in();
    MathFont::new(fonts.face(fonts.math())).expect("the face of mathematics has a MATH table").constants
}

fn units(of: i32) -> Length {
    Length::points(10).scale(i64::from(of), 1000)
}

/// Rules: left, upper edge, width, thickness.
fn rules(set: &MathBox) -> Vec<(Length, Length, Length, Length)> {
    let rule = |mark: &boxes::MathMark| match mark.ink {
        Ink::Rule(width, thick) => Some((mark.x, mark.rise, width, thick)),
        _ => None,
    };
    set.marks.iter().filter_map(rule).collect()
}

/// Baselines of the characters.
fn rise(set: &MathBox, sign: &str) -> Length {
    let found = set.marks.iter().find(|mark| matches!(&mark.ink, Ink::Text(text) if text.text == sign));
    found.map(|mark| mark.rise).expect(sign)
}

#[test]
fn a_fraction_bar_is_centred_on_the_axis() {
    let set = boxed("\\frac{1}{2}", true);
    let [(_, top, _, thick)] = rules(&set)[..] else { panic!("one bar") };
    assert_eq!((top - thick / 2, thick), (units(constants().axis), units(constants().bar)));
    assert_eq!(rise(&set, "1"), units(constants().over_up_display));
    assert_eq!(rise(&set, "2"), -units(constants().under_down_display));
}

#[test]
fn scripts_are_shifted_as_the_face_says() {
    let raised = rise(&boxed("x^2", false), "2");
    assert_eq!(raised, units(constants().sup_up));
    assert_eq!(rise(&boxed("x_2", false), "2"), -units(constants().sub_down));
    assert!(rise(&boxed("\\frac{1}{\\frac{2}{x^3}}", true), "3") < raised);
}

#[test]
fn what_follows_scripts_stands_behind_them() {
    for scripts in ["x_{888}", "x^{888}", "x_{888}^{1}", "x_{1}^{888}", "\\int_{888}", "\\int_1^{888}"] {
        let set = boxed(&format!("{scripts}{{,}}"), false);
        let texts = set.marks.iter().filter_map(|mark| if let Ink::Text(text) = &mark.ink { Some((mark, text)) } else { None });
        let (comma, others): (Vec<_>, Vec<_>) = texts.partition(|(_, text)| text.text == ",");
        let right = others.iter().map(|(mark, text)| mark.x + text.glyphs.iter().map(|glyph| Length::raw(i64::from(glyph.advance))).sum());
        let [(comma, _)] = comma[..] else { panic!("one comma behind {scripts}") };
        assert!(comma.x >= right.max().expect("others"), "{scripts}");
    }
}

#[test]
fn fences_grow_and_stand_in_the_middle() {
    let (small, large) = (boxed("\\left( x \\right)", true), boxed("\\left( \\frac{\\frac{a}{b}}{\\frac{c}{d}} \\right)", true));
    assert!(large.height > small.height);
    // Tall ones are put together of parts.
    let tall = boxed("\\left( \\begin{matrix} 1\\\\2\\\\3\\\\4\\\\5\\\\6\\\\7\\\\8 \\end{matrix} \\right)", true);
    let parts = tall.marks.iter().filter(|mark| matches!(&mark.ink, Ink::Text(text) if text.text == "(" && text.glyphs.len() > 2));
    assert_eq!(parts.count(), 1);
    let axis = units(constants().axis);
    assert!(((tall.height - axis) - (tall.depth + axis)).units().abs() < Length::milli(100).units());
}

#[test]
fn limits_stand_above_and_below_in_a_display_alone() {
    let (display, text) = (boxed("\\sum_{i}^{n}", true), boxed("\\sum_{i}^{n}", false));
    assert!(display.height > text.height && display.width < text.width + units(1000));
    assert!(rise(&display, "𝑛") > rise(&text, "𝑛"));
}

#[test]
fn every_sign_the_parser_knows_well_is_in_the_face() {
    for latex in [
        "\\alpha\\beta\\gamma\\delta\\epsilon\\varepsilon\\zeta\\eta\\theta\\vartheta\\iota\\kappa\\lambda\\mu\\nu\\xi\\pi\\varpi\\rho\\varrho",
        "\\sigma\\tau\\upsilon\\phi\\varphi\\chi\\psi\\omega\\Gamma\\Delta\\Theta\\Lambda\\Xi\\Pi\\Sigma\\Upsilon\\Phi\\Psi\\Omega",
        "\\leq\\geq\\neq\\approx\\equiv\\sim\\simeq\\cong\\propto\\ll\\gg\\subset\\supset\\subseteq\\supseteq\\in\\ni\\notin\\perp\\parallel",
        "\\pm\\mp\\times\\div\\cdot\\ast\\star\\circ\\bullet\\cap\\cup\\vee\\wedge\\oplus\\ominus\\otimes\\setminus\\dagger",
        "\\to\\leftarrow\\Rightarrow\\Leftarrow\\leftrightarrow\\Leftrightarrow\\mapsto\\uparrow\\downarrow\\hookrightarrow\\rightharpoonup",
        "\\infty\\partial\\nabla\\forall\\exists\\emptyset\\hbar\\ell\\Re\\Im\\aleph\\angle\\neg\\ldots\\cdots\\vdots\\ddots\\prime",
        "\\sum\\prod\\coprod\\int\\iint\\iiint\\oint\\bigcup\\bigcap\\bigvee\\bigwedge\\bigoplus\\bigotimes",
        "\\mathbf{Ab1}\\mathit{Ab}\\mathcal{A}\\mathbb{AR1}\\mathfrak{Ab}\\mathsf{Ab1}\\mathtt{Ab1}\\boldsymbol{\\alpha b}",
        "\\hat{a}\\tilde{a}\\bar{a}\\vec{a}\\dot{a}\\ddot{a}\\acute{a}\\grave{a}\\breve{a}\\check{a}\\mathring{a}\\widehat{abc}\\overbrace{a}",
    ] {
        assert!(boxed(latex, true).width > Length::ZERO);
    }
}

#[test]
fn scripts_above_one_another_do_not_touch() {
    // In scripts letters have 7 tenths of their size.
    let part = |length: Length| length.scale(7, 10);
    for (high, low) in [("p", "b"), ("g", "h"), ("y", "k")] {
        let sign = |of: &str| crate::math::letter(of.chars().next().expect("one"), crate::math::Alphabet::Italic).to_string();
        let set = boxed(&format!("x_{low}^{high}"), false);
        let foot = rise(&set, &sign(high)) - part(boxed(high, false).depth);
        let top = rise(&set, &sign(low)) + part(boxed(low, false).height);
        assert!(foot > top, "{high} {low}: {foot:?} {top:?}");
    }
}

#[test]
fn scripts_of_a_tall_thing_stand_at_its_corners() {
    let base = "\\left( \\frac{\\frac{a}{b}}{\\frac{c}{d}} \\right)";
    let tall = boxed(base, true);
    let set = boxed(&format!("{base}_2^8"), true);
    assert_eq!(rise(&set, "2"), -(tall.depth + units(constants().sub_drop)));
    assert_eq!(rise(&set, "8"), tall.height - units(constants().sup_drop));
}

#[test]
fn each_larger_bracket_is_larger() {
    let heights: Vec<Length> = ["(", "\\big(", "\\Big(", "\\bigg(", "\\Bigg("]
        .map(|latex| {
            let set = boxed(latex, true);
            set.height + set.depth
        })
        .to_vec();
    assert!(heights.windows(2).all(|pair| pair[0] < pair[1]), "{heights:?}");
    assert!(heights[4] < Length::points(40), "{heights:?}");
}

#[test]
fn lines_above_and_below_a_table_are_as_far_from_its_middle() {
    let set = boxed("\\begin{array}{c} \\hline 1 \\\\ 2 \\\\ \\hline \\end{array}", true);
    let [(_, first, width, thick), (_, last, ..)] = rules(&set)[..] else { panic!("two rules") };
    let middle = (first - thick / 2 + (last - thick / 2)) / 2;
    assert!((middle - units(constants().axis)).units().abs() <= 1, "{middle:?}");
    assert_eq!(width, set.width);
}

/// The pieces that a line may part a formula into, by the signs in them, and what parting it behind each costs.
fn pieces(latex: &str) -> (Vec<String>, Vec<i64>) {
    let fonts = Fonts::built_in();
    let mut bench = ShapeContext::new(&fonts, &[]);
    let formula = Math { latex: latex.to_owned(), map: SourceMap::default(), display: false, numbers: Vec::new() };
    let SetFormula { before, last } = set(&formula, Length::points(10), None, false, &mut bench);
    let penalties = before.iter().map(|piece| piece.penalty).collect();
    (before.into_iter().map(|piece| piece.set).chain([last]).map(|set| signs(&set)).collect(), penalties)
}

/// The characters of a box, letters of alphabets as plain ones.
fn signs(set: &MathBox) -> String {
    let texts = set.marks.iter().filter_map(|mark| if let Ink::Text(text) = &mark.ink { Some(text.text.as_str()) } else { None });
    texts.collect()
}

#[test]
fn formulas_in_the_text_part_behind_relations_and_joining_signs_alone() {
    let (parts, penalties) = pieces("A B C = d e f g (h + i)");
    assert_eq!(parts.len(), 2, "{parts:?}");
    assert!(parts[0].ends_with('=') && penalties == [BEHIND_RELATION], "{parts:?}");
    let (parts, penalties) = pieces("A B C D + E F G H - \\frac{a + b}{c = d} f(x + y)");
    assert!(parts.len() == 3 && parts[0].ends_with('+') && parts[1].ends_with('\u{2212}'), "{parts:?}");
    assert_eq!(penalties, [BEHIND_SIGN; 2]);
    assert_eq!(pieces("\\lambda = a b c d e").0.len(), 2);
    // What is short, and what stands in brackets, stays together.
    for whole in ["a = b", "f(a b c d = e f g h)", "\\left(a b c d + e f g h\\right)", "{a b c d = e f g h}"] {
        assert_eq!(pieces(whole).0.len(), 1, "{whole}");
    }
}

#[test]
fn displays_fit_the_measure_where_they_can() {
    let fonts = Fonts::built_in();
    let fitted = |latex: &str, measure: Option<Length>| {
        let mut bench = ShapeContext::new(&fonts, &[]);
        bench.display = measure;
        let formula = Math { latex: latex.to_owned(), map: SourceMap::default(), display: true, numbers: Vec::new() };
        set(&formula, Length::points(10), None, false, &mut bench).last
    };
    let long = "\\alpha + \\beta + \\gamma + \\delta = a + b + c + d + e + f = g + h + i + j + k + l";
    let wide = "\\begin{aligned} a + b &= c + d + e, & f + g &= h + i + j \\end{aligned}";
    for latex in [long, "a + b + c + d, \\qquad e + f + g + h", wide] {
        let natural = fitted(latex, None);
        let sorted = |set: &MathBox| {
            let mut signs: Vec<char> = signs(set).chars().collect();
            signs.sort_unstable();
            signs
        };
        for percent in [120, 100, 96, 94] {
            let measure = natural.width.scale(percent, 100);
            let set = fitted(latex, Some(measure));
            assert!(set.width <= measure, "{latex} at {percent} %");
            assert_eq!(sorted(&set), sorted(&natural), "{latex} at {percent} %");
            assert_eq!(set.width == natural.width, percent >= 100, "{latex} at {percent} %");
        }
    }
    // On several lines, each but the first begins with a relation, and brackets are not parted.
    let natural = fitted(long, None);
    let set = fitted(long, Some(natural.width.scale(60, 100)));
    let mut lines: Vec<Length> = set.marks.iter().map(|mark| mark.rise).collect();
    lines.sort_unstable();
    lines.dedup();
    assert!(lines.len() > 1 && set.width <= natural.width.scale(60, 100), "{lines:?}");
    // What can't fit is as it is.
    assert_eq!(fitted("a b c d e f g h", Some(Length::points(10))).width, fitted("a b c d e f g h", None).width);
}

#[test]
fn a_solidus_is_closed_and_letters_that_lean_have_their_room() {
    let width = |latex: &str| boxed(latex, false).width;
    assert_eq!(width("a/b"), width("a") + width("/") + width("b") + boxed("a", false).lean);
    let leaning = boxed("f", false);
    assert!(leaning.lean > Length::ZERO);
    let (width, lean) = (leaning.width, leaning.lean);
    assert_eq!(leaning.with_lean().width, width + lean);
}

#[test]
fn the_number_of_an_equation_stands_at_the_edge_and_the_equation_in_the_middle() {
    let fonts = Fonts::built_in();
    let measure = Length::points(300);
    let set = |latex: &str| {
        let mut bench = ShapeContext::new(&fonts, &[]);
        bench.display = Some(measure);
        let formula = Math { latex: latex.to_owned(), map: SourceMap::default(), display: true, numbers: Vec::new() };
        set(&formula, Length::points(10), None, false, &mut bench).last
    };
    let place = |set: &MathBox, sign: &str| {
        let found = set.marks.iter().find(|mark| matches!(&mark.ink, Ink::Text(text) if text.text.contains(sign)));
        found.map(|mark| mark.x).expect(sign)
    };
    let (alone, numbered) = (set("1 = 2"), set("1 = 2 \\qquad \\text{(7)}"));
    assert_eq!(numbered.width, measure);
    assert_eq!(place(&numbered, "1"), (measure - alone.width) / 2);
    assert!(place(&numbered, "7") > measure - Length::points(20), "at the edge");
    // Words that are no number stay where they are.
    assert!(set("1 = 2 \\qquad \\text{for all}").width < measure);
}

#[test]
fn the_numbers_of_aligned_lines_stand_at_the_edge_beside_them() {
    let fonts = Fonts::built_in();
    let measure = Length::points(300);
    let set = |latex: &str| {
        let mut bench = ShapeContext::new(&fonts, &[]);
        bench.display = Some(measure);
        let formula = Math { latex: latex.to_owned(), map: SourceMap::default(), display: true, numbers: Vec::new() };
        set(&formula, Length::points(10), None, false, &mut bench).last
    };
    let mark = |set: &MathBox, sign: &str| {
        let found = set.marks.iter().find(|mark| matches!(&mark.ink, Ink::Text(text) if text.text.contains(sign)));
        found.cloned().expect(sign)
    };
    let lines = "\\begin{aligned} 1 &= 2 TAG1 \\\\ 345 &= 6 \\\\ 7 &= 89 TAG2 \\end{aligned}";
    let tagged = lines.replace("TAG1", "\\qquad\\text{(A)}").replace("TAG2", "\\qquad\\text{(B)}");
    let (alone, numbered) = (set(&lines.replace("TAG1", "").replace("TAG2", "")), set(&tagged));
    assert_eq!(numbered.width, measure);
    assert_eq!(mark(&numbered, "345").x, mark(&alone, "345").x + (measure - alone.width) / 2, "the lines stand in the middle");
    for (sign, number) in [("1", "A"), ("7", "B")] {
        let (sign, number) = (mark(&numbered, sign), mark(&numbered, number));
        assert_eq!(sign.rise, number.rise);
        assert!(number.x > measure - Length::points(20), "at the edge");
    }
}

#[test]
fn a_long_sum_is_broken_before_its_signs_and_a_long_list_behind_its_commas() {
    let fonts = Fonts::built_in();
    let measure = Length::points(300);
    let terms = |sign: &str| (1..40).map(|term| format!("a_{{{term}}}")).collect::<Vec<_>>().join(sign);
    for latex in [format!("s = {}", terms(" + ")), terms(" - "), format!("({})", terms(", "))] {
        let mut bench = ShapeContext::new(&fonts, &[]);
        bench.display = Some(measure);
        let formula = Math { latex: latex.clone(), map: SourceMap::default(), display: true, numbers: Vec::new() };
        let set = set(&formula, Length::points(10), None, false, &mut bench).last;
        assert!(set.width <= measure && set.depth > Length::points(10), "{latex}: {:?}", set.width);
    }
}
