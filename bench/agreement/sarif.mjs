// node bench/agreement/sarif.mjs: `synops inspect --sarif` against the whole JSON schema of SARIF 2.1.0, as Microsoft publishes it on npm.
import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure } from './compare.mjs';

const here = path.dirname(fileURLToPath(import.meta.url)), root = path.resolve(here, '../..'), folder = path.join(root, 'artifacts/agreement/sarif');
fs.mkdirSync(folder, { recursive: true });
if (!fs.existsSync(path.join(folder, 'node_modules/ajv-formats'))) {
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '@microsoft/jest-sarif@1.0.0-beta.0', 'ajv@8', 'ajv-draft-04@1', 'ajv-formats@3'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

const require = createRequire(path.join(folder, 'package.json'));
const validator = new (require('ajv-draft-04'))({ strict: false, allErrors: true, unicodeRegExp: false });
require('ajv-formats')(validator);
const isSarif = validator.compile(JSON.parse(fs.readFileSync(path.join(folder, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')));

// A site with most faults and hostile values, one that answers 500, and one where nobody listens.
const faulty = http.createServer((request, response) => response.writeHead(200, {
  'Content-Type': 'text/html', 'Content-Security-Policy': "default-src * 'unsafe-inline'; \u00e9\"<script>", 'Set-Cookie': ['"a\\b"=1; SameSite=None', 'id=<x>'], Server: 'Apache/2.4.1 "<\\>"',
  'Strict-Transport-Security': 'max-age=0', 'X-Frame-Options': 'ALLOW-FROM https://a b', 'Access-Control-Allow-Origin': request.headers.origin ?? '*', 'Access-Control-Allow-Credentials': 'true', 'X-XSS-Protection': '1',
}).end('<script src="http://cdn.example/a b.js"></script><iframe src="http://x.example/{}"></iframe>'));
const broken = http.createServer((request, response) => response.writeHead(500).end());
let wrong = 0, results = 0;
const cases = { faulty: await listen(faulty), broken: await listen(broken), nobody: 1 };
for (const [name, port] of Object.entries(cases)) {
  const file = path.join(folder, `${name}.sarif`);
  fs.rmSync(file, { force: true });
  const command = process.env.SYNOPS ? ['exec', process.env.SYNOPS] : ['run', '--project', path.join(root, 'src/SyntheticOps.Cli'), '--'];
  const arguments_ = ['inspect', 'http://shop.example/', '--checks', 'headers', 'tls', 'securitytxt', '--connect-to', `*:80=127.0.0.1:${port}`, '--connect-to', '*:443=127.0.0.1:1', '--sarif', file, '--timeout', '20'];
  // Exit code 1 says that nothing could be judged; the file is written all the same.
  await new Promise(done => execFile('dotnet', [...command, ...arguments_], { cwd: root }, done));
  const sarif = JSON.parse(fs.readFileSync(file, 'utf8'));
  results += sarif.runs[0].results.length;
  if (!isSarif(sarif)) {
    wrong++;
    isSarif.errors.forEach(error => console.log(`${name}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`));
  }
}

faulty.close();
broken.close();
figure('sarif_valid', 100 * (Object.keys(cases).length - wrong) / Object.keys(cases).length, `${Object.keys(cases).length} files with ${results} results against the JSON schema of SARIF 2.1.0 (100 %)`);
process.exitCode = wrong === 0 && results > 10 ? 0 : 1;

function listen(server) {
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server.address().port)));
}
