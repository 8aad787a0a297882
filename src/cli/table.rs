//! Rows in columns, for people.

/// Rows in columns, the last of which ends where its words do.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = rows.first().map(|row| (0..row.len() - 1).map(width).collect()).unwrap_or_default();
    let line = |row: &Vec<String>| {
        let (last, columns) = row.split_last()?;
        let columns: String = columns.iter().zip(&widths).map(|(words, &width)| format!("{words:width$}  ")).collect();
        Some(format!("{}\n", format!("{columns}{last}").trim_end()))
    };
    rows.iter().filter_map(line).collect()
}
