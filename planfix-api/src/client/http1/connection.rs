//! A connection on which one request after another is sent: writes requests and reads the heads of responses.

use super::stream::Stream;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode, Version};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::time::Instant;

/// The longest head of a response, in bytes, and the most headers in it.
const MAX_HEAD: usize = 64 << 10;
const MAX_HEADERS: usize = 128;
/// The bytes to read at a time.
const PIECE: usize = 16 << 10;

/// A connection, with the bytes that were received and not used yet.
pub(super) struct Connection {
    stream: Stream,
    received: Vec<u8>,
    /// The number of bytes of `received` that were used.
    used: usize,
}

impl Connection {
    pub(super) const fn new(stream: Stream) -> Self {
        Self {
            stream,
            received: Vec::new(),
            used: 0,
        }
    }

    pub(super) fn end_by(&mut self, until: Instant) {
        self.stream.end_by(until);
    }

    /// Returns true if another request can be sent on this connection.
    pub(super) fn is_quiet(&mut self) -> bool {
        self.is_drained() && self.stream.is_quiet()
    }

    pub(super) fn is_drained(&self) -> bool {
        self.used == self.received.len()
    }

    /// Returns the stream; `None` if bytes were received that nobody has used.
    pub(super) fn into_stream(self) -> Option<Stream> {
        self.is_drained().then_some(self.stream)
    }

    /// Sends bytes. Returns false if the server answers without taking all of them.
    pub(super) fn write(&mut self, mut bytes: &[u8]) -> io::Result<bool> {
        while !bytes.is_empty() {
            match self.stream.write(bytes) {
                Ok(0) => return Err(closed()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    if self.stream.is_answered()? {
                        return Ok(false);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// Sends what [`Self::write`] has kept. Returns false if the server answers without taking all of it.
    pub(super) fn flush(&mut self) -> io::Result<bool> {
        loop {
            match self.stream.flush() {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    if self.stream.is_answered()? {
                        return Ok(false);
                    }
                }
                flushed => return flushed.map(|()| true),
            }
        }
    }

    /// Returns the bytes that were received and not used yet.
    pub(super) fn received(&self) -> &[u8] {
        self.received.get(self.used..).unwrap_or_default()
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        self.used = self.received.len().min(self.used + bytes);
    }

    /// Receives more bytes.
    ///
    /// # Errors
    /// The server closed the connection, or it failed.
    pub(super) fn receive(&mut self) -> io::Result<()> {
        self.received.drain(..self.used);
        self.used = 0;
        let before = self.received.len();
        self.received.resize(before + PIECE, 0);
        let read = loop {
            let room = self.received.get_mut(before..).unwrap_or_default();
            match self.stream.read(room) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.received.truncate(before + *read.as_ref().unwrap_or(&0));
        match read {
            Ok(0) => Err(closed()),
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Reads bytes that belong to a body; 0 if the server closed the connection.
    pub(super) fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.received();
        if ready.is_empty() {
            return self.stream.read(into);
        }
        let len = ready.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..len), ready.get(..len)) {
            to.copy_from_slice(from);
        }
        self.consume(len);
        Ok(len)
    }

    /// Reads the head of a response, skipping interim ones such as 100.
    pub(super) fn head(&mut self) -> io::Result<http::response::Parts> {
        loop {
            while let Some((head, len)) = parse(self.received())? {
                self.consume(len);
                if !head.status.is_informational() {
                    return Ok(head);
                }
            }
            if self.received().len() > MAX_HEAD {
                return Err(invalid("the head of the answer is too long"));
            }
            self.receive()?;
        }
    }
}

pub(super) fn closed() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "the server closed the connection")
}

pub(super) fn invalid(why: &'static str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

/// Parses the head of a response; returns it with its length, or `None` if it is not complete.
fn parse(bytes: &[u8]) -> io::Result<Option<(http::response::Parts, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Response::new(&mut headers);
    let len = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(len)) => len,
        Ok(httparse::Status::Partial) => return Ok(None),
        // Its message does not show the bytes.
        Err(error) => {
            return Err(io::Error::new(
                ErrorKind::InvalidData,
                format!("the answer is not HTTP: {error}"),
            ));
        }
    };
    let status = parsed.code.and_then(|code| StatusCode::from_u16(code).ok());
    let (mut head, ()) = Response::new(()).into_parts();
    head.status = status.ok_or_else(|| invalid("the status of the answer is not a number from 100"))?;
    head.version = match parsed.version {
        Some(0) => Version::HTTP_10,
        _ => Version::HTTP_11,
    };
    let mut map = HeaderMap::with_capacity(parsed.headers.len());
    for header in &*parsed.headers {
        let pair = (
            HeaderName::from_bytes(header.name.as_bytes()),
            HeaderValue::from_bytes(header.value),
        );
        let (Ok(name), Ok(value)) = pair else {
            return Err(invalid("a header of the answer is not valid"));
        };
        map.append(name, value);
    }
    head.headers = map;
    Ok(Some((head, len)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_whole_or_not_at_all() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX: a\r\nX: b\r\n\r\nabc";
        for end in 0..bytes.len() - 3 {
            assert!(parse(&bytes[..end]).unwrap().is_none());
        }
        let (head, len) = parse(bytes).unwrap().unwrap();
        assert_eq!((head.status.as_u16(), len), (200, bytes.len() - 3));
        assert_eq!(head.headers.get_all("x").iter().count(), 2);
    }

    #[test]
    fn a_head_that_is_not_http_is_an_error_that_does_not_show_it() {
        for bytes in [
            "SSH-2.0-secret\r\n\r\n",
            "HTTP/1.1 2x0 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nsecret\u{1}\r\n\r\n",
        ] {
            let error = parse(bytes.as_bytes()).err().unwrap();
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
