/// One thing that is fed with bytes of somebody else, and what must hold of it.
struct Harness: Sendable {
    /// What the variable, the folder with seeds and the table call it.
    let name: String
    /// The longest input, in bytes.
    let maximumLength: Int
    /// Takes an input; ends the process if a claim does not hold.
    let run: @Sendable ([UInt8]) -> Void

    init(_ name: String, maximumLength: Int, _ run: @escaping @Sendable ([UInt8]) -> Void) {
        self.name = name
        self.maximumLength = maximumLength
        self.run = run
    }

    /// All of them, in the order of the table.
    static let all: [Harness] = [
        textHarnesses, urlHarnesses, jsonHarnesses, serviceHarnesses, documentHarnesses, daemonHarnesses,
        nodeHarnesses, encodingHarnesses, contractHarnesses, accountHarnesses, keystoreHarnesses, pointHarnesses,
        proofHarnesses, fileHarnesses, httpHarnesses, arithmeticHarnesses, kernelHarnesses, columnHarnesses,
        listHarnesses, ruleHarnesses,
    ].flatMap { $0 }
}
