package import StarkCurve

/// The contract classes that account addresses are derived from; every SDK reads them from
/// `/v1/system/config`.
package enum ClassHashes {
    static let proxyText = "0x3530cc4759d78042f1b543bf797f5f3d647cde0388c33734cf91b7f7b9314a9"
    static let accountText = "0x41cb0280ebadaa75f996d8d92c6f265f6d040bb3ba442e5f86a554f1765244e"

    /// The address of the account that a public key controls.
    package static func address(of publicKey: FieldElement) -> FieldElement {
        accountClass.address(of: publicKey)
    }

    private static let accountClass = AccountClass(
        proxyClassHash: 0x3530cc4759d78042f1b543bf797f5f3d647cde0388c33734cf91b7f7b9314a9,
        accountClassHash: 0x41cb0280ebadaa75f996d8d92c6f265f6d040bb3ba442e5f86a554f1765244e)
}
