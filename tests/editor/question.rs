//! Questions of an editor, and the answers in short.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::server::{Server, path, uri};

/// A question about one place of a file.
pub(crate) struct Question {
    /// The file, below the source folder of the package.
    pub(crate) file: &'static str,
    /// Text that stands once in the file, with `|` at the cursor.
    pub(crate) at: &'static str,
    /// The text that `at` is typed in the place of. Without it `at` stands there already.
    pub(crate) instead_of: Option<&'static str>,
    pub(crate) ask: Ask,
}

pub(crate) enum Ask {
    /// Exactly these names are proposed.
    Completes(&'static [&'static str]),
    /// These names are proposed, and perhaps others.
    Offers(&'static [&'static str]),
    /// What is shown begins with the first of these texts, and contains the others.
    Shows(&'static [&'static str]),
    /// There is one definition, on this line of the same file, or of another one: `users.rs: async fn list() {`.
    IsDefined(&'static str),
    /// The same lines are found as references, and changed by renaming.
    IsUsed(&'static [&'static str]),
    /// The file has these items, in this order, and no others.
    Outlines(&'static [&'static str]),
    /// The name is highlighted as one of this kind.
    IsHighlighted(&'static str),
    /// While the text stands there, there is one error, at exactly the text between the cursor and the end of the same token, and it begins
    /// with this.
    IsWrong(&'static str, &'static str),
}

impl Question {
    pub(crate) const fn at(file: &'static str, at: &'static str, ask: Ask) -> Self {
        Question { file, at, instead_of: None, ask }
    }

    pub(crate) const fn typed(file: &'static str, instead_of: &'static str, at: &'static str, ask: Ask) -> Self {
        Question { file, at, instead_of: Some(instead_of), ask }
    }

    /// A line without its file is of the file of the question.
    fn with_file(&self, line: &str) -> String {
        if line.split(": ").next().is_some_and(|file| file.ends_with(".rs")) {
            return line.to_owned();
        }
        format!("{}: {line}", self.file)
    }

    /// Asks, and says what is wrong with the answer.
    pub(crate) fn complaint(&self, server: &mut Server, sources: &Path) -> Option<String> {
        let file = sources.join(self.file);
        let original = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let written = self.at.replace('|', "");
        let old = self.instead_of.unwrap_or(&written);
        let is_whole = matches!(self.ask, Ask::Outlines(_));
        assert!(is_whole || original.matches(old).count() == 1, "{}: `{old}` has to stand there once", self.file);
        let text = if is_whole { original.clone() } else { original.replace(old, &written) };
        let start = original.find(old).expect("it stands there");
        let cursor = start + self.at.find('|').expect("the question has a cursor");
        server.open(&file, &text);
        let here = Place { file, position: position(&text, cursor), sources: sources.to_owned() };
        let complaint = match &self.ask {
            Ask::Completes(names) => {
                let offered = here.completions(server);
                let expected: BTreeSet<String> = names.iter().map(|&name| name.to_owned()).collect();
                (offered != expected).then(|| format!("completions: {offered:?}"))
            }
            Ask::Offers(names) => {
                let offered = here.completions(server);
                let missing: Vec<_> = names.iter().filter(|name| !offered.contains(**name)).collect();
                (!missing.is_empty()).then(|| format!("completions without {missing:?}: {offered:?}"))
            }
            Ask::Shows(texts) => {
                let shown = here.hover(server);
                let is_first = texts.first().is_some_and(|first| shown.starts_with(first));
                let missing: Vec<_> = texts.iter().filter(|text| !shown.contains(**text)).collect();
                (!is_first || !missing.is_empty()).then(|| format!("without {missing:?}: {shown}"))
            }
            Ask::IsDefined(line) => {
                let lines = here.definitions(server);
                (lines != [self.with_file(line)]).then(|| format!("definitions: {lines:#?}"))
            }
            Ask::IsUsed(lines) => {
                let expected: BTreeSet<String> = lines.iter().map(|&line| self.with_file(line)).collect();
                let (found, renamed) = (here.references(server), here.rename(server));
                (found != expected || renamed != expected)
                    .then(|| format!("references: {found:#?}, renamed: {renamed:#?}"))
            }
            Ask::Outlines(items) => {
                let found = here.outline(server);
                (found != *items).then(|| format!("items: {found:?}"))
            }
            Ask::IsHighlighted(kind) => {
                let kinds = here.highlighted(server);
                (kinds != [*kind]).then(|| format!("highlighted as {kinds:?}"))
            }
            Ask::IsWrong(at, message) => {
                let errors = here.errors(server, &text);
                let is_right = matches!(errors.as_slice(), [(place, text)] if place == at && text.starts_with(message));
                (!is_right).then(|| format!("errors: {errors:#?}"))
            }
        };
        let file = here.file.clone();
        server.open(&file, &original);
        complaint.map(|complaint| format!("{}: {}\n    {}", self.file, self.at, complaint.replace('\n', "\n    ")))
    }
}

struct Place {
    file: PathBuf,
    position: Value,
    sources: PathBuf,
}

impl Place {
    fn parameters(&self) -> Value {
        json!({ "textDocument": { "uri": uri(&self.file) }, "position": self.position })
    }

    fn completions(&self, server: &mut Server) -> BTreeSet<String> {
        let answer = server.request("textDocument/completion", self.parameters());
        let items = answer.get("items").unwrap_or(&answer).as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|item| item.get("label")?.as_str().map(str::to_owned)).collect()
    }

    fn hover(&self, server: &mut Server) -> String {
        let answer = server.request("textDocument/hover", self.parameters());
        answer.pointer("/contents/value").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn definitions(&self, server: &mut Server) -> Vec<String> {
        let answer = server.request("textDocument/definition", self.parameters());
        let links = answer.as_array().cloned().unwrap_or_default();
        links.iter().map(|link| self.line(server, link, "targetUri", "targetSelectionRange")).collect()
    }

    fn references(&self, server: &mut Server) -> BTreeSet<String> {
        let mut parameters = self.parameters();
        parameters["context"] = json!({ "includeDeclaration": true });
        let answer = server.request("textDocument/references", parameters);
        let places = answer.as_array().cloned().unwrap_or_default();
        places.iter().map(|place| self.line(server, place, "uri", "range")).collect()
    }

    /// The lines that renaming changes.
    fn rename(&self, server: &mut Server) -> BTreeSet<String> {
        let mut parameters = self.parameters();
        parameters["newName"] = json!("Renamed");
        let answer = server.request("textDocument/rename", parameters);
        let mut lines = BTreeSet::new();
        let changes = answer.get("changes").and_then(Value::as_object).cloned().unwrap_or_default();
        for (uri, edits) in &changes {
            for edit in edits.as_array().into_iter().flatten() {
                let place = json!({ "uri": uri, "range": edit.get("range") });
                lines.insert(self.line(server, &place, "uri", "range"));
            }
        }
        for change in answer.get("documentChanges").and_then(Value::as_array).into_iter().flatten() {
            for edit in change.get("edits").and_then(Value::as_array).into_iter().flatten() {
                let place = json!({ "uri": change.pointer("/textDocument/uri"), "range": edit.get("range") });
                lines.insert(self.line(server, &place, "uri", "range"));
            }
        }
        lines
    }

    fn outline(&self, server: &mut Server) -> Vec<String> {
        let parameters = json!({ "textDocument": { "uri": uri(&self.file) } });
        let answer = server.request("textDocument/documentSymbol", parameters);
        let items = answer.as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|item| item.get("name")?.as_str().map(str::to_owned)).collect()
    }

    /// The kinds of semantic tokens that begin here.
    fn highlighted(&self, server: &mut Server) -> Vec<String> {
        let parameters = json!({ "textDocument": { "uri": uri(&self.file) } });
        let answer = server.request("textDocument/semanticTokens/full", parameters);
        let data: Vec<u64> =
            answer.get("data").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_u64).collect();
        let (mut line, mut start) = (0, 0);
        let mut kinds = Vec::new();
        for token in data.chunks_exact(5) {
            let [lines, characters, length, kind, _] = *token else { continue };
            line += lines;
            start = if lines == 0 { start + characters } else { characters };
            let (here, at) = (self.position["line"].as_u64(), self.position["character"].as_u64());
            if here == Some(line) && at.is_some_and(|at| (start..start + length).contains(&at)) {
                kinds.push(server.token_type(kind).to_owned());
            }
        }
        kinds
    }

    /// The errors of the file: the text that each marks, and its message.
    fn errors(&self, server: &mut Server, text: &str) -> Vec<(String, String)> {
        let parameters = json!({ "textDocument": { "uri": uri(&self.file) } });
        let answer = server.request("textDocument/diagnostic", parameters);
        let items = answer.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let error = |item: &Value| {
            let range = item.get("range")?;
            let (start, end) = (offset(text, range.get("start")?)?, offset(text, range.get("end")?)?);
            let is_error = item.get("severity").and_then(Value::as_u64) == Some(1);
            is_error.then(|| (text[start..end].to_owned(), item["message"].as_str().unwrap_or_default().to_owned()))
        };
        items.iter().filter_map(error).collect()
    }

    /// The line of a place, after its file.
    fn line(&self, server: &Server, place: &Value, uri: &str, range: &str) -> String {
        let file = place.get(uri).and_then(Value::as_str).map(path).unwrap_or_default();
        let line = place.get(range).and_then(|range| range.pointer("/start/line")).and_then(Value::as_u64);
        let text = server.text(&file);
        let line = line.and_then(|line| text.lines().nth(usize::try_from(line).ok()?)).unwrap_or_default();
        let shown = file.strip_prefix(&self.sources).unwrap_or(&file);
        format!("{}: {}", shown.display(), line.trim())
    }
}

/// The position of a byte. The texts are ASCII, so that UTF-16 counts as bytes do.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let character = offset - before.rfind('\n').map_or(0, |newline| newline + 1);
    json!({ "line": line, "character": character })
}

fn offset(text: &str, position: &Value) -> Option<usize> {
    let line = usize::try_from(position.get("line")?.as_u64()?).ok()?;
    let character = usize::try_from(position.get("character")?.as_u64()?).ok()?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    Some(start + character)
}
