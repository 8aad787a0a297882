//! Ids of the model's side tables: an index each, of a type each.

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the entry at `index` of its table.
            ///
            /// # Panics
            /// If the table has more than 2³² entries, which sources under 4 GiB cannot make.
            #[must_use]
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("a source under 4 GiB makes fewer than 2^32 entries"))
            }

            /// The index in its table.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// Names a block in `Book::blocks`.
    BlockId;
    /// Names a chapter in `Book::chapters`.
    ChapterId;
    /// Names an image in `Book::images`.
    ImageId;
    /// Names a foreign language in `Book::languages`.
    LanguageId;
    /// Names a link in `Book::links`.
    LinkId;
    /// Names a note in `Book::notes`.
    NoteId;
    /// Names a passage in `Book::passages`.
    PassageId;
    /// Names a reading in `Book::readings`.
    ReadingId;
    /// Names a section in `Book::sections`.
    SectionId;
    /// Names a voice in `Book::voices`.
    VoiceId;
}
