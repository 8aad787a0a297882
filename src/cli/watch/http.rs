//! A server of HTTP/1.1 for one machine and one reader: it listens at 127.0.0.1 alone, takes requests without a body, of few bytes and in
//! little time, and knows no file.
//!
//! What a browser can be led to by a page of somebody else is kept off by two things: the address begins with a word that nobody can guess,
//! and the host that was asked for must be this machine by its own name, which a name that leads here by the DNS is not.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The longest head of a request in bytes.
const LONGEST: usize = 8 << 10;

/// The time in which a head must have come.
const IN_TIME: Duration = Duration::from_secs(5);

/// The time that a connection of a known reader may rest.
const AT_REST: Duration = Duration::from_secs(60);

/// How many connections there may be at once; further ones are closed.
const MOST: usize = 200;

/// A request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HttpRequest {
    pub(super) method: String,
    /// The path, as it was sent, without what follows a question mark.
    pub(super) path: String,
    pub(super) query: BTreeMap<String, String>,
    /// The lines of the head, names in small letters; of a name that comes twice, both, with a comma.
    pub(super) head: BTreeMap<String, String>,
}

/// How a request was answered: the number and the words of RFC 9110.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HttpStatus(&'static str);

impl HttpStatus {
    pub(super) const DONE: Self = Self("200 OK");
    pub(super) const FORBIDDEN: Self = Self("403 Forbidden");
    pub(super) const LOST: Self = Self("404 Not Found");
    const BAD: Self = Self("400 Bad Request");
    const METHOD: Self = Self("405 Method Not Allowed");
    const BODY: Self = Self("413 Content Too Large");
    const LONG: Self = Self("431 Request Header Fields Too Large");
}

/// An answer.
#[derive(Debug)]
pub(super) struct HttpAnswer {
    pub(super) status: HttpStatus,
    pub(super) media_type: String,
    pub(super) head: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    /// Whether the one who asked is known, and may ask again on this connection.
    pub(super) is_known: bool,
}

impl HttpAnswer {
    /// An answer with no more than a few words.
    pub(super) fn refused(status: HttpStatus) -> Self {
        let body = format!("{}\n", status.0).into_bytes();
        Self { status, media_type: "text/plain; charset=utf-8".to_owned(), head: Vec::new(), body, is_known: false }
    }
}

/// Answers requests.
pub(super) trait Answering: Send + Sync + 'static {
    fn answer(&self, request: &HttpRequest) -> HttpAnswer;
}

/// A word of 128 bits that nobody can guess: hashes with a key that the system has drawn. The one thing of a run that is left to chance.
pub(super) fn token() -> String {
    let chance = RandomState::new();
    format!("{:016x}{:016x}", chance.hash_one("the address"), chance.hash_one("of the desk"))
}

/// Serves until the process ends, on threads of its own.
pub(super) fn serve(listener: TcpListener, answers: Arc<impl Answering>) {
    std::thread::spawn(move || {
        let open = Arc::new(AtomicUsize::new(0));
        for stream in listener.incoming() {
            let Ok(stream) = stream else {
                // Out of handles for a moment.
                std::thread::sleep(Duration::from_millis(20));
                continue;
            };
            if open.fetch_add(1, Ordering::AcqRel) >= MOST {
                open.fetch_sub(1, Ordering::AcqRel);
                continue;
            }
            let (answers, counted) = (Arc::clone(&answers), Arc::clone(&open));
            let started = std::thread::Builder::new().spawn(move || {
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| converse(stream, &*answers)));
                counted.fetch_sub(1, Ordering::AcqRel);
            });
            if started.is_err() {
                open.fetch_sub(1, Ordering::AcqRel);
            }
        }
    });
}

/// Answers the requests of a connection, as long as they are good ones.
fn converse(mut stream: TcpStream, answers: &impl Answering) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(IN_TIME));
    let (mut read, mut rest) = (Vec::new(), IN_TIME);
    loop {
        let request = match head(&mut stream, &mut read, rest) {
            Ok(Some(head)) => parsed(&head),
            Ok(None) => return,
            Err(status) => Err(status),
        };
        let mut answer = match &request {
            Ok(request) => answers.answer(request),
            Err(status) => HttpAnswer::refused(*status),
        };
        let stays =
            answer.is_known && request.as_ref().is_ok_and(|request| request.head.get("connection").is_none_or(|word| word != "close"));
        let is_head = request.is_ok_and(|request| request.method == "HEAD");
        let mut bytes =
            format!("HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n", answer.status.0, answer.media_type, answer.body.len());
        for (name, value) in &answer.head {
            bytes += &format!("{name}: {value}\r\n");
        }
        bytes += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";
        bytes += if stays { "\r\n" } else { "Connection: close\r\n\r\n" };
        let mut bytes = bytes.into_bytes();
        if !is_head {
            bytes.append(&mut answer.body);
        }
        if stream.write_all(&bytes).is_err() || !stays {
            let _ = stream.shutdown(std::net::Shutdown::Write);
            return;
        }
        rest = AT_REST;
    }
}

/// The next head, up to the empty line; none if the other has nothing more to say. `read` keeps what was read beyond it.
fn head(stream: &mut TcpStream, read: &mut Vec<u8>, rest: Duration) -> Result<Option<String>, HttpStatus> {
    let start = Instant::now();
    let mut chunk = [0; 2048];
    loop {
        if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = read.drain(..end + 4).collect();
            return String::from_utf8(head).map(Some).map_err(|_| HttpStatus::BAD);
        }
        if read.len() > LONGEST {
            return Err(HttpStatus::LONG);
        }
        // Once it has begun to speak it must come to an end.
        let most = if read.is_empty() { rest } else { rest.min(IN_TIME) };
        let left = most.saturating_sub(start.elapsed()).max(Duration::from_millis(1));
        if start.elapsed() >= most || stream.set_read_timeout(Some(left)).is_err() {
            return Ok(None);
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return Ok(None),
            Ok(length) => read.extend_from_slice(&chunk[..length]),
        }
    }
}

/// A head as a request.
fn parsed(head: &str) -> Result<HttpRequest, HttpStatus> {
    let mut lines = head.split("\r\n");
    let first: Vec<&str> = lines.next().unwrap_or("").split(' ').collect();
    let [method, target, version] = first[..] else { return Err(HttpStatus::BAD) };
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") || !target.starts_with('/') {
        return Err(HttpStatus::BAD);
    }
    if !matches!(method, "GET" | "HEAD" | "POST") {
        return Err(HttpStatus::METHOD);
    }
    let mut request = HttpRequest { method: method.to_owned(), ..HttpRequest::default() };
    for line in lines.take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or(HttpStatus::BAD)?;
        let entry = request.head.entry(name.to_ascii_lowercase()).or_default();
        if !entry.is_empty() {
            entry.push_str(", ");
        }
        entry.push_str(value.trim());
    }
    if request.head.contains_key("transfer-encoding") || request.head.get("content-length").is_some_and(|length| length != "0") {
        return Err(HttpStatus::BODY);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    request.path = path.to_owned();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let plain = |text: &str| crate::source::address::decoded(text);
    request.query = pairs.map(|(name, value)| (plain(name), plain(value))).collect();
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_is_meant() {
        let request = parsed("GET /t/place?file=a%20b.md&line=3 HTTP/1.1\r\nHost: here\r\nX-A: 1\r\nx-a: 2\r\n\r\n").expect("a request");
        assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/t/place"));
        assert_eq!((request.query["file"].as_str(), request.query["line"].as_str()), ("a b.md", "3"));
        assert_eq!((request.head["host"].as_str(), request.head["x-a"].as_str()), ("here", "1, 2"));
        for (head, status) in [
            ("", "400"),
            ("GET /\r\n\r\n", "400"),
            ("GET http://x/ HTTP/1.1\r\n\r\n", "400"),
            ("GET / HTTP/2\r\n\r\n", "400"),
            ("PUT / HTTP/1.1\r\n\r\n", "405"),
            ("GET / HTTP/1.1\r\nno colon\r\n\r\n", "400"),
            ("POST / HTTP/1.1\r\nContent-Length: 1000000000000\r\n\r\n", "413"),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "413"),
        ] {
            let refused = parsed(head).expect_err(head);
            assert!(refused.0.starts_with(status), "{head}: {refused:?}");
        }
    }

    #[test]
    fn no_two_runs_have_the_same_token() {
        let tokens: Vec<String> = (0..8).map(|_| token()).collect();
        assert!(tokens.iter().all(|token| token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit())));
        assert!((1..8).all(|index| tokens[index] != tokens[index - 1]));
    }
}
