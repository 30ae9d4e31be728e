/// What the exchange as a whole lets its users do.
package enum SystemStatus: UInt8, Hashable, Sendable, CaseIterable {
    case ok = 1
    /// Nothing.
    case maintenance
    /// Cancel, but not place or modify.
    case cancelOnly
    /// Cancel, and place orders that only rest.
    case postOnly
}
