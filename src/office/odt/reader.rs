//! The text of a document, read as a row of events: what each element begins and ends. What the elements mean stands in the files
//! beside this one, by kind.

use super::changes::OdtChanges;
use super::files::OdtFiles;
use super::frame::OdtFrame;
use super::lists::OdtLists;
use super::look::{OdtLook, OdtSize};
use super::open::{OdtGathered, OdtOpen};
use super::remark::OdtRemarks;
use super::script::language_of;
use super::styles::OdtStyles;
use crate::office::flow::OfficeFlow;
use crate::office::grid::OfficeGrid;
use crate::office::mathml::MathmlBuilder;
use crate::office::package::OfficeFault;
use crate::office::ruby::in_brackets;
use crate::office::text::{OfficeChange, OfficeLook, OfficePiece, OfficeRole};
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};

/// The reader of the text of a document.
pub(super) struct OdtReader<'b> {
    pub(super) flow: OfficeFlow,
    pub(super) styles: OdtStyles,
    pub(super) lists: OdtLists,
    pub(super) files: OdtFiles<'b>,
    pub(super) changes: OdtChanges,
    pub(super) remarks: OdtRemarks,
    pub(super) frames: Vec<OdtFrame>,
    pub(super) grids: Vec<OfficeGrid>,
    /// How words look that come now, and before that those around.
    pub(super) looks: Vec<OdtFace>,
    /// How much repeated cells have added so far.
    pub(super) repeated: usize,
    /// Notes that are open.
    pub(super) notes: Vec<usize>,
    /// The depth of a paragraph that a field hides.
    pub(super) hides_paragraph: Option<usize>,
    /// Whether words go into a link.
    pub(super) is_in_link: bool,
    pub(super) math: Option<MathmlBuilder>,
    opened: Vec<OdtOpen>,
    /// Elements that are passed over, from the first on that is.
    skipped: usize,
    /// Characters of an element that is no text.
    pub(super) gathered: Option<String>,
}

/// How words look, and what of it is the look of their paragraph's kind.
#[derive(Clone, Debug, Default)]
pub(super) struct OdtFace {
    pub(super) look: OdtLook,
    /// The look that a heading or a quotation has as such: it says nothing about words of it.
    pub(super) base: Option<OdtLook>,
}

impl<'b> OdtReader<'b> {
    /// Begins to read.
    pub(super) fn new(flow: OfficeFlow, files: OdtFiles<'b>) -> Self {
        Self {
            flow,
            styles: OdtStyles::default(),
            lists: OdtLists::default(),
            files,
            changes: OdtChanges::default(),
            remarks: OdtRemarks::default(),
            frames: Vec::new(),
            grids: Vec::new(),
            looks: Vec::new(),
            repeated: 0,
            notes: Vec::new(),
            hides_paragraph: None,
            is_in_link: false,
            math: None,
            opened: Vec::new(),
            skipped: 0,
            gathered: None,
        }
    }

    /// Reads the text that the element has which began last, `office:text`, up to its end.
    ///
    /// # Errors
    /// If the XML is damaged.
    pub(super) fn read(&mut self, xml: &mut OfficeXml<'_>) -> Result<(), OfficeFault> {
        let mut depth = 1;
        while depth > 0 {
            if let Some(event) = self.changes.next_deleted() {
                self.event(event);
                continue;
            }
            let Some(event) = xml.next()? else { break };
            match &event {
                OfficeEvent::Start(_) => depth += 1,
                OfficeEvent::End(_) => depth -= 1,
                OfficeEvent::Words(_) => {}
            }
            if depth > 0 {
                self.event(event);
            }
        }
        Ok(())
    }

    fn event(&mut self, event: OfficeEvent) {
        let Some(event) = self.changes.record(event) else { return };
        if let Some(math) = &mut self.math {
            if let Some(formula) = math.event(&event) {
                self.math = None;
                self.formula(formula);
            }
            return;
        }
        match event {
            OfficeEvent::Start(element) => self.start(&element),
            OfficeEvent::End(_) => self.end(),
            OfficeEvent::Words(words) if self.skipped == 0 => match &mut self.gathered {
                Some(gathered) => gathered.push_str(&words),
                None => self.words(&words),
            },
            OfficeEvent::Words(_) => {}
        }
    }

    fn start(&mut self, element: &OfficeElement) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        let (prefix, name) = element.name.split_once(':').unwrap_or_default();
        let open = match prefix {
            "text" => self.start_text(name, element),
            "table" => self.start_table(name, element),
            "draw" => self.start_drawing(name, element),
            "math" if name == "math" => {
                self.math = Some(MathmlBuilder::new());
                return;
            }
            "svg" if name == "title" => self.gather(OdtGathered::Title),
            "svg" if name == "desc" => self.gather(OdtGathered::Description),
            "dc" if name == "creator" => self.gather(OdtGathered::Author),
            "dc" if name == "date" => self.gather(OdtGathered::Date),
            "meta" if name == "creator-initials" => self.gather(OdtGathered::Initials),
            "loext" if name == "sender-initials" => self.gather(OdtGathered::Initials),
            "office" => self.start_office(name, element),
            _ => OdtOpen::Nothing,
        };
        match open {
            OdtOpen::Skip => self.skipped = 1,
            open => self.opened.push(open),
        }
    }

    fn start_office(&mut self, name: &str, element: &OfficeElement) -> OdtOpen {
        match name {
            "annotation" => self.begin_remark(element),
            "annotation-end" => {
                self.end_passage(element);
                OdtOpen::Nothing
            }
            "binary-data" => {
                let open = self.gather(OdtGathered::Picture);
                self.gathered = Some("data:;base64,".to_owned());
                open
            }
            "forms" | "scripts" | "event-listeners" | "document" => OdtOpen::Skip,
            _ => OdtOpen::Nothing,
        }
    }

    pub(super) fn gather(&mut self, what: OdtGathered) -> OdtOpen {
        self.gathered = Some(String::new());
        OdtOpen::Gather(what)
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match self.opened.pop() {
            None | Some(OdtOpen::Nothing | OdtOpen::Skip) => {}
            Some(OdtOpen::Paragraph) => self.end_paragraph(),
            Some(OdtOpen::Joined | OdtOpen::Span) => drop(self.looks.pop()),
            Some(OdtOpen::Link) => self.end_link(),
            Some(OdtOpen::List) => self.lists.end(),
            Some(OdtOpen::Item) => self.lists.end_item(),
            Some(OdtOpen::Deleted) => self.changes.end_deletion(),
            Some(OdtOpen::Note) => drop(self.notes.pop()),
            Some(OdtOpen::NoteBody(note, lists)) => self.end_note_body(note, lists),
            Some(OdtOpen::Remark(remark, lists)) => self.end_remark(remark, lists),
            Some(OdtOpen::Box(lists)) => self.end_box(lists),
            Some(OdtOpen::Shape(lists)) => self.end_shape(lists),
            Some(OdtOpen::Frame) => self.end_frame(),
            Some(OdtOpen::Table) => self.end_table(),
            Some(OdtOpen::HeaderRows) => self.end_header_rows(),
            Some(OdtOpen::Row) => self.end_row(),
            Some(OdtOpen::Cell(lists)) => self.end_cell(lists),
            Some(OdtOpen::Covered(lists)) => self.end_covered(lists),
            Some(OdtOpen::Gather(what)) => self.end_gathered(what),
        }
    }

    fn end_gathered(&mut self, what: OdtGathered) {
        let Some(gathered) = self.gathered.take() else { return };
        let tidy = || gathered.split_whitespace().collect::<Vec<_>>().join(" ");
        match what {
            OdtGathered::Picture => self.picture_held(&gathered),
            OdtGathered::Ruby => {
                if !gathered.trim().is_empty() {
                    self.flow.lose("words above others (ruby), set in brackets");
                    self.kept(&in_brackets(&gathered));
                }
            }
            OdtGathered::Title | OdtGathered::Description => {
                if let Some(frame) = self.frames.last_mut() {
                    let own = if what == OdtGathered::Title { &mut frame.title } else { &mut frame.description };
                    *own = tidy();
                }
            }
            OdtGathered::Author | OdtGathered::Date | OdtGathered::Initials => {
                let value = Some(tidy()).filter(|value| !value.is_empty());
                if !self.changes.told(what, value.as_deref()) {
                    self.remark_told(what, value);
                }
            }
        }
    }

    /// Adds words as they look here.
    pub(super) fn words(&mut self, words: &str) {
        if self.is_hidden(words) {
            return;
        }
        let look = self.look(words);
        let change = self.change();
        self.flow.words(words, &look, change.as_ref());
    }

    /// Adds characters as they are: spaces and tabs.
    pub(super) fn kept(&mut self, words: &str) {
        if !self.is_hidden(words) {
            let look = self.look(words);
            let change = self.change();
            self.flow.kept(words, &look, change.as_ref());
        }
    }

    /// The change that words are part of here. Remarks are no part of the text that is changed.
    pub(super) fn change(&self) -> Option<OfficeChange> {
        self.changes.present().filter(|_| !self.remarks.is_open()).cloned()
    }

    /// Adds something that is no words, behind the change that it is part of.
    pub(super) fn put(&mut self, piece: OfficePiece) {
        if let Some(change) = self.change() {
            self.flow.piece(OfficePiece::Changed(change));
        }
        self.flow.piece(piece);
    }

    /// Whether words are hidden here; such are counted.
    fn is_hidden(&mut self, words: &str) -> bool {
        let hidden = self.looks.last().is_some_and(|face| face.look.is_hidden == Some(true));
        if hidden && !words.trim().is_empty() {
            self.flow.lose("passages of hidden words, left out");
            // Where they stood is known: a remark on them is on nothing that can be read.
            self.flow.piece(OfficePiece::Words { words: String::new(), look: crate::office::text::OfficeLook::default(), change: None });
        }
        hidden
    }

    fn look(&self, words: &str) -> OfficeLook {
        let Some(OdtFace { look, base }) = self.looks.last() else { return OfficeLook::default() };
        let base = base.as_ref();
        let is = |of: fn(&OdtLook) -> Option<bool>| of(look) == Some(true) && base.and_then(of) != Some(true);
        OfficeLook {
            is_bold: is(|look| look.is_bold),
            is_italic: is(|look| look.is_italic),
            is_small_caps: is(|look| look.is_small_caps),
            is_struck: is(|look| look.is_struck),
            is_underlined: is(|look| look.is_underlined) && !self.is_in_link,
            is_marked: is(|look| look.is_marked),
            is_code: is(|look| look.is_code),
            raise: look.raise.unwrap_or_default(),
            language: language_of(words, &look.languages),
            size: match look.size {
                Some(OdtSize::HalfPoints(size)) => Some(size),
                _ => None,
            },
        }
    }

    /// The look that is that of a kind of paragraph, not of its words.
    pub(super) fn base(role: &OfficeRole, look: &OdtLook) -> Option<OdtLook> {
        let mut base = look.clone();
        if *role == OfficeRole::Code {
            base.is_code = Some(true);
        }
        (*role != OfficeRole::Text).then_some(base)
    }
}
