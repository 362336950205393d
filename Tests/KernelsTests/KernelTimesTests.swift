import BN254
import Kernels
import Testing

/// The kernels that count their own time.
@Suite struct KernelTimesTests {
    private func column(_ count: Int) -> Column {
        let column = Column(count: count)
        for index in 0..<count { column[index] = Fr(UInt64(index + 2)) }
        return column
    }

    @Test(arguments: KernelTable.all.indices)
    func `timed kernels compute the same, and count what they do`(table: Int) {
        let kernels = KernelTable.all[table]
        let times = KernelTimes()
        let timed = kernels.timed(by: times)
        #expect(timed.lanes == kernels.lanes && timed.factorScale == kernels.factorScale)
        let (values, expected, factors) = (column(40), column(40), column(40))
        for _ in 0..<3 {
            timed.multiply(values.slice, by: factors.readOnly)
            kernels.multiply(expected.slice, by: factors.readOnly)
        }
        let before = times.totals
        let scratch = column(kernels.scratch.inversion(39))
        timed.invert(values.slice.prefix(39), scratch: scratch)
        kernels.invert(expected.slice.prefix(39), scratch: scratch)
        #expect(values.elements == expected.elements)
        #expect(timed.evaluate(values.readOnly, at: Fr(3)) == kernels.evaluate(values.readOnly, at: Fr(3)))

        let differences = zip(times.totals, before).map { $0 - $1 }
        func counts(_ totals: [KernelTimes.Total], _ kernel: String) -> [Int] {
            totals.filter { $0.kernel == kernel }.flatMap { [$0.calls, $0.operations] }
        }
        #expect(counts(before, "multiply") == [3, 120])
        #expect(counts(differences, "multiply") == [0, 0])
        #expect(counts(differences, "invert") == [1, 39])
        #expect(counts(differences, "evaluate") == [1, 40])
        #expect(counts(differences, "addPairs") == [0, 0])
    }

    @Test(arguments: KernelTable.all.indices)
    func `transforms are counted in butterflies`(table: Int) {
        let times = KernelTimes()
        let kernels = KernelTable.all[table].timed(by: times)
        let (values, scratch, twiddles) = (column(16 << 3), column(1 << 14), column(16 << 3))
        twiddles[0] = kernels.factorScale
        let columns = TransformColumns(
            values: values.slice, stride: 16, logRows: 3, width: 16, twiddles: twiddles.readOnly, node: 0,
            logDivisor: 4, scratch: scratch)
        let rows = TransformRows(
            values: values.slice, logLength: 3, rows: 0..<16, twiddles: twiddles.readOnly, scaling: nil,
            logDivisor: nil, scratch: scratch)
        kernels.forwardColumns(columns)
        kernels.forwardRows(rows)
        kernels.inverseRows(rows)
        kernels.inverseColumns(columns)
        let counted = times.totals.filter { $0.calls > 0 }
        #expect(counted.map(\.kernel) == ["forwardColumns", "forwardRows", "inverseRows", "inverseColumns"])
        // Three levels of four butterflies in sixteen columns or rows.
        #expect(counted.allSatisfy { $0.calls == 1 && $0.operations == 3 * 4 * 16 })
    }

    @Test func `a measurement chooses the kernels before they are used, not after`() async {
        await #expect(processExitsWith: .success) {
            KernelTable.setCurrent(KernelTable.portable.timed(by: KernelTimes()))
            guard KernelTable.current.name == "portable, timed" else { fatalError("another set") }
        }
        await #expect(processExitsWith: .failure) {
            guard !KernelTable.current.name.isEmpty else { return }
            KernelTable.setCurrent(KernelTable.portable.timed(by: KernelTimes()))
        }
    }
}
