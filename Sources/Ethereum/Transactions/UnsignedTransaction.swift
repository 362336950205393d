import BN254

/// A transaction before it is signed: legacy (EIP-155), with an access list (EIP-2930), or with a fee market's two
/// limits (EIP-1559).
public struct UnsignedTransaction: Hashable, Sendable {
    /// What the sender pays for one unit of gas, and with it the type of the transaction.
    public enum Fees: Hashable, Sendable {
        /// A legacy transaction: exactly this.
        case legacy(gasPrice: Wei)
        /// An EIP-2930 transaction: exactly this.
        case accessList(gasPrice: Wei)
        /// An EIP-1559 transaction: the base fee of its block plus a tip to its producer of at most
        /// `maxPriorityFeePerGas`, together at most `maxFeePerGas`.
        case dynamic(maxFeePerGas: Wei, maxPriorityFeePerGas: Wei)

        /// The most that one unit of gas can cost.
        public var ceiling: Wei {
            switch self {
            case .legacy(let gasPrice), .accessList(let gasPrice): gasPrice
            case .dynamic(let maxFeePerGas, _): maxFeePerGas
            }
        }

        /// What one unit of gas costs in a block of this base fee; nil if it costs more than was offered, or if the block has
        /// no base fee and the price depends on it.
        public func price(atBaseFee baseFee: Wei?) -> Wei? {
            switch self {
            case .legacy(let gasPrice), .accessList(let gasPrice): gasPrice
            case .dynamic(let maxFeePerGas, let maxPriorityFeePerGas):
                baseFee.flatMap { $0 > maxFeePerGas ? nil : min(maxFeePerGas, $0 + maxPriorityFeePerGas) }
            }
        }

        /// The transaction type of EIP-2718; 0 for legacy ones, which are written without it.
        public var transactionType: UInt8 {
            switch self {
            case .legacy: 0
            case .accessList: 1
            case .dynamic: 2
            }
        }
    }

    /// The chain it is valid on. 0 in a legacy one means every chain, as before EIP-155: signers here refuse that.
    public var chainID: UInt64
    /// The number of transactions its sender sent before.
    public var nonce: UInt64
    /// The price of gas.
    public var fees: Fees
    /// The most gas it may use.
    public var gasLimit: UInt64
    /// The recipient; nil creates a contract.
    public var to: Address?
    /// The ether sent along.
    public var value: Wei
    /// The call: selector and arguments; the code that makes the contract if there is no recipient.
    public var data: [UInt8]
    /// The storage it says it will touch; a legacy transaction cannot say it.
    public var accessList: [AccessListEntry]

    /// A transaction of these parts.
    public init(
        chainID: UInt64, nonce: UInt64, fees: Fees, gasLimit: UInt64, to: Address?, value: Wei = .zero,
        data: [UInt8] = [], accessList: [AccessListEntry] = []
    ) {
        self.chainID = chainID
        self.nonce = nonce
        self.fees = fees
        self.gasLimit = gasLimit
        self.to = to
        self.value = value
        self.data = data
        self.accessList = accessList
    }

    /// The most this can cost its sender: gas at its ceiling, and the ether sent along.
    public var maximumCost: Wei { fees.ceiling * gasLimit + value }
}
