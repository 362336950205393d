#if arch(x86_64)
    /// The entrances of a set of kernels that is made of the files of Sources/VectorKernels: ``VectorTable`` makes a table of
    /// them. Their comments stand there, where they are written.
    ///
    /// They take pointers and numbers only, as each set is compiled for processors of its own.
    protocol VectorSet: SendableMetatype {
        // MARK: Transforms
        static func columnScratchSize(logRows: Int) -> Int
        static func rowScratchSize(logLength: Int) -> Int
        static func forwardColumns(
            _ source: UnsafeRawPointer, _ values: UnsafeMutableRawPointer, stride: Int, logRows: Int, width: Int,
            factors: UnsafeRawPointer, node: Int, scratch: UnsafeMutableRawPointer
        )
        static func inverseColumns(
            _ source: UnsafeRawPointer, _ values: UnsafeMutableRawPointer, stride: Int, logRows: Int, width: Int,
            factors: UnsafeRawPointer, node: Int, logDivisor: Int, scratch: UnsafeMutableRawPointer
        )
        static func forwardRows(
            _ values: UnsafeMutableRawPointer, logLength: Int, row: Int, count: Int, factors: UnsafeRawPointer,
            powers: UnsafeRawPointer?, scratch: UnsafeMutableRawPointer
        )
        static func inverseRows(
            _ values: UnsafeMutableRawPointer, logLength: Int, row: Int, count: Int, factors: UnsafeRawPointer,
            powers: UnsafeRawPointer?, scratch: UnsafeMutableRawPointer
        )

        // MARK: Vectors of scalars
        static func multiply(_ values: UnsafeMutableRawPointer, _ factors: UnsafeRawPointer, count: Int)
        static var evaluationScratchBytes: Int { get }
        static func evaluate(
            _ coefficients: UnsafeRawPointer, power: UnsafeRawPointer, count: Int, sums: UnsafeMutableRawPointer,
            scratch: UnsafeMutableRawPointer
        )
        static func multiplyUp(
            _ values: UnsafeRawPointer, count: Int, prefixes: UnsafeMutableRawPointer, products: UnsafeMutableRawPointer
        )
        static func multiplyDown(
            _ values: UnsafeMutableRawPointer, count: Int, prefixes: UnsafeRawPointer, inverses: UnsafeRawPointer
        )
        static func combinationScratchBytes(sources: Int, targets: Int) -> Int
        static func combine(
            sources: UnsafeRawPointer, sourceCount: Int, targets: UnsafeRawPointer, targetCount: Int,
            factors: UnsafeRawPointer, count: Int, scratch: UnsafeMutableRawPointer
        )

        // MARK: What the prover has of its own
        static var permutationScratchBytes: Int { get }
        static func permutationTerms(
            wires: UnsafeRawPointer, sigmas: UnsafeRawPointer, points: UnsafeRawPointer, constants: UnsafeRawPointer,
            numerators: UnsafeMutableRawPointer, denominators: UnsafeMutableRawPointer, count: Int,
            scratch: UnsafeMutableRawPointer
        )
        static func arithmeticGates(columns: UnsafeRawPointer, values: UnsafeMutableRawPointer, count: Int)
        static func quotientScratchBytes(otherLagranges: Int) -> Int
        static func quotient(
            columns: UnsafeRawPointer, hasArithmeticSelectors: Bool, otherLagranges: Int, points: UnsafeRawPointer,
            constants: UnsafeRawPointer,
            numerators: UnsafeMutableRawPointer, count: Int, scratch: UnsafeMutableRawPointer
        )

        // MARK: Points
        static func scratchBytes(octets count: Int) -> Int
        static var maximumListLength: Int { get }
        static func beginLists(
            _ scratch: UnsafeMutableRawPointer, count: Int, next: Int, bases: UnsafeRawPointer,
            entries: UnsafePointer<UInt32>, starts: UnsafePointer<UInt32>, products: UnsafeMutableRawPointer
        ) -> Bool
        static func addToLists(
            _ scratch: UnsafeMutableRawPointer, count: Int, next: Int, step: Int, bases: UnsafeRawPointer,
            entries: UnsafePointer<UInt32>, starts: UnsafePointer<UInt32>, inverses: UnsafeRawPointer,
            products: UnsafeMutableRawPointer
        ) -> Bool
        static func storeLists(_ scratch: UnsafeRawPointer, index: Int, sums: UnsafeMutableRawPointer)
        static func scratchBytes(pairs count: Int) -> Int
        static func multiplyDenominators(
            _ points: UnsafeRawPointer, firsts: UnsafePointer<UInt32>, count: Int, distance: Int,
            scratch: UnsafeMutableRawPointer, products: UnsafeMutableRawPointer
        )
        static func addPairs(
            _ points: UnsafeMutableRawPointer, firsts: UnsafePointer<UInt32>, count: Int, distance: Int,
            scratch: UnsafeMutableRawPointer, inverses: UnsafeRawPointer
        )
        static func scratchBytes(multiples count: Int) -> Int
        static func takePoints(
            _ scratch: UnsafeMutableRawPointer, count: Int, table: UnsafeRawPointer, laneBytes: Int,
            codes: UnsafePointer<UInt8>
        ) -> Bool
        static func prepareAdditions(
            _ scratch: UnsafeMutableRawPointer, count: Int, table: UnsafeRawPointer, laneBytes: Int,
            codes: UnsafePointer<UInt8>, isRotated: Bool, products: UnsafeMutableRawPointer
        )
        static func finishAdditions(_ scratch: UnsafeMutableRawPointer, count: Int, inverses: UnsafeRawPointer)
        static func prepareDoublings(_ scratch: UnsafeMutableRawPointer, count: Int, products: UnsafeMutableRawPointer)
        static func finishDoublings(_ scratch: UnsafeMutableRawPointer, count: Int, inverses: UnsafeRawPointer)
        static func storePoints(
            _ scratch: UnsafeRawPointer, count: Int, isUnscaled: Bool, target: UnsafeMutableRawPointer, laneBytes: Int
        )

        static func magnitudes(
            _ scalars: UnsafeRawPointer, _ magnitudes: UnsafeMutableRawPointer, count: Int
        )
        static func digits(
            low: UnsafePointer<UInt64>, high: UnsafePointer<UInt64>?, shift: UInt64, width: UInt64,
            codes: UnsafeMutablePointer<UInt32>, count: Int
        )

        // MARK: Signatures and hashes
        static var edwardsScratchBytes: Int { get }
        static func edwardsEquations(
            _ equations: UnsafeRawPointer, generator: UnsafeRawPointer, d: UnsafeRawPointer,
            scratch: UnsafeMutableRawPointer
        ) -> UInt8
        static var rescueScratchBytes: Int { get }
        static func permuteRescue(
            _ states: UnsafeMutableRawPointer, pairs: Int, roots: UnsafeMutableRawPointer?, matrix: UnsafeRawPointer,
            roundKeys: UnsafeRawPointer, doubleRounds: Int, steps: UnsafePointer<UInt8>, stepCount: Int,
            scratch: UnsafeMutableRawPointer
        )
    }
#endif
