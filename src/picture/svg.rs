//! Inspects SVG: well-formed, measurable, and nothing but a picture (no script, no reference outside itself).

use super::inspect::{Facts, Fault, Kind};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements inside each other; drawing programs stay far below.
const DEEPEST: usize = 200;

/// Elements that do things, or bring in other documents.
const ACTIVE: [&str; 9] = ["script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"];

/// Inspects an SVG document.
pub(super) fn inspect(text: &str) -> Result<Facts, Fault> {
    let broken = |why: &str| Fault::Corrupt(format!("damaged SVG ({why})"));
    let mut reader = Reader::from_str(text);
    let (mut depth, mut size, mut in_style) = (0_usize, None, false);
    loop {
        let event = reader.read_event().map_err(|error| broken(&error.to_string()))?;
        match event {
            Event::Start(tag) => {
                size = Some(element(&tag, size)?);
                in_style = local(tag.name().as_ref()) == "style";
                depth += 1;
                if depth > DEEPEST {
                    return Err(broken("its elements are nested too deep"));
                }
            }
            Event::Empty(tag) => size = Some(element(&tag, size)?),
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                in_style = false;
            }
            Event::Text(text) if in_style => style(&text)?,
            Event::CData(text) if in_style => style(&text)?,
            Event::DocType(text) if text.contains('[') => {
                return Err(Fault::Unsafe("its DOCTYPE declares entities".to_owned()));
            }
            Event::PI(text) if text.starts_with("xml-stylesheet") => {
                return Err(Fault::Unsafe("it asks for a stylesheet outside".to_owned()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 {
        return Err(broken("an element is never closed"));
    }
    let (width, height) = size.ok_or_else(|| broken("it has no element"))?;
    Ok(Facts::plain(Kind::Svg, width, height))
}

/// Looks an element over. The first one must be `svg` and gives the size.
fn element(tag: &BytesStart<'_>, size: Option<(u32, u32)>) -> Result<(u32, u32), Fault> {
    let name = local(tag.name().as_ref());
    if size.is_none() && name != "svg" {
        return Err(Fault::Corrupt("it is not PNG, JPEG or SVG".to_owned()));
    }
    if ACTIVE.contains(&name.as_str()) {
        return Err(Fault::Unsafe(format!("it holds a <{name}>")));
    }
    let (mut width, mut height, mut view) = (None, None, None);
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| Fault::Corrupt(format!("damaged SVG ({error})")))?;
        let key = local(attribute.key.as_ref());
        // Entities can hide a scheme; what remains of them is no letter of it.
        let value = unescaped(&attribute.value);
        let lower = value.trim().to_ascii_lowercase();
        let bare: String = lower.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        if key.starts_with("on") {
            return Err(Fault::Unsafe(format!("it has an event handler ({key})")));
        }
        if bare.contains("javascript:") || key == "base" {
            return Err(Fault::Unsafe(format!("its attribute {key} is not harmless")));
        }
        let is_picture = ["data:image/png", "data:image/jpeg", "data:image/jpg"].iter().any(|kind| bare.starts_with(kind));
        if matches!(key.as_str(), "href" | "src") && !bare.is_empty() && !bare.starts_with('#') && !is_picture {
            return Err(Fault::Unsafe("it refers to something outside itself".to_owned()));
        }
        style(&lower)?;
        match key.as_str() {
            "width" => width = pixels(&lower),
            "height" => height = pixels(&lower),
            "viewbox" => {
                let numbers: Vec<f32> = lower.split([' ', ',', '\n', '\t']).filter_map(|number| number.parse().ok()).collect();
                view = numbers.get(2).copied().zip(numbers.get(3).copied());
            }
            _ => {}
        }
    }
    if let Some(size) = size {
        return Ok(size);
    }
    let view = view.filter(|(width, height)| *width > 0.0 && *height > 0.0);
    let (width, height) = match (width, height, view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((across, down))) => (width, width * down / across),
        (None, Some(height), Some((across, down))) => (height * across / down, height),
        (None, None, Some(view)) => view,
        // What CSS takes for a picture without size.
        (width, height, None) => (width.unwrap_or(300.0), height.unwrap_or(150.0)),
    };
    Ok((whole(width), whole(height)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a range that fits")]
fn whole(length: f32) -> u32 {
    length.round().clamp(1.0, 100_000.0) as u32
}

/// Styles must refer to nothing outside.
fn style(text: &str) -> Result<(), Fault> {
    let lower = text.to_ascii_lowercase();
    let outside = lower.match_indices("url(").any(|(at, _)| {
        let target = lower[at + 4..].trim_start_matches([' ', '\n', '\t', '"', '\'']);
        !(target.starts_with('#') || target.starts_with("data:image/"))
    });
    if outside || lower.contains("@import") || (lower.contains('\\') && lower.contains("url")) {
        return Err(Fault::Unsafe("its style refers to something outside itself".to_owned()));
    }
    Ok(())
}

/// A name without its prefix, in lower case.
fn local(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    name.rsplit_once(':').map_or(name.clone(), |(_, local)| local.to_owned())
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}

/// A length in CSS pixels; none for a percentage or anything else that depends on the page.
fn pixels(length: &str) -> Option<f32> {
    let end = length.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '+' | '-')).unwrap_or(length.len());
    let number: f32 = length[..end].parse().ok()?;
    let factor = match length[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "em" => 16.0,
        _ => return None,
    };
    (number > 0.0).then_some(number * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_come_from_attributes_or_the_view() {
        let size = |text: &str| inspect(text).map(|facts| (facts.width, facts.height));
        assert_eq!(size("<svg width='1in' height='48px'/>"), Ok((96, 48)));
        assert_eq!(size("<?xml version='1.0'?><!DOCTYPE svg><svg viewBox='0 0 40 20' width='80'><g/></svg>"), Ok((80, 40)));
        assert_eq!(size("<s:svg xmlns:s='x' viewBox='0,0,40,20' width='100%'></s:svg>"), Ok((40, 20)));
    }

    #[test]
    fn pictures_that_are_more_than_pictures_are_refused() {
        for inner in [
            "<script>x</script>",
            "<g onload='x'/>",
            "<a href='https://a.example'><g/></a>",
            "<image xlink:href='file:///etc/passwd'/>",
            "<image href='data:image/svg+xml;base64,x'/>",
            "<foreignObject/>",
            "<set to='java&#115;cript:x'/>",
            "<style>@import 'x';</style>",
            "<style><![CDATA[g { fill: url(http://x) }]]></style>",
            "<g style='fill: url( \"//x\")'/>",
        ] {
            assert!(matches!(inspect(&format!("<svg>{inner}</svg>")), Err(Fault::Unsafe(_))), "{inner}");
        }
        assert!(matches!(inspect("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"), Err(Fault::Unsafe(_))));
        assert!(matches!(inspect("<svg><g></svg>"), Err(Fault::Corrupt(_))));
        assert!(matches!(inspect("<svg><g>"), Err(Fault::Corrupt(_))));
        assert!(matches!(inspect("<html/>"), Err(Fault::Corrupt(_))));
        assert!(inspect("<svg><use href='#a'/><g style='fill:url(#b)'/><image href='data:image/png;base64,AA'/></svg>").is_ok());
    }
}
