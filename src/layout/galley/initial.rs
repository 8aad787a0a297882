//! The initial of a chapter: its first letter, as high as two or three lines, which make room for it.

use super::{BlockGeometry, Galley, NEVER};
use crate::edition::opening;
use crate::fonts::shape::Features;
use crate::layout::line::{Initial, ParagraphText};
use crate::layout::style::TextStyle;
use crate::source::Length;

impl Galley<'_, '_> {
    /// Sets the first letter of a paragraph apart if it is one that can be: a capital of an alphabet, behind a quotation mark or not.
    pub(super) fn initial(&self, copy: &mut ParagraphText, place: BlockGeometry) {
        let lines = i64::from(self.sheet.drop_cap);
        let Some((quote, letter)) = letter(copy).filter(|_| lines > 1) else { return };
        let voice = copy.strands[0].voice;
        let face = self.bench.fonts.face(voice.face);
        let c = copy.text[quote..letter].chars().next().unwrap_or(' ');
        let glyph = face.glyph(c);
        let Some([ink_left, ink_bottom, ink_right, _]) = face.ink(glyph).filter(|_| glyph != 0) else { return };

        // From the top of the first line's capitals to the last line's foot.
        let drop = place.look.leading * (lines - 1);
        let em = i64::from(face.units_per_em);
        let height = drop + voice.size.scale(i64::from(face.cap_height), em);
        // A letter with a tail (Q, in many faces J) is made smaller and raised, so that the tail runs into no line below.
        let tail = if -ink_bottom * 16 > face.cap_height { -ink_bottom } else { 0 };
        let size = height.scale(em, i64::from((face.cap_height + tail).max(1)));
        let wide = |units: i32| size.scale(i64::from(units), em);
        let raised = wide(tail);
        // Its ink stands at the edge of the text; what is round or pointed stands out a little, so that it looks so.
        let left = -wide(ink_left) - size.scale(overhang(c), 1000);
        let gap = voice.size.scale(18, 100);
        let rest = left + wide(ink_right) + gap;
        // The first line comes closer where the letter leaves much room beside its top, as A and L do.
        let units = |length: Length| i32::try_from(length.units() * em / size.units().max(1)).unwrap_or(0);
        let first = face.reach(glyph, units(drop - raised), units(height - raised)).map_or(rest, |right| left + wide(right) + gap);
        let first = if rest - first > wide(ink_right - ink_left).scale(15, 100) { first } else { rest };
        copy.initial = Initial { lines: self.sheet.drop_cap, first, rest };

        let big = TextStyle { size, rise: raised - drop, features: Features::PLAIN, tracking: Length::ZERO, ..voice };
        copy.set_apart(letter, big, left);
        if quote > 0 {
            // The mark keeps its size and hangs out before the letter's top.
            let marks: i32 = copy.text[..quote].chars().map(|c| face.advance(face.glyph(c))).sum();
            copy.set_apart(quote, voice, left + wide(ink_left) - voice.size.scale(i64::from(marks), em) - voice.size / 20);
        }
    }

    /// Keeps the lines beside an initial together.
    pub(super) fn beside(&mut self, from: usize, initial: Initial) {
        for row in self.rows[from..].iter_mut().take(usize::from(initial.lines).saturating_sub(1)) {
            row.after = NEVER;
        }
    }
}

/// Where the first letter begins and ends, if it can be an initial.
fn letter(copy: &ParagraphText) -> Option<(usize, usize)> {
    let first = copy.strands.first().filter(|strand| strand.whence.is_some() && strand.picture.is_none())?;
    let text = copy.text.get(..first.end as usize)?;
    opening::initial(text).map(|letter| (letter.start, letter.end))
}

/// How far a letter stands out to the left, in thousandths of its size.
fn overhang(c: char) -> i64 {
    match c {
        'C' | 'G' | 'O' | 'Q' | 'Ö' | 'Ó' | 'О' | 'С' => 12,
        'T' | 'V' | 'W' | 'Y' | 'A' | 'J' | 'Т' | 'У' | 'А' => 15,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::letter;
    use crate::fonts::{Family, Fonts};
    use crate::layout::frame::Origin;
    use crate::layout::line::{ParagraphText, StretchSource};
    use crate::layout::style::TextStyle;
    use crate::source::Length;

    #[test]
    fn an_initial_is_a_capital_with_its_quotation_mark() {
        let fonts = Fonts::built_in();
        let voice = TextStyle {
            face: fonts.face_for(Family::Serif, false, false),
            size: Length::points(10),
            features: crate::fonts::shape::Features::PLAIN,
            rise: Length::ZERO,
            tracking: Length::ZERO,
            struck: false,
            underlined: false,
            dotted: None,
        };
        let found = |text: &str| {
            let mut copy = ParagraphText::new("en");
            copy.push(text, voice, Origin::Artifact, None);
            copy.strands[0].whence = Some(StretchSource::somewhere());
            letter(&copy)
        };
        assert_eq!(found("The"), Some((0, 1)));
        assert_eq!(found("“The"), Some((3, 4)));
        assert_eq!(found("«\u{202F}Élan"), Some((5, 7)));
        assert_eq!(found("the"), None);
        assert_eq!(found("1984"), None);
        assert_eq!(found("שלום"), None);
    }
}
