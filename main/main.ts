import { app } from 'electron';
import { DesktopApp } from './desktop-app.ts';
import { launchOptions } from './launch-options.ts';

app.setName('Millrace');

if (process.platform === 'linux') {
  // The only page comes from this machine, and on Linux Chromium gives its network no sandbox anyway: a process of its own for
  // it is 11 MB for nothing.
  app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2');
  // GTK would load Mesa's drivers, 30 MB of them, to look for an OpenGL that it never draws with: Chromium has a process for that.
  process.env.GDK_GL ??= 'disable';
}

// One instance: a second start hands its notebook to the first and ends.
if (app.requestSingleInstanceLock()) {
  const desktop = new DesktopApp(launchOptions(process.argv.slice(1), process.cwd()));
  app.on('second-instance', (_event, parameters, folder) =>
    desktop.openAgain(launchOptions(parameters.slice(1), folder)),
  );
  app.on('open-file', (event, file) => {
    event.preventDefault();
    desktop.openAgain(launchOptions([file], '/'));
  });
  void app.whenReady().then(() => desktop.open());
} else {
  app.quit();
}
