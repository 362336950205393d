import HTTPTransport

extension EthereumClient {
    /// Leaves a node for the next one, because what it says cannot be relied on: it lags, its newest block is old, it
    /// contradicts itself. The first node is tried again after the usual time.
    ///
    /// - Parameters:
    ///   - url: the node that gave the answers (``NodeReply/url``); the one in use if nil.
    ///   - reason: in words for the log, lower case and without secrets, such as `its newest block is 63 min old`.
    /// - Returns: whether the next call goes to another node than `url`; false, and nothing happens, where there is no other.
    @discardableResult public func leave(_ url: RedactedURL? = nil, because reason: String) -> Bool {
        let now = clock.now()
        let left = state.withLock { state -> (from: Int, to: Int)? in
            guard let turn = state.failover.current, url == nil || url == urls[turn.index],
                let next = state.failover.leave(turn, at: now)
            else { return nil }
            state.conditions[turn.index] = .left(reason: reason)
            return (turn.index, next.index)
        }
        if let left {
            onEvent?(.left(urls[left.from], for: urls[left.to], reason: reason))
            return true
        }
        // Another node is in use already.
        let current = state.withLock { $0.failover.current }
        return url != nil && current.map { urls[$0.index] != url } ?? false
    }
}
