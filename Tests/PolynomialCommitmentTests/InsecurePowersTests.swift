import BN254
import Kernels
import PolynomialCommitment
import TestSupport
import Testing

@Suite struct InsecurePowersTests {
    @Test(arguments: [0, 1, 2, 50])
    func `every power is a multiple of the one before`(count: Int) {
        var generator = SeededGenerator(seed: 1)
        for tau in [Fr.zero, .one, -Fr.one, 2, .random(using: &generator)] {
            let powers = InsecurePowers.powers(of: tau, count: count)
            #expect(powers.count == count)
            var power = Fr.one
            for index in 0..<count {
                #expect(powers[index] == G1Point.generator * power)
                power *= tau
            }
        }
    }

    @Test func `the ends of tasks fit together on any number of threads`() {
        let tau: Fr = 0x1_0000_0000_0001
        let results = [1, 2].map { threads in
            Parallel.withThreads(threads) { InsecurePowers.powers(of: tau, count: 4200) }
        }
        #expect(results[0].equals(results[1]))
        for index in [2046, 2047, 2048, 2049, 4095, 4096, 4199] {
            let power = tau.power(variableTime: UInt256(UInt64(index)))
            #expect(results[0][index] == G1Point.generator * power)
        }
    }
}
