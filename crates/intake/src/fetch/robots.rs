//! What hosts allow, asked for once a day.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use robotxt::{AccessResult, Robots};

/// How long a `robots.txt` holds: RFC 9309 says no more than a day.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// How long a host that could not say is not asked again.
const SHORT: Duration = Duration::from_secs(600);
/// More hosts than this are not kept.
const MAX_HOSTS: usize = 20_000;

/// What a host said.
#[derive(Debug, Clone)]
pub(crate) enum Rules {
    Known(Arc<Robots>),
    /// The host answered with this error.
    Unreachable(u16),
}

impl Rules {
    /// The rules in the text of a `robots.txt`.
    pub fn of_text(text: &[u8], agent: &str) -> Rules {
        Rules::Known(Arc::new(Robots::from_access(AccessResult::Successful(text), agent)))
    }

    /// The rules of a host that answered with an error.
    pub fn of_status(status: u16) -> Rules {
        match status {
            500.. | 429 => Rules::Unreachable(status),
            _ => Rules::all(),
        }
    }

    /// Everything is allowed.
    pub fn all() -> Rules {
        Rules::Known(Arc::new(Robots::allow_all()))
    }

    fn lifetime(&self) -> Duration {
        match self {
            Rules::Known(_) => DAY,
            Rules::Unreachable(_) => SHORT,
        }
    }
}

/// The rules of the hosts that have been asked.
#[derive(Debug, Default)]
pub(crate) struct RobotsCache {
    known: Mutex<HashMap<String, (Instant, Rules)>>,
}

impl RobotsCache {
    pub fn get(&self, origin: &str) -> Option<Rules> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, rules) = known.get(origin)?;
        (at.elapsed() < rules.lifetime()).then(|| rules.clone())
    }

    pub fn put(&self, origin: String, rules: Rules) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_HOSTS {
            known.retain(|_, (at, rules)| at.elapsed() < rules.lifetime());
            if known.len() >= MAX_HOSTS {
                known.clear();
            }
        }
        known.insert(origin, (Instant::now(), rules));
    }
}
