/// A queue whose elements can be changed while they wait.
///
/// Each element has a place, which counts from 0 over all that were ever appended. Memory that is free again is
/// used for the next elements, and given back when nothing waits.
struct Ring<Element> {
    private var slots: [Element] = []
    /// How many `slots` there may be: a power of two, or 0.
    private var capacity = 0
    /// The place whose element is, or was, in the first slot.
    private var base = 0
    /// The place of the oldest element.
    private(set) var first = 0
    /// The place that the next element gets.
    private(set) var end = 0

    var count: Int { end - first }

    func contains(_ place: Int) -> Bool { place >= first && place < end }

    subscript(place: Int) -> Element {
        _read { yield slots[(place - base) & (capacity - 1)] }
        _modify { yield &slots[(place - base) & (capacity - 1)] }
    }

    /// Lends an element; through the subscript it is copied.
    @inline(__always)
    func read<Result>(_ place: Int, _ body: (borrowing Element) -> Result) -> Result {
        body(slots.span[(place - base) & (capacity - 1)])
    }

    /// The first place whose element, and all behind it, do not satisfy `isBefore`.
    func end(where isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (first, end)
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Appends an element; returns its place.
    @discardableResult
    mutating func append(_ element: consuming Element) -> Int {
        if count == capacity { grow() }
        let slot = (end - base) & (capacity - 1)
        if slot == slots.count { slots.append(element) } else { slots[slot] = element }
        end += 1
        return end - 1
    }

    /// Forgets the elements before a place.
    mutating func removeFirst(before place: Int) {
        first = place
        guard count == 0 else { return }
        slots = []
        capacity = 0
        base = first
    }

    private mutating func grow() {
        let oldest = capacity == 0 ? 0 : (first - base) & (capacity - 1)
        capacity = max(16, capacity * 2)
        var larger: [Element] = []
        larger.reserveCapacity(capacity)
        larger += slots[oldest...]
        larger += slots[..<oldest]
        slots = larger
        base = first
    }
}
