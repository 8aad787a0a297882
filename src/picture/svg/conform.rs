//! What SVG 1.1 lets stand where, for shops whose EPUBCheck (4.2.6) goes by it to the letter: a property that an element can't have as
//! an attribute goes into its style, where it says the same; an attribute that means nothing there goes; one that must be there comes.
//!
//! What SVG 2 shows and SVG 1.1 has no word for stays where styles can say it; `pathLength` of other shapes than paths and places of
//! symbols go, which hardly anything draws (nor does the PDF).

use super::css;
use super::read::SvgElement;
use std::borrow::Cow;
use std::collections::BTreeSet;
use svgtypes::Transform;

/// Properties of whatever is painted.
const PAINTED: &str = "\
    clip-path clip-rule color color-interpolation color-rendering cursor display fill \
    fill-opacity fill-rule filter image-rendering mask opacity pointer-events shape-rendering \
    stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit \
    stroke-opacity stroke-width text-rendering visibility";

/// Properties of words.
const WORDS: &str = "\
    alignment-baseline baseline-shift direction dominant-baseline font-family font-size \
    font-size-adjust font-stretch font-style font-variant font-weight \
    glyph-orientation-horizontal glyph-orientation-vertical kerning letter-spacing text-anchor \
    text-decoration unicode-bidi word-spacing writing-mode";

/// Properties of lines with marks on them.
const MARKED: &str = "marker-end marker-mid marker-start";

/// Properties of what holds others.
const HOLDING: &str = "\
    clip color-interpolation-filters color-profile enable-background flood-color flood-opacity \
    lighting-color overflow stop-color stop-opacity";

/// Properties that came with SVG 2, and so only in styles.
const NEWER: &str = "\
    font-optical-sizing font-variation-settings mask-type paint-order text-overflow \
    transform-origin vector-effect white-space";

/// The words that some properties may have as attributes.
const VALUES: [(&str, &str); 24] = [
    (
        "alignment-baseline",
        "after-edge alphabetic auto baseline before-edge central hanging ideographic inherit mathematical middle text-after-edge text-before-edge",
    ),
    ("clip-rule", "evenodd inherit nonzero"),
    ("color-interpolation", "auto inherit linearRGB sRGB"),
    ("color-interpolation-filters", "auto inherit linearRGB sRGB"),
    ("color-rendering", "auto inherit optimizeQuality optimizeSpeed"),
    ("direction", "inherit ltr rtl"),
    (
        "display",
        "block compact inherit inline inline-table list-item marker none run-in table table-caption table-cell table-column table-column-group table-footer-group table-header-group table-row table-row-group",
    ),
    (
        "dominant-baseline",
        "alphabetic auto central hanging ideographic inherit mathematical middle no-change reset-size text-after-edge text-before-edge use-script",
    ),
    ("fill-rule", "evenodd inherit nonzero"),
    (
        "font-stretch",
        "condensed expanded extra-condensed extra-expanded inherit narrower normal semi-condensed semi-expanded ultra-condensed ultra-expanded wider",
    ),
    ("font-style", "inherit italic normal oblique"),
    ("font-variant", "inherit normal small-caps"),
    ("font-weight", "100 200 300 400 500 600 700 800 900 bold bolder inherit lighter normal"),
    ("image-rendering", "auto inherit optimizeQuality optimizeSpeed"),
    ("overflow", "auto hidden inherit scroll visible"),
    ("pointer-events", "all fill inherit none painted stroke visible visibleFill visiblePainted visibleStroke"),
    ("shape-rendering", "auto crispEdges geometricPrecision inherit optimizeSpeed"),
    ("stroke-linecap", "butt inherit round square"),
    ("stroke-linejoin", "bevel inherit miter round"),
    ("text-anchor", "end inherit middle start"),
    ("text-rendering", "auto geometricPrecision inherit optimizeLegibility optimizeSpeed"),
    ("unicode-bidi", "bidi-override embed inherit normal"),
    ("visibility", "collapse hidden inherit visible"),
    ("writing-mode", "inherit lr lr-tb rl rl-tb tb tb-rl"),
];

/// The words that an attribute of an element may have, if it may have only some.
fn keywords(element: &str, name: &str) -> Option<&'static str> {
    Some(match (name, element) {
        ("version", "svg") => "1.0 1.1",
        (
            "clipPathUnits"
            | "filterUnits"
            | "gradientUnits"
            | "maskContentUnits"
            | "maskUnits"
            | "patternContentUnits"
            | "patternUnits"
            | "primitiveUnits",
            _,
        ) => "objectBoundingBox userSpaceOnUse",
        ("markerUnits", _) => "strokeWidth userSpaceOnUse",
        ("spreadMethod", _) => "pad reflect repeat",
        ("lengthAdjust", _) => "spacing spacingAndGlyphs",
        ("edgeMode", _) => "duplicate none wrap",
        ("stitchTiles", _) => "noStitch stitch",
        ("preserveAlpha", _) => "false true",
        ("xChannelSelector" | "yChannelSelector", _) => "A B G R",
        ("mode", "feBlend") => "darken lighten multiply normal screen",
        ("operator", "feComposite") => "arithmetic atop in out over xor",
        ("operator", "feMorphology") => "dilate erode",
        ("type", "feColorMatrix") => "hueRotate luminanceToAlpha matrix saturate",
        ("type", "feTurbulence") => "fractalNoise turbulence",
        ("type", "animateTransform") => "rotate scale skewX skewY translate",
        ("type", element) if element.starts_with("feFunc") => "discrete gamma identity linear table",
        ("fill", "animate" | "animateMotion" | "animateTransform" | "set") => "freeze remove",
        ("restart", _) => "always never whenNotActive",
        ("additive", _) => "replace sum",
        ("accumulate", _) => "none sum",
        ("calcMode", _) => "discrete linear paced spline",
        ("attributeType", _) => "CSS XML auto",
        ("role", "svg") => "application document img",
        ("role", "image") => "img",
        _ => return None,
    })
}

/// Whether a value says how a picture fits its room (SVG 1.1, 7.8).
fn is_aspect(value: &str) -> bool {
    let mut words = value.split_ascii_whitespace().peekable();
    words.next_if_eq(&"defer");
    let end = |part: &str| matches!(part, "Min" | "Mid" | "Max");
    let place = words.next().is_some_and(|word| {
        word == "none"
            || word.len() == 8
                && word.is_ascii()
                && word.starts_with('x')
                && word[4..].starts_with('Y')
                && end(&word[1..4])
                && end(&word[5..])
    });
    words.next_if(|word| matches!(*word, "meet" | "slice"));
    place && words.next().is_none()
}

/// Whether an element may stand in another; what may not is not drawn there either.
fn has_place(element: &str, parent: &str) -> bool {
    let told = ["title", "desc", "metadata"].contains(&element);
    let moved = ["animate", "animateMotion", "animateTransform", "set", "mpath"].contains(&element);
    let light = is_in(LIGHTS, element);
    match parent {
        // Nothing of a group is cut out.
        "clipPath" => !["g", "image", "switch", "svg"].contains(&element),
        "linearGradient" | "radialGradient" => told || moved || element == "stop",
        "rect" | "circle" | "ellipse" | "line" | "path" | "polygon" | "polyline" | "image" | "use" => told || moved,
        "text" | "tspan" | "tref" | "textPath" => {
            !["text", "g", "rect", "circle", "ellipse", "line", "path", "polygon", "polyline", "image", "use", "svg"].contains(&element)
        }
        "filter" => told || moved || element.starts_with("fe") && !element.starts_with("feFunc") && !light && element != "feMergeNode",
        "feMerge" => element == "feMergeNode",
        "feComponentTransfer" => element.starts_with("feFunc"),
        "feDiffuseLighting" | "feSpecularLighting" => light || told,
        parent if parent.starts_with("fe") => moved,
        _ => element != "stop" && !element.starts_with("fe"),
    }
}

/// The properties that an element may have as attributes.
fn properties(element: &str) -> &'static [&'static str] {
    match element {
        "rect" | "circle" | "ellipse" => &[PAINTED],
        "line" | "path" | "polygon" | "polyline" => &[PAINTED, MARKED],
        "text" | "tspan" | "tref" | "textPath" | "clipPath" => &[PAINTED, WORDS],
        "image" => &["\
            clip clip-path color color-interpolation color-profile color-rendering cursor display fill-opacity filter \
            image-rendering mask opacity overflow pointer-events shape-rendering stroke-opacity text-rendering visibility"],
        "linearGradient" | "radialGradient" | "stop" => &["color color-interpolation color-rendering stop-color stop-opacity"],
        "feFlood" => &["color color-interpolation color-interpolation-filters color-rendering flood-color flood-opacity"],
        "feDiffuseLighting" | "feSpecularLighting" => {
            &["color color-interpolation color-interpolation-filters color-rendering lighting-color"]
        }
        "feImage" | "feDropShadow" => &[PAINTED, WORDS, MARKED, HOLDING],
        "feMergeNode" | "feDistantLight" | "fePointLight" | "feSpotLight" => &[],
        element if element.starts_with("feFunc") => &[],
        element if element.starts_with("fe") => &["color-interpolation-filters"],
        "animate" | "animateMotion" | "animateTransform" | "set" | "mpath" | "view" | "title" | "desc" | "style" => &[],
        _ => &[PAINTED, WORDS, MARKED, HOLDING],
    }
}

/// The other attributes of an element, of SVG 1.1 or of what SVG 2 shows.
fn own(element: &str) -> &'static str {
    match element {
        "a" | "defs" | "g" | "switch" => "transform",
        "animate" => {
            "accumulate additive attributeName attributeType begin by calcMode dur end fill from keySplines keyTimes max min repeatCount repeatDur restart to values"
        }
        "animateMotion" => {
            "accumulate additive begin by calcMode dur end fill from keyPoints keySplines keyTimes max min origin path repeatCount repeatDur restart rotate to values"
        }
        "animateTransform" => {
            "accumulate additive attributeName attributeType begin by calcMode dur end fill from keySplines keyTimes max min repeatCount repeatDur restart to type values"
        }
        "circle" => "cx cy r transform",
        "clipPath" => "clipPathUnits transform",
        "ellipse" => "cx cy rx ry transform",
        "filter" => "filterUnits height primitiveUnits width x y",
        "image" => "height preserveAspectRatio transform width x y",
        "line" => "transform x1 x2 y1 y2",
        "linearGradient" => "gradientTransform gradientUnits spreadMethod x1 x2 y1 y2",
        "marker" => "markerHeight markerUnits markerWidth orient preserveAspectRatio refX refY viewBox",
        "mask" => "height maskContentUnits maskUnits width x y",
        "path" => "d pathLength transform",
        "pattern" => "height patternContentUnits patternTransform patternUnits preserveAspectRatio viewBox width x y",
        "polygon" | "polyline" => "points transform",
        "radialGradient" => "cx cy fx fy gradientTransform gradientUnits r spreadMethod",
        "rect" => "height rx ry transform width x y",
        "set" => "attributeName attributeType begin dur end fill max min repeatCount repeatDur restart to",
        "stop" => "offset",
        "style" => "media type",
        "svg" => "baseProfile height preserveAspectRatio version viewBox width x y",
        "symbol" => "height preserveAspectRatio viewBox width",
        "text" => "dx dy lengthAdjust rotate textLength transform x y",
        "textPath" => "lengthAdjust startOffset textLength",
        "tref" | "tspan" => "dx dy lengthAdjust rotate textLength x y",
        "use" => "height transform width x y",
        "view" => "preserveAspectRatio viewBox",
        element => own_in_filter(element),
    }
}

/// The other attributes of the parts of a filter.
fn own_in_filter(element: &str) -> &'static str {
    match element {
        "feBlend" => "height in in2 mode result width x y",
        "feColorMatrix" => "height in result type values width x y",
        "feComponentTransfer" | "feFlood" | "feTile" => "height in result width x y",
        "feComposite" => "height in in2 k1 k2 k3 k4 operator result width x y",
        "feConvolveMatrix" => {
            "bias divisor edgeMode height in kernelMatrix kernelUnitLength order preserveAlpha result targetX targetY width x y"
        }
        "feDiffuseLighting" => "diffuseConstant height in kernelUnitLength result surfaceScale width x y",
        "feDisplacementMap" => "height in in2 result scale width x xChannelSelector y yChannelSelector",
        "feDistantLight" => "azimuth elevation",
        "feDropShadow" => "dx dy height in result stdDeviation width x y",
        "feFuncA" | "feFuncB" | "feFuncG" | "feFuncR" => "amplitude exponent intercept offset slope tableValues type",
        "feGaussianBlur" => "height in result stdDeviation width x y",
        "feImage" => "height preserveAspectRatio result width x y",
        "feMerge" => "height result width x y",
        "feMergeNode" => "in",
        "feMorphology" => "height in operator radius result width x y",
        "feOffset" => "dx dy height in result width x y",
        "fePointLight" => "x y z",
        "feSpecularLighting" => "height in kernelUnitLength result specularConstant specularExponent surfaceScale width x y",
        "feSpotLight" => "limitingConeAngle pointsAtX pointsAtY pointsAtZ specularExponent x y z",
        "feTurbulence" => "baseFrequency height numOctaves result seed stitchTiles type width x y",
        _ => "",
    }
}

/// Elements that can lead to something.
const LEADING: &str =
    "a animate animateMotion animateTransform feImage filter image linearGradient mpath pattern radialGradient set textPath tref use";

/// Lights of a lighting.
const LIGHTS: &str = "feDistantLight fePointLight feSpotLight";

/// Whether an element can have a class and a style.
fn has_style(element: &str) -> bool {
    !is_in(BARE, element) && (!element.starts_with("fe") || ["feImage", "feFlood", "feDropShadow"].contains(&element))
}

/// Elements that can have a role.
const ROLES: &str = "svg g symbol use text tspan rect circle ellipse line path polygon polyline image";

/// Elements that can't have a class.
const BARE: &str = "animate animateMotion animateTransform set mpath style view";

/// Elements that can't depend on a condition.
const UNCONDITIONAL: &str = "desc title filter linearGradient radialGradient stop marker mpath style symbol view";

fn is_in(all: &str, word: &str) -> bool {
    all.split(' ').any(|known| known == word)
}

/// What becomes of an attribute.
enum AttributeFate {
    Stays,
    Goes,
    IntoStyle,
}

fn fate(element: &str, name: &str, value: &str) -> AttributeFate {
    let only = |stays: bool| if stays { AttributeFate::Stays } else { AttributeFate::Goes };
    match name {
        "id" | "lang" => AttributeFate::Stays,
        "style" => only(has_style(element)),
        "href" => only(is_in(LEADING, element)),
        "role" => only(is_in(ROLES, element) && keywords(element, name).is_none_or(|words| is_in(words, value))),
        "class" => only(has_style(element)),
        "requiredExtensions" | "requiredFeatures" | "systemLanguage" => only(!is_in(UNCONDITIONAL, element) && !element.starts_with("fe")),
        name if name.starts_with("aria-") => only(is_in(ROLES, element)),
        name if keywords(element, name).is_some_and(|words| !is_in(words, value)) => AttributeFate::Goes,
        "preserveAspectRatio" if !is_aspect(value) => AttributeFate::Goes,
        name if name.contains(':') || is_in(own(element), name) => AttributeFate::Stays,
        name if is_in(NEWER, name) => AttributeFate::IntoStyle,
        // SVG 2 turns whole drawings too.
        "transform" if element == "svg" => AttributeFate::IntoStyle,
        // Parts of a text run the way it runs.
        "writing-mode" if ["tspan", "tref", "textPath"].contains(&element) => AttributeFate::IntoStyle,
        name if [PAINTED, WORDS, MARKED, HOLDING].iter().any(|all| is_in(all, name)) => {
            let has = properties(element).iter().any(|all| is_in(all, name));
            let known = VALUES.iter().find(|(own, _)| *own == name).is_none_or(|(_, words)| is_in(words, value));
            if has && known { AttributeFate::Stays } else { AttributeFate::IntoStyle }
        }
        // One that SVG has on other elements; or one that only the drawing's own stylesheet asks for.
        name => only(super::vocabulary::attribute(name).is_none()),
    }
}

/// A list of transformations as the one way to write it that attributes and styles share: there, other functions want units.
fn matrix(list: &str) -> Option<String> {
    let Transform { a, b, c, d, e, f } = list.parse().ok()?;
    let number = |number: f64| {
        // So many digits are the same on every machine.
        let text = format!("{number:.6}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    };
    Some(format!("matrix({})", [a, b, c, d, e, f].map(number).join(",")))
}

/// Makes an element what SVG 1.1 lets stand in its parent.
pub(super) fn conform(shape: &mut SvgElement, parent: &str) {
    let mut moved: Vec<String> = Vec::new();
    let name = shape.name;
    // Where none can stand, what it says of the element's own properties becomes attributes.
    if let Some(style) = shape.value("style").filter(|_| !has_style(name)).map(str::to_owned) {
        for property in properties(name).iter().flat_map(|all| all.split_ascii_whitespace()) {
            if let Some(value) = css::property(&style, property) {
                shape.attributes.retain(|(key, _)| key != property);
                shape.attributes.push((Cow::Borrowed(property), value));
            }
        }
    }
    shape.attributes.retain(|(key, value)| match fate(name, key, value) {
        AttributeFate::Stays => true,
        AttributeFate::Goes => false,
        AttributeFate::IntoStyle => {
            match key.as_ref() {
                // EPUB wants direction in attributes alone.
                "direction" | "unicode-bidi" => {}
                "transform" => moved.extend(matrix(value).map(|matrix| format!("transform:{matrix}"))),
                _ => moved.extend(css::declaration(key, value)),
            }
            false
        }
    });
    if !moved.is_empty() && has_style(name) {
        match shape.attributes.iter_mut().find(|(key, _)| key == "style") {
            // What it says itself comes last, and so holds.
            Some((_, style)) => *style = format!("{};{style}", moved.join(";")),
            None => shape.attributes.push((Cow::Borrowed("style"), moved.join(";"))),
        }
    }
    let due: &[(&'static str, &str)] = match name {
        "rect" => &[("width", "0"), ("height", "0")],
        "image" => &[("width", "auto"), ("height", "auto")],
        "circle" => &[("r", "0")],
        "ellipse" if shape.value("rx").or(shape.value("ry")).is_some() => &[("rx", "auto"), ("ry", "auto")],
        "ellipse" => &[("rx", "0"), ("ry", "0")],
        "path" => &[("d", "")],
        "polygon" | "polyline" => &[("points", "")],
        "stop" => &[("offset", "0")],
        "feFuncA" | "feFuncB" | "feFuncG" | "feFuncR" => &[("type", "identity")],
        "feConvolveMatrix" => &[("order", "3")],
        "feBlend" | "feComposite" | "feDisplacementMap" => &[("in2", "SourceGraphic")],
        _ => &[],
    };
    for (key, value) in due {
        if shape.value(key).is_none_or(str::is_empty) {
            shape.attributes.retain(|(known, _)| known != key);
            shape.attributes.push((Cow::Borrowed(key), (*value).to_owned()));
        }
    }
    let aimless = ["animate", "animateTransform", "set"].contains(&name) && shape.value("attributeName").is_none_or(str::is_empty);
    shape.gone |= !has_place(name, parent) || aimless;
    if name == "feConvolveMatrix" && shape.value("kernelMatrix").is_none_or(|numbers| numbers.trim().is_empty()) {
        nothing(shape);
    }
}

/// Makes a step of a filter one that gives nothing, as one that lacks what it needs does.
fn nothing(shape: &mut SvgElement) {
    shape.name = "feFlood";
    shape.attributes.retain(|(key, _)| key == "id" || is_in(own("feFlood"), key) && key != "in");
    shape.attributes.push((Cow::Borrowed("flood-opacity"), "0".to_owned()));
}

/// Makes whole drawings conform once all elements are what they are to be: a lighting without a light gives nothing.
pub(super) fn conform_whole(elements: &mut [SvgElement]) {
    let lit: BTreeSet<usize> =
        elements.iter().filter(|shape| !shape.gone && is_in(LIGHTS, shape.name)).filter_map(|shape| shape.parent).collect();
    for (at, shape) in elements.iter_mut().enumerate() {
        if ["feDiffuseLighting", "feSpecularLighting"].contains(&shape.name) && !lit.contains(&at) {
            nothing(shape);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_svg_1_1_does_not_know_goes_into_the_style_or_goes() {
        let made = |name: &'static str, attributes: &[(&'static str, &str)]| {
            let attributes = attributes.iter().map(|(key, value)| (Cow::Borrowed(*key), (*value).to_owned())).collect();
            let mut shape = SvgElement { name, attributes, parent: None, end: 1, gone: false };
            conform(&mut shape, "svg");
            shape.attributes.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(made("g", &[("x", "1"), ("fill", "red"), ("paint-order", "stroke")]), "fill=red style=paint-order:stroke");
        assert_eq!(made("g", &[("white-space", "pre"), ("style", "fill:red")]), "style=white-space:pre;fill:red");
        assert_eq!(made("path", &[("font-size", "9px"), ("d", "M0 0")]), "d=M0 0 style=font-size:9px");
        assert_eq!(made("text", &[("dominant-baseline", "hanging"), ("display", "flex")]), "dominant-baseline=hanging style=display:flex");
        assert_eq!(made("rect", &[("height", "5")]), "height=5 width=0");
        assert_eq!(made("stop", &[("stop-color", "red")]), "stop-color=red offset=0");
        assert_eq!(made("ellipse", &[("rx", "5")]), "rx=5 ry=auto");
        assert_eq!(made("feBlend", &[("mode", "loud"), ("in2", "a")]), "in2=a");
        assert_eq!(made("svg", &[("version", "2.0"), ("preserveAspectRatio", "xMidYMid slice")]), "preserveAspectRatio=xMidYMid slice");
        assert_eq!(made("svg", &[("transform", "translate(2,3) scale(1.5)")]), "style=transform:matrix(1.5,0,0,1.5,2,3)");
        assert_eq!(
            made("svg", &[("transform", "rotate(30)"), ("style", "fill:red")]),
            "style=transform:matrix(0.866025,0.5,-0.5,0.866025,0,0);fill:red"
        );
        assert_eq!(made("svg", &[("transform", "spin(2)")]), "");
        assert_eq!(made("image", &[("preserveAspectRatio", "middle"), ("width", "1"), ("height", "2")]), "width=1 height=2");
        assert_eq!(made("feConvolveMatrix", &[("kernelMatrix", "1"), ("order", "")]), "kernelMatrix=1 order=3");
        assert_eq!(made("feConvolveMatrix", &[("in", "a"), ("result", "b"), ("x", "1")]), "result=b x=1 flood-opacity=0");
        assert_eq!(made("svg", &[("role", "graphics-document")]), "");
        assert_eq!(
            made("feOffset", &[("fill", "red"), ("style", "color:red;color-interpolation-filters:sRGB"), ("dx", "1")]),
            "dx=1 color-interpolation-filters=sRGB"
        );
        assert_eq!(made("circle", &[("pathLength", "1"), ("r", "2"), ("href", "#a")]), "r=2");
        assert_eq!(made("symbol", &[("x", "1"), ("refX", "2"), ("viewBox", "0 0 1 1")]), "viewBox=0 0 1 1");
        assert_eq!(made("set", &[("attributeName", "x"), ("fill", "forwards"), ("to", "1")]), "attributeName=x to=1");
        assert_eq!(made("tspan", &[("writing-mode", "tb")]), "style=writing-mode:tb");
        assert_eq!(made("defs", &[("role", "img"), ("aria-label", "x"), ("id", "a")]), "id=a");
    }
}
