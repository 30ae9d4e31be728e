import EventLoop
import Store

/// Keeps the write-ahead log short without letting replies wait for the disk.
///
/// Another thread copies the log into the database while turns go on, which append to it: a little each time, so
/// that a turn does not wait long where there is one processor for both. When the log is long and nearly all of it
/// is copied and on the disk, a turn copies the rest, so that the next one can begin the log again; that is three
/// `fdatasync` of little, mostly 1 ms together.
final class LogKeeper {
    /// Pages (4 KiB each) by which the log grows before they are copied: 2 MiB, a millisecond or two of work.
    static let pagesPerCopy = 512
    /// Pages after which the log is to begin again: 32 MiB. The file keeps that length, as overwriting costs half
    /// of appending.
    static let pagesMaximum = 8192
    /// Pages that a turn copies itself.
    static let pagesLeftForTurn = 128
    /// Copies of a log that is too long after which a turn does the rest, however much it is.
    static let copiesMaximum = 4

    private let sandbox: Sandbox
    private let pagesPerCopy: Int
    private let pagesMaximum: Int
    private let work: BackgroundWork<Result<Int, DatabaseError>>
    /// Where the log ended when it was last begun to be copied, and how much of it is copied.
    private var copyEnd = 0
    private var copiedPages = 0
    /// Copies since the log was too long.
    private var copies = 0
    /// Where the log ended when it was last copied to the end. It goes on there while a reader of another
    /// process keeps it from beginning again.
    private var foldedPages = 0
    private var failure: DatabaseError?

    init(
        loop: EventLoop, sandbox: Sandbox, pagesPerCopy: Int = LogKeeper.pagesPerCopy,
        pagesMaximum: Int = LogKeeper.pagesMaximum
    ) {
        self.sandbox = sandbox
        self.pagesPerCopy = pagesPerCopy
        self.pagesMaximum = pagesMaximum
        work = BackgroundWork(loop: loop, needsProcessor: true)
    }

    var isCopying: Bool { work.isRunning }

    /// To be called in each turn when its replies are sent.
    func tidy() throws(DatabaseError) {
        if let failure { throw failure }
        let pages = sandbox.logPages
        if pages < copyEnd { (copyEnd, copiedPages, copies, foldedPages) = (0, 0, 0, 0) }
        guard !work.isRunning else { return }
        let isTooLong = pages - foldedPages > pagesMaximum
        if isTooLong, copies == Self.copiesMaximum || pages - copiedPages <= Self.pagesLeftForTurn {
            try sandbox.foldLog()
            (copyEnd, copiedPages, copies, foldedPages) = (pages, pages, 0, pages)
        } else if isTooLong || pages - copyEnd > pagesPerCopy, let copier = sandbox.logCopier() {
            copyEnd = pages
            if isTooLong { copies += 1 }
            work.start({ copier.copy(syncs: isTooLong) }, whenDone: { [self] in note($0) })
        }
    }

    private func note(_ result: Result<Int, DatabaseError>) {
        switch result {
        case .success(let pages): copiedPages = pages
        case .failure(let error): failure = error
        }
    }
}
