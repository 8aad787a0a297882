//! Numbers as people write them without digits: in Chinese characters, in Roman numerals, and in words of many languages.
//!
//! Cost: in proportion to the length of what is read, times the number of the words.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words for the numbers from 1 on, with their ordinals, in small letters. Where a language inflects an ordinal, `-` stands for the
/// endings of [`ENDINGS`].
const WORDS: [&str; 20] = [
    "one first eins erst- un une premier première uno una primero primera primer um uma primeiro primeira primo prima één een eerste en ett \
     första første første yksi ensimmäinen jeden pierwsz- jedna první prvá prvý prvi prva prvo egy első unu întâi prima bir birinci один одна \
     перв- един перш- први прва перша ένα πρώτο πρώτος một nhất",
    "two second zwei zweit- deux deuxième second seconde dos segundo segunda dois duas due secondo seconda twee tweede två andra to anden \
     andre kaksi toinen dwa drug- dva druhá druhý drugi druga drugo kettő második doi doua iki ikinci два две втор- два друг- δύο δεύτερο \
     δεύτερος hai",
    "three third drei dritt- trois troisième tres tercero tercera tercer três terceiro terceira tre terzo terza drie derde tredje kolme \
     kolmas trzy trzeci- tři třetí tri tretia tretí treći treća három harmadik trei treia üç üçüncü три треть- трети- три трет- τρία τρίτο \
     τρίτος ba",
    "four fourth vier viert- quatre quatrième cuatro cuarto cuarta quatro quarto quarta quattro vierde fyra fjärde fire fjerde neljä neljäs \
     cztery czwart- čtyři čtvrtý čtvrtá štyri štvrtá štvrtý četiri četvrti četvrta négy negyedik patru patra dört dördüncü четыре четверт- \
     четири четвърт- чотири τέσσερα τέταρτο τέταρτος bốn tư",
    "five fifth fünf fünft- cinq cinquième cinco quinto quinta cinc cinquè cinque vijf vijfde fem femte viisi viides pięć piąt- pět pátý \
     pátá päť piata piaty pet peti peta öt ötödik cinci cincea beş beşinci пять пят- п'ять петт- πέντε πέμπτο πέμπτος năm",
    "six sixth sechs sechst- sixième seis sexto sexta sis sei sesto sesta zes zesde sex sjätte seks sjette kuusi kuudes sześć szóst- šest \
     šestý šestá šesť šiesta šiesty šesti šesta hat hatodik șase șasea altı altıncı шесть шест- шість шост- έξι έκτο έκτος sáu",
    "seven seventh sieben siebent- siebt- sept septième siete séptimo séptima sete sétimo sétima set sette settimo settima zeven zevende sju \
     sjunde syv sjuende seitsemän seitsemäs siedem siódm- sedm sedmý sedmá sedem siedma siedmy sedam sedmi sedma hét hetedik șapte șaptea \
     yedi yedinci семь седьм- седем седм- сім сьом- επτά έβδομο έβδομος bảy",
    "eight eighth acht- huit huitième ocho octavo octava oito oitavo oitava vuit otto ottavo ottava åtta åttonde otte ottende åtte åttende \
     kahdeksan kahdeksas osiem ósm- osm osmý osmá osem ôsma ôsmy osam osmi osma nyolc nyolcadik opt opta sekiz sekizinci восемь восьм- осем \
     осм- вісім οκτώ όγδοο όγδοος tám",
    "nine ninth neun neunt- neuf neuvième nueve noveno novena nove nono nona nou nove negen negende nio nionde ni niende yhdeksän yhdeksäs \
     dziewięć dziewiąt- devět devátý devátá deväť deviata deviaty devet deveti deveta kilenc kilencedik nouă noua dokuz dokuzuncu девять \
     девят- девет- дев'ять дев'ят- εννέα ένατο ένατος chín",
    "ten tenth zehn zehnt- dix dixième diez décimo décima dez deu dieci decimo decima tien tiende tio tionde ti tiende kymmenen kymmenes \
     dziesięć dziesiąt- deset desátý desátá desať desiata desiaty deseti deseta tíz tizedik zece zecea on onuncu десять десят- десет- δέκα \
     δέκατο δέκατος mười",
    "eleven eleventh elf elft- onze onzième once undécimo undici undicesimo elfde elva elfte elleve ellevte yksitoista jedenaście jedenast- \
     jedenáct jedenáctý jedanaest tizenegy unsprezece onbir одиннадцать одиннадцат- единадесет единайсет одинадцять одинадцят- έντεκα",
    "twelve twelfth zwölf zwölft- douze douzième doce duodécimo doze dotze dodici dodicesimo twaalf twaalfde tolv tolfte tolvte \
     kaksitoista dwanaście dwunast- dvanáct dvanáctý dvanaest tizenkettő doisprezece oniki двенадцать двенадцат- дванадесет дванайсет \
     дванадцять дванадцят- δώδεκα",
    "thirteen thirteenth dreizehn dreizehnt- treize treizième trece treze tretze tredici dertien dertiende tretton tretten kolmetoista \
     trzynaście trzynast- třináct trinaest tizenhárom treisprezece onüç тринадцать тринадцат- тринадесет тринадцять тринадцят-",
    "fourteen fourteenth vierzehn vierzehnt- quatorze quatorzième catorce catorze quattordici veertien veertiende fjorton fjorten \
     neljätoista czternaście czternast- čtrnáct četrnaest tizennégy paisprezece ondört четырнадцать четырнадцат- четиринадесет чотирнадцять",
    "fifteen fifteenth fünfzehn fünfzehnt- quinze quinzième quince quindici vijftien vijftiende femton femten viisitoista piętnaście \
     piętnast- patnáct petnaest tizenöt cincisprezece onbeş пятнадцать пятнадцат- петнадесет п'ятнадцять",
    "sixteen sixteenth sechzehn sechzehnt- seize seizième dieciséis dezesseis setze sedici zestien zestiende sexton seksten kuusitoista \
     szesnaście szesnast- šestnáct šesnaest tizenhat șaisprezece onaltı шестнадцать шестнадцат- шестнадесет шістнадцять",
    "seventeen seventeenth siebzehn siebzehnt- dix-sept diecisiete dezessete disset diciassette zeventien zeventiende sjutton sytten \
     seitsemäntoista siedemnaście siedemnast- sedmnáct sedamnaest tizenhét șaptesprezece onyedi семнадцать семнадцат- седемнадесет сімнадцять",
    "eighteen eighteenth achtzehn achtzehnt- dix-huit dieciocho dezoito divuit diciotto achttien achttiende arton atten kahdeksantoista \
     osiemnaście osiemnast- osmnáct osamnaest tizennyolc optsprezece onsekiz восемнадцать восемнадцат- осемнадесет вісімнадцять",
    "nineteen nineteenth neunzehn neunzehnt- dix-neuf diecinueve dezenove dinou diciannove negentien negentiende nitton nitten \
     yhdeksäntoista dziewiętnaście dziewiętnast- devatenáct devetnaest tizenkilenc nouăsprezece ondokuz девятнадцать девятнадцат- \
     деветнадесет дев'ятнадцять",
    "twenty twentieth zwanzig zwanzigst- vingt vingtième veinte vinte vint venti ventesimo twintig twintigste tjugo tjugonde tyve \
     kaksikymmentä dwadzieścia dwudziest- dvacet dvadeset húsz douăzeci yirmi двадцать двадцат- двадесет двадцять είκοσι",
];

/// Words for 30, 40 and so on up to 90.
const TENS: [&str; 7] = [
    "thirty thirtieth dreißig dreissig dreißigst- trente trentième treinta trinta trenta dertig trettio tredive trzydzieści tridset třicet \
     trideset harminc treizeci otuz тридцать тридцат- тридесет тридцять τριάντα",
    "forty fortieth vierzig vierzigst- quarante quarantième cuarenta quarenta quaranta veertig fyrtio førti czterdzieści čtyřicet četrdeset \
     negyven patruzeci kırk сорок сороков- четиридесет σαράντα",
    "fifty fiftieth fünfzig fünfzigst- cinquante cinquantième cincuenta cinquenta cinquanta vijftig femtio femti pięćdziesiąt padesát \
     pedeset ötven cincizeci elli пятьдесят пятидесят- петдесет п'ятдесят πενήντα",
    "sixty sixtieth sechzig sechzigst- soixante soixantième sesenta sessenta seixanta sessanta zestig sextio seksti sześćdziesiąt šedesát \
     šezdeset hatvan șaizeci altmış шестьдесят шестидесят- шестдесет шістдесят εξήντα",
    "seventy seventieth siebzig siebzigst- setenta settanta zeventig sjuttio sytti siedemdziesiąt sedmdesát sedamdeset hetven yetmiş \
     семьдесят седемдесет сімдесят εβδομήντα",
    "eighty eightieth achtzig achtzigst- ochenta oitenta ottanta tachtig åttio åtti osiemdziesiąt osmdesát osamdeset nyolcvan seksen \
     восемьдесят осемдесет вісімдесят ογδόντα",
    "ninety ninetieth neunzig neunzigst- noventa novanta negentig nittio nitti dziewięćdziesiąt devadesát devedeset kilencven doksan \
     девяносто деветдесет дев'яносто ενενήντα",
];

/// Endings that German and Slavonic ordinals have; the empty one is that of a cardinal.
const ENDINGS: [&str; 30] = [
    "", "e", "er", "es", "en", "em", "a", "i", "y", "ego", "ej", "ie", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ья", "ье", "ого", "ой",
    "и", "а", "о", "ата", "ий", "е", "ти",
];

/// The number of each word.
static NUMBERS: LazyLock<FxHashMap<String, u64>> = LazyLock::new(|| {
    let units = WORDS.iter().zip(1u64..);
    let tens = TENS.iter().zip((30u64..).step_by(10));
    let mut numbers = FxHashMap::default();
    for (words, number) in units.chain(tens) {
        for word in words.split_whitespace() {
            match word.strip_suffix('-') {
                Some(stem) => ENDINGS.iter().for_each(|ending| _ = numbers.entry(format!("{stem}{ending}")).or_insert(number)),
                None => _ = numbers.entry(word.to_owned()).or_insert(number),
            }
        }
    }
    numbers
});

/// The number that a word says, such as `Three`, `dritter`, `третья` or `einundzwanzig`.
#[must_use]
pub(crate) fn number_word(word: &str) -> Option<u64> {
    let word = word.to_lowercase().replace('’', "'").replace('ё', "е");
    NUMBERS.get(&word).copied().or_else(|| compound(&word))
}

/// The number of two words in one: `einundzwanzig`, `tweeëntwintig`, `ventidue`, `veintiuno`, `tjugoett`.
fn compound(word: &str) -> Option<u64> {
    let part = |part: &str| NUMBERS.get(part).copied();
    let unit = |text: &str| part(text).filter(|number| *number < 10).or_else(|| (text == "ein").then_some(1));
    let ten = |text: &str| part(text).filter(|number| *number >= 20);
    let turned = ["und", "ën", "en"].into_iter().find_map(|and| {
        let (one, many) = word.split_once(and).filter(|(_, many)| ten(many).is_some()).or_else(|| word.rsplit_once(and))?;
        Some(ten(many)? + unit(one)?)
    });
    turned.or_else(|| {
        let straight = |(at, _): (usize, char)| {
            let (many, one) = word.split_at(at);
            let whole = ten(many).or_else(|| ten(&format!("{many}a"))).or_else(|| ten(&format!("{many}i")));
            Some(whole.or_else(|| (many == "veinti").then_some(20))? + unit(one)?)
        };
        word.char_indices().skip(1).find_map(straight)
    })
}

/// The value of a Roman numeral below 400 as it is properly written, in capitals or in small letters alone.
#[must_use]
pub(crate) fn roman(word: &str) -> Option<u64> {
    let alike = word.bytes().all(|byte| byte.is_ascii_uppercase()) || word.bytes().all(|byte| byte.is_ascii_lowercase());
    if word.is_empty() || word.len() > 15 || !alike {
        return None;
    }
    let mut rest = word.to_ascii_uppercase();
    let mut value = 0;
    for (letters, worth) in [("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)] {
        let most = if matches!(letters, "C" | "X" | "I") { 3 } else { 1 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(letters) else { break };
            (rest, value) = (after.to_owned(), value + worth);
        }
    }
    rest.is_empty().then_some(value)
}

/// The value of a number in Chinese characters: `十二`, `一百零三`, `廿一`, `二〇二四`.
#[must_use]
pub(crate) fn in_han(text: &str) -> Option<u64> {
    let digit = |c: char| {
        ["〇零", "一壹弌", "二贰貳弍两兩", "三叁參弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"]
            .iter()
            .position(|forms| forms.contains(c))
            .map(|digit| digit as u64)
    };
    let unit = |c: char| match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    };
    let score = |c: char| match c {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    };
    if text.is_empty() || text.chars().count() > 12 {
        return None;
    }
    if text.chars().count() > 1 && text.chars().all(|c| digit(c).is_some()) {
        return text.chars().try_fold(0u64, |all, c| Some(all * 10 + digit(c)?));
    }
    let (mut whole, mut last, mut below) = (0, None, u64::MAX);
    for c in text.chars() {
        if let Some(value) = digit(c) {
            if last.is_some_and(|last| last != 0) {
                return None;
            }
            last = Some(value);
        } else if let Some(worth) = unit(c) {
            if worth >= below {
                return None;
            }
            whole += last.filter(|last| *last > 0).unwrap_or(1) * worth;
            (last, below) = (None, worth);
        } else {
            let worth = score(c).filter(|_| below > 10 && last.is_none_or(|last| last == 0))?;
            whole += worth;
            (last, below) = (None, 10);
        }
    }
    Some(whole + last.unwrap_or(0))
}

/// A number from 1 to 99 in Chinese characters: `十二`, `二十`.
#[must_use]
pub(super) fn to_han(number: u64) -> String {
    let digit = |digit: u64| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][usize::try_from(digit % 10).unwrap_or(0)];
    match (number / 10, number % 10) {
        (0, units) => digit(units).to_owned(),
        (1, units) => format!("十{}", digit(units)),
        (tens, units) => format!("{}十{}", digit(tens), digit(units)),
    }
}

/// Whether a character is part of a number in Chinese characters.
#[must_use]
pub(crate) fn is_han_numeral(c: char) -> bool {
    "〇零一壹弌二贰貳弍两兩三叁參弎四肆五伍六陆陸七柒八捌九玖十拾百佰千仟廿卅".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words() {
        for (word, number) in [
            ("One", 1),
            ("TWELFTH", 12),
            ("zweites", 2),
            ("einundzwanzig", 21),
            ("fünfunddreißig", 35),
            ("tweeëntwintig", 22),
            ("ventuno", 21),
            ("veintidos", 22),
            ("tjugotre", 23),
            ("premier", 1),
            ("третья", 3),
            ("четвёртая", 4),
            ("четвертая", 4),
            ("Первая", 1),
            ("двадцать", 20),
            ("druga", 2),
            ("trzeci", 3),
            ("kolmas", 3),
            ("otuz", 30),
        ] {
            assert_eq!(number_word(word), Some(number), "{word}");
        }
        for word in ["", "Sea", "often", "hundert", "und", "entwine"] {
            assert_eq!(number_word(word), None, "{word}");
        }
    }

    #[test]
    fn numbers_are_read_in_chinese_characters() {
        for (text, number) in [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("九十九", Some(99)),
            ("一百零三", Some(103)),
            ("一百二十", Some(120)),
            ("一千〇一", Some(1001)),
            ("廿一", Some(21)),
            ("二〇二四", Some(2024)),
            ("百", Some(100)),
            ("", None),
            ("十百", None),
            ("三二十", None),
            ("章", None),
            ("一一一一一一一一一一一一一一一一一一一一一一一一", None),
        ] {
            assert_eq!(in_han(text), number, "{text}");
        }
    }

    #[test]
    fn roman_numerals_are_read_as_they_are_properly_written() {
        for (word, number) in [
            ("I", Some(1)),
            ("iv", Some(4)),
            ("XIV", Some(14)),
            ("XC", Some(90)),
            ("CCCXCIX", Some(399)),
            ("IIII", None),
            ("Iv", None),
            ("CIVIL", None),
            ("IC", None),
            ("", None),
        ] {
            assert_eq!(roman(word), number, "{word}");
        }
    }
}
