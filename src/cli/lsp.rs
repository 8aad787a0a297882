//! `lsp`: the language server's loop over standard input and output.

use super::Outcome;
use super::fonts;
use super::report::Terminal;
use crate::lsp::{AppliedEdit, ColumnUnit, SetPages, WritingDesk, path_of};
use crate::source::Disk;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::Notification as _;
use lsp_types::request::Request as _;
use lsp_types::{notification as told, request as asked};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// How long an editor may take to make an edit, before it is taken as made.
const PATIENCE: Duration = Duration::from_secs(5);

/// What happens.
enum DeskEvent {
    Message(Message),
    Pages(Box<SetPages>),
}

/// The server.
struct EditorServer {
    sender: Box<dyn Fn(Message)>,
    desk: WritingDesk,
    events: Sender<DeskEvent>,
    /// The edit that the editor was asked for and has not answered yet.
    waits: Option<(RequestId, AppliedEdit)>,
    asked: i32,
    hints: bool,
    is_over: bool,
}

/// Serves until the editor ends it.
pub(super) fn serve(terminal: &Terminal) -> Outcome {
    let (connection, threads) = Connection::stdio();
    let begun = connection.initialize_start();
    let Ok((id, wishes)) = begun else {
        terminal.machine("no editor speaks to the language server; an editor starts it, see the guide's chapter on editors");
        return Outcome::Machine;
    };
    let (unit, unit_name) = unit(&wishes);
    if connection.initialize_finish(id, abilities(unit_name)).is_err() {
        return Outcome::Machine;
    }
    let (events, happens) = channel();
    let (sender, receiver, forward) = (connection.sender.clone(), connection.receiver.clone(), events.clone());
    let forwards = std::thread::spawn(move || {
        for message in receiver {
            let is_exit = matches!(&message, Message::Notification(notification) if notification.method == told::Exit::METHOD);
            if forward.send(DeskEvent::Message(message)).is_err() || is_exit {
                break;
            }
        }
    });
    // An editor that is gone hears nothing.
    let send = move |message| drop(sender.send(message));
    let moves = wishes["capabilities"]["workspace"]["applyEdit"] == true;
    let hints = wishes["capabilities"]["workspace"]["inlayHint"]["refreshSupport"] == true;
    let desk = WritingDesk::new(Disk::files(), unit, moves);
    let server = EditorServer { sender: Box::new(send), desk, events, waits: None, asked: 0, hints, is_over: false };
    let outcome = server.run(&happens);
    drop(connection);
    drop(forwards);
    // The threads end with standard input, which an editor may leave open.
    drop(threads);
    outcome
}

/// How columns are counted: bytes, if the editor can.
fn unit(wishes: &Value) -> (ColumnUnit, &'static str) {
    let can = wishes["capabilities"]["general"]["positionEncodings"].as_array();
    let can = |name: &str| can.is_some_and(|names| names.iter().any(|known| known == name));
    if can("utf-8") {
        (ColumnUnit::Utf8, "utf-8")
    } else if can("utf-32") && !can("utf-16") {
        (ColumnUnit::Utf32, "utf-32")
    } else {
        (ColumnUnit::Utf16, "utf-16")
    }
}

fn abilities(unit: &str) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": unit,
            "textDocumentSync": { "openClose": true, "change": 2, "save": true },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "codeActionProvider": { "codeActionKinds": ["quickfix", "refactor"] },
            "renameProvider": { "prepareProvider": true },
            "completionProvider": { "triggerCharacters": ["#", ".", "^", "{", "="] },
            "inlayHintProvider": true,
        },
        "serverInfo": { "name": "bindery", "version": env!("CARGO_PKG_VERSION") },
    })
}

impl EditorServer {
    fn run(mut self, happens: &Receiver<DeskEvent>) -> Outcome {
        loop {
            let first = match self.waits {
                Some(_) => happens.recv_timeout(PATIENCE),
                None => happens.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match first {
                Ok(event) => {
                    // What came meanwhile is read at once.
                    for event in std::iter::once(event).chain(happens.try_iter()) {
                        if let Some(outcome) = self.happened(event) {
                            return outcome;
                        }
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.answered(true),
                Err(RecvTimeoutError::Disconnected) => return Outcome::Done,
            }
            self.settle();
        }
    }

    /// Takes an event in; gives how the server ends if it does.
    fn happened(&mut self, event: DeskEvent) -> Option<Outcome> {
        match event {
            DeskEvent::Pages(pages) => {
                for findings in self.desk.set(*pages) {
                    self.tell::<told::PublishDiagnostics>(findings);
                }
                if self.hints {
                    self.ask(asked::InlayHintRefreshRequest::METHOD, Value::Null);
                }
            }
            DeskEvent::Message(Message::Response(response)) => {
                if self.waits.as_ref().is_some_and(|(id, _)| *id == response.id) {
                    self.answered(response.response_result.is_ok_and(|result| result["applied"] == true));
                }
            }
            DeskEvent::Message(Message::Request(request)) => self.request(request),
            DeskEvent::Message(Message::Notification(notification)) => {
                if notification.method == told::Exit::METHOD {
                    return Some(if self.is_over { Outcome::Done } else { Outcome::Errors });
                }
                self.notified(notification);
            }
        }
        None
    }

    fn answered(&mut self, is_made: bool) {
        if let Some((_, edit)) = self.waits.take() {
            self.desk.answered(&edit, is_made);
        }
    }

    /// Reads what changed, unless an edit is being made.
    fn settle(&mut self) {
        if !self.desk.is_stale() || self.waits.is_some() {
            return;
        }
        let (edit, findings) = self.desk.settle();
        for findings in findings {
            self.tell::<told::PublishDiagnostics>(findings);
        }
        if let Some(edit) = edit {
            let asked = json!({ "label": "Keep the notes on their words", "edit": edit.edit });
            let id = self.ask(asked::ApplyWorkspaceEdit::METHOD, asked);
            self.waits = Some((id, edit));
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        (self.sender)(Message::Request(Request { id: id.clone(), method: method.to_owned(), params }));
        id
    }

    fn tell<N: told::Notification>(&self, params: N::Params)
    where
        N::Params: Serialize,
    {
        (self.sender)(Message::Notification(Notification::new(N::METHOD.to_owned(), params)));
    }

    fn notified(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            told::DidOpenTextDocument::METHOD => {
                let Some(lsp_types::DidOpenTextDocumentParams { text_document: text }) = read(params) else { return };
                if let Some(path) = path_of(&text.uri) {
                    self.desk.open(text.uri, &path, text.version, text.text);
                }
            }
            told::DidChangeTextDocument::METHOD => {
                let Some(lsp_types::DidChangeTextDocumentParams { text_document: text, content_changes }) = read(params) else { return };
                if let Some(path) = path_of(&text.uri) {
                    self.desk.change(&path, text.version, &content_changes);
                }
            }
            told::DidCloseTextDocument::METHOD => {
                let Some(lsp_types::DidCloseTextDocumentParams { text_document: text }) = read(params) else { return };
                if let Some(path) = path_of(&text.uri) {
                    self.desk.close(&path);
                }
            }
            told::DidSaveTextDocument::METHOD => {
                let Some(lsp_types::DidSaveTextDocumentParams { text_document: text, .. }) = read(params) else { return };
                if let Some(path) = path_of(&text.uri) {
                    self.saved(path);
                }
            }
            told::DidChangeWatchedFiles::METHOD => {
                let Some(lsp_types::DidChangeWatchedFilesParams { changes }) = read(params) else { return };
                changes.iter().filter_map(|change| path_of(&change.uri)).for_each(|path| self.desk.changed_on_disk(&path));
            }
            _ => {}
        }
    }

    /// Sets the pages of a book that was saved, on a thread of its own.
    fn saved(&mut self, path: PathBuf) {
        self.settle();
        let Some(job) = self.desk.layout_of(&path) else { return };
        let events = self.events.clone();
        // The thread ends with the server.
        drop(std::thread::Builder::new().spawn(move || {
            let pages = job.done(fonts::folders());
            drop(events.send(DeskEvent::Pages(Box::new(pages))));
        }));
    }

    fn request(&mut self, request: Request) {
        self.settle();
        let Request { id, method, params } = request;
        let answer = match method.as_str() {
            asked::Shutdown::METHOD => {
                self.is_over = true;
                Some(Value::Null)
            }
            asked::HoverRequest::METHOD => at(&params).map(|(path, at)| json!(self.desk.hover(&path, at))),
            asked::GotoDefinition::METHOD => at(&params).map(|(path, at)| json!(self.desk.definition(&path, at))),
            asked::References::METHOD => at(&params).map(|(path, at)| json!(self.desk.references(&path, at))),
            asked::PrepareRenameRequest::METHOD => at(&params).map(|(path, at)| json!(self.desk.renamed_at(&path, at))),
            asked::Completion::METHOD => at(&params).map(|(path, at)| json!(self.desk.completions(&path, at))),
            asked::CodeActionRequest::METHOD => read::<lsp_types::CodeActionParams>(params).and_then(|asked| {
                let path = path_of(&asked.text_document.uri)?;
                Some(json!(self.desk.actions(&path, asked.range)))
            }),
            asked::InlayHintRequest::METHOD => read::<lsp_types::InlayHintParams>(params).and_then(|asked| {
                let path = path_of(&asked.text_document.uri)?;
                Some(json!(self.desk.page_hints(&path, asked.range)))
            }),
            asked::Rename::METHOD => return self.rename(id, &params),
            _ => {
                let message = format!("{method} is not among the server's abilities");
                return (self.sender)(Message::Response(Response::new_err(id, ErrorCode::MethodNotFound as i32, message)));
            }
        };
        let response = match answer {
            Some(answer) => Response::new_ok(id, answer),
            None => Response::new_err(id, ErrorCode::InvalidParams as i32, format!("{method} lacks what it needs")),
        };
        (self.sender)(Message::Response(response));
    }

    fn rename(&self, id: RequestId, params: &Value) {
        let name = params["newName"].as_str().unwrap_or("");
        let renamed = at(params).map(|(path, at)| self.desk.rename(&path, at, name));
        let response = match renamed {
            Some(Ok(edit)) => Response::new_ok(id, json!(edit)),
            Some(Err(why)) => Response::new_err(id, ErrorCode::RequestFailed as i32, why.to_string()),
            None => Response::new_err(id, ErrorCode::InvalidParams as i32, "a place is lacking".to_owned()),
        };
        (self.sender)(Message::Response(response));
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Option<P> {
    serde_json::from_value(params).ok()
}

/// The file and the position that a request is about.
fn at(params: &Value) -> Option<(PathBuf, lsp_types::Position)> {
    let asked: lsp_types::TextDocumentPositionParams = serde_json::from_value(params.clone()).ok()?;
    Some((path_of(&asked.text_document.uri)?, asked.position))
}
