// The TLS corpus: certificates that openssl makes and servers that openssl runs, each right but for what a case changes.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { freePort } from './servers.mjs';

const tls = (name, leaf, args, expect, more = {}) => ({ name: `t-${name}`, leaf, args, expect, ...more });
const day = 86400, modern = ['-no_tls1', '-no_tls1_1'];
const cipher = (list, ...more) => ['-cipher', `${list}:@SECLEVEL=0`, ...more];

/** trusted: what a strict client says; lax: s_client says otherwise, on purpose. */
export const cases = [
  tls('ok', {}, [], 'tls-ok', { trusted: true }),
  tls('rsa', { key: 'rsa:2048' }, [], 'tls-ok', { trusted: true }),
  tls('wildcard', { san: 'DNS:*.t-wildcard.test', host: 'www.t-wildcard.test' }, [], 'tls-ok', { trusted: true }),
  tls('many-names', { san: 'DNS:a.test,DNS:t-many-names.test' }, [], 'tls-ok', { trusted: true }),
  tls('upper-name', { san: 'DNS:T-UPPER-NAME.TEST' }, [], 'tls-ok', { trusted: true }),
  tls('expired', { from: -100 * day, to: -day }, [], 'cert-expired', { trusted: false }),
  tls('future', { from: day, to: 60 * day }, [], 'cert-not-yet-valid', { trusted: false }),
  tls('soon', { from: -70 * day, to: 20 * day }, [], 'cert-expires-soon', { trusted: true }),
  tls('very-soon', { from: -70 * day, to: 3 * day }, [], 'cert-expires-soon', { trusted: true }),
  tls('other-name', { san: 'DNS:other.test' }, [], 'cert-name-mismatch', { trusted: false }),
  tls('apex-by-wildcard', { san: 'DNS:*.t-apex-by-wildcard.test' }, [], 'cert-name-mismatch', { trusted: false }),
  tls('deep-wildcard', { san: 'DNS:*.t-deep-wildcard.test', host: 'a.b.t-deep-wildcard.test' }, [], 'cert-name-mismatch', { trusted: false }),
  tls('part-wildcard', { san: 'DNS:w*.t-part-wildcard.test', host: 'www.t-part-wildcard.test' }, [], 'cert-name-mismatch', { trusted: false, lax: true }),
  tls('common-name', { san: null, subject: '/CN=t-common-name.test' }, [], 'cert-no-san', { trusted: false, lax: true }),
  tls('self-signed', { issuer: 'self' }, [], 'cert-self-signed', { trusted: false }),
  tls('untrusted', { issuer: 'stranger', chain: ['stranger'] }, [], 'cert-untrusted', { trusted: false }),
  tls('no-intermediate', { chain: [] }, [], 'chain-incomplete', { trusted: false }),
  tls('old-intermediate', { issuer: 'old', chain: ['old'] }, [], 'chain-expired', { trusted: false }),
  tls('with-root', { chain: ['int', 'root'] }, [], 'chain-contains-root', { trusted: true }),
  tls('extra', { chain: ['int', 'stranger'] }, [], 'chain-extra', { trusted: true }),
  tls('order', { chain: ['root', 'int'] }, [], 'chain-order', { trusted: true }),
  tls('rsa-1024', { key: 'rsa:1024' }, cipher('ECDHE-RSA-AES128-GCM-SHA256', ...modern), 'cert-key-weak', { trusted: false }),
  tls('sha1', { key: 'rsa:2048', digest: 'sha1' }, cipher('ECDHE-RSA-AES128-GCM-SHA256', ...modern), 'cert-signature-weak', { trusted: false }),
  tls('ed25519', { key: 'ed25519' }, [], 'cert-key-unsupported', { trusted: true }),
  tls('long', { to: 500 * day }, [], '', { trusted: true }),
  tls('is-ca', { extensions: ['basicConstraints=critical,CA:TRUE'] }, [], 'cert-is-ca', { trusted: true }),
  tls('client-only', { extensions: ['basicConstraints=CA:FALSE', 'extendedKeyUsage=clientAuth'] }, [], 'cert-eku-wrong', { trusted: false }),
  tls('must-staple', { extensions: ['basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth', 'tlsfeature=status_request'] }, [], 'ocsp-must-staple-missing', { trusted: true }),
  tls('stapled', { key: 'rsa:2048', staple: 'good' }, [], 'ocsp-stapled', { trusted: true }),
  tls('revoked', { key: 'rsa:2048', staple: 'revoked' }, [], 'cert-revoked', { trusted: true }),
  tls('only-12', {}, ['-tls1_2'], 'tls13-missing', { trusted: true }),
  tls('only-13', {}, ['-tls1_3'], 'tls-ok', { trusted: true }),
  tls('old-too', { key: 'rsa:2048' }, cipher('DEFAULT'), 'tls-version-old', { trusted: true }),
  tls('only-10', { key: 'rsa:2048' }, cipher('DEFAULT', '-tls1'), 'tls-version-old tls12-missing', {}),
  tls('only-11', { key: 'rsa:2048' }, cipher('DEFAULT', '-tls1_1'), 'tls-version-old tls12-missing', {}),
  tls('rsa-exchange', { key: 'rsa:2048' }, ['-tls1_2', '-cipher', 'AES128-GCM-SHA256'], 'tls-no-forward-secrecy', { trusted: true }),
  tls('cbc', {}, ['-tls1_2', '-cipher', 'ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES128-GCM-SHA256'], 'tls-cbc', { trusted: true }),
  tls('null', {}, ['-tls1_2', ...cipher('ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-NULL-SHA')], 'tls-suite-weak', { trusted: true }),
  tls('anonymous', {}, ['-tls1_2', ...cipher('ECDHE-ECDSA-AES128-GCM-SHA256:AECDH-AES128-SHA')], 'tls-suite-weak', { trusted: true }),
  tls('h2-rsa', { key: 'rsa:3072' }, ['-alpn', 'h2'], 'alpn-h2', { trusted: true }),
  tls('h2', {}, ['-alpn', 'h2,http/1.1'], 'alpn-h2', { trusted: true }),
  tls('plain', null, 'plain', 'tls-not-tls', {}),
  tls('hangs', null, 'silent', 'tls-timeout', {}),
  tls('closes', null, 'closed', 'tls-handshake-failed', {}),
];

export async function start(folder, all) {
  authorities(folder);
  const running = [], stop = () => running.forEach(one => one.stop());
  try {
    await startAll(folder, all, running);
  } catch (fault) {
    stop();
    throw fault;
  }
  return { ca: path.join(folder, 'root.pem'), stop };
}

async function startAll(folder, all, running) {
  for (const item of all) {
    item.target = item.leaf?.host ?? `${item.name}.test`;
    item.port = await freePort();
    if (item.leaf === null) { running.push(await bare(item)); continue; }
    const files = leaf(folder, item);
    const process = spawn('openssl', ['s_server', '-accept', `127.0.0.1:${item.port}`, '-cert', files.cert, '-key', files.key, ...(fs.statSync(files.chain).size > 0 ? ['-cert_chain', files.chain] : []), ...(files.staple ? ['-status_file', files.staple] : []), ...item.args, '-www', '-quiet'], { cwd: folder, stdio: 'ignore' });
    running.push({ stop: () => process.kill() });
  }
  await Promise.all(all.filter(item => item.leaf).map(ready));
}

function authorities(folder) {
  fs.writeFileSync(path.join(folder, 'index'), '');
  fs.writeFileSync(path.join(folder, 'index.attr'), 'unique_subject = no\n');
  fs.writeFileSync(path.join(folder, 'ca.cnf'), `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder}/index\nnew_certs_dir=${folder}\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nemail_in_dn=no\n[p]\ncommonName=supplied\n[req]\ndistinguished_name=n\n[n]\n[top]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n`);
  const self = name => shell(folder, 'req', '-x509', '-config', 'ca.cnf', '-extensions', 'top', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${name} authority`, '-days', '400');
  self('root'); self('stranger');
  for (const [name, from, to] of [['int', -200, 300], ['old', -200, -10]]) {
    shell(folder, 'req', '-config', 'ca.cnf', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name} authority`);
    issue(folder, 'root', `${name}.csr`, `${name}.pem`, from * day, to * day, 'top', 'sha256');
  }
}

function leaf(folder, item) {
  const { key = 'ec:prime256v1', san = `DNS:${item.target}`, subject = '/CN=server', issuer = 'int', chain = ['int'], from = -10 * day, to = 80 * day, digest = 'sha256', staple, extensions = ['basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth'] } = item.leaf;
  const file = ending => path.join(folder, `${item.name}.${ending}`);
  const [kind, size] = key.split(':');
  shell(folder, 'genpkey', '-algorithm', kind, ...(kind === 'rsa' ? ['-pkeyopt', `rsa_keygen_bits:${size}`] : kind === 'ec' ? ['-pkeyopt', `ec_paramgen_curve:${size}`] : []), '-out', file('key'));
  const section = [...extensions, ...(san ? [`subjectAltName=${san}`] : [])].join('\n');
  fs.writeFileSync(file('cnf'), fs.readFileSync(path.join(folder, 'ca.cnf'), 'utf8') + `[leaf]\n${section}\n`);
  shell(folder, 'req', '-config', file('cnf'), '-new', '-key', file('key'), '-out', file('csr'), '-subj', subject);
  if (issuer === 'self') shell(folder, 'req', '-x509', '-config', file('cnf'), '-extensions', 'leaf', '-key', file('key'), '-out', file('pem'), '-subj', subject, '-days', '80');
  else issue(folder, issuer, file('csr'), file('pem'), from, to, 'leaf', digest, file('cnf'));
  fs.writeFileSync(file('chain'), (issuer === 'self' ? [] : chain).map(name => fs.readFileSync(path.join(folder, `${name}.pem`), 'utf8')).join(''));
  return { cert: file('pem'), key: file('key'), chain: file('chain'), staple: staple && stapleOf(folder, file, staple) };
}

function stapleOf(folder, file, status) {
  const serial = shell(folder, 'x509', '-in', file('pem'), '-noout', '-serial').split('=')[1].trim();
  const time = offset => new Date(Date.now() + offset * 1000).toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z';
  fs.writeFileSync(file('index'), `${status === 'good' ? 'V' : 'R'}\t${time(80 * day)}\t${status === 'good' ? '' : time(-day)}\t${serial}\tunknown\t/CN=server\n`);
  shell(folder, 'ocsp', '-issuer', 'int.pem', '-cert', file('pem'), '-no_nonce', '-reqout', file('ask'));
  shell(folder, 'ocsp', '-index', file('index'), '-CA', 'int.pem', '-rsigner', 'int.pem', '-rkey', 'int.key', '-reqin', file('ask'), '-respout', file('staple'), '-ndays', '7');
  return file('staple');
}

function issue(folder, by, csr, out, from, to, section, digest, config = 'ca.cnf') {
  const time = offset => new Date(Date.now() + offset * 1000).toISOString().replace(/[-:T]/g, '').slice(0, 14) + 'Z';
  shell(folder, 'ca', '-config', config, '-batch', '-notext', '-cert', `${by}.pem`, '-keyfile', `${by}.key`, '-in', csr, '-out', out, '-startdate', time(from), '-enddate', time(to), '-extensions', section, '-md', digest);
}

const shell = (folder, ...args) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });

/** A port that speaks something else, nothing, or hangs up. */
async function bare(item) {
  const server = net.createServer(socket => {
    socket.on('error', () => {});
    if (item.args === 'plain') socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
    if (item.args === 'closed') socket.end();
  });
  await new Promise(done => server.listen(item.port, '127.0.0.1', done));
  return { stop: () => { server.closeAllConnections?.(); server.close(); server.unref(); } };
}

async function ready({ name, port }) {
  for (let i = 0; i < 150; i++) {
    const open = await new Promise(done => { const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); done(true); }); socket.on('error', () => done(false)); });
    if (open) return;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error(`${name}: no server on port ${port}`);
}
