// What independent tools say of the same cases: kdig of records, Unbound and delv of DNSSEC, pyspf of SPF, openssl of certificates.
// Each gives lines of "agrees" or of a difference; a tool that is not installed is named and left out.
import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const PERMERROR = ['spf-multiple', 'spf-syntax', 'spf-too-many-lookups', 'spf-include-loop', 'spf-include-without-record', 'spf-void-lookups'];
const UNTRUSTED = ['cert-expired', 'cert-not-yet-valid', 'cert-name-mismatch', 'cert-no-san', 'cert-self-signed', 'cert-untrusted', 'chain-incomplete', 'chain-expired', 'cert-eku-wrong', 'cert-key-weak', 'cert-signature-weak'];

const has = program => ['/usr/bin', '/usr/sbin', '/usr/local/bin'].some(folder => fs.existsSync(path.join(folder, program)));
const say = (program, args, input) => new Promise(done => {
  const child = execFile(program, args, { timeout: 30000, encoding: 'utf8' }, (_, out, err) => done(out + err));
  child.stdin.on('error', () => {}); // Who is refused at once closes it first.
  child.stdin.end(input ?? '');
});

/** Addresses: what kdig reads of the first server is what we name. Servers follow aliases only so far. */
export async function kdig(cases, codes, ports) {
  if (!has('kdig')) return skip('kdig', 'knot-dnsutils');
  return await compare('kdig: addresses', cases.filter(item => !item.rogue && item.second !== null && !['loop', 'chain'].includes(item.name)), async item => {
    const out = await say('kdig', [`@127.0.0.1`, '-p', String(ports.first), '+norec', '+short', '+noidn', item.target, 'A', item.target, 'AAAA']);
    return [out.split('\n').some(line => /^[0-9.]+$|^[0-9a-f:.]*:[0-9a-f:.]+$/i.test(line.trim())), codes(item).includes('answer-ok')];
  });
}

/** A server that kdig cannot use has an error of ours. */
export async function kdigRogue(cases, codes) {
  if (!has('kdig')) return skip('kdig', 'knot-dnsutils');
  const broken = ['servfail', 'notimp', 'malformed', 'ednsdrop', 'badvers', 'noauth'];
  return await compare('kdig: misbehaving servers', cases.filter(item => broken.includes(item.rogue)), async item => {
    const out = await say('kdig', ['@127.0.0.1', '-p', String(item.rogueAt), '+norec', '+edns', '+time=1', '+retry=0', item.target, 'A']);
    return [!/status: NOERROR/.test(out) || !/Flags: qr aa/.test(out) || /malformed|WARNING|ERROR/.test(out), codes(item).some(code => /^(ns-|edns-|response-)/.test(code))];
  });
}

export async function unbound(cases, codes, ports) {
  if (!has('kdig') || !has('unbound')) return skip('unbound', 'unbound');
  return await compare('Unbound: DNSSEC', cases.filter(item => item.trust), async item => {
    const out = await say('kdig', ['@127.0.0.1', '-p', String(ports.resolver), '+dnssec', '+time=5', item.target, 'A']);
    return [/status: SERVFAIL/.test(out) ? 'bogus' : /Flags: .*\bad\b/.test(out) ? 'secure' : 'insecure', trustOf(codes(item))];
  });
}

export async function delv(cases, codes, ports, folder) {
  if (!has('delv')) return skip('delv', 'bind9-dnsutils');
  const anchor = path.join(folder, 'delv-anchor');
  const lines = fs.readFileSync(path.join(folder, 'anchor'), 'utf8').trim().split('\n').map(line => line.split(' '));
  fs.writeFileSync(anchor, `trust-anchors {\n${lines.map(([, , tag, algorithm, type, ...digest]) => `  . static-ds ${tag} ${algorithm} ${type} "${digest.join('')}";`).join('\n')}\n};\n`);
  return await compare('delv: DNSSEC', cases.filter(item => item.trust), async item => {
    const out = await say('delv', ['@127.0.0.1', '-p', String(ports.resolver), '-a', anchor, '+root=.', item.target, 'A']);
    return [/; fully validated/.test(out) ? 'secure' : /; unsigned answer/.test(out) ? 'insecure' : 'bogus', trustOf(codes(item))];
  });
}

export async function pyspf(cases, codes, folder) {
  const asked = cases.filter(item => item.spf);
  const zone = asked.map(item => ({ zone: item.zone, file: path.join(folder, `${item.zone}.first`) }));
  let answers;
  try {
    answers = JSON.parse(execFileSync('/usr/bin/python3', [path.join(here, 'pyspf.py')], { input: JSON.stringify(zone), encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }));
  } catch {
    return skip('pyspf', 'python3-spf');
  }
  return await compare('pyspf: SPF', asked, item => {
    const found = codes(item);
    const ours = found.some(code => PERMERROR.includes(code)) ? 'permerror' : found.includes('spf-missing') ? 'none' : 'usable';
    const theirs = answers[item.zone];
    return [['permerror', 'none'].includes(theirs) ? theirs : 'usable', ours];
  });
}

export async function openssl(cases, codes, ca) {
  return await compare('openssl s_client: trust', cases.filter(item => item.trusted !== undefined), async item => {
    const out = await say('openssl', ['s_client', '-connect', `127.0.0.1:${item.port}`, '-servername', item.target, '-verify_hostname', item.target, '-purpose', 'sslserver', '-CAfile', ca, '-no-CApath', '-no-CAstore', '-brief']);
    const trusted = /Verification: OK/.test(out);
    return [item.lax ? false : trusted, !codes(item).some(code => UNTRUSTED.includes(code))];
  });
}

const trustOf = codes => codes.includes('dnssec-bogus') ? 'bogus' : codes.includes('dnssec-ok') || codes.some(code => ['dnssec-nsec3-parameters', 'dnssec-key-short', 'dnssec-signature-expires-soon'].includes(code)) ? 'secure' : 'insecure';

async function compare(name, cases, ask) {
  const differences = [];
  await Promise.all(cases.map(async item => {
    const [theirs, ours] = await ask(item);
    if (theirs !== ours) differences.push(`${item.name}: they say ${theirs}, we ${ours}`);
  }));
  return { name, asked: cases.length, differences };
}

const skip = (tool, pkg) => ({ name: `${tool} is not installed (package ${pkg})`, asked: 0, differences: [] });
