//! How the table of codes becomes a type: each row gives a kind of finding its name, its code, its gravity and its words.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $severity:ident;)+) => {
        /// A kind of finding. The doc comment of each is what `bindery explain CODE` prints.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// All codes, by number.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The code as printed, such as `M003`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Code::$name => $id),+ }
            }

            /// The gravity it has unless told otherwise.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),+ }
            }

            /// What the code means, why it matters and what to do.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc, "\n"),+)),+ }
            }

            /// The code printed as `id`, in either case.
            #[must_use]
            pub fn parse(id: &str) -> Option<Code> {
                Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
            }
        }
    };
}

pub(super) use codes;
