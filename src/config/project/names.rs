//! What the names of files and folders say: which are no chapters, which come first, and what title a name makes.

use crate::language::{is_han_numeral, roman};
use crate::source::InputFormat;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Folders that hold what programs have put there, or what they need.
pub(super) const MADE: [&str; 16] = [
    "dist",
    "build",
    "target",
    "node_modules",
    "vendor",
    "public",
    "venv",
    "__pycache__",
    "_site",
    "_book",
    "_build",
    "_includes",
    "_layouts",
    "_sass",
    "_data",
    "_freeze",
];

/// Folders of texts that are not ready, or no more.
const DRAFTS: [&str; 5] = ["drafts", "draft", "wip", "working", "trash"];

/// Folders whose texts are no chapters beside texts that are.
const ASIDE: [&str; 27] = [
    "archive",
    "deprecated",
    "old",
    "backup",
    "backups",
    "code",
    "templates",
    "template",
    "archetypes",
    "layouts",
    "scripts",
    "tools",
    "test",
    "tests",
    "notes",
    "planning",
    "plan",
    "plans",
    "outline",
    "outlines",
    "todo",
    "todos",
    "meta",
    "prompts",
    "prompt",
    "cline_docs",
    "memory-bank",
];

/// Words in the names of texts that plan a book.
const PLANS: [&str; 14] = [
    "outline",
    "outlines",
    "plan",
    "plans",
    "planning",
    "todo",
    "todos",
    "prompt",
    "prompts",
    "brainstorm",
    "brainstorming",
    "worldbuilding",
    "gliederung",
    "exposé",
];

/// Folders in which novelists keep what they know of a story, beside the one with its text.
const STORY_NOTES: [&str; 36] = [
    "plot",
    "plots",
    "act structure",
    "structure",
    "beats",
    "character",
    "characters",
    "character sheets",
    "cast",
    "people",
    "location",
    "locations",
    "places",
    "setting",
    "settings",
    "lore",
    "world",
    "worldbuilding",
    "world building",
    "universe",
    "timeline",
    "timelines",
    "research",
    "ideas",
    "inspiration",
    "brainstorm",
    "brainstorming",
    "references",
    "editing",
    "feedback",
    "beta feedback",
    "beta readers",
    "synopsis",
    "queries",
    "assets",
    "resources",
];

/// Folders in which novelists keep the text of a story, beside one with notes on it.
const STORIES: [&str; 8] = ["drafts", "draft", "first draft", "scene", "scenes", "story", "text", "prose"];

/// Names in capitals of texts that instruct programs.
const INSTRUCTIONS: [&str; 12] =
    ["AGENT", "AGENTS", "CLAUDE", "GEMINI", "COPILOT", "CODEX", "QWEN", "CURSOR", "CURSORRULES", "WINDSURF", "LLMS", "SKILL"];

/// Folders in which programs put what they make of texts, and people now and then texts.
const MAKES: [&str; 4] = ["build", "dist", "public", "target"];

/// Folders in which a book's text lies where others beside them hold what is about it.
pub(super) const MANUSCRIPTS: [&str; 2] = ["manuscript", "manuscripts"];

/// Folders that hold the chapters of a book.
pub(super) const BOOKS: [&str; 5] = ["chapters", "chapter", "manuscript", "manuscripts", "kapitel"];

/// Folders that hold a book where their texts are numbered.
const TEXTS: [&str; 6] = ["book", "text", "texts", "content", "src", "source"];

/// Folders of editions in other languages, at the top.
const EDITIONS: [&str; 5] = ["translations", "translation", "i18n", "locales", "l10n"];

/// Texts about a project, not of its book, by the beginning of their names in small letters.
const ABOUT: [&str; 5] = ["license", "licence", "contributing", "code_of_conduct", "changelog"];

/// How the names of plain texts begin that are no book.
const NO_TEXTS: [&str; 10] =
    ["license", "licence", "ofl", "version", "copying", "changelog", "requirements", "robots", "cmakelists", "humans"];

/// What opens a book and what closes it, by place: the lower come first, and what has no place here stands between, at 0. Of names in small
/// letters with hyphens; behind one with `*` other words may follow, as in `appendix-the-tools`.
const PLACES: [(i8, &str); 34] = [
    (-20, "_index"),
    (-19, "index"),
    (-18, "readme"),
    (-17, "half-title halftitle"),
    (
        -16,
        "title-page titlepage title cover front-cover frontcover titelseite titelblatt umschlag couverture page-de-titre portada capa copertina frontespizio",
    ),
    (-16, "обложка титул титульный-лист 表紙 扉 封面 扉页 扉頁 표지"),
    (-15, "copyright* impressum imprint legal colophon-legal 版权页 版权 版權頁 版權"),
    (-14, "dedication* widmung dédicace dedicace dedicatoria dedicatória dedica opdracht tillägnan посвящение 献词 獻詞 献辞"),
    (-13, "epigraph* motto épigraphe epigraphe epígrafe epigrafe epigrafo эпиграф 题词 題詞"),
    (-12, "front-matter frontmatter"),
    (-11, "foreword* forewords geleitwort* zum-geleit предуведомление"),
    (
        -10,
        "preface* vorwort* vorrede vorbemerkung préface* avant-propos prefacio* prefácio* prefazione* premessa voorwoord* förord forord* alkusanat esipuhe",
    ),
    (
        -10,
        "předmluva* predslov* przedmowa* słowo-wstępne predgovor* előszó* prefață* cuvânt-înainte önsöz предисловие* передмова* предговор* πρόλογος",
    ),
    (-10, "前言* 序 序言* 自序 序文* 代序 まえがき* 前書き* はしがき 머리말 서문 lời-nói-đầu lời-mở-đầu"),
    (
        -9,
        "introduction intro einleitung einführung zur-einführung introducción introduccion introdução introducao introduzione introducció inleiding inledning",
    ),
    (
        -9,
        "indledning innledning johdanto úvod wstęp wprowadzenie uvod bevezetés bevezető introducere giriş введение вступление вступ увод въведение εισαγωγή",
    ),
    (-9, "引言* 导言* 導言* 绪论* 緒論* 导论 導論 はじめに* 序論* 서론 들어가며 giới-thiệu"),
    (-8, "prologue* prolog prólogo* prologo* pròleg proloog prologi пролог* プロローグ* 序章* 序幕 楔子* 引子 프롤로그*"),
    (
        9,
        "conclusion conclusions schluss schlusswort schlussbemerkung fazit conclusión conclusiones conclusão conclusione conclusioni conclusie slutsats",
    ),
    (
        9,
        "avslutning afslutning zakończenie závěr záver zaključak befejezés concluzie sonuç заключение висновки висновок заключение 结论 結論* 结语* 結語* 终章* 終章*",
    ),
    (10, "epilogue* epilog épilogue* epílogo* epilogo* epíleg epiloog epilogi эпилог* епілог* епилог* エピローグ* 尾声* 尾聲* 에필로그*"),
    (11, "outro"),
    (
        12,
        "afterword* postscript postface* nachwort* nachbemerkung epílogo-del-autor posfácio* posfacio* postfazione* nawoord* efterord* etterord* jälkisanat",
    ),
    (
        12,
        "posłowie* doslov* pogovor* utószó* postfață* sonsöz послесловие* післямова* послеслов* поговор* επίμετρο 后记* 後記* 跋 あとがき* 後書き* おわりに* 맺음말 후기*",
    ),
    (
        13,
        "appendix* appendices annex annexes anhang* anhänge annexe* annexes apéndice* apendice* apêndice* anexo* appendice* bijlage* bijlagen bilaga* bilagor",
    ),
    (
        13,
        "bilag* vedlegg* liite* dodatek* dodatki příloha* príloha* dodatak* prilog* függelék* anexă* ek-a ek-b приложение* приложения додаток* додатки παράρτημα*",
    ),
    (13, "附录* 附錄* 付録* 補遺* 부록* phụ-lục*"),
    (14, "back-matter backmatter"),
    (15, "glossary glossar glossaire glosario glossário glossario ordlista słownik глоссарий словарь 术语表 術語表 用語集"),
    (16, "references bibliography literatur literaturverzeichnis bibliographie bibliografía bibliografia literatuur källor kilder lähteet"),
    (16, "literatura bibliografie irodalom kaynakça литература библиография βιβλιογραφία 参考文献 參考文獻 참고문헌"),
    (
        17,
        "acknowledgements acknowledgments acknowledgement danksagung dank remerciements agradecimientos agradecimentos ringraziamenti dankwoord tack podziękowania",
    ),
    (18, "colophon kolophon colofón colofon colophone kolofon 奥付 版记"),
    (
        19,
        "about-the-author* about-author* about-the-authors author-bio author-biography biography-of-the-author über-den-autor über-die-autorin à-propos-de-l'auteur",
    ),
];

/// The back of a book's cover, behind everything.
const BACK_COVER: (i8, &str) = (20, "back-cover backcover rückseite quatrième-de-couverture contraportada contracapa 裏表紙 封底");

/// Formats that the name of a text may end with: `copyright-epub` is a copyright page.
const MADE_FOR: [&str; 9] = ["epub", "pdf", "print", "kindle", "mobi", "web", "html", "ebook", "hardcover"];

/// The place of each known name, and whether other words may follow it.
static PLACED: LazyLock<FxHashMap<&str, (i8, bool)>> = LazyLock::new(|| {
    let rows = PLACES.iter().chain([&BACK_COVER]);
    let each = rows.flat_map(|(place, names)| names.split(' ').map(|name| (*place, name)));
    each.map(|(place, name)| name.strip_suffix('*').map_or((name, (place, false)), |name| (name, (place, true)))).collect()
});

/// The name of a file without its ending.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The name up to its first point, in small letters.
fn first_word(name: &str) -> String {
    name.split('.').next().unwrap_or(name).to_lowercase().replace('-', "_")
}

/// Whether a text tells of a folder, in whatever language.
pub(super) fn is_readme(name: &str) -> bool {
    let name = first_word(name);
    name.strip_prefix("readme").is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// Whether a text is about the project, by its name.
pub(super) fn is_about(name: &str) -> bool {
    let name = first_word(name);
    ABOUT.iter().any(|about| name.strip_prefix(about).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
}

/// Whether a text may be a list of the others, by its name.
pub(super) fn is_summary(name: &str) -> bool {
    first_word(name) == "summary"
}

/// Whether a text is a list of links: most of its lines that are no heading hold one.
pub(super) fn lists_links(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '=', '-']) || line.starts_with("- "));
    let (links, all) = lines.fold((0, 0), |(links, all), line| (links + usize::from(line.contains("](")), all + 1));
    links * 2 > all
}

/// Whether a name is written in capitals alone, as those are that are about a project; not one that a book's part has.
pub(super) fn is_loud(name: &str) -> bool {
    let bare = name.split('.').next().unwrap_or(name);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && bare.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '-'))
        && !PLACED.contains_key(&*bare.to_lowercase().replace('_', "-"))
}

/// Words in names in capitals that are about a project. Others, as in `CANBUS.md`, are of a chapter.
const HOUSEKEEPING: &str = "AGENTS API ARCHITECTURE AUTHORS BACKERS BUGS BUILD BUILDING CHANGES CITATION CLAUDE CODEOWNERS CONDUCT CONTEXT CONTRIBUTE \
    CONTRIBUTORS CONVENTIONS COPYING CREDITS DEPLOY DEPLOYMENT DEV DEVELOPERS DEVELOPING DEVELOPMENT DISCLAIMER EDITING FUNDING GEMINI GOVERNANCE \
    GUIDELINES HACKING HISTORY IDEAS INSTALL INSTALLATION INSTRUCTIONS ISSUE MAINTAINERS MAINTAINING MANIFEST MEMORY META METADATA MIGRATION NEWS \
    NOTES NOTICE OUTLINE PATENTS PLAN PLANNING POLICY PRIVACY PROGRESS PROJECT PROMPT PROMPTS PUBLISHING PULL RELEASE RELEASES RELEASING \
    REQUIREMENTS REVIEW REVIEWERS ROADMAP RULES SECURITY SETUP SKILL SPONSORS STATUS STRUCTURE STYLE STYLEGUIDE SUPPORT TASKS TEMPLATE TERMS \
    TESTING THANKS TODO TODOS TRANSLATING TRANSLATION TRANSLATIONS TRANSLATORS UPGRADE UPGRADING USAGE VERSION WORKFLOW WRITING";

/// Whether a text is about the project, by a name in capitals.
pub(super) fn keeps_house(name: &str) -> bool {
    let bare = name.split('.').next().unwrap_or(name);
    let is_known = |word: &str| HOUSEKEEPING.split_ascii_whitespace().any(|known| known == word);
    is_loud(name) && bare.split(['_', '-']).any(is_known)
}

/// Whether a text instructs a program and is for no reader, by its name.
pub(super) fn instructs(name: &str) -> bool {
    let bare = name.split('.').next().unwrap_or(name);
    let lower = bare.to_lowercase();
    let is_known =
        || INSTRUCTIONS.iter().any(|known| bare.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-'])));
    is_loud(name) && is_known() || matches!(&*lower, "copilot-instructions" | "cursorrules" | "llms" | "llms-full")
}

/// Whether a text is what a site shows for an address that it does not have, and no chapter with that number.
pub(super) fn is_error_page(name: &str, stems: &BTreeSet<String>) -> bool {
    stem(name) == "404" && !stems.contains("403")
}

/// Whether a text is a form for others, by its name.
pub(super) fn is_form(name: &str) -> bool {
    let lower = stem(name).to_lowercase().replace(['_', ' '], "-");
    matches!(lower.as_str(), "template" | "vorlage" | "boilerplate") || lower.ends_with("-template") || lower.starts_with("template-")
}

/// Whether a text plans a book, by a word in its name.
pub(super) fn plans(name: &str) -> bool {
    stem(name).to_lowercase().split(['-', '_', ' ', '.']).any(|word| PLANS.contains(&word))
}

/// Whether programs put into a folder what they make.
pub(super) fn is_made(name: &str) -> bool {
    MAKES.contains(&name)
}

/// The rank of folders whose names say least of a book.
pub(super) const SAYS_LESS: u8 = 3;

/// How plainly a folder is called that of a book's text, from 1 for the plainest; `numbered` says whether its texts are. None if it is not.
pub(super) fn book_rank(name: &str, numbered: bool) -> Option<u8> {
    let name = name.to_lowercase();
    let is_in = |names: &[&str]| names.contains(&name.as_str());
    match () {
        () if is_in(&MANUSCRIPTS) => Some(1),
        () if is_in(&BOOKS) => Some(2),
        () if is_in(&TEXTS) && numbered => Some(SAYS_LESS),
        () => None,
    }
}

/// A folder's name in small letters without the number that keeps it in order: `07 World-Building` is `world building`.
fn bare(name: &str) -> String {
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '_' | '.'));
    bare.to_lowercase().replace(['-', '_'], " ")
}

/// Whether a folder holds what a novelist knows of a story and does not tell.
pub(super) fn notes_story(name: &str) -> bool {
    let bare = bare(name);
    STORY_NOTES.contains(&bare.as_str()) || ASIDE.contains(&bare.as_str())
}

/// Whether a folder is called as only novelists call theirs.
pub(super) fn notes_only_story(name: &str) -> bool {
    STORY_NOTES.contains(&bare(name).as_str())
}

/// Whether a folder beside such notes holds the story.
pub(super) fn tells_story(name: &str) -> bool {
    STORIES.contains(&bare(name).as_str())
}

/// Whether a name begins with a number that keeps it in order, and no year.
pub(super) fn is_ordered(name: &str) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits)
}

/// Whether a plain text is none of a book's, by its name.
pub(super) fn is_no_text(name: &str) -> bool {
    let name = name.to_lowercase();
    InputFormat::of(&name) == Some(InputFormat::PlainText) && NO_TEXTS.iter().any(|no| name.starts_with(no))
}

/// Whether a plain text is another of the folder in a poorer encoding: Project Gutenberg has `77.txt` in ASCII, `77-8.txt` in Latin-1 and
/// `77-0.txt` in UTF-8.
pub(super) fn is_poorer(name: &str, stems: &BTreeSet<String>) -> bool {
    let stem = stem(name);
    let number = stem.strip_suffix("-8").unwrap_or(stem);
    let is_number = !number.is_empty() && number.trim_start_matches("pg").bytes().all(|byte| byte.is_ascii_digit());
    let has = |ending: &str| stems.contains(&format!("{number}{ending}"));
    InputFormat::of(name) == Some(InputFormat::PlainText) && is_number && (has("-0") || number == stem && has("-8"))
}

/// Whether the texts of a folder are not ready, or no more.
pub(super) fn is_draft(name: &str) -> bool {
    DRAFTS.contains(&name.to_lowercase().as_str())
}

/// Whether the texts of a folder are none of a book's where there are others.
pub(super) fn is_aside(name: &str) -> bool {
    ASIDE.contains(&name.to_lowercase().as_str())
}

/// Whether a folder at the top holds editions in other languages.
pub(super) fn holds_editions(name: &str) -> bool {
    EDITIONS.contains(&name.to_lowercase().as_str())
}

/// The stem of which a file is an edition in another language, such as `index` of `index.pt-BR.md`.
pub(super) fn edition_of(name: &str) -> Option<&str> {
    let (base, tag) = stem(name).rsplit_once('.')?;
    is_language(tag).then_some(base)
}

/// Whether a name is the tag of a language, such as `fr` or `pt-br`.
pub(super) fn is_language(tag: &str) -> bool {
    let (language, region) = tag.split_once(['-', '_']).unwrap_or((tag, "XX"));
    let is_tag = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    is_tag && (2..=4).contains(&region.len()) && region.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Where a name without a number stands among others: below 0 before them, above 0 behind.
pub(super) fn place(name: &str) -> i8 {
    let name: String = name.nfc().collect::<String>().to_lowercase().replace(['_', ' '], "-").replace('’', "'");
    let name = if name.starts_with('-') { "_index" } else { name.trim_end_matches('-') };
    if let Some((place, _)) = PLACED.get(name) {
        return *place;
    }
    // The longest known name that it begins with; ends of names are tried from the longest on.
    let mut begins = name.char_indices().rev().take(MOST_BEHIND).map(|(at, _)| name.split_at(at));
    let known = begins.find_map(|(known, rest)| Some((PLACED.get(known)?, known, rest)));
    known.filter(|((_, goes_on), known, rest)| may_follow(known, rest, *goes_on)).map_or(0, |((place, _), ..)| *place)
}

/// Characters behind a known name that are looked at.
const MOST_BEHIND: usize = 60;

/// Whether the characters of `rest` may stand behind a known name so that it is still known: a letter or a number, a format, or any words where
/// words may follow.
fn may_follow(known: &str, rest: &str, goes_on: bool) -> bool {
    let parted = rest.starts_with(['-', '.', ',', ':', '(', '（', '：', '·', '\u{3000}']);
    let word = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Opening texts that are a folder's own have no copies.
    if matches!(known, "_index" | "index" | "readme") {
        return false;
    }
    let single =
        word.chars().count() <= 2 && word.chars().all(|c| c.is_ascii_alphanumeric()) || word.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = single && (parted || word.starts_with(|c: char| c.is_ascii_digit()) || !known.is_ascii());
    let is_numeral = roman(word).is_some() || word.chars().all(is_han_numeral);
    numbered || is_numeral && (parted || !known.is_ascii()) || MADE_FOR.contains(&word) || goes_on && parted
}

/// Whether words are the title of what stands before or behind the chapters of a book, such as a preface.
pub(in crate::config) fn has_place(title: &str) -> bool {
    let place = place(title.trim());
    place > -16 && place != 0
}

/// Whether a file opens a book and may give it its title.
pub(in crate::config) fn opens(path: &str) -> bool {
    let name = stem(path.rsplit('/').next().unwrap_or(path));
    place(name) <= -16 && place(name) != -20 || matches!(name.trim_start_matches('0'), "" | "-title" | "-index" | "-cover")
}

/// Titles of pages that open a site and say nothing of it, in small letters.
const GREETINGS: [&str; 40] = [
    "welcome",
    "welcome!",
    "home",
    "home page",
    "homepage",
    "index",
    "introduction",
    "intro",
    "overview",
    "about",
    "start",
    "start here",
    "getting started",
    "readme",
    "contents",
    "table of contents",
    "willkommen",
    "startseite",
    "übersicht",
    "einleitung",
    "bienvenue",
    "accueil",
    "bienvenido",
    "bienvenida",
    "bienvenidos",
    "inicio",
    "introducción",
    "bem-vindo",
    "início",
    "introdução",
    "benvenuto",
    "introduzione",
    "inleiding",
    "введение",
    "главная",
    "简介",
    "介绍",
    "首页",
    "はじめに",
    "소개",
];

/// Whether a title is that of the page which opens a folder, and none of a book.
pub(in crate::config) fn greets(path: &str, title: &str) -> bool {
    let name = stem(path.rsplit('/').next().unwrap_or(path)).to_lowercase();
    matches!(&*name, "index" | "readme" | "_index") && GREETINGS.contains(&&*title.trim().to_lowercase())
}

/// The day in a name or an address, such as `2024-05-06-on-bees`.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim_start_matches('/');
    let shape = |(at, c): (usize, char)| if matches!(at, 4 | 7) { matches!(c, '-' | '/') } else { c.is_ascii_digit() };
    let day: String = text.chars().take(10).collect();
    (day.len() == 10 && day.chars().enumerate().all(shape)).then(|| day.replace('/', "-"))
}

/// A name made readable as a title: without numbers that keep it in order, hyphens as spaces, its first letter a capital.
pub(crate) fn readable(name: &str) -> String {
    let undated = day(name).map_or(name, |_| &name[10..]);
    let bare = without_order(undated);
    spaced(if bare.chars().any(char::is_alphabetic) { bare } else { name })
}

/// A name without the numbers at its head that keep it in order. What follows them at once is a word with a number, `3d` or `100days`.
fn without_order(name: &str) -> &str {
    let mut bare = name;
    loop {
        bare = bare.trim_start_matches(['-', '_', '.', ' ']);
        let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let padded = bare.starts_with('0') && rest.starts_with(char::is_uppercase);
        if rest.len() == bare.len() || !(rest.starts_with(['-', '_', '.', ' ']) || padded) {
            return bare;
        }
        bare = rest;
    }
}

/// A name with spaces for hyphens, and a capital at its head.
pub(in crate::config) fn spaced(bare: &str) -> String {
    let words: Vec<&str> = bare.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let joined = words.join(" ");
    let mut chars = joined.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_is_no_chapter() {
        for name in ["LICENSE.md", "license-mit.md", "CODE_OF_CONDUCT.md", "Code-of-Conduct.md", "contributing.md", "CHANGELOG.en.md"] {
            assert!(is_about(name), "{name}");
        }
        for name in ["licensed-to-kill.md", "summary.md", "security.md", "todo.md", "support.md", "requirements.md", "changes.md"] {
            assert!(!is_about(name) && !is_no_text(name), "{name}");
        }
        assert!(is_no_text("requirements.txt") && is_no_text("LICENSE-MIT.txt"));
        assert!(is_summary("SUMMARY.md") && is_summary("summary.md") && !is_summary("summary-of-it-all.md"));
        assert!(lists_links("# Summary\n\n- [a](a.md)\n* [b](b.md)\n") && !lists_links("Summary\n=======\n\nSee [a](a.md).\nWords.\n"));
        assert!(is_readme("README.zh-CN.md") && is_readme("readme-de.md") && !is_readme("readmeter.md"));
        assert!(instructs("AGENTS.md") && instructs("CLAUDE.local.md") && instructs("copilot-instructions.md"));
        assert!(!instructs("claude.md") && !instructs("Gemini.md") && !instructs("agents-of-change.md"));
        assert!(plans("chapter-outline.md") && plans("TODO.md") && !plans("planet.md"));
        assert!(is_loud("RELEASE_REPORT.md") && !is_loud("PREFACE.md") && !is_loud("CH1.md") && !is_loud("Notes.md"));
    }

    #[test]
    fn an_edition_in_another_language_is_known_by_its_tag() {
        assert_eq!(
            ["index.ar.md", "a.zh-CN.md", "a.b.md", "v1.2.md", "a.md"].map(edition_of),
            [Some("index"), Some("a"), None, None, None]
        );
    }

    #[test]
    fn what_opens_and_closes_a_book_is_known_in_many_languages() {
        for name in [
            "Preface",
            "vorwort",
            "Einleitung",
            "avant-propos",
            "Prólogo",
            "introducción",
            "введение",
            "предисловие",
            "前言",
            "序",
            "はじめに",
        ] {
            assert!(place(name) < 0, "{name}");
        }
        for name in
            ["nachwort", "Anhang", "épilogue", "apéndice", "приложение", "послесловие", "后记", "附录", "あとがき", "付録", "back-cover"]
        {
            assert!(place(name) > 0, "{name}");
        }
        assert!(place("эпилог") < place("приложение") && place("vorwort") < place("einleitung") && place("nachwort") < place("anhang"));
        // As macOS writes it.
        assert_eq!(place("pre\u{301}face"), -10);
    }

    #[test]
    fn a_known_name_may_go_on() {
        for (name, right) in [
            ("appendix-a", 13),
            ("appendix_b_the-tools", 13),
            ("Appendix 2", 13),
            ("appendix1", 13),
            ("付録A", 13),
            ("附录一", 13),
            ("anhang-iv", 13),
            ("copyright-epub", -15),
            ("about_the_author", 19),
            ("about-author", 19),
            ("author bio", 19),
            ("prologue-the-fire", -8),
            ("introduction-2", -9),
            ("title-print", -16),
        ] {
            assert_eq!(place(name), right, "{name}");
        }
        for name in [
            "introduction-to-algorithms",
            "references-and-borrowing",
            "index-types",
            "index-2",
            "titles",
            "prefaces",
            "appendixes",
            "序盤戦",
            "conclusion-of-peace",
            "covers",
            "intro-to-r",
            "dankbarkeit",
            "",
        ] {
            assert_eq!(place(name), 0, "{name}");
        }
    }

    #[test]
    fn of_a_text_in_three_encodings_the_richest_is_taken() {
        let poorer = |name: &str, stems: &[&str]| is_poorer(name, &stems.iter().map(|stem| (*stem).to_owned()).collect());
        let all = ["77", "77-8", "77-0"];
        assert_eq!(["77.txt", "77-8.txt", "77-0.txt"].map(|name| poorer(name, &all)), [true, true, false]);
        assert!(poorer("77.txt", &["77", "77-8"]) && !poorer("77-8.txt", &["77", "77-8"]) && !poorer("7.txt", &["7", "77-8"]));
        assert!(!poorer("a.txt", &["a", "a-8", "a-0"]) && !poorer("77.md", &all));
    }

    #[test]
    fn a_name_makes_a_title() {
        for (name, title) in [
            ("01-the-winter_harbour", "The winter harbour"),
            ("2024-05-06-on-bees", "On bees"),
            ("10", "10"),
            ("Über-Land", "Über Land"),
            ("100days-of-rust", "100days of rust"),
            ("3d-printing", "3d printing"),
            ("0xlucipher", "0xlucipher"),
            ("2nd-edition", "2nd edition"),
            ("01Intro", "Intro"),
            ("1.2 The sea", "The sea"),
        ] {
            assert_eq!(readable(name), title);
        }
    }
}
