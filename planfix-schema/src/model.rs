//! The model: what a table says, as plain data.
//!
//! This is the one thing between reading (`read`) and generating (`planfix-derive`, the docs).
//! A model exists only for a table without faults, so what generates from it checks nothing again.

/// A method of the API: `spec/methods/NAME.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// Name on the wire, such as `contact.update`.
    pub name: String,
    /// Prose under the title, Markdown.
    pub doc: String,
    /// What a call does, and so what a lost answer means.
    pub effect: Effect,
    /// Where the facts come from.
    pub source: String,
    /// Paths of one-of members, strongest first; empty where several are an error.
    pub precedence: Vec<String>,
    /// The request, a struct named `Request`.
    pub request: Record,
    /// The response, a struct named `Response`.
    pub response: Record,
}

/// What a call does to the account, and so whether it may be sent again after a lost answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Ends in the same state however often it is sent.
    Set,
    /// Makes something new each time.
    Create,
    /// Removes; a second call finds nothing.
    Delete,
    /// Acts each time: toggles, sends, posts.
    Act,
}

impl Effect {
    /// Every effect, in the order of the grammar.
    pub const ALL: [Self; 5] = [Self::Read, Self::Set, Self::Create, Self::Delete, Self::Act];

    /// The word of the table, which is also the variant's name in lower case.
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
}

/// A shared type: `spec/types/NAME.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedType {
    /// Rust name, such as `ContactId`.
    pub name: String,
    /// Prose under the title.
    pub doc: String,
    /// Where the facts come from; may be empty.
    pub source: String,
    /// What it is.
    pub kind: SharedKind,
}

/// What a shared type is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharedKind {
    /// An identifier: an integer of its own type.
    Id,
    /// An open set of values.
    Enum {
        /// The listed values, in order.
        values: Vec<EnumValue>,
        /// The variant for a number: its Rust name and its `id` type.
        number: Option<(String, String)>,
    },
    /// Elements shared by several methods.
    Record(Record),
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// Text on the wire.
    pub wire: String,
    /// Rust variant.
    pub rust: String,
    /// Prose.
    pub doc: String,
    /// Line of the row, from 1.
    pub line: u32,
}

/// A struct: the request, the response, or an element that holds others and has a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Rust name.
    pub name: String,
    /// Prose of its row.
    pub doc: String,
    /// Path of the element it stands for; empty for a root.
    pub path: String,
    /// Line of its row, from 1; the heading's for a root.
    pub line: u32,
    /// Elements in the order of the wire. Attributes come first.
    pub elements: Vec<Element>,
    /// The one-of groups, in the order of their first member.
    pub choices: Vec<Choice>,
}

/// A one-of group of a record; a Rust enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Name of the rule's argument, also the Rust field: `key`.
    pub name: String,
    /// Rust name of the enum: `Key`.
    pub rust: String,
    /// Exactly one (true) or at most one (false).
    pub required: bool,
}

/// One element, attribute or text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Name on the wire. For `Place::Text` it is `#text`.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// What it holds.
    pub content: Content,
}

/// Where a value stands in its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A child element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the parent itself.
    Text,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Others, whose fields belong to the struct around: an element without a row.
    Group(Vec<Element>),
    /// A field of the struct.
    Field(Box<Field>),
}

/// A field of a struct: one row (a list has one or two).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Whole path below the root as in the table, with `[]`, `@`, `#text`.
    pub path: String,
    /// Rust name of the field, or of the variant in its one-of. Not escaped: may be a keyword.
    pub rust: String,
    /// Number in its record, counted from 0 in the order of the wire, through groups.
    pub index: u16,
    /// One value or several.
    pub shape: Shape,
    /// Type of the value, or of one item.
    pub ty: Type,
    /// Prose; for a wrapped list that of the outer row, then that of the item.
    pub doc: String,
    /// Line of its row, from 1.
    pub line: u32,
    /// The rules of the row.
    pub rules: Rules,
}

/// One value or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One value.
    Single,
    /// The element itself repeats among its siblings.
    Repeat,
    /// The element wraps items of this wire name and holds nothing else.
    List {
        /// Wire name of an item.
        item: String,
    },
}

/// Type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `string`, `string(N)`.
    Text {
        /// Exact number of characters.
        length: Option<u32>,
    },
    /// `int`.
    Int,
    /// `decimal`.
    Decimal,
    /// `bool`.
    Bool,
    /// `date`.
    Date,
    /// `datetime`.
    DateTime,
    /// `time`.
    Time,
    /// `base64`.
    Bytes,
    /// A shared type, by name.
    Shared(String),
    /// A struct made from the rows below.
    Record(Record),
}

/// The rules of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Must be there and not be empty.
    pub required: bool,
    /// Left out keeps, emptied clears, set replaces.
    pub patch: bool,
    /// Number of its one-of in `Record::choices`.
    pub choice: Option<usize>,
    /// Never shown.
    pub secret: bool,
    /// About a person: not shown in Debug, errors, logs.
    pub personal: bool,
    /// Bounds of a number, both included.
    pub range: Option<(Option<i64>, Option<i64>)>,
    /// What the server takes where it is left out.
    pub default: Option<String>,
}

impl Record {
    /// Every field, through groups, in the order of `Field::index`.
    #[must_use]
    pub fn fields(&self) -> Vec<&Field> {
        fn walk<'a>(elements: &'a [Element], out: &mut Vec<&'a Field>) {
            for element in elements {
                match &element.content {
                    Content::Group(inner) => walk(inner, out),
                    Content::Field(field) => out.push(field),
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.elements, &mut out);
        out
    }

    /// The structs made from rows of this record, nested ones after the one that holds them.
    #[must_use]
    pub fn records(&self) -> Vec<&Record> {
        let mut out = Vec::new();
        for field in self.fields() {
            if let Type::Record(record) = &field.ty {
                out.push(record);
                out.extend(record.records());
            }
        }
        out
    }
}

/// One error code of `spec/errors.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code as on the wire; leading zeros count.
    pub code: String,
    /// What to do about it.
    pub class: ErrorClass,
    /// What it is about.
    pub group: String,
    /// What it means.
    pub meaning: String,
    /// Line of its row, from 1.
    pub line: u32,
}

/// What to do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// Key, token or password is wrong or not allowed.
    Credentials,
    /// Log in again.
    Session,
    /// The account cannot use this.
    Account,
    /// Another data centre.
    Endpoint,
    /// The daily limit.
    Limit,
    /// Maintenance.
    Later,
    /// The object is being changed.
    Busy,
    /// No such object.
    NotFound,
    /// No right.
    Denied,
    /// The request is wrong.
    Input,
    /// The server could not carry it out.
    Failed,
}

impl ErrorClass {
    /// Every class: its word in the table, its Rust variant.
    pub const ALL: [(Self, &'static str, &'static str); 11] = [
        (Self::Credentials, "credentials", "Credentials"),
        (Self::Session, "session", "Session"),
        (Self::Account, "account", "Account"),
        (Self::Endpoint, "endpoint", "Endpoint"),
        (Self::Limit, "limit", "Limit"),
        (Self::Later, "later", "Later"),
        (Self::Busy, "busy", "Busy"),
        (Self::NotFound, "not-found", "NotFound"),
        (Self::Denied, "denied", "Denied"),
        (Self::Input, "input", "Input"),
        (Self::Failed, "failed", "Failed"),
    ];

    /// Name of the Rust variant.
    #[must_use]
    pub fn variant(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(class, ..)| *class == self)
            .map_or("Failed", |(_, _, variant)| variant)
    }
}
