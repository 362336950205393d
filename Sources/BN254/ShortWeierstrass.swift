/// A curve y² = x³ + b with a subgroup of prime order r, the modulus of ``Fr``.
public protocol ShortWeierstrassCurve: Sendable {
    /// The field of the coordinates.
    associatedtype BaseField: CoordinateField
    /// The constant b.
    static var b: BaseField { get }
    /// The standard generator of the subgroup.
    static var generator: AffinePoint<Self> { get }
    /// Whether a point on the curve lies in the subgroup.
    static func isInSubgroup(_ point: AffinePoint<Self>) -> Bool
    /// What errors call the group.
    static var name: String { get }
}

/// A field in which coordinates are compared, compressed and encoded as ark-serialize does.
public protocol CoordinateField: Field, BitwiseCopyable {
    /// The number of bytes of an encoded element.
    static var byteCount: Int { get }
    /// A square root, or nil for a non-residue.
    var squareRoot: Self? { get }
    /// Whether this is larger than its negative; for Fq2 the imaginary parts are compared first.
    var isLexicographicallyLargest: Bool { get }
    /// Appends the little-endian canonical bytes.
    func append(to bytes: inout [UInt8])
    /// Decodes `byteCount` bytes at `offset`, the bits of `mask` in the last byte taken as zero.
    ///
    /// Throws ``BN254Error/notCanonical(_:)`` with the names of the coordinate and of the group.
    init(
        arkBytes bytes: Span<UInt8>, at offset: Int, clearing mask: UInt8, coordinate: String, of group: String
    ) throws(BN254Error)
}

/// A point of a short Weierstrass curve as (x, y); (0, 0), which lies on neither curve, stands for infinity.
@frozen
public struct AffinePoint<Curve: ShortWeierstrassCurve>: Sendable, Hashable, BitwiseCopyable {
    /// The x coordinate.
    public var x: Curve.BaseField
    /// The y coordinate.
    public var y: Curve.BaseField

    /// The point (x, y), which the caller knows to be on the curve.
    @inlinable
    public init(uncheckedX x: Curve.BaseField, y: Curve.BaseField) {
        self.x = x
        self.y = y
    }

    /// The point (x, y).
    ///
    /// Throws ``BN254Error/notOnCurve(_:)``; so it does for (0, 0), the encodings of infinity being the callers' matter.
    public init(x: Curve.BaseField, y: Curve.BaseField) throws(BN254Error) {
        self.init(uncheckedX: x, y: y)
        guard isOnCurve, !isInfinity else { throw .notOnCurve(Curve.name) }
    }

    /// The neutral element.
    @inlinable
    public static var infinity: AffinePoint { AffinePoint(uncheckedX: .zero, y: .zero) }

    /// The standard generator of the subgroup.
    @inlinable
    public static var generator: AffinePoint { Curve.generator }

    /// Whether this is the neutral element.
    @inlinable
    public var isInfinity: Bool { x.isZero && y.isZero }

    /// Whether y² = x³ + b, or this is infinity.
    public var isOnCurve: Bool { isInfinity || y.squared == x.squared * x + Curve.b }

    /// Whether this point of the curve lies in the subgroup of order r.
    public var isInSubgroup: Bool { isInfinity || Curve.isInSubgroup(self) }

    /// `−p`.
    @inlinable
    public static prefix func - (p: AffinePoint) -> AffinePoint { AffinePoint(uncheckedX: p.x, y: -p.y) }
}

/// A point in Jacobian coordinates: x = X/Z², y = Y/Z³; Z = 0 for infinity.
@frozen
public struct JacobianPoint<Curve: ShortWeierstrassCurve>: Sendable, BitwiseCopyable {
    /// X.
    public var x: Curve.BaseField
    /// Y.
    public var y: Curve.BaseField
    /// Z.
    public var z: Curve.BaseField

    @inlinable
    init(_ x: Curve.BaseField, _ y: Curve.BaseField, _ z: Curve.BaseField) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// The same point as `point`.
    @inlinable
    public init(_ point: AffinePoint<Curve>) {
        self.init(point.x, point.y, point.isInfinity ? .zero : .one)
    }

    /// The neutral element.
    @inlinable
    public static var infinity: JacobianPoint { JacobianPoint(.zero, .one, .zero) }

    /// Whether this is the neutral element.
    @inlinable
    public var isInfinity: Bool { z.isZero }

    /// The same point in affine coordinates.
    public var affine: AffinePoint<Curve> {
        guard let inverse = z.inverse else { return .infinity }
        let square = inverse.squared
        return AffinePoint(uncheckedX: x * square, y: y * square * inverse)
    }
}

extension JacobianPoint: Equatable {
    /// Whether both are the same point.
    public static func == (a: JacobianPoint, b: JacobianPoint) -> Bool {
        if a.isInfinity || b.isInfinity { return a.isInfinity && b.isInfinity }
        let (aa, bb) = (a.z.squared, b.z.squared)
        return a.x * bb == b.x * aa && a.y * bb * b.z == b.y * aa * a.z
    }
}
