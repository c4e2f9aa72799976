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
        /// - left-out: reset
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
        /// | order.states              | words(TaskStateFilter) | Of which tasks. |
        /// | order.days                | commas(int) | `default 1,3` On which days. |
        /// | order.keys                | semicolons(RecordKey) | Records that belong to it. |
        /// | order.files               | brackets(FileId) | `patch` Files that belong to it. |
        /// | order.notes               | brackets(string) | Texts that belong to it. |
        /// | order.value               | FieldValue | `patch` `personal` A value of several forms. |
        /// | order.period              | FilterValue | `personal` A text or a period. |
        /// | order.gift                | bool       | Whether it is a present. |
        /// | order.card                | string     | `only-if order.gift=1` `required-if order.gift=1` Greeting. |
        /// | order.from_shelf[]        | int        | `any-of parts` `total parts 1..9` Parts from a shelf. |
        /// | order.bought[]            | string     | `any-of parts` `total parts 1..9` Parts that are bought. |
        /// | order.first               | date       | `alternative by=days` First day. |
        /// | order.shift               | int        | `alternative by=shift` A shift in the place of days. |
        /// | order.fax                 | string     | `since 2012` `removed 2019-06` `personal` A number nobody has. |
        /// | order.daily               |            | `at-most-one-of rhythm` Again and again, by days. |
        /// | order.daily.every         | int        | `required` Number of days. |
        /// | order.weekly              |            | `at-most-one-of rhythm` Again and again, by weeks. |
        /// | order.weekly.days         | commas(TaskWeekday) | `required` On these days. |
        /// | order.once                | FilterPeriod | `at-most-one-of rhythm` Once in a period. |
        /// | order.address             |            | `patch` Where to. |
        /// | order.address.city        | string     | `required` `personal` City. |
        /// | order.address.house       | int        | `at-most-one-of place` House. |
        /// | order.address.box         | int        | `at-most-one-of place` `as PostBox` Post box. |
        /// | order.seller              | UserId     | `at-most-one-of sellers` Who sold it. |
        /// | order.sellers.id[]        | UserId     | `at-most-one-of sellers` `as SeveralSellers` Who sold it together. |
        /// | order.shops.id[]          | int        | `at-most-one-of sellers` `items ..3` `as Shops` Where it was sold. |
        /// | order.mark                | string     | `at-most-one-of marks` A mark. |
        /// | order.short               | string(2)  | `at-most-one-of marks` A short mark. |
        /// | order.marks.mark[]        | string     | `at-most-one-of marks` `as Several` Marks. |
        /// | order.stamp[]             | string(3)  | `at-most-one-of marks` `as Stamps` Stamps. |
        /// | order.part[]              |            | `at-most-one-of marks` `as Parts` Parts. |
        /// | order.part[].name         | string     | `required` Its name. |
        /// | order.lines               |            | What was ordered. |
        /// | order.lines.line[]        |            | `patch` `items 1..9` One line. |
        /// | order.lines.line[].count@unit | string | Unit of the count. |
        /// | order.lines.line[].count#text | int    | `as count` How many. |
        /// | order.lines.line[].type   | string     | `required` Of which type. |
        /// | order.lines.line[].match  | string     | With what it goes. |
        /// | order.lines.line[].gen    | string     | Of which generation. |
        /// | order.lines.line[].async  | bool       | Whether it comes later. |
        /// | order.lines.line[].dyn    | string     | A word. |
        /// | order.lines.line[].try    | int        | How often it was tried. |
        /// | order.lines.line[].self-service | bool | Whether it is fetched. |
        /// | order.words               |            | Words to find it by. |
        /// | order.words.word[]        | string     | `patch` One word. |
        /// | order.tag[]               | string     | `items ..3` A tag. |
        /// | order.staff[]             | UserId     | `required` Who works on it. |
        /// | order.filters.filter[]    | ContactFilter | For which contacts. |
        ///
        /// ## Response
        ///
        /// | name               | type    | note |
        /// |--------------------|---------|------|
        /// | order              |         | `required` The order. |
        /// | order.id           | int     | `required` Its number. |
        /// | order.bill         | string  | `at-most-one-of proof` Number of the bill. |
        /// | order.paid         | date    | `at-most-one-of proof` When it was paid. |
        /// | order.clients      |         | Who ordered. |
        /// | order.clients@count | int    | How many. |
        /// | order.clients.contact[] | Contact | `as people` One of them. |
    }
}

pub mod picture {
    //! A reply that is a file.

    planfix_api::method! {
        /// # picture.get
        ///
        /// Reads a picture.
        ///
        /// - effect: read
        /// - source: an example
        /// - reply: file
        ///
        /// ## Request
        ///
        /// | name | type | note |
        /// |------|------|------|
        /// | id   | int  | `required` Its number. |
        ///
        /// ## Response
        ///
        /// | name | type   | note |
        /// |------|--------|------|
        /// | body | base64 | `at-most-one-of content` The picture. |
        /// | link | string | `at-most-one-of content` Where it is. |
    }
}

fn main() {
    use everything::{Address, Daily, Key, Line, Marks, Part, Place, Request, Response, Rhythm, Sellers};
    use planfix_api::jiff::civil::{date, time};
    use planfix_api::{Bytes, ContactFilter, ContactId, Equality, FilterDateType, FilterPeriod};
    use planfix_api::{Maybe, Method, RecordKey, Sex, TaskStateFilter, UserId, record::Typed};

    let line = Line::new("box")
        .r#match("lid")
        .r#gen("second")
        .r#async(false)
        .r#dyn("other")
        .r#try(2)
        .self_service(true)
        .count(3);
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
        .states([TaskStateFilter::Active])
        .days([1, 5])
        .keys([RecordKey(14), RecordKey(15)])
        .clear_files()
        .notes(["a", "b"])
        .value("Ivanova")
        .period(FilterPeriod::new(FilterDateType::Date).date_from(date(1990, 4, 9)))
        .gift(true)
        .card("Well done")
        .rhythm(Daily::new(3))
        .address(Address::new("Tomsk").place(Place::PostBox(12)))
        .lines([line])
        .words(["blue", "thin"])
        .tag(["urgent"])
        .from_shelf([3])
        .filters([ContactFilter::created_by(Equality::NotEqual, UserId(1))]);
    assert_eq!(request.key, Key::Id(7));
    assert_eq!(request.picture, Maybe::Set(Bytes::from([1, 2, 3])));
    assert!(matches!(request.rhythm, Some(Rhythm::Daily(_))));
    assert!(planfix_api::validate(&request).is_ok());
    // Personal and secret values are not shown, nor are the elements of a union that contains any.
    let seen = format!("{request:?}");
    for hidden in ["word\"", "Tomsk", "Ivanova", "1990"] {
        assert!(!seen.contains(hidden), "{seen}");
    }
    // A single value converts to the single member, several values to the list.
    assert_eq!(Sellers::from(UserId(1)), Sellers::Seller(UserId(1)));
    assert_eq!(Sellers::from([UserId(1)]), Sellers::SeveralSellers(vec![UserId(1)]));
    for shops in [Sellers::from(7), Sellers::from([7]), Sellers::from(vec![7])] {
        assert_eq!(shops, Sellers::Shops(vec![7]));
    }
    assert_eq!(Marks::from(Part::new("lid")), Marks::Parts(vec![Part::new("lid")]));
    assert!(Response::blank().order.clients.is_absent());
    assert!(Response::blank().order.proof.is_none());
    assert_eq!(picture::Request::METHOD.reply, planfix_api::table::Reply::File);
}
