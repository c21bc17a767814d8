//! NewsML-G2, the XML of news agencies (IPTC), with bodies in XHTML or NITF.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use record::Article;

use crate::json::{language_code, moment};
use crate::{Flaw, Input, IntakeError, Options, page, xml};

/// Whether XML is NewsML-G2.
pub(crate) fn is_newsml(head: &str) -> bool {
    ["<newsItem", "<newsMessage", ":newsItem", ":newsMessage"].iter().any(|tag| head.contains(tag))
}

/// The articles of the items of a message. Entities are not resolved, except the five of XML and
/// characters by number.
pub(crate) fn read(name: &str, xml: &str, options: &Options) -> Vec<Result<Input, IntakeError>> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut found = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut item = Item::default();
    let mut content = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let element = tag.local_name().as_ref().to_owned();
                if element == "newsItem" {
                    item = Item::default();
                }
                item.opened(&element, &tag);
                if !item.inside {
                    content.clear();
                }
                path.push(element);
            }
            Ok(Event::End(_)) => {
                let Some(element) = path.pop() else { break };
                item.closed(&element, &path, &mut content);
                if element == "newsItem" {
                    let number = found.len() + 1;
                    let name = format!("{name}, item {number}");
                    found.push(std::mem::take(&mut item).article(name, options));
                }
            }
            Ok(Event::Eof) => break,
            Ok(event) => xml::add_text(&mut content, &event),
            Err(error) => {
                let reason = xml::reason(&error);
                found.push(Err(IntakeError::Xml { name: name.to_owned(), reason }));
                break;
            }
        }
    }
    if found.is_empty() {
        let reason = "it has no item of news".to_owned();
        found.push(Err(IntakeError::Xml { name: name.to_owned(), reason }));
    }
    found
}

#[derive(Default)]
struct Item {
    language: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    headline: String,
    title: String,
    byline: Option<String>,
    source: Option<String>,
    url: Option<String>,
    text: String,
    /// Within the running text.
    inside: bool,
}

impl Item {
    fn opened(&mut self, element: &str, tag: &BytesStart) {
        let value = |name: &str| {
            let attribute = tag.try_get_attribute(name).ok()??;
            let value = attribute.value.trim().to_owned();
            Some(value).filter(|value| !value.is_empty())
        };
        match element {
            "language" => self.language = self.language.take().or_else(|| value("tag")),
            "inlineXML" | "inlineData" => {
                self.inside = true;
                self.text.clear();
            }
            "newsItem" => {
                self.url = value("guid").filter(|guid| guid.starts_with("http"));
                self.language = value("xml:lang");
            }
            _ => {}
        }
    }

    fn closed(&mut self, element: &str, path: &[String], content: &mut String) {
        let text = content.trim();
        let filled = || Some(page::one_line(text)).filter(|text| !text.is_empty());
        let within = |name: &str| path.iter().any(|element| element == name);
        if self.inside {
            match element {
                "inlineXML" | "inlineData" => {
                    self.text.push_str(text);
                    self.inside = false;
                }
                // The head of the page that the text is in.
                "title" | "hedline" | "headline" | "head" => {}
                "p" | "h1" | "h2" | "h3" | "h4" | "li" | "td" | "blockquote" | "div" => {
                    self.text.push_str(text);
                    self.text.push('\n');
                }
                // Within a line: what follows belongs to it.
                _ => return,
            }
            content.clear();
            return;
        }
        match element {
            "versionCreated" => self.modified = filled(),
            "firstCreated" => self.published = filled(),
            "contentCreated" => self.published = self.published.take().or_else(filled),
            "headline" if within("contentMeta") && self.headline.is_empty() => {
                self.headline = page::one_line(text);
            }
            "title" if within("itemMeta") => self.title = page::one_line(text),
            "by" => self.byline = filled(),
            "creditline" => self.source = filled(),
            "name" if path.last().is_some_and(|parent| parent == "provider") => {
                self.source = self.source.take().or_else(filled);
            }
            _ => {}
        }
    }

    fn article(self, name: String, options: &Options) -> Result<Input, IntakeError> {
        let mut flaws: Vec<Flaw> = Vec::new();
        let title = if self.headline.is_empty() { self.title } else { self.headline };
        let text = page::paragraphs(&self.text, &title);
        if text.is_empty() {
            return Err(IntakeError::Empty { name });
        }
        let published = self.published.or_else(|| self.modified.clone());
        let article = Article {
            language: self.language.as_deref().and_then(language_code),
            published: published.and_then(|value| moment("published", &value, &mut flaws)),
            modified: self.modified.and_then(|value| moment("modified", &value, &mut flaws)),
            title,
            text,
            url: self.url,
            source: self.source,
            author: self.byline,
            ..Article::default()
        };
        Input::new(name, article, flaws, options)
    }
}
