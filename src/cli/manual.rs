//! What goes with the program when it is installed: completions for shells, the man page, the licences of all that it holds.

use super::Outcome;
use super::args::definition;
use super::report::Terminal;
use clap_complete::Shell;
use clap_mangen::Man;

/// The licences of the libraries (held by tests/licences.rs, which also writes the file).
const LIBRARIES: &str = include_str!("licences.txt");

/// The licences of the fonts, each with the names of its faces above it.
const FONTS: [(&str, &str); 5] = [
    ("Libertinus Serif, Sans and Math", include_str!("../../fonts/libertinus/OFL.txt")),
    ("EB Garamond", include_str!("../../fonts/eb-garamond/OFL.txt")),
    ("Alegreya Sans", include_str!("../../fonts/alegreya-sans/OFL.txt")),
    ("JetBrains Mono", include_str!("../../fonts/jetbrains-mono/OFL.txt")),
    ("Noto", include_str!("../../fonts/noto/OFL.txt")),
];

/// A line between two licences.
const RULE: &str = "\n--------------------------------------------------------------------------------\n\n";

/// Prints the script that a shell completes by.
pub(super) fn completions(shell: Shell, terminal: &Terminal) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definition(), "bindery", &mut script);
    terminal.answer(&String::from_utf8_lossy(&script));
    Outcome::Done
}

/// Prints the man page: the program, then each command with its options.
pub(super) fn page(terminal: &Terminal) -> Outcome {
    match roff() {
        Ok(page) => {
            terminal.answer(&page);
            Outcome::Done
        }
        Err(fault) => {
            terminal.machine(&format!("the man page can't be made: {fault}"));
            Outcome::Machine
        }
    }
}

fn roff() -> std::io::Result<String> {
    let whole = definition();
    let mut page = Vec::new();
    let man = Man::new(whole.clone());
    for render in [Man::render_title, Man::render_name_section, Man::render_synopsis_section] {
        render(&man, &mut page)?;
    }
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for command in whole.get_subcommands().filter(|command| command.get_name() != "help") {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        page.extend(format!(".SH BINDERY {}\n{about}\n", command.get_name().to_uppercase()).into_bytes());
        let mut options = Vec::new();
        let named = Man::new(command.clone().bin_name(format!("bindery {}", command.get_name())));
        named.render_synopsis_section(&mut options)?;
        named.render_options_section(&mut options)?;
        // In the page of the whole, what a command takes is below it.
        let options = String::from_utf8_lossy(&options).replace(".SH SYNOPSIS\n", ".PP\n").replace(".SH OPTIONS\n", "");
        page.extend(options.into_bytes());
    }
    man.render_extra_section(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// Prints the licences of the program, of its libraries and of its fonts.
pub(super) fn licences(terminal: &Terminal) -> Outcome {
    let mut all = format!(
        "Bindery is under the MIT or the Apache 2.0 licence, as you like.\n\n{}{RULE}{}{RULE}",
        include_str!("../../LICENSE-MIT").trim_end(),
        LIBRARIES.trim_end()
    );
    let fonts: Vec<String> = FONTS.iter().map(|(faces, text)| format!("The font {faces}:\n\n{}\n", text.trim_end())).collect();
    all += &fonts.join(RULE);
    terminal.answer(&all);
    Outcome::Done
}
