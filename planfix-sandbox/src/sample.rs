//! Samples: the answers of methods without a behavior. A sample agrees with the request and with itself, and is made
//! from the tables alone:
//!
//! - an object has the identifier that the request names, and a list has one object for each identifier;
//! - if the request names none, the objects of a list have different identifiers;
//! - `count` is the number of objects on the requested page, `totalCount` the number of all objects.

use planfix_api::table::{Content, Kind, Method, Table};
use planfix_api::walk::leaves;
use planfix_api::{
    record::{List, Record, Value, View},
    sample,
};
use std::collections::HashSet;

/// The largest page, and the default.
const PAGE: usize = 100;

/// Makes a sample of the response to a request.
pub(crate) fn response(method: &Method, request: &dyn Record) -> Box<dyn Record> {
    let mut response = (method.new_response)();
    sample::filled(&mut *response);
    Asked::of(request).agree(&mut *response, &Object::default());
    response
}

/// The identifiers and the page that a request asks for.
#[derive(Default)]
struct Asked {
    /// Identifiers with the names of their types, without duplicates.
    ids: Vec<(&'static str, i64)>,
    /// The number of objects before the page.
    skip: usize,
    /// The size of the page.
    size: usize,
}

/// The object whose fields are being set: the response itself, or an object of a list.
#[derive(Default)]
struct Object {
    /// The index in its list.
    number: usize,
    /// The field for the identifier that was asked for, and the identifier.
    named: Option<(u16, i64)>,
    /// The table of the objects in its list.
    listed: Option<&'static Table>,
}

impl Asked {
    fn of(request: &dyn Record) -> Self {
        let mut asked = Self::default();
        let (mut page, mut size) = (1, PAGE);
        leaves(request, &mut |leaf| match (leaf.kind, leaf.view) {
            (Kind::Id(ty), View::Int(id)) if !leaf.path.starts_with("filters") => asked.ids.push((ty.name, id)),
            (Kind::Int, View::Int(number)) => match (leaf.path, usize::try_from(number)) {
                ("pageCurrent", Ok(number)) => page = number,
                ("pageSize", Ok(number)) if number > 0 => size = number,
                _ => {}
            },
            _ => {}
        });
        let mut known = HashSet::new();
        asked.ids.retain(|id| known.insert(*id));
        asked.size = if page == 0 { 0 } else { size };
        asked.skip = page.saturating_sub(1).saturating_mul(size);
        asked
    }

    /// Sets the identifiers, lists and counts of a record.
    fn agree(&self, record: &mut dyn Record, object: &Object) {
        let table = record.table();
        let mut counts = None;
        for element in table.fields() {
            let Some((field, kind)) = element.content.field() else {
                continue;
            };
            if matches!(record.field(field), View::Absent | View::Empty) {
                continue;
            }
            let Some(slot) = record.field_mut(field) else { continue };
            match (&element.content, kind) {
                (Content::Value { .. }, Kind::Id(ty)) => {
                    let named = object.named.filter(|(named, _)| *named == field);
                    set(slot, named.map_or_else(|| self.id(ty.name, object), |(_, id)| id));
                }
                (Content::Value { .. }, _) => {
                    if let Some(inner) = slot.record() {
                        let named = None;
                        self.agree(inner, &Object { named, ..*object });
                    }
                }
                _ => {
                    if let Some(list) = slot.list() {
                        let made = self.list(list, kind, object);
                        counts = counts.or(made);
                    }
                }
            }
        }
        let Some((count, total)) = counts else { return };
        for (name, number) in [("count", count), ("totalCount", total)] {
            let mut fields = table.fields().filter(|element| element.name == name);
            let field = fields.find_map(|element| match element.content {
                Content::Value { field, kind: Kind::Int } => Some(field),
                _ => None,
            });
            if let Some(slot) = field.and_then(|field| record.field_mut(field)) {
                set(slot, i64::try_from(number).unwrap_or(i64::MAX));
            }
        }
    }

    /// Replaces the objects of a list. Returns how many are on the page, and how many there are. A list of texts or
    /// numbers is left alone.
    fn list(&self, list: &mut dyn List, kind: Kind, around: &Object) -> Option<(usize, usize)> {
        let is_inner = around.listed.is_some();
        // A requested identifier belongs to the outer objects if these have identifiers of the same type.
        let is_around = |ty: &str| {
            around
                .listed
                .is_some_and(|table| identifiers(table).any(|(_, own)| own == ty))
        };
        let named = match kind {
            Kind::Record(table) if !identifiers(table).any(|(_, ty)| is_around(ty)) => self.named(table),
            Kind::Id(ty) if !is_inner => self.of_type(ty.name).map(|id| (0, id)).collect(),
            Kind::Record(_) | Kind::Id(_) => Vec::new(),
            _ => return None,
        };
        let total = if named.is_empty() { list.len() } else { named.len() };
        while !list.is_empty() {
            list.pop();
        }
        let (skip, size) = if is_inner { (0, total) } else { (self.skip, self.size) };
        for number in (0..total).skip(skip).take(size) {
            let named = named.get(number).copied();
            let item = list.push();
            match kind {
                Kind::Record(table) => {
                    if let Some(record) = item.record() {
                        sample::filled(record);
                        let listed = Some(table);
                        self.agree(record, &Object { number, named, listed });
                    }
                }
                Kind::Id(ty) => set(item, named.map_or_else(|| self.free(ty.name, number), |(_, id)| id)),
                _ => {}
            }
        }
        Some((list.len(), total))
    }

    /// Returns the requested identifiers that an object of a table can have, each with its field.
    fn named(&self, table: &'static Table) -> Vec<(u16, i64)> {
        let fields = identifiers(table);
        fields
            .flat_map(|(field, ty)| self.of_type(ty).map(move |id| (field, id)))
            .collect()
    }

    /// Returns the identifier for a field that is not the requested one. If the request has a single identifier of that
    /// type, it is this one, as in the task of each file of a task; otherwise each object of a list gets a different
    /// one.
    fn id(&self, ty: &'static str, object: &Object) -> i64 {
        let mut asked = self.of_type(ty);
        let is_own = object
            .listed
            .is_some_and(|table| identifiers(table).any(|(_, own)| own == ty));
        match (asked.next(), asked.next()) {
            (Some(id), None) if !is_own => id,
            (Some(id), Some(_)) if object.listed.is_none() => id,
            _ => self.free(ty, object.number),
        }
    }

    fn of_type(&self, ty: &'static str) -> impl Iterator<Item = i64> {
        self.ids.iter().filter(move |(name, _)| *name == ty).map(|(_, id)| *id)
    }

    /// Returns a number from 1 that the request does not use for this type, a different one for each object.
    fn free(&self, ty: &'static str, number: usize) -> i64 {
        let used: HashSet<i64> = self.of_type(ty).collect();
        (1..).filter(|id| !used.contains(id)).nth(number).unwrap_or(1)
    }
}

/// Returns the fields with an object's own identifiers, one of each type, with their types. Of several fields of one
/// type, the required one is its own; another is, say, that of its parent.
fn identifiers(table: &'static Table) -> impl Iterator<Item = (u16, &'static str)> {
    let of_rank = |required: bool| {
        table.elements.iter().filter_map(move |element| match element.content {
            Content::Value {
                field,
                kind: Kind::Id(ty),
            } if element.row.is_some_and(|row| row.rules.required) == required => Some((field, ty.name)),
            _ => None,
        })
    };
    let mut types = HashSet::new();
    of_rank(true)
        .chain(of_rank(false))
        .filter(move |(_, ty)| types.insert(*ty))
}

fn set(slot: &mut dyn Value, number: i64) {
    let _ = slot.set_text(&number.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use planfix_api::json::Json;
    use planfix_api::xml::{self, Answer, Envelope};
    use serde_json::{Value as Tree, json};

    /// Makes the sample for a request with these elements.
    fn sample_of(name: &str, fields: &str) -> Tree {
        let method = planfix_api::methods()
            .iter()
            .find(|method| method.name == name)
            .unwrap();
        let mut request = (method.new_request)();
        let body = format!("<request method=\"{name}\"><account>demo</account>{fields}</request>");
        xml::read_request(body.as_bytes(), &mut *request).unwrap();
        serde_json::to_value(Json(&*response(method, &*request))).unwrap()
    }

    #[test]
    fn an_object_has_the_identifier_that_was_asked_for() {
        assert_eq!(
            sample_of("contact.get", "<contact><id>42</id></contact>")["contact"]["id"],
            42
        );
        let task = sample_of("task.get", "<task><general>7</general></task>");
        assert_eq!((&task["task"]["general"], &task["task"]["id"]), (&json!(7), &json!(1)));
        assert_eq!(sample_of("task.accept", "<task><id>5</id></task>")["task"]["id"], 5);
    }

    #[test]
    fn a_list_has_one_object_for_each_identifier() {
        let fields = "<handbook><id>9</id></handbook><records><key>5</key><key>3</key><key>5</key></records>";
        let tree = sample_of("handbook.getRecordMulti", fields);
        let keys: Vec<&Tree> = tree["records"]["record"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| &r["key"])
            .collect();
        assert_eq!(keys, [5, 3]);
    }

    #[test]
    fn objects_of_a_list_differ_and_are_counted() {
        let tree = sample_of("file.getListForTask", "<task><id>7</id></task>");
        let files = tree["files"]["file"].as_array().unwrap();
        assert_eq!(files.len(), 2);
        assert_ne!(files[0]["id"], files[1]["id"]);
        assert_eq!(
            (&tree["files"]["@count"], &tree["files"]["@totalCount"]),
            (&json!(2), &json!(2))
        );
        for file in files {
            assert_eq!(file["task"]["id"], 7);
        }
    }

    #[test]
    fn a_page_is_the_one_that_was_asked_for() {
        let page = |number, size| {
            let fields =
                format!("<task><id>7</id></task><pageCurrent>{number}</pageCurrent><pageSize>{size}</pageSize>");
            let tree = sample_of("file.getListForTask", &fields);
            let files = tree["files"]["file"].as_array().map_or(0, Vec::len);
            assert_eq!(tree["files"]["@count"], files);
            assert_eq!(tree["files"]["@totalCount"], 2);
            (files, tree["files"]["file"][0]["id"].as_i64())
        };
        assert_eq!(page(1, 1), (1, Some(1)));
        assert_eq!(page(2, 1), (1, Some(2)));
        assert_eq!(page(3, 1), (0, None));
        assert_eq!(page(1, 100), (2, Some(1)));
        assert_eq!(page(0, 100), (0, None));
    }

    /// Checks the counts of every list.
    fn assert_counts(tree: &Tree, method: &str) {
        if let (Some(map), Some(count)) = (tree.as_object(), tree.get("@count")) {
            let mut lists = map.values().filter_map(Tree::as_array);
            assert_eq!(*count, lists.next().map_or(0, Vec::len), "{method}: {tree}");
            if let Some(total) = tree.get("@totalCount") {
                assert!(total.as_u64() >= count.as_u64(), "{method}: {tree}");
            }
        }
        match tree {
            Tree::Object(map) => map.values().for_each(|inner| assert_counts(inner, method)),
            Tree::Array(list) => list.iter().for_each(|inner| assert_counts(inner, method)),
            _ => {}
        }
    }

    #[test]
    fn every_method_has_a_sample_that_is_its_response() {
        for method in planfix_api::methods() {
            for fill in [sample::smallest, sample::filled] {
                let mut request = (method.new_request)();
                fill(&mut *request);
                let made = response(method, &*request);
                planfix_api::validate(&*made).unwrap_or_else(|error| panic!("{}: {error}", method.name));
                let body = xml::write_response(&*made).unwrap();
                let mut read = (method.new_response)();
                assert_eq!(xml::read_response(&body, &mut *read), Ok(Answer::Ok), "{}", method.name);
                assert!(planfix_api::unknown(&*read).is_empty(), "{}", method.name);
                assert_counts(&serde_json::to_value(Json(&*made)).unwrap(), method.name);
            }
        }
    }

    #[test]
    fn every_identifier_of_an_object_comes_back() {
        let mut seen = 0;
        for method in planfix_api::methods() {
            let mut request = (method.new_request)();
            sample::smallest(&mut *request);
            let envelope = Envelope::default();
            let body = xml::write_request(method.name, &envelope, &*request).unwrap();
            let body = String::from_utf8(body).unwrap().replace(">1<", ">4711<");
            let mut request = (method.new_request)();
            if xml::read_request(body.as_bytes(), &mut *request).is_err() {
                continue;
            }
            let asked = Asked::of(&*request);
            let mut found = HashSet::new();
            leaves(&*response(method, &*request), &mut |leaf| {
                if let (Kind::Id(ty), View::Int(id)) = (leaf.kind, leaf.view) {
                    found.insert((ty.name, id));
                }
            });
            for id in asked.ids {
                if found.iter().any(|(ty, _)| *ty == id.0) {
                    assert!(found.contains(&id), "{}: {id:?} in {found:?}", method.name);
                    seen += 1;
                }
            }
        }
        assert!(seen > 20, "{seen}");
    }
}
