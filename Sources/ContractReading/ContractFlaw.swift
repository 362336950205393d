import BN254
import CommandSupport
import Ethereum
import EthereumNode
import Failures
import LightClient
import LightClientContract

/// Why an address is none of a light client contract that can be read.
enum ContractFlaw: Equatable {
    /// There is no code.
    case noCode
    /// There is no implementation behind it.
    case noProxy
    /// It does not tell its version.
    case noVersion
    /// It is of a version that nobody here knows.
    case unknownVersion(ContractRelease)

    /// The flaw of a contract with this code, this word in the slot of the implementation, and this answer to
    /// `getVersion()`; nil if there is none.
    init?(code: [UInt8], slot: UInt256, release: ContractRelease?) {
        guard !code.isEmpty else { self = .noCode; return }
        guard ProxyStorage.implementation(inSlot: slot) != nil else { self = .noProxy; return }
        guard let release else { self = .noVersion; return }
        guard release.version == nil else { return nil }
        self = .unknownVersion(release)
    }

    /// The questions whose answers show a flaw.
    static func requests(_ contract: Address, at block: BlockTag) -> [NodeRequest] {
        [
            .code(of: contract, at: block), .storage(of: contract, slot: ProxyStorage.implementationSlot, at: block),
            .call(LightClientViews.version.call(of: contract), at: block),
        ]
    }

    /// The flaw that a node's replies to ``requests(_:at:)`` show. Throws what is wrong with the replies.
    init?(_ replies: [NodeReply]) throws(NodeError) {
        var release: ContractRelease?
        if case .returned(let bytes) = try replies[2].callOutcome(), !bytes.isEmpty {
            release = try translating({
                NodeError(.invalidReply(reason: $0.description), method: replies[2].request.method, url: replies[2].url)
            }) { () throws(ContractDataError) in try LightClientViews.version.value(of: bytes) }
        }
        self.init(code: try replies[0].bytes(), slot: try replies[1].word(), release: release)
    }

    /// The failure of a command that meets it: `.configuration`.
    func failure(of contract: Address, on chainID: UInt64, in block: UInt64) -> StageFailure {
        switch self {
        case .noCode:
            StageFailure(
                .configuration, "there is no contract at \(contract) on chain \(chainID) in block \(block)",
                hint: "see --light-client-address and --l1-provider-url")
        case .noProxy:
            StageFailure(
                .configuration, "Light Client contract's address \(contract) is not a proxy",
                hint: "--light-client-address takes the address of the proxy, not of the implementation")
        case .noVersion:
            StageFailure(
                .configuration, "contract \(contract): it has no getVersion(), so it is no light client contract",
                hint: "see --light-client-address")
        case .unknownVersion(let release):
            StageFailure(
                .configuration,
                "contract \(contract): its version is \(release), known are \(ContractVersion.enumeration)")
        }
    }
}
