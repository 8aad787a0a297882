//! What is printed: findings and closing lines, for people on stderr, for programs as JSON on stdout.

use super::Outcome;
use crate::diagnostics::render::readable;
use crate::diagnostics::{Code, Diagnostics, Severity, annotate, render};
use crate::source::Sources;
use serde_json::json;
use std::cell::OnceCell;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReportForm {
    /// Text with excerpts, for people.
    Human,
    /// JSON, an object a line.
    Json,
}

/// How findings are printed for a program that shows them beside the lines that they are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnnotationForm {
    /// A single document of SARIF.
    Sarif,
    /// Commands of a workflow of GitHub.
    Github,
}

/// Where and how this run speaks.
#[derive(Debug)]
pub(super) struct Terminal {
    pub(super) form: ReportForm,
    /// How findings are printed on stdout, if neither for people nor as JSON; all else goes to stderr then.
    pub(super) annotations: Option<AnnotationForm>,
    pub(super) colour: bool,
    pub(super) quiet: bool,
    /// Whether every finding is printed by itself.
    pub(super) all: bool,
    /// Whether stderr is a terminal.
    pub(super) interactive: bool,
    /// Whether stdout carries a book, so that all words go to stderr.
    pub(super) taken: bool,
    /// Why something that was printed did not arrive, the first time that this happened.
    pub(super) lost: OnceCell<String>,
}

/// More findings are told together.
const MOST_EACH: usize = 200;

impl Terminal {
    /// Prints all findings and, for people and if there are errors, the `verdict` and how many there are.
    pub(super) fn findings(&self, diagnostics: &Diagnostics, sources: &Sources, verdict: &str) {
        if let Some(form) = self.annotations {
            return self.print(&match form {
                AnnotationForm::Sarif => annotate::sarif(diagnostics, sources),
                AnnotationForm::Github => annotate::github(diagnostics, sources),
            });
        }
        match self.form {
            ReportForm::Json => in_chunks(render::json_lines(diagnostics, sources), |text| self.out(text)),
            ReportForm::Human => {
                let mut grave = Diagnostics::default();
                let shown = if self.quiet {
                    diagnostics.iter().filter(|finding| finding.severity > Severity::Info).for_each(|finding| grave.push(finding.clone()));
                    &grave
                } else {
                    diagnostics
                };
                if self.all {
                    in_chunks(render::each(shown, sources, self.colour), err);
                } else {
                    err(&render::human(shown, sources, self.colour));
                }
                let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
                if errors > 0 {
                    let counts = [count(errors, "error"), count(warnings, "warning")].join(", ");
                    err(&format!("{verdict}: {counts}; `bindery explain CODE` tells more\n"));
                }
            }
        }
    }

    /// Prints all findings, each by itself; those of one kind together if there are more than anybody reads.
    pub(super) fn each(&self, diagnostics: &Diagnostics, sources: &Sources) {
        match self.form {
            ReportForm::Json => in_chunks(render::json_lines(diagnostics, sources), |text| self.out(text)),
            ReportForm::Human if diagnostics.iter().count() > MOST_EACH && !self.all => {
                err(&render::human(diagnostics, sources, self.colour));
            }
            ReportForm::Human => in_chunks(render::each(diagnostics, sources, self.colour), err),
        }
    }

    /// Prints a closing line: words for people, an object for programs.
    pub(super) fn close(&self, words: &str, object: &serde_json::Value) {
        match self.form {
            ReportForm::Json => self.out(&format!("{object}\n")),
            ReportForm::Human if !self.quiet => err(&format!("{words}\n")),
            ReportForm::Human => {}
        }
    }

    /// Prints the closing line of a check that found no errors.
    pub(super) fn checked(&self, path: &Path, diagnostics: &Diagnostics) {
        let (warnings, silenced) = (diagnostics.count(Severity::Warning), diagnostics.silenced());
        let but = if silenced > 0 { format!(", {} silenced", grouped(silenced)) } else { String::new() };
        self.close(
            &format!("no errors, {}{but}", count(warnings, "warning")),
            &json!({ "checked": path.display().to_string(), "warnings": warnings, "silenced": silenced }),
        );
    }

    /// Says how many findings were silenced, if any were.
    pub(super) fn silenced(&self, diagnostics: &Diagnostics) {
        let silenced = diagnostics.silenced();
        if silenced > 0 {
            self.close(&format!("{} silenced by `allow`", count(silenced, "finding")), &json!({ "silenced": silenced }));
        }
    }

    /// Prints what was asked for.
    pub(super) fn answer(&self, text: &str) {
        self.out(text);
    }

    /// How a run ends that would have ended so: an answer that did not arrive is none.
    pub(super) fn ended(&self, outcome: Outcome) -> Outcome {
        let Some(why) = self.lost.get() else { return outcome };
        err(&format!("error[{}]: standard output can't be written: {why}\n", Code::Machine.id()));
        outcome.max(Outcome::Machine)
    }

    /// A reader that went away (`bindery toc | head`) is no reason to fail.
    fn out(&self, text: &str) {
        if self.taken {
            err(text);
        } else {
            self.print(text);
        }
    }

    fn print(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        if let Err(fault) = printed
            && fault.kind() != ErrorKind::BrokenPipe
        {
            self.lost.get_or_init(|| fault.to_string());
        }
    }

    /// Says why a call makes no sense.
    pub(super) fn wrong_call(&self, message: &str, help: Option<&str>) {
        self.complain(None, message, help);
    }

    /// Says what the machine refused to do.
    pub(super) fn machine(&self, message: &str) {
        self.complain(Some(Code::Machine), message, None);
    }

    /// Says what went wrong through no one's fault but Bindery's.
    pub(super) fn internal(&self, message: &str) {
        self.complain(Some(Code::Internal), message, Some("please report it, with the book if you can; your files are as they were"));
    }

    fn complain(&self, code: Option<Code>, message: &str, help: Option<&str>) {
        let id = code.map(Code::id);
        if self.form == ReportForm::Json {
            let code = id.unwrap_or("wrong-call");
            self.out(&format!("{}\n", serde_json::json!({ "code": code, "severity": "error", "message": message, "help": help })));
            return;
        }
        let code = id.map(|id| format!("[{id}]")).unwrap_or_default();
        let (bold, plain) = if self.colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        err(&format!("{bold}error{code}{plain}: {}\n", readable(message)));
        if let Some(help) = help {
            err(&format!("  help: {}\n", readable(help)));
        }
    }
}

/// `1 error`, `2 errors`, `1,234 words`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// `1,234,567`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits are ASCII")).collect();
    groups.join(",")
}

/// How a run with these findings ends: a file that could not be read is the machine's fault, an output in the way of another file
/// the call's, all else the manuscript's.
pub(super) fn outcome(diagnostics: &Diagnostics) -> Outcome {
    let has = |code| diagnostics.iter().any(|finding| finding.code == code);
    if has(Code::Machine) {
        Outcome::Machine
    } else if has(Code::TakenPlace) {
        Outcome::WrongCall
    } else if diagnostics.has_errors() {
        Outcome::Errors
    } else {
        Outcome::Done
    }
}

/// Passes texts on, many at once.
fn in_chunks(texts: impl Iterator<Item = String>, to: impl Fn(&str)) {
    let mut chunk = String::new();
    for text in texts {
        chunk += &text;
        if chunk.len() > 1 << 16 {
            to(&chunk);
            chunk.clear();
        }
    }
    to(&chunk);
}

fn err(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
