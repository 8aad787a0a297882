//! References to headings, figures, tables and the like: each is a link whose words are the number of what it leads to, or its caption
//! or title.

use super::builder::Builder;
use super::labels::{self, Crossing, CrossingForm, Labels};
use super::markdown::headings;
use super::structure;
use super::targets::LinkTargets;
use crate::book::{Alternative, BlockId, BlockKind, Link, LinkId, PageForm, Picture, Prose, RunKind, SectionId, StyledWords};
use crate::diagnostics::Diagnostics;
use crate::language::{Language, Words, framed, language};
use crate::source::address::decoded;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Letters that a caption may have where it is named in the text.
const LONGEST: usize = 100;

/// The words of a reference.
struct CrossingWords {
    words: String,
    /// Whether the words are the language's for a number, which have a capital at the beginning of a sentence.
    framed: bool,
}

impl CrossingWords {
    fn plain(words: String) -> Self {
        Self { words, framed: false }
    }
}

/// Puts the words of what it leads to into each reference. One that leads nowhere keeps its key, if it has one, and is told with other
/// dead links.
pub(super) fn settle(builder: &mut Builder, diagnostics: &mut Diagnostics) {
    let (crossings, spoken) = (std::mem::take(&mut builder.crossings), std::mem::take(&mut builder.spoken));
    if crossings.is_empty() && spoken.is_empty() {
        return;
    }
    labels::catch_up(builder, None, diagnostics);
    let labels = std::mem::take(&mut builder.labels);
    let desk = ReferenceDesk::new(builder, &labels);
    let (mut words, mut names): (BTreeMap<LinkId, CrossingWords>, BTreeMap<String, String>) = Default::default();
    for key in spoken {
        if let Some(target) = desk.target(&key, "") {
            names.insert(key, desk.called(target).unwrap_or_else(|| desk.named(target)));
        }
    }
    for crossing in &crossings {
        words.extend(desk.words_of(crossing, &mut names).map(|words| (crossing.link, words)));
    }
    builder.labels = labels;
    // A key that may be a word of any language is none where no link shows it.
    names.retain(|key, words| key.contains(['-', ':']) && !words.is_empty());
    // A caption may name others.
    let first = names.clone();
    names.values_mut().for_each(|words| *words = with_names(words, &first));
    words.values_mut().for_each(|said| said.words = with_names(&said.words, &names));
    let pages = crossings.iter().filter_map(|crossing| match crossing.form {
        CrossingForm::Page(form) => Some((crossing.link, form)),
        _ => None,
    });
    builder.book.page_references.extend(pages);
    let tongue = language(&builder.book.language);
    let (blocks, sections, pages) = (&mut builder.book.blocks, &mut builder.book.sections, &builder.book.page_references);
    for block in blocks {
        speak(&mut block.kind, &names);
        if let BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) = &mut block.kind
            && prose.runs.iter().any(|run| run.link.is_some_and(|link| words.contains_key(&link)))
        {
            prose.say_links(|link, before| words.get(&link).map(|words| in_place(words, before, tongue)));
            // A reference to a page may say nothing until pages are known; what leads nowhere says nothing at all.
            let page = |link: LinkId| pages.contains_key(&link);
            prose.runs.retain(|run| run.start < run.end || run.kind != RunKind::Text || run.link.is_some_and(page));
            if let BlockKind::Heading { section, prose } = &block.kind {
                let StyledWords { words, stretches } = headings::styled_title(prose);
                let section = &mut sections[section.index()];
                (section.title, section.stretches) = (words, stretches);
            }
        }
    }
}

/// What is known of the book when the words of references are looked for.
struct ReferenceDesk<'b> {
    builder: &'b Builder,
    labels: &'b Labels,
    targets: LinkTargets<'b>,
    captions: BTreeMap<BlockId, BlockId>,
    words: Words<&'b str>,
    /// The section that each block stands in, once somebody asked.
    sections: OnceCell<BTreeMap<BlockId, SectionId>>,
}

impl<'b> ReferenceDesk<'b> {
    fn new(builder: &'b Builder, labels: &'b Labels) -> Self {
        Self {
            builder,
            labels,
            targets: LinkTargets::new(builder, labels),
            captions: captions(builder),
            words: language(&builder.book.language).words.with(&builder.book.words),
            sections: OnceCell::new(),
        }
    }

    /// What a reference says; none if it keeps its key. The names of keys are kept for what is said of pictures.
    fn words_of(&self, crossing: &Crossing, names: &mut BTreeMap<String, String>) -> Option<CrossingWords> {
        let Crossing { path, key, form, .. } = crossing;
        match *form {
            CrossingForm::PageTitle => self.title_of_page(path, key).map(CrossingWords::plain).filter(|said| !said.words.is_empty()),
            CrossingForm::Name { bracketed } | CrossingForm::Number { bracketed } => {
                let alone = matches!(form, CrossingForm::Number { .. });
                if let Some(number) = self.builder.macros.numbers.get(key) {
                    if !alone && self.builder.numbers_all {
                        return Some(CrossingWords { words: framed(self.words.equation, number), framed: true });
                    }
                    let words = if bracketed { format!("({number})") } else { number.clone() };
                    return Some(CrossingWords::plain(words));
                }
                let target = self.target(key, path)?;
                let called = self.called(target);
                let name = called.clone().unwrap_or_else(|| self.named(target));
                names.insert(key.clone(), name.clone());
                let number = if alone { self.number(target) } else { None };
                let framed = called.is_some() && number.is_none();
                Some(CrossingWords { words: number.unwrap_or(name), framed }).filter(|said| !said.words.is_empty())
            }
            CrossingForm::Wordless | CrossingForm::Page(_) => Some(self.of_link(crossing)),
        }
    }

    /// The words of a link without any, or one whose page is not known yet; none if it leads nowhere.
    fn of_link(&self, crossing: &Crossing) -> CrossingWords {
        let nothing = CrossingWords::plain(String::new());
        let waiting = &self.labels.waiting;
        let Ok(index) = waiting.binary_search_by_key(&crossing.link, |waiting| waiting.link) else { return nothing };
        let meant = self.targets.meant(&waiting[index]);
        let Some(target) = self.targets.target(&meant).filter(|_| crossing.form != CrossingForm::Page(PageForm::Bracketed)) else {
            return nothing;
        };
        if let Some(number) = meant.id.as_ref().and_then(|id| self.builder.macros.numbers.get(id)) {
            return CrossingWords { words: framed(self.words.equation, number), framed: true };
        }
        if let Some(words) = self.called(&target) {
            return CrossingWords { words, framed: true };
        }
        let named = Some(self.named(&target)).filter(|words| !words.is_empty());
        CrossingWords::plain(named.unwrap_or_else(|| self.place_of(&target)))
    }

    /// How the text calls what has a number: “Figure 3.2”, “chapter 3”.
    fn called(&self, target: &Link) -> Option<String> {
        match target {
            Link::Section(section) => self.builder.section_names.get(section).cloned(),
            Link::Chapter(chapter) => self.builder.section_names.get(&self.builder.book.chapter(*chapter).heading?).cloned(),
            Link::Block(block) => match self.builder.lettered.get(block) {
                Some((name, _)) => Some(name.clone()),
                None => Some(self.builder.book.captions.get(self.captions.get(block)?)?.name.clone()),
            },
            Link::Note(_) | Link::Address(_) => None,
        }
    }

    /// The number alone of what has one.
    fn number(&self, target: &Link) -> Option<String> {
        let book = &self.builder.book;
        match target {
            Link::Section(section) => book.section(*section).number.clone(),
            Link::Block(block) => match self.builder.lettered.get(block) {
                Some((_, number)) => Some(number.clone()),
                None => Some(book.captions.get(self.captions.get(block)?)?.number.clone()),
            },
            Link::Chapter(_) | Link::Note(_) | Link::Address(_) => None,
        }
    }

    /// The words that name what a reference leads to: the first sentence of its caption, or the title of the section.
    fn named(&self, target: &Link) -> String {
        let book = &self.builder.book;
        let whole = match target {
            Link::Section(section) => return book.section(*section).title.clone(),
            Link::Chapter(chapter) => {
                let chapter = book.chapter(*chapter);
                let title = chapter.heading.map(|heading| book.section(heading).title.clone());
                return title.unwrap_or_else(|| structure::stem(&chapter.path).to_owned());
            }
            Link::Block(block) => match (self.captions.get(block), &book.block(*block).kind) {
                (Some(caption), _) => book.block(*caption).prose().map(Prose::said).unwrap_or_default(),
                (None, BlockKind::Figure { picture, .. }) => match picture {
                    Picture::Shown(_, alternative, _) => alternative.words.clone(),
                    Picture::Absent(words) => book.block(*words).prose().map(Prose::plain).unwrap_or_default(),
                },
                (None, BlockKind::Paragraph(prose)) => picture_in(prose),
                (None, BlockKind::Callout(note)) => book.block(note.label).prose().map(Prose::plain).unwrap_or_default(),
                _ => String::new(),
            },
            Link::Note(_) => return self.words.note.to_owned(),
            Link::Address(_) => return String::new(),
        };
        let sentence = whole.split_once(". ").map_or(whole.as_str(), |(first, _)| first).trim().trim_end_matches('.');
        if sentence.chars().count() <= LONGEST {
            return sentence.to_owned();
        }
        let cut: String = sentence.chars().take(LONGEST).collect();
        format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words))
    }

    /// What the section is called that a block stands in which has no name of its own.
    fn place_of(&self, target: &Link) -> String {
        let Link::Block(block) = target else { return String::new() };
        let sections = self.sections.get_or_init(|| sections(self.builder));
        let Some(section) = sections.get(block) else { return String::new() };
        let section = Link::Section(*section);
        self.called(&section).unwrap_or_else(|| self.named(&section))
    }

    /// The title of the page that an address in the file at `path` names.
    fn title_of_page(&self, path: &str, address: &str) -> Option<String> {
        let builder = self.builder;
        let (file, id) = address.split_once('#').map_or((address, None), |(file, id)| (file, Some(id)));
        let file = decoded(file);
        let path = labels::beside(path, &file).filter(|path| builder.listed.contains(path)).or_else(|| labels::beside("", &file))?;
        let section = match id.and_then(|id| self.target(id, &path)) {
            Some(Link::Section(section)) => Some(*section),
            _ => None,
        };
        let joined = || match builder.joined.get(&path) {
            Some(Link::Section(section)) => Some(*section),
            _ => None,
        };
        let chapter = || builder.book.chapters.iter().find(|chapter| chapter.path == path && chapter.first_of_file)?.heading;
        let section = section.or_else(chapter).or_else(joined)?;
        Some(builder.book.section(section).title.clone()).filter(|title| !title.is_empty())
    }

    /// What a key leads to: in its own file, if it has one, else in the book.
    fn target(&self, key: &str, path: &str) -> Option<&'b Link> {
        self.labels.known(key, path)
    }
}

/// The caption of each block that has one: of figures, of tables, and captions themselves.
fn captions(builder: &Builder) -> BTreeMap<BlockId, BlockId> {
    let mut captions = BTreeMap::new();
    for (index, block) in builder.book.blocks.iter().enumerate() {
        let caption = match &block.kind {
            BlockKind::Figure { caption, .. } => *caption,
            BlockKind::Table(table) => table.caption,
            BlockKind::Group(group) => group.caption,
            _ => None,
        };
        if let Some(caption) = caption {
            captions.insert(BlockId::new(index), caption);
            captions.insert(caption, caption);
        }
    }
    captions
}

/// The section that each block of the text stands in.
fn sections(builder: &Builder) -> BTreeMap<BlockId, SectionId> {
    let book = &builder.book;
    let mut sections = BTreeMap::new();
    for chapter in &book.chapters {
        let mut within = None;
        let mut open: Vec<BlockId> = chapter.blocks.iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            let block = book.block(id);
            if let BlockKind::Heading { section, .. } = block.kind {
                within = Some(section);
            }
            sections.extend(within.map(|section| (id, section)));
            open.extend(block.children().into_iter().rev());
        }
    }
    sections
}

/// The words of the first picture among those of a paragraph.
fn picture_in(prose: &Prose) -> String {
    let words = prose.runs.iter().find_map(|run| match &run.kind {
        RunKind::Image(_, alternative, _) => Some(alternative.words.clone()),
        _ => None,
    });
    words.unwrap_or_default()
}

/// Words with those that name what a key leads to in the place of each key.
fn with_names(words: &str, names: &BTreeMap<String, String>) -> String {
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
    let pieces = words.split_inclusive(|c| !is_key(c)).map(|word| {
        let key = word.trim_end_matches(|c| !is_key(c));
        names.get(key).map_or_else(|| word.to_owned(), |name| format!("{name}{}", &word[key.len()..]))
    });
    pieces.collect()
}

/// Puts words in the place of the keys in what is said of pictures.
fn speak(block: &mut BlockKind, names: &BTreeMap<String, String>) {
    if names.is_empty() {
        return;
    }
    let spoken = |alternative: &mut Alternative| alternative.words = with_names(&alternative.words, names);
    match block {
        BlockKind::Figure { picture: Picture::Shown(_, alternative, _), .. } => spoken(alternative),
        BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) => {
            for run in &mut prose.runs {
                if let RunKind::Image(_, alternative, _) = &mut run.kind {
                    spoken(alternative);
                }
            }
        }
        _ => {}
    }
}

/// The words of a reference as they are written behind others.
fn in_place(said: &CrossingWords, before: &str, tongue: &Language) -> String {
    if said.framed && tongue.begins_sentence(before) { tongue.capitalised(&said.words) } else { said.words.clone() }
}
