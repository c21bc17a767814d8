//! When a host may be asked again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// The longest that a host is left alone, whatever it asks for.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// How long a host is left alone that does not say how long, the first time.
const FIRST: Duration = Duration::from_secs(30);
/// More hosts than this are not kept; those at rest are forgotten.
const MAX_HOSTS: usize = 50_000;

/// The next free moment of each host.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    hosts: Mutex<HashMap<String, Host>>,
}

#[derive(Debug, Clone, Copy)]
struct Host {
    /// When the next request may go out.
    next: Instant,
    /// Until when the host does not want to be asked at all.
    silent: Option<Instant>,
    /// Refusals in a row.
    refusals: u32,
}

impl Pace {
    fn with<T>(&self, host: &str, act: impl FnOnce(&mut Host, Instant) -> T) -> T {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if hosts.len() >= MAX_HOSTS {
            hosts.retain(|_, host| host.next > now || host.silent.is_some_and(|at| at > now));
        }
        let fresh = Host { next: now, silent: None, refusals: 0 };
        act(hosts.entry(host.to_owned()).or_insert(fresh), now)
    }

    /// Takes the next free moment of a host, if it is no more than `patience` away, and returns how
    /// long to wait for it; otherwise how long the host is busy.
    pub fn reserve(
        &self,
        host: &str,
        pause: Duration,
        patience: Duration,
    ) -> Result<Duration, Duration> {
        self.with(host, |host, now| {
            let free = host.silent.map_or(host.next, |silent| silent.max(host.next)).max(now);
            let wait = free - now;
            if wait > patience {
                return Err(wait);
            }
            host.next = free + pause;
            Ok(wait)
        })
    }

    /// How long from now until a host may be asked.
    pub fn wait(&self, host: &str) -> Duration {
        self.with(host, |host, now| {
            let free = host.silent.map_or(host.next, |silent| silent.max(host.next));
            free.saturating_duration_since(now)
        })
    }

    /// A host refused: it is left alone for as long as it says, or ever longer.
    pub fn refused(&self, host: &str, retry_after: Option<Duration>) {
        self.with(host, |host, now| {
            let doubled = FIRST.saturating_mul(1 << host.refusals.min(12));
            host.refusals += 1;
            host.silent = Some(now + retry_after.unwrap_or(doubled).min(LONGEST));
        });
    }

    /// A host answered.
    pub fn answered(&self, host: &str) {
        self.with(host, |host, _| {
            host.refusals = 0;
            host.silent = None;
        });
    }
}

/// The wait that `Retry-After` asks for: seconds, or a moment as HTTP writes it.
pub(crate) fn retry_after(value: &str) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let at = SystemTime::from(jiff::fmt::rfc2822::parse(value).ok()?.timestamp());
    let wait = at.duration_since(SystemTime::now()).unwrap_or_default();
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_host_is_asked_once_a_pause() {
        let pace = Pace::default();
        assert_eq!(pace.reserve("a", SECOND, 3 * SECOND), Ok(Duration::ZERO));
        let wait = pace.reserve("a", SECOND, 3 * SECOND).unwrap();
        assert!(wait > SECOND / 2 && wait <= SECOND, "{wait:?}");
        assert_eq!(pace.reserve("b", SECOND, 3 * SECOND), Ok(Duration::ZERO));
        assert!(pace.reserve("a", SECOND, SECOND).is_err(), "two requests are before it");
    }

    #[test]
    fn refusals_make_the_silence_longer_until_an_answer() {
        let pace = Pace::default();
        pace.refused("a", None);
        let first = pace.wait("a");
        pace.refused("a", None);
        assert!(pace.wait("a") > first + FIRST / 2);
        pace.refused("a", Some(5 * SECOND));
        assert!(pace.wait("a") <= 5 * SECOND);
        pace.answered("a");
        assert_eq!(pace.wait("a"), Duration::ZERO);
    }

    #[test]
    fn retry_after_is_seconds_or_a_moment() {
        assert_eq!(retry_after(" 120 "), Some(120 * SECOND));
        assert_eq!(retry_after("99999999999"), Some(LONGEST));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert_eq!(retry_after("Fri, 31 Dec 2100 23:59:59 GMT"), Some(LONGEST));
        assert_eq!(retry_after("soon"), None);
    }
}
