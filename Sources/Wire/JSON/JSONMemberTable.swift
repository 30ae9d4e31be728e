/// The members of an object that is read, in their order.
///
/// A hash of the name, which is a constant where the name is a literal, tells the one place to look at, whether a
/// name is looked for or might come twice.
@usableFromInline
struct JSONMemberTable {
    @usableFromInline
    struct Member: Sendable {
        @usableFromInline var name = JSONName()
        @usableFromInline var value = JSONToken()
    }

    /// Members that take no memory of their own. An order has fifteen at most.
    private static let fewMaximum = 16
    /// Up to here comparing with every earlier name is cheaper than hashing.
    private static let scanMaximum = 16

    /// The number, counted from 1, of the member whose name has this slot; 0 where none has.
    @usableFromInline private(set) var slots = InlineArray<64, UInt8>(repeating: 0)
    @usableFromInline private(set) var few = InlineArray<16, Member>(repeating: Member())
    private var count = 0
    /// Whether `slots` tells all: until there are two names of one slot, one with escapes, or many. All are rare.
    @usableFromInline private(set) var isComplete = true
    /// Those behind the first few.
    private var more: [Member]?
    /// Names that were compared with every earlier one.
    private var compared = 0
    /// All names, once there were so many. Then every name is looked for here.
    private var names: Set<[UInt8]>?

    @inlinable
    @inline(__always)
    init() {}

    /// Makes room for the members of another object. What was kept of the last one is overwritten.
    @inline(__always)
    mutating func removeAll() {
        guard isComplete else { return self = JSONMemberTable() }
        slots = InlineArray(repeating: 0)
        count = 0
    }

    /// Whether the next member's name is new.
    @inline(__always)
    mutating func claim(_ name: JSONName, in bytes: Span<UInt8>) -> Bool {
        let slot = name.slot
        guard slots[slot] == 0, isComplete, !name.isEscaped else { return claimRare(name, in: bytes) }
        slots[slot] = UInt8(truncatingIfNeeded: count &+ 1)
        return true
    }

    @inline(never)
    private mutating func claimRare(_ name: JSONName, in bytes: Span<UInt8>) -> Bool {
        isComplete = false
        compared += 1
        guard compared > Self.scanMaximum else {
            return !all.contains { $0.name.isSame(as: name, in: bytes) }
        }
        if names == nil { names = Set(all.map { $0.name.meaning(in: bytes) }) }
        return names?.insert(name.meaning(in: bytes)).inserted == true
    }

    @inline(__always)
    mutating func append(_ name: JSONName, _ value: JSONToken) {
        let member = Member(name: name, value: value)
        guard UInt(bitPattern: count) < UInt(bitPattern: Self.fewMaximum) else { return appendToMore(member) }
        few[count] = member
        count &+= 1
    }

    @inline(never)
    private mutating func appendToMore(_ member: Member) {
        isComplete = false
        if more == nil { more = [] }
        more?.append(member)
    }

    /// The members in the order in which they were written.
    var all: [Member] { (0..<count).map { few[$0] } + (more ?? []) }
}
