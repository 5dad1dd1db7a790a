//! The kinds of things the language has a word for.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),* }
        impl $name {
            /// Every one, in the order of the language guide.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The word of the language.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            /// Reads the word of the language.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// The kinds of statement that have an id.
    Kind {
        /// The plan itself.
        Plan = "plan",
        /// A grouping.
        Area = "area",
        /// A thing that must exist at the end.
        Component = "component",
        /// A thing that must be gone at the end.
        Retire = "retire",
        /// Work that leaves no thing behind.
        Task = "task",
        /// A moment.
        Milestone = "milestone",
        /// Something others provide.
        External = "external",
        /// An entry of an issue tracker.
        Issue = "issue",
        /// A choice to make.
        Decision = "decision",
        /// One way a decision can go.
        Option = "option",
        /// A line of a checklist.
        Step = "step",
        /// A time box.
        Phase = "phase",
        /// People.
        Team = "team",
        /// One of them.
        Person = "person",
        /// A measured number.
        Target = "target",
        /// The import registry of one language.
        Registry = "registry",
        /// A document that said something.
        Source = "source",
        /// An ordered scale.
        Scale = "scale",
        /// One level of a scale.
        Level = "level",
        /// A label.
        Tag = "tag",
        /// The plan with some facts changed.
        Scenario = "scenario",
        /// A document to compile.
        Report = "report",
        /// A tree of files.
        Tree = "tree",
        /// A time in which tagged items hold still.
        Freeze = "freeze",
    }
}

words! {
    /// The entries of a registry.
    EntryKind {
        /// The import resolves.
        Works = "works",
        /// It must not be used.
        Broken = "broken",
        /// It is on its way out.
        Retired = "retired",
        /// Somebody looks for it.
        Sought = "sought",
        /// Packages that must not import each other.
        Isolate = "isolate",
        /// A path given to a mock that resolves.
        MockWorks = "mock works",
        /// A path given to a mock that must not be used.
        MockBroken = "mock broken",
    }
}

words! {
    /// The states an author can claim.
    State {
        /// It is there.
        Done = "done",
        /// Some of it is there.
        Partial = "partial",
        /// It is not there.
        Missing = "missing",
        /// Nobody knows.
        Unsure = "unsure",
        /// It is there and should go.
        Deprecated = "deprecated",
        /// It is no longer wanted.
        Dropped = "dropped",
    }
}

words! {
    /// What a condition looks at.
    Probe {
        /// Files exist.
        File = "file",
        /// Directories exist.
        Directory = "directory",
        /// A regular expression matches.
        Text = "text",
        /// A module or name is imported.
        Import = "import",
        /// A class, function, method or constant is defined.
        Symbol = "symbol",
        /// An import path resolves.
        Resolves = "resolves",
        /// Packages do not import each other.
        Isolation = "isolation",
        /// Files parse.
        Parses = "parses",
        /// The number of lines.
        Lines = "lines",
        /// Line coverage of a set of files.
        LineCoverage = "line-coverage",
        /// Branch coverage of a set of files.
        BranchCoverage = "branch-coverage",
        /// Tests exist and passed.
        Tests = "tests",
        /// A value in a JSON, YAML or TOML file.
        Value = "value",
        /// The version of a dependency in a manifest or lock file.
        Version = "version",
        /// The number of results in a SARIF file.
        Findings = "findings",
        /// A command exits with 0.
        Command = "command",
    }
}

words! {
    /// How two items are linked: which end of the first holds which end of the second.
    LinkKind {
        /// Finish to start.
        FinishStart = "FS",
        /// Start to start.
        StartStart = "SS",
        /// Finish to finish.
        FinishFinish = "FF",
        /// Start to finish.
        StartFinish = "SF",
    }
}

words! {
    /// Comparisons.
    Comparison {
        /// At least.
        AtLeast = ">=",
        /// At most.
        AtMost = "<=",
        /// Exactly.
        Exactly = "==",
        /// More than.
        Above = ">",
        /// Less than.
        Below = "<",
    }
}

words! {
    /// Attributes whose operand is one text.
    ProseWord {
        /// A remark.
        Note = "note",
        /// What its absence does.
        Impact = "impact",
        /// Where to read more.
        Link = "link",
        /// How to go back.
        Rollback = "rollback",
        /// Why.
        Because = "because",
        /// The folder paths are relative to.
        Folder = "folder",
        /// The unit of a target.
        Unit = "unit",
        /// The shape of module paths.
        Pattern = "pattern",
        /// A file with holidays.
        Calendar = "calendar",
    }
}

words! {
    /// Attributes whose operand is a date.
    DateWord {
        /// Work began.
        Started = "started",
        /// The plan's first day.
        Start = "start",
        /// The data date.
        AsOf = "as-of",
        /// The date of a document.
        Dated = "dated",
        /// The first day of membership.
        From = "from",
        /// An option was chosen.
        Chosen = "chosen",
        /// An import was tried.
        Verified = "verified",
        /// A break was mended.
        Fixed = "fixed",
    }
}

words! {
    /// Attributes whose operand is a span of time.
    SpanWord {
        /// Person time.
        Effort = "effort",
        /// Working time.
        Length = "length",
        /// Calendar time.
        Duration = "duration",
        /// Effort that is left.
        Left = "left",
    }
}

words! {
    /// States of an issue.
    Status {
        /// Somebody works on it, or should.
        Active = "active",
        /// Solved.
        Resolved = "resolved",
        /// Closed.
        Closed = "closed",
    }
}

words! {
    /// Counted quantities a document can claim.
    Total {
        /// How many there should be.
        Expected = "expected",
        /// How many there are.
        Implemented = "implemented",
        /// The share that is there.
        Coverage = "coverage",
    }
}

impl Comparison {
    /// Whether `left` compares so with `right`.
    pub fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Comparison::AtLeast => left >= right,
            Comparison::AtMost => left <= right,
            Comparison::Exactly => left == right,
            Comparison::Above => left > right,
            Comparison::Below => left < right,
        }
    }
}
