//! Small numbers that name things in a plan; each indexes one list of it.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $name(pub u32);
            impl $name {
                /// As an index.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

ids! {
    /// An item, in `Plan::items`; zero is the plan itself.
    ItemId,
    /// A team or person, in `Plan::parties`.
    PartyId,
    /// A phase, in `Plan::phases`.
    PhaseId,
    /// A scale, in `Plan::scales`.
    ScaleId,
    /// A source document, in `Plan::sources`.
    SourceId,
    /// A tag, in `Plan::tags`.
    TagId
}
