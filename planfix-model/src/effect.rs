//! The effect of a method.

/// The effect of a call on the account. It decides whether a request may be sent again after a lost answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Changes nothing: may be sent again.
    Read,
    /// Ends in the same state however often it is sent: may be sent again.
    Set,
    /// Makes something new each time: must not be sent again without looking.
    Create,
    /// Removes: may be sent again; "does not exist" then means done.
    Delete,
    /// Acts each time (toggles, sends, posts): must not be sent again without looking.
    Act,
}

impl Effect {
    /// Every effect, in the order of the grammar.
    pub const ALL: [Self; 5] = [Self::Read, Self::Set, Self::Create, Self::Delete, Self::Act];

    /// Returns the word of the table, the variant's name in lower case.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Set => "set",
            Self::Create => "create",
            Self::Delete => "delete",
            Self::Act => "act",
        }
    }

    /// Returns the effect with this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.word() == word)
    }

    /// Returns true if a request may be sent again when it is unknown if the first one arrived.
    #[must_use]
    pub const fn repeatable(self) -> bool {
        matches!(self, Self::Read | Self::Set | Self::Delete)
    }
}
