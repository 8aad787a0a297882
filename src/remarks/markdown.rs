//! What remarks say, as Markdown that can stand below a heading of the commentary and makes no heading of its own.

use crate::read::plain_text::escaped;

/// A plain text as Markdown: paragraphs and lines stay as they are.
pub(crate) fn from_plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{B}'], "\n").replace('\u{2029}', "\n\n");
    let visible: String = text.chars().filter(|&c| c == '\n' || c == '\t' || !c.is_control()).collect();
    let mut paragraphs: Vec<Vec<String>> = vec![Vec::new()];
    for line in visible.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if line.is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(last) = paragraphs.last_mut() {
            last.push(quieted(&escaped(&line, true)));
        }
    }
    paragraphs.retain(|lines| !lines.is_empty());
    paragraphs.iter().map(|lines| lines.join("\\\n")).collect::<Vec<_>>().join("\n\n")
}

/// Escapes what is no mark of plain Markdown, but of a dialect: it would be a remark nobody sees, a citation, marked words.
fn quieted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let pairs = matches!(c, '%' | '=' | '+') && (before == c || text[at + 1..].starts_with(c));
        if pairs && before != '\\' || c == '@' && !before.is_alphanumeric() && before != '\\' {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Markdown without headings (bold lines stand for them), with every fence closed and no marks of footnotes.
pub(crate) fn from_markdown(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    for line in text.lines() {
        let bare = line.trim_start_matches(' ');
        let indent = line.len() - bare.len();
        let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let width = mark.map_or(0, |mark| bare.chars().take_while(|c| *c == mark).count());
        match fence {
            Some((open, least)) => {
                let closes = indent < 4 && mark == Some(open) && width >= least && bare.trim_end().chars().all(|c| c == open);
                fence = fence.filter(|_| !closes);
                lines.push(line.to_owned());
            }
            None if indent < 4 && width >= 3 => {
                fence = mark.map(|mark| (mark, width));
                lines.push(line.to_owned());
            }
            None => lines.push(unheaded(line, bare, lines.last().is_none_or(|before| before.trim().is_empty()))),
        }
    }
    lines.extend(fence.map(|(mark, width)| mark.to_string().repeat(width)));
    if !lines.iter().any(|line| line.starts_with("\\[^")) {
        lines.iter_mut().for_each(|line| *line = unmarked(line));
    }
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

/// A line without the marks of notes, which did not come with it.
fn unmarked(line: &str) -> String {
    let mut parts = line.split("\\[^");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |line, part| match part.split_once(']') {
        Some((label, rest)) if !label.is_empty() && !label.contains(char::is_whitespace) => line + rest,
        _ => line + "\\[^" + part,
    })
}

/// A line that makes no heading: neither by `#` nor by a rule below the line before it.
fn unheaded(line: &str, bare: &str, begins: bool) -> String {
    let marks = bare.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&marks) && bare[marks..].chars().next().is_none_or(char::is_whitespace) {
        let words = bare[marks..].trim().trim_end_matches('#').trim_end();
        return if words.is_empty() { String::new() } else { format!("**{words}**") };
    }
    let rule = bare.trim_end();
    let underlines = !rule.is_empty() && (rule.chars().all(|c| c == '=') || rule.chars().all(|c| c == '-'));
    match underlines {
        true if begins && rule.len() > 2 && rule.starts_with('-') => "* * *".to_owned(),
        true => String::new(),
        false => line.replace("[^", "\\[^"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_what_it_is() {
        assert_eq!(
            from_plain("# no *heading\r\nline two\r\n\r\n1. no list %%x%% {draft}"),
            "\\# no \\*heading\\\nline two\n\n1\\. no list \\%\\%x\\%\\% \\{draft\\}"
        );
        assert_eq!(from_plain(" \n\n"), "");
    }

    #[test]
    fn markdown_makes_no_headings() {
        assert_eq!(
            from_markdown("## A title ##\ntext\n---\nmore[^1]\n\n---\n```\n# code\n"),
            "**A title**\ntext\n\nmore\n\n* * *\n```\n# code\n```"
        );
    }
}
