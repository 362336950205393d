#pragma once

#include <sys/types.h>

/// Starts the program at `path` with `descriptors` as 0, 1 and 2 and every signal as by default, in a process group of its own
/// if `own_group` is not 0, and returns its process number once it runs; -1 with errno otherwise. One that is to read from the
/// terminal stays in our group.
///
/// The child gets SIGTERM when the calling thread ends, however it does: only a thread that lives as long as the process, or
/// as the child, should call this. `descriptors` must be closed on exec. Nothing but async-signal-safe functions is called between fork
/// and exec, so other threads may hold any lock.
pid_t cprocess_start(const char *path, char *const arguments[], char *const environment[], const int descriptors[3],
                     int own_group);

/// Opens a pipe whose ends, the reading and the writing one, are closed on exec from the first moment.
/// Returns 0; -1 with errno otherwise.
int cprocess_pipe(int ends[2]);

/// Waits until the child has ended, without taking its number away; -1 with errno when there is no such child.
/// Returns 1 when it has ended, 0 when it has not and `waits` is 0.
int cprocess_has_ended(pid_t child, int waits);

/// From now on nobody but the administrator reads this process's memory, and nothing of it is written when it crashes: no
/// core dump, neither into a file nor to a program that collects them, no debugger of the same user, and no report of
/// Swift's backtracer, whose handlers are removed. Programs that are started inherit the limit on core files alone.
void cprocess_keep_memory_private(void);

/// Waits until any process has ended, which need be no child; at once if there is none of that number. It does not poll, but
/// on a kernel before Linux 5.3, where it looks once a second. Returns 0; -1 with errno otherwise.
int cprocess_wait_for(pid_t process);

/// Sends `text` as one datagram to the Unix socket at `path`; a path that begins with @ is a name in the abstract
/// namespace. Never waits. Returns 0; -1 with errno otherwise.
int cprocess_send_datagram(const char *path, const char *text);
