import Foundation
import Simulation
import Synchronization

// The program behind scripts/simulate, which says how it is called.

guard let request = Request(CommandLine.arguments.dropFirst()) else {
    print("usage: simulate SEED|FIRST-LAST [--steps N] [--tally], for example simulate 1-1000 --steps 500")
    exit(2)
}

/// Runs before the program gives up.
let failuresMaximum = 5
let workers = UInt64(ProcessInfo.processInfo.activeProcessorCount)
let result = Mutex((failures: 0, tally: Tally()))
DispatchQueue.concurrentPerform(iterations: Int(workers)) { worker in
    for seed in request.seeds where seed % workers == UInt64(worker) {
        if result.withLock({ $0.failures }) >= failuresMaximum { break }
        var tally = Tally()
        let failure = Simulation(seed: seed, steps: request.steps).run(&tally)
        result.withLock { $0.tally.add(tally) }
        guard let failure else { continue }
        result.withLock { $0.failures += 1 }
        print(failure.shrunk())
    }
}

if request.showsTally {
    let counts = result.withLock { $0.tally.counts }
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) { print("\(count)\t\(key)") }
}
let failures = result.withLock { $0.failures }
guard failures == 0 else {
    print("\(failures) runs failed")
    exit(1)
}
print("\(request.seeds.count) runs of \(request.steps) steps: all is well")

/// What was asked for on the command line.
struct Request {
    let seeds: ClosedRange<UInt64>
    let steps: Int
    let showsTally: Bool

    /// nil if it cannot be understood.
    init?(_ arguments: ArraySlice<String>) {
        var words = Array(arguments)
        showsTally = words.contains("--tally")
        words.removeAll { $0 == "--tally" }
        var count = "1000"
        if let flag = words.firstIndex(of: "--steps"), flag + 1 < words.count {
            count = words[flag + 1]
            words.removeSubrange(flag...flag + 1)
        }
        guard words.count == 1, let steps = Int(count), steps > 0 else { return nil }
        let ends = words[0].split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
        guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1], first <= last else {
            return nil
        }
        self.steps = steps
        seeds = first...last
    }
}
