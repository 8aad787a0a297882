//! What HTML allows: which elements there are, what may stand in them, which attributes they have (HTML standard, sections 3 and 4
//! and its indices). Not every rule: those whose breach every validator reports.

/// What may stand in an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContentModel {
    /// Blocks and text.
    Flow,
    /// Text and what may stand in a line.
    Phrasing,
    /// Text alone.
    Text,
    /// Nothing.
    Nothing,
    /// Elements of these names alone, and no text.
    Only(&'static [&'static str]),
    /// What may stand where the element itself stands.
    Parent,
    /// Anything: the content is not looked at.
    Any,
}

const SCRIPTS: [&str; 2] = ["script", "template"];

/// What may stand in an element; none if HTML has no such element.
pub(super) fn model(name: &str) -> Option<ContentModel> {
    Some(match name {
        "html" => ContentModel::Only(&["head", "body"]),
        "head" => ContentModel::Only(&["title", "meta", "link", "style", "script", "base", "template"]),
        "ul" | "ol" | "menu" => ContentModel::Only(&["li"]),
        "dl" => ContentModel::Only(&["dt", "dd", "div"]),
        "table" => ContentModel::Only(&["caption", "colgroup", "thead", "tbody", "tfoot", "tr"]),
        "thead" | "tbody" | "tfoot" => ContentModel::Only(&["tr"]),
        "tr" => ContentModel::Only(&["td", "th"]),
        "colgroup" => ContentModel::Only(&["col"]),
        "select" | "datalist" => ContentModel::Only(&["option", "optgroup", "hr"]),
        "optgroup" => ContentModel::Only(&["option"]),
        "picture" => ContentModel::Only(&["source", "img"]),
        "hgroup" => ContentModel::Only(&["p", "h1", "h2", "h3", "h4", "h5", "h6"]),
        "title" | "style" | "script" | "option" | "textarea" => ContentModel::Text,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param" | "source" | "track" | "wbr"
        | "iframe" => ContentModel::Nothing,
        "a" | "ins" | "del" | "map" | "object" | "video" | "audio" | "canvas" | "slot" => ContentModel::Parent,
        "template" => ContentModel::Any,
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "em" | "strong" | "small" | "s" | "cite" | "q" | "dfn" | "abbr"
        | "ruby" | "rb" | "rt" | "rp" | "rtc" | "data" | "time" | "code" | "var" | "samp" | "kbd" | "sub" | "sup" | "i" | "b" | "u"
        | "mark" | "bdi" | "bdo" | "span" | "label" | "button" | "output" | "progress" | "meter" | "legend" | "summary" => {
            ContentModel::Phrasing
        }
        "body" | "article" | "section" | "nav" | "aside" | "header" | "footer" | "main" | "address" | "blockquote" | "li" | "dt" | "dd"
        | "figure" | "figcaption" | "div" | "caption" | "td" | "th" | "form" | "fieldset" | "details" | "dialog" | "search" => {
            ContentModel::Flow
        }
        _ => return None,
    })
}

/// What may stand in an element besides its model.
pub(super) fn besides(parent: &str) -> &'static [&'static str] {
    match parent {
        "figure" => &["figcaption"],
        "fieldset" => &["legend"],
        "details" => &["summary"],
        "ruby" => &["rt", "rp", "rb", "rtc"],
        "rtc" => &["rt", "rp"],
        "object" => &["param"],
        "video" | "audio" => &["source", "track"],
        "summary" | "legend" => &["h1", "h2", "h3", "h4", "h5", "h6", "hgroup"],
        _ => &[],
    }
}

/// Whether an element may stand among text and blocks.
pub(super) fn is_flow(name: &str) -> bool {
    const NEVER: [&str; 34] = [
        "html",
        "head",
        "body",
        "title",
        "base",
        "style",
        "li",
        "dt",
        "dd",
        "figcaption",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "option",
        "optgroup",
        "legend",
        "summary",
        "source",
        "track",
        "param",
        "rt",
        "rp",
        "rb",
        "rtc",
        "frame",
        "frameset",
        "noframes",
        "isindex",
    ];
    !NEVER.contains(&name)
}

/// Whether an element may stand in a line of text.
pub(super) fn is_phrasing(name: &str) -> bool {
    let own = matches!(model(name), Some(ContentModel::Phrasing | ContentModel::Parent)) && is_flow(name);
    let block = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"].contains(&name);
    let more = [
        "area", "br", "embed", "img", "input", "link", "meta", "wbr", "iframe", "script", "template", "textarea", "select", "datalist",
        "picture",
    ];
    (own && !block) || more.contains(&name)
}

/// Whether a model lets an element stand in `parent`.
pub(super) fn allows(model: ContentModel, parent: &str, name: &str) -> bool {
    besides(parent).contains(&name)
        || match model {
            ContentModel::Flow => is_flow(name),
            ContentModel::Phrasing => is_phrasing(name),
            ContentModel::Only(names) => names.contains(&name) || (SCRIPTS.contains(&name) && parent != "html"),
            ContentModel::Text | ContentModel::Nothing => false,
            ContentModel::Parent | ContentModel::Any => true,
        }
}

/// Things to click on, which must not stand in each other.
pub(super) fn is_interactive(name: &str) -> bool {
    ["a", "button", "select", "textarea", "label", "iframe", "embed", "details"].contains(&name)
}

/// Attributes of WAI-ARIA 1.2, behind `aria-`.
const ARIA: &str = "activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex colindextext colspan \
controls current describedby description details disabled dropeffect errormessage expanded flowto grabbed haspopup hidden invalid keyshortcuts \
label labelledby level live modal multiline multiselectable orientation owns placeholder posinset pressed readonly relevant required \
roledescription rowcount rowindex rowindextext rowspan selected setsize sort valuemax valuemin valuenow valuetext";

/// Roles of WAI-ARIA 1.2, of its module for publishing and of that for graphics.
const ROLES: &str = "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox comment \
complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group heading image img \
insertion link list listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note \
option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton \
status strong subscript suggestion superscript switch tab table tablist tabpanel term text textbox time timer toolbar tooltip tree treegrid \
treeitem doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry doc-bibliography doc-biblioref doc-chapter \
doc-colophon doc-conclusion doc-cover doc-credit doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue doc-errata \
doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction doc-noteref doc-notice doc-pagebreak doc-pagefooter \
doc-pageheader doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip doc-toc graphics-document \
graphics-object graphics-symbol";

/// Whether WAI-ARIA has this role.
pub(super) fn is_role(word: &str) -> bool {
    ROLES.split_whitespace().any(|known| known == word)
}

/// Elements that must not stand in themselves, nor headers and footers in each other.
const ALONE: [&str; 7] = ["header", "footer", "label", "dfn", "form", "meter", "progress"];

/// The bit of an element that must not stand in itself.
pub(super) fn alone(name: &str) -> u8 {
    ALONE.iter().position(|own| *own == name).map_or(0, |at| if at < 2 { 3 } else { 1 << at })
}

/// Whether HTML has this attribute (without namespace) on this element.
pub(super) fn has_attribute(element: &str, attribute: &str) -> bool {
    let global = [
        "accesskey",
        "autocapitalize",
        "autofocus",
        "class",
        "contenteditable",
        "dir",
        "draggable",
        "enterkeyhint",
        "hidden",
        "id",
        "inert",
        "inputmode",
        "is",
        "itemid",
        "itemprop",
        "itemref",
        "itemscope",
        "itemtype",
        "lang",
        "nonce",
        "part",
        "popover",
        "role",
        "slot",
        "spellcheck",
        "style",
        "tabindex",
        "title",
        "translate",
        "about",
        "content",
        "datatype",
        "inlist",
        "prefix",
        "property",
        "rel",
        "resource",
        "rev",
        "typeof",
        "vocab",
    ];
    if let Some(name) = attribute.strip_prefix("aria-") {
        return ARIA.split_whitespace().any(|known| known == name);
    }
    if let Some(name) = attribute.strip_prefix("data-") {
        return !name.is_empty() && !name.contains(|c: char| c.is_ascii_uppercase());
    }
    if attribute.starts_with("on") && attribute.len() > 4 {
        return true;
    }
    global.contains(&attribute) || owners(attribute).contains(&element)
}

/// The elements that have an attribute.
fn owners(attribute: &str) -> &'static [&'static str] {
    const MEDIA: &[&str] = &["audio", "video"];
    match attribute {
        "abbr" | "scope" => &["th"],
        "allow" | "allowfullscreen" | "sandbox" | "srcdoc" => &["iframe"],
        "alt" => &["area", "img", "input"],
        "as" | "blocking" | "imagesizes" | "imagesrcset" | "integrity" | "fetchpriority" | "crossorigin" => {
            &["audio", "img", "link", "script", "video"]
        }
        "async" | "defer" | "nomodule" => &["script"],
        "autoplay" | "controls" | "loop" | "muted" | "preload" => MEDIA,
        "border" => &["table"],
        "charset" => &["meta", "script"],
        "cite" => &["blockquote", "del", "ins", "q"],
        "closedby" => &["dialog"],
        "colspan" | "rowspan" | "headers" => &["td", "th"],
        "coords" | "shape" => &["area"],
        "data" => &["object"],
        "datetime" => &["del", "ins", "time"],
        "decoding" | "ismap" | "loading" => &["img", "iframe"],
        "default" | "kind" | "srclang" => &["track"],
        "download" | "ping" => &["a", "area"],
        "height" | "width" => &["canvas", "embed", "iframe", "img", "input", "object", "source", "video"],
        "href" => &["a", "area", "base", "link"],
        "hreflang" => &["a", "area", "link"],
        "http-equiv" => &["meta"],
        "media" => &["link", "meta", "source", "style"],
        "open" => &["details", "dialog"],
        "playsinline" | "poster" => &["video"],
        "referrerpolicy" => &["a", "area", "iframe", "img", "link", "script"],
        "reversed" | "start" => &["ol"],
        "scheme" => &["meta"],
        "sizes" => &["img", "link", "source"],
        "span" => &["col", "colgroup"],
        "src" => &["audio", "embed", "iframe", "img", "input", "script", "source", "track", "video"],
        "srcset" => &["img", "source"],
        "target" => &["a", "area", "base", "form"],
        "type" => &["a", "button", "embed", "input", "link", "object", "ol", "script", "source", "style", "param"],
        "usemap" => &["img", "object"],
        _ => owners_in_forms(attribute),
    }
}

/// The elements that have an attribute of forms and their fields.
fn owners_in_forms(attribute: &str) -> &'static [&'static str] {
    const FIELDS: &[&str] = &[
        "button", "fieldset", "input", "output", "select", "textarea", "object", "form", "iframe", "map", "meta", "param", "slot",
        "details", "a",
    ];
    match attribute {
        "accept" | "alpha" | "checked" | "dirname" | "list" | "max" | "maxlength" | "min" | "minlength" | "pattern" | "placeholder"
        | "readonly" | "size" | "step" | "multiple" | "wrap" | "cols" | "rows" | "required" => {
            &["input", "meter", "progress", "select", "textarea"]
        }
        "accept-charset" | "action" | "enctype" | "method" | "novalidate" => &["form"],
        "autocomplete" => &["form", "input", "select", "textarea"],
        "command" | "commandfor" | "popovertarget" | "popovertargetaction" => &["button", "input"],
        "disabled" => &["button", "fieldset", "input", "link", "optgroup", "option", "select", "textarea"],
        "for" => &["label", "output"],
        "form" => FIELDS,
        "formaction" | "formenctype" | "formmethod" | "formnovalidate" | "formtarget" => &["button", "input"],
        "high" | "low" | "optimum" => &["meter"],
        "label" => &["optgroup", "option", "track"],
        "name" => FIELDS,
        "selected" => &["option"],
        "value" => &["button", "data", "input", "li", "meter", "option", "param", "progress"],
        _ => &[],
    }
}

/// What to do about an element that HTML does not have.
pub(super) fn instead(element: &str) -> &'static str {
    match element {
        "center" | "font" | "big" | "tt" | "blink" | "marquee" | "basefont" => "use a `span` or `div` with a class, and the stylesheet",
        "strike" => "use `s` or `del`",
        "acronym" => "use `abbr`",
        "dir" => "use `ul`",
        "applet" => "use `object`",
        "noscript" => "write what every reader can show",
        _ => "use a `span` or `div` with a class",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_say_what_html_says() {
        assert!(
            allows(ContentModel::Phrasing, "p", "em")
                && allows(ContentModel::Phrasing, "p", "a")
                && !allows(ContentModel::Phrasing, "p", "p")
        );
        assert!(
            !allows(ContentModel::Phrasing, "p", "ul")
                && allows(ContentModel::Flow, "li", "ul")
                && !allows(ContentModel::Flow, "div", "li")
        );
        assert!(allows(model("ul").unwrap(), "ul", "li") && !allows(model("ul").unwrap(), "ul", "p"));
        assert!(allows(ContentModel::Flow, "figure", "figcaption") && !allows(ContentModel::Flow, "div", "figcaption"));
        assert!(model("center").is_none() && !is_phrasing("div") && is_phrasing("br") && !is_phrasing("rt"));
        assert!(has_attribute("a", "href") && !has_attribute("p", "align") && has_attribute("p", "data-x") && !has_attribute("p", "on"));
    }
}
