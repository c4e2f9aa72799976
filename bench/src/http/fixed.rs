//! A server that answers every request with the same bytes at the lowest cost, which makes the cost of a client
//! visible.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A server on loopback, with a thread per connection. It runs until the process ends.
pub struct Fixed {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<Vec<String>>>>,
}

impl Fixed {
    /// Starts a server that answers with this body.
    ///
    /// # Panics
    /// No port is available.
    #[must_use]
    pub fn start(body: &[u8]) -> Self {
        let mut answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/xml; charset=utf-8\r\ncontent-length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        answer.extend_from_slice(body);
        let answer: Arc<[u8]> = answer.into();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("it is bound");
        let heads = Arc::<Mutex<_>>::default();
        let of_thread = Arc::clone(&heads);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, heads) = (Arc::clone(&answer), Arc::clone(&of_thread));
                std::thread::spawn(move || serve(stream, &answer, &heads));
            }
        });
        Self { address, heads }
    }

    /// Returns the URL for a client.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/xml/", self.address)
    }

    /// Returns, for each connection, the sorted header lines of its first request.
    ///
    /// # Panics
    /// A thread of the server panicked.
    #[must_use]
    pub fn heads(&self) -> Vec<Vec<String>> {
        self.heads.lock().expect("no thread failed").clone()
    }
}

/// Serves a connection until the client closes it.
fn serve(stream: TcpStream, answer: &[u8], heads: &Mutex<Vec<Vec<String>>>) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    let (mut line, mut body, mut is_first) = (String::new(), Vec::new(), true);
    loop {
        let (mut length, mut head) = (0, Vec::new());
        loop {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            let field = line.trim_end();
            if field.is_empty() {
                break;
            }
            if let Some((name, value)) = field.split_once(": ")
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.parse().unwrap_or(0);
            }
            if is_first {
                head.push(field.to_ascii_lowercase());
            }
        }
        body.resize(length, 0);
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        if std::mem::take(&mut is_first) {
            head.sort();
            if let Ok(mut heads) = heads.lock() {
                heads.push(head);
            }
        }
        if reader.get_mut().write_all(answer).is_err() {
            return;
        }
    }
}
