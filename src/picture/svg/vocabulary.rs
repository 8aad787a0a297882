//! The elements and attributes of SVG that a reader can show (SVG 1.1 and 2), and what becomes of the others.

use super::told::Loss;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Elements that stay.
const ELEMENTS: &str = "\
    a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend \
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting \
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR \
    feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight \
    feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient marker \
    mask mpath path pattern polygon polyline radialGradient rect set stop style svg switch symbol \
    text textPath title tref tspan use view";

/// Attributes without a prefix that stay.
const ATTRIBUTES: &str = "\
    accumulate additive alignment-baseline amplitude attributeName attributeType azimuth \
    baseFrequency baseProfile baseline-shift begin bias by calcMode class clip clip-path \
    clip-rule clipPathUnits color color-interpolation color-interpolation-filters color-profile \
    color-rendering cursor cx cy d diffuseConstant direction display divisor dominant-baseline \
    dur dx dy edgeMode elevation enable-background end exponent fill fill-opacity fill-rule \
    filter filterUnits flood-color flood-opacity font-family font-optical-sizing font-size \
    font-size-adjust font-stretch font-style font-variant font-variation-settings font-weight fr \
    from fx fy glyph-orientation-horizontal glyph-orientation-vertical gradientTransform \
    gradientUnits height href id image-rendering in in2 intercept k1 k2 k3 k4 kernelMatrix \
    kernelUnitLength kerning keyPoints keySplines keyTimes lang lengthAdjust letter-spacing \
    lighting-color limitingConeAngle marker-end marker-mid marker-start markerHeight markerUnits \
    markerWidth mask mask-type maskContentUnits maskUnits max media min mode numOctaves offset \
    opacity operator order orient origin overflow paint-order path pathLength patternContentUnits \
    patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ \
    preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur \
    requiredExtensions requiredFeatures restart result role rotate rx ry scale seed \
    shape-rendering side slope specularConstant specularExponent spreadMethod startOffset \
    stdDeviation stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset \
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style \
    surfaceScale systemLanguage tableValues targetX targetY text-anchor text-decoration \
    text-overflow text-rendering textLength to transform transform-origin type unicode-bidi \
    values vector-effect version viewBox visibility white-space width word-spacing writing-mode x \
    x1 x2 xChannelSelector y y1 y2 yChannelSelector z";

/// Attributes of WAI-ARIA that make sense in a picture.
const ARIA: &str = "\
    aria-describedby aria-details aria-hidden aria-label aria-labelledby aria-roledescription";

/// Roles of WAI-ARIA that a part of a picture can have.
const ROLES: &str = "\
    figure graphics-document graphics-object graphics-symbol group heading img list listitem none \
    presentation";

static KNOWN_ELEMENTS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| ELEMENTS.split(' ').collect());
static KNOWN_ATTRIBUTES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| ATTRIBUTES.split(' ').chain(ARIA.split(' ')).collect());

/// The element of this name that stays; none if it goes with all that is in it.
pub(super) fn element(name: &str) -> Option<&'static str> {
    KNOWN_ELEMENTS.get(name).copied()
}

/// What is lost with an element that goes; none if nobody could see it.
pub(super) fn loss(name: &str) -> Option<Loss> {
    Some(match name.to_ascii_lowercase().as_str() {
        "foreignobject" => Loss::Foreign,
        "script" | "handler" | "listener" => Loss::Script,
        "iframe" | "embed" | "object" | "audio" | "video" | "canvas" => Loss::Media,
        "flowroot" => Loss::Flow,
        _ => return None,
    })
}

/// The attribute of this name that stays, as it is written.
pub(super) fn attribute(name: &str) -> Option<&'static str> {
    KNOWN_ATTRIBUTES.get(name).copied()
}

/// Whether all words are roles.
pub(super) fn are_roles(words: &str) -> bool {
    let mut words = words.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| ROLES.split(' ').any(|known| known == word))
}

/// Elements whose text is seen or read aloud.
pub(super) fn holds_text(name: &str) -> bool {
    ["text", "tspan", "textPath", "tref", "a", "title", "desc", "style"].contains(&name)
}

/// Attributes that name ids, divided by spaces.
pub(super) fn names_ids(name: &str) -> bool {
    ["aria-labelledby", "aria-describedby", "aria-details"].contains(&name)
}

/// Attributes that are properties and may refer to something by `url(…)`.
pub(super) fn refers(name: &str) -> bool {
    name.starts_with("marker") && !["markerHeight", "markerUnits", "markerWidth"].contains(&name)
        || name.starts_with("mask-")
        || ["fill", "stroke", "filter", "mask", "clip-path", "cursor", "color-profile", "font-family", "font", "shape-inside"]
            .contains(&name)
        || ["shape-subtract", "color", "stop-color", "flood-color", "lighting-color"].contains(&name)
}

/// Functions that reckon and load nothing.
pub(super) fn harmless(name: &str) -> bool {
    const KNOWN: &str = "url rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix calc min max clamp var local format tech \
        translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d rotate rotatex rotatey rotatez rotate3d \
        skew skewx skewy matrix matrix3d perspective cubic-bezier steps linear-gradient radial-gradient conic-gradient \
        blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia icc-color device-cmyk \
        circle ellipse polygon inset path rect counter counters not is where has nth-child nth-of-type nth-last-child lang minmax repeat";
    KNOWN.split_whitespace().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a property can refer to an element.
pub(super) fn suits(property: &str, element: &str) -> bool {
    match property {
        "fill" | "stroke" => ["linearGradient", "radialGradient", "pattern"].contains(&element),
        "clip-path" => element == "clipPath",
        "mask" | "mask-image" => element == "mask",
        "filter" => element == "filter",
        property if property.starts_with("marker") => element == "marker",
        "shape-inside" | "shape-subtract" => true,
        _ => false,
    }
}

/// Whether an element's `href` can lead to another.
pub(super) fn leads(from: &str, to: &str) -> bool {
    match from {
        "use" => !["linearGradient", "radialGradient", "pattern", "clipPath", "mask", "filter", "marker", "style"].contains(&to),
        "linearGradient" | "radialGradient" => ["linearGradient", "radialGradient"].contains(&to),
        "pattern" | "filter" => from == to,
        "textPath" | "mpath" => ["path", "rect", "circle", "ellipse", "line", "polygon", "polyline"].contains(&to),
        "tref" => ["text", "tspan", "tref"].contains(&to),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_shows_stays_and_what_acts_goes() {
        for name in ["svg", "g", "path", "text", "tspan", "textPath", "image", "use", "title", "desc", "switch", "feBlend", "animate"] {
            assert_eq!(element(name), Some(name));
        }
        for name in ["script", "foreignObject", "iframe", "metadata", "Rect", "font", ""] {
            assert_eq!(element(name), None, "{name}");
        }
        for name in ["id", "class", "style", "d", "viewBox", "aria-label", "font-size", "xChannelSelector", "lang", "type", "href"] {
            assert_eq!(attribute(name), Some(name));
        }
        for name in ["onload", "src", "content", "data-x", "aria-x", "base", ""] {
            assert_eq!(attribute(name), None, "{name}");
        }
        assert!(are_roles("img") && are_roles("graphics-symbol img") && !are_roles("button") && !are_roles(" "));
    }
}
