//! Dates as people write them: `2026-11-24` is `24 November 2026`, in the language of the words that Bindery puts into a book.

use super::words::words;

/// The months of each language of [`words`], in the form that stands after a day; Russian has another one without a day.
const MONTHS: [(&str, &str); 7] = [
    ("en", "January February March April May June July August September October November December"),
    ("de", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    ("fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    ("es", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    ("it", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    ("ru", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    ("zh", "1 2 3 4 5 6 7 8 9 10 11 12"),
];

/// Russian months without a day.
const RUSSIAN: &str = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь";

/// A checked date (`2026`, `2026-11`, `2026-11-24`) in words, for a BCP 47 tag. What is no date stays as it is.
#[must_use]
pub(crate) fn date(text: &str, tag: &str) -> String {
    let language = words(tag).language();
    let parts: Vec<&str> = text.split('-').collect();
    let (year, month, day) = (parts[0], parts.get(1), parts.get(2).map(|day| day.trim_start_matches('0')));
    let named = MONTHS.iter().find(|(known, _)| *known == language).map_or("", |(_, months)| *months);
    let named = if language == "ru" && day.is_none() { RUSSIAN } else { named };
    let month = month.and_then(|month| month.parse::<usize>().ok()).and_then(|month| named.split(' ').nth(month.checked_sub(1)?));
    let Some(month) = month else { return if language == "zh" { format!("{year}年") } else { year.to_owned() } };
    // The day keeps with the month, the month with the year.
    let american = tag.eq_ignore_ascii_case("en-US");
    match (language, day) {
        ("zh", None) => format!("{year}年{month}月"),
        ("zh", Some(day)) => format!("{year}年{month}月{day}日"),
        ("ru", None) => format!("{month} {year}"),
        ("ru", Some(day)) => format!("{day}\u{A0}{month} {year}\u{A0}г."),
        ("es", None) => format!("{month} de {year}"),
        ("es", Some(day)) => format!("{day}\u{A0}de {month} de {year}"),
        ("de", Some(day)) => format!("{day}.\u{A0}{month} {year}"),
        ("fr", Some("1")) => format!("1er\u{A0}{month} {year}"),
        ("it", Some("1")) => format!("1º\u{A0}{month} {year}"),
        ("en", Some(day)) if american => format!("{month}\u{A0}{day}, {year}"),
        (_, Some(day)) => format!("{day}\u{A0}{month} {year}"),
        (_, None) => format!("{month} {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_written_as_their_language_does() {
        for (tag, day, month) in [
            ("en", "24 November 2026", "November 2026"),
            ("en-GB", "24 November 2026", "November 2026"),
            ("en-US", "November 24, 2026", "November 2026"),
            ("de-AT", "24. November 2026", "November 2026"),
            ("fr", "24 novembre 2026", "novembre 2026"),
            ("es", "24 de noviembre de 2026", "noviembre de 2026"),
            ("it", "24 novembre 2026", "novembre 2026"),
            ("ru", "24 ноября 2026 г.", "ноябрь 2026"),
            ("zh-Hans", "2026年11月24日", "2026年11月"),
            ("nl", "24 November 2026", "November 2026"),
        ] {
            assert_eq!(date("2026-11-24", tag).replace('\u{A0}', " "), day, "{tag}");
            assert_eq!(date("2026-11", tag), month, "{tag}");
        }
        assert_eq!(date("2026-05-01", "fr").replace('\u{A0}', " "), "1er mai 2026");
        assert_eq!(date("2026-05-09", "de").replace('\u{A0}', " "), "9. Mai 2026");
        assert_eq!([date("2026", "en"), date("2026", "zh")], ["2026", "2026年"]);
    }
}
