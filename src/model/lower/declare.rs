//! The first pass: gives everything that has an id its number, and finds ids that stand twice.

use super::{At, Lower};
use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemId, ItemKind, Party, PartyId, Phase, Plan, Registry, Scale, Source, Tag, Target};
use crate::syntax::{Ast, Head, Kind, Text, Word};
use crate::text::Place;
use std::sync::Arc;

impl<'a, 's> Lower<'a, 's> {
    /// Declares all statements of all files.
    pub(super) fn declare_all(&mut self, asts: &[&'a Ast<'s>]) {
        let mut roots = Vec::new();
        for ast in asts {
            for node in &ast.nodes {
                if let Head::Plain(Kind::Plan, ..) = node.head {
                    roots.push(At { node, file: ast.file });
                }
            }
        }
        if let Some(first) = roots.first()
            && let Head::Plain(_, id, title) = &first.node.head
        {
            let place = first.place(id.span);
            let root = &mut self.plan.items[0];
            root.id = id.text.into();
            root.name = id.text.into();
            root.title = title_of(id, title.as_ref());
            root.said = place;
            self.work.items.push((Plan::ROOT, *first));
        } else {
            // The caller reports that there is no plan; whatever stands at the top still has a home.
            static NOTHING: crate::syntax::Node<'static> = crate::syntax::Node {
                span: crate::text::Span { start: 0, end: 0 },
                head: Head::Attributes,
                attributes: Vec::new(),
                body: Vec::new(),
                block: false,
                damaged: false,
            };
            let file = asts.first().map_or_else(Default::default, |ast| ast.file);
            self.work.items.push((Plan::ROOT, At { node: &NOTHING, file }));
        }
        if let Some(folder) = roots.first().and_then(|at| self.own_folder(Plan::ROOT, *at)) {
            self.plan.items[0].folder = folder.into();
        }
        for root in &roots {
            self.declare_block(Plan::ROOT, *root);
        }
        for ast in asts {
            for node in &ast.nodes {
                if !matches!(node.head, Head::Plain(Kind::Plan, ..)) {
                    self.declare(Plan::ROOT, At { node, file: ast.file });
                }
            }
        }
        self.declare_extends();
    }

    fn declare_block(&mut self, parent: ItemId, at: At<'a, 's>) {
        for line in at.lines() {
            if !matches!(line.node.head, Head::Attributes) {
                self.declare(parent, line);
            }
        }
    }

    /// Blocks of `extend`, whose names may be declared by other `extend`s: in rounds, until a round brings nothing.
    fn declare_extends(&mut self) {
        let mut waiting = std::mem::take(&mut self.work.extends);
        loop {
            let before = waiting.len();
            for (scope, at) in std::mem::take(&mut waiting) {
                let Head::Extend(name) = &at.node.head else { continue };
                let found = match self.scopes.find(&self.plan.items, scope, name.text) {
                    crate::model::scopes::Found::Nothing if name.text == &*self.plan.root().id => {
                        crate::model::scopes::Found::One(Plan::ROOT)
                    }
                    found => found,
                };
                match found {
                    crate::model::scopes::Found::One(item) => {
                        self.work.more.entry(item).or_default().push(at);
                        self.declare_block(item, at);
                    }
                    _ => waiting.push((scope, at)),
                }
            }
            waiting.append(&mut self.work.extends);
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        for (scope, at) in waiting {
            if let Head::Extend(name) = at.node.head {
                self.find_item(scope, at, &name);
            }
        }
    }

    fn declare(&mut self, parent: ItemId, at: At<'a, 's>) {
        let top = parent == Plan::ROOT;
        match &at.node.head {
            Head::Plain(kind, id, title) => self.declare_plain(*kind, id, title.as_ref(), parent, at),
            Head::Attributes if top => self.work.more.entry(Plan::ROOT).or_default().push(at),
            Head::Attributes | Head::Broken => {}
            Head::Chain(_) => self.work.chains.push((parent, at)),
            Head::Extend(_) => self.work.extends.push((parent, at)),
            Head::Condition(_) => {
                self.misplaced(at.place(at.node.span), "a condition", "conditions stand behind `done when`, or in its block")
            }
            Head::Entry(..) => {
                self.misplaced(at.place(at.node.span), "an entry of a registry", "entries stand in the block of a `registry`")
            }
            Head::Set(_) => self.misplaced(at.place(at.node.span), "`set`", "`set` stands in the block of a `scenario`"),
            Head::Waive(..) | Head::Level(..) => self.work.rest.push((parent, at)),
            Head::Alias(..) | Head::Evidence { .. } | Head::Include(_) if top => self.work.rest.push((parent, at)),
            Head::Alias(..) | Head::Evidence { .. } | Head::Include(_) => {
                let word = self.written(at.place(at.node.span)).split_whitespace().next().unwrap_or("").to_owned();
                self.misplaced(at.place(at.node.span), &format!("`{word}`"), "it stands at the top level, outside every block");
            }
        }
    }

    fn declare_plain(&mut self, kind: Kind, id: &Word<'s>, title: Option<&Text<'s>>, parent: ItemId, at: At<'a, 's>) {
        let place = at.place(id.span);
        let parent_kind = self.plan.item(parent).kind;
        let item_kind = match kind {
            Kind::Area => Some(ItemKind::Area),
            Kind::Component => Some(ItemKind::Component),
            Kind::Retire => Some(ItemKind::Retire),
            Kind::Task => Some(ItemKind::Task),
            Kind::Milestone => Some(ItemKind::Milestone),
            Kind::External => Some(ItemKind::External),
            Kind::Issue => Some(ItemKind::Issue),
            Kind::Decision => Some(ItemKind::Decision),
            _ => None,
        };
        if let Some(item_kind) = item_kind {
            let fits = match parent_kind {
                ItemKind::Plan | ItemKind::Area => true,
                ItemKind::Component => matches!(kind, Kind::Component | Kind::Task | Kind::Retire),
                ItemKind::Task => kind == Kind::Task,
                _ => false,
            };
            if !fits {
                let what = format!("`{}` in `{}`", kind.word(), parent_kind.word());
                return self.misplaced(place, &what, "lift it out of the block; an `area` can hold everything");
            }
            return self.declare_item(item_kind, id, title, parent, at);
        }
        let top = parent == Plan::ROOT;
        let said = place;
        let words = (Box::<str>::from(id.text), title_or(id.text, title));
        match kind {
            Kind::Target if matches!(parent_kind, ItemKind::Plan | ItemKind::Area | ItemKind::Component) => {
                if self.declare_flat(kind, id, said) {
                    self.plan.targets.push(Target::new(words, said, parent));
                    self.work.targets.push((parent, at));
                }
            }
            Kind::Registry if matches!(parent_kind, ItemKind::Plan | ItemKind::Area) => {
                if self.declare_flat(kind, id, said) {
                    self.plan.registries.push(Registry::new(words, said));
                    self.work.registries.push((parent, at));
                }
            }
            // Options and steps belong to the item they stand in, which reads them itself.
            Kind::Option if parent_kind == ItemKind::Decision => {}
            Kind::Step if !top && parent_kind != ItemKind::Area => {}
            Kind::Step => {
                self.misplaced(place, "`step`", "a step belongs to a component, task, issue or another item that is work; use `task` here")
            }
            Kind::Option => self.misplaced(place, "`option`", "an option stands in the block of a `decision`"),
            Kind::Level => self.misplaced(place, "`level`", "a level stands in the block of a `scale`"),
            Kind::Plan => {
                let first = self.plan.root().said;
                let diagnostic = Diagnostic::new(&code::NO_PLAN, "a plan inside a plan").at(place, "").see(first, "the plan begins here");
                self.push(diagnostic.help("use `area` to group what it holds"));
            }
            _ if !top => {
                let what = format!("`{}`", kind.word());
                self.misplaced(place, &what, "it stands at the top level, outside every block");
            }
            Kind::Team | Kind::Person => self.declare_party(kind, id, title, None, at),
            Kind::Phase => {
                if let Some(first) = self.phases.declare(id.text, self.plan.phases.len() as u32) {
                    let first = self.plan.phases[first as usize].said;
                    return self.duplicate("phase", id.text, said, first);
                }
                self.plan.phases.push(Phase::new(words, said));
                self.work.phases.push(at);
            }
            Kind::Source => {
                if let Some(first) = self.documents.declare(id.text, self.plan.sources.len() as u32) {
                    let first = self.plan.sources[first as usize].said;
                    return self.duplicate("source", id.text, said, first);
                }
                self.plan.sources.push(Source::new(words, said));
                self.work.sources.push(at);
            }
            Kind::Tag => {
                if let Some(first) = self.tags.declare(id.text, self.plan.tags.len() as u32) {
                    let first = self.plan.tags[first as usize].said;
                    return self.duplicate("tag", id.text, said, first);
                }
                self.plan.tags.push(Tag { id: words.0, title: words.1, said, per: Vec::new(), used: false });
                self.work.tags.push(at);
            }
            Kind::Scale => {
                if let Some(first) = self.scale_ids.declare(id.text, self.plan.scales.len() as u32) {
                    let first = self.plan.scales[first as usize].said;
                    return self.duplicate("scale", id.text, said, first);
                }
                self.plan.scales.push(Scale { id: words.0, title: words.1, said, levels: Vec::new(), used: false });
                self.work.scales.push(at);
            }
            _ => {
                // Reports of one kind may be asked for several times.
                if kind == Kind::Report || self.declare_flat(kind, id, said) {
                    self.work.rest.push((parent, at));
                }
            }
        }
    }

    fn declare_item(&mut self, kind: ItemKind, id: &Word<'s>, title: Option<&Text<'s>>, parent: ItemId, at: At<'a, 's>) {
        let number = ItemId(self.plan.items.len() as u32);
        let place = at.place(id.span);
        let first = self.scopes.declare(parent, id.text, number);
        if let Some(first) = first {
            let first = self.plan.item(first).said;
            self.duplicate(kind.word(), id.text, place, first);
        }
        let own: Arc<str> = id.text.into();
        let name = if parent == Plan::ROOT { own.clone() } else { format!("{}.{}", self.plan.item(parent).name, id.text).into() };
        let mut item = Item::new(kind, own, name, title_of(id, title), place);
        item.parent = Some(parent);
        item.damaged = at.node.damaged;
        item.folder = match self.own_folder(parent, at) {
            Some(folder) => folder.into(),
            None => self.plan.item(parent).folder.clone(),
        };
        self.plan.items.push(item);
        self.work.items.push((number, at));
        // Of what stands twice, only what is said of the second itself is looked at, for further faults.
        if first.is_none() {
            self.plan.items[parent.index()].children.push(number);
            self.declare_block(number, at);
        }
    }

    /// Declares a team with its people, or a person.
    pub(super) fn declare_party(&mut self, kind: Kind, id: &Word<'s>, title: Option<&Text<'s>>, team: Option<PartyId>, at: At<'a, 's>) {
        let said = at.place(id.span);
        let number = PartyId(self.plan.parties.len() as u32);
        if let Some(first) = self.parties.declare(id.text, number.0) {
            let first = self.plan.parties[first as usize].said;
            return self.duplicate("team or person", id.text, said, first);
        }
        let mut party = Party::new((id.text.into(), title_of(id, title)), said);
        party.is_person = kind == Kind::Person;
        party.team = team;
        self.plan.parties.push(party);
        self.work.parties.push(at);
        for line in at.lines() {
            match &line.node.head {
                Head::Plain(Kind::Person, id, title) if kind == Kind::Team => {
                    self.declare_party(Kind::Person, id, title.as_ref(), Some(number), line);
                }
                Head::Attributes | Head::Broken => {}
                _ => self.misplaced(line.place(line.node.span), "this statement", "the block of a team holds people and attributes"),
            }
        }
    }

    /// Declares something whose id is unique among its kind; false when it stands twice.
    fn declare_flat(&mut self, kind: Kind, id: &Word<'s>, place: Place) -> bool {
        match self.flat_ids.get(&(kind, id.text)).copied() {
            Some(first) => {
                self.duplicate(kind.word(), id.text, place, first);
                false
            }
            None => {
                self.flat_ids.insert((kind, id.text), place);
                true
            }
        }
    }

    pub(super) fn duplicate(&mut self, what: &str, id: &str, place: Place, first: Place) {
        if self.is_poisoned("") {
            return;
        }
        let diagnostic = Diagnostic::new(&code::DUPLICATE_ID, format!("there are two of {what} `{id}`"))
            .at(place, "declared again here")
            .see(first, "declared first here")
            .help("give one of them another id; to add to the first from elsewhere, write `extend`");
        self.push(diagnostic);
    }
}

/// A title; where it says nothing, the id.
pub(super) fn title_or(id: &str, title: Option<&Text<'_>>) -> Box<str> {
    title.map(|title| &*title.value).filter(|title| !title.trim().is_empty()).unwrap_or(id).into()
}

fn title_of(id: &Word<'_>, title: Option<&Text<'_>>) -> Box<str> {
    title_or(id.text, title)
}
