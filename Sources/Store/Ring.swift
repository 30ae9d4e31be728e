/// A queue whose elements can be changed while they wait.
///
/// Each element has a place, which counts from 0 over all that were ever appended. Memory that is free again is
/// used for the next elements, and given back when nothing waits.
///
/// Elements that cannot be copied are not: an array would copy a large one for each look at it.
struct Ring<Element: ~Copyable>: ~Copyable {
    /// Room for `capacity` elements; those from `first` to `end` are there.
    private var slots: UnsafeMutablePointer<Element>?
    /// A power of two, or 0.
    private var capacity = 0
    /// The place of the oldest element.
    private(set) var first = 0
    /// The place that the next element gets.
    private(set) var end = 0

    deinit {
        for place in first..<end { pointer(to: place).deinitialize(count: 1) }
        slots?.deallocate()
    }

    var count: Int { end - first }

    func contains(_ place: Int) -> Bool { place >= first && place < end }

    subscript(place: Int) -> Element {
        _read { yield pointer(to: place).pointee }
        _modify { yield &pointer(to: place).pointee }
    }

    /// The first place whose element, and all behind it, do not satisfy `isBefore`.
    func end(where isBefore: (borrowing Element) -> Bool) -> Int {
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
        end += 1
        pointer(to: end - 1).initialize(to: element)
        return end - 1
    }

    /// Forgets the elements before a place.
    mutating func removeFirst(before place: Int) {
        precondition(place >= first && place <= end, "what is forgotten was waiting")
        while first < place {
            pointer(to: first).deinitialize(count: 1)
            first += 1
        }
        guard count == 0 else { return }
        slots?.deallocate()
        slots = nil
        capacity = 0
    }

    @inline(__always)
    private func pointer(to place: Int) -> UnsafeMutablePointer<Element> {
        precondition(contains(place), "what is asked for waits")
        guard let slots else { preconditionFailure("what waits has memory") }
        return slots + (place & (capacity - 1))
    }

    private mutating func grow() {
        let larger = max(16, capacity * 2)
        let new = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        for place in first..<end {
            (new + (place & (larger - 1))).moveInitialize(from: pointer(to: place), count: 1)
        }
        slots?.deallocate()
        slots = new
        capacity = larger
    }
}
