//! The report (Lagebericht): the picture told. Every sentence is built from records and leads to the
//! spans that it was built from.

mod html;
mod markdown;
mod words;

use std::collections::BTreeMap;

use record::{Code, Country, EventType, Factuality, QuadClass, Record};
use serde::Serialize;

pub use html::html;
pub use markdown::markdown;
pub use words::{Words, WordsError};

use crate::diff::changes;
use crate::fact::{DAY, Fact, Key, Seconds};
use crate::indicators::{Series, busiest, indicators, plot};
use crate::ledger::{KeptArticle, Ledger, LedgerError, Relation, What};
use crate::origins::Origin;
use crate::sources::Quoted;
use crate::status::Status;
use crate::text::{fold, hash};
use crate::view::{Event, Picture, View};

/// Which events a report tells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Told or dated at or after this.
    pub from: Option<Seconds>,
    /// Told or dated at or before this.
    pub to: Option<Seconds>,
    /// Hash of the folded name of a place, or a country.
    pub place: Option<(u64, Option<Country>)>,
    /// Who takes part.
    pub actor: Option<Code>,
    /// PLOVER type.
    pub kind: Option<EventType>,
    /// Story.
    pub story: Option<Key>,
    /// Status.
    pub status: Option<Status>,
}

impl Filter {
    /// A place by its name or its country's code.
    pub fn place_named(name: &str) -> (u64, Option<Country>) {
        (hash(&fold(name)), name.parse().ok())
    }

    /// Whether an event is wanted.
    pub fn takes(&self, event: &Event) -> bool {
        let start = event.when.map_or(event.first, |(day, _)| i64::from(day) * DAY);
        let end = event.when.map_or(event.last, |(_, day)| i64::from(day) * DAY + DAY - 1);
        let in_time = self.from.is_none_or(|from| end.max(event.last) >= from)
            && self.to.is_none_or(|to| start.min(event.first) <= to);
        let in_place = self.place.is_none_or(|(name, country)| {
            event.place.is_some_and(|spot| {
                spot.name == name || (country.is_some() && spot.country == country)
            })
        });
        let with = self.actor.is_none_or(|wanted| {
            event.actors.iter().chain(&event.recipients).any(|code| {
                code.country == wanted.country
                    && wanted.sector.is_none_or(|sector| code.sector == Some(sector))
            })
        });
        in_time
            && in_place
            && with
            && self.kind.is_none_or(|kind| event.kind == kind)
            && self.story.is_none_or(|story| event.story == Some(story))
            && self.status.is_none_or(|status| event.standing.status == status)
    }
}

/// What a report is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The view.
    pub view: View,
    /// Which events.
    pub filter: Filter,
    /// The moment of the last report.
    pub since: Option<Seconds>,
    /// Most events in a section.
    pub most: usize,
}

/// A report, ready to be written in any form.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Language.
    pub language: String,
    /// Title.
    pub title: String,
    /// Of what moment.
    pub moment: String,
    /// First lines.
    pub summary: Vec<Sentence>,
    /// Sections, in order.
    pub sections: Vec<Section>,
    /// Figures side by side.
    pub numbers: Vec<Table>,
    /// Outlets.
    pub sources: Vec<SourceRow>,
    /// Copies, corrections, citing.
    pub relations: Vec<Sentence>,
    /// Pairs of actors by day.
    pub indicators: Vec<IndicatorRow>,
    /// The plot of the pairs.
    #[serde(skip)]
    pub plot: String,
    /// What sentences lead to.
    pub references: Vec<Reference>,
    /// Headings and labels.
    #[serde(skip)]
    pub labels: BTreeMap<&'static str, String>,
}

/// A heading with what stands below.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Name in code.
    pub name: &'static str,
    /// Heading.
    pub title: String,
    /// Events or sentences.
    pub items: Vec<Item>,
    /// How many more there are.
    pub more: usize,
    /// That they are left out.
    pub more_told: String,
}

/// A sentence with what it was built from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// Numbers of references.
    pub references: Vec<usize>,
}

/// An event in a section.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Item {
    /// Id of the event.
    pub event: String,
    /// Status.
    pub status: String,
    /// Admiralty grade.
    pub grade: String,
    /// What it is, and who says so.
    pub sentences: Vec<Sentence>,
    /// The words of the best record.
    pub quote: Option<Quote>,
    /// How its status came about.
    pub ledger: Vec<Sentence>,
}

/// A quoted sentence.
#[derive(Debug, Clone, Serialize)]
pub struct Quote {
    /// As it stands in the article.
    pub text: String,
    /// Language of the article.
    pub language: String,
    /// Number of the reference.
    pub reference: usize,
}

/// Figures side by side.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Of which event.
    pub event: String,
    /// What is counted, of what.
    pub title: String,
    /// The range and where it goes.
    pub range: String,
    /// Each figure: when, how many, who says so.
    pub rows: Vec<FigureRow>,
}

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub struct FigureRow {
    /// When it was published.
    pub published: String,
    /// How many.
    pub figure: String,
    /// Who says so.
    pub source: String,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Number of the reference.
    pub reference: usize,
}

/// An outlet.
#[derive(Debug, Clone, Serialize)]
pub struct SourceRow {
    /// Name.
    pub outlet: String,
    /// Owner.
    pub owner: String,
    /// Kind.
    pub kind: String,
    /// Letter.
    pub reliability: &'static str,
    /// Articles in this report.
    pub articles: usize,
}

/// What happened between two on a day.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorRow {
    /// The two.
    pub pair: String,
    /// The day.
    pub day: String,
    /// Sum below zero.
    pub conflict: f64,
    /// Sum above zero.
    pub cooperation: f64,
    /// Events.
    pub events: usize,
}

/// What a sentence was built from: a record in an article.
#[derive(Debug, Clone, Serialize)]
pub struct Reference {
    /// Number, from 1.
    pub number: usize,
    /// Id of the record; empty for an open question.
    pub record: String,
    /// Id of the article.
    pub article: String,
    /// Headline.
    pub title: String,
    /// Outlet.
    pub outlet: String,
    /// Address.
    pub url: Option<String>,
    /// When it was published.
    pub published: String,
    /// First code point of the passage.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The passage.
    pub quote: String,
    /// The word that names the act.
    pub trigger: String,
    /// Language of the article.
    pub language: String,
}

/// Sections that tell events, with the statuses that belong there.
const SECTIONS: [(&str, &[Status]); 4] = [
    ("confirmed", &[Status::Confirmed, Status::Corroborated]),
    ("claimed", &[Status::Claimed]),
    ("disputed", &[Status::Disputed, Status::Denied, Status::Retracted]),
    ("possible", &[Status::Possible, Status::Warned]),
];
/// Pairs that are plotted.
const PAIRS: usize = 6;
/// Records of one event that are read for telling it.
const TOLD: usize = 12;

struct Teller<'w> {
    words: &'w Words,
    records: BTreeMap<Key, Record>,
    articles: BTreeMap<Key, KeptArticle>,
    references: Vec<Reference>,
    numbers: BTreeMap<Key, usize>,
}

/// Writes the report of a ledger.
///
/// # Errors
/// If the ledger fails.
pub fn report(
    ledger: &mut dyn Ledger,
    request: &Request,
    quoted: &Quoted,
    words: &Words,
) -> Result<Report, LedgerError> {
    let picture = Picture::at(ledger, request.view, quoted)?;
    let mut wanted: Vec<&Event> =
        picture.events.iter().filter(|event| request.filter.takes(event)).collect();
    wanted.sort_by_key(|event| (std::cmp::Reverse(Picture::weight(event)), event.first, event.key));
    let told: Vec<&Event> = wanted.iter().copied().filter(|event| !event.background).collect();

    // choose what is told, then read only that
    let is_reaction = |event: &Event| {
        matches!(event.kind.quad_class(), QuadClass::VerbalConflict | QuadClass::VerbalCooperation)
            && event.kind != EventType::Consult
            && event.kind != EventType::Agree
    };
    let mut chosen: Vec<(&'static str, Vec<&Event>, usize)> = Vec::new();
    for (name, statuses) in SECTIONS {
        let mut all = told.iter().copied().filter(|event| {
            statuses.contains(&event.standing.status)
                && (!is_reaction(event) || event.standing.status == Status::Disputed)
        });
        let shown: Vec<&Event> = all.by_ref().take(request.most).collect();
        chosen.push((name, shown, all.count()));
    }
    let mut all = told.iter().copied().filter(|event| {
        is_reaction(event)
            && matches!(
                event.standing.status,
                Status::Claimed | Status::Corroborated | Status::Confirmed
            )
    });
    let reactions: Vec<&Event> = all.by_ref().take(request.most).collect();
    let more = all.count();
    chosen.push(("reactions", reactions, more));

    let mut teller = Teller {
        words,
        records: BTreeMap::new(),
        articles: BTreeMap::new(),
        references: Vec::new(),
        numbers: BTreeMap::new(),
    };
    let shown: Vec<&Event> = chosen.iter().flat_map(|(_, events, _)| events.clone()).collect();
    let changed = match request.since {
        Some(since) => {
            let before = Picture::at(
                ledger,
                View { as_of: Some(since), known_at: request.view.known_at },
                quoted,
            )?;
            changes(&before, &picture)
        }
        None => Default::default(),
    };
    let in_report = |key: &Key| wanted.iter().any(|event| event.key == *key);
    let changed_events: Vec<&Event> = changed
        .status
        .iter()
        .map(|(key, ..)| key)
        .chain(changed.new.iter())
        .chain(changed.withdrawn.iter().map(|(_, key, _)| key))
        .filter(|key| in_report(key))
        .filter_map(|key| picture.event(*key))
        .collect();
    let changed_shown: Vec<&Event> =
        changed_events.iter().copied().take(2 * request.most).collect();
    teller.read(ledger, &picture, shown.iter().chain(&changed_shown).copied())?;

    let mut sections: Vec<Section> = Vec::new();
    let mut numbers: Vec<Table> = Vec::new();
    for (name, events, more) in &chosen {
        let items = events.iter().map(|event| teller.item(&picture, event)).collect();
        sections.push(teller.section(name, items, *more));
        for event in events {
            numbers.extend(teller.tables(&picture, event));
        }
    }
    numbers.sort_by_key(|table| std::cmp::Reverse(table.rows.len()));
    numbers.truncate(request.most);
    let unknown = teller.unknown(ledger, &picture, &told, request.most)?;
    sections.push(unknown);
    if let Some(since) = request.since {
        sections.push(teller.changes(&picture, &changed, &in_report, since, request.most));
    }
    let (sources, relations) = teller.sources(ledger, &picture)?;

    let mut tally: BTreeMap<Status, usize> = BTreeMap::new();
    for event in &told {
        *tally.entry(event.standing.status).or_default() += 1;
    }
    let summary = teller.summary(&picture, &told, &tally, &chosen);
    let series: Series = indicators(&picture, |event| request.filter.takes(event));
    let pairs = busiest(&series, PAIRS);
    let rows = pairs.iter().flat_map(|pair| {
        let name = format!("{} – {}", words.country(pair.0), words.country(pair.1));
        series[pair].iter().map(move |(day, what)| IndicatorRow {
            pair: name.clone(),
            day: crate::fact::day_of(*day).to_string(),
            conflict: what.conflict,
            cooperation: what.cooperation,
            events: what.events.len(),
        })
    });
    let rows = rows.collect();
    let last = picture.events.iter().map(|event| event.last).max().unwrap_or(0);
    let mut moment = words.fill("as_of", &words.moment(request.view.as_of.unwrap_or(last)));
    if let Some(known_at) = request.view.known_at {
        moment = format!("{moment}, {}", words.fill("known_at", &words.moment(known_at)));
    }
    let labels = [
        "summary",
        "numbers",
        "sources",
        "indicators",
        "references",
        "outlet",
        "owner",
        "kind",
        "reliability",
        "articles",
        "nothing",
        "withdrawn",
        "day",
        "pair",
        "conflict",
        "cooperation",
    ];
    Ok(Report {
        language: words.language().to_owned(),
        title: words.get("title").to_owned(),
        moment,
        summary,
        sections,
        numbers,
        sources,
        relations,
        indicators: rows,
        plot: plot(&series, &pairs, |country| words.country(country)),
        references: teller.references,
        labels: labels.iter().map(|label| (*label, words.get(label).to_owned())).collect(),
    })
}

impl Teller<'_> {
    /// Reads the records and articles that tell of events.
    fn read<'e>(
        &mut self,
        ledger: &mut dyn Ledger,
        picture: &Picture,
        events: impl Iterator<Item = &'e Event>,
    ) -> Result<(), LedgerError> {
        let mut keys: Vec<Key> = Vec::new();
        let mut articles: Vec<Key> = Vec::new();
        for event in events {
            keys.push(event.key);
            let wanted = telling(picture, event);
            articles.extend(wanted.iter().map(|fact| fact.article));
            keys.extend(wanted.iter().map(|fact| fact.key));
        }
        keys.sort_unstable();
        keys.dedup();
        articles.sort_unstable();
        articles.dedup();
        articles.retain(|key| !self.articles.contains_key(key));
        let records = ledger.records(&keys)?;
        self.records.extend(keys.into_iter().zip(records));
        self.articles.extend(ledger.articles(&articles)?.into_iter().map(|kept| (kept.key, kept)));
        Ok(())
    }

    fn section(&self, name: &'static str, items: Vec<Item>, more: usize) -> Section {
        Section {
            name,
            title: self.words.get(name).to_owned(),
            items,
            more,
            more_told: self.words.fill("more", &more.to_string()),
        }
    }

    /// The number of the reference to a record; `None` if it was not read.
    fn reference(&mut self, fact: &Fact) -> Option<usize> {
        if let Some(number) = self.numbers.get(&fact.key) {
            return Some(*number);
        }
        let record = self.records.get(&fact.key)?;
        let kept = self.articles.get(&fact.article)?;
        let number = self.references.len() + 1;
        self.references.push(Reference {
            number,
            record: record.id.clone(),
            article: kept.article.id.clone(),
            title: kept.article.title.clone(),
            outlet: self.outlet(&kept.outlet.name).to_owned(),
            url: kept.article.url.clone(),
            published: self.words.moment(kept.published),
            start: record.sentence.start,
            end: record.sentence.end,
            quote: one_line(&record.sentence.text),
            trigger: record.trigger.text.clone(),
            language: kept.article.language.clone().unwrap_or_default(),
        });
        self.numbers.insert(fact.key, number);
        Some(number)
    }

    fn references(&mut self, facts: &[&Fact]) -> Vec<usize> {
        let mut numbers: Vec<usize> =
            facts.iter().filter_map(|fact| self.reference(fact)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn outlet<'a>(&'a self, name: &'a str) -> &'a str {
        self.words.outlet(name)
    }

    fn id(&self, event: &Event) -> String {
        self.records.get(&event.key).map(|record| short(&record.id)).unwrap_or_default()
    }

    /// What an event is: act, who, whom, where, when.
    fn name(&self, picture: &Picture, event: &Event) -> String {
        let words = self.words;
        let mut text = words.act(event.kind, event.mode);
        let names = |codes: &[Code]| -> Vec<String> {
            codes.iter().map(|code| words.code(*code)).collect()
        };
        let (actors, recipients) = (names(&event.actors), names(&event.recipients));
        let mut parts: Vec<String> = Vec::new();
        match (actors.is_empty(), recipients.is_empty()) {
            (false, false) => {
                parts.push(format!("{} → {}", words.list(&actors), words.list(&recipients)));
            }
            (false, true) => parts.push(words.list(&actors)),
            (true, false) => parts.push(format!("→ {}", words.list(&recipients))),
            (true, true) => {}
        }
        if let Some(spot) = &event.place {
            let record = telling(picture, event).iter().find_map(|fact| {
                fact.place
                    .filter(|place| place.name == spot.name)
                    .and_then(|_| self.records.get(&fact.key))
            });
            let name = record.and_then(|record| record.place.as_ref());
            if let Some(place) = name {
                let name = place.name.as_deref().unwrap_or(&place.span.text);
                parts.push(format!("{} {}", words.get("in"), words.place(name, spot)));
            }
        }
        if let Some(when) = event.when.filter(|(start, end)| end - start <= 31) {
            parts.push(words.when(when));
        }
        if !parts.is_empty() {
            text = format!("{text}: {}", parts.join(", "));
        }
        text
    }

    /// Who an origin is, in words.
    fn origin(&self, picture: &Picture, event: &Event, origin: &Origin) -> String {
        match origin {
            Origin::Institution(country, sector) => self.words.code(Code::new(*country, *sector)),
            Origin::Person(name) => picture
                .facts(event)
                .iter()
                .filter(|fact| {
                    fact.voice.source.as_ref().is_some_and(|source| source.name == *name)
                })
                .find_map(|fact| {
                    let record = self.records.get(&fact.key)?;
                    Some(one_line(&record.attribution.last()?.source.span.text))
                })
                .unwrap_or_else(|| "?".to_owned()),
            Origin::Outlet(owner) => {
                let known = picture.facts(event).iter().find_map(|fact| {
                    let kept = self.articles.get(&fact.article)?;
                    (kept.outlet.owner_key() == *owner).then(|| kept.outlet.name.clone())
                });
                let any = || {
                    let cited = picture.facts(event).iter().find(|fact| {
                        fact.voice.owner == *owner || fact.voice.cites.contains(owner)
                    })?;
                    Some(self.articles.get(&cited.article)?.outlet.name.clone())
                };
                let name = known.or_else(any).unwrap_or_default();
                self.words.fill("own_report", self.outlet(&name))
            }
        }
    }

    fn item(&mut self, picture: &Picture, event: &Event) -> Item {
        let words = self.words;
        let facts: Vec<&Fact> = telling(picture, event);
        let causes: Vec<&Fact> = facts
            .iter()
            .copied()
            .filter(|fact| event.standing.because.contains(&fact.key))
            .collect();
        let causes = if causes.is_empty() { facts.clone() } else { causes };
        let mut text = format!("{}. ", self.name(picture, event));
        text.push_str(&capital(words.status(event.standing.status)));
        let origins: Vec<String> = event
            .standing
            .origins
            .iter()
            .take(6)
            .map(|origin| self.origin(picture, event, origin))
            .collect();
        match event.standing.origins.len() {
            0 => {}
            1 => text.push_str(&format!(", {}", words.get("origins_one"))),
            many => text.push_str(&format!(", {}", words.fill("origins", &many.to_string()))),
        }
        if !origins.is_empty() {
            text.push_str(&format!(" ({})", words.list(&origins)));
        } else if let Some(fact) = causes.first()
            && let Some(source) = self.source(fact)
        {
            text.push_str(&format!(", {}", words.fill("says", &source)));
        }
        if !event.standing.deniers.is_empty() {
            let deniers: Vec<String> = event
                .standing
                .deniers
                .iter()
                .map(|origin| self.origin(picture, event, origin))
                .collect();
            text.push_str(&format!("; {}", words.fill("denied_by", &words.list(&deniers))));
        }
        if event.checked {
            text.push_str(&format!("; {}", words.get("checked")));
        }
        text.push('.');
        let references = self.references(&causes);
        let mut quotable = causes.clone();
        quotable.sort_by_key(|fact| std::cmp::Reverse(likeness(picture, event, fact)));
        let quote = quotable.iter().find_map(|fact| {
            let reference = self.reference(fact)?;
            let of = self.references.get(reference - 1)?;
            Some(Quote { text: of.quote.clone(), language: of.language.clone(), reference })
        });
        let ledger = picture
            .timeline(event)
            .into_iter()
            .map(|step| {
                let own: Vec<&Fact> =
                    facts.iter().copied().filter(|fact| step.records.contains(&fact.key)).collect();
                let references = self.references(&own);
                let grade =
                    format!("{}{}", step.standing.reliability.as_str(), step.standing.credibility);
                Sentence {
                    text: format!(
                        "{}: {} ({grade})",
                        words.moment(step.published),
                        words.status(step.standing.status)
                    ),
                    references,
                }
            })
            .collect();
        Item {
            event: self.id(event),
            status: event.standing.status.as_str().to_owned(),
            grade: grade(event),
            sentences: vec![Sentence { text, references }],
            quote,
            ledger,
        }
    }

    /// Who says so, as the article names him.
    fn source(&self, fact: &Fact) -> Option<String> {
        let record = self.records.get(&fact.key)?;
        let named =
            record.attribution.iter().rev().find(|link| {
                link.cue.as_ref().is_none_or(|cue| cue.start != link.source.span.start)
            });
        match named {
            Some(link) => Some(one_line(&link.source.span.text)),
            None => {
                let kept = self.articles.get(&fact.article)?;
                Some(self.outlet(&kept.outlet.name).to_owned())
            }
        }
    }

    fn tables(&mut self, picture: &Picture, event: &Event) -> Vec<Table> {
        let words = self.words;
        let mut tables = Vec::new();
        for figures in picture.figures(event) {
            if figures.told.len() < 2 {
                continue;
            }
            let rows: Vec<FigureRow> = figures
                .told
                .iter()
                .filter_map(|(sum, key, published, withdrawn)| {
                    let fact = picture.facts(event).iter().find(|fact| fact.key == *key)?;
                    let reference = self.reference(fact)?;
                    Some(FigureRow {
                        published: words.moment(*published),
                        figure: words.sum(sum),
                        source: self.source(fact).unwrap_or_default(),
                        withdrawn: *withdrawn,
                        reference,
                    })
                })
                .collect();
            if rows.len() < 2 {
                continue;
            }
            let trend = match figures.trend {
                1 => words.get("rising"),
                -1 => words.get("falling"),
                _ => words.get("steady"),
            };
            let range = if figures.range.0 > figures.range.1 {
                String::new()
            } else if figures.range.0 == figures.range.1 {
                words.number(figures.range.0)
            } else {
                words.range(figures.range.0, figures.range.1)
            };
            let range = [range.as_str(), trend]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            tables.push(Table {
                event: self.id(event),
                title: format!(
                    "{} – {}",
                    capital(words.counts(figures.counts)),
                    self.name(picture, event)
                ),
                range,
                rows,
            });
        }
        tables
    }

    /// What articles say is not known.
    fn unknown(
        &mut self,
        ledger: &mut dyn Ledger,
        picture: &Picture,
        told: &[&Event],
        most: usize,
    ) -> Result<Section, LedgerError> {
        let mut articles: Vec<(Seconds, Key)> = told
            .iter()
            .take(60)
            .flat_map(|event| picture.facts(event))
            .map(|fact| (fact.published, fact.article))
            .collect();
        articles.sort_unstable_by(|a, b| b.cmp(a));
        articles.dedup();
        articles.truncate(60);
        let keys: Vec<Key> = articles.iter().map(|(_, key)| *key).collect();
        let found = ledger.questions(&keys)?;
        let more = found.len().saturating_sub(most);
        let found: Vec<_> = found.into_iter().take(most).collect();
        let mut missing: Vec<Key> = found.iter().map(|(key, _)| *key).collect();
        missing.retain(|key| !self.articles.contains_key(key));
        missing.sort_unstable();
        missing.dedup();
        self.articles.extend(ledger.articles(&missing)?.into_iter().map(|kept| (kept.key, kept)));
        let mut items = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for (key, question) in found {
            let Some(kept) = self.articles.get(&key) else { continue };
            let text = one_line(&question.span.text);
            if seen.contains(&text) {
                continue;
            }
            seen.push(text.clone());
            let number = self.references.len() + 1;
            let language = kept.article.language.clone().unwrap_or_default();
            let outlet = self.outlet(&kept.outlet.name);
            let told = format!("{outlet} ({})", self.words.moment(kept.published));
            self.references.push(Reference {
                number,
                record: String::new(),
                article: kept.article.id.clone(),
                title: kept.article.title.clone(),
                outlet: self.outlet(&kept.outlet.name).to_owned(),
                url: kept.article.url.clone(),
                published: self.words.moment(kept.published),
                start: question.span.start,
                end: question.span.end,
                quote: text.clone(),
                trigger: String::new(),
                language: language.clone(),
            });
            items.push(Item {
                sentences: vec![Sentence { text: told, references: vec![number] }],
                quote: Some(Quote { text, language, reference: number }),
                ..Item::default()
            });
        }
        Ok(self.section("unknown", items, more))
    }

    fn changes(
        &mut self,
        picture: &Picture,
        changed: &crate::diff::Changes,
        in_report: &dyn Fn(&Key) -> bool,
        since: Seconds,
        most: usize,
    ) -> Section {
        let words = self.words;
        let mut items = Vec::new();
        let mut tell = |teller: &mut Self, key: Key, what: String| {
            let Some(event) = picture.event(key).filter(|event| in_report(&event.key)) else {
                return;
            };
            let facts = telling(picture, event);
            let references = teller.references(&facts[..facts.len().min(2)]);
            let text = format!("{what}: {}.", teller.name(picture, event));
            items.push(Item {
                event: teller.id(event),
                status: event.standing.status.as_str().to_owned(),
                grade: grade(event),
                sentences: vec![Sentence { text, references }],
                ..Item::default()
            });
        };
        for (key, from, to) in &changed.status {
            let what = words
                .get("change_status")
                .replace("{from}", words.status(*from))
                .replace("{to}", words.status(*to));
            tell(self, *key, capital(&what));
        }
        let mut corrected: Vec<Key> = changed.withdrawn.iter().map(|(_, key, _)| *key).collect();
        corrected.dedup();
        for key in corrected {
            tell(self, key, words.get("change_withdrawn").to_owned());
        }
        let mut new: Vec<&Event> =
            changed.new.iter().filter_map(|key| picture.event(*key)).collect();
        new.retain(|event| !event.background);
        new.sort_by_key(|event| (std::cmp::Reverse(Picture::weight(event)), event.key));
        for event in new {
            let what =
                format!("{} ({})", words.get("change_new"), words.status(event.standing.status));
            tell(self, event.key, what);
        }
        let more = items.len().saturating_sub(most);
        items.truncate(most);
        let mut section = self.section("changes", items, more);
        section.title = words.fill("changes", &words.moment(since));
        section
    }

    /// The outlets behind the report, and how their articles relate.
    fn sources(
        &mut self,
        ledger: &mut dyn Ledger,
        picture: &Picture,
    ) -> Result<(Vec<SourceRow>, Vec<Sentence>), LedgerError> {
        let mut outlets: BTreeMap<String, SourceRow> = BTreeMap::new();
        for kept in self.articles.values() {
            let row = outlets.entry(kept.outlet.name.clone()).or_insert_with(|| SourceRow {
                outlet: self.words.outlet(&kept.outlet.name).to_owned(),
                owner: kept.outlet.owner.clone(),
                kind: kept.outlet.kind.clone(),
                reliability: kept.outlet.reliability.as_str(),
                articles: 0,
            });
            row.articles += 1;
        }
        let keys: Vec<Key> = self.articles.keys().copied().collect();
        let mut links: Vec<(Key, Key, Relation, String)> = Vec::new();
        for entry in ledger.entries_about(&keys)? {
            if entry.key > picture.up_to {
                continue;
            }
            if let What::Linked { to, relation, reasons } = entry.what {
                let why = reasons.first().map(|reason| reason.what.clone()).unwrap_or_default();
                links.push((entry.subject, to, relation, why));
            }
        }
        let mut missing: Vec<Key> = links.iter().map(|(_, to, ..)| *to).collect();
        missing.retain(|key| !self.articles.contains_key(key));
        missing.sort_unstable();
        missing.dedup();
        self.articles.extend(ledger.articles(&missing)?.into_iter().map(|kept| (kept.key, kept)));
        let relations = links
            .into_iter()
            .filter_map(|(from, to, relation, _)| {
                // of two copies the later printed the earlier, whichever came in first
                let (mut one, mut two) = (self.articles.get(&from)?, self.articles.get(&to)?);
                if relation == Relation::Copy && one.published < two.published {
                    std::mem::swap(&mut one, &mut two);
                }
                let verb = self.words.get(match relation {
                    Relation::Copy => "copy",
                    Relation::Version => "version",
                    Relation::Correction => "correction",
                    Relation::Citing => "citing",
                });
                let told = |kept: &KeptArticle| {
                    let outlet = self.outlet(&kept.outlet.name);
                    format!("{outlet} “{}”", one_line(&kept.article.title))
                };
                let text = format!("{} {verb} {}.", told(one), told(two));
                Some(Sentence { text, references: Vec::new() })
            })
            .collect();
        Ok((outlets.into_values().collect(), relations))
    }

    fn summary(
        &mut self,
        picture: &Picture,
        told: &[&Event],
        tally: &BTreeMap<Status, usize>,
        chosen: &[(&'static str, Vec<&Event>, usize)],
    ) -> Vec<Sentence> {
        let words = self.words;
        let mut articles: Vec<Key> =
            told.iter().flat_map(|event| picture.facts(event)).map(|fact| fact.article).collect();
        articles.sort_unstable();
        articles.dedup();
        let mut stories: Vec<Key> = told.iter().filter_map(|event| event.story).collect();
        stories.sort_unstable();
        stories.dedup();
        let counted = words
            .get("counted")
            .replace("{articles}", &articles.len().to_string())
            .replace("{events}", &told.len().to_string())
            .replace("{stories}", &stories.len().to_string());
        let mut spread = words.get("tally").to_owned();
        for status in [
            Status::Warned,
            Status::Possible,
            Status::Claimed,
            Status::Corroborated,
            Status::Confirmed,
            Status::Disputed,
            Status::Denied,
            Status::Retracted,
        ] {
            let count = tally.get(&status).copied().unwrap_or(0);
            spread = spread.replace(&format!("{{{status}}}"), &count.to_string());
        }
        let mut sentences =
            vec![Sentence { text: format!("{counted} {spread}"), references: Vec::new() }];
        for (_, events, _) in chosen.iter().take(3) {
            for event in events.iter().take(2) {
                let facts = telling(picture, event);
                let references = self.references(&facts[..facts.len().min(3)]);
                let text = format!(
                    "{}: {}.",
                    capital(words.status(event.standing.status)),
                    self.name(picture, event)
                );
                sentences.push(Sentence { text, references });
            }
        }
        sentences
    }
}

/// The facts that tell an event best: those that cause its status and those with figures, in order
/// of publication, not more than can be read.
fn telling<'p>(picture: &'p Picture, event: &Event) -> Vec<&'p Fact> {
    let facts = picture.facts(event);
    if facts.len() <= TOLD {
        return facts.iter().collect();
    }
    let mut ranked: Vec<(u8, usize)> = facts
        .iter()
        .enumerate()
        .map(|(at, fact)| {
            let cause = event.standing.because.contains(&fact.key);
            let rank = match (cause, fact.figures.is_empty()) {
                (true, false) => 0,
                (true, true) => 1,
                (false, false) => 2,
                (false, true) => 3,
            };
            (rank, at)
        })
        .collect();
    ranked.sort_unstable();
    let mut chosen: Vec<usize> = ranked.into_iter().take(TOLD).map(|(_, at)| at).collect();
    chosen.sort_unstable();
    chosen.into_iter().map(|at| &facts[at]).collect()
}

/// The Admiralty pair.
pub fn grade(event: &Event) -> String {
    format!("{}{}", event.standing.reliability.as_str(), event.standing.credibility)
}

/// As many digits of an id as are shown.
pub fn short(id: &str) -> String {
    id.chars().take(12).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// Line breaks and runs of spaces become one space; what steers a terminal vanishes.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(|c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}'), "")
}

/// How well a record tells an event: it says so for certain, and names who, whom, where and how many as
/// the event does.
fn likeness(picture: &Picture, event: &Event, fact: &Fact) -> usize {
    let shares = |own: &[Code], all: &[Code]| {
        own.iter().any(|code| all.iter().any(|other| other.country == code.country))
    };
    let same_place =
        matches!((fact.place, event.place), (Some(one), Some(two)) if one.name == two.name);
    2 * usize::from(fact.asserts() && !picture.links.is_withdrawn(fact.key))
        + usize::from(fact.factuality == Factuality::Certain)
        + usize::from(fact.kind == event.kind)
        + usize::from(shares(&fact.actors, &event.actors))
        + usize::from(shares(&fact.recipients, &event.recipients))
        + usize::from(same_place)
        + usize::from(!fact.figures.is_empty())
}
