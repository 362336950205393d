import BN254
import Kernels
import Rescue

extension SchnorrSignature {
    /// Whether each of `offered` signs `message` under its key: what ``isValid(for:message:)`` says of each, in a fraction
    /// of the time, on all cores.
    public static func areValid(
        _ offered: [(key: VerificationKey, signature: SchnorrSignature)], for message: [Fr]
    ) -> [Bool] {
        let hashes = Rescue.hashes(
            of: offered.map { challengeInput(key: $0.key, r: $0.signature.r, message: message) })
        let equations = zip(offered, hashes).map { offer, hash in
            offer.signature.equation(for: offer.key, challenge: challenge(hash: hash))
        }
        return areSatisfied(equations, by: .current)
    }

    /// Whether each of `equations` `EdwardsEquation/holds`, by kernels of the caller's choice.
    package static func areSatisfied(_ equations: [EdwardsEquation], by kernels: KernelTable) -> [Bool] {
        let count = equations.count
        let (equations, verdicts) = (Storage(copying: equations), Storage<Bool>(count: count))
        // Kernels take eight at a time.
        Parallel.chunks(of: (count + 7) / 8, minimum: 1) { blocks in
            let range = 8 * blocks.lowerBound..<min(8 * blocks.upperBound, count)
            kernels.checkEquations(equations[range].readOnly, verdicts: verdicts[range])
        }
        return verdicts.elements
    }
}
