// swift-tools-version: 6.2
// The rooms of the house, from the ground up. No import goes to a higher floor.
import PackageDescription

/// Swift 6 mode comes with the tools version; a warning is an error in every target of ours.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Number theory is useless unoptimised, so these targets are optimised in debug builds too, their assertions kept.
let optimized: [SwiftSetting] =
    strict + [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "hotshot-state-prover",
    products: [
        .executable(name: "fetch-state", targets: ["fetch-state"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // Floor 0: system libraries.
        .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),

        // Floor 1: fields and curves; bytes and text.
        .target(name: "BN254", dependencies: ["CGMP"], swiftSettings: optimized),
        .target(name: "Keccak", swiftSettings: optimized),
        .target(name: "TaggedBase64", swiftSettings: strict),
        .target(name: "JSON", dependencies: ["CJansson"], swiftSettings: strict),

        // Floor 2: hash and signatures; HTTP.
        .target(name: "Rescue", dependencies: ["BN254"], swiftSettings: optimized),
        .target(name: "Schnorr", dependencies: ["BN254", "Rescue", "TaggedBase64"], swiftSettings: optimized),
        .target(
            name: "HTTPTransport", dependencies: ["JSON", httpClient, nioCore, nioHTTP1, nioPosix],
            swiftSettings: strict),

        // Floor 3: what the network signs.
        .target(
            name: "LightClient", dependencies: ["BN254", "Rescue", "Schnorr", "Keccak", "TaggedBase64"],
            swiftSettings: optimized),

        // Floor 4: the network's services, in their wire forms.
        .target(
            name: "EspressoAPI", dependencies: ["BN254", "LightClient", "Schnorr", "JSON", "HTTPTransport"],
            swiftSettings: strict),

        // Floor 5: the update document, settings, logs and exit codes; the work of each command.
        .target(
            name: "Stages",
            dependencies: [
                "BN254", "LightClient", "Schnorr", "JSON", "HTTPTransport", "EspressoAPI", argumentParser, logging,
            ],
            swiftSettings: strict),

        // Floor 6: one thin program a command.
        .executableTarget(name: "fetch-state", dependencies: ["Stages", argumentParser], swiftSettings: strict),

        // Measurements: `make bench`.
        .executableTarget(
            name: "benchmarks", dependencies: ["BN254", "Keccak", "LightClient", "Rescue", "Schnorr"],
            swiftSettings: strict),

        // What tests share.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "LoopbackHTTP", dependencies: [nioCore, nioPosix], path: "Tests/LoopbackHTTP", swiftSettings: strict),
        .target(
            name: "NetworkFixtures",
            dependencies: [
                "BN254", "Rescue", "Schnorr", "JSON", "LightClient", "EspressoAPI", "LoopbackHTTP", "TestSupport",
            ],
            path: "Tests/NetworkFixtures", swiftSettings: strict),

        // Tests.
        .testTarget(
            name: "BN254Tests", dependencies: ["BN254", "CGMP", "TestSupport"], resources: [.copy("Vectors")],
            swiftSettings: strict),
        .testTarget(name: "KeccakTests", dependencies: ["Keccak", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "TaggedBase64Tests", dependencies: ["TaggedBase64", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
        .testTarget(
            name: "RescueTests", dependencies: ["Rescue", "BN254", "TestSupport"], resources: [.copy("Vectors")],
            swiftSettings: strict),
        .testTarget(
            name: "SchnorrTests", dependencies: ["Schnorr", "BN254", "Rescue", "TaggedBase64", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "HTTPTransportTests", dependencies: ["HTTPTransport", "LoopbackHTTP"], swiftSettings: strict),
        .testTarget(
            name: "LightClientTests",
            dependencies: ["LightClient", "BN254", "Rescue", "Schnorr", "TaggedBase64", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "EspressoAPITests",
            dependencies: ["BN254", "Schnorr", "JSON", "LightClient", "EspressoAPI", "NetworkFixtures", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "StagesTests", dependencies: ["Stages", argumentParser, logging], swiftSettings: strict),
        .testTarget(
            name: "FetchStateTests",
            dependencies: [
                "BN254", "Schnorr", "JSON", "LightClient", "EspressoAPI", "LoopbackHTTP", "NetworkFixtures",
                "TestSupport",
            ],
            resources: [.copy("Snapshots")], swiftSettings: strict),
    ]
)
