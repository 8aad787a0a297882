//! The text of a leaf block as inline elements: runs, links, commented passages and note marks, which may overlap, become
//! elements that nest.

use super::markup::Markup;
use super::{CommentedStretch, NoteCall, PageBreak, Setting, formula, ground};
use crate::book::{BlockId, ImageId, LanguageId, LinkId, PictureSize, Prose, ReadingId, Run, RunKind, Style, VerseNumbers};
use crate::edition::{EntryId, NoteSeries, ProsePart, lining};
use crate::language::{is_to_left, may_be_to_left, right_to_left};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// An element round a stretch of text. Elements that begin and end together nest in this order, so links are cut least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum InlineElement {
    /// A line of verse, by number.
    Line(usize),
    /// Words with a reading over them.
    Ruby(ReadingId),
    Link(LinkId),
    Passage(EntryId),
    Opening,
    Language(LanguageId),
    Style(usize),
    /// Code that goes from left to right whatever stands round it.
    Isolated,
    /// A keyword of code, set apart without being stressed.
    Keyword,
    /// A comment in code.
    Remark,
}

/// Elements of the styles, outermost first.
const STYLES: [(Style, &str, &str); 12] = [
    (Style::SMALL, "small", ""),
    (Style::STRONG, "strong", ""),
    (Style::EMPHASIS, "em", ""),
    (Style::SMALL_CAPS, "span", "smallcaps"),
    (Style::SPEAKER, "span", "speaker"),
    (Style::UNDERLINE, "span", "underline"),
    (Style::MARK, "mark", ""),
    (Style::STRUCK, "s", ""),
    (Style::SUPERSCRIPT, "sup", ""),
    (Style::SUBSCRIPT, "sub", ""),
    (Style::CODE, "code", ""),
    // Code already, and in its place.
    (Style::KEY, "kbd", ""),
];

/// More bytes than a row of pictures has.
const MOST_PICTURES: usize = 400;

/// How a block's text is to be set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InlineManner {
    /// Whether each line is an element of its own.
    pub(crate) verse: bool,
    /// How the lines of verse are counted, if they are.
    pub(crate) numbers: Option<VerseNumbers>,
    /// Where the opening words in small capitals end; 0 for none.
    pub(crate) opening: usize,
    /// Code, whose style is that of the block.
    pub(crate) code: bool,
    /// Whether the breaks of printed pages are written elsewhere.
    pub(crate) unpaged: bool,
}

/// Writes the text of `block`.
pub(crate) fn prose(out: &mut Markup, writer: &dyn Setting, block: BlockId, prose: &Prose, manner: InlineManner) {
    part(out, writer, block, prose, &ProsePart::all(prose), manner);
}

/// Writes words in place of the part of a text that they stand for, with the marks of notes in it.
pub(crate) fn made(out: &mut Markup, writer: &dyn Setting, block: BlockId, words: &str, part: &ProsePart) {
    out.text(words);
    let marks = writer.edition().marks(block).iter().enumerate();
    for (place, (index, _)) in marks.filter(|(_, mark)| part.marks.contains(&(mark.offset as usize))).enumerate() {
        reference(out, writer, block, index, place > 0);
    }
}

/// Writes part of the text of `block`.
pub(crate) fn part(out: &mut Markup, writer: &dyn Setting, block: BlockId, prose: &Prose, part: &ProsePart, manner: InlineManner) {
    let marks = writer.edition().marks(block);
    let breaks = if manner.unpaged { &[] } else { writer.breaks(block) };
    let cuts = cuts(writer, block, prose, part, manner);
    let mut stack = OpenInlines { block: Some(block), numbers: manner.numbers, ..OpenInlines::default() };
    let mut passages = Passages::new(writer.passages(block));
    let mut line = 0;
    let isolated = !manner.code && prose.runs.iter().any(|run| run.style.has(Style::CODE)) && turns(writer, prose);
    for (index, &start) in cuts.iter().enumerate() {
        // Marks are in order, so those here are found without looking through a paragraph that has very many.
        let first = marks.partition_point(|mark| (mark.offset as usize) < start);
        let here = first..first + marks[first..].iter().take_while(|mark| mark.offset as usize == start).count();
        if !here.is_empty() && part.marks.contains(&start) {
            // A mark is set plain, whatever stands round it, and a link must not hold another.
            nest(out, writer, &mut stack, if manner.verse { vec![InlineElement::Line(line)] } else { Vec::new() });
            for (place, mark) in here.enumerate() {
                reference(out, writer, block, mark, place > 0);
            }
        }
        let Some(&end) = cuts.get(index + 1) else { break };
        if !part.words.contains(&start) {
            continue;
        }
        // Runs of no length, which stand where a note is called, are passed by.
        let Some(run) = prose.runs.get(prose.runs.partition_point(|run| run.end as usize <= start)) else { continue };
        let mut around = wanted(&mut passages, start, manner);
        if manner.verse {
            around.push(InlineElement::Line(line));
        }
        of_run(&mut around, writer, run, manner, isolated);
        around.sort_unstable();
        match &run.kind {
            RunKind::Note(_) => {}
            RunKind::Break => {
                around.retain(|around| !manner.verse && matches!(around, InlineElement::Link(_) | InlineElement::Passage(_)));
                nest(out, writer, &mut stack, around);
                out.empty("br", &[]);
                out.raw("\n");
                line += 1;
            }
            RunKind::Text => {
                nest(out, writer, &mut stack, around);
                self::breaks(out, breaks, start);
                words(out, &prose.text[start..end], manner.code || run.style.has(Style::CODE));
            }
            RunKind::Math(formula) => {
                nest(out, writer, &mut stack, around);
                self::breaks(out, breaks, start);
                formula::write(out, formula, &writer.book().language);
            }
            RunKind::Image(image, alternative, size) => {
                nest(out, writer, &mut stack, around);
                self::breaks(out, breaks, start);
                picture(out, writer, prose, ShownInline { image: *image, words: &alternative.words, size: *size });
            }
        }
    }
    nest(out, writer, &mut stack, Vec::new());
}

/// A picture in a line.
struct ShownInline<'p> {
    image: ImageId,
    /// The words in its place.
    words: &'p str,
    size: PictureSize,
}

/// Writes a picture in a line. A text that is all pictures shows them as large as they are.
fn picture(out: &mut Markup, writer: &dyn Setting, prose: &Prose, shown: ShownInline) {
    let ShownInline { image, words, size } = shown;
    let inline = if shows_only(prose) || !size.is_natural() { "" } else { "inline" };
    let class = format!("{inline} {}", ground(writer.book(), image));
    let [class, size] = [class.trim(), &size.css()];
    out.empty("img", &[("class", class), ("style", size), ("src", writer.image(image)), ("alt", words)]);
}

/// Where other elements of a part may begin or end: the edges of runs and passages, note marks and page breaks, in order.
fn cuts(writer: &dyn Setting, block: BlockId, prose: &Prose, part: &ProsePart, manner: InlineManner) -> Vec<usize> {
    let length = prose.text.len();
    let mut cuts: BTreeSet<usize> = [part.words.start, part.words.end, manner.opening].into();
    cuts.extend(prose.runs.iter().flat_map(|run| [run.start as usize, run.end as usize]));
    cuts.extend(writer.passages(block).iter().flat_map(|stretch| [stretch.start, stretch.end]));
    cuts.extend(writer.edition().marks(block).iter().map(|mark| mark.offset as usize));
    cuts.extend(writer.breaks(block).iter().map(|page| page.offset));
    cuts.into_iter().filter(|&cut| cut <= length).collect()
}

/// Adds the elements that a run asks for; `isolated` says that code in it needs a direction of its own.
fn of_run(around: &mut Vec<InlineElement>, writer: &dyn Setting, run: &Run, manner: InlineManner, isolated: bool) {
    around.extend(run.link.filter(|&link| writer.link(link).is_some()).map(InlineElement::Link));
    around.extend(run.reading.map(InlineElement::Ruby));
    around.extend(run.language.map(InlineElement::Language));
    if manner.code {
        around.extend(run.style.has(Style::STRONG).then_some(InlineElement::Keyword));
        around.extend(run.style.has(Style::EMPHASIS).then_some(InlineElement::Remark));
    } else {
        let key = run.style.has(Style::KEY);
        let wanted = |flag: Style| run.style.has(flag) && !(key && flag == Style::CODE);
        around.extend((0..STYLES.len()).filter(|&style| wanted(STYLES[style].0)).map(InlineElement::Style));
        if isolated && wanted(Style::CODE) {
            around.pop();
            around.push(InlineElement::Isolated);
        }
    }
}

/// Whether code in a text, or of it, would be read the wrong way round without a direction of its own.
pub(crate) fn turns(writer: &dyn Setting, prose: &Prose) -> bool {
    right_to_left(&writer.book().language) || may_be_to_left(&prose.text) && prose.text.chars().any(is_to_left)
}

/// The direction of a block that goes another way than the book; empty for the book's own. A block goes as its language does, unless both
/// its first letter and most of its words go the other way, as in the PDF.
pub(crate) fn direction(writer: &dyn Setting, prose: &Prose, language: &str) -> &'static str {
    let book = right_to_left(&writer.book().language);
    let own = if language.is_empty() { book } else { right_to_left(language) };
    if !own && !book && !may_be_to_left(&prose.text) {
        return "";
    }
    let (mut first, mut last, mut counts) = (None, None, [0_usize; 2]);
    for run in prose.runs.iter().filter(|run| !run.style.has(Style::CODE)) {
        for c in prose.text.get(run.range()).unwrap_or("").chars() {
            let way = Some(is_to_left(c)).filter(|_| c.is_alphabetic());
            // Vowels and the like end no word.
            if way.is_none() && is_to_left(c) && !c.is_numeric() && !c.is_ascii_punctuation() && !matches!(c, '؟' | '،' | '؛' | '־') {
                continue;
            }
            if let Some(to_left) = way.filter(|_| way != last) {
                counts[usize::from(to_left)] += 1;
                first.get_or_insert(to_left);
            }
            last = way;
        }
    }
    let [right, left] = counts;
    let turned = match (own, first) {
        (false, Some(true)) => left >= right,
        (true, Some(false)) => left >= right,
        _ => own,
    };
    match turned {
        turned if turned == book => "",
        true => "rtl",
        false => "ltr",
    }
}

/// Whether a text has pictures and no words.
fn shows_only(prose: &Prose) -> bool {
    prose.text.len() <= MOST_PICTURES && prose.text.chars().all(|c| c == '\u{FFFC}' || c.is_whitespace())
}

/// The breaks of printed pages at a place in a block.
fn breaks(out: &mut Markup, breaks: &[PageBreak], offset: usize) {
    let first = breaks.partition_point(|page| page.offset < offset);
    for page in breaks[first..].iter().take_while(|page| page.offset == offset) {
        out.page(&page.mark);
    }
}

/// Text, in which figures beside capitals (`H20`) stand on the line as the capitals do.
fn words(out: &mut Markup, text: &str, code: bool) {
    // Most texts have no figures, which is told from their bytes.
    if code || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        out.text(text);
        return;
    }
    let mut at = 0;
    for word in lining::words(text) {
        out.text(&text[at..word.start]);
        out.open("span", &[("class", "lining")]);
        out.text(&text[word.clone()]);
        out.close();
        at = word.end;
    }
    out.text(&text[at..]);
}

/// The passages of a block, walked from its beginning.
struct Passages {
    /// The passages still to begin, the next last.
    ahead: Vec<CommentedStretch>,
    open: Vec<CommentedStretch>,
}

impl Passages {
    fn new(all: &[CommentedStretch]) -> Self {
        let mut ahead = all.to_vec();
        ahead.sort_by_key(|stretch| Reverse(stretch.start));
        Self { ahead, open: Vec::new() }
    }

    /// The passages round what begins at a place, which must not lie before the last one asked for.
    fn at(&mut self, start: usize) -> impl Iterator<Item = &CommentedStretch> {
        while let Some(next) = self.ahead.pop_if(|next| next.start <= start) {
            self.open.push(next);
        }
        self.open.retain(|stretch| stretch.end > start);
        self.open.iter()
    }
}

/// Passages and opening words round the text that begins at `start`.
fn wanted(passages: &mut Passages, start: usize, manner: InlineManner) -> Vec<InlineElement> {
    let mut around: Vec<InlineElement> = passages.at(start).map(|stretch| InlineElement::Passage(stretch.entry)).collect();
    if start < manner.opening {
        around.push(InlineElement::Opening);
    }
    around
}

/// Closes what is no longer wanted (and what was opened inside it), opens what is.
fn nest(out: &mut Markup, writer: &dyn Setting, stack: &mut OpenInlines, wanted: Vec<InlineElement>) {
    let same = stack.open.iter().zip(&wanted).take_while(|(open, wanted)| open == wanted).count();
    for around in stack.open.drain(same..).rev() {
        // A reading stands once, however its words are divided.
        if let InlineElement::Ruby(reading) = around
            && stack.read.insert(reading)
        {
            out.open("rt", &[]);
            out.text(&writer.book().reading(reading).text);
            out.close();
        }
        out.close();
    }
    for &around in &wanted[same..] {
        match around {
            InlineElement::Line(line) => {
                out.open("span", &[("class", "line")]);
                // It is no word of the poem, to those who hear it.
                if let Some(number) = stack.numbers.and_then(|numbers| numbers.shown(line)) {
                    out.open("span", &[("class", "line-number"), ("aria-hidden", "true")]);
                    out.text(&number.to_string());
                    out.close();
                }
            }
            InlineElement::Link(link) => out.open("a", &[("href", &writer.link(link).unwrap_or_default())]),
            InlineElement::Passage(entry) => {
                let first = stack.named.insert(entry);
                let id = stack.block.filter(|_| first).map(|block| writer.passage_id(block, entry)).unwrap_or_default();
                out.open("span", &[("class", "passage"), ("id", &id)]);
            }
            InlineElement::Opening => out.open("span", &[("class", "opening")]),
            InlineElement::Language(id) => {
                let language = writer.book().foreign(id);
                let direction = match (right_to_left(language), right_to_left(&writer.book().language)) {
                    (true, false) => "rtl",
                    (false, true) => "ltr",
                    _ => "",
                };
                out.open("span", &[("lang", language), ("xml:lang", language), ("dir", direction)]);
            }
            InlineElement::Style(style) => out.open(STYLES[style].1, &[("class", STYLES[style].2)]),
            InlineElement::Ruby(reading) if stack.read.contains(&reading) => out.open("span", &[]),
            InlineElement::Ruby(_) => out.open("ruby", &[]),
            InlineElement::Isolated => out.open("code", &[("dir", "auto")]),
            InlineElement::Keyword => out.open("b", &[]),
            InlineElement::Remark => out.open("i", &[]),
        }
    }
    stack.open = wanted;
}

/// The elements that are open in a text, outermost first, and the readings that were written.
#[derive(Default)]
struct OpenInlines {
    open: Vec<InlineElement>,
    /// The block that the text is of.
    block: Option<BlockId>,
    /// The entries whose words were begun, of which the first have their id.
    named: BTreeSet<EntryId>,
    /// How the lines are counted, if they are.
    numbers: Option<VerseNumbers>,
    read: BTreeSet<ReadingId>,
}

/// The mark that calls a note. No element stands inside it: some readers then show no popup.
fn reference(out: &mut Markup, writer: &dyn Setting, block: BlockId, index: usize, after_another: bool) {
    let mark = writer.edition().marks(block)[index];
    let entry = writer.edition().entry(mark.entry);
    let (class, spoken) = match entry.series {
        NoteSeries::Author => ("noteref", writer.words().note),
        NoteSeries::Commentary => ("noteref comment-ref", writer.words().comment),
    };
    let class = if after_another { format!("{class} next") } else { class.to_owned() };
    let NoteCall { kind, role, id, address, style } = writer.call(block, index);
    // A number goes the way of the word before it, and would stand on the wrong side of one that goes the other way than its line.
    let apart = writer.book().block(block).prose().is_some_and(|prose| turns(writer, prose));
    let attributes = [
        ("epub:type", kind),
        ("role", role),
        ("class", &class),
        ("id", &id),
        ("href", &address),
        ("dir", if apart { "ltr" } else { "" }),
        ("style", &style),
        ("aria-label", &format!("{spoken} {}", entry.mark)),
    ];
    out.open("a", &attributes);
    out.text(&entry.mark);
    out.close();
}
