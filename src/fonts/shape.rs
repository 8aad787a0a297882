//! Shaping: words in, glyphs out, through OpenType features. A book repeats its words, so words are remembered: for all threads,
//! since shaping a word takes far longer than looking it up, and by the thread that asks, which need not wait for others then.

use super::guard::guarded;
use super::memory::WordCache;
use super::{FaceId, Fonts};
use harfrust::{Direction, Feature, Language, ShapeOptions, ShapePlan, ShaperData, Tag, UnicodeBuffer, script};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

/// The OpenType features that are on, beyond kerning and standard ligatures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Features(u8);

impl Features {
    /// The face's defaults.
    pub const PLAIN: Features = Features(0);
    /// Old-style figures.
    pub const OLD_STYLE: Features = Features(1);
    /// Small capitals for lower-case letters.
    pub const SMALL_CAPS: Features = Features(1 << 1);
    /// Figures all of one width, on the line.
    pub const TABULAR: Features = Features(1 << 2);
    /// Small capitals for capitals too.
    pub const ALL_SMALL_CAPS: Features = Features(1 << 3);
    /// Raised figures and letters, drawn as such.
    pub const SUPERIOR: Features = Features(1 << 4);
    /// No ligatures, for letterspaced text and code.
    pub const NO_LIGATURES: Features = Features(1 << 5);
    /// Punctuation of ideographs on half its square.
    pub const HALF: Features = Features(1 << 6);

    /// Letters as Turkish and Azeri have them: an `i` keeps its dot in small capitals and in ligatures.
    pub const TURKIC: Features = Features(1 << 7);

    /// Adds the features of `other`.
    #[must_use]
    pub const fn with(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }

    /// Takes the features of `other` away.
    #[must_use]
    pub const fn without(self, other: Features) -> Features {
        Features(self.0 & !other.0)
    }

    /// Whether a feature of `other` is on.
    #[must_use]
    pub const fn has(self, other: Features) -> bool {
        self.0 & other.0 != 0
    }

    fn list(self) -> Vec<Feature> {
        // Which features of a font are turned on, or off.
        let table: [(Features, u32, &[&[u8; 4]]); 7] = [
            (Self::OLD_STYLE, 1, &[b"onum", b"pnum"]),
            (Self::SMALL_CAPS, 1, &[b"smcp"]),
            (Self::TABULAR, 1, &[b"lnum", b"tnum"]),
            (Self::ALL_SMALL_CAPS, 1, &[b"smcp", b"c2sc"]),
            (Self::SUPERIOR, 1, &[b"sups"]),
            (Self::NO_LIGATURES, 0, &[b"liga", b"clig", b"calt"]),
            (Self::HALF, 1, &[b"halt"]),
        ];
        let wanted = table.iter().filter(|(feature, ..)| self.has(*feature));
        wanted.flat_map(|(_, value, tags)| tags.iter().map(|tag| Feature::new(Tag::new(tag), *value, ..))).collect()
    }
}

/// A glyph of a shaped text; lengths in font units. Kept small: every word of a book is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// Glyph id, 0 if the face has none.
    pub id: u16,
    /// Byte offset in the shaped text of the first character it stands for.
    pub cluster: u16,
    /// How far the pen moves.
    pub advance: i32,
    /// Shift to the right.
    pub dx: i16,
    /// Shift upwards.
    pub dy: i16,
}

/// A shaped text, glyphs from left to right.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shaped {
    /// The glyphs.
    pub glyphs: Box<[ShapedGlyph]>,
    /// Sum of the advances, in font units.
    pub width: i32,
    /// Whether the text's letters are joined to one another, so that no space may be put between them.
    pub joined: bool,
    /// Whether the text is punctuation on half its square, which must not hang out.
    pub half: bool,
    /// Whether the face has a glyph for every character of it.
    pub whole: bool,
}

/// What a plan of shaping depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct PlanKey {
    face: FaceId,
    features: Features,
    /// The tag of the script.
    script: [u8; 4],
    /// Whether the text goes from right to left.
    to_left: bool,
}

/// How a word is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ShapingKey {
    face: FaceId,
    features: Features,
    /// Whether the word goes from right to left.
    to_left: bool,
    /// Whether other characters stand in for its own.
    stands_in: bool,
}

/// The words that any thread has shaped. They are kept as long as the fonts, and handed out as plain references: with reference
/// counts, all threads would contend for the cache line that holds the count of `the`.
#[derive(Debug, Default)]
pub(super) struct ShapedWords {
    all: boxcar::Vec<Shaped>,
    /// Index of each word in `all`, sharded so that threads seldom wait for one another's lock.
    places: [Mutex<WordCache<ShapingKey, usize>>; 16],
}

impl ShapedWords {
    /// A word's shape, made if no thread has made it yet. Two that ask at once may both make it.
    fn get(&self, way: ShapingKey, word: &str, make: impl FnOnce() -> Shaped) -> &Shaped {
        let part = &self.places[usize::try_from(FxBuildHasher.hash_one(word) >> 60).unwrap_or(0)];
        // A thread that panicked while it held a part left it whole: nothing in it is changed in steps.
        let lock = || part.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(&way, word).copied();
        let place = known.unwrap_or_else(|| {
            let place = self.all.push(make());
            lock().insert(way, word, place);
            place
        });
        &self.all[place]
    }
}

/// Scripts whose letters hang together, by a join or by a line over them.
const JOINED: [harfrust::Script; 8] = [
    script::ARABIC,
    script::SYRIAC,
    script::MONGOLIAN,
    script::NKO,
    script::MANDAIC,
    script::DEVANAGARI,
    script::BENGALI,
    script::GURMUKHI,
];

/// Shapes words and remembers them; each thread has one of its own.
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    data: Vec<Option<Rc<ShaperData>>>,
    /// Making a plan (which lookups of the font apply) costs more than shaping a word, and a book needs a few.
    plans: FxHashMap<PlanKey, Rc<ShapePlan>>,
    words: WordCache<ShapingKey, &'f Shaped>,
    /// The space last asked for, which is asked for at every second word.
    space: Option<(FaceId, Features, i32)>,
    /// Room to shape in, used again and again.
    buffer: Option<UnicodeBuffer>,
}

impl<'f> Shaper<'f> {
    /// A shaper over `fonts`.
    #[must_use]
    pub fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, data: Vec::new(), plans: FxHashMap::default(), words: WordCache::default(), space: None, buffer: None }
    }

    /// The glyphs of `text`, which goes from left to right, in one face.
    pub fn shape(&mut self, face: FaceId, features: Features, text: &str) -> &'f Shaped {
        self.shape_to(false, face, features, text)
    }

    /// The glyphs of `text` in one face, from left to right; of text that goes `to_left` the last characters come first, and
    /// brackets are mirrored.
    pub fn shape_to(&mut self, to_left: bool, face: FaceId, features: Features, text: &str) -> &'f Shaped {
        let way = ShapingKey { face, features, to_left, stands_in: false };
        if let Some(shaped) = self.words.get(&way, text) {
            return shaped;
        }
        let shaped = self.fonts.shapes.get(way, text, || self.safely(to_left, face, features, text));
        self.words.insert(way, text, shaped);
        shaped
    }

    /// The width of a space, in font units.
    pub fn space(&mut self, face: FaceId, features: Features) -> i32 {
        if let Some((of, with, width)) = self.space
            && (of, with) == (face, features)
        {
            return width;
        }
        let width = self.shape(face, features, " ").width;
        self.space = Some((face, features, width));
        width
    }

    /// The glyphs of `same`, all of which stand for `text`, for want of a glyph of its own.
    pub fn stand_in(&mut self, to_left: bool, face: FaceId, features: Features, text: &str, same: &str) -> &'f Shaped {
        let way = ShapingKey { face, features, to_left, stands_in: true };
        self.fonts.shapes.get(way, text, || {
            let mut shaped = self.safely(to_left, face, features, same);
            shaped.glyphs.iter_mut().for_each(|glyph| glyph.cluster = 0);
            shaped
        })
    }

    /// Shapes; a face of the author's own that cannot is remembered for it.
    fn safely(&mut self, to_left: bool, face: FaceId, features: Features, text: &str) -> Shaped {
        if !self.fonts.is_given(face) {
            return self.run(to_left, face, features, text);
        }
        let own = self.fonts.face(face);
        let shaped = guarded(|| self.run(to_left, face, features, text));
        // Every glyph must be one of the face's, and a character that has one must not lose it.
        let sound = |shaped: &Shaped| {
            shaped.glyphs.iter().all(|glyph| glyph.id < own.count()) && (shaped.whole || text.chars().any(|c| own.glyph(c) == 0))
        };
        shaped.filter(sound).unwrap_or_else(|| {
            own.fails();
            Shaped { whole: true, ..Shaped::default() }
        })
    }

    fn run(&mut self, to_left: bool, face: FaceId, features: Features, text: &str) -> Shaped {
        let font = self.fonts.face(face).font();
        if self.data.len() <= face.index() {
            self.data.resize(face.index() + 1, None);
        }
        let data = Rc::clone(self.data[face.index()].get_or_insert_with(|| Rc::new(ShaperData::new(&font))));
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let direction = if to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        let script = buffer.script();
        let shaper = data.shaper(&font).build();
        let list = features.list();
        let key = PlanKey { face, features, script: script.tag().to_be_bytes(), to_left };
        let language = features.has(Features::TURKIC).then(|| Language::new("tr")).flatten();
        if let Some(language) = &language {
            buffer.set_language(language.clone());
        }
        let plan =
            self.plans.entry(key).or_insert_with(|| Rc::new(ShapePlan::new(&shaper, direction, Some(script), language.as_ref(), &list)));
        let output = shaper.shape(buffer, ShapeOptions::new().features(&list).plan(Some(plan)));
        let glyphs: Box<[ShapedGlyph]> = output
            .glyph_infos()
            .iter()
            .zip(output.glyph_positions())
            .map(|(info, position)| ShapedGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                cluster: u16::try_from(info.cluster).unwrap_or(u16::MAX),
                advance: position.x_advance,
                dx: short(position.x_offset),
                dy: short(position.y_offset),
            })
            .collect();
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        self.buffer = Some(output.clear());
        let whole = glyphs.iter().all(|glyph| glyph.id != 0);
        Shaped { glyphs, width, joined: JOINED.contains(&script), half: features.has(Features::HALF), whole }
    }
}

/// A shift; fonts state them in 16 bits.
fn short(units: i32) -> i16 {
    i16::try_from(units).unwrap_or(if units < 0 { i16::MIN } else { i16::MAX })
}
