// Limb arithmetic written in UInt128: the compiler turns it into mul and add/adc chains. The same with
// `addingReportingOverflow` becomes setcc and branches, and is about three times slower.

/// The low limb of a·b + c + carry; the high limb becomes the new carry. Never overflows.
@inline(__always)
func multiplyAdd(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ carry: inout UInt64) -> UInt64 {
    let sum = UInt128(a) &* UInt128(b) &+ UInt128(c) &+ UInt128(carry)
    carry = highHalf(sum)
    return lowHalf(sum)
}

@inline(__always)
func lowHalf(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value) }

@inline(__always)
func highHalf(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value >> 64) }
