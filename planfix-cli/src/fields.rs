//! The fields of a table as a flat list, each with its name for people: a flag of the command line, a key of an item,
//! a row of `planfix explain`.

use planfix_api::table::{Content, Element, Kind, Method, Place, Row, Table};

/// One row of a table, or of a table nested in it.
pub(crate) struct Field {
    /// The name for people: wire names without the element named like the group and without the elements of items:
    /// `midName`, `group.id`, `responsible.users`, `phones.number`.
    pub name: String,
    /// The whole path on the wire: `contact.phones.phone[].number`.
    pub wire: String,
    /// The fields that lead from the record to this one; empty inside an item.
    pub steps: Vec<Step>,
    /// True if the field belongs to a list item, and so has no fixed place in the record.
    pub in_item: bool,
    /// True if the field is a list; `kind` is then the kind of an item.
    pub many: bool,
    /// True if the items are siblings without an element around them.
    pub bare: bool,
    pub kind: Kind,
    pub row: &'static Row,
    /// The table that holds the row.
    pub table: &'static Table,
}

/// One step from a record to a field inside it.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    /// The number of the field in its record.
    pub field: u16,
    /// For a value of several forms, the form that the next step enters.
    pub form: Option<&'static Table>,
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        let form = match (self.form, other.form) {
            (None, None) => true,
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            _ => false,
        };
        self.field == other.field && form
    }
}

impl Field {
    /// Returns true if the field holds other fields and no value of its own.
    pub(crate) fn is_record(&self) -> bool {
        !self.many && matches!(self.kind, Kind::Record(_))
    }

    /// Returns true if a single word of the command line can be the value, or one item of it.
    pub(crate) fn is_word(&self) -> bool {
        !self.in_item && !self.is_record()
    }

    /// Returns the one-of that the field belongs to.
    pub(crate) fn choice(&self) -> Option<Choice> {
        let choice = self.table.choices.get(usize::from(self.row.rules.choice?))?;
        let row = |member: &u16| {
            let mut elements = self.table.fields();
            let element = elements.find(|element| element.content.field().is_some_and(|(number, _)| number == *member));
            Some(element?.row?.path)
        };
        Some(Choice {
            required: choice.required,
            ranked: choice.ranked,
            rows: choice.members.iter().filter_map(row).collect(),
        })
    }

    /// Returns the position of the row as `file:line`.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.table.file, self.row.line)
    }
}

/// A one-of, with the paths of its rows.
pub(crate) struct Choice {
    /// True for exactly one, false for at most one.
    pub required: bool,
    /// True if the first row wins when a message carries several.
    pub ranked: bool,
    /// The rows; if `ranked`, the strongest first.
    pub rows: Vec<&'static str>,
}

impl Choice {
    /// Describes the requirement in words.
    pub(crate) fn asks(&self) -> &'static str {
        if self.required {
            "exactly one of"
        } else {
            "at most one of"
        }
    }
}

/// Returns every field of a request or a response; nested fields follow the field that holds them.
pub(crate) fn of_message(method: &Method, table: &'static Table) -> Vec<Field> {
    of(table, method.group())
}

/// Returns every field of a list item.
pub(crate) fn of_item(table: &'static Table) -> Vec<Field> {
    of(table, "")
}

fn of(table: &'static Table, group: &str) -> Vec<Field> {
    let mut walk = Walk {
        out: Vec::new(),
        open: Vec::new(),
        group,
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

struct Walk<'a> {
    out: Vec<Field>,
    /// The tables on the current path; a table nested in itself is not entered again.
    open: Vec<&'static Table>,
    /// The root element left out of names: `contact` in contact.update.
    group: &'a str,
}

/// The current position of the walk.
struct At<'a> {
    name: &'a str,
    wire: &'a str,
    steps: &'a [Step],
    in_item: bool,
}

impl Walk<'_> {
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
                // The text of an element has the name of the element.
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
                    let is_group = at.wire.is_empty() && element.name == self.group;
                    let name = if is_group { "" } else { name.as_str() };
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
                let form = None;
                [at.steps, &[Step { field: number, form }]].concat()
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
            });
            let in_item = at.in_item || many;
            let own = match kind {
                Kind::Record(inner) => Some((inner, None)),
                _ => None,
            };
            // The elements of a form take the position that text of another form would have.
            let others = forms(kind).map(|form| (form, Some(form)));
            for (inner, form) in own.into_iter().chain(others) {
                let mut steps = steps.clone();
                if let Some(step) = steps.last_mut() {
                    step.form = form;
                }
                let at = At {
                    name: &name,
                    wire: &wire,
                    steps: &steps,
                    in_item,
                };
                self.table(inner, &at);
            }
        }
    }
}

/// Returns the forms of a value that are elements with children.
pub(crate) fn forms(kind: Kind) -> impl Iterator<Item = &'static Table> {
    let forms = match kind {
        Kind::Union(union) => union.forms,
        _ => &[],
    };
    forms.iter().filter_map(|form| match form.kind {
        Kind::Record(table) => Some(table),
        _ => None,
    })
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
