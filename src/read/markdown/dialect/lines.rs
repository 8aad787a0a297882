//! What other dialects write at the beginning of a line: fenced blocks, admonitions, line blocks, tables of pandoc, directives.

use super::constructs::Construct;
use super::copy::{DialectSeen, MarkedQuotation, RoleStretch};
use super::fate::{self, page_break};
use super::signs::{COLON, SPACE, TITLE};
use super::walk::{DialectWalk, FenceKind, FencedBlock, SourceLine};
use super::{braces, directives, emphasis, figures, forms, hints, indented, links, lists, metadata, others, tables, unseen, verse};
use crate::book::{Alignment, Role};

/// Words between braces that are a line of their own in Leanpub's and kramdown's Markdown.
const DIRECTIVES: [&str; 7] = ["{frontmatter}", "{mainmatter}", "{backmatter}", "{{toc}}", "{:toc}", "{toc}", "[[_TOC_]]"];

/// The letters that stand before the mark of a quotation in Leanpub's Markdown, and the notes they make of it.
const LETTERS: [(u8, &str); 6] =
    [(b'W', "warning"), (b'T', "tip"), (b'E', "error"), (b'D', "discussion"), (b'Q', "question"), (b'I', "information")];

/// Takes what is at the beginning of the line; true if nothing else is in it.
pub(super) fn line(walk: &mut DialectWalk<'_>) -> bool {
    let line = walk.line;
    let words = walk.text[line.words..line.end].trim_end();
    let mut characters = words.bytes();
    let Some(first) = characters.next() else { return false };
    let only_remarks = walk.only_remarks;
    if line.start < walk.script_until {
        others::blank(walk);
        return false;
    }
    if !only_remarks {
        verse::stanza(walk, words);
        tables::row(walk);
        if matches!(walk.fenced.last(), Some(FencedBlock { kind: FenceKind::Role(role), .. }) if role.keeps_lines()) {
            walk.copy.line_ends.push(line.end);
            verse::fenced(walk);
        }
        if walk.ruby {
            others::ruby(walk);
        }
    }
    if !only_remarks && hand_indent(words) > 0 && ideographic_indent(walk, words) {
        return true;
    }
    match first {
        b'[' if is_comment(words) => {
            fate::hide(walk, line.words..line.end);
            true
        }
        b'[' if is_definition(words) => false,
        b'%' if characters.next() == Some(b' ') && !only_remarks && begins_paragraph(walk) => {
            // A `%` by itself at a paragraph's beginning is no word of any language.
            walk.copy.tell(DialectSeen::Foreign(Construct::LineComment), line.words..line.end);
            fate::hide(walk, line.words..line.end);
            true
        }
        _ if only_remarks => false,
        _ => construct(walk, words, first),
    }
}

/// Takes what begins with the `first` byte of a line that is no comment.
fn construct(walk: &mut DialectWalk<'_>, words: &str, first: u8) -> bool {
    let line = walk.line;
    match first {
        b'$' if words.starts_with("$$") => {
            super::fences::formula(walk);
            false
        }
        b':' => colon(walk, words),
        b'|' => {
            tables::line_block(walk);
            false
        }
        b'+' | b'=' if is_of_maruku(words) => left_out(walk, Construct::BlockAttributes, line),
        b'+' if others::division(walk, words) => false,
        b'+' => tables::grid(walk, words),
        b'=' => others::tab(walk, words),
        b'-' if words.starts_with("-# ") => {
            walk.copy.set(line.words..line.words + 1, b' ');
            false
        }
        b'-' if metadata::block(walk, words) => true,
        b'-' => tables::simple(walk, words),
        b'!' | b'?' => indented::opens(walk, words),
        b'[' => bracket(walk, words),
        b'{' if words.starts_with("{::comment}") => false,
        b'{' => brace(walk, words),
        b'#' => heading(walk, words),
        b'~' if words.starts_with("~ ") && line.start > 0 => foreign(walk, Construct::TildeDefinition, line),
        b'A'..=b'Z' if words[1..].starts_with("> ") && b"AWTEDQXBCI".contains(&first) => aside(walk, words, first),
        b'e' | b'i' if others::mdx(walk, words) => false,
        b'@' if matches!(words.to_ascii_lowercase().as_str(), "@page-break" | "@pagebreak" | "@page_break" | "@newpage") => {
            page_break(walk)
        }
        b'(' if others::target(walk, words) => false,
        b'(' | b'a'..=b'z' | b'A'..=b'Z' => {
            lists::line(walk, words);
            false
        }
        _ => false,
    }
}

/// `+-- {: .name}` and `=--`, between which Maruku has a block with a class.
fn is_of_maruku(words: &str) -> bool {
    let opens = words.strip_prefix("+--").is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with("{:"));
    opens || words.trim_end() == "=--"
}

/// Whether nothing but other remarks stands in the paragraph before the line.
fn begins_paragraph(walk: &DialectWalk<'_>) -> bool {
    let before = walk.text[..walk.line.start].strip_suffix('\n').map_or("", |text| text.rsplit('\n').next().unwrap_or(""));
    let words = before.trim_matches([' ', '\t', '>']);
    words.is_empty() || words.starts_with(['%', '#', '|']) || words.starts_with("```")
}

fn foreign(walk: &mut DialectWalk<'_>, construct: Construct, line: SourceLine) -> bool {
    walk.copy.tell(DialectSeen::Foreign(construct), line.words..line.end);
    false
}

/// Tells of a line and takes it out.
fn left_out(walk: &mut DialectWalk<'_>, construct: Construct, line: SourceLine) -> bool {
    walk.copy.tell(DialectSeen::Foreign(construct), line.words..line.end);
    walk.copy.set(line.words..line.end, b' ');
    true
}

/// `[//]: # (…)`, with which people comment in plain Markdown.
fn is_comment(words: &str) -> bool {
    let forms = ["[//]: #", "[//]: <>", "[comment]: #", "[comment]: <>", "[_]: #", "[]: #"];
    forms.iter().any(|form| words.get(..form.len()).is_some_and(|start| start.eq_ignore_ascii_case(form)))
}

/// `[label]: address`. What follows a note's `[^label]:` is text.
fn is_definition(words: &str) -> bool {
    !words.starts_with("[^") && words.find("]:").is_some_and(|at| !words[1..at].contains(['[', ']']))
}

/// Fences of a block; or a colon that begins no definition, because no space follows it.
fn colon(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let line = walk.line;
    let colons = words.bytes().take_while(|&byte| byte == b':').count();
    if colons >= 3 {
        return fence(walk, &words[colons..], line.words + colons);
    }
    if line.start == walk.options_at && directives::option(walk, words) {
        return false;
    }
    if !words[1..].starts_with([' ', '\t']) || tables::is_caption(walk) && !tables::is_right_below_row(walk) {
        walk.copy.set(line.words..line.words + 1, COLON);
    }
    false
}

/// `::: name`, `::: {.name}`, `:::`: the fence is not printed, but a title on it is. True if nothing is left of the line.
fn fence(walk: &mut DialectWalk<'_>, rest: &str, from: usize) -> bool {
    let line = walk.line;
    let said = rest.trim().trim_end_matches(':').trim_end();
    if said.is_empty() {
        return closing_fence(walk);
    }
    let (name, title) = fence_name(said);
    let hidden = said.split(['.', ' ', '{', '}']).any(|word| matches!(word, "hidden" | "content-hidden" | "comment" | "private"));
    let of_books = unseen::is_of_books(said.trim_matches(['{', '}']));
    if of_books == Some(false) || hidden && !unseen::is_conditional(said) {
        let end = div_end(walk);
        if of_books == Some(false) {
            fate::foreign(walk, Construct::Conditional, line.words..line.end);
        }
        fate::hide(walk, line.words..end);
        return true;
    }
    let closed = walk.find("\n:::", line.end, walk.text.len()).is_some();
    let kind = match forms::kind(said, name, closed) {
        Some(kind) => kind,
        None if closed && directives::is_note(name) => FenceKind::Note,
        None => FenceKind::Other,
    };
    let label = name.trim_start_matches("callout-").to_owned();
    let alignment = if closed { forms::alignment(said, name) } else { None };
    walk.fenced.push(FencedBlock { line: line.words..line.end, kind, name: label, id: forms::id(said, kind), alignment });
    // The place of a bibliography, which is empty, is the writer's to fill.
    let is_place = said.starts_with('{') && said.contains("#refs");
    if is_place {
        walk.copy.tell(DialectSeen::Foreign(Construct::Bibliography), line.words..line.end);
    } else if kind == FenceKind::Other && of_books.is_none() && alignment.is_none() {
        walk.copy.tell(DialectSeen::Fenced(name.to_owned()), line.words..line.end);
    }
    let title = title.trim();
    let of_myst = said.starts_with('{') && !said.starts_with("{.");
    if of_myst {
        walk.options_at = line.end + 1;
    }
    if of_myst && matches!(name, "figure" | "image") && closed {
        directives::picture(walk, line.words, title);
        return true;
    }
    // The title is a part of the line that is being read.
    let place = (!title.is_empty()).then(|| from + rest.rfind(title).unwrap_or(0));
    match place {
        Some(place) if place > line.words => {
            walk.copy.cut(line.words..line.end);
            walk.copy.set(place - 1..place, TITLE);
            walk.copy.write(place, title.as_bytes());
            walk.at = place;
            false
        }
        _ => {
            walk.copy.set(line.words..line.end, b' ');
            true
        }
    }
}

/// `:::`, which ends the block that is open.
fn closing_fence(walk: &mut DialectWalk<'_>) -> bool {
    let line = walk.line;
    if let Some(block) = walk.fenced.pop() {
        forms::closed(walk, block, line.start);
    }
    walk.copy.set(line.words..line.end, b' ');
    true
}

/// Where the block ends that a line of colons opens: behind the line that closes it, else at the end of the text.
fn div_end(walk: &DialectWalk<'_>) -> usize {
    let (mut depth, mut start) = (0, walk.line.end + 1);
    while start < walk.text.len() {
        let line = walk.line_at(start);
        let words = walk.text[line.words..line.end].trim();
        if words.starts_with(":::") {
            match (words.trim_matches(':').trim().is_empty(), depth) {
                (true, 0) => return line.end,
                (true, _) => depth -= 1,
                (false, _) => depth += 1,
            }
        }
        start = line.end + 1;
    }
    walk.text.len()
}

/// The name of a fenced block, and its title.
fn fence_name(said: &str) -> (&str, &str) {
    if let Some(inner) = said.strip_prefix('{') {
        let (attributes, behind) = inner.split_once('}').unwrap_or((inner, ""));
        let title = directives::attribute(attributes, &["title", "name"]).unwrap_or("");
        let mut words = braces::words(attributes).into_iter().map(|(_, word)| word);
        let class = || attributes.split_whitespace().find_map(|word| word.strip_prefix("class="));
        let name = words.find(|word| !word.starts_with('#') && !word.contains('=')).or_else(class);
        let name = name.unwrap_or("").trim_matches(['"', '\'']);
        // One that has only an id, or an attribute, is called by that.
        let name =
            if name.is_empty() { said[..said.find('}').map_or(said.len(), |end| end + 1)].trim() } else { name.trim_start_matches('.') };
        return (name, if title.is_empty() { behind } else { title });
    }
    let end = said.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{')).unwrap_or(said.len());
    let (name, behind) = said.split_at(end);
    let behind = behind.trim();
    let title = match behind.strip_prefix('[') {
        Some(title) => title.split(']').next().unwrap_or(""),
        None if behind.starts_with('{') => directives::attribute(behind, &["title", "name"]).unwrap_or(""),
        None => behind.trim_matches('"'),
    };
    (name, title)
}

/// `C> words` of Leanpub, which stand in the middle.
fn centred(walk: &mut DialectWalk<'_>) {
    let line = walk.line;
    walk.copy.set(line.words..line.words + 2, b' ');
    match walk.copy.roles.last_mut().filter(|last| last.alignment.is_some() && last.range.end + 1 >= line.start) {
        Some(last) => last.range.end = line.end,
        None => {
            walk.copy.roles.push(RoleStretch { range: line.start..line.end, role: Role::Plain, alignment: Some(Alignment::Centre) });
        }
    }
}

/// `A> words` of Leanpub: a quotation, or a note of the kind that its letter stands for.
fn aside(walk: &mut DialectWalk<'_>, words: &str, letter: u8) -> bool {
    let line = walk.line;
    if letter == b'C' {
        centred(walk);
        return false;
    }
    walk.copy.set(line.words..line.words + 1, b' ');
    let before = walk.text[..line.start].strip_suffix('\n').map(|text| walk.line_at(text.len()));
    let goes_on = before.is_some_and(|before| walk.text[before.words..before.end].starts_with(&words[..2]));
    if let Some((_, name)) = LETTERS.iter().find(|(known, _)| *known == letter).filter(|_| !goes_on) {
        walk.copy.quotations.push(MarkedQuotation { at: line.words + 1, name: Some((*name).to_owned()) });
        let rest = words[2..].trim_start();
        let marks = rest.bytes().take_while(|&byte| byte == b'#').count();
        if marks > 0 && rest[marks..].starts_with(' ') {
            let from = line.words + words.len() - rest.len();
            walk.copy.cut(from..from + marks);
            walk.copy.set(from + marks..from + marks + 1, TITLE);
        }
    }
    false
}

/// Places for the contents.
fn bracket(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let is_contents = matches!(words.to_ascii_lowercase().as_str(), "[toc]" | "[[toc]]" | "[[_toc_]]" | "[tableofcontents]");
    if !is_contents {
        bare_note(walk, words);
    }
    // The book has contents of its own.
    is_contents && {
        others::blank(walk);
        true
    }
}

/// `[^1] words` below the text that `[^1]` stands in: the note, whose colon its author forgot.
fn bare_note(walk: &mut DialectWalk<'_>, words: &str) {
    let line = walk.line;
    let Some((label, text)) = words.strip_prefix("[^").and_then(|rest| rest.split_once("] ")) else { return };
    let told = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !text.trim().is_empty();
    let before = walk.text[..line.start].trim_end_matches('\n');
    let begins = before.len() + 1 < line.start || walk.noted_until == line.start;
    if !told || !begins || line.quotes > 0 || !walk.is_called_again(label) || links::is_label(walk, &words[1..label.len() + 2]) {
        return;
    }
    let colon = line.words + label.len() + 3;
    walk.copy.set(colon..colon + 1, b':');
    walk.copy.tell(DialectSeen::Foreign(Construct::BareNote), line.words..line.end);
    walk.noted_until = line.end + 1;
}

/// Lines that are nothing but a word in braces.
fn brace(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let line = walk.line;
    let lower = words.to_ascii_lowercase();
    if matches!(lower.as_str(), "{pagebreak}" | "{page-break}" | "{newpage}") {
        return page_break(walk);
    }
    if DIRECTIVES.contains(&lower.as_str()) {
        if lower == "{:toc}" {
            contents_item(walk);
        }
        if lower.contains("toc") {
            others::blank(walk);
            return true;
        }
        return left_out(walk, Construct::Directive, line);
    }
    if hints::tag(walk, words) || figures::shortcode(walk) {
        return walk.at >= line.end;
    }
    let inner = words.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
    if inner.is_some_and(|inner| of_picture(walk, inner)) {
        return true;
    }
    let Some(inner) = inner.filter(|inner| !inner.contains(['{', '}', '%'])) else { return false };
    if inner.starts_with(':') {
        return left_out(walk, Construct::BlockAttributes, line);
    }
    let is_pair = |pair: &str| {
        let name = pair.trim_start();
        let letters = name.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'-').count();
        letters > 0 && name[letters..].starts_with([':', '='])
    };
    if inner.split([',', ' ']).filter(|pair| pair.contains([':', '='])).count() > 0 && is_pair(inner) {
        return left_out(walk, Construct::Directive, line);
    }
    false
}

/// Pairs of a line in braces right above a picture, which has its size and its words by them; what else they say is told.
fn of_picture(walk: &mut DialectWalk<'_>, inner: &str) -> bool {
    let line = walk.line;
    let below = walk.text[line.end..].strip_prefix('\n').map_or("", |rest| rest.trim_start_matches([' ', '[']));
    if inner.contains(['{', '}']) || !below.starts_with("![") || braces::pairs(inner).next().is_none() {
        return false;
    }
    if braces::pairs(inner).any(|(name, _)| !matches!(name, "width" | "height" | "alt" | "format" | "type")) {
        walk.copy.tell(DialectSeen::Foreign(Construct::Directive), line.words..line.end);
    }
    walk.copy.set(line.words..line.end, b' ');
    true
}

/// `* TOC` right before `{:toc}`: the item of a list whose place the contents take in kramdown, and which goes with them.
fn contents_item(walk: &mut DialectWalk<'_>) {
    let Some(end) = walk.line.start.checked_sub(1) else { return };
    let before = walk.line_at(end);
    if before.words < before.end && walk.behind_markers(before) > before.words {
        walk.copy.set(before.words..before.end, b' ');
    }
}

/// Keeps the spaces of words in the braces of a heading, `{head="Of Ferries"}` or `{author="Ann Example"}`, which would end them.
fn keep_spaces(walk: &mut DialectWalk<'_>, words: &str, key: &str) {
    let Some(begin) = words.rfind(key).map(|at| at + key.len()).filter(|_| words.trim_end().ends_with('}')) else { return };
    let Some(length) = words[begin..].find('"') else { return };
    for (at, _) in words[begin..begin + length].match_indices(' ') {
        let at = walk.line.words + begin + at;
        walk.copy.set(at..at + 1, SPACE);
    }
}

/// A heading whose space is missing, unless it may be a tag.
fn heading(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let marks = words.bytes().take_while(|&byte| byte == b'#').count();
    let rest = &words[marks..];
    for key in ["head=\"", "author=\""] {
        keep_spaces(walk, words, key);
    }
    if marks == 1 && (rest.starts_with(". ") || rest.starts_with(") ")) {
        // An item of a list that counts by itself (pandoc).
        walk.copy.set(walk.line.words..walk.line.words + 1, b'1');
        return false;
    }
    if marks <= 6 && rest.starts_with([' ', '\t']) && ends_in_words(rest.trim_start()) {
        walk.copy.veiled.push(walk.line.words + words.len() - 1);
    }
    let in_note = matches!(walk.fenced.last(), Some(FencedBlock { kind: FenceKind::Note, .. }))
        || !walk.directives.is_empty()
        || !walk.hints.is_empty();
    if in_note && directives::title(walk, words, marks) {
        return false;
    }
    let heading =
        marks > 1 || (rest.starts_with(|c: char| c.is_uppercase() || emphasis::is_cjk(c)) && !rest.trim_end().ends_with(['.', ',', ';']));
    if marks <= 6 && heading && rest.starts_with(char::is_alphanumeric) && !rest.contains('#') {
        return foreign(walk, Construct::NoSpace, walk.line);
    }
    false
}

/// What authors write for a space of a character's width.
const WIDE_SPACES: [&str; 9] = ["\u{3000}", "\u{2003}", "\u{2002}", "\u{A0}", "&emsp;", "&ensp;", "&nbsp;", "&#12288;", "&#8195;"];

/// The bytes of wide spaces with which a line of Chinese or Japanese begins; of the ideographic one whatever follows it.
fn hand_indent(words: &str) -> usize {
    let mut bare = words;
    while let Some(rest) = WIDE_SPACES.iter().find_map(|space| bare.strip_prefix(space)) {
        bare = rest.trim_start_matches(' ');
    }
    let is_east = words.starts_with('\u{3000}') || bare.starts_with(|c: char| emphasis::is_cjk(c) || matches!(c, '“' | '「' | '《' | '『'));
    if is_east { words.len() - bare.len() } else { 0 }
}

/// Takes the spaces of a character's width with which Chinese and Japanese authors begin a paragraph, for the style does it; true if the
/// line is a break between scenes. Where a line before them goes on, they begin a line of their own.
fn ideographic_indent(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let line = walk.line;
    let from = line.words + hand_indent(words);
    let bare = &words[hand_indent(words)..];
    let stars = bare.chars().filter(|c| !c.is_whitespace());
    if !bare.is_empty() && stars.clone().all(|c| matches!(c, '*' | '＊')) && stars.count() > 2 {
        walk.copy.set(line.words..line.end, b' ');
        walk.copy.write(line.words, b"***");
        walk.at = line.end;
        return true;
    }
    let before = line.start.checked_sub(1).map(|end| walk.line_at(end));
    let goes_on = before.is_some_and(|before| {
        let words = walk.text[before.words..before.end].trim();
        !words.is_empty() && !words.starts_with('#')
    });
    match before.filter(|_| goes_on) {
        Some(before) => walk.copy.line_ends.push(before.end),
        None => walk.copy.cut(line.words..from),
    }
    false
}

/// Whether the words of a heading end in words between braces that are no attributes, as `{mlogit}` in a book on R. One that quotes
/// the text may be of a commentary, which has such attributes.
fn ends_in_words(words: &str) -> bool {
    let Some((before, inner)) = words.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')) else { return false };
    let is_attribute = |word: &str| {
        word.starts_with(['#', '.', ':', '-'])
            || word.contains(['=', '%'])
            || matches!(word, "draft" | "detached" | "unnumbered" | "unlisted")
    };
    !before.starts_with(['"', '“', '„', '«', '»', '‘', '\''])
        && !before.ends_with('\\')
        && !inner.is_empty()
        && !inner.split_whitespace().any(is_attribute)
}

/// Blocks that no fence closed go to the end.
pub(super) fn close(walk: &mut DialectWalk<'_>) {
    while let Some(block) = walk.fenced.pop() {
        if matches!(block.kind, FenceKind::Role(_)) {
            forms::closed(walk, block, walk.text.len());
        }
    }
    forms::part(&mut walk.copy.roles);
    tables::cells(walk);
}
