extension ByteWriter {
    private static let tenToTheEight: UInt64 = 100_000_000

    /// Appends a decimal number.
    package mutating func append(decimal value: UInt64) {
        guard value < Self.tenToTheEight else {
            let (high, low) = value.quotientAndRemainder(dividingBy: Self.tenToTheEight)
            if high < Self.tenToTheEight { append(short: high) } else { append(decimal: high) }
            return append(word: low.eightDigits | UInt64.zeros, count: 8)
        }
        append(short: value)
    }

    /// Appends a decimal number below 10⁸.
    @inline(__always)
    private mutating func append(short value: UInt64) {
        if value < 10 { return append(Byte.zero | UInt8(truncatingIfNeeded: value)) }
        if value < 100 {
            let tens = (value &* 103) &>> 10
            let digits = tens | (value &- tens &* 10) &<< 8
            return append(word: digits | UInt64.zeros, count: 2)
        }
        let text = value.shortText
        append(word: text.word, count: text.count)
    }

    /// Appends a number that was made text before: two stores.
    package mutating func append(_ text: DecimalText) {
        guard text.firstCount > 0 else { return append(decimal: text.value) }
        append(word: text.first, count: text.firstCount)
        append(word: text.second, count: 8)
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

/// A number as text, for what is written several times: the times of an order are mostly the same.
public struct DecimalText: Sendable {
    package let value: UInt64
    fileprivate let first: UInt64
    /// The digits before the last eight; 0 for numbers that have none or too many, which are made text each time.
    package let firstCount: Int
    fileprivate let second: UInt64

    package init(_ value: UInt64) {
        self.value = value
        let (high, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
        let isUsual = high > 0 && high < 100_000_000
        let text = (isUsual ? high : 0).shortText
        (first, firstCount) = (text.word, isUsual ? text.count : 0)
        second = low.eightDigits | UInt64.zeros
    }
}

extension UInt64 {
    /// The decimal digits of a number below 10⁸ as text, and how many they are.
    @inline(__always)
    fileprivate var shortText: (word: UInt64, count: Int) {
        let digits = eightDigits
        let leadingZeros = Swift.min(digits.trailingZeroBitCount &>> 3, 7)
        return ((digits | UInt64.zeros) &>> UInt64(leadingZeros &* 8), 8 &- leadingZeros)
    }

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
