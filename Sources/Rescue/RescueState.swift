import BN254

/// The four field elements that Rescue permutes.
@frozen
public struct RescueState: Sendable, Hashable {
    /// Element 0, part of the rate.
    public var s0: Fr
    /// Element 1, part of the rate.
    public var s1: Fr
    /// Element 2, part of the rate.
    public var s2: Fr
    /// Element 3, the capacity.
    public var s3: Fr

    /// The state (s0, s1, s2, s3).
    @inlinable
    public init(_ s0: Fr, _ s1: Fr, _ s2: Fr, _ s3: Fr) {
        self.s0 = s0
        self.s1 = s1
        self.s2 = s2
        self.s3 = s3
    }

    /// All zero.
    @inlinable
    public static var zero: RescueState { RescueState(.zero, .zero, .zero, .zero) }

    /// Element-wise sum.
    @inlinable
    public static func + (a: RescueState, b: RescueState) -> RescueState {
        RescueState(a.s0 + b.s0, a.s1 + b.s1, a.s2 + b.s2, a.s3 + b.s3)
    }

    /// The four elements in order.
    public var elements: [Fr] { [s0, s1, s2, s3] }

    @inline(__always)
    func map(_ transform: (Fr) -> Fr) -> RescueState {
        RescueState(transform(s0), transform(s1), transform(s2), transform(s3))
    }

    /// M·s.
    @inline(__always)
    func timesMDS(_ rows: borrowing InlineArray<4, RescueState>) -> RescueState {
        RescueState(product(rows[0]), product(rows[1]), product(rows[2]), product(rows[3]))
    }

    @inline(__always)
    private func product(_ row: RescueState) -> Fr {
        row.s0 * s0 + row.s1 * s1 + (row.s2 * s2 + row.s3 * s3)
    }
}
