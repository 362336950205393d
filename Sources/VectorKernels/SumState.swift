#if arch(x86_64)
    // Affine additions and doublings of points of y² = x³ + b, eight at a time, all of which share an inversion
    // (Montgomery's trick). An addition of two points costs 5 multiplications and a squaring: with Δx and Δy the
    // differences of the coordinates,
    //
    //     λ = Δy·Δx⁻¹,  x₃ = λ² − x₁ − x₂,  y₃ = λ·(x₁ − x₃) − y₁;
    //
    // a doubling, with λ = 3·x²·(2·y)⁻¹, one squaring more.
    //
    // Points are (x·2^256, y·2^254) in memory. To vectors, which multiply as if numbers were times 2^260, that is
    // (x·2^−4, y·2^−6), a point of y² = x³ + 3·2^−12, on which the same formulas hold.

    /// Eight points in the middle of additions or doublings.
    struct SumState {
        /// The points: below 2.33·p, x normalised, the limbs of y raw.
        var x, y: CoordinateVector
        /// What is to be inverted: Δx, normalised, below 4·p, or 2·y, carried, below 4.7·p.
        var run: CoordinateVector
        /// Δy, carried, below 5·p.
        var rise: CoordinateVector
        /// The product of the runs of the states before.
        var product: CoordinateVector
    }

    extension SumState {
        /// Takes over the points of `square`, whose signs are in `signs`.
        @inline(__always)
        mutating func set(_ square: Square, signs: UInt8) {
            x = CoordinateVector(square.firstWords)
            y = CoordinateVector(repeating: CoordinateModulus52.p)
                .adding(CoordinateVector(square.secondWords), subtractingIn: signs)
        }

        /// Prepares for the addition of points with these x, below 1.01·p, and y, canonical, and the signs of y: makes the
        /// differences, and the product of Δx with those before.
        @inline(__always)
        mutating func prepare(
            x other: CoordinateVector, y otherY: CoordinateVector, signs: UInt8, _ product: inout CoordinateVector
        ) {
            // Between 0.67·p and 4.01·p, and between 0.67·p and 5·p.
            run = (other - x + CoordinateModulus52.times3).normalised
            rise =
                (CoordinateVector(repeating: CoordinateModulus52.times4) - y).adding(otherY, subtractingIn: signs)
                .carried
            self.product = product
            product = product * run
        }

        /// Makes x₃ from λ², limbs raw, and replaces Δx, which is x₂ − x₁ + 3·p, by x₁ − x₃, carried, below 5.4·p.
        @inline(__always)
        mutating func finishAbscissa(_ slopeSquared: CoordinateVector) {
            // λ² − x₁ − x₂ − 3·p is between −(2.33 + 1.01 + 3)·p and −0.3·p.
            let x3 = (slopeSquared - run - x - x).lifted.normalised
            run = (x - x3 + CoordinateModulus52.times3).carried
            x = x3
        }

        /// Makes y₃ from λ·(x₁ − x₃), below 2.8·p.
        @inline(__always)
        mutating func finishOrdinate(_ product: CoordinateVector) {
            y = (product - y).lifted
            assert(x.isBelow(CoordinateModulus52.sevenThirds) && y.isBelow(CoordinateModulus52.sevenThirds))
        }

        /// The points as rows in memory, canonical; y times 2^256 if `isUnscaled`, else times 2^254.
        @inline(__always)
        func square(isUnscaled: Bool) -> Square {
            // Below 1.01·p, four times that below 4.04·p.
            let y = isUnscaled ? y.reduced.timesFour.reduced : y.reduced
            return Square(x.reduced.canonical.words, y.canonical.words)
        }
    }

    extension Words {
        /// Zero in the lanes that are zero.
        @inline(__always)
        var anyBits: Lanes { w0 | w1 | w2 | w3 }
    }
#endif
