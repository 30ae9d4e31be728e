// The peer in node: reads a request's body, parses it as JSON and answers with a fixed one. All WebSockets
// are told of every order that sells, as the exchange tells them of the trade that comes of it.
// Prints its port when it is ready.
//
//     node peer.js REPLY MESSAGE
const http = require("node:http");
const { createHash } = require("node:crypto");

const reply = Buffer.from(process.argv[2]);
const message = JSON.parse(process.argv[3]);
const subscribers = new Set();

const server = http.createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
        const order = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
        response.writeHead(201, { "Content-Type": "application/json", "Content-Length": reply.length });
        response.end(reply);
        if (subscribers.size > 0 && order.side === "SELL") tell();
    });
});

// Encodes a message once and writes it to each socket, as the usual libraries do.
function tell() {
    message.params.data.created_at = Date.now();
    const bytes = frame(JSON.stringify(message));
    for (const socket of subscribers) socket.write(bytes);
}

// A text frame of less than 64 KiB.
function frame(text) {
    const payload = Buffer.from(text);
    const { length } = payload;
    const header = length < 126 ? [0x81, length] : [0x81, 126, length >> 8, length & 0xff];
    return Buffer.concat([Buffer.from(header), payload]);
}

// Whatever a socket says first subscribes it.
server.on("upgrade", (request, socket) => {
    const key = request.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    socket.on("close", () => subscribers.delete(socket));
    socket.once("data", () => {
        socket.write(frame('{"result":{}}'));
        subscribers.add(socket);
        socket.resume();
    });
});

server.listen(0, "127.0.0.1", () => console.log(server.address().port));
