import BN254

extension KernelFunctions {
    /// The same kernels, each of which adds its calls to a counter of `times`.
    func timed(by times: KernelTimes) -> KernelFunctions {
        KernelFunctions(
            forwardColumns: Self.timed(forwardColumns, by: times.counter("forwardColumns")),
            forwardRows: Self.timed(forwardRows, by: times.counter("forwardRows")),
            inverseRows: Self.timed(inverseRows, by: times.counter("inverseRows")),
            inverseColumns: Self.timed(inverseColumns, by: times.counter("inverseColumns")),
            gather: { [gather, counter = times.counter("gather")] bases, entries, count, points in
                counter.time(count) { gather(bases, entries, count, points) }
            },
            addPairs: { [addPairs, counter = times.counter("addPairs")] pairs in
                counter.time(pairs.count) { addPairs(pairs) }
            },
            sumLists: { [sumLists, counter = times.counter("sumLists")] lists in
                // Points; the additions are fewer by one a list.
                counter.time((0..<8 * lists.count).reduce(0) { $0 + Int(lists.lengths[$1]) }) { sumLists(lists) }
            },
            multiplyPoints: { [multiplyPoints, counter = times.counter("multiplyPoints")] multiples in
                counter.time(multiples.count) { multiplyPoints(multiples) }
            },
            checkEquations: { [checkEquations, counter = times.counter("checkEquations")] equations, count, verdicts in
                counter.time(count) { checkEquations(equations, count, verdicts) }
            },
            magnitudes: { [magnitudes, counter = times.counter("magnitudes")] scalars, results, count in
                counter.time(count) { magnitudes(scalars, results, count) }
            },
            digits: { [digits, counter = times.counter("digits")] window, codes in
                counter.time(window.count) { digits(window, codes) }
            },
            permuteRescue: { [permuteRescue, counter = times.counter("permuteRescue")] states in
                counter.time(states.count) { permuteRescue(states) }
            },
            multiply: { [multiply, counter = times.counter("multiply")] values, factors, count in
                counter.time(count) { multiply(values, factors, count) }
            },
            evaluate: { [evaluate, counter = times.counter("evaluate")] coefficients, point, count in
                counter.time(count) { evaluate(coefficients, point, count) }
            },
            invert: { [invert, counter = times.counter("invert")] values, count, scratch in
                counter.time(count) { invert(values, count, scratch) }
            },
            combine: { [combine, counter = times.counter("combine")] terms in
                counter.time(terms.rows.count * terms.factors.count) { combine(terms) }
            },
            permutationTerms: { [permutationTerms, counter = times.counter("permutationTerms")] terms in
                counter.time(terms.count) { permutationTerms(terms) }
            },
            arithmeticGates: { [arithmeticGates, counter = times.counter("arithmeticGates")] gates in
                counter.time(gates.count) { arithmeticGates(gates) }
            },
            quotient: { [quotient, counter = times.counter("quotient")] terms in
                counter.time(terms.count) { quotient(terms) }
            })
    }

    private static func timed(
        _ kernel: @escaping @Sendable (TransformColumns) -> Void, by counter: KernelTimes.Counter
    ) -> @Sendable (TransformColumns) -> Void {
        { block in
            counter.time((block.width * block.logRows << block.logRows) / 2) { kernel(block) }
        }
    }

    private static func timed(
        _ kernel: @escaping @Sendable (TransformRows) -> Void, by counter: KernelTimes.Counter
    ) -> @Sendable (TransformRows) -> Void {
        { block in
            counter.time((block.rows.count * block.logLength << block.logLength) / 2) { kernel(block) }
        }
    }
}
