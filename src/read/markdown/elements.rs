//! The elements of HTML by what each is in a book.

use crate::book::{Alignment, Style};
use crate::read::markdown::html::HtmlTag;

/// What an element of HTML is in a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum HtmlElement {
    /// A hard break.
    Break,
    /// A place where a word may be divided without a hyphen.
    WordBreak,
    /// A break between scenes.
    Rule,
    /// A picture.
    Picture,
    /// A style (possibly none) of the words inside it.
    Styled(Style),
    /// Words between quotation marks.
    Quoted,
    /// Words with readings over them.
    Ruby,
    /// Words that a reading stands over, if there are several in one.
    RubyBase,
    /// A reading.
    Reading,
    /// What belongs to something that books have otherwise, such as the files that a picture can be chosen from: nothing to be told.
    Mute,
    /// Something with an address that no book can play.
    Media,
    /// What is in it is no text.
    Hidden,
    /// A drawing written in place, of which only the words could be kept.
    Drawing,
    /// A field that readers can't fill in.
    Field,
    /// A paragraph.
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    /// Blocks that are nothing more than together.
    Division,
    /// A quotation.
    Quote,
    /// A list, numbered or not.
    List(bool),
    /// An item of a list.
    Item,
    /// A list of definitions.
    Definitions,
    /// A term.
    Term,
    /// A definition.
    Detail,
    /// A table.
    Table,
    /// Rows of a table, those of its head or not.
    Rows(bool),
    /// A row of a table.
    Row,
    /// A cell of a table, a head or not.
    Cell(bool),
    /// The caption of a table.
    TableCaption,
    /// A picture or something else that has a caption.
    Figure,
    /// The caption of a figure.
    FigureCaption,
    /// Text that can be folded away.
    Details,
    /// What is left of it then.
    Summary,
    /// Text set as it is typed.
    Verbatim,
}

/// What the element `name`, in lower case, is; none for one that is not of HTML, or that no book has a counterpart of.
pub(in crate::read) fn element(name: &str) -> Option<HtmlElement> {
    use HtmlElement as E;
    Some(match name {
        "br" => E::Break,
        "wbr" => E::WordBreak,
        "hr" => E::Rule,
        "img" | "image" => E::Picture,
        "sup" => E::Styled(Style::SUPERSCRIPT),
        "sub" => E::Styled(Style::SUBSCRIPT),
        "small" => E::Styled(Style::SMALL),
        "em" | "i" | "cite" | "var" | "dfn" => E::Styled(Style::EMPHASIS),
        "strong" | "b" => E::Styled(Style::STRONG),
        "u" | "ins" => E::Styled(Style::UNDERLINE),
        "s" | "del" | "strike" => E::Styled(Style::STRUCK),
        "code" | "samp" | "tt" => E::Styled(Style::CODE),
        "kbd" => E::Styled(Style::CODE.with(Style::KEY)),
        "mark" => E::Styled(Style::MARK),
        // A place that links lead to, or a link; and what books have no look for.
        "a" | "abbr" | "acronym" | "span" | "font" | "big" | "time" | "bdi" | "bdo" | "data" | "label" | "nobr" | "output" | "picture"
        | "rtc" | "slot" => E::Styled(Style::PLAIN),
        // What stands there where no scripts run, as none do here.
        "noscript" => E::Styled(Style::PLAIN),
        "q" => E::Quoted,
        "ruby" => E::Ruby,
        "rb" => E::RubyBase,
        "rt" => E::Reading,
        "source" | "track" | "col" | "colgroup" | "param" | "meta" | "link" | "base" | "basefont" => E::Mute,
        "video" | "audio" | "iframe" | "embed" | "object" => E::Media,
        // Brackets for readers that know no readings, among them.
        "script" | "style" | "template" | "title" | "noembed" | "noframes" | "rp" => E::Hidden,
        "svg" | "canvas" => E::Drawing,
        "input" | "button" | "select" | "textarea" => E::Field,
        _ => return block(name),
    })
}

/// What the element `name` is that stands between paragraphs.
fn block(name: &str) -> Option<HtmlElement> {
    use HtmlElement as E;
    let level = name.strip_prefix('h').filter(|level| level.len() == 1).and_then(|level| level.parse().ok());
    if let Some(level) = level.filter(|level| (1..=6).contains(level)) {
        return Some(E::Heading(level));
    }
    Some(match name {
        "p" => E::Paragraph,
        "div" | "section" | "article" | "header" | "footer" | "aside" | "main" | "nav" | "address" | "center" | "hgroup" | "search"
        | "form" | "fieldset" | "legend" | "html" | "body" | "head" => E::Division,
        "blockquote" => E::Quote,
        "ol" => E::List(true),
        "ul" | "menu" | "dir" => E::List(false),
        "li" => E::Item,
        "dl" => E::Definitions,
        "dt" => E::Term,
        "dd" => E::Detail,
        "table" => E::Table,
        "thead" => E::Rows(true),
        "tbody" | "tfoot" => E::Rows(false),
        "tr" => E::Row,
        "td" => E::Cell(false),
        "th" => E::Cell(true),
        "caption" => E::TableCaption,
        "figure" => E::Figure,
        "figcaption" => E::FigureCaption,
        "details" => E::Details,
        "summary" => E::Summary,
        "pre" => E::Verbatim,
        _ => return None,
    })
}

impl HtmlElement {
    /// Whether the element stands in a line of text.
    pub(in crate::read) fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Break
                | Self::WordBreak
                | Self::Picture
                | Self::Styled(_)
                | Self::Quoted
                | Self::Ruby
                | Self::RubyBase
                | Self::Reading
                | Self::Mute
                | Self::Media
                | Self::Hidden
                | Self::Drawing
                | Self::Field
        )
    }

    /// Whether nothing can be in it.
    pub(in crate::read) fn is_void(self, name: &str) -> bool {
        matches!(self, Self::Break | Self::WordBreak | Self::Rule | Self::Picture)
            || matches!(self, Self::Mute) && name != "colgroup"
            || matches!(name, "input" | "embed")
    }
}

/// How an element's lines are to stand, if it says so.
pub(in crate::read) fn alignment(tag: &HtmlTag, element: Option<HtmlElement>) -> Option<Alignment> {
    let said = tag.declared("text-align").or_else(|| tag.attribute("align")).and_then(Alignment::named);
    let centred = tag.name == "center" || element == Some(HtmlElement::Division) && tag.classes().any(|class| class == "text-center");
    said.or(centred.then_some(Alignment::Centre))
}

/// The language of code that a class names, as `language-rust` does.
pub(in crate::read) fn code_language(tag: &HtmlTag) -> Option<String> {
    let named = tag.classes().find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")));
    let named = named.or_else(|| tag.attribute("lang").filter(|_| tag.name == "pre"));
    named.filter(|name| !name.is_empty()).map(str::to_owned)
}
