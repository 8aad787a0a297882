//! Levels of headings in the book beside those that are written.

/// Levels by which a file's headings are set otherwise than written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct HeadingShift {
    /// Levels up: the text's second level opens chapters.
    pub(super) up: u8,
    /// Levels down: the file stands below another one.
    pub(super) down: u8,
}

impl HeadingShift {
    /// The level of a heading in the book, from 1 to 6.
    pub(super) fn level(self, written: u8) -> u8 {
        (written.saturating_sub(self.up).max(1) + self.down).min(6)
    }

    /// The level to be written for one in the book.
    pub(super) fn written(self, level: u8) -> u8 {
        (level + self.up).saturating_sub(self.down).max(1)
    }
}
