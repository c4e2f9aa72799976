//! The shared types that a table uses.

use crate::model::{Method, Operand, Record, SharedKind, SharedType, Type};
use std::collections::BTreeSet;

impl Method {
    /// Returns the names of the shared types that its rows have, without those that these types use in turn.
    #[must_use]
    pub fn shared_types(&self) -> BTreeSet<&str> {
        let mut out = BTreeSet::new();
        of_record(&self.request, &mut out);
        of_record(&self.response, &mut out);
        out
    }
}

impl SharedType {
    /// Returns the names of the shared types that its rows, forms or filters have.
    #[must_use]
    pub fn shared_types(&self) -> BTreeSet<&str> {
        let mut out = BTreeSet::new();
        match &self.kind {
            SharedKind::Id => {}
            SharedKind::Enum { number, .. } => out.extend(number.iter().map(|(_, id)| id.as_str())),
            SharedKind::Record(record, filters) => {
                of_record(record, &mut out);
                for operand in filters.iter().flat_map(|filter| [&filter.operator, &filter.value]) {
                    if let Operand::Any(ty) = operand {
                        of_type(ty, &mut out);
                    }
                }
            }
            SharedKind::Union(forms) => forms.iter().for_each(|form| of_type(&form.ty, &mut out)),
        }
        out
    }
}

fn of_record<'a>(record: &'a Record, out: &mut BTreeSet<&'a str>) {
    for field in record.fields() {
        of_type(&field.ty, out);
    }
}

fn of_type<'a>(ty: &'a Type, out: &mut BTreeSet<&'a str>) {
    match ty {
        Type::Shared(name) => {
            out.insert(name);
        }
        Type::Joined(_, item) => of_type(item, out),
        Type::Record(record) => of_record(record, out),
        _ => {}
    }
}
