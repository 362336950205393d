#if arch(x86_64)
    /// A vector of coordinates.
    typealias CoordinateVector = FieldVector<CoordinateModulus52>

    extension FieldVector where Modulus == CoordinateModulus52 {
        /// The same element in [0, 2.33·p), limbs raw, from a value v between −6.5·p and 2.9·p, whose limbs 0 to 3 may be
        /// raw up to ±2^61.
        ///
        /// With j = ⌊limb 4 / 2^46⌋, limb 4 counting 2^208, v is between j·2^254 − ε and (j + 1)·2^254 + ε, where ε < 2^219
        /// is what the raw limbs below make of it; 2^254 is between 1.322·p and 1.323·p, so −5 ≤ j ≤ 2. Added is m_j·p, the
        /// smallest multiple of p that is above ε − j·2^254: the sum is not negative, and below 2^254 + p + 2·ε < 2.33·p.
        /// The lowest three bits of j choose one of eight.
        @inline(__always)
        var lifted: FieldVector {
            let place = l4 &>> Lanes(repeating: 46)
            // m_0 … m_2, m_−5 … m_−1 are 1, −1, −2, 7, 6, 4, 3, 2.
            @inline(__always)
            func multiple(_ one: UInt64, _ two: UInt64, _ three: UInt64, _ four: UInt64, _ six: UInt64, _ seven: UInt64)
                -> Lanes
            {
                lookUp(place, Lanes(one, 0 &- one, 0 &- two, seven, six, four, three, two))
            }
            return FieldVector(
                l0
                    &+ multiple(
                        0x8c16d87cfd47, 0x1182db0f9fa8e, 0x1a4448976f7d5, 0x2305b61f3f51c, 0x3488912edefaa,
                        0x3d49feb6aecf1),
                l1
                    &+ multiple(
                        0x916871ca8d3c2, 0x22d0e3951a784, 0xb439555fa7b46, 0x45a1c72a34f08, 0x6872aabf4f68c,
                        0xf9db1c89dca4e),
                l2
                    &+ multiple(
                        0x181585d97816a, 0x302b0bb2f02d5, 0x4840918c6843f, 0x60561765e05aa, 0x90812318d087f,
                        0xa896a8f2489e9),
                l3
                    &+ multiple(
                        0xa029b85045b68, 0x405370a08b6d0, 0xe07d28f0d1238, 0x80a6e14116da0, 0xc0fa51e1a2470,
                        0x61240a31e7fd8),
                l4
                    &+ multiple(
                        0x30644e72e131, 0x60c89ce5c263, 0x912ceb58a394, 0xc19139cb84c6, 0x12259d6b14729, 0x152be2524285b
                    ))
        }

        /// Whether all values, limbs raw, are in 0..<limit.
        func isBelow(_ limit: Limbs) -> Bool {
            let (value, difference) = (normalised, (self - limit).normalised)
            let signs = Lanes(repeating: 1 << 63)
            return value.l4 & signs == Lanes.zero && difference.l4 & signs == signs
        }

        /// `self + other`, limbs raw, in the lanes whose bits in `mask` are 0, and `self − other` where they are 1.
        @inline(__always)
        func adding(_ other: FieldVector, subtractingIn mask: UInt8) -> FieldVector {
            let signs = LaneSigns(mask)
            return FieldVector(
                signs.add(l0, other.l0), signs.add(l1, other.l1), signs.add(l2, other.l2), signs.add(l3, other.l3),
                signs.add(l4, other.l4))
        }

        /// Four times the value, not carried, of a normalised one below 2^258.
        @inline(__always)
        var timesFour: FieldVector {
            let two = Lanes(repeating: 2)
            return FieldVector(l0 &<< two, l1 &<< two, l2 &<< two, l3 &<< two, l4 &<< two)
        }
    }

    extension CoordinateModulus52 {
        static var times3: Limbs {
            Limbs(
                0x0001_a444_8976_f7d5, 0x000b_4395_55fa_7b46, 0x0004_8409_18c6_843f, 0x000e_07d2_8f0d_1238,
                0x912c_eb58_a394)
        }
        /// ⌊7·p / 3⌋.
        static var sevenThirds: Limbs {
            Limbs(
                0x0001_46df_f923_a450, 0x000a_89e5_ed89_ee1a, 0x0003_8323_850c_2df8, 0x0002_0615_8bb4_d548,
                0x70ea_0c61_62c9)
        }
    }
#endif
