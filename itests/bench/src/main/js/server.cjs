// What a user would pick instead: onnxruntime-node behind node's own HTTP server. Arguments: port, then NAME=FILE=1x64x8 for each model.
// POST /NAME with the input's float32 values, little-endian, or as a JSON array; the first output comes back in the same form. Prints READY PORT.
const http = require('http');
const ort = require('onnxruntime-node');

const sessions = {};

function answer(response, status, type, body) {
  response.writeHead(status, {'Content-Type': type, 'Content-Length': Buffer.byteLength(body)});
  response.end(body);
}

async function infer(request, response, body) {
  const model = sessions[request.url.slice(1)];
  if (!model) {
    return answer(response, 404, 'text/plain', 'no such model');
  }
  const json = request.headers['content-type'] === 'application/json';
  const values = json ? Float32Array.from(JSON.parse(body.toString())) : new Float32Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length));
  const results = await model.session.run({[model.session.inputNames[0]]: new ort.Tensor('float32', values, model.shape)});
  const output = results[model.session.outputNames[0]].data;
  if (json) {
    return answer(response, 200, 'application/json', JSON.stringify(Array.from(output)));
  }
  return answer(response, 200, 'application/octet-stream', Buffer.from(output.buffer, output.byteOffset, output.byteLength));
}

async function main() {
  for (const argument of process.argv.slice(3)) {
    const [name, file, shape] = argument.split('=');
    const session = await ort.InferenceSession.create(file, {intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3});
    sessions[name] = {session, shape: shape.split('x').map(Number)};
  }
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => infer(request, response, Buffer.concat(parts)).catch((e) => answer(response, 500, 'text/plain', String(e))));
  });
  server.keepAliveTimeout = 600000;
  server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('READY ' + server.address().port));
}

main();
