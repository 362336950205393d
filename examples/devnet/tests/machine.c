// Preloaded into a command by the tests of what a machine may do to it: see machine.py.
//
// MACHINE_CLOCK    a file of 8 bytes: by how many seconds the wall clock is wrong; monotonic clocks stay right.
// MACHINE_RECORD   a file to which every change of a file below MACHINE_BELOW is added, in the order of the calls.
// MACHINE_THREADS  how many threads the command may have beside its first one.
// MACHINE_NAMED    set where files have a name from the beginning, as on file systems that know no others.
// MACHINE_NO_NAMES while this file exists, no name is known.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static _Atomic int64_t right = 0, *wrong = &right;
static atomic_int threads = 1 << 20;
static const char *below;
static int record = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("MACHINE_CLOCK");
    if (text) {
        int file = open(text, O_RDONLY | O_CLOEXEC);
        void *page = mmap(NULL, sizeof *wrong, PROT_READ, MAP_SHARED, file, 0);
        close(file);
        if (page == MAP_FAILED) abort();
        wrong = page;
    }
    if ((text = getenv("MACHINE_THREADS"))) threads = atoi(text);
    below = getenv("MACHINE_BELOW");
    if (below && (text = getenv("MACHINE_RECORD"))) {
        int file = open(text, O_WRONLY | O_APPEND | O_CLOEXEC);
        record = fcntl(file, F_DUPFD_CLOEXEC, 200);
        close(file);
        if (record < 0) abort();
    }
}

// The clock.

int clock_gettime(clockid_t clock, struct timespec *time) {
    int status = (int)syscall(SYS_clock_gettime, clock, time);
    if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += *wrong;
    return status;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

// Threads and names.

struct start {
    void *(*body)(void *);
    void *argument;
};

static void *work(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
    void *result = start.body(start.argument);
    atomic_fetch_add(&threads, 1);
    return result;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
    struct start *start = malloc(sizeof *start);
    int status = EAGAIN;
    if (start && atomic_fetch_sub(&threads, 1) > 0) {
        *start = (struct start){body, argument};
        status = NEXT(pthread_create)(thread, attributes, work, start);
    }
    if (status != 0) {
        atomic_fetch_add(&threads, 1);
        free(start);
    }
    return status;
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
    size_t length = name ? strlen(name) : 0;
    if (length < 5 || strcmp(name + length - 5, ".test") != 0) return NEXT(getaddrinfo)(name, service, hints, result);
    const char *unknown = getenv("MACHINE_NO_NAMES");
    if (unknown && access(unknown, F_OK) == 0) return EAI_AGAIN;
    if (strcmp(name, "late.test") == 0) sleep(2);
    if (strcmp(name, "both.test") != 0) return NEXT(getaddrinfo)("127.0.0.1", service, hints, result);
    // IPv6 first, as where a machine has both.
    struct addrinfo request = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST};
    int status = NEXT(getaddrinfo)("::1", service, &request, result);
    if (status != 0) return status;
    struct addrinfo *last = *result;
    while (last->ai_next) last = last->ai_next;
    return NEXT(getaddrinfo)("127.0.0.1", service, &request, &last->ai_next);
}

// Files. A record is a line, action, inode, number, number, path, other path, and as many bytes as the second number says
// where the action is "write". An action is recorded when it is done, and no other begins meanwhile.

static int is_below(const char *path) { return strncmp(path, below, strlen(below)) == 0; }

static const char *path_of(int file, char path[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return path;
}

static void add(const char *action, unsigned long inode, long first, long second, const char *path, const char *other,
                const void *bytes) {
    char line[2 * PATH_MAX + 100];
    int length = snprintf(line, sizeof line, "%s\t%lu\t%ld\t%ld\t%s\t%s\n", action, inode, first, second, path, other);
    struct iovec parts[] = {{line, (size_t)length}, {(void *)bytes, bytes ? (size_t)second : 0}};
    if (syscall(SYS_writev, record, parts, 2) != (long)(parts[0].iov_len + parts[1].iov_len)) abort();
}

static unsigned long inode_of(int file) {
    struct stat status;
    return fstat(file, &status) == 0 ? status.st_ino : 0;
}

static unsigned long inode_at(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 ? status.st_ino : 0;
}

#define RECORDED(call, is_of_interest, then)                                                                           \
    do {                                                                                                               \
        if (record < 0 || !(is_of_interest)) return call;                                                              \
        pthread_mutex_lock(&turn);                                                                                     \
        __typeof__(call) result = call;                                                                                \
        int error = errno;                                                                                             \
        if (result >= 0) then;                                                                                         \
        pthread_mutex_unlock(&turn);                                                                                   \
        errno = error;                                                                                                 \
        return result;                                                                                                 \
    } while (0)

static int opened(const char *path, int flags, mode_t mode) {
    if ((flags & O_TMPFILE) == O_TMPFILE && getenv("MACHINE_NAMED")) {
        errno = EOPNOTSUPP;
        return -1;
    }
    int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
    RECORDED((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), is_new && is_below(path),
             add("create", inode_of(result), 0, 0, path, "", NULL));
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    char path[PATH_MAX];
    RECORDED(syscall(SYS_pwrite64, file, bytes, count, offset), is_below(path_of(file, path)),
             add("write", inode_of(file), offset, result, path, "", bytes));
}

ssize_t pwrite64(int, const void *, size_t, off_t) __attribute__((alias("pwrite")));

int ftruncate(int file, off_t length) {
    char path[PATH_MAX];
    RECORDED((int)syscall(SYS_ftruncate, file, length), is_below(path_of(file, path)),
             add("length", inode_of(file), length, 0, path, "", NULL));
}

int ftruncate64(int, off_t) __attribute__((alias("ftruncate")));

static int synchronized(int file, long number) {
    char path[PATH_MAX];
    RECORDED((int)syscall(number, file), is_below(path_of(file, path)), add("sync", inode_of(file), 0, 0, path, "", NULL));
}

int fsync(int file) { return synchronized(file, SYS_fsync); }

int fdatasync(int file) { return synchronized(file, SYS_fdatasync); }

int rename(const char *old, const char *new) {
    RECORDED((int)syscall(SYS_renameat, AT_FDCWD, old, AT_FDCWD, new), is_below(new),
             add("rename", inode_at(new), 0, 0, old, new, NULL));
}

int linkat(int from, const char *old, int to, const char *new, int flags) {
    RECORDED((int)syscall(SYS_linkat, from, old, to, new, flags), is_below(new),
             add("create", inode_at(new), 0, 0, new, "", NULL));
}

int unlink(const char *path) {
    RECORDED((int)syscall(SYS_unlinkat, AT_FDCWD, path, 0), is_below(path), add("remove", 0, 0, 0, path, "", NULL));
}

int mkdir(const char *path, mode_t mode) {
    RECORDED((int)syscall(SYS_mkdirat, AT_FDCWD, path, mode), is_below(path), add("folder", 0, 0, 0, path, "", NULL));
}
