//! A `match` on a union requires a wildcard: forms may be added.

use planfix_api::FieldValue;

fn main() {
    let several = |value: FieldValue| match value {
        FieldValue::Ids(_) | FieldValue::Texts(_) => true,
        FieldValue::Text(_) => false,
    };
    let _ = several;
}
