// swift-tools-version: 6.2
// The rooms of the house, from the ground up. No import goes to a higher floor.
import PackageDescription

/// Swift 6 mode comes with the tools version; a warning is an error in every target of ours.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Number theory is useless unoptimised, so these targets are optimised in debug builds too, their assertions kept.
let optimized: [SwiftSetting] =
    strict + [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]

/// The AVX-512 kernels are compiled for the processors that have them; ``Kernels`` asks the machine before it calls them.
#if arch(x86_64)
    let ifma: [SwiftSetting] =
        strict + [
            .unsafeFlags(["-Xcc", "-march=x86-64-v4", "-Xcc", "-mavx512ifma"]),
            .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug)),
        ]
#else
    let ifma = strict
#endif

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "hotshot-state-prover",
    products: [
        .executable(name: "fetch-state", targets: ["fetch-state"]),
        .executable(name: "prepare-keys", targets: ["prepare-keys"]),
        .executable(name: "gen-proof", targets: ["gen-proof"]),
        .executable(name: "verify-proof", targets: ["verify-proof"]),
        .executable(name: "read-contract", targets: ["read-contract"]),
        .executable(name: "advance-epoch", targets: ["advance-epoch"]),
        .executable(name: "submit-proof", targets: ["submit-proof"]),
        .executable(name: "supervise", targets: ["supervise"]),
        .executable(name: "serve-status", targets: ["serve-status"]),
        .executable(name: "devnet", targets: ["devnet"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // Floor 0: system libraries.
        .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .systemLibrary(name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
        .systemLibrary(name: "CMicrohttpd", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),

        // Intrinsics, and the question whether the machine has them.
        .target(name: "CSIMD"),

        // Starting a program so that it ends with us.
        .target(name: "CProcess"),

        // Floor 1: fields and curves, and their hot loops; bytes, text and files.
        .target(name: "BN254", dependencies: ["CGMP"], swiftSettings: optimized),
        .target(name: "KernelsIFMA", dependencies: ["CSIMD"], swiftSettings: ifma),
        .target(name: "Kernels", dependencies: ["BN254", "CSIMD", "KernelsIFMA"], swiftSettings: optimized),
        .target(name: "Keccak", swiftSettings: optimized),
        .target(name: "TaggedBase64", swiftSettings: strict),
        .target(name: "JSON", dependencies: ["CJansson"], swiftSettings: strict),
        .target(name: "Files", dependencies: [crypto], swiftSettings: strict),

        // Floor 2: hash and signatures; polynomials and their commitments, setups; HTTP.
        .target(name: "Rescue", dependencies: ["BN254", "Kernels"], swiftSettings: optimized),
        .target(
            name: "Schnorr", dependencies: ["BN254", "Kernels", "Rescue", "TaggedBase64"], swiftSettings: optimized),
        .target(name: "PolynomialCommitment", dependencies: ["BN254", "Kernels"], swiftSettings: optimized),
        .target(
            name: "SRS", dependencies: ["BN254", "Kernels", "PolynomialCommitment", "Files"],
            swiftSettings: optimized),
        .target(
            name: "HTTPTransport", dependencies: ["JSON", "Files", httpClient, nioCore, nioHTTP1, nioPosix],
            swiftSettings: strict),
        .target(name: "HTTPService", dependencies: ["CMicrohttpd"], swiftSettings: strict),

        // Floor 3: circuits and their proofs; what the network signs; Ethereum, its accounts and its nodes.
        .target(name: "ConstraintSystem", dependencies: ["BN254", "Rescue"], swiftSettings: optimized),
        .target(
            name: "TurboPlonk",
            dependencies: [
                "BN254", "Keccak", "TaggedBase64", "Kernels", "PolynomialCommitment", "ConstraintSystem", "Files",
            ],
            swiftSettings: optimized),
        .target(
            name: "LightClient", dependencies: ["BN254", "Rescue", "Schnorr", "Keccak", "TaggedBase64"],
            swiftSettings: optimized),
        .target(
            name: "Ethereum",
            // BN254 for its 256-bit integers only.
            dependencies: ["BN254", "Keccak", "JSON", "HTTPTransport", "CSecp256k1", crypto, cryptoExtras],
            swiftSettings: strict),

        // Floor 4: the circuits of the contracts and the contracts; the network's services, in their wire forms.
        .target(
            name: "StateCircuit", dependencies: ["BN254", "ConstraintSystem", "LightClient", "Rescue", "Schnorr"],
            swiftSettings: optimized),
        .target(
            name: "EspressoAPI", dependencies: ["BN254", "LightClient", "Schnorr", "JSON", "HTTPTransport"],
            swiftSettings: strict),
        .target(
            name: "LightClientContract", dependencies: ["BN254", "Ethereum", "LightClient", "TurboPlonk"],
            swiftSettings: strict),

        // Floor 5: the update document, settings, logs and exit codes; the work of each command.
        .target(
            name: "Stages",
            dependencies: [
                "BN254", "Kernels", "JSON", "Files", "Schnorr", "PolynomialCommitment", "SRS", "HTTPTransport",
                "ConstraintSystem", "TurboPlonk", "LightClient", "StateCircuit", "EspressoAPI", "Ethereum",
                "LightClientContract", argumentParser, logging,
            ],
            swiftSettings: strict),

        // Floor 6: the status over HTTP; the daemon's rounds, which know the stages by documents and exit codes only.
        .target(
            name: "StatusService",
            dependencies: [
                "BN254", "TaggedBase64", "JSON", "Files", "HTTPService", "Ethereum", "Stages", argumentParser, logging,
            ],
            resources: [.embedInCode("Page/page.html")], swiftSettings: strict),
        .target(
            name: "Supervision",
            dependencies: ["CProcess", "BN254", "JSON", "Files", "LightClient", "Stages", argumentParser, logging],
            swiftSettings: strict),

        // Floor 7: one thin program a command.
        .executableTarget(name: "fetch-state", dependencies: ["Stages", argumentParser], swiftSettings: strict),
        .executableTarget(name: "prepare-keys", dependencies: ["Stages", argumentParser], swiftSettings: strict),
        .executableTarget(name: "gen-proof", dependencies: ["Stages", argumentParser], swiftSettings: strict),
        .executableTarget(name: "verify-proof", dependencies: ["Stages", argumentParser], swiftSettings: strict),

        .executableTarget(name: "read-contract", dependencies: ["Stages", argumentParser], swiftSettings: strict),
        .executableTarget(name: "advance-epoch", dependencies: ["Stages", argumentParser], swiftSettings: strict),
        .executableTarget(name: "submit-proof", dependencies: ["Stages", argumentParser], swiftSettings: strict),

        .executableTarget(
            name: "supervise", dependencies: ["Supervision", "Stages", argumentParser, logging], swiftSettings: strict),
        .executableTarget(
            name: "serve-status", dependencies: ["HTTPService", "JSON", "Stages", "StatusService", argumentParser],
            swiftSettings: strict),

        // The validators, relay and sequencer of the development network, and the command that runs them.
        .target(
            name: "DevelopmentNetwork",
            dependencies: [
                "BN254", "Keccak", "Schnorr", "JSON", "HTTPService", "LightClient", "EspressoAPI", logging,
            ],
            path: "examples/devnet/network", exclude: ["README.md"], swiftSettings: strict),
        .executableTarget(
            name: "devnet",
            dependencies: ["DevelopmentNetwork", "JSON", "LightClient", "Stages", argumentParser, logging],
            path: "examples/devnet/command", swiftSettings: strict),

        // Measurements: what they are made with, and `make bench`.
        .target(name: "CSingleStep"),
        .target(name: "BenchmarkHarness", dependencies: ["CSingleStep", "JSON"], swiftSettings: strict),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "BenchmarkHarness", "BN254", "ConstraintSystem", "DevelopmentNetwork", "Files", "JSON", "Keccak",
                "Kernels", "LightClient", "PolynomialCommitment", "Rescue", "Schnorr", "Stages", "StateCircuit",
                "TurboPlonk", argumentParser, logging,
            ],
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

        .target(
            name: "DevnetFixtures",
            dependencies: ["BN254", "JSON", "HTTPTransport", "LightClient", "TurboPlonk", "TestSupport"],
            path: "Tests/DevnetFixtures", swiftSettings: strict),

        // Tests.
        .testTarget(
            name: "BN254Tests", dependencies: ["BN254", "CGMP", "TestSupport"], resources: [.copy("Vectors")],
            swiftSettings: strict),
        .testTarget(
            name: "KernelsTests", dependencies: ["Kernels", "KernelsIFMA", "BN254", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "KeccakTests", dependencies: ["Keccak", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "TaggedBase64Tests", dependencies: ["TaggedBase64", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
        .testTarget(
            name: "RescueTests", dependencies: ["Rescue", "BN254", "Kernels", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "SchnorrTests",
            dependencies: ["Schnorr", "BN254", "Kernels", "Rescue", "TaggedBase64", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "PolynomialCommitmentTests",
            dependencies: ["PolynomialCommitment", "Kernels", "BN254", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "SRSTests", dependencies: ["SRS", "PolynomialCommitment", "Files", "BN254", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HTTPTransportTests", dependencies: ["HTTPTransport", "Files", "LoopbackHTTP", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "HTTPServiceTests", dependencies: ["HTTPService", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ConstraintSystemTests", dependencies: ["ConstraintSystem", "BN254", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "TurboPlonkTests",
            dependencies: [
                "TurboPlonk", "BN254", "Keccak", "TaggedBase64", "Kernels", "PolynomialCommitment", "ConstraintSystem",
                "LightClient", "Schnorr", "StateCircuit", "SRS", "TestSupport", crypto,
            ],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "ProvingKeyFileTests",
            dependencies: ["TurboPlonk", "BN254", "Kernels", "ConstraintSystem", "Files", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StateCircuitTests",
            dependencies: [
                "StateCircuit", "BN254", "ConstraintSystem", "LightClient", "Rescue", "Schnorr", "TestSupport", crypto,
            ],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "LightClientTests",
            dependencies: ["LightClient", "BN254", "Rescue", "Schnorr", "TaggedBase64", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "EthereumTests",
            dependencies: [
                "Ethereum", "BN254", "JSON", "HTTPTransport", "Keccak", "LoopbackHTTP", "TestSupport", crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LightClientContractTests",
            dependencies: [
                "LightClientContract", "Ethereum", "BN254", "JSON", "LightClient", "TurboPlonk", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EspressoAPITests",
            dependencies: ["BN254", "Schnorr", "JSON", "LightClient", "EspressoAPI", "NetworkFixtures", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "DevelopmentNetworkTests",
            dependencies: [
                "DevelopmentNetwork", "BN254", "Schnorr", "JSON", "LightClient", "EspressoAPI", "HTTPTransport",
                "TestSupport", logging,
            ],
            swiftSettings: strict),
        .testTarget(name: "StagesTests", dependencies: ["Stages", argumentParser, logging], swiftSettings: strict),
        .testTarget(
            name: "FetchStateTests",
            dependencies: [
                "BN254", "Schnorr", "JSON", "LightClient", "EspressoAPI", "LoopbackHTTP", "NetworkFixtures",
                "TestSupport",
            ],
            resources: [.copy("Snapshots")], swiftSettings: strict),
        .testTarget(
            name: "AdvanceEpochTests",
            dependencies: [
                "BN254", "EspressoAPI", "JSON", "LightClient", "LoopbackHTTP", "NetworkFixtures", "Schnorr",
                "TestSupport",
            ],
            resources: [.copy("Snapshots")], swiftSettings: strict),
        .testTarget(
            name: "ReadContractTests",
            dependencies: [
                "BN254", "Ethereum", "JSON", "LightClient", "LightClientContract", "TurboPlonk", "DevnetFixtures",
                "LoopbackHTTP", "TestSupport",
            ],
            resources: [.copy("Snapshots")], swiftSettings: strict),
        .testTarget(
            name: "SubmissionTests",
            dependencies: [
                "Stages", "BN254", "Ethereum", "Files", "HTTPTransport", "JSON", "LightClient", "LightClientContract",
                "TestSupport", logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SubmitProofTests",
            dependencies: [
                "BN254", "Ethereum", "JSON", "LightClient", "TurboPlonk", "NetworkFixtures", "DevnetFixtures",
                "TestSupport",
            ],
            resources: [.copy("Snapshots")], swiftSettings: strict),
        .testTarget(
            name: "SupervisionTests",
            dependencies: ["Supervision", "Stages", "BN254", "JSON", "LightClient", "TestSupport"],
            resources: [.copy("Snapshots")], swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "BN254", "HTTPTransport", "JSON", "Keccak", "LightClient", "TurboPlonk", "DevnetFixtures",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(name: "WrapperTests", dependencies: ["TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "StatusServiceTests",
            dependencies: [
                "StatusService", "Stages", "BN254", "Ethereum", "Files", "JSON", "TestSupport", logging,
            ],
            resources: [.copy("Snapshots")], swiftSettings: strict),
        .testTarget(
            name: "PrepareKeysTests",
            dependencies: [
                "Stages", "BN254", "Files", "JSON", "PolynomialCommitment", "SRS", "TurboPlonk", "LoopbackHTTP",
                "TestSupport", logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "GenProofTests",
            dependencies: ["Stages", "JSON", "LightClient", "NetworkFixtures", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "VerifyProofTests", dependencies: ["Stages", "BN254", "JSON", "TurboPlonk", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(name: "BenchmarksTests", dependencies: ["TestSupport"], swiftSettings: strict),
        .testTarget(name: "BenchmarkHarnessTests", dependencies: ["BenchmarkHarness", "JSON"], swiftSettings: strict),
    ]
)

// `make test-debug`: the kernels and what is next to them, without the packages that others depend on, so that a debug
// build of them takes a minute or two.
if Context.environment["HSP_TARGETS"] == "kernels" {
    let kept: Set = [
        "CGMP", "CSIMD", "BN254", "KernelsIFMA", "Kernels", "PolynomialCommitment", "TestSupport", "KernelsTests",
        "PolynomialCommitmentTests",
    ]
    package.products = []
    package.dependencies = []
    package.targets.removeAll { !kept.contains($0.name) }
}
