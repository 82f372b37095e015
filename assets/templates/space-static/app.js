/* global tf */

// Everything that differs between Spaces stands in space.json, which is data: this file is the same in all of them.
// The picture goes the way it goes in training and serving: resized with half-pixel centres, through the graph that
// Transform traced, into the model.

const element = (id) => document.getElementById(id);
const status = (text) => {
  element('status').textContent = text;
};

const space = await (await fetch('space.json')).json();
showSpace();
const network = await loadNetwork();
element('file').addEventListener('change', (event) => show(event.target.files[0]));
acceptDrops();
element('opacity').addEventListener('input', applyOpacity);
status('Ready');
document.documentElement.dataset.ready = 'true';

function showSpace() {
  document.title = space.title;
  element('title').textContent = space.title;
  element('description').textContent = space.description;
  element('model').href = space.model.url;
  element('model').textContent = `${space.model.repository} ${space.model.revision}`;
  for (const path of space.examples) {
    element('examples').append(exampleButton(path));
  }
}

function exampleButton(path) {
  const image = document.createElement('img');
  image.src = path;
  image.alt = `Example ${path.split('/').pop()}`;
  const button = document.createElement('button');
  button.type = 'button';
  button.append(image);
  button.addEventListener('click', async () => show(await (await fetch(path)).blob()));
  return button;
}

async function loadNetwork() {
  try {
    await tf.ready();
    const [model, preprocessing] = await Promise.all([
      tf.loadLayersModel(space.browser.model),
      tf.loadGraphModel(space.browser.preprocessing),
    ]);
    return { model, preprocessing };
  } catch (error) {
    status(`This browser cannot run the model: ${error.message}`);
    throw error;
  }
}

function acceptDrops() {
  const zone = element('drop');
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    show(event.dataTransfer.files[0]);
  });
}

async function show(blob) {
  if (blob === undefined) {
    return;
  }
  status('Looking…');
  try {
    const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
    const started = performance.now();
    const mask = await predictMask(bitmap);
    drawPicture(bitmap);
    drawMask(mask);
    drawLegend(mask);
    element('result').hidden = false;
    status(`${Math.round(performance.now() - started)} ms on ${tf.getBackend()}`);
  } catch (error) {
    status(`This picture cannot be used: ${error.message}`);
  }
}

/** Class codes row by row, with the size the model works at. */
async function predictMask(bitmap) {
  const { width, height } = space.browser;
  const codes = tf.tidy(() => {
    const pixels = tf.browser.fromPixels(bitmap).toFloat().expandDims(0);
    const sized = tf.image.resizeBilinear(pixels, [height, width], false, true);
    const prepared = network.preprocessing.predict(sized);
    return network.model.predict(prepared).argMax(-1).squeeze([0]);
  });
  const data = await codes.data();
  const [rows, columns] = codes.shape;
  codes.dispose();
  return { data, width: columns, height: rows };
}

function drawPicture(bitmap) {
  const canvas = element('picture');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
}

function drawMask({ data, width, height }) {
  const canvas = element('mask');
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  data.forEach((code, index) => {
    image.data.set([...colorOf(code), 255], index * 4);
  });
  canvas.getContext('2d').putImageData(image, 0, 0);
  applyOpacity();
}

function applyOpacity() {
  element('mask').style.opacity = String(element('opacity').value / 100);
}

function drawLegend({ data }) {
  const items = space.classes.map(({ name }, code) => {
    const share = data.filter((value) => value === code).length / data.length;
    const item = document.createElement('li');
    item.append(swatch(code), `${name} ${(100 * share).toFixed(1)} %`);
    return item;
  });
  element('legend').replaceChildren(...items);
}

function swatch(code) {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  context.putImageData(new ImageData(new Uint8ClampedArray([...colorOf(code), 255]), 1, 1), 0, 0);
  return canvas;
}

function colorOf(code) {
  return space.classes[code]?.color ?? [128, 128, 128];
}
