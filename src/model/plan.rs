//! The plan as a whole.

use super::{Condition, Item, ItemId, Measure, Note, Origin, PartyId, PhaseId, Registry, SourceId, TagId, Target, Window};
use crate::diag::Severity;
use crate::syntax::{State, Status};
use crate::text;
use crate::time::{Date, Period, WorkingTime};

/// One migration, its names resolved.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The version of the language it was written in.
    pub language: u32,
    /// The first day of day 1 and week 1.
    pub start: Option<Date>,
    /// The data date, when the plan gives one.
    pub as_of: Option<Date>,
    /// Everything that stands in the tree; the plan itself is the first.
    pub items: Vec<Item>,
    /// Time boxes, in the order of the source.
    pub phases: Vec<Phase>,
    /// Teams and people.
    pub parties: Vec<Party>,
    /// Scales.
    pub scales: Vec<Scale>,
    /// The levels that `!tier` names, highest first; built in when no scale declares them.
    pub tiers: Vec<Tier>,
    /// The levels that `health` names, best last as the scale orders them.
    pub health: Vec<Tier>,
    /// Documents that claims come from.
    pub sources: Vec<Source>,
    /// Labels.
    pub tags: Vec<Tag>,
    /// Measured numbers.
    pub targets: Vec<Target>,
    /// Import registries.
    pub registries: Vec<Registry>,
    /// Trees of files.
    pub trees: Vec<Tree>,
    /// Path prefixes that stand for others.
    pub aliases: Vec<Alias>,
    /// Globs of coverage reports.
    pub coverage_reports: Vec<Box<str>>,
    /// Globs of test reports.
    pub test_reports: Vec<Box<str>>,
    /// A file of recorded facts, relative to the plan, that stands for the tree when none is given.
    pub facts: Option<super::Place>,
    /// Whether files that ignore files leave out are part of the tree.
    pub sees_ignored: bool,
    /// Times in which tagged items hold still.
    pub freezes: Vec<Freeze>,
    /// The plan's working time.
    pub working: WorkingTime,
    /// Holidays with their titles, for show.
    pub holidays: Vec<(Period, Box<str>)>,
    /// Files with holidays.
    pub calendars: Vec<Note>,
    /// Findings that are accepted for now.
    pub waivers: Vec<Waiver>,
    /// Weights of rules.
    pub levels: Vec<RuleLevel>,
    /// The plan with some facts changed.
    pub scenarios: Vec<Scenario>,
    /// Documents asked for.
    pub reports: Vec<ReportRequest>,
    /// Chains from several to several: what needs and what is needed meet in one point, so that edges add up and do not multiply.
    pub junctions: Vec<Junction>,
    /// Chains to everything that left something out to stay without circles: the needed item, what was left out, the chain.
    pub star_exceptions: Vec<(ItemId, ItemId, text::Place)>,
}

impl Plan {
    /// The phases, each behind those it comes after, and otherwise in the order of the source.
    pub fn phase_order(&self) -> Vec<PhaseId> {
        let mut order: Vec<PhaseId> = Vec::with_capacity(self.phases.len());
        let mut placed = vec![false; self.phases.len()];
        while order.len() < self.phases.len() {
            let ready = |at: &usize| !placed[*at] && self.phases[*at].after.iter().all(|(before, _)| placed[before.index()]);
            // Phases that wait for each other in a circle are left as they were written.
            let Some(next) = (0..placed.len()).find(ready).or_else(|| placed.iter().position(|placed| !placed)) else { break };
            placed[next] = true;
            order.push(PhaseId(next as u32));
        }
        order
    }

    /// The plan's own item.
    pub const ROOT: ItemId = ItemId(0);

    /// An item.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.index()]
    }

    /// The plan's own item.
    pub fn root(&self) -> &Item {
        &self.items[0]
    }

    /// All items with their ids, the plan itself first.
    pub fn ids(&self) -> impl Iterator<Item = (ItemId, &Item)> {
        self.items.iter().enumerate().map(|(at, item)| (ItemId(at as u32), item))
    }

    /// The items around one, from its parent to the plan.
    pub fn ancestors(&self, id: ItemId) -> impl Iterator<Item = ItemId> + '_ {
        std::iter::successors(self.item(id).parent, |id| self.item(*id).parent)
    }

    /// Every condition: of items, of their steps, of the gates of phases, and of targets.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let own =
            self.items.iter().flat_map(|item| item.condition.iter().chain(item.steps.iter().filter_map(|step| step.condition.as_ref())));
        let of_targets = self.targets.iter().filter_map(|target| match &target.measure {
            Some(Measure::Test(condition)) => Some(condition),
            _ => None,
        });
        own.chain(self.phases.iter().filter_map(|phase| phase.gate.as_ref())).chain(of_targets)
    }

    /// Whether `inner` is `outer` or part of it.
    pub fn is_within(&self, inner: ItemId, outer: ItemId) -> bool {
        inner == outer || self.ancestors(inner).any(|id| id == outer)
    }

    /// The word of a tier.
    pub fn tier_word(&self, tier: u8) -> &str {
        self.tiers.get(tier as usize).map_or("", |tier| &tier.word)
    }

    /// The calendar period of days `first..last` of the plan, if the plan has a start.
    pub fn day_period(&self, first: u32, last: u32) -> Option<Period> {
        let start = self.start?;
        Some(Period::new(start.plus_days(i64::from(first) - 1), start.plus_days(i64::from(last) - 1)))
    }

    /// The calendar period of weeks `first..last` of the plan, if the plan has a start. Week 1 is days 1 to 7.
    pub fn week_period(&self, first: u32, last: u32) -> Option<Period> {
        self.day_period((first - 1) * 7 + 1, last * 7)
    }

    /// The calendar period of a window, if the plan has a start or the window has dates.
    pub fn period(&self, window: Window) -> Option<Period> {
        match window {
            Window::Dates(period) => Some(period),
            Window::Days(first, last) => self.day_period(first, last),
            Window::Weeks(first, last) => self.week_period(first, last),
        }
    }
}

/// A point where several items wait for several others.
#[derive(Debug, Clone)]
pub struct Junction {
    /// What is needed.
    pub needed: Vec<ItemId>,
    /// What needs all of it.
    pub waiting: Vec<ItemId>,
    /// Where it was said.
    pub said: text::Place,
}

/// A team or a person.
#[derive(Debug, Clone)]
pub struct Party {
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// The team a person belongs to.
    pub team: Option<PartyId>,
    /// Whether it is a person.
    pub is_person: bool,
    /// How many people it has, when said; of a person, one.
    pub people: Option<u32>,
    /// Who answers for it.
    pub owner: Option<PartyId>,
    /// What its people can do.
    pub skills: Vec<Box<str>>,
    /// First and last day of membership.
    pub from: Option<Date>,
    /// Last day of membership.
    pub until: Option<Date>,
    /// Its own working days, instead of the plan's.
    pub working: Option<WorkingTime>,
    /// Absences.
    pub away: Vec<Period>,
    /// Days of which half is worked.
    pub half_days: Vec<Date>,
    /// Files with holidays.
    pub calendars: Vec<Note>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Whether anything refers to it.
    pub used: bool,
}

/// A time box.
#[derive(Debug, Clone)]
pub struct Phase {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// When, as written.
    pub window: Option<Window>,
    /// Where the window was said.
    pub window_said: Option<text::Place>,
    /// The phases it follows.
    pub after: Vec<(PhaseId, text::Place)>,
    /// Its exit gate.
    pub gate: Option<Condition>,
    /// What it is for.
    pub goals: Vec<Note>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Claimed state.
    pub state: Option<State>,
    /// What documents said of it.
    pub claims: Vec<super::Claim>,
    /// Who said it.
    pub per: Vec<Origin>,
    /// Whether anything refers to it.
    pub used: bool,
}

/// An ordered scale.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// Its levels, in its order.
    pub levels: Vec<Tier>,
    /// Whether anything refers to it.
    pub used: bool,
}

/// One level of a scale.
#[derive(Debug, Clone)]
pub struct Tier {
    /// The word.
    pub word: Box<str>,
    /// What it means.
    pub meaning: Option<Box<str>>,
    /// Where it was declared; none when built in.
    pub said: Option<text::Place>,
    /// Who said it.
    pub per: Vec<Origin>,
    /// Whether anything refers to it.
    pub used: bool,
}

/// A document that claims come from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// Its date.
    pub dated: Option<Date>,
    /// Where it is.
    pub link: Option<Box<str>>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Whether anything refers to it.
    pub used: bool,
}

/// A label.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// Who said it.
    pub per: Vec<Origin>,
    /// Whether anything refers to it.
    pub used: bool,
}

/// One way a decision can go.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// When it was chosen.
    pub chosen: Option<Date>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Who said it.
    pub per: Vec<Origin>,
}

/// A tree of files.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Its id.
    pub id: Box<str>,
    /// Its folder, relative to the plan.
    pub folder: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
}

/// A path prefix that stands for another.
#[derive(Debug, Clone)]
pub struct Alias {
    /// As plans write it.
    pub from: Box<str>,
    /// As the tree has it.
    pub to: Box<str>,
    /// Where it was said.
    pub said: text::Place,
}

/// A time in which tagged items hold still.
#[derive(Debug, Clone)]
pub struct Freeze {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// When.
    pub period: Option<Period>,
    /// The tags it holds; all items when empty.
    pub tags: Vec<TagId>,
}

impl Freeze {
    /// Whether an item holds still while it lasts: it, or something that it is part of, has one of the tags.
    pub fn holds(&self, item: &Item) -> bool {
        self.tags.is_empty() || self.tags.iter().any(|tag| item.tags.contains(tag) || item.tags_of_wholes.contains(tag))
    }
}

/// A finding that is accepted for now.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The rule, by name.
    pub rule: Box<str>,
    /// The items it is limited to, by full name; all when empty.
    pub on: Vec<Box<str>>,
    /// Who accepts it.
    pub by: Vec<PartyId>,
    /// Until when.
    pub until: Option<Date>,
    /// Why.
    pub because: Option<Box<str>>,
    /// Where it was said.
    pub said: text::Place,
}

/// A changed weight of a rule.
#[derive(Debug, Clone)]
pub struct RuleLevel {
    /// The rule, by name.
    pub rule: Box<str>,
    /// Its new weight.
    pub severity: Severity,
    /// The items it is limited to, by full name; all when empty.
    pub on: Vec<Box<str>>,
    /// Where it was said.
    pub said: text::Place,
}

/// The plan with some facts changed.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// What it changes: the full name of what is changed, and the new facts as written.
    pub changes: Vec<(Box<str>, Box<str>)>,
    /// Where each of these stands.
    pub lines: Vec<text::Place>,
}

/// A document asked for by a `report` statement.
#[derive(Debug, Clone)]
pub struct ReportRequest {
    /// Which report, such as `roadmap`.
    pub kind: Box<str>,
    /// Its title, when given.
    pub title: Option<Box<str>>,
    /// Only these items and what they hold.
    pub of: Vec<ItemId>,
    /// Only these phases.
    pub phases: Vec<PhaseId>,
    /// Only these tiers.
    pub tiers: Vec<u8>,
    /// Only what these answer for.
    pub owners: Vec<PartyId>,
    /// Only these states.
    pub states: Vec<State>,
    /// Only issues of these states.
    pub statuses: Vec<Status>,
    /// The file's name without its ending, when given.
    pub to: Option<Box<str>>,
    /// Where it was said.
    pub said: text::Place,
}

impl Source {
    /// `id:line`, as plans write it.
    pub fn at(&self, lines: Option<(u32, u32)>) -> String {
        match lines {
            None => self.id.to_string(),
            Some((first, last)) if first == last => format!("{}:{first}", self.id),
            Some((first, last)) => format!("{}:{first}–{last}", self.id),
        }
    }
}

impl Plan {
    /// Where a document said something, as plans write it.
    pub fn origin(&self, origin: Origin) -> String {
        let source: Option<SourceId> = origin.source;
        source.map_or_else(|| "measured".to_owned(), |source| self.sources[source.index()].at(origin.lines))
    }
}

impl Plan {
    /// A plan of which nothing is known.
    pub fn empty() -> Plan {
        Plan {
            language: 1,
            start: None,
            as_of: None,
            items: vec![Item::new(super::ItemKind::Plan, "plan", "plan", "Plan", text::Place::default())],
            phases: Vec::new(),
            parties: Vec::new(),
            scales: Vec::new(),
            tiers: Vec::new(),
            health: Vec::new(),
            sources: Vec::new(),
            tags: Vec::new(),
            targets: Vec::new(),
            registries: Vec::new(),
            trees: Vec::new(),
            aliases: Vec::new(),
            coverage_reports: Vec::new(),
            test_reports: Vec::new(),
            facts: None,
            sees_ignored: false,
            freezes: Vec::new(),
            working: WorkingTime::default(),
            holidays: Vec::new(),
            calendars: Vec::new(),
            waivers: Vec::new(),
            levels: Vec::new(),
            scenarios: Vec::new(),
            reports: Vec::new(),
            junctions: Vec::new(),
            star_exceptions: Vec::new(),
        }
    }
}

type Names = (Box<str>, Box<str>);

impl Plan {
    /// How many people a party has: as said, or as many as it names; nothing when neither is known.
    pub fn people(&self, party: PartyId) -> Option<u32> {
        let of = &self.parties[party.index()];
        if of.is_person {
            return Some(1);
        }
        let named = self.parties.iter().filter(|member| member.team == Some(party)).count() as u32;
        of.people.or((named > 0).then_some(named))
    }
}

impl Party {
    /// A party of which nothing is known but its names.
    pub fn new((id, title): Names, said: text::Place) -> Party {
        Party {
            id,
            title,
            said,
            team: None,
            is_person: false,
            people: None,
            owner: None,
            skills: Vec::new(),
            from: None,
            until: None,
            working: None,
            away: Vec::new(),
            half_days: Vec::new(),
            calendars: Vec::new(),
            notes: Vec::new(),
            used: false,
        }
    }
}

impl Phase {
    /// A phase of which nothing is known but its names.
    pub fn new((id, title): Names, said: text::Place) -> Phase {
        Phase {
            id,
            title,
            said,
            window: None,
            window_said: None,
            after: Vec::new(),
            gate: None,
            goals: Vec::new(),
            notes: Vec::new(),
            state: None,
            claims: Vec::new(),
            per: Vec::new(),
            used: false,
        }
    }
}

impl Source {
    /// A document of which nothing is known but its names.
    pub fn new((id, title): Names, said: text::Place) -> Source {
        Source { id, title, said, dated: None, link: None, notes: Vec::new(), used: false }
    }
}
