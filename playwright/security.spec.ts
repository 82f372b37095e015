import { expect, test } from './support/test.ts';

test('D6 every document carries a policy without unsafe sources, and an injected script does not run', async ({
  page,
  engine,
}) => {
  const response = await page.goto(engine.url);
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)/);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
  });
  expect(await page.evaluate(() => Reflect.get(window, 'injected'))).toBeUndefined();
});

test('the engine refuses who does not know its token', async ({ page, engine }) => {
  const { origin } = new URL(engine.url);
  expect((await page.goto(origin))?.status()).toBe(401);
  expect((await page.goto(`${origin}/?token=guessed`))?.status()).toBe(401);
});

test('D7 names and texts made to be read as HTML stay text', async ({ app }) => {
  const { page } = app;
  await app.openSample();
  await app.cell('StatisticsGen').choose('Rename');
  await page.getByRole('textbox', { name: 'Name of the cell' }).fill('<img src=x onerror=alert(1)>');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});
