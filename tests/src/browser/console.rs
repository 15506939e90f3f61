//! What a browser has written to its console: each driver has its own way, and the standard has none.

use fantoccini::{Client, error::CmdError};
use serde_json::{Value, json};

use super::{Engine, command::Command};

/// Takes the lines that are there.
pub(super) async fn take(engine: Engine, client: &Client) -> Result<Vec<String>, CmdError> {
    let lines = match engine {
        Engine::Chromium => client.issue_cmd(Command { path: "se/log", body: json!({ "type": "browser" }) }).await?,
        Engine::Firefox => of_firefox(client).await?,
    };
    let lines = lines.as_array().expect("a log is a list").iter();
    let message = |line: &Value| line.as_str().or_else(|| line["message"].as_str()).map(str::to_owned);
    Ok(lines.map(|line| message(line).expect("a line has a message")).collect())
}

/// Messages about requests belong to the browser, and not to a page: they are read where its own scripts run.
async fn of_firefox(client: &Client) -> Result<Value, CmdError> {
    const TAKE: &str = "const lines = Services.console.getMessageArray().filter(line => line instanceof Ci.nsIScriptError)\
                        .map(line => line.errorMessage); Services.console.reset(); return lines;";
    let context = |name: &str| client.issue_cmd(Command { path: "moz/context", body: json!({ "context": name }) });
    context("chrome").await?;
    let lines = client.execute(TAKE, Vec::new()).await;
    context("content").await?;
    lines
}
