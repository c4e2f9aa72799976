//! The faults of a document.

use super::refusal::Refusal;
use std::fmt;

/// An error for a document that could not be read, with all its faults.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", Lines(.faults, *.others))]
pub struct ReadError {
    faults: Vec<ReadFault>,
    others: usize,
    accepted: bool,
    refusal: Option<Box<Refusal>>,
}

impl ReadError {
    pub(super) fn new(faults: Vec<ReadFault>) -> Self {
        Self {
            faults,
            others: 0,
            accepted: false,
            refusal: None,
        }
    }

    /// Sets the number of faults that are not listed.
    pub(super) fn with_others(mut self, others: usize) -> Self {
        self.others = others;
        self
    }

    /// Marks the document as a refusal whose code was read before the fault.
    pub(super) fn refused(mut self, refusal: Refusal) -> Self {
        self.refusal = Some(Box::new(refusal));
        self
    }

    /// Returns the refusal that the document carries, if its code was read before the first fault.
    ///
    /// ```
    /// use planfix_api::{contact, xml, record::Typed};
    ///
    /// let cut_off = br#"<response status="error"><code>0015</code><mess"#;
    /// let error = xml::read_response(cut_off, &mut contact::get::Response::blank()).unwrap_err();
    /// assert_eq!(error.refusal().unwrap().code, "0015");
    /// ```
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_deref()
    }

    /// Marks the document as a response that begins with `status="ok"`.
    pub(super) fn accepted(mut self) -> Self {
        self.accepted = true;
        self
    }

    /// Returns true if the document is a response that begins with `status="ok"`: the request was carried out,
    /// whatever follows.
    #[must_use]
    pub const fn was_accepted(&self) -> bool {
        self.accepted
    }

    /// Returns true if the document declares windows-1251, or looks like it.
    pub(super) fn is_of_windows_1251(&self) -> bool {
        self.faults.iter().any(|fault| match &fault.kind {
            FaultKind::Malformed(Malformed::Encoding { name, .. }) => {
                name.eq_ignore_ascii_case("windows-1251") || name.eq_ignore_ascii_case("cp1251")
            }
            _ => false,
        })
    }

    /// Returns true if the document is not in UTF-8.
    pub(crate) fn is_of_encoding(&self) -> bool {
        let mut kinds = self.faults.iter().map(|fault| &fault.kind);
        kinds.any(|kind| {
            matches!(
                kind,
                FaultKind::Malformed(Malformed::NotUtf8 | Malformed::Encoding { .. })
            )
        })
    }

    /// Returns the faults in the order of the document: at least one, and at most a hundred. [`ReadError::others`]
    /// counts the rest.
    #[must_use]
    pub fn faults(&self) -> &[ReadFault] {
        &self.faults
    }

    /// Returns the number of faults that [`ReadError::faults`] does not list.
    #[must_use]
    pub const fn others(&self) -> usize {
        self.others
    }
}

struct Lines<'a>(&'a [ReadFault], usize);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        match self.1 {
            0 => Ok(()),
            1 => f.write_str("\nand 1 other"),
            others => write!(f, "\nand {others} others"),
        }
    }
}

/// A fault in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadFault {
    /// Line number, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Path of the element below the root, such as `contact.phones.phone[0].number`; empty for a fault of the document
    /// itself.
    pub path: String,
    /// The kind of fault, with its details.
    pub kind: FaultKind,
    /// Row of the table that was broken, as `file:line`; empty if no row is concerned.
    pub row: String,
}

impl fmt::Display for ReadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}", self.kind)?;
        if !self.row.is_empty() {
            write!(f, " ({})", self.row)?;
        }
        Ok(())
    }
}

/// The kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultKind {
    /// The bytes are not well-formed XML, or contain something that PlanFix never sends.
    #[error("{0}")]
    Malformed(Malformed),
    /// The root or its attribute is not the expected one.
    #[error("expected {expected}, found {found}")]
    WrongRoot {
        /// The expected root.
        expected: String,
        /// The root in the document.
        found: String,
    },
    /// A value does not have the type of its row.
    #[error("expected {expected}{}", .found.as_ref().map_or(String::new(), |found| format!(", found {found:?}")))]
    WrongValue {
        /// The expected kind of value.
        expected: &'static str,
        /// The value in the document; `None` if it is personal or a secret.
        found: Option<String>,
    },
    /// A required element is missing or empty.
    #[error("missing: this element is required and must not be empty")]
    Missing,
    /// No member of a required one-of is set; holds their paths.
    #[error("none of a choice is set: set exactly one of {}", .0.join(", "))]
    NoChoice(Vec<String>),
    /// A list has more items than the limit; the rest is not read.
    #[error("more than {0} items")]
    Items(usize),
    /// More elements than the limit are not in the table; the rest of the document is not read.
    #[error("more than {0} elements, attributes or texts that are not in the table")]
    Unknown(usize),
    /// Several members of a one-of are set, and the table does not say which one wins.
    #[error("conflicts with another element of the same choice: set only one of them")]
    Conflict,
}

/// The reasons why bytes are not a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// It is empty.
    #[error("empty document")]
    Empty,
    /// It is not UTF-8.
    #[error("not UTF-8: convert the document to UTF-8")]
    NotUtf8,
    /// It has another encoding than UTF-8.
    #[error("{} {name}; only UTF-8 can be read: convert the document to UTF-8{}",
        if *.declared { "the document declares the encoding" } else { "not UTF-8; the document looks like" },
        if *.declared { " and correct its declaration" } else { "" })]
    Encoding {
        /// Name of the encoding, such as `windows-1251`.
        name: String,
        /// True if the document declares the encoding; false if its bytes only look like it.
        declared: bool,
    },
    /// White space precedes the declaration, which XML allows only at the very start.
    #[error("white space before the declaration `<?xml ...?>`: remove it, the declaration must come first")]
    SpaceBeforeDeclaration,
    /// It has a character that XML does not allow.
    #[error("character U+{:04X} is not allowed in XML", u32::from(*.0))]
    Character(char),
    /// It ends before its root does.
    #[error("the document ends inside element `{0}`: it was cut off")]
    Truncated(String),
    /// An end tag does not match the innermost open element.
    #[error("expected `</{expected}>`, found `</{found}>`")]
    EndTag {
        /// Name of the innermost open element.
        expected: String,
        /// Name in the end tag.
        found: String,
    },
    /// It has a document type declaration, which PlanFix never sends and attackers use.
    #[error("a document type is not accepted: remove `<!DOCTYPE`")]
    Doctype,
    /// It refers to an entity that XML does not define.
    #[error("unknown entity `&{0};`")]
    Entity(String),
    /// It has text where the root element should begin.
    #[error("text where the first element should begin: this is not XML")]
    NoRoot,
    /// It has content outside of the root.
    #[error("content outside of the root element: remove it")]
    OutsideRoot,
    /// Its elements are nested deeper than the limit.
    #[error("elements are nested deeper than {0}")]
    Depth(usize),
    /// It has more bytes than the limit.
    #[error("the document has more than {0} bytes")]
    Size(usize),
    /// An element has more attributes than the limit.
    #[error("an element has more than {0} attributes")]
    Attributes(usize),
    /// A name is longer than the limit.
    #[error("a name has more than {0} bytes")]
    NameLength(usize),
    /// It is not well-formed; holds the reason.
    #[error("not well-formed: {0}")]
    Syntax(String),
}
