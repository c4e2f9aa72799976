//! Opens connections: looks up the host, connects, asks a proxy for a tunnel, and adds TLS, all within a deadline.

use super::connection::Connection;
use super::stream::{Stream, Timed, left};
use crate::client::proxy::Address;
use http::Uri;
use http::uri::Scheme;
use rustls::ClientConfig;
use std::io::{self, ErrorKind, Write as _};
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// The server of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) secure: bool,
    pub(super) host: String,
    pub(super) port: u16,
}

impl Server {
    pub(super) fn of(uri: &Uri) -> Self {
        let secure = uri.scheme() != Some(&Scheme::HTTP);
        Self {
            secure,
            host: uri.host().unwrap_or_default().to_owned(),
            port: uri.port_u16().unwrap_or(if secure { 443 } else { 80 }),
        }
    }

    /// Connects to the server, through the proxy if there is one.
    pub(super) fn connect(
        &self,
        tls: Option<&Arc<ClientConfig>>,
        proxy: Option<&Address>,
        until: Instant,
    ) -> io::Result<Connection> {
        let mut stream = match proxy {
            None => tcp(&self.host, self.port, until)?,
            Some(proxy) => {
                let mut stream = tcp(&proxy.host, proxy.port, until)?;
                if let Some(tls) = tls.filter(|_| proxy.secure) {
                    stream = stream.secure(tls, &proxy.host)?;
                }
                self.tunnel(stream, proxy)?
            }
        };
        if let Some(tls) = tls {
            stream = stream.secure(tls, &self.host)?;
        }
        Ok(Connection::new(stream))
    }

    /// Asks the proxy for a tunnel to the server.
    fn tunnel(&self, mut stream: Stream, proxy: &Address) -> io::Result<Stream> {
        let (host, port) = (&self.host, self.port);
        let mut request = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n").into_bytes();
        if let Some(authorization) = &proxy.authorization {
            request.extend_from_slice(b"Proxy-Authorization: ");
            request.extend_from_slice(authorization.as_bytes());
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"\r\n");
        stream.write_all(&request)?;
        stream.flush()?;
        let mut connection = Connection::new(stream);
        let head = connection.head()?;
        if !head.status.is_success() {
            let why = format!("the proxy answered HTTP {}", head.status.as_u16());
            return Err(io::Error::other(why));
        }
        connection
            .into_stream()
            .ok_or_else(|| io::Error::new(ErrorKind::InvalidData, "the proxy sent more than its answer"))
    }
}

/// Connects to one of the addresses of a host.
fn tcp(host: &str, port: u16, until: Instant) -> io::Result<Stream> {
    /// The time for each address at first, so that a network without IPv6 costs little; it suffices for most servers.
    const SHORT: Duration = Duration::from_millis(300);
    let addresses = addresses(host, port, until)?;
    let mut last = io::Error::new(ErrorKind::NotFound, "the host has no address");
    let rounds: &[Option<Duration>] = match addresses.len() {
        0 | 1 => &[None],
        _ => &[Some(SHORT), None],
    };
    for round in rounds {
        for (index, address) in addresses.iter().enumerate() {
            let left = left(until)?;
            let others = u32::try_from(addresses.len() - index).unwrap_or(u32::MAX);
            let time = round
                .unwrap_or(left / others.max(1))
                .clamp(Duration::from_millis(1), left);
            match TcpStream::connect_timeout(address, time) {
                Ok(tcp) => {
                    tcp.set_nodelay(true)?;
                    return Ok(Stream::Plain(Timed::new(tcp, until)));
                }
                Err(error) => last = error,
            }
        }
        if last.kind() != ErrorKind::TimedOut {
            break;
        }
    }
    Err(last)
}

/// Looks up a host on a thread of its own, since the system's lookup has no time limit.
fn addresses(host: &str, port: u16, until: Instant) -> io::Result<Vec<SocketAddr>> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<IpAddr>() {
        return Ok(vec![(address, port).into()]);
    }
    let (found, finds) = mpsc::sync_channel(1);
    let name = bare.to_owned();
    thread::Builder::new()
        .name("planfix-lookup".to_owned())
        .spawn(move || {
            // Fails only if the caller stopped waiting.
            drop(found.send((name.as_str(), port).to_socket_addrs().map(Vec::from_iter)));
        })?;
    match finds.recv_timeout(left(until)?) {
        Ok(addresses) => addresses,
        Err(_) => Err(ErrorKind::TimedOut.into()),
    }
}
