// The peer in CppTrader: how long its market manager takes for each operation of a file that
// `paradex-mock measure-engine --write FILE` wrote. Every event is told to a handler, which counts them. It
// has neither owners nor self-trade prevention.
//
//     cpptrader_peer FILE
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "trader/matching/market_manager.h"

using namespace CppTrader::Matching;

static const uint32_t SYMBOL = 0;

struct Operation {
    enum { LIMIT, MARKET, MODIFY, CANCEL } kind;
    uint64_t id, size, price;
    OrderSide side;
    OrderTimeInForce time_in_force;
};

struct Counter : public MarketHandler {
    uint64_t events = 0, fills = 0;

protected:
    void onAddOrder(const Order &) override { events++; }
    void onUpdateOrder(const Order &) override { events++; }
    void onDeleteOrder(const Order &) override { events++; }
    void onExecuteOrder(const Order &, uint64_t, uint64_t) override { fills++; }
};

// The forms are those of BareOperation.swift.
static bool parse(const std::string &line, Operation &operation) {
    std::istringstream words(line);
    std::string kind, side, suffix;
    uint64_t account;
    operation = {};
    words >> kind >> operation.id;
    if (kind == "cancel") {
        operation.kind = Operation::CANCEL;
    } else if (kind == "modify") {
        operation.kind = Operation::MODIFY;
        words >> operation.size >> operation.price;
    } else if (kind == "limit" || kind == "market") {
        operation.kind = kind == "limit" ? Operation::LIMIT : Operation::MARKET;
        words >> account >> side >> operation.size;
        if (kind == "limit") words >> operation.price;
    } else {
        return false;
    }
    if (!words) return false;
    operation.side = side == "buy" ? OrderSide::BUY : OrderSide::SELL;
    bool is_ioc = words >> suffix && suffix == "ioc";
    operation.time_in_force = is_ioc ? OrderTimeInForce::IOC : OrderTimeInForce::GTC;
    return suffix != "post";
}

static void perform(MarketManager &market, const Operation &operation) {
    switch (operation.kind) {
    case Operation::LIMIT:
        market.AddOrder(Order::Limit(operation.id, SYMBOL, operation.side, operation.price, operation.size,
                                     operation.time_in_force));
        break;
    case Operation::MARKET:
        market.AddOrder(Order::Market(operation.id, SYMBOL, operation.side, operation.size));
        break;
    case Operation::MODIFY: market.ModifyOrder(operation.id, operation.price, operation.size); break;
    case Operation::CANCEL: market.DeleteOrder(operation.id); break;
    }
}

int main(int argument_count, char **arguments) {
    if (argument_count != 2) return 2;
    std::ifstream file(arguments[1]);
    std::vector<Operation> operations;
    std::string line;
    Operation operation;
    while (std::getline(file, line)) {
        if (!parse(line, operation)) return fprintf(stderr, "malformed: %s\n", line.c_str()), 1;
        operations.push_back(operation);
    }
    Counter counter;
    MarketManager market(counter);
    const char name[8] = {'B', 'A', 'R', 'E', ' ', ' ', ' ', ' '};
    Symbol symbol(SYMBOL, name);
    market.AddSymbol(symbol);
    market.AddOrderBook(symbol);
    market.EnableMatching();
    auto began = std::chrono::steady_clock::now();
    for (const Operation &each : operations) perform(market, each);
    std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - began;
    printf("nanoseconds per operation: %.1f\noperations: %zu\nevents: %llu\nfills: %llu\n",
           time.count() / operations.size(), operations.size(), (unsigned long long)counter.events,
           (unsigned long long)counter.fills);
    return 0;
}
