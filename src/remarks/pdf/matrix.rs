//! Places on a page of a PDF: matrices and rectangles.

/// An affine map, as PDF writes it: `[a b c d e f]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PdfMatrix(pub(super) [f64; 6]);

impl PdfMatrix {
    pub(super) const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A move.
    pub(super) fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `then`.
    pub(super) fn then(self, then: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, then.0);
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    /// Where a point goes.
    pub(super) fn point(self, x: f64, y: f64) -> [f64; 2] {
        let [a, b, c, d, e, f] = self.0;
        [a * x + c * y + e, b * x + d * y + f]
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PdfRectangle {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
    pub(super) top: f64,
}

impl PdfRectangle {
    /// The rectangle round some points, given as `x y x y …`.
    pub(super) fn round(points: &[f64]) -> Self {
        let (mut left, mut bottom, mut right, mut top) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for point in points.chunks_exact(2) {
            (left, right) = (left.min(point[0]), right.max(point[0]));
            (bottom, top) = (bottom.min(point[1]), top.max(point[1]));
        }
        Self { left, bottom, right, top }
    }

    /// Whether a point lies in it, or within half a point of its sides.
    pub(super) fn holds(&self, x: f64, y: f64) -> bool {
        (self.left - 0.5..=self.right + 0.5).contains(&x) && (self.bottom..=self.top).contains(&y)
    }

    /// The middle.
    pub(super) fn middle(&self) -> [f64; 2] {
        [f64::midpoint(self.left, self.right), f64::midpoint(self.bottom, self.top)]
    }
}
