/// A set of ASCII bytes as a bit mask.
struct ByteSet {
    let low: UInt64
    let high: UInt64

    func contains(_ byte: UInt8) -> Bool {
        let half = byte & 0x40 == 0 ? low : high
        return byte < 0x80 && (half &>> UInt64(byte)) & 1 == 1
    }
}

extension ByteSet {
    /// tchar, RFC 9110 §5.6.2: letters, digits and !#$%&'*+-.^_`|~
    static var token: ByteSet { ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }

    /// Visible ASCII but `#`. Wider than RFC 3986 §3.3: clients send `[`, `|` and `"` unencoded.
    static var target: ByteSet { ByteSet(low: 0xFFFF_FFF6_0000_0000, high: 0x7FFF_FFFF_FFFF_FFFF) }

    /// unreserved, sub-delims and `%`: the bytes of a reg-name, RFC 3986 §3.2.2.
    static var registeredName: ByteSet { ByteSet(low: 0x2BFF_7FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }

    /// The bytes of an IPv6 address between its brackets, RFC 3986 §3.2.2.
    static var addressVersion6: ByteSet { ByteSet(low: 0x07FF_4000_0000_0000, high: 0x0000_007E_0000_007E) }
}
