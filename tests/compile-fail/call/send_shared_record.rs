//! A shared record cannot be sent.

use planfix_api::{Contact, Method};

fn send<M: Method>(_request: &M) {}

fn main() {
    let go = |contact: Contact| send(&contact);
    let _ = go;
}
