//! Landfall compiles migration plans.
//!
//! The rooms stand in floor order: each may use only rooms on lower floors, and a test holds them to it.

// Floor 0: texts and dates.
pub mod text;
pub mod time;

// Floor 1: what can be found wrong, and what conditions are held against.
pub mod code;
pub mod diag;
pub mod readers;
pub mod tree;

// Floor 2: from text to a tree of lines.
pub mod syntax;

// Floor 3: from lines to a plan with its names resolved.
pub mod model;

// Floor 4: the graph of needs, what the tree shows, and edits of the texts.
pub mod edit;
pub mod evidence;
pub mod graph;

// Floor 5: what is true, and when things happen.
pub mod progress;
pub mod schedule;

// Floor 6: everything computed of one plan, for rules and views.
pub mod ratchet;

pub mod survey;

// Floor 7: what is found wrong with a plan, what is reported of it, and what can be brought up to date.
pub mod rules;
pub mod upkeep;
pub mod view;

// Floor 8: how reports look.
pub mod render;

// Floor 9: gathering files, and the pipeline.
pub mod world;

pub mod load;

pub mod compile;

// Floor 10: disk and terminal.
pub mod io;

// Floor 11: the command line.
pub mod cli;
