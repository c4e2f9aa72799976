//! What each method does: one line of the table in [`of`] for each.
//!
//! A method needs nothing here to be known: its table alone routes it and checks its fields, and
//! then it is answered with 0018 until it has a line.

use crate::authorisation::{self, Sessions};
use crate::failure::Failure;
use crate::store::{Begun, StoreError};
use crate::{contacts, directories};
use planfix_api::jiff::civil::DateTime;
use planfix_api::{Method, Record, auth, table};

/// What a behaviour works with: one call inside one transaction.
pub(crate) struct Call<'a> {
    pub(crate) store: &'a Begun<'a>,
    pub(crate) sessions: &'a Sessions,
    pub(crate) now: DateTime,
}

/// A checked request to its response.
pub(crate) type Behaviour = fn(&Call<'_>, Box<dyn Record>) -> Result<Box<dyn Record>, Failure>;

/// Makes a [`Behaviour`] of a function over the typed request.
macro_rules! typed {
    ($behave:path) => {
        |call, record| run(call, record, $behave)
    };
}

pub(crate) fn of(method: &table::Method) -> Result<Behaviour, Failure> {
    Ok(match method.name {
        "auth.login" => typed!(login),
        "contact.add" => typed!(contacts::add),
        "contact.delete" => typed!(contacts::delete),
        "contact.get" => typed!(contacts::get),
        "contact.getGroupList" => typed!(directories::groups),
        "contact.getList" => typed!(contacts::list),
        "contact.getPhoneTypes" => typed!(directories::phone_types),
        "contact.update" => typed!(contacts::update),
        name => {
            return Err(Failure::refused(
                "0018",
                format!("the request of {name} is valid, but this sandbox does not carry it out"),
            ));
        }
    })
}

fn run<M: Method>(
    call: &Call<'_>,
    record: Box<dyn Record>,
    behave: fn(&Call<'_>, &M) -> Result<M::Response, Failure>,
) -> Result<Box<dyn Record>, Failure> {
    match record.into_any().downcast::<M>() {
        Ok(request) => Ok(Box::new(behave(call, &request)?)),
        Err(_) => Err(StoreError::Inconsistent("the table of behaviours names another request").into()),
    }
}

/// auth.login: the demo employee, and a session of an hour.
fn login(call: &Call<'_>, request: &auth::login::Request) -> Result<auth::login::Response, Failure> {
    if request.login != authorisation::LOGIN || request.password != authorisation::LOGIN {
        return Err(Failure::refused(
            "1001",
            "the login or the password is wrong (a sandbox knows the login demo with the password demo)",
        ));
    }
    let sid = call.store.random_key()?;
    call.sessions.open(sid.clone(), call.now);
    Ok(auth::login::Response::new(sid))
}
