//! The fields of articles as news-please and fundus write them, under our names.

use serde_json::{Map, Value};

/// Our name and theirs: news-please, then fundus.
const NAMES: [(&str, &[&str]); 9] = [
    ("text", &["maintext", "plaintext"]),
    ("published", &["date_publish", "publishing_date"]),
    ("modified", &["date_modify"]),
    ("retrieved", &["date_download", "crawl_date"]),
    ("url", &["requested_url", "responded_url"]),
    ("source", &["source_domain", "publisher"]),
    ("language", &["lang"]),
    ("author", &["authors"]),
    ("id", &["uuid"]),
];

/// The fields, renamed where they are not ours; fields that are ours stay as they are.
pub(crate) fn renamed(mut fields: Map<String, Value>) -> Map<String, Value> {
    // fundus keeps what it knows of the page in a field of its own.
    if let Some(Value::Object(html)) = fields.remove("html") {
        let publisher = html.get("source_info").and_then(|info| info.get("publisher")).cloned();
        publisher.into_iter().for_each(|name| put(&mut fields, "publisher", name));
        html.into_iter().for_each(|(key, value)| put(&mut fields, &key, value));
    }
    if let Some(body) = fields.remove("body").as_ref().and_then(body) {
        put(&mut fields, "plaintext", Value::String(body));
    }
    for (ours, theirs) in NAMES {
        for name in theirs {
            if is_missing(&fields, ours)
                && let Some(value) = fields.remove(*name)
            {
                let value = if ours == "author" { one_name(value) } else { value };
                fields.insert(ours.to_owned(), value);
            }
        }
    }
    fields
}

fn is_missing(fields: &Map<String, Value>, key: &str) -> bool {
    fields.get(key).is_none_or(Value::is_null)
}

fn put(fields: &mut Map<String, Value>, key: &str, value: Value) {
    if is_missing(fields, key) {
        fields.insert(key.to_owned(), value);
    }
}

/// Several authors as one byline.
fn one_name(value: Value) -> Value {
    match value {
        Value::Array(names) => {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            Value::String(names.join(", "))
        }
        other => other,
    }
}

/// The text of a body in sections, as fundus writes it.
fn body(body: &Value) -> Option<String> {
    let lines = |value: Option<&Value>| -> Vec<String> {
        let lines = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut all = lines(body.get("summary"));
    for section in body.get("sections").and_then(Value::as_array)? {
        all.extend(lines(section.get("headline")));
        all.extend(lines(section.get("paragraphs")));
    }
    Some(all.join("\n\n")).filter(|text| !text.trim().is_empty())
}
