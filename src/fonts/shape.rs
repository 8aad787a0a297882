//! Shaping: words in, glyphs out, through OpenType features. A book repeats its words, so words are remembered: for all threads,
//! since shaping a word takes far longer than looking it up, and by the thread that asks, which need not wait for others then.

pub use super::features::Features;
use super::guard::guarded;
use super::memory::WordCache;
use super::words::ShapingKey;
pub(crate) use super::words::{Shaped, ShapedGlyph};
use super::{FaceId, Fonts};
use harfrust::{Direction, Language, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};
use rustc_hash::FxHashMap;
use std::rc::Rc;

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
    /// The words that this thread has met, found without a lock: 4 to 13 of 255 ms of processor time for the PDF of a book of 120,000
    /// words (benches `lines` and `first`).
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
        let way = ShapingKey { face, features, to_left, stands_in: false, parted: false };
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

    /// The glyphs of `text`, whose parts between the bytes in `seams` are shaped each by itself: nothing joins them. The seams of a text
    /// are always the same.
    pub fn parted(&mut self, to_left: bool, face: FaceId, features: Features, text: &str, seams: &[usize]) -> &'f Shaped {
        let way = ShapingKey { face, features, to_left, stands_in: false, parted: true };
        self.fonts.shapes.get(way, text, || {
            let ends = seams.iter().copied().chain([text.len()]);
            let (mut glyphs, mut from) = (Vec::new(), 0);
            let mut all = Shaped { whole: true, ..Shaped::default() };
            for to in ends {
                let part = self.safely(to_left, face, features, &text[from..to]);
                let base = u16::try_from(from).unwrap_or(u16::MAX);
                glyphs.extend(part.glyphs.iter().map(|glyph| ShapedGlyph { cluster: glyph.cluster + base, ..*glyph }));
                all.width += part.width;
                (all.joined, all.half, all.whole) = (part.joined, part.half, all.whole && part.whole);
                from = to;
            }
            all.glyphs = glyphs.into();
            all
        })
    }

    /// The glyphs of `same`, all of which stand for `text`, for want of a glyph of its own.
    pub fn stand_in(&mut self, to_left: bool, face: FaceId, features: Features, text: &str, same: &str) -> &'f Shaped {
        let way = ShapingKey { face, features, to_left, stands_in: true, parted: false };
        self.fonts.shapes.get(way, text, || {
            let mut shaped = self.safely(to_left, face, features, same);
            shaped.glyphs.iter_mut().for_each(|glyph| glyph.cluster = 0);
            shaped
        })
    }

    /// Shapes; a face that is not compiled in and cannot is remembered for it.
    fn safely(&mut self, to_left: bool, face: FaceId, features: Features, text: &str) -> Shaped {
        if !self.fonts.is_foreign(face) {
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
        let language = features.language().and_then(Language::new);
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
        let joined = JOINED.contains(&script) || self.lacks_small_caps(face, features, text, &glyphs);
        Shaped { glyphs, width, joined, half: features.has(Features::HALF), whole }
    }
}

impl Shaper<'_> {
    /// Whether letters of a text that is to be in small capitals stay as they are, for want of such capitals: spaced out they would be
    /// neither.
    fn lacks_small_caps(&self, face: FaceId, features: Features, text: &str, glyphs: &[ShapedGlyph]) -> bool {
        if !features.has(Features::SMALL_CAPS.with(Features::ALL_SMALL_CAPS)) {
            return false;
        }
        let face = self.fonts.face(face);
        let stays = |glyph: &ShapedGlyph| {
            let letter = text.get(usize::from(glyph.cluster)..).and_then(|rest| rest.chars().next());
            letter.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase() && face.glyph(c) == glyph.id)
        };
        glyphs.iter().any(stays)
    }
}

/// A shift; fonts state them in 16 bits.
fn short(units: i32) -> i16 {
    i16::try_from(units).unwrap_or(if units < 0 { i16::MIN } else { i16::MAX })
}
