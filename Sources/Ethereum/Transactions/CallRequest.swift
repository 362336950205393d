/// A call of a contract that is only tried: `eth_call` and `eth_estimateGas`.
public struct CallRequest: Hashable, Sendable {
    /// The caller; nobody if nil.
    public var from: Address?
    /// The contract; nil to try the making of one.
    public var to: Address?
    /// The most gas it may use; the node's own limit if nil.
    public var gasLimit: UInt64?
    /// The price of gas, so that the caller's balance is checked; free if nil.
    public var fees: UnsignedTransaction.Fees?
    /// The ether sent along.
    public var value: Wei
    /// Selector and arguments.
    public var data: [UInt8]

    /// A call of these parts.
    public init(
        from: Address? = nil, to: Address?, gasLimit: UInt64? = nil, fees: UnsignedTransaction.Fees? = nil,
        value: Wei = .zero, data: [UInt8]
    ) {
        self.from = from
        self.to = to
        self.gasLimit = gasLimit
        self.fees = fees
        self.value = value
        self.data = data
    }
}
