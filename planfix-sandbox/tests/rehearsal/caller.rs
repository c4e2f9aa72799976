//! The clients that are rehearsed, behind one trait.

use planfix_api::Method;
use planfix_api::client::{Client, Error, Transport};

pub(crate) trait Caller {
    fn call<M: Method>(&self, request: &M) -> Result<M::Response, Error>;
}

impl<T: Transport> Caller for Client<T> {
    fn call<M: Method>(&self, request: &M) -> Result<M::Response, Error> {
        Self::call(self, request)
    }
}

#[cfg(feature = "async")]
pub(crate) struct Asynchronous<T> {
    client: planfix_api::client::AsyncClient<T>,
    runtime: tokio::runtime::Runtime,
}

#[cfg(feature = "async")]
impl<T> Asynchronous<T> {
    pub(crate) fn new(client: planfix_api::client::AsyncClient<T>) -> Self {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        Self {
            client,
            runtime: runtime.enable_all().build().unwrap(),
        }
    }
}

#[cfg(feature = "async")]
impl<T: planfix_api::client::AsyncTransport> Caller for Asynchronous<T> {
    fn call<M: Method>(&self, request: &M) -> Result<M::Response, Error> {
        self.runtime.block_on(self.client.call(request))
    }
}
