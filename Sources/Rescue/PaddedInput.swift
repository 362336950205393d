import BN254

/// The input of a sponge, padded to a multiple of the rate.
struct PaddedInput {
    private let input: [Fr]
    private let padding: RescueSponge.Padding

    /// The number of blocks, each of ``RescueSponge/rate`` elements.
    let blockCount: Int

    init(_ input: [Fr], _ padding: RescueSponge.Padding) {
        self.input = input
        self.padding = padding
        let length = padding == .bit ? input.count + 1 : input.count
        blockCount = (length + RescueSponge.rate - 1) / RescueSponge.rate
    }

    /// `state` with block `index` added to the rate.
    func add(block index: Int, to state: RescueState) -> RescueState {
        let start = RescueSponge.rate * index
        return RescueState(
            state.s0 + element(start), state.s1 + element(start + 1), state.s2 + element(start + 2), state.s3)
    }

    private func element(_ index: Int) -> Fr {
        if index < input.count { return input[index] }
        return index == input.count && padding == .bit ? .one : .zero
    }
}
