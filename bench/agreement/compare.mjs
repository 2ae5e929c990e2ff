// Counts equal verdicts and prints every difference.

/** One figure, as `ops.cs bench` reads it. */
export const figure = (name, value, note, unit = '%') => console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit, note }));

export function compareHeaders(reference, ours) {
  const perTest = {}, perKey = {};
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
      const key = perKey[`${test} ${verdict.result}`] ??= { equal: 0, all: 0 };
      key.all++;
      if (mine?.result === verdict.result) key.equal++;
      if (mine && mine.result === verdict.result && mine.pass === verdict.pass && mine.modifier === verdict.modifier) tally.equal++;
      else differences.push(`${id} ${test}: MDN ${JSON.stringify(verdict)}, ours ${JSON.stringify(mine)}`);
    }
    if (mdn.score === own.score && mdn.grade === own.grade) wholeEqual++; else differences.push(`${id}: MDN ${mdn.score} ${mdn.grade}, ours ${own.score} ${own.grade}`);
  }
  console.table(Object.fromEntries(Object.entries(perTest).map(([test, { equal, all, keys }]) => [test, { equal, all, 'share %': (100 * equal / all).toFixed(2), 'result keys seen': keys.size }])));
  differences.slice(0, 60).forEach(line => console.log(line));
  const [equal, all] = Object.values(perTest).reduce(([e, a], tally) => [e + tally.equal, a + tally.all], [0, 0]);
  console.log(`headers: ${equal} of ${all} verdicts equal (${(100 * equal / all).toFixed(2)} %), score and grade (or the error) equal on ${wholeEqual} of ${whole} sites`);
  const keys = Object.values(perKey), recall = keys.reduce((sum, key) => sum + key.equal / key.all, 0) / keys.length;
  figure('header_agreement_strict', 100 * equal / all, `${equal} of ${all} verdicts of MDN's package on ${whole} sites (at least 99 % on 200)`);
  figure('header_score_and_grade', 100 * wholeEqual / whole, `${wholeEqual} of ${whole} sites with MDN's score and grade, or its error`);
  figure('header_key_recall', 100 * recall, `mean recall over ${keys.length} result keys (at least 95 %)`);
  return equal / all >= 0.99 && recall >= 0.95;
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
  figure('csp_precision', 100 * precision, `findings of ours that csp_evaluator has, ${tally.all} policies (at least 95 %)`);
  figure('csp_recall', 100 * recall, `findings of csp_evaluator that we have (at least 95 %)`);
  return precision >= 0.95 && recall >= 0.95;
}
