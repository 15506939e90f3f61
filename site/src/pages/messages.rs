//! A page for each message of a browser, from the table of the chapter about troubleshooting.

use anyhow::{Result, bail};

use super::document::Document;
use crate::markdown;

/// The chapter with the table.
pub(crate) const TROUBLESHOOTING: &str = "docs/guide/troubleshooting.md";

/// The section with the table.
const SECTION: &str = "from-the-message-to-the-fix";

const HEADER: [&str; 5] = ["#", "Chromium", "Firefox", "cause", "fix"];

/// A row of the table.
struct Message<'a> {
    number: &'a str,
    chromium: &'a str,
    firefox: &'a str,
    cause: &'a str,
    fix: &'a str,
}

/// The pages of the messages.
pub(crate) fn messages(chapter: &Document) -> Result<Vec<Document>> {
    let messages = table(&chapter.text)?;
    Ok(messages.iter().map(|message| page(message, &chapter.text)).collect())
}

fn table(text: &str) -> Result<Vec<Message<'_>>> {
    let rows = markdown::rows(text, &HEADER);
    let cells = rows.iter().map(|row| row.iter().filter_map(|cell| text.get(cell.clone())).collect::<Vec<_>>());
    let messages = cells.map(|cells| match cells.as_slice() {
        &[number, chromium, firefox, cause, fix] => Ok(Message { number, chromium, firefox, cause, fix }),
        cells => bail!("{TROUBLESHOOTING}: a row without five cells: {cells:?}"),
    });
    let messages = messages.collect::<Result<Vec<_>>>()?;
    if messages.is_empty() {
        bail!("{TROUBLESHOOTING} has no table with the cells {HEADER:?}");
    }
    Ok(messages)
}

/// The page of a message. Its path is as if it was one of the documents.
fn page(message: &Message<'_>, chapter: &str) -> Document {
    let Message { number, chromium, firefox, cause, fix } = message;
    let title = chromium.replace('`', "");
    let [cause, fix] = [cause, fix].map(|cell| with_links_to_rows(cell));
    let text = format!(
        "# {}\n\nNumber {number} of the [table of messages](#{SECTION}). `{{…}}` stands for the part that differs.\n\n\
         **Chromium:** {chromium}\n\n**Firefox:** {firefox}\n\n## Cause\n\n{cause}.\n\n## Fix\n\n{fix}.\n",
        escaped(&title),
    );
    let text = format!("{text}\n{}", markdown::definitions(chapter));
    Document { path: format!("docs/messages/{number}.md"), base: TROUBLESHOOTING.to_owned(), title, text }
}

/// The chapter, with a link from the number of each row to the page of its message.
pub(crate) fn with_links_to_messages(chapter: &Document) -> Result<String> {
    markdown::with_first_cells(&chapter.text, &HEADER, |number| format!("[{number}](../messages/{number}.md)"))
}

/// Text that names other rows, with links to their pages.
fn with_links_to_rows(text: &str) -> String {
    let mut parts = text.split("row ");
    let mut linked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|char: char| char.is_ascii_digit());
        match part.strip_suffix(rest) {
            None | Some("") => linked.push_str(&format!("row {part}")),
            Some(number) => linked.push_str(&format!("[message {number}](../messages/{number}.md){rest}")),
        }
    }
    linked
}

/// Text in which no character has a meaning in Markdown.
fn escaped(text: &str) -> String {
    let escaped = |char: char| [char.is_ascii_punctuation().then_some('\\'), Some(char)].into_iter().flatten();
    text.chars().flat_map(escaped).collect()
}
