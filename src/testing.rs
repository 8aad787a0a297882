//! What the project's own tests, benches and fuzzing use of the inside. Nothing here is promised to anybody.

pub mod book {
    //! From `book`.
    pub use crate::book::{
        Alignment, Alternative, Block, BlockId, BlockKind, Book, BookSeries, BookSubject, COVER_DESIGNS, Chapter, ChapterId,
        CollectionKind, Comment, Definition, Division, FigurePlacement, FormulaNumber, Identifier, Image, ImageData, ImageFormat, ImageId,
        LanguageId, Link, LinkId, ListItem, Math, Matter, Metadata, Note, NoteId, NoteKind, NoteState, Numbering, NumeralMarks, Numerals,
        Passage, PassageId, Person, Picture, PictureExtent, PictureSize, Prose, ReadingId, Role, Run, RunKind, Section, SectionId,
        SourceMap, Style, Subject, Table, TextPos, Voice, VoiceId,
    };
    pub mod text {
        //! From `book::text`.
        pub use crate::book::text::{leaves, words};
    }
    pub mod toc {
        //! From `book::toc`.
        pub use crate::book::toc::{ContentsEntry, ContentsTarget, toc};
    }
}
pub mod build {
    //! From `build`.
    pub use crate::build::{Built, BuiltFile, FileContent, Format, Options, Reading};
}
pub mod cli {
    //! From `cli`.
    pub use crate::cli::run;
}
pub mod config {
    //! From `config`.
    pub use crate::config::{
        ChapterStart, Config, DESIGNS, Epub, FolioPlace, Heads, IN_EPUB, IN_PDF, KEYS, ListedFile, Marks, Notes, NumberSeries,
        NumberSettings, PageSettings, Pdf, PdfStandard, Presentation, Print, RunningHead, STYLES, Site, Typography, WantedMatter, Zone,
        load,
    };
    pub mod keys {
        //! From `config::keys`.
        pub use crate::config::keys::{chapter, schema};
    }
}
pub mod diagnostics {
    //! From `diagnostics`.
    pub use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, Verdicts, codes_named};
    pub mod render {
        //! From `diagnostics::render`.
        pub use crate::diagnostics::render::{each, human, json, json_lines, short};
    }
}
pub mod edition {
    //! From `edition`.
    pub use crate::edition::{Edition, EntryId, NotePlacement, NoteSeries, PagePlace, PageStart, Presentation, contents};

    /// Places every note of a text in this form, or in the one that it has by itself.
    #[must_use]
    pub fn arrange_in(
        form: Option<crate::Form>,
        book: &crate::testing::book::Book,
        presentation: Presentation,
        config: &crate::testing::config::Config,
    ) -> Edition {
        let form = form.unwrap_or_else(|| crate::edition::chosen(book, config, false).0);
        let plan = crate::edition::FormPlan::new(form, book, presentation, config);
        crate::edition::arrange_in(plan, &std::sync::Arc::new(book.clone()), presentation)
    }

    /// Places every note of a book that is left as it is.
    #[must_use]
    pub fn arrange(book: &crate::testing::book::Book, presentation: Presentation) -> Edition {
        crate::edition::arrange(&std::sync::Arc::new(book.clone()), presentation)
    }
}
pub mod epub {
    //! From `epub`.
    pub use crate::epub::{PendingFiles, cover, write};
}
pub mod fonts {
    //! From `fonts`.
    pub use crate::fonts::{FaceId, Family, Fonts};
    pub mod shape {
        //! From `fonts::shape`.
        pub use crate::fonts::shape::{Features, Shaper};
    }
    pub mod web {
        //! From `fonts::web`.
        pub use crate::fonts::web::subset;
    }
}
pub mod inspect {
    //! From `inspect`.
    pub use crate::inspect::inspect;
}
pub mod language {
    //! From `language`.
    pub use crate::language::{Language, Words, all, language, right_to_left};
}
pub mod layout {
    //! From `layout`.
    pub use crate::layout::{Pages, set, sketch, starts};
    pub mod frame {
        //! From `layout::frame`.
        pub use crate::layout::frame::{
            ContentsLine, Edge, Glyph, GlyphShift, GlyphText, ItemContent, LinkTarget, MatterLine, MatterRole, Origin, Page, PageItem,
            Pages, TextArea,
        };
    }
    pub mod quality {
        //! From `layout::quality`.
        pub use crate::layout::quality::{FlawKind, report};
    }
    pub mod stages {
        //! From `layout::stages`.
        pub use crate::layout::stages::{lines, pages};
    }
}
pub mod pdf {
    //! From `pdf`.
    pub use crate::pdf::{UnwrittenPdf, draw, write};
}
pub mod picture {
    //! From `picture`.
    pub mod cover {
        //! From `picture::cover`.
        pub use crate::picture::cover::{CoverFaces, CoverPictures, Paperback, svg, wrapped};
    }
    pub mod draw {
        //! From `picture::draw`.
        pub use crate::picture::draw::svg;
    }
    pub mod inspect {
        //! From `picture::inspect`.
        pub use crate::picture::inspect::inspect;
    }
}
pub mod read {
    //! From `read`.
    pub use crate::read::{ReadingManner, prepared, read, typographic};
    pub mod plain_text {
        //! From `read::plain_text`.
        pub use crate::read::plain_text::{tell, to_markdown};
    }
}
pub mod remarks {
    //! From `remarks` and `cli::remarks`.

    /// Reads remarks and places them in a book, as an import does before it writes anything: how many have a place.
    pub fn placed(bytes: &[u8], book: &crate::testing::book::Book, diagnostics: &mut crate::testing::diagnostics::Diagnostics) -> usize {
        crate::cli::placed_remarks(bytes, book, diagnostics)
    }
}
pub mod source {
    //! From `source`.
    pub use crate::source::{Disk, Folder, Length, SourceId, Sources, Span, decode};
    pub mod deflate {
        //! From `source::deflate`.
        pub use crate::source::deflate::{checksum, zlib};
    }
}
