//! Lengths and names as OpenDocument writes them.

/// A length in twips (1/1440 inch); none for shares and for what is no length.
pub(super) fn twips(value: &str) -> Option<i32> {
    let value = value.trim();
    let unit_at = value.find(|c: char| c.is_ascii_alphabetic() || c == '%')?;
    let (number, unit) = value.split_at(unit_at);
    let number: f64 = number.trim().parse().ok()?;
    let twips = match unit {
        "in" | "inch" => 1440.0,
        "cm" => 1440.0 / 2.54,
        "mm" => 144.0 / 2.54,
        "pt" => 20.0,
        "pc" => 240.0,
        "px" => 15.0,
        _ => return None,
    };
    // More than three metres is no length on a page.
    let length = (number * twips).round();
    (length.abs() < 200_000.0).then_some(length as i32)
}

/// A share in percent.
pub(super) fn percent(value: &str) -> Option<i32> {
    let number: f64 = value.trim().strip_suffix('%')?.trim().parse().ok()?;
    (number.abs() < 100_000.0).then_some(number.round() as i32)
}

/// The name of a style as people see it: `Heading_20_1` is “Heading 1”.
pub(super) fn shown(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find('_') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let code = rest.find('_').filter(|end| (1..=6).contains(end)).and_then(|end| u32::from_str_radix(&rest[..end], 16).ok());
        match code.and_then(char::from_u32).filter(|c| !c.is_alphanumeric()) {
            Some(c) => {
                out.push(c);
                rest = &rest[rest.find('_').map_or(0, |end| end + 1)..];
            }
            None => out.push('_'),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_names_are_read() {
        assert_eq!((twips("1in"), twips("2.54cm"), twips(" 12 pt"), twips("-1mm")), (Some(1440), Some(1440), Some(240), Some(-57)));
        assert_eq!((twips("50%"), twips("nan"), twips("1e300cm"), twips("NaNin"), twips("5")), (None, None, None, None, None));
        assert_eq!((percent("58%"), percent("5")), (Some(58), None));
        assert_eq!((shown("Heading_20_1"), shown("a_b"), shown("_20__5f_x_")), ("Heading 1".into(), "a_b".into(), " _x_".into()));
    }
}
