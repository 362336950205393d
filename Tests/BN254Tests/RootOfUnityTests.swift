import BN254
import Testing

struct RootOfUnityTests {
    @Test func valuesOfTheSpecification() throws {
        #expect(Fr.multiplicativeGenerator == 5)
        #expect(
            Fr.rootOfUnity.description
                == "19103219067921713944291392827692070036145651957329286315305642004821462161904")
        let printed = [
            20: "0x26125da10a0ed06327508aba06d1e303ac616632dbed349f53422da953337857",
            16: "0x00eeb2cb5981ed45649abebde081dcff16c8601de4347e7dd1628ba2daac43b7",
            5: "0x09c532c6306b93d29678200d47c0b2a99c18d51b838eeb1d3eed4c533bb512d0",
        ]
        for (logarithm, text) in printed {
            #expect(Fr.rootOfUnity(logarithmOfOrder: logarithm).hexadecimal == text)
        }
        let size = Fr(1 << 20)
        let inverse = try #require(size.inverse)
        #expect(inverse.hexadecimal == "0x30644b6c9c4a72169e4daa317d25f04512ae15c53b34e8f5acd8e155d0a6c101")
    }

    /// The order is 2^k exactly: k squarings give 1, and one fewer gives −1.
    @Test(arguments: 0...28)
    func orderIsExact(logarithm: Int) {
        let root = Fr.rootOfUnity(logarithmOfOrder: logarithm)
        var powers = [root]
        for _ in 0..<logarithm { powers.append(powers[powers.count - 1] * powers[powers.count - 1]) }
        #expect(powers.last == .one)
        #expect(logarithm == 0 || powers[powers.count - 2] == -.one)
    }

    /// 2^28 divides r − 1, and 2^29 does not.
    @Test func twoAdicityIsExact() {
        let group = PrimeFieldCase.scalar.p - 1
        #expect(group % BigInteger.powerOfTwo(Fr.twoAdicity) == 0)
        #expect(group % BigInteger.powerOfTwo(Fr.twoAdicity + 1) != 0)
    }
}
