import CommandSupport
import Ethereum
import EthereumNode
import LightClientContract
import Logging

/// The work of `read-contract --watch`: the contract again and again, as blocks come.
public struct ContractWatch: Sendable {
    private let reading: ContractReading
    private let client: EthereumClient
    private let request: ContractReading.Request
    private let interval: Duration
    private let isEveryBlock: Bool
    private let logger: Logger

    /// A watch that asks for a new block every `interval`.
    ///
    /// `isEveryBlock` hands on every new block that is seen, not only those in which the contract differs.
    package init(
        _ request: ContractReading.Request, _ corroboration: Corroboration, interval: Duration, isEveryBlock: Bool,
        logger: Logger
    ) {
        self.reading = ContractReading(corroboration)
        self.client = corroboration.client
        self.request = request
        self.interval = interval
        self.isEveryBlock = isEveryBlock
        self.logger = logger
    }

    /// Hands the contract to `body` at once, and whenever it has changed. Returns when the task is cancelled.
    ///
    /// What may pass by itself (`FailureKind.isTransient`) is reported as a warning. Throws `StageFailure`: what
    /// does not pass, and what `body` throws.
    public func run(_ body: (ContractSnapshot) throws(StageFailure) -> Void) async throws(StageFailure) {
        var last: ContractSnapshot?
        while !Task.isCancelled {
            if let snapshot = try await newBlock(after: last) {
                if isEveryBlock || snapshot.contractState != last?.contractState { try body(snapshot) }
                last = snapshot
            }
            // Cancellation ends the loop, not the sleep's error.
            try? await Task.sleep(for: interval)
        }
    }

    /// The contract at a block other than `last`'s; nil if there is none, or no node answers.
    private func newBlock(after last: ContractSnapshot?) async throws(StageFailure) -> ContractSnapshot? {
        do throws(StageFailure) {
            if let last, try await blockHash() == last.block.hash { return nil }
            return try await reading.run(request, agreeingBut: last?.finalizedState)
        } catch {
            guard !Task.isCancelled else { return nil }
            guard error.failureKind.isTransient else { throw error }
            logger.about(error).warning("\(error), trying again in \(interval.text)")
            return nil
        }
    }

    private func blockHash() async throws(StageFailure) -> Hash256? {
        try await failing { () async throws(NodeError) in try await client.header(request.block)?.hash }
    }
}
