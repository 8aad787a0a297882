//! Findings about what was seen of other dialects, one target for each construct, so that they are told together.

use super::constructs::Construct;
use super::copy::DialectSeen;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::manner::MarkedChanges;
use crate::source::Span;

/// Tells of one place, where these words are written.
pub(crate) fn tell(seen: &DialectSeen, written: &str, span: Span, diagnostics: &mut Diagnostics) {
    let (code, target) = match seen {
        // Each tag needs another repair; of commands a text has too many.
        DialectSeen::Foreign(construct @ (Construct::Liquid | Construct::Shortcode)) => (Code::ForeignMark, shown(*construct, written)),
        DialectSeen::Foreign(construct) => (Code::ForeignMark, Construct::about(*construct)[0].to_owned()),
        DialectSeen::Unclosed(opens) => (Code::UnclosedRemark, (*opens).to_owned()),
        DialectSeen::ToTheEnd(opens, _) => (Code::UnclosedRemark, format!("{opens} to the end")),
        DialectSeen::Change(_) => (Code::OpenChange, String::new()),
        DialectSeen::Fenced(_) => (Code::FencedBlock, String::new()),
        DialectSeen::Cells => (Code::ExtraCells, String::new()),
        DialectSeen::Renumbered => (Code::Renumbered, String::new()),
        DialectSeen::Underlined => (Code::UnderlinedParagraph, String::new()),
        DialectSeen::Stanza => (Code::VerseSeen, String::new()),
    };
    diagnostics.push_of_many(code, target, || {
        let (message, help) = said(seen, written);
        Diagnostic::at(code, span, message).help(help)
    });
}

/// Content of another kind of output.
pub(in crate::read) const OTHERWISE: DialectSeen = DialectSeen::Foreign(Construct::Otherwise);

/// Tells of a template in the words of a picture, which was left out.
pub(in crate::read) fn tell_of_template(span: Span, diagnostics: &mut Diagnostics) {
    tell(&DialectSeen::Foreign(Construct::Template), "", span, diagnostics);
}

/// How a construct that has a name is written with it: `{% hint %}`, `\\includepdf`.
fn shown(construct: Construct, written: &str) -> String {
    let inner = written.trim_start_matches(['{', '%', '<', '-', '/', ' ', '\t', '\\']);
    let name = |signs: &str| inner.split(|c: char| !c.is_alphanumeric() && !signs.contains(c)).next().unwrap_or("");
    let tag = || Some(name("_-.")).map(|name| name.strip_prefix("end").unwrap_or(name)).filter(|name| !name.is_empty());
    let meant = match construct {
        Construct::Liquid => tag().map(|name| format!("{{% {name} %}}")),
        Construct::Shortcode if written.starts_with("{{%") => tag().map(|name| format!("{{{{% {name} %}}}}")),
        Construct::Shortcode => tag().map(|name| format!("{{{{< {name} >}}}}")),
        Construct::Latex | Construct::Layout if written.starts_with('\\') => {
            Some(name("")).filter(|name| !name.is_empty()).map(|name| format!("\\{name}"))
        }
        Construct::Environment | Construct::DrawnCode => inner.split_once('}').map(|(name, _)| format!("\\{name}}}")),
        _ => None,
    };
    meant.unwrap_or_else(|| Construct::about(construct)[0].to_owned())
}

/// The message and help for what was seen.
fn said(seen: &DialectSeen, written: &str) -> (String, String) {
    match seen {
        DialectSeen::Foreign(construct) => {
            let [_, whose, done, help] = Construct::about(*construct);
            (format!("`{}` is {whose}; it {done}", shown(*construct, written)), help.to_owned())
        }
        DialectSeen::Unclosed(opens) => (
            format!("the remark that begins with `{opens}` has no clear end near it; what it was taken to hold was left out"),
            format!("close it with `{}`, or put it between backticks if it is no remark", closes(opens)),
        ),
        DialectSeen::ToTheEnd(opens, lines) => (
            format!(
                "the remark that begins with `{opens}` has no end; everything to the end of the file, {lines} lines, was taken as the remark and left out"
            ),
            format!("close it with `{}`, or put it between backticks if it is no remark", closes(opens)),
        ),
        DialectSeen::Change(changes) => {
            let done = match changes {
                MarkedChanges::Accept => "were taken as accepted",
                MarkedChanges::Reject => "were taken as rejected",
                MarkedChanges::Show => "are shown: what is added underlined, what is deleted struck out",
            };
            let help = "accept or reject them in the text, or say `--changes accept`, `reject` or `show`";
            (format!("changes marked as in CriticMarkup {done}"), help.to_owned())
        }
        DialectSeen::Fenced(name) => (
            format!("the block `::: {name}` of pandoc, Quarto or Docusaurus is set as ordinary text"),
            "write a quotation, `>` before each line, or leave the fences out; `::: verse`, `::: letter`, `::: drama`, `::: epigraph` and `::: figures` have forms of their own".to_owned(),
        ),
        DialectSeen::Cells => (
            "this row has more cells than the head of its table; the last one holds the rest".to_owned(),
            "write `\\|` for a bar in a cell, or give the head as many cells".to_owned(),
        ),
        DialectSeen::Renumbered => (
            "the number of this item is not the next one, which it gets".to_owned(),
            "begin a new list, behind a paragraph, or write `99\\.` if no list is meant".to_owned(),
        ),
        DialectSeen::Stanza => (
            "the lines of this paragraph were kept, for they look like verse".to_owned(),
            "end its last line in `{.verse}` if it is; write it in one line if it is prose".to_owned(),
        ),
        DialectSeen::Underlined => (
            "the line of hyphens below it makes a heading of this paragraph".to_owned(),
            "leave a blank line above the hyphens for a break between scenes; write `##` for a heading".to_owned(),
        ),
    }
}

fn closes(opens: &str) -> &'static str {
    match opens {
        "<!--" => "-->",
        "{>>" => "<<}",
        _ => "%%",
    }
}
