//! Outlets: who publishes, who owns it, how reliable it is taken to be before more is known.

use std::collections::HashMap;

use record::{Article, Country};
use serde::{Deserialize, Serialize};

use crate::text::{fold, hash};

/// The list that is built in: `data/sources.toml`.
const EMBEDDED: &str = include_str!("../../../data/sources.toml");

/// Reliability of a source after the NATO Admiralty code.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    #[default]
    F,
}

impl Reliability {
    /// The letter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }
}

/// An outlet or a body that publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// Name, as articles give it.
    pub name: String,
    /// Owner: outlets of one owner are one origin.
    pub owner: String,
    /// Kind: agency, newspaper, broadcaster.
    pub kind: String,
    /// Country that it is of.
    pub country: Option<Country>,
    /// How reliable it is taken to be.
    pub reliability: Reliability,
}

impl Outlet {
    /// Hash of the owner, by which origins are told.
    pub fn owner_key(&self) -> u64 {
        hash(&fold(&self.owner))
    }
}

/// A list of outlets that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the list of sources cannot be read: {0}; compare it with data/sources.toml")]
pub struct SourcesError(String);

/// The list of outlets.
#[derive(Debug, Clone)]
pub struct Sources {
    outlets: Vec<Outlet>,
    names: HashMap<String, usize>,
    domains: HashMap<String, usize>,
    default_kind: String,
    default_reliability: Reliability,
    /// What quoted sources count as.
    pub quoted: Quoted,
}

/// What quoted sources count as.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quoted {
    /// Officials and bodies.
    pub official: Reliability,
    /// Anybody else who is named.
    pub other: Reliability,
    /// Nobody named.
    pub unnamed: Reliability,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    default: Default_,
    quoted: Quoted,
    source: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Default_ {
    kind: String,
    reliability: Reliability,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    domains: Vec<String>,
    country: Option<Country>,
    kind: String,
    owner: Option<String>,
    reliability: Reliability,
}

impl Sources {
    /// The list that is built in.
    pub fn embedded() -> Sources {
        Sources::parse(EMBEDDED).unwrap_or_else(|_| Sources {
            outlets: Vec::new(),
            names: HashMap::new(),
            domains: HashMap::new(),
            default_kind: "unknown".to_owned(),
            default_reliability: Reliability::F,
            quoted: Quoted {
                official: Reliability::B,
                other: Reliability::C,
                unnamed: Reliability::F,
            },
        })
    }

    /// Reads a list in the form of `data/sources.toml`.
    ///
    /// # Errors
    /// If it is no such list.
    pub fn parse(text: &str) -> Result<Sources, SourcesError> {
        let file: File = toml::from_str(text)
            .map_err(|error| SourcesError(error.to_string().replace('\n', " ")))?;
        let mut sources = Sources {
            outlets: Vec::new(),
            names: HashMap::new(),
            domains: HashMap::new(),
            default_kind: file.default.kind,
            default_reliability: file.default.reliability,
            quoted: file.quoted,
        };
        for row in file.source {
            let at = sources.outlets.len();
            for name in std::iter::once(&row.name).chain(&row.also) {
                sources.names.insert(fold(name), at);
            }
            for domain in row.domains {
                sources.domains.insert(domain, at);
            }
            sources.outlets.push(Outlet {
                owner: row.owner.unwrap_or_else(|| row.name.clone()),
                name: row.name,
                kind: row.kind,
                country: row.country,
                reliability: row.reliability,
            });
        }
        Ok(sources)
    }

    /// The outlet that published an article: by its domain, by its name, else one of its own with
    /// the defaults. An article that tells neither stands for itself.
    ///
    /// ```
    /// let sources = picture::Sources::embedded();
    /// let article = record::Article { url: Some("https://www.reuters.com/x".into()), ..Default::default() };
    /// assert_eq!(sources.of(&article).name, "Reuters");
    /// ```
    pub fn of(&self, article: &Article) -> Outlet {
        let domain = article.url.as_deref().and_then(domain);
        let listed = domain
            .as_deref()
            .and_then(|domain| self.by_domain(domain))
            .or_else(|| article.source.as_deref().and_then(|name| self.by_name(name)));
        if let Some(outlet) = listed {
            return outlet.clone();
        }
        match article.source.clone().or(domain) {
            Some(name) => self.unknown(&name),
            None => Outlet { owner: article.id.clone(), ..self.unknown("") },
        }
    }

    /// An outlet that is not listed.
    pub fn unknown(&self, name: &str) -> Outlet {
        Outlet {
            name: name.to_owned(),
            owner: name.to_owned(),
            kind: self.default_kind.clone(),
            country: None,
            reliability: self.default_reliability,
        }
    }

    /// A listed outlet by one of its names.
    pub fn by_name(&self, name: &str) -> Option<&Outlet> {
        self.names.get(&fold(name)).and_then(|&at| self.outlets.get(at))
    }

    /// A listed outlet by its domain or one above it.
    fn by_domain(&self, domain: &str) -> Option<&Outlet> {
        let mut domain = domain;
        loop {
            if let Some(&at) = self.domains.get(domain) {
                return self.outlets.get(at);
            }
            domain = domain.split_once('.')?.1;
        }
    }
}

/// The domain of an address, without `www.`.
pub fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}
