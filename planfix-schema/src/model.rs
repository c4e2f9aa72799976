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
    /// What becomes of a `patch` field that a request leaves out.
    pub left_out: LeftOut,
    /// What the answer is.
    pub reply: Reply,
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

/// What becomes of a `patch` field that a request leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It keeps its value.
    Keep,
    /// It goes back to its default.
    Reset,
}

/// What the answer of a method is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// The elements of the response.
    Xml,
    /// A file: the body of the HTTP answer, or where it redirects to.
    File,
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
    /// Titles of the vendor's pages that list its values or filters; often none.
    pub pages: Vec<String>,
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
    Record(Record, Vec<Filter>),
    /// A value that has one of several forms; the last one is any text.
    Union(Vec<Form>),
}

/// One form of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Rust variant.
    pub rust: String,
    /// Type of the value.
    pub ty: Type,
    /// Prose.
    pub doc: String,
    /// Line of the row, from 1.
    pub line: u32,
}

/// One filter that a record can be: a row of `## Filters`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Number of its type on the wire.
    pub number: i64,
    /// Rust name of the constructor. Not escaped: may be a keyword.
    pub rust: String,
    /// How it compares.
    pub operator: Operand,
    /// What it compares with.
    pub value: Operand,
    /// Whether it needs the identifier of a custom field.
    pub field: bool,
    /// Prose.
    pub doc: String,
    /// Line of the row, from 1.
    pub line: u32,
}

/// An operator or a value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// Always this text.
    Constant(String),
    /// Any value of this type.
    Any(Type),
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
    /// The rules over several rows, in the order of their first member.
    pub combinations: Vec<Combination>,
}

/// A rule over several rows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combination {
    /// The name that its rows share; not a Rust name.
    pub name: String,
    /// The rule, with the numbers of its fields.
    pub rule: Combined,
}

/// A rule over several rows, each given by the number of its field in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Combined {
    /// `any-of`: at least one of the fields is set.
    AnyOf(Vec<u16>),
    /// `total`: the number of items that the lists have together.
    Total {
        /// The lists.
        lists: Vec<u16>,
        /// The least number of items.
        min: Option<i64>,
        /// The greatest number of items.
        max: Option<i64>,
    },
    /// `alternative`: the fields of at most one of these sets are set.
    Alternatives(Vec<Vec<u16>>),
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
    /// `time-or-date`.
    TimeOrDate,
    /// `base64`.
    Bytes,
    /// Several values in one text: `words(T)`, `commas(T)`, `semicolons(T)`, `brackets(T)`.
    Joined(Joint, Box<Self>),
    /// A shared type, by name.
    Shared(String),
    /// A struct made from the rows below.
    Record(Record),
}

/// How several values stand in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// A space between.
    Words,
    /// A comma between.
    Commas,
    /// A semicolon between.
    Semicolons,
    /// In brackets, a comma between; texts in quotes.
    Brackets,
}

impl Joint {
    /// Every joint, in the order of the grammar.
    pub const ALL: [Self; 4] = [Self::Words, Self::Commas, Self::Semicolons, Self::Brackets];

    /// The word of the table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Commas => "commas",
            Self::Semicolons => "semicolons",
            Self::Brackets => "brackets",
        }
    }
}

/// A condition: another row of the same struct has one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Whole path of the other row.
    pub path: String,
    /// Its values, as on the wire.
    pub values: Vec<String>,
}

/// The rules of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Must be there and not be empty.
    pub required: bool,
    /// Left out keeps, emptied clears, set replaces.
    pub patch: bool,
    /// With `patch`: left out it goes back to its default, instead of keeping its value.
    pub resets: bool,
    /// Number of its one-of in `Record::choices`.
    pub choice: Option<usize>,
    /// Never shown.
    pub secret: bool,
    /// About a person: not shown in Debug, errors, logs.
    pub personal: bool,
    /// Bounds of a number, both included.
    pub range: Option<(Option<i64>, Option<i64>)>,
    /// How many items a list may have.
    pub items: Option<(Option<i64>, Option<i64>)>,
    /// May be set only where this holds, or the other row is left out.
    pub only_if: Option<Condition>,
    /// Must be there where this holds.
    pub required_if: Option<Condition>,
    /// What the server takes where it is left out.
    pub default: Option<String>,
    /// When the vendor's page first has it: a year, a month or a day.
    pub since: Option<String>,
    /// No longer part of the API, since this date or, where the text is empty, since one that is not known: may be
    /// read, and cannot be set in a request.
    pub removed: Option<String>,
}

impl Type {
    /// Whether both have one type in Rust, which knows nothing of the length of a text.
    #[must_use]
    pub fn is_same_in_rust(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Text { .. }, Self::Text { .. })) || self == other
    }
}

impl Field {
    /// Whether it is a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.shape != Shape::Single
    }

    /// Whether its value tells it from the other members of its one-of: none of them has its type in Rust.
    /// A list of a type has another type than one value of it.
    #[must_use]
    pub fn is_told_by_value(&self, members: &[&Self]) -> bool {
        let is_same = |other: &&&Self| other.is_list() == self.is_list() && other.ty.is_same_in_rust(&self.ty);
        members.iter().filter(is_same).count() == 1
    }
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

/// A difference between a table and the vendor's page that is known and meant: a part of a row of
/// `spec/differences.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDifference {
    /// Name of the method, or of the shared type.
    pub method: String,
    /// `request`, `response`, `values` or `filters`.
    pub side: String,
    /// Path of the element without `[]`, or what stands in its place.
    pub element: String,
    /// What the page says.
    pub page: String,
    /// What the table says.
    pub table: String,
    /// Line of the row, from 1.
    pub line: u32,
}

impl KnownDifference {
    /// Whether the other one is about the same thing and says the same.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.method == other.method
            && self.side == other.side
            && self.element == other.element
            && self.page == other.page
            && self.table == other.table
    }
}
