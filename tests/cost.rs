//! What books of very many things cost: CPU time grows with their number and no faster. The only test of its program, since it
//! counts the time of the whole process. `benches/growth` does the same with a hundred thousand of each, and more kinds.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod support;

use bindery::testing::diagnostics::Severity;

/// CPU time of this process in hundredths of a second.
fn spent() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the program, which may hold anything, ends with the last bracket; user and system time are 14th and 15th.
    let fields = stat[stat.rfind(')').unwrap() + 2..].split(' ');
    fields.skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum()
}

/// `line` for each number, a paragraph each.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| line(index) + "\n\n").collect()
}

/// The text of a book of so many of one kind.
type Kind = fn(usize) -> String;

const KINDS: [(&str, Kind); 17] = [
    ("chapters", |count| lines(count / 4, |index| format!("# Chapter {index}\n\nSome words."))),
    ("headings", |count| lines(count, |index| format!("{} Heading {index}", "#".repeat(index % 4 + 2)))),
    ("notes", |count| lines(count, |index| format!("Some words.[^{index}]\n\n[^{index}]: A note."))),
    ("notes in one paragraph", |count| {
        let marks: String = (0..count).map(|index| format!("word[^{index}] ")).collect();
        marks + "\n\n" + &lines(count, |index| format!("[^{index}]: A note."))
    }),
    ("links", |count| lines(count, |index| format!("See [this](https://example.org/{index})."))),
    ("anchors", |count| lines(count, |index| format!("Words {index}. ^a{index}\n\nSee [this](#a{}).", count - 1 - index))),
    ("rows", |count| format!("| a | b |\n|---|---|\n{}", (0..count).map(|index| format!("| {index} | x |\n")).collect::<String>())),
    ("styled words", |count| "*some* **more** `code` ~~gone~~ ".repeat(count)),
    ("lines", |count| "some words\\\n".repeat(count) + "the end\n"),
    ("figures", |count| lines(count / 2, |index| format!("![A picture](p.png)\n\nSome words {index}."))),
    ("items", |count| (0..count).map(|index| format!("- item {index}\n")).collect()),
    ("grids without an end", |count| "+---+---+\n| a | b |\n".repeat(count)),
    ("code", |count| format!("```\n{}\n```\n", "    a".repeat(count))),
    ("elements that nothing closes", |count| "<b hidden> x ".repeat(count)),
    ("elements closed at the end", |count| "<b hidden> ".repeat(count) + &"</b>".repeat(count)),
    ("tags that nothing closes", |count| "<b c ".repeat(count) + ">"),
    ("values that nothing closes", |count| "<b c=' d=\" ".repeat(count)),
];

#[test]
#[ignore = "takes a minute or two of CPU, and wants a quiet machine"]
fn cost_grows_with_the_text_and_no_faster() {
    const TIMES: usize = 8;
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy("tests/cases/images/dots.png", folder.path().join("p.png")).unwrap();
    let cost = |text: String| {
        let path = folder.path().join("book.md");
        std::fs::write(&path, format!("---\ntitle: T\nauthors: A\n---\n\n# One\n\n{text}")).unwrap();
        let before = spent();
        let run = support::run(&path);
        let cost = spent() - before;
        let errors: Vec<_> = run.found.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty() && run.pdf.is_some() && run.epub.is_some(), "{errors:?}");
        cost
    };
    // What every book costs, fonts and cover.
    let book = cost("Words.\n".to_owned());
    for (name, kind) in KINDS {
        let [few, many] = [1_000, 1_000 * TIMES].map(|count| cost(kind(count)).saturating_sub(book / 2));
        // Twice as much as it should be is the machine's doing; what grows with the square would be eight times as much.
        assert!(many < few.max(5) * 2 * TIMES as u64, "{name}: {few} hundredths of a second, then {many}");
    }
}
