//! How long each stage takes, in words a second: on made-up prose of the length of a novel and on the essay in `manuscripts/`.
//!
//! `cargo bench` runs all; `cargo bench -- lines` those whose names say so. Whole builds beside other programs': `benches/compare`.

#![allow(missing_docs, reason = "criterion's macros make functions without any")]

mod prose;

use bindery::testing::book::{Book, text};
use bindery::testing::config::{self, Config};
use bindery::testing::diagnostics::Diagnostics;
use bindery::testing::edition::{self, Edition, Presentation};
use bindery::testing::fonts::Fonts;
use bindery::testing::layout::{self, stages};
use bindery::testing::source::Sources;
use bindery::testing::{epub, pdf, read};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::fs;
use std::hint::black_box;
use std::path::Path;

/// The allocator of the command, as it is part of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MODIFIED: &str = "1980-01-01T00:00:00Z";

fn read(path: &Path) -> (Config, Book) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), path, &mut sources, &mut found).expect("the file is there");
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).expect("the text has no errors");
    (config, book)
}

/// From a file to what goes where.
fn prepare(path: &Path) -> usize {
    let (_, book) = read(path);
    edition::arrange(&book, Presentation::Foot).entries().count()
}

fn stages_of(name: &str, path: &Path, criterion: &mut Criterion) {
    let mut found = Diagnostics::default();
    let (config, book) = read(path);
    let fonts = Fonts::load(&config, &mut found);
    let edition: Edition = edition::arrange(&book, Presentation::Foot);
    let popup = edition::arrange(&book, Presentation::Popup);
    let strips = stages::lines(&edition, &config, &fonts);
    let pages = layout::set(&edition, &config, &fonts, &mut found);
    let draw = |pages| pdf::draw(pages, &edition, &config, &fonts, MODIFIED, &mut Diagnostics::default()).expect("nothing is wrong");
    let drawing = draw(pages.clone());

    let words: usize = book.chapters.iter().map(|chapter| text::words(&book, &chapter.blocks)).sum();
    let mut group: BenchmarkGroup<WallTime> = criterion.benchmark_group(name);
    group.sample_size(10).throughput(Throughput::Elements(words as u64));
    group.bench_function("prepare", |bench| bench.iter(|| prepare(black_box(path))));
    group.bench_function("words", |bench| {
        bench.iter(|| black_box(&book).chapters.iter().map(|chapter| text::words(&book, &chapter.blocks)).sum::<usize>());
    });
    // The fonts remember the words: lines and layout are timed with all of them known, as for the second PDF of a build.
    group.bench_function("lines", |bench| bench.iter(|| stages::lines(&edition, &config, &fonts)));
    group.bench_function("pages", |bench| bench.iter(|| stages::pages(black_box(&strips), &config)));
    group.bench_function("layout", |bench| bench.iter(|| layout::set(&edition, &config, &fonts, &mut Diagnostics::default())));
    // As for the first PDF: the fonts know no word yet, and all cores shape them.
    group.bench_function("first", |bench| {
        let set = |fonts: Fonts| (layout::set(&edition, &config, &fonts, &mut Diagnostics::default()), fonts);
        bench.iter_batched(|| Fonts::load(&config, &mut Diagnostics::default()), set, BatchSize::PerIteration);
    });
    // What the command does without at its end: it leaves pages and fonts to the system.
    group.bench_function("drop", |bench| {
        let set = |fonts: Fonts| (layout::set(&edition, &config, &fonts, &mut Diagnostics::default()), fonts);
        bench.iter_batched(|| set(Fonts::load(&config, &mut Diagnostics::default())), drop, BatchSize::PerIteration);
    });
    group.bench_function("draw", |bench| bench.iter_batched(|| pages.clone(), draw, BatchSize::PerIteration));
    group.bench_function("serialise", |bench| {
        bench.iter_batched(|| drawing.clone(), |drawing: pdf::UnwrittenPdf| drawing.serialise(&mut Vec::new()), BatchSize::PerIteration);
    });
    group.bench_function("epub", |bench| {
        bench.iter(|| {
            let (mut file, mut found) = (std::io::Cursor::new(Vec::new()), Diagnostics::default());
            let coming =
                epub::PendingFiles { cover: |found: &mut _| epub::cover(&config, &book.metadata, &fonts, found), starts: Vec::new };
            epub::write(&popup, &config, &fonts, MODIFIED, coming, &mut file, &mut found)
        });
    });
    group.finish();
}

fn stages(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let novel = folder.path().join("novel.md");
    fs::write(&novel, prose::book(100_000)).expect("a file");
    stages_of("novel", &novel, criterion);
    let essay = folder.path().join("essay.md");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscripts/essay.md")).expect("the essay is there");
    fs::write(&essay, text).expect("a file");
    stages_of("essay", &essay, criterion);
}

criterion_group!(benches, stages);
criterion_main!(benches);
