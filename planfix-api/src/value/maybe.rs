//! The three states of an optional element.

use std::ops::Deref;

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
/// let post = Maybe::from("Engineer".to_owned());
/// assert_eq!(post.as_str(), Some("Engineer"));
/// assert!(Maybe::<i64>::Absent.is_absent());
/// ```
///
/// # Lists
///
/// A list is iterated as its items; without a list there are none. Whether the server left it out or sent it empty is
/// told by [`is_absent`](Maybe::is_absent) and [`is_emptied`](Maybe::is_emptied).
///
/// ```
/// use planfix_api::{Maybe, types::ContactPhone};
///
/// fn numbers(phones: &Maybe<Vec<ContactPhone>>) -> Vec<&str> {
///     phones.iter().filter_map(|phone| phone.number.as_str()).collect()
/// }
/// assert!(numbers(&Maybe::Absent).is_empty());
/// ```
///
/// # With serde
///
/// With the feature `serde`, an emptied value is `null`, as in the JSON of this crate. A value that is left out cannot
/// be serialized by itself: the struct around it skips it.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use planfix_api::Maybe;
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Change {
///     #[serde(default, skip_serializing_if = "Maybe::is_absent")]
///     post: Maybe<String>,
/// }
///
/// let change: Change = serde_json::from_str("{}").unwrap();
/// assert_eq!(serde_json::to_string(&change).unwrap(), "{}");
/// let change: Change = serde_json::from_str(r#"{"post":null}"#).unwrap();
/// assert!(change.post.is_emptied());
/// # }
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
    pub const fn is_emptied(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Returns true if there is a value.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
    }

    /// Returns a copy of the value if it is set.
    ///
    /// ```
    /// use planfix_api::{ContactId, Maybe};
    ///
    /// assert_eq!(Maybe::Set(ContactId(7)).copied(), Some(ContactId(7)));
    /// ```
    #[must_use]
    pub fn copied(&self) -> Option<T>
    where
        T: Copy,
    {
        self.set().copied()
    }

    /// Returns a clone of the value if it is set.
    #[must_use]
    pub fn cloned(&self) -> Option<T>
    where
        T: Clone,
    {
        self.set().cloned()
    }

    /// Borrows the value as its target if it is set: a `String` as `&str`, a `Vec` as a slice.
    #[must_use]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.set().map(Deref::deref)
    }
}

impl Maybe<String> {
    /// Returns the text if it is set.
    ///
    /// ```
    /// use planfix_api::Maybe;
    ///
    /// assert_eq!(Maybe::Set("Anna".to_owned()).as_str(), Some("Anna"));
    /// assert_eq!(Maybe::<String>::Empty.as_str(), None);
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        self.as_deref()
    }
}

/// The items of a list; a list that is left out or emptied has none.
impl<T> Maybe<Vec<T>> {
    /// Returns the items.
    ///
    /// ```
    /// use planfix_api::Maybe;
    ///
    /// assert_eq!(Maybe::from(vec![1, 2]).as_slice(), [1, 2]);
    /// assert!(Maybe::<Vec<i64>>::Absent.as_slice().is_empty());
    /// ```
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self.as_deref().unwrap_or_default()
    }

    /// Iterates over the items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.as_slice().iter()
    }

    /// Returns the number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Returns true if there are no items: the list is left out, emptied, or set without any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    /// Returns the first item.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.as_slice().first()
    }

    /// Returns the item with this index, counted from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.as_slice().get(index)
    }
}

/// Iterates over the items of a list; a list that is left out or emptied has none.
impl<T> IntoIterator for Maybe<Vec<T>> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_set().unwrap_or_default().into_iter()
    }
}

/// Iterates over the items of a list; a list that is left out or emptied has none.
impl<'a, T> IntoIterator for &'a Maybe<Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
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

/// Converts to the value if it is set; [`Maybe::Absent`] and [`Maybe::Empty`] both become `None`.
impl<T> From<Maybe<T>> for Option<T> {
    fn from(value: Maybe<T>) -> Self {
        value.into_set()
    }
}

/// Carries the message of the compiler for a [`Maybe`] that is used like an `Option`; nothing implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a `Maybe` is not an `Option`: it also distinguishes an emptied element from one that is left out",
    label = "`Option` has this method, `Maybe` does not",
    note = "`.into_set()` returns the value as an `Option`, `.set()` borrows it; `is_set`, `is_emptied` and `is_absent` tell the \
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
    unwrap() unwrap_or_default() is_some() is_none() as_ref() take()
    expect(A) unwrap_or(A) unwrap_or_else(A) map(A) and_then(A) ok_or(A) is_some_and(A)
}
