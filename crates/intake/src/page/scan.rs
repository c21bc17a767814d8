//! Tags and text of a page, without building its tree.

use html_escape::decode_html_entities;

/// Structured data larger than this is left out.
const MAX_SCRIPT: usize = 500_000;
/// Stands at the end of each block of text while the main text is searched for, so that blocks stay
/// apart whatever the finder makes of their elements.
pub(super) const BREAK: char = '\u{E00A}';

/// The page after its `<!DOCTYPE ...>`, which may hold definitions of its own.
pub(super) fn without_declaration(html: &str) -> &str {
    let page = html.trim_start();
    if !page.get(..9).is_some_and(|begin| begin.eq_ignore_ascii_case("<!doctype")) {
        return html;
    }
    let Some(end) = page.find(['[', '>']) else { return html };
    if page[end..].starts_with('>') {
        return &page[end + 1..];
    }
    let close = page[end..].find("]>").map(|close| end + close + 2);
    close.map_or(html, |close| &page[close..])
}

/// Where a tag begins at or after `from`: its first byte, the byte after it, its name in lower
/// case and whether it closes.
pub(super) fn next_tag(html: &str, from: usize) -> Option<(usize, usize, String, bool)> {
    let bytes = html.as_bytes();
    let mut at = from;
    loop {
        at += html.get(at..)?.find('<')?;
        if html[at..].starts_with("<!--") {
            at = html[at..].find("-->").map_or(html.len(), |end| at + end + 3);
            continue;
        }
        let closes = bytes.get(at + 1) == Some(&b'/');
        let begin = at + 1 + usize::from(closes);
        let length =
            bytes[begin..].iter().take(40).take_while(|b| b.is_ascii_alphanumeric()).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let name = html[begin..begin + length].to_ascii_lowercase();
        let end = html[begin..].find('>').map_or(html.len(), |end| begin + end + 1);
        return Some((at, end, name, closes));
    }
}

/// Elements that end a line.
const BLOCKS: [&str; 12] =
    ["p", "div", "li", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption"];

/// The page without scripts and styles, except structured data about the article.
pub(super) fn without_scripts(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut at = 0;
    while let Some((begin, end, name, closes)) = next_tag(html, at) {
        if closes || !matches!(name.as_str(), "script" | "style" | "noscript" | "svg" | "template")
        {
            kept.push_str(&html[at..begin]);
            let text = kept.chars().next_back().is_some_and(|c| c != '>' && !c.is_whitespace());
            if closes && text && BLOCKS.contains(&name.as_str()) {
                kept.push(BREAK);
            }
            kept.push_str(&html[begin..end]);
            at = end;
            continue;
        }
        kept.push_str(&html[at..begin]);
        let close = format!("</{name}");
        let stop = find_ignoring_case(html, end, &close);
        let after = stop.map_or(html.len(), |stop| {
            html[stop..].find('>').map_or(html.len(), |close| stop + close + 1)
        });
        let tag = html[begin..end].to_ascii_lowercase();
        if tag.contains("application/ld+json") && after - begin < MAX_SCRIPT {
            kept.push_str(&html[begin..after]);
        }
        at = after;
    }
    kept.push_str(&html[at.min(html.len())..]);
    kept
}

pub(super) fn find_ignoring_case(html: &str, from: usize, needle: &str) -> Option<usize> {
    let (bytes, needle) = (html.as_bytes(), needle.as_bytes());
    let found =
        bytes.get(from..)?.windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle))?;
    Some(from + found)
}

/// How deep the elements can be nested at most, and how many there are.
pub(super) fn measure(html: &str) -> (usize, usize) {
    const FLAT: [&str; 25] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody",
        "thead", "colgroup",
    ];
    let (mut depth, mut deepest, mut elements, mut at) = (0_usize, 0, 0, 0);
    while let Some((_, end, name, closes)) = next_tag(html, at) {
        at = end;
        if FLAT.contains(&name.as_str()) {
            elements += usize::from(!closes);
        } else if closes {
            depth = depth.saturating_sub(1);
        } else {
            elements += 1;
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    (deepest, elements)
}

/// All text of a page, a line for each block.
pub(crate) fn bare_text(html: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    // What is never closed is searched for only once.
    let mut unclosed: Vec<String> = Vec::new();
    while let Some((begin, end, name, closes)) = next_tag(html, at) {
        push_text(&mut text, &html[at..begin]);
        at = end;
        let inline =
            matches!(name.as_str(), "a" | "b" | "i" | "em" | "strong" | "span" | "u" | "font");
        text.push_str(if inline { "" } else { "\n" });
        let passed = matches!(name.as_str(), "head" | "title" | "nav" | "footer" | "script");
        if !closes && passed && !unclosed.contains(&name) {
            match find_ignoring_case(html, at, &format!("</{name}")) {
                Some(close) => at = close,
                None => unclosed.push(name),
            }
        }
    }
    push_text(&mut text, &html[at.min(html.len())..]);
    decode_html_entities(&text).into_owned()
}

/// In HTML a line end is a space.
pub(super) fn push_text(text: &mut String, more: &str) {
    text.extend(more.chars().map(|c| match c {
        '\n' => ' ',
        BREAK => '\n',
        c => c,
    }));
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &str, key: &str) -> Option<String> {
    let mut from = 0;
    while let Some(at) = find_ignoring_case(tag, from, key) {
        from = at + key.len();
        let begins = tag[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let Some(value) = tag[from..].trim_start().strip_prefix('=').filter(|_| begins) else {
            continue;
        };
        let value = value.trim_start();
        let quoted = value
            .strip_prefix('"')
            .map(|v| (v, '"'))
            .or_else(|| value.strip_prefix('\'').map(|v| (v, '\'')));
        let value = match quoted {
            Some((value, quote)) => &value[..value.find(quote)?],
            None => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
        };
        return Some(decode_html_entities(value.trim()).into_owned())
            .filter(|value| !value.is_empty());
    }
    None
}
