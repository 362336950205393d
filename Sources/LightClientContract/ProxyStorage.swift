import BN254
import Ethereum

/// Where a proxy keeps its implementation. Source: ERC-1967.
public enum ProxyStorage {
    /// The storage slot: keccak-256 of `eip1967.proxy.implementation`, less 1.
    public static let implementationSlot: UInt256 = {
        let hash = Hash256(of: Array("eip1967.proxy.implementation".utf8)).word
        return hash.subtractingReportingOverflow(UInt256(1)).partialValue
    }()

    /// The implementation that the slot's word holds, its low 20 bytes; nil if they are zero: then it is no proxy.
    /// Source: <doc:ContractCalls>.
    public static func implementation(inSlot word: UInt256) -> Address? {
        guard let address = Address(bytes: Array(word.bigEndianBytes.suffix(Address.length))) else { return nil }
        return address == .zero ? nil : address
    }
}
