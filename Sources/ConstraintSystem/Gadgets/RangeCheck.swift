/// Whether the bits of an element are constrained to be those of its integer below r.
///
/// The raw values stand in options, in what commands write, and in the names of key files.
public enum RangeCheck: String, Sendable, Hashable, CaseIterable {
    /// 254 bits are constrained to be below r.
    case canonical
    /// 254 bits only add up to the element modulo r, so that an integer in r ..< 2^254 passes too.
    ///
    /// Two deployed circuits have this gap, which the original closed later.
    case legacy
}
