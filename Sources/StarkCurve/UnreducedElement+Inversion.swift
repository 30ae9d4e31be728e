extension UnreducedElement {
    /// The inverse, below 2p; zero for zero.
    var inverse: UnreducedElement {
        let value = reduced
        let word = ModularInverter.field.inverse(
            of: Word256(value.limb0, value.limb1, value.limb2, value.limb3))
        // The inverse of x·R is 1/(x·R); multiplied by R³ and divided by R that is R/x.
        let radixCubed = UnreducedElement(
            0xcc71_77d1_406d_f18e, 0x7545_7066_77ff_cc06, 0xf47d_84f8_3630_0018, 0x038e_5f79_873c_0a6d)
        return UnreducedElement(word.limb0, word.limb1, word.limb2, word.limb3) * radixCubed
    }

    /// Replaces many numbers by their inverses for the price of one inversion and three multiplications each.
    ///
    /// None of them may be zero, and all have to be below 4p. Source: Montgomery's trick.
    static func invert(_ numbers: inout [UnreducedElement]) {
        var products: [UnreducedElement] = []
        products.reserveCapacity(numbers.count)
        var product = UnreducedElement.one
        for number in numbers {
            products.append(product)
            product = product * number
        }
        precondition(!product.isZero, "zero has no inverse")
        var inverse = product.inverse
        for index in numbers.indices.reversed() {
            let next = inverse * numbers[index]
            numbers[index] = inverse * products[index]
            inverse = next
        }
    }

    func squared(times count: Int) -> UnreducedElement {
        var result = self
        for _ in 0..<count { result = result.squared }
        return result
    }
}
