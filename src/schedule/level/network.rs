//! A problem made ready: numbered in one topological order, its fixed activities folded into releases and capacities, and its mirror image.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::calendar::Calendar;
use super::problem::{Activity, Link, LinkKind, Problem};
use super::profile::{Profile, Step};

/// Marks an activity without a place.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// An activity that is to be placed.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub work: u32,
    pub calendar: u32,
    /// Its stretch of [`Network::needs`].
    pub needs: (u32, u32),
    /// Its stretch of [`Network::uses`].
    pub uses: (u32, u32),
}

/// What a node waits for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Need {
    pub from: u32,
    pub kind: LinkKind,
    pub lag: i32,
    pub lag_calendar: Option<u32>,
}

/// A slot moved by a lag, as a start or as an end; `None` beyond the horizon of the lag's calendar.
#[inline]
fn lagged(slot: u32, lag: i32, calendar: Option<u32>, calendars: &[Calendar], end: bool) -> Option<u32> {
    match calendar.and_then(|index| calendars.get(index as usize)) {
        _ if lag == 0 => Some(slot),
        None => Some(slot.saturating_add_signed(lag)),
        Some(calendar) if end => calendar.shift_end(slot, lag),
        Some(calendar) => calendar.shift(slot, lag),
    }
}

/// Whether a lag of calendar time is no whole number of days, of so many slots each: what it asks for is asked to the hour.
pub fn is_exact(lag: i32, day: u32) -> bool {
    lag.unsigned_abs().checked_rem(day).is_some_and(|rest| rest != 0)
}

/// The free activities in one direction of time; nodes are numbered so that forward needs point to lower numbers, mirrored ones to higher.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    pub horizon: u32,
    /// Slots a day; 0 where they make none, as with time reversed.
    pub day: u32,
    pub calendars: Vec<Calendar>,
    pub nodes: Vec<Node>,
    pub needs: Vec<Need>,
    /// Resource and units.
    pub uses: Vec<(u32, u32)>,
    /// What is free of every resource.
    pub profiles: Vec<Profile>,
    /// Whether sorting by start (and number) always gives an order in which needs come first.
    pub simple: bool,
}

impl Network {
    pub fn needs_of(&self, node: &Node) -> &[Need] {
        self.needs.get(node.needs.0 as usize..node.needs.1 as usize).unwrap_or_default()
    }

    pub fn uses_of(&self, node: &Node) -> &[(u32, u32)] {
        self.uses.get(node.uses.0 as usize..node.uses.1 as usize).unwrap_or_default()
    }

    pub fn calendar(&self, index: u32) -> Option<&Calendar> {
        self.calendars.get(index as usize)
    }

    /// The earliest start that a need allows an activity, from the start and end of what it needs; `None` beyond the horizon.
    #[inline]
    pub fn bound(&self, need: &Need, start: u32, end: u32, work: u32, calendar: &Calendar) -> Option<u32> {
        Self::bound_by(need, (start, end), work, calendar, &self.calendars, self.day)
    }

    /// The same with the calendars of lags and the slots of a day given.
    #[inline]
    pub fn bound_by(
        need: &Need,
        (start, end): (u32, u32),
        work: u32,
        calendar: &Calendar,
        calendars: &[Calendar],
        day: u32,
    ) -> Option<u32> {
        let anchor = match need.kind {
            LinkKind::FinishStart | LinkKind::FinishFinish => end,
            LinkKind::StartStart | LinkKind::StartFinish => start,
        };
        let ends = matches!(need.kind, LinkKind::FinishFinish | LinkKind::StartFinish);
        let bound = lagged(anchor, need.lag, need.lag_calendar, calendars, ends)?;
        if !ends {
            return Some(bound);
        }
        let exact = need.lag_calendar.is_none() && is_exact(need.lag, day);
        calendar.start_to_end_at(bound, work, day, exact)
    }

    /// The same with time reversed: what came first waits for what came after it.
    pub fn mirrored(&self) -> Self {
        let mut followers: Vec<Vec<Need>> = vec![Vec::new(); self.nodes.len()];
        for (node, index) in self.nodes.iter().zip(0u32..) {
            for need in self.needs_of(node) {
                if let Some(list) = followers.get_mut(need.from as usize) {
                    list.push(Need { from: index, kind: need.kind.mirrored(), ..*need });
                }
            }
        }
        let mut needs = Vec::with_capacity(self.needs.len());
        let mut nodes = self.nodes.clone();
        for (node, list) in nodes.iter_mut().zip(followers) {
            let from = needs.len() as u32;
            needs.extend(list);
            node.needs = (from, needs.len() as u32);
        }
        Self {
            horizon: self.horizon,
            day: 0,
            calendars: self.calendars.iter().map(Calendar::mirrored).collect(),
            nodes,
            needs,
            uses: self.uses.clone(),
            profiles: self.profiles.iter().map(Profile::mirrored).collect(),
            simple: self.simple,
        }
    }
}

/// A problem made ready.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub network: Network,
    /// Per node: the activity it stands for.
    pub origin: Vec<u32>,
    /// Per node: the earliest start, from its release and from fixed activities.
    pub release: Vec<u32>,
    /// Per node: the wanted end; [`NOWHERE`] when there is none.
    pub due: Vec<u32>,
    /// Per activity: start and end when it is fixed.
    pub fixed: Vec<Option<(u32, u32)>>,
    /// The end of the last fixed activity.
    pub fixed_end: u32,
}

/// The problem's calendars without repetition, all with its horizon, and which of them each one became. One that always works is the first.
fn calendars(problem: &Problem, horizon: u32) -> (Vec<Calendar>, Vec<u32>) {
    let mut kept = vec![Calendar::always(horizon)];
    let mut known: BTreeMap<Calendar, u32> = BTreeMap::from([(Calendar::always(horizon), 0)]);
    let mut place = Vec::with_capacity(problem.calendars.len());
    for calendar in &problem.calendars {
        let fitted = if calendar.horizon() == horizon {
            calendar.clone()
        } else {
            Calendar::from_runs(horizon, calendar.runs(0, horizon).collect())
        };
        let index = *known.entry(fitted.clone()).or_insert_with(|| {
            kept.push(fitted);
            kept.len() as u32 - 1
        });
        place.push(index);
    }
    (kept, place)
}

/// The activities to place in topological order, ties by priority; those on a cycle are left out.
fn topological(problem: &Problem, free: &[bool]) -> Vec<u32> {
    let count = problem.activities.len();
    let mut open = vec![0u32; count];
    let mut head = vec![0u32; count + 1];
    let links = |index: usize, activity: &Activity| -> Vec<usize> {
        let from = activity.links.iter().map(|link| link.from as usize);
        from.filter(|&from| from != index && free.get(from).copied().unwrap_or(false)).collect()
    };
    for (index, activity) in problem.activities.iter().enumerate().filter(|&(index, _)| free[index]) {
        for from in links(index, activity) {
            head[from + 1] += 1;
            open[index] += 1;
        }
    }
    for index in 0..count {
        head[index + 1] += head[index];
    }
    let mut next = head.clone();
    let mut followers = vec![0u32; head[count] as usize];
    for (index, activity) in problem.activities.iter().enumerate().filter(|&(index, _)| free[index]) {
        for from in links(index, activity) {
            followers[next[from] as usize] = index as u32;
            next[from] += 1;
        }
    }
    let key = |index: usize| Reverse((problem.activities[index].priority, index as u32));
    let mut ready: BinaryHeap<_> = (0..count).filter(|&index| free[index] && open[index] == 0).map(key).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(Reverse((_, index))) = ready.pop() {
        order.push(index);
        for &follower in &followers[head[index as usize] as usize..head[index as usize + 1] as usize] {
            open[follower as usize] -= 1;
            if open[follower as usize] == 0 {
                ready.push(key(follower as usize));
            }
        }
    }
    order
}

/// A fixed activity's links bound what follows it; where one is followed, it is its predecessor that ought to end in time.
fn implied_due(
    network: &Network,
    link: &Link,
    lag_calendar: Option<u32>,
    fixed: (u32, u32),
    work: u32,
    calendar: &Calendar,
) -> Option<u32> {
    let anchor = match link.kind {
        LinkKind::FinishStart | LinkKind::StartStart => fixed.0,
        LinkKind::FinishFinish | LinkKind::StartFinish => fixed.1,
    };
    let latest = lagged(anchor, link.lag.saturating_neg(), lag_calendar, &network.calendars, false)?;
    match link.kind {
        LinkKind::FinishStart | LinkKind::FinishFinish => Some(latest),
        LinkKind::StartStart | LinkKind::StartFinish => calendar.finish(latest, work),
    }
}

impl Compiled {
    pub fn new(problem: &Problem) -> Self {
        let horizon = problem.horizon.min(NOWHERE - 1);
        let (calendars, place) = calendars(problem, horizon);
        let calendar_of = |activity: &Activity| place.get(activity.calendar as usize).copied().unwrap_or(0);
        let lag_calendar_of =
            |link: &Link| link.lag_calendar.and_then(|index| place.get(index as usize).copied()).filter(|&index| index != 0);
        let steps: Vec<Vec<(u32, u32)>> = problem.resources.iter().map(super::problem::Resource::steps).collect();
        let most =
            |resource: &Vec<(u32, u32)>| resource.iter().filter(|step| step.0 < horizon.max(1)).map(|step| step.1).max().unwrap_or(0);
        let most: Vec<u32> = steps.iter().map(most).collect();
        let uses_of = |activity: &Activity| -> Vec<(u32, u32)> {
            let mut uses: BTreeMap<u32, u32> = BTreeMap::new();
            for &(resource, units) in activity.uses.iter().filter(|used| used.1 > 0 && (used.0 as usize) < most.len() && activity.work > 0)
            {
                let sum = uses.entry(resource).or_default();
                *sum = sum.saturating_add(units);
            }
            uses.into_iter().collect()
        };
        let fixed: Vec<Option<(u32, u32)>> = problem
            .activities
            .iter()
            .map(|activity| {
                let start = activity.fixed?;
                let calendar = calendars.get(calendar_of(activity) as usize)?;
                Some((start, calendar.finish(start, activity.work).unwrap_or(horizon.max(start))))
            })
            .collect();
        let free: Vec<bool> = problem
            .activities
            .iter()
            .map(|activity| activity.fixed.is_none() && uses_of(activity).iter().all(|&(resource, units)| units <= most[resource as usize]))
            .collect();
        let origin = topological(problem, &free);
        let mut number = vec![NOWHERE; problem.activities.len()];
        for (&activity, index) in origin.iter().zip(0u32..) {
            number[activity as usize] = index;
        }
        // Resources all of whose users work by one calendar are kept in the worked time of that calendar.
        let mut axes: Vec<Option<u32>> = vec![None; steps.len()];
        for activity in &problem.activities {
            let calendar = calendar_of(activity);
            for (resource, _) in uses_of(activity) {
                let axis = &mut axes[resource as usize];
                *axis = Some(axis.map_or(calendar, |known| if known == calendar { known } else { 0 }));
            }
        }
        let axes: Vec<u32> = axes.into_iter().map(Option::unwrap_or_default).collect();
        let mut network = Network {
            horizon,
            day: problem.day,
            calendars,
            nodes: Vec::new(),
            needs: Vec::new(),
            uses: Vec::new(),
            profiles: Vec::new(),
            simple: true,
        };
        let mut taken: Vec<Vec<(u32, u32, u32)>> = vec![Vec::new(); steps.len()];
        for (activity, span) in problem.activities.iter().zip(&fixed) {
            let (Some(span), Some(calendar)) = (span, network.calendar(calendar_of(activity))) else { continue };
            for (resource, units) in uses_of(activity) {
                let axis = axes[resource as usize];
                let taken = &mut taken[resource as usize];
                if axis == calendar_of(activity) {
                    taken.push((calendar.rank(span.0), calendar.rank(span.1), units));
                } else {
                    taken.extend(calendar.runs(span.0, span.1).map(|(from, to)| (from, to, units)));
                }
            }
        }
        for ((steps, taken), &axis) in steps.iter().zip(&taken).zip(&axes) {
            let calendar = network.calendar(axis).cloned().unwrap_or_default();
            let steps = steps.iter().map(|&(slot, units)| Step { at: calendar.rank(slot), free: units });
            network.profiles.push(Profile::new(axis, calendar.total(), steps, taken));
        }
        let (known, always) = (network.calendars.clone(), Calendar::always(horizon));
        let mut release = Vec::with_capacity(origin.len());
        let mut due = Vec::with_capacity(origin.len());
        for (&index, node) in origin.iter().zip(0u32..) {
            let activity = &problem.activities[index as usize];
            let calendar = known.get(calendar_of(activity) as usize).unwrap_or(&always);
            let mut earliest = activity.release;
            let (first_need, first_use) = (network.needs.len() as u32, network.uses.len() as u32);
            let mut links = activity.links.clone();
            links.retain(|link| link.from != index && (link.from as usize) < number.len());
            links.sort_unstable_by_key(|link| (number[link.from as usize], link.kind, link.lag, link.lag_calendar));
            for link in links {
                let need = Need { from: number[link.from as usize], kind: link.kind, lag: link.lag, lag_calendar: lag_calendar_of(&link) };
                if let Some((start, end)) = fixed[link.from as usize] {
                    let bound = network.bound(&need, start, end, activity.work, calendar);
                    earliest = earliest.max(bound.unwrap_or(NOWHERE));
                } else if need.from < node {
                    network.simple &= link.kind == LinkKind::FinishStart && link.lag >= 0;
                    network.needs.push(need);
                }
            }
            network.uses.extend(uses_of(activity));
            network.nodes.push(Node {
                work: activity.work,
                calendar: calendar_of(activity),
                needs: (first_need, network.needs.len() as u32),
                uses: (first_use, network.uses.len() as u32),
            });
            release.push(earliest);
            due.push(activity.due.unwrap_or(NOWHERE));
        }
        for (activity, span) in problem.activities.iter().zip(&fixed) {
            let Some(span) = span else { continue };
            for link in &activity.links {
                let Some(&node) = number.get(link.from as usize).filter(|&&node| node != NOWHERE) else { continue };
                let Some(it) = network.nodes.get(node as usize) else { continue };
                let Some(calendar) = network.calendar(it.calendar) else { continue };
                if let Some(latest) = implied_due(&network, link, lag_calendar_of(link), *span, it.work, calendar) {
                    due[node as usize] = due[node as usize].min(latest);
                }
            }
        }
        let fixed_end = fixed.iter().flatten().map(|span| span.1).max().unwrap_or(0);
        Self { network, origin, release, due, fixed, fixed_end }
    }
}
