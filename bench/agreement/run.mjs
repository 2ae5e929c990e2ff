// node bench/agreement/run.mjs [--sites N] [--policies N] [--seed N]: how often SyntheticOps and the reference tools give the same verdict.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { richPolicies, sites } from './corpus.mjs';
import { compareHeaders, comparePolicies } from './compare.mjs';

const here = path.dirname(fileURLToPath(import.meta.url)), root = path.resolve(here, '../..'), folder = path.join(root, 'artifacts/agreement');
const require = createRequire(path.join(folder, 'package.json'));
const option = (name, otherwise) => process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : otherwise;
const count = Number(option('sites', 400)), seed = Number(option('seed', 1));
const shell = (command, ...args) => execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

fs.mkdirSync(folder, { recursive: true });
if (!fs.existsSync(path.join(folder, 'node_modules/csp_evaluator'))) {
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  // Its install script would download two lists; mdn.mjs writes its own.
  shell('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '@mdn/mdn-http-observatory@1.4.8', 'csp_evaluator@1.1.8');
}

const policies = richPolicies(Number(option('policies', 3000)), seed);
fs.writeFileSync(path.join(folder, 'policies.json'), JSON.stringify(policies));
certificates(sites(count, seed).map(site => site.host));
const reference = spawn('node', [path.join(here, 'mdn.mjs'), folder, String(count), String(seed)], { env: { ...process.env, NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem') }, stdio: ['pipe', 'pipe', 'inherit'] });
await new Promise((done, failed) => { reference.stdout.on('data', text => String(text).includes('ready') && done()); reference.on('exit', failed); });
try {
  inspect();
} finally {
  reference.removeAllListeners('exit');
  reference.stdin.end();
}

execFileSync('dotnet', ['run', '--file', path.join(here, 'policies.cs'), '--', folder], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
const read = name => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const { CspEvaluator } = require('csp_evaluator/dist/evaluator.js'), { CspParser } = require('csp_evaluator/dist/parser.js'), { Severity, Type } = require('csp_evaluator/dist/finding.js');
const headersAgree = compareHeaders(read('mdn.json'), Object.fromEntries(Object.entries(read('results.json')).map(([id, found]) => [id, found.headers])));
const policiesAgree = comparePolicies(policies, evaluate, read('policies-ours.json'));
process.exitCode = headersAgree && policiesAgree ? 0 : 1;

/** The very command that people run: synops inspect --input --output, names led to the two ports. */
function inspect() {
  const { ports, sites: hosts } = JSON.parse(fs.readFileSync(path.join(folder, 'targets.json'), 'utf8'));
  const input = path.join(folder, 'input.json'), started = Date.now();
  fs.writeFileSync(input, JSON.stringify(hosts.map(({ id, host }) => ({ id, host, checks: ['headers'] }))));
  const places = [[443, ports.https], [80, ports.http], [ports.https, ports.https], [ports.http, ports.http]].flatMap(([from, to]) => ['--connect-to', `*:${from}=127.0.0.1:${to}`]);
  const suffixes = process.env.PUBLIC_SUFFIXES ? ['--public-suffixes', process.env.PUBLIC_SUFFIXES] : [];
  const command = process.env.SYNOPS ? ['exec', process.env.SYNOPS] : ['run', '--project', path.join(root, 'src/SyntheticOps.Cli'), '--'];
  execFileSync('dotnet', [...command, 'inspect', '--input', input, '--output', path.join(folder, 'results.json'), '--ca', path.join(folder, 'ca.pem'),
    '--preload', path.join(folder, 'node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json'), ...places, ...suffixes], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(`synops inspect: ${hosts.length} sites in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function evaluate(policy) {
  return new CspEvaluator(new CspParser(policy).csp).evaluate().filter(finding => finding.severity !== Severity.NONE)
    .map(({ type, severity, directive, value }) => `${Type[type]} ${Severity[severity]} ${directive} ${value ?? ''}`);
}

function certificates(hosts) {
  const names = hosts.flatMap(host => [host, `www.${host}`]).concat('a.preloaded.com').map(name => `DNS:${name}`).join(',');
  fs.writeFileSync(path.join(folder, 'names.cnf'), `[ext]\nsubjectAltName=${names}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  shell('openssl', 'req', '-x509', ...key, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=Agreement test authority', '-days', '2', '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');
  shell('openssl', 'req', '-x509', ...key, '-keyout', 'bad-key.pem', '-out', 'bad.pem', '-subj', '/CN=bad', '-days', '2');
  shell('openssl', 'req', ...key, '-keyout', 'good-key.pem', '-out', 'good.csr', '-subj', '/CN=good');
  shell('openssl', 'x509', '-req', '-in', 'good.csr', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-out', 'good.pem', '-days', '2', '-extfile', 'names.cnf', '-extensions', 'ext');
}
