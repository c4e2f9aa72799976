//! Columns: which value of the request each one sets, and the request that the cells of a row make.

mod leaves;

use crate::Cell;
use crate::reading::{self, Place};
use leaves::{Leaf, Step};
use planfix_api::table::Method;
use serde_json::{Map, Value};

/// The meaning of columns, as the user sets it.
#[derive(Debug, Clone, Default)]
pub struct ColumnOptions {
    /// Pairs of a field and the name of the column that sets it, for columns that are not named as their fields.
    pub map: Vec<(String, String)>,
    /// Pairs of a field and the text that every row sets it to.
    pub set: Vec<(String, String)>,
    /// Names of columns that are not sent.
    pub ignore: Vec<String>,
    /// True if an empty cell empties its field; otherwise it leaves the field out.
    pub clear_empty: bool,
}

/// The columns of an input, resolved.
#[derive(Debug)]
pub(crate) struct Columns {
    columns: Vec<Column>,
    has_decimal_comma: bool,
    clear_empty: bool,
}

#[derive(Debug)]
struct Column {
    /// Index of the cell; `None` for a value that every row has.
    cell: Option<usize>,
    constant: Cell,
    /// Name in messages.
    name: String,
    place: Place,
    way: Vec<Way>,
    /// The identifier of a custom field, set beside the value.
    custom: Option<i64>,
    /// True if the column alone fills its list, so that one cell may hold several items.
    is_list: bool,
}

/// A step of the way to a value, with the number of each item.
#[derive(Debug, Clone, PartialEq)]
enum Way {
    Name(&'static str),
    Item(usize),
}

const CUSTOM: &str = "custom:";

/// The fields of a method, by which columns are found. Built once for a job.
#[derive(Debug)]
pub(crate) struct Fields {
    method: &'static Method,
    leaves: Vec<Leaf>,
}

impl Fields {
    pub(crate) fn of(method: &'static Method) -> Self {
        Self {
            method,
            leaves: leaves::of(method),
        }
    }

    /// Resolves a name such as `contact.id`, `phones.phone[1].number` or `custom:101`.
    fn find(&self, name: &str) -> Result<(&Leaf, Vec<Way>, Option<i64>), String> {
        if let Some(field) = name.strip_prefix(CUSTOM) {
            return self.custom(field.trim());
        }
        let (plain, numbers) = without_numbers(name).ok_or_else(|| format!("`{name}`: a bracket is missing"))?;
        let leaf = self.leaves.iter().find(|leaf| leaf.is_called(&plain));
        let leaf = leaf.ok_or_else(|| self.unknown(name, &plain))?;
        if !numbers.is_empty() && numbers.len() != leaf.lists() {
            return Err(format!(
                "`{name}`: has {} lists on its way, number each of them from 0",
                leaf.lists()
            ));
        }
        let mut numbers = numbers.into_iter();
        let way = leaf.way.iter().map(|step| match step {
            Step::Name(name) => Way::Name(name),
            Step::Item => Way::Item(numbers.next().unwrap_or(0)),
        });
        Ok((leaf, way.collect(), None))
    }

    /// Resolves a custom field by its identifier: an item of the list `customValue`.
    fn custom(&self, field: &str) -> Result<(&Leaf, Vec<Way>, Option<i64>), String> {
        let value = [Step::Name("customValue"), Step::Item, Step::Name("value")];
        let Some(leaf) = self.leaves.iter().find(|leaf| leaf.way.ends_with(&value)) else {
            return Err(format!("{} has no custom fields", self.method.name));
        };
        let Ok(id) = field.parse() else {
            return Err(format!(
                "`{CUSTOM}{field}`: write the identifier of the custom field, as in `{CUSTOM}101`"
            ));
        };
        // Items of custom fields come after numbered ones; each has a number of its own.
        let way = leaf.way.iter().map(|step| match step {
            Step::Name(name) => Way::Name(name),
            Step::Item => Way::Item(0),
        });
        Ok((leaf, way.collect(), Some(id)))
    }

    fn unknown(&self, name: &str, plain: &str) -> String {
        let method = self.method.name;
        let near = |candidate: &str| strsim::damerau_levenshtein(candidate, plain);
        let nearest = self
            .leaves
            .iter()
            .min_by_key(|leaf| near(leaf.short()).min(near(&leaf.wire)));
        let help = match nearest.filter(|leaf| near(leaf.short()).min(near(&leaf.wire)) <= plain.len() / 3) {
            Some(leaf) => format!("did you mean `{}`?", leaf.short()),
            None => format!("`planfix explain {method}` lists the fields"),
        };
        format!(
            "`{name}` is not a field of {method}; {help} --map FIELD={name} says which field it sets, and --ignore {name} leaves it out"
        )
    }

    /// Resolves the columns of a header, and the values that every row has.
    ///
    /// # Errors
    /// All faults, each with the name of its column.
    pub(crate) fn columns(
        &self,
        names: &[String],
        has_decimal_comma: bool,
        options: &ColumnOptions,
    ) -> Result<Columns, Vec<String>> {
        let mut columns: Vec<Column> = Vec::new();
        let mut faults = Vec::new();
        let mut add = |cell: Option<usize>, name: &str, field: &str, constant: Cell, faults: &mut Vec<String>| {
            match self.find(field) {
                Err(fault) => faults.push(fault),
                Ok((leaf, mut way, custom)) => {
                    if custom.is_some() {
                        let taken = columns
                            .iter()
                            .filter(|other| other.place.row.path == leaf.place.row.path);
                        number_last(&mut way, taken.count());
                    }
                    let is_list = leaf.way.last() == Some(&Step::Item) && !field.contains('[');
                    if let Some(other) = columns.iter().find(|other| other.way == way) {
                        faults.push(format!(
                            "columns `{}` and `{name}` set the same field, {field}: number the items of a list, as in `{field}[1]`, or leave one out with --ignore",
                            other.name
                        ));
                        return;
                    }
                    columns.push(Column {
                        cell,
                        constant,
                        name: name.to_owned(),
                        place: leaf.place,
                        way,
                        custom,
                        is_list,
                    });
                }
            }
        };
        for (index, name) in names.iter().enumerate() {
            if options.ignore.contains(name) {
                continue;
            }
            let mapped = options.map.iter().find(|(_, column)| column == name);
            let field = mapped.map_or(name, |(field, _)| field);
            if field.is_empty() {
                faults.push(format!("column {} has no name: name it in the first row", index + 1));
                continue;
            }
            add(Some(index), name, field, Cell::Empty, &mut faults);
        }
        for (field, text) in &options.set {
            add(None, &format!("--set {field}"), field, Cell::text(text), &mut faults);
        }
        let missing = |column: &&String| !names.contains(column);
        let told = options.map.iter().map(|(_, column)| ("--map", column));
        let told = told.chain(options.ignore.iter().map(|column| ("--ignore", column)));
        for (flag, column) in told.filter(|(_, column)| missing(column)) {
            faults.push(format!(
                "{flag}: there is no column `{column}`; the columns are {}",
                names.join(", ")
            ));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Columns {
            columns,
            has_decimal_comma,
            clear_empty: options.clear_empty,
        })
    }
}

impl Fields {
    /// Returns the value of a field in a request; `None` if it has none.
    ///
    /// # Errors
    /// There is no such field.
    pub(crate) fn value(&self, field: &str, request: &Value) -> Result<Option<Value>, String> {
        let (_, way, _) = self.find(field)?;
        let found = way.iter().try_fold(request, |value, step| match step {
            Way::Name(name) => value.get(name),
            Way::Item(number) => value.get(number),
        });
        Ok(found.filter(|value| !value.is_null()).cloned())
    }
}

impl Columns {
    /// Makes the request of a row. Each fault is added to `faults` with the name of its column.
    pub(crate) fn request(&self, cells: &[Cell], faults: &mut Vec<String>) -> Value {
        let mut request = Value::Object(Map::new());
        for column in &self.columns {
            let cell = column
                .cell
                .and_then(|index| cells.get(index))
                .unwrap_or(&column.constant);
            if let Err(fault) = self.put(&mut request, column, cell) {
                faults.push(format!("{}: {fault}", column.name));
            }
        }
        compact(&mut request);
        request
    }

    fn put(&self, request: &mut Value, column: &Column, cell: &Cell) -> Result<(), String> {
        let in_item = column.way.iter().any(|step| matches!(step, Way::Item(_)));
        let can_clear = column.place.row.rules.patch && (!in_item || column.custom.is_some());
        let value = match cell {
            Cell::Empty if self.clear_empty && can_clear && column.cell.is_some() => Value::Null,
            Cell::Empty => return Ok(()),
            Cell::Cleared if can_clear => Value::Null,
            Cell::Cleared => return Err("cannot be emptied: leave it out".to_owned()),
            cell => {
                let items = column
                    .is_list
                    .then(|| reading::items(cell, column.place.kind))
                    .flatten();
                let read = |cell: &Cell| reading::value(cell, column.place, self.has_decimal_comma);
                match items {
                    None => read(cell)?,
                    Some(items) => {
                        let items = items.iter().filter(|item| !item.is_empty());
                        Value::Array(items.map(read).collect::<Result<_, _>>()?)
                    }
                }
            }
        };
        let (slot, whole) = match value {
            // Several items in one cell replace the list.
            Value::Array(_) => (way(request, column.way.split_last().map_or(&[], |(_, way)| way)), value),
            value => (way(request, &column.way), value),
        };
        if let Some(slot) = slot {
            *slot = whole;
        }
        if let Some(id) = column.custom {
            let item = column.way.split_last().map_or(&[][..], |(_, way)| way);
            if let Some(Value::Object(item)) = self::way(request, item) {
                item.insert("id".to_owned(), id.into());
            }
        }
        Ok(())
    }

    /// Returns the name of the column that sets the value with this path, such as `contact.phones.phone[0].number`.
    pub(crate) fn named(&self, path: &str) -> Option<&str> {
        let column = self.columns.iter().find(|column| shown(&column.way) == path)?;
        Some(&column.name)
    }

    /// Returns true if a column sets the field with this path below the request.
    pub(crate) fn sets(&self, path: &str) -> bool {
        self.columns.iter().any(|column| shown(&column.way) == path)
    }
}

/// Returns the value at the end of a way, made where it does not exist yet.
fn way<'v>(value: &'v mut Value, way: &[Way]) -> Option<&'v mut Value> {
    way.iter().try_fold(value, |value, step| match step {
        Way::Name(name) => {
            if value.is_null() {
                *value = Value::Object(Map::new());
            }
            Some(value.as_object_mut()?.entry(*name).or_insert(Value::Null))
        }
        Way::Item(number) => {
            if value.is_null() {
                *value = Value::Array(Vec::new());
            }
            let items = value.as_array_mut()?;
            while items.len() <= *number {
                items.push(Value::Null);
            }
            items.get_mut(*number)
        }
    })
}

/// Removes the items that no cell filled.
fn compact(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(compact);
        }
        Value::Object(object) => object.values_mut().for_each(compact),
        _ => {}
    }
}

/// Gives the last list of a way the item with this number.
fn number_last(way: &mut [Way], number: usize) {
    if let Some(Way::Item(item)) = way.iter_mut().rev().find(|step| matches!(step, Way::Item(_))) {
        *item = number;
    }
}

fn shown(way: &[Way]) -> String {
    way.iter().fold(String::new(), |path, step| match step {
        Way::Name(name) if path.is_empty() => (*name).to_owned(),
        Way::Name(name) => format!("{path}.{name}"),
        Way::Item(number) => format!("{path}[{number}]"),
    })
}

/// Splits `phones.phone[1].number` into the name without numbers and the numbers. Empty brackets are left out.
fn without_numbers(name: &str) -> Option<(String, Vec<usize>)> {
    let mut plain = String::new();
    let mut numbers = Vec::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        let (number, after) = after.split_once(']')?;
        if !number.is_empty() {
            numbers.push(number.parse().ok().filter(|number| *number < MOST_ITEMS)?);
        }
        plain.push_str(before);
        rest = after;
    }
    plain.push_str(rest);
    Some((plain, numbers))
}

/// More columns for the items of one list are a mistake.
const MOST_ITEMS: usize = 1000;
