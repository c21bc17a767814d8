//! What the readers of XML have in common: text without external entities, and errors as one sentence.

use quick_xml::events::Event;

use crate::page;

/// Adds the text that an event holds. Entities are not resolved, except the five of XML and characters
/// by number; another stands as a space.
pub(crate) fn add_text(content: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => content.push_str(&text.xml10_content()),
        Event::CData(text) => content.push_str(text),
        Event::GeneralRef(reference) => {
            let character = reference.resolve_char_ref().ok().flatten();
            match (character, quick_xml::escape::resolve_predefined_entity(reference)) {
                (Some(character), _) => content.push(character),
                (None, Some(text)) => content.push_str(text),
                (None, None) => content.push(' '),
            }
        }
        _ => {}
    }
}

/// What is wrong, in one line.
pub(crate) fn reason(error: &quick_xml::Error) -> String {
    page::one_line(&error.to_string()).chars().take(120).collect()
}
