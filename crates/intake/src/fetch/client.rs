//! Requests, redirects and what comes back.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ureq::Agent;
use ureq::http::{HeaderMap, StatusCode, header};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use super::address::{NotPublic, PublicResolver};
use super::body::{self, BodyError, Limits};
use super::error::FetchError;
use super::pace::{self, Pace};
use super::robots::{RobotsCache, Rules};

/// RFC 9309 says that no more than this of a `robots.txt` need be read.
const ROBOTS_SIZE: usize = 500 << 10;
/// A redirect of a `robots.txt` is followed so often.
const ROBOTS_REDIRECTS: usize = 5;
/// The longest pause between requests that a `robots.txt` may ask for.
const MAX_CRAWL_DELAY: Duration = Duration::from_secs(60);
/// Longer addresses than this no page has.
const MAX_URL: usize = 4096;
/// The name that `robots.txt` files call us by.
const PRODUCT: &str = "Lagebild";

/// How to fetch.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// What every request says it comes from, with a contact.
    pub user_agent: String,
    /// Whether addresses in private networks and on this machine may be fetched.
    pub allow_private: bool,
    /// Whether hosts are asked for their `robots.txt`.
    pub obey_robots: bool,
    /// Largest answer, in bytes, packed and unpacked.
    pub max_size: usize,
    /// How many times larger than packed an answer may be unpacked.
    pub max_ratio: usize,
    /// How many redirects are followed.
    pub max_redirects: usize,
    /// Longest time for one request with its whole answer.
    pub timeout: Duration,
    /// Longest time for a connection.
    pub connect_timeout: Duration,
    /// Time between two requests to one host.
    pub pause: Duration,
    /// How long a request may wait for its turn; beyond that it fails with [`FetchError::Later`].
    pub patience: Duration,
}

impl ClientOptions {
    /// The usual limits, and who to turn to: a web address or an e-mail address.
    ///
    /// ```
    /// let options = intake::fetch::ClientOptions::new("desk@zeitung.example");
    /// assert!(options.user_agent.starts_with("Lagebild/"));
    /// assert!(options.user_agent.ends_with("(+desk@zeitung.example)"));
    /// ```
    pub fn new(contact: &str) -> Self {
        let contact: String =
            contact.chars().filter(|c| c.is_ascii_graphic() && !"()".contains(*c)).collect();
        ClientOptions {
            user_agent: format!("{PRODUCT}/{} (+{contact})", env!("CARGO_PKG_VERSION")),
            allow_private: false,
            obey_robots: true,
            max_size: 10_000_000,
            max_ratio: 100,
            max_redirects: 5,
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(10),
        }
    }
}

/// What a server gave to ask it again with, so that it sends only what has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// The `ETag`, as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The `Last-Modified`, as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The content.
    Content(Box<Fetched>),
    /// The same as what the [`Validators`] are from.
    NotModified,
}

/// The content of an address.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// Where it was found in the end.
    pub url: Url,
    /// The new address, if every redirect on the way was for good.
    pub moved: Option<Url>,
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// The media type, in lower case and without parameters.
    pub media_type: Option<String>,
    /// The charset that the server names.
    pub charset: Option<String>,
    /// To ask again with.
    pub validators: Validators,
    /// How long the server says that it will not change.
    pub max_age: Option<Duration>,
    /// When it was fetched.
    pub retrieved: Timestamp,
}

/// Fetches from many hosts, from many threads, with one memory of what each host allows.
///
/// Copies of a client share that memory.
#[derive(Debug, Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    agent: Agent,
    options: ClientOptions,
    pace: Pace,
    robots: RobotsCache,
}

/// One answer, before redirects are followed.
enum Step {
    Content { fetched: Box<Fetched> },
    NotModified,
    Redirect { to: String, for_good: bool },
}

impl Client {
    /// A client with a memory of its own.
    pub fn new(options: ClientOptions) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(options.user_agent.as_str())
            .accept_encoding("gzip, deflate")
            .max_response_header_size(64 << 10)
            // A connection that is kept would be one whose address is not checked again.
            .max_idle_connections(0)
            .timeout_global(Some(options.timeout))
            .timeout_connect(Some(options.connect_timeout))
            .build();
        let resolver = PublicResolver::new(options.allow_private);
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        let shared =
            Shared { agent, options, pace: Pace::default(), robots: RobotsCache::default() };
        Client { shared: Arc::new(shared) }
    }

    /// The options that the client was made with.
    pub fn options(&self) -> &ClientOptions {
        &self.shared.options
    }

    /// How long from now until the host of an address may be asked.
    pub fn wait_for(&self, url: &Url) -> Duration {
        self.shared.pace.wait(&host(url))
    }

    /// The content of an address, or word that it has not changed since `known`.
    ///
    /// Waits for the host's turn, asks for its `robots.txt` if need be, and follows redirects, each
    /// with the same checks as the first address.
    pub fn get(&self, url: &str, known: &Validators) -> Result<Answer, FetchError> {
        let mut at = parse(url)?;
        let mut seen = HashSet::from([at.to_string()]);
        let mut all_for_good = true;
        loop {
            self.allowed(&at)?;
            // Validators belong to the address that they came from.
            match self.turn(&at, known, self.shared.options.max_size)? {
                Step::NotModified => return Ok(Answer::NotModified),
                Step::Content { mut fetched } => {
                    fetched.moved = (seen.len() > 1 && all_for_good).then(|| fetched.url.clone());
                    return Ok(Answer::Content(fetched));
                }
                Step::Redirect { to, for_good } => {
                    all_for_good &= for_good;
                    at = next_hop(&at, &to)?;
                    let circle = !seen.insert(at.to_string());
                    if circle || seen.len() > self.shared.options.max_redirects + 1 {
                        return Err(FetchError::Redirects { url: url.to_owned(), circle });
                    }
                }
            }
        }
    }

    /// Fails if the host does not allow an address.
    fn allowed(&self, url: &Url) -> Result<(), FetchError> {
        if !self.shared.options.obey_robots {
            return Ok(());
        }
        let origin = url.origin().ascii_serialization();
        let rules = match self.shared.robots.get(&origin) {
            Some(rules) => rules,
            None => {
                let rules = self.ask_robots(url)?;
                self.shared.robots.put(origin, rules.clone());
                rules
            }
        };
        match rules {
            Rules::Unreachable(status) => {
                Err(FetchError::NoRobots { url: url.to_string(), status })
            }
            Rules::Known(robots) if robots.is_url_allowed(url) => Ok(()),
            Rules::Known(_) => Err(FetchError::Forbidden { url: url.to_string() }),
        }
    }

    fn ask_robots(&self, url: &Url) -> Result<Rules, FetchError> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        at.set_fragment(None);
        for _ in 0..=ROBOTS_REDIRECTS {
            match self.turn(&at, &Validators::default(), ROBOTS_SIZE) {
                Ok(Step::Content { fetched }) => {
                    return Ok(Rules::of_text(&fetched.bytes, PRODUCT));
                }
                Ok(Step::Redirect { to, .. }) => at = next_hop(&at, &to)?,
                Ok(Step::NotModified) => return Ok(Rules::all()),
                Err(FetchError::Status { status, .. }) => return Ok(Rules::of_status(status)),
                // What is no robots.txt forbids nothing.
                Err(FetchError::TooLarge { .. } | FetchError::Bomb { .. }) => {
                    return Ok(Rules::all());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Rules::all())
    }

    /// One request, when it is the host's turn.
    fn turn(&self, url: &Url, known: &Validators, size: usize) -> Result<Step, FetchError> {
        let Shared { pace, options, robots, .. } = &*self.shared;
        let asked = match robots.get(&url.origin().ascii_serialization()) {
            Some(Rules::Known(rules)) => rules.crawl_delay().unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let pause = options.pause.max(asked.min(MAX_CRAWL_DELAY));
        match pace.reserve(&host(url), pause, options.patience) {
            Ok(wait) => std::thread::sleep(wait),
            Err(wait) => {
                let seconds = wait.as_secs() + 1;
                return Err(FetchError::Later { url: url.to_string(), seconds });
            }
        }
        self.request(url, known, size)
    }

    fn request(&self, url: &Url, known: &Validators, size: usize) -> Result<Step, FetchError> {
        let Shared { agent, pace, options, .. } = &*self.shared;
        let mut request = agent.get(url.as_str());
        let conditions =
            [("if-none-match", &known.etag), ("if-modified-since", &known.last_modified)];
        for (name, value) in conditions {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let began = Instant::now();
        let response = request.call().map_err(|error| self.failure(url, error, began))?;
        let (parts, body) = response.into_parts();
        let (status, headers) = (parts.status, &parts.headers);
        let value = |name| text(headers, name);
        if matches!(status.as_u16(), 429 | 503) {
            let wait = value(header::RETRY_AFTER).and_then(|value| pace::retry_after(&value));
            pace.refused(&host(url), wait);
        } else {
            pace.answered(&host(url));
        }
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Step::NotModified);
        }
        if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
            && let Some(to) = value(header::LOCATION)
        {
            let for_good = matches!(status.as_u16(), 301 | 308);
            return Ok(Step::Redirect { to, for_good });
        }
        if !status.is_success() {
            return Err(FetchError::Status { url: url.to_string(), status: status.as_u16() });
        }
        let limits = Limits { size, ratio: options.max_ratio };
        let encoding = value(header::CONTENT_ENCODING);
        let bytes =
            body::read(body.into_reader(), encoding.as_deref(), limits).map_err(|error| {
                let url = url.to_string();
                match error {
                    BodyError::TooLarge => FetchError::TooLarge { url, limit: size },
                    BodyError::Bomb => FetchError::Bomb { url, ratio: options.max_ratio },
                    BodyError::Encoding(name) => {
                        FetchError::Broken { url, reason: format!("it is packed as `{name}`") }
                    }
                    BodyError::Broken(error) => self.broken(url, error, began),
                }
            })?;
        let content_type = value(header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let (media_type, parameters) = content_type.split_once(';').unwrap_or((&content_type, ""));
        let fetched = Fetched {
            url: url.clone(),
            moved: None,
            bytes,
            media_type: Some(media_type.trim().to_owned()).filter(|name| !name.is_empty()),
            charset: parameter(parameters, "charset"),
            validators: Validators {
                etag: value(header::ETAG),
                last_modified: value(header::LAST_MODIFIED),
            },
            max_age: value(header::CACHE_CONTROL).and_then(|control| max_age(&control)),
            retrieved: Timestamp::now(),
        };
        Ok(Step::Content { fetched: Box::new(fetched) })
    }

    /// A request that had no answer.
    fn failure(&self, url: &Url, error: ureq::Error, began: Instant) -> FetchError {
        let url = url.to_string();
        match error {
            ureq::Error::Other(other) => match other.downcast_ref::<NotPublic>() {
                Some(NotPublic(address)) => FetchError::Private { url, address: *address },
                None => FetchError::Unreachable { url, reason: other.to_string() },
            },
            ureq::Error::HostNotFound => FetchError::UnknownHost { url },
            ureq::Error::Timeout(_) => self.timed_out(url, began),
            ureq::Error::Io(error) => {
                // The system's message for a name that is not known is wrapped in this kind.
                match error.to_string().contains("failed to lookup address") {
                    true => FetchError::UnknownHost { url },
                    false => self.broken(url, error, began),
                }
            }
            ureq::Error::Protocol(error) => {
                FetchError::Broken { url, reason: format!("not HTTP: {error}") }
            }
            ureq::Error::LargeResponseHeader(..) => {
                FetchError::Broken { url, reason: "its head is too large".into() }
            }
            ureq::Error::BadUri(reason) => FetchError::Address { url, reason },
            other => FetchError::Unreachable { url, reason: other.to_string() },
        }
    }

    fn broken(&self, url: String, error: std::io::Error, began: Instant) -> FetchError {
        use std::io::ErrorKind::{
            ConnectionRefused, HostUnreachable, NetworkUnreachable, TimedOut, WouldBlock,
        };
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
        if matches!(inner, Some(ureq::Error::Timeout(_)))
            || matches!(error.kind(), TimedOut | WouldBlock)
        {
            return self.timed_out(url, began);
        }
        let reason = error.to_string();
        match error.kind() {
            ConnectionRefused | HostUnreachable | NetworkUnreachable => {
                FetchError::Unreachable { url, reason }
            }
            _ => FetchError::Broken { url, reason },
        }
    }

    /// A request that ran out of time: the whole, or only the connection.
    fn timed_out(&self, url: String, began: Instant) -> FetchError {
        let options = &self.shared.options;
        let whole = began.elapsed() + Duration::from_millis(200) >= options.timeout;
        let limit = if whole { options.timeout } else { options.connect_timeout };
        FetchError::TimedOut { url, seconds: limit.as_secs().max(1) }
    }
}

/// An address that may be asked for, without its fragment.
fn parse(text: &str) -> Result<Url, FetchError> {
    let wrong = |reason: String| FetchError::Address { url: short(text), reason };
    if text.len() > MAX_URL {
        return Err(wrong("it is too long".into()));
    }
    let url = Url::parse(text.trim()).map_err(|error| wrong(error.to_string()))?;
    check(url)
}

fn check(mut url: Url) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        let scheme = url.scheme().to_owned();
        return Err(FetchError::Scheme { url: short(url.as_str()), scheme });
    }
    if !url.username().is_empty() || url.password().is_some() {
        let reason = "it holds a name or a password".to_owned();
        return Err(FetchError::Address { url: short(url.as_str()), reason });
    }
    url.set_fragment(None);
    Ok(url)
}

/// Where a redirect leads.
fn next_hop(from: &Url, to: &str) -> Result<Url, FetchError> {
    let wrong = |reason: String| FetchError::Address { url: short(to), reason };
    if to.len() > MAX_URL {
        return Err(wrong("it is too long".into()));
    }
    check(from.join(to.trim()).map_err(|error| wrong(error.to_string()))?)
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// The host with its port, as the pace is kept for.
fn host(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or(0);
    format!("{}:{port}", url.host_str().unwrap_or(""))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    // Some servers write addresses in UTF-8.
    let value = String::from_utf8_lossy(value.as_bytes()).trim().to_owned();
    Some(value).filter(|value| !value.is_empty())
}

fn parameter(parameters: &str, name: &str) -> Option<String> {
    let mut all = parameters.split(';').filter_map(|part| part.split_once('='));
    let (_, value) = all.find(|(key, _)| key.trim() == name)?;
    Some(value.trim().trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty())
}

fn max_age(control: &str) -> Option<Duration> {
    let value = control.split(',').find_map(|part| part.trim().strip_prefix("max-age="))?;
    value.trim_matches('"').parse().ok().map(Duration::from_secs)
}
