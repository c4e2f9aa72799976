//! A transport over another HTTP client, [minreq](https://docs.rs/minreq), in fifteen lines.
//!
//! Start `planfix sandbox`, and pass the URL that it prints:
//!
//! ```text
//! cargo run -p planfix-api --example own_transport -- http://127.0.0.1:8080/xml/
//! ```

use http::{Request, Response};
use planfix_api::client::{Auth, Body, Client, Connection, Transport, TransportError};
use planfix_api::contact;

pub(crate) struct Minreq;

impl Transport for Minreq {
    fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let mut call = minreq::post(request.uri().to_string()).with_follow_redirects(false);
        for (name, value) in request.headers() {
            call = call.with_header(name.as_str(), value.to_str().map_err(TransportError::not_sent)?);
        }
        // minreq does not tell which errors come before sending, so all of them mean "may have been sent".
        let answer = call.with_body(request.into_body()).with_timeout(60).send();
        let answer = answer.map_err(TransportError::no_answer)?;
        let mut response = Response::builder().status(status(&answer)?);
        response = response.header("location", answer.header("location").unwrap_or(""));
        response.body(answer.into_bytes()).map_err(TransportError::no_answer)
    }
}

/// minreq reports an answer without a status line as a 503, although the answer was lost.
fn status(answer: &minreq::Response) -> Result<u16, TransportError> {
    match answer.reason_phrase.as_str() {
        lost @ "Server did not provide a status line" => Err(TransportError::no_answer(lost)),
        _ => Ok(answer.status_code),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args()
        .nth(1)
        .ok_or("give the URL that `planfix sandbox` prints")?;
    let connection = Connection::new(url.parse()?, "demo", Auth::token("demo", "demo"));
    let client = Client::new(connection, Minreq);

    let made = client.call(&contact::add::Request::new().name("Анна"))?;
    println!("created the contact {:?}", made.id);
    Ok(())
}
