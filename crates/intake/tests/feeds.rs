//! Feeds of all formats, whole and broken, and the list of feeds.

use std::collections::HashSet;
use std::time::Duration;

use intake::feeds::{Feed, FeedKind, FeedList, Item, parse};

const URL: &str = "https://kurier.example/feeds/all";

fn feed(text: &str) -> Feed {
    parse(URL, text.as_bytes(), None).unwrap()
}

fn url(item: &Item) -> &str {
    item.url.as_ref().unwrap().as_str()
}

#[test]
fn rss_gives_its_items() {
    let feed = feed(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
             xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>Kurier &amp; Bote</title><language>de-DE</language><ttl>30</ttl>
        <item><title>Hafen <![CDATA[<b>gesperrt</b>]]></title>
            <link>https://kurier.example/hafen#top</link><guid isPermaLink="false">k-17</guid>
            <description>Ein &lt;i&gt;Satz&lt;/i&gt; dazu.</description>
            <content:encoded><![CDATA[<p>Erster Absatz.</p><p>Zweiter.</p>]]></content:encoded>
            <dc:creator>Mara Lindt</dc:creator>
            <pubDate>Tue, 24 Nov 2026 09:30:00 +0100</pubDate></item>
        <item><title>Nur ein Name</title><guid>https://kurier.example/name</guid></item>
        </channel></rss>"#,
    );
    assert_eq!((feed.kind, feed.items.len()), (FeedKind::Rss, 2));
    assert_eq!(feed.title.as_deref(), Some("Kurier & Bote"));
    assert_eq!(feed.language.as_deref(), Some("de"));
    assert_eq!(feed.interval, Some(Duration::from_secs(1800)));
    let first = &feed.items[0];
    assert_eq!(first.id, "k-17");
    assert_eq!(first.title, "Hafen gesperrt");
    assert_eq!(url(first), "https://kurier.example/hafen");
    assert_eq!(first.summary, "Ein Satz dazu.");
    assert_eq!(first.text, "Erster Absatz.\n\nZweiter.");
    assert_eq!(first.author.as_deref(), Some("Mara Lindt"));
    assert_eq!(first.published.unwrap().to_string(), "2026-11-24T08:30:00Z");
    assert_eq!(url(&feed.items[1]), "https://kurier.example/name");
}

#[test]
fn atom_gives_its_entries() {
    let feed = feed(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Courier</title>
        <entry><id>tag:1</id><title type="html">Port &amp;amp; harbour</title>
            <link rel="enclosure" href="https://courier.example/a.mp3"/>
            <link rel="alternate" href="/a"/><author><name>Ann Reed</name></author>
            <published>2026-11-24T08:00:00+02:00</published>
            <updated>2026-11-24T09:00:00Z</updated>
            <summary>Short.</summary></entry></feed>"#,
    );
    assert_eq!(feed.kind, FeedKind::Atom);
    let entry = &feed.items[0];
    assert_eq!(entry.title, "Port & harbour");
    assert_eq!(url(entry), "https://kurier.example/a");
    assert_eq!(entry.published.unwrap().to_string(), "2026-11-24T06:00:00Z");
    assert_eq!(entry.modified.unwrap().to_string(), "2026-11-24T09:00:00Z");
    assert_eq!(entry.author.as_deref(), Some("Ann Reed"));
}

#[test]
fn json_feed_gives_its_items() {
    let feed = feed(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Bote", "items": [
            {"id": "1", "url": "https://bote.example/1", "title": "Eins",
             "content_text": "Ein Text.", "date_published": "2026-11-24T08:00:00Z"}]}"#,
    );
    assert_eq!(feed.kind, FeedKind::Json);
    assert_eq!(url(&feed.items[0]), "https://bote.example/1");
    assert_eq!(feed.items[0].text, "Ein Text.");
}

#[test]
fn news_sitemaps_and_their_index_are_read() {
    let map = feed(
        r#"<?xml version="1.0"?><!-- made daily --><urlset
            xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>https://kurier.example/a?x=1&amp;y=2</loc><lastmod>2026-11-24</lastmod>
            <n:news><n:publication><n:name>Kurier</n:name><n:language>de</n:language>
            </n:publication><n:publication_date>2026-11-24T08:00:00+01:00</n:publication_date>
            <n:title><![CDATA[Zoll & Hafen]]></n:title></n:news></url>
        <url><loc>https://kurier.example/b</loc></url><url><lastmod>2026</lastmod></url></urlset>"#,
    );
    assert_eq!((map.kind, map.items.len()), (FeedKind::Sitemap, 2));
    let first = &map.items[0];
    assert_eq!(url(first), "https://kurier.example/a?x=1&y=2");
    assert_eq!(first.title, "Zoll & Hafen");
    assert_eq!(first.language.as_deref(), Some("de"));
    assert_eq!(first.published.unwrap().to_string(), "2026-11-24T07:00:00Z");
    assert_eq!(first.modified.unwrap().to_string(), "2026-11-24");
    let index = feed(
        "<sitemapindex><sitemap><loc>/news-1.xml</loc></sitemap><sitemap><loc>ftp://x.example/\
         </loc></sitemap></sitemapindex>",
    );
    assert_eq!(index.more[0].as_str(), "https://kurier.example/news-1.xml");
    assert_eq!(index.more.len(), 1);
}

#[test]
fn entities_from_outside_are_never_read() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "geheim").unwrap();
    let path = secret.path().display();
    let kinds = [
        format!(
            r#"<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{path}">]>
            <urlset><url><loc>https://a.example/&x;</loc></url></urlset>"#
        ),
        format!(
            r#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{path}">]>
            <rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>"#
        ),
    ];
    for text in kinds {
        let read = format!("{:?}", parse(URL, text.as_bytes(), None));
        assert!(!read.contains("geheim"), "{read}");
    }
    let mut bomb = String::from("<!DOCTYPE r [<!ENTITY a0 \"ha\">");
    for step in 1..40 {
        bomb += &format!("<!ENTITY a{step} \"&a{0};&a{0};\">", step - 1);
    }
    bomb += "]><rss version=\"2.0\"><channel><title>&a39;</title></channel></rss>";
    let _ = parse(URL, bomb.as_bytes(), None);
}

#[test]
fn charsets_are_told_apart() {
    let declared = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel>\
                    <item><title>Порт закрыт</title></item></channel></rss>";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(declared);
    assert_eq!(parse(URL, &bytes, None).unwrap().items[0].title, "Порт закрыт");
    let named = "<rss version=\"2.0\"><channel><item><title>Größe</title></item></channel></rss>";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(named);
    assert_eq!(parse(URL, &bytes, Some("iso-8859-1")).unwrap().items[0].title, "Größe");
    // A server that names the wrong one is not believed.
    assert_eq!(parse(URL, named.as_bytes(), Some("iso-8859-1")).unwrap().items[0].title, "Größe");
}

#[test]
fn what_is_no_feed_is_named() {
    let error = |text: &str| parse(URL, text.as_bytes(), None).unwrap_err().to_string();
    assert!(error("").contains("is empty"));
    assert!(error("<!DOCTYPE html><html><body>Hallo</body></html>").contains("a web page"));
    assert!(error("Guten Tag").contains("is not a feed"));
    assert!(error("{\"a\": 1}").contains("is not a feed"));
    assert!(error("<rss><channel><item>").lines().count() == 1);
}

#[test]
fn no_cut_of_a_feed_panics() {
    let whole = "<rss version=\"2.0\"><channel><title>Ä</title><item><title>B&amp;c</title><link>\
                 https://a.example/ü</link><pubDate>Tue, 24 Nov 2026 09:30:00 GMT</pubDate></item>\
                 </channel></rss>";
    let map = "<urlset><url><loc>https://a.example/&#252;</loc><lastmod>2026-11-24</lastmod></url>\
               </urlset>";
    for text in [whole, map] {
        for end in 0..text.len() {
            let _ = parse(URL, &text.as_bytes()[..end], None);
        }
    }
}

#[test]
fn rules_choose_items() {
    let list = FeedList::parse(
        "feeds.toml",
        r#"[[feed]]
        name = "Kurier"
        url = "https://kurier.example/rss"
        rules = { include = ["/politik/", "/welt/"], exclude = ["/live/"], strip_query = true, max_items = 2 }"#,
    )
    .unwrap();
    let items = ["/politik/a?ref=rss", "/sport/b", "/welt/live/c", "/welt/d", "/welt/e"];
    let items = items.map(|path| Item {
        url: Some(format!("https://kurier.example{path}").parse().unwrap()),
        ..Item::default()
    });
    let chosen = list.feeds[0].rules.select(items.to_vec());
    let urls: Vec<&str> = chosen.iter().map(url).collect();
    assert_eq!(urls, ["https://kurier.example/politik/a", "https://kurier.example/welt/d"]);
}

#[test]
fn mistakes_in_the_list_are_named() {
    let error = |text: &str| FeedList::parse("feeds.toml", text).unwrap_err().to_string();
    let feed = |rest: &str| format!("[[feed]]\nname = \"K\"\n{rest}\n");
    assert!(error("[[feed]\n").contains("line 1"));
    assert!(error(&feed("url = \"kurier.example\"")).contains("no web address"));
    assert!(error(&feed("url = \"ftp://kurier.example/\"")).contains("neither http nor https"));
    assert!(error(&feed("url = \"https://a.example/\"\nintervall = \"5m\"")).contains("intervall"));
    assert!(error(&feed("url = \"https://a.example/\"\ninterval = \"often\"")).contains("15m"));
    assert!(error(&feed("url = \"https://a.example/\"\nlanguage = \"deu\"")).contains("`de`"));
    assert!(error(&feed("url = \"https://a.example/\"\ncountry = \"de\"")).contains("`DE`"));
    assert!(error(&feed("url = \"https://a.example/\"").repeat(2)).contains("already"));
    assert!(
        FeedList::read("/nowhere/feeds.toml").unwrap_err().to_string().contains("check the path")
    );
}

#[test]
fn the_list_to_start_from_is_in_order() {
    let text = include_str!("../../../data/feeds.toml");
    let list = FeedList::parse("data/feeds.toml", text).unwrap();
    assert!(list.feeds.len() >= 40, "{}", list.feeds.len());
    let languages: HashSet<_> = list.feeds.iter().filter_map(|f| f.language.clone()).collect();
    assert!(languages.len() >= 8, "{languages:?}");
    for feed in &list.feeds {
        assert!(!feed.name.trim().is_empty());
        assert!(feed.language.is_some(), "{}", feed.name);
        assert!(feed.url.host_str().is_some_and(|host| host.contains('.')), "{}", feed.url);
        assert!(feed.interval >= Duration::from_secs(300), "{}", feed.name);
    }
}
