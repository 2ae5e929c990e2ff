// A misbehaving name server: passes each question on to a good one and spoils the answer in one way.
import dgram from 'node:dgram';
import net from 'node:net';

const HEADER = 12, AA = 0x04, RA = 0x80;

/** Starts one on a port of 127.0.0.1; behind: the good server's port. */
export async function rogue(kind, port, behind) {
  const state = { serial: 100 };
  const udp = dgram.createSocket('udp4');
  const tcp = net.createServer(socket => overTcp(socket, kind, behind, state));
  await new Promise(done => udp.bind(port, '127.0.0.1', done));
  if (kind !== 'tcpclosed') await new Promise((done, failed) => tcp.on('error', failed).listen(port, '127.0.0.1', done));
  udp.on('message', async (query, peer) => {
    const answer = await answerOf(query, kind, behind, state);
    if (answer) udp.send(answer, peer.port, peer.address);
  });
  return { port, stop() { udp.close(); tcp.close(); } };
}

function overTcp(socket, kind, behind, state) {
  socket.on('error', () => {});
  socket.once('data', async data => {
    // Who drops EDNS is mostly a firewall that looks at UDP.
    const answer = await answerOf(data.subarray(2), kind === 'ednsdrop' ? 'good' : kind, behind, state);
    if (!answer || kind === 'tcpcut') { socket.end(answer ? Buffer.from([0, answer.length, 1, 2, 3]) : undefined); return; }
    socket.end(Buffer.concat([Buffer.from([answer.length >> 8, answer.length & 255]), answer]));
  });
}

async function answerOf(query, kind, behind, state) {
  const question = read(query), edns = query.readUInt16BE(10) > 0;
  switch (kind) {
    case 'servfail': return rcode(query, question, 2);
    case 'notimp': return rcode(query, question, 4);
    case 'ednsdrop': if (edns) return null; break;
    case 'ednsformerr': if (edns) return rcode(query, question, 1); break;
    case 'badvers': if (edns) return badVersion(query, question); break;
    case 'upward': return referral(query, question);
    case 'ent': if (question.name.startsWith('ent.')) return rcode(query, question, 3, AA); break;
    case 'cname': if (question.name.startsWith('www.') && question.type === 5) return alias(query, question); break;
    case 'open': if (question.name === '' && query[2] & 1) return recursive(query, question); break;
    case 'slow': await new Promise(done => setTimeout(done, 1300)); break;
  }

  const good = await ask(query, behind);
  return spoil(good, read(good), kind, question, state);
}

function spoil(answer, seen, kind, question, state) {
  switch (kind) {
    case 'noauth': answer[2] &= ~AA; return answer;
    case 'malformed': return answer.subarray(0, Math.max(HEADER + 4, answer.length - 7));
    case 'mismatch': answer[HEADER + 1] ^= 1; return answer;
    case 'trailing': return Buffer.concat([answer, Buffer.from('junk')]);
    case 'lowercase': for (let i = HEADER; i < seen.end - 4; i++) if (answer[i] >= 65 && answer[i] <= 90) answer[i] |= 32; return answer;
    case 'ednsstrip': return withoutOptions(answer);
    case 'restless': if (question.type === 6 && answer[7]) answer.writeUInt32BE(state.serial++, serialAt(answer, seen)); return answer;
    case 'bigttl': if (question.type === 1 && answer[7]) answer[seen.end + 6] |= 0x80; return answer;
    case 'nosoa': if (answer[9] && !answer[7]) return rcode(answer, seen, answer[3] & 15, AA); return answer;
    default: return answer;
  }
}

function read(message) {
  const labels = [];
  let at = HEADER;
  while (message[at]) { labels.push(message.toString('latin1', at + 1, at + 1 + message[at])); at += message[at] + 1; }
  return { name: labels.map(label => label.toLowerCase() + '.').join(''), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** Header and question alone, with a response code. */
function rcode(query, question, code, flags = 0) {
  const answer = Buffer.from(query.subarray(0, question.end));
  answer[2] = 0x80 | (query[2] & 1) | flags;
  answer[3] = code;
  answer.fill(0, 6, HEADER);
  return answer;
}

function badVersion(query, question) {
  const answer = Buffer.concat([rcode(query, question, 0), Buffer.from([0, 0, 41, 4, 208, 1, 0, 0, 0, 0, 0])]);
  answer[11] = 1;
  return answer;
}

function referral(query, question) {
  const answer = Buffer.concat([rcode(query, question, 0), Buffer.from([0, 0, 2, 0, 1, 0, 0, 14, 16, 0, 4, 2, 110, 115, 0])]);
  answer[9] = 1;
  return answer;
}

function recursive(query, question) {
  const answer = Buffer.concat([rcode(query, question, RA), Buffer.from([0, 0, 2, 0, 1, 0, 0, 14, 16, 0, 4, 2, 110, 115, 0])]);
  answer[7] = 1;
  return answer;
}

function alias(query, question) {
  const answer = Buffer.concat([rcode(query, question, 0, AA), Buffer.from([0xc0, HEADER, 0, 5, 0, 1, 0, 0, 14, 16, 0, 7, 4, 109, 97, 105, 108, 0xc0, HEADER + 4])]);
  answer[7] = 1;
  return answer;
}

const withoutOptions = answer => {
  const at = answer.lastIndexOf(Buffer.from([0, 0, 41]));
  if (at < 0 || !answer[11]) return answer;
  const bare = Buffer.from(answer.subarray(0, at));
  bare[11]--;
  return bare;
};

/** Knot compresses the owner to a pointer; the serial stands behind two names of the SOA. */
function serialAt(answer, seen) {
  let at = seen.end + 12;
  for (let name = 0; name < 2; name++) {
    while (answer[at] && answer[at] < 0xc0) at += answer[at] + 1;
    at += answer[at] ? 2 : 1;
  }
  return at;
}

function ask(query, port) {
  return new Promise((done, failed) => {
    const socket = dgram.createSocket('udp4');
    const end = setTimeout(() => { socket.close(); failed(new Error('the good server is silent')); }, 5000);
    socket.on('message', answer => { clearTimeout(end); socket.close(); done(answer); });
    socket.send(query, port, '127.0.0.1');
  });
}
