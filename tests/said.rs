//! What an EPUB and a PDF say of the book and of themselves: when they were made, what names them, what they are to those who hear them.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::build::{Format, Options};
use bindery::testing::diagnostics::{Code, Verdicts};
use bindery::testing::edition::Presentation;
use bindery::testing::source::Disk;
use support::{Run, run_in};

/// Builds a book of these files.
fn of_files(files: &[(&str, &str)]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    run_in(None, folder.path(), &Verdicts::default(), false, false)
}

/// Builds a text with these settings.
fn built(settings: &str, text: &str) -> Run {
    let book = format!("title = \"T\"\nauthors = [\"Ann Example\"]\nlanguage = \"en\"\nchapters = [\"a.md\"]\n{settings}");
    of_files(&[("book.toml", &book), ("a.md", text)])
}

/// A document of the EPUB.
fn document(run: &Run, name: &str) -> String {
    let files = run.epub_files();
    let (_, bytes) = files.iter().find(|(path, _)| path.ends_with(name)).unwrap_or_else(|| panic!("no {name}: {:?}", files.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

const PRINT: &str = "978-3-16-148410-0";
const EPUB: &str = "978-0-306-40615-7";
const PDF: &str = "978-1-4028-9462-6";

#[test]
fn each_form_of_a_book_is_named_by_its_own_isbn() {
    let settings = format!("isbn = {{ print = \"{PRINT}\", epub = \"{EPUB}\", pdf = \"{PDF}\" }}\n");
    let run = built(&settings, "# One\n\nWords.\n");
    let package = document(&run, "content.opf");
    let identifier = package.split("<dc:identifier id=\"pub-id\">").nth(1).unwrap();
    assert!(identifier.starts_with("urn:isbn:9780306406157<"), "{package}");
    assert!(package.contains("<dc:source id=\"source\">urn:isbn:9783161484100<"), "{package}");
    assert!(document(&run, "toc.ncx").contains("urn:isbn:9780306406157"));
    let imprint = document(&run, "copyright.xhtml");
    for line in [PRINT.to_owned(), format!("{EPUB} (EPUB)"), format!("{PDF} (PDF)")] {
        assert!(imprint.contains(&format!("ISBN {line}<")), "{imprint}");
        assert!(run.page_texts().contains(&line), "{}", run.page_texts());
    }
    let (pdf, _) = run.pdf_as(bindery::testing::config::PdfStandard::default());
    let pdf = String::from_utf8_lossy(&pdf).into_owned();
    assert!(pdf.contains("<dc:identifier>urn:isbn:9781402894626<"), "the PDF has its own");
}

#[test]
fn no_epub_is_its_own_source() {
    for settings in ["", "isbn = \"978-3-16-148410-0\"\n", "identifier = \"doi:10.1000/182\"\n"] {
        let run = built(settings, "# One\n\nWords.\n");
        let package = document(&run, "content.opf");
        let value =
            |element: &str| package.split(&format!("<dc:{element} id=")).nth(1).unwrap().split(['>', '<']).nth(1).unwrap().to_owned();
        let [identifier, source] = [value("identifier"), value("source")];
        assert!(source.starts_with("urn:uuid:") && source != identifier, "{settings}: {source}");
    }
}

#[test]
fn an_edition_of_something_else_is_another_publication() {
    let notes = "---\ncomments-on: a.md\n---\n### \"Words\"\n\nA note.\n";
    let named = |commentary: Option<Presentation>, own: &str, with_notes: bool| {
        let settings =
            format!("isbn = \"{EPUB}\"\n{}[notes]\nepub = \"{own}\"\n", if with_notes { "commentary = [\"n.md\"]\n" } else { "" });
        let book = format!("title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"en\"\nchapters = [\"a.md\"]\n{settings}");
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("book.toml", book.as_str()), ("a.md", "# One\n\nWords stand here.\n"), ("n.md", notes)] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let options = Options { commentary, formats: vec![Format::Epub], ..Options::new(folder.path()) };
        let built = bindery::build(&Disk::files(), &options);
        let run = Run { epub: built.files.into_iter().next().map(|file| file.file), ..Run::default() };
        let package = document(&run, "content.opf");
        let identifier = package.split("<dc:identifier id=\"pub-id\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let source = package.split("<dc:source id=\"source\">").nth(1).unwrap_or_default().split('<').next().unwrap().to_owned();
        assert_ne!(identifier, source);
        assert!(document(&run, "toc.ncx").contains(&identifier));
        identifier
    };
    let isbn = named(None, "popup", true);
    assert!(isbn.starts_with("urn:isbn:"));
    let omit = named(Some(Presentation::Omit), "popup", true);
    let only = named(Some(Presentation::Only), "popup", true);
    assert!(omit.starts_with("urn:uuid:") && only.starts_with("urn:uuid:") && omit != only);
    // The same words in another place are the same publication, and so is what the settings describe.
    assert_eq!(named(Some(Presentation::Interleaved), "popup", true), isbn);
    assert_eq!(named(Some(Presentation::Omit), "omit", true), isbn);
    assert_eq!(named(None, "omit", true), isbn);
    assert_ne!(named(Some(Presentation::Popup), "omit", true), isbn);
    assert_eq!(named(Some(Presentation::Omit), "popup", false), isbn, "there is nothing to omit");
}

#[test]
fn a_file_made_anew_keeps_half_of_its_name() {
    let halves = |settings: &str, text: &str| {
        let (pdf, _) = built(settings, text).pdf_as(bindery::testing::config::PdfStandard::default());
        let document = lopdf::Document::load_mem(&pdf).unwrap();
        let halves = document.trailer.get(b"ID").and_then(lopdf::Object::as_array).unwrap();
        [0, 1].map(|at| halves[at].as_str().unwrap().to_vec())
    };
    let [first, second] = halves("", "# One\n\nWords.\n");
    assert_eq!((first.len(), second.len()), (16, 16));
    assert_eq!(halves("", "# One\n\nWords.\n"), [first.clone(), second.clone()], "same input, same bytes");
    let [same, other] = halves("", "# One\n\nOther words.\n");
    assert!(same == first && other != second);
    let [another, _] = halves("identifier = \"doi:10.1000/182\"\n", "# One\n\nWords.\n");
    assert_ne!(another, first);
}

#[test]
fn what_catalogues_ask_is_said_in_the_package() {
    let settings = "source = [\"urn:isbn:9780306406157\", \"An archive\"]\nsubjects = [\"Harbours\", { name = \"Essays\", thema = \"DNL\", lcsh = \"sh85044901\" }]\nseries = [\"Walks\", { name = \"All\", number = 3, kind = \"set\" }]\n";
    let book = "title = \"T\"\nlanguage = \"en\"\nchapters = [\"a.md\"]\nauthors = [{ name = \"Ann Bee\", role = [\"illustrator\", \"author\"], orcid = \"https://orcid.org/0000-0002-1825-0097\" }, { name = \"Ed Cee\", role = [\"editor\", \"translator\"] }]\n";
    let run = of_files(&[("book.toml", &format!("{book}{settings}")), ("a.md", "# One\n\nWords.\n")]);
    let package = document(&run, "content.opf");
    let all = |start: &str, end: &str| {
        let found = package.split(start).skip(1).map(|rest| rest.split(end).next().unwrap().to_owned());
        found.collect::<Vec<_>>()
    };
    assert_eq!(all("<meta refines=\"#creator-1\" property=\"role\" scheme=\"marc:relators\">", "<"), ["ill", "aut"]);
    assert_eq!(all("<meta refines=\"#creator-1\" property=\"schema:sameAs\">", "<"), ["https://orcid.org/0000-0002-1825-0097"]);
    assert_eq!(all("<meta refines=\"#contributor-2\" property=\"role\" scheme=\"marc:relators\">", "<"), ["edt", "trl"]);
    assert_eq!(all("<dc:subject", "</"), [">Harbours", " id=\"subject-1\">Essays", " id=\"subject-2\">Essays"]);
    assert_eq!(all("property=\"authority\">", "<"), ["Thema", "LCSH"]);
    assert_eq!(all("property=\"term\">", "<"), ["DNL", "sh85044901"]);
    assert_eq!(all("property=\"collection-type\">", "<"), ["series", "set"]);
    assert_eq!(all("<meta refines=\"#series-2\" property=\"group-position\">", "<"), ["3"]);
    let sources: Vec<_> = all("<dc:source", "</").iter().map(|source| source.rsplit('>').next().unwrap().to_owned()).collect();
    assert_eq!(sources, ["urn:isbn:9780306406157", "An archive"]);
    assert_eq!(all("<meta refines=\"#source\" property=\"source-of\">", "<"), ["pagination"]);
    // Who wrote the book is printed as its author, whatever else they did.
    assert!(run.page_texts().contains("Ann Bee") && !run.page_texts().contains("Illustrated by Ann"), "{}", run.page_texts());
}

#[test]
fn one_number_names_one_form() {
    let settings = format!("isbn = {{ print = \"{PRINT}\", epub = \"{PRINT}\" }}\n");
    let run = built(&settings, "# One\n\nWords.\n");
    assert!(run.found.iter().any(|finding| finding.code == Code::BadIsbn), "{:?}", run.found);
}

#[test]
fn pages_without_headings_are_named_and_listed() {
    let book = "title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"de-DE\"\nfront = [\"dedication.md\", \"epigraph.md\", \"preface.md\"]\nchapters = [\"a.md\"]\n";
    let run = of_files(&[
        ("book.toml", book),
        ("dedication.md", "Für Anna\n"),
        ("epigraph.md", "> Worte.\n>\n> — A. B.\n"),
        ("preface.md", "# Vorwort\n\nWorte.\n"),
        ("a.md", "# Eins\n\nWorte.\n"),
    ]);
    let contents = document(&run, "nav.xhtml");
    let at = |words: &str| contents.find(&format!(">{words}</a>")).unwrap_or_else(|| panic!("no {words}: {contents}"));
    assert!(at("Widmung") < at("Motto") && at("Motto") < at("Vorwort") && at("Vorwort") < at("Eins"));
    let page = document(&run, "dedication.xhtml");
    assert!(page.contains("aria-label=\"Widmung\"") && page.contains("<title>Widmung</title>"), "{page}");
    // Shops show the summary to buyers, in the language of the book.
    let package = document(&run, "content.opf");
    assert!(package.contains("accessibilitySummary\" xml:lang=\"de\">Der Text ist durch Überschriften gegliedert"), "{package}");
}

#[test]
fn only_voices_that_are_persons_are_contributors() {
    let book = "title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"en\"\nchapters = [\"a.md\"]\ncommentary = [\"notes.md\"]\n";
    let notes = "---\ncomments-on: a.md\nvoices:\n  ann: { name: \"Ann Example\", label: \"A.\", role: editor }\n  ed: { name: \"The editor\", label: \"Ed.\", role: commentator }\n---\n### \"Words\" {.ann}\n\nA note.\n\n### \"here\" {.ed}\n\nAnother.\n";
    let run = of_files(&[("book.toml", book), ("a.md", "# One\n\nWords stand here.\n"), ("notes.md", notes)]);
    let package = document(&run, "content.opf");
    assert!(package.contains(">Ann Example</dc:contributor>"), "{package}");
    assert!(!package.contains("The editor"), "{package}");
}

#[test]
fn formulas_are_described_in_words_or_not_said_to_be() {
    let claims = |text: &str, language: &str| {
        let book = format!("title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"{language}\"\nchapters = [\"a.md\"]\n");
        let run = of_files(&[("book.toml", &book), ("a.md", text)]);
        let package = document(&run, "content.opf");
        (package.contains(">describedMath<"), package.contains(">latex<"), document(&run, "one.xhtml"))
    };
    let (described, latex, text) = claims("# One\n\nAs $\\frac{a}{b} = x^2$ is.\n", "en");
    assert!(described && !latex && text.contains("alttext=\"a over b equals x squared\""), "{text}");
    let (described, latex, text) = claims("# One\n\nAs $\\frac{a}{b}$ is.\n", "fi");
    assert!(!described && latex && text.contains("alttext=\"\\frac{a}{b}\""), "{text}");
}

#[test]
fn the_second_paragraph_of_a_note_is_told_apart() {
    let run = built("", "# One\n\nWords.[^a]\n\n[^a]: First.\n\n    Second.\n");
    let notes = document(&run, "notes.xhtml");
    assert!(notes.contains("<p>Second.</p>"), "{notes}");
}

#[test]
fn licences_of_fonts_go_along_and_are_named_nowhere() {
    let run = built("", "# One\n\nWords.\n");
    let files = run.epub_files();
    assert!(files.contains_key("META-INF/Libertinus-OFL.txt"), "{:?}", files.keys());
    assert!(!document(&run, "content.opf").contains("OFL"));
}
