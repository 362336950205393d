extension EthereumClient {
    /// Asks the nodes that were given up for not being on the chain that was named once more, at the next call: a balancer
    /// may have asked a backend of another network.
    public func reconsiderChains() {
        state.withLock { state in
            let given = state.exclusions.filter { if case .wrongChain = $0.value.kind { true } else { false } }
            for index in given.keys {
                state.exclusions[index] = nil
                state.failover.readmit(index)
            }
        }
    }
}
