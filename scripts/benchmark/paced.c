// Sends prepared requests at a given rate and prints the delays of the answers as a line of JSON. wrk cannot:
// it sends as soon as it is answered, and so measures a full queue.
//
//     paced PORT CONNECTIONS RATE SECONDS FILE
//
// FILE is one of requests.py. Requests are due at even times, whatever was answered so far; each is sent on a
// connection that waits for nothing, and its delay counts from when it was due. Looks at the sockets without
// sleeping and so wants a CPU of its own.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { REPLY_MAXIMUM = 65536, CONNECTIONS_MAXIMUM = 1024, PATIENCE_SECONDS = 5 };

typedef struct { char *bytes; size_t length; } Request;
typedef struct { int socket; uint64_t due; size_t received; char reply[REPLY_MAXIMUM]; } Connection;

static Request *requests;
static size_t request_count;
static Connection *connections;
static int idle[CONNECTIONS_MAXIMUM], idle_count;
static uint32_t *delays;
static size_t issued, answered, refused;

static void fail(const char *what) {
    fprintf(stderr, "paced: %s: %s\n", what, errno ? strerror(errno) : "");
    exit(1);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void read_requests(const char *path) {
    FILE *file = fopen(path, "rb");
    size_t length;
    if (!file) fail(path);
    while (fscanf(file, "%zu", &length) == 1 && fgetc(file) == '\n') {
        requests = realloc(requests, (request_count + 1) * sizeof(Request));
        requests[request_count].bytes = malloc(length);
        requests[request_count].length = length;
        if (fread(requests[request_count++].bytes, 1, length, file) != length) fail("the file ends early");
    }
    fclose(file);
    if (request_count == 0) fail("no requests");
}

static void connect_all(int poll, int port, int count) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connections = calloc(count, sizeof(Connection));
    for (int index = 0; index < count; index++) {
        int one = 1, socket_ = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(socket_, (struct sockaddr *)&address, sizeof address)) fail("connect");
        setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        connections[index].socket = socket_;
        idle[idle_count++] = index;
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};
        epoll_ctl(poll, EPOLL_CTL_ADD, socket_, &event);
    }
}

// A request is smaller than a socket's buffer, which is empty when nothing is waited for.
static void issue(uint64_t due) {
    Connection *connection = &connections[idle[--idle_count]];
    Request *request = &requests[issued++ % request_count];
    connection->due = due;
    connection->received = 0;
    if (send(connection->socket, request->bytes, request->length, MSG_NOSIGNAL) != (ssize_t)request->length)
        fail("send");
}

// Where a whole reply ends; 0 if it is not complete. Replies without a length have no body.
static size_t reply_end(char *reply) {
    char *end = strstr(reply, "\r\n\r\n");
    if (!end) return 0;
    char *length = strcasestr(reply, "\r\ncontent-length:");
    return end + 4 - reply + (length && length < end ? strtoul(length + 17, NULL, 10) : 0);
}

static void receive(int index) {
    Connection *connection = &connections[index];
    char *free_ = connection->reply + connection->received;
    ssize_t count = recv(connection->socket, free_, REPLY_MAXIMUM - 1 - connection->received, MSG_DONTWAIT);
    if (count <= 0) fail("the server ended a connection");
    free_[count] = 0;
    connection->received += count;
    size_t end = reply_end(connection->reply);
    if (end == 0 || connection->received < end) return;
    refused += strncmp(connection->reply, "HTTP/1.1 2", 10) != 0;
    delays[answered++] = (now() - connection->due) / 10;
    idle[idle_count++] = index;
}

static int ascending(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

// The delay in milliseconds that so many of a thousand do not exceed.
static double percentile(int thousandths) {
    return answered ? delays[(answered - 1) * (uint64_t)thousandths / 1000] / 1e5 : 0;
}

int main(int argument_count, char **arguments) {
    if (argument_count != 6) fail("usage: paced PORT CONNECTIONS RATE SECONDS FILE");
    int count = atoi(arguments[2]), poll = epoll_create1(0);
    double rate = atof(arguments[3]), seconds = atof(arguments[4]);
    if (count < 1 || count > CONNECTIONS_MAXIMUM || rate <= 0) fail("CONNECTIONS or RATE");
    read_requests(arguments[5]);
    connect_all(poll, atoi(arguments[1]), count);
    size_t total = rate * seconds;
    delays = calloc(total + 1, sizeof *delays);
    uint64_t start = now(), limit = start + (uint64_t)((seconds + PATIENCE_SECONDS) * 1e9), time = start;
    while (answered < total && time < limit) {
        uint64_t due;
        while (issued < total && idle_count && (due = start + (uint64_t)(issued * 1e9 / rate)) <= now())
            issue(due);
        struct epoll_event events[64];
        int ready = epoll_wait(poll, events, 64, 0);
        for (int index = 0; index < ready; index++) receive(events[index].data.u32);
        time = now();
    }
    qsort(delays, answered, sizeof *delays, ascending);
    printf("{\"issued\": %zu, \"answered\": %zu, \"refused\": %zu, \"broken\": %zu, \"seconds\": %f, "
           "\"p50\": %f, \"p99\": %f, \"p999\": %f}\n", issued, answered, refused, total - answered,
           (time - start) / 1e9, percentile(500), percentile(990), percentile(999));
    return 0;
}
