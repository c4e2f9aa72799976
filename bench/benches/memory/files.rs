//! The peak while a file of 100 MB is uploaded from a file and downloaded into one, by both clients.

use planfix_api::client::{AsyncClient, Auth, Client, Connection, Downloaded};
use planfix_api::{Bytes, FileId, FileSource, TaskId, UploadFile, file};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;

const MEGABYTES: u64 = 100;
const LEN: u64 = MEGABYTES << 20;

/// Starts a server that drops what is uploaded, and sends zeros as the file, in constant memory.
fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("it is bound");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // The client may close the connection.
            std::thread::spawn(move || drop(serve(&stream)));
        }
    });
    address
}

fn serve(mut stream: &TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let (mut line, mut length) = (String::new(), 0);
        while line.trim() != "" || length == 0 {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink())?;
        if length > LEN {
            let answer = "<response status=\"ok\"><files><file><uniqueId>1</uniqueId></file></files></response>";
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{answer}",
                answer.len()
            )?;
        } else {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {LEN}\r\n\r\n")?;
            std::io::copy(&mut std::io::repeat(0).take(LEN), &mut stream)?;
        }
    }
}

/// Prints the peak of both clients in both directions. `peak` runs something and returns the bytes that it needed.
pub(crate) fn measure(peak: impl Fn(&mut dyn FnMut()) -> usize) {
    let folder = std::env::temp_dir().join(format!("planfix-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (sent, received) = (folder.join("sent"), folder.join("received"));
    File::create(&sent).and_then(|file| file.set_len(LEN)).expect("a file");
    let endpoint = format!("http://{}/xml/", server()).parse().expect("an endpoint");
    let connection = Connection::new(endpoint, "demo", Auth::token("key", "token"));

    let client = Client::https(connection.clone());
    let up = peak(&mut || drop(client.call(&upload(&sent)).expect("uploaded")));
    let down = peak(&mut || {
        let mut file = File::create(&received).expect("a file");
        written(
            client.download_to(&download(), &mut file).expect("downloaded"),
            &received,
        );
    });
    print("blocking", up, down);

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let client = AsyncClient::https(connection);
    let up = peak(&mut || drop(runtime.block_on(client.call(&upload(&sent))).expect("uploaded")));
    let down = peak(&mut || {
        runtime.block_on(async {
            let mut file = tokio::fs::File::create(&received).await.expect("a file");
            written(
                client.download_to(&download(), &mut file).await.expect("downloaded"),
                &received,
            );
        });
    });
    print("asynchronous", up, down);
    std::fs::remove_dir_all(&folder).expect("the folder is removed");
}

fn upload(path: &Path) -> file::upload::Request {
    let content = Bytes::file(path).expect("the file");
    let new = UploadFile::new(FileSource::Filesystem, content).name("sent");
    file::upload::Request::new(file::upload::Task::new(TaskId(1)), [new])
}

fn download() -> file::download::Request {
    file::download::Request::new(FileId(1))
}

fn written(result: Downloaded, path: &Path) {
    assert_eq!(result, Downloaded::Written(LEN));
    assert_eq!(std::fs::metadata(path).expect("the file").len(), LEN);
}

fn print(client: &str, up: usize, down: usize) {
    let [up, down] = [up, down].map(|bytes| bytes as f64 / 1e6);
    println!("| {client} | {MEGABYTES} | {up:.2} | {down:.2} |");
    assert!(up < 16.0 && down < 16.0, "a file must not be in memory as a whole");
}
