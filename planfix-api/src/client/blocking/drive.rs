//! A call of the blocking client: its turns, its login, and its attempts.

use super::Client;
use crate::auth::login;
use crate::client::body::Body;
use crate::client::call::{self, Call};
use crate::client::clock::block_until;
use crate::client::course::{Course, Next, Told};
use crate::client::deadline::Deadline;
use crate::client::error::Error;
use crate::client::session::{Kept, Lead, Turn, waited_too_long};
use crate::client::slot::Slot;
use crate::client::transport::Transport;
use crate::record::{Record, Typed as _};
use crate::table;
use http::Request;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

impl<T: Transport> Client<T> {
    pub(super) fn fill(
        &self,
        method: &'static table::Method,
        request: &dyn Record,
        into: &mut dyn Slot,
    ) -> Result<Told, Error> {
        let mut course = Course::new(&self.governor, &self.shared.connection, method, self.limit());
        let span = course.span();
        let result = span.in_scope(|| self.drive(&mut course, request, into));
        let told = course.finish(result.as_ref().err());
        result.map(|()| told)
    }

    fn limit(&self) -> Option<Duration> {
        self.limit.or_else(|| self.shared.transport.limit())
    }

    fn drive(&self, course: &mut Course<'_>, request: &dyn Record, into: &mut dyn Slot) -> Result<(), Error> {
        // Written before a login too, so that an invalid request sends nothing.
        let mut call = self.shared.connection.call(course.method(), request, None)?;
        loop {
            let result = self.attempt(course, &mut call, request, into);
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
            block_until(&*self.governor.clock, until);
            course.has_waited(since);
        }
    }

    fn attempt(
        &self,
        course: &mut Course<'_>,
        call: &mut Call,
        request: &dyn Record,
        into: &mut dyn Slot,
    ) -> Result<(), Error> {
        self.turn(course)?;
        if self.shared.connection.has_login() {
            let session = self.session(course);
            let session = session.map_err(|error| Error::in_login(course.method(), error))?;
            if session.is_new {
                self.turn(course)?;
            }
            *call = self
                .shared
                .connection
                .call(course.method(), request, Some(&session.sid))?;
            course.use_session(session.sid);
        }
        course.send();
        self.send(course, call, into, course.deadline())
    }

    /// Waits for the turn of a request.
    fn turn(&self, course: &mut Course<'_>) -> Result<(), Error> {
        let since = course.now();
        let has_come = match course.line() {
            Some((visit, interval, end)) => visit.block(interval, end),
            None => true,
        };
        course.turn(since, has_come)
    }

    /// Returns the current session, or logs in for a new one.
    fn session(&self, course: &mut Course<'_>) -> Result<Kept, Arc<Error>> {
        let deadline = course.deadline();
        let shared = &self.shared.session;
        let mut waited = None;
        let mut session = shared.lock();
        loop {
            match session.turn(course.refused(), waited) {
                Turn::Use(sid) => return Ok(Kept::new(sid, waited.is_some())),
                Turn::Fail(error) => return Err(error),
                Turn::Lead => break,
                Turn::Wait(number) => {
                    waited.get_or_insert(number);
                    session = match deadline {
                        None => shared.ended.wait(session).unwrap_or_else(PoisonError::into_inner),
                        Some(deadline) if deadline.left().is_zero() => return Err(waited_too_long(deadline)),
                        Some(deadline) => {
                            let woken = shared.ended.wait_timeout(session, deadline.left());
                            woken.unwrap_or_else(PoisonError::into_inner).0
                        }
                    };
                }
            }
        }
        drop(session);
        let lead = Lead::of(shared);
        lead.end(self.log_in(course)).map(|sid| Kept::new(sid, true))
    }

    /// Logs in. The login has a limit of its own, since the calls that share it may have more time left than this one.
    fn log_in(&self, course: &mut Course<'_>) -> Result<login::Response, Error> {
        let mut response = login::Response::blank();
        if let Some(mut login) = self.shared.connection.login()? {
            let deadline = self.limit().and_then(|limit| Deadline::within(limit, limit));
            self.send(course, &mut login, &mut response, deadline)?;
        }
        Ok(response)
    }

    /// Sends a request, and follows redirects.
    fn send(
        &self,
        course: &mut Course<'_>,
        call: &mut Call,
        into: &mut dyn Slot,
        deadline: Option<Deadline>,
    ) -> Result<(), Error> {
        loop {
            let request = call.prepared(deadline, self.shared.transport.streams())?;
            let next = match into.sink() {
                Some(_) => self.download(course, call, into, request),
                None => self.whole(course, call, into, request),
            };
            match next? {
                call::Next::Done => return Ok(()),
                call::Next::Again => self.turn(course)?,
            }
        }
    }

    /// Sends a request, and reads the whole answer.
    fn whole(
        &self,
        course: &mut Course<'_>,
        call: &mut Call,
        into: &mut dyn Slot,
        request: Request<Body>,
    ) -> Result<call::Next, Error> {
        let response = match self.shared.transport.send(request) {
            Ok(response) => response,
            Err(error) => return Err(call.failed(error)),
        };
        self.shared.remaining.note(response.headers());
        let next = call.receive(&response, into.record());
        course.keep(response.into_parts().0.headers);
        next
    }
}
