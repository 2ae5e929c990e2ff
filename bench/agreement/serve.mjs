// Serves the made-up sites on two loopback ports, byte by byte, and lets every name resolve to loopback.
import dns from 'node:dns';
import net from 'node:net';
import tls from 'node:tls';
import fs from 'node:fs';

export function resolveToLoopback() {
  dns.lookup = (name, options, done) => {
    const call = typeof options === 'function' ? options : done;
    return options?.all ? process.nextTick(call, null, [{ address: '127.0.0.1', family: 4 }]) : process.nextTick(call, null, '127.0.0.1', 4);
  };
}

export async function serve(sites, folder) {
  const byHost = new Map(sites.map(site => [site.host, site]));
  const pem = name => fs.readFileSync(`${folder}/${name}.pem`);
  const context = name => tls.createSecureContext({ key: pem(`${name}-key`), cert: pem(name) });
  const good = context('good'), bad = context('bad');
  const ports = {};
  const plain = net.createServer(socket => onRequest(socket, request => overHttp(request, byHost, ports)));
  const secure = tls.createServer({
    key: pem('good-key'), cert: pem('good'), ALPNProtocols: ['http/1.1'],
    SNICallback: (name, done) => {
      const certificate = name.startsWith('bad.') ? 'bad' : byHost.get(name)?.certificate ?? 'good';
      return certificate === 'none' ? done(new Error('no such name')) : done(null, certificate === 'bad' ? bad : good);
    },
  }, socket => onRequest(socket, request => overHttps(request, byHost, ports)));
  secure.on('tlsClientError', () => {});
  for (const [server, name] of [[plain, 'http'], [secure, 'https']]) {
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    ports[name] = server.address().port;
  }
  return { ports, close: () => { plain.close(); secure.close(); } };
}

function onRequest(socket, answer) {
  let head = '';
  socket.on('error', () => {});
  socket.on('data', bytes => {
    head += bytes.toString('latin1');
    if (!head.includes('\r\n\r\n')) return;
    const lines = head.split('\r\n'), [method, path] = lines[0].split(' ');
    const header = name => lines.find(line => line.toLowerCase().startsWith(name + ':'))?.slice(name.length + 1).trim();
    const text = answer({ method, path, host: header('host')?.split(':')[0], origin: header('origin'), cookie: header('cookie') });
    if (text === null) socket.destroy(); else socket.end(text, 'latin1');
  });
}

function message(status, headers, body = '') {
  const empty = status === 204 || status === 304;
  return `HTTP/1.1 ${status} x\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}Connection: close\r\n${empty ? '' : `Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n`}\r\n${empty ? '' : body}`;
}

const to = (url, status = 301) => message(status, [['Location', url]]);

function overHttps({ method, path, host, origin, cookie }, byHost, ports) {
  const site = byHost.get(host.replace(/^(www|bad)\./, ''));
  if (!site) return message(200, [['Content-Type', 'text/plain']], 'elsewhere');
  if (method === 'OPTIONS') return preflight(site, origin, path);
  if (path === '/robots.txt') return message(404, []);
  if (path === '/' && !host.startsWith('www.')) {
    if (site.https === 'folder') return to('/folder/');
    if (site.https === 'www') return to(`https://www.${host}:${ports.https}/`, 302);
    if (site.https === 'to-http') return to(`http://${host}:${ports.http}/plain`);
    if (site.https === 'cookie-wall' && !cookie?.includes('seen=1')) return message(302, [['Location', '/'], ['Set-Cookie', 'seen=1; Secure; HttpOnly; Path=/']]);
    if (site.https === 'cookie') return message(302, [['Location', '/folder/page'], ['Set-Cookie', 'first=1; Secure'], ['Set-Cookie', 'sessionhop=1']]);
  }
  return site.https === 'loop' ? to('/') : message(site.status, site.headers, site.body);
}

function preflight(site, origin, path) {
  const allow = (value, credentials) => message(204, [['Access-Control-Allow-Origin', value], ...(credentials ? [['Access-Control-Allow-Credentials', 'true']] : [])]);
  switch (site.cors) {
    case 'star': return allow('*');
    case 'star-credentials': return allow('*', true);
    case 'fixed': return allow('https://partner.example');
    case 'fixed-credentials': return allow('https://partner.example', true);
    case 'reflect': return allow(origin);
    case 'reflect-credentials': return allow(origin, true);
    case 'null': return allow('null', true);
    case 'empty': return allow('');
    case 'twice': return message(200, [['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Origin', '*']]);
    case 'refused': return message(405, [['Access-Control-Allow-Origin', '*']]);
    case 'redirect': return path === '/moved' ? allow('*') : to('/moved', 307);
    default: return message(204, []);
  }
}

function overHttp({ method, path, host, origin }, byHost, ports) {
  const site = byHost.get(host.replace(/^www\./, ''));
  if (!site) return message(200, [], 'elsewhere');
  if (method === 'OPTIONS') return preflight(site, origin, path);
  const secure = `https://${host}:${ports.https}${path}`;
  if (path === '/plain' || path === '/hop') return path === '/hop' && site.http === 'redirect-http-then-https' ? to(`https://${host}:${ports.https}/`) : message(site.status, site.headers, site.body);
  switch (site.http) {
    case 'closed': return null;
    case 'redirect': return to(secure);
    case 'redirect-302': return to(secure, 302);
    case 'redirect-308': return to(secure, 308);
    case 'redirect-http': case 'redirect-http-then-https': return to('/hop');
    case 'redirect-www': return to(`https://www.${host}:${ports.https}/`);
    case 'redirect-bad': return to(`https://bad.${host}:${ports.https}/`);
    case 'redirect-404': return message(404, [['Location', secure]]);
    case 'redirect-preloaded': return to(`https://a.preloaded.com:${ports.https}/`);
    case 'redirect-nowhere': return message(301, []);
    case 'redirect-ftp': return to('ftp://files.example/');
    case 'loop': return to('/');
    default: return message(site.status, site.headers, site.body);
  }
}
