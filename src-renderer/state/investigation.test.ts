// What the state of Investigate does: choosing, undoing, and nudges that are undone together.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { mostCharted, useInvestigation } from './investigation.ts'

const state = () => useInvestigation.getState()

beforeEach(() => useInvestigation.setState(useInvestigation.getInitialState(), true))

test('a change of a window can be undone, one after another', () => {
  state().setWindow('baseline', { from: 1, to: 2 })
  state().setWindow('suspect', { from: 3, to: 4 })
  assert.equal(state().active, 'suspect')
  state().undo()
  assert.deepEqual([state().baseline, state().suspect], [{ from: 1, to: 2 }, undefined])
  state().undo()
  assert.equal(state().baseline, undefined)
  state().undo()
  assert.equal(state().past.length, 0)
})

test('nudges of one window in a row are undone together, those of the other by themselves', () => {
  state().setWindow('baseline', { from: 1, to: 2 })
  for (const from of [2, 3, 4]) state().setWindow('baseline', { from, to: from + 1 }, true)
  state().setWindow('suspect', { from: 9, to: 10 }, true)
  state().undo()
  assert.deepEqual([state().baseline, state().suspect], [{ from: 4, to: 5 }, undefined])
  state().undo()
  assert.deepEqual(state().baseline, { from: 1, to: 2 })
})

test('a drag that pauses is undone as a whole, and what follows it by itself', () => {
  state().setWindow('baseline', { from: 1, to: 2 })
  state().setActive('baseline')
  state().setMoving('baseline')
  for (const from of [2, 3]) state().setWindow('baseline', { from, to: from + 1 }, true)
  assert.equal(state().moving, undefined)
  state().setActive('baseline')
  state().setWindow('baseline', { from: 9, to: 10 }, true)
  state().undo()
  assert.deepEqual(state().baseline, { from: 3, to: 4 })
  state().undo()
  assert.deepEqual(state().baseline, { from: 1, to: 2 })
})

test('what is left out stays as long as it shares a stretch with the baseline', () => {
  const window = { from: 0, to: 100 }
  state().leaveOut(window, { from: 10, to: 20 })
  state().leaveOut(window, { from: 80, to: 90 })
  state().leaveOut(window, { from: 15, to: 30 })
  assert.deepEqual(state().baseline, window)
  assert.deepEqual(state().leftOut, [
    { from: 10, to: 30 },
    { from: 80, to: 90 },
  ])
  state().setWindow('suspect', { from: 0, to: 5 })
  state().setWindow('baseline', { from: 25, to: 80 })
  assert.deepEqual(state().leftOut, [{ from: 10, to: 30 }])
  state().undo()
  assert.equal(state().leftOut.length, 2)
  state().putBack({ from: 10, to: 30 })
  assert.deepEqual(state().leftOut, [{ from: 80, to: 90 }])
  state().undo()
  state().undo()
  state().undo()
  assert.deepEqual(state().leftOut, [
    { from: 10, to: 20 },
    { from: 80, to: 90 },
  ])
})

test('nudges past what is left out, and back, lose nothing', () => {
  state().leaveOut({ from: 0, to: 100 }, { from: 10, to: 20 })
  for (const from of [30, 60, 5]) state().setWindow('baseline', { from, to: 100 }, true)
  assert.deepEqual(state().leftOut, [{ from: 10, to: 20 }])
})

test('a baseline counts as edited when somebody changed it, not when a link or the other window did', () => {
  state().open({ source: 1, baseline: { from: 1, to: 2 } })
  state().setWindow('suspect', { from: 5, to: 6 })
  state().undo()
  assert.equal(state().isEdited, false)
  state().setWindow('baseline', { from: 1, to: 3 })
  assert.equal(state().isEdited, true)
  state().setEdited(false)
  state().undo()
  assert.equal(state().isEdited, true)
})

test('history of changes is bounded', () => {
  for (let from = 0; from < 80; from += 1) state().setWindow('baseline', { from, to: from + 1 })
  assert.equal(state().past.length, 50)
  assert.deepEqual(state().past.at(-1)?.baseline, { from: 78, to: 79 })
})

test('another source starts without windows, zoom and override', () => {
  state().open({ source: 1, view: { from: 1, to: 2 }, baseline: { from: 1, to: 2 }, thresholdOverride: 7 })
  state().choose(2, 'nn2:8020')
  const { source, node, view, baseline, thresholdOverride, past } = state()
  assert.deepEqual([source, node], [2, 'nn2:8020'])
  assert.ok([view, baseline, thresholdOverride].every((value) => value === undefined))
  assert.equal(past.length, 0)
})

test('no more charts than there is room for', () => {
  state().setCharted(['a', 'b', 'c', 'd', 'e'])
  assert.equal(state().charted.length, mostCharted)
})
