import { NotebookWindow } from './models/notebook-window.ts';
import { EngineProcess } from './support/engine-process.ts';
import { gpuSurroundings, WheelServer } from './support/gpu-surroundings.ts';
import { expect, test } from './support/test.ts';

test('the GPU build is offered to a card, fetched, stopped, tried again and removed, and each is told', async ({
  page,
  folder,
}) => {
  test.skip(process.platform !== 'linux' || process.arch !== 'x64', 'The GPU build exists for Linux on x64');
  await using wheels = new WheelServer();
  await wheels.start();
  const { variables, plugIn } = await gpuSurroundings(folder, wheels.manifest);
  const engine = await EngineProcess.start({ dataHome: `${folder}/data`, variables });
  try {
    await page.goto(engine.url);
    const app = new NotebookWindow(page);
    const control = page.getByRole('region', { name: 'Training on the graphics card' });
    const words = control.getByRole('status');
    const progress = control.getByRole('progressbar');
    const press = (name: string) => control.getByRole('button', { name }).click();

    await app.command('Check this machine');
    await expect(words).toContainText('Not on this machine: no NVIDIA card answers');
    await plugIn();
    await page.keyboard.press('Escape');
    await app.command('Check this machine');
    await expect(words).toContainText('NVIDIA GeForce RTX 4090 could train much faster');

    await press('Fetch the GPU build');
    // The first of two files is there, and half of the second.
    await expect(progress).toHaveAttribute('aria-valuenow', '75');
    await expect(control.getByText('75 %')).toBeVisible();
    await press('Stop fetching');
    await expect(progress).toBeHidden();

    wheels.second = 'refusal';
    await press('Fetch the GPU build');
    await expect(words).toContainText('503 Service Unavailable. What was fetched is kept');
    wheels.second = 'whole';
    await press('Try again');
    await expect(words).toContainText('The GPU build is installed');
    await press('Remove the GPU build');
    await expect(words).toContainText('could train much faster');
  } finally {
    await engine.stop();
  }
});
