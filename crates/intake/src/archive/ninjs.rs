//! ninjs, the JSON of news agencies (IPTC ninjs 1.x and 2.x).

use record::Article;
use serde_json::{Map, Value};

use crate::json::{language_code, moment};
use crate::{Flaw, page};

/// Whether an object is a ninjs item.
pub(crate) fn is_ninjs(fields: &Map<String, Value>) -> bool {
    fields.contains_key("uri")
        && ["body_text", "body_xhtml", "bodies"].iter().any(|key| fields.contains_key(*key))
}

/// The article of an item, without a text if it has none.
pub(crate) fn read(fields: &Map<String, Value>, flaws: &mut Vec<Flaw>) -> Article {
    let text = |key: &str| {
        let value = fields.get(key).and_then(Value::as_str)?.trim();
        Some(value.to_owned()).filter(|value| !value.is_empty())
    };
    let at = |keys: &[&str]| keys.iter().find_map(|key| text(key));
    let published = at(&["firstcreated", "contentcreated", "firstpublished", "versioncreated"]);
    let title = text("headline").or_else(|| of_list(fields, "headlines", "value"));
    Article {
        language: text("language").and_then(|tag| language_code(&tag)),
        published: published.and_then(|value| moment("published", &value, flaws)),
        modified: text("versioncreated").and_then(|value| moment("modified", &value, flaws)),
        title: page::one_line(&title.or_else(|| text("title")).unwrap_or_default()),
        text: body(fields),
        url: text("uri").filter(|uri| uri.starts_with("http")),
        source: of_list(fields, "infosources", "name")
            .or_else(|| of_list(fields, "infosource", "name"))
            .or_else(|| text("copyrightholder")),
        author: at(&["byline", "by"]),
        ..Article::default()
    }
}

fn body(fields: &Map<String, Value>) -> String {
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    if let Some(body) = text("body_text") {
        return page::paragraphs(body, "");
    }
    if let Some(body) = text("body_xhtml") {
        return page::paragraphs(&page::bare_text(body), "");
    }
    let bodies = fields.get("bodies").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let first = bodies.iter().find_map(|body| {
        let value = body.get("value")?.as_str()?;
        let plain = body.get("contenttype").and_then(Value::as_str) == Some("text/plain");
        Some(if plain { value.to_owned() } else { page::bare_text(value) })
    });
    page::paragraphs(&first.unwrap_or_default(), "")
}

/// A field of the first object of a list.
fn of_list(fields: &Map<String, Value>, list: &str, field: &str) -> Option<String> {
    let value = fields.get(list)?.as_array()?.first()?.get(field)?.as_str()?.trim();
    Some(value.to_owned()).filter(|value| !value.is_empty())
}
