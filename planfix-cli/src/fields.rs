//! The fields of a table as a flat list, each with the name that people write: flags of the command
//! line, keys of an item, rows of `planfix explain`.

use planfix_api::table::{Content, Element, Kind, Place, Row, Table};

/// One row of a table, or of a table inside it.
pub(crate) struct Field {
    /// Name for people: wire names below the first element, without the elements of items:
    /// `midName`, `group.id`, `responsible.users`, `phones.number`.
    pub name: String,
    /// Whole path on the wire: `contact.phones.phone[].number`.
    pub wire: String,
    /// Numbers of the fields that lead from the record to this one; empty inside an item.
    pub steps: Vec<u16>,
    /// Whether it belongs to an item of a list, and so to no place of its own in the record.
    pub in_item: bool,
    /// Whether it is a list; then `kind` is that of an item.
    pub many: bool,
    /// Whether several elements stand side by side, without one around them.
    pub bare: bool,
    /// Kind of the value, or of one item.
    pub kind: Kind,
    /// Its row.
    pub row: &'static Row,
    /// The table that holds the row.
    pub table: &'static Table,
    /// Its number in that table.
    pub number: u16,
}

impl Field {
    /// Whether it holds others and no value of its own.
    pub(crate) fn is_record(&self) -> bool {
        !self.many && matches!(self.kind, Kind::Record(_))
    }

    /// Whether one word of a command line can be its value, or one item of it.
    pub(crate) fn is_word(&self) -> bool {
        !self.in_item && !self.is_record()
    }
}

/// Every field of a request or a response, those inside of others after the one that holds them.
pub(crate) fn of_message(table: &'static Table) -> Vec<Field> {
    of(table, true)
}

/// Every field of an item of a list.
pub(crate) fn of_item(table: &'static Table) -> Vec<Field> {
    of(table, false)
}

fn of(table: &'static Table, message: bool) -> Vec<Field> {
    let mut walk = Walk {
        out: Vec::new(),
        open: Vec::new(),
        message,
    };
    let start = At {
        name: "",
        wire: "",
        steps: &[],
        in_item: false,
    };
    walk.table(table, &start);
    walk.out
}

struct Walk {
    out: Vec<Field>,
    /// Tables that are being walked: one inside itself is not walked again.
    open: Vec<&'static Table>,
    message: bool,
}

/// Where the walk stands.
struct At<'a> {
    name: &'a str,
    wire: &'a str,
    steps: &'a [u16],
    in_item: bool,
}

impl Walk {
    fn table(&mut self, table: &'static Table, at: &At<'_>) {
        if self.open.iter().any(|open| std::ptr::eq(*open, table)) {
            return;
        }
        self.open.push(table);
        self.elements(table, table.elements, at);
        self.open.pop();
    }

    fn elements(&mut self, table: &'static Table, elements: &'static [Element], at: &At<'_>) {
        for element in elements {
            let name = match element.place {
                // The text of an element has the element's own name.
                Place::Text if !at.name.is_empty() => at.name.to_owned(),
                Place::Text => "#text".to_owned(),
                Place::Attribute => format!("{}@{}", at.name, element.name),
                Place::Element => join(at.name, element.name),
            };
            let mut wire = match element.place {
                Place::Text => format!("{}#text", at.wire),
                Place::Attribute => format!("{}@{}", at.wire, element.name),
                Place::Element => join(at.wire, element.name),
            };
            let (number, kind, many) = match element.content {
                Content::Group(inner) => {
                    // The first element below the root adds nothing to the names.
                    let first = self.message && at.wire.is_empty();
                    let name = if first { "" } else { name.as_str() };
                    self.elements(
                        table,
                        inner,
                        &At {
                            name,
                            wire: &wire,
                            ..*at
                        },
                    );
                    continue;
                }
                Content::Value { field, kind } => (field, kind, false),
                Content::Repeat { field, kind } => (field, kind, true),
                Content::List { field, kind, item } => {
                    wire = join(&wire, item.name);
                    (field, kind, true)
                }
            };
            let Some(row) = element.row else { continue };
            if many {
                wire.push_str("[]");
            }
            let steps = if at.in_item {
                Vec::new()
            } else {
                [at.steps, &[number]].concat()
            };
            self.out.push(Field {
                name: name.clone(),
                wire: wire.clone(),
                steps: steps.clone(),
                in_item: at.in_item,
                many,
                bare: matches!(element.content, Content::Repeat { .. }),
                kind,
                row,
                table,
                number,
            });
            if let Kind::Record(inner) = kind {
                let at = At {
                    name: &name,
                    wire: &wire,
                    steps: &steps,
                    in_item: at.in_item || many,
                };
                self.table(inner, &at);
            }
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
