//! Methods that a macro of the user's makes, as the list of planfix-api itself does.

#![deny(warnings)]

macro_rules! methods {
    ($($name:ident $table:literal)+) => {
        $(pub(crate) mod $name { planfix_api::method!($table); })+
    };
}

mod order {
    methods! {
        update "../fixtures/order.update.md"
    }
}

fn main() {
    assert_eq!(order::update::Request::new(7).id, 7);
}
