// The peer in uWebSockets, through the C interface that the Python package socketify carries it with: answers
// every POST with a fixed reply, and tells all WebSockets of every order that sells, as the exchange tells
// them of the trade that comes of it. Prints its port when it is ready.
//
//     uws_peer REPLY MESSAGE
//
// The package ships no header; this is the part of its interface that is needed.
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct App App;
typedef struct Response Response;
typedef struct Request Request;
typedef struct WebSocket WebSocket;
typedef struct ListenSocket ListenSocket;
enum { PLAIN = 0, TEXT = 1 };

typedef struct { const char *files[6]; int prefers_low_memory; } SocketOptions;
typedef struct { int port; const char *host; int options; } ListenConfig;
typedef void (*SocketHandler)(WebSocket *, void *);
typedef void (*MessageHandler)(WebSocket *, const char *, size_t, int, void *);
typedef struct {
    int compression;
    unsigned maximum_payload;
    unsigned short idle_timeout;
    unsigned maximum_backpressure;
    bool closes_on_backpressure, resets_idle_timeout, sends_pings;
    unsigned short maximum_lifetime;
    void (*upgrade)(Response *, Request *, void *, void *);
    SocketHandler open;
    MessageHandler message;
    SocketHandler drain;
    void (*ping)(WebSocket *, const char *, size_t, void *);
    void (*pong)(WebSocket *, const char *, size_t, void *);
    void (*close)(WebSocket *, int, const char *, size_t, void *);
    void (*subscription)(WebSocket *, const char *, size_t, int, int, void *);
} Behavior;

App *uws_create_app(int, SocketOptions);
void uws_app_post(int, App *, const char *, void (*)(Response *, Request *, void *), void *);
void uws_ws(int, App *, const char *, Behavior, void *);
typedef void (*ListenHandler)(ListenSocket *, ListenConfig, void *);
void uws_app_listen_with_config(int, App *, ListenConfig, ListenHandler, void *);
void uws_app_run(int, App *);
int us_socket_local_port(int, ListenSocket *);
void uws_res_on_data(int, Response *, void (*)(Response *, const char *, size_t, bool, void *), void *);
void uws_res_on_aborted(int, Response *, void (*)(Response *, void *), void *);
void uws_res_write_status(int, Response *, const char *, size_t);
void uws_res_write_header(int, Response *, const char *, size_t, const char *, size_t);
void uws_res_end(int, Response *, const char *, size_t, bool);
bool uws_publish(int, App *, const char *, size_t, const char *, size_t, int, bool);
bool uws_ws_subscribe(int, WebSocket *, const char *, size_t);
int uws_ws_send(int, WebSocket *, const char *, size_t, int);

static App *app;
static const char *reply, *message;
static const char TOPIC[] = "trades", DONE[] = "{\"result\":{}}";
static const char SELL[] = "\"side\":\"SELL\"", STATUS[] = "201 Created";
static const char TYPE[] = "Content-Type", JSON[] = "application/json";

// An order comes in one piece.
static void on_body(Response *response, const char *bytes, size_t length, bool is_end, void *unused) {
    if (memmem(bytes, length, SELL, sizeof SELL - 1))
        uws_publish(PLAIN, app, TOPIC, sizeof TOPIC - 1, message, strlen(message), TEXT, false);
    if (!is_end) return;
    uws_res_write_status(PLAIN, response, STATUS, sizeof STATUS - 1);
    uws_res_write_header(PLAIN, response, TYPE, sizeof TYPE - 1, JSON, sizeof JSON - 1);
    uws_res_end(PLAIN, response, reply, strlen(reply), false);
}

static void on_abort(Response *response, void *unused) {}

static void on_post(Response *response, Request *request, void *unused) {
    uws_res_on_aborted(PLAIN, response, on_abort, NULL);
    uws_res_on_data(PLAIN, response, on_body, NULL);
}

// Whatever a socket says subscribes it.
static void on_message(WebSocket *socket, const char *bytes, size_t length, int opcode, void *unused) {
    uws_ws_subscribe(PLAIN, socket, TOPIC, sizeof TOPIC - 1);
    uws_ws_send(PLAIN, socket, DONE, sizeof DONE - 1, TEXT);
}

static void on_listen(ListenSocket *socket, ListenConfig config, void *unused) {
    if (!socket) exit(1);
    printf("%d\n", us_socket_local_port(PLAIN, socket));
    fflush(stdout);
}

int main(int argument_count, char **arguments) {
    if (argument_count != 3) return 2;
    reply = arguments[1];
    message = arguments[2];
    app = uws_create_app(PLAIN, (SocketOptions){0});
    uws_app_post(PLAIN, app, "/*", on_post, NULL);
    // Nothing is dropped, as with the others.
    Behavior behavior = {.maximum_payload = 1 << 16, .maximum_backpressure = 1 << 30, .message = on_message};
    uws_ws(PLAIN, app, "/*", behavior, NULL);
    uws_app_listen_with_config(PLAIN, app, (ListenConfig){0, "127.0.0.1", 0}, on_listen, NULL);
    uws_app_run(PLAIN, app);
    return 0;
}
