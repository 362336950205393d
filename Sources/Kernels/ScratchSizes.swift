/// How much scratch memory the kernels of one set need. It starts at a multiple of 64 bytes, as a ``Storage`` does.
public struct ScratchSizes: Sendable {
    /// Scalars for some columns of a transform (``TransformColumns``).
    public let columns: @Sendable (_ logRows: Int, _ width: Int) -> Int
    /// Scalars for the rows of a transform (``TransformRows``), whatever their number.
    public let rows: @Sendable (_ logLength: Int) -> Int
    /// Elements of Fq for so many ``PointPairs``.
    public let pairs: @Sendable (_ count: Int) -> Int
    /// Bytes for ``PointLists``, whatever their number.
    public let listByteCount: Int
    /// Bytes for ``PointMultiples``, whatever their number.
    public let multipleByteCount: Int
    /// Scalars for the inversion of so many (``KernelTable/invert(_:scratch:)``).
    public let inversion: @Sendable (_ count: Int) -> Int
}
