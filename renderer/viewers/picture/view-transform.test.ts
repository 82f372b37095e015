import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { panBy, placePicture, type SharedView, wholePicture, zoomAt } from './view-transform.ts';

const picture = { width: 200, height: 100 };
const frame = { width: 100, height: 100 };

test('placePicture() fits and centres a whole picture', () => {
  assert.deepEqual(placePicture(wholePicture, picture, frame), { scale: 0.5, left: 0, top: 25 });
});

test('zoomAt() keeps the point under the pointer in place while the frame is inside the picture', () => {
  const view: SharedView = { zoom: 4, centerX: 0.5, centerY: 0.5 };
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 70 }), fc.integer({ min: 40, max: 60 }), (x, y) => {
      const before = placePicture(view, picture, frame);
      const after = placePicture(zoomAt(view, { factor: 1.5, x, y, picture, frame }), picture, frame);
      const at = (transform: typeof before) => [
        (x - transform.left) / transform.scale,
        (y - transform.top) / transform.scale,
      ];
      const [bx = 0, by = 0] = at(before);
      const [ax = 0, ay = 0] = at(after);
      return Math.abs(ax - bx) < 1e-6 && Math.abs(ay - by) < 1e-6;
    }),
  );
});

test('zoomAt() stops at the whole picture and at the largest zoom', () => {
  assert.deepEqual(zoomAt(wholePicture, { factor: 0.5, x: 0, y: 0, picture, frame }), wholePicture);
  assert.equal(zoomAt(wholePicture, { factor: 1e6, x: 50, y: 50, picture, frame }).zoom, 40);
});

test('panBy() moves with the pointer and not out of the picture', () => {
  const view: SharedView = { zoom: 2, centerX: 0.5, centerY: 0.5 };
  assert.deepEqual(panBy(view, { dx: 20, dy: 0, picture, frame }), { zoom: 2, centerX: 0.4, centerY: 0.5 });
  assert.deepEqual(panBy(view, { dx: 9999, dy: -9999, picture, frame }), {
    zoom: 2,
    centerX: 0.25,
    centerY: 0.75,
  });
});
