import { expect, look, test } from './support/finished-sample.ts';

test('a stopped training goes on from its checkpoint, with an earlier one drawn beside it', async ({
  app,
}) => {
  test.setTimeout(180_000);
  const { page } = app;
  const trainer = app.cell('Trainer');
  const epochs = page.getByRole('textbox', { name: 'epochs' });
  await epochs.fill('40');
  await epochs.press('Enter');
  await trainer.expectState('stale');
  await trainer.run();
  const frame = await look(app, 'Trainer');
  await trainer.tab('Training').click();
  const checkpoints = frame.getByRole('tab', { name: /^Checkpoints \d+$/ });
  await trainer.expectState('running');
  // An epoch begins once the one before it is in a checkpoint.
  await expect(frame.getByText(/Epoch ([2-9]|\d\d) of 40/).first()).toBeAttached({ timeout: 90_000 });
  await expect(checkpoints).toBeVisible();
  await trainer.cancel();
  await trainer.expectState('cancelled');
  const resume = frame.getByRole('button', { name: /^Resume from epoch \d+$/ });
  const epoch = Number((await resume.textContent())?.match(/\d+/)?.[0]);
  expect(epoch).toBeGreaterThan(1);
  await expect(frame.getByText(`The checkpoint after epoch ${epoch - 1} `)).toBeVisible();

  await resume.press('Enter');
  await trainer.expectState('running');
  await expect(resume).toBeHidden();
  // What the attempt before told of its epochs is still there.
  await checkpoints.click();
  await expect(
    frame.getByRole('table', { name: 'Checkpoints' }).getByRole('row', { name: /^1 \d+/ }),
  ).toBeVisible();
  await trainer.tab('Curves').click();
  await expect(frame.getByRole('img', { name: /^Loss: train now \d/ })).toBeVisible();
  await frame.getByRole('combobox', { name: 'Compare with an earlier training' }).click();
  await page.getByRole('option', { name: /complete/ }).click();
  await expect(frame.getByRole('img', { name: /^Loss: this run train .*; #\d+ train now/ })).toBeVisible();
  await trainer.cancel();
  await trainer.expectState('cancelled');
});
