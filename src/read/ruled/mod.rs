//! Tables that pandoc draws with hyphens, in columns: each becomes a table of bars before the text is read, whose cells have the places
//! they had. Tables in quotations are left as they are, and told later (`markdown/dialect/tables.rs`).

mod columns;
mod drawn;
mod grid;
mod simple;
mod spanned;

use super::builder::Builder;
use crate::book::Alignment;
use crate::source::{ComposedPiece, SourceId, Sources, Span};
use drawn::{RuledLine, RuledTable};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A text with its drawn tables as tables of bars; the text as it was if it has none.
pub(super) fn as_bars(builder: &mut Builder, source: SourceId, sources: &mut Sources) -> SourceId {
    let text = sources.get(source).text();
    if !["+--", "+==", "+:-", "+:=", "-- -", "--  ", "-----"].iter().any(|mark| text.contains(mark)) {
        return source;
    }
    let tables = tables(text);
    if tables.is_empty() {
        return source;
    }
    let whole = text.len();
    let mut pieces = Vec::new();
    let mut from = 0;
    for table in &tables {
        pieces.push(ComposedPiece::Taken(Span::new(source, from, table.range.start)));
        let text = sources.get(source).text();
        if table.spans.is_empty() && table.heads < 2 {
            bars(table, source, text, &mut pieces);
        } else {
            tags(table, source, &mut pieces);
        }
        from = table.range.end;
    }
    pieces.push(ComposedPiece::Taken(Span::new(source, from, whole)));
    builder.recomposed(source, &pieces, sources)
}

/// The drawn tables of a text, in order.
fn tables(text: &str) -> Vec<RuledTable> {
    let mut lines: Vec<RuledLine> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push(RuledLine { start: at, text: line.trim_end_matches('\n') });
        at += line.len();
    }
    let (mut found, mut index) = (Vec::new(), 0);
    let mut fence: Option<(u8, usize)> = None;
    while index < lines.len() {
        let words = lines[index].text.trim_start();
        let mark = words.bytes().next().filter(|byte| matches!(byte, b'`' | b'~')).unwrap_or(0);
        let length = words.bytes().take_while(|&byte| byte == mark).count();
        match fence {
            Some((open, least)) if mark == open && length >= least && words[length..].trim().is_empty() => fence = None,
            None if mark != 0 && length >= 3 => fence = Some((mark, length)),
            None => {
                // Farther in, it is code.
                let near = lines[index].text.len() - words.len() < 4;
                if near && words.starts_with('+') {
                    let (table, lines) = grid::table(&lines[index..]);
                    found.extend(table);
                    index += lines;
                    continue;
                }
                if let Some((table, lines)) = near.then(|| simple::table(&lines, index)).flatten() {
                    found.push(table);
                    index += lines;
                    continue;
                }
            }
            Some(_) => {}
        }
        index += 1;
    }
    found
}

/// Writes a table with bars.
fn bars(table: &RuledTable, source: SourceId, text: &str, pieces: &mut Vec<ComposedPiece>) {
    let place = Span::new(source, table.range.start, table.range.start);
    let made = |words: &str| ComposedPiece::Made(words.to_owned(), place);
    let columns = table.alignments.len();
    let rule: String = table.alignments.iter().fold("|".to_owned(), |rule, alignment| {
        rule + match alignment {
            None => "---|",
            Some(Alignment::Start) => ":--|",
            Some(Alignment::Centre) => ":-:|",
            Some(Alignment::End) => "--:|",
        }
    });
    if table.heads == 0 {
        pieces.push(made(&format!("{}\n{rule}\n", "|  ".repeat(columns) + "|")));
    }
    for (index, row) in table.rows.iter().enumerate() {
        pieces.push(made("|"));
        for cell in row {
            pieces.push(made(" "));
            let mut first = true;
            for line in cell {
                let breaks = line.is_empty() || text[line.clone()].starts_with(['-', '*', '+']);
                if !first {
                    pieces.push(made(if breaks { "<br>" } else { " " }));
                }
                first = line.is_empty() && first;
                escaped(line.clone(), source, text, pieces);
            }
            pieces.push(made(" |"));
        }
        let last = index + 1 == table.rows.len();
        if index == 0 && table.heads > 0 {
            pieces.push(made(&format!("\n{rule}")));
        }
        if !last {
            pieces.push(made("\n"));
        }
    }
}

/// Writes a table with the tags of HTML, for bars know no cell over several columns or rows. The words of a cell stand between empty
/// lines, and are Markdown so.
fn tags(table: &RuledTable, source: SourceId, pieces: &mut Vec<ComposedPiece>) {
    let place = Span::new(source, table.range.start, table.range.start);
    let mut made = String::from("<table>\n");
    let (mut covered, mut spans) = (BTreeSet::new(), BTreeMap::new());
    for span in &table.spans {
        spans.insert((span.row, span.column), *span);
        covered.extend((span.row..span.row + span.rows).flat_map(|row| (span.column..span.column + span.columns).map(move |at| (row, at))));
    }
    let is_empty = |cell: Option<&drawn::RuledCell>| cell.is_none_or(Vec::is_empty);
    // As in other tables: where the corner of the head is empty, the cells below it are heads.
    let row_heads = table.heads > 0 && is_empty(table.rows[0].first());
    for (number, row) in table.rows.iter().enumerate() {
        made.push_str(if number == 0 && table.heads > 0 { "<thead>\n<tr>\n" } else { "<tr>\n" });
        for (column, cell) in row.iter().enumerate() {
            let span = spans.get(&(number, column));
            if span.is_none() && covered.contains(&(number, column)) {
                continue;
            }
            let tag = if number < table.heads || row_heads && column == 0 { "th" } else { "td" };
            let over = |key: &str, count: usize| if count > 1 { format!(" {key}=\"{count}\"") } else { String::new() };
            let wide = span.map_or_else(String::new, |span| over("colspan", span.columns) + &over("rowspan", span.rows));
            let align = match table.alignments[column].filter(|_| span.is_none_or(|span| span.columns == 1)) {
                Some(Alignment::End) => " align=\"right\"",
                Some(Alignment::Centre) => " align=\"center\"",
                Some(Alignment::Start) => " align=\"left\"",
                None => "",
            };
            made.push_str(&format!("<{tag}{wide}{align}>\n\n"));
            for line in cell {
                pieces.push(ComposedPiece::Made(std::mem::take(&mut made), place));
                pieces.push(ComposedPiece::Taken(Span::new(source, line.start, line.end)));
                made.push('\n');
            }
            made.push_str(&format!("\n</{tag}>\n"));
        }
        made.push_str(if number + 1 == table.heads { "</tr>\n</thead>\n" } else { "</tr>\n" });
    }
    made.push_str("</table>");
    pieces.push(ComposedPiece::Made(made, place));
}

/// Words of a cell, the bars in them escaped.
fn escaped(range: Range<usize>, source: SourceId, text: &str, pieces: &mut Vec<ComposedPiece>) {
    let mut from = range.start;
    for (at, _) in text[range.clone()].match_indices('|') {
        let at = range.start + at;
        if !text[..at].ends_with('\\') {
            pieces.push(ComposedPiece::Taken(Span::new(source, from, at)));
            pieces.push(ComposedPiece::Made("\\".to_owned(), Span::new(source, at, at)));
            from = at;
        }
    }
    pieces.push(ComposedPiece::Taken(Span::new(source, from, range.end)));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that is read in the place of another.
    fn read(text: &str) -> String {
        let (mut sources, mut builder) = (Sources::default(), Builder::default());
        let source = sources.add("a.md", text);
        let composed = as_bars(&mut builder, source, &mut sources);
        sources.get(composed).text().to_owned()
    }

    #[test]
    fn drawn_tables_become_tables_of_bars() {
        for (drawn, bars) in [
            (
                "+-----+------+\n| a   | b c  |\n+:====+=====:+\n| one | two  |\n|     | more |\n+-----+------+\n| x|y |      |\n+-----+------+\n",
                "| a | b c |\n|:--|--:|\n| one | two more |\n| x\\|y |  |\n",
            ),
            ("+---+---+\n| a | b |\n+---+---+\n", "|  |  |\n|---|---|\n| a | b |\n"),
            (
                "  Right     Left     Centre\n-------     ------ ----------\n     12     12        12\n    123     1 3      123\n\nText.\n",
                "| Right | Left | Centre |\n|--:|:--|:-:|\n| 12 | 12 | 12 |\n| 123 | 1 3 | 123 |\n\nText.\n",
            ),
            ("----  ----\none   two\nx     y\n----  ----\n", "|  |  |\n|:--|:--|\n| one | two |\n| x | y |\n"),
            (
                "--------------------\n a      Longer\n        head\n------ -------------\n one    first\n        line\n\n two    x\n--------------------\n",
                "| a | Longer head |\n|:-:|:-:|\n| one | first line |\n| two | x |\n",
            ),
        ] {
            assert_eq!(read(drawn), bars, "{drawn}");
        }
    }

    #[test]
    fn cells_over_several_columns_and_rows_become_those_of_html() {
        let grid = "\
+--------+---------------+-----+
|        | Tonnes        | All |
|        +-------+-------+     |
| Year   | 1924  | 1925  |     |
+========+:=====:+======:+=====+
| Herring|    12 |    13 |  25 |
+--------+-------+-------+-----+
| *Cod*  | none, since   |   0 |
| and    | nobody sailed |     |
+--------+---------------+-----+
";
        let squeezed = read(grid).split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = "<table> <thead> <tr> <th rowspan=\"2\"> Year </th> <th colspan=\"2\"> Tonnes </th> <th rowspan=\"2\"> All </th> </tr> \
            <tr> <th align=\"center\"> 1924 </th> <th align=\"right\"> 1925 </th> </tr> </thead> \
            <tr> <td> Herring </td> <td align=\"center\"> 12 </td> <td align=\"right\"> 13 </td> <td> 25 </td> </tr> \
            <tr> <td> *Cod* and </td> <td colspan=\"2\"> none, since nobody sailed </td> <td> 0 </td> </tr> </table>";
        assert_eq!(squeezed, wanted);
    }

    #[test]
    fn what_is_no_drawn_table_stays() {
        for text in [
            "Title\n-----\n\nText.\n",
            "a\n\n---\n\nb\n",
            "```\n+---+---+\n| a | b |\n+---+---+\n```\n",
            "    +---+---+\n    | a | b |\n    +---+---+\n",
            "+++\n",
            "| a | b |\n|---|---|\n| c | d |\n",
            "-- a --\n",
            "+----\n",
            "- - -\n",
            "--- ---\n\nText.\n",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
