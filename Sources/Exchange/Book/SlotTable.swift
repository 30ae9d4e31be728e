/// Finds slots by a hash of what they hold; what is equal is the caller's matter.
///
/// Open addressing with linear probing, at most half full. A `Dictionary` costs several times as much, since its
/// hash is made for keys that an attacker chooses.
struct SlotTable: Equatable {
    private struct Cell: Equatable {
        var hash: UInt32 = 0
        var slot = Slot.none
    }

    /// A power of two of them.
    private var cells = Array(repeating: Cell(), count: 16)
    /// How far a hash is shifted to be a place among the cells.
    private var shift: UInt32 = 28
    private(set) var count = 0

    /// The first slot with this hash of which the claim holds.
    @inline(__always)
    func slot(_ hash: UInt32, where isWanted: (Slot) -> Bool) -> Slot? {
        var place = home(of: hash)
        while cells[place].slot != .none {
            if cells[place].hash == hash, isWanted(cells[place].slot) { return cells[place].slot }
            place = after(place)
        }
        return nil
    }

    mutating func insert(_ slot: Slot, _ hash: UInt32) {
        count += 1
        if 2 * count > cells.count { grow() }
        put(Cell(hash: hash, slot: slot))
    }

    /// Takes away a slot that was inserted with this hash.
    mutating func remove(_ slot: Slot, _ hash: UInt32) {
        var hole = home(of: hash)
        while cells[hole].slot != slot {
            precondition(cells[hole].slot != .none, "a slot that is removed was inserted")
            hole = after(hole)
        }
        count -= 1
        close(hole)
    }

    /// Moves those behind a hole up that would not be found across it.
    private mutating func close(_ start: Int) {
        var hole = start
        var place = after(hole)
        while cells[place].slot != .none {
            let distance = (place - home(of: cells[place].hash)) & (cells.count - 1)
            if distance >= (place - hole) & (cells.count - 1) {
                cells[hole] = cells[place]
                hole = place
            }
            place = after(place)
        }
        cells[hole] = Cell()
    }

    private mutating func put(_ cell: Cell) {
        var place = home(of: cell.hash)
        while cells[place].slot != .none { place = after(place) }
        cells[place] = cell
    }

    private mutating func grow() {
        let old = cells
        cells = Array(repeating: Cell(), count: 2 * old.count)
        shift -= 1
        for cell in old where cell.slot != .none { put(cell) }
    }

    /// Neighbouring hashes are spread: the factor is 2³² divided by the golden ratio.
    private func home(of hash: UInt32) -> Int { Int((hash &* 0x9E37_79B9) >> shift) }

    private func after(_ place: Int) -> Int { (place + 1) & (cells.count - 1) }
}
