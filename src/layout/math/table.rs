//! Matrices, cases and aligned lines: columns as wide as their widest cell, the whole centred on the axis.

use super::boxes::MathBox;
use super::{MathContext, MathSetter};
use crate::math::{AtomClass, ColumnAlign, FormulaNode, FormulaTable, FormulaTableForm, MathStyle, gap};
use crate::source::Length;

/// Where the columns of a table begin, from its left edge.
struct TableColumns {
    widths: Vec<Length>,
    starts: Vec<Length>,
    /// Width of the whole table.
    width: Length,
}

impl TableColumns {
    /// Columns of these widths side by side, in a table whose em is `em`.
    fn new(table: &FormulaTable, widths: Vec<Length>, em: Length) -> Self {
        // Fences must not touch what they enclose.
        let edge = if matches!(table.form, FormulaTableForm::Matrix | FormulaTableForm::Cases) { em / 8 } else { Length::ZERO };
        let mut starts = Vec::with_capacity(widths.len());
        let mut width = if table.lines.contains(&0) { em / 2 } else { edge };
        for (column, own) in widths.iter().enumerate() {
            if column > 0 {
                width += between(table.form, column, em);
            }
            starts.push(width);
            width += *own;
        }
        width += if table.lines.contains(&widths.len()) { em / 2 } else { edge };
        Self { widths, starts, width }
    }

    /// Where a cell stands in its column.
    fn place(&self, table: &FormulaTable, column: usize, cell: &MathBox) -> Length {
        let free = self.widths[column] - cell.width;
        self.starts[column]
            + match table.side(column) {
                ColumnAlign::Left => Length::ZERO,
                ColumnAlign::Centre => free / 2,
                ColumnAlign::Right => free,
            }
    }
}

/// The room before a column.
fn between(form: FormulaTableForm, column: usize, em: Length) -> Length {
    match form {
        FormulaTableForm::Aligned if column % 2 == 1 => Length::ZERO,
        FormulaTableForm::Aligned => em * 2,
        _ => em,
    }
}

/// Rows below each other, the upper edge of the first at the baseline.
struct StackedRows {
    cells: MathBox,
    /// Distance from the upper edge of the first row to the lower edge of the last.
    depth: Length,
    /// Distances of the rules above rows from the upper edge.
    rules: Vec<Length>,
    /// Distances of the rows' baselines from the upper edge.
    baselines: Vec<Length>,
}

/// A table that was set.
pub(super) struct SetLines {
    pub(super) whole: MathBox,
    /// How high the baseline of each row stands over that of the formula.
    pub(super) rises: Vec<Length>,
}

/// Puts rows below each other: as high as a line of text at least, and a little apart.
fn stack(table: &FormulaTable, rows: Vec<Vec<MathBox>>, columns: &TableColumns, em: Length) -> StackedRows {
    let (least_height, least_depth, apart) = match table.form {
        FormulaTableForm::Stack => (em.scale(7, 10), em.scale(2, 10), em / 10),
        FormulaTableForm::Aligned | FormulaTableForm::Gathered => (em.scale(84, 100), em.scale(36, 100), em.scale(3, 10)),
        FormulaTableForm::Matrix | FormulaTableForm::Cases => (em.scale(84, 100), em.scale(36, 100), em / 12),
    };
    let cells = MathBox::room(columns.width);
    let mut stacked = StackedRows { cells, depth: Length::ZERO, rules: Vec::new(), baselines: Vec::new() };
    for (index, (row, cells)) in table.rows.iter().zip(rows).enumerate() {
        let height = cells.iter().map(|cell| cell.height).max().unwrap_or_default().max(least_height);
        let depth = cells.iter().map(|cell| cell.depth).max().unwrap_or_default().max(least_depth);
        if index > 0 {
            stacked.depth += apart;
        }
        if row.line {
            stacked.rules.push(stacked.depth);
        }
        // A row that holds nothing is there for its line.
        if row.line && index + 1 == table.rows.len() && cells.iter().all(|cell| cell.marks.is_empty()) {
            stacked.baselines.push(stacked.depth);
            continue;
        }
        stacked.depth += height;
        stacked.baselines.push(stacked.depth);
        for (column, cell) in cells.into_iter().enumerate() {
            let x = columns.place(table, column, &cell);
            stacked.cells.put(cell, x, -stacked.depth);
        }
        stacked.depth += depth + em.scale(i64::from(row.room), 1000);
    }
    stacked
}

impl MathSetter<'_, '_> {
    /// Sets a table, its middle on the axis.
    pub(super) fn table(&mut self, table: &FormulaTable, manner: MathContext) -> MathBox {
        self.lines(table, manner).whole
    }

    /// Sets a table whose rows something may stand beside.
    pub(super) fn lines(&mut self, table: &FormulaTable, manner: MathContext) -> SetLines {
        let style = match table.form {
            FormulaTableForm::Aligned | FormulaTableForm::Gathered => MathStyle::Display,
            FormulaTableForm::Stack => manner.style.max(MathStyle::Script),
            FormulaTableForm::Matrix | FormulaTableForm::Cases => manner.style.max(MathStyle::Text),
        };
        let em = self.em(style);
        let mut widths = vec![Length::ZERO; table.width()];
        let rows = self.cells(table, style, &mut widths);
        let white = if self.squeezed { em / 2 } else { em };
        let columns = TableColumns::new(table, widths, white);
        let StackedRows { cells: mut whole, depth, rules, baselines } = stack(table, rows, &columns, em);
        // From the top at the baseline to the middle on the axis.
        let rise = self.axis(manner.style) + depth / 2;
        let thick = self.length(self.constants.bar, style);
        whole.height = Length::ZERO;
        whole.depth = depth;
        for at in rules {
            whole.rule(Length::ZERO, -at - thick / 2, columns.width, thick);
        }
        for &line in &table.lines {
            let x = match line {
                0 => Length::ZERO,
                line if line >= columns.starts.len() => columns.width - thick,
                line => columns.starts[line] - between(table.form, line, white) / 2,
            };
            whole.rule(x, -depth, thick, depth);
        }
        let mut centred = MathBox::room(columns.width);
        centred.put(whole, Length::ZERO, rise);
        SetLines { whole: centred, rises: baselines.into_iter().map(|down| rise - down).collect() }
    }

    /// Sets the cells, row by row, and widens the columns to hold them.
    fn cells(&mut self, table: &FormulaTable, style: MathStyle, widths: &mut [Length]) -> Vec<Vec<MathBox>> {
        let em = self.em(style);
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let mut cells = Vec::with_capacity(widths.len());
            for (column, nodes) in row.cells.iter().enumerate() {
                let mut cell = MathBox::default();
                // What is aligned begins with its sign, which stands as if something were before it.
                if table.form == FormulaTableForm::Aligned
                    && column % 2 == 1
                    && let Some(class) = nodes.first().and_then(FormulaNode::class)
                {
                    cell.width = em.scale(i64::from(gap(AtomClass::Ordinary, class, false)), 1000);
                }
                let content = self.row(nodes, MathContext { style, cramped: false });
                cell.append(content);
                widths[column] = widths[column].max(cell.width);
                cells.push(cell);
            }
            rows.push(cells);
        }
        rows
    }
}
