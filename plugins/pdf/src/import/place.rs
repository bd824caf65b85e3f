//! Where a page draws a text, in whole thousandths of a point, without floats: only the order of places matters.

use super::syntax::Object;

/// A transformation of the page, as PDF writes it: six numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix([i64; 6]);

/// A place on a page, from its lower left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) x: i64,
    pub(super) y: i64,
}

impl Default for Matrix {
    fn default() -> Self {
        Matrix([1000, 0, 0, 1000, 0, 0])
    }
}

impl Matrix {
    /// The last six operands.
    pub(super) fn of(operands: &[Object]) -> Option<Matrix> {
        let mut matrix = [0; 6];
        for (number, operand) in matrix.iter_mut().zip(operands.get(operands.len().checked_sub(6)?..)?) {
            let Object::Number(thousandths) = operand else { return None };
            *number = *thousandths;
        }
        Some(Matrix(matrix))
    }

    /// A shift by the last two operands.
    pub(super) fn shift(operands: &[Object]) -> Option<Matrix> {
        match operands {
            [.., Object::Number(x), Object::Number(y)] => Some(Matrix([1000, 0, 0, 1000, *x, *y])),
            _ => None,
        }
    }

    /// First this one, then another.
    pub(super) fn then(self, other: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [oa, ob, oc, od, oe, of]) = (self.0, other.0);
        let sum = |one: (i64, i64), two: (i64, i64), more: i64| {
            let product = |(one, other): (i64, i64)| i128::from(one) * i128::from(other) / 1000;
            let sum = product(one) + product(two) + i128::from(more);
            i64::try_from(sum.clamp(i64::MIN.into(), i64::MAX.into())).unwrap_or(0)
        };
        Matrix([
            sum((a, oa), (b, oc), 0),
            sum((a, ob), (b, od), 0),
            sum((c, oa), (d, oc), 0),
            sum((c, ob), (d, od), 0),
            sum((e, oa), (f, oc), oe),
            sum((e, ob), (f, od), of),
        ])
    }

    /// Where its origin comes to lie.
    pub(super) fn origin(self) -> Place {
        Place { x: self.0[4], y: self.0[5] }
    }
}
