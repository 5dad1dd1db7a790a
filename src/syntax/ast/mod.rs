//! The tree a parse gives: lines, their words and blocks, as written. Names are not resolved here.

mod words;

pub use words::{Comparison, DateWord, EntryKind, Kind, LinkKind, Probe, ProseWord, SpanWord, State, Status, Total};

use crate::text::{FileId, Span};
use crate::time::{Date, Duration, Weekday};
use std::borrow::Cow;

/// One source file as a tree of lines.
#[derive(Debug, Clone)]
pub struct Ast<'s> {
    /// The file.
    pub file: FileId,
    /// Its top-level lines.
    pub nodes: Vec<Node<'s>>,
    /// Words that stood in lines that could not be understood: what they would have declared is not known, so a name made
    /// of them is not reported as unknown.
    pub poison: Vec<&'s str>,
}

/// One line, and the block it opens.
#[derive(Debug, Clone)]
pub struct Node<'s> {
    /// The line without its brace.
    pub span: Span,
    /// What the line begins with.
    pub head: Head<'s>,
    /// The attributes on the line.
    pub attributes: Vec<Attribute<'s>>,
    /// The lines of its block.
    pub body: Vec<Node<'s>>,
    /// Whether it opens a block, even an empty one.
    pub block: bool,
    /// Whether part of the line could not be read.
    pub damaged: bool,
}

/// What a line begins with.
#[derive(Debug, Clone)]
pub enum Head<'s> {
    /// Nothing but attributes.
    Attributes,
    /// `KIND id "Title"`.
    Plain(Kind, Word<'s>, Option<Text<'s>>),
    /// An entry of a registry: `works "module"`.
    Entry(EntryKind, Vec<Text<'s>>),
    /// `chain a -> b, c`; an empty word stands for `*`.
    Chain(Vec<Vec<Word<'s>>>),
    /// `set NAME …` in a scenario.
    Set(Word<'s>),
    /// `extend NAME`.
    Extend(Word<'s>),
    /// `alias "from" = "to"`.
    Alias(Text<'s>, Text<'s>),
    /// `evidence coverage … tests … facts … ignored`.
    Evidence {
        /// Globs of coverage reports.
        coverage: Vec<Text<'s>>,
        /// Globs of test reports.
        tests: Vec<Text<'s>>,
        /// A file of recorded facts.
        facts: Option<Text<'s>>,
        /// Whether files that ignore files leave out are seen as well.
        ignored: bool,
    },
    /// `waive RULE on NAME`.
    Waive(Word<'s>, Vec<Word<'s>>),
    /// `deny`, `warn` or `allow`, the rules, and the names it is limited to.
    Level(Word<'s>, Vec<Word<'s>>, Vec<Word<'s>>),
    /// `include "glob"`.
    Include(Text<'s>),
    /// A condition in a block of conditions.
    Condition(Condition<'s>),
    /// A line that could not be read at all.
    Broken,
}

/// A word or name and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Word<'s> {
    /// The word.
    pub text: &'s str,
    /// Where it stands.
    pub span: Span,
}

/// A string or prose, unescaped and dedented, and where it stands.
#[derive(Debug, Clone)]
pub struct Text<'s> {
    /// What it says.
    pub value: Cow<'s, str>,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// A number as written: `~200+`, `33.5%`, `2,847`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// All digits, the point left out.
    pub digits: u64,
    /// How many of them stand behind the point.
    pub decimals: u32,
    /// `%` follows.
    pub percent: bool,
    /// `~` stands before: about.
    pub about: bool,
    /// `+` follows: or more.
    pub or_more: bool,
}

impl Amount {
    /// A plain whole number.
    pub fn whole(digits: u64) -> Amount {
        Amount { digits, decimals: 0, percent: false, about: false, or_more: false }
    }

    /// Its value; percent as written (33.5 for `33.5%`).
    pub fn value(self) -> f64 {
        self.digits as f64 / 10f64.powi(self.decimals as i32)
    }

    /// As a count, when it is a whole number.
    pub fn as_count(self) -> Option<u32> {
        (self.decimals == 0 && !self.percent).then(|| u32::try_from(self.digits).ok()).flatten()
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.about {
            f.write_str("~")?;
        }
        let scale = 10u64.pow(self.decimals);
        write!(f, "{}", self.digits / scale)?;
        if self.decimals > 0 {
            write!(f, ".{:0width$}", self.digits % scale, width = self.decimals as usize)?;
        }
        if self.percent {
            f.write_str("%")?;
        }
        if self.or_more {
            f.write_str("+")?;
        }
        Ok(())
    }
}

/// A range of whole numbers, both ends included, such as `1..2`.
pub type Numbers = (u32, u32);

/// A point in time as a plan names it.
#[derive(Debug, Clone, Copy)]
pub enum Moment<'s> {
    /// A date.
    Date(Date),
    /// A day of the plan, from one.
    Day(u32),
    /// The end of a week of the plan, from one.
    Week(u32),
    /// The end of a phase, or an item.
    Name(Word<'s>),
}

/// A measured value as written.
#[derive(Debug, Clone, Copy)]
pub enum Value<'s> {
    /// A number or percentage.
    Amount(Amount),
    /// `3/24`.
    Ratio(u32, u32),
    /// A level of a scale.
    Level(Word<'s>),
}

/// Where a document said something: `report:427`.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'s> {
    /// The source, or `measured`.
    pub source: Word<'s>,
    /// First and last line, when given.
    pub lines: Option<Numbers>,
}

/// One thing that is needed, and how.
#[derive(Debug, Clone, Copy)]
pub struct Need<'s> {
    /// What is needed.
    pub name: Word<'s>,
    /// Which ends are linked.
    pub link: LinkKind,
    /// Time between them.
    pub lag: Option<Lag>,
}

/// Who works on something, and how many of them at once.
#[derive(Debug, Clone, Copy)]
pub struct Worker<'s> {
    /// A team or a person.
    pub name: Word<'s>,
    /// How many of its people, when said.
    pub people: Option<u32>,
}

/// Time that must pass between two linked ends; negative as lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    /// How long.
    pub duration: Duration,
    /// A lead: the second may begin that much before.
    pub lead: bool,
    /// Calendar time instead of working time.
    pub elapsed: bool,
}

/// A condition as written.
#[derive(Debug, Clone)]
pub enum Condition<'s> {
    /// `any {` or `all {`: the parts are the block's lines. Holds whether any suffices.
    Group(bool),
    /// Looks at the evidence.
    Simple(Box<Simple<'s>>),
    /// A person vouches.
    Attested(Box<Attested<'s>>),
}

/// A condition that looks at one kind of evidence.
#[derive(Debug, Clone)]
pub struct Simple<'s> {
    /// Where it stands.
    pub span: Span,
    /// `no` stands before.
    pub negated: bool,
    /// What it looks at.
    pub probe: Probe,
    /// The strings it names.
    pub subjects: Vec<Text<'s>>,
    /// `names`.
    pub names: Vec<Text<'s>>,
    /// `under`.
    pub under: Vec<Text<'s>>,
    /// `except`.
    pub except: Vec<Text<'s>>,
    /// `key` or `rule`.
    pub key: Option<Text<'s>>,
    /// `versus`.
    pub versus: Option<Text<'s>>,
    /// The comparison at its end.
    pub bound: Option<(Comparison, Bound<'s>)>,
}

/// What a condition is compared with.
#[derive(Debug, Clone)]
pub enum Bound<'s> {
    /// A number.
    Amount(Amount),
    /// A text, such as a version.
    Text(Text<'s>),
}

/// Somebody vouches for something.
#[derive(Debug, Clone)]
pub struct Attested<'s> {
    /// Where it stands.
    pub span: Span,
    /// Who vouches.
    pub by: Word<'s>,
    /// Since when.
    pub on: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// What was seen.
    pub text: Option<Text<'s>>,
}

/// One attribute and where it stands.
#[derive(Debug, Clone)]
pub struct Attribute<'s> {
    /// From its word to its last operand.
    pub span: Span,
    /// What it says.
    pub kind: AttributeKind<'s>,
}

/// What an attribute says. What is both large and rare is boxed, since trees hold many attributes.
#[derive(Debug, Clone)]
pub enum AttributeKind<'s> {
    /// A state, with how many of the counted are in it.
    State(State, Option<Amount>),
    /// Done on that day.
    DoneOn(Date),
    /// `done when`; without a condition, the block holds them.
    DoneWhen(Option<Condition<'s>>),
    /// `open while`: likewise, negated.
    OpenWhile(Option<Condition<'s>>),
    /// `!tier`.
    Tier(Word<'s>),
    /// `rank`.
    Rank(u32),
    /// `needs`.
    Needs(Vec<Need<'s>>),
    /// `blocks`.
    Blocks(Vec<Word<'s>>),
    /// `in PHASE`.
    In(Vec<Word<'s>>),
    /// `in week 1`, `in weeks 1..2`.
    InWeeks(Numbers),
    /// `on` dates.
    OnDates(Date, Date),
    /// `on day 1..2`.
    OnDays(Numbers),
    /// `due`.
    Due(Moment<'s>),
    /// `not before`.
    NotBefore(Moment<'s>),
    /// `until`.
    Until(Moment<'s>),
    /// `effort`, `length`, `duration`, `left`.
    Span(SpanWord, Duration),
    /// `as-late`.
    AsLate,
    /// `by`.
    By(Vec<Worker<'s>>),
    /// `owner`.
    Owner(Word<'s>),
    /// `skills`.
    Skills(Vec<Word<'s>>),
    /// `tag`.
    Tags(Vec<Word<'s>>),
    /// `at`.
    At(Vec<Text<'s>>),
    /// `was`.
    Was(Vec<Text<'s>>),
    /// `per`.
    Per(Origin<'s>),
    /// `count`.
    Count(Comparison, Amount),
    /// Words with one text.
    Prose(ProseWord, Text<'s>),
    /// `claim`.
    Claim(Box<Claim<'s>>),
    /// `expected`, `implemented`, `coverage` in a claim.
    Total(Total, Amount),
    /// Words with one date.
    Date(DateWord, Date),
    /// `active`, `resolved`, `closed`.
    Status(Status, Option<Date>),
    /// `each`, and what it leaves out.
    Each(Box<(Text<'s>, Vec<Text<'s>>)>),
    /// `use` a name, and the names in it.
    UseName(Word<'s>),
    /// `use` a text, and the names in it.
    UseText(Box<(Text<'s>, Vec<Text<'s>>)>),
    /// `health`.
    Health(Word<'s>, Option<Box<Text<'s>>>),
    /// `progress`.
    Progress(Amount),
    /// `goal "text"`.
    GoalText(Text<'s>),
    /// `goal >= 50% due X`.
    Goal(Box<(Option<Comparison>, Value<'s>, Option<Moment<'s>>)>),
    /// `reading 5% on D per report:92`.
    Reading(Box<(Value<'s>, Option<Date>, Option<Origin<'s>>)>),
    /// `measure` with a condition without comparison.
    Measure(Condition<'s>),
    /// `measure completion of NAME !tier`.
    Completion(Box<(Option<Word<'s>>, Option<Word<'s>>)>),
    /// `names`.
    Names(Vec<Text<'s>>),
    /// `under`.
    Under(Vec<Text<'s>>),
    /// `except`.
    Except(Vec<Text<'s>>),
    /// `dates`.
    Dates(Date, Date),
    /// `days 1..14`.
    DayNumbers(Numbers),
    /// `days mon..fri 8h`.
    WorkDays(Vec<(Weekday, Weekday)>, Option<Duration>),
    /// `weeks 1..2`, `week 3`.
    Weeks(Numbers),
    /// `after`.
    After(Vec<Word<'s>>),
    /// `levels`.
    Levels(Vec<Word<'s>>),
    /// `order`.
    Order(Vec<Word<'s>>),
    /// `people`.
    People(u32),
    /// `language`.
    Language(u32),
    /// `for`.
    For(Word<'s>),
    /// `away`.
    Away(Date, Date),
    /// `half-days`.
    HalfDays(Vec<Date>),
    /// `holiday`.
    Holiday(Date, Date, Option<Text<'s>>),
    /// `of`.
    Of(Vec<Word<'s>>),
    /// `to`.
    To(Text<'s>),
}

/// What a document said.
#[derive(Debug, Clone)]
pub struct Claim<'s> {
    /// In the words of the language.
    pub says: Vec<Attribute<'s>>,
    /// Or as a text.
    pub text: Option<Text<'s>>,
    /// Where it said so.
    pub per: Origin<'s>,
}
