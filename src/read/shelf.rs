//! The shelf: every picture met while the text is read, by number. When all of it was read, those that a book can show become its
//! images, and the words of the others stand in their places: in a frame where the figure would be, in brackets in a line.

use crate::book::{
    Alternative, Block, BlockId, BlockKind, Image, ImageFormat, ImageId, Link, Picture, Prose, Run, RunKind, SourceMap, Style,
};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::picture::inspect::{PictureFacts, PictureFault, inspect};
use crate::read::builder::Builder;
use crate::source::Span;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Every picture met so far. Until [`settle`] has run, an [`ImageId`] in a block is a number on the shelf.
#[derive(Debug, Default)]
pub(super) struct ImageShelf {
    /// Numbers by what is known of a picture before it is read: its path, or its address.
    known: BTreeMap<String, usize>,
    /// The pictures; none for one that was refused.
    pictures: Vec<(String, Option<Image>)>,
    /// What has become of the images that were settled.
    settled: Vec<Option<ImageId>>,
    /// How many of the book's blocks have been gone through.
    blocks: usize,
}

impl ImageShelf {
    /// The number of a picture that was met before.
    pub(super) fn known(&self, key: &str) -> Option<ImageId> {
        self.known.get(key).copied().map(ImageId::new)
    }

    /// How many images there are.
    pub(super) fn count(&self) -> usize {
        self.pictures.len()
    }

    /// Puts a picture on the shelf, or the place of one that was refused. `name` is what words are made of.
    pub(super) fn add(&mut self, key: String, name: &str, image: Option<Image>) -> ImageId {
        self.pictures.push((name.to_owned(), image));
        self.known.insert(key, self.pictures.len() - 1);
        ImageId::new(self.pictures.len() - 1)
    }
}

/// Looks through what was put on the shelf since the last time, all cores together, for every pixel must be decoded; gives the
/// book its images, and to what can't be shown its words.
pub(super) fn settle(builder: &mut Builder, diagnostics: &mut Diagnostics) {
    let shelf = &mut builder.images;
    let fresh = &mut shelf.pictures[shelf.settled.len()..];
    let looked: Vec<PictureLook> = fresh.par_iter().map(|(_, image)| image.as_ref().map_or(Ok(None), look)).collect();
    for ((_, image), looked) in fresh.iter_mut().zip(looked) {
        let mut image = image.take();
        match looked {
            Ok(None) => {}
            Ok(Some(finding)) => {
                diagnostics.push(finding);
                if let Some(image) = &mut image {
                    let other = if image.format == ImageFormat::Jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
                    (image.damaged, image.recast) = (true, image.recast.or(Some(other)));
                }
            }
            Err(fault) => {
                diagnostics.push(fault);
                image = None;
            }
        }
        if let Some(image) = image.as_ref().filter(|image| image.format == ImageFormat::Jpeg && image.recast.is_some() && !image.damaged) {
            diagnostics.push(turned(image));
        }
        shelf.settled.push(image.map(|image| {
            builder.book.images.push(image);
            ImageId::new(builder.book.images.len() - 1)
        }));
    }
    if let Some(ornament) = builder.ornament.take() {
        builder.book.ornament = shelf.settled.get(ornament.index()).copied().flatten();
    }
    let from = std::mem::replace(&mut shelf.blocks, builder.book.blocks.len());
    if shelf.settled.iter().enumerate().any(|(number, image)| *image != Some(ImageId::new(number))) {
        let gone: BTreeSet<BlockId> =
            (from..builder.book.blocks.len()).filter(|&index| settle_block(builder, index)).map(BlockId::new).collect();
        if !gone.is_empty() {
            leave_out(builder, &gone);
        }
        builder.images.blocks = builder.book.blocks.len();
    }
}

/// What was seen of a picture behind its header: nothing, damage that leaves something to be shown, or a fault that leaves nothing.
type PictureLook = Result<Option<Diagnostic>, Diagnostic>;

fn look(image: &Image) -> PictureLook {
    let Image { path, span, .. } = image;
    // A drawing was tried when it was read.
    if image.format == ImageFormat::Svg {
        return Ok(None);
    }
    let bytes = image.file.bytes().map_err(|lost| Diagnostic::at(Code::Machine, *span, lost.to_string()))?;
    match inspect(&bytes) {
        Err(PictureFault::Corrupt(why)) => Err(damaged(path, &why, *span)),
        Ok(PictureFacts { damage: Some(why), .. }) => {
            let message = format!("the image {path} is damaged ({why}); what can be read of it is shown");
            Ok(Some(
                Diagnostic::at(Code::DamagedImage, *span, message).help("save it again from its original, or look whether it is whole"),
            ))
        }
        _ => Ok(None),
    }
}

/// A picture in inks, which a reading system gets in colours.
fn turned(image: &Image) -> Diagnostic {
    let message = format!("the image {} is in CMYK, the colours of print; the EPUB has it in RGB", image.path);
    Diagnostic::at(Code::ImageColours, image.span, message).help("save it in RGB if its colours in the EPUB must be exact")
}

/// A picture that can't be read.
pub(super) fn damaged(path: &str, why: &str, span: Span) -> Diagnostic {
    Diagnostic::at(Code::CorruptImage, span, format!("the image {path} cannot be used: {why}")).help("save it again as PNG, JPEG or SVG")
}

/// Gives a block's pictures their numbers among the book's images, or their words; says whether nothing is left of it.
fn settle_block(builder: &mut Builder, index: usize) -> bool {
    let settled = &builder.images.settled;
    let became = |id: ImageId| settled.get(id.index()).copied().flatten();
    let Block { span, kind, .. } = &mut builder.book.blocks[index];
    match kind {
        BlockKind::Figure { picture: Picture::Shown(id, alternative, _), caption, link, .. } => match (became(*id), *caption) {
            (Some(image), _) => *id = image,
            (None, Some(caption)) if !alternative.given || adorns(alternative) => {
                let (link, silent) = (*link, (!alternative.given).then_some(*span));
                builder.book.silent.extend(silent);
                set(builder, index, Picture::Absent(caption));
                // The words stand for the picture, and lead where it led.
                if let BlockKind::Paragraph(prose) = &mut builder.book.blocks[caption.index()].kind {
                    prose.runs.iter_mut().for_each(|run| run.link = run.link.or(link));
                }
            }
            (None, None) if adorns(alternative) && !is_sought(builder, index) => {
                builder.book.blocks[index].kind = BlockKind::Paragraph(Prose::default());
                return true;
            }
            (None, _) => {
                let BlockKind::Figure { picture: Picture::Shown(id, alternative, _), link, .. } = &mut builder.book.blocks[index].kind
                else {
                    return false;
                };
                let (id, alternative, link) = (*id, std::mem::take(alternative), *link);
                let span = builder.book.blocks[index].span;
                builder.book.silent.extend((!alternative.given).then_some(span));
                let text = said(builder, id, &alternative);
                let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
                let run = Run { start: 0, end, kind: RunKind::Text, style: Style::PLAIN, link, language: None, reading: None, span };
                let mut map = SourceMap::default();
                map.push(text.len(), span.range());
                let words = builder.block(span, BlockKind::Paragraph(Prose { text, runs: vec![run], map: Arc::new(map) }));
                set(builder, index, Picture::Absent(words));
            }
        },
        BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose)
            if prose.runs.iter().any(|run| matches!(run.kind, RunKind::Image(..))) =>
        {
            let prose = std::mem::take(prose);
            let prose = settled_prose(builder, prose);
            let is_empty = prose.runs.is_empty();
            if let BlockKind::Heading { prose: place, .. } | BlockKind::Paragraph(place) = &mut builder.book.blocks[index].kind {
                *place = prose;
            }
            return is_empty && !is_sought(builder, index);
        }
        _ => {}
    }
    false
}

/// Whether a picture shows nothing that is to be said.
fn adorns(alternative: &Alternative) -> bool {
    alternative.given && alternative.words.trim().is_empty()
}

/// Whether a block has a name that links may lead to.
fn is_sought(builder: &Builder, index: usize) -> bool {
    let here = Link::Block(BlockId::new(index));
    builder.book.blocks[index].id.is_some() || builder.labels.given.values().any(|(link, _)| *link == here)
}

/// Takes blocks of which nothing is left out of what holds them: a missing ornament leaves neither a gap nor an empty element.
fn leave_out(builder: &mut Builder, gone: &BTreeSet<BlockId>) {
    let stays = |id: &BlockId| !gone.contains(id);
    let book = &mut builder.book;
    // A chapter of nothing else keeps what it has, for it must have something.
    for chapter in book.chapters.iter_mut().filter(|chapter| chapter.blocks.iter().any(stays)) {
        chapter.blocks.retain(stays);
    }
    book.introduction.retain(stays);
    book.notes.iter_mut().for_each(|note| note.blocks.retain(stays));
    for block in &mut book.blocks {
        match &mut block.kind {
            BlockKind::Quote(blocks) => blocks.retain(stays),
            BlockKind::Callout(callout) => callout.blocks.retain(stays),
            BlockKind::Group(group) => {
                group.blocks.retain(&stays);
                group.caption = group.caption.filter(|caption| stays(caption));
            }
            BlockKind::Details { blocks, summary } => {
                blocks.retain(&stays);
                *summary = summary.filter(|summary| stays(summary));
            }
            BlockKind::List { items, .. } => items.retain_mut(|item| {
                let was_empty = item.blocks.is_empty();
                item.blocks.retain(stays);
                was_empty || !item.blocks.is_empty()
            }),
            BlockKind::Definitions(entries) => {
                entries.iter_mut().flat_map(|entry| &mut entry.details).for_each(|blocks| blocks.retain(stays));
            }
            _ => {}
        }
    }
}

fn set(builder: &mut Builder, index: usize, absent: Picture) {
    if let BlockKind::Figure { picture, .. } = &mut builder.book.blocks[index].kind {
        *picture = absent;
    }
}

/// What is said in place of a picture that isn't there: an ornament that links lead to has no words of its own.
fn said(builder: &Builder, id: ImageId, alternative: &Alternative) -> String {
    if alternative.words.trim().is_empty() {
        return builder.images.pictures.get(id.index()).map(|(name, _)| crate::read::images::named(name)).unwrap_or_default();
    }
    alternative.words.clone()
}

/// Puts words in brackets where pictures in the lines of a text are missing, and nothing where they only adorned.
fn settled_prose(builder: &mut Builder, prose: Prose) -> Prose {
    let mut text = String::with_capacity(prose.text.len());
    let (mut runs, mut map) = (Vec::with_capacity(prose.runs.len()), SourceMap::default());
    // Whether an ornament has just gone that stood behind a space.
    let mut gap = false;
    for mut run in prose.runs {
        let start = text.len();
        let image = match &mut run.kind {
            RunKind::Image(id, alternative, size) => Some((*id, std::mem::take(alternative), *size)),
            _ => None,
        };
        match image.map(|(id, alternative, size)| (id, builder.images.settled.get(id.index()).copied().flatten(), alternative, size)) {
            Some((_, None, alternative, _)) if adorns(&alternative) => {
                // The space before it and the one behind it are one.
                if text.is_empty() || text.ends_with(' ') {
                    gap = true;
                }
                continue;
            }
            Some((id, None, alternative, _)) => {
                builder.book.silent.extend((!alternative.given).then_some(run.span));
                text.push_str(&format!("[{}]", said(builder, id, &alternative)));
                map.push(text.len() - start, run.span.range());
                run = Run { kind: RunKind::Text, style: run.style.with(Style::SMALL), ..run };
            }
            shown => {
                if let Some((_, Some(image), alternative, size)) = shown {
                    run.kind = RunKind::Image(image, alternative, size);
                }
                let mut range = run.range();
                let behind_gap = std::mem::take(&mut gap) && matches!(run.kind, RunKind::Text);
                range.start += usize::from(behind_gap && prose.text[range.clone()].starts_with(' '));
                text.push_str(&prose.text[range.clone()]);
                map.append(&prose.map.part(range));
            }
        }
        [run.start, run.end] = [start, text.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        runs.push(run);
    }
    Prose { text, runs, map: Arc::new(map) }
}
