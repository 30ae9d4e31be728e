// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "paradex-mock",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // Pure: no C, no clock, no randomness.
        .target(name: "Exchange", swiftSettings: settings),
        .target(name: "StarkCurve", swiftSettings: settings),
        .target(
            name: "Wire", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .target(
            name: "Gateway",
            dependencies: [
                "Exchange", "StarkCurve", "Wire", .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.embedInCode("markets.json"), .embedInCode("openapi.json")],
            swiftSettings: settings),
        // The targets that touch C.
        .systemLibrary(name: "CLibuv", pkgConfig: "libuv", providers: [.apt(["libuv1-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "EventLoop", dependencies: ["CLibuv"], swiftSettings: settings),
        .target(name: "Store", dependencies: ["CSQLite", "Exchange"], swiftSettings: settings),
        // One process.
        .target(
            name: "Server", dependencies: ["EventLoop", "Exchange", "Gateway", "Store", "Wire"],
            swiftSettings: settings),
        .executableTarget(
            name: "paradex-mock",
            dependencies: [
                "EventLoop", "Exchange", "Gateway", "Server", "StarkCurve", "Store", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        // The random numbers of all tests.
        .target(name: "Randomness", path: "Tests/Randomness", swiftSettings: settings),
        .testTarget(name: "EventLoopTests", dependencies: ["EventLoop"], swiftSettings: settings),
        .testTarget(
            name: "ExchangeTests", dependencies: ["Exchange", "Randomness"], swiftSettings: settings),
        // Random runs with an auditor; scripts/simulate runs the program, the tests a few seeds.
        .target(
            name: "Simulation", dependencies: ["Exchange", "Randomness"], path: "Tests/Simulation",
            swiftSettings: settings),
        .executableTarget(
            name: "simulate", dependencies: ["Simulation"], path: "Tests/simulate",
            swiftSettings: settings),
        .testTarget(
            name: "SimulationTests", dependencies: ["Exchange", "Simulation"], swiftSettings: settings),
        .testTarget(name: "WireTests", dependencies: ["Randomness", "Wire"], swiftSettings: settings),
        .testTarget(
            name: "StoreTests", dependencies: ["Exchange", "Gateway", "Randomness", "Store", "Support"],
            swiftSettings: settings),
        .testTarget(
            name: "StarkCurveTests", dependencies: ["Randomness", "StarkCurve"], swiftSettings: settings),
        // Support is what the tests of several targets use.
        .target(
            name: "Support", dependencies: ["Exchange", "Gateway", "StarkCurve", "Wire"],
            path: "Tests/Support", swiftSettings: settings),
        .testTarget(
            name: "GatewayTests",
            dependencies: ["Exchange", "Gateway", "Randomness", "StarkCurve", "Support", "Wire"],
            swiftSettings: settings),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "CSQLite", "EventLoop", "Exchange", "Gateway", "Server", "Store", "Support", "Wire",
            ],
            swiftSettings: settings),
        .testTarget(name: "TidyTests", dependencies: ["Support"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
