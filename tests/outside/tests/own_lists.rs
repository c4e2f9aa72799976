//! Lists in pages and edits work for methods of one's own tables.

use outside::lists::{get, list, update};
use outside::types::RoomId;
use pf::Method;
use pf::client::{Auth, Body, Client, Connection, Endpoint, Transport, TransportError};
use planfix_outside as outside;
use std::cell::RefCell;

/// Answers the calls in turn, and keeps what was sent.
struct Answers {
    answers: RefCell<Vec<&'static str>>,
    sent: RefCell<Vec<String>>,
}

impl Transport for &Answers {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        let body: &[u8] = request.body().as_ref();
        self.sent.borrow_mut().push(String::from_utf8(body.to_vec()).unwrap());
        let answer = self.answers.borrow_mut().remove(0);
        let answer = format!("<response status=\"ok\">{answer}</response>");
        Ok(http::Response::new(answer.into_bytes()))
    }

    fn is_local(&self) -> bool {
        true
    }
}

fn answers(answers: &[&'static str]) -> Answers {
    Answers {
        answers: RefCell::new(answers.to_vec()),
        sent: RefCell::default(),
    }
}

fn client(server: &Answers) -> Client<&Answers> {
    let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("key", "token"));
    Client::new(connection, server)
}

#[test]
fn a_list_of_ones_own_is_read_page_by_page() {
    let server = answers(&[
        "<rooms totalCount=\"3\"><room><id>1</id></room><room><id>2</id></room></rooms><doors><door><id>7</id></door></doors>",
        "<rooms totalCount=\"3\"><room><id>2</id></room><room><id>3</id></room></rooms>",
    ]);
    let rooms: Vec<RoomId> = client(&server)
        .items(&list::Request::new())
        .map(|room| room.unwrap().id)
        .collect();
    assert_eq!(rooms, [RoomId(1), RoomId(2), RoomId(3)]);
    let sent = server.sent.borrow();
    for (request, page) in sent.iter().zip(0..) {
        let asked = format!("<pageCurrent>{page}</pageCurrent><pageSize>2</pageSize>");
        assert!(request.contains(&asked), "{request}");
    }
    assert_eq!(sent.len(), 2);
}

#[test]
fn an_object_of_ones_own_is_edited() {
    let server = answers(&[
        "<id>7</id><title>Hall</title><keeper><user><id>4</id></user></keeper>",
        "",
    ]);
    let request = update::Request::new(RoomId(7));
    let answer = client(&server).edit(request, |room| room.title("Big hall")).unwrap();
    assert_eq!(answer, Some(update::Response::new()));
    let sent = server.sent.borrow();
    assert!(
        sent[0].contains("method=\"room.get\"") && sent[0].contains("<id>7</id>"),
        "{}",
        sent[0]
    );
    let changed = "<id>7</id><title>Big hall</title><keeper>4</keeper>";
    assert!(
        sent[1].contains("method=\"room.update\"") && sent[1].contains(changed),
        "{}",
        sent[1]
    );
    assert_eq!(update::Request::METHOD.reads, Some(get::Request::METHOD.name));
}
