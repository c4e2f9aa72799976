//! The contents of a sandbox for its user: filling it, and looking at everything that is stored.

use crate::Sandbox;
use crate::object_kind::{self, By, ObjectKind, sealed::Identifies};
use crate::references::referred;
use crate::router;
use crate::store::StoreError;
use planfix_api::Method;
use planfix_api::client::{Auth, Connection, Endpoint, Error};
use planfix_api::record::Typed;
use serde_json::{Value, json};

/// The type of an identifier of objects in a sandbox, such as [`ContactId`](planfix_api::ContactId).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not identify an object of a sandbox",
    note = "pass an identifier with its type, such as `ContactId(1)`"
)]
pub trait ObjectId: Identifies {}

impl<I: Identifies> ObjectId for I {}

impl Sandbox {
    /// Carries a request out, without faults, limits and latency, and without an entry in [`Sandbox::calls`]. It fills
    /// a sandbox, and looks into it, beside the client that is tested.
    ///
    /// ```
    /// use planfix_api::{contact, task};
    /// use planfix_sandbox::{Options, Sandbox};
    ///
    /// let sandbox = Sandbox::in_memory(Options::default().empty())?;
    /// let anna = sandbox.carry_out(&contact::add::Request::new().name("Anna"))?;
    /// let stored = sandbox.stored(anna.id)?.ok_or("there is no contact")?;
    /// assert_eq!(stored["contact"]["name"], "Anna");
    /// assert!(sandbox.calls().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The request is not valid, or the sandbox refuses it.
    pub fn carry_out<M: Method>(&self, request: &M) -> Result<M::Response, Error> {
        let options = &self.options;
        let auth = Auth::token(options.key.clone(), options.token.clone());
        let connection = Connection::new(Endpoint::europe(), options.account.clone(), auth);
        let mut call = connection.call(M::METHOD, request, None)?;
        let sent = call.request();
        let answer = router::handle(self, sent.method(), sent.headers(), sent.body());
        let mut response = M::Response::blank();
        call.receive(&answer, &mut response)?;
        Ok(response)
    }

    /// Returns everything that is stored of an object, as JSON with the names of the wire, below the name of its kind,
    /// such as `contact` or `userGroup`. That includes values that a method takes and no answer has, such as the `lang`
    /// of a contact. References are identifiers without names; values of custom fields have the identifiers of their
    /// fields as keys. Returns `None` if there is no such object, or if it was deleted.
    ///
    /// ```
    /// use planfix_api::{TaskId, UserGroupId};
    /// use planfix_sandbox::{Options, Sandbox};
    ///
    /// let sandbox = Sandbox::in_memory(Options::default())?;
    /// let group = sandbox.stored(UserGroupId(1))?.ok_or("there is no group")?;
    /// assert_eq!(group["userGroup"]["name"], "Sales");
    /// assert_eq!(sandbox.stored(TaskId(99))?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn stored<I: ObjectId>(&self, id: I) -> Result<Option<Value>, StoreError> {
        let Some((kind, by)) = object_kind::of_type(I::KIND) else {
            return Ok(None);
        };
        let found = self.store.read(|begun| referred(begun, kind, by, id.number()))?;
        Ok(found.map(|object| below(kind_of(kind, by, &object), object)))
    }

    /// Returns everything that is stored of all objects of a kind, each as [`Sandbox::stored`] returns it, ordered by
    /// identifier.
    ///
    /// ```
    /// use planfix_api::TaskId;
    /// use planfix_sandbox::{Options, Sandbox};
    ///
    /// let sandbox = Sandbox::in_memory(Options::default())?;
    /// assert_eq!(sandbox.all_stored::<TaskId>()?.len(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn all_stored<I: ObjectId>(&self) -> Result<Vec<Value>, StoreError> {
        let Some((kind, _)) = object_kind::of_type(I::KIND) else {
            return Ok(Vec::new());
        };
        let all = self.store.read(|begun| begun.all(kind))?;
        Ok(all.into_iter().map(|object| below(kind, object)).collect())
    }
}

/// Returns the kind of an object that was found: the identifier of an employee may be the `userid` of a contact.
fn kind_of(kind: &'static ObjectKind, by: By, object: &Value) -> &'static ObjectKind {
    match by {
        By::UserId if object.get("userid").is_some() => &object_kind::CONTACT,
        _ => kind,
    }
}

fn below(kind: &ObjectKind, object: Value) -> Value {
    json!({ kind.name: object })
}
