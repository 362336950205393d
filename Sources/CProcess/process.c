#define _GNU_SOURCE
#include "CProcess.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// Takes the numbers of standard input, output and error where the program was started without them, or the next file would
/// get one, and what is said would be written into it. Reading and writing fail as they did. Swift's runtime opens files
/// before the program's own code runs: this comes before it.
__attribute__((constructor)) static void reserve_standard_descriptors(void) {
    int error = errno;
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; number++) {
        if (fcntl(number, F_GETFD) < 0 && open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) break;
    }
    errno = error;
}

/// How many threads a program takes beside its first one, at least.
enum { needed_threads = 8 };

static void *wait_for_turn(void *turn) {
    pthread_mutex_lock(turn);
    pthread_mutex_unlock(turn);
    return NULL;
}

/// Whether the log is to be JSON, by the arguments or else the environment. A configuration file is not read: that is the work of
/// the program's own code.
static int logs_json(int count, char *const arguments[]) {
    static const char *const names[] = {"--log-format", "--backtrace-mode"};
    const char *format = NULL;
    for (size_t name = 0; !format && name < sizeof names / sizeof *names; name++) {
        size_t length = strlen(names[name]);
        for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
            if (strncmp(arguments[i], names[name], length) != 0) continue;
            if (arguments[i][length] == '=') format = arguments[i] + length + 1;
            if (arguments[i][length] == 0 && i + 1 < count) format = arguments[i + 1];
        }
    }
    if (!format) format = getenv("RUST_LOG_FORMAT");
    return format && strcasecmp(format, "json") == 0;
}

/// Says why the program ends before its own code has begun, in the form in which that would say it. Texts need no escape.
static void report(int is_json, const char *problem, const char *hint, const char *kind, const char *code) {
    char command[64];
    size_t length = 0;
    for (const char *next = program_invocation_short_name; *next && length < sizeof command - 1; next++) {
        // A link may have any name.
        command[length++] = isalnum((unsigned char)*next) || strchr("-_.", *next) ? *next : '_';
    }
    command[length] = 0;
    if (!is_json) {
        dprintf(STDERR_FILENO, "%s: %s\n%s: hint: %s\n", command, problem, command, hint);
        return;
    }
    struct timespec now;
    struct tm date;
    char seconds[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &date);
    strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", &date);
    dprintf(STDERR_FILENO,
            "{\"time\":\"%s.%03ldZ\",\"level\":\"error\",\"command\":\"%s\",\"message\":\"%s\",\"code\":\"%s\","
            "\"hint\":\"%s\",\"kind\":\"%s\"}\n",
            seconds, now.tv_nsec / 1000000, command, problem, code, hint, kind);
}

/// Ends the program with 75, try again later, where the system does not give it threads. Swift's runtime and its libraries
/// would wait for them for ever, without a word, and begin with that before the program's own code.
__attribute__((constructor)) static void require_threads(int count, char *const arguments[]) {
    static const char hint[] = "raise the limit: ulimit -u, TasksMax of the service, the container's pids";
    static const char code[] = "no-threads";
    char problem[128];
    pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
    pthread_t threads[needed_threads];
    int started = 0;
    // Held until all of them are there, or one is not.
    pthread_mutex_lock(&turn);
    while (started < needed_threads && pthread_create(&threads[started], NULL, wait_for_turn, &turn) == 0) started++;
    pthread_mutex_unlock(&turn);
    for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
    if (started == needed_threads) return;
    snprintf(problem, sizeof problem, "%d threads are needed, and the system does not give them", needed_threads);
    report(logs_json(count, arguments), problem, hint, "try-again", code);
    _exit(75);
}

/// How many addresses a program takes beside those that it has when it starts: stacks of threads, memory, words for the end.
enum { needed_mebibytes = 256 };

/// Ends the program with 75 where a limit leaves it fewer addresses. What is large says so itself when it finds no room; what is
/// small would end the program without a word.
__attribute__((constructor)) static void require_addresses(int count, char *const arguments[]) {
    static const char hint[] = "raise the limit on addresses: ulimit -v, LimitAS of the service";
    static const char code[] = "no-addresses";
    char problem[128];
    size_t length = (size_t)needed_mebibytes << 20;
    void *room = mmap(NULL, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room != MAP_FAILED) {
        munmap(room, length);
        return;
    }
    snprintf(problem, sizeof problem, "%d MiB of addresses are needed, and the system does not give them", needed_mebibytes);
    report(logs_json(count, arguments), problem, hint, "try-again", code);
    _exit(75);
}

/// The child's side: never returns.
static void run(const char *path, char *const arguments[], char *const environment[], const int descriptors[3],
                int own_group, pid_t parent, int failure) {
    int error, copies[3];
    if (own_group) setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    // The parent may have ended before it was asked to say so.
    if (getppid() != parent) _exit(128 + SIGTERM);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    // First out of the way of 0, 1 and 2, which they may be themselves when the parent was started without them.
    for (int i = 0; i < 3; i++) {
        copies[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, 3);
        if (copies[i] < 0) goto failed;
    }
    failure = fcntl(failure, F_DUPFD_CLOEXEC, 3);
    for (int i = 0; i < 3; i++) {
        if (dup2(copies[i], i) < 0) goto failed;
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(path, arguments, environment);
failed:
    error = errno;
    if (write(failure, &error, sizeof error) < 0) _exit(127);
    _exit(127);
}

int cprocess_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

pid_t cprocess_start(const char *path, char *const arguments[], char *const environment[], const int descriptors[3],
                     int own_group) {
    int ends[2], error = 0;
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    // Blocked until the child has no handlers of ours: one that ran there would speak to us through our own pipe.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) run(path, arguments, environment, descriptors, own_group, parent, ends[1]);
    error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (child > 0) {
        // Both sides do it, so that it is done whoever comes first.
        if (own_group) setpgid(child, child);
        ssize_t count;
        do count = read(ends[0], &error, sizeof error); while (count < 0 && errno == EINTR);
        if (count == (ssize_t)sizeof error) {
            while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
            child = -1;
        }
    }
    close(ends[0]);
    if (child < 0) errno = error;
    return child;
}

int cprocess_has_ended(pid_t child, int waits) {
    siginfo_t info;
    int status;
    info.si_pid = 0;
    do status = waitid(P_PID, child, &info, WEXITED | WNOWAIT | (waits ? 0 : WNOHANG)); while (status != 0 && errno == EINTR);
    return status != 0 ? -1 : info.si_pid == child;
}

void cprocess_keep_memory_private(void) {
    static const int crashes[] = {SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
    const struct rlimit nothing = {0, 0};
    prctl(PR_SET_DUMPABLE, 0);
    setrlimit(RLIMIT_CORE, &nothing);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        struct sigaction action;
        if (sigaction(crashes[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) signal(crashes[i], SIG_DFL);
    }
}

int cprocess_wait_for(pid_t process) {
    // pidfd_open, for which older C libraries have no function; its number is the same on all machines.
    int descriptor = (int)syscall(434, process, 0);
    if (descriptor < 0) {
        if (errno == ESRCH) return 0;
        if (errno != ENOSYS && errno != EPERM) return -1;
        while (kill(process, 0) == 0 || errno == EPERM) sleep(1);
        return 0;
    }
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    struct pollfd end = {.fd = descriptor, .events = POLLIN};
    int count;
    do count = poll(&end, 1, -1); while (count < 0 && errno == EINTR);
    close(descriptor);
    return count < 0 ? -1 : 0;
}

int cprocess_send_datagram(const char *path, const char *text) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path, length);
    if (path[0] == '@') address.sun_path[0] = 0;
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    // The length tells where an abstract name ends.
    ssize_t sent = sendto(descriptor, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT, (struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
    int error = errno;
    close(descriptor);
    errno = error;
    return sent < 0 ? -1 : 0;
}
