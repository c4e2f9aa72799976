//! A call of the asynchronous client: its turns, its login, and its attempts.

use super::AsyncClient;
use crate::auth::login;
use crate::client::async_transport::AsyncTransport;
use crate::client::body::Body;
use crate::client::call::{self, Call};
use crate::client::course::{Course, Next, Told};
use crate::client::deadline::Deadline;
use crate::client::error::Error;
use crate::client::session::{Kept, Lead, Turn, waited_too_long};
use crate::client::slot::Slot;
use crate::record::{Record, Typed as _};
use crate::table;
use http::Request;
use secrecy::SecretString;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tracing::Instrument as _;

impl<T: AsyncTransport> AsyncClient<T> {
    pub(super) async fn fill(
        &self,
        method: &'static table::Method,
        request: &dyn Record,
        into: &mut dyn Slot,
    ) -> Result<Told, Error> {
        let mut course = Course::new(&self.governor, &self.shared.connection, method, self.limit());
        let span = course.span();
        let result = self.drive(&mut course, request, into).instrument(span).await;
        let told = course.finish(result.as_ref().err());
        result.map(|()| told)
    }

    fn limit(&self) -> Option<Duration> {
        self.limit.or_else(|| self.shared.transport.limit())
    }

    async fn drive(&self, course: &mut Course<'_>, request: &dyn Record, into: &mut dyn Slot) -> Result<(), Error> {
        // Written before a login too, so that an invalid request sends nothing.
        let mut call = self.shared.connection.call(course.method(), request, None)?;
        loop {
            let result = self.attempt(course, &mut call, request, into).await;
            let until = match course.judge(result) {
                Next::Done => return Ok(()),
                Next::Failed(error) => return Err(error),
                Next::Gone => {
                    into.reset();
                    return Ok(());
                }
                Next::Again(until) => until,
            };
            into.reset();
            let since = course.now();
            if until > since {
                self.governor.clock.sleep_until(until).await;
            }
            course.has_waited(since);
        }
    }

    async fn attempt(
        &self,
        course: &mut Course<'_>,
        call: &mut Call,
        request: &dyn Record,
        into: &mut dyn Slot,
    ) -> Result<(), Error> {
        self.turn(course).await?;
        if self.shared.connection.has_login() {
            let session = self.session(course).await;
            let session = session.map_err(|error| Error::in_login(course.method(), error))?;
            if session.is_new {
                self.turn(course).await?;
            }
            *call = self
                .shared
                .connection
                .call(course.method(), request, Some(&session.sid))?;
            course.use_session(session.sid);
        }
        course.send();
        self.send(course, call, into, course.deadline()).await
    }

    /// Waits for the turn of a request.
    async fn turn(&self, course: &mut Course<'_>) -> Result<(), Error> {
        let since = course.now();
        let has_come = match course.line() {
            Some((visit, interval, end)) => visit.wait(interval, end).await,
            None => true,
        };
        course.turn(since, has_come)
    }

    /// Returns the current session, or logs in for a new one.
    async fn session(&self, course: &mut Course<'_>) -> Result<Kept, Arc<Error>> {
        let deadline = course.deadline();
        let mut waited = None;
        let mut bell = None;
        loop {
            match self.session_turn(course.refused(), waited) {
                Turn::Use(sid) => return Ok(Kept::new(sid, waited.is_some())),
                Turn::Fail(error) => return Err(error),
                Turn::Lead => break,
                Turn::Wait(number) => {
                    waited.get_or_insert(number);
                    // Subscribe before asking again, so that a login that ends in between is not missed.
                    let Some(bell) = &mut bell else {
                        bell = Some(self.shared.session.subscribe());
                        continue;
                    };
                    match deadline {
                        None => drop(bell.changed().await),
                        Some(deadline) => {
                            let end = course.now().saturating_add(deadline.left());
                            if !self.before(end, bell.changed()).await {
                                return Err(waited_too_long(deadline));
                            }
                        }
                    }
                }
            }
        }
        let lead = Lead::of(&self.shared.session);
        lead.end(self.log_in(course).await).map(|sid| Kept::new(sid, true))
    }

    fn session_turn(&self, refused: Option<&SecretString>, waited: Option<u64>) -> Turn {
        let mut turn = None;
        self.shared.session.send_if_modified(|session| {
            turn = Some(session.turn(refused, waited));
            false
        });
        turn.unwrap_or(Turn::Lead)
    }

    /// Waits for a future until this time. Returns false if the time came first.
    async fn before(&self, end: Duration, future: impl Future) -> bool {
        let mut future = pin!(future);
        let mut sleep = self.governor.clock.sleep_until(end);
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending => sleep.as_mut().poll(context).map(|()| false),
        })
        .await
    }

    /// Logs in. The login has a limit of its own, since the calls that share it may have more time left than this one.
    async fn log_in(&self, course: &mut Course<'_>) -> Result<login::Response, Error> {
        let mut response = login::Response::blank();
        if let Some(mut login) = self.shared.connection.login()? {
            let deadline = self.limit().and_then(|limit| Deadline::within(limit, limit));
            self.send(course, &mut login, &mut response, deadline).await?;
        }
        Ok(response)
    }

    /// Sends a request, and follows redirects.
    async fn send(
        &self,
        course: &mut Course<'_>,
        call: &mut Call,
        into: &mut dyn Slot,
        deadline: Option<Deadline>,
    ) -> Result<(), Error> {
        loop {
            let request = call.prepared(deadline, self.shared.transport.streams())?;
            let next = match into.sink() {
                Some(_) => self.download(course, call, into, request).await,
                None => self.whole(course, call, into, request).await,
            };
            match next? {
                call::Next::Done => return Ok(()),
                call::Next::Again => self.turn(course).await?,
            }
        }
    }

    /// Sends a request, and reads the whole answer.
    async fn whole(
        &self,
        course: &mut Course<'_>,
        call: &mut Call,
        into: &mut dyn Slot,
        request: Request<Body>,
    ) -> Result<call::Next, Error> {
        let response = match self.shared.transport.send(request).await {
            Ok(response) => response,
            Err(error) => return Err(call.failed(error)),
        };
        self.shared.remaining.note(response.headers());
        let next = call.receive(&response, into.record());
        course.keep(response.into_parts().0.headers);
        next
    }
}
