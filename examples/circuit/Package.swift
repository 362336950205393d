// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "prove-own-circuit",
    dependencies: [.package(name: "hotshot-state-prover", path: "../..")],
    targets: [
        .executableTarget(
            name: "prove-own-circuit",
            dependencies: [.product(name: "TurboPlonk", package: "hotshot-state-prover")], path: "Sources")
    ]
)
