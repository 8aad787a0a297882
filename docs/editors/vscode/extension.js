// Starts `bindery lsp` for the books of a workspace; all else is the server's.
"use strict";

const { workspace } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

exports.activate = async function () {
  const command = workspace.getConfiguration("bindery").get("path", "bindery");
  const server = { command, args: ["lsp"], transport: TransportKind.stdio };
  client = new LanguageClient("bindery", "Bindery", server, {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "file", pattern: "**/book.toml" },
    ],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{book.toml,*.md,words.txt}") },
  });
  await client.start();
};

exports.deactivate = function () {
  return client?.stop();
};
