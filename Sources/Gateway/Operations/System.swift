import Exchange
import Wire

extension Gateway {
    /// `GET /v1/system/time`: milliseconds, as a string.
    static func getSystemTime(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        .json(Self.object { $0.member("server_time", String(call.now.milliseconds)) })
    }

    /// `GET /v1/system/state`
    static func getSystemState(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let status = gateway.exchange.status
        return .json(Self.object { $0.member("status", status.word) })
    }

    /// `GET /v1/system/config`: what every SDK reads first. Clients store the addresses and never call them;
    /// only the chain id and the two class hashes go into what they sign and derive.
    static func getSystemConfiguration(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let chainID = gateway.configuration.chainID
        return .json(
            Self.object { json in
                json.member("environment", "testnet")
                json.member("starknet_chain_id", chainID)
                json.member("paraclear_account_proxy_hash", ClassHashes.proxyText)
                json.member("paraclear_account_hash", ClassHashes.accountText)
                for (name, value) in SystemAddresses.members { json.member(name, value) }
                json.key("paraclear_decimals")
                json.integer(8)
                json.key("bridged_tokens")
                json.beginArray()
                json.beginObject()
                for (name, value) in SystemAddresses.usdc { json.member(name, value) }
                json.key("decimals")
                json.integer(6)
                json.endObject()
                json.endArray()
            })
    }

    /// One JSON object.
    static func object(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        write(&json)
        json.endObject()
        return json.bytes
    }
}

/// Testnet's public figures, as paradex-py's own tests show them.
private enum SystemAddresses {
    static let members = [
        ("starknet_gateway_url", "https://potc-testnet-sepolia.starknet.io"),
        ("starknet_fullnode_rpc_url", "https://pathfinder.api.testnet.paradex.trade/rpc/v0.5"),
        ("starknet_fullnode_rpc_base_url", "https://pathfinder.api.testnet.paradex.trade"),
        ("block_explorer_url", "https://voyager.testnet.paradex.trade/"),
        ("paraclear_address", "0x286003f7c7bfc3f94e8f0af48b48302e7aee2fb13c23b141479ba00832ef2c6"),
        ("oracle_address", "0x2c6a867917ef858d6b193a0ff9e62b46d0dc760366920d631715d58baeaca1f"),
        ("universal_deployer_address", "0x1f3f9d3f1f0b7f3f9f3f9f3f9f3f9f3f9f3f9f3f"),
        ("l1_core_contract_address", "0x582CC5d9b509391232cd544cDF9da036e55833Af"),
        ("l1_operator_address", "0x11bACdFbBcd3Febe5e8CEAa75E0Ef6444d9B45FB"),
        ("l1_relayer_address", ""),
        ("l2_relayer_address", ""),
        ("l1_chain_id", "11155111"),
        ("liquidation_fee", "0.2"),
        ("partial_liquidation_buffer", "0.2"),
        ("partial_liquidation_share_increment", "0.05"),
    ]

    static let usdc = [
        ("name", "TEST USDC"),
        ("symbol", "USDC"),
        ("l1_token_address", "0x29A873159D5e14AcBd63913D4A7E2df04570c666"),
        ("l1_bridge_address", "0x8586e05adc0C35aa11609023d4Ae6075Cb813b4C"),
        ("l2_token_address", Money.address),
        ("l2_bridge_address", "0x46e9237f5408b5f899e72125dd69bd55485a287aaf24663d3ebe00d237fc7ef"),
    ]
}
