//! The span of a call.

use super::error::Error;
use crate::table::Method;
use std::time::Duration;
use tracing::{Span, field};

/// The target of the span of each call, at the level INFO. The [guide](crate::guide::tracing) lists its fields.
pub const CALL_TARGET: &str = "planfix_api::call";

pub(super) fn span(method: &Method, account: &str) -> Span {
    tracing::info_span!(
        target: CALL_TARGET,
        "call",
        method = method.name,
        effect = method.effect.word(),
        account,
        attempt = field::Empty,
        code = field::Empty,
        outcome = field::Empty,
        waiting = field::Empty,
        elapsed = field::Empty,
    )
}

/// Records the number of an attempt.
pub(super) fn attempt(span: &Span, number: u32) {
    span.record("attempt", number);
}

/// Logs that a call is sent again after this wait.
pub(super) fn again(method: &Method, wait: Duration) {
    tracing::debug!(method = method.name, wait = wait.as_secs_f64(), "sending it again");
}

/// Records the end of a call.
pub(super) fn end(span: &Span, error: Option<&Error>, waited: Duration, elapsed: Duration) {
    if span.is_disabled() {
        return;
    }
    span.record("waiting", waited.as_secs_f64());
    span.record("elapsed", elapsed.as_secs_f64());
    span.record("outcome", error.map_or("done", |error| error.outcome().word()));
    // Only codes that the table lists; any other text could be anything.
    if let Some(error) = error.filter(|error| error.code().is_some()) {
        span.record("code", error.listed().map_or("unlisted", |code| code.code));
    }
}
