//! A form may be added tomorrow.

use planfix_api::FieldValue;

fn main() {
    let several = |value: FieldValue| match value {
        FieldValue::Ids(_) | FieldValue::Texts(_) => true,
        FieldValue::Text(_) => false,
    };
    let _ = several;
}
