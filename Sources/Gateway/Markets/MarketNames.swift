import Exchange
import Wire

/// Markets by the symbols that orders name, found without making a `String` of the bytes and without a hash that
/// withstands attacks, as the markets are the operator's own.
struct MarketNames {
    private struct Slot {
        let symbol: JSONWord
        let market: MarketID
    }

    /// A power of two, twice as many as there are markets or more; a symbol is in the slot of its hash or behind.
    private var slots: [Slot?]

    init(_ markets: [Market]) {
        var count = 2
        while count < 2 * markets.count { count *= 2 }
        slots = Array(repeating: nil, count: count)
        for (index, market) in markets.enumerated() where market.symbol.utf8.count <= JSONWord.lengthMaximum {
            let symbol = JSONWord(market.symbol)
            var place = symbol.hash & (count - 1)
            while slots[place] != nil { place = (place + 1) & (count - 1) }
            slots[place] = Slot(symbol: symbol, market: MarketID(index: index))
        }
    }

    /// The market with this symbol; nil if there is none, or if the symbol is too long to be kept here.
    func market(_ symbol: JSONWord) -> MarketID? {
        var place = symbol.hash & (slots.count - 1)
        while let slot = slots[place] {
            if slot.symbol == symbol { return slot.market }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }
}
