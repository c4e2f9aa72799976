//! Every explanation fits the terminal, and is whole in a pipe.

use super::{row, table, types};
use crate::commands::methods;
use crate::fields;
use crate::wrap::columns;
use std::collections::BTreeSet;

const WIDTHS: [usize; 5] = [20, 40, 60, 80, 100];

#[track_caller]
fn fits(what: &str, text: impl Fn(Option<usize>) -> String) {
    for width in WIDTHS {
        let text = text(Some(width));
        let widest = text.lines().max_by_key(|line| columns(line)).unwrap();
        assert!(columns(widest) <= width, "{what} at {width}: {widest}");
    }
}

/// Returns a text without its layout.
fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_method_fits_and_nothing_is_lost() {
    fits("methods", methods::listing);
    for method in planfix_api::methods() {
        fits(method.name, |width| table(method, width));
        let whole = plain(&table(method, None));
        assert!(
            WIDTHS.iter().all(|width| plain(&table(method, Some(*width))) == whole),
            "{}",
            method.name
        );
    }
}

#[test]
fn every_row_fits() {
    for method in planfix_api::methods() {
        let rows = [method.request, method.response].map(|side| fields::of_message(method, side));
        let names: BTreeSet<String> = rows.iter().flatten().map(|field| row::plain(&field.wire)).collect();
        for name in names {
            let name = name.replace("#text", "");
            fits(&format!("{}.{name}", method.name), |width| {
                row::rows(method, &name, width).unwrap()
            });
        }
    }
}

#[test]
fn every_type_and_code_fits() {
    for (one, methods) in types::all() {
        fits(one.name(), |width| types::one(one, &methods, width));
    }
    for code in planfix_api::Code::all() {
        fits(code.code, |width| super::code::one(code, width));
    }
}
