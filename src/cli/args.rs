//! What the command line takes. Completions and the man page are made from this.

use crate::diag::{CODES, Severity};
use crate::rules::Weights;
use crate::schedule::Settings;
use crate::time::Date;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A compiler for migration plans.
///
/// Landfall reads `.plan` files, checks them, puts the work in order, and compiles roadmaps, Gantt charts, checklists,
/// coverage matrices, status pages and registries. Every number in them is computed.
#[derive(Debug, Parser)]
#[command(name = "landfall", version, max_term_width = 100, after_help = AFTER)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
}

const AFTER: &str = "Exit codes: 0 all is well; 1 something was found; 2 the plan or the usage is wrong; 3 a fault of this program.
Without PLAN, the folder `plans` is read if there is one, or else the current folder. `-` reads standard input.";

/// Options of every command.
#[derive(Debug, Clone, ClapArgs)]
pub struct Global {
    /// The date as of which everything is true; wins over the plan's own `as-of`.
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// How to print.
    #[arg(long, global = true, value_parser = common_format(), default_value = "human")]
    pub format: Format,
    /// When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
    /// Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier.
    #[arg(long, global = true, value_name = "REV|FILE")]
    pub baseline: Option<String>,
    /// Print nothing but data and errors.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: notes, and what was read and written.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Make a rule an error; `warnings` for all warnings.
    #[arg(long, global = true, value_name = "RULE", value_parser = rule)]
    pub deny: Vec<String>,
    /// Make a rule a warning.
    #[arg(long, global = true, value_name = "RULE", value_parser = rule)]
    pub warn: Vec<String>,
    /// Do not report a rule.
    #[arg(long, global = true, value_name = "RULE", value_parser = rule)]
    pub allow: Vec<String>,
    /// Let no work wait for people; where there is too much to do is reported.
    #[arg(long, global = true)]
    pub unlevelled: bool,
    /// Try this many schedules, instead of a number that fits the size of the plan.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000), conflicts_with = "unlevelled")]
    pub effort: Option<u32>,
    /// Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is.
    #[arg(long, global = true, value_name = "[NAME=]TREE", value_parser = named, help_heading = EVIDENCE)]
    pub tree: Vec<(Option<String>, String)>,
    /// Paths that begin like this in the plan begin like that in the tree.
    #[arg(long, global = true, value_name = "FROM=TO", value_parser = pair, help_heading = EVIDENCE)]
    pub alias: Vec<(String, String)>,
    /// Read these coverage reports too.
    #[arg(long, global = true, value_name = "GLOB", help_heading = EVIDENCE)]
    pub coverage: Vec<String>,
    /// Read these test reports too.
    #[arg(long, global = true, value_name = "GLOB", help_heading = EVIDENCE)]
    pub tests: Vec<String>,
    /// Take what was measured from a file that `--record` wrote, and look at no tree.
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["tree", "record", "alias", "coverage", "tests"], help_heading = EVIDENCE)]
    pub facts: Option<String>,
    /// Write what was measured to a file.
    #[arg(long, global = true, value_name = "FILE", help_heading = EVIDENCE)]
    pub record: Option<String>,
    /// Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too.
    #[arg(long, global = true, value_name = "COMMAND", help_heading = EVIDENCE)]
    pub allow_command: Vec<String>,
    /// End such a command after this many seconds.
    #[arg(long, global = true, value_name = "N", default_value_t = 600, help_heading = EVIDENCE)]
    pub command_seconds: u64,
    /// Read no more files of a plan's tree after this many seconds; what is asked of the others is unknown.
    #[arg(long, global = true, value_name = "N", default_value_t = 900, help_heading = EVIDENCE)]
    pub measure_seconds: u64,
    /// Measure nothing: all the plans claim stays a claim.
    #[arg(long, global = true, conflicts_with_all = ["tree", "facts", "record"], help_heading = EVIDENCE)]
    pub no_evidence: bool,
    /// Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same.
    #[arg(long, global = true, help_heading = EVIDENCE)]
    pub no_cache: bool,
}

const EVIDENCE: &str = "Evidence";

impl Global {
    /// How plans are scheduled.
    pub fn settings(&self) -> Settings {
        Settings { levelled: !self.unlevelled, schedules: self.effort }
    }

    /// The weights of rules. A rule that is named wins over `warnings`; what is allowed gives way to what is warned of, and
    /// that to what is denied.
    pub fn weights(&self) -> Weights {
        let lists = [(&self.allow, Severity::Allow), (&self.warn, Severity::Warning), (&self.deny, Severity::Error)];
        let mut rules = Vec::new();
        for (_, severity) in lists.iter().filter(|(list, _)| list.iter().any(|name| name == "warnings")) {
            let warnings = CODES.iter().filter(|code| code.severity == Severity::Warning && !code.fatal);
            rules.extend(warnings.map(|code| (code.name.to_owned(), *severity)));
        }
        for (list, severity) in lists {
            rules.extend(list.iter().filter(|name| *name != "warnings").map(|name| (name.clone(), severity)));
        }
        Weights { rules }
    }
}

/// How to print. What only `check` prints comes behind the first three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// One line each.
    Short,
    /// For programs.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// A step summary, or a comment on a pull request.
    Markdown,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Code Quality of GitLab.
    Gitlab,
    /// JUnit's XML, for servers that show tests.
    Junit,
    /// Diagnostics for reviewdog.
    Rdjsonl,
    /// One line a plan.
    Line,
    /// A badge as an SVG picture.
    Badge,
    /// The JSON that shields.io draws a badge from.
    Shields,
}

/// The formats of every command.
fn common_format() -> impl TypedValueParser<Value = Format> {
    let common = [Format::Human, Format::Short, Format::Json];
    let values: Vec<PossibleValue> = common.iter().filter_map(Format::to_possible_value).collect();
    PossibleValuesParser::new(values).try_map(|text| Format::from_str(&text, false))
}

/// A file that a check is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// In this format.
    pub format: Format,
    /// To this file.
    pub file: PathBuf,
}

fn output(text: &str) -> Result<Output, String> {
    let names = || Format::value_variants().iter().filter_map(Format::to_possible_value);
    let Some((format, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
        return Err("write it as FORMAT=FILE, such as `sarif=landfall.sarif`".to_owned());
    };
    match Format::from_str(format, false) {
        Ok(format) => Ok(Output { format, file: file.into() }),
        Err(_) => {
            let all: Vec<String> = names().map(|name| name.get_name().to_owned()).collect();
            Err(format!("there is no format `{format}`; there are {}", all.join(", ")))
        }
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// As the terminal takes it.
    pub fn choice(self) -> anstream::ColorChoice {
        match self {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compile plans into reports.
    Compile(Compile),
    /// Check plans and list what is wrong with them.
    Check(Check),
    /// List the work in an order that every need allows.
    Order(Plans),
    /// List what can start now, most urgent first.
    Next(Next),
    /// Show all that is known of one item, and where it was said.
    Show(Show),
    /// Tell why an item has its dates and its state, link by link, with the place of each.
    Why(Show),
    /// Print the schedule as a table, or in a form that other programs read.
    Schedule(Schedule),
    /// Explain a finding, with an example and the remedy.
    Explain(Explain),
    /// Write measured facts back into the plans, where they are marked `per measured`.
    Update(Update),
    /// Take the ticks of a compiled checklist back into its plan.
    Sync(Sync),
    /// Print what is known of the import registries, and mend entries whose code has moved.
    Registry(Registry),
    /// Format plan files.
    Fmt(Fmt),
    /// Begin a new plan with a commented example.
    New(New),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// Print the JSON Schema of `plan.json`, or of what `check --format json` prints.
    Schema {
        /// Of which document.
        #[arg(value_enum, default_value_t = Documented::Plan)]
        of: Documented,
    },
}

/// Documents with a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Documented {
    /// `plan.json`.
    Plan,
    /// What `check --format json` prints.
    Check,
}

/// The plans to read.
#[derive(Debug, ClapArgs)]
pub struct Plans {
    /// Plan files, folders, or `-`.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
}

/// Arguments of `check`.
#[derive(Debug, ClapArgs)]
pub struct Check {
    /// Plan files, folders, or `-`.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
    /// How to print.
    // It stands in for the option of every command, which takes fewer values.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write it to a file too, in a format of its own; may be given several times.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    pub output: Vec<Output>,
    /// What is compared.
    #[command(flatten)]
    pub against: Against,
}

/// Another revision to compare with.
#[derive(Debug, ClapArgs)]
pub struct Against {
    /// Compare the plans and what the tree shows with a git revision: what regressed, and where the plans ask less.
    #[arg(long, value_name = "REV", help_heading = EVIDENCE)]
    pub against: Option<String>,
    /// Where the reports of that revision lie, when they are not in its tree.
    #[arg(long, value_name = "DIR", requires = "against", help_heading = EVIDENCE)]
    pub against_evidence: Option<String>,
}

/// Arguments of `compile`.
#[derive(Debug, ClapArgs)]
pub struct Compile {
    /// Plan files, folders, or `-`.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
    /// The folder to write to; each plan gets a folder in it.
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Write nothing; list what is out of date, and exit with 1 if anything is.
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `next`.
#[derive(Debug, ClapArgs)]
pub struct Next {
    /// Plan files, folders, or `-`.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
    /// List no more than this many items of each plan.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

/// Arguments of `show`.
#[derive(Debug, ClapArgs)]
pub struct Show {
    /// The item: its full name, its id, or the end of its name.
    pub item: String,
    /// Plan files, folders, or `-`.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
}

/// Arguments of `schedule`.
#[derive(Debug, ClapArgs)]
pub struct Schedule {
    /// Plan files, folders, or `-`.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
    /// Only open items without float.
    #[arg(long)]
    pub critical: bool,
    /// Only what an area holds, or an item: its full name, its id, or the end of its name.
    #[arg(long, value_name = "AREA")]
    pub of: Option<String>,
    /// Print it in a form that other programs read, instead of a table.
    #[arg(long, value_enum, value_name = "FORM")]
    pub export: Option<Export>,
}

/// Forms of schedules that other programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Export {
    /// Comma-separated values, one line an item.
    Csv,
    /// iCalendar: events of whole days, and due dates.
    Ics,
    /// Microsoft Project's XML, with links, people and working time; the whole plan.
    Msproject,
}

/// Arguments of `explain`.
#[derive(Debug, ClapArgs)]
pub struct Explain {
    /// A code such as `LF0301` or a name such as `cycle`; all are listed without one.
    pub code: Option<String>,
}

/// Arguments of `update`.
#[derive(Debug, ClapArgs)]
pub struct Update {
    /// Plan files or folders.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
    /// Also follow files that moved: of one that is gone, and of which one other file bears the name, the new place is written.
    #[arg(long)]
    pub moved: bool,
    /// Write nothing; show what would change.
    #[arg(long)]
    pub dry_run: bool,
    /// Write nothing, and exit with 1 if anything would change.
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `sync`.
#[derive(Debug, ClapArgs)]
pub struct Sync {
    /// A checklist that was compiled, with boxes ticked or cleared since; `-` reads standard input.
    #[arg(value_name = "FILE.md")]
    pub file: String,
    /// Plan files or folders.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
    /// The plan the checklist is of, by its id, where several are read.
    #[arg(long, value_name = "ID")]
    pub of: Option<String>,
    /// Also take ticks that the evidence denies.
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show what would change.
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `registry`.
#[derive(Debug, ClapArgs)]
pub struct Registry {
    /// Plan files or folders.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
    /// Write new paths of what has moved, and what works again or is gone, into the plans.
    #[arg(long)]
    pub update: bool,
    /// Write nothing; show what `--update` would change.
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `fmt`.
#[derive(Debug, ClapArgs)]
pub struct Fmt {
    /// Plan files, folders, or `-`.
    #[arg(value_name = "PLAN")]
    pub plans: Vec<String>,
    /// Write nothing; list what is not formatted, and exit with 1 if anything is.
    #[arg(long)]
    pub check: bool,
    /// Write nothing; show what would change, and exit with 1 if anything would.
    #[arg(long)]
    pub diff: bool,
}

/// Arguments of `new`.
#[derive(Debug, ClapArgs)]
pub struct New {
    /// The file to write; `-` prints it.
    #[arg(default_value = "migration.plan")]
    pub file: String,
}

fn named(text: &str) -> Result<(Option<String>, String), String> {
    let name = |name: &str| !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
    Ok(match text.split_once('=').filter(|(before, _)| name(before)) {
        Some((name, tree)) => (Some(name.to_owned()), tree.to_owned()),
        None => (None, text.to_owned()),
    })
}

fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=').map(|(from, to)| (from.to_owned(), to.to_owned())).ok_or_else(|| "write it as FROM=TO".to_owned())
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write an existing day as YYYY-MM-DD".to_owned())
}

fn rule(text: &str) -> Result<String, String> {
    if text == "warnings" {
        return Ok(text.to_owned());
    }
    match crate::diag::find_code(text) {
        Some(code) if code.fatal => Err(format!("`{text}` leaves no plan, so its weight cannot change")),
        Some(code) => Ok(code.name.to_owned()),
        None => Err(match crate::diag::nearest(text, CODES.iter().map(|code| code.name)) {
            Some(meant) => format!("there is no such rule; did you mean `{meant}`?"),
            None => "there is no such rule; `landfall explain` lists them all".to_owned(),
        }),
    }
}
