import BN254
import Kernels
import Synchronization

extension StructuredReferenceString {
    /// The first `count` powers, in Montgomery form; each is checked to be a point of G1 as ark-serialize writes it.
    ///
    /// Throws ``SRSError``: `tooFewPowers`, `badPower` for the first that is wrong, or `notGenerator`.
    public func powers(count: Int) throws(SRSError) -> Storage<G1Point> {
        guard count <= powerCount else { throw .tooFewPowers(needed: count, found: powerCount) }
        let powers = Storage<G1Point>(count: count)
        let firstFailure = Mutex<(start: Int, error: SRSError)?>(nil)
        Parallel.chunks(of: count, minimum: 1024) { range in
            do throws(SRSError) {
                for index in range { powers[index] = try power(at: index) }
            } catch {
                firstFailure.withLock { first in
                    if first.map({ range.lowerBound < $0.start }) ?? true { first = (range.lowerBound, error) }
                }
            }
        }
        if let failure = firstFailure.withLock({ $0 }) { throw failure.error }
        guard count == 0 || powers[0] == .generator else { throw .notGenerator("power 0") }
        return powers
    }

    private func power(at index: Int) throws(SRSError) -> G1Point {
        let offset = SRSLayout.powers + index * G1Point.uncompressedByteCount
        let power: G1Point
        do throws(BN254Error) {
            power = try G1Point(arkUncompressed: file.span, at: offset, checkingSubgroup: false)
        } catch {
            throw .badPower(index: index, error)
        }
        guard !power.isInfinity else { throw .badPower(index: index, nil) }
        return power
    }
}
