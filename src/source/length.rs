//! Lengths as integers, so that no decision depends on a machine's floating point.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in 1/65536 PostScript point (1/72 inch).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// Nothing.
    pub const ZERO: Length = Length(0);

    /// A length from units of 1/65536 pt.
    #[must_use]
    pub const fn raw(units: i64) -> Self {
        Self(units)
    }

    /// The length in units of 1/65536 pt.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    /// A length from whole points.
    #[must_use]
    pub const fn points(points: i64) -> Self {
        Self(points << 16)
    }

    /// A length from thousandths of a point: `Length::milli(10_500)` is 10.5 pt.
    #[must_use]
    pub const fn milli(thousandths: i64) -> Self {
        Self(thousandths * 65536 / 1000)
    }

    /// A length from thousandths of a millimetre (25.4 mm = 72 pt).
    #[must_use]
    pub const fn micrometres(micrometres: i64) -> Self {
        Self(micrometres * 65536 * 72 / 25_400)
    }

    /// The length in points, for writing into a file; never for deciding anything.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "page lengths are far below 2^52 units")]
    pub fn to_points(self) -> f64 {
        self.0 as f64 / 65536.0
    }

    /// `self * numerator / denominator`, rounded towards zero.
    #[must_use]
    pub const fn scale(self, numerator: i64, denominator: i64) -> Self {
        match self.0.checked_mul(numerator) {
            Some(product) => Self(product / denominator),
            // Wider than any page, but still exact.
            None => Self((self.0 as i128 * numerator as i128 / denominator as i128) as i64),
        }
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self(self.0 * times)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, parts: i64) -> Self {
        Self(self.0 / parts)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} pt", self.to_points())
    }
}
