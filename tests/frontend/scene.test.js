import assert from "node:assert/strict";
import test from "node:test";
import { advanced, stepped } from "../../src/evbook/explorer/frontend/src/scene/clock.js";
import { atShare, shareOf } from "../../src/evbook/explorer/frontend/src/scene/cursor.js";
import { glyphs, placeIn } from "../../src/evbook/explorer/frontend/src/scene/placing.js";

test("a window is played through once, or again and again", () => {
  const round = (speed, loop) => {
    let place = { share: 0, over: false };
    let frames = 0;
    while (!place.over && frames < 2000) {
      place = advanced(place.share, 50, speed, loop);
      frames += 1;
      assert.ok(place.share >= 0 && place.share <= 1);
    }
    return frames;
  };
  // 15 s in frames of 50 ms; a frame more, where the shares do not add up to 1 exactly
  assert.ok([300, 301].includes(round(1, false)));
  assert.ok([150, 151].includes(round(2, false)));
  assert.equal(round(1, true), 2000);
});

test("stills go from the start to the end in steps, and then begin anew", () => {
  const seen = [0];
  for (let i = 0; i < 9; i++) seen.push(stepped(seen[seen.length - 1]));
  assert.deepEqual(seen, [0, 1 / 8, 2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8, 7 / 8, 1, 0]);
  assert.equal(stepped(0.3), 3 / 8);
});

test("a moment lies between two points of a run", () => {
  const times = Float64Array.of(0, 1, 4);
  assert.deepEqual(placeIn(times, 2.5), { k: 1, share: 0.5 });
  assert.deepEqual(placeIn(times, -1), { k: 0, share: 0 });
  assert.deepEqual(placeIn(times, 9), { k: 2, share: 0 });
});

test("a value and its share of an axis are the same, on either scale", () => {
  for (const axis of [
    { log: false, low: 2, high: 12 },
    { log: true, low: 1, high: 1e6 },
  ])
    for (const share of [0, 0.25, 1]) assert.ok(Math.abs(shareOf(axis, atShare(axis, share)) - share) < 1e-12);
  assert.ok(Number.isNaN(shareOf({ log: true, low: 1, high: 10 }, 0)));
});

test("as many glyphs as the amount holds of what one stands for, and one from the first on", () => {
  assert.equal(glyphs(1e6, 2e5), 5);
  assert.equal(glyphs(2.4, 1), 2);
  assert.equal(glyphs(3, 1000), 0);
  assert.equal(glyphs(3, 1000, 1), 1);
  assert.equal(glyphs(0.2, 1000, 1), 0);
  assert.equal(glyphs(1e9, 1), 400);
  assert.equal(glyphs(NaN, 1), 0);
  assert.equal(glyphs(1, 0), 0);
});
