#if arch(x86_64)
    // Between memory, where an element is four 64-bit words in a row, and vectors of 52-bit limbs.

    /// Eight elements word by word: lane i of words 0 to 3 is element i.
    struct Words {
        var w0, w1, w2, w3: Lanes

        @inline(__always)
        init(_ w0: Lanes, _ w1: Lanes, _ w2: Lanes, _ w3: Lanes) {
            (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3)
        }
    }

    extension FieldVector {
        /// The integers of words, below 2^256; normalised.
        @inline(__always)
        init(_ words: Words) {
            @inline(__always)
            func bits(_ low: Lanes, from shift: UInt64, _ high: Lanes) -> Lanes {
                ((low &>> Lanes(repeating: shift)) | (high &<< Lanes(repeating: 64 - shift))) & limbMask
            }
            self.init(
                words.w0 & limbMask, bits(words.w0, from: 52, words.w1), bits(words.w1, from: 40, words.w2),
                bits(words.w2, from: 28, words.w3), words.w3 &>> Lanes(repeating: 16))
        }

        /// The words of a normalised vector of values below 2^256.
        @inline(__always)
        var words: Words {
            assert(isNormalised(bits: 48))
            @inline(__always)
            func join(_ low: Lanes, _ right: UInt64, _ high: Lanes, _ left: UInt64) -> Lanes {
                (low &>> Lanes(repeating: right)) | (high &<< Lanes(repeating: left))
            }
            return Words(join(l0, 0, l1, 52), join(l1, 12, l2, 40), join(l2, 24, l3, 28), join(l3, 36, l4, 16))
        }

        /// The element at `pointer` in every lane.
        @inline(__always)
        init(repeating pointer: UnsafeRawPointer) {
            let words = pointer.assumingMemoryBound(to: UInt64.self)
            let (w0, w1, w2, w3) = (words[0], words[1], words[2], words[3])
            let mask: UInt64 = 0xf_ffff_ffff_ffff
            self.init(
                repeating: Limbs(
                    w0 & mask, (w0 >> 52 | w1 << 12) & mask, (w1 >> 40 | w2 << 24) & mask, (w2 >> 28 | w3 << 36) & mask,
                    w3 >> 16))
        }
    }

    extension Words {
        /// Eight elements in a row: in lane order 0, 2, 1, 3, 4, 6, 5, 7, as ``storeRow(_:)`` expects it.
        ///
        /// Each of the four registers has two elements. Interleaving two of them, and then pairs of lanes of two of the
        /// results, brings equal words together.
        @inline(__always)
        init(row pointer: UnsafeRawPointer) {
            let (v0, v1) = (load(pointer), load(pointer + 64))
            let (v2, v3) = (load(pointer + 128), load(pointer + 192))
            // v0 = (a0 a1 a2 a3 b0 b1 b2 b3), v1 = (c…, d…): (a0 c0 a2 c2 b0 d0 b2 d2) and (a1 c1 a3 c3 b1 d1 b3 d3).
            let (even01, odd01) = (interleaveEven(v0, v1), interleaveOdd(v0, v1))
            let (even23, odd23) = (interleaveEven(v2, v3), interleaveOdd(v2, v3))
            self.init(
                evenPairs(even01, even23), evenPairs(odd01, odd23), oddPairs(even01, even23), oddPairs(odd01, odd23))
        }

        /// Writes eight elements in a row, from the lane order of ``init(row:)``.
        @inline(__always)
        func storeRow(_ pointer: UnsafeMutableRawPointer) {
            // The pairs of lanes back to where they were, (a0 c0 b0 d0 | e0 g0 f0 h0) with (a2 c2 …): exchange the middle.
            let (even01, even23) = (joinPairsLow(w0, w2), joinPairsHigh(w0, w2))
            let (odd01, odd23) = (joinPairsLow(w1, w3), joinPairsHigh(w1, w3))
            storeLanes(interleaveEven(even01, odd01), pointer)
            storeLanes(interleaveOdd(even01, odd01), pointer + 64)
            storeLanes(interleaveEven(even23, odd23), pointer + 128)
            storeLanes(interleaveOdd(even23, odd23), pointer + 192)
        }
    }

    /// An 8 × 8 matrix of words, a register a row.
    struct Square {
        var r0, r1, r2, r3, r4, r5, r6, r7: Lanes

        /// Rows of 64 bytes each, `stride` bytes apart.
        @inline(__always)
        init(_ pointer: UnsafeRawPointer, stride: Int) {
            self.init(
                load(pointer), load(pointer + stride), load(pointer + 2 * stride), load(pointer + 3 * stride),
                load(pointer + 4 * stride), load(pointer + 5 * stride), load(pointer + 6 * stride),
                load(pointer + 7 * stride))
        }

        @inline(__always)
        init(
            _ r0: Lanes, _ r1: Lanes, _ r2: Lanes, _ r3: Lanes, _ r4: Lanes, _ r5: Lanes, _ r6: Lanes, _ r7: Lanes
        ) {
            (self.r0, self.r1, self.r2, self.r3) = (r0, r1, r2, r3)
            (self.r4, self.r5, self.r6, self.r7) = (r4, r5, r6, r7)
        }

        /// Rows become columns: 24 shuffles.
        @inline(__always)
        var transposed: Square {
            // 2 × 2 blocks of words, then blocks of pairs, then of quadruples.
            let (a0, a1) = (interleaveEven(r0, r1), interleaveOdd(r0, r1))
            let (a2, a3) = (interleaveEven(r2, r3), interleaveOdd(r2, r3))
            let (a4, a5) = (interleaveEven(r4, r5), interleaveOdd(r4, r5))
            let (a6, a7) = (interleaveEven(r6, r7), interleaveOdd(r6, r7))
            // Pairs of lanes: columns 0 and 4 of rows 0 to 3, and so on.
            let (b0, b1) = (evenPairs(a0, a2), evenPairs(a1, a3))
            let (b2, b3) = (oddPairs(a0, a2), oddPairs(a1, a3))
            let (b4, b5) = (evenPairs(a4, a6), evenPairs(a5, a7))
            let (b6, b7) = (oddPairs(a4, a6), oddPairs(a5, a7))
            return Square(
                evenPairs(b0, b4), evenPairs(b1, b5), evenPairs(b2, b6), evenPairs(b3, b7),
                oddPairs(b0, b4), oddPairs(b1, b5), oddPairs(b2, b6), oddPairs(b3, b7))
        }

        /// Writes the rows, `stride` bytes apart.
        @inline(__always)
        func store(_ pointer: UnsafeMutableRawPointer, stride: Int) {
            storeLanes(r0, pointer)
            storeLanes(r1, pointer + stride)
            storeLanes(r2, pointer + 2 * stride)
            storeLanes(r3, pointer + 3 * stride)
            storeLanes(r4, pointer + 4 * stride)
            storeLanes(r5, pointer + 5 * stride)
            storeLanes(r6, pointer + 6 * stride)
            storeLanes(r7, pointer + 7 * stride)
        }

        /// The first halves of the rows as words of eight elements, for a transposed square of eight rows of two elements.
        @inline(__always)
        var firstWords: Words { Words(r0, r1, r2, r3) }

        /// The second halves.
        @inline(__always)
        var secondWords: Words { Words(r4, r5, r6, r7) }

        /// The square whose first and second halves are these.
        @inline(__always)
        init(_ first: Words, _ second: Words) {
            self.init(first.w0, first.w1, first.w2, first.w3, second.w0, second.w1, second.w2, second.w3)
        }
    }
#endif
