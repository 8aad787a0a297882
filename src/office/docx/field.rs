//! Fields: what their instructions say that they are.

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct DocxField {
    /// The instruction, as far as it was read.
    pub(super) instruction: String,
    /// The instruction goes on; nothing of the field is shown yet.
    pub(super) is_instructed: bool,
    /// Whether a link ends with it.
    pub(super) is_link: bool,
    /// The field is a list that the program makes.
    pub(super) is_generated: bool,
    /// Whether what it is was seen to.
    pub(super) is_known: bool,
}

/// What a field does to the words that it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DocxFieldKind {
    /// Leads to an address, and a place in it.
    Address(String),
    /// Leads to a bookmark.
    Bookmark(String),
    /// The number of a page or of a note, which leads to a bookmark but need not hold any more.
    Number { name: String, bookmark: String },
    /// A list that the program makes.
    Generated,
    /// A character of a face.
    Symbol { code: u32, face: String },
    /// Anything else, by its name.
    Other(String),
}

/// The longest instruction that is read; of citations, which hold all their data, the head is enough.
pub(super) const LONGEST: usize = 4096;

/// Whether more fields begin in a part than end.
pub(super) fn has_open_fields(part: &str) -> bool {
    let kinds = part.split("fldCharType=").skip(1).map(|behind| behind.get(1..).unwrap_or_default());
    let open: i64 = kinds.map(|kind| i64::from(kind.starts_with("begin")) - i64::from(kind.starts_with("end"))).sum();
    open > 0
}

/// What an instruction says.
pub(super) fn kind(instruction: &str) -> DocxFieldKind {
    let words = words(instruction);
    let name = words.first().map(|word| word.to_uppercase()).unwrap_or_default();
    let argument = |at: usize| words.iter().skip(1).filter(|word| !word.starts_with('\\')).nth(at).cloned();
    let behind = |switch: &str| words.iter().position(|word| word.eq_ignore_ascii_case(switch)).and_then(|at| words.get(at + 1)).cloned();
    match name.as_str() {
        "HYPERLINK" => hyperlink(&words),
        "REF" | "FTNREF" => argument(0).map_or(DocxFieldKind::Other(name), DocxFieldKind::Bookmark),
        "PAGEREF" | "NOTEREF" => match argument(0) {
            Some(bookmark) => DocxFieldKind::Number { name, bookmark },
            None => DocxFieldKind::Other(name),
        },
        "TOC" | "INDEX" | "TOA" => DocxFieldKind::Generated,
        "SYMBOL" => {
            let code = argument(0).and_then(|code| match code.to_lowercase().strip_prefix("0x") {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => code.parse().ok(),
            });
            match code {
                Some(code) => DocxFieldKind::Symbol { code, face: behind("\\f").unwrap_or_default() },
                None => DocxFieldKind::Other(name),
            }
        }
        "ADDIN" => {
            let of = argument(0).unwrap_or_default().chars().take(40).collect::<String>();
            DocxFieldKind::Other(format!("ADDIN {of}").trim().to_owned())
        }
        _ if name.starts_with("_REF") || name.starts_with("_TOC") => {
            words.first().cloned().map_or(DocxFieldKind::Other(name), DocxFieldKind::Bookmark)
        }
        "" => DocxFieldKind::Other("without a name".to_owned()),
        _ => DocxFieldKind::Other(if name.starts_with('=') { "=".to_owned() } else { name.chars().take(40).collect() }),
    }
}

fn hyperlink(words: &[String]) -> DocxFieldKind {
    let (mut address, mut place, mut at) = (None, None, 1);
    while let Some(word) = words.get(at) {
        match word.to_lowercase().as_str() {
            "\\l" => {
                place = words.get(at + 1).cloned();
                at += 1;
            }
            "\\o" | "\\t" | "\\s" => at += 1,
            switch if switch.starts_with('\\') && switch.len() == 2 => {}
            _ if address.is_none() => address = Some(word.clone()),
            _ => {}
        }
        at += 1;
    }
    match (address.filter(|address| !address.is_empty()), place) {
        (Some(address), Some(place)) => DocxFieldKind::Address(format!("{address}#{place}")),
        (Some(address), None) => match address.strip_prefix('#') {
            Some(place) => DocxFieldKind::Bookmark(place.to_owned()),
            None => DocxFieldKind::Address(address),
        },
        (None, Some(place)) => DocxFieldKind::Bookmark(place),
        (None, None) => DocxFieldKind::Other("HYPERLINK".to_owned()),
    }
}

/// The words of an instruction, those in quotation marks as one.
fn words(instruction: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut begun) = (Vec::new(), String::new(), false, false);
    let mut characters = instruction.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' | '“' | '”' => {
                quoted = !quoted;
                begun = true;
            }
            // In quotation marks a backslash is written twice.
            '\\' if quoted && matches!(characters.peek(), Some('\\' | '"')) => word.extend(characters.next()),
            c if c.is_whitespace() && !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}
