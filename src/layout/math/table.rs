//! Matrices, cases and aligned lines: columns as wide as their widest cell, the whole centred on the axis.

use super::boxes::MathBox;
use super::{MathContext, MathSetter};
use crate::math::{AtomClass, ColumnAlign, FormulaNode, FormulaTable, FormulaTableForm, MathStyle, gap};
use crate::source::Length;

impl MathSetter<'_, '_> {
    pub(super) fn table(&mut self, table: &FormulaTable, manner: MathContext) -> MathBox {
        let style = match table.form {
            FormulaTableForm::Aligned | FormulaTableForm::Gathered => MathStyle::Display,
            FormulaTableForm::Stack => manner.style.max(MathStyle::Script),
            FormulaTableForm::Matrix | FormulaTableForm::Cases => manner.style.max(MathStyle::Text),
        };
        let inner = MathContext { style, cramped: false };
        let em = self.em(style);
        let columns = table.width();
        let mut widths = vec![Length::ZERO; columns];
        let mut rows: Vec<Vec<MathBox>> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let mut cells = Vec::with_capacity(columns);
            for (column, nodes) in row.cells.iter().enumerate() {
                let mut cell = MathBox::default();
                // What is aligned begins with its sign, which stands as if something were before it.
                if table.form == FormulaTableForm::Aligned
                    && column % 2 == 1
                    && let Some(class) = nodes.first().and_then(FormulaNode::class)
                {
                    cell.width = em.scale(i64::from(gap(AtomClass::Ordinary, class, false)), 1000);
                }
                let content = self.row(nodes, inner);
                cell.append(content);
                widths[column] = widths[column].max(cell.width);
                cells.push(cell);
            }
            rows.push(cells);
        }
        let between = |column: usize| match table.form {
            FormulaTableForm::Aligned if column % 2 == 1 => Length::ZERO,
            FormulaTableForm::Aligned => em * 2,
            _ => em,
        };
        let mut starts = Vec::with_capacity(columns);
        // Fences must not touch what they enclose.
        let edge = if matches!(table.form, FormulaTableForm::Matrix | FormulaTableForm::Cases) { em / 8 } else { Length::ZERO };
        let mut width = if table.lines.contains(&0) { em / 2 } else { edge };
        for (column, own) in widths.iter().enumerate() {
            if column > 0 {
                width += between(column);
            }
            starts.push(width);
            width += *own;
        }
        width += if table.lines.contains(&columns) { em / 2 } else { edge };
        // Rows as high as a line of text at least, and a little apart.
        let (least_height, least_depth, apart) = match table.form {
            FormulaTableForm::Stack => (em.scale(7, 10), em.scale(2, 10), em / 10),
            FormulaTableForm::Aligned | FormulaTableForm::Gathered => (em.scale(84, 100), em.scale(36, 100), em.scale(3, 10)),
            FormulaTableForm::Matrix | FormulaTableForm::Cases => (em.scale(84, 100), em.scale(36, 100), em / 12),
        };
        let thick = self.length(self.constants.bar, style);
        let mut whole = MathBox::room(width);
        let mut y = Length::ZERO;
        let mut rules = Vec::new();
        for (index, (row, cells)) in table.rows.iter().zip(rows).enumerate() {
            let height = cells.iter().map(|cell| cell.height).max().unwrap_or_default().max(least_height);
            let depth = cells.iter().map(|cell| cell.depth).max().unwrap_or_default().max(least_depth);
            if index > 0 {
                y += apart;
            }
            if row.line {
                rules.push(y);
            }
            // A row that holds nothing is there for its line.
            if row.line && index + 1 == table.rows.len() && cells.iter().all(|cell| cell.marks.is_empty()) {
                continue;
            }
            y += height;
            for (column, cell) in cells.into_iter().enumerate() {
                let free = widths[column] - cell.width;
                let x = starts[column]
                    + match table.side(column) {
                        ColumnAlign::Left => Length::ZERO,
                        ColumnAlign::Centre => free / 2,
                        ColumnAlign::Right => free,
                    };
                whole.put(cell, x, -y);
            }
            y += depth + em.scale(i64::from(row.room), 1000);
        }
        // From the top at the baseline to the middle on the axis.
        let axis = self.axis(manner.style);
        let rise = axis + y / 2;
        let mut centred = MathBox::room(width);
        whole.height = Length::ZERO;
        whole.depth = y;
        for at in rules {
            whole.rule(Length::ZERO, -at - thick / 2, width, thick);
        }
        for &line in &table.lines {
            let x = match line {
                0 => Length::ZERO,
                line if line >= columns => width - thick,
                line => starts[line] - between(line) / 2,
            };
            whole.rule(x, -y, thick, y);
        }
        centred.put(whole, Length::ZERO, rise);
        centred
    }
}
