"""Which stage of an order's way a function's instructions belong to.

Swift's mangled names begin with the module and the type, with their lengths: $s4Wire10JSONReader…. What
serves everybody, such as retain, malloc, memcpy, the standard library and SQLite, belongs to whoever calls
it, in proportion to what each caller spends there. A function that the compiler has put into its caller
cannot be told from it.
"""

import collections
import re

HTTP, AUTH, JSON, CHECKS = "read and parse HTTP", "authorization", "read JSON", "checks and dispatch"
HASH, SIGNATURE, ENGINE = "hash the order", "verify the signature", "engine"
JOURNAL, LEDGER, REPLY, LOOP = "journal", "ledger", "reply", "event loop and turn"
OTHER = "not told apart"
STAGES = (HTTP, AUTH, JSON, CHECKS, HASH, SIGNATURE, ENGINE, JOURNAL, LEDGER, REPLY, LOOP, OTHER)

# The first that fits decides; None is for what serves everybody.
RULES = [(re.compile(pattern), stage) for pattern, stage in (
    # Copies and destructions of a type, made for whoever holds one.
    (r"^\$s.*(WO[a-z]|w[a-z]{2})(Tm)?$", None),
    (r"^\$s4Wire\d+HTTPRes", REPLY),
    (r"^\$s4Wire\d+(HTTP|Percent|ByteSet)", HTTP),
    (r"^\$s4Wire\d+JSONWriter", REPLY),
    (r"^\$s4Wire\d+JSON", JSON),
    (r"^\$s10StarkCurve\d+(Pedersen|SigningAccount|SigningDomain|SignedOrder|OrderMessage|HashChains)", HASH),
    (r"^\$s10StarkCurve\d+(ECDSA|Signature|PublicKey|OrderCheck)", SIGNATURE),
    (r"^\$s10StarkCurve", None),
    (r"^\$s8Exchange\d+(FixedPoint|Price|Size|Quote|Rounding|Timestamp|Order(ID)?[VO]|NewOrder)", None),
    (r"^\$s8Exchange", ENGINE),
    (r"^\$s5Store\d+(Journal|CommandCoding|ByteWriter)", JOURNAL),
    (r"^\$s5Store\d+(Ledger|OrderRow|TradeRow|AccountRow|CandleRow|FundingRow)", LEDGER),
    (r"^\$s5StoreAAC\d+(append|commit|writePending)", JOURNAL),
    (r"^\$s5StoreAAC", LEDGER),
    (r"^\$s5Store", None),
    (r"^\$s7Gateway\d+(Token|Session|ClassHashes)", AUTH),
    (r"^\$s7Gateway\d+\w*(Form|Terms|Decimal)", JSON),
    (r"^\$s7Gateway\d+(SignatureCheck|OrderSignature|SignedTerms)", CHECKS),
    (r"^\$s7Gateway\d+\w*(Encoding|OrderName|Reply|Answer)", REPLY),
    (r"^\$s7Gateway", CHECKS),
    (r"^(\$s6Crypto|CCryptoBoringSSL|\$s\d+Crypto)", AUTH),
    (r"^\$s6Server\d+(Outbox|DateHeader)", REPLY),
    (r"^\$s6Server10Connection", HTTP),
    (r"^(\$s6Server|\$s9EventLoop|\$s12paradex_mock|uv_|uv__)", LOOP),
)]
OBJECTS = {"libuv.so.1.0.0": LOOP}
# Rounds after which the shares of functions that call each other have settled.
ROUNDS = 100


def stage(function):
    """None for what serves everybody."""
    binary, name = function
    for pattern, found in RULES:
        if pattern.search(name):
            return found
    return OBJECTS.get(binary)


def by_stage(profile):
    """Instructions by stage."""
    shares = settled_shares(profile)
    totals = collections.Counter()
    for function, cost in profile.own.items():
        for name, share in shares[function].items():
            totals[name] += cost * share
    return totals


def settled_shares(profile):
    """For each function the part of each stage in it, which adds up to one."""
    callers = collections.defaultdict(dict)
    for (caller, callee), cost in profile.arcs.items():
        callers[callee][caller] = cost
    functions = set(profile.own) | set(callers) | {caller for caller, _ in profile.arcs}
    fixed = {function: {stage(function): 1.0} for function in functions if stage(function)}
    shares = {function: fixed.get(function, {OTHER: 1.0}) for function in functions}
    for _ in range(ROUNDS):
        for function in functions - fixed.keys():
            if function in callers:
                shares[function] = mixed(callers[function], shares)
    return shares


def mixed(callers, shares):
    total = sum(callers.values())
    mixture = collections.Counter()
    for caller, cost in callers.items():
        for name, share in shares[caller].items():
            mixture[name] += share * cost / total
    return dict(mixture)
