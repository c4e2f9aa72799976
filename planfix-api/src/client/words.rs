//! The sentences of errors: what a refusal means, and what to do about it.

use super::http_status::{ComeBack, HttpStatus};
use super::received::Received;
use super::unreadable::Unreadable;
use crate::interpret::xml::Refusal;
use crate::table::{Class, Code, Effect, Reply};
use std::fmt;
use std::time::Duration;

/// Returns what to do when it is unknown whether a call was carried out.
pub(super) const fn advice(effect: &Effect) -> &'static str {
    match effect {
        Effect::Read => "nothing was changed, it may be sent again",
        Effect::Set => "it may have been carried out; it sets a state, so it may be sent again",
        Effect::Delete => "it may have been carried out; it may be sent again, and \"does not exist\" then means done",
        Effect::Create => "it may have been carried out: check before sending it again, or there may be two",
        Effect::Act => "it may have been carried out: check before sending it again, or it may happen twice",
    }
}

/// Returns what to do after an answer that cannot be used.
pub(super) const fn after(effect: &Effect, answer: &Received, why: &Unreadable) -> &'static str {
    match effect {
        Effect::Read if matches!(why, Unreadable::Encoding(_)) => "nothing was changed",
        Effect::Read if answer.was_accepted() => {
            "it was carried out and only reads: nothing was changed, it may be sent again"
        }
        Effect::Read => advice(effect),
        _ if answer.was_accepted() => "it was carried out: do not send it again",
        _ => advice(effect),
    }
}

/// The identifiers in an answer, which may be the only trace of a created object.
pub(super) struct Identifiers<'a>(pub &'a Received);

impl fmt::Display for Identifiers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 10;
        for (i, (path, id)) in self.0.identifiers().iter().take(MOST).enumerate() {
            let start = if i == 0 { "; the answer says: " } else { ", " };
            write!(f, "{start}{path} is {}", Foreign(id, 64))?;
        }
        Ok(())
    }
}

/// An HTTP error in words: the meaning of the status, and its consequence for the call.
pub(super) struct HttpError(pub HttpStatus, pub Effect, pub Reply, pub Option<Duration>);

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(status, effect, reply, retry_after) = self;
        let number = status.0;
        if !status.refuses() {
            let advice = advice(effect);
            return write!(f, "the answer is an HTTP error (HTTP {number}): {status}; {advice}");
        }
        write!(f, "turned away, nothing was carried out (HTTP {number}): {status}. ")?;
        match retry_after.filter(|_| waits(status.class(*reply))) {
            Some(after) => ComeBack(after).fmt(f),
            None => f.write_str(status.remedy(*reply)),
        }
    }
}

/// A refusal in words: its code, the meaning, what to do, and the message of PlanFix.
pub(super) struct Meaning<'a>(pub &'a Refusal, pub Option<Duration>);

impl fmt::Display for Meaning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(refusal, retry_after) = self;
        write!(f, "code {}", Foreign(&refusal.code, 16))?;
        match Code::of(&refusal.code) {
            None => f.write_str(", which is not in the table of codes")?,
            Some(code) => {
                write!(f, ": {}", code.meaning)?;
                match retry_after.filter(|_| waits(Some(code.class))) {
                    Some(after) => write!(f, " {}", ComeBack(after))?,
                    None => write!(f, " {}", remedy(code.class))?,
                }
            }
        }
        match refusal.message.trim() {
            "" => Ok(()),
            message if Code::of(&refusal.code).is_some() => write!(f, " PlanFix says: {}", Foreign(message, 1000)),
            message => write!(f, ". PlanFix says: {}", Foreign(message, 1000)),
        }
    }
}

/// Returns true if waiting helps. For any other class, the time to wait would hide what to do.
pub(super) const fn waits(class: Option<Class>) -> bool {
    matches!(class, Some(Class::Busy | Class::Later | Class::Limit))
}

/// Returns a sentence that says what to do about a refusal.
const fn remedy(class: Class) -> &'static str {
    match class {
        Class::Credentials => "Correct the key, the token or the login before sending it again.",
        Class::Session => "Log in again.",
        Class::Account => "Check the account's name and plan.",
        Class::Endpoint => "The endpoints are russia, europe, asia and america.",
        Class::Limit => "Continue tomorrow.",
        Class::Later => "Send it again in a few minutes.",
        Class::Busy => "Send it again in a second.",
        Class::NotFound => "Check the identifiers in the request.",
        Class::Denied => "It needs a user with this right.",
        Class::Input => "Correct the request before sending it again.",
        // `Failed`, and any class added later.
        _ => "Check whether the current state of the object allows it.",
    }
}

/// A text of the server, up to so many characters, on one line. Whatever it contains, it cannot move the cursor of a
/// terminal, change the direction of writing, or look like a separate line of a log.
pub(super) struct Foreign<'a>(pub &'a str, pub usize);

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<&str> = self.0.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        for (number, character) in lines.join("; ").chars().enumerate() {
            if number == self.1 {
                return f.write_str("…");
            }
            if character.is_control() || turns(character) {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        Ok(())
    }
}

/// Returns true if a character changes the direction of writing or breaks a line without being visible.
const fn turns(character: char) -> bool {
    matches!(
        character,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_text_stays_on_one_short_line() {
        assert_eq!(Foreign("a\n  b\r\n\nc", 100).to_string(), "a; b; c");
        assert_eq!(
            Foreign("\u{1b}[2Jx\u{9b}\u{202e}y", 100).to_string(),
            "\\u{1b}[2Jx\\u{9b}\\u{202e}y"
        );
        assert_eq!(Foreign(&"ж".repeat(2000), 1000).to_string().chars().count(), 1001);
        assert_eq!(Foreign("", 16).to_string(), "");
    }

    #[test]
    fn a_refusal_says_its_message() {
        let mut refusal = Refusal::new("0015");
        refusal.message = "contact.id: expected a number".to_owned();
        let shown = Meaning(&refusal, None).to_string();
        assert!(
            shown.ends_with(" PlanFix says: contact.id: expected a number"),
            "{shown}"
        );
        refusal.code = "9876".to_owned();
        assert_eq!(
            Meaning(&refusal, None).to_string(),
            "code 9876, which is not in the table of codes. PlanFix says: contact.id: expected a number"
        );
    }
}
