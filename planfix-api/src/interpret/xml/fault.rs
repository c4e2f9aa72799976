//! What can be wrong with a document that is read.

use super::envelope::Refusal;
use std::fmt;

/// A document that was not read, with every fault found in it.
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

    /// Returns this error with the number of faults that are not listed.
    pub(super) fn with_others(mut self, others: usize) -> Self {
        self.others = others;
        self
    }

    /// Returns this error as one of a refusal whose code was read before the fault.
    pub(super) fn refused(mut self, refusal: Refusal) -> Self {
        self.refusal = Some(Box::new(refusal));
        self
    }

    /// Returns the refusal that the document carries, if its code was read before the first fault.
    ///
    /// ```
    /// use planfix_api::{Typed, contact, xml};
    ///
    /// let cut_off = br#"<response status="error"><code>0015</code><mess"#;
    /// let error = xml::read_response(cut_off, &mut contact::get::Response::blank()).unwrap_err();
    /// assert_eq!(error.refusal().unwrap().code, "0015");
    /// ```
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_deref()
    }

    /// Returns this error as one of a response that begins with `status="ok"`.
    pub(super) fn accepted(mut self) -> Self {
        self.accepted = true;
        self
    }

    /// Whether the document is a response that begins with `status="ok"`: the request was carried out, whatever
    /// follows.
    #[must_use]
    pub const fn was_accepted(&self) -> bool {
        self.accepted
    }

    /// Whether the document is in windows-1251, or looks like it.
    pub(super) fn is_of_windows_1251(&self) -> bool {
        self.faults.iter().any(|fault| match &fault.kind {
            FaultKind::Malformed(Malformed::Encoding { name, .. }) => {
                name.eq_ignore_ascii_case("windows-1251") || name.eq_ignore_ascii_case("cp1251")
            }
            _ => false,
        })
    }

    /// Whether the document is in an encoding that is not read.
    pub(crate) fn is_of_encoding(&self) -> bool {
        let mut kinds = self.faults.iter().map(|fault| &fault.kind);
        kinds.any(|kind| {
            matches!(
                kind,
                FaultKind::Malformed(Malformed::NotUtf8 | Malformed::Encoding { .. })
            )
        })
    }

    /// Returns the faults, at least one, in the order of the document: the first hundred, see [`ReadError::others`].
    #[must_use]
    pub fn faults(&self) -> &[ReadFault] {
        &self.faults
    }

    /// Returns the number of faults beyond those that [`ReadError::faults`] lists.
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

/// One fault of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadFault {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Path of the element below the root: `contact.phones.phone[0].number`; empty where the
    /// document itself is at fault.
    pub path: String,
    /// What it is.
    pub kind: FaultKind,
    /// Row of the table that says so, as `file:line`; empty where no row is concerned.
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

/// Kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultKind {
    /// The bytes are no well-formed XML, or hold what PlanFix never sends.
    #[error("{0}")]
    Malformed(Malformed),
    /// The root, or an attribute of it, is not that of such a message.
    #[error("expected {expected}, found {found}")]
    WrongRoot {
        /// What should stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A value is not of the type of its row.
    #[error("expected {expected}{}", .found.as_ref().map_or(String::new(), |found| format!(", found {found:?}")))]
    WrongValue {
        /// What should stand there.
        expected: &'static str,
        /// What stands there; `None` where it is personal or a secret.
        found: Option<String>,
    },
    /// An element that must be there is missing, or is empty.
    #[error("missing: it must be there and not be empty")]
    Missing,
    /// No member of a one-of is there; their paths.
    #[error("nothing chosen: give exactly one of {}", .0.join(", "))]
    NoChoice(Vec<String>),
    /// A list with more items than the limit; the others are not read.
    #[error("more than {0} items")]
    Items(usize),
    /// More than the limit that no table knows; what is behind that is not read.
    #[error("more than {0} elements, attributes or texts that no table knows")]
    Unknown(usize),
    /// Several members of a one-of are there, and no precedence says which wins.
    #[error("stands beside another of the same choice: give one of them")]
    Conflict,
}

/// Why bytes are no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// There is nothing.
    #[error("empty document")]
    Empty,
    /// Not UTF-8.
    #[error("not UTF-8: convert the document to UTF-8")]
    NotUtf8,
    /// Another encoding than UTF-8.
    #[error("{} {name}, and only UTF-8 is read: convert the document to UTF-8{}",
        if *.declared { "the document declares the encoding" } else { "not UTF-8; the document looks like" },
        if *.declared { " and correct its declaration" } else { "" })]
    Encoding {
        /// Name of the encoding: `windows-1251`.
        name: String,
        /// Whether the document says so itself; otherwise its bytes look like it.
        declared: bool,
    },
    /// White space before the declaration, which XML allows only at the very start.
    #[error("white space before the declaration `<?xml ...?>`: remove it, the declaration must come first")]
    SpaceBeforeDeclaration,
    /// A character that XML cannot carry.
    #[error("character U+{:04X} cannot stand in XML", u32::from(*.0))]
    Character(char),
    /// The document ends before its root does.
    #[error("the document ends inside element `{0}`: it was cut off")]
    Truncated(String),
    /// An end tag of another element than the innermost open one.
    #[error("`</{found}>` stands where `</{expected}>` should")]
    EndTag {
        /// Name of the innermost open element.
        expected: String,
        /// Name that stands there.
        found: String,
    },
    /// A document type declaration: PlanFix never sends one, and it is a way to attack readers.
    #[error("DOCTYPE is not accepted")]
    Doctype,
    /// A reference to an entity that XML does not define.
    #[error("unknown entity `&{0};`")]
    Entity(String),
    /// Text where the root element should begin.
    #[error("text where the first element should begin: this is no XML")]
    NoRoot,
    /// Something after the root.
    #[error("only one root element may be here")]
    OutsideRoot,
    /// Elements inside each other, deeper than the limit.
    #[error("elements are nested deeper than {0}")]
    Depth(usize),
    /// More bytes than the limit.
    #[error("the document has more than {0} bytes")]
    Size(usize),
    /// An element with more attributes than the limit.
    #[error("an element has more than {0} attributes")]
    Attributes(usize),
    /// A name longer than the limit.
    #[error("a name has more than {0} bytes")]
    NameLength(usize),
    /// Not well-formed; what is wrong.
    #[error("not well-formed: {0}")]
    Syntax(String),
}
