#pragma once

/// How often a name below `slow.invalid` was asked for. The system's `getaddrinfo` is replaced by one that takes half a
/// minute over such names, as with a name server that does not answer; any other name goes the usual way.
int slow_resolver_count(void);
