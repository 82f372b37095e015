// What the official runtime does when it is started with a folder or a file: load that as the application. Modules
// named with `-r` come first, as Playwright asks for them.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const parameters = process.argv.slice(1);
while (parameters.length > 0) {
  const parameter = parameters.shift();
  if (parameter === '-r' || parameter === '--require') require(path.resolve(parameters.shift()));
  else if (!parameter.startsWith('-')) {
    load(path.resolve(parameter));
    break;
  }
}

function load(place) {
  const folder = fs.statSync(place).isDirectory() ? place : path.dirname(place);
  const description = path.join(folder, 'package.json');
  let entry = place;
  if (fs.existsSync(description)) {
    const { name, productName, version, main } = JSON.parse(fs.readFileSync(description, 'utf8'));
    if (productName ?? name) app.setName(productName ?? name);
    if (version) app.setVersion(version);
    if (folder === place) entry = path.join(folder, main ?? 'index.js');
  }
  app.setAppPath(folder);
  require(entry);
}
