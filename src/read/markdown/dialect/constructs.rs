//! The table of what other dialects of Markdown write and a book has no counterpart for: whose it is, what became of it, and
//! what to write instead.

macro_rules! constructs {
    ($($name:ident: $written:literal, $whose:literal, $done:literal, $help:literal;)+) => {
        /// A construct of another dialect.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Construct { $(#[doc = $written] $name,)+ }

        impl Construct {
            /// How the construct is written, whose it is, what became of it, what to write instead.
            pub(super) const fn about(self) -> [&'static str; 4] {
                match self { $(Self::$name => [$written, $whose, $done, $help],)+ }
            }
        }
    };
}

constructs! {
    Include: "{{#…}}", "an include of mdBook", "was left out, so the book lacks what it names", "put the lines of that file into the text";
    Shortcode: "{{< … >}}", "a shortcode of Hugo or Quarto", "was left out", "write in Markdown what it stands for";
    Template: "{{ … }}", "a variable of Jekyll, Hugo or GitBook", "was left out", "write in its place what it stands for";
    Call: "{{ name(…) }}", "a shortcode of Zola", "is set as the words in it alone", "write in Markdown what it stands for, such as a link: `[words](page.md)`";
    EmptyCall: "{{ name() }}", "a shortcode of Zola", "was left out", "write in Markdown what it stands for";
    Metadata: "--- key: value", "a block of metadata below the head of its file", "was left out", "take it out, or move it to the head of the file";
    Data: "base64", "a file written in letters, as notebooks keep their pictures", "was left out", "save the picture as a file, and show that: `![words](picture.png)`";
    Liquid: "{% … %}", "a tag of Jekyll, Hugo or GitBook", "was left out", "write in Markdown what it stands for";
    Citation: "[@key]", "a citation of pandoc", "is printed with its key", "write the reference out, in a note for example: `[^1]`";
    Bibliography: "{#refs}", "the place where pandoc prints a bibliography", "was left empty, for none is made", "write the list of works there";
    Cited: "{{#cite key}}", "a citation of mdbook-bib", "is printed as its key", "write the reference out, in a note for example: `[^1]`";
    EmbeddedFile: "![[….mp3]]", "an embedded file of Obsidian", "was left out but for its name", "put the file on the web and write a link to it, or leave it out";
    Span: "[…]{…}", "a span of pandoc with a class or attribute that means nothing here", "is set as words alone", "leave the braces out, or write `.smallcaps`, `.underline`, `.mark`, `lang=de` or `#id` in them";
    Attributes: "{name=…} behind a picture", "an attribute of pandoc or kramdown", "has no effect", "leave it out, or write `width=50%`, `height=4cm`, a class of ours or an id, such as `{.here}` or `{#map}`";
    LinkAttributes: "{…} behind a link", "an attribute of kramdown or pandoc", "was left out", "leave it out";
    BlockAttributes: "{: …} or {.class}", "an attribute of kramdown or pandoc", "was left out", "leave it out, or end the paragraph in a class of ours, such as `{.verse}`";
    PageBreak: "a page break", "a command of LaTeX or Leanpub", "was left out", "begin what follows with a heading `#`, or divide it by `***`";
    Index: "\\index{…}", "an index entry of LaTeX", "was left out", "leave it out";
    Layout: "a LaTeX command", "a command for LaTeX's pages", "was left out", "leave it out";
    Latex: "\\name{…}", "a command of LaTeX", "is printed as it stands", "write it in Markdown, or between `$` signs if it is a formula";
    Environment: "\\begin{…}", "an environment of LaTeX", "is printed as it stands", "put `$$` before and behind it if it is a formula";
    DrawnCode: "\\begin{…}", "a drawing in LaTeX", "is set as code", "save what it draws as a picture, and show that: `![words](drawing.png)`";
    Directive: "{name} on a line", "a directive of Leanpub", "was left out", "leave it out, or say it in book.toml";
    Emoji: ":name:", "a name that GitHub has for an emoji", "is printed as it stands", "write the character itself";
    GridTable: "+---+", "a grid table of pandoc", "is set line by line", "write it with bars: `| a | b |`, and `|---|---|` below the first row";
    SimpleTable: "---- ----", "a table of pandoc", "is set line by line", "write it with bars: `| a | b |`, and `|---|---|` below the first row";
    Admonition: "!!! name", "an admonition of MkDocs", "is set as words", "write a quotation: `> **Note**`, and `>` before each line";
    CodeDirective: "```{name}", "a directive of MyST", "is set as code", "write in Markdown what it stands for";
    RawBlock: "```{=format}", "a block of pandoc for another format", "was left out", "write in Markdown what it stands for";
    UndefinedLink: "[…][name]", "a link", "is set as words, because nothing says `[name]: address`", "write that line, or take the second brackets away";
    UndefinedPicture: "![…][name]", "a picture", "is set as words, because nothing says `[name]: address`", "write that line, or the picture's name behind its words: `![…](picture.png)`";
    NoSpace: "#Heading", "a heading without its space, or a tag of Obsidian", "is set as words", "put a space behind the `#` if it is a heading";
    TildeDefinition: "~ definition", "a definition of pandoc", "is printed as it stands", "write `: ` instead of `~ `";
    TableRule: "|---| below a table's head", "a line that has more or fewer cells than the head", "was read as if it had as many, or its rows are set line by line if it is too short for that", "write a cell for each column: `|---|---|`";
    BareTable: "| a | b |", "the first row of a table that lacks the `|---|---|` below it", "is set line by line", "write that line, with a cell for each column";
    Role: "{name} before `…`", "a role of MyST", "was left out, and the words are set as code", "write in Markdown what it stands for";
    RawCode: "{=…} behind `…`", "a mark of pandoc for the code of one format", "was left out, and the code is printed", "leave both out, or write a formula between `$` signs";
    Target: "(label)=", "a label of MyST", "was left out", "write `{#label}` behind a heading, or `^label` at the end of a paragraph";
    Division: "+++", "a break between cells of MyST", "was left out", "leave it out, or write `***` for a break between scenes";
    Tab: "=== \"…\"", "a tab of MkDocs", "is set as a title", "write a heading: `### …`, and the text without its indentation";
    Inserted: "++…++", "an insertion of markdown-it", "is set as words alone", "write `<u>…</u>` if the words are to be underlined";
    Field: "Key:: value", "a field of Dataview (Obsidian)", "is printed as it stands", "leave it out, or put it between `%%` signs";
    Mdx: "import or export", "a line of MDX", "was left out", "leave it out";
    Tag: "#tag", "a tag of Obsidian", "is printed as it stands", "leave it out, or put it between `%%` signs";
    Percent: "%%", "a sign of remarks whose other one stands in another paragraph", "is printed as it stands", "put both into one paragraph, or each on a line of its own, if a remark is meant";
    Task: "[-] or [/]", "a task's state in Obsidian", "is printed as it stands", "write `[ ]` or `[x]`";
    Query: "dataview on a fence", "a query of Obsidian", "is set as code", "put in its place what it finds";
    Drawing: "mermaid on a fence", "a drawing that a program makes of its words", "is set as code and not drawn", "save the drawing as SVG and show that: `![words](drawing.svg)`";
    Ruby: "《…》", "a reading as Aozora Bunko writes it", "is set in brackets behind its word", "write it so: `漢字(かんじ)`";
    OpenFence: "an open fence", "a fence of code without its end", "makes code of everything to the end of the file", "close it with ` ``` ` on a line of its own";
    TornFence: "~~~", "a fence of code in a list whose lines are not indented as it is", "ends with the list there, so that code and text behind it change places", "indent each line of the code as its fence";
    UnseenChunk: "{r, echo=FALSE}", "code that is to run and show only its outcome", "was left out, for nothing is run", "save its outcome as a picture or a table, and show that";
    Outcome: "{r, fig.cap=…}", "code that makes a figure or a table when it is run", "is set as code, for nothing is run", "save its outcome as a picture or a table, and show that";
    InlineCode: "r …", "code of R or Python whose outcome is meant", "is set as code, for nothing is run", "write its outcome in its place";
    Conditional: "{.content-visible when-format=…}", "content of Quarto that is not for an EPUB or a PDF", "was left out", "leave out the braces if it is a part of the book";
    Otherwise: "{% if output … %}", "content of GitBook that is for no e-book", "was left out", "take the condition away if it is a part of the book";
    BareNote: "`[^1] …`", "a note without its colon", "was read as the note", "write the colon: `[^1]: …`";
    EmptyStrong: "****", "strong words of which nothing is left, as GitBook writes them", "was left out", "write `\\*\\*\\*\\*` if asterisks are meant";
    LineComment: "% …", "a remark of MyST", "was left out", "write `<!-- … -->`";
}
