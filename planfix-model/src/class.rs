//! The class of an error code.

/// The class of an error, which tells a caller how to respond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// The key, the token or the password is wrong or not allowed: correct it, never repeat.
    Credentials,
    /// Log in again, then repeat once.
    Session,
    /// The account cannot use this (name, plan, freeze): do not repeat.
    Account,
    /// The account lives in another data center: use another endpoint.
    Endpoint,
    /// The daily limit is reached: wait until tomorrow.
    Limit,
    /// Maintenance: repeat in a few minutes.
    Later,
    /// The object is being changed: repeat in a second.
    Busy,
    /// The object does not exist.
    NotFound,
    /// No right to do this.
    Denied,
    /// The request itself is wrong.
    Input,
    /// The server could not carry out the request.
    Failed,
}

impl Class {
    /// Every class, in the order of the grammar.
    pub const ALL: [Self; 11] = [
        Self::Credentials,
        Self::Session,
        Self::Account,
        Self::Endpoint,
        Self::Limit,
        Self::Later,
        Self::Busy,
        Self::NotFound,
        Self::Denied,
        Self::Input,
        Self::Failed,
    ];

    /// Returns the word of the table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Session => "session",
            Self::Account => "account",
            Self::Endpoint => "endpoint",
            Self::Limit => "limit",
            Self::Later => "later",
            Self::Busy => "busy",
            Self::NotFound => "not-found",
            Self::Denied => "denied",
            Self::Input => "input",
            Self::Failed => "failed",
        }
    }

    /// Returns the class with this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn every_class_is_found_by_its_word() {
        for class in Class::ALL {
            assert_eq!(Class::of(class.word()), Some(class));
        }
        assert_eq!(Class::of("Busy"), None);
    }
}
