//! tantivy behind the protocol of the benches (bench/README.md).

mod facets;
mod indexing;
mod searching;

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::Instant;

use searching::Searching;

const USAGE: &str = "usage: index FILE DIR [THREADS] | merge DIR | serve DIR\n       \
                     | search DIR MODE GLUE WORDS COUNTRY YEAR";

/// `request`: mode, glue, words, country, year.
fn answer(searching: &Searching, request: &[&str]) -> Result<String, Box<dyn Error>> {
    let &[mode, glue, words, country, year] = request else {
        return Err("a request has five columns".into());
    };
    let start = Instant::now();
    let found = searching.search(mode == "facets", glue, words, country, year)?;
    let micros = start.elapsed().as_nanos() as f64 / 1000.0;
    Ok(format!("{micros:.1}\t{found}"))
}

fn serve(folder: &Path) -> Result<(), Box<dyn Error>> {
    let searching = Searching::open(folder)?;
    let mut out = io::stdout().lock();
    writeln!(out, "ready")?;
    out.flush()?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let request: Vec<&str> = line.split('\t').collect();
        writeln!(out, "{}", answer(&searching, &request)?)?;
        out.flush()?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["index", file, folder] => indexing::index(file.as_ref(), folder.as_ref(), 1),
        ["index", file, folder, threads] => {
            indexing::index(file.as_ref(), folder.as_ref(), threads.parse()?)
        }
        ["merge", folder] => indexing::merge(folder.as_ref()),
        ["serve", folder] => serve(folder.as_ref()),
        ["search", folder, ref request @ ..] => {
            let searching = Searching::open(folder.as_ref())?;
            println!("{}", answer(&searching, request)?);
            Ok(())
        }
        _ => Err(USAGE.into()),
    }
}
