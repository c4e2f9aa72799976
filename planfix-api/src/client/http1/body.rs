//! The body of a response: its length, and a reader that puts the connection back when it has ended.

use super::connect::Server;
use super::connection::{Connection, closed, invalid};
use super::pool::Pool;
use http::header::{CONNECTION, CONTENT_LENGTH, HeaderName, TRANSFER_ENCODING};
use http::response::Parts;
use http::{HeaderMap, StatusCode, Version};
use std::io::{self, Read};
use std::sync::Arc;

/// The end of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    /// After so many bytes.
    Length(u64),
    /// Before the next chunk.
    Chunks,
    /// After so many bytes of the current chunk, and more chunks.
    Chunk(u64),
    /// Where the connection is closed.
    Close,
    /// Here.
    Done,
}

/// The body of a response. It fails with `UnexpectedEof` if the connection is closed too early.
pub(in crate::client) struct Body {
    connection: Option<Connection>,
    framing: Framing,
    /// Where the connection goes when the body has ended; `None` if it cannot be used again.
    home: Option<(Arc<Pool>, Server)>,
}

impl Body {
    /// Creates the body of the response with this head. `home` is where the connection may go when the body has ended.
    ///
    /// # Errors
    /// The head does not say where the body ends.
    pub(super) fn new(head: &Parts, connection: Connection, home: Option<(Arc<Pool>, Server)>) -> io::Result<Self> {
        let framing = framing(head)?;
        let keeps = head.version == Version::HTTP_11 && !lists(&head.headers, CONNECTION, "close");
        let home = home.filter(|_| keeps && framing != Framing::Close);
        let mut body = Self {
            connection: Some(connection),
            framing,
            home,
        };
        if framing == Framing::Length(0) {
            body.end();
        }
        Ok(body)
    }

    fn end(&mut self) {
        self.framing = Framing::Done;
        if let (Some((pool, server)), Some(connection)) = (self.home.take(), self.connection.take()) {
            pool.put(server, connection);
        }
    }

    /// Reads the line before a chunk, and the lines after the last one.
    fn chunk(connection: &mut Connection) -> io::Result<u64> {
        const LONGEST: usize = 4096;
        let size = loop {
            match httparse::parse_chunk_size(connection.received()) {
                Ok(httparse::Status::Complete((used, size))) => {
                    connection.consume(used);
                    break size;
                }
                Ok(httparse::Status::Partial) if connection.received().len() < LONGEST => connection.receive()?,
                _ => return Err(invalid("a chunk of the answer has no valid length")),
            }
        };
        if size > 0 {
            return Ok(size);
        }
        let mut trailers = 0;
        while line(connection, LONGEST)? > 0 {
            trailers += 1;
            if trailers > 100 {
                return Err(invalid("the answer has too many trailers"));
            }
        }
        Ok(0)
    }

    fn step(&mut self, into: &mut [u8]) -> io::Result<Option<usize>> {
        let Some(connection) = &mut self.connection else {
            return Ok(Some(0));
        };
        match self.framing {
            Framing::Done => return Ok(Some(0)),
            Framing::Close => {
                let read = connection.read(into)?;
                if read == 0 {
                    self.framing = Framing::Done;
                }
                return Ok(Some(read));
            }
            Framing::Chunks => match Self::chunk(connection)? {
                0 => self.end(),
                size => self.framing = Framing::Chunk(size),
            },
            Framing::Length(left) | Framing::Chunk(left) => {
                let most = usize::try_from(left).unwrap_or(usize::MAX).min(into.len());
                let read = connection.read(into.get_mut(..most).unwrap_or_default())?;
                if read == 0 {
                    return Err(closed());
                }
                let left = left - read as u64;
                match self.framing {
                    Framing::Chunk(_) if left > 0 => self.framing = Framing::Chunk(left),
                    Framing::Chunk(_) => {
                        if line(connection, 2)? > 0 {
                            return Err(invalid("a chunk of the answer is longer than its length"));
                        }
                        self.framing = Framing::Chunks;
                    }
                    _ if left > 0 => self.framing = Framing::Length(left),
                    _ => self.end(),
                }
                return Ok(Some(read));
            }
        }
        Ok(None)
    }
}

impl Read for Body {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            if let Some(read) = self.step(into)? {
                return Ok(read);
            }
        }
    }
}

/// Consumes a line, and returns its length without its end.
fn line(connection: &mut Connection, longest: usize) -> io::Result<usize> {
    loop {
        let received = connection.received();
        if let Some(end) = memchr::memchr(b'\n', received) {
            let line = received.get(..end).unwrap_or_default();
            let len = line.strip_suffix(b"\r").unwrap_or(line).len();
            connection.consume(end + 1);
            return Ok(len);
        }
        if received.len() >= longest {
            return Err(invalid("a line between chunks of the answer is too long"));
        }
        connection.receive()?;
    }
}

/// Returns true if a header that lists words has this one.
fn lists(headers: &HeaderMap, name: HeaderName, word: &str) -> bool {
    let values = headers
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .any(|listed| listed.trim().eq_ignore_ascii_case(word))
}

/// Returns where the body ends, as RFC 9112 section 6.3 says.
fn framing(head: &Parts) -> io::Result<Framing> {
    if matches!(head.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        return Ok(Framing::Length(0));
    }
    if head.headers.contains_key(TRANSFER_ENCODING) {
        let last = head.headers.get_all(TRANSFER_ENCODING).into_iter().next_back();
        let last = last.and_then(|value| value.to_str().ok()?.rsplit(',').next());
        return match last.map(str::trim) {
            Some(last) if last.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunks),
            _ => Ok(Framing::Close),
        };
    }
    let mut length = None;
    for value in head.headers.get_all(CONTENT_LENGTH) {
        for part in value.to_str().unwrap_or_default().split(',') {
            let part = part.trim();
            let number = part
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| part.parse::<u64>().ok());
            match number.flatten() {
                Some(number) if length.is_none_or(|before| before == number) => length = Some(number),
                _ => return Err(invalid("the length of the answer is not a number")),
            }
        }
    }
    Ok(length.map_or(Framing::Close, Framing::Length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Response;

    fn of(headers: &[(&str, &str)]) -> Option<Framing> {
        let mut response = Response::builder();
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        framing(&response.body(()).unwrap().into_parts().0).ok()
    }

    #[test]
    fn the_end_of_a_body_follows_from_its_head() {
        for (headers, expected) in [
            (&[][..], Some(Framing::Close)),
            (&[("content-length", "5")], Some(Framing::Length(5))),
            (&[("content-length", "5, 5")], Some(Framing::Length(5))),
            (
                &[("content-length", "5"), ("content-length", "5")],
                Some(Framing::Length(5)),
            ),
            (&[("content-length", "5"), ("content-length", "6")], None),
            (&[("content-length", "+5")], None),
            (&[("content-length", "-1")], None),
            (&[("content-length", "")], None),
            (&[("transfer-encoding", "Chunked")], Some(Framing::Chunks)),
            (&[("transfer-encoding", "gzip, chunked")], Some(Framing::Chunks)),
            (&[("transfer-encoding", "chunked, gzip")], Some(Framing::Close)),
            (
                &[("transfer-encoding", "chunked"), ("content-length", "5")],
                Some(Framing::Chunks),
            ),
        ] {
            assert_eq!(of(headers), expected, "{headers:?}");
        }
    }
}
