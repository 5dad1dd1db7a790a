//! Landfall compiles migration plans. The rooms below stand in floor order: each may use only those above it in this list.

pub mod text;
pub mod time;

pub mod diag;

pub mod syntax;

