import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: process.env.BENCH_OUTPUT,
  workers: 1,
  retries: 0,
  timeout: 60000,
  reporter: './reporter.mjs',
  use: {
    baseURL: process.env.BENCH_SHOP,
    trace: 'on',
    screenshot: 'on',
    locale: 'fr',
    viewport: { width: 1280, height: 800 },
    testIdAttribute: 'data-testid',
    launchOptions: { executablePath: process.env.SYNOPS_BROWSER, chromiumSandbox: process.env.SYNOPS_ALLOW_NO_SANDBOX !== '1' },
  },
});
