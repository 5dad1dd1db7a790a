//! The facts of one source file, as plain values that can be kept in a cache.

use serde::{Deserialize, Serialize};

use super::language::Language;

/// Everything one parse of a file tells. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The language the file was read as.
    pub language: Language,
    /// The package the file declares (Go: its last part; Java: the whole).
    pub package: Option<Box<str>>,
    /// What is defined, in source order.
    pub definitions: Vec<Definition>,
    /// What is imported, in source order; one entry a name.
    pub imports: Vec<Import>,
    /// What is exported by a statement of its own (`export { a as b } from`, `module.exports`, `pub use`), in source order.
    pub exports: Vec<Export>,
    /// Names that are taken away again (`del x`), in source order.
    pub deletions: Vec<Deletion>,
    /// Python's `__all__`, where the file sets it.
    pub all: Option<All>,
    /// Names given to mocking calls as text, in source order.
    pub mocks: Vec<Mock>,
    /// Files that it takes over as they are (`include!("x.rs")`), in source order.
    pub included: Vec<Included>,
    /// What makes the names of the file untellable from its text.
    pub opaque: Vec<Opaque>,
    /// Which of its lines hang on features of its crate (Rust), in source order.
    pub gates: Vec<Gate>,
    /// Where the file does not parse.
    pub syntax: Syntax,
    /// Why the facts are not complete, where they are not.
    pub stopped: Option<Stopped>,
}

impl Facts {
    /// Facts of a file of which nothing is known.
    pub(crate) const fn empty(language: Language) -> Self {
        Self {
            language,
            package: None,
            definitions: Vec::new(),
            imports: Vec::new(),
            exports: Vec::new(),
            deletions: Vec::new(),
            all: None,
            mocks: Vec::new(),
            included: Vec::new(),
            opaque: Vec::new(),
            gates: Vec::new(),
            syntax: Syntax { count: 0, first: Vec::new() },
            stopped: None,
        }
    }

    /// The definitions whose qualified name is `name` or ends in it at a dot, `::` being read as a dot:
    /// `start` and `Manager.start` both find `Manager.start`; `UserRepository` does not find `AuthUserRepository`.
    pub fn defining<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Definition> + use<'a> {
        let wanted = name.replace("::", ".");
        self.definitions.iter().filter(move |definition| definition.kind.counts() && ends_in_name(&definition.name, &wanted))
    }

    /// Whether the file parses: it was read whole and has no syntax error. Nothing when it was not read whole.
    pub const fn parses(&self) -> Option<bool> {
        match (self.syntax.count, &self.stopped) {
            (0, Some(Stopped::TooLarge { .. } | Stopped::TooHard)) => None,
            (count, _) => Some(count == 0),
        }
    }
}

fn ends_in_name(name: &str, wanted: &str) -> bool {
    name.strip_suffix(wanted).is_some_and(|before| before.is_empty() || before.ends_with('.')) && !wanted.is_empty()
}

/// Lines that are built under a condition alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// The first line.
    pub from: u32,
    /// The last line.
    pub to: u32,
    /// What stands between the brackets of `cfg`, without blanks.
    pub condition: Box<str>,
}

/// A name that the file defines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The name with the names around it, joined by dots: `Manager.start`.
    pub name: Box<str>,
    /// What it is.
    pub kind: Kind,
    /// The line it begins on.
    pub line: u32,
    /// It came to be through an assignment (`DataSubAgent = …`, `export const f = () => …`).
    pub assigned: bool,
    /// Under which circumstances it is there.
    pub guard: Guard,
    /// It stands inside a function, so that nothing outside can name it.
    pub local: bool,
    /// Others may use it (`export`, `pub`, a capital in Go); always true in Python.
    pub exported: bool,
    /// How far others may, where not everywhere: what stands between the brackets of Rust's `pub(crate)`.
    pub reach: Option<Box<str>>,
    /// The dotted name it was set to, where it was set to one (`A = b.C`).
    pub value: Option<Box<str>>,
    /// The classes it is derived from, as written; an empty entry stands for an expression that is no name.
    pub bases: Box<[Box<str>]>,
    /// Its members cannot be told from its text: an unknown decorator, a metaclass, slots.
    pub open: bool,
}

/// What a definition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A module within the file (`mod`, `namespace`).
    Module,
    /// A class, struct, union or record.
    Class,
    /// An interface or trait.
    Interface,
    /// An enumeration.
    Enum,
    /// A type alias or a type made of another.
    Type,
    /// A function.
    Function,
    /// A function of a class, interface or trait.
    Method,
    /// A constant by the language's own word (`const`, `static`).
    Constant,
    /// A variable or attribute that a value was assigned to.
    Assignment,
    /// A field of a class or interface, or a value of an enumeration.
    Field,
    /// A macro.
    Macro,
    /// A name with a type and no value (`x: int`): declared, and in Python not there when the program runs.
    Declared,
    /// A name bound by the way: a loop variable, `with … as`, a pattern. It resolves, but nobody would call it a definition.
    Binding,
}

impl Kind {
    /// Whether people would call it a definition.
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Binding)
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Class => "class",
            Self::Interface => "interface",
            Self::Enum => "enum",
            Self::Type => "type",
            Self::Function => "function",
            Self::Method => "method",
            Self::Constant => "constant",
            Self::Assignment => "assignment",
            Self::Field => "field",
            Self::Macro => "macro",
            Self::Declared => "declaration",
            Self::Binding => "binding",
        }
    }
}

/// Under which circumstances a definition or an import takes place, once its surroundings run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
    /// Always.
    #[default]
    Always,
    /// Under `if`, `try`, in a loop, behind `#[cfg]`.
    Conditional,
    /// In test builds alone (`#[cfg(test)]`).
    Test,
    /// For the type checker alone (`if TYPE_CHECKING`, `import type`).
    TypeChecking,
    /// When the file is run as a program, not when it is imported (`if __name__ == "__main__"`).
    Main,
    /// Never: no build and no run takes it (`#[cfg(any())]`, `//go:build ignore`, `if False`).
    Never,
}

impl Guard {
    /// Whether an import of the file can bring it about.
    pub const fn at_import(self) -> bool {
        matches!(self, Self::Always | Self::Conditional)
    }
}

/// One imported name, or one module imported whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The module as written, without leading dots in Python (`app.core`, `./m`, `crate::a`, `fmt`, `java.util`).
    pub module: Box<str>,
    /// How many leading dots it had (Python).
    pub level: u16,
    /// What of the module is imported.
    pub what: Imported,
    /// The local name, where it is given another.
    pub alias: Option<Box<str>>,
    /// The line of the name.
    pub line: u32,
    /// It stands inside a function and takes place only when that runs.
    pub lazy: bool,
    /// It is a call with a literal (`importlib.import_module("x")`, `require("x")`, `import("x")`).
    pub dynamic: bool,
    /// Under which circumstances it takes place.
    pub guard: Guard,
    /// The class whose body it stands in (Python), or the module within the file (Rust).
    pub within: Option<Box<str>>,
}

/// What of a module is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Imported {
    /// The module itself.
    Module,
    /// One name of it.
    Name(Box<str>),
    /// All its public names.
    Star,
}

impl Import {
    /// The module with its leading dots, as written.
    pub fn written(&self) -> String {
        let mut written = ".".repeat(usize::from(self.level));
        written.push_str(&self.module);
        written
    }

    /// Whether a call of Python names only the package, and computes what it takes of it.
    pub fn is_computed(&self) -> bool {
        self.dynamic && self.what == Imported::Star
    }

    /// The whole name of what a dotted name of Python means that begins with what the import binds, where it takes a module whole.
    pub fn whole(&self, name: &str) -> Option<String> {
        let (first, rest) = name.split_once('.').filter(|_| self.what == Imported::Module && self.level == 0 && !self.dynamic)?;
        let whole = match &self.alias {
            Some(alias) if **alias == *first => format!("{}.{rest}", self.module),
            None if self.module.split('.').next() == Some(first) => name.to_owned(),
            _ => return None,
        };
        Some(whole)
    }

    /// The name the import gives to its surroundings, in Python's way; nothing for a star or a call.
    pub fn binds(&self) -> Option<&str> {
        if self.dynamic {
            return None;
        }
        match (&self.alias, &self.what) {
            (Some(alias), _) => Some(alias),
            (None, Imported::Name(name)) => Some(name),
            (None, Imported::Module) => self.module.split('.').next(),
            (None, Imported::Star) => None,
        }
    }
}

/// A statement that offers a name to other files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// The name it is offered as; `default`; `*` for all names of another module.
    pub name: Box<str>,
    /// The name it has in this file or in the other module, where it has one.
    pub local: Option<Box<str>>,
    /// The module it comes from, where it comes from another.
    pub from: Option<Box<str>>,
    /// The line.
    pub line: u32,
    /// For the type checker alone.
    pub type_only: bool,
    /// The module within the file that it stands in (Rust).
    pub within: Option<Box<str>>,
    /// How far it is offered, where not everywhere: what stands between the brackets of Rust's `pub(crate) use`.
    pub reach: Option<Box<str>>,
}

/// A name that is taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    /// The qualified name.
    pub name: Box<str>,
    /// The line.
    pub line: u32,
    /// Under which circumstances.
    pub guard: Guard,
}

/// Python's `__all__`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct All {
    /// The names it lists as text.
    pub names: Vec<Box<str>>,
    /// It also has parts that are computed, so that it may list more.
    pub open: bool,
    /// The line it is first set on.
    pub line: u32,
}

/// A name given to a mocking call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mock {
    /// The dotted path or module as written; for [`MockKind::Object`] the object's name and the attribute, joined by a dot.
    pub target: Box<str>,
    /// How it was given.
    pub kind: MockKind,
    /// The line.
    pub line: u32,
}

/// How a mocking call names its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MockKind {
    /// A dotted path from the top (`patch("a.b.C")`).
    Path,
    /// An object of the file and an attribute as text (`patch.object(C, "run")`): the object is found through the file's own names.
    Object,
    /// A module (`jest.mock("./m")`).
    Module,
}

/// A file that another takes over as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Included {
    /// Its path as written, from the folder of the file that takes it.
    pub path: Box<str>,
    /// The word of the code (`include_str!`).
    pub by: Box<str>,
    /// The line.
    pub line: u32,
}

/// Something that makes names untellable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opaque {
    /// The line.
    pub line: u32,
    /// What it is, in the words of the code (`exec`, `globals()`).
    pub what: Box<str>,
}

/// Where a file does not parse.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Syntax {
    /// How many places.
    pub count: u32,
    /// The first of them, at most [`Syntax::KEPT`].
    pub first: Vec<Place>,
}

impl Syntax {
    /// How many places are kept.
    pub const KEPT: usize = 10;

    pub(crate) fn append(&mut self, other: Syntax) {
        self.count = self.count.saturating_add(other.count);
        self.first.extend(other.first);
        self.first.truncate(Self::KEPT);
    }

    pub(crate) fn add(&mut self, line: u32, column: u32) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < Self::KEPT {
            self.first.push(Place { line, column });
        }
    }
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in bytes, from 1.
    pub column: u32,
}

/// Why the facts of a file are not complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stopped {
    /// The file is larger than is read.
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The most that is read.
        most: u64,
    },
    /// Parsing took more steps than a file of its size may take.
    TooHard,
    /// Names nest deeper than is followed; what lies deeper is left out.
    TooDeep,
    /// More facts than are kept; the rest is left out.
    TooMany,
}

/// A word that stands in code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it begins, in bytes.
    pub at: u32,
    /// The line, from 1.
    pub line: u32,
    /// It is taken from something: a dot or two colons stand before it.
    pub member: bool,
    /// It stands where the file does not parse, so that what is said of it there cannot be told.
    pub broken: bool,
}
