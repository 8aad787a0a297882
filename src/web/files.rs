//! The files of a web edition that are no pages: the style sheet, faces with their licences, pictures.

use super::edition::WebFile;
use super::style;
use crate::fonts::{Fonts, woff};
use crate::html::faces;
use crate::html::pictures::{self, LostPicture};
use crate::html::writer::DocumentWriter;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// All files but the pages and the cover; the error if a picture can't be had.
pub(super) fn others(writer: &DocumentWriter, fonts: &Fonts) -> Result<Vec<WebFile>, LostPicture> {
    let mut web = faces::faces(writer, fonts);
    let packed: Vec<Vec<u8>> = web.faces.par_iter().map(|face| woff::packed(&face.bytes(fonts))).collect();
    for face in &mut web.faces {
        let stem = face.path.rsplit_once('.').map_or(face.path.as_str(), |(stem, _)| stem);
        face.path = format!("{stem}.{}", woff::ENDING);
    }
    let mut files = vec![WebFile { path: style::SHEET.to_owned(), bytes: style::stylesheet(writer, &web).into_bytes() }];
    files.extend(web.faces.iter().zip(packed).map(|(face, bytes)| WebFile { path: face.path.clone(), bytes }));
    files.extend(web.licences().map(|(name, text)| WebFile { path: format!("fonts/{name}"), bytes: text.as_bytes().to_vec() }));
    let shown: Vec<usize> = pictures::shown(writer).into_iter().collect();
    let images: Result<Vec<WebFile>, LostPicture> = shown
        .par_iter()
        .map(|&index| {
            let bytes = pictures::bytes(&writer.book().images[index])?;
            Ok(WebFile { path: writer.images[index].clone(), bytes: bytes.into_owned() })
        })
        .collect();
    files.extend(images?);
    Ok(files)
}
