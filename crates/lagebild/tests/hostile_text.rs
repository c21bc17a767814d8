//! What an article contains is shown, never obeyed: by a browser or by a terminal.

use std::collections::BTreeSet;

use assert_cmd::Command;
use serde_json::json;

fn read(format: &str) -> String {
    let text = "Russia attacked <script>alert(1)</script> Ukraine on Monday, \u{1b}[31mthe Pentagon said.\n\n\
                </div></article></main><style>* { display: none }</style> North Korea sent 10,000 troops \
                to Russia, the <b>Pentagon</b> said & \"NATO\" 'confirmed'. {{ title }} \u{202e}Ende.";
    let articles = json!([
        {
            "id": "\"><script>alert(2)</script>", "published": "2024-10-29", "language": "en",
            "title": "</title><script>alert(3)</script>\u{1b}]0;owned\u{7}",
            "url": "javascript:alert(4)", "source": "<img src=x onerror=alert(5)>", "text": text,
        },
        { "language": "en", "url": "https://x.example/\"onclick=\"alert(6)", "text": text },
    ]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.json");
    std::fs::write(&path, articles.to_string()).unwrap();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("lagebild"));
    command.args(["read", "--explain", "--format", format]).arg(&path);
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

#[test]
fn the_page_shows_marks_as_text() {
    let page = read("html");
    for (mark, count) in
        [("<script", 1), ("<style", 1), ("</article>", 2), ("</main>", 1), ("<img", 0)]
    {
        assert_eq!(page.matches(mark).count(), count, "{mark}");
    }
    assert!(!page.contains("href=\"javascript:") && !page.contains("\"onclick="));
    assert!(page.contains("default-src 'none'") && page.contains("{{ title }}"));
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let page = read("html");
    let values = |attribute: &str| -> Vec<String> {
        let begin = format!(" {attribute}=\"");
        let parts = page.split(&begin).skip(1);
        parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = values("id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    let links: Vec<String> = values("href")
        .iter()
        .filter_map(|link| link.strip_prefix('#').map(str::to_owned))
        .collect();
    assert!(links.len() >= 4, "{links:?}");
    for link in links {
        assert!(ids.contains(&link), "#{link} leads nowhere");
    }
}

#[test]
fn a_terminal_gets_nothing_that_steers_it() {
    let text = read("text");
    assert!(text.contains("MOBILIZE") || text.contains("ASSAULT"), "{text}");
    let steering = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    assert!(!text.contains(steering), "{text:?}");
}
