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
