//! Colours as CSS has come to write them, made such as every reader of drawings knows: `#08f` for what is opaque, `rgba(0,136,255,0.5)`
//! for what is not. Both outputs show the same, whatever their readers can read (CSS Color 4 and 5, CSS Custom Properties 1).

use super::tokens::{CssToken, end, inside, trimmed};
use super::variables::Variables;

mod colour;
mod names;
mod spaces;

use colour::{Colour, hex};
use spaces::{from_lab, from_oklab, from_space, gamma, linear, to_oklab};

/// Functions in functions.
const DEEPEST: usize = 16;

/// Why a value can't stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// A property that does not exist is named, so that the value means nothing in CSS either.
    Nothing,
    /// Readers would have seen a colour.
    Colour,
}

/// A value in which every colour is plain and no property is named; whether one of them was doubtful.
pub(super) fn plain(value: &[CssToken], variables: &Variables) -> Result<(Vec<CssToken>, bool), Unknown> {
    let mut doubtful = false;
    let value = if value.iter().any(super::variables::is_named) {
        variables.put_in(value, 0, &mut doubtful).ok_or(Unknown::Nothing)?
    } else {
        value.to_vec()
    };
    Ok((resolved(&value, 0)?, doubtful))
}

/// Functions that are colours.
const COLOURS: [&str; 11] = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix"];

/// A value with plain colours.
fn resolved(value: &[CssToken], depth: usize) -> Result<Vec<CssToken>, Unknown> {
    let (mut out, mut at) = (Vec::with_capacity(value.len()), 0);
    while let Some(token) = value.get(at) {
        let name = match token {
            CssToken::Function(name) => name.to_ascii_lowercase(),
            _ => String::new(),
        };
        // Brackets are looked through only where a colour may be, so that very many cost no more than their length.
        let old = is_old(&name) && value[at + 1..].iter().take(6).any(|token| *token == CssToken::Mark(','));
        let is_light = name == "light-dark" && depth < DEEPEST;
        if !is_light && (old || !COLOURS.contains(&name.as_str())) {
            out.push(token.clone());
            at += 1;
            continue;
        }
        let (inner, behind) = inside(value, at);
        if is_light {
            // A book's page is light.
            out.extend(resolved(trimmed(&inner[..end(inner, &[','])]), depth + 1)?);
        } else {
            write(colour(&value[at..behind.min(value.len())], depth).ok_or(Unknown::Colour)?, &mut out);
        }
        at = behind;
    }
    Ok(out)
}

/// Colours that everybody knows, if there are commas in them.
fn is_old(name: &str) -> bool {
    ["rgb", "rgba", "hsl", "hsla"].contains(&name)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
fn byte(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn write(colour: Colour, out: &mut Vec<CssToken>) {
    let [red, green, blue] = colour.rgb.map(byte);
    let alpha = (colour.alpha.clamp(0.0, 1.0) * 1000.0).round() / 1000.0;
    if alpha >= 1.0 {
        return out.push(CssToken::Hash(format!("{red:02x}{green:02x}{blue:02x}")));
    }
    out.push(CssToken::Function("rgba".to_owned()));
    for part in [red, green, blue] {
        out.extend([CssToken::Number(part.to_string()), CssToken::Mark(',')]);
    }
    out.extend([CssToken::Number(alpha.to_string()), CssToken::Mark(')')]);
}

/// The colour that some pieces are; none if it can't be known.
fn colour(tokens: &[CssToken], depth: usize) -> Option<Colour> {
    if depth > DEEPEST {
        return None;
    }
    let tokens = trimmed(tokens);
    match tokens {
        [CssToken::Name(name)] => names::colour(&name.to_ascii_lowercase()),
        [CssToken::Hash(digits)] => hex(digits),
        [CssToken::Function(name), ..] => {
            let name = name.to_ascii_lowercase();
            let (inner, behind) = inside(tokens, 0);
            if behind < tokens.len() {
                return None;
            }
            match name.as_str() {
                "color-mix" => mixed(inner, depth),
                "light-dark" => colour(&inner[..end(inner, &[','])], depth + 1),
                name if COLOURS.contains(&name) => function(name, inner),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A number in a function, and its unit.
fn number(token: &CssToken) -> Option<(f64, &str)> {
    match token {
        CssToken::Name(name) if name.eq_ignore_ascii_case("none") => Some((0.0, "")),
        CssToken::Number(text) => {
            let length = (1..=text.len()).rev().find(|&end| text.get(..end).is_some_and(|number| number.parse::<f64>().is_ok()))?;
            text[..length].parse().ok().filter(|number: &f64| number.is_finite()).map(|number| (number, &text[length..]))
        }
        _ => None,
    }
}

/// A number of which a hundred per cent are `whole`.
fn part(token: &CssToken, whole: f64) -> Option<f64> {
    match number(token)? {
        (number, "") => Some(number),
        (number, "%") => Some(number * whole / 100.0),
        _ => None,
    }
}

/// An angle in degrees.
fn angle(token: &CssToken) -> Option<f64> {
    let (number, unit) = number(token)?;
    Some(match unit.to_ascii_lowercase().as_str() {
        "" | "deg" => number,
        "grad" => number * 0.9,
        "rad" => number.to_degrees(),
        "turn" => number * 360.0,
        _ => return None,
    })
}

fn function(name: &str, inner: &[CssToken]) -> Option<Colour> {
    let parts: Vec<&CssToken> = inner.iter().filter(|token| !matches!(token, CssToken::Space | CssToken::Mark(',' | '/'))).collect();
    let (space, parts) = match parts.split_first() {
        Some((CssToken::Name(space), parts)) if name == "color" => (space.to_ascii_lowercase(), parts.to_vec()),
        _ => (String::new(), parts),
    };
    let (one, two, three, alpha) = match parts[..] {
        [one, two, three] => (one, two, three, 1.0),
        [one, two, three, alpha] => (one, two, three, part(alpha, 1.0)?),
        _ => return None,
    };
    let turned = |distance: f64, hue: f64| (distance * hue.to_radians().cos(), distance * hue.to_radians().sin());
    let rgb = match name {
        "rgb" | "rgba" => [part(one, 255.0)? / 255.0, part(two, 255.0)? / 255.0, part(three, 255.0)? / 255.0],
        "hsl" | "hsla" => from_hue(angle(one)?, part(two, 100.0)? / 100.0, part(three, 100.0)? / 100.0),
        "hwb" => {
            let (white, black) = (part(two, 100.0)? / 100.0, part(three, 100.0)? / 100.0);
            let sum = white + black;
            if sum >= 1.0 { [white / sum; 3] } else { from_hue(angle(one)?, 1.0, 0.5).map(|pure| pure * (1.0 - sum) + white) }
        }
        "lab" => from_lab(part(one, 100.0)?, part(two, 125.0)?, part(three, 125.0)?),
        "lch" => {
            let (a, b) = turned(part(two, 150.0)?.max(0.0), angle(three)?);
            from_lab(part(one, 100.0)?, a, b)
        }
        "oklab" => from_oklab([part(one, 1.0)?, part(two, 0.4)?, part(three, 0.4)?]),
        "oklch" => {
            let (a, b) = turned(part(two, 0.4)?.max(0.0), angle(three)?);
            from_oklab([part(one, 1.0)?, a, b])
        }
        _ => from_space(&space, [part(one, 1.0)?, part(two, 1.0)?, part(three, 1.0)?])?,
    };
    Some(Colour { rgb: rgb.map(|part| part.clamp(0.0, 1.0)), alpha: alpha.clamp(0.0, 1.0) })
}

/// Hue, saturation and lightness (CSS Color 4, 7.1).
fn from_hue(hue: f64, saturation: f64, lightness: f64) -> [f64; 3] {
    let (saturation, lightness) = (saturation.clamp(0.0, 1.0), lightness.clamp(0.0, 1.0));
    [0.0, 8.0, 4.0].map(|offset| {
        let at = (offset + hue.rem_euclid(360.0) / 30.0) % 12.0;
        lightness - saturation * lightness.min(1.0 - lightness) * (at - 3.0).min(9.0 - at).clamp(-1.0, 1.0)
    })
}

/// Two colours mixed (CSS Color 5, 3), in the space that is asked for or one that is like it.
fn mixed(inner: &[CssToken], depth: usize) -> Option<Colour> {
    let (method, rest) = inner.split_at(end(inner, &[',']));
    let rest = rest.get(1..)?;
    let (first, second) = rest.split_at(end(rest, &[',']));
    let [(one, share_one), (two, share_two)] = [share(first, depth)?, share(second.get(1..)?, depth)?];
    let space =
        method.iter().filter_map(|token| if let CssToken::Name(name) = token { Some(name.to_ascii_lowercase()) } else { None }).nth(1)?;
    let (share_one, share_two) = match (share_one, share_two) {
        (None, None) => (0.5, 0.5),
        (Some(one), None) => (one, 1.0 - one),
        (None, Some(two)) => (1.0 - two, two),
        (Some(one), Some(two)) => (one, two),
    };
    let sum = share_one + share_two;
    if sum <= 0.0 {
        return None;
    }
    let (weight_one, weight_two) = (share_one / sum * one.alpha, share_two / sum * two.alpha);
    let alpha = weight_one + weight_two;
    if alpha <= 0.0 {
        return Some(Colour { rgb: [0.0; 3], alpha: 0.0 });
    }
    let mix =
        |one: [f64; 3], two: [f64; 3]| -> [f64; 3] { std::array::from_fn(|at| (one[at] * weight_one + two[at] * weight_two) / alpha) };
    let rgb = match space.as_str() {
        "srgb" | "hsl" | "hwb" => mix(one.rgb, two.rgb),
        "srgb-linear" | "xyz" | "xyz-d50" | "xyz-d65" => mix(one.rgb.map(linear), two.rgb.map(linear)).map(gamma),
        _ => from_oklab(mix(to_oklab(one.rgb), to_oklab(two.rgb))),
    };
    Some(Colour { rgb: rgb.map(|part| part.clamp(0.0, 1.0)), alpha: alpha * sum.min(1.0) })
}

/// A colour in a mixture, and how much there is of it.
fn share(tokens: &[CssToken], depth: usize) -> Option<(Colour, Option<f64>)> {
    let tokens = trimmed(tokens);
    let percentage = |token: &CssToken| number(token).filter(|(_, unit)| *unit == "%").map(|(number, _)| number.clamp(0.0, 100.0) / 100.0);
    let (first, last) = (tokens.first().and_then(percentage), tokens.last().and_then(percentage));
    let rest = match (first, last) {
        (Some(_), _) => &tokens[1..],
        (None, Some(_)) => &tokens[..tokens.len() - 1],
        _ => tokens,
    };
    Some((colour(rest, depth + 1)?, first.or(last)))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{tokens, write};
    use super::*;

    fn made(text: &str) -> Result<String, Unknown> {
        let mut variables = Variables::default();
        variables.add("--c".to_owned(), &tokens("#f80"), true);
        variables.add("--d".to_owned(), &tokens("var(--c)"), true);
        variables.add("--loop".to_owned(), &tokens("var(--loop) var(--loop)"), true);
        let (value, _) = plain(&tokens(text), &variables)?;
        let mut out = String::new();
        write(&value, &mut out);
        Ok(out)
    }

    #[test]
    fn every_colour_is_a_plain_one() {
        for (text, expected) in [
            ("light-dark(#ffffff, #121212)", "#ffffff"),
            ("light-dark(rgb(0, 0, 0), white)", "rgb(0, 0, 0)"),
            ("light-dark(var(--c), white)", "#f80"),
            ("url(#a) light-dark(red,blue)", "url(#a) red"),
            ("var(--x, #08f)", "#08f"),
            ("var(--d)", "#f80"),
            ("var(--x, var(--y, rgb(0 128 0)))", "#008000"),
            ("rgb(0 128 0 / 50%)", "rgba(0,128,0,0.5)"),
            ("rgb(0% 50% 100%)", "#0080ff"),
            ("rgba(1,2,3,.5)", "rgba(1,2,3,.5)"),
            ("hsl(120deg 100% 25%)", "#008000"),
            ("hsl(.5turn 100% 50% / .25)", "rgba(0,255,255,0.25)"),
            ("hwb(194 0% 0%)", "#00c3ff"),
            ("oklch(62.8% 0.25768 29.234)", "#ff0000"),
            ("oklab(0.51975 -0.1403 0.10768)", "#008000"),
            ("lab(46.277% -47.552 48.586)", "#008000"),
            ("lch(46.277% 67.989 134.391)", "#008000"),
            ("lab(100 0 0)", "#ffffff"),
            ("color(srgb 0 .5 1)", "#0080ff"),
            ("color(display-p3 1 1 1 / 50%)", "rgba(255,255,255,0.5)"),
            ("color(display-p3 0.21604 0.49418 0.13151)", "#008000"),
            ("color-mix(in srgb, red, blue)", "#800080"),
            ("color-mix(in srgb, white 25%, #000)", "#404040"),
            ("color-mix(in srgb, red 50%, transparent)", "rgba(255,0,0,0.5)"),
            ("color-mix(in oklab, white, white)", "#ffffff"),
            ("drop-shadow(0 0 2px rgb(0 0 0 / .5))", "drop-shadow(0 0 2px rgba(0,0,0,0.5))"),
        ] {
            assert_eq!(made(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_known_is_no_colour() {
        for (text, why) in [
            ("var(--x)", Unknown::Nothing),
            ("var(--loop)", Unknown::Nothing),
            ("color-mix(in srgb, currentcolor, red)", Unknown::Colour),
            ("rgb(from red r g b)", Unknown::Colour),
            ("color(--mine 1 2 3)", Unknown::Colour),
            ("oklch(1 2)", Unknown::Colour),
        ] {
            assert_eq!(made(text), Err(why), "{text}");
        }
        assert_eq!(made(&"color-mix(in srgb,red,".repeat(1000)), Err(Unknown::Colour));
    }
}
