//! The rows of the table: to add a setting, add its row here and read its field where its section is resolved.

use super::kind::{Fallback, KeyType};
use super::{Key, KeyTable, fallback, key_type, keys, names, raw_form, section, whole};
use crate::book::{COLLECTION_KINDS, COVER_DESIGNS, COVER_WORDS, COVER_WORDS_PLACES};
use crate::config::design::{CHAPTER_NUMBERS, OPENINGS, TEXT_ALIGNS, TEXT_FIGURES};
use crate::config::epub::PAGE_NUMBERS;
use crate::config::form::FORMS;
use crate::config::looks::{ALIGNS, FAMILIES, FIGURES, SMALL_CAPS, WEIGHTS};
use crate::config::notes::{IN_EPUB, IN_PDF, IN_WEB, MARKS};
use crate::config::numbers::NUMBER_SERIES;
use crate::config::pdf::PDF_STANDARDS;
use crate::config::print::{COVER_COLOURS, PAPERS, PRINT_STANDARDS, SERVICES};
use crate::config::raw::{TableOnly, TextIfGiven, TextOrTable};
use crate::config::{CHAPTER_STARTS, FOLIOS, HEADS as HEAD_WORDS};
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use toml::Spanned;

keys! {
    /// The book itself: who made it, and of which files.
    /// These keys stand at the top of book.toml, before every section.
    BOOK = Raw, "" {
        /// The book's title.
        "title" title: text, else "the first first-level heading", like "The Harbour at Night";
        /// The subtitle.
        "subtitle" subtitle: text, like "An Essay";
        /// Who made the book: names, or tables that say more.
        /// A table has `name`, `role` (author, editor, translator, illustrator …) and `sort`, the name as lists sort it. A name alone is
        /// an author's.
        "authors" authors: entries(PERSON, RawPerson), like r#"["Jo Example", { name = "A. Nother", role = "editor" }]"#;
        /// The text's language as a BCP 47 tag: `en`, `en-GB`, `de`, `zh-Hans` …
        /// It decides hyphens, quotation marks, the book's own words and the voice that reads aloud. Without it `en` is taken, or what the
        /// text is plainly in; a warning says so.
        "language" language: text = "en", like "en-GB";
        /// The ISBN, 10 or 13 digits; its check digit is verified.
        /// Agencies give each form of a book a number of its own: `isbn = { print = "…", epub = "…", pdf = "…" }` names those there are.
        @whole "isbn" isbn: isbns(ISBN, RawIsbn), like r#"{ print = "978-0-306-40615-7" }"#;
        /// Another identifier instead of an ISBN: a DOI, a UUID, an address.
        "identifier" identifier: text, else "made of title, authors and language", like "doi:10.1000/182";
        /// The publisher's name.
        "publisher" publisher: text, like "A Small Press";
        /// When the book appears: a year, a month or a day.
        /// Write `2026`, `2026-11`, `2026-11-24`, or in words, such as `24 November 2026`. The clock is never asked, so that
        /// two runs give the same bytes.
        "date" date: date, like "2026-11-24";
        /// The day on which this version was finished: `2026`, `2026-11` or `2026-11-24`.
        /// Reading systems take a file for new by it. Without the key the day is that of `SOURCE_DATE_EPOCH`, or else the newest in the
        /// book (its date, its dated notes), and the time of day is made of the content, so that a changed book is always a new one.
        "modified" modified: date, else "the newest date in the book", like "2026-11-24";
        /// Copyright and licence, printed on the copyright page.
        "rights" rights: text, like "© 2026 Jo Example";
        /// The printed edition whose page numbers the EPUB carries.
        /// Its ISBN as `urn:isbn:…`, or another name.
        /// If there are several, the first is the one whose pages it counts.
        "source" source: texts, else "the PDF of the same book", like r#"["urn:isbn:9780306406157"]"#;
        /// A few sentences for shops, and for the back of a printed cover.
        /// An empty line parts paragraphs. Words in `*stars*` are italic on the back, and plain where shops show them.
        "description" description: text, like "A walk along the quay, with notes.";
        /// Subjects in plain words.
        /// A table gives the code of a subject in a scheme that shops and libraries use.
        "subjects" subjects: entries(SUBJECT, RawSubject), like r#"["harbours", "walking"]"#;
        /// The series: its name, or a table with `name` and `number`.
        /// A book that is part of several has a list of them.
        "series" series: entries(SERIES, RawSeries), like r#"{ name = "Small Walks", number = "2" }"#;
        /// The cover image (PNG, JPEG, SVG, GIF or WebP).
        @whole "cover" cover: file, else "a cover is set from the title", like "cover.jpg";
        /// The design of the cover that is set from the title.
        /// `circles`, `frame` and `label` go with any book; the others belong to a `design` each.
        @whole "cover-design" cover_design: choice(COVER_DESIGNS), else "as the design says", like "frame";
        /// What is put over a cover image of your own: words in a box or on a band.
        /// They are title, subtitle and authors. What they stand on is opaque, so that they can be read on any picture.
        @whole "cover-words" cover_words: choice(COVER_WORDS), else "`none`; `box` on a `print.cover-wrap` without `cover`", like "box";
        /// Where on the image the box or band lies.
        @whole "cover-words-place" cover_words_place: choice(COVER_WORDS_PLACES) = "top", like "bottom";
        /// The colour of the cover, as `#` and six hexadecimal digits.
        /// It is that of the ground of a design, or of the box or band on an image, and of the spine beside it. Letters on it are pale or
        /// dark, whichever is read better. In front matter it stands in quotation marks.
        @whole "cover-colour" cover_colour: colour, else "chosen by the title, or by the image", like "#1d3557";
        /// The second ink of the cover: ornaments, rules and the like.
        /// It is written as `cover-colour` is. A title in it stays in the ink of the letters where the two colours are too near for reading.
        @whole "cover-accent" cover_accent: colour, else "chosen by the title", like "#d9774b";
        /// How PDF, EPUB and cover look together.
        /// `press/1`, `essay/1`, `modern/1`, `poetry/1`, `academic/1`, `compact/1`, `ragged/1`, `large-print/1` (`bindery design` tells of
        /// them), or a TOML file of your own, made from what `bindery design NAME` prints. What a name means never changes.
        @whole "design" design: design = "press/1", like "modern/1";
        /// The number of the rules that break lines and pages.
        /// A new release of Bindery breaks the lines and pages of a book that says `layout = 1` as the old one did. Until Bindery 1.0,
        /// layout 1 may still change where a fault is mended.
        @whole "layout" layout: count([1]) = "1", like "1";
        /// The form of the text: a book, an essay or a report.
        /// A `book` has a half title, a title page, a copyright page and contents. An `essay` begins on its first page, below its title,
        /// and ends with the imprint. A `report` has title and contents on its first page. `auto` takes a short text without chapters for
        /// an essay, if it has no book.toml, and everything else for a book.
        @whole "form" form: choice(FORMS) = "auto", like "essay";
        /// The text's files in order, or parts with their files.
        /// A part is a table: `{ part = "Part One", chapters = ["one.md"] }`. A name may be a pattern: `"part-*/*.md"`, `"**/*.md"`.
        /// Without the key every Markdown file of the folder is taken in name order, README.md and its like excepted, or those that a
        /// list of another program's names; what is left out is told (B027).
        @whole "chapters" chapters: parts(PART, RawPart), else "every Markdown file of the folder", like r#"["one.md", "two.md"]"#;
        /// Files before the text: dedication, epigraph, foreword, preface.
        "front" front: files, like r#"["preface.md"]"#;
        /// Files after the text: appendix, afterword, bibliography, colophon.
        "back" back: files, like r#"["afterword.md"]"#;
        /// The commentary's files.
        "commentary" commentary: files, else "without `chapters`, files whose front matter says `comments-on`", like r#"["notes.md"]"#;
        /// Editions of the book that differ in some keys, each a table with a name.
        /// `[edition.large-print]` has the keys that are other in it, such as `page = { size = "7in x 10in" }`. `--edition large-print`
        /// builds it, `--edition all` all of them with the book itself. Its files have its name behind the book's.
        @whole "edition" edition: editions, like r#"{ large-print = { design = "large-print/1" } }"#;
        /// A file of settings that this book's lie over.
        /// It is a TOML file with the same keys. In a workspace (a folder above with a bindery.toml that lists the book) it may lie there,
        /// as in `"../house.toml"`, and so may all files that it names.
        @whole "extends" extends: file, like "house.toml";
        /// What a sample holds: a percentage of the text, or some chapters.
        /// `bindery publish` makes it. Chapters are named by their files or titles. The pages before the text are always in it. A percentage ends with a paragraph, and the sample says at its end that it is one.
        @whole "sample" sample: texts, like r#"["10%"]"#;
        /// What has changed since the book appeared, the newest first.
        /// PDF and EPUB list the changes on a page "About this edition" behind the text, `bindery publish` in the feed of the site too.
        @whole "changes" changes: sizes(CHANGE, RawChange), like r#"[{ date = "2026-11-24", text = "Two notes were added." }]"#;
        /// File name of the outputs without an ending.
        @whole "output" output: text, else "made of the title", like "harbour";
        /// The page of the PDF: its size, its margins and its running heads.
        "page" page: table(PAGE, RawPage), like r#"{ size = "a5" }"#;
        /// The type of the PDF: style, size, fonts, hyphens, looks.
        "type" r#type: table(TYPE, RawType), like r#"{ size = "11 pt" }"#;
        /// What stands before and behind the text.
        "matter" matter: table(MATTER, RawMatter), like "{ half-title = false }";
        /// The contents, and lists of figures and tables.
        "contents" contents: table(CONTENTS, RawContents), like "{ depth = 3 }";
        /// What is numbered: headings, figures, tables, equations.
        "numbers" numbers: table(NUMBERS, RawNumbers), like "{ sections = 2 }";
        /// Where the commentary stands.
        "notes" notes: table(NOTES, RawNotes), like r#"{ pdf = "end" }"#;
        /// What only the EPUB is told.
        "epub" epub: table(EPUB, RawEpub), like "{ fonts = false }";
        /// What only the PDF for the screen is told.
        "pdf" pdf: table(PDF, RawPdf), like "{ attach-source = true }";
        /// What only `--for print` is told.
        "print" print: table(PRINT, RawPrint), like r#"{ service = "kdp" }"#;
        /// What is an error, and what is not told of.
        "check" check: table(CHECK, RawCheck), like r#"{ deny = ["links"] }"#;
        /// What `bindery publish` is told of the site.
        "site" site: table(SITE, RawSite), like r#"{ url = "https://books.example.org/" }"#;
        /// Your own words in place of those that Bindery puts into the book.
        "words" words: table(WORDS, RawWords), like r#"{ contents = "Table of Contents" }"#;
    }

    /// A workspace: books that share files.
    WORKSPACE = RawWorkspace, "" {
        /// The folders of its books, each with a book.toml; a name may be a pattern.
        "books" books: list, like r#"["novels/*", "essays"]"#;
    }

    /// A person.
    PERSON = RawPerson, "" {
        /// The name as it is printed.
        "name" name: text, like "A. Nother";
        /// What the person did: author, editor, translator, illustrator, commentator …
        /// Who did several things has a list of them; the first says where the name is printed.
        "role" role: texts = r#"["author"]"#, like r#"["editor", "translator"]"#;
        /// The name as lists sort it.
        "sort" sort: text, else "the last word first", like "Nother, A.";
        /// The person's ORCID, as 16 digits or as an address.
        "orcid" orcid: digits, like "0000-0002-1825-0097";
        /// The person's ISNI, as 16 digits or as an address.
        "isni" isni: digits, like "0000 0001 2150 090X";
    }

    /// A change.
    CHANGE = RawChange, "" {
        /// When the change was published: a year, a month or a day.
        "date" date: date, like "2026-11-24";
        /// What has changed, in a sentence or two. Words in `*stars*` are italic.
        "text" text: text, like "Two notes were added.";
    }

    /// A subject.
    SUBJECT = RawSubject, "" {
        /// The subject in words.
        "name" name: text, like "Essays";
        /// Its code among those of the Book Industry Study Group, which shops in America ask for.
        "bisac" bisac: text, like "LCO010000";
        /// Its code in Thema, which the book trade of the world uses.
        "thema" thema: text, like "DNL";
        /// The number of its heading at the Library of Congress.
        "lcsh" lcsh: text, like "sh85044901";
    }

    /// A series.
    SERIES = RawSeries, "" {
        /// The series' name.
        "name" name: text, like "Small Walks";
        /// The book's number in it.
        "number" number: digits, like "2";
        /// A `series` goes on; a `set` is planned as a whole, such as collected works in five volumes.
        "kind" kind: choice(COLLECTION_KINDS) = "series", like "set";
    }

    /// An ISBN for each form of the book.
    ISBN = RawIsbn, "" {
        /// That of the printed book; its bar code stands on the cover for print.
        "print" print: digits, like "978-0-306-40615-7";
        /// That of the EPUB.
        "epub" epub: digits, like "978-0-306-40615-7";
        /// That of the PDF for the screen.
        "pdf" pdf: digits, like "978-0-306-40615-7";
    }

    /// A part of the book.
    PART = RawPart, "" {
        /// The part's title.
        "part" part: text, like "Part One";
        /// Its files in order.
        "chapters" chapters: list, like r#"["one.md"]"#;
    }

    /// The page of the PDF: its size, its margins and its running heads.
    PAGE = RawPage, "page." {
        /// Trim size: the page as it is cut, by name or by its sides.
        /// Names: `6x9`, `5x8`, `5.06x7.81`, `5.25x8`, `5.5x8.5`, `6.14x9.21`, `6.69x9.61`, `7x10`, `7.5x9.25`, `8x10`, `8.5x11` (inches);
        /// `a4`, `a5`, `a6`, `b5`; `a-format`, `b-format`, `demy`, `royal`, `crown-quarto`, `pocket`, `novella`, `digest`, `us-trade`,
        /// `executive`, `letter`. Sides need a unit: `148 x 210 mm`, `5.7 x 8.1 in`.
        "size" size: page_size = "6x9", like "a5";
        /// Margin at the spine, such as `18 mm`, `0.75 in` or `54 pt`.
        "inner" inner: length, else "in proportion to the page", like "18 mm";
        /// Margin at the fore-edge.
        "outer" outer: length, else "in proportion to the page", like "22 mm";
        /// Margin above the text; the running head stands in it.
        "top" top: length, else "in proportion to the page", like "21 mm";
        /// Margin below the text.
        "bottom" bottom: length, else "in proportion to the page", like "24 mm";
        /// Where chapters start: on a right-hand page, or on any.
        "chapters-start" chapters_start: choice(CHAPTER_STARTS) = "any", like "recto";
        /// Where page numbers stand.
        /// In the line of the running head, in the middle of the foot, or at the foot's outer end.
        "folios" folios: choice(FOLIOS) = "head", like "foot";
        /// What running heads say, on left-hand and right-hand pages.
        "heads" heads: table(HEADS, RawHeads) = r#"{ verso = "title", recto = "section" }"#, like r#"{ verso = "author" }"#;
    }

    /// What running heads say.
    /// `section` and `section-last` are the last section that begins on the page, `section-first` is the first. `author` is who wrote the
    /// chapter, if the chapter says so, else the authors of the book.
    HEADS = RawHeads, "" {
        /// The head of left-hand pages.
        "verso" verso: choice(HEAD_WORDS) = "title", like "author";
        /// The head of right-hand pages.
        "recto" recto: choice(HEAD_WORDS) = "section", like "chapter";
    }

    /// The type of the PDF: style, size, fonts, hyphens, looks.
    /// Sizes and looks come from the style; what is said here is laid over it.
    TYPE = RawType, "type." {
        /// The style that all else is laid over.
        /// `classic/1`, `essay/1`, `compact/1` (`bindery style` tells of them), or a TOML file of your own, made from what
        /// `bindery style NAME` prints. What a name means never changes.
        "style" style: style = "classic/1", like "essay/1";
        /// Size of the text, such as `10.5 pt`.
        "size" size: length, else "in proportion to the page", like "11 pt";
        /// Distance of the baselines.
        /// A length such as `14 pt`, a number of times the size such as `1.4`, or a percentage of it such as `130%`.
        "leading" leading: leading, else "about 1.3 times the size", like "140%";
        /// Indent of a paragraph's first line.
        /// A length such as `15 pt`, or `1.5 em`.
        "indent" indent: indent, else "about 1.4 times the size", like "1 em";
        /// The family of the text, in the PDF and in the EPUB.
        /// The name of one that comes with Bindery (`Libertinus Serif`, `EB Garamond`) or is installed; or font files of the book, or the
        /// folder they lie in. Regular, italic, bold and bold italic are told apart by what the faces say of themselves.
        "serif" serif: family, else "Libertinus Serif", like r#""EB Garamond""#;
        /// The family of labels and headings that a style sets in a sans.
        /// Named as `type.serif` is; `Libertinus Sans` and `Alegreya Sans` come with Bindery.
        "sans" sans: family, else "Libertinus Sans", like r#""Alegreya Sans""#;
        /// The family of code.
        /// Named as `type.serif` is.
        "mono" mono: family, else "JetBrains Mono", like r#"["code.ttf", "code-bold.ttf"]"#;
        /// The face of formulas: one that is made for them, with a table of mathematics.
        /// Named as `type.serif` is.
        "math" math: family, else "Libertinus Math", like r#""STIX Two Math""#;
        /// OpenType files of your own for characters that the other fonts lack.
        "fonts" fonts: list, like r#"["runes.otf"]"#;
        /// How the lines of the text end: both edges straight, or ragged on the right.
        /// What a style sets justified, such as quotations and notes, is ragged too then.
        "align" align: choice(TEXT_ALIGNS) = "justified", like "left";
        /// The figures of the text: old-style ones, or some as high as capitals.
        "figures" figures: choice(TEXT_FIGURES) = "old-style", like "lining";
        /// Whether words are hyphenated.
        "hyphenate" hyphenate: flag = "true", like "false";
        /// Words with hyphens where they may be divided.
        /// Such as `data-base`; a word without a hyphen is never divided.
        "exceptions" exceptions: list, like r#"["data-base", "harbour"]"#;
        /// How the first words of a chapter are set.
        "opening" opening: choice(OPENINGS) = "small-caps", like "none";
        /// Whether keywords of code are bold and its comments italic.
        /// Only where the code's language is named.
        "highlight" highlight: flag = "true", like "false";
        /// How many lines high a chapter's first letter is; 0: as any other.
        "drop-cap" drop_cap: count([0, 2, 3]) = "0", like "2";
        /// Where the number in a chapter's heading stands, and in what form.
        /// That of `Chapter 4: The Whale` or `IV. The Whale`. `as-written`: before the title, as it is written; `above`: as it is written, on a line above the title; `figure`, `roman`,
        /// `word`: on a line above the title, as 4, IV or Four.
        "chapter-number" chapter_number: choice(CHAPTER_NUMBERS) = "as-written", like "roman";
        /// What stands between two scenes, where the text has a line of `***`.
        /// `stars`: three asterisks; `asterism`: three in one character, ⁂; `rule`: a short rule; `space`: an empty line, which is shown by
        /// asterisks at the head and the foot of a page; the signs themselves; or a picture of the book, such as `ornament.svg`.
        "scene-break" scene_break: text = "stars", like "❧";
        /// How the titles of chapters look.
        "heading-1" heading_1: table(LOOK, RawLook), else "as the style says", like r#"{ size = "150%" }"#;
        /// How headings of the second level look.
        "heading-2" heading_2: table(LOOK, RawLook), else "as the style says", like r#"{ weight = "bold" }"#;
        /// How headings of the third level look.
        "heading-3" heading_3: table(LOOK, RawLook), else "as the style says", like r#"{ above = "2 lines" }"#;
        /// How headings of the fourth level look.
        "heading-4" heading_4: table(LOOK, RawLook), else "as the style says", like "{ letterspacing = 60 }";
        /// How headings of the fifth level look.
        "heading-5" heading_5: table(LOOK, RawLook), else "as the style says", like r#"{ family = "sans" }"#;
        /// How headings of the sixth level look.
        "heading-6" heading_6: table(LOOK, RawLook), else "as the style says", like r#"{ family = "sans" }"#;
        /// How block quotations look.
        "quote" quote: table(LOOK, RawLook), else "as the style says", like "{ italic = true }";
        /// How blocks of code look.
        "code" code: table(LOOK, RawLook), else "as the style says", like r#"{ size = "75%" }"#;
        /// How the cells of tables look.
        "table" table: table(LOOK, RawLook), else "as the style says", like r#"{ family = "sans" }"#;
        /// How captions look.
        "caption" caption: table(LOOK, RawLook), else "as the style says", like r#"{ align = "centre", size = "95%" }"#;
        /// How notes look.
        "note" note: table(LOOK, RawLook), else "as the style says", like r#"{ size = "85%" }"#;
        /// How the running head of left-hand pages looks.
        "head-verso" head_verso: table(LOOK, RawLook), else "as the style says", like r#"{ family = "sans" }"#;
        /// How the running head of right-hand pages looks.
        "head-recto" head_recto: table(LOOK, RawLook), else "as the style says", like r#"{ family = "sans" }"#;
        /// How page numbers look.
        "folio" folio: table(LOOK, RawLook), else "as the style says", like r#"{ family = "sans" }"#;
        /// How the title page looks.
        "title" title: table(LOOK, RawLook), else "as the style says", like r#"{ family = "sans" }"#;
    }

    /// How one kind of text looks.
    /// What a look does not say it takes from the style. Write it as one line, `heading-2 = { weight = "bold", size = "112%" }` under
    /// `[type]`, or as a section of its own, `[type.heading-2]`, with a line a key.
    LOOK = RawLook, "" {
        /// The family of the face.
        "family" family: choice(FAMILIES), like "sans";
        /// The weight of the face.
        "weight" weight: choice(WEIGHTS), like "bold";
        /// Whether it is italic.
        "italic" italic: flag, like "true";
        /// Its size as a percentage of the text's.
        "size" size: percent, like "115%";
        /// Its distance of baselines as a percentage of the text's.
        "leading" leading: percent, like "105%";
        /// Which letters are small capitals: none, those that are written small, or all.
        "small-caps" small_caps: choice(SMALL_CAPS), like "all";
        /// The form of the figures.
        "figures" figures: choice(FIGURES), like "lining";
        /// Space added after every letter, in thousandths of an em.
        "letterspacing" letterspacing: whole(-500 to 500), like "20";
        /// How its lines fill the measure.
        "align" align: choice(ALIGNS), like "justified";
        /// Space above it, in lines of the text; for headings only.
        "above" above: lines, like "2 lines";
        /// Space below it, in lines of the text; for headings only.
        "below" below: lines, like "1 line";
    }

    /// A style of one's own: what `type.style` may name.
    STYLE = RawStyle, "" {
        /// The size of the text on pages narrower than a width, from narrow to wide.
        "sizes" sizes: sizes(SIZE, RawSize), like r#"[{ below = "140 mm", size = "10 pt" }]"#;
        /// The page of the PDF.
        "page" page: table(PAGE, RawPage), like r#"{ size = "a5" }"#;
        /// The type of the PDF.
        "type" r#type: table(TYPE, RawType), like r#"{ size = "11 pt" }"#;
    }

    /// A design of one's own: what `design` may name.
    DESIGN = RawDesign, "" {
        /// The cover that is set from the title.
        "cover-design" cover_design: choice(COVER_DESIGNS) = "circles", like "frame";
        /// Rules that are added to the stylesheet of the EPUB; `$serif`, `$sans` and `$mono` stand for the book's families.
        "stylesheet" stylesheet: text, like "h1 { text-align: left; }";
        /// The size of the text on pages narrower than a width, from narrow to wide.
        "sizes" sizes: sizes(SIZE, RawSize), like r#"[{ below = "140 mm", size = "10 pt" }]"#;
        /// The page of the PDF.
        "page" page: table(PAGE, RawPage), like r#"{ size = "a5" }"#;
        /// The type of the PDF.
        "type" r#type: table(TYPE, RawType), like r#"{ size = "11 pt" }"#;
    }

    /// A size of the text on pages narrower than a width.
    SIZE = RawSize, "" {
        /// The width of the page.
        "below" below: length, like "140 mm";
        /// The size of the text.
        "size" size: length, like "10 pt";
    }

    /// What stands before and behind the text.
    /// Each piece that Bindery makes can be asked for or left out, in every form and in both outputs. A file of your own that you list
    /// (`title-page.md`) is always printed.
    MATTER = RawMatter, "matter." {
        /// Whether there is a half title.
        /// It has the title alone, on the leaf before the title page.
        "half-title" half_title: flag, else "in the PDF of a book", like "false";
        /// Whether the title has a page of its own.
        /// Without one, an essay and a report have their title above the text.
        "title-page" title_page: flag, else "in a book", like "true";
        /// Whether copyright line, publisher and ISBN are printed.
        /// They have a page in a book; in an essay and a report they stand behind the text.
        "copyright" copyright: flag, else "printed", like "false";
        /// Whether the contents are printed.
        /// Without them, an EPUB still has the contents in the menu of the reading app.
        "contents" contents: flag, else "if they help to find something", like "false";
        /// Whether there is a line that says what the book is set in.
        "colophon" colophon: flag, else "as `matter.copyright`", like "false";
    }

    /// The contents, and lists of figures and tables.
    CONTENTS = RawContents, "contents." {
        /// How many levels of headings the contents show.
        "depth" depth: whole(1 to 6) = "2", like "3";
        /// Whether there is a list of the figures that have a caption.
        "figures" figures: flag = "false", like "true";
        /// Whether there is a list of the tables that have a caption.
        "tables" tables: flag = "false", like "true";
    }

    /// What is numbered.
    /// Nothing is by itself, but equations with a `\label` and, without a book.toml, figures and tables that references by key lead to. Links without words and references by key say the numbers.
    NUMBERS = RawNumbers, "numbers." {
        /// How many levels of headings carry numbers.
        /// With 1 chapters are numbered, 1, 2, 3; with 2 their sections too, 1.1. Appendices have letters. A heading with `{.unnumbered}`,
        /// what stands below it, and what stands before and behind the text have none.
        "sections" sections: whole(0 to 6) = "0", like "2";
        /// How figures with a caption are numbered.
        /// Through the `book`, or anew in each `chapter`, behind its number: `3.2`.
        "figures" figures: choice(NUMBER_SERIES) = "none", like "chapter";
        /// How the tables with a caption are numbered.
        "tables" tables: choice(NUMBER_SERIES) = "none", like "book";
        /// How equations with an id are numbered.
        /// With `none`, those with a `\label` or an id that begins with `eq` are numbered through the book.
        "equations" equations: choice(NUMBER_SERIES) = "none", like "chapter";
    }

    /// Where the commentary stands.
    NOTES = RawNotes, "notes." {
        /// Where the PDF has the commentary.
        /// `foot`: at the foot of the page; `margin`: in the outer margin; `facing`: on the right-hand page; `columns`: in a second column;
        /// `after-section`: below each section; `end`: in a chapter of its own; `omit`: nowhere; `only`: without the text.
        "pdf" pdf: choice(IN_PDF) = "foot", like "end";
        /// Where the EPUB has the commentary.
        /// `popup`: in popups, which are also a chapter; `interleaved`: between the paragraphs, each note behind the one it is on; `linked`:
        /// in a chapter of plain links, for readers whose popups cut long notes short; `omit`: nowhere; `only`: without the text.
        "epub" epub: choice(IN_EPUB) = "popup", like "interleaved";
        /// Where the web edition has the commentary.
        /// `beside`: beside the words it is on, and below their paragraph on narrow screens, as the author's notes are then; `linked`: on
        /// a page of plain links; `omit`: nowhere; `only`: without the text.
        "web" web: choice(IN_WEB) = "beside", like "linked";
        /// How the PDF shows the words that a comment is on.
        "marks" marks: choice(MARKS) = "letters", like "underline";
    }

    /// What only the EPUB is told.
    EPUB = RawEpub, "epub." {
        /// How the EPUB names the edition whose page numbers it carries.
        /// `source-of` is taken by every shop's EPUBCheck, `page-break-source` is the way of EPUB Accessibility 1.1, and `none` carries no
        /// page numbers.
        "pages" pages: choice(PAGE_NUMBERS) = "source-of", like "none";
        /// Whether the fonts are in the EPUB.
        "fonts" fonts: flag = "true", like "false";
        /// Who vouches that the EPUB is accessible to all.
        /// That is: that it conforms to EPUB Accessibility 1.1 and WCAG 2.2 AA. The claim is written only if Bindery's own checks find
        /// nothing against it and every picture has alternative text.
        "certified-by" certified_by: text, else "nothing is claimed", like "A Small Press";
    }

    /// What only the PDF for the screen is told.
    PDF = RawPdf, "pdf." {
        /// The standards of the PDF.
        /// `ua1+a2` is PDF/UA-1 and PDF/A-2a, `ua2+a4` is PDF/UA-2 and PDF/A-4, in PDF 2.0, which fewer programs know yet.
        "standard" standard: choice(PDF_STANDARDS) = "ua1+a2", like "ua2+a4";
        /// Whether the files of the manuscript are in the PDF.
        /// They are put in without what is private in them; the PDF is then PDF/A-3a (or PDF/A-4f) in place of PDF/A-2a.
        "attach-source" attach_source: flag = "false", like "true";
        /// The most pixels to the inch that a photograph keeps at its printed size.
        /// The PDF for a printer always has all.
        "image-resolution" image_resolution: whole(72 to 2400), else "all of them", like "300";
    }

    /// What only `--for print` is told.
    PRINT = RawPrint, "print." {
        /// How far the paper goes on beyond the trimmed page.
        "bleed" bleed: length, else "3 mm; with `print.service` nothing", like "5 mm";
        /// Whether marks outside the bleed show where to cut and fold.
        /// KDP and IngramSpark want files without them.
        "crop-marks" crop_marks: flag = "false", like "true";
        /// Who prints the book.
        /// The margins are widened to what that service demands of a book of so many pages, its paper is counted for the spine, and you
        /// hear what it does not print.
        "service" service: choice(SERVICES), like "kdp";
        /// The standard of the file of the pages: PDF/X-4 or PDF/X-1a.
        /// `x-1a` is the older one, which some printers want; the cover is always that.
        "standard" standard: choice(PRINT_STANDARDS) = "x-4", like "x-1a";
        /// The paper, for the width of the spine.
        "paper" paper: choice(PAPERS) = "white", like "cream";
        /// The thickness of a leaf (two pages) of another paper.
        "paper-thickness" paper_thickness: length, like "0.11 mm";
        /// The width of the spine, if the printer gives it.
        "spine" spine: length, else "counted from pages and paper", like "18.5 mm";
        /// A picture for the back of the printed cover.
        /// The description stands on a plain panel over it.
        "cover-back" cover_back: file, like "back.jpg";
        /// One picture for the whole printed cover: back, spine and front.
        /// It takes the place of `cover` in the files for the printer. Description and spine stand on plain panels over it, and what is
        /// on the front is said by `cover-words`.
        "cover-wrap" cover_wrap: file, like "wrap.jpg";
        /// The colours of the cover's file.
        /// `cmyk` is PDF/X-1a in the inks of a press. `rgb` is for services that convert colours themselves, as Lulu does.
        "cover-colours" cover_colours: choice(COVER_COLOURS), else "`cmyk`; with Lulu `rgb`", like "rgb";
    }

    /// What is an error, and what is not told of.
    CHECK = RawCheck, "check." {
        /// Findings that are errors: codes such as `M006`, or kinds such as `links`.
        /// `bindery explain` lists the codes, `bindery check --deny=?` the kinds.
        "deny" deny: texts, like r#"["links"]"#;
        /// Findings that are not told of, unless they are errors.
        "allow" allow: texts, like r#"["loose"]"#;
    }

    /// What `bindery publish` is told of the site.
    SITE = RawSite, "site." {
        /// Where the site will stand, as an address that begins with `https://`.
        /// Feeds and catalogues name every file by its whole address then, and there is a site map. Without it all links are relative,
        /// so that the folder works wherever it is put.
        "url" url: text, like "https://books.example.org/";
        /// The name of the catalogue of all books.
        "title" title: text, else "the publisher, or the title of the only book", like "Small Walks Press";
    }

    /// Your own words in place of those that Bindery puts into the book.
    /// Without them they are in the book's language; in one that Bindery has no words in, they are English.
    WORDS = RawWords, "words." {
        /// Heading of the table of contents.
        "contents" contents: text, else "in the book's language", like "Table of Contents";
        /// A page by its number, as a note names it; `{}` is the number.
        "page" page: text, else "in the book's language", like "page {}";
        /// Heading of the list of figures.
        "figures" figures: text, else "in the book's language", like "Illustrations";
        /// Heading of the list of tables.
        "tables" tables: text, else "in the book's language", like "List of Tables";
        /// Heading of the author's notes.
        "notes" notes: text, else "in the book's language", like "Notes of the Author";
        /// Heading of the commentary.
        "commentary" commentary: text, else "in the book's language", like "Comments";
        /// Heading of the introduction to the commentary.
        /// It is used where the introduction stands before the text.
        "introduction" introduction: text, else "in the book's language", like "How to Read the Comments";
        /// Heading of the comments that have no place in the text, in a draft.
        "unplaced" unplaced: text, else "in the book's language", like "Notes Still to Be Placed";
        /// Before a note that is marked as a draft.
        "draft" draft: text, else "in the book's language", like "Not Yet Final";
        /// Title of the cover page.
        "cover" cover: text, else "in the book's language", like "Front Cover";
        /// Title of the title page.
        "title-page" title_page: text, else "in the book's language", like "Title";
        /// Title of the copyright page.
        "copyright" copyright: text, else "in the book's language", like "Imprint";
        /// Heading of the list of pages.
        "pages" pages: text, else "in the book's language", like "Page List";
        /// Heading of the landmarks.
        "landmarks" landmarks: text, else "in the book's language", like "Guide";
        /// The beginning of the text, among the landmarks.
        "text" text: text, else "in the book's language", like "Begin Reading";
        /// Read aloud before the mark of an author's note.
        "note" note: text, else "in the book's language", like "footnote";
        /// Read aloud before the mark of a comment.
        "comment" comment: text, else "in the book's language", like "remark";
        /// Read aloud on the way back from a note.
        "back" back: text, else "in the book's language", like "return to the text";
        /// Read aloud for a task that is done.
        "done" done: text, else "in the book's language", like "finished";
        /// Read aloud for a task that is not.
        "open" open: text, else "in the book's language", like "not done";
        /// The colophon of an EPUB, whose type is the reader's own.
        "bound" bound: text, else "in the book's language", like "Made by hand.";
        /// The colophon of a PDF; `{}` is the face and its size.
        "typeset" typeset: text, else "in the book's language", like "Set in {}.";
        /// Before the name of an editor.
        "edited-by" edited_by: text, else "in the book's language", like "Edition by";
        /// Before the name of a translator.
        "translated-by" translated_by: text, else "in the book's language", like "English by";
        /// Before the name of an illustrator.
        "illustrated-by" illustrated_by: text, else "in the book's language", like "Pictures by";
        /// Before the name of the writer of a commentary.
        "commentary-by" commentary_by: text, else "in the book's language", like "Comments by";
        /// Before the name of the writer of an introduction.
        "introduction-by" introduction_by: text, else "in the book's language", like "With a foreword by";
        /// Label of a set-off note, if it has no title of its own.
        "callout-note" callout_note: text, else "in the book's language", like "By the Way";
        /// Label of a set-off tip, if it has no title of its own.
        "callout-tip" callout_tip: text, else "in the book's language", like "Hint";
        /// Label of a set-off passage that is important, if it has no title of its own.
        "callout-important" callout_important: text, else "in the book's language", like "Mark This";
        /// Label of a set-off warning, if it has no title of its own.
        "callout-warning" callout_warning: text, else "in the book's language", like "Beware";
        /// Label of a set-off call for caution, if it has no title of its own.
        "callout-caution" callout_caution: text, else "in the book's language", like "Take Care";
        /// A figure by its number, in the text and its caption; `{}` is the number.
        "figure-number" figure: text, else "in the book's language", like "Plate {}";
        /// A table by its number, in the text and its caption; `{}` is the number.
        "table-number" table: text, else "in the book's language", like "List {}";
        /// An equation by its number; `{}` is the number.
        "equation-number" equation: text, else "in the book's language", like "eq. ({})";
        /// A chapter by its number; `{}` is the number.
        "chapter-number" chapter: text, else "in the book's language", like "ch. {}";
        /// A section by its number; `{}` is the number.
        "section-number" section: text, else "in the book's language", like "§ {}";
        /// An appendix, or a section of one, by its number; `{}` is the number.
        "appendix-number" appendix: text, else "in the book's language", like "annex {}";
        /// Behind the caption of a table where it goes on on another page, in brackets.
        "continued" continued: text, else "in the book's language", like "cont.";
        /// A page by its number, as the text refers to it; `{}` is the number.
        "page-number" page_reference: text, else "in the book's language", like "p. {}";
        /// The head of pages of notes to one page of the text; `{}` is its number.
        "notes-to-page" notes_to_page: text, else "in the book's language", like "Notes on p. {}";
        /// The head of pages of notes to several pages; `{}` is the first and last.
        "notes-to-pages" notes_to_pages: text, else "in the book's language", like "Notes on pp. {}";
        /// The page of a dedication, in the EPUB's contents and aloud.
        "dedication" dedication: text, else "in the book's language", like "For Ann";
        /// The page of an epigraph, in the EPUB's contents and aloud.
        "epigraph" epigraph: text, else "in the book's language", like "Motto";
    }
}
