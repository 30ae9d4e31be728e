// The peer in simdjson: how long its on-demand parser takes to read one order, every member of it copied out.
// It validates UTF-8 in its first pass.
//
//     simdjson_peer FILE      with one order in FILE
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <simdjson.h>

using namespace simdjson;

// Strings keep their room from one order to the next.
struct Order {
    std::string market, side, type, size, price, instruction, client_id, signature, stp, other;
    uint64_t signature_timestamp, recv_window;

    std::string &text(std::string_view name) {
        if (name == "market") return market;
        if (name == "side") return side;
        if (name == "type") return type;
        if (name == "size") return size;
        if (name == "price") return price;
        if (name == "instruction") return instruction;
        if (name == "client_id") return client_id;
        if (name == "signature") return signature;
        if (name == "stp") return stp;
        return other;
    }
};

static void read(ondemand::parser &parser, const padded_string &source, Order &order) {
    ondemand::document document = parser.iterate(source);
    for (auto field : document.get_object()) {
        std::string_view name = field.unescaped_key();
        ondemand::value value = field.value();
        if (name == "signature_timestamp") order.signature_timestamp = value.get_uint64();
        else if (name == "recv_window") order.recv_window = value.get_uint64();
        else if (value.type() == ondemand::json_type::null) order.text(name).clear();
        else order.text(name).assign(std::string_view(value.get_string()));
    }
}

int main(int argument_count, char **arguments) {
    if (argument_count != 2) return 2;
    padded_string source = padded_string::load(arguments[1]);
    ondemand::parser parser;
    Order order;
    const int rounds = 1000000;
    for (int index = 0; index < rounds / 10; index++) read(parser, source, order);
    auto began = std::chrono::steady_clock::now();
    for (int index = 0; index < rounds; index++) read(parser, source, order);
    std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - began;
    if (order.market.empty() || order.signature.empty() || order.signature_timestamp == 0) return 1;
    printf("read %.1f ns\n", time.count() / rounds);
    return 0;
}
