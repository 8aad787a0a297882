//! Chunks of code as R Markdown and Quarto have them, with their options: ```` ```{r map, fig.cap="A map"} ````, or `#| fig-cap: "A map"` in
//! lines below. Nothing is run; but a chunk whose last call shows files is their pictures, `knitr::include_graphics("map.png")`.

use super::constructs::Construct;
use super::copy::DialectSeen;
use super::fate;
use super::signs::SPACE;
use super::walk::DialectWalk;
use crate::book::{PictureExtent, PictureSize};
use std::ops::Range;

/// Marks before the options below a fence: those of R and Python, of Observable, of SQL and of Mermaid.
pub(in crate::read) const OPTION_MARKS: [&str; 4] = ["#|", "//|", "--|", "%%|"];
/// Lines of a chunk that are looked at.
const MOST_LINES: usize = 200;
/// Bytes round the address of a picture in Markdown.
const AROUND: usize = "![]()".len();
/// The call that shows a file.
const SHOWS: &str = "include_graphics(";

/// The pictures that a chunk shows, most often one.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct ChunkPicture<'t> {
    /// The files, each with the place in the text where its picture is to stand.
    pictures: Vec<(usize, &'t str)>,
    /// Where the caption stands in the text.
    pub(in crate::read) caption: Option<Range<usize>>,
    /// What describes the picture for those who don't see it.
    pub(in crate::read) alternative: Option<&'t str>,
    /// The id that references call the picture by, and where its name stands.
    pub(in crate::read) id: Option<(String, Range<usize>)>,
    /// The size asked for.
    pub(in crate::read) size: PictureSize,
}

impl ChunkPicture<'_> {
    /// Whether the caption is that of several pictures.
    pub(in crate::read) const fn is_of_several(&self) -> bool {
        self.pictures.len() > 1
    }

    /// Whether the picture that stands at `at` of the text is the first of them.
    pub(in crate::read) fn is_first(&self, at: usize) -> bool {
        self.pictures.first().is_some_and(|(first, _)| *first == at)
    }
}

/// An option of a chunk.
struct ChunkOption<'t> {
    name: &'t str,
    /// Where the value stands in the text.
    value: Range<usize>,
}

/// A chunk as it is written.
struct Chunk<'t> {
    text: &'t str,
    options: Vec<ChunkOption<'t>>,
    /// Where the lines stand that are code.
    lines: Vec<Range<usize>>,
}

impl<'t> Chunk<'t> {
    /// Reads the chunk whose fence begins at `at` of a text.
    fn at(text: &'t str, at: usize) -> Option<Self> {
        let rest = text.get(at..)?;
        let mark = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let marks = rest.len() - rest.trim_start_matches(mark).len();
        let end = at + rest.find('\n')?;
        let info = text[at + marks..end].trim();
        let inner = info.strip_prefix('{')?.strip_suffix('}')?;
        let engine = inner.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if marks < 3 || !matches!(engine, "r" | "R" | "python") {
            return None;
        }
        let from = at + marks + text[at + marks..end].find(engine)? + engine.len();
        let mut chunk = Self { text, options: head_options(text, from, at + marks + text[at + marks..end].rfind('}')?), lines: Vec::new() };
        let mut start = end + 1;
        let mut options = true;
        let quotes = quotes_before(text, at);
        for _ in 0..MOST_LINES {
            let whole = text.get(start..)?.split('\n').next().unwrap_or("");
            let next = start + whole.len() + 1;
            let line = unquoted_line(whole, quotes)?;
            start = next - 1 - line.len();
            let bare = line.trim();
            if bare.len() >= marks && bare.chars().all(|c| c == mark) {
                return Some(chunk);
            }
            let option = bare.strip_prefix("#|").filter(|_| options);
            match option {
                Some(_) => {
                    let place = start + line.find("#|")? + 2..start + line.trim_end().len();
                    chunk.options.extend(below(text, place));
                }
                None if !bare.is_empty() => {
                    options = false;
                    chunk.lines.push(start..start + line.len());
                }
                None => {}
            }
            start = next;
        }
        None
    }

    /// The value of an option under one of its names; those of Quarto have hyphens where R has points.
    fn value(&self, names: &[&str]) -> Option<Range<usize>> {
        let is = |name: &str| {
            names.iter().any(|known| {
                known
                    .bytes()
                    .map(|byte| if byte == b'.' { b'-' } else { byte })
                    .eq(name.bytes().map(|byte| if byte == b'.' { b'-' } else { byte }))
            })
        };
        self.options.iter().rev().find(|option| is(option.name)).map(|option| option.value.clone())
    }

    fn says(&self, name: &str, values: &[&str]) -> bool {
        self.value(&[name]).is_some_and(|value| values.contains(&&self.text[value]))
    }

    /// What the last call shows, if that is files by their names: each with a place for its picture, from the line of the call on and no
    /// farther in than a column, for what is indented farther is code.
    fn shown(&self, column: usize) -> Option<Vec<(usize, &'t str)>> {
        if self.says("eval", &["FALSE", "F", "false"]) || self.says("include", &["FALSE", "F", "false"]) {
            return None;
        }
        let shows = self.shows()?;
        let line = &self.lines[shows];
        let from = line.start + self.text[line.clone()].find(SHOWS)? + SHOWS.len();
        let rest = &self.text[from..self.lines.last()?.end];
        let close = closing_bracket(rest)?;
        // Nothing follows the call but remarks.
        let mut behind = rest[close + 1..].lines().map(|line| line.trim_matches([' ', '\t', '>']));
        let found = behind.all(|line| line.is_empty() || line.starts_with('#')).then(|| files(&rest[..close])).flatten()?;
        let mut found = found.into_iter().peekable();
        let mut placed = Vec::new();
        for line in &self.lines[shows..] {
            let start = self.text[..line.start].rfind('\n').map_or(0, |feed| feed + 1);
            let blanks = self.text[line.clone()].bytes().take_while(|byte| *byte == b' ').count();
            let mut at = line.start + blanks.min(column.saturating_sub(line.start - start));
            while let Some(address) = found.next_if(|address| at + address.len() + AROUND <= line.end) {
                placed.push((at, address));
                at += address.len() + AROUND;
            }
        }
        found.peek().is_none().then_some(placed)
    }

    /// The line of the last call that shows a file.
    fn shows(&self) -> Option<usize> {
        self.lines.iter().rposition(|line| self.text[line.clone()].contains(SHOWS))
    }
}

/// Quotations that the line is in whose words begin at `at`.
fn quotes_before(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
    text[start..at].matches('>').count()
}

/// A line without the marks of so many quotations; none if it is in fewer.
fn unquoted_line(line: &str, quotes: usize) -> Option<&str> {
    (0..quotes).try_fold(line, |line, _| {
        let inner = line.trim_start_matches([' ', '\t']).strip_prefix('>')?;
        Some(inner.strip_prefix(' ').unwrap_or(inner))
    })
}

/// Where the bracket closes that is open before a text.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

/// The files that the arguments of a call begin with, between quotation marks: one, or several as a vector, `c("a.png", "b.png")`.
fn files(arguments: &str) -> Option<Vec<&str>> {
    let rest = arguments.trim_start();
    let rest = rest.strip_prefix("path").map_or(rest, |rest| rest.trim_start().strip_prefix('=').unwrap_or(rest).trim_start());
    let Some(mut rest) = rest.strip_prefix("c(") else {
        return Some(vec![file(rest)?.0]);
    };
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '>']);
        if let Some(behind) = rest.strip_prefix(')') {
            let ends = behind.trim_start().is_empty() || behind.trim_start().starts_with(',');
            return Some(found).filter(|found| ends && !found.is_empty());
        }
        let (address, behind) = file(rest)?;
        found.push(address);
        rest = behind.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest);
    }
}

/// The file between quotation marks that a text begins with, and what follows it.
fn file(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (address, behind) = text[1..].split_once(quote)?;
    let ends = behind.trim_start().is_empty() || behind.trim_start().starts_with([')', ',']);
    let is_address = !address.is_empty() && !address.contains(['(', ')', '<', '>', '\n', '\\', '%']);
    (ends && is_address).then_some((address, behind))
}

/// The options between the braces of a fence: a label first, then `name = value`, with commas between them.
fn head_options(text: &str, from: usize, end: usize) -> Vec<ChunkOption<'_>> {
    let mut options = Vec::new();
    let (mut start, mut quote, mut depth) = (from, None, 0_usize);
    let mut take = |range: Range<usize>| {
        let whole = &text[range.clone()];
        let at = range.start + whole.len() - whole.trim_start().len();
        let piece = whole.trim();
        match piece.split_once('=') {
            _ if piece.is_empty() => {}
            Some((name, value)) => {
                let value_at = at + name.len() + 1 + value.len() - value.trim_start().len();
                options.push(ChunkOption { name: name.trim(), value: unquoted(text, value_at..at + piece.len()) });
            }
            None => options.push(ChunkOption { name: "label", value: unquoted(text, at..at + piece.len()) }),
        }
    };
    for (at, c) in text[from..end].char_indices().map(|(at, c)| (from + at, c)) {
        match (c, quote) {
            (c, Some(open)) if c == open && !text[..at].ends_with('\\') => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('(' | '[' | '{', None) => depth += 1,
            (')' | ']' | '}', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                take(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    take(start..end);
    options
}

/// The option in a line `#| name: value` or `#| name = value`.
fn below(text: &str, place: Range<usize>) -> Option<ChunkOption<'_>> {
    let line = &text[place.clone()];
    let at = line.find([':', '='])?;
    let name = line[..at].trim();
    let value = &line[at + 1..];
    let from = place.start + at + 1 + value.len() - value.trim_start().len();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    (is_name && !value.trim().is_empty()).then(|| ChunkOption { name, value: unquoted(text, from..place.end) })
}

/// A value without the quotation marks round it.
fn unquoted(text: &str, value: Range<usize>) -> Range<usize> {
    let written = &text[value.clone()];
    let quoted = ['"', '\''].into_iter().any(|quote| written.len() > 1 && written.starts_with(quote) && written.ends_with(quote));
    if quoted { value.start + 1..value.end - 1 } else { value }
}

/// The pictures whose chunk shows one of them in the line that `at` is in; none if nothing is shown there.
pub(in crate::read) fn picture_of_chunk(text: &str, at: usize) -> Option<ChunkPicture<'_>> {
    let line = text.get(at..)?.split('\n').next()?;
    let mut start = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
    // Where the call and the names of its files stand, no Markdown does.
    let whole = &text[start..at + line.len()];
    if line.starts_with(['!', '`', '<', '{', '[']) || !(whole.contains(SHOWS) || whole.contains(['"', '\''])) {
        return None;
    }
    for _ in 0..MOST_LINES {
        start = text[..start.checked_sub(1)?].rfind('\n').map_or(0, |feed| feed + 1);
        let words = text[start..].trim_start_matches([' ', '\t', '>']);
        if words.starts_with("```") || words.starts_with("~~~") {
            return picture(text, text.len() - words.len()).filter(|found| found.pictures.iter().any(|(place, _)| *place == at));
        }
    }
    None
}

/// The pictures that the chunk shows whose fence begins at `at` of a text; none if it shows none.
fn picture(text: &str, at: usize) -> Option<ChunkPicture<'_>> {
    let chunk = Chunk::at(text, at)?;
    let pictures = chunk.shown(at - text[..at].rfind('\n').map_or(0, |feed| feed + 1))?;
    let words = |names: &[&str]| chunk.value(names).filter(|value| !text[value.clone()].trim().is_empty());
    let plain = |value: &Range<usize>| !matches!(&text[value.clone()], "NULL" | "NA" | "|" | ">" | "TRUE" | "FALSE");
    let id = words(&["label"]).filter(|label| !text[label.clone()].contains(char::is_whitespace)).map(|place| {
        let label = &text[place.clone()];
        (if label.starts_with("fig-") { label.to_owned() } else { format!("fig:{label}") }, place)
    });
    let extent = |names: &[&str]| words(names).and_then(|value| PictureExtent::read(&text[value]));
    let size = PictureSize { width: extent(&["out.width"]), height: extent(&["out.height"]) };
    let caption = words(&["fig.cap"]).filter(plain);
    let alternative = words(&["fig.alt"]).filter(plain).map(|value| &text[value]);
    Some(ChunkPicture { pictures, caption, alternative, id, size })
}

/// Makes pictures of a chunk that shows some, whose fence begins at `from` of the line of the walk and is closed at `closing`; false if it
/// shows none. What readers are not to see of it is private.
pub(super) fn shown(walk: &mut DialectWalk<'_>, from: usize, closing: &Range<usize>, unseen: bool) -> bool {
    let (text, line) = (walk.text, walk.line);
    let Some(ChunkPicture { pictures, .. }) = picture(text, from).filter(|_| from == line.words) else { return false };
    let Some((chunk, shows)) = Chunk::at(text, from).and_then(|chunk| chunk.shows().map(|shows| (chunk, shows))) else { return false };
    if unseen {
        for line in &chunk.lines[..shows] {
            walk.copy.private.push(line.clone());
            walk.copy.hide(line.clone(), b' ');
        }
    }
    if !walk.only_remarks {
        walk.copy.set(from..line.end, b' ');
        // The marks of quotations stay.
        let mut start = line.end + 1;
        while start < closing.end {
            let next = walk.line_at(start);
            walk.copy.set(next.words..next.end, b' ');
            start = next.end + 1;
        }
        pictures.into_iter().for_each(|(at, address)| write(walk, at, address));
    }
    walk.at = closing.end;
    true
}

/// Writes a picture into the copy for the parser.
fn write(walk: &mut DialectWalk<'_>, at: usize, address: &str) {
    let address: Vec<u8> = address.bytes().map(|byte| if byte == b' ' { SPACE } else { byte }).collect();
    walk.copy.write(at, b"![](");
    walk.copy.write(at + 4, &address);
    walk.copy.write(at + 4 + address.len(), b")");
}

/// Tells of a chunk that is shown as code though it makes a figure or a table when it is run.
pub(super) fn outcome(walk: &mut DialectWalk<'_>, from: usize) {
    let Some(chunk) = Chunk::at(walk.text, from).filter(|_| !walk.only_remarks) else { return };
    keep_label(walk, from);
    if chunk.value(&["fig.cap", "tbl.cap", "tbl.colnames"]).is_some() {
        walk.copy.tell(DialectSeen::Foreign(Construct::Outcome), walk.line.words..walk.line.end);
    }
}

/// Keeps the label of a chunk whose outcome is not in the book.
pub(super) fn keep_label(walk: &mut DialectWalk<'_>, from: usize) {
    let label = Chunk::at(walk.text, from).and_then(|chunk| chunk.value(&["label"]));
    let label = label.map(|place| walk.text[place].to_owned());
    walk.copy.by_code.extend(label.filter(|label| !label.is_empty() && !walk.only_remarks));
}

/// Whether a chunk says itself if its code is shown.
pub(super) fn echo(walk: &DialectWalk<'_>, from: usize) -> Option<bool> {
    let chunk = Chunk::at(walk.text, from)?;
    chunk.value(&["echo"]).map(|value| !matches!(&walk.text[value], "FALSE" | "F" | "false"))
}

/// Whether a text says for all of its chunks that their code is not shown: `knitr::opts_chunk$set(echo = FALSE)`, or `echo: false` in
/// its front matter.
pub(super) fn hides_code(text: &str, body: usize) -> bool {
    let in_front = text[..body.min(text.len())].lines().any(|line| line.trim() == "echo: false");
    let set = |(at, _): (usize, &str)| {
        let call: String = text[at..].chars().take(600).take_while(|c| *c != '`').filter(|c| !c.is_whitespace()).collect();
        let call = call.split_once(")\n").map_or(call.as_str(), |(call, _)| call);
        ["echo=FALSE", "echo=F,", "echo=F)"].iter().any(|option| call.contains(option))
    };
    in_front || text.contains("{r") && text.match_indices("opts_chunk$set(").take(5).any(set)
}

/// Code of R or Python in the line whose outcome is meant: `` `r nrow(x)` ``. A picture that it shows is set; of others is told. False if the
/// ticks at hand begin none.
pub(super) fn in_line(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let opening = ["`r ", "`{r} ", "`{python} ", "`{julia} "].into_iter().find(|opening| walk.starts(at, opening));
    let Some(opening) = opening.filter(|_| !walk.only_remarks && !walk.text[..at].ends_with('`')) else { return false };
    let end = walk.end_of_paragraph();
    let Some(close) = walk.closing_ticks(at + 1, end, 1) else { return false };
    let inner = walk.text[at + opening.len()..close - 1].trim();
    if let Some((before, arguments)) = inner.split_once(SHOWS)
        && matches!(before, "" | "knitr::")
        && let Some((address, _)) = file(arguments)
    {
        walk.copy.cut(at..close);
        write(walk, at, address);
        walk.at = close;
        return true;
    }
    // In a text without chunks it may be code that is meant so.
    if opening != "`r " || inner.contains('(') || walk.runs_code {
        fate::foreign(walk, Construct::InlineCode, at..close);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_that_shows_a_file_is_a_picture() {
        let read = |text: &'static str| picture(text, 0);
        let text = "```{r map, echo=FALSE, fig.cap=\"A map, drawn\", fig.alt='The harbour', out.width=\"50%\"}\nknitr::include_graphics(\"p.png\")\n```\n";
        let found = read(text).unwrap();
        let names = |found: &ChunkPicture<'static>| found.pictures.iter().map(|one| one.1).collect::<Vec<_>>();
        assert_eq!((names(&found), found.alternative), (vec!["p.png"], Some("The harbour")));
        assert_eq!(found.caption.map(|caption| &text[caption]), Some("A map, drawn"));
        assert_eq!(found.id.map(|(id, _)| id).as_deref(), Some("fig:map"));
        assert_eq!(found.size.width, Some(PictureExtent::Share(500)));
        let text = "```{r}\n#| label: fig-x\n#| fig-cap: \"A cap\"\n#| out-width: 40%\n\nx <- 1 # no more\ninclude_graphics(path = 'a b.png',\n  dpi = 100)\n```\n";
        let found = read(text).unwrap();
        assert_eq!((names(&found), found.id.map(|(id, _)| id).as_deref()), (vec!["a b.png"], Some("fig-x")));
        assert_eq!(found.caption.map(|caption| &text[caption]), Some("A cap"));
        assert_eq!(found.size.width, Some(PictureExtent::Share(400)));
        assert_eq!(picture_of_chunk(text, text.find("  dpi").unwrap()), None);
        assert_eq!(picture_of_chunk(text, text.find("include_g").unwrap()), picture(text, 0));
        for several in [
            "```{r x}\nknitr::include_graphics(c('a.png', \"b.png\"), dpi = NA)\n```\n",
            "```{r x}\ninclude_graphics(c(\n  'a.png',\n  \"b.png\"\n))\n```\n",
            "> ```{r x}\n> include_graphics(c('a.png',\n>   'b.png'))\n> ```\n",
        ] {
            let fence = several.find('`').unwrap();
            let found = picture(several, fence).unwrap();
            assert_eq!(names(&found), ["a.png", "b.png"], "{several}");
            let first = found.pictures[0].0;
            assert!(found.is_of_several() && found.is_first(first) && picture_of_chunk(several, first).is_some(), "{several}");
        }
        for none in [
            "```{r}\nknitr::include_graphics(c('a.png', b))\n```\n",
            "```{r}\nplot(x)\n```\n",
            "```{r, eval=FALSE}\nknitr::include_graphics(\"p.png\")\n```\n",
            "```{r include=FALSE}\nknitr::include_graphics(\"p.png\")\n```\n",
            "```{r}\nknitr::include_graphics(paste0(x, \".png\"))\n```\n",
            "```{r}\nknitr::include_graphics(\"p.png\")\nplot(x)\n```\n",
            "```r\nknitr::include_graphics(\"p.png\")\n```\n",
            "```{r}\nknitr::include_graphics(\"p.png\")\n",
            "```{r",
            "",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn options_for_all_chunks_are_known() {
        for text in [
            "```{r setup, include=FALSE}\nknitr::opts_chunk$set(\n  echo = FALSE, cache = TRUE\n)\n```\n",
            "---\nexecute:\n  echo: false\n---\n",
        ] {
            assert!(hides_code(text, text.len()), "{text}");
        }
        for text in ["```{r}\nknitr::opts_chunk$set(cache = TRUE)\n```\nWith echo = FALSE it would.\n", "echo: false\n"] {
            assert!(!hides_code(text, 0), "{text}");
        }
    }
}
