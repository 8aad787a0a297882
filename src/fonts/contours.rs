//! Outlines of glyphs as TrueType has them: contours of points, drawn with a pen and written into the table `glyf`.

use skrifa::outline::OutlinePen;

/// A point of an outline.
#[derive(Clone, Copy, Debug)]
pub(super) struct OutlinePoint {
    pub(super) x: i16,
    pub(super) y: i16,
    /// Whether the outline goes through it.
    pub(super) on: bool,
}

/// A glyph: its contours and how far the pen moves.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) contours: Vec<Vec<OutlinePoint>>,
    pub(super) width: i16,
}

impl Outline {
    /// The outline that a pen was led along; none if it is larger than a font may have it.
    pub(super) fn of(pen: ContourPen, width: i32) -> Option<Self> {
        let point = |point: PenPoint| Some(OutlinePoint { x: i16::try_from(point.x).ok()?, y: i16::try_from(point.y).ok()?, on: point.on });
        let contours = pen.0.into_iter().map(|contour| contour.into_iter().map(point).collect::<Option<Vec<_>>>());
        Some(Self { contours: contours.collect::<Option<_>>()?, width: i16::try_from(width).ok()? })
    }

    /// How many points there are.
    pub(super) fn points(&self) -> usize {
        self.contours.iter().map(Vec::len).sum()
    }

    /// How far to the right the outline begins; 0 for a blank.
    pub(super) fn left(&self) -> i16 {
        self.contours.iter().flatten().map(|point| point.x).min().unwrap_or(0)
    }

    /// The outline as `glyf` has it (OpenType 1.9.1, "glyf", simple glyphs), every flag and every step written out.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        let points = || self.contours.iter().flatten();
        if points().next().is_none() {
            return Some(Vec::new());
        }
        let (across, up) = (|| points().map(|point| point.x), || points().map(|point| point.y));
        let edges = [across().min(), up().min(), across().max(), up().max()].map(Option::unwrap_or_default);
        let mut bytes = words(&[&[i16::try_from(self.contours.len()).ok()?][..], &edges].concat());
        let mut end = -1;
        for contour in &self.contours {
            end += i16::try_from(contour.len()).ok()?;
            bytes.extend(end.to_be_bytes());
        }
        bytes.extend([0, 0]);
        bytes.extend(points().map(|point| u8::from(point.on)));
        for axis in [|point: &OutlinePoint| point.x, |point: &OutlinePoint| point.y] {
            let mut last = 0;
            for point in points() {
                bytes.extend((axis(point) - last).to_be_bytes());
                last = axis(point);
            }
        }
        Some(bytes)
    }
}

/// A point as a pen is led through it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PenPoint {
    pub(super) x: i32,
    pub(super) y: i32,
    /// Whether the outline goes through it.
    pub(super) on: bool,
}

/// The contours that a TrueType outline is drawn with.
#[derive(Default)]
pub(super) struct ContourPen(pub(super) Vec<Vec<PenPoint>>);

impl ContourPen {
    fn point(&mut self, x: f32, y: f32, on: bool) {
        if let Some(contour) = self.0.last_mut() {
            contour.push(PenPoint { x: super::face::whole(x), y: super::face::whole(y), on });
        }
    }
}

impl OutlinePen for ContourPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Vec::new());
        self.point(x, y, true);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.point(x, y, true);
    }
    fn quad_to(&mut self, x0: f32, y0: f32, x: f32, y: f32) {
        self.point(x0, y0, false);
        self.point(x, y, true);
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        // The figures are TrueType; in another font's a corner would stand for the curve.
        self.point(x, y, true);
    }
    fn close(&mut self) {
        // A contour ends where it begins without being told so.
        if let Some(contour) = self.0.last_mut()
            && contour.len() > 1
            && contour.last().zip(contour.first()).is_some_and(|(last, first)| (last.x, last.y, last.on) == (first.x, first.y, first.on))
        {
            contour.pop();
        }
    }
}

/// Numbers as 16-bit words, the way OpenType writes nearly everything.
pub(super) fn words(numbers: &[i16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}
