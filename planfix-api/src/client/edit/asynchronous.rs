//! Editing with the asynchronous client.

use super::invalid;
use crate::client::{AsyncClient, AsyncTransport, Error};
use crate::interpret::edit::{changed, reading};
use crate::{Edit, EditTarget, Method};

impl<T: AsyncTransport> AsyncClient<T> {
    /// Reads an object, changes what was read, and sends what differs. Returns the response, or `None` if nothing
    /// differs and nothing was sent.
    ///
    /// `object` is an identifier, such as `TaskId`, or a request that changes the object. The function gets a request
    /// that sets everything to what was read. If the method keeps what a request leaves out, only what differs is sent;
    /// if it resets that, as `task.update` does, everything is sent.
    ///
    /// Between the two calls somebody else may change the object. Of a method that keeps what is left out, only a change
    /// of the same field is then lost.
    ///
    /// ```
    /// use planfix_api::TaskId;
    /// use planfix_api::client::{AsyncClient, AsyncTransport, Error};
    ///
    /// async fn rename(client: &AsyncClient<impl AsyncTransport>) -> Result<(), Error> {
    ///     client.edit(TaskId(7), |task| task.title("A better title")).await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// One of the two calls failed: [`Error::method`] tells which. [`Error::Invalid`] if the change would reset
    /// a value that cannot be read or sent.
    pub async fn edit<O: EditTarget>(
        &self,
        object: O,
        change: impl FnOnce(O::Edit) -> O::Edit,
    ) -> Result<Option<<O::Edit as Method>::Response>, Error> {
        let request = object.request();
        let read = reading(&request).map_err(invalid::<<O::Edit as Edit>::Read>)?;
        let answer = self.call(&read).await?;
        match changed(request, &answer, change).map_err(invalid::<O::Edit>)? {
            Some(request) => self.call(&request).await.map(Some),
            None => Ok(None),
        }
    }
}
