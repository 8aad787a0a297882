//! Cells of R Markdown and Quarto that only show a picture: ```` ```{r map, fig.cap="The harbour"} ```` above
//! `knitr::include_graphics("map.png")`. Each is a figure with its caption, size and name.

use super::signs::SPACE;
use super::walk::DialectWalk;
use crate::book::{PictureExtent, PictureSize};
use std::ops::Range;

/// The call that shows a picture.
const CALL: &str = "include_graphics(";

/// What a cell that shows a picture says of it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct PictureCell<'t> {
    file: &'t str,
    caption: &'t str,
    words: &'t str,
    width: &'t str,
    /// The name that references call it by, without the kind before it.
    label: &'t str,
}

impl<'t> PictureCell<'t> {
    /// The cell whose fence begins at the head of a text; none if it is another one.
    pub(in crate::read) fn of(text: &'t str) -> Option<Self> {
        let (first, rest) = text.split_once('\n')?;
        let marks = first.len() - first.trim_start_matches(['`', '~']).len();
        let info = first[marks..].trim().strip_prefix("{r").filter(|_| marks >= 3)?.strip_suffix('}')?;
        if !info.is_empty() && !info.starts_with([' ', ',']) {
            return None;
        }
        let fence = &first[..marks];
        let lines = rest.lines().map(str::trim).take_while(|line| !line.starts_with(fence)).take(60);
        let (mut options, mut call) = (Vec::new(), None);
        for line in lines.filter(|line| !line.is_empty()) {
            match line.strip_prefix("#|") {
                Some(option) => options.push(option.trim()),
                None if line.starts_with('#') || line.starts_with("library(") || line.starts_with("require(") => {}
                None if call.is_none() => call = Some(line),
                None => return None,
            }
        }
        let file = file(call?)?;
        let given = |names: &[&str]| {
            let of_line = names.iter().find_map(|name| value(info, name));
            of_line.or_else(|| options.iter().find_map(|option| of_option(option, names))).unwrap_or("")
        };
        let bare = info.trim_start_matches([' ', ',']);
        let first = bare.split([',', ' ']).next().filter(|word| !word.contains('=')).unwrap_or("");
        // The name of an option may stand apart from its sign.
        let first = if bare[first.len()..].trim_start().starts_with('=') { "" } else { first };
        let label = if first.is_empty() { given(&["label"]) } else { first };
        let label = label.strip_prefix("fig-").unwrap_or(label);
        Some(Self {
            file,
            caption: given(&["fig.cap", "fig-cap"]),
            words: given(&["fig.alt", "fig-alt"]),
            width: given(&["out.width", "out-width", "width"]),
            label,
        })
    }

    /// What is to be said of the picture to those who don't see it: knitr takes the caption for want of other words.
    pub(in crate::read) fn words(&self) -> &'t str {
        if self.words.is_empty() { self.caption } else { self.words }
    }

    /// The size asked for.
    pub(in crate::read) fn size(&self) -> PictureSize {
        PictureSize { width: PictureExtent::read(self.width), height: None }
    }

    /// The ids that references call it by, as bookdown and as Quarto have them.
    pub(in crate::read) fn ids(&self) -> Vec<String> {
        if self.label.is_empty() { Vec::new() } else { vec![format!("fig:{}", self.label), format!("fig-{}", self.label)] }
    }
}

/// The file that a line of R shows, if that is all it does.
pub(super) fn file(call: &str) -> Option<&str> {
    let call = call.strip_prefix("knitr::").unwrap_or(call);
    let inner = call.strip_prefix(CALL)?.trim_start();
    let inner = inner.strip_prefix("path").map_or(inner, |rest| rest.trim_start().trim_start_matches('=').trim_start());
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (file, rest) = inner[1..].split_once(quote)?;
    let rest = rest.trim_end_matches(';').trim();
    let sound = !file.is_empty() && !file.contains(['(', ')', '<', '>', '%']) && rest.ends_with(')') && !rest.contains('(');
    sound.then_some(file.trim_start_matches("./"))
}

/// The value of an option in the braces of a fence.
fn value<'t>(info: &'t str, name: &str) -> Option<&'t str> {
    let mut places = info.match_indices(name).map(|(at, _)| at);
    let at = places.find(|&at| info[..at].ends_with([',', ' ']) && info[at + name.len()..].trim_start().starts_with('='))?;
    let rest = info[at + name.len()..].trim_start()[1..].trim_start();
    match rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => rest[1..].split(quote).next(),
        None => rest.split([',', ' ']).next(),
    }
}

/// The value of an option on a line of its own, `fig-cap: "A map"`.
fn of_option<'t>(option: &'t str, names: &[&str]) -> Option<&'t str> {
    let (name, value) = option.split_once(':')?;
    names.contains(&name.trim()).then(|| value.trim().trim_matches(['"', '\'']))
}

/// Sets a cell that only shows a picture as that, from `from` on; `closing` is the line that closes it. False if it is none.
pub(super) fn picture(walk: &mut DialectWalk<'_>, from: usize, closing: &Range<usize>) -> bool {
    let Some(cell) = PictureCell::of(&walk.text[from..closing.end]) else { return false };
    let whole = from..closing.end;
    let address: String = cell.file.chars().map(|c| if c == ' ' { char::from(SPACE) } else { c }).collect();
    // A quotation mark would end it; typography makes the right one of this.
    let caption = cell.caption.replace('"', "'");
    let made = if caption.is_empty() { format!("![]({address})") } else { format!("![]({address} \"{caption}\")") };
    if made.len() > whole.len() || walk.text[whole.clone()].contains("%%") || walk.text[whole.clone()].contains("<!--") {
        return false;
    }
    if !walk.only_remarks {
        let quotes = walk.line.quotes;
        walk.copy.join(whole.clone());
        walk.copy.set(whole.clone(), b' ');
        walk.copy.write(from, made.as_bytes());
        debug_assert!(quotes == 0 || from > walk.line.start);
    }
    walk.at = closing.end;
    true
}

#[cfg(test)]
mod tests {
    use super::PictureCell;

    #[test]
    fn a_cell_that_shows_a_picture_is_read() {
        let cell =
            PictureCell::of("```{r map, echo=FALSE, fig.cap=\"A map\", out.width='50%'}\nknitr::include_graphics(\"a b.png\")\n```\n");
        let wanted = PictureCell { file: "a b.png", caption: "A map", words: "", width: "50%", label: "map" };
        assert_eq!(cell, Some(wanted));
        let cell =
            PictureCell::of("```{r}\n#| label: fig-x\n#| fig-cap: \"A map\"\n#| fig-alt: Words\ninclude_graphics('./a.png')\n```").unwrap();
        assert_eq!((cell.label, cell.words(), cell.file), ("x", "Words", "a.png"));
        assert_eq!(cell.ids(), ["fig:x", "fig-x"]);
        for none in [
            "```{r}\nplot(x)\n```",
            "```{r}\nx <- 1\nknitr::include_graphics(\"a.png\")\n```",
            "```{r}\nknitr::include_graphics(file.path(\"a\", \"b.png\"))\n```",
            "```{rust}\ninclude_graphics(\"a.png\")\n```",
            "```r\ninclude_graphics(\"a.png\")\n```",
        ] {
            assert!(PictureCell::of(none).is_none(), "{none}");
        }
    }
}
