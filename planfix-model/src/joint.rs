//! Several values in one text.

/// The separator of several values in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Joint {
    /// Separated by spaces.
    Words,
    /// Separated by commas.
    Commas,
    /// Separated by semicolons.
    Semicolons,
    /// In brackets, separated by commas; texts are quoted.
    Brackets,
}

impl Joint {
    /// Every joint, in the order of the grammar.
    pub const ALL: [Self; 4] = [Self::Words, Self::Commas, Self::Semicolons, Self::Brackets];

    /// Returns the word of the table, as in `words(int)`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Commas => "commas",
            Self::Semicolons => "semicolons",
            Self::Brackets => "brackets",
        }
    }

    /// Returns the separation of the values in words: `separated by spaces`.
    #[must_use]
    pub const fn separation(self) -> &'static str {
        match self {
            Self::Words => "separated by spaces",
            Self::Commas => "separated by commas",
            Self::Semicolons => "separated by semicolons",
            Self::Brackets => "in brackets, separated by commas",
        }
    }
}
