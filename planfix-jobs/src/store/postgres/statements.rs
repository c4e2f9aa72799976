//! The statements that both a job and the queue of all jobs use.

use super::signed;
use crate::store::Finished;
use postgres::Transaction;

/// A part of the entries of a job, in their order.
pub(super) const ENTRY: &str = "
    SELECT number, line, input, body, state, attempts, code, reason, answer FROM planfix.request
    WHERE job = $1 AND state = ANY($2::text[]) AND number > $3 ORDER BY number LIMIT 500";

pub(super) const RECOVER_JOB: &str = "
    UPDATE planfix.request SET changed = now(), state = CASE WHEN $2 THEN 'planned' ELSE 'unknown' END,
        reason = CASE WHEN $2 THEN NULL
            ELSE 'the run was stopped before the answer was written; it may have been carried out' END
    WHERE job = $1 AND state = 'sent'";

pub(super) const CLAIM_JOB: &str = "
    UPDATE planfix.request SET state = 'sent', attempts = attempts + 1, code = NULL, reason = NULL, changed = now()
    WHERE job = $1 AND number = (
        SELECT number FROM planfix.request WHERE job = $1 AND state = 'planned'
        ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING number, line, body, attempts";

const FINISH: &str = "
    UPDATE planfix.request SET state = $3, code = $4, reason = $5, answer = $6, changed = now(),
        attempts = attempts - CASE WHEN $3 = 'planned' THEN 1 ELSE 0 END
    WHERE job = $1 AND number = $2";

/// Writes the outcome of a request.
pub(super) fn finish(change: &mut Transaction<'_>, job: i32, finished: &Finished) -> Result<(), postgres::Error> {
    let number = signed(finished.number);
    let state = finished.state.word();
    let done = change.execute(
        FINISH,
        &[
            &job,
            &number,
            &state,
            &finished.code,
            &finished.reason,
            &finished.answer,
        ],
    );
    done.map(|_| ())
}
