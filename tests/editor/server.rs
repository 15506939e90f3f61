//! A running rust-analyzer, spoken to by the Language Server Protocol
//! (<https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/>).

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use url::Url;

/// How long the server may compile the macros and load the packages.
const LOADING: Duration = Duration::from_secs(900);
/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(120);

pub(crate) struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    requests: u64,
    /// The legend of semantic tokens.
    token_types: Vec<String>,
    /// The text of each open document, as the server knows it, and its version.
    documents: BTreeMap<PathBuf, (String, u64)>,
}

impl Server {
    /// Starts the server with a workspace, and waits until it has loaded it.
    pub(crate) fn start(program: &Path, library: &Path, manifest: &Path, target: &Path) -> Self {
        let mut process = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(if std::env::var_os("CORS_EDITOR_LOG").is_some() { Stdio::inherit() } else { Stdio::null() })
            .spawn()
            .expect("rust-analyzer can be started");
        let input = process.stdin.take().expect("it was piped");
        let output = process.stdout.take().expect("it was piped");
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server =
            Server { process, input, messages, requests: 0, token_types: Vec::new(), documents: BTreeMap::new() };
        let root = manifest.parent().expect("a manifest is in a folder");
        let answer = server.request("initialize", initialization(root, manifest, target, library));
        let legend = answer.pointer("/capabilities/semanticTokensProvider/legend/tokenTypes");
        let legend = legend.and_then(Value::as_array).expect("the server has semantic tokens");
        server.token_types = legend.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        server.notify("initialized", json!({}));
        server.wait_until_loaded();
        server
    }

    pub(crate) fn token_type(&self, index: u64) -> &str {
        self.token_types.get(usize::try_from(index).expect("an index is small")).map_or("", String::as_str)
    }

    /// Tells the server the text of a file, which need not be that on the disk.
    pub(crate) fn open(&mut self, path: &Path, text: &str) {
        let uri = uri(path);
        let version = match self.documents.get(path) {
            Some((known, _)) if known == text => return,
            Some((_, version)) => {
                let version = version + 1;
                let document = json!({ "uri": uri, "version": version });
                let changes = json!([{ "text": text }]);
                self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
                version
            }
            None => {
                let document = json!({ "uri": uri, "languageId": "rust", "version": 0, "text": text });
                self.notify("textDocument/didOpen", json!({ "textDocument": document }));
                0
            }
        };
        self.documents.insert(path.to_owned(), (text.to_owned(), version));
    }

    /// The text of a file as the server knows it.
    pub(crate) fn text(&self, path: &Path) -> String {
        match self.documents.get(path) {
            Some((text, _)) => text.clone(),
            None => std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        }
    }

    /// Sends a request and returns the answer. One whose content was changed meanwhile is sent again.
    pub(crate) fn request(&mut self, method: &str, parameters: Value) -> Value {
        const CONTENT_MODIFIED: i64 = -32801;
        const SERVER_CANCELLED: i64 = -32802;
        loop {
            self.requests += 1;
            let id = self.requests;
            let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters.clone() });
            self.send(&request);
            let patience = if method == "initialize" { LOADING } else { ANSWER };
            let answer = self.wait(patience, |message| {
                message.get("method").is_none() && message.get("id").and_then(Value::as_u64) == Some(id)
            });
            let Some(error) = answer.get("error") else { return answer.get("result").cloned().unwrap_or_default() };
            match error.get("code").and_then(Value::as_i64) {
                Some(CONTENT_MODIFIED | SERVER_CANCELLED) => {}
                _ => panic!("{method}: {error}"),
            }
        }
    }

    /// Waits until the server has nothing to do.
    fn wait_until_loaded(&mut self) {
        let status = self.wait(LOADING, |message| {
            let is_status = message.get("method").and_then(Value::as_str) == Some("experimental/serverStatus");
            is_status && message.pointer("/params/quiescent").and_then(Value::as_bool) == Some(true)
        });
        let health = status.pointer("/params/health").and_then(Value::as_str);
        assert_eq!(health, Some("ok"), "rust-analyzer: {status}");
    }

    fn wait(&mut self, patience: Duration, mut is_it: impl FnMut(&Value) -> bool) -> Value {
        loop {
            let message = match self.messages.recv_timeout(patience) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("rust-analyzer is silent"),
                Err(RecvTimeoutError::Disconnected) => panic!("rust-analyzer has ended"),
            };
            if is_it(&message) {
                return message;
            }
            // A request of the server, such as to show progress.
            if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
                let answer = json!({ "jsonrpc": "2.0", "id": id, "result": null });
                self.send(&answer);
            }
        }
    }

    fn notify(&mut self, method: &str, parameters: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let sent = write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| self.input.flush());
        sent.unwrap_or_else(|error| panic!("rust-analyzer does not listen: {error}"));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads one message, or `None` at the end.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => {
                if let Some(value) = line.strip_prefix("Content-Length: ") {
                    length = value.parse().ok();
                }
            }
        }
    }
    let mut content = vec![0; length?];
    output.read_exact(&mut content).ok()?;
    serde_json::from_slice(&content).ok()
}

pub(crate) fn uri(path: &Path) -> String {
    Url::from_file_path(path).unwrap_or_else(|()| panic!("{}: no absolute path", path.display())).into()
}

pub(crate) fn path(uri: &str) -> PathBuf {
    Url::parse(uri).ok().and_then(|url| url.to_file_path().ok()).unwrap_or_else(|| PathBuf::from(uri))
}

fn initialization(root: &Path, manifest: &Path, target: &Path, library: &Path) -> Value {
    let settings = json!({
        "linkedProjects": [manifest],
        "checkOnSave": false,
        "cachePriming": { "enable": false },
        // Not those of the toolchain: without them rust-analyzer adds them to it, and rustc then shows their lines in messages.
        "cargo": { "targetDir": target, "sysrootSrc": library },
        "files": { "watcher": "client" },
    });
    json!({
        "processId": std::process::id(),
        "rootUri": uri(root),
        "workspaceFolders": null,
        "initializationOptions": settings,
        "capabilities": {
            "window": { "workDoneProgress": true },
            "workspace": { "configuration": false },
            "experimental": { "serverStatusNotification": true },
            "textDocument": {
                "completion": { "completionItem": { "documentationFormat": ["markdown"], "snippetSupport": false } },
                "definition": { "linkSupport": true },
                "diagnostic": {},
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "hover": { "contentFormat": ["markdown"] },
                "rename": { "prepareSupport": true },
                "semanticTokens": {
                    "requests": { "full": true },
                    "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"],
                },
            },
        },
    })
}
