//! Tables with types of their own have the same values on the wire, in JSON and in Rust as the types of planfix-api.

use outside::types::{Booker, Equipment, RoomId, RoomKind, RoomTarget};
use outside::{desks, room::book};
use pf::jiff::civil::date;
use pf::xml::{Envelope, read_request, read_response, write_request};
use pf::{Brackets, Maybe, Method, UserId, validate};
use planfix_outside as outside;

const ENVELOPE: Envelope<'_> = Envelope {
    account: "demo",
    sid: None,
};

fn request() -> book::Request {
    book::Request::new(RoomId(7))
        .target(RoomTarget::Room(RoomId(8)))
        .kinds([RoomKind::Small, RoomKind::Hall])
        .others([RoomId(1), RoomId(2)])
        .booked_for(UserId(3))
        .by(Brackets::from([RoomId(4)]))
        .equipment([Equipment::new("Screen").kind(RoomKind::Hall)])
}

#[test]
fn own_types_are_written_and_read() {
    let request = request();
    assert!(validate(&request).is_ok());
    let xml = write_request("room.book", &ENVELOPE, &request).unwrap();
    let text = String::from_utf8(xml.clone()).unwrap();
    assert!(
        text.contains("<room><id>7</id><target>8</target><kinds>SMALL HALL</kinds><others>1,2</others>"),
        "{text}"
    );
    assert!(
        text.contains("<by>[4]</by><equipment><item><name>Screen</name><kind>HALL</kind></item>"),
        "{text}"
    );
    let mut again = book::Request::new(RoomKind::Small);
    read_request(&xml, &mut again).unwrap();
    assert_eq!(again, request);
    assert_eq!(again.by, Maybe::Set(Booker::Rooms(Brackets::from([RoomId(4)]))));
}

#[test]
fn own_types_are_in_json() {
    let request = request();
    let json = serde_json::to_value(&request).unwrap();
    assert_eq!(json["room"]["target"], 8);
    assert_eq!(json["room"]["equipment"]["item"][0]["kind"], "HALL");
    assert_eq!(serde_json::from_value::<book::Request>(json).unwrap(), request);
}

#[test]
fn a_module_of_another_name_has_the_types_of_its_tables() {
    let mut response = desks::get_free::Response::new();
    let answer = b"<response status=\"ok\"><desks><desk><id>5</id><owner>6</owner></desk></desks></response>";
    read_response(answer, &mut response).unwrap();
    let desk = desks::Desk::new(desks::DeskId(5)).owner(UserId(6));
    assert_eq!(response.desks, Maybe::Set(vec![desk]));
    assert_eq!(desks::get_free::Request::new(date(2026, 1, 2)).day, date(2026, 1, 2));
}

#[test]
fn a_table_in_a_doc_comment_has_them_too() {
    let request = desks::close::Request::new(RoomId(7)).kind(RoomKind::Hall).by(UserId(1));
    assert_eq!(request.id, RoomId(7));
    let rows: Vec<&str> = desks::close::Request::METHOD
        .request
        .fields()
        .filter_map(|element| element.row)
        .map(|row| row.ty)
        .collect();
    assert_eq!(rows, ["RoomId", "UserId", "RoomKind"]);
}
