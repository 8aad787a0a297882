//! Bookmarks that a reader keeps though nothing in the document leads to them.

/// Which bookmarks are kept by their names alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeptBookmarks(pub(super) fn(&str) -> bool);

impl Default for KeptBookmarks {
    /// None.
    fn default() -> Self {
        Self(|_| false)
    }
}

impl KeptBookmarks {
    pub(super) fn keeps(self, name: &str) -> bool {
        (self.0)(name)
    }
}
