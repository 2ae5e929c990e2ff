// The demo checkout as @playwright/test does it: the steps of journeys/checkout.yaml. Called by bench/prober.cs.
import { test, expect } from '@playwright/test';

const runs = Number(process.env.BENCH_RUNS);
for (let i = 0; i <= runs; i++) {
  test(`turn ${i}`, async () => {
    test.setTimeout(0);
    await fetch(`${process.env.BENCH_TURN}/${i}`);
  });
  test(`checkout ${i}`, async ({ page }) => {
    await test.step('open', async () => {
      await page.goto('/');
      await expect(page.getByRole('heading', { name: 'Nos parfums' })).toBeVisible();
    });
    await test.step('choose', async () => {
      await page.getByRole('link', { name: 'Ambre Nuit' }).click();
      await page.getByRole('button', { name: 'Ajouter au panier' }).click();
      await expect(page.getByTestId('cart-count')).toHaveText('1');
    });
    await test.step('address', async () => {
      await page.getByRole('link', { name: 'Commander' }).click();
      await page.getByLabel('E-mail').fill(`client+${i}@example.test`);
      await page.getByLabel('Nom').fill('Camille Martin');
      await page.getByLabel('Adresse').fill('12 rue de la Paix');
      await page.getByLabel('Code postal').fill('75002');
      await page.getByLabel('Ville').fill('Paris');
      await page.getByRole('button', { name: 'Continuer vers le paiement' }).click();
      await expect(page).toHaveURL(/\/commande\/[^/]+\/paiement$/);
    });
    const order = await test.step('pay', async () => {
      await page.getByLabel('Numéro de carte').fill('4242424242424242');
      await page.getByLabel('Expiration').fill('12/34');
      await page.getByLabel('Cryptogramme').fill('123');
      const answer = page.waitForResponse(response => response.url().endsWith('/api/checkout') && response.request().method() === 'POST');
      await page.getByRole('button', { name: 'Payer' }).click();
      await expect(page).toHaveURL(/\/commande\/[^/]+\/merci$/);
      expect((await answer).status()).toBe(200);
      return new URL(page.url()).pathname.split('/')[2];
    });
    await test.step('paid', async () => {
      await expect.poll(async () => (await (await page.request.get(`/api/orders/${order}`)).json()).status, { intervals: [1000], timeout: 8000 }).toBe('paid');
    });
  });
}
