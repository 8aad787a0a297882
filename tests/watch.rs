//! `bindery watch`: what it serves and to whom, what it tells of each save, and how places lead to pages and back. Those that look at the
//! desk itself need programs that `tests/run` installs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const SETTINGS: &str = "title = \"Of Bridges\"\nauthors = [\"Ada Smith\"]\nlanguage = \"en\"\nchapters = [\"one.md\", \"two.md\"]\n";

/// A book that is watched. It is ended with the value.
struct Watched {
    folder: TempDir,
    child: Child,
    address: String,
    lines: Receiver<String>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a request was answered with.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{} {}", self.status, self.text()))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The answer to bytes that are sent to a port, however odd; none if the connection is closed without one.
fn sent(port: u16, bytes: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let _ = stream.write_all(bytes);
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let end = all.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    Some(Answer { status: head.split(' ').nth(1)?.parse().ok()?, head, body: all[end + 4..].to_vec() })
}

impl Watched {
    fn of(files: &[(&str, &str)], more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("book")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join("book").join(name), text).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.current_dir(folder.path()).args(["watch", "book", "--system-fonts", "never"]).args(more);
        command.env_remove("EDITOR").env_remove("VISUAL").stderr(Stdio::piped()).stdout(Stdio::null()).stdin(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.split_whitespace().find(|word| word.starts_with("http://")).unwrap_or_else(|| panic!("{first}")).to_owned();
        let (sender, told) = channel();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { folder, child, address, lines: told }
    }

    fn book() -> Self {
        let two = format!("# Two\n\n{}\n\n## The last ford\n\nNobody crosses it twice.\n", "Rivers go round stones. ".repeat(400));
        Self::of(&[("book.toml", SETTINGS), ("one.md", "# One\n\nA bridge of stones.\n"), ("two.md", &two)], &[])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("book").join(name)
    }

    fn port(&self) -> u16 {
        self.address.split([':', '/']).nth(4).unwrap().parse().unwrap()
    }

    fn token(&self) -> &str {
        self.address.trim_end_matches('/').rsplit('/').next().unwrap()
    }

    fn ask(&self, method: &str, what: &str) -> Answer {
        let (port, token) = (self.port(), self.token());
        let head = format!("{method} /{token}/{what} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        sent(port, head.as_bytes()).unwrap_or_else(|| panic!("no answer to {what}"))
    }

    fn get(&self, what: &str) -> Answer {
        self.ask("GET", what)
    }

    /// The state as soon as it is as wanted.
    fn state(&self, mut since: u64, wanted: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        loop {
            let state = self.get(&format!("state?since={since}&moves=0")).json();
            if wanted(&state) {
                return state;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "{state}");
            since = state["version"].as_u64().unwrap();
        }
    }

    /// The first good pages with the EPUB, when all is quiet.
    fn settled(&self) -> Value {
        self.state(0, |state| state["epub"].as_u64() > Some(0) && state["pages"].is_object());
        self.get("state?since=0&moves=0").json()
    }

    /// The next line of the terminal.
    fn line(&self) -> String {
        self.lines.recv_timeout(Duration::from_secs(60)).expect("a line")
    }
}

fn version(state: &Value) -> u64 {
    state["version"].as_u64().unwrap()
}

/// The indices of the pages that a state sends.
fn changed(state: &Value) -> Vec<u64> {
    state["pages"]["changed"].as_array().map_or(Vec::new(), |pages| pages.iter().map(|page| page[0].as_u64().unwrap()).collect())
}

#[test]
fn a_save_is_shown_and_only_changed_pages_are_sent() {
    let watched = Watched::book();
    let state = watched.settled();
    let count = state["pages"]["count"].as_u64().unwrap();
    assert_eq!(changed(&state).len() as u64, count, "who comes anew gets all");
    assert!(watched.line().contains(&format!("{count} pages, {count} changed")));
    // As editors save: another file, which takes the name.
    fs::write(watched.path(".one.md.new"), "# One\n\nA bridge of wood.\n").unwrap();
    fs::rename(watched.path(".one.md.new"), watched.path("one.md")).unwrap();
    let next = watched.state(version(&state), |next| version(next) > version(&state));
    assert_eq!(changed(&next).len(), 1, "{next}");
    let page = &next["pages"]["changed"][0];
    let file = format!("page/{}-{}.svg", page[0], page[1].as_str().unwrap());
    let picture = watched.get(&file);
    assert!(picture.text().starts_with("<svg ") && picture.head.contains("immutable"), "{}", picture.head);
    assert!(watched.get(&format!("words?page={}", page[0])).text().contains("bridge of wood"));
    assert!(watched.line().contains(&format!("{count} pages, 1 changed")), "one line a build");
    // What was there before is there no more under its name.
    let old = &state["pages"]["changed"][page[0].as_u64().unwrap() as usize];
    assert_eq!(watched.get(&format!("page/{}-{}.svg", old[0], old[1].as_str().unwrap())).status, 404);
}

#[test]
fn pages_are_those_of_a_cold_start_after_any_edits() {
    let watched = Watched::book();
    let mut state = watched.settled();
    let mut seed = 7_u64;
    let mut text = fs::read_to_string(watched.path("two.md")).unwrap();
    let mut prints: Vec<String> =
        state["pages"]["changed"].as_array().unwrap().iter().map(|page| page[1].as_str().unwrap().to_owned()).collect();
    for edit in 0..12 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let words: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let at = words[(seed >> 33) as usize % words.len()];
        match edit % 3 {
            0 => text.insert_str(at, " and the words that somebody adds to them"),
            1 => text.insert_str(at, "\n\n"),
            _ => drop(text.drain(at..(at + 60).min(text.len()))),
        }
        fs::write(watched.path("two.md"), &text).unwrap();
        let before = version(&state);
        state = watched.state(before, |next| version(next) > before && next["pages"]["count"].as_u64() > Some(0));
        // What a viewer has: the pages it was sent, each in the place of what it had.
        prints.resize(state["pages"]["count"].as_u64().unwrap() as usize, String::new());
        for page in state["pages"]["changed"].as_array().unwrap() {
            prints[page[0].as_u64().unwrap() as usize] = page[1].as_str().unwrap().to_owned();
        }
    }
    // A half-written file may have been seen between.
    std::thread::sleep(Duration::from_millis(900));
    let state = watched.get(&format!("state?since={}&moves=0", version(&state).saturating_sub(1))).json();
    for page in state["pages"]["changed"].as_array().unwrap() {
        prints[page[0].as_u64().unwrap() as usize] = page[1].as_str().unwrap().to_owned();
    }
    let files: Vec<(String, String)> =
        ["book.toml", "one.md", "two.md"].map(|name| (name.to_owned(), fs::read_to_string(watched.path(name)).unwrap())).to_vec();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let cold = Watched::of(&files, &[]).settled();
    let cold: Vec<&str> = cold["pages"]["changed"].as_array().unwrap().iter().map(|page| page[1].as_str().unwrap()).collect();
    assert_eq!(prints, cold);
}

#[test]
fn on_errors_the_last_good_pages_stay_with_the_findings_over_them() {
    let settings = format!("{SETTINGS}commentary = \"notes.md\"\n");
    let note = "---\nvoices:\n  ed: { name: The editor, label: Ed. }\n---\n\n# One\n\n## \"bridge of stones\"\n\nStones.\n";
    let one = "# One\n\nA bridge of stones.\n";
    let watched = Watched::of(&[("book.toml", &settings), ("one.md", one), ("two.md", "# Two\n\nA ford.\n"), ("notes.md", note)], &[]);
    let state = watched.settled();
    assert_eq!(state["findings"], Value::Array(Vec::new()));
    watched.line();
    fs::write(watched.path("one.md"), "# One\n\nA way of wood.\n").unwrap();
    let faulty = watched.state(version(&state), |next| next["faulty"] == true);
    assert!(changed(&faulty).is_empty() && faulty["pages"]["count"] == state["pages"]["count"], "{faulty}");
    let finding = &faulty["findings"][0];
    assert_eq!(
        (&finding["severity"], &finding["at"]["file"], &finding["at"]["line"]),
        (&"error".into(), &"notes.md".into(), &8.into()),
        "{finding}"
    );
    assert!(finding["help"].as_str().is_some_and(|help| !help.is_empty()), "a repair");
    let line = watched.line();
    assert!(line.contains("the last good pages stay") && line.contains("1 error") && line.contains("notes.md:8:"), "{line}");
    // Every page can still be had.
    let page = &state["pages"]["changed"][2];
    assert_eq!(watched.get(&format!("page/2-{}.svg", page[1].as_str().unwrap())).status, 200);
    fs::write(watched.path("one.md"), "# One\n\nA bridge of stones!\n").unwrap();
    watched.state(version(&faulty), |next| next["faulty"] == false && changed(next).len() == 1);
}

#[test]
fn settings_new_files_and_files_that_were_missing_are_seen() {
    let watched = Watched::book();
    let mut state = watched.settled();
    let step = |state: &mut Value, wanted: &dyn Fn(&Value) -> bool| {
        let since = version(state);
        *state = watched.state(since, |next| version(next) > since && wanted(next));
    };
    fs::write(watched.path("book.toml"), SETTINGS.replace("\"two.md\"", "\"two.md\", \"three.md\"")).unwrap();
    step(&mut state, &|next| next["faulty"] == true);
    fs::write(watched.path("three.md"), "# Three\n\n![A map](map.svg)\n").unwrap();
    step(&mut state, &|next| next["faulty"] == false);
    let count = state["pages"]["count"].as_u64();
    let drawing = |width: u32| format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='90'><path d='M0 0H90V90Z'/></svg>");
    fs::write(watched.path("map.svg"), drawing(90)).unwrap();
    step(&mut state, &|next| !changed(next).is_empty());
    // The picture alone.
    fs::write(watched.path("map.svg"), drawing(120)).unwrap();
    step(&mut state, &|next| changed(next).len() == 1);
    assert_eq!(state["pages"]["count"].as_u64(), count);
    // What the book has nothing to do with wakes nobody.
    let lines = || std::iter::from_fn(|| watched.lines.recv_timeout(Duration::from_millis(1500)).ok()).count();
    lines();
    fs::create_dir(watched.path("dist")).unwrap();
    fs::write(watched.path("dist/of-bridges.pdf"), "no book").unwrap();
    assert!(lines() <= 1, "a new folder may be looked into, what is in it not");
}

#[test]
fn a_folder_that_vanishes_is_told_and_one_that_returns_is_shown() {
    let watched = Watched::book();
    let state = watched.settled();
    watched.line();
    let away = watched.folder.path().join("away");
    fs::rename(watched.folder.path().join("book"), &away).unwrap();
    let gone = watched.state(version(&state), |next| next["faulty"] == true);
    assert!(gone["findings"][0]["message"].as_str().unwrap().contains("is gone"), "{gone}");
    assert!(watched.line().contains("book is gone"));
    fs::rename(&away, watched.folder.path().join("book")).unwrap();
    let back = watched.state(version(&gone), |next| next["faulty"] == false);
    fs::write(watched.path("one.md"), "# One\n\nIt is there again.\n").unwrap();
    watched.state(version(&back), |next| changed(next).len() == 1);
}

#[test]
fn places_lead_to_pages_and_pages_to_places() {
    let watched = Watched::book();
    watched.settled();
    let place = watched.get("place?file=two.md&line=5&column=8").json();
    let (page, found) = (place["page"].as_u64().unwrap(), place["boxes"][0].clone());
    let middle = |from: usize| found[from].as_f64().unwrap() + found[from + 2].as_f64().unwrap() / 2.0;
    let at = watched.get(&format!("at?page={page}&x={}&y={}", middle(0), middle(1))).json();
    assert_eq!((&at["file"], &at["line"], &at["column"], &at["words"]), (&"two.md".into(), &5.into(), &8.into(), &"last".into()), "{at}");
    let path = watched.path("two.md").canonicalize().unwrap();
    assert_eq!(at["href"], format!("vscode://file{}:5:8", path.display()));
    // An editor knows the whole path, and everyone who looks is moved there.
    let by_path = watched.ask("POST", &format!("place?file={}&line=5&column=8", path.display())).json();
    assert_eq!(by_path, place);
    let state = watched.get("state?since=999&moves=0").json();
    assert_eq!((&state["moves"], &state["cursor"]), (&1.into(), &place));
    for nowhere in
        ["place?file=nowhere.md&line=1", "place?file=/etc/passwd&line=1", "place", "at?page=99999&x=1&y=1", "at?page=0&x=inf&y=NaN"]
    {
        assert_eq!(watched.get(nowhere).json(), Value::Null, "{nowhere}");
    }
    let hits = watched.get("search?q=LAST%20ford").json();
    assert!(hits.as_array().is_some_and(|hits| hits.iter().any(|hit| hit["page"] == page)), "{hits}");
    assert!(watched.get("contents").text().contains("The last ford"));
}

#[test]
#[cfg(unix)]
fn an_editor_is_opened_at_the_word() {
    let folder = tempfile::tempdir().unwrap();
    let (script, told) = (folder.path().join("editor"), folder.path().join("told"));
    fs::write(&script, format!("#!/bin/sh\necho \"$@\" > {0}.new && mv {0}.new {0}\n", told.display())).unwrap();
    fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let editor = format!("{} --at {{line}}:{{column}} {{file}}", script.display());
    let watched = Watched::of(&[("book.toml", SETTINGS), ("one.md", "# One\n"), ("two.md", "# Two\n\nWords.\n")], &["--editor", &editor]);
    assert_eq!(watched.settled()["editor"], true);
    assert_eq!(watched.ask("POST", "open?file=two.md&line=3&column=1").json()["opened"], true);
    let start = Instant::now();
    while !told.exists() && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(10));
    }
    let path = watched.path("two.md").canonicalize().unwrap();
    assert_eq!(fs::read_to_string(&told).unwrap().trim(), format!("--at 3:1 {}", path.display()));
    // Nothing outside of the book, nothing for a page of somebody else, nothing by a mere link.
    fs::write(watched.folder.path().join("secret.md"), "x").unwrap();
    for file in ["../secret.md", "/etc/passwd", "", "nowhere.md", "."] {
        assert_eq!(watched.ask("POST", &format!("open?file={file}&line=1&column=1")).json()["opened"], false, "{file}");
    }
    let (port, token) = (watched.port(), watched.token());
    let foreign = format!("POST /{token}/open?file=two.md HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site\r\n\r\n");
    assert_eq!(sent(port, foreign.as_bytes()).unwrap().status, 403);
    assert_eq!(watched.get("open?file=two.md&line=3&column=1").status, 404);
}

#[test]
fn nobody_but_who_knows_the_address_is_answered() {
    let watched = Watched::book();
    watched.settled();
    let (port, token) = (watched.port(), watched.token());
    let status = |path: &str, host: &str| {
        sent(port, format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes()).map(|answer| answer.status)
    };
    let own = format!("127.0.0.1:{port}");
    assert_eq!(status(&format!("/{token}/"), &own), Some(200));
    assert_eq!(status(&format!("/{token}/"), &format!("localhost:{port}")), Some(200));
    // A name of somebody else that leads to this machine.
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", "127.0.0.1:1", "", &format!("{own}.evil.example")] {
        assert_eq!(status(&format!("/{token}/"), host), Some(403), "{host}");
    }
    let wrong = format!("{}0", &token[..31]);
    for path in [
        "/",
        "/state",
        "/desk.js",
        &format!("/{token}"),
        &format!("/{wrong}x/"),
        &format!("/{}/", &token[1..]),
        "//",
        &format!("/x/{token}/"),
    ] {
        assert_eq!(status(path, &own), Some(404), "{path}");
    }
    // Nothing of the disk, whichever way it is asked for.
    for path in [
        "book.toml",
        "one.md",
        "../book.toml",
        "..%2f..%2fetc/passwd",
        "/etc/passwd",
        "epub/light/../../book.toml",
        "epub/light/%2e%2e/%2e%2e/etc/passwd",
        "epub/dark//etc/passwd",
        "epub/other/OEBPS/nav.xhtml",
        "page/0-0.svg",
        "page/-1-0.svg",
        "page/99999999999999999999-0.svg",
        "page/../desk.js",
        "desk.rs",
    ] {
        assert_eq!(status(&format!("/{token}/{path}"), &own), Some(404), "{path}");
    }
    assert!(!watched.token().is_empty() && token.len() == 32);
}

#[test]
fn ten_thousand_hostile_requests_are_survived() {
    let watched = Watched::book();
    let before = watched.settled();
    let port = watched.port();
    let mut seed = 11_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let host = format!("Host: 127.0.0.1:{port}\r\n");
    let long = "A".repeat(20_000);
    // Some stay open and say nothing, or half of something.
    let open: Vec<TcpStream> = (0..60).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
    for mut stream in &open[..30] {
        let _ = stream.write_all(b"GET / HT");
    }
    for number in 0..10_000 {
        let path = if random(3) == 0 { format!("/{}/", watched.token()) } else { "/".to_owned() };
        let bytes = match random(12) {
            0 => (0..random(300)).map(|_| u8::try_from(random(256)).unwrap()).collect(),
            1 => format!("GET {path}{long} HTTP/1.1\r\n{host}\r\n").into_bytes(),
            2 => format!("GET {path} HTTP/1.1\r\n{host}X: {long}\r\n\r\n").into_bytes(),
            3 => format!("POST {path}open?file=../../etc/passwd HTTP/1.1\r\n{host}Content-Length: 99999999999\r\n\r\n").into_bytes(),
            4 => format!("GET {path}epub/light/%00%ff{} HTTP/1.1\r\n{host}Connection: close\r\n\r\n", "../".repeat(40)).into_bytes(),
            5 => format!("GET {path}at?page=-1&x=1e999&y=nan HTTP/1.1\r\n{host}Connection: close\r\n\r\n").into_bytes(),
            6 => format!("GET {path}place?file=one.md&line=18446744073709551615&column=18446744073709551615 HTTP/1.1\r\n{host}Connection: close\r\n\r\n").into_bytes(),
            7 => format!("GET {path}search?q={} HTTP/1.1\r\n{host}Connection: close\r\n\r\n", "%C3%28%F0".repeat(80)).into_bytes(),
            8 => format!("DELETE {path} HTTP/1.1\r\n{host}\r\n").into_bytes(),
            9 => b"\r\n\r\n\r\n".to_vec(),
            10 => format!("GET {path}page/{}-zz.svg HTTP/1.1\r\n{host}Connection: close\r\n\r\n", u64::MAX).into_bytes(),
            _ => format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n").into_bytes(),
        };
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { panic!("request {number}: nobody listens") };
        let _ = stream.write_all(&bytes);
        if random(2) == 0 {
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
            let _ = stream.read(&mut [0; 200]);
        }
    }
    drop(open);
    std::thread::sleep(Duration::from_secs(6));
    let after = watched.get("state?since=0&moves=0").json();
    assert_eq!(after["pages"], before["pages"]);
    fs::write(watched.path("one.md"), "# One\n\nStill here.\n").unwrap();
    watched.state(version(&after), |next| changed(next).len() == 1);
}

const HOSTILE: &str = "# One\n\n<script>alert('html')</script>\n\n<img src=x onerror=\"alert('image')\" alt=\"x\">\n\n[a link](javascript:alert('link'))\n\n\
                       <a href=\"https://evil.example/\" onclick=\"alert('click')\">away</a>\n\n<iframe src=\"https://evil.example/\"></iframe>\n\n![A map](map.svg)\n\n\"<b onmouseover=alert(1)>quoted</b>\" & <em>more</em>\n";

fn hostile() -> Watched {
    let map = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90' onload=\"alert('svg')\"><script>alert('script')</script><path d='M0 0H90V90Z'/></svg>";
    let settings = SETTINGS.replace("Of Bridges", "<img src=x onerror=alert('title')>");
    Watched::of(
        &[
            ("book.toml", &settings),
            ("one.md", HOSTILE),
            ("two.md", "# <script>alert('heading')</script> Two\n\nWords.\n"),
            ("map.svg", map),
        ],
        &[],
    )
}

#[test]
fn scripts_of_the_manuscript_have_no_place_to_run() {
    let watched = hostile();
    let state = watched.settled();
    for page in state["pages"]["changed"].as_array().unwrap() {
        let svg = watched.get(&format!("page/{}-{}.svg", page[0], page[1].as_str().unwrap()));
        assert!(svg.head.contains("default-src 'none'") && svg.head.contains("sandbox"), "{}", svg.head);
        assert!(!svg.text().contains("<script") && !svg.text().contains("onload"), "page {}", page[0]);
    }
    let nav = watched.get("epub/light/OEBPS/nav.xhtml");
    assert_eq!(nav.status, 200);
    let policy = nav.head.lines().find(|line| line.starts_with("Content-Security-Policy")).unwrap();
    assert!(
        policy.contains("sandbox;")
            && policy.contains("default-src 'none'")
            && !policy.contains("script-src")
            && !policy.contains("allow-scripts"),
        "{policy}"
    );
    let desk = watched.get("");
    let policy = desk.head.lines().find(|line| line.starts_with("Content-Security-Policy")).unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(desk.text().contains("sandbox=\"\""), "the EPUB's frame");
    assert!(desk.head.contains("nosniff") && desk.head.contains("no-referrer"));
    let script = watched.get("desk.js").text();
    for unsafe_word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write", "new Function"] {
        assert!(!script.contains(unsafe_word), "{unsafe_word}");
    }
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.md"), "# One\n").unwrap();
    let run =
        Command::new(env!("CARGO_BIN_EXE_bindery")).args(["watch", "one.md", "--port", &port]).current_dir(folder.path()).output().unwrap();
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.code() == Some(3) && told.contains(&port), "{told}");
    let run = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["watch", "one.md", "--editor", "vim"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.code() == Some(2) && told.contains("{file}"), "{told}");
}

/// What the desk looks like in Chromium.
fn seen(watched: &Watched, pictures: &Path) -> Value {
    let output = Command::new("desk-look").arg("see").arg(&watched.address).arg(pictures).output();
    let output = output.unwrap_or_else(|fault| panic!("desk-look: {fault}; run the tests with tests/run, which installs it"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
#[ignore = "needs Chromium, which tests/run installs"]
fn axe_finds_nothing_and_nothing_of_the_manuscript_runs() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscripts");
    let texts: Vec<(String, String)> =
        ["book.toml", "essay.md", "commentary.md"].map(|name| (name.to_owned(), fs::read_to_string(book.join(name)).unwrap())).to_vec();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    for watched in [Watched::of(&texts, &[]), hostile()] {
        watched.settled();
        let pictures = tempfile::tempdir().unwrap();
        let seen = seen(&watched, pictures.path());
        assert_eq!(seen["found"].as_object().unwrap().len(), 8);
        for (view, found) in seen["found"].as_object().unwrap() {
            assert_eq!(found.as_array().unwrap().len(), 0, "{view}: {found}");
        }
        assert_eq!((&seen["others"], &seen["said"]), (&Value::Array(Vec::new()), &Value::Array(Vec::new())));
        assert_eq!(fs::read_dir(pictures.path()).unwrap().count(), 8);
    }
}
