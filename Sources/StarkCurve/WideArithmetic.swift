// Limb arithmetic written in UInt128: the compiler turns it into mul and add/adc chains. The same with
// `addingReportingOverflow` becomes setcc and branches, and is about three times slower.

/// The low limb of a·b + c + carry; the high limb becomes the new carry. Never overflows.
@inline(__always)
func multiplyAdd(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ carry: inout UInt64) -> UInt64 {
    let sum = wide(a) &* wide(b) &+ wide(c) &+ wide(carry)
    carry = highHalf(sum)
    return lowHalf(sum)
}

@inline(__always)
func lowHalf(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value) }

@inline(__always)
func highHalf(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value >> 64) }

/// The same number in 128 bits.
///
/// `UInt128(value)` is a generic initialiser that a debug build calls unspecialised; with it, everything here is ten
/// times slower in a debug build, and no different in a release build.
@inline(__always)
func wide(_ value: UInt64) -> UInt128 { UInt128(_low: value, _high: 0) }
