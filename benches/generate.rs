//! Writes a generated plan: `cargo bench --bench generate -- COUNT FOLDER [many]`.

#![allow(clippy::disallowed_methods, reason = "a program of its own, that writes files")]

#[path = "generate/mod.rs"]
mod generate;

use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [count, folder, rest @ ..] = arguments.as_slice() else {
        println!("usage: cargo bench --bench generate -- COUNT FOLDER [many]");
        return;
    };
    let count = count.parse().expect("COUNT is a number");
    for (path, text) in generate::plan(count, rest.iter().any(|word| word == "many")) {
        let path = Path::new(folder).join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
}
