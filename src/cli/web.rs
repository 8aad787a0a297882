//! `web`: the web edition of a book, put into its folder.

use super::args::WebBuild;
use super::progress::Progress;
use super::report::{Terminal, count, grouped, outcome};
use super::site::{SiteDraft, SiteFault};
use super::target::USUAL;
use super::{Outcome, book, fonts};
use crate::build::name;
use crate::build::{InMemory, Options, build_into};
use crate::diagnostics::Code;
use crate::source::Disk;
use crate::web::{WebEdition, WebRequest};
use serde_json::json;
use std::path::Path;
use std::time::Instant;

/// Builds a web edition and puts it into its folder.
pub(super) fn web(asked: &WebBuild, terminal: &Terminal) -> Outcome {
    let start = Instant::now();
    let progress = Progress::new(terminal);
    let options = Options {
        formats: Vec::new(),
        web: Some(WebRequest { address: asked.address.clone(), ..WebRequest::default() }),
        draft: asked.draft,
        changes: asked.changes,
        form: asked.form,
        commentary: asked.commentary,
        verdicts: asked.verdicts.clone(),
        font_folders: asked.system_fonts.then(fonts::folders),
        ..book::options(&asked.book)
    };
    let mut built = build_into(&Disk::files(), &options, &InMemory, &|stage| progress.stage(stage.name()));
    progress.end();
    terminal.findings(&built.reading.findings, &built.reading.sources, "nothing was written");
    let web = built.web.take();
    let Some(((config, book), web)) = built.reading.book().zip(web) else {
        return outcome(&built.reading.findings).max(Outcome::Errors);
    };
    let usual = || Path::new(USUAL).join(format!("{}-web", name(config, &book.metadata, &asked.book)));
    let folder = asked.folder.clone().unwrap_or_else(usual);
    let written = match put(&folder, &web) {
        Ok(written) => written,
        Err(fault) => {
            let finding = fault.told();
            if finding.code == Code::Machine {
                terminal.machine(&finding.message);
                return Outcome::Machine;
            }
            terminal.wrong_call(&finding.message, finding.help.as_deref());
            return Outcome::WrongCall;
        }
    };
    fonts::keep(&built.installed, config, terminal);
    close(&folder, &web, written, start, terminal);
    terminal.silenced(&built.reading.findings);
    let outcome = outcome(&built.reading.findings);
    // The process ends here: to give its memory back piece by piece would only take time.
    std::mem::forget(built);
    outcome
}

/// Puts a web edition into its folder. How many files there are, and bytes.
fn put(folder: &Path, web: &WebEdition) -> Result<[usize; 2], SiteFault> {
    if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) {
        std::fs::create_dir_all(above).map_err(|fault| SiteFault::Machine(above.to_owned(), fault))?;
    }
    let mut draft = SiteDraft::begin(folder)?;
    web.files.iter().try_for_each(|file| draft.add(&file.path, &file.bytes))?;
    draft.keep()
}

/// Says what was written.
fn close(folder: &Path, web: &WebEdition, [files, bytes]: [usize; 2], start: Instant, terminal: &Terminal) {
    let shown = folder.display().to_string();
    let seconds = start.elapsed().as_secs_f64();
    let pages = web.pages.len();
    let words =
        format!("{shown}: {}, {}, {} kB, {seconds:.2} s", count(pages, "page"), count(files, "file"), grouped(bytes.div_ceil(1000)));
    let object = json!({
        "written": shown,
        "pages": pages,
        "files": files,
        "bytes": bytes,
        "seconds": (seconds * 1000.0).round() / 1000.0,
    });
    terminal.close(&words, &object);
}
