//! Downloads of the blocking client.

use super::Client;
use crate::client::body::Body;
use crate::client::call::{self, BEGINNING, Call};
use crate::client::course::Course;
use crate::client::download::{Downloaded, FileSlot, Target};
use crate::client::error::Error;
use crate::client::slot::Slot;
use crate::client::transport::Transport;
use crate::client::transport_error::TransportError;
use crate::record::Record;
use crate::table;
use http::{Request, Response};
use std::io::{ErrorKind, Read as _, Write};

impl<T: Transport> Client<T> {
    /// Downloads a file into a writer, piece by piece, so that its size does not matter. The longest response of the
    /// transport's [`Limits`](super::super::Limits) does not apply; its time limit does: see [`Client::with_limit`].
    ///
    /// If the connection is lost and the call is repeated, the writer still gets the file once. After an error, it may
    /// hold the beginning of the file.
    ///
    /// ```no_run
    /// use planfix_api::client::{Client, Downloaded, Error, Transport};
    /// use planfix_api::{FileId, file};
    /// use std::{fs::File, time::Duration};
    ///
    /// # fn download<T: Transport>(client: &Client<T>) -> Result<(), Box<dyn std::error::Error>> {
    /// let request = file::download::Request::new(FileId(7));
    /// let patient = client.with_limit(Duration::from_secs(600));
    /// match patient.download_to(&request, &mut File::create("report.pdf")?)? {
    ///     Downloaded::Written(bytes) => println!("{bytes} bytes"),
    ///     Downloaded::Link(link) => println!("get it without the key from {link}"),
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The same as those of [`Client::call`]; or the writer failed:
    /// [`Unreadable::NotWritten`](crate::client::Unreadable::NotWritten).
    #[cfg(feature = "file")]
    pub fn download_to(
        &self,
        request: &crate::file::download::Request,
        writer: &mut (dyn Write + Send),
    ) -> Result<Downloaded, Error> {
        let method = <crate::file::download::Request as crate::Method>::METHOD;
        self.download_any(method, request, writer)
    }

    /// Downloads the file that a method returns, which is known only at run time. A method that returns no file writes
    /// nothing.
    ///
    /// # Errors
    /// The same as those of [`Client::call`]; or the writer failed.
    pub fn download_any(
        &self,
        method: &'static table::Method,
        request: &dyn Record,
        writer: &mut (dyn Write + Send),
    ) -> Result<Downloaded, Error> {
        let mut slot = FileSlot::new(method, Target::Blocking(writer));
        self.fill(method, request, &mut slot)?;
        Ok(slot.result())
    }

    /// Sends a request, and writes the file in the answer as it arrives.
    pub(super) fn download(
        &self,
        course: &mut Course<'_>,
        call: &mut Call,
        into: &mut dyn Slot,
        request: Request<Body>,
    ) -> Result<call::Next, Error> {
        let response = match self.shared.transport.open(request) {
            Ok(response) => response,
            Err(error) => return Err(call.failed(error)),
        };
        let (head, mut body) = response.into_parts();
        self.shared.remaining.note(&head.headers);
        course.keep(head.headers.clone());
        let mut piece = Vec::new();
        let read = body.by_ref().take(BEGINNING as u64 + 1).read_to_end(&mut piece);
        let answer = Response::from_parts(head, piece);
        if let Err(error) = read {
            return Err(call.failed(TransportError::partial(error, answer)));
        }
        let status = answer.status();
        let whole = call.begin(&answer, into.record())?;
        if whole.is_some() && !status.is_success() {
            return Ok(call::Next::Done);
        }
        let Some(sink) = into.sink() else {
            return Ok(call::Next::Done);
        };
        let undelivered = |why| call.undelivered(status, why);
        let mut piece = answer.into_body();
        loop {
            sink.write(&piece).map_err(undelivered)?;
            if whole.is_some() {
                break;
            }
            piece.resize(BEGINNING, 0);
            let read = loop {
                match body.read(&mut piece) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    read => break read,
                }
            };
            match read {
                Ok(0) => break,
                Ok(read) => piece.truncate(read),
                Err(error) => return Err(call.failed(TransportError::no_answer(error))),
            }
        }
        sink.finish().map_err(undelivered)?;
        Ok(call::Next::Done)
    }
}
