#include "Sanitizers.h"

// ThreadSanitizer sees what it has instrumented, and knows the C library and libdispatch. It does not see how Swift's
// libraries order the work of threads: the slow half of a mutex, which is in libswiftSynchronization while the fast half is
// inlined here, and a continuation that is resumed before anybody waits for it. What a thread did before would look like a
// race with what another does after. So these functions stand before those of the libraries, tell ThreadSanitizer, and call
// them. An address is no more to it than a name.

#if __has_feature(thread_sanitizer)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define ASYNC __attribute__((swiftasynccall))
#define SELF __attribute__((swift_context))

/// What this thread did so far is before what follows another's acquisition of the same address.
void __tsan_release(void *address);
void __tsan_acquire(void *address);

/// The library's function of the same name, looked up once.
#define LIBRARY(type, symbol)                                             \
    static type function;                                                 \
    type found = __atomic_load_n(&function, __ATOMIC_RELAXED);            \
    if (!found) {                                                         \
        found = (type)dlsym(RTLD_NEXT, symbol);                           \
        __atomic_store_n(&function, found, __ATOMIC_RELAXED);             \
    }

// Synchronization._MutexHandle._lockSlow(UInt32), of Mutex.withLock.
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
SWIFT void sanitizers_lock(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void sanitizers_lock(uint32_t thread, SELF void *mutex) {
    typedef SWIFT void (*lock)(uint32_t, SELF void *);
    LIBRARY(lock, LOCK)
    found(thread, mutex);
    __tsan_acquire(mutex);
}

// Synchronization._MutexHandle._unlockSlow().
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
SWIFT void sanitizers_unlock(SELF void *mutex) __asm__(UNLOCK);
SWIFT void sanitizers_unlock(SELF void *mutex) {
    typedef SWIFT void (*unlock)(SELF void *);
    LIBRARY(unlock, UNLOCK)
    __tsan_release(mutex);
    found(mutex);
}

/// A CheckedContinuation is an object: after its header stands the task that is to be resumed, NULL if it has been.
struct continuation {
    struct {
        void *header[2];
        void *task;
    } *object;
};

static void release_task(struct continuation *continuation) {
    if (continuation->object->task) __tsan_release(continuation->object->task);
}

// CheckedContinuation.resume(returning: T), with the types T and E.
#define RETURN "$sScC6resume9returningyxn_tF"
SWIFT void sanitizers_return(void *value, void *T, void *E, SELF struct continuation *continuation) __asm__(RETURN);
SWIFT void sanitizers_return(void *value, void *T, void *E, SELF struct continuation *continuation) {
    typedef SWIFT void (*resume)(void *, void *, void *, SELF struct continuation *);
    LIBRARY(resume, RETURN)
    release_task(continuation);
    found(value, T, E, continuation);
}

// CheckedContinuation.resume(throwing: E), likewise.
#define THROW "$sScC6resume8throwingyq_n_tF"
SWIFT void sanitizers_throw(void *error, void *T, void *E, SELF struct continuation *continuation) __asm__(THROW);
SWIFT void sanitizers_throw(void *error, void *T, void *E, SELF struct continuation *continuation) {
    typedef SWIFT void (*resume)(void *, void *, void *, SELF struct continuation *);
    LIBRARY(resume, THROW)
    release_task(continuation);
    found(error, T, E, continuation);
}

SWIFT void *swift_task_getCurrent(void);

/// What a task goes on with, given its context; and the beginning of every context.
typedef ASYNC void (*resumption)(__attribute__((swift_async_context)) void *);
struct context {
    void *parent;
    resumption resume;
};

/// The contexts of the tasks that have continuations, each with what its task goes on with. More of them than there are
/// places go on without being known here.
static struct {
    struct context *_Atomic context;
    resumption resume;
} waiting[4096];
static const size_t places = sizeof waiting / sizeof *waiting;

static size_t place_of(struct context *context) { return (uintptr_t)context / 16 % places; }

/// Where the task goes on: whoever has resumed it has done so by now.
__attribute__((disable_sanitizer_instrumentation))
ASYNC static void go_on(__attribute__((swift_async_context)) void *context) {
    size_t place = place_of(context);
    while (atomic_load(&waiting[place].context) != context) place = (place + 1) % places;
    resumption resume = waiting[place].resume;
    atomic_store(&waiting[place].context, NULL);
    __tsan_acquire(swift_task_getCurrent());
    __attribute__((musttail)) return resume(context);
}

// Before the body of withCheckedContinuation: the context says what the task goes on with, however it is resumed.
__attribute__((disable_sanitizer_instrumentation))
SWIFT void *swift_continuation_init(struct context *context, size_t flags) {
    typedef SWIFT void *(*init)(struct context *, size_t);
    LIBRARY(init, "swift_continuation_init")
    size_t place = place_of(context);
    for (size_t tried = 0; tried < places; tried++, place = (place + 1) % places) {
        struct context *none = NULL;
        if (!atomic_compare_exchange_strong(&waiting[place].context, &none, context)) continue;
        waiting[place].resume = context->resume;
        context->resume = go_on;
        break;
    }
    return found(context, flags);
}
#endif
