import CommandSupport
import Ethereum
import EthereumNode
import HTTPTransport
import LightClient
import LightClientContract

/// Whether another node says the same of the contract's state as the one that was read. Source: <doc:WhatANodeSays>.
///
/// One other node is asked, in one request; more of them only if that one says otherwise, or cannot say.
struct StateAgreement {
    /// How long a node that does not have the block yet is waited for: two blocks and a bit.
    private static let patience = Duration.seconds(30)
    /// How long a second opinion may take.
    static let limit = Duration.seconds(5)

    let corroboration: Corroboration
    let contract: Address
    /// Nodes whose word does not count.
    let distrusted: [RedactedURL]

    /// What decides on the updates that the contract needs.
    fileprivate struct ContractState: Hashable {
        let release: ContractRelease
        let state: LightClientState
        var votingTable: StakeTableState
    }

    /// What one node says.
    private enum Opinion: Equatable {
        case same
        /// Something else of the very same block.
        case other(ContractState)
        /// It does not have the block yet.
        case behind
        case none
    }

    /// Throws `.distrusted` if the node of the reading is not to be believed: other nodes agree on something else, or
    /// one says that the contract has less.
    ///
    /// What is less is acted on because that is safe: an update that the contract has already is refused in the
    /// simulation, and by the contract.
    func check(_ reading: ContractReading.Reading) async throws(ReadingFailure) {
        let start = ContinuousClock.now
        while true {
            let opinions = await opinions(on: reading)
            let others = opinions.compactMap { url, opinion -> (RedactedURL, ContractState)? in
                if case .other(let state) = opinion { (url, state) } else { nil }
            }
            let isAgreed = opinions.contains { $0.opinion == .same }
            if isAgreed || !others.isEmpty { return try judge(reading, others, isAgreed: isAgreed) }
            guard opinions.contains(where: { $0.opinion == .behind }) else { return }
            do throws(StageFailure) {
                guard try await corroboration.waits(since: start, for: nil, atMost: Self.patience) else { return }
            } catch {
                throw .stage(error)
            }
        }
    }

    private func judge(
        _ reading: ContractReading.Reading, _ others: [(url: RedactedURL, contractState: ContractState)], isAgreed: Bool
    ) throws(ReadingFailure) {
        guard let lowest = others.map(\.contractState.state.blockHeight).min() else { return }
        let own = reading.contractState
        let words =
            "block \(reading.snapshot.block.number): \(own.words) says \(reading.url)"
            + others.map { "; \($0.contractState.words(besides: own)) says \($0.url)" }.joined()
        let mostVotes = Dictionary(grouping: others, by: \.contractState).values.map(\.count).max() ?? 0
        // Of two that differ in something else one is as good as the other: the next command begins at the other one.
        guard !isAgreed, mostVotes > 1 || lowest <= own.state.blockHeight else {
            return corroboration.logger.warning("\(words)")
        }
        throw .distrusted(
            StageFailure(
                .peerNonsense, words, hint: "a third url in --l1-provider-url decides", code: "nodes-differ"),
            reading.url)
    }

    private func opinions(on reading: ContractReading.Reading) async -> [(url: RedactedURL, opinion: Opinion)] {
        let snapshot = reading.snapshot
        let block = BlockTag.number(snapshot.block.number)
        var questions = [
            NodeRequest.chainID, .header(.latest), .header(block),
            .call(LightClientViews.finalizedState.call(of: contract), at: .latest),
            .call(LightClientViews.version.call(of: contract), at: .latest),
            .call(LightClientViews.finalizedState.call(of: contract), at: block),
            .call(LightClientViews.version.call(of: contract), at: block),
        ]
        if snapshot.version.features.hasEpochs {
            questions.append(.call(LightClientViews.votingStakeTable.call(of: contract), at: block))
        }
        questions.append(.header(block))
        let votes = await corroboration.client.elsewhere(
            than: reading.url, but: distrusted, questions, limit: Self.limit
        ) { opinion($0, on: reading) == .same }
        return votes.map { ($0.url, opinion($0, on: reading)) }
    }

    private func opinion(_ vote: NodeVote, on reading: ContractReading.Reading) -> Opinion {
        let (snapshot, claim) = (reading.snapshot, reading.contractState)
        guard case .success(let replies) = vote.result, replies.count > 7,
            (try? replies[0].uint64()) == snapshot.chainID, let head = try? replies[1].header(),
            corroboration.headAge.excessive(head) == nil
        else { return .none }
        let blocks: [BlockHeader?] = [replies[2], replies[replies.count - 1]].map { try? $0.header() }
        if blocks.allSatisfy({ $0?.hash == snapshot.block.hash }),
            let state = try? replies[5].value(of: LightClientViews.finalizedState),
            let release = try? replies[6].value(of: LightClientViews.version), let version = release.version
        {
            var said = ContractState(release: release, state: state, votingTable: claim.votingTable)
            guard snapshot.version.features.hasEpochs, version == snapshot.version else {
                return said == claim ? .same : .other(said)
            }
            if let table = try? replies[7].value(of: LightClientViews.votingStakeTable) {
                said.votingTable = table
                return said == claim ? .same : .other(said)
            }
        }
        // It lags, or keeps no state of that block: the state is never replaced by an earlier one.
        if let latest = try? replies[3].value(of: LightClientViews.finalizedState), latest == claim.state,
            let release = try? replies[4].value(of: LightClientViews.version), release == claim.release
        {
            return .same
        }
        return blocks.contains(where: { $0 == nil }) && head.number < snapshot.block.number ? .behind : .none
    }
}

extension ContractReading.Reading {
    fileprivate var contractState: StateAgreement.ContractState {
        StateAgreement.ContractState(
            release: snapshot.release, state: snapshot.finalizedState, votingTable: snapshot.votingStakeTable)
    }
}

extension StateAgreement.ContractState {
    /// For the node that was read.
    fileprivate var words: String { "the contract is at height \(state.blockHeight)," }

    /// For a node that says something else.
    fileprivate func words(besides other: Self) -> String {
        guard state.blockHeight == other.state.blockHeight else { return "at height \(state.blockHeight)," }
        guard release == other.release else { return "of version \(release)," }
        return state == other.state ? "with another stake table," : "with another state of that height,"
    }
}
