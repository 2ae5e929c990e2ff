// A local internet: root and top-level domains on one Knot, every zone on a second Knot and on BIND, Unbound as a validating
// resolver for the second opinion. Addresses are public ones that only the checker's endpoint map leads to this machine.
import { execFileSync, spawn } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { rogue } from './rogue.mjs';

export const ROOT = '45.1.1.1', FIRST = '45.2.1.1', SECOND = '45.3.1.1';
const HEALTHY = [
  '@ SOA ns1 hostmaster 1 7200 3600 1209600 3600', '@ NS ns1', '@ NS ns2', 'ns1 A FIRST', 'ns2 A SECOND', '@ A 45.9.1.1', '@ AAAA 2a00:1::1', '@ CAA 0 issue "ca.example"', '@ MX 10 mail',
  'mail A 45.9.1.2', 'mail AAAA 2a00:1::2', '@ TXT "v=spf1 mx -all"', '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@ZONE"',
];
const OTHER_DS = '12345 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A';

/** Writes every zone, signs what is to be signed, starts the servers. */
export async function start(folder, cases) {
  fs.mkdirSync(path.join(folder, 'keys'), { recursive: true });
  const [parents, first, second, resolver] = await Promise.all([1, 2, 3, 4].map(() => freePort()));
  const rogues = [], endpoints = { [`${ROOT}:53`]: `127.0.0.1:${parents}`, [`${FIRST}:53`]: `127.0.0.1:${first}`, [`${SECOND}:53`]: `127.0.0.1:${second}`, '45.2.1.2:53': `127.0.0.1:${first}`, '45.8.1.1:53': `127.0.0.1:${await freePort()}` };
  const delegations = [];
  for (const [index, item] of cases.entries()) {
    item.zone = `${item.name}.test`;
    item.target = item.host === '@' ? item.zone : `${item.host}.${item.zone}`;
    const places = { FIRST, SECOND, 'FIRST-TOO': '45.2.1.2' };
    if (item.rogue) {
      const one = await rogue(item.rogue, await freePort(), first);
      rogues.push(one);
      item.rogueAt = one.port;
      places.FIRST = `45.4.${index}.1`;
      endpoints[`${places.FIRST}:53`] = `127.0.0.1:${one.port}`;
      if (item.both) places.SECOND = places['FIRST-TOO'] = `45.5.${index}.1`, endpoints[`${places.SECOND}:53`] = `127.0.0.1:${one.port}`;
    }
    if (item.name === 'samenet') item.lines = ['ns2 A 45.2.1.2'];
    const place = text => text.replace(/FIRST-TOO|FIRST|SECOND/g, word => places[word]).replaceAll('ZONE', item.zone);
    write(folder, `${item.zone}.first`, item, merge(HEALTHY, item.lines).map(place));
    if (item.second !== null) write(folder, `${item.zone}.second`, item, merge(HEALTHY, [...item.lines, ...(item.second ?? [])]).map(place));
    delegations.push(...merge([], item.parent ?? ['@ NS ns1', '@ NS ns2', 'ns1 A FIRST', 'ns2 A SECOND']).map(place).map(line => absolute(line, item.zone)));
    if (item.ds === 'other') delegations.push(`${item.zone}. DS ${OTHER_DS}`);
    else if (item.sign && item.ds !== 'none') delegations.push(...dsOf(folder, item.zone));
  }

  const top = name => [`${name} SOA ns.root. h.root. 1 7200 3600 1209600 3600`, `${name} NS ns.root.`];
  fs.writeFileSync(path.join(folder, 'test'), text([...top('test.'), ...delegations]));
  fs.writeFileSync(path.join(folder, 'net'), text([...top('net.'), 'azurewebsites.net. NS ns.root.']));
  fs.writeFileSync(path.join(folder, 'azurewebsites.net'), text(top('azurewebsites.net.')));
  sign(folder, 'test', 'test', {});
  fs.writeFileSync(path.join(folder, 'root'), text([...top('.'), 'ns.root. A ' + ROOT, 'test. NS ns.root.', 'net. NS ns.root.', ...dsOf(folder, 'test')]));
  sign(folder, '.', 'root', {});
  fs.writeFileSync(path.join(folder, 'hints'), `. 3600 NS ns.root.\nns.root. 3600 A ${ROOT}\n`);
  fs.writeFileSync(path.join(folder, 'anchor'), dsOf(folder, '.').join('\n') + '\n');
  fs.writeFileSync(path.join(folder, 'endpoints.json'), JSON.stringify(endpoints));

  const running = [
    knot(folder, 'parents', parents, [['.', 'root'], ['test.', 'test'], ['net.', 'net'], ['azurewebsites.net.', 'azurewebsites.net']]),
    knot(folder, 'first', first, cases.map(item => [`${item.zone}.`, `${item.zone}.first`])),
    bind(folder, second, cases.filter(item => item.second !== null)),
    unbound(folder, resolver, parents, first, cases),
  ];
  const stop = () => { rogues.forEach(one => one.stop()); running.forEach(process => process.kill('SIGTERM')); };
  try {
    await Promise.all([parents, first, second, resolver].map(ready));
  } catch (fault) {
    stop();
    throw fault;
  }
  return { ports: { parents, first, second, resolver }, stop };
}

/** Lines replace those of the same owner and type; a leading minus only takes them away. */
function merge(healthy, lines) {
  const key = line => line.replace(/^-/, '').split(/\s+/).filter(word => !/^\d+$/.test(word) || word === line.split(/\s+/)[0]).slice(0, 2).join(' ');
  const own = new Set(lines.map(key));
  return [...healthy.filter(line => !own.has(key(line))), ...lines.filter(line => !line.startsWith('-'))];
}

const absolute = (line, zone) => {
  const [owner, type, ...rest] = line.split(' ');
  const full = name => name === '@' ? `${zone}.` : name.endsWith('.') ? name : `${name}.${zone}.`;
  return `${full(owner)} ${type} ${type === 'NS' ? full(rest[0]) : rest.join(' ')}`;
};

const text = lines => '$TTL 3600\n' + [...new Set(lines)].map(line => line.replace(/^(\S+) (\d+ )?TXT "(.{250,})"$/, (_, owner, ttl, long) => `${owner} ${ttl ?? ''}TXT ${long.match(/.{1,250}/g).map(part => `"${part}"`).join(' ')}`)).join('\n') + '\n';

function write(folder, file, item, lines) {
  fs.writeFileSync(path.join(folder, file), text(lines));
  if (item.sign) {
    sign(folder, item.zone, file, item.sign);
    if (item.spoil) fs.writeFileSync(path.join(folder, file), item.spoil(fs.readFileSync(path.join(folder, file), 'utf8')));
  }
}

function sign(folder, zone, file, { algorithm = 'ECDSAP256SHA256', bits, nsec3, start = '-3600', end = '+2592000' }) {
  const keys = path.join(folder, 'keys', zone === '.' ? 'root' : zone);
  if (!fs.existsSync(keys)) {
    fs.mkdirSync(keys);
    for (const flag of [['-f', 'KSK'], []]) run('dnssec-keygen', '-q', '-K', keys, '-a', algorithm, ...(bits ? ['-b', String(bits)] : []), ...flag, zone);
  }
  const time = offset => (offset.startsWith('-') ? `now${offset}` : `now${offset}`);
  run('dnssec-signzone', '-q', '-P', '-S', '-K', keys, '-d', keys, '-O', 'full', '-s', time(start), '-e', time(end), ...(nsec3 ? ['-3', nsec3[0], '-H', nsec3[1]] : []), '-o', zone, '-f', path.join(folder, file), path.join(folder, file));
}

const dsOf = (folder, zone) => {
  const keys = path.join(folder, 'keys', zone === '.' ? 'root' : zone);
  return fs.readFileSync(path.join(keys, `dsset-${zone === '.' ? '.' : zone + '.'}`), 'utf8').trim().split('\n').map(line => line.replace(/\s+IN\s+/, ' ').replace(/\s+/g, ' '));
};

function knot(folder, name, port, zones) {
  const home = path.join(folder, `knot-${name}`);
  fs.mkdirSync(home, { recursive: true });
  fs.writeFileSync(path.join(home, 'knot.conf'), `server:\n    rundir: "${home}"\n    listen: 127.0.0.1@${port}\n    udp-workers: 1\n    tcp-workers: 1\n    background-workers: 1\ndatabase:\n    storage: "${home}"\nlog:\n  - target: stderr\n    any: critical\ntemplate:\n  - id: default\n    storage: "${folder}"\n    zonefile-sync: -1\n    journal-content: none\nzone:\n${zones.map(([zone, file]) => `  - domain: "${zone}"\n    file: "${file}"`).join('\n')}\n`);
  return spawn('/usr/sbin/knotd', ['-c', path.join(home, 'knot.conf')], { stdio: 'inherit' });
}

function bind(folder, port, cases) {
  const zones = cases.map(item => `zone "${item.zone}" { type primary; file "${folder}/${item.zone}.second"; check-names ignore; allow-transfer { ${item.transfer ? 'any' : 'none'}; }; };`).join('\n');
  fs.writeFileSync(path.join(folder, 'named.conf'), `options { directory "${folder}"; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; allow-query { any; }; pid-file "${folder}/named.pid"; session-keyfile "${folder}/session.key"; check-integrity no; check-mx ignore; check-mx-cname ignore; check-srv-cname ignore; check-sibling no; notify no; dnssec-validation no; };\ncontrols { };\nlogging { category default { null; }; };\n${zones}\n`);
  return spawn('/usr/sbin/named', ['-f', '-c', path.join(folder, 'named.conf')], { stdio: 'ignore' });
}

function unbound(folder, port, parents, first, cases) {
  const stub = (zone, at) => `stub-zone:\n  name: "${zone}"\n  stub-addr: 127.0.0.1@${at}\n  stub-prime: no\n`;
  fs.writeFileSync(path.join(folder, 'unbound.conf'), `server:\n  interface: 127.0.0.1\n  port: ${port}\n  do-daemonize: no\n  username: ""\n  chroot: ""\n  directory: "${folder}"\n  pidfile: "${folder}/unbound.pid"\n  do-not-query-localhost: no\n  trust-anchor-file: "${folder}/anchor"\n  module-config: "validator iterator"\n  qname-minimisation: no\n  num-threads: 1\n  local-zone: "test." nodefault\n  use-syslog: no\n  logfile: "/dev/null"\nremote-control:\n  control-enable: no\n${stub('.', parents)}${stub('test.', parents)}${stub('net.', parents)}${cases.filter(item => item.trust).map(item => stub(`${item.zone}.`, first)).join('')}`);
  return spawn('/usr/sbin/unbound', ['-c', path.join(folder, 'unbound.conf')], { stdio: 'inherit' });
}

export const run = (program, ...args) => execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });

const taken = new Set();

/** Below the range from which the system takes ports for connections, so that it stays free until it is used. */
export async function freePort() {
  for (;;) {
    const port = 12000 + Math.floor(Math.random() * 18000), server = net.createServer();
    if (taken.has(port)) continue;
    taken.add(port);
    const free = await new Promise(done => server.on('error', () => done(false)).listen(port, '127.0.0.1', () => done(true)));
    if (free) {
      await new Promise(done => server.close(done));
      return port;
    }
  }
}

/** Any DNS answer will do. */
async function ready(port) {
  for (let i = 0; i < 150; i++) {
    const socket = dgram.createSocket('udp4');
    const heard = await new Promise(done => {
      socket.on('message', () => done(true));
      socket.on('error', () => done(false));
      setTimeout(() => done(false), 200);
      socket.send(Buffer.from('000100000001000000000000' + '0000060001', 'hex'), port, '127.0.0.1');
    });
    socket.close();
    if (heard) return;
  }
  throw new Error(`no name server answers on port ${port}`);
}
