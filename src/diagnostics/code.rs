//! The kinds of finding: code, gravity and explanation of each, in one table. A code keeps its number for ever.

use super::Severity;
use super::table::codes;

codes! {
    /// A key in book.toml or in a file's front matter is not one that Bindery knows, so it would have no effect.
    /// Correct its spelling, or remove it. `bindery keys` lists every key.
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
    /// The front matter of a text has keys that Bindery does not use: those of other programs (pandoc, Quarto, Jekyll, Hugo,
    /// Obsidian …), or a slip of the pen. Nothing else is wrong with them. `bindery keys` lists every key that has an effect.
    ForeignKeys = "B015", Info;
    /// A text's front matter is not well-formed. What could be read of it was used, the rest passed over; the text is built.
    BrokenFrontMatter = "B016", Warning;
    /// A text is one of several files, and book.toml (or the first file) speaks for the book. Of this file's front matter only
    /// the title is used, as the chapter's heading if the text has none.
    ChapterFrontMatter = "B017", Info;
    /// The settings still say what `bindery new` wrote in them, such as "Your Name", and it would be published.
    Placeholder = "B018", Warning;
    /// No language is given and the text is not English, so hyphens, quotation marks and the voice that reads aloud would be wrong.
    /// The language was taken from its script and how its letters follow each other. Give `language = "…"`.
    LanguageGuessed = "B019", Info;
    /// The few words that Bindery itself puts into a book (the headings of contents and notes, names of parts for those who hear it,
    /// what stands before a translator's name) were made in this language without a native's eye: no published source was found for
    /// those that are named. Look at them; write your own under `[words]`, such as `landmarks = "…"`.
    WordsUnverified = "B040", Info;
    /// Bindery has no words in the language of the book, so that the headings of its contents and notes, the names of its parts and
    /// its dates are English. Write them under `[words]`, such as `contents = "…"`: `bindery keys words` lists the keys.
    WordsMissing = "B041", Warning;
    /// `bindery publish` was not told where the site will stand. Links in its feeds and catalogues are relative, which most programs
    /// understand; a site map, pictures for links that people share and the addresses in ONIX are left out. Write `url` under `[site]`.
    NoSiteAddress = "B052", Info;
    /// fonts.lock, which says what installed fonts the book is set in, cannot be read. It is passed over and left as it is.
    BadFontLock = "B042", Warning;
    /// A short text without book.toml and without chapters, front matter or an ISBN was taken for an essay: its title stands above the
    /// text on the first page, and what a copyright page says behind the text. Say `form: book` in front matter for a book.
    FormGuessed = "B043", Info;
    /// A kind of finding is allowed (`[check] allow`, `--allow`), but some findings of it are errors: they would make a file invalid or
    /// untrue, and are told of all the same.
    NotAllowed = "B020", Info;
    /// `--strict=KINDS` is the old way to make errors of some kinds of finding, and will go. Write `--deny KINDS`; `--strict` alone
    /// makes errors of all warnings.
    OldStrict = "B021", Info;
    /// The name of a file is not UTF-8, as names from older systems or archives are: it is shown with � for what it holds. The file
    /// was found and read, but other programs may not find it. Rename it.
    ForeignName = "B025", Warning;
    /// Something in the book's folder has the name of a text, but is a device, a pipe or a socket. It was not opened.
    PassedOver = "B026", Warning;
    /// Texts in the folder that are not in the book: what a list of chapters leaves out, or without one what is about the project
    /// (LICENSE, README, CONTRIBUTING), lies in folders for other things (`drafts`, `notes`), or is another language's edition. With a
    /// book.toml, also what lies in folders below. It is a warning if no list says so and they are more than those that are in it, or lie
    /// beside a folder that was taken for the whole book.
    /// List what belongs to the book: `chapters = ["part-1/one.md", "part-2/*.md"]`.
    Unlisted = "B027", Info;
    /// A file's front matter says `draft: true` (or `published: false`), so it was left out of the book. `--draft` takes it in.
    DraftFile = "B028", Info;
    /// A text is in UTF-16, as its byte order mark says, and was read so. UTF-8 is what other programs expect.
    Utf16 = "B029", Info;
    /// A text is in UTF-32, which hardly any program writes and Bindery does not read.
    Utf32 = "B030", Error;
    /// The front matter of a chapter has settings of the whole book, such as `page` or `cover`, that have no effect there.
    /// Those of book.toml (or of the first file) decide.
    ChapterSettings = "B031", Warning;
    /// Nothing gives the author of the book, but a line below its title does, such as `by Ann Example`: that name was taken.
    AuthorFound = "B044", Info;
    /// A book that a publisher or an ISBN is given for has no date, and its notes have none, so the files say that they were made on
    /// 1 January 2000. Give the day on which the book
    /// appears, as `date`, or that on which this version was finished, as `modified`.
    Undated = "B051", Info;
    /// The folder holds a project file of another program (mdBook, GitBook, Leanpub, Quarto, bookdown, MkDocs, Longform and others),
    /// and the book has the files that it lists, in its order. With a book.toml that lists `chapters` that list counts instead.
    ListFollowed = "B032", Info;
    /// The list of chapters of another program names files that are not there, or titles without a file. The book is built without
    /// them.
    ListGap = "B033", Warning;
    /// The book is made of several files and nothing gives its title, so the folder's name stands in: the first heading is that of a
    /// chapter.
    FolderTitle = "B034", Info;
    /// Files have neither a heading of the first level nor a title in front matter or in the list of chapters, so their names were made
    /// the titles of chapters. Begin each with `# Title`.
    FileTitle = "B035", Info;
    /// A text has one heading of the first level, at its head, and several of the second. It is the title of the book and these are
    /// its chapters, since the text is long or they are numbered as chapters are. To have it otherwise, give the title in front matter
    /// and the chapters a `#` each.
    TitleAndChapters = "B036", Info;
    /// The edition that `--edition` names is none of the book's. Editions are tables of book.toml: `[edition.large-print]`, and below it
    /// the keys that are other in it.
    NoEdition = "B060", Error;
    /// The headings of two texts number them as chapters the other way round than they stand in the book, whose order is that of the
    /// names of the files, for nobody has listed them. Rename the files, or list them in a book.toml: `chapters = ["one.md", "two.md"]`.
    OrderDoubted = "B045", Warning;
    /// The numbers of chapters can't be set as `type.chapter-number` says: no heading of a chapter begins with a number, or how the
    /// language writes numbers in words is not known. Numbers are known by a word before them (`Chapter 4: The Whale`), or by their
    /// series (`I. Loomings`, `II. The Bag`).
    ChapterNumbers = "B050", Warning;

    /// The file is not UTF-8. Text from an older editor is read as Windows-1252, which may be wrong: look at the accents and quotes.
    NotUtf8 = "M001", Warning;
    /// A control character that no text may contain (and no EPUB or PDF can hold) was left out.
    ControlCharacter = "M002", Warning;
    /// A footnote mark such as `[^one]` has no note `[^one]: …` in the same file, so it is set as it stands, as words. What by its look
    /// is no mark, such as `[^a-z]`, is told with M060.
    UnknownFootnote = "M003", Warning;
    /// A note `[^one]: …` is never called by a mark `[^one]`, so no reader would ever see it.
    UnusedFootnote = "M004", Warning;
    /// Two things in one file carry the same id. Links lead to the first; the second has another name in the book.
    DuplicateId = "M005", Warning;
    /// A link leads to a heading, id or file that is not in the book. Its words are kept, but lead nowhere. With `--deny links` such
    /// links are errors.
    BrokenLink = "M006", Warning;
    /// A heading is more than one level below the one before it, as some write for its look. The book is built as if the levels
    /// followed one another, so that the contents have no hole and people who read by ear keep their place.
    SkippedLevel = "M007", Info;
    /// Raw HTML that has no counterpart in a book was left out; the text inside it was kept.
    /// Allowed are br, sup, sub, small, em, strong, i, b, u, s, code, kbd, cite, q, abbr, span and comments.
    RawHtml = "M008", Warning;
    /// Lists and quotations are nested deeper than a page can show; what lies deeper was set at the deepest level.
    TooDeep = "M009", Warning;
    /// A file holds no text, so it makes no chapter. Write something in it, or take it out of the book.
    EmptyFile = "M010", Warning;
    /// A heading has no words, no formula and no picture, so it can stand in no contents. It was left out.
    EmptyHeading = "M011", Warning;
    /// Two notes `[^one]: …` have the same label in one file.
    DuplicateFootnote = "M012", Error;
    /// A heading is so long that it cannot be a heading (over 300 characters); probably a blank line is missing below it.
    LongHeading = "M013", Warning;
    /// A link's address is of a kind that books must not hold (`javascript:`, `data:`, `file:`), one that no reading system knows, or no
    /// address at all: a host that can't be one, a port beyond 65535. Its words are kept, but lead nowhere.
    BadAddress = "M014", Warning;
    /// A file is larger than 64 MiB, more than any text; it was not read.
    HugeFile = "M015", Error;
    /// A formula (`$…$`, `$$…$$`) is not LaTeX that Bindery can read: a command it does not know, a brace left open. It is set as it
    /// was written, in the type of code. Correct it; or, if no formula is meant, write the dollar sign as `\\$`.
    BadFormula = "M016", Warning;
    /// A private remark (`<!-- … -->`, `%%…%%`, `{>>…<<}`) has no end near it. What it was taken to hold was left out, because a remark
    /// must not be published: up to the end of the paragraph, or of the file if the remark begins a line. The message says if that was
    /// the rest of the file.
    UnclosedRemark = "M020", Warning;
    /// A construct of another dialect of Markdown, or of a template language, that a book has no counterpart for; or one that is not
    /// whole, such as a table without the line below its head. The message says whose it is and what became of it. Each is told once
    /// a book, with the places where it stands first.
    ForeignMark = "M021", Warning;
    /// Changes marked as CriticMarkup has it (`{++added++}`, `{--deleted--}`, `{~~old~>new~~}`) are not decided. They were taken as
    /// accepted: what is added is in the book, what is deleted is in no file.
    OpenChange = "M022", Warning;
    /// A block between `:::` fences is set as ordinary text, because a book has no counterpart for its kind. The fences are not printed.
    FencedBlock = "M023", Warning;
    /// A row of a table has more cells than the head. What was too much stands in the last cell, divided by bars.
    ExtraCells = "M024", Warning;
    /// The number of an item in a list is not the next one. Lists count by themselves, so another number is printed.
    Renumbered = "M025", Warning;
    /// A line of hyphens directly below a paragraph makes a heading of the paragraph. For a break between scenes leave a blank line
    /// above it.
    UnderlinedParagraph = "M026", Warning;
    /// A class such as `{.forward}` behind a heading or a picture is none that Bindery knows there, so it changes nothing. Correct its
    /// spelling (`{.foreword}`), or take it out.
    UnknownClass = "M027", Warning;
    /// A file that the text takes in, as by `{{#include listing.rs}}` of mdBook or `{{< include part.qmd >}}` of Quarto, is not in the
    /// book's folder, or would be taken in by itself. The book lacks it: correct the name, put the file there, or take the line out.
    NotIncluded = "M028", Warning;
    /// The lines of a paragraph are short and begin with capitals, as those of verse do; Markdown would join them. They were kept. If it
    /// is verse, say so: end the last line in `{.verse}`. If it is prose, write it in one line.
    VerseSeen = "M029", Info;
    /// Headings or figures are to be numbered (`[numbers]`), and this one has a number in its words already: `3. The Whale`,
    /// `Chapter Four`, `Figure 2: …`. None was put before it, for it would stand there twice. Take the number out of the words, or
    /// mark a heading with `{.unnumbered}`.
    TypedNumber = "M045", Warning;
    /// Where a reference to a page says its number, that page is another one, and so on without end. The reference says the title of
    /// what it leads to instead.
    UnsettledPage = "M046", Info;
    /// A break between scenes (`***`, `---`, `<hr>`) stands beside a heading or at the end of a chapter, where no scene ends: heading and
    /// new page are break enough. It was left out. Take it away, or write a picture if an ornament is meant.
    IdleBreak = "M047", Info;
    /// The same `{#id}` is given in two files. Links lead to the one in their own file; in the book the later one is named after its file.
    IdInTwoFiles = "M040", Info;

    /// Brackets such as `[^a-z]` look like a footnote's mark, but are no label that anybody would give: they were taken for text, as
    /// in an essay on regular expressions. If a mark is meant, write its note (`[^a-z]: …`); if not, put it into code (`` `[^a-z]` ``).
    NotAMark = "M060", Info;

    /// An image file does not exist in the book's folder. Its alternative text stands in its place. (A cover that is named and is not
    /// there is an error.)
    MissingImage = "I001", Warning;
    /// An image file is damaged or is no picture at all.
    CorruptImage = "I002", Warning;
    /// An image has so many pixels that reading systems and printers refuse it (over 100 megapixels).
    HugeImage = "I003", Warning;
    /// An image's path leads out of the book's folder (`../`, an absolute path, or a symbolic link). Nothing outside is read.
    ImageOutside = "I004", Warning;
    /// An image lies on the network. Bindery never fetches anything: save the image into the book's folder.
    RemoteImage = "I005", Warning;
    /// An image has no alternative text. Its caption, or words made of its file's name, stand for it, and neither the EPUB nor the PDF
    /// says of itself that it is accessible. Say in a few words what it shows: `![A map of the harbour](map.png)`.
    /// If it only adorns the page, and shows nothing that a reader who can't see it would miss, say so: `![](flower.png){.decorative}`.
    NoAltText = "I006", Warning;
    /// An SVG image holds a script, an event handler or a reference to something outside; it was refused.
    UnsafeSvg = "I007", Warning;

    /// The cover is smaller than shops advise (1600 × 2560 pixels) or not of a book's shape (between 1.3 and 1.8 times as high as wide).
    /// It is used as it is; shops may refuse it or show it blurred. With `--for print`: more than 12 % of it is cut off on paper.
    CoverShape = "I008", Warning;
    /// The cover is a JPEG in the four colours of print, which shops and reading systems show in false colours or not at all. The EPUB, and
    /// the image for shops beside it, have it in RGB. Save it in RGB yourself if its colours must be exact.
    CoverColours = "I009", Info;
    /// Pictures are printed with fewer than 200 pixels to the inch, so their edges are soft or their pixels show. Give larger ones
    /// (the sizes needed are stated) or SVG. Between 200 and the 300 that printers ask for, book paper shows no difference. Only
    /// said with `--for print`.
    CoarseImage = "I010", Warning;
    /// Title, subtitle or names are so long that they do not fit the cover that is drawn from the metadata, even in letters that can
    /// just be read; words were divided or left out there. Shorten them, or give a cover of your own.
    CoverWords = "I030", Warning;

    /// An image is of a kind that books can't hold (AVIF, HEIC, TIFF, BMP and others), whatever its name ends in. Its alternative text
    /// stands in its place. Save it as PNG or JPEG; GIF, WebP and SVG can be used too.
    ForeignImage = "I011", Warning;
    /// An image is damaged, but can be read. Its file would be refused by printers and by those who check books, so its picture was
    /// saved anew. A part of it may be grey or out of place: look at it, and save it again from its original.
    DamagedImage = "I012", Warning;
    /// A JPEG in the text is in the four colours of print (CMYK), which reading systems show in false colours or not at all. The EPUB
    /// has it in RGB; the PDF keeps it as it is.
    ImageColours = "I013", Info;
    /// A picture is clear where nothing is drawn. Black lines on nothing cannot be seen on pages that a reader has made dark, so the EPUB lays
    /// white behind it. Give it a ground of its own if it is to look otherwise there.
    ClearGround = "I014", Info;

    /// Something that readers would have seen was taken out of an SVG, for no book can hold it: a script, a picture or a font that
    /// lies outside the drawing, words in `<foreignObject>`. All else of the drawing is shown. Export it again as the message says.
    DrawingCleaned = "I020", Warning;
    /// An SVG cannot be drawn, or would take too long or too much room on every reader: filters over large areas, masks in masks, very
    /// many parts. Simplify it, or export it as PNG.
    DrawingRefused = "I021", Warning;

    /// The service named by `print.service` prints no pages of this size. The nearest of its sizes is stated. Only said with
    /// `--for print`, from tables that may have changed: the service's own has the last word.
    SizeNotOffered = "P001", Warning;
    /// The service named by `print.service` binds no paperback of so few or so many pages. Only said with `--for print`.
    PagesNotBound = "P002", Warning;
    /// The book has no ISBN, so the cover for print carries no barcode; room is left in the corner where services print their own. Give `isbn` in
    /// book.toml if the book is to be sold in shops.
    NoBarcode = "P003", Info;
    /// The description is too long for the back of the cover in letters that can be read; its end was left out. Shorten it.
    LongDescription = "P004", Warning;
    /// `print.crop-marks` asks for marks that show where to cut, but the service named by `print.service` cuts by the size of the page and
    /// refuses files with marks. Only said with `--for print`.
    MarksUnwanted = "P005", Warning;
    /// `print.spine` differs by more than 1/16 inch from what so many pages of the service's paper are thick. The service refuses such a
    /// cover. Take it out, or ask the service for the width. Only said with `--for print`.
    SpineNotAsCounted = "P006", Warning;
    /// The text is set in type smaller than the service named by `print.service` takes. Set `type.size` larger. Only said with
    /// `--for print`.
    TypeTooSmall = "P007", Warning;
    /// The spine of the cover for print is too narrow or too short for some of its words: title, authors, publisher. What was left out is
    /// stated. Only said with `--for print`.
    SpineWords = "P008", Info;
    /// A booklet has more than 80 pages: twenty sheets that are folded together make a thick fold, and their inner pages stick out. Print
    /// it in parts, or have the book bound. Only said with `--booklet`.
    ThickBooklet = "P010", Warning;
    /// A cover in the four inks of print has more than 240 % of ink in places. It stays wet and sets off, and services refuse it. Convert it
    /// with a profile that keeps below that, or give it in RGB, which Bindery converts. Only said with `--for print`.
    TooMuchInk = "P011", Warning;

    /// `epub.certified-by` asks for a claim of conformance to EPUB Accessibility 1.1, but Bindery's own inspection of the EPUB finds
    /// something that speaks against it. Mend that, or leave out the claim.
    NoClaim = "A001", Error;

    /// The quoted words of a comment are nowhere in the text (or in the section) they comment on.
    /// Probably the text was changed. The nearest passages are shown, and where else the words stand: copy the words of the right one
    /// into the heading, or move the note; or let `bindery check --fix-anchors` do so where it is certain. With `--draft` the book is built all the same.
    LemmaNotFound = "C001", Error;
    /// The quoted words of a comment stand in several places. Every place is shown with what to write instead:
    /// a section heading above the note, words in `[square brackets]` before or after, or a longer quotation.
    LemmaAmbiguous = "C002", Error;
    /// A heading in the commentary that is not a quotation must equal a heading of the text, or be its `#id`. If the section was renamed,
    /// `bindery check --fix-anchors` finds it by its title or by the words of the notes.
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
    /// Several voices are listed, and nothing says which of them speaks a note: name a default `voice` in the front matter.
    NoVoice = "C014", Error;
    /// A file given to `bindery notes --import` holds no remarks that Bindery can read, or is damaged or locked. It reads the comments
    /// of a .docx or .odt, the annotations in a PDF, Web Annotations and those of Hypothes.is and of Readium's programs as JSON, and `.annotations` archives.
    RemarksUnread = "C030", Error;
    /// The words that a remark is on are not in the text any more, or it is not certain which ones they have become. The nearest passages
    /// are shown. Copy the remark by hand, if it still says something: `bindery notes --new "WORDS"` prints the heading.
    RemarkLost = "C031", Warning;
    /// The words that a remark is on stand in several places, and what stood round them does not say which is meant.
    RemarkUnclear = "C032", Warning;
    /// The program where a remark was made keeps no words of the text with it, so that nothing says where it belongs in another edition.
    RemarkWithoutWords = "C033", Warning;
    /// A remark is on more than a note can quote: on more than 200 words, or on words of several sections. It was put on their beginning.
    RemarkCut = "C034", Info;
    /// The place of a remark is known, but no heading can be written that means it and nothing else. Give the paragraph a name (` ^name` at
    /// its end), and write the note under `### ^name`.
    RemarkUnwritten = "C035", Warning;
    /// The date of a note (`date=…` in the braces of its heading) is not of the form `2026-11-24` or `2026-11-24T10:30:00Z`.
    BadNoteDate = "C036", Error;
    /// A change that an editor made in the document of `bindery review` could not be made in the Markdown with certainty: it is in a note's
    /// mark, a table's form or a picture, or the text has changed since. Make it by hand at the place that is shown.
    ReviewUnmerged = "C038", Warning;

    /// A character is in none of the book's fonts. The PDF shows its number in a thin box, and whoever copies it or hears it read gets
    /// the character; the EPUB is shown in the reader's own fonts. Install a font that has it, or name one: `fonts = ["file.otf"]`.
    NoGlyph = "T001", Warning;
    /// A line cannot be broken well: a word or an address is wider than the measure. It was broken where it had to be.
    Overfull = "T002", Warning;
    /// Lines of fewer than 45 characters are ragged or full of holes; in lines of more than 80 the eye does not find the next one.
    /// Change `page.size`, `page.inner`, `page.outer` or `type.size`.
    OddMeasure = "T003", Warning;
    /// The commentary is longer than the margin or column beside the text has room for, so that pages of text are left half empty
    /// until it has caught up. Present it another way (`notes.pdf`), make the outer margin wider or the notes shorter.
    CrowdedMargin = "T004", Warning;
    /// A formula has colours (`\\color`), which the EPUB shows; the PDF prints it in black.
    PlainFormula = "T005", Warning;
    /// Characters that the book's fonts lack are set in a font that is installed on this machine. `fonts.lock` beside book.toml keeps
    /// which, so that the book looks the same elsewhere; `--system-fonts never` does without such fonts.
    InstalledFont = "T006", Info;
    /// A font that fonts.lock names is not installed here, or in another version, so pages may differ from those of before. Install it,
    /// or take what is here from now on: `bindery fonts --update`.
    FontChanged = "T007", Warning;
    /// fonts.lock names no font for a script that the text has now, or for a family that book.toml names now; one was chosen. `bindery
    /// fonts --update` puts it there.
    FontNotLocked = "T008", Info;
    /// A family that book.toml names (`type.serif`, `type.sans`, `type.mono`) lacks an italic, a bold or small capitals. What it has stands
    /// in: the regular for italic and bold, the bold or the italic for both, small letters for small capitals.
    FamilyLacks = "T009", Warning;
    /// A table or a displayed formula is wider than the screen of a phone. In newer reading apps each row of the table becomes a list there,
    /// and the formula is set smaller; elsewhere words are divided, or the end of the formula is out of sight. Make two tables of one, shorten
    /// its longest words, or part the formula into lines with `aligned`. An info if rows become lists, else a warning.
    NarrowScreen = "T010", Warning;

    /// A line ends in a hyphen (`--deny hyphens`).
    Hyphen = "Q001", Info;
    /// More than two lines one below the other end in hyphens: a ladder, which the eye runs down (`--deny ladders`).
    Ladder = "Q002", Info;
    /// A word is divided between a recto and its verso, so that one must turn the leaf to read its end (`--deny turns`).
    Turn = "Q003", Info;
    /// The spaces of a line are more than twice as wide as they should be (`--deny loose`). Change a word, allow hyphens, or
    /// widen the measure.
    Loose = "Q004", Info;
    /// The spaces of a line are nearly as narrow as they may be at all (`--deny tight`).
    Tight = "Q005", Info;
    /// The spaces of five or more lines stand over one another, so that white runs down the page (`--deny rivers`).
    River = "Q006", Info;
    /// A paragraph's last line stands alone at the head of a page (`--deny widows`).
    Widow = "Q007", Info;
    /// A paragraph's first line stands alone at the foot of a page (`--deny orphans`).
    Orphan = "Q008", Info;
    /// Two facing pages of a chapter don't end on the same line (`--deny spreads`).
    Spread = "Q009", Info;
    /// A chapter's last page has fewer than five lines (`--deny ends`).
    ShortEnd = "Q010", Info;
    /// A note runs over to the foot of another page (`--deny notes`).
    SplitNote = "Q011", Info;
    /// A line is wider than the measure (`--deny overfull`); T002 is the same as a warning.
    OverfullLine = "Q012", Info;
    /// A word is cut at the end of a line without a hyphen, for want of another place (`--deny cuts`). Shorten it, or say where it may be
    /// divided with `hyphenation` in book.toml.
    CutWord = "Q013", Info;
    /// A page holds less than twelve lines of text beside more than twenty of notes (`--deny starved`).
    StarvedPage = "Q014", Info;
    /// A page that ends no chapter is less than a third full (`--deny empty`).
    EmptyPage = "Q015", Info;
    /// More than four lines are blank in the middle of a page (`--deny gaps`).
    TallGap = "Q016", Info;
    /// A figure stands two pages or more behind its place in the text (`--deny far`).
    FarFigure = "Q017", Info;
    /// A running head is cut short because its heading is too long (`--deny heads`).
    CutHead = "Q018", Info;
    /// A box with a number stands in for a character that no font has (`--deny stand-ins`). Add a font that has it.
    StandIn = "Q019", Info;
    /// A page in the middle of a chapter ends more than four lines above the foot of the others (`--deny short`). What follows had no room
    /// on it: a table, a listing or a heading with its first lines.
    ShortPage = "Q020", Info;

    /// What was read from plain text and what should be looked at: headings found, headings doubted, title and author missing.
    PlainText = "X001", Info;
    /// A short line of plain text was taken for a heading, but might not be one. Look at it.
    DoubtfulHeading = "X002", Warning;
    /// A short line of plain text was taken for a paragraph, but might be a heading.
    MaybeHeading = "X003", Info;
    /// The file is in an encoding of older programs, which its bytes speak for, and was read so. UTF-8 is what other programs expect.
    OldEncoding = "X004", Info;
    /// A document of a word processor can't be read: it is damaged, locked with a password, or of another format than its name says.
    /// Open it in the program that made it, and save it anew.
    BadDocument = "X005", Error;
    /// Something in a document of a word processor has no counterpart in a book: it was left out, or set as something else, as the
    /// message says. Look at those places in the result.
    DocumentLoss = "X006", Warning;

    /// The file is no ZIP archive, or is damaged: nothing in it can be read (EPUBCheck PKG-003, PKG-004, PKG-008). Often a download
    /// or an upload broke off. Make the EPUB again, or fetch it again.
    ZipDamaged = "E001", Error;
    /// The entry `mimetype` is missing or is not the first in the archive (PKG-006). Reading systems know an EPUB by it. Zip it first:
    /// `zip -X0 book.epub mimetype`, then `zip -Xr9 book.epub META-INF OEBPS`.
    MimetypeMissing = "E002", Error;
    /// The entry `mimetype` must hold the 20 characters `application/epub+zip` and nothing else, not even a line end, and must not be
    /// compressed (PKG-007).
    MimetypeContent = "E003", Error;
    /// The entry `mimetype` has an extra field in its ZIP header, so its content does not stand where reading systems look for it
    /// (PKG-005). Zip it with `zip -X`.
    MimetypeExtra = "E004", Error;
    /// Two entries of the archive have the same name, or names that differ only in upper and lower case (OPF-060). Unpacked, one
    /// takes the place of the other.
    EntryTwice = "E005", Error;
    /// An entry's name has a character that some file system refuses, ends in a full stop, or leads out of the archive (PKG-009,
    /// PKG-011). Use letters, digits, hyphens and underscores. A space only makes trouble in some readers and is warned of (PKG-010).
    EntryName = "E006", Error;
    /// An entry can't be unpacked, or what comes out is not what was put in (PKG-008). Make the EPUB again.
    EntryDamaged = "E007", Error;
    /// An entry, or all of them together, unpack to more than a book can need (64 MiB for a text, 1 GiB for all). Such an archive is
    /// made to fill a reader's memory; what is beyond the limit was not read.
    EntryTooLarge = "E008", Error;
    /// An entry is encrypted. Shops add their own protection and take no file that has one (RSC-004).
    EntryEncrypted = "E009", Error;
    /// There is no META-INF/container.xml, which tells reading systems where the book is (RSC-002).
    ContainerMissing = "E010", Error;
    /// META-INF/container.xml names no package document, or one that is not in the archive (RSC-003, OPF-002, OPF-016, OPF-017).
    RootfileMissing = "E011", Error;
    /// A text is not UTF-8 (RSC-028, HTM-058, CSS-004). UTF-16 with a mark at its beginning can be read, but only some readers do
    /// (RSC-027, CSS-003). Save it as UTF-8.
    Encoding = "E012", Error;
    /// A document is not well-formed XML, so a strict reader shows nothing of it (RSC-016). The first such fault of each document is
    /// shown; the rest of that document was not inspected.
    NotWellFormed = "E013", Error;
    /// An entity such as `&nbsp;` that XML does not know (RSC-016, HTM-011). Write the character itself, or its number: `&#160;`.
    EntityUnknown = "E014", Error;
    /// A DOCTYPE that an EPUB must not have (HTM-004, HTM-009, OPF-073). Content documents begin with `<!DOCTYPE html>` or with none.
    DoctypeWrong = "E015", Error;
    /// Two elements of a document have the same id (RSC-005), so that a link to it could mean either.
    IdTwice = "E016", Error;
    /// The package states no version, or one that is not `2.0` or `3.0` (OPF-001). EPUB 3.1, 3.2 and 3.3 all say `3.0`.
    PackageVersion = "E017", Error;
    /// The package document does not consist of metadata, manifest and spine in this order, or holds an element that it must not
    /// (RSC-005, OPF-019).
    PackageShape = "E018", Error;
    /// The package's `unique-identifier` must be the id of a `dc:identifier` (OPF-030, OPF-048). Reading systems keep notes and
    /// places under it.
    UniqueIdentifier = "E019", Error;
    /// The metadata lack the title, the identifier or the language (RSC-005). Without them shops can't list the book.
    MetadataMissing = "E020", Error;
    /// An element of the metadata is empty or lacks an attribute (RSC-005, OPF-055). Fill it in, or take it out.
    MetadataEmpty = "E021", Error;
    /// The metadata must state once when the package was made, as `<meta property="dcterms:modified">2026-11-24T00:00:00Z</meta>`
    /// (RSC-005).
    ModifiedWrong = "E022", Error;
    /// A language is not a well-formed BCP 47 tag, such as `en` or `zh-Hans` (OPF-092), or `lang` and `xml:lang` differ (RSC-005).
    /// Readers hyphenate and read aloud by it.
    LanguageWrong = "E023", Error;
    /// `refines` names an id that the package does not have (RSC-005).
    RefinesNothing = "E024", Error;
    /// A property of the metadata, the manifest or the spine that the vocabularies do not have (OPF-027).
    PropertyUnknown = "E025", Error;
    /// A property has a prefix that is neither reserved nor declared in the attribute `prefix` (OPF-028), or such a declaration is
    /// wrong (OPF-004 to OPF-007).
    PrefixUnknown = "E026", Error;
    /// A date is not of the form `2026`, `2026-11` or `2026-11-24` (OPF-053); an empty one is an error (OPF-054).
    DateForm = "E027", Warning;
    /// A manifest item needs `id`, `href` and `media-type`, and no fragment in its `href` (RSC-005, OPF-091).
    ItemIncomplete = "E028", Error;
    /// The manifest lists a file twice (OPF-074), or lists the package document itself (OPF-099).
    ItemTwice = "E029", Error;
    /// The manifest lists a file that is not in the archive (RSC-001), or one in META-INF (PKG-025).
    ItemMissing = "E030", Error;
    /// A file is in the archive but not in the manifest (OPF-003). Reading systems don't know it and some shops refuse it: list it or
    /// take it out.
    FileUndeclared = "E031", Warning;
    /// A file's content is not of the media type that the manifest states (OPF-029), so that readers don't show it. A name with a
    /// wrong ending (PKG-022), and a font that is none, are warned of.
    MediaTypeWrong = "E032", Error;
    /// The manifest lists a file on the network that must be in the archive (RSC-006). Only sound, film and fonts may lie outside.
    ItemRemote = "E033", Error;
    /// Exactly one item of the manifest must have the property `nav`, and it must be XHTML (RSC-005, OPF-012): the contents.
    NavItem = "E034", Error;
    /// The property `cover-image` must be on one item at most, and this must be a picture (RSC-005, OPF-012).
    CoverItem = "E035", Error;
    /// A document holds MathML, SVG, a script or something remote, and its item in the manifest does not say so (OPF-014). Readers
    /// may then show it wrong.
    PropertyMissing = "E036", Error;
    /// An item of the manifest states a property that its document has not (OPF-015; OPF-018 for `remote-resources`, a warning).
    PropertyNeedless = "E037", Error;
    /// A `fallback` names no item of the manifest, or leads back to itself (OPF-040, OPF-045).
    FallbackWrong = "E038", Error;
    /// An `itemref` of the spine lacks `idref`, or names an id that is not in the manifest (OPF-049, RSC-005).
    SpineUnresolved = "E039", Error;
    /// The spine has the same document twice (OPF-034); readers can't tell which of the two places is meant.
    SpineTwice = "E040", Error;
    /// The spine has no document that is read in order (OPF-033, RSC-005).
    SpineEmpty = "E041", Error;
    /// The spine has something that is neither XHTML nor SVG, without a fallback that is (OPF-043, OPF-044).
    SpineForeign = "E042", Error;
    /// The spine's `toc` must name the NCX in the manifest (OPF-050, RSC-005); an EPUB 2 must have one.
    NcxItem = "E043", Error;
    /// A document is out of the reading order (`linear="no"`) and no link leads to it, so that nobody can read it (OPF-096).
    NotReached = "E044", Error;
    /// The guide names a file that is not in the manifest or no document (OPF-031, OPF-032). Only old readers look at it.
    GuideWrong = "E045", Error;
    /// A content document has no `title` in its head (RSC-017), or an empty one (RSC-005).
    TitleMissing = "E046", Error;
    /// An element, or text, stands where HTML does not allow it, such as a paragraph in a paragraph (RSC-005). Each reader mends that
    /// in its own way.
    ElementMisplaced = "E047", Error;
    /// An element that HTML does not have, or no longer has, such as `center` or `font` (RSC-005). Use a class and the stylesheet.
    ElementUnknown = "E048", Error;
    /// An attribute that HTML does not have on this element, or a value that it can't have (RSC-005).
    AttributeWrong = "E049", Error;
    /// A link or another thing to click on stands in a link or a button (RSC-005).
    LinkNested = "E050", Error;
    /// A picture has no `alt`. People who don't see it, and shops that ask for accessible books, miss it; `alt=""` says that it is
    /// only an ornament.
    AltMissing = "E051", Warning;
    /// Markup that the standard has given up: `epub:switch`, `epub:trigger`, `bindings` (RSC-017).
    Deprecated = "E052", Warning;
    /// A link or a reference leads to a file that is not in the archive (RSC-007). Names differ in upper and lower case.
    TargetMissing = "E053", Error;
    /// A reference leads to a file that is in the archive but not in the manifest (RSC-008).
    TargetUndeclared = "E054", Error;
    /// A link leads to an id that its target does not have (RSC-012).
    FragmentMissing = "E055", Error;
    /// A link leads to a document that is not in the spine, so no reader can turn to it (RSC-011).
    TargetNotInSpine = "E056", Error;
    /// An address leads out of the archive, by `../` or a `/` at its beginning (RSC-026).
    TargetOutside = "E057", Error;
    /// A picture, stylesheet, script or frame lies on the network (RSC-006): offline nothing would be seen. Put it into the book.
    /// What may be remote should come by https (RSC-031).
    ResourceRemote = "E058", Error;
    /// What should be an address is not one (RSC-020), or an address within the book has a query (RSC-033). Write a space as `%20`.
    AddressWrong = "E059", Error;
    /// A link to `data:` or `file:`, which no book must have (RSC-029, RSC-030).
    AddressForbidden = "E060", Error;
    /// A resource is of a kind that readers need not know, and has no fallback (RSC-032). Pictures are PNG, JPEG, GIF, WebP or SVG.
    ResourceForeign = "E061", Error;
    /// An address with a fragment where none has a meaning: of a stylesheet (RSC-013), or of a picture that is not SVG (RSC-009).
    FragmentNeedless = "E062", Error;
    /// The navigation document must hold one `<nav epub:type="toc">` (RSC-005), from which readers make the contents.
    TocMissing = "E063", Error;
    /// A `nav` must be one `ol` of `li`, each an `a` (or a `span` and a list below it) with words in it (RSC-005).
    NavShape = "E064", Error;
    /// The contents lead out of the book (NAV-010).
    NavRemote = "E065", Error;
    /// The contents are not in the order of the book (NAV-011): readers show the wrong chapter as the current one.
    NavOrder = "E066", Warning;
    /// An entry of the landmarks has no `epub:type` or is there twice (RSC-005), or the book has two navs of a kind that may be there
    /// once.
    LandmarkWrong = "E067", Error;
    /// The NCX states another identifier than the package (NCX-001). Readers that use it lose notes and places.
    NcxIdentifier = "E068", Error;
    /// The NCX lacks a part that it must have, or leads nowhere (RSC-005): `navMap`, a label, `content`.
    NcxShape = "E069", Error;
    /// A stylesheet can't be read: a brace, a string or a comment is not closed, a declaration is not `name: value`, an address is
    /// empty (CSS-008, CSS-002). Readers drop what follows, each as much as it likes.
    StyleBroken = "E070", Error;
    /// `direction` and `unicode-bidi` are not for stylesheets of books (CSS-001). Use the attribute `dir`.
    StyleForbidden = "E071", Error;
    /// `position: fixed` is against the page (CSS-006): many readers ignore it or hide text.
    StyleFixed = "E072", Warning;
    /// A `@font-face` that names no font (CSS-019).
    FontFaceEmpty = "E073", Warning;
    /// META-INF/encryption.xml names a file that is not there, or one obfuscated that is no font (PKG-026, RSC-007).
    ObfuscationWrong = "E074", Error;
    /// A picture is damaged or cut short (MED-004, PKG-021).
    PictureDamaged = "E075", Error;
    /// The metadata do not say how accessible the book is (`schema:accessMode`, `accessibilityFeature`, `accessibilityHazard`,
    /// `accessibilitySummary`). Shops show it, and in the EU it is asked for by law.
    AccessMissing = "E076", Warning;
    /// A picture, or the cover, is larger than 4 MB; shops charge for delivery or refuse it. Scale it down.
    PictureHeavy = "E077", Warning;
    /// A document is larger than 300 kB; old readers are slow with it, cut it or show nothing of it. Begin a new file for each chapter, and
    /// new paragraphs where one goes on for hundreds of pages: Bindery itself divides long chapters, but never a paragraph, list or table.
    DocumentLong = "E078", Warning;
    /// A content document does not state its language. Readers hyphenate and read aloud by it: `<html lang="en" xml:lang="en">`.
    LanguageMissing = "E079", Warning;
    /// Something in the book that Kindle's converter leaves out, or for which it sets the whole book in its older and plainer way, as Amazon's
    /// Kindle Publishing Guidelines say: very large tables, words in drawings, very many drawings. All other readers show it.
    KindleLimit = "E080", Info;
    /// A file of META-INF is not of its form (RSC-005), or names several packages in an EPUB 2 (PKG-013).
    ContainerShape = "E081", Error;
    /// A page of fixed layout does not say its size: XHTML needs `<meta name="viewport" content="width=…, height=…"/>`, each a number
    /// and once, SVG a `viewBox` (HTM-046, HTM-047, HTM-048, HTM-056, HTM-057, HTM-059).
    FixedPage = "E082", Error;

    /// Something in an EPUB that a shop named with `--shop` says it refuses: the finding tells the rule's number, what the file has, and
    /// the shop's own page with the day on which it was read.
    ShopRefuses = "V001", Warning;
    /// Something in an EPUB that a shop named with `--shop` advises against, and takes all the same.
    ShopAdvises = "V002", Info;
    /// A word is not in the dictionary of its language, nor in words.txt of the book's folder. `bindery check --spelling` looks words up.
    /// Mend it, or put it into words.txt, a word a line.
    UnknownWord = "S001", Warning;
    /// There is no dictionary of a language, so its words were not looked up. Install one for Hunspell, or put its two files, such as
    /// fr.aff and fr.dic, into a folder `dictionaries` beside the text.
    NoDictionary = "S002", Warning;

    /// A file could not be read or written. The last good output, if there is one, was left as it is.
    Machine = "W001", Error;
    /// Something inside Bindery, or in a library that it uses, is not as it must be; what the message names could not be made. This is
    /// a fault of Bindery: please report it.
    Internal = "W002", Error;
    /// An output was to be written where a file of the book is, or a file of another kind, or what is no file at all (a folder,
    /// a device, a pipe). Nothing was replaced. Give the output another name with `-o`, or move away what is there.
    TakenPlace = "W003", Error;
    /// The image of the cover, which shops want beside the EPUB, the cover for the printer, a booklet or a report was not written, since
    /// its name is that of a file of the book or of one that Bindery did not write. The book is there all the same. For what is missing,
    /// move that file away or rename it, or write into another folder with `-o`.
    CoverUnwritten = "W004", Warning;
    /// The environment variable `SOURCE_DATE_EPOCH` does not hold a number of seconds from 1970 to the year 9999, so it was
    /// ignored and the files state the date of the book. Correct it, or unset it.
    OddEpoch = "W005", Warning;
}

#[cfg(test)]
mod tests;
