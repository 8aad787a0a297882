//! Pieces to chapters and sections: where a chapter begins, how deep a heading lies, what each is called.

use crate::book::{
    Alignment, Block, BlockId, BlockKind, Book, Chapter, ChapterId, Division, Link, Matter, Role, Section, SectionId, StyledWords,
};
use crate::config::{ListedFile, Zone};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::names_bibliography;
use crate::read::builder::{Builder, FilePiece, HeadingReach, RawHeading};
use crate::read::classes::{self, ClassBearer};
use crate::read::inlines::LeafText;
use crate::read::labels::{self, GivenId};
use crate::read::markdown::headings;
use crate::read::shift::HeadingShift;
use crate::read::smart::smarten;
use crate::source::{SourceId, Span};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A heading longer than this is a paragraph with a `#` before it.
const LONGEST_HEADING: usize = 300;

/// A file that is being added, and how its headings are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileShape<'f> {
    pub(super) listed: &'f ListedFile,
    pub(super) source: SourceId,
    pub(super) shift: HeadingShift,
}

/// Adds the chapters of one file, or its sections to the chapter of the file before it. False if it has none, being empty.
pub(super) fn add(builder: &mut Builder, file: FileShape, pieces: Vec<FilePiece>, diagnostics: &mut Diagnostics) -> bool {
    let zone = division(file.listed.zone);
    // Nothing stands below a chapter of another division, or below none.
    let joins = file.shift.down > 0 && builder.book.chapters.last().is_some_and(|chapter| chapter.division == zone);
    let shift = if joins { file.shift } else { HeadingShift { down: 0, ..file.shift } };
    let (file, first_section) = (FileShape { shift, ..file }, builder.book.sections.len());
    let first = |heading: &RawHeading| shift.level(heading.level) == 1 + shift.down;
    let has_first_level = pieces.iter().any(|piece| matches!(piece, FilePiece::Heading(heading) if first(heading)));
    let pieces = without_idle_breaks(builder, pieces, joins, diagnostics);
    let (before, is_empty) = (builder.book.chapters.len(), pieces.is_empty());
    let pieces = if joins || before == 0 { pieces } else { headed(builder, shift, pieces) };
    // The sections that are open in the chapter, outermost first.
    let mut open = if joins { std::mem::take(&mut builder.open) } else { Vec::new() };
    let pieces = if joins || builder.book.chapters.is_empty() { pieces } else { headed(builder, shift, pieces) };
    for piece in pieces {
        let piece = match piece {
            FilePiece::Heading(heading) if heading.begins != HeadingReach::Section => {
                reach(builder, &heading);
                continue;
            }
            other => other,
        };
        // What stands behind a part's title belongs to the part.
        let titled = matches!(&piece, FilePiece::Heading(heading) if shift.level(heading.level) == 1);
        let begins = !joins && (titled || builder.part.is_some());
        if begins || !joins && builder.book.chapters.len() == before {
            let first = builder.book.chapters.len() == before;
            let mut chapter = chapter(file.listed, file.source, first);
            chapter.part = builder.part.take().or(chapter.part);
            if builder.appendices {
                (chapter.matter, chapter.division) = (Matter::Appendix, Division::Back);
            }
            builder.book.chapters.push(chapter);
            open.clear();
        }
        let block = match piece {
            FilePiece::Block(block) => block,
            FilePiece::Heading(heading) => section(builder, file, heading, &mut open, has_first_level, diagnostics),
        };
        if begins && titled {
            name_matter(builder, block, open.last().copied());
        }
        settle_matter(builder, block);
        let author = author_below(builder, block);
        if let Some(chapter) = builder.book.chapters.last_mut() {
            chapter.blocks.push(block);
            chapter.blocks.extend(author);
        }
    }
    labels::catch_up(builder, None, diagnostics);
    builder.open = open;
    if joins && !is_empty {
        let chapter = ChapterId::new(builder.book.chapters.len() - 1);
        let has_section = builder.book.sections.len() > first_section;
        let link = if has_section { Link::Section(SectionId::new(first_section)) } else { Link::Chapter(chapter) };
        builder.joined.insert(crate::read::files::composed(&file.listed.path).into_owned(), link);
    }
    builder.book.chapters.len() > before || joins && !is_empty
}

/// The pieces without breaks between scenes that stand beside a heading, or at an end of a file that doesn't join the one before.
fn without_idle_breaks(builder: &Builder, pieces: Vec<FilePiece>, joins: bool, diagnostics: &mut Diagnostics) -> Vec<FilePiece> {
    let is_break = |piece: &FilePiece| match piece {
        FilePiece::Block(block) => matches!(builder.book.blocks[block.index()].kind, BlockKind::SceneBreak),
        FilePiece::Heading(_) => false,
    };
    if pieces.iter().all(is_break) {
        return pieces;
    }
    let is_edge = |piece: Option<&FilePiece>| piece.map_or(!joins, |piece| matches!(piece, FilePiece::Heading(_)));
    // Whether each piece has a heading or an end behind it, but for breaks.
    let mut before_edge = vec![true; pieces.len()];
    for at in (0..pieces.len()).rev() {
        let next = pieces.get(at + 1);
        before_edge[at] = is_edge(next) || next.is_some_and(is_break) && before_edge[at + 1];
    }
    let mut kept: Vec<FilePiece> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.into_iter().enumerate() {
        let FilePiece::Block(block) = &piece else {
            kept.push(piece);
            continue;
        };
        if !is_break(&piece) || !before_edge[at] && !is_edge(kept.last()) {
            kept.push(piece);
            continue;
        }
        let message = "a break between scenes beside a heading or at an end of the text was left out";
        let idle = Diagnostic::at(Code::IdleBreak, builder.book.blocks[block.index()].span, message.to_owned());
        diagnostics.push(idle.help("take the line away: the heading is break enough"));
    }
    kept
}

/// Blocks above the heading of a chapter's file that are its, at most.
const MOST_ABOVE: usize = 4;
/// Bytes of a file above its heading that are its, at most: a way back and a few badges. More may go on with the chapter before.
const LARGEST_ABOVE: u32 = 1200;

/// The pieces of a file with the little that stands above its first heading below that, for it would be a chapter without a heading.
fn headed(builder: &Builder, shift: HeadingShift, mut pieces: Vec<FilePiece>) -> Vec<FilePiece> {
    let Some(at) = pieces.iter().position(|piece| matches!(piece, FilePiece::Heading(_))) else { return pieces };
    let (FilePiece::Heading(heading), Some(FilePiece::Block(above))) = (&pieces[at], pieces.first()) else { return pieces };
    let begins = shift.level(heading.level) == 1 && heading.begins == HeadingReach::Section;
    let length = heading.span.start.saturating_sub(builder.book.blocks[above.index()].span.start);
    if begins && at <= MOST_ABOVE && length <= LARGEST_ABOVE {
        pieces[..=at].rotate_right(1);
    }
    pieces
}

/// Keeps what begins with the next chapter.
fn reach(builder: &mut Builder, heading: &RawHeading) {
    match heading.begins {
        HeadingReach::Part => builder.part = Some(headings::title_of_part(&heading.prose)),
        HeadingReach::Appendices => builder.appendices = true,
        HeadingReach::Section => {}
    }
}

/// The line below a heading that says who wrote what it heads.
fn author_below(builder: &mut Builder, heading: BlockId) -> Option<BlockId> {
    let Block { span, language, kind: BlockKind::Heading { section, .. }, .. } = builder.book.block(heading) else { return None };
    let (place, language) = (*span, *language);
    let author = builder.book.section(*section).author.clone()?;
    let mut leaf = LeafText::new(place.source, author.len());
    leaf.text(&author, place.range().end..place.range().end);
    let prose = leaf.finish(builder, language);
    let block = builder.block(place, BlockKind::Paragraph(prose));
    let stored = &mut builder.book.blocks[block.index()];
    (stored.role, stored.language) = (Role::Author, language);
    Some(block)
}

/// Says of the chapter at hand what its first heading, which is `block`, makes it by class or id.
fn name_matter(builder: &mut Builder, block: BlockId, section: Option<SectionId>) {
    let Some(chapter) = builder.book.chapters.last_mut() else { return };
    chapter.heading = section;
    let classes = &builder.book.blocks[block.index()].classes;
    let named = section.and_then(|section| Some(builder.given[section.index()].as_ref()?.id.as_str()));
    let matter_given = classes.iter().map(String::as_str).chain(named).find_map(matter);
    chapter.matter = matter_given.unwrap_or(chapter.matter);
}

/// Keeps what opens a book at its front, and headings of it out of the contents.
fn settle_matter(builder: &mut Builder, block: BlockId) {
    let Some(chapter) = builder.book.chapters.last_mut() else { return };
    if chapter.matter.opens_the_book() && chapter.division != Division::Front {
        // A chapter on copyright is a chapter.
        chapter.matter = Matter::Chapter;
    }
    if let (true, BlockKind::Heading { section, .. }) = (chapter.matter.opens_the_book(), &builder.book.blocks[block.index()].kind) {
        builder.book.sections[section.index()].listed = false;
    }
}

/// Makes bibliographies of chapters that are called so and hold entries: most of their paragraphs say a year or an address.
pub(super) fn bibliographies(builder: &mut Builder) {
    let book = &builder.book;
    let is_bibliography = |chapter: &Chapter| {
        let named = chapter.heading.is_some_and(|heading| names_bibliography(&book.section(heading).title));
        let texts = || chapter.blocks.iter().filter_map(|&id| entry_text(book.block(id)));
        let dated = || texts().filter(|text| says_when_or_where(text)).count();
        named && chapter.matter == Matter::Chapter && dated() > 0 && dated() * 2 >= texts().count()
    };
    let found: Vec<usize> = (0..book.chapters.len()).filter(|&index| is_bibliography(&book.chapters[index])).collect();
    for index in found {
        builder.book.chapters[index].matter = Matter::Bibliography;
    }
    let entries: Vec<BlockId> = builder.book.chapters.iter().flat_map(|chapter| entries_below(&builder.book, chapter)).collect();
    for id in entries {
        builder.book.blocks[id.index()].role = Role::Entry;
    }
}

/// The entries of the bibliographies that are sections of a chapter.
fn entries_below(book: &Book, chapter: &Chapter) -> Vec<BlockId> {
    let section_of = |id: &BlockId| match book.block(*id).kind {
        BlockKind::Heading { section, .. } => Some(section),
        _ => None,
    };
    let mut entries = Vec::new();
    for (at, id) in chapter.blocks.iter().enumerate() {
        let named = section_of(id).map(|id| book.section(id)).filter(|section| section.depth > 1 && names_bibliography(&section.title));
        let Some(section) = named.filter(|_| chapter.matter == Matter::Chapter) else { continue };
        let ends = |id: &&BlockId| section_of(id).is_some_and(|below| book.section(below).depth <= section.depth);
        let below: Vec<BlockId> = chapter.blocks[at + 1..].iter().take_while(|id| !ends(id)).copied().collect();
        let texts: Vec<(BlockId, &str)> = below.iter().filter_map(|&id| Some((id, entry_text(book.block(id))?))).collect();
        let dated = texts.iter().filter(|(_, text)| says_when_or_where(text)).count();
        if dated > 0 && dated * 2 >= texts.len() {
            entries.extend(texts.into_iter().map(|(id, _)| id));
        }
    }
    entries
}

/// The text of a paragraph that may be an entry of a bibliography.
fn entry_text(block: &Block) -> Option<&str> {
    let BlockKind::Paragraph(prose) = &block.kind else { return None };
    (block.role == Role::Plain).then_some(prose.text.as_str())
}

/// Whether a text names a year, or an address.
fn says_when_or_where(text: &str) -> bool {
    let is_year = |digits: &str| digits.len() == 4 && digits.starts_with(['1', '2']);
    text.contains("://") || text.contains('年') || text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

fn division(zone: Zone) -> Division {
    match zone {
        Zone::Front => Division::Front,
        Zone::Body => Division::Body,
        Zone::Back => Division::Back,
    }
}

fn chapter(listed: &ListedFile, source: SourceId, first: bool) -> Chapter {
    let division = division(listed.zone);
    let part = listed.part.clone().filter(|_| first);
    let matter = matter(stem(&listed.path)).unwrap_or(Matter::Chapter);
    let (path, slug) = (crate::read::files::composed(&listed.path).into_owned(), String::new());
    Chapter { source, path, first_of_file: first, slug, division, matter, part, heading: None, blocks: Vec::new() }
}

/// The file's name without folders, ending and the numbers that keep it in order.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '));
    if bare.is_empty() { name } else { bare }
}

/// The names of kinds of chapters, in file names, classes and ids.
pub(super) const MATTERS: [(&str, Matter); 21] = [
    ("half-title", Matter::HalfTitle),
    ("title-page", Matter::TitlePage),
    ("copyright", Matter::Copyright),
    ("copyright-page", Matter::Copyright),
    ("dedication", Matter::Dedication),
    ("epigraph", Matter::Epigraph),
    ("foreword", Matter::Foreword),
    ("preface", Matter::Preface),
    ("introduction", Matter::Introduction),
    ("acknowledgements", Matter::Acknowledgements),
    ("acknowledgments", Matter::Acknowledgements),
    ("prologue", Matter::Prologue),
    ("epilogue", Matter::Epilogue),
    ("afterword", Matter::Afterword),
    ("postscript", Matter::Afterword),
    ("appendix", Matter::Appendix),
    ("appendices", Matter::Appendix),
    ("bibliography", Matter::Bibliography),
    ("references", Matter::Bibliography),
    ("glossary", Matter::Glossary),
    ("colophon", Matter::Colophon),
];

/// The kind of chapter that a file name, class or id names, whatever the case of its letters.
pub(super) fn matter(name: &str) -> Option<Matter> {
    MATTERS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, matter)| *matter)
}

/// Makes a section of a heading; returns its block.
fn section(
    builder: &mut Builder,
    file: FileShape,
    heading: RawHeading,
    open: &mut Vec<SectionId>,
    has_first_level: bool,
    diagnostics: &mut Diagnostics,
) -> BlockId {
    labels::catch_up(builder, Some(heading.span.start), diagnostics);
    let FileShape { source, shift, .. } = file;
    let RawHeading { level: written, begins: _, prose, id, classes, attributes, targets, span, words } = heading;
    let level = shift.level(written);
    while open.last().is_some_and(|last| builder.book.section(*last).level >= level) {
        open.pop();
    }
    let parent = open.last().copied();
    let depth = parent.map_or(1, |parent| builder.book.section(parent).depth + 1);
    let above = parent.map_or(u8::from(!has_first_level), |parent| builder.book.section(parent).level);
    // What stands above in another file was written there.
    if parent.is_some() && level > above + 1 && above > shift.down {
        tell_of_skip(written, shift.written(above), shift.written(above + 1), words, diagnostics);
    }
    let (plain, StyledWords { words: title, stretches }) = (headings::one_line(&prose.plain()), headings::styled_title(&prose));
    tell_of_length(&title, words, diagnostics);
    let section = SectionId::new(builder.book.sections.len());
    let attribute = |wanted: &str| attributes.iter().find(|(key, _)| key == wanted).and_then(|(_, value)| value.as_deref());
    let [head, author] = ["head", "author"].map(|key| short_title(attribute(key)?, &builder.book.language));
    let language = attribute("lang").and_then(|tag| builder.language(tag.trim_matches(['"', '\''])));
    let alignment = attribute("align").and_then(|name| Alignment::named(name.trim_matches(['"', '\''])));
    let listed = !classes::has(&classes, classes::UNLISTED);
    let unnumbered = classes::has(&classes, classes::UNNUMBERED) || attributes.iter().any(|(key, _)| key == "-");
    classes::tell(&classes, if level == 1 { ClassBearer::Chapter } else { ClassBearer::Section }, diagnostics);
    let block = builder.block(span, BlockKind::Heading { section, prose });
    let stored = &mut builder.book.blocks[block.index()];
    (stored.language, stored.alignment) = (language, alignment);
    stored.classes = classes.into_iter().map(|class| class.name).collect();
    builder.book.sections.push(Section {
        slug: String::new(),
        level,
        depth,
        parent,
        heading: block,
        title,
        stretches,
        head,
        author,
        listed,
        unnumbered,
        number: None,
        span: words,
    });
    give(builder, id, section, words, diagnostics);
    labels::heading(builder, source, &plain, Link::Section(section));
    for (id, span) in targets {
        labels::lead_to(builder, &id, Link::Section(section), span, diagnostics);
    }
    open.push(section);
    block
}

/// Makes the id of a section known, if its author gave one.
fn give(builder: &mut Builder, id: Option<String>, section: SectionId, words: Span, diagnostics: &mut Diagnostics) {
    let given = id.map(|id| {
        let name = labels::define_in_file(builder, &id, Link::Section(section), words, diagnostics);
        GivenId { id, name }
    });
    builder.given.push(given);
}

/// Tells of a heading that is more than one level below the one it is part of.
fn tell_of_skip(level: u8, above: u8, right: u8, words: Span, diagnostics: &mut Diagnostics) {
    let message = format!("a heading of level {level} directly below one of level {above}");
    let skipped = Diagnostic::at(Code::SkippedLevel, words, message);
    diagnostics.push(skipped.help(format!("write it with {right} `#`")));
}

/// What running heads say in place of a title, or who wrote a chapter, made typographic; none if it says nothing.
fn short_title(given: &str, language: &str) -> Option<String> {
    // Its spaces were kept from ending it.
    let head = given.replace('\u{7F}', " ");
    let head = head.trim_matches(['"', '\'', ' ']);
    (!head.is_empty()).then(|| smarten(head, crate::language::language(language)))
}

/// Tells of a heading that is as long as a paragraph.
fn tell_of_length(title: &str, words: Span, diagnostics: &mut Diagnostics) {
    let length = title.chars().count();
    if length > LONGEST_HEADING {
        let long = Diagnostic::at(Code::LongHeading, words, format!("this heading has {length} characters"));
        diagnostics.push(long.help("put a blank line below the heading's own words, or shorten it"));
    }
}

/// Names every section and chapter: the author's id, else the title in ASCII, else a number. Unique, and the same each time.
pub(super) fn name(builder: &mut Builder) {
    let mut names = Names::default();
    names.taken.extend(builder.given.iter().flatten().map(|given| given.name.clone()));
    for (index, section) in builder.book.sections.iter_mut().enumerate() {
        section.slug = match builder.given.get(index).and_then(Option::as_ref) {
            Some(given) => given.name.clone(),
            None => names.free(&slug(&section.title), &format!("section-{}", index + 1)),
        };
    }
    let mut names = Names::default();
    for (index, chapter) in builder.book.chapters.iter_mut().enumerate() {
        let base = chapter.heading.map_or_else(|| slug(stem(&chapter.path)), |id| builder.book.sections[id.index()].slug.clone());
        chapter.slug = names.free(&base, &format!("chapter-{}", index + 1));
    }
}

#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    /// The next number to try for each name, so that a thousand equal titles cost no more than others.
    next: BTreeMap<String, usize>,
}

impl Names {
    fn free(&mut self, wanted: &str, fallback: &str) -> String {
        let base = if wanted.is_empty() { fallback } else { wanted };
        if self.taken.insert(base.to_owned()) {
            return base.to_owned();
        }
        let next = self.next.entry(base.to_owned()).or_insert(2);
        loop {
            let name = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// An author's id, which may stand in a file as it is if it is ASCII without marks.
pub(super) fn plain_id(id: &str) -> String {
    let fits = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    let plain = if fits { id.to_owned() } else { slug(id) };
    if plain.is_empty() {
        format!("id-{:x}", id.bytes().fold(5381_u32, |hash, byte| hash.wrapping_mul(33) ^ u32::from(byte)))
    } else {
        plain
    }
}

/// A title in ASCII letters, digits and hyphens, at most 60 of them; empty if it has no letter that ASCII could show.
pub(super) fn slug(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars().flat_map(char::to_lowercase).collect::<String>().nfd() {
        let plain = match c {
            'a'..='z' | '0'..='9' => {
                out.push(c);
                continue;
            }
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'đ' | 'ð' => "d",
            'þ' => "th",
            'ł' => "l",
            'ħ' => "h",
            'ı' => "i",
            '\'' | '’' | '\u{300}'..='\u{36F}' | '\u{AD}' => "",
            _ if out.ends_with('-') || out.is_empty() => "",
            _ => "-",
        };
        out.push_str(plain);
        if out.len() >= 60 {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_no_letter_with_a_mark_are_spelt_in_ascii() {
        for (title, spelt) in [
            ("Straße", "strasse"),
            ("Æsop’s Œuvre", "aesops-oeuvre"),
            ("Ærø", "aero"),
            ("Đorđe Guðrún", "dorde-gudrun"),
            ("Þór", "thor"),
            ("Łódź", "lodz"),
            ("Ħal Għaxaq", "hal-ghaxaq"),
            ("Ilgın", "ilgin"),
            ("Café — “No. 9”", "cafe-no-9"),
            ("東京", ""),
        ] {
            assert_eq!(slug(title), spelt);
        }
    }

    #[test]
    fn a_file_name_tells_the_kind_of_its_chapter() {
        let kinds = [
            ("Half-Title", Matter::HalfTitle),
            ("title-page", Matter::TitlePage),
            ("copyright", Matter::Copyright),
            ("copyright-page", Matter::Copyright),
            ("dedication", Matter::Dedication),
            ("epigraph", Matter::Epigraph),
            ("foreword", Matter::Foreword),
            ("preface", Matter::Preface),
            ("introduction", Matter::Introduction),
            ("acknowledgements", Matter::Acknowledgements),
            ("acknowledgments", Matter::Acknowledgements),
            ("prologue", Matter::Prologue),
            ("epilogue", Matter::Epilogue),
            ("afterword", Matter::Afterword),
            ("postscript", Matter::Afterword),
            ("appendix", Matter::Appendix),
            ("appendices", Matter::Appendix),
            ("bibliography", Matter::Bibliography),
            ("references", Matter::Bibliography),
            ("glossary", Matter::Glossary),
            ("colophon", Matter::Colophon),
        ];
        for (name, kind) in kinds {
            assert_eq!(matter(name), Some(kind), "{name}");
            assert_eq!(matter(stem(&format!("back/07-{name}.md"))), Some(kind), "{name}");
        }
        assert_eq!(matter("the-letter"), None);
    }
}
