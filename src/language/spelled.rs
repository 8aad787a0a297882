//! Numbers written in words, as chapters are numbered by them: `Twenty-One`, `einundzwanzig`, `veintiuno`.
//!
//! Only languages in which a cardinal number is said beside the word for a chapter (`Kapitel vier`). In most Slavonic languages, in
//! Greek, Hungarian and Turkish an ordinal that agrees with that word stands there instead, which is not made here.

use super::numerals;

/// The words of a language that its numbers below a hundred are made of.
struct NumberWords {
    /// The language's tag.
    tag: &'static str,
    /// From 1 to 19, in small letters.
    units: &'static str,
    /// 20, 30, 40 and so on.
    tens: &'static str,
    /// How a number between two tens is made of them.
    joined: fn(&str, &str, u64, u64) -> String,
}

const LANGUAGES: [NumberWords; 13] = [
    NumberWords {
        tag: "en",
        units: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
                nineteen",
        tens: "twenty thirty forty fifty sixty seventy eighty ninety",
        joined: |ten, unit, _, _| format!("{ten}-{unit}"),
    },
    NumberWords {
        tag: "de",
        units: "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn \
                neunzehn",
        tens: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        joined: |ten, unit, _, _| format!("{}und{ten}", if unit == "eins" { "ein" } else { unit }),
    },
    NumberWords {
        tag: "fr",
        units: "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
        // Between 70 and 79 and between 90 and 99 one counts on from the ten before.
        tens: "vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
        joined: |ten, unit, tens, units| match (tens, units) {
            (8, _) => format!("quatre-vingt-{unit}"),
            (_, 1) => format!("{ten} et {unit}"),
            _ => format!("{ten}-{unit}"),
        },
    },
    NumberWords {
        tag: "es",
        units: "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho \
                diecinueve",
        tens: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        joined: |ten, unit, tens, _| match (tens, unit) {
            (2, "dos") => "veintidós".to_owned(),
            (2, "tres") => "veintitrés".to_owned(),
            (2, "seis") => "veintiséis".to_owned(),
            (2, _) => format!("veinti{unit}"),
            _ => format!("{ten} y {unit}"),
        },
    },
    NumberWords {
        tag: "it",
        units: "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette \
                diciotto diciannove",
        tens: "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        joined: |ten, unit, _, units| match units {
            1 | 8 => format!("{}{unit}", &ten[..ten.len() - 1]),
            3 => format!("{ten}tré"),
            _ => format!("{ten}{unit}"),
        },
    },
    NumberWords {
        tag: "pt-BR",
        units: "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove",
        tens: "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        joined: |ten, unit, _, _| format!("{ten} e {unit}"),
    },
    NumberWords {
        tag: "pt",
        units: "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove",
        tens: "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        joined: |ten, unit, _, _| format!("{ten} e {unit}"),
    },
    NumberWords {
        tag: "nl",
        units: "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien \
                negentien",
        tens: "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        joined: |ten, unit, _, units| format!("{unit}{}{ten}", if matches!(units, 2 | 3) { "ën" } else { "en" }),
    },
    NumberWords {
        tag: "sv",
        units: "ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
        tens: "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
        joined: |ten, unit, _, _| format!("{ten}{unit}"),
    },
    NumberWords {
        tag: "nb",
        units: "en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
        tens: "tjue tretti førti femti seksti sytti åtti nitti",
        joined: |ten, unit, _, _| format!("{ten}{unit}"),
    },
    NumberWords {
        tag: "da",
        units: "et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
        tens: "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems",
        joined: |ten, unit, _, units| format!("{}og{ten}", if units == 1 { "en" } else { unit }),
    },
    NumberWords {
        tag: "ca",
        units: "u dos tres quatre cinc sis set vuit nou deu onze dotze tretze catorze quinze setze disset divuit dinou",
        tens: "vint trenta quaranta cinquanta seixanta setanta vuitanta noranta",
        joined: |ten, unit, tens, _| format!("{ten}{}{unit}", if tens == 2 { "-i-" } else { "-" }),
    },
    NumberWords {
        tag: "fi",
        units: "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista kolmetoista \
                neljätoista viisitoista kuusitoista seitsemäntoista kahdeksantoista yhdeksäntoista",
        tens: "kaksikymmentä kolmekymmentä neljäkymmentä viisikymmentä kuusikymmentä seitsemänkymmentä kahdeksankymmentä \
               yhdeksänkymmentä",
        joined: |ten, unit, _, _| format!("{ten}{unit}"),
    },
];

/// Countries whose Portuguese is that of Portugal.
const EUROPEAN: [&str; 11] = ["PT", "AO", "CH", "CV", "GQ", "GW", "LU", "MO", "MZ", "ST", "TL"];

/// A number from 1 to 99 in the words of a language, in small letters, or in its characters; none where they are not known.
#[must_use]
pub(crate) fn spelled(number: u64, language: &str) -> Option<String> {
    let tag = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if !(1..100).contains(&number) {
        return None;
    }
    if matches!(tag.as_str(), "zh" | "ja") {
        return Some(numerals::to_han(number));
    }
    let tag = match tag.as_str() {
        "no" | "nn" => "nb",
        // What is said of Portuguese without a country is Brazilian.
        "pt" if !language.split('-').skip(1).any(|part| EUROPEAN.contains(&part.to_ascii_uppercase().as_str())) => "pt-BR",
        other => other,
    };
    let words = LANGUAGES.iter().find(|words| words.tag == tag)?;
    let unit = |number: u64| words.units.split(' ').filter(|word| !word.is_empty()).nth(usize::try_from(number).ok()?.checked_sub(1)?);
    if let Some(word) = unit(number) {
        return Some(word.to_owned());
    }
    let (tens, units) = (number / 10, number % 10);
    let ten = words.tens.split(' ').filter(|word| !word.is_empty()).nth(usize::try_from(tens).ok()?.checked_sub(2)?)?;
    let french = tag == "fr" && matches!(tens, 7 | 9);
    match unit(if french { units + 10 } else { units }) {
        Some(unit) if french && units > 0 => {
            let score = if tens == 7 { "soixante" } else { "quatre-vingt" };
            Some(format!("{score}{}{unit}", if tens == 7 && units == 1 { " et " } else { "-" }))
        }
        Some(unit) if !french => Some((words.joined)(ten, unit, tens, units)),
        _ => Some(ten.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_in_their_languages() {
        for (language, number, words) in [
            ("en-GB", 4, "four"),
            ("en", 21, "twenty-one"),
            ("en", 90, "ninety"),
            ("de", 1, "eins"),
            ("de-CH", 21, "einundzwanzig"),
            ("de", 35, "fünfunddreißig"),
            ("fr", 21, "vingt et un"),
            ("fr", 22, "vingt-deux"),
            ("fr", 70, "soixante-dix"),
            ("fr", 71, "soixante et onze"),
            ("fr", 80, "quatre-vingts"),
            ("fr", 81, "quatre-vingt-un"),
            ("fr", 90, "quatre-vingt-dix"),
            ("fr", 99, "quatre-vingt-dix-neuf"),
            ("es", 22, "veintidós"),
            ("es", 31, "treinta y uno"),
            ("it", 21, "ventuno"),
            ("it", 33, "trentatré"),
            ("it", 48, "quarantotto"),
            ("pt", 16, "dezesseis"),
            ("pt-PT", 16, "dezasseis"),
            ("pt", 21, "vinte e um"),
            ("nl", 22, "tweeëntwintig"),
            ("nl", 21, "eenentwintig"),
            ("sv", 21, "tjugoett"),
            ("nb", 42, "førtito"),
            ("nn-NO", 7, "sju"),
            ("da", 21, "enogtyve"),
            ("da", 55, "femoghalvtreds"),
            ("ca", 21, "vint-i-u"),
            ("ca", 34, "trenta-quatre"),
            ("fi", 21, "kaksikymmentäyksi"),
            ("zh-Hans", 21, "二十一"),
            ("ja", 10, "十"),
        ] {
            assert_eq!(spelled(number, language).as_deref(), Some(words), "{language} {number}");
        }
        assert_eq!([spelled(0, "en"), spelled(100, "en"), spelled(4, "ru"), spelled(4, "")], [None, None, None, None]);
    }

    #[test]
    fn spelled_numbers_are_read_as_those_that_they_are() {
        for words in &LANGUAGES {
            for number in 1..100 {
                let word = spelled(number, words.tag).expect("all are known");
                assert!(!word.contains("  ") && word.trim() == word, "{word}");
                if number < 11 && !matches!(words.tag, "da" | "ca" | "nb") {
                    assert_eq!(numerals::number_word(&word), Some(number), "{} {word}", words.tag);
                }
            }
        }
        assert!((1..100).all(|number| numerals::in_han(&spelled(number, "zh").expect("known")) == Some(number)));
    }
}
