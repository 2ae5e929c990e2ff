// Child of run.mjs: serves the corpus, lets MDN's package judge it over the network, then keeps serving until its input ends.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { preload, sites } from './corpus.mjs';
import { resolveToLoopback, serve } from './serve.mjs';

const [folder, count, seed] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const root = path.join(folder, 'node_modules/@mdn/mdn-http-observatory');
fs.writeFileSync(path.join(root, 'conf/hsts-preload.json'), JSON.stringify(preload));
fs.writeFileSync(path.join(root, 'conf/tld-list.json'), '[]');
resolveToLoopback();
const load = file => import(pathToFileURL(path.join(root, 'src', file)));
const [{ retrieve }, { ALL_TESTS }, { getGradeForScore, getScoreModifier }] = await Promise.all([load('retriever/retriever.js'), load('constants.js'), load('grader/grader.js')]);
const corpus = sites(count, seed);
const { ports, close } = await serve(corpus, folder);
const results = {};
for (let at = 0; at < corpus.length; at += 8) {
  await Promise.all(corpus.slice(at, at + 8).map(async site => { results[site.id] = await judge(site); }));
}
fs.writeFileSync(path.join(folder, 'mdn.json'), JSON.stringify(results));
fs.writeFileSync(path.join(folder, 'targets.json'), JSON.stringify({ ports, sites: corpus.map(({ id, host }) => ({ id, host })) }));
console.log('ready');
process.stdin.resume();
process.stdin.on('end', () => { close(); process.exit(0); });

async function judge(site) {
  try {
    const requests = await retrieve(site.host, { httpPort: ports.http, httpsPort: ports.https });
    const status = requests.responses.auto?.status;
    if (status === undefined) return { error: 'down' };
    if (status < 200 || (status >= 400 && ![401, 403].includes(status))) return { error: `status ${status}` };
    const tests = {};
    let [all, base] = [100, 100];
    for (const test of ALL_TESTS) {
      const verdict = test(requests), modifier = getScoreModifier(verdict.result);
      tests[verdict.constructor.name] = { result: verdict.result, pass: verdict.pass, modifier };
      all += modifier;
      base += Math.min(modifier, 0);
    }
    const { score, grade } = getGradeForScore(base >= 90 ? all : base);
    return { score, grade, tests };
  } catch (e) {
    return { error: String(e.message) };
  }
}
