/// The parts of messages that never change, computed once.
struct SigningConstants: Sendable {
    /// H(0, type hash); the timestamp comes next.
    let order, modifyOrder: Pedersen.Prefix
    /// The chain up to the empty body; the timestamp comes next.
    let auth: Pedersen.Prefix
    let onboardingHash: FieldElement
    /// How many elements a chain has, which is its last one.
    let orderCount, modifyOrderCount, authCount, messageCount: Pedersen.Suffix
    let buy, sell: Pedersen.Suffix

    static let shared = SigningConstants()

    private init() {
        order = Pedersen.Prefix(Pedersen.hash(.zero, SigningType.order.hash))
        modifyOrder = Pedersen.Prefix(Pedersen.hash(.zero, SigningType.modifyOrder.hash))
        let requestFields = [SigningType.request.hash, SigningConstant.post, SigningConstant.authPath, .zero]
        auth = Pedersen.Prefix(requestFields.reduce(.zero, Pedersen.hash))
        onboardingHash = Pedersen.chain([SigningType.constant.hash, SigningConstant.onboarding])
        orderCount = Pedersen.Suffix(7)
        modifyOrderCount = Pedersen.Suffix(8)
        authCount = Pedersen.Suffix(6)
        messageCount = Pedersen.Suffix(4)
        buy = Pedersen.Suffix(FieldElement(SignedOrder.Side.buy.rawValue))
        sell = Pedersen.Suffix(FieldElement(SignedOrder.Side.sell.rawValue))
    }
}
