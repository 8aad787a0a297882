//! Quantities as `siunitx` writes them, `\SI{75}{\degree}`, `\num{23000}`, and chemical formulas as `mhchem` does, `\ce{H2O}`.

use super::groups;

/// Prefixes of units.
const PREFIXES: [(&str, &str); 16] = [
    ("femto", "f"),
    ("pico", "p"),
    ("nano", "n"),
    ("micro", "µ"),
    ("milli", "m"),
    ("centi", "c"),
    ("deci", "d"),
    ("deca", "da"),
    ("hecto", "h"),
    ("kilo", "k"),
    ("mega", "M"),
    ("giga", "G"),
    ("tera", "T"),
    ("peta", "P"),
    ("kibi", "Ki"),
    ("mebi", "Mi"),
];

/// Units by the names that the package has for them (SI brochure, 9th edition, and those accepted beside it).
const UNITS: [(&str, &str); 74] = [
    ("metre", "m"),
    ("meter", "m"),
    ("gram", "g"),
    ("second", "s"),
    ("ampere", "A"),
    ("kelvin", "K"),
    ("mole", "mol"),
    ("candela", "cd"),
    ("hertz", "Hz"),
    ("newton", "N"),
    ("pascal", "Pa"),
    ("joule", "J"),
    ("watt", "W"),
    ("coulomb", "C"),
    ("volt", "V"),
    ("farad", "F"),
    ("ohm", "Ω"),
    ("siemens", "S"),
    ("weber", "Wb"),
    ("tesla", "T"),
    ("henry", "H"),
    ("lumen", "lm"),
    ("lux", "lx"),
    ("becquerel", "Bq"),
    ("gray", "Gy"),
    ("sievert", "Sv"),
    ("katal", "kat"),
    ("radian", "rad"),
    ("steradian", "sr"),
    ("degreeCelsius", "°C"),
    ("celsius", "°C"),
    ("degree", "°"),
    ("arcminute", "′"),
    ("arcsecond", "″"),
    ("percent", "%"),
    ("minute", "min"),
    ("hour", "h"),
    ("day", "d"),
    ("litre", "L"),
    ("liter", "L"),
    ("tonne", "t"),
    ("hectare", "ha"),
    ("electronvolt", "eV"),
    ("dalton", "Da"),
    ("angstrom", "Å"),
    ("bar", "bar"),
    ("decibel", "dB"),
    ("bel", "B"),
    ("neper", "Np"),
    ("knot", "kn"),
    ("byte", "B"),
    ("bit", "bit"),
    ("nm", "nm"),
    ("um", "µm"),
    ("mm", "mm"),
    ("cm", "cm"),
    ("km", "km"),
    ("m", "m"),
    ("kg", "kg"),
    ("g", "g"),
    ("mg", "mg"),
    ("s", "s"),
    ("ms", "ms"),
    ("us", "µs"),
    ("ns", "ns"),
    ("Hz", "Hz"),
    ("kHz", "kHz"),
    ("MHz", "MHz"),
    ("GHz", "GHz"),
    ("K", "K"),
    ("V", "V"),
    ("eV", "eV"),
    ("meV", "meV"),
    ("kPa", "kPa"),
];

/// A quantity as it is written, and where its command ends; none if there is a unit in it that is not known.
pub(super) fn written(text: &str, name: &str, at: usize) -> Option<(String, usize)> {
    let count = match name {
        "num" | "si" | "unit" | "ang" => 1,
        "SIrange" | "qtyrange" => 3,
        _ => 2,
    };
    let given = groups::arguments(text, at, count);
    if given.given.len() < count {
        return None;
    }
    let argument = |index: usize| &text[given.given[index].clone()];
    let words = match name {
        "num" => number(argument(0)),
        "ang" => format!("{}°", number(argument(0).split(';').next().unwrap_or(""))),
        "si" | "unit" => unit(argument(0))?,
        "numrange" => format!("{}–{}", number(argument(0)), number(argument(1))),
        "SIrange" | "qtyrange" => format!("{}–{}", number(argument(0)), joined(&number(argument(1)), &unit(argument(2))?)),
        _ => joined(&number(argument(0)), &unit(argument(1))?),
    };
    Some((words, given.end))
}

/// A number and its unit, which stays with it.
fn joined(number: &str, unit: &str) -> String {
    let tight = matches!(unit, "°" | "′" | "″") || unit.is_empty();
    if tight { format!("{number}{unit}") } else { format!("{number}\u{A0}{unit}") }
}

/// A number: `1.5e-3` with its power, `+-` as its sign.
fn number(written: &str) -> String {
    let plain: String = written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}')).collect();
    let plain = plain.replace("+-", "\u{A0}±\u{A0}").replace("\\pm", "\u{A0}±\u{A0}").replace('-', "−");
    match plain.split_once(['e', 'E']) {
        Some(("", power)) => format!("10<sup>{power}</sup>"),
        Some((base, power)) => format!("{base}\u{A0}×\u{A0}10<sup>{power}</sup>"),
        None => plain.replace('x', "\u{A0}×\u{A0}"),
    }
}

/// Units by their names, or as letters: `\metre\per\second`, `m/s^2`.
fn unit(written: &str) -> Option<String> {
    let (mut said, mut at) = (String::new(), 0);
    let (mut per, mut prefix, mut power) = (false, "", "");
    let add = |said: &mut String, unit: &str, per: &mut bool, prefix: &mut &str, power: &mut &str| {
        if *per && !said.is_empty() {
            said.push('/');
        } else if !said.is_empty() {
            said.push('\u{A0}');
        }
        let own = if *per && said.is_empty() { "−1" } else { *power };
        said.push_str(&format!("{prefix}{unit}{}", raised(own)));
        (*per, *prefix, *power) = (false, "", "");
    };
    while let Some(c) = written[at..].chars().next() {
        if c != '\\' {
            at += c.len_utf8();
            match c {
                '~' | ' ' => said.push('\u{A0}'),
                '.' => said.push('·'),
                '{' | '}' => {}
                '^' => {
                    let given = groups::braced(written, at);
                    let inner = given.clone().unwrap_or_else(|| at..(at + 1).min(written.len()));
                    let power = written.get(inner.clone())?.replace('-', "−");
                    said.push_str(&raised(&power));
                    at = given.map_or(inner.end, |given| given.end + 1);
                }
                c => said.push(c),
            }
            continue;
        }
        let name = groups::name(written, at + 1);
        at += 1 + name.len();
        match name {
            "per" => per = true,
            "square" => power = "2",
            "cubic" => power = "3",
            "squared" => said.push_str(&raised("2")),
            "cubed" => said.push_str(&raised("3")),
            "tothe" | "raiseto" => {
                let given = groups::braced(written, at)?;
                said.push_str(&raised(&written[given.clone()].replace('-', "−")));
                at = given.end + 1;
            }
            "%" | "" => {
                let sign = written[at..].chars().next()?;
                said.push(sign);
                at += sign.len_utf8();
            }
            name => match PREFIXES.iter().find(|(known, _)| *known == name) {
                Some((_, sign)) => prefix = sign,
                None => {
                    let (_, unit) = UNITS.iter().find(|(known, _)| *known == name)?;
                    add(&mut said, unit, &mut per, &mut prefix, &mut power);
                }
            },
        }
    }
    Some(said)
}

fn raised(power: &str) -> String {
    if power.is_empty() { String::new() } else { format!("<sup>{power}</sup>") }
}

/// A chemical formula: figures behind a letter or a bracket are lowered, charges are raised.
pub(super) fn formula(written: &str) -> String {
    let (mut said, mut at) = (String::new(), 0);
    let sign = |c: char| if c == '-' { '−' } else { c };
    while let Some(c) = written[at..].chars().next() {
        let rest = &written[at..];
        let before = written[..at].chars().next_back();
        let is_base = before.is_some_and(|c| c.is_alphabetic() || matches!(c, ')' | ']'));
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if let Some((arrow, shown)) =
            [("<=>", "⇌"), ("<->", "↔"), ("->", "→"), ("<-", "←")].iter().find(|(arrow, _)| rest.starts_with(arrow))
        {
            said.push_str(shown);
            at += arrow.len();
        } else if digits > 0 && is_base {
            said.push_str(&format!("<sub>{}</sub>", &rest[..digits]));
            at += digits;
        } else if matches!(c, '^' | '_') {
            let given = groups::braced(written, at + 1);
            let inner = given.clone().unwrap_or_else(|| {
                at + 1..at + 1 + rest[1..].bytes().take_while(|byte| byte.is_ascii_digit() || b"+-".contains(byte)).count()
            });
            let tag = if c == '^' { "sup" } else { "sub" };
            said.push_str(&format!("<{tag}>{}</{tag}>", written[inner.clone()].chars().map(sign).collect::<String>()));
            at = given.map_or(inner.end.max(at + 1), |given| given.end + 1);
        } else if matches!(c, '+' | '-')
            && (is_base || before.is_some_and(|c| c.is_ascii_digit()))
            && !rest[1..].starts_with(char::is_alphanumeric)
        {
            said.push_str(&format!("<sup>{}</sup>", sign(c)));
            at += 1;
        } else {
            said.push(c);
            at += c.len_utf8();
        }
    }
    said
}
