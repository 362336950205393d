import BN254
import Ethereum
import LightClient

/// An event of the contract or its proxy. Source: <doc:EventsAndErrors>.
public enum ContractEvent: Hashable, Sendable {
    /// A state was accepted. A submission is only successful with this event of its view and height.
    case newState(LightClientState)
    /// The stake table of this epoch votes from now on.
    case newEpoch(UInt64)
    /// The contract's own event of an upgrade to this implementation.
    case upgrade(Address)
    /// The proxy's event of an upgrade to this implementation.
    case upgraded(Address)
    /// From now on only this account may submit.
    case permissionedProverRequired(Address)
    /// From now on anybody may submit.
    case permissionedProverNotRequired
    /// The contract was initialised to this version.
    case initialized(UInt64)
    /// The contract has another owner.
    case ownershipTransferred(from: Address, to: Address)

    /// The event of a log, whoever emitted it; nil for one that is none of these.
    ///
    /// Throws `.wrongTopicCount`, `.wrongLength` or `.outOfRange` for one with the right first topic and wrong contents.
    public init?(_ log: EventLog) throws(ContractDataError) {
        guard let topic = log.topics.first, let kind = Kind.byTopic[topic] else { return nil }
        guard log.topics.count == 1 + kind.indexedCount else {
            throw .wrongTopicCount(of: kind.name, expected: 1 + kind.indexedCount, found: log.topics.count)
        }
        // Indexed arguments come first in all of these events.
        let bytes = log.topics.dropFirst().flatMap(\.bytes) + log.data
        var words = try WordReader(bytes, count: kind.argumentCount, of: kind.name)
        switch kind {
        case .newState: self = .newState(try words.lightClientState())
        case .newEpoch: self = .newEpoch(try words.uint64("epoch"))
        case .upgrade: self = .upgrade(try words.address("implementation"))
        case .upgraded: self = .upgraded(try words.address("implementation"))
        case .permissionedProverRequired: self = .permissionedProverRequired(try words.address("prover"))
        case .permissionedProverNotRequired: self = .permissionedProverNotRequired
        case .initialized: self = .initialized(try words.uint64("version"))
        case .ownershipTransferred:
            let previous = try words.address("previousOwner")
            self = .ownershipTransferred(from: previous, to: try words.address("newOwner"))
        }
    }

    /// The first topic of ``newState(_:)``, for filters.
    public static let newStateTopic = Kind.newState.topic

    /// The first topic of an event by its signature in Solidity; nil for one that is none of these.
    package static func topic(ofSignature signature: String) -> Hash256? { Kind(rawValue: signature)?.topic }

    private enum Kind: String, CaseIterable {
        case newState = "NewState(uint64,uint64,uint256)"
        case newEpoch = "NewEpoch(uint64)"
        case upgrade = "Upgrade(address)"
        case upgraded = "Upgraded(address)"
        case permissionedProverRequired = "PermissionedProverRequired(address)"
        case permissionedProverNotRequired = "PermissionedProverNotRequired()"
        case initialized = "Initialized(uint64)"
        case ownershipTransferred = "OwnershipTransferred(address,address)"

        var name: String { String(rawValue.prefix { $0 != "(" }) }

        var topic: Hash256 { Hash256(of: Array(rawValue.utf8)) }

        var argumentCount: Int {
            switch self {
            case .newState: 3
            case .ownershipTransferred: 2
            case .permissionedProverNotRequired: 0
            default: 1
            }
        }

        var indexedCount: Int {
            switch self {
            case .newState, .ownershipTransferred: 2
            case .upgraded: 1
            default: 0
            }
        }

        static let byTopic = Dictionary(uniqueKeysWithValues: allCases.map { ($0.topic, $0) })
    }
}

extension TransactionReceipt {
    /// Whether this is the receipt of a successful submission of `state` to `contract`: status 1, and the contract's
    /// own event of the same view, height and root.
    public func confirms(_ state: LightClientState, in contract: Address) -> Bool {
        succeeded
            && logs.contains { log in
                guard log.address == contract, let event = try? ContractEvent(log) else { return false }
                return event == .newState(state)
            }
    }
}
