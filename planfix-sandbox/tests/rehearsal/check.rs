//! Compares the result of a call with what the sandbox did.

use planfix_api::Effect;
use planfix_api::client::{Error, Outcome};
use planfix_api::table::{Method, Reply};
use planfix_sandbox::{Answered, ReceivedCall, Sandbox};

/// Compares a result with the calls that the sandbox got, and returns how many times the call was carried out.
pub(crate) fn agrees<T>(sandbox: &Sandbox, method: &Method, result: &Result<T, Error>, place: &str) -> usize {
    let calls = sandbox.calls();
    let own: Vec<&ReceivedCall> = calls.iter().filter(|call| call.method == Some(method.name)).collect();
    let times = own.iter().filter(|call| call.carried_out).count();
    let told = || match result {
        Ok(_) => format!("{place}: done\n{calls:#?}"),
        Err(error) => format!("{place}: {:?}: {error}\n{calls:#?}", error.outcome()),
    };
    match result.as_ref().map_err(Error::outcome) {
        // The bytes of a file may be anything, so those of a fault are taken for one.
        Ok(_) if method.reply == Reply::File => {}
        Ok(_) => assert!(times > 0, "not carried out, but {}", told()),
        Err(Outcome::NotSent | Outcome::Refused) => assert_eq!(times, 0, "carried out, but {}", told()),
        Err(Outcome::CarriedOut) => assert!(times > 0, "not carried out, but {}", told()),
        Err(Outcome::Unknown) => assert!(
            own.iter().any(|call| call.answered != Answered::Done),
            "answered, but {}",
            told()
        ),
    }
    let is_breach = |call: &ReceivedCall| call.fault.is_none() && call.answered == Answered::Refused("0007".to_owned());
    assert!(!calls.iter().any(is_breach), "too fast: {}", told());
    if matches!(method.effect, Effect::Create | Effect::Act) {
        assert!(times < 2, "carried out {times} times: {}", told());
    }
    times
}
