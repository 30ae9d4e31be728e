// SQLite as Swift sees it. What Swift cannot import is wrapped here, one line each, with the reason.

#ifndef PARADEX_MOCK_CSQLITE_H
#define PARADEX_MOCK_CSQLITE_H

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <sqlite3.h>

// SQLITE_TRANSIENT ("copy the bytes now") is a cast of -1 to a function pointer, which Swift does not import.
// A null pointer would bind NULL, so an empty value needs an address.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int length) {
    return sqlite3_bind_text(statement, index, text ? text : "", length, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length) {
    return sqlite3_bind_blob(statement, index, bytes ? bytes : "", length, SQLITE_TRANSIENT);
}

// sqlite3_config is variadic. Without memory statistics, which nobody reads, an allocation takes no lock.
static inline int csqlite_configure(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// open(2) is variadic, which Swift does not import. A file descriptor, or minus errno.
static inline int csqlite_open(const char *path) {
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    return descriptor < 0 ? -errno : descriptor;
}

// Waits until the disk has what was written to a file, by whomever in this machine. 0, or errno.
static inline int csqlite_sync(const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return errno;
    int code = fdatasync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    return code;
}

// The same for a database that is open, through SQLite's own descriptor: closing another one would drop its locks.
static inline int csqlite_sync_database(sqlite3 *database) {
    sqlite3_file *file = 0;
    int code = sqlite3_file_control(database, 0, SQLITE_FCNTL_FILE_POINTER, &file);
    return code != SQLITE_OK ? code : file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

// Writes zeros from a file's end on until it has this size in bytes. Where that fails, the file gets its size back.
static inline void csqlite_lengthen(const char *path, long long size) {
    static const char zeros[1 << 16];
    int descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0) return;
    off_t start = lseek(descriptor, 0, SEEK_END);
    long long missing = size - start;
    while (missing > 0) {
        size_t count = missing < (long long)sizeof zeros ? (size_t)missing : sizeof zeros;
        ssize_t written = write(descriptor, zeros, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) break;
        missing -= written;
    }
    // With zeros in all that was free there would be no room for anything else.
    if (missing > 0) (void)!ftruncate(descriptor, start);
    close(descriptor);
}

// In C, the name `flock` is a structure as well as a function, and Swift would see the structure. 0, or errno.
static inline int csqlite_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno; }

static inline void csqlite_unlock(int descriptor) { (void)flock(descriptor, LOCK_UN); }

// Wrapped so that the one user of these need not import the C library as a module of its own.
static inline void csqlite_close(int descriptor) { (void)close(descriptor); }

static inline const char *csqlite_error_text(int number) { return strerror(number); }

#endif
