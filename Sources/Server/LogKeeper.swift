import EventLoop
import Store

/// Keeps the write-ahead log short without letting replies wait for the disk.
///
/// Another thread copies the log into the database while turns go on, which append to it. Only when nearly all
/// of it is copied does a turn copy the rest, so that the next one can begin the log again; that is two `fsync`
/// of little. What turns append while a copy runs is less than what it copies, so a few copies get there.
final class LogKeeper {
    /// Pages (4 KiB each) by which the log grows before it is copied: 32 MiB. The file keeps that length, as
    /// overwriting costs half of appending.
    static let pagesWorthCopying = 8192
    /// Pages that a turn copies itself.
    static let pagesLeftForTurn = 128
    /// Copies after which a turn does the rest, however much it is.
    static let copiesMaximum = 4

    private let sandbox: Sandbox
    private let pagesWorthCopying: Int
    private let work: BackgroundWork<Result<Int, DatabaseError>>
    private var copies = 0
    private var copiedPages = 0
    /// Where the log ended when it was last copied to the end. It goes on there while a reader of another
    /// process keeps it from beginning again.
    private var foldedPages = 0
    private var failure: DatabaseError?

    /// - Parameter pagesWorthCopying: pages by which the log grows before it is copied.
    init(loop: EventLoop, sandbox: Sandbox, pagesWorthCopying: Int = LogKeeper.pagesWorthCopying) {
        self.sandbox = sandbox
        self.pagesWorthCopying = pagesWorthCopying
        work = BackgroundWork(loop: loop)
    }

    var isCopying: Bool { work.isRunning }

    /// To be called in each turn when its replies are sent.
    func tidy() throws(DatabaseError) {
        if let failure { throw failure }
        let pages = sandbox.logPages
        if pages < foldedPages { foldedPages = 0 }
        guard pages - foldedPages > pagesWorthCopying, !work.isRunning else { return }
        if copies == Self.copiesMaximum || pages - copiedPages <= Self.pagesLeftForTurn {
            try sandbox.foldLog()
            (copies, copiedPages, foldedPages) = (0, 0, pages)
        } else if let copier = sandbox.logCopier() {
            work.start({ copier.copy() }, whenDone: { [self] in note($0) })
        }
    }

    private func note(_ result: Result<Int, DatabaseError>) {
        copies += 1
        switch result {
        case .success(let pages): copiedPages = pages
        case .failure(let error): failure = error
        }
    }
}
