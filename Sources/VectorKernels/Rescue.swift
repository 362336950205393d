#if arch(x86_64)
    // The Rescue permutation of states of four scalars, two states in a vector.
    //
    // The fifth root of the inverse S-box is a chain of some three hundred multiplications, each of which waits for the one
    // before. One multiplication of eight lanes keeps the multiplier busy by itself, so nothing is gained by more vectors
    // at once, and a state needs no more than four lanes: lanes 0 to 3 have the elements 0, 2, 1, 3 of one state, lanes
    // 4 to 7 those of another, as memory gives them (``Words/init(row:)``).
    //
    // Elements are times 2^260 in the vectors. Bounds, in multiples of p and by a·b/(84.6·p) + 2.6·p for a product:
    //
    // 1. A state from memory is below 1, times 2^256; shifted left by four bits and with a round key it is below 17.
    // 2. Powers of something below 17 stay below 17²/84.6 + 2.6 < 6.1, and so do their products.
    // 3. An element of the matrix is below 1: each of the four products of a row is below 6.1/84.6 + 2.6 < 2.7, and the
    //    sum of four with a round key below 11.8, less than the 17 of step 1.

    extension VectorKernels {
        /// Registers that a program of powers may use.
        static let powerRegisters = 32

        /// Bytes of scratch memory for ``permuteRescue(_:pairs:roots:matrix:roundKeys:doubleRounds:steps:stepCount:scratch:)``.
        public static var rescueScratchBytes: Int { (powerRegisters + 5) * MemoryLayout<ScalarVector>.stride }

        /// Permutes 2·`pairs` states of four elements, one after the other, canonical before and after.
        ///
        /// `matrix` has 16 elements, row by row, `roundKeys` 4·(2·doubleRounds + 1), both times 2^260, canonical. A double
        /// round is a root, the matrix and a key, a fifth power, the matrix and a key; before the first comes a key. The
        /// root is computed by `steps`, four bytes each: register[0th] = register[1st]^(2^2nd)·register[3rd], with
        /// the element in register 0 and the root in the register of the last step; registers are below 32.
        /// `roots`, if not nil, takes all roots, canonical: those of one state one after the other, 4·doubleRounds.
        /// `scratch` has room for ``rescueScratchBytes``, 64-aligned.
        public static func permuteRescue(
            _ states: UnsafeMutableRawPointer, pairs: Int, roots: UnsafeMutableRawPointer?, matrix: UnsafeRawPointer,
            roundKeys: UnsafeRawPointer, doubleRounds: Int, steps: UnsafePointer<UInt8>, stepCount: Int,
            scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let registers = scratch.assumingMemoryBound(to: ScalarVector.self)
            let diagonals = registers + powerRegisters
            let row = UnsafeMutableRawPointer(diagonals + 4)
            for turn in 0..<4 { diagonals[turn] = diagonal(of: matrix, turn, row) }
            var pair = 0
            while pair < pairs {
                let place = states + 256 * pair
                var state = (ScalarVector(Words(row: place)).shiftedLeftBy4 + ScalarVector(twice: roundKeys)).carried
                var key = roundKeys
                for round in 0..<doubleRounds {
                    registers[0] = state
                    var step = steps
                    var last = 0
                    for _ in 0..<stepCount {
                        assert(step[0] < powerRegisters && step[1] < powerRegisters && step[3] < powerRegisters)
                        var power = registers[Int(step[1])]
                        for _ in 0..<step[2] { power = power.squared }
                        last = Int(step[0])
                        registers[last] = power * registers[Int(step[3])]
                        step += 4
                    }
                    let root = registers[last]
                    if let roots {
                        let first = roots + 128 * (2 * doubleRounds * pair + round)
                        root.inMemoryForm.words.storeRow(row)
                        first.copyMemory(from: row, byteCount: 128)
                        (first + 128 * doubleRounds).copyMemory(from: row + 128, byteCount: 128)
                    }
                    key += 128
                    state = (root.times(diagonals) + ScalarVector(twice: key)).carried
                    key += 128
                    state = ((state.squared.squared * state).times(diagonals) + ScalarVector(twice: key)).carried
                }
                state.inMemoryForm.words.storeRow(place)
                pair += 1
            }
        }

        /// What the elements are multiplied with that have come from `turn` places further on.
        @inline(__always)
        private static func diagonal(
            of matrix: UnsafeRawPointer, _ turn: Int, _ row: UnsafeMutableRawPointer
        ) -> ScalarVector {
            for lane in 0..<4 {
                // Lanes 1 and 2 have exchanged their elements; a row of memory still has them in order.
                let (i, j) = (exchanged(lane), exchanged((lane + turn) & 3))
                (row + 32 * i).copyMemory(from: matrix + 32 * (4 * i + j), byteCount: 32)
            }
            return ScalarVector(twice: row)
        }

        /// The element of lane `lane`, for lanes 0 to 3.
        @inline(__always)
        private static func exchanged(_ lane: Int) -> Int { lane == 1 ? 2 : lane == 2 ? 1 : lane }
    }

    extension ScalarVector {
        /// Four elements in a row in both halves.
        @inline(__always)
        fileprivate init(twice pointer: UnsafeRawPointer) {
            let (low, high) = (load(pointer), load(pointer + 64))
            let (even, odd) = (interleaveEven(low, high), interleaveOdd(low, high))
            self.init(
                Words(evenPairs(even, even), evenPairs(odd, odd), oddPairs(even, even), oddPairs(odd, odd)))
        }

        /// 16 times the value, not carried, of a normalised one below 2^256.
        @inline(__always)
        fileprivate var shiftedLeftBy4: ScalarVector {
            let four = Lanes(repeating: 4)
            return ScalarVector(l0 &<< four, l1 &<< four, l2 &<< four, l3 &<< four, l4 &<< four)
        }

        /// Times 2^256 in place of 2^260, canonical, of a carried value below 17·p: the product is below 2.9·p.
        @inline(__always)
        fileprivate var inMemoryForm: ScalarVector {
            let scale = Limbs(
                0x0006_341c_4fff_fffb, 0x0009_59f6_0cd2_9ac9, 0x0008_7946_2e36_fc76, 0x000d_f2f6_66ea_36f7,
                0x0000_0e0a_77c1_9a07)
            return (self * ScalarVector(repeating: scale)).reduced.canonical
        }

        /// The matrix with these diagonals, applied to the four elements of either half; not carried.
        @inline(__always)
        fileprivate func times(_ diagonals: UnsafePointer<ScalarVector>) -> ScalarVector {
            self * diagonals[0] + turned(1) * diagonals[1] + (turned(2) * diagonals[2] + turned(3) * diagonals[3])
        }

        /// Every lane has what was in the lane `places` further on in its half.
        @inline(__always)
        private func turned(_ places: UInt64) -> ScalarVector {
            let turn = LaneTurn(places)
            return ScalarVector(turn.turned(l0), turn.turned(l1), turn.turned(l2), turn.turned(l3), turn.turned(l4))
        }
    }
#endif
