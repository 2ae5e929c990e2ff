// node bench/agreement/internet/run.mjs [--only NAME]: DNS and TLS verdicts of `synops inspect` over a local internet, against what is expected and against
// independent tools. Needs knot, bind9, unbound, openssl and node; python3-spf, bind9-dnsutils and knot-dnsutils for the second opinions.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure } from '../compare.mjs';
import { cases as certificates, start as startTls } from './certificates.mjs';
import { cases as names } from './names.mjs';
import * as opinions from './opinions.mjs';
import { start as startDns } from './servers.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..'), folder = path.join(root, 'artifacts/agreement/internet');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
const chosen = all => all.filter(item => item.name.includes(only));
const [dns, tls] = [chosen(names), chosen(certificates)];
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
const internet = await startDns(folder, dns);
let servers;
// Whatever ends this process ends the servers too.
process.on('exit', stop);
['SIGINT', 'SIGTERM'].forEach(signal => process.on(signal, () => process.exit(130)));
try {
  servers = await startTls(folder, tls);
  await inspect();
  const results = JSON.parse(fs.readFileSync(path.join(folder, 'results.json'), 'utf8'));
  const findings = item => results[item.name]?.[item.leaf === undefined ? 'dns' : 'tls']?.findings ?? [];
  const codes = item => findings(item).map(finding => finding.code);
  const share = [judge('DNS', dns, findings), judge('TLS', tls, findings)];
  const second = [
    await opinions.kdig(dns, codes, internet.ports), await opinions.kdigRogue(dns, codes), await opinions.unbound(dns, codes, internet.ports),
    await opinions.delv(dns, codes, internet.ports, folder), await opinions.pyspf(dns, codes, folder), await opinions.openssl(tls, codes, servers.ca),
  ];
  for (const { name, asked, differences } of second) {
    console.log(`${name}: ${asked - differences.length} of ${asked} agree`);
    differences.forEach(line => console.log(`  ${line}`));
    if (asked > 0) figure(`${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_agreement`, 100 * (asked - differences.length) / asked, `${name}: ${asked - differences.length} of ${asked} (at least 95 %)`);
  }

  const agree = second.every(({ asked, differences }) => asked === 0 || differences.length <= asked * 0.05);
  process.exitCode = share.every(part => part >= 0.95) && agree ? 0 : 1;
} finally {
  stop();
}

function stop() {
  servers?.stop();
  internet.stop();
  process.removeListener('exit', stop);
}

/** Not synchronously: the misbehaving servers live in this process. */
async function inspect() {
  const targets = [
    ...dns.map(item => ({ id: item.name, host: item.target, checks: ['dns'] })),
    ...tls.map(item => ({ id: item.name, host: item.target, checks: ['tls'], connectTo: { [`${item.target}:443`]: `127.0.0.1:${item.port}` }, ca: servers.ca })),
  ];
  fs.writeFileSync(path.join(folder, 'targets.json'), JSON.stringify(targets, null, 1));
  const synops = spawn('dotnet', [
    'run', '--project', path.join(root, 'src/SyntheticOps.Cli'), '--', 'inspect', '--input', 'targets.json', '--output', 'results.json', '--concurrency', '6', '--allow-loopback',
    '--dns-endpoints', 'endpoints.json', '--root-hints', 'hints', '--trust-anchor', 'anchor', '--timeout', '60',
  ], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise(done => synops.on('exit', done));
  if (!fs.existsSync(path.join(folder, 'results.json'))) throw new Error(`synops inspect ended with exit code ${code} and wrote no results`);
}

/** A case passes when all that is expected was found, and no error besides. */
function judge(name, cases, findings) {
  let passed = 0;
  for (const item of cases) {
    const seen = findings(item), expected = item.expect.split(' ').filter(Boolean), allowed = [...expected, ...(item.also ?? '').split(' ')];
    const missing = expected.filter(code => !seen.some(finding => finding.code === code));
    const wrong = seen.filter(finding => finding.severity === 'error' && !allowed.includes(finding.code));
    passed += missing.length + wrong.length === 0 ? 1 : 0;
    if (missing.length > 0) console.log(`${item.name} (${item.target}): not found: ${missing.join(', ')}; found: ${seen.map(finding => finding.code).join(', ')}`);
    wrong.forEach(finding => console.log(`${item.name} (${item.target}): not expected: ${finding.code}: ${finding.text}`));
  }
  console.log(`${name}: ${passed} of ${cases.length} cases pass`);
  if (cases.length > 0) figure(`${name.toLowerCase()}_agreement`, 100 * passed / cases.length, `${passed} of ${cases.length} cases with every expected code and no other error (at least 95 % of ${name === 'DNS' ? 80 : 30})`);
  return cases.length === 0 ? 1 : passed / cases.length;
}
