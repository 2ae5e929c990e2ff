// Writes how long each checkout took, its fixtures and artifacts included, one line of JSON each.
import fs from 'node:fs';

export default class Durations {
  onTestEnd(test, result) {
    if (test.title.startsWith('checkout')) {
      fs.appendFileSync(process.env.BENCH_DURATIONS, JSON.stringify({ title: test.title, status: result.status, ms: result.duration, error: result.error?.message }) + '\n');
    }
  }
}
