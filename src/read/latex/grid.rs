//! Tables of LaTeX, `tabular` and its like, and the columns of `tabbing`.

use super::LatexReader;
use super::groups;
use std::ops::Range;

/// The rows of a table, as they are read.
#[derive(Debug, Default)]
struct LatexRows {
    rows: Vec<Vec<LatexCell>>,
    /// How many rows are above the first rule that has rows on both sides.
    head: usize,
    /// The cells of the row at hand.
    row: Vec<LatexCell>,
    /// Where the cell at hand begins.
    from: usize,
}

/// A cell: what it holds, and how many columns it goes over.
#[derive(Clone, Debug)]
struct LatexCell {
    words: Range<usize>,
    columns: usize,
}

impl LatexReader<'_, '_> {
    /// Writes the table whose arguments begin at `open`.
    pub(super) fn rows(&mut self, name: &str, open: usize, close: usize) {
        let name = name.trim_end_matches('*');
        let tabs = name == "tabbing";
        // A width comes before the columns.
        let count = match name {
            "tabbing" => 0,
            "tabularx" | "tabulary" => 2,
            _ if self.text[open.saturating_sub(2)..open].starts_with('*') => 2,
            _ => 1,
        };
        let given = groups::arguments(&self.text[..close], open, count);
        let columns = given.given.last().map_or_else(Vec::new, |columns| alignments(&self.text[columns.clone()]));
        let mut body = self.trimmed(given.end..close);
        if name == "longtable" {
            body = self.captioned(body);
        }
        let LatexRows { rows, head, .. } = self.split(body.clone(), tabs);
        let width = rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum()).max().unwrap_or(0).max(1_usize);
        let rule: String =
            (0..width).map(|column| columns.get(column).copied().unwrap_or("---")).fold("|".to_owned(), |rule, one| rule + one + "|");
        let headed = head == 1 && !tabs;
        if !headed {
            self.made(&format!("{}|", "|  ".repeat(width)), body.start);
            self.line(body.start);
            self.made(&rule, body.start);
            self.line(body.start);
        }
        let last = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            self.row(row, width, body.start);
            if index == 0 && headed {
                self.line(body.start);
                self.made(&rule, body.start);
            }
            if index + 1 < last {
                self.line(body.start);
            }
        }
    }

    /// Writes a row.
    fn row(&mut self, row: Vec<LatexCell>, width: usize, place: usize) {
        let cell = std::mem::replace(&mut self.manner.cell, true);
        let mut filled = 0;
        self.made("|", place);
        for LatexCell { words, columns } in row {
            self.made(" ", words.start);
            self.stretch(words, false);
            self.made(&" |".repeat(columns), place);
            filled += columns;
        }
        self.made(&" |".repeat(width.saturating_sub(filled)), place);
        self.manner.cell = cell;
    }

    /// Writes the caption that stands among the rows of a long table, and gives what stands behind it.
    fn captioned(&mut self, body: Range<usize>) -> Range<usize> {
        let Some(at) = self.text[body.clone()].find("\\caption") else { return body };
        let sign = body.start + at;
        let given = groups::arguments(&self.text[..body.end], sign + "\\caption".len(), 1);
        let Some(words) = given.given.first().cloned() else { return body };
        let label = self.label(body.clone());
        let id = label.as_ref().map(|label| self.text[label.clone()].to_owned()).unwrap_or_default();
        self.titled(words, &id);
        let end = label.filter(|label| label.start < given.end + 200 && label.start > given.end).map_or(given.end, |label| label.end + 1);
        // What closes the line of the caption.
        let rest = self.text[end..body.end].trim_start();
        let rest = rest.strip_prefix("\\tabularnewline").or_else(|| rest.strip_prefix("\\\\")).unwrap_or(rest);
        if self.text[body.start..sign].trim().is_empty() { body.end - rest.len()..body.end } else { body }
    }

    /// The rows and cells of a table.
    fn split(&self, body: Range<usize>, tabs: bool) -> LatexRows {
        let mut read = LatexRows { from: body.start, ..LatexRows::default() };
        let (mut at, mut depth) = (body.start, 0_usize);
        while at < body.end {
            let rest = &self.text[at..body.end];
            let command = match rest.as_bytes()[0] {
                b'{' => {
                    depth += 1;
                    RowCommand::Other(1)
                }
                b'}' => {
                    depth = depth.saturating_sub(1);
                    RowCommand::Other(1)
                }
                b'&' if depth == 0 && !tabs => RowCommand::Cell(1),
                b'\\' if depth == 0 => self.command_in_rows(at, body.end, tabs),
                _ => RowCommand::Other(rest.chars().next().map_or(1, char::len_utf8)),
            };
            at = self.row_command(&mut read, &command, at);
        }
        read.row.push(self.cell(read.from..body.end));
        read.end_row(self.text);
        read
    }

    /// Does what a command at `at` does to the rows read so far; gives where it ends.
    fn row_command(&self, read: &mut LatexRows, command: &RowCommand, at: usize) -> usize {
        let width = match command {
            RowCommand::Other(width) => return at + width,
            RowCommand::Cell(width) => {
                read.row.push(self.cell(read.from..at));
                width
            }
            RowCommand::Row(width) => {
                read.row.push(self.cell(read.from..at));
                read.end_row(self.text);
                width
            }
            RowCommand::Nothing(width) => {
                read.row.clear();
                width
            }
            RowCommand::Rule(width) => {
                if read.head == 0 {
                    read.head = read.rows.len();
                }
                width
            }
            RowCommand::HeadAgain(width) => {
                // The head of the next pages is the same again.
                let head = read.rows.len().min(1);
                read.rows.truncate(head);
                read.head = head;
                read.row.clear();
                width
            }
        };
        read.from = at + width;
        read.from
    }

    /// What a command among rows does.
    fn command_in_rows(&self, at: usize, end: usize, tabs: bool) -> RowCommand {
        let rest = &self.text[at..end];
        if rest.starts_with("\\\\") {
            let given = groups::arguments(&self.text[..end], at + 2, 0);
            return RowCommand::Row(given.end - at);
        }
        if tabs && (rest.starts_with("\\=") || rest.starts_with("\\>")) {
            return RowCommand::Cell(2);
        }
        let name = groups::name(self.text, at + 1);
        let width = 1 + name.len();
        match name {
            "tabularnewline" => RowCommand::Row(width),
            "kill" => RowCommand::Nothing(width),
            "hline" | "toprule" | "midrule" | "bottomrule" | "cline" | "cmidrule" | "specialrule" | "addlinespace" | "noalign" => {
                let behind = at + width;
                // `\cmidrule(lr){1-2}`.
                let round = self.text[behind..end].strip_prefix('(').and_then(|rest| rest.find(')')).map_or(0, |close| close + 2);
                let given = groups::arguments(&self.text[..end], behind + round, 3);
                let width = given.end - at;
                if name == "addlinespace" { RowCommand::Rule(width).unless_rule() } else { RowCommand::Rule(width) }
            }
            "endfirsthead" | "endhead" | "endfoot" | "endlastfoot" => RowCommand::HeadAgain(width),
            "" => RowCommand::Other(1 + rest[1..].chars().next().map_or(0, char::len_utf8)),
            _ => RowCommand::Other(width),
        }
    }

    /// A cell, which may go over several columns.
    fn cell(&self, range: Range<usize>) -> LatexCell {
        let words = self.trimmed(range);
        // Ties at the end only push the next column away.
        let words = words.start..words.start + self.text[words].trim_end_matches(['~', ' ']).len();
        let text = &self.text[words.clone()];
        if let Some(rest) = text.strip_prefix("\\multicolumn") {
            let given = groups::arguments(&self.text[..words.end], words.end - rest.len(), 3);
            if let [count, _, inner] = given.given.as_slice() {
                let columns = self.text[count.clone()].trim().parse().unwrap_or(1).clamp(1, 100);
                return LatexCell { words: self.trimmed(inner.clone()), columns };
            }
        }
        if let Some(rest) = text.strip_prefix("\\multirow") {
            let given = groups::arguments(&self.text[..words.end], words.end - rest.len(), 3);
            if let [_, _, inner] = given.given.as_slice() {
                return LatexCell { words: self.trimmed(inner.clone()), columns: 1 };
            }
        }
        LatexCell { words, columns: 1 }
    }
}

/// What a command among rows does, and its bytes.
enum RowCommand {
    /// Ends a cell.
    Cell(usize),
    /// Ends a row.
    Row(usize),
    /// Takes the row away.
    Nothing(usize),
    /// Draws a rule.
    Rule(usize),
    /// Ends the head of a page.
    HeadAgain(usize),
    /// Nothing that concerns rows.
    Other(usize),
}

impl RowCommand {
    fn unless_rule(self) -> Self {
        match self {
            Self::Rule(width) => Self::Other(width),
            other => other,
        }
    }
}

impl LatexRows {
    fn end_row(&mut self, text: &str) {
        let row = std::mem::take(&mut self.row);
        if row.iter().any(|cell| !text[cell.words.clone()].trim_matches(['~', ' ']).is_empty()) {
            self.rows.push(row);
        }
    }
}

/// The alignments that the columns of a table ask for, as the rule of a table of bars has them.
fn alignments(columns: &str) -> Vec<&'static str> {
    let (mut found, mut at) = (Vec::new(), 0);
    let bytes = columns.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'l' | b'L' | b'X' | b'p' | b'm' | b'b' | b'J' => found.push(":--"),
            b'c' | b'C' => found.push(":-:"),
            b'r' | b'R' | b'S' => found.push("--:"),
            b'*' => {
                // `*{3}{c}`.
                let given = groups::arguments(columns, at + 1, 2);
                if let [count, inner] = given.given.as_slice() {
                    let inner = alignments(&columns[inner.clone()]);
                    let count = columns[count.clone()].trim().parse().unwrap_or(1_usize).min(50);
                    (0..count).for_each(|_| found.extend(inner.iter().copied()));
                    at = given.end;
                    continue;
                }
            }
            // What follows is a width, or stands between the columns.
            b'{' => {
                at = groups::braced(columns, at).map_or(bytes.len(), |given| given.end + 1);
                continue;
            }
            b'@' | b'!' | b'>' | b'<' => {}
            _ => {}
        }
        at += 1;
    }
    found
}
