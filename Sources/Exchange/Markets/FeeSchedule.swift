/// Shares of a trade's value; negative is a rebate.
package struct FeeSchedule: Equatable, Sendable {
    /// What the two sides of a trade pay.
    package struct Rates: Equatable, Sendable {
        /// Paid by the resting side.
        package let maker: Rate
        /// Paid by the incoming side.
        package let taker: Rate

        package init(maker: Rate, taker: Rate) {
            self.maker = maker
            self.taker = taker
        }
    }

    /// For orders that programs send.
    package let api: Rates
    /// For orders that people send.
    package let interactive: Rates

    package init(api: Rates, interactive: Rates? = nil) {
        self.api = api
        self.interactive = interactive ?? api
    }

    package init(maker: Rate, taker: Rate) { self.init(api: Rates(maker: maker, taker: taker)) }

    package static let none = FeeSchedule(maker: .zero, taker: .zero)

    package func rates(isInteractive: Bool) -> Rates { isInteractive ? interactive : api }
}
