//! Downloads of the asynchronous client.

use super::AsyncClient;
use crate::client::async_transport::AsyncTransport;
use crate::client::body::Body;
use crate::client::call::{self, BEGINNING, Call};
use crate::client::course::Course;
use crate::client::download::{Downloaded, FileSlot, Target};
use crate::client::error::Error;
use crate::client::slot::Slot;
use crate::client::transport_error::TransportError;
use crate::record::Record;
use crate::table;
use http::{Request, Response};
use std::pin::Pin;
use tokio::io::AsyncWrite;

impl<T: AsyncTransport> AsyncClient<T> {
    /// Downloads a file into a writer, piece by piece, so that its size does not matter. The longest response of the
    /// transport's limits does not apply; its time limit does: see [`AsyncClient::with_limit`].
    ///
    /// If the connection is lost and the call is repeated, the writer still gets the file once. After an error, it may
    /// hold the beginning of the file.
    ///
    /// ```
    /// use planfix_api::client::{AsyncClient, AsyncTransport, Downloaded, Error};
    /// use planfix_api::{FileId, file};
    ///
    /// async fn report<T: AsyncTransport>(client: &AsyncClient<T>) -> Result<Vec<u8>, Error> {
    ///     let request = file::download::Request::new(FileId(7));
    ///     // A `tokio::fs::File` is a writer, too.
    ///     let mut report = Vec::new();
    ///     if let Downloaded::Link(link) = client.download_to(&request, &mut report).await? {
    ///         println!("get it without the key from {link}");
    ///     }
    ///     Ok(report)
    /// }
    /// ```
    ///
    /// # Errors
    /// The same as those of [`AsyncClient::call`]; or the writer failed:
    /// [`Unreadable::NotWritten`](crate::client::Unreadable::NotWritten).
    #[cfg(feature = "file")]
    pub async fn download_to(
        &self,
        request: &crate::file::download::Request,
        writer: &mut (impl AsyncWrite + Unpin + Send),
    ) -> Result<Downloaded, Error> {
        let method = <crate::file::download::Request as crate::Method>::METHOD;
        self.download_any(method, request, writer).await
    }

    /// Downloads the file that a method returns, which is known only at run time. A method that returns no file writes
    /// nothing.
    ///
    /// # Errors
    /// The same as those of [`AsyncClient::call`]; or the writer failed.
    pub async fn download_any(
        &self,
        method: &'static table::Method,
        request: &dyn Record,
        writer: &mut (impl AsyncWrite + Unpin + Send),
    ) -> Result<Downloaded, Error> {
        let writer = Pin::new(writer);
        let mut slot = FileSlot::new(method, Target::Async(writer));
        self.fill(method, request, &mut slot).await?;
        Ok(slot.result())
    }

    /// Sends a request, and writes the file in the answer as it arrives.
    pub(super) async fn download(
        &self,
        course: &mut Course<'_>,
        call: &mut Call,
        into: &mut dyn Slot,
        request: Request<Body>,
    ) -> Result<call::Next, Error> {
        let response = match self.shared.transport.open(request).await {
            Ok(response) => response,
            Err(error) => return Err(call.failed(error)),
        };
        let (head, mut body) = response.into_parts();
        self.shared.remaining.note(&head.headers);
        course.keep(head.headers.clone());
        let mut answer = Response::from_parts(head, Vec::new());
        let mut ended = false;
        while !ended && answer.body().len() <= BEGINNING {
            match body.chunk().await {
                None => ended = true,
                Some(Ok(chunk)) => answer.body_mut().extend_from_slice(&chunk),
                Some(Err(error)) => return Err(call.failed(TransportError::partial(error, answer))),
            }
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
        sink.write_async(answer.body()).await.map_err(undelivered)?;
        while !ended {
            match body.chunk().await {
                None => ended = true,
                Some(Ok(chunk)) => sink.write_async(&chunk).await.map_err(undelivered)?,
                Some(Err(error)) => return Err(call.failed(TransportError::no_answer(error))),
            }
        }
        sink.finish_async().await.map_err(undelivered)?;
        Ok(call::Next::Done)
    }
}
