//! The hosts to reach without a proxy, as in `NO_PROXY`.

use std::net::IpAddr;

/// The hosts to reach without a proxy: names with all names below them, addresses, networks, or all.
#[derive(Default)]
pub(super) struct Exceptions {
    all: bool,
    names: Vec<String>,
    networks: Vec<(IpAddr, u8)>,
}

impl Exceptions {
    /// Reads a list such as `localhost,.example.com,10.0.0.0/8`.
    pub(super) fn of(list: &str) -> Self {
        let mut exceptions = Self::default();
        for entry in list.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            if entry == "*" {
                exceptions.all = true;
            } else if let Some(network) = network(entry) {
                exceptions.networks.push(network);
            } else {
                let name = entry.trim_start_matches('.');
                exceptions.names.push(name.to_ascii_lowercase());
            }
        }
        exceptions
    }

    /// Returns true if this host is in the list.
    pub(super) fn has(&self, host: &str) -> bool {
        if self.all {
            return true;
        }
        if let Some(address) = address(host) {
            return self.networks.iter().any(|network| contains(*network, address));
        }
        let host = host.to_ascii_lowercase();
        self.names.iter().any(|name| {
            host.strip_suffix(name.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        })
    }
}

fn address(text: &str) -> Option<IpAddr> {
    text.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Reads an address, or a network such as `10.0.0.0/8`.
fn network(entry: &str) -> Option<(IpAddr, u8)> {
    let (start, bits) = match entry.split_once('/') {
        Some((start, bits)) => (address(start)?, Some(bits.parse::<u8>().ok()?)),
        None => (address(entry)?, None),
    };
    let most = if start.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(most);
    (bits <= most).then_some((start, bits))
}

fn contains((start, bits): (IpAddr, u8), address: IpAddr) -> bool {
    match (start, address) {
        (IpAddr::V4(start), IpAddr::V4(address)) => {
            let differ = start.to_bits() ^ address.to_bits();
            differ.leading_zeros() >= u32::from(bits)
        }
        (IpAddr::V6(start), IpAddr::V6(address)) => {
            let differ = start.to_bits() ^ address.to_bits();
            differ.leading_zeros() >= u32::from(bits)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cover_the_names_below_them() {
        let exceptions = Exceptions::of(" Planfix.ru , .example.com,,localhost");
        for host in [
            "planfix.ru",
            "apiru.PLANFIX.ru",
            "example.com",
            "a.b.example.com",
            "localhost",
        ] {
            assert!(exceptions.has(host), "{host}");
        }
        for host in ["myplanfix.ru", "planfix.ru.org", "com", "127.0.0.1", ""] {
            assert!(!exceptions.has(host), "{host}");
        }
        assert!(!Exceptions::of("").has("planfix.ru"));
        assert!(Exceptions::of("x, *").has("planfix.ru"));
    }

    #[test]
    fn networks_cover_their_addresses() {
        let exceptions = Exceptions::of("10.0.0.0/8, 192.168.1.7, ::1, fd00::/8, 1.2.3.4/33");
        for host in ["10.9.8.7", "192.168.1.7", "[::1]", "[fd12::3]"] {
            assert!(exceptions.has(host), "{host}");
        }
        for host in ["11.0.0.1", "192.168.1.8", "[::2]", "1.2.3.4", "[fe00::1]"] {
            assert!(!exceptions.has(host), "{host}");
        }
        assert!(Exceptions::of("0.0.0.0/0").has("8.8.8.8"));
    }
}
