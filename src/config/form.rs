//! The form of the text and the pieces before and behind it, as far as the author has chosen them.

/// The form of a text: what stands before it and behind it, and where it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Half title, title page, copyright page and contents on pages of their own, then the text.
    #[default]
    Book,
    /// The title above the text on the first page; chapters follow one another; the imprint behind the text.
    Essay,
    /// The title and the contents on the first page, the text from the second on; the imprint behind it.
    Report,
}

/// The forms by name; none is the one that the text suggests.
pub(super) const FORMS: [(&str, Option<Form>); 4] =
    [("auto", None), ("book", Some(Form::Book)), ("essay", Some(Form::Essay)), ("report", Some(Form::Report))];

/// `[matter]`: which of the pieces that Bindery makes are asked for or left out; none where the form decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WantedMatter {
    /// The half title.
    pub half_title: Option<bool>,
    /// The title page.
    pub title_page: Option<bool>,
    /// The copyright page, or the lines that stand in its place behind the text.
    pub copyright: Option<bool>,
    /// The contents.
    pub contents: Option<bool>,
    /// The line that says what the book is set in.
    pub colophon: Option<bool>,
}
