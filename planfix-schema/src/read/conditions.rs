//! The conditions of a struct: that each names another row of it, and values that this row can have.

use super::record::Build;
use super::types::record;
use super::values::misfit;
use crate::model::{Condition, Field, Record, Shape, Type};
use crate::names::nearest;
use std::ops::Range;

impl Build<'_, '_> {
    /// Reports the conditions on rows that are not in the same struct, or have no value.
    pub(super) fn conditions(&mut self, scope: &Record, conditions: &[(Condition, Range<usize>)]) {
        if conditions.is_empty() {
            return;
        }
        let fields = scope.fields();
        let has_value = |field: &Field| {
            field.shape == Shape::Single
                && !matches!(field.ty, Type::Record(_))
                && record(self.types, &field.ty).is_none()
        };
        let usable: Vec<&Field> = fields.iter().copied().filter(|field| has_value(field)).collect();
        for (Condition { path, values }, span) in conditions {
            match usable.iter().find(|field| field.path == *path) {
                Some(field) => self.condition_values(field, values, span),
                None => self.condition_row(&fields, &usable, path, span),
            }
        }
    }

    /// Reports values that the other row cannot have.
    fn condition_values(&mut self, other: &Field, values: &[String], span: &Range<usize>) {
        let is_faulty = self
            .parsed
            .rows
            .iter()
            .any(|row| row.path.text == other.path && row.ty_faulty);
        for value in values {
            if let Some(expected) = misfit(&other.ty, value, self.types).filter(|_| !is_faulty) {
                self.faults.help(
                    span.clone(),
                    format!("`{}` never has the value `{value}`", other.path),
                    format!("expected {expected}"),
                    "write the values as on the wire, a comma between",
                );
            }
        }
        if let Some(twin) = values
            .iter()
            .enumerate()
            .find(|(at, value)| values.iter().take(*at).any(|v| v == *value))
        {
            let message = format!("the value `{}` appears twice", twin.1);
            self.faults.add(span.clone(), message, "remove one");
        }
    }

    /// Reports a row that a condition cannot name.
    fn condition_row(&mut self, fields: &[&Field], usable: &[&Field], path: &str, span: &Range<usize>) {
        let exists = fields.iter().any(|field| field.path == path);
        let elsewhere = self.parsed.rows.iter().any(|row| row.path.text == path);
        if !exists && !elsewhere && self.parsed.may_have(path) {
            return;
        }
        let near = nearest(path, usable.iter().map(|field| field.path.as_str()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if exists => {
                "it names a row with a single value, not a list or an element that holds others".to_owned()
            }
            None if elsewhere => "that row is in another struct; a condition names a row of its own struct".to_owned(),
            None => "it is the whole name of another row of the same struct".to_owned(),
        };
        self.faults.help(
            span.clone(),
            format!("a condition cannot name `{path}` here"),
            "the condition depends on it",
            help,
        );
    }
}
