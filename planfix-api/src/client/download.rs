//! A downloaded file that is written as it arrives: the beginning of its answer, and the repeats of its call.

#[cfg(feature = "async")]
use super::maybe_send::BoxFuture;
use super::slot::{Sink, Slot};
use super::unreadable::Unreadable;
use crate::record::{Record, View};
use crate::table::Method;
use std::io::Write;
#[cfg(feature = "async")]
use std::{future::poll_fn, io, pin::Pin};
#[cfg(feature = "async")]
use tokio::io::AsyncWrite;

/// The result of a download.
///
/// Instead of the file, PlanFix may send a link to it; the client does not follow it. The link needs no key: get it
/// with any HTTP client, and do not send the key with it, since it may lead to another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Downloaded {
    /// The file was written; this is the number of its bytes.
    Written(u64),
    /// The file is at this address. Nothing was written.
    Link(String),
}

/// The writer of a download.
pub(super) enum Target<'w> {
    Blocking(&'w mut (dyn Write + Send)),
    #[cfg(feature = "async")]
    Async(Pin<&'w mut (dyn AsyncWrite + Send)>),
}

/// The writer of a download, and what was written. An answer may break off, and the call is then repeated: the bytes
/// that were already written are compared and not written again.
struct FileSink<'w> {
    target: Target<'w>,
    written: u64,
    /// Hash of the bytes that were written.
    hash: Hash,
    /// The number of bytes of the current answer so far, and their hash.
    seen: u64,
    seen_hash: Hash,
}

impl FileSink<'_> {
    /// Returns the part of the next bytes of an answer that is still to be written.
    ///
    /// # Errors
    /// They are not the bytes that were written before.
    fn fresh<'b>(&mut self, bytes: &'b [u8]) -> Result<&'b [u8], Unreadable> {
        let known = usize::try_from(self.written - self.seen).unwrap_or(usize::MAX);
        let (known, fresh) = bytes.split_at_checked(known).unwrap_or((bytes, &[]));
        self.seen_hash.add(known);
        self.seen += known.len() as u64;
        if self.seen == self.written && self.seen_hash != self.hash {
            return Err(Unreadable::Changed);
        }
        Ok(fresh)
    }

    /// Notes that these bytes were written.
    fn has_written(&mut self, fresh: &[u8]) {
        if fresh.is_empty() {
            return;
        }
        self.hash.add(fresh);
        self.seen_hash = self.hash;
        self.written += fresh.len() as u64;
        self.seen = self.written;
    }

    const fn restart(&mut self) {
        self.seen = 0;
        self.seen_hash = Hash::new();
    }

    /// Checks that an answer does not end before the bytes that were written.
    fn check_end(&self) -> Result<(), Unreadable> {
        match self.seen < self.written {
            true => Err(Unreadable::Changed),
            false => Ok(()),
        }
    }
}

impl Sink for FileSink<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let fresh = self.fresh(bytes)?;
        match &mut self.target {
            Target::Blocking(writer) => writer.write_all(fresh).map_err(Unreadable::NotWritten)?,
            #[cfg(feature = "async")]
            Target::Async(_) => {}
        }
        self.has_written(fresh);
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Unreadable> {
        self.check_end()?;
        match &mut self.target {
            Target::Blocking(writer) => writer.flush().map_err(Unreadable::NotWritten),
            #[cfg(feature = "async")]
            Target::Async(_) => Ok(()),
        }
    }

    #[cfg(feature = "async")]
    fn write_async<'s>(&'s mut self, bytes: &'s [u8]) -> BoxFuture<'s, Result<(), Unreadable>> {
        Box::pin(async move {
            let fresh = self.fresh(bytes)?;
            if let Target::Async(writer) = &mut self.target {
                let mut rest = fresh;
                while !rest.is_empty() {
                    let written = poll_fn(|context| writer.as_mut().poll_write(context, rest)).await;
                    let written = written.map_err(Unreadable::NotWritten)?;
                    if written == 0 {
                        return Err(Unreadable::NotWritten(io::ErrorKind::WriteZero.into()));
                    }
                    rest = rest.get(written..).unwrap_or_default();
                }
            }
            self.has_written(fresh);
            Ok(())
        })
    }

    #[cfg(feature = "async")]
    fn finish_async(&mut self) -> BoxFuture<'_, Result<(), Unreadable>> {
        Box::pin(async move {
            self.check_end()?;
            if let Target::Async(writer) = &mut self.target {
                let flushed = poll_fn(|context| writer.as_mut().poll_flush(context)).await;
                flushed.map_err(Unreadable::NotWritten)?;
            }
            Ok(())
        })
    }
}

/// FNV-1a, which tells a file from another version of it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A response that is filled with all but its file, which goes to the writer.
pub(super) struct FileSlot<'w> {
    response: Box<dyn Record>,
    sink: FileSink<'w>,
}

impl<'w> FileSlot<'w> {
    pub(super) fn new(method: &'static Method, target: Target<'w>) -> Self {
        let sink = FileSink {
            target,
            written: 0,
            hash: Hash::new(),
            seen: 0,
            seen_hash: Hash::new(),
        };
        Self {
            response: (method.new_response)(),
            sink,
        }
    }

    pub(super) fn result(&self) -> Downloaded {
        let table = self.response.table();
        let link = table.named("link").and_then(|element| element.content.field());
        match link.map(|(field, _)| self.response.field(field)) {
            Some(View::Text(link)) => Downloaded::Link(link.to_owned()),
            _ => Downloaded::Written(self.sink.written),
        }
    }
}

impl Slot for FileSlot<'_> {
    fn record(&mut self) -> &mut dyn Record {
        &mut *self.response
    }

    fn reset(&mut self) {
        self.response = self.response.fresh();
        self.sink.restart();
    }

    fn sink(&mut self) -> Option<&mut dyn Sink> {
        Some(&mut self.sink)
    }
}
