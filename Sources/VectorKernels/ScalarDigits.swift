#if arch(x86_64)
    // What a sum of multiples of points needs of its scalars, eight at a time.

    extension VectorKernels {
        /// Writes 2·m + 2^255·s for `count` elements v, a multiple of 8: m is v or r − v, whichever is shorter, below r/2; s is
        /// 1 if it is the latter. Integers of 32 bytes, in the order of the elements.
        public static func magnitudes(
            _ scalars: UnsafeRawPointer, _ magnitudes: UnsafeMutableRawPointer, count: Int
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            // An element in memory is v·2^256, and a product is divided by 2^260. It is below 2.3·p.
            let sixteen = ScalarVector(repeating: Limbs(16, 0, 0, 0, 0))
            var offset = 0
            while offset < 32 * count {
                let value = (ScalarVector(Words(row: scalars + offset)) * sixteen).reduced.canonical
                // In 1…r, and then between −r and r.
                let negated = (ScalarVector(repeating: ScalarModulus52.p) - value).normalised
                let sign = (negated - value).normalised.l4
                let magnitude = negated.chosen(ifNegative: sign, else: value)
                var words = (magnitude + magnitude).normalised.words
                words.w3 = words.w3 | (sign & Lanes(repeating: 1 << 63))
                words.storeRow(magnitudes + offset)
                offset += 256
            }
        }

        /// Writes the codes of `count` digits, a multiple of 8, of `width` bits c each: 2·|d| + (1 if d is negative).
        ///
        /// `low` are the words that have bit −1 of the digits, at bit `shift`; `high` those behind them, if a digit reaches into
        /// these.
        public static func digits(
            low: UnsafePointer<UInt64>, high: UnsafePointer<UInt64>?, shift: UInt64, width: UInt64,
            codes: UnsafeMutablePointer<UInt32>, count: Int
        ) {
            let right = Lanes(repeating: shift)
            var index = 0
            if let high {
                // Some bits of the upper word, as shift + c ≥ 64; so the shift to the left is below 64.
                let left = Lanes(repeating: 64 &- shift)
                while index < count {
                    let bits = load(low + index) &>> right | load(high + index) &<< left
                    store(codes + index, code(bits, width: width))
                    index += 8
                }
            } else {
                while index < count {
                    store(codes + index, code(load(low + index) &>> right, width: width))
                    index += 8
                }
            }
        }

        /// The codes of the digits that have the lowest c + 1 of these bits: half of them, rounded up, less 2^c if the highest
        /// is set.
        @inline(__always)
        private static func code(_ bits: Lanes, width: UInt64) -> SIMD8<UInt32> {
            let (one, width) = (Lanes(repeating: 1), Lanes(repeating: width))
            let bits = bits & ((Lanes(repeating: 2) &<< width) &- one)
            let sign = bits &>> width
            let mask = Lanes.zero &- sign
            let magnitude = ((((bits &+ one) &>> one) &- (sign &<< width)) ^ mask) &- mask
            return narrowed((magnitude &<< one) | sign)
        }

        @inline(__always)
        private static func store(_ pointer: UnsafeMutablePointer<UInt32>, _ value: SIMD8<UInt32>) {
            UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD8<UInt32>.self)
        }
    }

    extension FieldVector {
        /// This value in the lanes where the highest bit of `condition` is set, `other` elsewhere.
        @inline(__always)
        fileprivate func chosen(ifNegative condition: Lanes, else other: FieldVector) -> FieldVector {
            FieldVector(
                choose(ifNegative: condition, l0, other.l0), choose(ifNegative: condition, l1, other.l1),
                choose(ifNegative: condition, l2, other.l2), choose(ifNegative: condition, l3, other.l3),
                choose(ifNegative: condition, l4, other.l4))
        }
    }
#endif
