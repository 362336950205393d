import BN254

/// Transforms in plain Swift.
///
/// While a transform runs, an element is any ``Residue``: an integer congruent to the Montgomery form, below 4r. That
/// fits in 256 bits since r < 2^254 (Harvey, "Faster arithmetic for number-theoretic transforms", 2014, §3). The
/// comment of every step states what it takes and leaves; only the last step of a transform makes elements canonical.
enum PortableTransform {
    // MARK: Blocks

    /// Takes canonical elements, leaves residues below 4r.
    static func forwardColumns(_ block: TransformColumns) {
        load(block)
        forward(
            Residue.pointer(block.scratch.base), logRows: block.logRows, width: block.width,
            twiddles: block.twiddles.start, node: block.node)
        store(block)
    }

    /// Takes residues below 4r, leaves canonical elements.
    static func forwardRows(_ block: TransformRows) {
        let length = 1 << block.logLength
        var row = Residue.pointer(block.values.start)
        for node in block.rows {
            if let scaling = block.scaling?.base { scale(row, by: scaling, count: length) }
            forward(row, logRows: block.logLength, width: 1, twiddles: block.twiddles.start, node: node)
            for index in 0..<length { row[index] = row[index].below2r.belowR }
            row += length
        }
    }

    /// Takes canonical elements, leaves them canonical if they are divided and else residues below 2r.
    static func inverseRows(_ block: TransformRows) {
        let length = 1 << block.logLength
        var row = Residue.pointer(block.values.start)
        for node in block.rows {
            inverse(row, logRows: block.logLength, width: 1, twiddles: block.twiddles.start, node: node)
            if let scaling = block.scaling?.base { scale(row, by: scaling, count: length) }
            if let logDivisor = block.logDivisor {
                for index in 0..<length { row[index] = row[index].divided(byPowerOfTwo: logDivisor) }
            }
            row += length
        }
    }

    /// Takes residues below 2r, leaves canonical elements.
    static func inverseColumns(_ block: TransformColumns) {
        load(block)
        let values = Residue.pointer(block.scratch.base)
        inverse(values, logRows: block.logRows, width: block.width, twiddles: block.twiddles.start, node: block.node)
        for index in 0..<block.width << block.logRows {
            values[index] = values[index].divided(byPowerOfTwo: block.logDivisor)
        }
        store(block)
    }

    // MARK: Levels

    /// The levels of a forward transform on 2^logRows rows of `width` adjacent elements. Takes and leaves residues below 4r.
    private static func forward(
        _ values: UnsafeMutablePointer<Residue>, logRows: Int, width: Int, twiddles: UnsafePointer<Fr>, node: Int
    ) {
        for level in 0..<logRows {
            let half = width << (logRows - level - 1)
            let factors = twiddles + node << level
            var upper = values
            for block in 0..<1 << level {
                let lower = upper + half
                if node == 0 && block == 0 {
                    for index in 0..<half {
                        let (u, v) = (upper[index].below2r, lower[index].below2r)
                        (upper[index], lower[index]) = (u.adding(v), u.subtracting(v))
                    }
                } else {
                    let factor = factors[block]
                    for index in 0..<half {
                        let (u, v) = (upper[index].below2r, lower[index].multiplied(by: factor))
                        (upper[index], lower[index]) = (u.adding(v), u.subtracting(v))
                    }
                }
                upper = lower + half
            }
        }
    }

    /// The levels of an inverse transform on 2^logRows rows of `width` adjacent elements. Takes and leaves residues below 2r.
    private static func inverse(
        _ values: UnsafeMutablePointer<Residue>, logRows: Int, width: Int, twiddles: UnsafePointer<Fr>, node: Int
    ) {
        for level in (0..<logRows).reversed() {
            let half = width << (logRows - level - 1)
            let factors = twiddles + node << level
            var upper = values
            for block in 0..<1 << level {
                let lower = upper + half
                if node == 0 && block == 0 {
                    for index in 0..<half {
                        let (u, v) = (upper[index], lower[index])
                        (upper[index], lower[index]) = (u.adding(v).below2r, u.subtracting(v).below2r)
                    }
                } else {
                    let factor = factors[block]
                    for index in 0..<half {
                        let (u, v) = (upper[index], lower[index])
                        (upper[index], lower[index]) = (u.adding(v).below2r, u.subtracting(v).multiplied(by: factor))
                    }
                }
                upper = lower + half
            }
        }
    }

    /// Takes residues below 4r, leaves residues below 2r.
    private static func scale(_ values: UnsafeMutablePointer<Residue>, by factors: UnsafePointer<Fr>, count: Int) {
        for index in 0..<count { values[index] = values[index].multiplied(by: factors[index]) }
    }

    // MARK: Columns to and from scratch memory

    /// Copies the columns together: in the matrix, whose rows are a power of two apart, they would share a few cache sets.
    private static func load(_ block: TransformColumns) {
        let (source, scratch) = (block.source.start, block.scratch.base)
        for row in 0..<1 << block.logRows {
            (scratch + row * block.width).update(from: source + row * block.stride, count: block.width)
        }
    }

    private static func store(_ block: TransformColumns) {
        let (values, scratch) = (block.values.start, block.scratch.base)
        for row in 0..<1 << block.logRows {
            (values + row * block.stride).update(from: scratch + row * block.width, count: block.width)
        }
    }
}
