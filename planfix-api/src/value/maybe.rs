//! The three states of an optional element.

/// An optional element: left out, emptied, or set.
///
/// PlanFix distinguishes the three. In a change (`contact.update`), an element that is left out keeps its value, an
/// empty one clears it, and text replaces it. In an answer, the server leaves out elements that it does not send, and
/// writes an empty element for a value that is not set. `Option` would lose one of the three, so requests and
/// responses both use this type.
///
/// ```
/// use planfix_api::Maybe;
///
/// let post = Maybe::from("Engineer");
/// assert_eq!(post.set(), Some(&"Engineer"));
/// assert!(Maybe::<i64>::Absent.is_absent());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Maybe<T> {
    /// Left out: there is no element. In a change, the value is kept.
    #[default]
    Absent,
    /// Emptied: the element is present and empty. In a change, the value is cleared.
    Empty,
    /// Set to this value. An empty text is refused before a request is sent: to clear the value, use [`Maybe::Empty`].
    Set(T),
}

impl<T> Maybe<T> {
    /// Returns the value if it is set.
    #[must_use]
    pub const fn set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Empty => None,
        }
    }

    /// Converts to the value if it is set.
    #[must_use]
    pub fn into_set(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Empty => None,
        }
    }

    /// Returns true if there is no element.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns true if the element is present and empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Returns true if there is a value.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// Converts `None` to [`Maybe::Absent`].
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Set)
    }
}

/// Carries the message of the compiler for a [`Maybe`] that is used like an `Option`; nothing implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a `Maybe` is not an `Option`: it also distinguishes an emptied element from one that is left out",
    label = "`Option` has this method, `Maybe` does not",
    note = "`.into_set()` returns the value as an `Option`, `.set()` borrows it; `is_set`, `is_empty` and `is_absent` tell the \
            three states apart"
)]
pub trait IsOption {
    /// Never called.
    fn never(self) -> !;
}

/// Declares the methods of an `Option`, so that rustc says more than that they are missing.
macro_rules! of_option {
    ($($name:ident($($argument:ident)?))+) => {
        impl<T> Maybe<T> {
            $(
                #[doc(hidden)]
                #[allow(missing_docs, clippy::wrong_self_convention, clippy::should_implement_trait)]
                pub fn $name$(<$argument>)?(self $(, _: $argument)?) -> !
                where
                    Self: IsOption,
                {
                    self.never()
                }
            )+
        }
    };
}

of_option! {
    unwrap() unwrap_or_default() is_some() is_none() as_ref() as_deref() take()
    expect(A) unwrap_or(A) unwrap_or_else(A) map(A) and_then(A) ok_or(A) is_some_and(A)
}
