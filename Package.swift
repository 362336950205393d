// swift-tools-version: 6.2
// The rooms of the house, from the ground up. No import goes to a higher floor.
import PackageDescription

/// Swift 6 mode comes with the tools version; a warning is an error in every target of ours. Each function has a section of
/// its own, and none is kept for programs that do not exist, so that the linker leaves out what a command does not use.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .unsafeFlags(
        ["-Xfrontend", "-function-sections", "-Xfrontend", "-internalize-at-link"], .when(platforms: [.linux])),
]

/// And what is unsafe in memory is marked, at each place.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

/// What waits for files, networks and people is compiled to be small.
let compact: [SwiftSetting] = safe + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// Number theory is useless unoptimised: it is optimised in debug builds too, its assertions kept.
let optimization: [SwiftSetting] = [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]
let optimized: [SwiftSetting] = safe + optimization

/// Kernels work on nothing but memory that is lent to them.
let kernels: [SwiftSetting] = strict + optimization

/// Sets of kernels are compiled for the processors that have their instructions; ``Kernels`` asks the machine before it
/// calls them. They share the files of Sources/VectorKernels, by a link in the folder of each.
#if arch(x86_64)
    let ifma = kernels + [.unsafeFlags(["-Xcc", "-march=x86-64-v4", "-Xcc", "-mavx512ifma"])]
    // Instructions stay in the order of the text: with sixteen registers, the scheduler's own has twice as many of them go
    // through memory, and takes 5 % longer.
    let avx2 =
        kernels + [.unsafeFlags(["-Xcc", "-mavx2", "-Xcc", "-mfma", "-Xllvm", "-enable-misched=false"])]
#else
    let ifma = kernels
    let avx2 = kernels
#endif

/// A command needs no Swift on the machine it runs on: the runtime is linked in. lld takes a third of the time that the
/// default linker takes, and leaves out what is there twice.
let standalone: [LinkerSetting] = [
    .unsafeFlags(
        ["-static-stdlib", "-use-ld=lld", "-l_FoundationCollections", "-l_FoundationCShims"]
            + [
                "--no-export-dynamic", "--as-needed", "--icf=all", "-z", "pack-relative-relocs", "--no-eh-frame-hdr",
                "--script=\(Context.packageDirectory)/Sources/commands.ld",
            ].flatMap { ["-Xlinker", $0] },
        .when(platforms: [.linux]))
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

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
        // For programs of others: the curve; proofs of any circuit, with all that their keys and circuits are made of.
        .library(name: "BN254", targets: ["BN254"]),
        .library(
            name: "TurboPlonk",
            targets: ["BN254", "ConstraintSystem", "Kernels", "PolynomialCommitment", "SRS", "TurboPlonk"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        // Floor 0: system libraries.
        .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .systemLibrary(name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMicrohttpd", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // Intrinsics, and the question whether the machine has them.
        .target(name: "CSIMD"),

        // Starting a program so that it ends with us, waiting for the end of another; keeping memory from being dumped.
        .target(name: "CProcess"),

        // What a process says when a mapped file is cut short.
        .target(name: "CMapping"),

        // What the kernel lets this process use of the machine.
        .target(name: "Machine", swiftSettings: compact),

        // Floor 1: what a failure is; fields and curves, and their hot loops; bytes, text and files.
        .target(name: "Failures", swiftSettings: compact),
        .target(name: "BN254", dependencies: ["CGMP"], swiftSettings: optimized),
        .target(name: "KernelsIFMA", dependencies: ["CSIMD"], swiftSettings: ifma),
        .target(name: "KernelsAVX2", dependencies: ["CSIMD"], swiftSettings: avx2),
        .target(
            name: "Kernels", dependencies: ["BN254", "CSIMD", "KernelsAVX2", "KernelsIFMA", "Machine"],
            swiftSettings: kernels),
        .target(name: "Keccak", swiftSettings: optimized),
        .target(name: "TaggedBase64", swiftSettings: compact),
        .target(name: "JSON", dependencies: ["CJansson", "Failures"], swiftSettings: compact),
        .target(name: "Cryptography", dependencies: ["CCrypto", "Failures"], swiftSettings: compact),
        // A mapped file lends its bytes for as long as it lives, which is said by an attribute of this feature.
        .target(
            name: "Files", dependencies: ["CMapping", "Cryptography", "Failures", "Text"],
            swiftSettings: compact + [.enableExperimentalFeature("Lifetimes")]),
        .target(name: "Text", swiftSettings: compact),

        // Floor 2: hash and signatures; polynomials and their commitments, setups; HTTP.
        .target(name: "Rescue", dependencies: ["BN254", "Kernels"], swiftSettings: optimized),
        .target(
            name: "Schnorr", dependencies: ["BN254", "Kernels", "Rescue", "TaggedBase64"], swiftSettings: optimized),
        .target(name: "PolynomialCommitment", dependencies: ["BN254", "Kernels"], swiftSettings: optimized),
        .target(
            name: "SRS", dependencies: ["BN254", "Failures", "Kernels", "PolynomialCommitment", "Files"],
            swiftSettings: optimized),
        .target(
            name: "HTTPTransport", dependencies: ["CCurl", "Failures", "Files", "JSON", "Text"], swiftSettings: compact),
        .target(name: "HTTPService", dependencies: ["CMicrohttpd", "Failures"], swiftSettings: compact),

        // Floor 3: circuits and their proofs; what the network signs; Ethereum, its accounts and its nodes.
        .target(name: "ConstraintSystem", dependencies: ["BN254", "Kernels", "Rescue"], swiftSettings: optimized),
        .target(
            name: "TurboPlonk",
            dependencies: [
                "BN254", "Failures", "Keccak", "TaggedBase64", "Kernels", "PolynomialCommitment", "ConstraintSystem",
                "Files",
            ],
            swiftSettings: optimized),
        .target(
            name: "LightClient", dependencies: ["BN254", "Failures", "Rescue", "Schnorr", "Keccak", "TaggedBase64"],
            swiftSettings: optimized),
        // Values, encodings and transactions; whoever signs them; whoever takes them. BN254 for its 256-bit integers only.
        .target(name: "Ethereum", dependencies: ["BN254", "Keccak", "Text"], swiftSettings: compact),
        .target(
            name: "EthereumAccounts",
            dependencies: [
                "BN254", "CProcess", "CSecp256k1", "Cryptography", "Ethereum", "Failures", "Files", "JSON", "Keccak",
            ],
            swiftSettings: compact),
        .target(
            name: "EthereumNode",
            dependencies: ["BN254", "Ethereum", "EthereumAccounts", "Failures", "HTTPTransport", "JSON", "Text"],
            swiftSettings: compact),

        // Floor 4: the circuits of the contracts and the contracts; the network's services, in their wire forms.
        .target(
            name: "StateCircuit", dependencies: ["BN254", "ConstraintSystem", "Failures", "LightClient", "Schnorr"],
            swiftSettings: optimized),
        .target(
            name: "LightClientJSON", dependencies: ["BN254", "JSON", "LightClient", "Schnorr"], swiftSettings: compact),
        .target(
            name: "EspressoAPI",
            dependencies: [
                "BN254", "Failures", "Files", "HTTPTransport", "JSON", "LightClient", "LightClientJSON", "Schnorr",
            ],
            swiftSettings: compact),
        .target(
            name: "ProvingKeys", dependencies: ["BN254", "ConstraintSystem", "Failures", "Files", "TurboPlonk"],
            swiftSettings: compact),
        .target(
            name: "LightClientContract",
            dependencies: ["BN254", "Ethereum", "Failures", "LightClient", "ProvingKeys", "TurboPlonk"],
            swiftSettings: compact),

        // Floor 5: what every command has: settings, logs, exit codes; the documents that commands exchange; what was
        // signed, and the rules about it; the status.
        .target(
            name: "CommandSupport",
            dependencies: ["CProcess", "Failures", "Files", "JSON", "Machine", "Text", argumentParser, logging],
            swiftSettings: compact),
        .target(name: "HTTPSettings", dependencies: ["CommandSupport", "HTTPTransport"], swiftSettings: compact),
        .target(
            name: "EthereumSettings", dependencies: ["CommandSupport", "Ethereum", "Files"],
            swiftSettings: compact),
        .target(
            name: "Documents",
            dependencies: [
                "BN254", "CommandSupport", "Ethereum", "Failures", "JSON", "LightClient", "LightClientJSON", "Schnorr",
            ],
            swiftSettings: compact),
        .target(
            name: "ProofDocuments",
            dependencies: [
                "BN254", "CommandSupport", "ConstraintSystem", "Documents", "Ethereum", "Failures", "Files", "JSON",
                "ProvingKeys", "Text",
                "TurboPlonk",
            ],
            swiftSettings: compact),
        .target(
            name: "Journal",
            dependencies: [
                "BN254", "Ethereum", "EthereumAccounts", "Failures", "Files", "JSON", "LightClient", "LightClientJSON",
                "Text",
            ],
            swiftSettings: compact),
        .target(
            name: "TransactionFees", dependencies: ["Ethereum", "EthereumNode", "Failures"], swiftSettings: compact),
        .target(
            name: "SubmissionRules", dependencies: ["Ethereum", "EthereumNode", "Journal", "LightClient"],
            swiftSettings: compact),
        // What stages tell the daemon beside documents and exit codes.
        .target(
            name: "StageFindings", dependencies: ["BN254", "CommandSupport", "Files", "JSON"], swiftSettings: compact),
        .target(
            name: "DaemonStatus",
            dependencies: ["BN254", "CommandSupport", "Failures", "Files", "JSON", "StageFindings"],
            swiftSettings: compact),

        // Floor 6: the work of the commands, a room a concern.
        .target(
            name: "StateFetching",
            dependencies: [
                "BN254", "CommandSupport", "Documents", "EspressoAPI", "Failures", "Files", "HTTPSettings",
                "HTTPTransport", "JSON", "LightClient", "Schnorr", "StageFindings", argumentParser, logging,
            ],
            swiftSettings: compact),
        .target(
            name: "Proving",
            dependencies: [
                "BN254", "CommandSupport", "ConstraintSystem", "Documents", "Files", "JSON", "Kernels", "LightClient",
                "ProofDocuments", "ProvingKeys", "StateCircuit", "TurboPlonk", argumentParser, logging,
            ],
            swiftSettings: compact),
        .target(
            name: "KeyPreparation",
            dependencies: [
                "BN254", "CommandSupport", "ConstraintSystem", "Documents", "Failures", "Files", "HTTPSettings",
                "HTTPTransport", "JSON", "Kernels", "LightClient", "ProofDocuments", "ProvingKeys", "SRS",
                "StateCircuit", "TurboPlonk", argumentParser, logging,
            ],
            swiftSettings: compact),
        .target(
            name: "ContractReading",
            dependencies: [
                "BN254", "CommandSupport", "Documents", "Ethereum", "EthereumAccounts", "EthereumNode",
                "EthereumSettings",
                "Failures", "Files", "HTTPSettings", "HTTPTransport", "JSON", "LightClient", "LightClientContract",
                "ProofDocuments", "ProvingKeys", "StageFindings", "StateCircuit", "TurboPlonk", argumentParser, logging,
            ],
            swiftSettings: compact),
        .target(
            name: "Submission",
            dependencies: [
                "BN254", "CommandSupport", "ContractReading", "Documents", "Ethereum", "EthereumAccounts",
                "EthereumNode", "EthereumSettings",
                "Failures", "Files", "HTTPTransport", "JSON", "Journal", "LightClient", "LightClientContract",
                "ProofDocuments", "StageFindings", "SubmissionRules", "Text", "TransactionFees",
                "TurboPlonk", argumentParser, logging,
            ],
            swiftSettings: compact),

        // The status over HTTP; the daemon's rounds, which know the stages by documents and exit codes only.
        .target(
            name: "StatusService",
            dependencies: [
                "BN254", "CommandSupport", "DaemonStatus", "Ethereum", "EthereumSettings", "Files", "HTTPService",
                "JSON", "StageFindings", "TaggedBase64", "Text", argumentParser, logging,
            ],
            resources: [.embedInCode("Page/page.html")], swiftSettings: compact),
        .target(
            name: "Supervision",
            dependencies: [
                "BN254", "CProcess", "CommandSupport", "DaemonStatus", "Documents", "Failures", "Files", "JSON",
                "LightClient", "StageFindings", "Text", argumentParser, logging,
            ],
            swiftSettings: compact),

        // Floor 7: one thin program a command.
        .executableTarget(
            name: "fetch-state",
            dependencies: [
                "CommandSupport", "Documents", "HTTPTransport", "LightClient", "StageFindings", "StateFetching",
                argumentParser, logging,
            ],
            swiftSettings: compact, linkerSettings: standalone),
        .executableTarget(
            name: "prepare-keys",
            dependencies: ["CommandSupport", "KeyPreparation", "ProofDocuments", "TurboPlonk", argumentParser],
            swiftSettings: compact, linkerSettings: standalone),
        .executableTarget(
            name: "gen-proof",
            dependencies: ["CommandSupport", "Documents", "LightClient", "Proving", argumentParser, logging],
            swiftSettings: compact, linkerSettings: standalone),
        .executableTarget(
            name: "verify-proof",
            dependencies: ["CommandSupport", "ProofDocuments", "Proving", argumentParser, logging],
            swiftSettings: compact, linkerSettings: standalone),
        .executableTarget(
            name: "read-contract",
            dependencies: [
                "CommandSupport", "ContractReading", "Documents", "LightClientContract", "StageFindings",
                argumentParser,
                logging,
            ],
            swiftSettings: compact, linkerSettings: standalone),
        .executableTarget(
            name: "advance-epoch",
            dependencies: [
                "CommandSupport", "Documents", "HTTPTransport", "LightClient", "StateFetching", argumentParser, logging,
            ],
            swiftSettings: compact, linkerSettings: standalone),
        .executableTarget(
            name: "submit-proof",
            dependencies: [
                "CommandSupport", "ContractReading", "StageFindings", "Submission", argumentParser, logging,
            ],
            swiftSettings: compact, linkerSettings: standalone),
        .executableTarget(
            name: "supervise", dependencies: ["CommandSupport", "Files", "Supervision", argumentParser, logging],
            swiftSettings: compact, linkerSettings: standalone),
        .executableTarget(
            name: "serve-status",
            dependencies: ["CommandSupport", "HTTPService", "JSON", "StatusService", argumentParser],
            swiftSettings: compact, linkerSettings: standalone),

        // The validators, relay and sequencer of the development network, and the command that runs them.
        .target(
            name: "DevelopmentNetwork",
            dependencies: [
                "BN254", "HTTPService", "JSON", "Keccak", "LightClient", "LightClientJSON", "Schnorr", logging,
            ],
            path: "examples/devnet/network", exclude: ["README.md"], swiftSettings: safe),
        .executableTarget(
            name: "devnet",
            dependencies: ["CommandSupport", "DevelopmentNetwork", "JSON", "LightClient", argumentParser, logging],
            path: "examples/devnet/command", swiftSettings: safe),

        // Measurements: what they are made with, and `make bench`.
        .target(name: "CSingleStep"),
        .target(name: "BenchmarkHarness", dependencies: ["CSingleStep", "JSON"], swiftSettings: safe),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "BN254", "BenchmarkHarness", "CommandSupport", "ConstraintSystem", "DevelopmentNetwork", "Documents",
                "Files", "JSON", "Keccak", "Kernels", "KeyPreparation", "LightClient", "PolynomialCommitment",
                "Proving", "Rescue", "Schnorr", "StateCircuit", "TurboPlonk", argumentParser, logging,
            ],
            swiftSettings: safe),

        // What tests share.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: safe),
        .target(
            name: "PublicVectors", dependencies: ["JSON", "TestSupport"], path: "Tests/PublicVectors",
            swiftSettings: safe),
        .target(name: "LoopbackHTTP", path: "Tests/LoopbackHTTP", swiftSettings: safe),
        .target(name: "SlowResolver", path: "Tests/SlowResolver"),
        .target(
            name: "NetworkFixtures",
            dependencies: [
                "BN254", "EspressoAPI", "JSON", "LightClient", "LoopbackHTTP", "Rescue", "Schnorr", "TestSupport",
            ],
            path: "Tests/NetworkFixtures", swiftSettings: safe),

        .target(
            name: "DevnetFixtures",
            dependencies: ["BN254", "JSON", "HTTPTransport", "LightClient", "TurboPlonk", "TestSupport"],
            path: "Tests/DevnetFixtures", swiftSettings: safe),

        // Tests.
        .testTarget(
            name: "BN254Tests", dependencies: ["BN254", "CGMP", "TestSupport"], resources: [.copy("Vectors")],
            swiftSettings: strict),
        .testTarget(
            name: "KernelsTests",
            dependencies: ["BN254", "CSIMD", "Kernels", "KernelsAVX2", "KernelsIFMA", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CryptographyTests",
            dependencies: ["Cryptography", "CCrypto", "JSON", "PublicVectors", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "MachineTests", dependencies: ["Machine"], swiftSettings: strict),
        .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "KeccakTests", dependencies: ["Keccak", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "TaggedBase64Tests", dependencies: ["TaggedBase64", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: strict),
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
            name: "HTTPTransportTests",
            dependencies: ["Files", "HTTPTransport", "LoopbackHTTP", "SlowResolver", "TestSupport"],
            resources: [.copy("Servers")], swiftSettings: strict),
        .testTarget(name: "HTTPServiceTests", dependencies: ["HTTPService", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ConstraintSystemTests", dependencies: ["ConstraintSystem", "BN254", "Kernels", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "TurboPlonkTests",
            dependencies: [
                "BN254", "ConstraintSystem", "Files", "Keccak", "Kernels", "LightClient", "PolynomialCommitment",
                "ProvingKeys", "SRS", "Schnorr", "StateCircuit", "TaggedBase64", "TestSupport", "TurboPlonk",
            ],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "ProvingKeyFileTests",
            dependencies: [
                "BN254", "ConstraintSystem", "Files", "Kernels", "PolynomialCommitment", "ProvingKeys", "TestSupport",
                "TurboPlonk",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StateCircuitTests",
            dependencies: [
                "BN254", "ConstraintSystem", "Cryptography", "Kernels", "LightClient", "Rescue", "Schnorr",
                "StateCircuit", "TestSupport",
            ],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "LightClientTests", dependencies: ["BN254", "LightClient", "Schnorr", "TaggedBase64", "TestSupport"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(
            name: "EthereumTests",
            dependencies: [
                "BN254", "Cryptography", "Ethereum", "EthereumAccounts", "EthereumNode", "HTTPTransport", "JSON",
                "LoopbackHTTP", "PublicVectors", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LightClientContractTests",
            dependencies: [
                "LightClientContract", "Ethereum", "BN254", "JSON", "LightClient", "ProvingKeys", "TurboPlonk",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EspressoAPITests",
            dependencies: [
                "BN254", "EspressoAPI", "JSON", "LightClient", "LightClientJSON", "NetworkFixtures", "Schnorr",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DevelopmentNetworkTests",
            dependencies: [
                "BN254", "DevelopmentNetwork", "EspressoAPI", "HTTPTransport", "JSON", "LightClient", "Schnorr",
                "TestSupport", logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandSupportTests",
            dependencies: [
                "CommandSupport", "Failures", "Files", "HTTPSettings", "HTTPTransport", "Machine", "TestSupport",
                "Text",
                argumentParser, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DocumentsTests",
            dependencies: [
                "BN254", "DevnetFixtures", "Documents", "Ethereum", "JSON", "LightClient", "NetworkFixtures",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FetchStateTests",
            dependencies: [
                "BN254", "EspressoAPI", "HTTPTransport", "JSON", "LightClient", "LoopbackHTTP", "NetworkFixtures",
                "Schnorr", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AdvanceEpochTests",
            dependencies: [
                "BN254", "EspressoAPI", "JSON", "LightClient", "LoopbackHTTP", "NetworkFixtures", "Schnorr",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ReadContractTests",
            dependencies: [
                "BN254", "ContractReading", "Ethereum", "JSON", "LightClient", "LightClientContract", "ProvingKeys",
                "TurboPlonk",
                "DevnetFixtures", "LoopbackHTTP", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SubmissionTests",
            dependencies: [
                "BN254", "CommandSupport", "ContractReading", "Ethereum", "EthereumAccounts", "EthereumNode", "Files",
                "HTTPTransport", "JSON", "Journal", "LightClient", "LightClientContract", "LoopbackHTTP", "Submission",
                "SubmissionRules", "TestSupport", "TransactionFees",
                logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SubmitProofTests",
            dependencies: [
                "DevnetFixtures", "Ethereum", "EthereumAccounts", "JSON", "LightClient", "NetworkFixtures",
                "TestSupport", "TurboPlonk",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SupervisionTests",
            dependencies: [
                "BN254", "CommandSupport", "DaemonStatus", "JSON", "LightClient", "StageFindings", "Supervision",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "BN254", "Files", "HTTPTransport", "JSON", "Keccak", "LightClient", "PolynomialCommitment", "SRS",
                "TurboPlonk", "DevnetFixtures", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WrapperTests", dependencies: ["CommandSupport", "JSON", "TestSupport"],
            resources: [.copy("Snapshots")], swiftSettings: strict),
        .testTarget(
            name: "StatusServiceTests",
            dependencies: [
                "BN254", "CommandSupport", "DaemonStatus", "Files", "JSON", "StageFindings", "StatusService",
                "TestSupport",
                logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PrepareKeysTests",
            dependencies: [
                "BN254", "CommandSupport", "Documents", "Files", "JSON", "KeyPreparation", "LoopbackHTTP",
                "PolynomialCommitment", "ProvingKeys", "SRS", "TestSupport", "TurboPlonk", logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "GenProofTests",
            dependencies: [
                "CommandSupport", "Documents", "JSON", "LightClient", "NetworkFixtures", "Proving", "ProvingKeys",
                "TestSupport",
                "TurboPlonk",
            ], swiftSettings: strict),
        .testTarget(
            name: "VerifyProofTests",
            dependencies: ["BN254", "Documents", "JSON", "ProofDocuments", "ProvingKeys", "TestSupport", "TurboPlonk"],
            resources: [.copy("Vectors")], swiftSettings: strict),
        .testTarget(name: "BenchmarksTests", dependencies: ["TestSupport"], swiftSettings: strict),
        .testTarget(name: "BenchmarkHarnessTests", dependencies: ["BenchmarkHarness", "JSON"], swiftSettings: strict),
    ]
)

// `make test-debug`: the kernels and what is next to them, without the packages that others depend on, so that a debug
// build of them takes a minute or two.
if Context.environment["HSP_TARGETS"] == "kernels" {
    let kept: Set = [
        "CGMP", "CSIMD", "Machine", "BN254", "KernelsAVX2", "KernelsIFMA", "Kernels", "PolynomialCommitment",
        "TestSupport", "KernelsTests", "PolynomialCommitmentTests",
    ]
    package.products = []
    package.dependencies = []
    package.targets.removeAll { !kept.contains($0.name) }
}

// `make fuzz`: the harnesses, and the rooms that they stand on, instrumented for the toolchain's libFuzzer.
if Context.environment["HSP_TARGETS"] == "fuzz" {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "BN254", "CGMP", "CommandSupport", "ContractReading", "Cryptography", "DaemonStatus", "Documents",
                "EspressoAPI", "Ethereum", "EthereumAccounts", "EthereumNode", "EthereumSettings", "Files",
                "HTTPService", "HTTPSettings", "HTTPTransport", "JSON", "Journal", "Keccak", "Kernels", "LightClient",
                "LightClientContract", "LightClientJSON", "Machine", "PolynomialCommitment", "ProofDocuments",
                "ProvingKeys", "Rescue", "SRS", "Schnorr", "StageFindings", "StatusService", "Submission",
                "SubmissionRules", "Supervision", "TaggedBase64", "Text", "TransactionFees", "TurboPlonk",
            ],
            path: "Tests/Fuzzing", exclude: ["Corpora", "README.md", "collect-seeds", "run"], swiftSettings: safe))
    var dependencies: [String: [String]] = [:]
    for target in package.targets {
        dependencies[target.name] = target.dependencies.compactMap {
            if case .byNameItem(let name, _) = $0 { name } else { nil }
        }
    }
    var kept: Set = ["fuzz"]
    var added = kept
    while !added.isEmpty {
        added = Set(added.flatMap { dependencies[$0] ?? [] }).subtracting(kept)
        kept.formUnion(added)
    }
    package.products = []
    package.targets.removeAll { !kept.contains($0.name) }
}

// `make test-sanitized`: all rooms but those that measure, with what each program tells the sanitizer in it. A sanitizer
// knows Swift's runtime by its libraries.
if Context.environment["HSP_TARGETS"] == "sanitized" {
    let left: Set = [
        "CSingleStep", "BenchmarkHarness", "BenchmarkHarnessTests", "benchmarks", "BenchmarksTests", "EndToEndTests",
        "WrapperTests",
    ]
    package.targets.removeAll { left.contains($0.name) }
    package.targets.append(.target(name: "Sanitizers", path: "Tests/Sanitizers"))
    for target in package.targets {
        if target.name == "Kernels" { target.swiftSettings?.append(.define("SANITIZED")) }
        guard [.executable, .test].contains(target.type) else { continue }
        target.dependencies.append("Sanitizers")
        target.linkerSettings = nil
    }
}
