//! The lines of a title page without a style: what stands centred at the head, above all text and headings.

use super::looks::{HeadingLook, fits, heading_look, usual_size};
use super::plain::plain;
use super::title::byline;
use crate::office::text::{OfficeAlignment, OfficeBlock, OfficeParagraph, OfficeRole};

/// More centred lines are no title page, but verse.
const MOST_LINES: usize = 7;

/// Finds the title, the subtitle and the author among centred lines at the head; gives how many blocks the title page takes. None of its
/// lines is a heading.
pub(super) fn title_page(blocks: &mut [OfficeBlock], authors: &[String]) -> usize {
    let is_titled = blocks.iter().any(|block| role(block) == Some(&OfficeRole::Title));
    let body = usual_size(blocks);
    let mut lines = blocks.iter().take_while(|block| is_line(block)).count();
    let has_break = blocks.get(lines) == Some(&OfficeBlock::PageBreak);
    let looks: Vec<Option<HeadingLook>> = blocks.iter().map(|block| heading_look(block, body)).collect();
    let is_usual = |look: Option<HeadingLook>, from: usize| look.is_some() && looks[from..].contains(&look);
    // The line above text is a heading if others look like it, unless it tells who wrote the text or when.
    if !has_break && lines > 0 && is_usual(looks[lines - 1], lines) {
        let last = words(&blocks[lines - 1]);
        let is_text_next = blocks.get(lines).is_some_and(|next| matches!(role(next), Some(OfficeRole::Text)));
        lines -= usize::from(is_text_next && !is_date(&last) && byline(&last, authors).is_none());
    }
    if is_titled || !(2..=MOST_LINES).contains(&lines) || blocks.len() == lines + usize::from(has_break) {
        return 0;
    }
    // The largest of them is the title, of several alike the first.
    let size = |at: &usize| looks[*at].map(|look| (look.size(), std::cmp::Reverse(*at)));
    let Some(title) = (0..lines).filter(|at| looks[*at].is_some()).max_by_key(size) else { return 0 };
    if !has_break && is_usual(looks[title], lines) {
        return 0;
    }
    let others: Vec<usize> = (0..lines).filter(|at| *at != title && !is_date(&words(&blocks[*at]))).collect();
    let named = others.iter().copied().find(|at| byline(&words(&blocks[*at]), authors).is_some());
    let author = named.or_else(|| others.iter().rev().copied().find(|at| is_name(&words(&blocks[*at]))));
    let subtitle = others.iter().copied().find(|at| *at > title && Some(*at) != author);
    let roles = [(Some(title), OfficeRole::Title), (subtitle, OfficeRole::Subtitle), (author, OfficeRole::Author)];
    for (at, role) in roles {
        if let Some(OfficeBlock::Paragraph(paragraph)) = at.and_then(|at| blocks.get_mut(at)) {
            (paragraph.role, paragraph.alignment) = (role, OfficeAlignment::Start);
        }
    }
    lines
}

fn role(block: &OfficeBlock) -> Option<&OfficeRole> {
    match block {
        OfficeBlock::Paragraph(paragraph) => Some(&paragraph.role),
        _ => None,
    }
}

fn words(block: &OfficeBlock) -> String {
    match block {
        OfficeBlock::Paragraph(paragraph) => plain(paragraph).trim().to_owned(),
        _ => String::new(),
    }
}

/// Whether a block is a short centred paragraph.
fn is_line(block: &OfficeBlock) -> bool {
    let is = |paragraph: &OfficeParagraph| paragraph.alignment == OfficeAlignment::Center && fits(paragraph, plain(paragraph).trim());
    matches!(block, OfficeBlock::Paragraph(paragraph) if is(paragraph))
}

/// Whether a line tells a day, a month or a year: it holds a year, and hardly more.
fn is_date(line: &str) -> bool {
    let years = line.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4 && digits.starts_with(['1', '2'])).count();
    years == 1 && line.split_whitespace().count() <= 5
}

/// Whether a line may be somebody's name: two to four words that begin with capitals, with short ones such as “von” between them.
fn is_name(line: &str) -> bool {
    let all: Vec<&str> = line.split_whitespace().collect();
    let is_capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let is_particle = |word: &&str| word.chars().count() <= 3 && word.chars().all(char::is_lowercase);
    let capitals = all.iter().filter(is_capital).count();
    let is_word = |word: &&str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'' | '\u{300}'..='\u{36F}'));
    let articles = ["The", "A", "An", "On", "Of", "In", "Der", "Die", "Das", "Le", "La", "Les", "El", "Il", "Essay", "Chapter", "Part"];
    (2..=4).contains(&capitals)
        && all.len() <= 5
        && all.iter().all(|word| is_word(word) && (word.starts_with(char::is_uppercase) || is_particle(word)))
        && [all.first(), all.last()].iter().all(|end| end.is_some_and(|word| word.starts_with(char::is_uppercase)))
        && !all.iter().any(|word| articles.contains(word))
        && !all.iter().any(|word| matches!(*word, "of" | "and" | "the" | "in" | "to" | "und" | "et"))
}

#[cfg(test)]
mod tests {
    use super::super::{looks, title};
    use super::*;
    use crate::office::text::{OfficeFacts, OfficeLook, OfficePiece, OfficeText};

    /// A paragraph: its size in half points, whether it is centred and bold.
    fn line(words: &str, size: u16, is_centered: bool, is_bold: bool) -> OfficeBlock {
        let look = OfficeLook { size: Some(size), is_bold, ..OfficeLook::default() };
        let alignment = if is_centered { OfficeAlignment::Center } else { OfficeAlignment::Start };
        let pieces = vec![OfficePiece::Words { words: words.to_owned(), look, change: None }];
        OfficeBlock::Paragraph(OfficeParagraph { pieces, alignment, ..OfficeParagraph::default() })
    }

    fn text(words: &str) -> OfficeBlock {
        line(&format!("{words} {}", "This is a longer paragraph of the text, which goes on and on.".repeat(3)), 22, false, false)
    }

    /// The facts and the headings that are made of some blocks.
    fn settled(blocks: Vec<OfficeBlock>) -> (OfficeFacts, Vec<String>, Vec<String>) {
        let mut text = OfficeText { blocks, ..OfficeText::default() };
        let page = title_page(&mut text.blocks, &[]);
        looks::headings(&mut text.blocks, page);
        title::settle(&mut text);
        let of = |is: fn(&OfficeRole) -> bool| {
            text.blocks.iter().filter(|block| role(block).is_some_and(is)).map(words).filter(|words| words.len() < 60).collect()
        };
        let (headings, plain) = (of(|role| matches!(role, OfficeRole::Heading(_))), of(|role| *role == OfficeRole::Text));
        (text.facts, headings, plain)
    }

    #[test]
    fn lines_of_a_title_page_are_no_chapters() {
        let chapters = |is_centered| {
            let chapter = move |words: &str| line(words, 28, is_centered, true);
            vec![chapter("One"), text("First."), chapter("Two"), text("Second."), chapter("Three"), text("Third.")]
        };
        let head = |size: u16| {
            vec![line("The Harbour", 40, true, true), line("Ann Example", size, true, true), line("12 May 2026", size, true, true)]
        };
        // Author and date look as the chapters do, or otherwise; with and without a break of the page.
        for (size, has_break) in [(28, false), (28, true), (24, false), (24, true)] {
            let break_ = has_break.then_some(OfficeBlock::PageBreak);
            let (facts, headings, plain) = settled(head(size).into_iter().chain(break_).chain(chapters(true)).collect());
            assert_eq!((facts.title.as_deref(), &facts.authors[..]), (Some("The Harbour"), &["Ann Example".to_owned()][..]));
            assert_eq!((headings, plain), (vec!["One".to_owned(), "Two".into(), "Three".into()], vec!["12 May 2026".to_owned()]));
        }
        // Without chapters; with a subtitle; the author above the title.
        let (facts, headings, _) = settled(vec![
            line("Ann von Example", 28, true, false),
            line("THE HARBOUR", 40, true, true),
            line("A tale of the sea", 28, true, false),
            line("1923", 28, true, false),
            text("It begins."),
        ]);
        assert_eq!((facts.title.as_deref(), facts.subtitle.as_deref()), (Some("THE HARBOUR"), Some("A tale of the sea")));
        assert_eq!((&facts.authors[..], headings.len()), (&["Ann von Example".to_owned()][..], 0));
        // All lines look as chapters do, on a page of their own.
        let same = ["A Tale of the Sea", "Ann Example", "May 2026"].map(|words| line(words, 28, true, true));
        let (facts, headings, _) = settled(same.into_iter().chain([OfficeBlock::PageBreak]).chain(chapters(true)).collect());
        assert_eq!((facts.title.as_deref(), headings.len()), (Some("A Tale of the Sea"), 3));
    }

    #[test]
    fn centred_chapters_and_verse_are_no_title_page() {
        let chapter = |number: &str, name: &str| [line(number, 28, true, true), line(name, 24, true, true)];
        let mut blocks: Vec<OfficeBlock> = chapter("Chapter 1", "The Storm").into();
        blocks.push(text("First."));
        blocks.extend(chapter("Chapter 2", "The Calm"));
        blocks.push(text("Second."));
        assert_eq!(title_page(&mut blocks.clone(), &[]), 0);
        let verse = (0..9).map(|number| line(&format!("Line {number} of a song"), 22, true, false));
        assert_eq!(title_page(&mut verse.chain([text("Behind.")]).collect::<Vec<_>>(), &[]), 0);
        // A title right above the first chapter.
        let mut blocks =
            vec![line("The Harbour", 40, true, true), line("Storm", 28, true, true), text("a"), line("Calm", 28, true, true), text("b")];
        assert_eq!(title_page(&mut blocks, &[]), 0);
        assert_eq!(title_page(&mut [line("Alone", 40, true, true), line("Ann Example", 28, true, false)], &[]), 0);
    }

    #[test]
    fn names_and_dates_are_told_from_other_lines() {
        for name in ["Ann Example", "Ludwig van Beethoven", "J. R. R. Tolkien", "ANN LEE", "Élise O’Hara-Doe"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["The Storm", "A tale of the sea", "Harbour", "Draft 3", "Salt and Water", "Essay on Tides", "part Two"] {
            assert!(!is_name(other), "{other}");
        }
        for (line, is) in
            [("12 May 2026", true), ("2026-05-12", true), ("In the Year 1923", true), ("1914–1918", false), ("Call 12345", false)]
        {
            assert_eq!(is_date(line), is, "{line}");
        }
    }
}
