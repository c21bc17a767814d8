//! Which addresses are public, and a resolver that gives no others.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Whether an address belongs to a host on the public internet, after the special-purpose
/// registries of IANA (RFC 6890): not private, shared, loopback, link-local, multicast, reserved,
/// unspecified or for documentation, and no IPv4 address in the guise of IPv6.
///
/// ```
/// use intake::fetch::is_public;
/// assert!(is_public("8.8.8.8".parse().unwrap()));
/// assert!(!is_public("169.254.169.254".parse().unwrap()));
/// assert!(!is_public("::ffff:8.8.8.8".parse().unwrap()));
/// ```
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224.., ..)
    );
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    match (a, b) {
        // 64:ff9b::/96, IPv4 behind a translator: as public as what it stands for.
        (0x64, 0xff9b) if address.segments()[2..6] == [0; 4] => {
            let [.., a, b, c, d] = address.octets();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Teredo, benchmarking, ORCHID and the like.
        (0x2001, 0..=0x01ff | 0x0db8) => false,
        // 6to4, which wraps IPv4.
        (0x2002, _) => false,
        (0x3fff, 0..=0x0fff) => false,
        // Only 2000::/3 has been given out.
        (0x2000..=0x3fff, _) => true,
        _ => false,
    }
}

/// Resolves names to public addresses alone. The connection is made to what this returns, so a name
/// is never resolved a second time between the check and the connection.
#[derive(Debug)]
pub(crate) struct PublicResolver<R = DefaultResolver> {
    allow_private: bool,
    inner: R,
}

impl PublicResolver {
    pub fn new(allow_private: bool) -> Self {
        PublicResolver { allow_private, inner: DefaultResolver::default() }
    }
}

/// A name that leads only to addresses that are not public.
#[derive(Debug, thiserror::Error)]
#[error("{0} is not a public address")]
pub(crate) struct NotPublic(pub IpAddr);

impl<R: Resolver> Resolver for PublicResolver<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let all = self.inner.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(all);
        }
        let mut public = self.inner.empty();
        for address in all.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        match all.first() {
            Some(first) if public.is_empty() => Err(Error::Other(NotPublic(first.ip()).into())),
            _ => Ok(public),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use ureq::unversioned::transport::DefaultConnector;

    use super::*;

    /// Answers each time with the next of some lists of addresses, the last for ever.
    #[derive(Debug, Clone)]
    struct Turning {
        asked: Arc<AtomicUsize>,
        answers: Vec<Vec<SocketAddr>>,
    }

    impl Resolver for Turning {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, Error> {
            let at = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
            let mut addresses = self.empty();
            self.answers[at].iter().for_each(|address| addresses.push(*address));
            Ok(addresses)
        }
    }

    fn ask(allow_private: bool, answers: Vec<Vec<SocketAddr>>) -> (Result<(), Error>, usize) {
        let asked = Arc::new(AtomicUsize::new(0));
        let inner = Turning { asked: asked.clone(), answers };
        let config = ureq::Agent::config_builder()
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(1)))
            .build();
        let resolver = PublicResolver { allow_private, inner };
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), resolver);
        let answer = agent.get("http://turning.example/").call().map(drop);
        (answer, asked.load(Ordering::SeqCst))
    }

    #[test]
    fn a_name_that_turns_to_this_machine_gains_nothing() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let here = listener.local_addr().unwrap();
        // An address of AS112, whose servers are there to swallow such questions.
        let public: SocketAddr = "192.31.196.1:9".parse().unwrap();
        // First public, then here; both at a time; only here.
        let (answer, asked) = ask(false, vec![vec![public], vec![here]]);
        assert!(answer.is_err() && asked == 1, "{answer:?}, asked {asked} times");
        assert!(ask(false, vec![vec![here, public]]).0.is_err());
        let refused = ask(false, vec![vec![here]]).0.unwrap_err();
        assert!(refused.to_string().contains("is not a public address"), "{refused}");
        assert!(listener.accept().is_err(), "nobody may have connected");
        // The same with leave, to show that the listener would have been reached.
        let _ = ask(true, vec![vec![here]]);
        assert!(listener.accept().is_ok());
    }

    #[test]
    fn only_public_addresses_are_public() {
        let table = [
            ("8.8.8.8", true),
            ("1.1.1.1", true),
            ("93.184.216.34", true),
            ("172.15.0.1", true),
            ("172.32.0.1", true),
            ("100.63.255.255", true),
            ("100.128.0.1", true),
            ("2606:2800:220:1::1", true),
            ("2a00:1450:4001::1", true),
            ("64:ff9b::808:808", true),
            ("0.0.0.0", false),
            ("0.1.2.3", false),
            ("10.0.0.1", false),
            ("100.64.0.1", false),
            ("127.0.0.1", false),
            ("127.8.8.8", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.0.2.7", false),
            ("192.168.1.1", false),
            ("198.18.0.1", false),
            ("203.0.113.9", false),
            ("224.0.0.1", false),
            ("240.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::8.8.8.8", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:8.8.8.8", false),
            ("64:ff9b::7f00:1", false),
            ("64:ff9b:1::1", false),
            ("2001::1", false),
            ("2001:db8::1", false),
            ("2002:7f00:1::", false),
            ("fc00::1", false),
            ("fd12:3456::1", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ];
        for (address, public) in table {
            assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
        }
    }
}
