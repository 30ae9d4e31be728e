// What Swift cannot import from uv.h: casts that C writes between handle types, and macros with a cast inside.
// Everything else is called as libuv documents it.

#ifndef CLIBUV_SHIM_H
#define CLIBUV_SHIM_H

#include <malloc.h>
#include <signal.h>
#include <sys/socket.h>
#include <uv.h>

// Every handle type starts with the fields of uv_handle_t; C code casts, Swift has no such conversion.
static inline uv_handle_t *clibuv_handle(void *handle) { return (uv_handle_t *)handle; }

// The same for uv_tcp_t, which starts with the fields of uv_stream_t.
static inline uv_stream_t *clibuv_stream(void *tcp) { return (uv_stream_t *)tcp; }

// sockaddr_storage is large enough for every address family; the calls below want one family's own type.
static inline int clibuv_ip4_address(const char *host, int port, struct sockaddr_storage *address) {
    return uv_ip4_addr(host, port, (struct sockaddr_in *)address);
}

// As above, for IPv6.
static inline int clibuv_ip6_address(const char *host, int port, struct sockaddr_storage *address) {
    return uv_ip6_addr(host, port, (struct sockaddr_in6 *)address);
}

// Binding and connecting take the address family's common prefix, struct sockaddr.
static inline int clibuv_bind(uv_tcp_t *tcp, const struct sockaddr_storage *address) {
    return uv_tcp_bind(tcp, (const struct sockaddr *)address, 0);
}

// As above, for outgoing connections.
static inline int clibuv_connect(
    uv_connect_t *request, uv_tcp_t *tcp, const struct sockaddr_storage *address, uv_connect_cb connected) {
    return uv_tcp_connect(request, tcp, (const struct sockaddr *)address, connected);
}

// The address a socket is bound to, in room for any family.
static inline int clibuv_local_address(const uv_tcp_t *tcp, struct sockaddr_storage *address) {
    int size = sizeof(*address);
    return uv_tcp_getsockname(tcp, (struct sockaddr *)address, &size);
}

// The address at the other end of a connection, in room for any family.
static inline int clibuv_peer_address(const uv_tcp_t *tcp, struct sockaddr_storage *address) {
    int size = sizeof(*address);
    return uv_tcp_getpeername(tcp, (struct sockaddr *)address, &size);
}

// The address as text, without the port.
static inline int clibuv_address_name(const struct sockaddr_storage *address, char *name, size_t size) {
    return uv_ip_name((const struct sockaddr *)address, name, size);
}

// The port sits at the same offset in both families; ntohs is a macro.
static inline int clibuv_address_port(const struct sockaddr_storage *address) {
    return ntohs(((const struct sockaddr_in *)address)->sin_port);
}

// malloc.h is in no module map; other C libraries than glibc have no such function.
static inline void clibuv_give_back_free_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

// SIG_IGN is a number cast to a function pointer, which Swift does not import.
static inline void clibuv_ignore_sigpipe(void) { signal(SIGPIPE, SIG_IGN); }

#endif
