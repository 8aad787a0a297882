//! What is answered to whom: pages, places, the EPUB and the viewer's own files. No file of the disk is ever served.

use super::editor::EditorCommand;
use super::http::{Answering, HttpAnswer, HttpRequest, HttpStatus};
use super::showcase::Showcase;
use crate::desk::{SetBook, viewer};
use crate::source::{Files, Memory, SourcePosition};
use serde_json::{Value, json};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long an answer to what is new may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Answers those who know the token.
pub(super) struct Answers {
    pub(super) showcase: Arc<Showcase>,
    pub(super) token: String,
    pub(super) port: u16,
    /// The folder of the book.
    pub(super) folder: PathBuf,
    pub(super) editor: Option<EditorCommand>,
}

impl Answering for Answers {
    fn answer(&self, request: &HttpRequest) -> HttpAnswer {
        let host = request.head.get("host").map(String::as_str).unwrap_or_default();
        if !["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{}", self.port)) {
            return HttpAnswer::refused(HttpStatus::FORBIDDEN);
        }
        let Some(asked) = self.below_token(&request.path) else { return HttpAnswer::refused(HttpStatus::LOST) };
        let mut answer = if request.method == "POST" { self.act(asked, request) } else { self.get(asked, request, host) };
        answer.is_known = true;
        answer
    }
}

impl Answers {
    /// The rest of a path that begins with the token. It takes as long whatever is wrong with it.
    fn below_token<'p>(&self, path: &'p str) -> Option<&'p str> {
        let (given, rest) = path.strip_prefix('/')?.split_once('/')?;
        let (given, token) = (given.as_bytes(), self.token.as_bytes());
        let differ = given.len() != token.len() || given.iter().zip(token).fold(0, |all, (a, b)| all | (a ^ b)) != 0;
        (!differ).then_some(rest)
    }

    fn get(&self, asked: &str, request: &HttpRequest, host: &str) -> HttpAnswer {
        if let Some(file) = viewer::FILES.iter().find(|file| file.name == asked) {
            return viewers(file);
        }
        let number = |name: &str| request.query.get(name).and_then(|value| value.parse::<u64>().ok()).unwrap_or(u64::MAX);
        let words = |name: &str| request.query.get(name).map(String::as_str).unwrap_or_default();
        if let Some(name) = asked.strip_prefix("epub/") {
            return self.epub(name, host).unwrap_or_else(|| HttpAnswer::refused(HttpStatus::LOST));
        }
        if asked == "state" {
            let mut state = self.showcase.since(number("since"), number("moves"), PATIENCE);
            state["editor"] = self.editor.is_some().into();
            return object(&state);
        }
        // A clone, so that nobody who builds waits for a page to be drawn.
        let Some(set) = self.showcase.now().set.clone() else { return HttpAnswer::refused(HttpStatus::LOST) };
        let page = usize::try_from(number("page")).unwrap_or(usize::MAX);
        match asked {
            "contents" => object(&set.contents()),
            "notes" => object(&set.notes()),
            "marks" => object(&set.marks()),
            "words" => object(&json!(set.text(page))),
            "search" => object(&set.search(words("q"))),
            "at" => {
                let [x, y] = ["x", "y"].map(|name| words(name).parse::<f64>().unwrap_or(f64::NAN));
                let place = set.written(page, x, y).filter(|_| x.is_finite() && y.is_finite());
                object(&place.map_or(Value::Null, |place| self.with_address(place.told())))
            }
            "place" => self.place(&set, request, false),
            _ => picture(&set, asked).unwrap_or_else(|| HttpAnswer::refused(HttpStatus::LOST)),
        }
    }

    /// What changes something: opens an editor, or moves those who look.
    fn act(&self, asked: &str, request: &HttpRequest) -> HttpAnswer {
        if request.head.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
            return HttpAnswer::refused(HttpStatus::FORBIDDEN);
        }
        match asked {
            "open" => {
                let words = |name: &str| request.query.get(name).map(String::as_str).unwrap_or_default();
                let number = |name: &str| words(name).parse().unwrap_or(1);
                let file = self.file(words("file"));
                let opened =
                    file.zip(self.editor.as_ref()).is_some_and(|(file, editor)| editor.open(&file, number("line"), number("column")));
                object(&json!({ "opened": opened }))
            }
            "place" => {
                let set = self.showcase.now().set.clone();
                set.map_or_else(|| HttpAnswer::refused(HttpStatus::LOST), |set| self.place(&set, request, true))
            }
            _ => HttpAnswer::refused(HttpStatus::LOST),
        }
    }

    /// Where a place of the manuscript is printed; `pointed` moves those who look there.
    fn place(&self, set: &SetBook, request: &HttpRequest, pointed: bool) -> HttpAnswer {
        let file = request.query.get("file").map(String::as_str).unwrap_or_default();
        let number = |name: &str| request.query.get(name).and_then(|value| value.parse().ok()).unwrap_or(1);
        // An editor knows the whole path, the book the part below its folder.
        let within = Path::new(file).canonicalize().ok().and_then(|file| Some(file.strip_prefix(&self.folder).ok()?.to_owned()));
        let name = if Path::new(file).is_absolute() { within } else { Some(PathBuf::from(file)) };
        let name = name.map(|name| name.display().to_string().replace('\\', "/"));
        let position = SourcePosition { line: number("line"), column: number("column") };
        let place = name.and_then(|name| set.printed(&name, position)).map(|place| place.told());
        if let Some(place) = place.clone().filter(|_| pointed) {
            self.showcase.point(place);
        }
        object(&place.unwrap_or(Value::Null))
    }

    /// A file of the book by its name in it; none for what lies outside of the book's folder.
    fn file(&self, name: &str) -> Option<PathBuf> {
        let name = Path::new(name);
        let is_plain = name.components().all(|part| matches!(part, Component::Normal(_))) && !name.as_os_str().is_empty();
        let path = self.folder.join(name).canonicalize().ok().filter(|_| is_plain)?;
        (path.starts_with(&self.folder) && path.is_file()).then_some(path)
    }

    /// A place with the address that opens it in an editor that registers one.
    fn with_address(&self, mut place: Value) -> Value {
        if let Some(path) = place["file"].as_str().and_then(|name| self.file(name)) {
            let path = crate::source::address::encoded(&path.display().to_string());
            place["href"] = format!("vscode://file{path}:{}:{}", place["line"], place["column"]).into();
        }
        place
    }

    /// A file of the EPUB in one of two looks: `light/OEBPS/one.xhtml`. What is in it can run nothing and reach nothing but the other files.
    fn epub(&self, name: &str, host: &str) -> Option<HttpAnswer> {
        let (look, name) = name.split_once('/')?;
        let style = match look {
            "light" => viewer::LIGHT,
            "dark" => viewer::DARK,
            _ => return None,
        };
        let epub = self.showcase.now().epub.clone()?;
        let (media_type, body) = part(&epub, &crate::source::address::decoded(name), style)?;
        let own = format!("http://{host}/{}/epub/", self.token);
        let policy = format!(
            "sandbox; default-src 'none'; img-src {own} data:; style-src {own} 'unsafe-inline'; font-src {own} data:; media-src {own}; \
             frame-ancestors http://{host}"
        );
        // The frame is of no origin, so fonts are those of another.
        let head = vec![("Content-Security-Policy", policy), ("Access-Control-Allow-Origin", "*".to_owned()), never_kept()];
        Some(HttpAnswer { status: HttpStatus::DONE, media_type, head, body, is_known: true })
    }
}

/// The line of a head that says that nobody is to keep what follows.
fn never_kept() -> (&'static str, String) {
    ("Cache-Control", "no-store".to_owned())
}

/// A part of an EPUB, with a style laid over it if it is a text.
fn part(epub: &Memory, name: &str, style: &str) -> Option<(String, Vec<u8>)> {
    let bytes = epub.read(Path::new(name), u64::MAX).ok()?;
    let media_type = match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "opf" | "ncx" => "application/xml",
        _ => return None,
    };
    if media_type != "application/xhtml+xml" {
        return Some((media_type.to_owned(), bytes));
    }
    let text = String::from_utf8(bytes).ok()?.replacen("</head>", &format!("<style>{style}</style></head>"), 1);
    Some((format!("{media_type}; charset=utf-8"), text.into_bytes()))
}

/// A file of the viewer, which may run its own script and ask its own server and nobody else.
fn viewers(file: &viewer::ViewerFile) -> HttpAnswer {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; \
                  base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let head = vec![
        ("Content-Security-Policy", policy.to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        never_kept(),
    ];
    HttpAnswer {
        status: HttpStatus::DONE,
        media_type: file.media_type.to_owned(),
        head,
        body: file.text.as_bytes().to_vec(),
        is_known: true,
    }
}

/// A page by its number and its hash, `page/12-0123456789abcdef.svg`: what has that name never changes.
fn picture(set: &SetBook, asked: &str) -> Option<HttpAnswer> {
    let (number, print) = asked.strip_prefix("page/")?.strip_suffix(".svg")?.split_once('-')?;
    let number: usize = number.parse().ok()?;
    let print = u64::from_str_radix(print, 16).ok()?;
    let svg = set.svg(number).filter(|_| set.prints().get(number) == Some(&print))?;
    let head = vec![
        ("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("Cache-Control", "private, max-age=86400, immutable".to_owned()),
    ];
    Some(HttpAnswer { status: HttpStatus::DONE, media_type: "image/svg+xml".to_owned(), head, body: svg.into_bytes(), is_known: true })
}

fn object(value: &Value) -> HttpAnswer {
    let head = vec![("Cross-Origin-Resource-Policy", "same-origin".to_owned()), never_kept()];
    HttpAnswer {
        status: HttpStatus::DONE,
        media_type: "application/json".to_owned(),
        head,
        body: value.to_string().into_bytes(),
        is_known: true,
    }
}
