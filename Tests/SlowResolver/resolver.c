#define _GNU_SOURCE
#include "SlowResolver.h"

#include <dlfcn.h>
#include <netdb.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static atomic_int count;

int slow_resolver_count(void) { return count; }

typedef int resolver(const char *, const char *, const struct addrinfo *, struct addrinfo **);

// Libraries find the definition of the program before that of the C library.
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
    if (node && strstr(node, "slow.invalid")) {
        count++;
        sleep(30);
        return EAI_AGAIN;
    }
    resolver *system = (resolver *)dlsym(RTLD_NEXT, "getaddrinfo");
    return system ? system(node, service, hints, result) : EAI_SYSTEM;
}
