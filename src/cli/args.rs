//! The call: raw arguments as clap reads them, then the validated form the commands get.

use super::Outcome;
use super::anchors::Mend;
use super::merge::ReviewMerge;
use super::named::{Misuse, book, exists, here_or_workspace, is_epub, site, target, workspace};
use super::office::OfficeImport;
use super::remarks::{NamelessRemarks, NotesExport, RemarkImport, RemarkSource};
use super::report::{AnnotationForm, ReportForm, Terminal};
use super::review::ReviewCopy;
use super::target::{OutputTarget, SiteOrder};
use super::verdicts::{self, RawVerdicts};
use super::watch::asked::Watch;
use super::watch::editor::EditorCommand;
use crate::build::{Format, Options};
use crate::config::{AskedSettings, Form, IN_WEB, Presentation};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Verdicts};
use crate::inspect::{SHOPS, Shop};
use crate::office::{DocxPurpose, OfficeFormat};
use crate::read::MarkedChanges;
use crate::remarks::ExportForm;
use crate::source::InputFormat;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};

/// Turn a Markdown manuscript and its commentary into an EPUB 3 and a typeset PDF.
#[derive(Debug, Parser)]
#[command(
    name = "bindery",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 built, 1 there are errors and something was not written, 2 wrong call, 3 the machine failed or Bindery did."
)]
struct RawArguments {
    #[command(subcommand)]
    command: Option<RawCommand>,
    /// Print the licences of the program, of what it is made with and of its fonts.
    #[arg(long, alias = "licenses", exclusive = true)]
    licences: bool,
    /// Print findings for people, as JSON with one object a line, as one SARIF document, or as annotations of a workflow of GitHub.
    /// The last two are for `check` and for building.
    #[arg(long, global = true, value_enum, default_value_t = RawFormat::Human)]
    format: RawFormat,
    /// Colour the findings: on a terminal, always or never (NO_COLOR is honoured).
    #[arg(long, global = true, value_enum, default_value_t = RawColour::Auto)]
    color: RawColour,
    /// Print nothing but warnings and errors.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Print every finding by itself, not those of one kind together.
    #[arg(long, global = true)]
    all: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RawFormat {
    Human,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RawColour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum RawCommand {
    /// Build the EPUB.
    Epub(RawBuild),
    /// Build the PDF.
    Pdf(RawPages),
    /// Build both, into a folder.
    Build(RawPages),
    /// Make a site: each book with its page, its files and its feeds, and a catalogue of all.
    Publish(RawPublish),
    /// Build the web edition, a folder of pages.
    Web(RawWeb),
    /// Do everything but write; or inspect a finished EPUB, whoever made it.
    Check(RawCheck),
    /// List the notes of the commentary, or print a heading for a new one.
    Notes {
        #[command(flatten)]
        book: RawBook,
        /// Print the heading of a note on these words of the text.
        #[arg(long, value_name = "WORDS")]
        new: Option<String>,
        #[command(flatten)]
        remarks: RawRemarks,
        /// List only the notes of the voice with this key.
        #[arg(long, value_name = "KEY", conflicts_with = "new")]
        voice: Option<String>,
        /// List only the notes on the section with this title (or `#name`) and on those below it.
        #[arg(long, value_name = "TITLE", conflicts_with = "new")]
        section: Option<String>,
        /// Tell the page of the PDF that each note's words stand on. The pages are set for it, which takes time.
        #[arg(long, conflicts_with_all = ["new", "import", "export"])]
        pages: bool,
    },
    /// Write the book as a document of Word for an editor, with its commentary as comments and changes tracked.
    Review {
        #[command(flatten)]
        book: RawBook,
        /// Write here; by default into review.docx.
        #[arg(long, short)]
        output: Option<PathBuf>,
        /// Overwrite a document that is there.
        #[arg(long)]
        force: bool,
    },
    /// Take what an editor did to the document of `review` over into the Markdown, and new comments into the commentary.
    Merge {
        /// The document that came back.
        document: PathBuf,
        #[command(flatten)]
        book: RawBook,
        /// Show the changes, make none.
        #[arg(long)]
        dry_run: bool,
    },
    /// List the fonts that the book is set in beside the built-in ones.
    Fonts {
        #[command(flatten)]
        book: RawBook,
        /// Choose installed fonts anew, and write down which in fonts.lock beside book.toml.
        #[arg(long)]
        update: bool,
    },
    /// Print the contents.
    Toc(RawBook),
    /// Show the pages in a browser, and set them anew on every save.
    Watch(RawWatch),
    /// Count words and pages and tell how long it takes to read them, by chapters and by voices of the commentary.
    Stats(RawBook),
    /// Serve an editor by the Language Server Protocol, on standard input and output.
    Lsp,
    /// Make a manuscript of a document (.docx, .odt, .html, .epub), comments as its commentary, or Markdown of a plain text.
    Import {
        /// The document or the plain text.
        file: PathBuf,
        /// The folder of the manuscript; otherwise one named after the document, beside it.
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// Overwrite files that are there.
        #[arg(long)]
        force: bool,
        /// What becomes of tracked changes: accept, reject or show; by default they are accepted.
        #[arg(long)]
        changes: Option<String>,
        /// Who made the comments that tell no name.
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Make a new folder with a small working book and its commentary.
    New {
        /// The folder to make.
        folder: PathBuf,
    },
    /// Print a style of the PDF such as essay/1, to copy and change it; without a name, list all.
    Style {
        /// The style's name.
        name: Option<String>,
    },
    /// Print a design of PDF, EPUB and cover such as modern/1, to copy and change it; without a name, list all.
    Design {
        /// The design's name.
        name: Option<String>,
    },
    /// Explain a code such as M003 or a key such as page.size; without one, list all codes.
    Explain {
        /// The code or the key.
        code: Option<String>,
    },
    /// List the keys of book.toml and of front matter, or explain one.
    Keys {
        /// The key, such as page.size, or a section, such as page.
        key: Option<String>,
        /// Print a JSON Schema (draft 2020-12) of book.toml, for editors.
        #[arg(long, conflicts_with_all = ["key", "markdown"])]
        schema: bool,
        /// Print all keys as a chapter in Markdown.
        #[arg(long, conflicts_with = "key")]
        markdown: bool,
    },
    /// Print a script that lets a shell complete commands and options.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the man page.
    Man,
}

#[derive(Debug, Args)]
struct RawBook {
    /// A folder, a book.toml, a Markdown file, a document (.docx, .odt) or a plain text; by default the book here, else in manuscripts/.
    book: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct RawBooks {
    /// A folder, a book.toml, a Markdown file, a document (.docx, .odt), a plain text, or a workspace (a folder with a bindery.toml), or
    /// several; by default the book here, else in manuscripts/.
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
}

#[derive(Clone, Debug, Args)]
struct RawSettings {
    /// Build the edition of the book that book.toml gives this name, or with `all` the book and all its editions.
    #[arg(long, value_name = "NAME")]
    edition: Option<String>,
    /// Set a key of book.toml for this call, as in `page.size=a5`; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

#[derive(Debug, Args)]
struct RawWatch {
    #[command(flatten)]
    book: RawBook,
    /// Open the pages in the browser.
    #[arg(long)]
    open: bool,
    /// Listen at this port of this machine; by default at any that is free.
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// What opens a place in the editor, such as `code` or `myeditor {file} {line} {column}`; by default what BINDERY_EDITOR, VISUAL or
    /// EDITOR names.
    #[arg(long, value_name = "COMMAND")]
    editor: Option<String>,
    /// Go on though some notes have no place (they are warned of and shown in a box), and show notes marked {draft}.
    #[arg(long)]
    draft: bool,
    #[command(flatten)]
    fonts: RawFonts,
}

#[derive(Clone, Debug, Args)]
struct RawRemarks {
    /// Add the remarks in this file to the commentary: comments of a .docx or .odt, annotations in a PDF, Web Annotations, those of
    /// Hypothes.is or a Readium program.
    #[arg(long, value_name = "FILE", conflicts_with = "new")]
    import: Vec<PathBuf>,
    /// With --import: who made the remarks that tell no name; otherwise whoever comments alone.
    #[arg(long, value_name = "NAME", requires = "import")]
    by: Option<String>,
    /// With --import: show what would be added, write nothing.
    #[arg(long, requires = "import")]
    dry_run: bool,
    /// Write the notes for other programs: as Web Annotations (w3c), as annotations of Readium's programs, as a table (csv), or as
    /// comments in a document of Word with the whole text (docx).
    #[arg(long, value_name = "FORM", value_enum, conflicts_with_all = ["new", "import"])]
    export: Option<RawExport>,
    /// With --export: write here; by default on standard output.
    #[arg(long, short, requires = "export")]
    output: Option<PathBuf>,
    /// With --export docx: write over a document that is there.
    #[arg(long, requires = "export")]
    force: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RawExport {
    W3c,
    Readium,
    Csv,
    Docx,
}

impl RawExport {
    /// The form of a text; none for a document.
    const fn form(self) -> Option<ExportForm> {
        match self {
            Self::W3c => Some(ExportForm::Web),
            Self::Readium => Some(ExportForm::Readium),
            Self::Csv => Some(ExportForm::Table),
            Self::Docx => None,
        }
    }
}

#[derive(Clone, Debug, Args)]
struct RawDraft {
    /// Build though some notes have no place (they are warned of and shown in a box), and show notes marked {draft}.
    #[arg(long)]
    draft: bool,
    /// What becomes of changes marked in the text (CriticMarkup): accept, reject or show; by default they are accepted.
    #[arg(long, value_name = "HOW")]
    changes: Option<String>,
}

#[derive(Clone, Copy, Debug, Args)]
struct RawFonts {
    /// Whether what the book's fonts lack is set in fonts that are installed on this machine.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = RawSystemFonts::Auto)]
    system_fonts: RawSystemFonts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RawSystemFonts {
    Auto,
    Never,
}

#[derive(Debug, Args)]
struct RawCheck {
    #[command(flatten)]
    books: RawBooks,
    #[command(flatten)]
    settings: RawSettings,
    #[command(flatten)]
    quality: RawQuality,
    #[command(flatten)]
    verdicts: RawVerdicts,
    #[command(flatten)]
    draft: RawDraft,
    #[command(flatten)]
    fonts: RawFonts,
    /// Where words of a note were changed or moved, or its section was renamed, show what mends the note, and write it into the
    /// commentary's file.
    #[arg(long)]
    fix_anchors: bool,
    /// Look up all words in Hunspell's dictionaries: those that are installed, and those in the book's folder `dictionaries`.
    #[arg(long)]
    spelling: bool,
    /// With --fix-anchors: show the changes, make none.
    #[arg(long, requires = "fix_anchors")]
    dry_run: bool,
    /// Hold the EPUB against what these shops say that they refuse: kdp, kobo, apple, google, ingram, or all.
    #[arg(long, value_name = "SHOPS", value_delimiter = ',')]
    shop: Vec<String>,
}

#[derive(Debug, Args)]
struct RawBuild {
    #[command(flatten)]
    books: RawBooks,
    #[command(flatten)]
    settings: RawSettings,
    /// Write here: a file or a folder that is there for one format (`-` is standard output), a folder for both; by default into dist/.
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// Where the commentary stands: foot, margin, facing, columns, after-section or end in a PDF; popup, interleaved or linked in an
    /// EPUB; omit or only in both. By default as book.toml says.
    #[arg(long, value_name = "WHERE")]
    commentary: Option<String>,
    /// The form of the text; by default as book.toml or front matter says, or the text suggests.
    #[arg(long, value_name = "FORM", value_enum)]
    form: Option<RawForm>,
    #[command(flatten)]
    draft: RawDraft,
    #[command(flatten)]
    fonts: RawFonts,
    #[command(flatten)]
    verdicts: RawVerdicts,
}

#[derive(Debug, Args)]
struct RawWeb {
    #[command(flatten)]
    book: RawBook,
    /// The folder of the web edition; by default one in dist/.
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// The address that the folder will have, which lets pages say where they lie.
    #[arg(long, value_name = "ADDRESS")]
    url: Option<String>,
    /// Where the commentary stands: beside, linked, omit or only. By default as book.toml says.
    #[arg(long, value_name = "WHERE")]
    commentary: Option<String>,
    /// The form of the text; by default as book.toml or front matter says, or the text suggests. An essay is one page.
    #[arg(long, value_name = "FORM", value_enum)]
    form: Option<RawForm>,
    #[command(flatten)]
    draft: RawDraft,
    #[command(flatten)]
    fonts: RawFonts,
    #[command(flatten)]
    verdicts: RawVerdicts,
}

/// A form of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RawForm {
    Book,
    Essay,
    Report,
}

impl From<RawForm> for Form {
    fn from(form: RawForm) -> Self {
        match form {
            RawForm::Book => Self::Book,
            RawForm::Essay => Self::Essay,
            RawForm::Report => Self::Report,
        }
    }
}

#[derive(Debug, Args)]
struct RawPublish {
    /// Folders, book.tomls, Markdown files, documents or plain texts; by default the book here, else in manuscripts/.
    books: Vec<PathBuf>,
    /// The folder of the site. Files in it that are not Bindery's stay as they are.
    #[arg(long, short, default_value = "site")]
    output: PathBuf,
    #[command(flatten)]
    fonts: RawFonts,
    #[command(flatten)]
    verdicts: RawVerdicts,
}

#[derive(Debug, Args)]
struct RawPages {
    #[command(flatten)]
    build: RawBuild,
    #[command(flatten)]
    quality: RawQuality,
    /// What the PDF is for: reading on a screen, or a printer (PDF/X in black, with a cover beside it; see `[print]` in book.toml).
    #[arg(long = "for", value_name = "USE", value_enum, default_value_t = RawUse::Screen)]
    made_for: RawUse,
    /// Write a booklet beside the PDF, for printing at home: its pages two by two on sheets that are folded in the middle.
    #[arg(long)]
    booklet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RawUse {
    Screen,
    Print,
}

#[derive(Debug, Args)]
struct RawQuality {
    /// Print what a proofreader would mark on the PDF's pages: hyphens, ladders, loose and tight lines, rivers, widows … `--report=html`
    /// writes a file beside the PDF instead, with the marks on pictures of the pages.
    #[arg(long, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "text", value_enum)]
    report: Option<RawReport>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RawReport {
    /// Print it.
    Text,
    /// Write it beside the PDF, with pictures of the pages.
    Html,
}

/// What to do, validated.
#[derive(Debug)]
pub(super) enum Command {
    /// `epub`, `pdf` or `build`, and of what.
    Build(AskedBooks, Build),
    /// `web`.
    Web(WebBuild),
    /// `publish`.
    Publish(SiteOrder),
    /// `check`, and of what.
    Check(AskedBooks, Check),
    /// `check` of an EPUB file, what is wanted of the findings, and the shops whose rules it is held against.
    Inspect(PathBuf, Verdicts, Vec<Shop>),
    /// `notes`: the book, and which notes to list.
    Notes(PathBuf, NoteFilter),
    /// `notes --new`: the book, and the words of the note.
    NewNote(PathBuf, String),
    /// `notes --import`.
    ImportRemarks(RemarkImport),
    /// `notes --export`.
    ExportNotes(NotesExport),
    /// `review`, and `notes --export docx`.
    Review(ReviewCopy),
    /// `merge`.
    Merge(ReviewMerge),
    /// `fonts`.
    Fonts {
        /// The book; it exists.
        book: PathBuf,
        /// Whether installed fonts are chosen anew.
        update: bool,
    },
    /// `toc`, with the book.
    Toc(PathBuf),
    /// `watch`.
    Watch(Watch),
    /// `stats`, with the book.
    Stats(PathBuf),
    /// `lsp`.
    Lsp,
    /// `import`.
    Import {
        /// The plain text.
        file: PathBuf,
        /// Whether a file may be overwritten.
        force: bool,
    },
    /// `import` of a document.
    ImportDocument(OfficeImport),
    /// `new`, with the folder.
    New(PathBuf),
    /// `style`, with the name.
    Style(Option<String>),
    /// `design`, with the name.
    Design(Option<String>),
    /// `explain`, with the code or the key.
    Explain(Option<String>),
    /// `keys`.
    Keys(AskedKeys),
    /// `completions`, with the shell.
    Completions(Shell),
    /// `man`.
    Man,
    /// `--licences`.
    Licences,
}

/// The definition of the command line.
pub(super) fn definition() -> clap::Command {
    RawArguments::command()
}

/// What is wanted of the table of keys.
#[derive(Debug)]
pub(super) enum AskedKeys {
    /// All, a line each.
    All,
    /// An explanation of a key or section.
    One(String),
    /// A JSON Schema.
    Schema,
    /// A chapter in Markdown.
    Markdown,
}

/// Which notes are listed: those of a voice, those of a section, or all.
#[derive(Debug, Default)]
pub(super) struct NoteFilter {
    /// The key of the voice.
    pub(super) voice: Option<String>,
    /// The title of the section, or its `#name`.
    pub(super) section: Option<String>,
    /// Whether the page is told on which each note's words stand.
    pub(super) pages: bool,
}

/// The books that a call is about.
#[derive(Debug)]
pub(super) struct AskedBooks {
    /// Each of them; it exists.
    pub(super) books: Vec<PathBuf>,
    /// Which editions of each.
    pub(super) editions: AskedEditions,
}

/// Which editions of a book are wanted.
#[derive(Debug)]
pub(super) enum AskedEditions {
    /// The one that the settings name, or the book as it is.
    One,
    /// The book as it is, and all its editions.
    All,
}

/// What to check.
#[derive(Clone, Debug)]
pub(super) struct Check {
    /// The book; it exists.
    pub(super) book: PathBuf,
    /// The edition, and settings over those of the book.
    pub(super) settings: AskedSettings,
    /// What is asked about the pages.
    pub(super) quality: Quality,
    /// Whether notes without a place are only warned of.
    pub(super) draft: bool,
    /// What becomes of marked changes.
    pub(super) changes: MarkedChanges,
    /// Whether installed fonts may be used.
    pub(super) system_fonts: bool,
    /// Whether words are looked up in dictionaries.
    pub(super) spelling: bool,
    /// Whether quotations are to be mended first, or the changes only shown.
    pub(super) mend: Option<Mend>,
    /// The shops whose rules the EPUB is held against.
    pub(super) shops: Vec<Shop>,
}

/// What to build, from what, into what.
#[derive(Clone, Debug)]
pub(super) struct Build {
    /// The book; it exists.
    pub(super) book: PathBuf,
    /// The edition, and settings over those of the book.
    pub(super) settings: AskedSettings,
    /// Files that this call has written already, of other books.
    pub(super) written: Vec<PathBuf>,
    /// The formats to make.
    pub(super) formats: &'static [Format],
    /// Where to.
    pub(super) target: OutputTarget,
    /// The form of the text; none if it is as the settings say.
    pub(super) form: Option<Form>,
    /// Where the commentary is to stand; none if it is as the settings say.
    pub(super) commentary: Option<Presentation>,
    /// Whether notes without a place are only warned of, and drafts shown.
    pub(super) draft: bool,
    /// What becomes of marked changes.
    pub(super) changes: MarkedChanges,
    /// Whether installed fonts may be used.
    pub(super) system_fonts: bool,
    /// What is asked about the pages.
    pub(super) quality: Quality,
    /// Whether the PDF is for a printer.
    pub(super) print: bool,
    /// Whether a booklet is wanted beside the PDF.
    pub(super) booklet: bool,
}

/// Which web edition to build, from what, into what.
#[derive(Debug)]
pub(super) struct WebBuild {
    /// The book; it exists.
    pub(super) book: PathBuf,
    /// The folder of the web edition; none for one named after the book.
    pub(super) folder: Option<PathBuf>,
    /// The address that the folder will have, with a slash at its end.
    pub(super) address: Option<String>,
    /// Where the commentary is to stand; none if it is as the settings say.
    pub(super) commentary: Option<Presentation>,
    /// The form of the text; none if it is as the settings say.
    pub(super) form: Option<Form>,
    /// Whether notes without a place are only warned of, and drafts shown.
    pub(super) draft: bool,
    /// What becomes of marked changes.
    pub(super) changes: MarkedChanges,
    /// Whether installed fonts may be used.
    pub(super) system_fonts: bool,
    /// How grave findings are to be taken.
    pub(super) verdicts: Verdicts,
}

/// What is asked about findings and about the quality of the pages.
#[derive(Clone, Debug, Default)]
pub(super) struct Quality {
    /// Whether a report on the pages is to be printed.
    pub(super) report: bool,
    /// Whether the report is to be written beside the PDF, with pictures of the pages.
    pub(super) proof: bool,
    /// How grave findings are to be taken.
    pub(super) verdicts: Verdicts,
    /// Whether verdicts were given as `--strict=KINDS`, which is obsolete.
    pub(super) old_strict: bool,
}

impl Quality {
    /// A build with what is asked here.
    pub(super) fn over(&self, mut options: Options) -> Options {
        (options.report, options.proof, options.verdicts) = (self.report, self.proof, self.verdicts.clone());
        if self.old_strict {
            let old = Diagnostic::new(Code::OldStrict, "`--strict=KINDS` is now `--deny KINDS`, and will go");
            options.findings.push(old.help("write `--deny`; `--strict` alone makes errors of all warnings"));
        }
        options
    }
}

/// The call of this process. Help, version and wrong calls are printed here and end the run.
pub(super) fn read() -> Result<(Command, Terminal), Outcome> {
    let raw = RawArguments::try_parse().map_err(|fault| {
        // Nothing is left to do if even the message can't be printed.
        let printed = fault.print().and_then(|()| std::io::Write::flush(&mut std::io::stdout()));
        match printed {
            _ if fault.use_stderr() => Outcome::WrongCall,
            Err(lost) if lost.kind() != ErrorKind::BrokenPipe => Outcome::Machine,
            _ => Outcome::Done,
        }
    })?;
    let mut terminal = terminal(&raw);
    let asked = match raw.command {
        Some(raw) => command(raw),
        None if raw.licences => Ok(Command::Licences),
        None => Err(Misuse::new("there is no command", "`bindery build` builds the book here, `bindery --help` lists all commands")),
    };
    match asked.and_then(|command| annotated(command, terminal.annotations)) {
        Ok(command) => {
            let is_book = matches!(&command, Command::Build(_, Build { target: OutputTarget::Stdout, .. }));
            terminal.taken = is_book || terminal.annotations.is_some();
            Ok((command, terminal))
        }
        Err(Misuse { message, help }) => {
            terminal.wrong_call(&message, help.as_deref());
            Err(Outcome::WrongCall)
        }
    }
}

/// The command, if its findings can be annotations where that is asked for.
fn annotated(command: Command, annotations: Option<AnnotationForm>) -> Result<Command, Misuse> {
    match &command {
        _ if annotations.is_none() => Ok(command),
        Command::Build(_, Build { target: OutputTarget::Stdout, .. }) => {
            let help = "write the book into a file, or leave `--format` out";
            Err(Misuse::new("standard output can't carry both the book and its findings".to_owned(), help.to_owned()))
        }
        Command::Build(..) | Command::Check(..) | Command::Inspect(..) => Ok(command),
        _ => {
            let help = "write `--format json`";
            Err(Misuse::new("`--format sarif` and `github` are for `check`, `build`, `epub` and `pdf`".to_owned(), help.to_owned()))
        }
    }
}

fn terminal(raw: &RawArguments) -> Terminal {
    let interactive = std::io::stderr().is_terminal();
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Terminal {
        form: match raw.format {
            RawFormat::Human | RawFormat::Sarif | RawFormat::Github => ReportForm::Human,
            RawFormat::Json => ReportForm::Json,
        },
        annotations: match raw.format {
            RawFormat::Human | RawFormat::Json => None,
            RawFormat::Sarif => Some(AnnotationForm::Sarif),
            RawFormat::Github => Some(AnnotationForm::Github),
        },
        colour: match raw.color {
            RawColour::Always => true,
            RawColour::Never => false,
            RawColour::Auto => interactive && !no_colour,
        },
        quiet: raw.quiet,
        all: raw.all,
        interactive,
        taken: false,
        lost: OnceCell::new(),
    }
}

fn command(raw: RawCommand) -> Result<Command, Misuse> {
    Ok(match raw {
        RawCommand::Epub(raw) => build(raw, &[Format::Epub], None).map(|(books, build)| Command::Build(books, build))?,
        RawCommand::Pdf(raw) => pages(raw, &[Format::Pdf])?,
        RawCommand::Build(raw) => pages(raw, &[Format::Epub, Format::Pdf])?,
        RawCommand::Web(raw) => Command::Web(web(raw)?),
        RawCommand::Publish(raw) => Command::Publish(publish(raw)?),
        RawCommand::Check(raw) => check(raw)?,
        RawCommand::Notes { book: raw, new, remarks, voice, section, pages } => {
            notes(raw, new, remarks, NoteFilter { voice, section, pages })?
        }
        RawCommand::Review { book: raw, output, force } => {
            let output = of_word(output.unwrap_or_else(|| PathBuf::from("review.docx")))?;
            Command::Review(ReviewCopy { book: reviewed(raw.book)?, output, purpose: DocxPurpose::Review, force })
        }
        RawCommand::Merge { document, book: raw, dry_run } => {
            exists(&document)?;
            Command::Merge(ReviewMerge { document, book: reviewed(raw.book)?, dry_run })
        }
        RawCommand::Fonts { book: raw, update } => Command::Fonts { book: book(raw.book)?, update },
        RawCommand::Toc(raw) => Command::Toc(book(raw.book)?),
        RawCommand::Watch(raw) => Command::Watch(watched(raw)?),
        RawCommand::Lsp => Command::Lsp,
        RawCommand::Stats(raw) => Command::Stats(book(raw.book)?),
        RawCommand::Import { file, output, force, changes, by } => import(file, DocumentManner { output, force, changes, by })?,
        RawCommand::New { folder } => Command::New(folder),
        RawCommand::Style { name } => Command::Style(name),
        RawCommand::Design { name } => Command::Design(name),
        RawCommand::Explain { code } => Command::Explain(code),
        RawCommand::Keys { schema: true, .. } => Command::Keys(AskedKeys::Schema),
        RawCommand::Keys { markdown: true, .. } => Command::Keys(AskedKeys::Markdown),
        RawCommand::Keys { key, .. } => Command::Keys(key.map_or(AskedKeys::All, AskedKeys::One)),
        RawCommand::Completions { shell } => Command::Completions(shell),
        RawCommand::Man => Command::Man,
    })
}

/// `check` of manuscripts, or of one finished EPUB.
fn check(raw: RawCheck) -> Result<Command, Misuse> {
    let RawCheck { books, settings: over, quality: asked, verdicts, draft, fonts, fix_anchors, spelling, dry_run, shop } = raw;
    let shops = shops(&shop)?;
    if let [path] = &*books.books
        && is_epub(path)
    {
        exists(path)?;
        if asked.report.is_some() || draft.draft || draft.changes.is_some() || fix_anchors || spelling {
            let help = "`--report`, `--draft`, `--changes`, `--fix-anchors` and `--spelling` are for manuscripts";
            return Err(Misuse::new(format!("`{}` is a finished EPUB", path.display()), help));
        }
        return Ok(Command::Inspect(path.clone(), verdicts::verdicts(&verdicts)?.0, shops));
    }
    let books = asked_books(books, &over)?;
    if fix_anchors {
        books.books.iter().try_for_each(|book| reviewed(Some(book.clone())).map(|_| ()))?;
    }
    let check = Check {
        book: PathBuf::new(),
        settings: settings(over)?,
        quality: quality(printed(asked.report)?, &verdicts)?,
        draft: draft.draft,
        changes: changes(draft.changes.as_deref())?,
        system_fonts: fonts.system_fonts == RawSystemFonts::Auto,
        spelling,
        mend: fix_anchors.then_some(if dry_run { Mend::Show } else { Mend::Write }),
        shops,
    };
    Ok(Command::Check(books, check))
}

/// Shops by their names, each once.
fn shops(names: &[String]) -> Result<Vec<Shop>, Misuse> {
    if names.iter().any(|name| name == "all") {
        return Ok(SHOPS.map(|(_, shop)| shop).to_vec());
    }
    let mut found = BTreeSet::new();
    for name in names {
        let known = SHOPS.iter().find(|(known, _)| known == name).map(|(_, shop)| *shop);
        found.insert(known.ok_or_else(|| {
            let help = match nearest(name, SHOPS.iter().map(|(known, _)| *known)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "there are kdp, kobo, apple, google, ingram, and all".to_owned(),
            };
            Misuse::new(format!("there are no rules of a shop `{name}`"), help)
        })?);
    }
    Ok(found.into_iter().collect())
}

fn publish(raw: RawPublish) -> Result<SiteOrder, Misuse> {
    let RawPublish { books, output, fonts, verdicts } = raw;
    let books =
        if books.is_empty() { vec![book(None)?] } else { books.into_iter().map(|path| book(Some(path))).collect::<Result<_, _>>()? };
    let system_fonts = fonts.system_fonts == RawSystemFonts::Auto;
    Ok(SiteOrder { books, folder: site(output)?, verdicts: verdicts::verdicts(&verdicts)?.0, system_fonts })
}

fn import(file: PathBuf, manner: DocumentManner) -> Result<Command, Misuse> {
    exists(&file)?;
    let DocumentManner { output, force, changes: named, by } = manner;
    if let Some(format) = OfficeFormat::of(&file) {
        if output.as_deref() == Some(Path::new("-")) {
            return Err(Misuse::new("a manuscript is a folder of files, which standard output can't take", "give a folder with `-o`"));
        }
        let (changes, by) = (changes(named.as_deref())?, by.map(speaker).transpose()?);
        return Ok(Command::ImportDocument(OfficeImport { file, format, folder: output, force, changes, by }));
    }
    if InputFormat::of(&file) != Some(InputFormat::PlainText) {
        let known = "a document (.docx, .odt, .html, .epub) or a plain text (.txt)";
        return Err(Misuse::bare(format!("`{}` is not {known}", file.display())));
    }
    if output.is_some() || named.is_some() || by.is_some() {
        return Err(Misuse::bare("`-o`, `--changes` and `--by` are for documents; a plain text gets its Markdown beside it"));
    }
    Ok(Command::Import { file, force })
}

/// How a document is imported.
struct DocumentManner {
    output: Option<PathBuf>,
    force: bool,
    changes: Option<String>,
    by: Option<String>,
}

/// The name of somebody who speaks.
fn speaker(name: String) -> Result<String, Misuse> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.contains(char::is_alphanumeric) { Ok(name) } else { Err(Misuse::bare("`--by` needs a name")) }
}

/// Whether remarks can be added to a book: a document has no commentary of its own.
fn importable(book: Option<&Path>, remarks: &[PathBuf]) -> Result<(), Misuse> {
    if book.and_then(OfficeFormat::of).is_some() {
        let help = "make a manuscript of it first with `bindery import`, and give its folder";
        return Err(Misuse::new("a document has no commentary that remarks could be added to", help));
    }
    remarks.iter().try_for_each(|file| exists(file))
}

/// `notes` in all its forms.
fn notes(raw: RawBook, new: Option<String>, remarks: RawRemarks, filter: NoteFilter) -> Result<Command, Misuse> {
    if !remarks.import.is_empty() {
        importable(raw.book.as_deref(), &remarks.import)?;
        let files = remarks.import.into_iter().map(|path| RemarkSource { path, read: None }).collect();
        let dry_run = remarks.dry_run;
        let nameless = remarks.by.map(speaker).transpose()?.map_or(NamelessRemarks::OnlyVoice, NamelessRemarks::By);
        return Ok(Command::ImportRemarks(RemarkImport { book: book(raw.book)?, files, dry_run, nameless, known: BTreeMap::new() }));
    }
    let Some(form) = remarks.export else {
        return match new {
            Some(words) if !words.contains(char::is_alphanumeric) => Err(Misuse::bare("`--new` needs words of the text")),
            Some(words) => Ok(Command::NewNote(book(raw.book)?, words)),
            None => Ok(Command::Notes(book(raw.book)?, filter)),
        };
    };
    let (book, output, force) = (book(raw.book)?, remarks.output, remarks.force);
    match form.form() {
        Some(form) => Ok(Command::ExportNotes(NotesExport { book, form, output, force })),
        None => {
            let output = of_word(output.ok_or_else(|| Misuse::bare("a document needs a file: give one with `-o`"))?)?;
            Ok(Command::Review(ReviewCopy { book, output, purpose: DocxPurpose::Copy, force }))
        }
    }
}

/// The file of a document of Word, whose name must not be that of another kind.
fn of_word(output: PathBuf) -> Result<PathBuf, Misuse> {
    if OfficeFormat::of(&output).is_some_and(|format| format != OfficeFormat::Docx) {
        let help = "give a name that ends in .docx: LibreOffice opens it, and `bindery merge` takes the .odt that LibreOffice saves";
        return Err(Misuse::new(format!("`{}` can't be the name of a document of Word", output.display()), help));
    }
    Ok(output)
}

/// A book whose sources can be changed.
fn reviewed(path: Option<PathBuf>) -> Result<PathBuf, Misuse> {
    let book = book(path)?;
    if OfficeFormat::of(&book).is_some() {
        let help = "make a manuscript of it first: `bindery import`";
        return Err(Misuse::new(format!("`{}` is a document itself", book.display()), help));
    }
    Ok(book)
}

fn pages(raw: RawPages, formats: &'static [Format]) -> Result<Command, Misuse> {
    let (print, booklet) = (raw.made_for == RawUse::Print, raw.booklet);
    let (books, build) = build(raw.build, formats, raw.quality.report)?;
    if print && matches!(build.target, OutputTarget::Stdout) {
        let help = "give a file or a folder, or leave `--for print` out";
        return Err(Misuse::new("the pages and the cover for print are two files", help));
    }
    if build.quality.proof && matches!(build.target, OutputTarget::Stdout) {
        return Err(Misuse::new("the PDF and its report are two files", "give a file or a folder, or write `--report` alone"));
    }
    if booklet && matches!(build.target, OutputTarget::Stdout) {
        return Err(Misuse::new("the PDF and its booklet are two files", "give a file or a folder, or leave `--booklet` out"));
    }
    if print && booklet {
        let help = "leave one of `--for print` and `--booklet` out";
        return Err(Misuse::new("a booklet is made of the pages for the screen, which a printing service does not take", help));
    }
    Ok(Command::Build(books, Build { print, booklet, ..build }))
}

/// A report for a check, which writes no file.
fn printed(report: Option<RawReport>) -> Result<Option<RawReport>, Misuse> {
    if report == Some(RawReport::Html) {
        let help = "write `bindery pdf --report=html`, or `--report` alone to have it printed";
        return Err(Misuse::new("a check writes no file, and `--report=html` is one", help));
    }
    Ok(report)
}

fn quality(report: Option<RawReport>, raw: &RawVerdicts) -> Result<Quality, Misuse> {
    let (verdicts, old_strict) = verdicts::verdicts(raw)?;
    let asked = |form| report == Some(form);
    Ok(Quality { report: asked(RawReport::Text), proof: asked(RawReport::Html), verdicts, old_strict })
}

/// What is to be watched.
fn watched(raw: RawWatch) -> Result<Watch, Misuse> {
    let editor = match raw.editor {
        Some(command) => Some(EditorCommand::written(&command).ok_or_else(|| {
            let help = "write how it is told a place: `--editor \"myeditor {file} {line} {column}\"`";
            Misuse::new(format!("`{command}` is no editor that is known to have a window of its own"), help)
        })?),
        None => EditorCommand::of_environment(),
    };
    let system_fonts = raw.fonts.system_fonts == RawSystemFonts::Auto;
    Ok(Watch { book: book(raw.book.book)?, open: raw.open, port: raw.port, editor, draft: raw.draft, system_fonts })
}

fn build(raw: RawBuild, formats: &'static [Format], report: Option<RawReport>) -> Result<(AskedBooks, Build), Misuse> {
    let books = asked_books(raw.books, &raw.settings)?;
    let target = target(raw.output, formats)?;
    let commentary = raw.commentary.map(|name| presentation(&name, places(formats))).transpose()?;
    let quality = quality(report, &raw.verdicts)?;
    let changes = changes(raw.draft.changes.as_deref())?;
    let (draft, system_fonts) = (raw.draft.draft, raw.fonts.system_fonts == RawSystemFonts::Auto);
    let form = raw.form.map(Form::from);
    let several = books.books.len() > 1 || matches!(books.editions, AskedEditions::All);
    if several && !matches!(target, OutputTarget::Folder(_)) {
        let help = "give a folder that is there with `-o`, or build one book after the other";
        return Err(Misuse::new("several books can't be written into one file", help));
    }
    let build = Build {
        book: PathBuf::new(),
        settings: settings(raw.settings)?,
        written: Vec::new(),
        formats,
        target,
        form,
        commentary,
        draft,
        changes,
        system_fonts,
        quality,
        print: false,
        booklet: false,
    };
    Ok((books, build))
}

/// The books of a call, those of a workspace one by one, and which of their editions.
fn asked_books(raw: RawBooks, settings: &RawSettings) -> Result<AskedBooks, Misuse> {
    let given = if raw.books.is_empty() { vec![here_or_workspace()?] } else { raw.books };
    let mut books = Vec::new();
    for path in given {
        match workspace(&path)? {
            Some(all) => books.extend(all),
            None => books.push(book(Some(path))?),
        }
    }
    let mut known = BTreeSet::new();
    books.retain(|book| known.insert(book.clone()));
    let editions = if settings.edition.as_deref() == Some("all") { AskedEditions::All } else { AskedEditions::One };
    Ok(AskedBooks { books, editions })
}

/// Settings over those of a book.
fn settings(raw: RawSettings) -> Result<AskedSettings, Misuse> {
    if let Some(odd) = raw.set.iter().find(|set| !set.contains('=') || set.trim_start().starts_with(['=', '[']) || set.contains('\n')) {
        return Err(Misuse::new(format!("`--set {odd}` sets no key"), "write a key and a value, as in `--set page.size=a5`"));
    }
    Ok(AskedSettings { edition: raw.edition.filter(|name| name != "all"), set: raw.set })
}

fn web(raw: RawWeb) -> Result<WebBuild, Misuse> {
    if raw.output.as_deref() == Some(Path::new("-")) {
        return Err(Misuse::new("a web edition is a folder, which can't go to standard output", "name a folder with `-o`"));
    }
    let address = raw.url.map(|address| if address.ends_with('/') { address } else { address + "/" });
    if let Some(address) = address.as_ref().filter(|address| !address.starts_with("https://") && !address.starts_with("http://")) {
        let help = "give the whole address, such as https://example.org/book/";
        return Err(Misuse::new(format!("`{address}` is no address of the web"), help));
    }
    Ok(WebBuild {
        book: book(raw.book.book)?,
        folder: raw.output,
        address,
        commentary: raw.commentary.map(|name| presentation(&name, IN_WEB.into())).transpose()?,
        form: raw.form.map(Form::from),
        draft: raw.draft.draft,
        changes: changes(raw.draft.changes.as_deref())?,
        system_fonts: raw.fonts.system_fonts == RawSystemFonts::Auto,
        verdicts: verdicts::verdicts(&raw.verdicts)?.0,
    })
}

/// What becomes of marked changes; they are accepted unless something else is said.
fn changes(name: Option<&str>) -> Result<MarkedChanges, Misuse> {
    let Some(name) = name else { return Ok(MarkedChanges::Accept) };
    let known = MarkedChanges::NAMED.iter().find(|(known, _)| *known == name);
    known.map(|(_, changes)| *changes).ok_or_else(|| {
        let help = match nearest(name, MarkedChanges::NAMED.iter().map(|(known, _)| *known)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "there are accept, reject and show".to_owned(),
        };
        Misuse::new(format!("marked changes can't be taken as `{name}`"), help)
    })
}

/// Where the commentary can stand in one of the formats, by name.
fn places(formats: &[Format]) -> BTreeMap<&'static str, Presentation> {
    formats.iter().flat_map(|format| format.presentations().iter().copied()).collect()
}

/// Where the commentary is to stand, of the places that it can have.
fn presentation(name: &str, known: BTreeMap<&'static str, Presentation>) -> Result<Presentation, Misuse> {
    known.get(name).copied().ok_or_else(|| {
        let help = match nearest(name, known.keys().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", known.keys().copied().collect::<Vec<_>>().join(", ")),
        };
        Misuse::new(format!("the commentary can't stand at `{name}` there"), help)
    })
}
