// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "paradex-mock",
    targets: [
        .target(name: "Exchange", swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
