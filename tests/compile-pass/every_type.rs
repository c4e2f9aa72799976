//! A table with every primitive, every shape and every rule, in a crate that denies every warning.

#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused,
    rust_2018_idioms
)]
#![deny(
    nonstandard_style,
    future_incompatible,
    single_use_lifetimes,
    unused_qualifications,
    let_underscore_drop
)]
#![deny(clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]

pub mod everything {
    //! One method.

    planfix_api::method! {
        /// # order.update
        ///
        /// Changes one order.
        ///
        /// - effect: set
        /// - source: an example
        /// - precedence: order.code, order.id
        ///
        /// ## Request
        ///
        /// | name                      | type       | note |
        /// |---------------------------|------------|------|
        /// | silent                    | bool       | `default 0` No notifications. |
        /// | order@version             | int        | `range 1..` Version that is changed. |
        /// | order.id                  | int        | `one-of key` Number of the order. |
        /// | order.code                | string(8)  | `one-of key` Code of the order. |
        /// | order.title               | string     | `patch` Its title. |
        /// | order.password            | string     | `secret` `required` Word of the customer. |
        /// | order.weight              | decimal    | `patch` In kilograms. |
        /// | order.due                 | date       | `patch` When it is due. |
        /// | order.made                | datetime   | `patch` When it was made. |
        /// | order.at                  | time       | `patch` Time of the delivery. |
        /// | order.picture             | base64     | `patch` A picture. |
        /// | order.client              | ContactId  | `patch` Who ordered. |
        /// | order.sex                 | Sex        | `patch` For whom. |
        /// | order.target              | ContactTarget | `patch` A keyword, or a number. |
        /// | order.address             |            | `patch` Where to. |
        /// | order.address.city        | string     | `required` `personal` City. |
        /// | order.address.house       | int        | `at-most-one-of place` House. |
        /// | order.address.box         | int        | `at-most-one-of place` `as PostBox` Post box. |
        /// | order.lines               |            | What was ordered. |
        /// | order.lines.line[]        |            | `patch` One line. |
        /// | order.lines.line[].count@unit | string | Unit of the count. |
        /// | order.lines.line[].count#text | int    | `as count` How many. |
        /// | order.lines.line[].type   | string     | `required` Of which type. |
        /// | order.lines.line[].match  | string     | With what it goes. |
        /// | order.lines.line[].self-service | bool | Whether it is fetched. |
        /// | order.words               |            | Words to find it by. |
        /// | order.words.word[]        | string     | `patch` One word. |
        /// | order.tag[]               | string     | A tag. |
        /// | order.staff[]             | UserId     | `required` Who works on it. |
        ///
        /// ## Response
        ///
        /// | name               | type    | note |
        /// |--------------------|---------|------|
        /// | order              |         | `required` The order. |
        /// | order.id           | int     | `required` Its number. |
        /// | order.clients      |         | Who ordered. |
        /// | order.clients@count | int    | How many. |
        /// | order.clients.contact[] | Contact | `as people` One of them. |
    }
}

fn main() {
    use everything::{Address, Key, Line, Place, Request, Response};
    use planfix_api::jiff::civil::{date, time};
    use planfix_api::{Bytes, ContactId, Maybe, Sex, Typed, UserId};

    let line = Line::new("box").r#match("lid").self_service(true).count(3);
    let request = Request::new(Key::Id(7), "word", [UserId(1)])
        .silent(true)
        .version(2)
        .title("Pens")
        .clear_weight()
        .due(date(2026, 4, 9))
        .made(date(2026, 4, 9))
        .at(time(9, 30, 0, 0))
        .picture(vec![1, 2, 3])
        .client(ContactId(42))
        .sex(Sex::Female)
        .address(Address::new("Tomsk").place(Place::PostBox(12)))
        .lines([line])
        .words(["blue", "thin"])
        .tag(["urgent"]);
    assert_eq!(request.key, Key::Id(7));
    assert_eq!(request.picture, Maybe::Set(Bytes(vec![1, 2, 3])));
    let seen = format!("{request:?}");
    assert!(!seen.contains("word\"") && !seen.contains("Tomsk"), "{seen}");
    assert!(Response::blank().order.clients.is_absent());
}
