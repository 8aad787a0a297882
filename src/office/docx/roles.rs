//! What the name of a style says that a paragraph is, in the languages that word processors name their styles in.

use crate::office::text::OfficeRole;

/// Words for a heading, before its level.
const HEADINGS: [&str; 34] = [
    "heading",
    "überschrift",
    "berschrift",
    "ueberschrift",
    "titre",
    "título",
    "titulo",
    "ttulo",
    "titolo",
    "encabezado",
    "cabeçalho",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "naglowek",
    "nadpis",
    "naslov",
    "címsor",
    "cmsor",
    "заголовок",
    "заглавие",
    "başlık",
    "balk",
    "titlu",
    "επικεφαλίδα",
    "titol",
    "títol",
    "标题",
    "標題",
    "見出し",
    "제목",
    "tiêu đề",
];

/// Words for an entry of a list that the program makes, before its level.
const ENTRIES: [&str; 16] = [
    "toc",
    "contents",
    "index",
    "verzeichnis",
    "tm",
    "tdc",
    "sommario",
    "inhopg",
    "innehåll",
    "inhold",
    "user index",
    "table index",
    "figure index",
    "illustration index",
    "bibliography index",
    "目录",
];

/// Names that mean one thing whatever stands behind them.
const NAMES: [(OfficeRole, &[&str]); 8] = [
    (
        OfficeRole::Title,
        &[
            "title",
            "titel",
            "titre",
            "título",
            "titulo",
            "ttulo",
            "titolo",
            "otsikko",
            "tytuł",
            "název",
            "cím",
            "название",
            "titlu",
            "标题",
            "表題",
            "제목",
        ],
    ),
    (
        OfficeRole::Subtitle,
        &[
            "subtitle",
            "untertitel",
            "sous-titre",
            "soustitre",
            "subtítulo",
            "subttulo",
            "sottotitolo",
            "ondertitel",
            "underrubrik",
            "undertitel",
            "undertittel",
            "podtytuł",
            "podnadpis",
            "podtitul",
            "подзаголовок",
            "alaotsikko",
            "alcím",
            "副标题",
            "副題",
            "부제",
        ],
    ),
    (OfficeRole::Author, &["author", "authors", "autor", "autoren", "auteur", "autore", "byline"]),
    (
        OfficeRole::Quotation,
        &[
            "quote",
            "intense quote",
            "block text",
            "block quote",
            "blockquote",
            "block quotation",
            "quotation",
            "quotations",
            "extract",
            "zitat",
            "intensives zitat",
            "zitate",
            "blocktext",
            "citation",
            "citation intense",
            "texte de bloc",
            "cita",
            "cita destacada",
            "textodebloque",
            "texto de bloque",
            "citazione",
            "citazione intensa",
            "testo del blocco",
            "citaat",
            "duidelijk citaat",
            "citat",
            "starkt citat",
            "sitat",
            "cytat",
            "citát",
            "цитата",
            "выделенная цитата",
            "lainaus",
            "引用",
            "引用文",
            "明显引用",
            "인용",
            "epigraph",
        ],
    ),
    (
        OfficeRole::Verse,
        &[
            "verse",
            "verses",
            "verse line",
            "poetry",
            "poem",
            "gedicht",
            "vers",
            "verso",
            "poésie",
            "poesía",
            "poesia",
            "strophe",
            "stanza",
            "стихи",
        ],
    ),
    (
        OfficeRole::Code,
        &[
            "source code",
            "html preformatted",
            "html vorformatiert",
            "préformaté html",
            "html con formato previo",
            "preformatted text",
            "preformattedtext",
            "vorformatierter text",
            "code",
            "code block",
            "codeblock",
            "listing",
            "macro",
            "macro text",
            "program code",
            "quelltext",
            "programlisting",
        ],
    ),
    (
        OfficeRole::Caption,
        &[
            "caption",
            "image caption",
            "table caption",
            "figure caption",
            "beschriftung",
            "légende",
            "lgende",
            "leyenda",
            "epígrafe",
            "descripción",
            "didascalia",
            "bijschrift",
            "beskrivning",
            "billedtekst",
            "bildetekst",
            "legenda",
            "legenda podpis",
            "titulek",
            "название объекта",
            "kuvaotsikko",
            "题注",
            "図表番号",
            "캡션",
        ],
    ),
    (
        OfficeRole::Generated,
        &[
            "toc heading",
            "contents heading",
            "table of figures",
            "table of authorities",
            "toa heading",
            "index heading",
            "inhaltsverzeichnisüberschrift",
            "inhaltsverzeichnis überschrift",
            "abbildungsverzeichnis",
            "en-tête de table des matières",
            "user index heading",
            "table index heading",
            "figure index heading",
            "illustration index heading",
            "indexüberschrift",
            "table des illustrations",
        ],
    ),
];

/// Names of styles for characters that mean code, and of those for paragraphs of it.
const CODE: [&str; 18] = [
    "verbatim char",
    "html code",
    "html typewriter",
    "html keyboard",
    "html sample",
    "source text",
    "code",
    "code char",
    "inline code",
    "codechar",
    "quelltext",
    "teletype",
    "html-code",
    "html schreibmaschine",
    "source code char",
    "code in text",
    "user entry",
    "inlinecode",
];

/// The role that the name (or id) of a style gives, if it gives one.
pub(super) fn role(name: &str) -> Option<OfficeRole> {
    let name = plain(name);
    let digits = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if digits.len() < name.len() {
        let (words, level) = (digits.trim_end(), name[digits.len()..].parse::<u8>().ok().filter(|level| (1..=9).contains(level)));
        if let Some(level) = level {
            if HEADINGS.contains(&words) {
                return Some(OfficeRole::Heading(level));
            }
            if ENTRIES.contains(&words) {
                return Some(OfficeRole::Generated);
            }
        }
    }
    let squeezed: String = name.chars().filter(|c| *c != ' ').collect();
    let found = NAMES.iter().find(|(_, names)| names.iter().any(|known| *known == name || without_spaces(known, &squeezed)));
    found.map(|(role, _)| role.clone())
}

/// Whether a style of this name means code.
pub(super) fn is_code(name: &str) -> bool {
    let name = plain(name);
    CODE.contains(&name.as_str()) || CODE.iter().any(|known| without_spaces(known, &name))
}

/// The depth in lists, from 0, that the name of a style says: that of `List Bullet 3` is 2.
pub(super) fn list_depth(name: &str) -> Option<u8> {
    let name = plain(name);
    let rest = ["list bullet", "list number", "list continue", "listbullet", "listnumber", "listcontinue"]
        .iter()
        .find_map(|words| name.strip_prefix(words))?;
    match rest.trim().parse::<u8>() {
        Ok(depth @ 1..=9) => Some(depth - 1),
        _ => Some(0),
    }
}

/// Whether paragraphs of the style go on an item of a list.
pub(super) fn continues_list(name: &str) -> bool {
    let name = plain(name);
    name.starts_with("list continue") || name.starts_with("listcontinue") || name.ends_with(" cont.")
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_spaces(known: &str, squeezed: &str) -> bool {
    known.chars().filter(|c| *c != ' ').eq(squeezed.chars())
}
