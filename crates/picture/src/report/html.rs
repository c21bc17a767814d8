//! The report as one self-contained page, for the screen and for printing.

use askama::Template;

use super::Report;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'r> {
    report: &'r Report,
}

impl Page<'_> {
    fn label(&self, name: &str) -> &str {
        self.report.labels.get(name).map_or("", String::as_str)
    }

    /// An address, if it is one of the web.
    fn link<'u>(&self, url: &'u Option<String>) -> Option<&'u str> {
        url.as_deref().filter(|url| {
            let url = url.to_ascii_lowercase();
            url.starts_with("https://") || url.starts_with("http://")
        })
    }
}

/// Writes a report as HTML; `None` only if the template is broken, which a test rules out.
pub fn html(report: &Report) -> Option<String> {
    Page { report }.render().ok()
}
