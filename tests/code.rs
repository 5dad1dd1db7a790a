//! What is read of each construct of each language.

#[path = "code/shown.rs"]
mod shown;

#[path = "code/go_java.rs"]
mod go_java;
#[path = "code/hostile.rs"]
mod hostile;
#[path = "code/javascript.rs"]
mod javascript;
#[path = "code/python.rs"]
mod python;
#[path = "code/rust.rs"]
mod rust;
