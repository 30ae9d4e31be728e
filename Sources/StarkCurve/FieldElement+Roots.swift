extension FieldElement {
    /// The multiplicative inverse; zero for zero.
    package var inverse: FieldElement { FieldElement(unreduced.inverse) }

    /// A square root, or `nil` if there is none.
    ///
    /// Tonelli-Shanks: p − 1 = 2^192·(2^59 + 17), so a root costs some 18000 squarings (0.2 ms). Keep results.
    package var squareRoot: FieldElement? {
        let (root, remainder) = oddPartPowers
        // Invariant: candidate² = self·error, and error has the order 2^k for some k < log2Order.
        var (candidate, error, log2Order) = (root, remainder, 192)
        var generator = Self.nonResidueOddPower
        while error != .one {
            var log2ErrorOrder = 0
            var square = error.unreduced
            while !square.minus(.one, multiple: 1).isZero {
                square = square.squared
                log2ErrorOrder += 1
                guard log2ErrorOrder < log2Order else { return nil }
            }
            let correction = generator.squared(times: log2Order - log2ErrorOrder - 1)
            candidate = candidate * correction
            generator = correction.squared
            error = error * generator
            log2Order = log2ErrorOrder
        }
        return candidate
    }

    /// self^((q + 1)/2) and self^q for the odd part q = 2^59 + 17 of p − 1; for zero, a root and one.
    private var oddPartPowers: (FieldElement, FieldElement) {
        guard !isZero else { return (.zero, .one) }
        // (q + 1)/2 = 2^58 + 9, q = 2^59 + 17.
        let eighth = squared(times: 3)
        let root = squared(times: 58) * eighth * self
        return (root, squared(times: 59) * eighth.squared * self)
    }

    /// 3^(2^59 + 17): 3 is not a square, so this generates the group of order 2^192.
    private static var nonResidueOddPower: FieldElement {
        let three: FieldElement = 3
        return three.squared(times: 59) * three.squared(times: 4) * three
    }

    private func squared(times count: Int) -> FieldElement {
        FieldElement(unreduced.squared(times: count))
    }
}
