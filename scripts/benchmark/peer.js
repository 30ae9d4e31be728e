// The peer in node: reads a request's body, parses it as JSON and answers with a fixed one.
// Prints its port when it is ready.
const http = require("node:http");

const reply = Buffer.from(process.argv[2]);

const server = http.createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
        if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString());
        response.writeHead(201, { "Content-Type": "application/json", "Content-Length": reply.length });
        response.end(reply);
    });
});

server.listen(0, "127.0.0.1", () => console.log(server.address().port));
