//! The log of a data file, checked before SQLite opens it. SQLite ends the log at the first frame with a wrong checksum,
//! because a change that was interrupted leaves one at the end. It does so in the middle too, and later changes, which
//! were answered, would be lost.
//!
//! While a file is open, and after its process was killed, the index of the log beside it (`-shm`) has the number of
//! frames in the log. Without the index, such as in a copy, a wrong frame is damage if a change ends after it. The
//! formats are those of <https://www.sqlite.org/fileformat2.html#walformat> and <https://www.sqlite.org/walformat.html>.

use super::StoreError;
use super::seal::beside;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
#[cfg(unix)]
use std::sync::{Mutex, PoisonError};

/// How often the log is read again when another program has changed it meanwhile. After that it is in use, and intact.
const TIMES: usize = 5;

/// SQLite writes frames before the end of a change if they fill its cache, of some 500 pages. They stay in the log after
/// a rollback, and a kill while their checksums are made looks like damage.
const CACHE: u32 = 400;

const VERSION: u32 = 3_007_000;

/// Refuses a file whose log is damaged or missing.
pub(super) fn check(path: &Path) -> Result<(), StoreError> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    for _ in 0..TIMES {
        let index = Index::read(&path);
        let Some(what) = fault(&path, index.as_ref()) else {
            return Ok(());
        };
        if Index::read(&path) == index {
            let path = path.display().to_string();
            return Err(StoreError::DamagedLog { path, what });
        }
    }
    Ok(())
}

fn fault(path: &Path, index: Option<&Index>) -> Option<&'static str> {
    let log = match File::open(beside(path, "-wal")) {
        Ok(file) => Log::read(BufReader::new(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Log::None),
        Err(error) => Err(error),
    };
    // SQLite reports a file that cannot be read.
    match (log.ok()?, index) {
        (Log::None, Some(index)) if index.frames > 0 => Some("is missing or empty"),
        (Log::Of { salts, committed, .. }, Some(index)) if index.frames > 0 && index.salts == salts => {
            (committed < index.frames).then_some("is damaged or cut off")
        }
        (Log::WrongHeader, _) | (Log::Of { is_broken: true, .. }, _) => Some("is damaged"),
        (Log::None | Log::Of { .. }, _) => None,
    }
}

/// The part of a log that SQLite would read.
enum Log {
    /// There is no frame.
    None,
    WrongHeader,
    Of {
        /// They identify the frames since the log was last restarted.
        salts: [u32; 2],
        /// The number of frames up to the end of the last intact change.
        committed: u32,
        /// True if a change ends after the first wrong frame.
        is_broken: bool,
    },
}

impl Log {
    fn read(mut file: impl Read) -> io::Result<Self> {
        let mut header = [0; 32];
        if !fill(&mut file, &mut header)? {
            return Ok(Self::None);
        }
        let [magic, version, size, _, salt, other, first, second] = numbers(&header, u32::from_be_bytes);
        let mut sum = Sum::new(match magic {
            0x377f_0682 => u32::from_le_bytes,
            0x377f_0683 => u32::from_be_bytes,
            _ => return Ok(Self::WrongHeader),
        });
        sum.add(header.first_chunk::<24>().map_or(&[], <[u8; 24]>::as_slice));
        if version != VERSION || !sum.is([first, second]) || !(512..=65_536).contains(&size) {
            return Ok(Self::WrongHeader);
        }
        let mut frame = vec![0; FRAME + usize::try_from(size).unwrap_or(0)];
        let salts = [salt, other];
        let (mut number, mut committed, mut is_intact) = (0, 0, true);
        // The numbers of the frames that end a change, after the first wrong frame.
        let (mut first_end, mut last_end) = (None, None);
        while fill(&mut file, &mut frame)? {
            number += 1;
            let [page, pages, salt, other, first, second] = numbers(&frame, u32::from_be_bytes);
            let is_of_log = [salt, other] == salts;
            if is_intact {
                let (header, content) = frame.split_at_checked(FRAME).unwrap_or_default();
                sum.add(header.first_chunk::<8>().map_or(&[], <[u8; 8]>::as_slice));
                sum.add(content);
                is_intact = is_of_log && page != 0 && sum.is([first, second]);
                if is_intact && pages != 0 {
                    committed = number;
                }
            } else if is_of_log && pages != 0 {
                first_end = first_end.or(Some(number));
                last_end = Some(number);
            }
        }
        let is_broken = first_end.is_some_and(|end| last_end > first_end || end - committed < CACHE);
        Ok(Self::Of {
            salts,
            committed,
            is_broken,
        })
    }
}

/// The length of the header of a frame.
const FRAME: usize = 24;

/// The index of a log, as its header has it.
#[derive(PartialEq, Eq)]
struct Index {
    frames: u32,
    salts: [u32; 2],
}

impl Index {
    /// Reads the index, if there is a valid one.
    fn read(path: &Path) -> Option<Self> {
        let mut file = File::open(beside(path, "-shm")).ok()?;
        let mut header = [0; 96];
        let is_filled = fill(&mut file, &mut header);
        keep(file);
        if !is_filled.ok()? {
            return None;
        }
        let (one, two) = header.split_at_checked(48)?;
        let (summed, sum_of) = one.split_at_checked(40)?;
        let [version, _, _, is_ready, frames] = numbers(summed, u32::from_ne_bytes);
        let mut sum = Sum::new(u32::from_ne_bytes);
        sum.add(summed);
        let is_valid = one == two && version == VERSION && is_ready != 0;
        (is_valid && sum.is(numbers(sum_of, u32::from_ne_bytes))).then(|| Self {
            frames,
            salts: numbers(
                summed.last_chunk::<8>().map_or(&[], <[u8; 8]>::as_slice),
                u32::from_be_bytes,
            ),
        })
    }
}

/// Keeps a file of locks open until it is removed. On Unix, closing it would release the locks that another sandbox in
/// this process has on it.
#[cfg(unix)]
fn keep(file: File) {
    use std::os::unix::fs::MetadataExt as _;
    static KEPT: Mutex<Vec<File>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|file| file.metadata().is_ok_and(|found| found.nlink() > 0));
    kept.push(file);
}

#[cfg(not(unix))]
fn keep(_: File) {}

/// The checksum of SQLite's logs.
struct Sum {
    order: fn([u8; 4]) -> u32,
    sums: [u32; 2],
}

impl Sum {
    fn new(order: fn([u8; 4]) -> u32) -> Self {
        Self { order, sums: [0; 2] }
    }

    fn add(&mut self, bytes: &[u8]) {
        let [mut first, mut second] = self.sums;
        for [a, b, c, d, e, f, g, h] in bytes.as_chunks().0 {
            first = first.wrapping_add((self.order)([*a, *b, *c, *d])).wrapping_add(second);
            second = second.wrapping_add((self.order)([*e, *f, *g, *h])).wrapping_add(first);
        }
        self.sums = [first, second];
    }

    fn is(&self, sums: [u32; 2]) -> bool {
        self.sums == sums
    }
}

/// Reads numbers of four bytes; those that are missing are 0.
fn numbers<const N: usize>(bytes: &[u8], order: fn([u8; 4]) -> u32) -> [u32; N] {
    let mut all = [0; N];
    for (number, bytes) in all.iter_mut().zip(bytes.as_chunks().0) {
        *number = order(*bytes);
    }
    all
}

/// Fills a buffer. Returns false if the file ends before.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        filled => filled.map(|()| true),
    }
}
