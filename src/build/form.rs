//! The form that a text is built in: as the call says, the settings, or the text itself.

use super::options::Options;
use crate::book::Book;
use crate::config::{Config, Form};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::edition;
use crate::source::InputFormat;

/// The form; tells if the text was taken for an essay.
pub(super) fn form(book: &Book, config: &Config, options: &Options, diagnostics: &mut Diagnostics) -> Form {
    if let Some(form) = options.form {
        return form;
    }
    let (form, essay) = edition::chosen(book, config, options.print);
    if let Some(words) = essay {
        let of = if words == 1 { "one word".to_owned() } else { format!("{words} words") };
        let message = format!("a text of {of} without chapters was taken for an essay, whose title stands above the text");
        let is_plain = config.speaks.as_deref().is_some_and(|name| InputFormat::of(name) == Some(InputFormat::PlainText));
        let help = match is_plain {
            true => "call `bindery build --form book` for a title page, a copyright page and contents",
            false => "write `form: book` in its front matter for a title page, a copyright page and contents, or `form: essay`",
        };
        diagnostics.push(Diagnostic::new(Code::FormGuessed, message).help(help));
    }
    form
}
