import BN254

/// The Rescue permutation over Fr: four elements, S-box x⁵, twelve double rounds.
///
/// Aly, Ashur, Ben-Sasson, Dhooghe and Szepieniec, "Design of symmetric-key primitives for advanced cryptographic
/// protocols" (2019); parameters in <doc:RescueHash>.
public enum Rescue {
    /// The number of half rounds.
    static let halfRounds = 24

    /// The 25 round keys of the key 0, which make the permutation.
    public static let permutationRoundKeys = roundKeys(for: .zero)

    /// The permutation of `state`.
    public static func permute(_ state: RescueState) -> RescueState {
        var state = state
        RescuePermutation.current.permute(&state)
        return state
    }

    /// The keyed form: the permutation that `key` selects, at `state`.
    public static func permute(_ state: RescueState, key: RescueState) -> RescueState {
        apply(roundKeys(for: key), to: state)
    }

    /// The key schedule: RK[0] = key + I, RK[i + 1] = M·S_i(RK[i]) + K[i].
    ///
    /// S_i is x^(1/5) for even i and x⁵ for odd i, as in the rounds themselves.
    public static func roundKeys(for key: RescueState) -> [RescueState] {
        var keys = [key + RescueConstants.initialVector]
        for (index, injection) in RescueConstants.keyInjection.enumerated() {
            keys.append(halfRound(keys[index], index) + injection)
        }
        return keys
    }

    private static func apply(_ roundKeys: [RescueState], to state: RescueState) -> RescueState {
        var state = state + roundKeys[0]
        for index in 0..<halfRounds {
            state = halfRound(state, index) + roundKeys[index + 1]
        }
        return state
    }

    /// M·S_index(state).
    private static func halfRound(_ state: RescueState, _ index: Int) -> RescueState {
        let substituted = index.isMultiple(of: 2) ? state.map(FifthRoot.of) : state.map(fifthPower)
        return substituted.timesMDS(RescueConstants.mds)
    }

    @inline(__always)
    private static func fifthPower(_ x: Fr) -> Fr { x.squared.squared * x }
}
