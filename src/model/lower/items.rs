//! Items and their steps: one attribute at a time, each where it fits.

use super::declare::title_or;
use super::paths::Named;
use super::seen::Seen;
use super::{At, Lower};
use crate::diag::{Diagnostic, code};
use crate::model::{Choice, Item, ItemId, ItemKind, Need, Note, Origin, Plan, Replacement, Step, Window};
use crate::syntax::{self, Amount, AttributeKind, Comparison, DateWord, Head, Kind, LinkKind, ProseWord, SpanWord, State, Text, Word};
use crate::text::Place;

impl<'a, 's> Lower<'a, 's> {
    /// Reads the attributes of an item from its own statement and from every `extend` of it.
    pub(super) fn item(&mut self, id: ItemId, at: At<'a, 's>, more: &[At<'a, 's>]) {
        // Names are looked up while the item is being read, so its own name must stay in place.
        let stand_in = placeholder(self.plan.item(id));
        let mut item = std::mem::replace(&mut self.plan.items[id.index()], stand_in);
        let mut seen = Seen::default();
        for source in std::iter::once(&at).chain(more) {
            item.damaged |= source.node.damaged || source.lines().any(|line| line.node.damaged);
            for line in source.lines() {
                self.item_line(id, &mut item, line);
            }
        }
        for (attribute, line) in self.facts_of(std::iter::once(at).chain(more.iter().copied()), self.changes.items.get(&id)) {
            self.item_attribute(id, &mut item, &mut seen, attribute, line);
        }
        if let Some((glob, except)) = item.each.clone()
            && let Some(condition) = &mut item.condition
        {
            condition.ask_of_each(&glob, &except);
        }
        self.check_states(&item);
        settle(&mut item);
        self.check_count(&item);
        self.plan.items[id.index()] = item;
    }

    /// A state of its own beside counted states.
    fn check_states(&mut self, item: &Item) {
        let quantity = item.quantity;
        let parts = [quantity.done, quantity.partial, quantity.missing];
        let Some(place) = item.state_said.filter(|_| parts.iter().any(Option::is_some)) else { return };
        if item.state.is_some() {
            let message = format!("`{}` has a state of its own and counted states", item.name);
            self.push(
                Diagnostic::new(&code::DUPLICATE_ATTRIBUTE, message)
                    .at(place, "")
                    .help("write how many are in each state: `done 3 partial 1 count 9`"),
            );
        }
    }

    fn item_line(&mut self, id: ItemId, item: &mut Item, line: At<'a, 's>) {
        match &line.node.head {
            Head::Plain(Kind::Step, word, title) if item.kind != ItemKind::Plan && item.kind != ItemKind::Area => {
                let place = line.place(word.span);
                if let Some(first) = self.step_ids.insert((id, word.text), place) {
                    return self.duplicate("step", word.text, place, first);
                }
                let step = self.step(id, word, title.as_ref(), line);
                item.steps.push(step);
            }
            Head::Plain(Kind::Option, word, title) if item.kind == ItemKind::Decision => {
                let place = line.place(word.span);
                if let Some(first) = item.options.iter().find(|option| &*option.id == word.text) {
                    let first = first.said;
                    return self.duplicate("option", word.text, place, first);
                }
                let option = self.option(word, title.as_ref(), line);
                item.options.push(option);
            }
            _ => {}
        }
    }

    fn item_attribute(&mut self, id: ItemId, item: &mut Item, seen: &mut Seen, attribute: &'a syntax::Attribute<'s>, line: At<'a, 's>) {
        use AttributeKind as A;
        let place = line.place(attribute.span);
        if !fits(item.kind, &attribute.kind) {
            let written = self.written(place).to_owned();
            return self.unfit(item.kind.word(), &written, place);
        }
        if item.is_container()
            && matches!(attribute.kind, A::State(_, _) | A::DoneOn(_) | A::Count(..) | A::Progress(_))
            && !item_is_dropped(&attribute.kind)
        {
            let written = self.written(place).split_whitespace().next().unwrap_or("").to_owned();
            let what = format!("`{written}` on something that has parts");
            return self.misplaced(
                place,
                &what,
                "its parts say how far it is; what a document says of the whole is a claim: `claim … per SOURCE:LINE`",
            );
        }
        let name = item.name.clone();
        if !self.first(seen, &attribute.kind, place, &name) {
            return;
        }
        match &attribute.kind {
            A::State(state, amount) => self.state(item, *state, *amount, place),
            A::DoneOn(date) => {
                item.state = Some(State::Done);
                item.state_said = Some(place);
                item.done_on = Some(*date);
            }
            A::Status(status, date) => item.status = Some((*status, *date)),
            A::DoneWhen(condition) => item.condition = Some(self.condition_of(id, line, condition.as_ref(), false)),
            A::OpenWhile(condition) => item.condition = Some(self.condition_of(id, line, condition.as_ref(), true)),
            A::Tier(word) => {
                item.tier = self.find_tier(line, word);
                item.tier_is_own = item.tier.is_some();
            }
            A::Rank(rank) => {
                item.rank = Some(*rank);
                item.rank_is_own = true;
            }
            A::Needs(needs) => {
                item.needs.reserve_exact(needs.len());
                for need in needs {
                    if let Some(need) = self.need(id, line, need) {
                        self.add_need(item, id, need);
                    }
                }
            }
            // Turned round into needs when all items are known.
            A::Blocks(_) => {}
            A::In(words) => match words.as_slice() {
                [word] => item.phase = self.find_phase(line, word),
                _ => self.misplaced(place, "a list of phases", "an item stands in one phase"),
            },
            A::InWeeks(weeks) => {
                item.weeks = Some(*weeks);
                item.window_said = item.window_said.or(Some(place));
            }
            A::OnDates(first, last) => {
                item.on = Some(Window::Dates(crate::time::Period::new(*first, *last)));
                item.window_said = Some(place);
            }
            A::OnDays((first, last)) => {
                item.on = Some(Window::Days(*first, *last));
                item.window_said = Some(place);
            }
            A::Due(moment) => {
                item.due = self.moment(id, line, moment);
                item.due_said = Some(place);
            }
            A::NotBefore(moment) => item.not_before = self.moment(id, line, moment),
            A::Until(moment) => {
                item.until = self.moment(id, line, moment);
                item.until_said = Some(place);
            }
            A::Span(SpanWord::Effort, duration) => item.effort = Some(*duration),
            A::Span(SpanWord::Length, duration) => item.length = Some(*duration),
            A::Span(SpanWord::Duration, duration) => item.duration = Some(*duration),
            A::Span(SpanWord::Left, duration) => item.left = Some(*duration),
            A::AsLate => item.as_late = true,
            A::By(workers) => {
                for worker in workers {
                    if let Some(party) = self.find_party(line, &worker.name) {
                        if worker.people.is_some_and(|people| people > 1) {
                            let before = item.by.len();
                            item.by_people.resize(before, 1);
                        }
                        item.by.push(party);
                        if let Some(people) = worker.people.filter(|people| *people > 1) {
                            item.by_people.push(people);
                        }
                    }
                }
            }
            A::Owner(word) => item.owner = self.find_party(line, word),
            A::Skills(words) => item.skills.extend(words.iter().map(|word| Box::from(word.text))),
            A::Tags(words) => item.tags.extend(self.find_tags(line, words)),
            A::At(texts) => append(&mut item.at, self.places(id, line, texts)),
            A::Was(texts) => item.was.extend(self.places(id, line, texts)),
            A::Per(origin) => item.per.extend(self.origin(line, origin)),
            A::Count(_, amount) if amount.as_count() == Some(0) => {
                let diagnostic = Diagnostic::new(&code::BAD_NUMBER, "an item stands for at least one thing").at(place, "");
                self.push(diagnostic.help("leave out `count`, or mark the item `dropped`"));
            }
            A::Count(comparison, amount) => {
                item.quantity.count = amount.as_count().unwrap_or(1);
                item.quantity.at_least = match comparison {
                    Comparison::AtLeast => true,
                    Comparison::Exactly => false,
                    _ => {
                        self.misplaced(place, "this comparison", "write `count 20`, or `count >= 20` for at least twenty");
                        false
                    }
                };
            }
            A::Prose(word @ ProseWord::Calendar, text) => self.plan.calendars.push(note(*word, text, place)),
            A::Prose(word, text) => prose(item, *word, text, place),
            A::GoalText(text) => item.goals.push(note(ProseWord::Note, text, place)),
            A::Claim(claim) => append(&mut item.claims, self.claim(id, line, claim, place).into_iter().collect()),
            A::Date(DateWord::Started, date) => item.started = Some(*date),
            A::Date(DateWord::Start, date) => self.plan.start = Some(*date),
            A::Date(DateWord::AsOf, date) => self.plan.as_of = Some(*date),
            A::Each(each) => {
                let (glob, except) = &**each;
                let glob = self.globs(id, line, std::slice::from_ref(glob), Named::Glob).pop().unwrap_or_default();
                item.each = Some((glob, self.globs(id, line, except, Named::Glob)));
            }
            A::UseName(word) => {
                item.replacement = self.find_item(id, line, word).map(Replacement::Item);
                if let Some(Replacement::Item(target)) = item.replacement
                    && item.kind == ItemKind::Retire
                    && self.checked_need(id, target, line.place(word.span))
                {
                    // What retires goes after its replacement stands.
                    self.add_need(item, id, Need { target, link: LinkKind::FinishStart, lag: None, place });
                }
            }
            A::UseText(used) => item.replacement = Some(Replacement::Text(Box::from(&*used.0.value), boxed(&used.1))),
            A::Health(word, remark) => {
                item.health = self.find_health(line, word).map(|level| (level, remark.as_ref().map(|text| Box::from(&*text.value))));
            }
            A::Progress(amount) => {
                if amount.percent && amount.value() <= 100.0 {
                    item.progress = Some(*amount);
                } else {
                    let diagnostic = Diagnostic::new(&code::BAD_NUMBER, "progress is a percentage from 0% to 100%").at(place, "");
                    self.push(diagnostic.help("write, for instance, `progress 40%`"));
                }
            }
            A::Language(version) => self.language(*version, place),
            A::WorkDays(ranges, hours) => {
                let mut working = std::mem::take(&mut self.plan.working);
                self.weekdays(&mut working, ranges, *hours, place);
                self.plan.working = working;
            }
            A::Holiday(first, last, title) => {
                let period = crate::time::Period::new(*first, *last);
                self.plan.working.holidays.push(period);
                self.plan.holidays.push((period, title.as_ref().map_or_else(Box::default, |title| Box::from(&*title.value))));
            }
            _ => {}
        }
    }

    /// Counted parts cannot be more than the whole.
    fn check_count(&mut self, item: &Item) {
        let quantity = &item.quantity;
        let parts = [quantity.done, quantity.partial, quantity.missing].into_iter().flatten().map(u64::from).sum::<u64>();
        if !quantity.at_least
            && parts > u64::from(quantity.count)
            && let Some(place) = item.state_said
        {
            let message = format!("{parts} parts of `{}` are counted, but it stands for {}", item.name, quantity.count);
            let diagnostic = Diagnostic::new(&code::BAD_NUMBER, message).at(place, "").about(&*item.name);
            self.push(diagnostic.help("correct `count` or the numbers behind `done`, `partial` and `missing`"));
        }
    }

    fn language(&mut self, version: u32, place: Place) {
        if version == 1 {
            self.plan.language = version;
        } else {
            let message = format!("version {version} of the language is not known here");
            self.push(Diagnostic::new(&code::BAD_NUMBER, message).at(place, "").help("this program reads `language 1`"));
        }
    }

    /// A state, alone or with a number.
    fn state(&mut self, item: &mut Item, state: State, amount: Option<Amount>, place: Place) {
        item.state_said = item.state_said.or(Some(place));
        let Some(amount) = amount else {
            item.state = Some(state);
            return;
        };
        let Some(count) = amount.as_count() else {
            let diagnostic = Diagnostic::new(&code::BAD_NUMBER, "a state takes a whole number of things").at(place, "");
            return self
                .push(diagnostic.help("a percentage that a document gives is written as a claim: `claim missing 67% per SOURCE:LINE`"));
        };
        match state {
            State::Done => item.quantity.done = Some(count),
            State::Partial => item.quantity.partial = Some(count),
            State::Missing => item.quantity.missing = Some(count),
            _ => self.misplaced(place, &format!("a number behind `{}`", state.word()), "only `done`, `partial` and `missing` are counted"),
        }
    }

    /// Resolves a need; refuses those on the item itself and on what holds it.
    fn need(&mut self, id: ItemId, line: At<'a, 's>, need: &syntax::Need<'s>) -> Option<Need> {
        let place = line.place(need.name.span);
        let target = self.find_item(self.plan.item(id).parent.unwrap_or(id), line, &need.name)?;
        self.checked_need(id, target, place).then_some(Need { target, link: need.link, lag: need.lag, place })
    }

    /// Whether `id` may need `target`; reports it when not.
    pub(super) fn checked_need(&mut self, id: ItemId, target: ItemId, place: Place) -> bool {
        let name = self.plan.item(id).name.clone();
        let message = if id == target {
            format!("`{name}` needs itself")
        } else if target == Plan::ROOT || self.plan.is_within(id, target) {
            format!("`{name}` needs `{}`, which it is part of", self.plan.item(target).name)
        } else if self.plan.is_within(target, id) {
            format!("`{name}` needs `{}`, which is part of it", self.plan.item(target).name)
        } else {
            return true;
        };
        let diagnostic = Diagnostic::new(&code::NEEDS_CONTAINER, message).at(place, "").about(&*name);
        self.push(diagnostic.help(if id == target {
            "remove this need"
        } else {
            "the whole waits for its parts anyway; remove this need"
        }));
        false
    }

    pub(super) fn add_need(&mut self, item: &mut Item, id: ItemId, need: Need) {
        let first = *self.known_needs.entry((id, need.target, need.link)).or_insert(need.place);
        if first == need.place {
            item.needs.push(need);
            return;
        }
        let message = format!("`{}` needs `{}` twice", item.name, self.plan.item(need.target).name);
        let diagnostic = Diagnostic::new(&code::REDUNDANT_NEED, message)
            .at(need.place, "said again here")
            .see(first, "said first here")
            .about(&*item.name)
            .help("keep one");
        self.push(diagnostic);
    }

    /// `blocks`, turned round: what is blocked needs the item that says so.
    pub(super) fn blocks_to_needs(&mut self, work: &super::Work<'a, 's>) {
        let lines = work.items.iter().map(|(id, at)| (*id, *at));
        let more = work.more.iter().flat_map(|(id, lines)| lines.iter().map(move |at| (*id, *at)));
        for (id, at) in lines.chain(more).collect::<Vec<_>>() {
            for (attribute, line) in at.facts() {
                let AttributeKind::Blocks(words) = &attribute.kind else { continue };
                for word in words {
                    let scope = self.plan.item(id).parent.unwrap_or(id);
                    let place = line.place(word.span);
                    if let Some(blocked) = self.find_item(scope, line, word)
                        && self.checked_need(blocked, id, place)
                    {
                        self.need_from_outside(blocked, Need { target: id, link: LinkKind::FinishStart, lag: None, place });
                    }
                }
            }
        }
    }

    /// Adds a need that was not said on the item itself.
    pub(super) fn need_from_outside(&mut self, id: ItemId, need: Need) {
        if self.known_needs.insert((id, need.target, need.link), need.place).is_none() {
            self.plan.items[id.index()].needs.push(need);
        }
    }

    fn step(&mut self, id: ItemId, word: &Word<'s>, title: Option<&Text<'s>>, line: At<'a, 's>) -> Step {
        use AttributeKind as A;
        let mut step = Step {
            id: word.text.into(),
            title: title_or(word.text, title),
            said: line.place(word.span),
            state: None,
            done_on: None,
            at: Vec::new(),
            window: None,
            owner: None,
            due: None,
            condition: None,
            notes: Vec::new(),
            claims: Vec::new(),
            per: Vec::new(),
        };
        let mut seen = Seen::default();
        for (attribute, at) in line.facts() {
            let place = at.place(attribute.span);
            if !self.first(&mut seen, &attribute.kind, place, word.text) {
                continue;
            }
            match &attribute.kind {
                A::State(state, None) => step.state = Some(*state),
                A::DoneOn(date) => {
                    step.state = Some(State::Done);
                    step.done_on = Some(*date);
                }
                A::At(texts) => step.at.extend(self.places(id, at, texts)),
                A::InWeeks((first, last)) => step.window = Some(Window::Weeks(*first, *last)),
                A::OnDays((first, last)) => step.window = Some(Window::Days(*first, *last)),
                A::OnDates(first, last) => step.window = Some(Window::Dates(crate::time::Period::new(*first, *last))),
                A::Owner(name) => step.owner = self.find_party(at, name),
                A::Due(moment) => step.due = self.moment(id, at, moment),
                A::DoneWhen(condition) => step.condition = Some(self.condition_of(id, at, condition.as_ref(), false)),
                A::OpenWhile(condition) => step.condition = Some(self.condition_of(id, at, condition.as_ref(), true)),
                A::Prose(word @ (ProseWord::Note | ProseWord::Link | ProseWord::Impact | ProseWord::Because), text) => {
                    step.notes.push(note(*word, text, place))
                }
                A::Claim(claim) => step.claims.extend(self.claim(id, at, claim, place)),
                A::Per(origin) => step.per.extend(self.origin(at, origin)),
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("step", &written, place);
                }
            }
        }
        for inner in line.lines().filter(|inner| !matches!(inner.node.head, Head::Attributes | Head::Broken)) {
            self.misplaced(inner.place(inner.node.span), "this statement", "a step holds attributes only");
        }
        step
    }

    fn option(&mut self, word: &Word<'s>, title: Option<&Text<'s>>, line: At<'a, 's>) -> Choice {
        let mut option = Choice {
            id: word.text.into(),
            title: title_or(word.text, title),
            said: line.place(word.span),
            chosen: None,
            notes: Vec::new(),
            per: Vec::new(),
        };
        let mut seen = Seen::default();
        for (attribute, at) in line.facts() {
            let place = at.place(attribute.span);
            match &attribute.kind {
                kind if !self.first(&mut seen, kind, place, word.text) => {}
                AttributeKind::Date(DateWord::Chosen, date) => option.chosen = Some(*date),
                AttributeKind::Prose(word @ (ProseWord::Note | ProseWord::Link | ProseWord::Impact | ProseWord::Because), text) => {
                    option.notes.push(note(*word, text, place))
                }
                AttributeKind::Per(origin) => option.per.extend(self.origin(at, origin)),
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("option", &written, place);
                }
            }
        }
        option
    }

    /// Where a document said something.
    pub(super) fn origin(&mut self, at: At<'a, 's>, origin: &syntax::Origin<'s>) -> Option<Origin> {
        if origin.source.text == "measured" {
            return Some(Origin { source: None, lines: origin.lines });
        }
        let source = self.find_source(at, &origin.source)?;
        Some(Origin { source: Some(source), lines: origin.lines })
    }
}

/// What can be looked up of an item while it is being read.
fn placeholder(item: &Item) -> Item {
    let mut stand_in = Item::new(item.kind, item.id.clone(), item.name.clone(), "", item.said);
    stand_in.parent = item.parent;
    stand_in.folder.clone_from(&item.folder);
    stand_in
}

/// Settles what several attributes say together: a state from counts, a decision from its options, an issue from its status.
fn settle(item: &mut Item) {
    let quantity = item.quantity;
    let parts = quantity.done.unwrap_or(0).saturating_add(quantity.partial.unwrap_or(0)).saturating_add(quantity.missing.unwrap_or(0));
    if parts > 0 || quantity.done.is_some() {
        let count = if quantity.count == 1 && parts > 1 { parts } else { quantity.count };
        item.quantity.count = count;
        let done = quantity.done.unwrap_or(0);
        let partial = quantity.partial.unwrap_or(0);
        item.state = item.state.or(Some(if done >= count {
            State::Done
        } else if done + partial > 0 {
            State::Partial
        } else {
            State::Missing
        }));
    }
    if item.kind == ItemKind::Decision && item.options.iter().any(|option| option.chosen.is_some()) {
        item.state = item.state.or(Some(State::Done));
    }
    if item.kind == ItemKind::Issue
        && let Some((status, date)) = item.status
        && status != syntax::Status::Active
    {
        item.state = item.state.or(Some(State::Done));
        item.done_on = item.done_on.or(date);
    }
}

fn item_is_dropped(kind: &AttributeKind<'_>) -> bool {
    matches!(kind, AttributeKind::State(State::Dropped, None))
}

/// Whether an attribute can stand on an item of that kind.
pub(super) fn fits(kind: ItemKind, attribute: &AttributeKind<'_>) -> bool {
    use AttributeKind as A;
    use ItemKind as K;
    let plan_only = || kind == K::Plan;
    let not_plan = || kind != K::Plan;
    let work = || matches!(kind, K::Component | K::Retire | K::Task | K::Milestone | K::External | K::Issue | K::Decision);
    match attribute {
        A::Prose(
            ProseWord::Note | ProseWord::Impact | ProseWord::Link | ProseWord::Rollback | ProseWord::Because | ProseWord::Folder,
            _,
        )
        | A::Claim(_)
        | A::Per(_)
        | A::GoalText(_)
        | A::Owner(_)
        | A::Health(..) => true,
        A::Prose(ProseWord::Calendar, _)
        | A::Date(DateWord::Start | DateWord::AsOf, _)
        | A::Language(_)
        | A::WorkDays(..)
        | A::Holiday(..) => plan_only(),
        A::Tier(_)
        | A::Rank(_)
        | A::In(_)
        | A::Needs(_)
        | A::Blocks(_)
        | A::Due(_)
        | A::NotBefore(_)
        | A::Tags(_)
        | A::DoneWhen(_)
        | A::OpenWhile(_)
        | A::InWeeks(_)
        | A::OnDays(_)
        | A::OnDates(..)
        | A::By(_) => not_plan(),
        A::State(State::Dropped, None) => not_plan(),
        A::State(..) | A::DoneOn(_) | A::Date(DateWord::Started, _) | A::Progress(_) => work(),
        A::Count(..) | A::At(_) | A::Was(_) => matches!(kind, K::Component | K::Retire | K::Task | K::External),
        A::Each(..) => matches!(kind, K::Component | K::Retire | K::Task),
        A::UseName(_) | A::UseText(..) | A::Until(_) => matches!(kind, K::Retire | K::Component | K::External),
        A::Span(..) | A::AsLate | A::Skills(_) => {
            matches!(kind, K::Component | K::Retire | K::Task | K::External | K::Issue | K::Decision)
                || (kind == K::Milestone && matches!(attribute, A::AsLate))
        }
        A::Status(..) => kind == K::Issue,
        _ => false,
    }
}

fn prose(item: &mut Item, word: ProseWord, text: &Text<'_>, place: Place) {
    let note = note(word, text, place);
    match word {
        ProseWord::Note | ProseWord::Because => item.notes.push(note),
        ProseWord::Impact => item.impacts.push(note),
        ProseWord::Link => item.links.push(note),
        ProseWord::Rollback => item.rollback = Some(note),
        ProseWord::Folder | ProseWord::Unit | ProseWord::Pattern | ProseWord::Calendar => {}
    }
}

/// Puts a list behind another. Most lists are said at once and then take no more room than they need.
fn append<T>(list: &mut Vec<T>, more: Vec<T>) {
    if list.is_empty() { *list = more } else { list.extend(more) }
}

/// A text of an author and where it was said.
pub(super) fn note(word: ProseWord, text: &Text<'_>, place: Place) -> Note {
    Note { word, text: Box::from(&*text.value), said: place }
}

/// Texts without their places.
pub(super) fn boxed(texts: &[Text<'_>]) -> Vec<Box<str>> {
    texts.iter().map(|text| Box::from(&*text.value)).collect()
}
