//! An editor that speaks the Language Server Protocol to `bindery lsp`, as an editor does: it keeps texts, makes the edits it is asked for,
//! and tells of each change.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// An editor with its server.
pub(crate) struct Editor {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    folder: PathBuf,
    asked: i64,
    /// The texts that are open, with their versions.
    pub(crate) texts: BTreeMap<String, (i64, String)>,
    /// What was found last in each file.
    pub(crate) findings: BTreeMap<String, Vec<Value>>,
    /// How often an edit was asked for.
    pub(crate) edits: usize,
    /// Whether edits that are asked for are refused.
    pub(crate) refuses: bool,
    /// Whether an edit is answered before the change is told.
    pub(crate) answers_first: bool,
    /// Whether nothing is told of edits that were made in files that are not open.
    pub(crate) keeps_silent: bool,
}

impl Editor {
    /// Starts the server for a folder.
    pub(crate) fn new(folder: &Path, encodings: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server");
        let (to, mut out) = (child.stdin.take().expect("a pipe"), BufReader::new(child.stdout.take().expect("a pipe")));
        let (sender, from) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut out) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let (texts, findings) = (BTreeMap::new(), BTreeMap::new());
        let folder = folder.canonicalize().expect("a folder");
        let mut editor = Self {
            child,
            to,
            from,
            folder,
            asked: 0,
            texts,
            findings,
            edits: 0,
            refuses: false,
            answers_first: false,
            keeps_silent: false,
        };
        let capabilities = json!({
            "workspace": { "applyEdit": true, "workspaceEdit": { "documentChanges": true }, "inlayHint": { "refreshSupport": true } },
            "general": { "positionEncodings": encodings },
        });
        let begun = editor.ask("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        assert_eq!(begun["serverInfo"]["name"], "bindery");
        editor.tell("initialized", json!({}));
        editor
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        format!("file://{}/{}", self.folder.display(), name.replace(' ', "%20"))
    }

    fn name(&self, uri: &str) -> String {
        let uri = uri.replace("%20", " ");
        uri.strip_prefix(&format!("file://{}/", self.folder.display())).unwrap_or(&uri).to_owned()
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let body = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| self.to.flush()).expect("a server that reads");
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({ "method": method, "params": params }));
    }

    /// Asks, and does what the server asks meanwhile.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Asks for what may be refused.
    pub(crate) fn answer(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(json!({ "id": id, "method": method, "params": params }));
        loop {
            let message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.handle(&message);
        }
    }

    fn next(&mut self) -> Value {
        self.from.recv_timeout(Duration::from_secs(120)).expect("an answer of the server")
    }

    fn handle(&mut self, message: &Value) {
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let name = self.name(message["params"]["uri"].as_str().expect("a file"));
                self.findings.insert(name, message["params"]["diagnostics"].as_array().expect("findings").clone());
            }
            Some("workspace/applyEdit") => {
                self.edits += 1;
                let answer = json!({ "id": message["id"], "result": { "applied": !self.refuses } });
                if self.answers_first {
                    self.send(answer.clone());
                }
                if !self.refuses {
                    self.make(&message["params"]["edit"]);
                }
                if !self.answers_first {
                    self.send(answer);
                }
            }
            Some("workspace/inlayHint/refresh") => self.send(json!({ "id": message["id"], "result": null })),
            _ => {}
        }
    }

    /// Makes an edit: in texts that are open, and in files that are not.
    pub(crate) fn make(&mut self, edit: &Value) {
        for document in edit["documentChanges"].as_array().expect("edits of documents") {
            let name = self.name(document["textDocument"]["uri"].as_str().expect("a file"));
            let is_open = self.texts.contains_key(&name);
            if let Some(version) = document["textDocument"]["version"].as_i64() {
                assert_eq!(version, self.texts[&name].0, "an edit of a text that is not there any more");
            }
            let mut text = self.text(&name);
            let mut edits: Vec<(Range<usize>, String)> = document["edits"]
                .as_array()
                .expect("edits")
                .iter()
                .map(|edit| (bytes(&text, &edit["range"]), edit["newText"].as_str().expect("a text").to_owned()))
                .collect();
            edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
            let mut changes = Vec::new();
            for (range, new) in edits {
                changes.push(json!({ "range": range_of(&text, &range), "text": new }));
                text.replace_range(range, &new);
            }
            if is_open {
                let version = self.texts[&name].0 + 1;
                self.texts.insert(name.clone(), (version, text));
                let document = json!({ "uri": self.uri(&name), "version": version });
                self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
            } else {
                std::fs::write(self.folder.join(&name), text).expect("a file");
                if !self.keeps_silent {
                    let changed = json!([{ "uri": self.uri(&name), "type": 2 }]);
                    self.tell("workspace/didChangeWatchedFiles", json!({ "changes": changed }));
                }
            }
        }
    }

    pub(crate) fn text(&self, name: &str) -> String {
        let saved = || std::fs::read_to_string(self.folder.join(name)).expect("a file");
        self.texts.get(name).map_or_else(saved, |(_, text)| text.clone())
    }

    pub(crate) fn open(&mut self, name: &str) {
        let text = self.text(name);
        self.texts.insert(name.to_owned(), (1, text.clone()));
        let document = json!({ "uri": self.uri(name), "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.settle();
    }

    /// Waits until the server has read all and asks for nothing more.
    pub(crate) fn settle(&mut self) {
        loop {
            let before = self.edits;
            // A question is answered once everything before it was read.
            self.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": "file:///none" }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } } }));
            if self.edits == before || self.refuses {
                return;
            }
        }
    }

    /// Types: puts a text in the place of some bytes; gives what undoes it, and how long it took to be answered.
    pub(crate) fn edit(&mut self, name: &str, range: Range<usize>, new: &str) -> (Range<usize>, String, Duration) {
        let (version, text) = self.texts.get_mut(name).expect("an open text");
        let shown = range_of(text, &range);
        let old = text[range.clone()].to_owned();
        text.replace_range(range.clone(), new);
        *version += 1;
        let version = *version;
        let document = json!({ "uri": self.uri(name), "version": version });
        let start = Instant::now();
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "range": shown, "text": new }] }));
        self.settle();
        (range.start..range.start + new.len(), old, start.elapsed())
    }

    /// Replaces the first place of some words.
    pub(crate) fn replace(&mut self, name: &str, old: &str, new: &str) -> (Range<usize>, String, Duration) {
        let at = self.text(name).find(old).unwrap_or_else(|| panic!("no {old:?} in {name}"));
        self.edit(name, at..at + old.len(), new)
    }

    /// The position of the first place of some words.
    pub(crate) fn position(&self, name: &str, words: &str) -> Value {
        let text = self.text(name);
        let at = text.find(words).unwrap_or_else(|| panic!("no {words:?} in {name}"));
        range_of(&text, &(at..at))["start"].clone()
    }

    /// Asks about the first place of some words.
    pub(crate) fn ask_at(&mut self, method: &str, name: &str, words: &str) -> Value {
        let position = self.position(name, words);
        let uri = self.uri(name);
        self.ask(method, json!({ "textDocument": { "uri": uri }, "position": position, "context": { "includeDeclaration": true } }))
    }

    /// The words that locations are of, with their files.
    pub(crate) fn said(&self, locations: &Value) -> Vec<String> {
        let said = |location: &Value| {
            let name = self.name(location["uri"].as_str().expect("a file"));
            let text = self.text(&name);
            format!("{name}: {}", &text[bytes(&text, &location["range"])])
        };
        locations.as_array().expect("locations").iter().map(said).collect()
    }

    /// The codes that were found, with their files and words.
    pub(crate) fn codes(&self) -> Vec<String> {
        let all = self.findings.iter().flat_map(|(name, list)| list.iter().map(move |one| (name, one)));
        let code = |(name, one): (&String, &Value)| {
            let text = self.text(name);
            format!("{} {name}: {}", one["code"].as_str().expect("a code"), &text[bytes(&text, &one["range"])])
        };
        all.map(code).collect()
    }

    /// What can be done with the first place of some words: titles and edits.
    pub(crate) fn actions(&mut self, name: &str, words: &str) -> Vec<(String, Value)> {
        let text = self.text(name);
        let at = text.find(words).unwrap_or_else(|| panic!("no {words:?} in {name}"));
        let range = range_of(&text, &(at..at + words.len()));
        let uri = self.uri(name);
        let asked = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
        let actions = self.ask("textDocument/codeAction", asked);
        let one = |action: &Value| (action["title"].as_str().expect("a title").to_owned(), action["edit"].clone());
        actions.as_array().expect("actions").iter().map(one).collect()
    }

    /// Waits for a notification or a request of the server.
    pub(crate) fn wait_for(&mut self, method: &str) {
        loop {
            let message = self.next();
            self.handle(&message);
            if message["method"] == method {
                return;
            }
        }
    }

    /// Ends the server as editors do.
    pub(crate) fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.child.wait().expect("an end").success());
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // A test that failed leaves nobody behind.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn read(out: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if out.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(number) = line.strip_prefix("Content-Length: ") {
            length = number.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    out.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The position of a byte, in units of UTF-16.
fn position(text: &str, at: usize) -> Value {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    json!({ "line": before.matches('\n').count(), "character": before[start..].encode_utf16().count() })
}

pub(crate) fn range_of(text: &str, bytes: &Range<usize>) -> Value {
    json!({ "start": position(text, bytes.start), "end": position(text, bytes.end) })
}

/// The bytes of a range of the protocol.
pub(crate) fn bytes(text: &str, range: &Value) -> Range<usize> {
    let at = |position: &Value| {
        let (line, units) =
            (position["line"].as_u64().expect("a line") as usize, position["character"].as_u64().expect("a column") as usize);
        let start = if line == 0 { 0 } else { text.match_indices('\n').nth(line - 1).map_or(text.len(), |(end, _)| end + 1) };
        let mut left = units;
        let mut at = start;
        for c in text[start..].chars().take_while(|c| *c != '\n') {
            if left < c.len_utf16() {
                break;
            }
            left -= c.len_utf16();
            at += c.len_utf8();
        }
        at
    };
    at(&range["start"])..at(&range["end"])
}
