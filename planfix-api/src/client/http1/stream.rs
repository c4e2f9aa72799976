//! A TCP stream, perhaps with TLS, whose reads and writes end at a deadline.

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A TCP stream with a deadline.
pub(super) struct Timed {
    tcp: TcpStream,
    until: Instant,
}

impl Timed {
    pub(super) const fn new(tcp: TcpStream, until: Instant) -> Self {
        Self { tcp, until }
    }

    /// Returns true if the server has neither closed the connection nor sent anything.
    fn is_quiet(&self) -> bool {
        let peeked = self
            .tcp
            .set_nonblocking(true)
            .and_then(|()| self.tcp.peek(&mut [0]))
            .map_err(|error| error.kind());
        self.tcp.set_nonblocking(false).is_ok() && peeked == Err(ErrorKind::WouldBlock)
    }
}

/// Returns the time until a deadline.
///
/// # Errors
/// The deadline has passed.
pub(super) fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    Ok(left)
}

/// A socket reports its timeout as `WouldBlock` on some systems.
fn timed_out(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::WouldBlock => ErrorKind::TimedOut.into(),
        _ => error,
    }
}

impl Read for Timed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(Some(left(self.until)?))?;
        self.tcp.read(into).map_err(timed_out)
    }
}

/// Fails with `WouldBlock` if the server takes no more bytes and has sent some: its answer may have come early.
impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        /// The time between two looks at what the server has sent.
        const LOOK: Duration = Duration::from_millis(50);
        loop {
            self.tcp.set_write_timeout(Some(left(self.until)?.min(LOOK)))?;
            match self.tcp.write(bytes) {
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    if !self.is_quiet() {
                        return Err(ErrorKind::WouldBlock.into());
                    }
                }
                written => return written,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// A stream with any number of layers of TLS: none for http, one for https, and two for https through a proxy with
/// https.
pub(super) enum Stream {
    Plain(Timed),
    Tls(Box<StreamOwned<ClientConnection, Self>>),
}

impl Stream {
    /// Adds a layer of TLS, and completes its handshake.
    pub(super) fn secure(self, config: &Arc<ClientConfig>, host: &str) -> io::Result<Self> {
        let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(bare).map_err(|error| io::Error::new(ErrorKind::InvalidInput, error))?;
        let connection = ClientConnection::new(Arc::clone(config), name).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, self);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        Ok(Self::Tls(Box::new(stream)))
    }

    pub(super) fn end_by(&mut self, until: Instant) {
        self.timed().until = until;
    }

    /// Reads what the server has sent while a write failed with `WouldBlock`. Returns true if it is an answer, or the end
    /// of the connection, and false if it only concerns TLS.
    pub(super) fn is_answered(&mut self) -> io::Result<bool> {
        let Self::Tls(stream) = self else {
            return Ok(true);
        };
        stream.conn.read_tls(&mut stream.sock)?;
        let state = stream.conn.process_new_packets().map_err(io::Error::other)?;
        Ok(state.plaintext_bytes_to_read() > 0 || state.peer_has_closed())
    }

    /// Returns true if another request can be sent on this connection.
    pub(super) fn is_quiet(&mut self) -> bool {
        self.timed().is_quiet()
    }

    fn timed(&mut self) -> &mut Timed {
        match self {
            Self::Plain(stream) => stream,
            Self::Tls(stream) => stream.sock.timed(),
        }
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(into),
            Self::Tls(stream) => stream.read(into),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            Self::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Tls(stream) => stream.flush(),
        }
    }
}
