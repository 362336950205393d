import BN254

/// A contract and slots of its storage that a transaction says it will touch (EIP-2930).
public struct AccessListEntry: Hashable, Sendable {
    /// The contract.
    public var address: Address
    /// The slots.
    public var storageKeys: [UInt256]

    /// An entry of these parts.
    public init(address: Address, storageKeys: [UInt256]) {
        self.address = address
        self.storageKeys = storageKeys
    }

    /// The entry as it is signed: slots are always 32 bytes long.
    package var item: RLP.Item {
        .list([.bytes(address.bytes), .list(storageKeys.map { .bytes($0.bigEndianBytes) })])
    }
}
