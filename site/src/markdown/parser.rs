//! The dialect of the documents.

use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

/// The extensions that mdBook uses, as `book.toml` configures it.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

/// The events of a text, each with its place.
pub(crate) fn events(text: &str) -> OffsetIter<'_> {
    Parser::new_ext(text, OPTIONS).into_offset_iter()
}

/// The text of the first heading of level 1.
pub(crate) fn heading(text: &str) -> Option<String> {
    let is_start = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
    let heading = events(text).map(|(event, _)| event).skip_while(|event| !is_start(event));
    let heading: String = heading
        .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    Some(heading).filter(|heading| !heading.is_empty())
}

/// The definitions of the links by reference, as they are written.
pub(crate) fn definitions(text: &str) -> String {
    let parser = events(text);
    let mut spans: Vec<_> =
        parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone()).collect();
    spans.sort_by_key(|span| span.start);
    spans.into_iter().filter_map(|span| text.get(span)).map(|definition| format!("{}\n", definition.trim())).collect()
}
