#if arch(x86_64)
    // Points of x² + y² = 1 + d·x²·y² over the scalar field, d no square, eight at a time, in extended coordinates:
    // x = X/Z, y = Y/Z, T = X·Y/Z. The formulas are complete, so all lanes do the same whatever the points are
    // (Hisil, Wong, Carter and Dawson, "Twisted Edwards curves revisited", 2008).
    //
    // Elements are times 2^260. Bounds, in multiples of p, with a·b/84.6 + 2.6 for a product: coordinates are below 5.
    //
    // 1. Doubling. Squares of coordinates are below 2.9, (X + Y)² is below 10²/84.6 + 2.6 < 3.8.
    //    E = (X + Y)² − A − B + 8 is in 2.2 … 11.8, G = A + B below 5.8, F = G − C + 8 in 2.2 … 13.8, and
    //    H = A − B + 4 in 1.1 … 6.9. E·F, the largest product, is below 11.8·13.8/84.6 + 2.6 < 4.6.
    // 2. Addition. The second point's X and d·T may be below 8. A and C are below 3.1, B and D below 2.9,
    //    (X₁ + Y₁)·(X₂ + Y₂) below 10·13/84.6 + 2.6 < 4.2. E = … − A − B + 8 is in 2 … 12.2, F = D − C + 4 and
    //    H = B − A + 4 in 0.9 … 6.9, G = D + C below 6. E·F is below 12.2·6.9/84.6 + 2.6 < 3.6.

    // The steps are functions of their own, not inlined, so that each of them is compiled once.

    /// Eight points.
    struct EdwardsVector {
        var x, y, z, t: ScalarVector

        /// The neutral element in every lane.
        @inline(__always)
        static var identity: EdwardsVector {
            let one = ScalarVector(repeating: ScalarModulus52.one)
            return EdwardsVector(x: .zero, y: one, z: one, t: .zero)
        }
    }

    /// Eight points as the second operand of an addition, with d·T in the place of T; x and d·T need not be carried.
    struct EdwardsSummand {
        var x, y, z, dt: ScalarVector

        @inline(__always)
        init(x: ScalarVector, y: ScalarVector, z: ScalarVector, dt: ScalarVector) {
            (self.x, self.y, self.z, self.dt) = (x, y, z, dt)
        }
    }

    /// Doubles the points. T stays as it was if not `withT`: another doubling does not read it.
    @inline(never)
    func double(_ point: UnsafeMutablePointer<EdwardsVector>, withT: Bool) {
        let (a, b, zz) = (point.pointee.x.squared, point.pointee.y.squared, point.pointee.z.squared)
        let g = a + b
        let e = ((point.pointee.x + point.pointee.y).carried.squared - g + ScalarModulus52.times8).carried
        let f = (g - zz - zz + ScalarModulus52.times8).carried
        let h = (a - b + ScalarModulus52.times4).carried
        let sum = g.carried
        point.pointee.x = e * f
        point.pointee.y = sum * h
        point.pointee.z = f * sum
        if withT { point.pointee.t = e * h }
    }

    /// Adds other points.
    @inline(never)
    func add(_ other: UnsafePointer<EdwardsSummand>, to point: UnsafeMutablePointer<EdwardsVector>) {
        let a = point.pointee.x * other.pointee.x.carried
        let b = point.pointee.y * other.pointee.y
        let c = point.pointee.t * other.pointee.dt.carried
        let d = point.pointee.z * other.pointee.z
        let product =
            (point.pointee.x + point.pointee.y).carried * (other.pointee.x + other.pointee.y).carried
        let e = (product - a - b + ScalarModulus52.times8).carried
        let f = (d - c + ScalarModulus52.times4).carried
        let g = (d + c).carried
        let h = (b - a + ScalarModulus52.times4).carried
        point.pointee.x = e * f
        point.pointee.y = g * h
        point.pointee.z = f * g
        point.pointee.t = e * h
    }

    /// Writes the multiples 0 to 8 of `point`, which is left as the last of them.
    @inline(never)
    func storeMultiples(
        of point: UnsafeMutablePointer<EdwardsVector>, d: UnsafeRawPointer,
        _ multiples: UnsafeMutablePointer<EdwardsSummand>
    ) {
        let d = ScalarVector(repeating: d)
        let one = ScalarVector(repeating: ScalarModulus52.one)
        multiples[0] = EdwardsSummand(x: .zero, y: one, z: one, dt: .zero)
        for index in 1...8 {
            if index > 1 { add(multiples + 1, to: point) }
            multiples[index] = EdwardsSummand(
                x: point.pointee.x, y: point.pointee.y, z: point.pointee.z, dt: point.pointee.t * d)
        }
    }

    /// Adds digit·P in every lane, given the multiples 0 to 8 of P, for digits −8 to 7: the four bits of `digits` from
    /// bit `shift` on, with 8 added.
    @inline(never)
    func add(
        _ digits: UnsafePointer<Lanes>, at shift: UInt64, of multiples: UnsafePointer<EdwardsSummand>,
        to point: UnsafeMutablePointer<EdwardsVector>, chosen: UnsafeMutablePointer<EdwardsSummand>
    ) {
        let (eight, fifteen) = (Lanes(repeating: 8), Lanes(repeating: 15))
        let biased = (digits.pointee &>> Lanes(repeating: shift)) & fifteen
        let digit = biased &- eight
        let magnitude = choose(ifNegative: digit, eight &- biased, digit)
        // Coordinate by coordinate: the twenty registers of a whole point would not stay where they are.
        for coordinate in 0..<4 {
            var value = coordinates(multiples)[coordinate]
            for index in 1...8 {
                // No bit differs where the magnitude is the index.
                value.replace(
                    where: whichAreZero(magnitude ^ Lanes(repeating: UInt64(index))),
                    by: coordinates(multiples + index)[coordinate])
            }
            // x and d·T.
            if coordinate == 0 || coordinate == 3 { value = value.negated(where: digit) }
            UnsafeMutableRawPointer(chosen).assumingMemoryBound(to: ScalarVector.self)[coordinate] = value
        }
        add(chosen, to: point)
    }

    @inline(__always)
    private func coordinates(_ summand: UnsafePointer<EdwardsSummand>) -> UnsafePointer<ScalarVector> {
        UnsafeRawPointer(summand).assumingMemoryBound(to: ScalarVector.self)
    }

    extension ScalarVector {
        /// 0 in every lane.
        @inline(__always)
        fileprivate static var zero: ScalarVector { ScalarVector(Lanes.zero, .zero, .zero, .zero, .zero) }

        /// Elements times 2^260, below 1.01·p, of a row of canonical ones times 2^256.
        @inline(__always)
        init(scalingRow pointer: UnsafeRawPointer) {
            let (x, four) = (ScalarVector(Words(row: pointer)), Lanes(repeating: 4))
            self =
                ScalarVector(x.l0 &<< four, x.l1 &<< four, x.l2 &<< four, x.l3 &<< four, x.l4 &<< four).reduced
        }

        /// A bit for every lane whose element is zero, of a value below 84.6·p.
        @inline(__always)
        var zeroLanes: UInt8 {
            let x = reduced.canonical
            return whichAreZero(x.l0 | x.l1 | x.l2 | x.l3 | x.l4)
        }

        @inline(__always)
        fileprivate mutating func replace(where mask: UInt8, by other: ScalarVector) {
            let choice = LaneChoice(mask)
            self = ScalarVector(
                choice.choose(other.l0, l0), choice.choose(other.l1, l1), choice.choose(other.l2, l2),
                choice.choose(other.l3, l3), choice.choose(other.l4, l4))
        }

        /// 8·p less the value, not carried, in lanes where the highest bit of `condition` is set; the value below 5·p.
        @inline(__always)
        fileprivate func negated(where condition: Lanes) -> ScalarVector {
            let negative = ScalarVector(repeating: ScalarModulus52.times8) - self
            return ScalarVector(
                choose(ifNegative: condition, negative.l0, l0), choose(ifNegative: condition, negative.l1, l1),
                choose(ifNegative: condition, negative.l2, l2), choose(ifNegative: condition, negative.l3, l3),
                choose(ifNegative: condition, negative.l4, l4))
        }
    }
#endif
