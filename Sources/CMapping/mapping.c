#define _GNU_SOURCE
#include "CMapping.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct cmapping {
    /// 0 while nothing is watched.
    atomic_uintptr_t start;
    size_t length;
    char *words;
    size_t count;
    int code;
    /// Set before the entry is published, and never again.
    struct cmapping *next;
};

/// The handler walks this list while others add to it: entries are added in front, and none is ever taken out.
static struct cmapping *_Atomic mappings;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static struct sigaction before;

static void lost(int number, siginfo_t *info, void *context) {
    uintptr_t address = (uintptr_t)info->si_addr;
    // A positive code is the kernel's: nobody has sent the signal.
    for (struct cmapping *mapping = info->si_code > 0 ? atomic_load(&mappings) : NULL; mapping; mapping = mapping->next) {
        uintptr_t start = atomic_load(&mapping->start);
        if (start == 0 || address < start || address - start >= mapping->length) continue;
        size_t done = 0;
        while (done < mapping->count) {
            ssize_t count = write(STDERR_FILENO, mapping->words + done, mapping->count - done);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) break;
            done += (size_t)count;
        }
        _exit(mapping->code);
    }
    // As before: the access is tried again when this returns, and a signal that was sent comes once more.
    sigaction(number, &before, NULL);
    if (info->si_code <= 0) raise(number);
}

static int install(void) {
    static int installed;
    if (installed) return 0;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = lost;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGBUS, &action, &before) != 0) return -1;
    installed = 1;
    return 0;
}

struct cmapping *cmapping_watch(const void *start, size_t length, const char *words, size_t count, int code) {
    char *copy = malloc(count ? count : 1);
    if (!copy) return NULL;
    memcpy(copy, words, count);
    pthread_mutex_lock(&turn);
    struct cmapping *mapping = atomic_load(&mappings);
    while (mapping && atomic_load(&mapping->start) != 0) mapping = mapping->next;
    int isNew = !mapping;
    if (isNew) mapping = calloc(1, sizeof *mapping);
    if (mapping && install() == 0) {
        mapping->length = length;
        mapping->words = copy;
        mapping->count = count;
        mapping->code = code;
        if (isNew) {
            mapping->next = atomic_load(&mappings);
            atomic_store(&mappings, mapping);
        }
        atomic_store(&mapping->start, (uintptr_t)start);
    } else {
        if (isNew) free(mapping);
        free(copy);
        mapping = NULL;
    }
    pthread_mutex_unlock(&turn);
    return mapping;
}

void cmapping_forget(struct cmapping *mapping) {
    if (!mapping) return;
    pthread_mutex_lock(&turn);
    atomic_store(&mapping->start, 0);
    free(mapping->words);
    mapping->words = NULL;
    pthread_mutex_unlock(&turn);
}
