//! The viewer's own files, which are part of the program.

/// A file of the viewer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ViewerFile {
    /// The name under which the page asks for it.
    pub(crate) name: &'static str,
    /// The media type.
    pub(crate) media_type: &'static str,
    /// What is in the file.
    pub(crate) text: &'static str,
}

/// The page and what it needs.
pub(crate) const FILES: [ViewerFile; 3] = [
    ViewerFile { name: "", media_type: "text/html; charset=utf-8", text: include_str!("desk.html") },
    ViewerFile { name: "desk.js", media_type: "text/javascript; charset=utf-8", text: include_str!("desk.js") },
    ViewerFile { name: "desk.css", media_type: "text/css; charset=utf-8", text: include_str!("desk.css") },
];

/// What is laid over the book's own style where the EPUB is shown: the width of a text on a small screen.
pub(crate) const LIGHT: &str = "html{color-scheme:light}body{margin:1em!important;overflow-wrap:break-word}";

/// What is laid over it at night: light letters on black, as reading systems have them.
pub(crate) const DARK: &str = "html{color-scheme:dark;background:#121212;color:#ddd}body{margin:1em!important;overflow-wrap:break-word;\
                               background:none!important;color:inherit!important}a{color:#9cc4ff!important}";
