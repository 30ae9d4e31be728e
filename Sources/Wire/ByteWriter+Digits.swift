extension ByteWriter {
    private static let tenToTheEight: UInt64 = 100_000_000

    /// Appends a decimal number.
    package mutating func append(decimal value: UInt64) {
        guard value < Self.tenToTheEight else {
            let (high, low) = value.quotientAndRemainder(dividingBy: Self.tenToTheEight)
            append(decimal: high)
            return append(word: low.eightDigits | UInt64.zeros, count: 8)
        }
        let digits = value.eightDigits
        let leadingZeros = min(digits.trailingZeroBitCount &>> 3, 7)
        append(word: (digits | UInt64.zeros) &>> UInt64(leadingZeros &* 8), count: 8 &- leadingZeros)
    }

    /// Appends so many of a number's last digits, with leading zeros.
    package mutating func append(digits value: UInt64, width: Int) {
        let (high, low) = value.quotientAndRemainder(dividingBy: Self.tenToTheEight)
        if width > 8 { append(digits: high, width: width - 8) }
        let count = min(width, 8)
        append(word: (low.eightDigits | UInt64.zeros) &>> UInt64((8 &- count) &* 8), count: count)
    }

    /// Appends a number of 10⁻⁸ as a decimal without superfluous zeros: "0.0002", "64000", "-1.5".
    package mutating func append(hundredMillionths units: Int64) {
        if units < 0 { append(UInt8(ascii: "-")) }
        let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: Self.tenToTheEight)
        append(decimal: whole)
        guard fraction > 0 else { return }
        let digits = fraction.eightDigits
        append(Byte.dot)
        append(word: digits | UInt64.zeros, count: 8 &- digits.leadingZeroBitCount &>> 3)
    }
}

extension UInt64 {
    /// "00000000"
    fileprivate static var zeros: UInt64 { 0x3030_3030_3030_3030 }

    /// The eight decimal digits of a number below 10⁸, a byte each and the first one lowest.
    ///
    /// Halves, quarters and eighths of the digits are divided side by side, by multiplication with 1/100 and
    /// 1/10: 15 instructions, where a division by ten for every digit takes 60.
    fileprivate var eightDigits: UInt64 {
        let high = self / 10_000
        let fours = high | (self &- high &* 10_000) &<< 32
        let hundreds = (fours &* 10_486) &>> 20 & 0x0000_007F_0000_007F
        let twos = hundreds | (fours &- hundreds &* 100) &<< 16
        let tens = (twos &* 103) &>> 10 & 0x000F_000F_000F_000F
        return tens | (twos &- tens &* 10) &<< 8
    }
}
