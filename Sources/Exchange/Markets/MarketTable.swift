/// The symbols of the markets, and the markets by their symbols.
struct MarketTable: Equatable, Sendable {
    /// By `MarketID.index`. To read one from its market copies the market (140 instructions).
    let symbols: [String]
    private var slots = SlotTable()

    init(_ symbols: [String]) {
        self.symbols = symbols
        for index in symbols.indices {
            precondition(market(symbols[index]) == nil, "every market has a symbol of its own")
            slots.insert(Slot(index: Int32(index)), symbols[index].slotHash())
        }
    }

    /// The market with this symbol.
    func market(_ symbol: String) -> MarketID? {
        slots.slot(symbol.slotHash()) { symbols[Int($0.index)] == symbol }
            .map { MarketID(index: Int($0.index)) }
    }
}
