// Counts equal verdicts and prints every difference.
export function compareHeaders(reference, ours) {
  const perTest = {};
  const differences = [];
  let [whole, wholeEqual] = [0, 0];
  for (const [id, mdn] of Object.entries(reference)) {
    const own = ours[id];
    whole++;
    if (mdn.error || own.error) {
      if (Boolean(mdn.error) === Boolean(own.error)) wholeEqual++; else differences.push(`${id}: MDN ${mdn.error ?? mdn.grade}, ours ${own.error ?? own.grade}`);
      continue;
    }
    for (const [test, verdict] of Object.entries(mdn.tests)) {
      const mine = own.tests[test], tally = perTest[test] ??= { equal: 0, all: 0, keys: new Set() };
      tally.all++;
      tally.keys.add(verdict.result);
      if (mine && mine.result === verdict.result && mine.pass === verdict.pass && mine.modifier === verdict.modifier) tally.equal++;
      else differences.push(`${id} ${test}: MDN ${JSON.stringify(verdict)}, ours ${JSON.stringify(mine)}`);
    }
    if (mdn.score === own.score && mdn.grade === own.grade) wholeEqual++; else differences.push(`${id}: MDN ${mdn.score} ${mdn.grade}, ours ${own.score} ${own.grade}`);
  }
  console.table(Object.fromEntries(Object.entries(perTest).map(([test, { equal, all, keys }]) => [test, { equal, all, 'share %': (100 * equal / all).toFixed(2), 'result keys seen': keys.size }])));
  differences.slice(0, 60).forEach(line => console.log(line));
  const [equal, all] = Object.values(perTest).reduce(([e, a], tally) => [e + tally.equal, a + tally.all], [0, 0]);
  console.log(`headers: ${equal} of ${all} verdicts equal (${(100 * equal / all).toFixed(2)} %), score and grade (or the error) equal on ${wholeEqual} of ${whole} sites`);
  return equal / all >= 0.99;
}

/** Findings of each policy as sets of lines; a policy that the reference tool throws on is left out. */
export function comparePolicies(policies, evaluate, ours) {
  const tally = { both: 0, missed: 0, extra: 0, equal: 0, all: 0, thrown: 0 }, types = new Set(), differences = [];
  policies.forEach((policy, at) => {
    let expected;
    try { expected = new Set(evaluate(policy)); } catch { tally.thrown++; return; }
    const found = new Set(ours[at]);
    const missed = [...expected].filter(line => !found.has(line)), extra = [...found].filter(line => !expected.has(line));
    expected.forEach(line => types.add(line.split(' ', 2).join(' ')));
    tally.all++;
    tally.both += expected.size - missed.length;
    tally.missed += missed.length;
    tally.extra += extra.length;
    if (missed.length + extra.length === 0) tally.equal++;
    else differences.push(`${policy}\n  missed ${JSON.stringify(missed)} extra ${JSON.stringify(extra)}`);
  });
  differences.slice(0, 20).forEach(line => console.log(line));
  const [precision, recall] = [tally.both / (tally.both + tally.extra), tally.both / (tally.both + tally.missed)];
  console.log(`csp: ${tally.equal} of ${tally.all} policies with equal findings, precision ${(100 * precision).toFixed(2)} %, recall ${(100 * recall).toFixed(2)} %, ${types.size} types with severity seen, ${tally.thrown} policies left out because csp_evaluator throws`);
  return precision >= 0.95 && recall >= 0.95;
}
