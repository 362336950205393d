import BN254
import Foundation
import TestSupport
import Testing

/// Published vectors: precompile calls that succeed and fail, and scalar multiplications.
@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct PublicVectorTests {
    private struct Call: Decodable {
        let input: String
        let expected: String
        let name: String

        enum CodingKeys: String, CodingKey {
            case input = "Input"
            case expected = "Expected"
            case name = "Name"
        }
    }

    @Test func goEthereumCalls() throws {
        let files = [
            ("bn256Add", 16, Precompile.add), ("bn256ScalarMul", 19, Precompile.multiply),
            ("bn256Pairing", 14, Precompile.checkPairing),
        ]
        for (file, count, run) in files {
            let calls = try decode([Call].self, from: "precompiles/\(file).json")
            #expect(calls.count == count)
            for call in calls {
                #expect(try run(hexBytes(call.input)) == hexBytes(call.expected), "\(file): \(call.name)")
            }
        }
    }

    /// Calls with their outputs, `0x` where the call fails.
    @Test func recordedCalls() throws {
        let calls = try decode([String: [[String]]].self, from: "bn254/eth-dump.json")
        let kinds = [
            ("EC_ADD", 50, Precompile.add), ("EC_MUL", 131, Precompile.multiply),
            ("EC_PAIRING", 34, Precompile.checkPairing),
        ]
        var failures = 0
        for (kind, count, run) in kinds {
            let calls = try #require(calls[kind])
            #expect(calls.count == count)
            for call in calls {
                try #require(call.count == 2)
                let input = try hexBytes(call[0])
                if call[1] == "0x" {
                    failures += 1
                    #expect(throws: BN254Error.self, "\(kind): \(call[0])") { try run(input) }
                } else {
                    #expect(try run(input) == hexBytes(call[1]), "\(kind): \(call[0])")
                }
            }
        }
        #expect(failures > 0)
    }

    private struct SmallSuite: Decodable {
        struct Sum: Decodable { let x1, y1, x2, y2, result: String }
        struct Product: Decodable { let x, y, scalar, result: String }
        let add: [Sum]
        let mul: [Product]
    }

    @Test func sumsAndProducts() throws {
        let suite = try decode(SmallSuite.self, from: "bn254/seda.json")
        #expect(suite.add.count == 7 && suite.mul.count == 17)
        for sum in suite.add {
            let input = try hexBytes(sum.x1 + sum.y1 + sum.x2 + sum.y2)
            #expect(try Precompile.add(input) == hexBytes(sum.result))
        }
        for product in suite.mul {
            let input = try hexBytes(product.x + product.y + product.scalar)
            #expect(try Precompile.multiply(input) == hexBytes(product.result))
        }
    }

    private struct Products<Coordinate: Decodable>: Decodable {
        struct Point: Decodable { let x, y: Coordinate }
        struct Vector: Decodable {
            let id: Int
            let point: Point
            let scalar: String
            let product: Point

            enum CodingKeys: String, CodingKey {
                case id, scalar
                case point = "P"
                case product = "Q"
            }
        }
        let vectors: [Vector]
    }

    private struct QuadraticText: Decodable {
        let c0, c1: String

        var element: Fq2 {
            get throws { Fq2(try Fq(hexadecimal: c0), try Fq(hexadecimal: c1)) }
        }
    }

    @Test func scalarMultiplicationInG1() throws {
        let file = try decode(Products<String>.self, from: "bn254/tv_BN254_Snarks_scalar_mul_G1_254bit.json")
        #expect(file.vectors.count == 40)
        for vector in file.vectors {
            let point = try G1Point(x: Fq(hexadecimal: vector.point.x), y: Fq(hexadecimal: vector.point.y))
            let product = try G1Point(x: Fq(hexadecimal: vector.product.x), y: Fq(hexadecimal: vector.product.y))
            #expect(try point * Fr(hexadecimal: vector.scalar) == product, "\(vector.id)")
        }
    }

    @Test func scalarMultiplicationInG2() throws {
        let file = try decode(Products<QuadraticText>.self, from: "bn254/tv_BN254_Snarks_scalar_mul_G2_254bit.json")
        #expect(file.vectors.count == 40)
        for vector in file.vectors {
            let point = try G2Point(x: vector.point.x.element, y: vector.point.y.element)
            let product = try G2Point(x: vector.product.x.element, y: vector.product.y.element)
            #expect(point.isInSubgroup && product.isInSubgroup, "\(vector.id)")
            #expect(try point * Fr(hexadecimal: vector.scalar) == product, "\(vector.id)")
        }
    }

    private func decode<T: Decodable>(_ type: T.Type, from name: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(SharedVectors.data("vectors/public/\(name)")))
    }
}
