//! What stands around the items: scales, people, documents, phases, trees, waivers, scenarios, reports.

use super::items::note;
use super::seen::Seen;
use super::{At, DEFAULT_TIERS, Lower};
use crate::diag::{Diagnostic, code, find_code, nearest};
use crate::model::{Alias, Freeze, ItemId, Moment, Place, Plan, ReportRequest, RuleLevel, Scenario, Tier, Tree, Waiver, Window};
use crate::syntax::{AttributeKind, DateWord, Head, Kind, ProseWord, Text, Word};
use crate::time::Period;

/// The reports that can be asked for.
pub const REPORT_KINDS: [&str; 11] =
    ["roadmap", "gantt", "schedule", "checklist", "coverage", "inventory", "status", "dependencies", "registry", "next", "claims"];

impl<'a, 's> Lower<'a, 's> {
    pub(super) fn scale(&mut self, at: At<'a, 's>) {
        let Head::Plain(_, id, _) = &at.node.head else { return };
        let Some(index) = self.scale_ids.get(id.text) else { return };
        let mut levels: Vec<Tier> = Vec::new();
        let mut seen = Seen::default();
        for (attribute, line) in at.facts() {
            let place = line.place(attribute.span);
            match &attribute.kind {
                AttributeKind::Order(words) if self.first(&mut seen, &attribute.kind, place, id.text) => {
                    for word in words {
                        let said = line.place(word.span);
                        if let Some(first) = levels.iter().find(|level| &*level.word == word.text).and_then(|level| level.said) {
                            self.duplicate("level", word.text, said, first);
                        } else {
                            levels.push(Tier { word: word.text.into(), meaning: None, said: Some(said), per: Vec::new(), used: false });
                        }
                    }
                }
                AttributeKind::Order(_) | AttributeKind::Prose(ProseWord::Note, _) => {}
                AttributeKind::Per(origin) => {
                    self.origin(line, origin);
                }
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("scale", &written, place);
                }
            }
        }
        let ordered = !levels.is_empty();
        for line in at.lines() {
            let Head::Plain(Kind::Level, word, title) = &line.node.head else { continue };
            let said = line.place(word.span);
            let position = levels.iter().position(|level| &*level.word == word.text);
            let level = match position {
                Some(position) => &mut levels[position],
                None if ordered => {
                    let known: Vec<String> = levels.iter().map(|level| level.word.to_string()).collect();
                    self.unknown_level(line, word, id.text, &known);
                    continue;
                }
                // Without `order`, the levels stand in the order of their lines.
                None => {
                    levels.push(Tier { word: word.text.into(), meaning: None, said: Some(said), per: Vec::new(), used: false });
                    let Some(last) = levels.last_mut() else { continue };
                    last
                }
            };
            level.meaning = title.as_ref().map(|title| Box::from(&*title.value));
            let mut per = Vec::new();
            for (attribute, inner) in line.facts() {
                match &attribute.kind {
                    AttributeKind::Per(origin) => per.extend(self.origin(inner, origin)),
                    _ => {
                        let place = inner.place(attribute.span);
                        let written = self.written(place).to_owned();
                        self.unfit("level", &written, place);
                    }
                }
            }
            if let Some(level) = levels.iter_mut().find(|level| &*level.word == word.text) {
                level.per = per;
            }
        }
        self.plan.scales[index as usize].levels = levels;
    }

    /// Which scale `!tier` means, and which `health`.
    pub(super) fn choose_scales(&mut self) {
        let find = |names: &[&str]| names.iter().find_map(|name| self.plan.scales.iter().position(|scale| &*scale.id == *name));
        let tier = find(&["severity", "tier", "priority", "impact"]);
        let health = find(&["health"]);
        self.plan.tiers = match tier {
            Some(index) => self.plan.scales[index].levels.clone(),
            None => DEFAULT_TIERS
                .iter()
                .map(|word| Tier { word: (*word).into(), meaning: None, said: None, per: Vec::new(), used: false })
                .collect(),
        };
        for index in [tier, health].into_iter().flatten() {
            self.plan.scales[index].used = true;
        }
        if let Some(index) = health {
            self.plan.health = self.plan.scales[index].levels.clone();
        }
    }

    pub(super) fn party(&mut self, index: usize, at: At<'a, 's>) {
        let mut seen = Seen::default();
        let id = self.plan.parties[index].id.clone();
        for (attribute, line) in self.facts_of(std::iter::once(at), self.changes.parties.get(&index)) {
            use AttributeKind as A;
            let place = line.place(attribute.span);
            if !self.first(&mut seen, &attribute.kind, place, &id) {
                continue;
            }
            match &attribute.kind {
                A::Owner(word) => {
                    let owner = self.find_party(line, word);
                    self.plan.parties[index].owner = owner;
                }
                A::WorkDays(ranges, hours) => {
                    let mut working = self.plan.working.clone();
                    self.weekdays(&mut working, ranges, *hours, place);
                    self.plan.parties[index].working = Some(working);
                }
                A::Until(moment) => {
                    if let Some(Moment::Date(date)) = self.moment(Plan::ROOT, line, moment) {
                        self.plan.parties[index].until = Some(date);
                    } else {
                        self.misplaced(place, "this `until`", "membership ends on a date");
                    }
                }
                A::People(people) if !self.plan.parties[index].is_person => self.plan.parties[index].people = Some(*people),
                A::Skills(words) => self.plan.parties[index].skills.extend(words.iter().map(|word| Box::from(word.text))),
                A::Date(DateWord::From, date) => self.plan.parties[index].from = Some(*date),
                A::Away(first, last) => self.plan.parties[index].away.push(Period::new(*first, *last)),
                A::HalfDays(days) => self.plan.parties[index].half_days.extend(days),
                A::Prose(word @ ProseWord::Calendar, text) => self.plan.parties[index].calendars.push(note(*word, text, place)),
                A::Prose(word @ (ProseWord::Note | ProseWord::Link), text) => self.plan.parties[index].notes.push(note(*word, text, place)),
                _ => {
                    let written = self.written(place).to_owned();
                    let kind = if self.plan.parties[index].is_person { "person" } else { "team" };
                    self.unfit(kind, &written, place);
                }
            }
        }
    }

    pub(super) fn source(&mut self, index: usize, at: At<'a, 's>) {
        let mut seen = Seen::default();
        let id = self.plan.sources[index].id.clone();
        for (attribute, line) in at.facts() {
            let place = line.place(attribute.span);
            match &attribute.kind {
                kind if !self.first(&mut seen, kind, place, &id) => {}
                AttributeKind::Date(DateWord::Dated, date) => self.plan.sources[index].dated = Some(*date),
                AttributeKind::Prose(ProseWord::Link, text) => self.plan.sources[index].link = Some(Box::from(&*text.value)),
                AttributeKind::Prose(word @ ProseWord::Note, text) => self.plan.sources[index].notes.push(note(*word, text, place)),
                AttributeKind::Per(origin) => {
                    self.origin(line, origin);
                }
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("source", &written, place);
                }
            }
        }
    }

    pub(super) fn tag(&mut self, index: usize, at: At<'a, 's>) {
        for (attribute, line) in at.facts() {
            match &attribute.kind {
                AttributeKind::Per(origin) => {
                    let origin = self.origin(line, origin);
                    self.plan.tags[index].per.extend(origin);
                }
                AttributeKind::Prose(ProseWord::Note, _) => {}
                _ => {
                    let place = line.place(attribute.span);
                    let written = self.written(place).to_owned();
                    self.unfit("tag", &written, place);
                }
            }
        }
    }

    pub(super) fn phase(&mut self, index: usize, at: At<'a, 's>) {
        let mut seen = Seen::default();
        let id = self.plan.phases[index].id.clone();
        for (attribute, line) in self.facts_of(std::iter::once(at), self.changes.phases.get(&index)) {
            use AttributeKind as A;
            let place = line.place(attribute.span);
            if !self.first(&mut seen, &attribute.kind, place, &id) {
                continue;
            }
            if matches!(attribute.kind, A::Weeks(_) | A::InWeeks(_) | A::DayNumbers(_) | A::OnDays(_) | A::Dates(..) | A::OnDates(..))
                && let Some(first) = self.plan.phases[index].window_said
            {
                let diagnostic = Diagnostic::new(&code::DUPLICATE_ATTRIBUTE, format!("a window of `{id}` is said twice"));
                self.push(diagnostic.at(place, "said again here").see(first, "said first here").help("keep one"));
                continue;
            }
            let window = match &attribute.kind {
                A::Weeks((first, last)) | A::InWeeks((first, last)) => Some(Window::Weeks(*first, *last)),
                A::DayNumbers((first, last)) | A::OnDays((first, last)) => Some(Window::Days(*first, *last)),
                A::Dates(first, last) | A::OnDates(first, last) => Some(Window::Dates(Period::new(*first, *last))),
                A::After(words) => {
                    for word in words {
                        if let Some(phase) = self.find_phase(line, word) {
                            self.plan.phases[index].after.push((phase, line.place(word.span)));
                        }
                    }
                    None
                }
                A::DoneWhen(condition) => {
                    let gate = self.condition_of(Plan::ROOT, line, condition.as_ref(), false);
                    self.plan.phases[index].gate = Some(gate);
                    None
                }
                A::OpenWhile(condition) => {
                    let gate = self.condition_of(Plan::ROOT, line, condition.as_ref(), true);
                    self.plan.phases[index].gate = Some(gate);
                    None
                }
                A::GoalText(text) => {
                    self.plan.phases[index].goals.push(note(ProseWord::Note, text, place));
                    None
                }
                A::Prose(word @ (ProseWord::Note | ProseWord::Link | ProseWord::Impact), text) => {
                    self.plan.phases[index].notes.push(note(*word, text, place));
                    None
                }
                A::State(state, None) => {
                    self.plan.phases[index].state = Some(*state);
                    None
                }
                A::Claim(claim) => {
                    let claim = self.claim(Plan::ROOT, line, claim, place);
                    self.plan.phases[index].claims.extend(claim);
                    None
                }
                A::Per(origin) => {
                    let origin = self.origin(line, origin);
                    self.plan.phases[index].per.extend(origin);
                    None
                }
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("phase", &written, place);
                    None
                }
            };
            if let Some(window) = window {
                self.plan.phases[index].window = Some(window);
                self.plan.phases[index].window_said = Some(place);
            }
        }
        for line in at.lines().filter(|line| !matches!(line.node.head, Head::Attributes | Head::Broken)) {
            self.misplaced(line.place(line.node.span), "this statement", "items say themselves which phase they are in: `in PHASE`");
        }
    }

    /// Statements that stand for themselves.
    pub(super) fn rest(&mut self, scope: ItemId, at: At<'a, 's>) {
        match &at.node.head {
            Head::Alias(from, to) => {
                for text in [from, to].into_iter().filter(|text| text.value.split(['/', '\\']).any(|part| part == "..")) {
                    let fault = "this path cannot be used: an alias leads from the root of the tree to another place in it, without `..`";
                    self.push(Diagnostic::new(&code::MALFORMED, fault).at(at.place(text.span), ""));
                }
                self.plan.aliases.push(Alias { from: Box::from(&*from.value), to: Box::from(&*to.value), said: at.place(from.span) });
            }
            Head::Evidence { coverage, tests, facts, ignored } => {
                self.plan.coverage_reports.extend(super::items::boxed(coverage));
                self.plan.test_reports.extend(super::items::boxed(tests));
                if let Some(facts) = facts {
                    self.plan.facts = Some(Place { path: Box::from(&*facts.value), said: at.place(facts.span) });
                }
                self.plan.sees_ignored |= ignored;
            }
            Head::Waive(rule, on) => self.waive(scope, at, rule, on),
            Head::Level(level, rules, on) => {
                let names = self.item_names(scope, at, on);
                for rule in rules {
                    if let Some(rule_name) = self.rule(at, rule) {
                        let severity = Self::severity(level);
                        self.plan.levels.push(RuleLevel { rule: rule_name.into(), severity, on: names.clone(), said: at.place(rule.span) });
                    }
                }
            }
            Head::Plain(Kind::Tree, id, title) => self.plan.trees.push(Tree {
                id: id.text.into(),
                folder: title.as_ref().map_or_else(|| Box::from("."), |title| Box::from(&*title.value)),
                said: at.place(id.span),
            }),
            Head::Plain(Kind::Freeze, id, title) => self.freeze(at, id, title.as_ref()),
            Head::Plain(Kind::Scenario, id, title) => self.scenario(scope, at, id, title.as_ref()),
            Head::Plain(Kind::Report, id, title) => self.report(at, id, title.as_ref()),
            _ => {}
        }
    }

    /// The items that a weight or a waiver is limited to: those that are named, or else the one it stands in.
    fn item_names(&mut self, scope: ItemId, at: At<'a, 's>, words: &[Word<'s>]) -> Vec<Box<str>> {
        if words.is_empty() && scope != Plan::ROOT {
            return vec![Box::from(&*self.plan.item(scope).name)];
        }
        let found: Vec<ItemId> = words.iter().filter_map(|word| self.find_item(scope, at, word)).collect();
        found.into_iter().map(|id| Box::from(&*self.plan.item(id).name)).collect()
    }

    /// The name of a rule, or the end of it.
    fn rule(&mut self, at: At<'a, 's>, word: &Word<'s>) -> Option<&'static str> {
        match find_code(word.text) {
            Some(code) if code.fatal => {
                self.misplaced(at.place(word.span), &Self::quoted(word), "without that there is no plan, so its weight cannot change");
                None
            }
            Some(code) => Some(code.name),
            None => {
                let mut diagnostic = Diagnostic::new(&code::UNKNOWN_NAME, format!("there is no rule `{}`", word.text))
                    .at(at.place(word.span), "unknown rule");
                diagnostic = match nearest(word.text, crate::diag::CODES.iter().map(|code| code.name)) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic.help("`landfall explain` lists all rules"),
                };
                self.push(diagnostic);
                None
            }
        }
    }

    fn waive(&mut self, scope: ItemId, at: At<'a, 's>, rule: &Word<'s>, on: &[Word<'s>]) {
        let rule_name = self.rule(at, rule);
        let mut waiver = Waiver {
            rule: rule_name.unwrap_or_default().into(),
            on: self.item_names(scope, at, on),
            by: Vec::new(),
            until: None,
            because: None,
            said: at.place(at.node.span),
        };
        for (attribute, line) in at.facts() {
            let place = line.place(attribute.span);
            match &attribute.kind {
                AttributeKind::By(workers) => {
                    for worker in workers {
                        if worker.people.is_some() {
                            self.misplaced(place, "a number of people", "those who accept a finding are named, not counted");
                        }
                        waiver.by.extend(self.find_party(line, &worker.name));
                    }
                }
                AttributeKind::Until(moment) => match self.moment(scope, line, moment) {
                    Some(Moment::Date(date)) => waiver.until = Some(date),
                    _ => self.misplaced(place, "this `until`", "a waiver ends on a date"),
                },
                AttributeKind::Prose(ProseWord::Because, text) => waiver.because = Some(Box::from(&*text.value)),
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("waive", &written, place);
                }
            }
        }
        let lacking: Vec<&str> =
            [("`by`", waiver.by.is_empty()), ("`until`", waiver.until.is_none()), ("`because`", waiver.because.is_none())]
                .into_iter()
                .filter(|(_, lacks)| *lacks)
                .map(|(word, _)| word)
                .collect();
        if !lacking.is_empty() && !at.node.damaged {
            let diagnostic = Diagnostic::new(&code::MALFORMED, format!("this waiver does not say {}", lacking.join(" and ")))
                .at(waiver.said, "")
                .help("a waiver has an owner, an end and a reason: `waive RULE on ITEM by TEAM until DATE because \"why\"`");
            self.push(diagnostic);
        } else if rule_name.is_some() {
            self.plan.waivers.push(waiver);
        }
    }

    fn freeze(&mut self, at: At<'a, 's>, id: &Word<'s>, title: Option<&Text<'s>>) {
        let title = title.map_or_else(|| id.text.into(), |title| Box::from(&*title.value));
        let mut freeze = Freeze { id: id.text.into(), title, said: at.place(id.span), period: None, tags: Vec::new() };
        let mut seen = Seen::default();
        for (attribute, line) in at.facts() {
            match &attribute.kind {
                kind if !self.first(&mut seen, kind, line.place(attribute.span), id.text) => {}
                AttributeKind::Dates(first, last) => freeze.period = Some(Period::new(*first, *last)),
                AttributeKind::Tags(words) => freeze.tags.extend(self.find_tags(line, words)),
                AttributeKind::Prose(ProseWord::Note | ProseWord::Because, _) => {}
                _ => {
                    let place = line.place(attribute.span);
                    let written = self.written(place).to_owned();
                    self.unfit("freeze", &written, place);
                }
            }
        }
        if freeze.period.is_none() && !at.node.damaged {
            let diagnostic = Diagnostic::new(&code::MALFORMED, format!("the freeze `{}` has no dates", id.text)).at(freeze.said, "");
            self.push(diagnostic.help("say when: `dates 2025-12-15..2026-01-05`"));
        }
        self.plan.freezes.push(freeze);
    }

    fn scenario(&mut self, scope: ItemId, at: At<'a, 's>, id: &Word<'s>, title: Option<&Text<'s>>) {
        let title = title.map_or_else(|| id.text.into(), |title| Box::from(&*title.value));
        let mut scenario = Scenario { id: id.text.into(), title, said: at.place(id.span), changes: Vec::new(), lines: Vec::new() };
        for line in at.lines() {
            match &line.node.head {
                Head::Set(word) => {
                    let name = if self.parties.get(word.text).is_some() || self.phases.get(word.text).is_some() {
                        self.parties.get(word.text).inspect(|index| self.plan.parties[*index as usize].used = true);
                        Some(Box::from(word.text))
                    } else {
                        self.find_item(scope, line, word).map(|item| Box::from(&*self.plan.item(item).name))
                    };
                    let Some(name) = name else { continue };
                    let mut facts: Vec<Box<str>> = Vec::new();
                    let item = self.plan.ids().find(|(_, item)| *item.name == *name).map(|(_, item)| item.kind);
                    for (attribute, inner) in line.facts() {
                        if let Some(kind) = item
                            && !super::items::fits(kind, &attribute.kind)
                        {
                            let place = inner.place(attribute.span);
                            let written = self.written(place).to_owned();
                            self.unfit(kind.word(), &written, place);
                        }
                        facts.push(super::conditions::tidy(self.written(inner.place(attribute.span))));
                    }
                    if facts.is_empty() && !line.node.damaged {
                        self.misplaced(line.place(line.node.span), "`set` without a fact", "say what changes: `set web people 4`");
                    }
                    scenario.changes.push((name, facts.join(" ").into()));
                    scenario.lines.push(line.place(word.span));
                }
                Head::Broken | Head::Attributes => {}
                _ => self.misplaced(line.place(line.node.span), "this statement", "a scenario holds `set NAME …` lines"),
            }
        }
        self.plan.scenarios.push(scenario);
    }

    fn report(&mut self, at: At<'a, 's>, id: &Word<'s>, title: Option<&Text<'s>>) {
        if !REPORT_KINDS.contains(&id.text) {
            let mut diagnostic =
                Diagnostic::new(&code::UNKNOWN_NAME, format!("there is no report `{}`", id.text)).at(at.place(id.span), "unknown report");
            diagnostic = match nearest(id.text, REPORT_KINDS) {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic.help(format!("the reports are {}", REPORT_KINDS.join(", "))),
            };
            return self.push(diagnostic);
        }
        let mut request = ReportRequest {
            kind: id.text.into(),
            title: title.map(|title| &*title.value).filter(|title| !title.trim().is_empty()).map(Box::from),
            of: Vec::new(),
            phases: Vec::new(),
            tiers: Vec::new(),
            owners: Vec::new(),
            states: Vec::new(),
            statuses: Vec::new(),
            to: None,
            said: at.place(id.span),
        };
        let mut seen = Seen::default();
        for (attribute, line) in at.facts() {
            use AttributeKind as A;
            let place = line.place(attribute.span);
            match &attribute.kind {
                kind @ A::To(_) if !self.first(&mut seen, kind, place, id.text) => {}
                A::Of(words) => {
                    let found: Vec<ItemId> = words.iter().filter_map(|word| self.find_item(Plan::ROOT, line, word)).collect();
                    request.of.extend(found);
                }
                A::In(words) => request.phases.extend(words.iter().filter_map(|word| self.find_phase(line, word)).collect::<Vec<_>>()),
                A::Tier(word) => request.tiers.extend(self.find_tier(line, word)),
                A::Owner(word) => request.owners.extend(self.find_party(line, word)),
                A::State(state, None) => request.states.push(*state),
                A::Status(status, None) => request.statuses.push(*status),
                A::To(text) => {
                    let name = &*text.value;
                    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
                    if name.is_empty() || !name.chars().all(plain) || name.starts_with('.') {
                        self.misplaced(place, "this file name", "use letters, digits, `-` and `_`; the ending is added");
                    } else {
                        request.to = Some(name.into());
                    }
                }
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("report", &written, place);
                }
            }
        }
        self.plan.reports.push(request);
    }
}
