//! Writes the catalogue as JSON text to the file that is named: the build of the package
//! runs it, so that its readers have the catalogue without the module having it.

use std::{env, fs, io};

use ecs_drydock::catalogue;

fn main() -> io::Result<()> {
    let path = env::args_os().nth(1).ok_or_else(|| io::Error::other("which file?"))?;
    fs::write(path, catalogue::to_json())
}
