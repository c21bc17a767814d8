//! Mail as articles: newsletters and press releases (`.eml`).

use jiff::Timestamp;
use mail_parser::MessageParser;
use record::{Article, Moment};

use crate::{Input, IntakeError, Options, page};

/// One article: the text of a message.
pub(crate) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Input, IntakeError> {
    let name = name.to_owned();
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(IntakeError::Mail { name });
    };
    let html = message.html_body.first().and_then(|part| message.parts.get(*part as usize));
    let is_html = html.is_some_and(|part| part.is_text_html());
    // A message in both forms has the plain one for this purpose.
    let plain = message.text_bodies().any(|part| !part.is_text_html());
    let body = match message.body_text(0) {
        Some(text) if plain => text.into_owned(),
        _ if is_html => page::bare_text(&message.body_html(0).unwrap_or_default()),
        _ => String::new(),
    };
    let body = body.replace("\r\n", "\n");
    // The mark before a signature; quoted-printable may lose its space.
    let body = body.replace("\n-- \n", "\n--\n");
    let body = body.split("\n--\n").next().unwrap_or("").to_owned();
    let text = page::paragraphs(&unwrapped(&body), "");
    if text.is_empty() {
        return Err(IntakeError::Mail { name });
    }
    let from = message.from().and_then(|from| from.first());
    let sender = from.and_then(|from| from.name().or_else(|| from.address()));
    let published =
        message.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    let article = Article {
        published: published.map(Moment::Instant),
        title: page::one_line(message.subject().unwrap_or_default()),
        text,
        source: sender.map(page::one_line).filter(|sender| !sender.is_empty()),
        ..Article::default()
    };
    Input::new(name, article, Vec::new(), options)
}

/// Paragraphs that were broken into lines for mail, each as one line.
fn unwrapped(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let wrapped = paragraph.lines().all(|line| line.chars().count() <= 80);
        if wrapped { paragraph.replace('\n', " ") } else { paragraph.to_owned() }
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
