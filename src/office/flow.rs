//! A document while it is read: the places that text can stand in (the page, a note, a cell, a box), the paragraph that is open in
//! each, and the white space between its words. For formats that are read as a row of events; nothing here goes into itself.

use super::kept::KeptBookmarks;
use super::text::{
    OfficeAlignment, OfficeBlock, OfficeChange, OfficeLook, OfficeParagraph, OfficePiece, OfficeRole, OfficeTarget, OfficeText,
    words_before,
};

/// Places in each other (tables in notes in tables); what lies deeper is read into the deepest.
const DEEPEST: usize = 24;

/// A document while it is read.
#[derive(Debug, Default)]
pub(super) struct OfficeFlow {
    pub(super) text: OfficeText,
    places: Vec<FlowPlace>,
    /// Places that were opened below the deepest.
    too_deep: usize,
    /// Bookmarks that stay where they are though nothing leads to them, by their names.
    anchors: KeptBookmarks,
}

/// A place that text stands in.
#[derive(Debug, Default)]
struct FlowPlace {
    blocks: Vec<OfficeBlock>,
    paragraph: Option<OfficeParagraph>,
    /// What belongs behind the open paragraph: boxes that are tied to it.
    behind: Vec<OfficeBlock>,
    /// Whether white space would follow white space, or begin the paragraph.
    is_white: bool,
    /// Names of bookmarks that stand before the next paragraph.
    bookmarks: Vec<String>,
}

impl OfficeFlow {
    pub(super) fn new() -> Self {
        Self { places: vec![FlowPlace::default()], ..Self::default() }
    }

    /// Begins a document of which some bookmarks stay where they are though nothing leads to them.
    pub(super) fn with(anchors: KeptBookmarks) -> Self {
        Self { anchors, ..Self::new() }
    }

    /// Begins a place in the present one.
    pub(super) fn open(&mut self) {
        if self.places.len() < DEEPEST {
            self.places.push(FlowPlace::default());
        } else {
            self.too_deep += 1;
        }
    }

    /// Ends the place that began last; the text of one that lay too deep stays in the place around it.
    pub(super) fn close(&mut self) -> Vec<OfficeBlock> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return Vec::new();
        }
        self.end(None);
        let place = if self.places.len() > 1 { self.places.pop() } else { None };
        place.map(|place| place.blocks).unwrap_or_default()
    }

    /// How many places are open, the page among them.
    pub(super) fn depth(&self) -> usize {
        self.places.len() + self.too_deep
    }

    fn place(&mut self) -> &mut FlowPlace {
        if self.places.is_empty() {
            self.places.push(FlowPlace::default());
        }
        let last = self.places.len() - 1;
        &mut self.places[last]
    }

    /// Whether nothing stands in the present place yet.
    pub(super) fn is_new(&self) -> bool {
        self.places.last().is_none_or(|place| place.blocks.is_empty() && place.paragraph.is_none())
    }

    /// Counts one more thing that could not be taken over.
    pub(super) fn lose(&mut self, what: impl Into<String>) {
        let places = &self.places;
        self.text.losses.count_behind(what, || {
            words_before(places.iter().map(|place| {
                let open = place.paragraph.as_ref().map_or(&[][..], |paragraph| &paragraph.pieces);
                (&*place.blocks, open)
            }))
        });
    }

    /// Begins a paragraph; one that is open ends before.
    pub(super) fn begin(&mut self, mut paragraph: OfficeParagraph) {
        self.end(None);
        let place = self.place();
        paragraph.bookmarks.append(&mut place.bookmarks);
        place.paragraph = Some(paragraph);
        place.is_white = true;
    }

    /// Ends the paragraph with a change, and begins one that goes on it where the change is heeded.
    pub(super) fn part(&mut self, change: Option<OfficeChange>, next: OfficeParagraph) {
        let is_white = self.place().is_white;
        self.end(change);
        self.begin(next);
        self.place().is_white = is_white;
    }

    /// The open paragraph.
    pub(super) fn paragraph(&mut self) -> Option<&mut OfficeParagraph> {
        self.place().paragraph.as_mut()
    }

    /// Ends the paragraph; its end may be part of a change.
    pub(super) fn end(&mut self, change: Option<OfficeChange>) {
        let place = self.place();
        if let Some(mut paragraph) = place.paragraph.take() {
            // The next paragraph may go on behind the space, if the end is not to be.
            if place.is_white && change.is_none() {
                trim(&mut paragraph.pieces);
            }
            if let [OfficePiece::Formula { is_display, .. }] | [OfficePiece::Changed(_), OfficePiece::Formula { is_display, .. }] =
                &mut paragraph.pieces[..]
            {
                *is_display = true;
            }
            paragraph.end = change;
            let words = caption_of(&mut paragraph);
            place.blocks.push(OfficeBlock::Paragraph(paragraph));
            place.blocks.extend(words.map(OfficeBlock::Paragraph));
        }
        let behind = std::mem::take(&mut place.behind);
        place.blocks.extend(behind);
    }

    /// Leaves out the open paragraph; whether it said anything.
    pub(super) fn discard(&mut self) -> bool {
        let paragraph = self.place().paragraph.take();
        self.end(None);
        paragraph.is_some_and(|paragraph| !paragraph.pieces.is_empty())
    }

    /// Adds a block: behind the paragraph, if one is open.
    pub(super) fn block(&mut self, block: OfficeBlock) {
        let place = self.place();
        if place.paragraph.is_some() { place.behind.push(block) } else { place.blocks.push(block) }
    }

    /// Adds words in which white space means no more than that there is some.
    pub(super) fn words(&mut self, words: &str, look: &OfficeLook, change: Option<&OfficeChange>) {
        let place = self.place();
        if place.paragraph.is_none() {
            return;
        }
        let mut is_white = place.is_white;
        let mut kept = String::with_capacity(words.len());
        for c in words.chars() {
            let white = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !white {
                kept.push(c);
            } else if !is_white {
                kept.push(' ');
            }
            is_white = white;
        }
        place.is_white = is_white;
        self.add(kept, look, change);
    }

    /// Adds words as they are, with all spaces.
    pub(super) fn kept(&mut self, words: &str, look: &OfficeLook, change: Option<&OfficeChange>) {
        self.place().is_white = false;
        self.add(words.to_owned(), look, change);
    }

    /// Sets a line in by some steps, behind which white space means nothing.
    pub(super) fn set_in(&mut self, steps: usize) {
        self.add("\u{2003}".repeat(steps), &OfficeLook::default(), None);
        self.place().is_white = true;
    }

    fn add(&mut self, words: String, look: &OfficeLook, change: Option<&OfficeChange>) {
        let Some(paragraph) = &mut self.place().paragraph else { return };
        if !words.is_empty() {
            push(&mut paragraph.pieces, OfficePiece::Words { words, look: look.clone(), change: change.cloned() });
        }
    }

    /// Adds a piece to the open paragraph; without one, a paragraph begins for what can be seen.
    pub(super) fn piece(&mut self, piece: OfficePiece) {
        let place = self.place();
        if place.paragraph.is_none() {
            match (&piece, place.blocks.last_mut()) {
                (OfficePiece::RemarkEnd(_), Some(OfficeBlock::Paragraph(paragraph))) => paragraph.pieces.push(piece),
                (OfficePiece::Note(_) | OfficePiece::Picture { .. } | OfficePiece::Formula { .. }, _)
                | (OfficePiece::RemarkStart(_) | OfficePiece::RemarkPoint(_), _) => {
                    self.begin(OfficeParagraph::default());
                    self.piece(piece);
                    self.end(None);
                }
                _ => {}
            }
            return;
        }
        match piece {
            OfficePiece::LineBreak => place.is_white = true,
            OfficePiece::Note(_) | OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => place.is_white = false,
            _ => {}
        }
        if let Some(paragraph) = &mut place.paragraph {
            paragraph.pieces.push(piece);
        }
    }

    /// Adds a bookmark: that of the paragraph, where it begins.
    pub(super) fn bookmark(&mut self, name: &str) {
        let is_anchor = self.anchors.keeps(name);
        let place = self.place();
        match &mut place.paragraph {
            None => place.bookmarks.push(name.to_owned()),
            Some(paragraph) if paragraph.pieces.is_empty() && !is_anchor => paragraph.bookmarks.push(name.to_owned()),
            Some(paragraph) => paragraph.pieces.push(OfficePiece::Bookmark(name.to_owned())),
        }
    }

    /// The document, when all of it is read.
    pub(super) fn finish(mut self) -> OfficeText {
        self.too_deep = 0;
        while self.places.len() > 1 {
            let blocks = self.close();
            self.place().blocks.extend(blocks);
        }
        self.end(None);
        self.text.blocks = self.places.pop().map(|place| place.blocks).unwrap_or_default();
        self.text
    }
}

/// Adds a piece; words of one look are one piece, but for those that stand for hidden ones.
pub(super) fn push(pieces: &mut Vec<OfficePiece>, piece: OfficePiece) {
    if let OfficePiece::Words { words, look, change } = &piece
        && let Some(OfficePiece::Words { words: before, look: known, change: of }) = pieces.last_mut()
        && known == look
        && of == change
        && !words.is_empty()
        && !before.is_empty()
    {
        before.push_str(words);
    } else {
        pieces.push(piece);
    }
}

/// Takes away a space that nothing follows.
fn trim(pieces: &mut Vec<OfficePiece>) {
    let mut at = pieces.len();
    while at > 0 {
        at -= 1;
        match &mut pieces[at] {
            OfficePiece::Words { words, .. } => {
                if words.ends_with(' ') {
                    words.pop();
                }
                if words.is_empty() {
                    pieces.remove(at);
                }
                return;
            }
            OfficePiece::LineBreak | OfficePiece::Note(_) | OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => return,
            _ => {}
        }
    }
}

/// Takes the words of a picture's paragraph out of it, if its style says that they are the picture's caption.
fn caption_of(paragraph: &mut OfficeParagraph) -> Option<OfficeParagraph> {
    let is_picture = |piece: &OfficePiece| matches!(piece, OfficePiece::Picture { .. });
    if paragraph.role != OfficeRole::Caption || !paragraph.pieces.iter().any(is_picture) {
        return None;
    }
    let (pictures, mut words): (Vec<_>, Vec<_>) = std::mem::take(&mut paragraph.pieces).into_iter().partition(is_picture);
    while matches!(words.first(), Some(OfficePiece::LineBreak)) {
        words.remove(0);
    }
    paragraph.role = OfficeRole::Text;
    paragraph.alignment = OfficeAlignment::Start;
    paragraph.pieces = pictures;
    let says = words.iter().any(|piece| matches!(piece, OfficePiece::Words { .. }));
    let caption = OfficeParagraph { role: OfficeRole::Caption, pieces: words, end: paragraph.end.take(), ..OfficeParagraph::default() };
    says.then_some(caption)
}

/// Where an address leads that a document gives; none for one that no book should have, such as a file on somebody's disk.
pub(super) fn target(address: &str) -> Option<OfficeTarget> {
    let address = address.trim();
    if let Some(name) = address.strip_prefix('#') {
        return (!name.is_empty()).then(|| OfficeTarget::Bookmark(name.to_owned()));
    }
    let web = if address.starts_with("www.") { format!("http://{address}") } else { address.to_owned() };
    crate::source::address::written(&web).ok().map(OfficeTarget::Address)
}
