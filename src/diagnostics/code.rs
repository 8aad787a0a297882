//! Every kind of finding: its code, gravity and explanation, in one table. A code keeps its number for ever.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $severity:ident;)+) => {
        /// A kind of finding. The doc comment of each is what `bindery explain CODE` prints.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// All codes, by number.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The code as printed, such as `M003`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Code::$name => $id),+ }
            }

            /// The gravity it has unless told otherwise.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),+ }
            }

            /// What it means, why it matters and what to do.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc, "\n"),+)),+ }
            }

            /// The code printed as `id`, in either case.
            #[must_use]
            pub fn parse(id: &str) -> Option<Code> {
                Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
            }
        }
    };
}

codes! {
    /// A key in book.toml or in a file's front matter is not one that Bindery knows, so it would have no effect.
    /// Correct its spelling, or remove it. The README lists every key.
    UnknownKey = "B001", Error;
    /// A value in book.toml or front matter has the wrong type or form, such as a number where a text is wanted.
    BadValue = "B002", Error;
    /// book.toml or front matter is not well-formed, so nothing in it can be read.
    BadSyntax = "B003", Error;
    /// The book has no title. Without one, shops and reading systems show a file name.
    /// Give `title` in book.toml or front matter, or begin the text with a first-level heading.
    NoTitle = "B004", Warning;
    /// The book has no author. Give `authors = ["Name"]` in book.toml or front matter.
    NoAuthor = "B005", Warning;
    /// An ISBN's check digit does not fit its other digits: one digit is wrong or two have changed places.
    BadIsbn = "B006", Error;
    /// A language tag is not a well-formed BCP 47 tag, such as `en`, `en-GB` or `zh-Hans`.
    BadLanguage = "B007", Error;
    /// A file that book.toml names does not exist in the book's folder.
    MissingFile = "B008", Error;
    /// A file that book.toml names lies outside the book's folder. A book reads nothing from outside its own folder,
    /// so that building somebody else's manuscript can never put your private files into it.
    FileOutside = "B009", Error;
    /// The folder holds no Markdown file, or the book lists none, so there is nothing to build.
    NoText = "B010", Error;
    /// A date is not of the form `2026`, `2026-11` or `2026-11-24`, or that day does not exist.
    BadDate = "B011", Error;
    /// A measure in book.toml cannot be used: no unit, an unknown trim size, or margins that leave no room for the text.
    BadMeasure = "B012", Error;
    /// No font file of that name, or it is not an OpenType font that may be embedded.
    BadFont = "B013", Error;
    /// The same file is listed twice, so its text would be in the book twice.
    ListedTwice = "B014", Error;

    /// The file is not UTF-8. Text from an older editor is read as Windows-1252, which may be wrong: look at the accents and quotes.
    NotUtf8 = "M001", Warning;
    /// A control character that no text may contain (and no EPUB or PDF can hold) was left out.
    ControlCharacter = "M002", Warning;
    /// A footnote mark such as `[^one]` has no note `[^one]: …` in the same file.
    UnknownFootnote = "M003", Error;
    /// A note `[^one]: …` is never called by a mark `[^one]`, so no reader would ever see it.
    UnusedFootnote = "M004", Warning;
    /// Two things carry the same id, so a link to it could mean either.
    DuplicateId = "M005", Error;
    /// A link leads to a heading, id or file that is not in the book.
    BrokenLink = "M006", Error;
    /// A heading is more than one level below the one before it. The contents then have a hole, and people who read by
    /// ear lose their place. The book is built as if the levels followed one another.
    SkippedLevel = "M007", Warning;
    /// Raw HTML that has no counterpart in a book was left out; the text inside it was kept.
    /// Allowed are br, sup, sub, small, em, strong, i, b, u, s, code, kbd, cite, q, abbr, span and comments.
    RawHtml = "M008", Warning;
    /// Lists and quotations are nested deeper than a page can show; what lies deeper was set at the deepest level.
    TooDeep = "M009", Warning;
    /// A file holds no text, so it makes no chapter. Write something in it, or take it out of the book.
    EmptyFile = "M010", Warning;
    /// A heading has no words, so it can stand in no contents. It was left out.
    EmptyHeading = "M011", Warning;
    /// Two notes `[^one]: …` have the same label in one file.
    DuplicateFootnote = "M012", Error;
    /// A heading is so long that it cannot be a heading (over 300 characters); probably a blank line is missing below it.
    LongHeading = "M013", Warning;
    /// A link's address is of a kind that books must not hold (`javascript:`, `data:`, `file:`) or no address at all.
    BadAddress = "M014", Error;
    /// A file is larger than 64 MiB, more than any text; it was not read.
    HugeFile = "M015", Error;

    /// An image file does not exist in the book's folder.
    MissingImage = "I001", Error;
    /// An image file is damaged or is not PNG, JPEG or SVG.
    CorruptImage = "I002", Error;
    /// An image has so many pixels that reading systems and printers refuse it (over 100 megapixels).
    HugeImage = "I003", Error;
    /// An image's path leads out of the book's folder (`../`, an absolute path, or a symbolic link). Nothing outside is read.
    ImageOutside = "I004", Error;
    /// An image lies on the network. Bindery never fetches anything: save the image into the book's folder.
    RemoteImage = "I005", Error;
    /// An image has no alternative text. Say in a few words what it shows: `![A map of the harbour](map.png)`.
    /// If it only adorns the page, and shows nothing that a reader who can't see it would miss, say so: `![](flower.png){.decorative}`.
    NoAltText = "I006", Error;
    /// An SVG image holds a script, an event handler or a reference to something outside; it was refused.
    UnsafeSvg = "I007", Error;

    /// The cover is smaller than shops advise (1600 × 2560 pixels) or not of a book's shape (between 1.3 and 1.8 times as high as wide).
    /// It is used as it is; shops may refuse it or show it blurred.
    CoverShape = "I008", Warning;
    /// The cover is a JPEG in the four colours of print, which shops and reading systems show in false colours or not at all.
    /// Save it in RGB.
    CoverColours = "I009", Error;
    /// A picture is printed with fewer than 300 pixels to the inch, so its edges are soft or its pixels show. Give a larger picture
    /// (the size needed is stated) or an SVG. Only said with `--for print`.
    CoarseImage = "I010", Warning;

    /// The quoted words of a comment are nowhere in the text (or in the section) they comment on.
    /// Probably the text was changed. The nearest passage is shown; copy its words into the heading if it is the right one,
    /// or let `bindery check --fix-anchors` do so for every such note. With `--draft` the book is built all the same.
    LemmaNotFound = "C001", Error;
    /// The quoted words of a comment stand in several places. Every place is shown with what to write instead:
    /// a section heading above the note, words in `[square brackets]` before or after, or a longer quotation.
    LemmaAmbiguous = "C002", Error;
    /// A heading in the commentary that is not a quotation must equal a heading of the text, or be its `#id`.
    UnknownScope = "C003", Error;
    /// A note names a voice that the front matter does not list under `voices`.
    UnknownVoice = "C004", Error;
    /// A quoted heading is followed by no text.
    EmptyNote = "C005", Error;
    /// A quotation with ` … ` was found at its first words, but its last words do not follow in the same section within 200 words.
    RangeEndMissing = "C006", Error;
    /// Two notes, or a note and a heading, have the same id.
    DuplicateNoteId = "C007", Error;
    /// The words were found only when upper and lower case are taken as equal.
    LemmaCase = "C008", Info;
    /// `{nth=…}` picks one of several equal passages by counting. It picks another one as soon as the text changes: prefer more words.
    NthIsBrittle = "C009", Warning;
    /// A note on a paragraph (`### ^name`) needs that name at a paragraph's end in the text (` ^name`).
    UnknownAnchor = "C010", Error;
    /// The front matter of a commentary says `comments-on: FILE`, and the book has no such file.
    UnknownText = "C011", Error;
    /// A comment's passage is gone and its heading says so (`{detached}`); the note is kept out of the book.
    Detached = "C012", Info;
    /// Two paragraphs of the text carry the same anchor `^name`.
    DuplicateAnchor = "C013", Error;
    /// A commentary gives no voice for a note: name a default `voice` in its front matter.
    NoVoice = "C014", Error;

    /// A character is in none of the book's fonts, so it cannot be printed. Add a font that has it: `fonts = ["file.otf"]`.
    NoGlyph = "T001", Error;
    /// A line cannot be broken well: a word or an address is wider than the measure. It was broken where it had to be.
    Overfull = "T002", Warning;
    /// Lines of fewer than 45 characters are ragged or full of holes; in lines of more than 80 the eye does not find the next one.
    /// Change `page.size`, `page.inner`, `page.outer` or `type.size`.
    OddMeasure = "T003", Warning;
    /// The commentary is longer than the margin or column beside the text has room for, so that pages of text are left half empty
    /// until it has caught up. Present it another way (`notes.pdf`), make the outer margin wider or the notes shorter.
    CrowdedMargin = "T004", Warning;

    /// A line ends in a hyphen (`--strict=hyphens`).
    Hyphen = "Q001", Error;
    /// More than two lines one below the other end in hyphens: a ladder, which the eye runs down (`--strict=ladders`).
    Ladder = "Q002", Error;
    /// A word is divided between a recto and its verso, so that one must turn the leaf to read its end (`--strict=turns`).
    Turn = "Q003", Error;
    /// The spaces of a line are more than twice as wide as they should be (`--strict=loose`). Change a word, allow hyphens, or
    /// widen the measure.
    Loose = "Q004", Error;
    /// The spaces of a line are nearly as narrow as they may be at all (`--strict=tight`).
    Tight = "Q005", Error;
    /// The spaces of five or more lines stand over one another, so that white runs down the page (`--strict=rivers`).
    River = "Q006", Error;
    /// A paragraph's last line stands alone at the head of a page (`--strict=widows`).
    Widow = "Q007", Error;
    /// A paragraph's first line stands alone at the foot of a page (`--strict=orphans`).
    Orphan = "Q008", Error;
    /// Two facing pages of a chapter don't end on the same line (`--strict=spreads`).
    Spread = "Q009", Error;
    /// A chapter's last page has fewer than five lines (`--strict=ends`).
    ShortEnd = "Q010", Error;
    /// A note runs over to the foot of another page (`--strict=notes`).
    SplitNote = "Q011", Error;
    /// A line is wider than the measure (`--strict=overfull`); T002 is the same as a warning.
    OverfullLine = "Q012", Error;

    /// What was read from plain text and what should be looked at: headings found, headings doubted, title and author missing.
    PlainText = "X001", Info;
    /// A short line of plain text was taken for a heading, but might not be one. Look at it.
    DoubtfulHeading = "X002", Warning;
    /// A short line of plain text was taken for a paragraph, but might be a heading.
    MaybeHeading = "X003", Info;

    /// A file could not be read or written. The last good output, if there is one, was left as it is.
    Machine = "W001", Error;
    /// epub-builder's output is not as Bindery expects it, so the EPUB was not written. This is a fault of Bindery: please report it.
    Internal = "W002", Error;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_explained() {
        let ids: BTreeSet<_> = Code::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.explanation().trim().len() > 30, "{} has no real explanation", code.id());
            assert_eq!(Code::parse(&code.id().to_lowercase()), Some(*code));
        }
    }
}
