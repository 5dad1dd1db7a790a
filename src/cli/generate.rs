//! What is made from the program's own definitions: completions, the manual page, the schema, the reference pages and the
//! word lists of editors.

use super::args::{Args, Documented};
use super::{Exit, Outcome};
use crate::diag::CODES;
use crate::io::Terminal;
use crate::syntax::{WordKind, words};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use std::fmt::Write;

pub(super) fn completions(shell: Shell, terminal: &mut Terminal) -> Outcome {
    terminal.data(&completion_script(shell));
    Ok(Exit::Clean)
}

pub(super) fn man(terminal: &mut Terminal) -> Outcome {
    terminal.data(&manual()?);
    Ok(Exit::Clean)
}

pub(super) fn schema(of: Documented, terminal: &mut Terminal) -> Outcome {
    let text = match of {
        Documented::Plan => crate::render::json::schema().map_err(|error| error.to_string())?,
        Documented::Check => crate::render::check::schema()?,
    };
    terminal.data(&text);
    Ok(Exit::Clean)
}

/// All generated files of the repository, by path from its root. A test holds them current.
///
/// # Errors
/// When a writer fails, in words.
pub fn generated() -> Result<Vec<(&'static str, String)>, String> {
    Ok(vec![
        ("docs/reference/commands.md", commands()),
        ("docs/reference/findings.md", findings()),
        ("docs/reference/words.md", word_list()),
        ("docs/reference/plan.schema.json", crate::render::json::schema().map_err(|error| error.to_string())?),
        ("docs/reference/check.schema.json", crate::render::check::schema()?),
        ("docs/reference/landfall.1", manual()?),
        ("editors/completions/landfall.bash", completion_script(Shell::Bash)),
        ("editors/completions/_landfall", completion_script(Shell::Zsh)),
        ("editors/completions/landfall.fish", completion_script(Shell::Fish)),
        ("editors/vim/syntax/landfall.vim", vim()),
    ])
}

fn completion_script(shell: Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "landfall", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn manual() -> Result<String, String> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut bytes).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

const NOTICE: &str = "<!-- Generated from the program's own definitions; `UPDATE=1 cargo test --test generated` writes it anew. -->\n\n";

fn commands() -> String {
    let mut out = format!("{NOTICE}# Commands\n");
    let mut top = Args::command().term_width(100);
    top.build();
    command(&mut out, &mut top, "landfall");
    out
}

fn command(out: &mut String, command_: &mut Command, path: &str) {
    let help = command_.render_long_help().to_string();
    let _ = write!(out, "\n## {path}\n\n```text\n");
    for line in help.trim_end().lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push_str("```\n");
    for inner in command_.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
        let path = format!("{path} {}", inner.get_name());
        command(out, inner, &path);
    }
}

fn findings() -> String {
    let mut out = format!("{NOTICE}# Findings\n\n");
    out.push_str("Every finding has a stable code and a name. `deny`, `warn`, `allow` and `waive` take the name, in a plan and, but for\n");
    out.push_str("`waive`, on the command line. Fatal findings leave no plan: nothing is written, and their weight cannot change.\n\n");
    out.push_str("| Code | Name | Weight | What it finds |\n| --- | --- | --- | --- |\n");
    for code in CODES {
        let weight = if code.fatal { "fatal" } else { code.severity.word() };
        let _ =
            writeln!(out, "| [{}](#{}-{}) | `{}` | {weight} | {} |", code.id, code.id.to_lowercase(), code.name, code.name, code.summary);
    }
    for code in CODES {
        let _ = write!(out, "\n## {} {}\n\n{}", code.id, code.name, code.explanation.trim_end());
        out.push('\n');
    }
    out
}

/// Where words of a kind stand, for people.
fn heading(kind: WordKind) -> &'static str {
    match kind {
        WordKind::Statement => "Statements",
        WordKind::Entry => "Entries of a registry",
        WordKind::Attribute => "Attributes",
        WordKind::Condition => "Conditions",
        WordKind::Inner => "Words inside others",
    }
}

fn word_list() -> String {
    let mut out = format!("{NOTICE}# Words of the language\n\nNo word is reserved: ids stand in fixed places, and may be any of these.\n");
    for kind in [WordKind::Statement, WordKind::Entry, WordKind::Attribute, WordKind::Condition, WordKind::Inner] {
        let mut of_kind: Vec<&str> = words().filter(|(_, of)| *of == kind).map(|(word, _)| word).collect();
        of_kind.sort_unstable();
        let _ = write!(out, "\n## {}\n\n", heading(kind));
        let shown: Vec<String> = of_kind.iter().map(|word| format!("`{word}`")).collect();
        let _ = writeln!(out, "{}", shown.join(" · "));
    }
    out
}

fn vim() -> String {
    let mut out = String::from(
        "\" Generated from the program's own word list.\n\nif exists(\"b:current_syntax\")\n  finish\nendif\n\nsyntax iskeyword @,48-57,_,-\n",
    );
    for (kind, group) in [
        (WordKind::Statement, "Statement"),
        (WordKind::Entry, "Statement"),
        (WordKind::Attribute, "Keyword"),
        (WordKind::Condition, "Function"),
        (WordKind::Inner, "Keyword"),
    ] {
        let of_kind: Vec<&str> = words().filter(|(_, of)| *of == kind).map(|(word, _)| word).collect();
        let _ = writeln!(out, "syntax keyword landfall{group} {}", of_kind.join(" "));
    }
    out.push_str("syntax match landfallTier \"![A-Za-z][A-Za-z0-9_-]*\"\n");
    out.push_str("syntax match landfallNumber \"\\<\\d[0-9.,%+-]*\\>\"\n");
    out.push_str("syntax region landfallString start=+\"+ skip=+\\\\\\\\\\|\\\\\"+ end=+\"+ oneline\n");
    out.push_str("syntax region landfallProse start=+\"\"\"+ end=+\"\"\"+\n");
    out.push_str("syntax match landfallComment \"//.*$\"\n\n");
    for (group, link) in [
        ("Statement", "Statement"),
        ("Keyword", "Keyword"),
        ("Function", "Function"),
        ("Tier", "Special"),
        ("Number", "Number"),
        ("String", "String"),
        ("Prose", "String"),
        ("Comment", "Comment"),
    ] {
        let _ = writeln!(out, "highlight default link landfall{group} {link}");
    }
    out.push_str("\nlet b:current_syntax = \"landfall\"\n");
    out
}
