// Which model judges which state.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { HaState } from '../etl/identity.ts'
import { modelFor, noModelFor } from './model-choice.ts'

const chosen = (states: readonly (HaState | null)[], state: string): number | undefined =>
  modelFor(
    states.map((haState, place) => ({ haState, place })),
    state,
  )?.place

test('the first model of the state, or of rows whose state was not kept', () => {
  assert.equal(chosen(['standby', 'active', 'active'], 'active'), 1)
  assert.equal(chosen(['standby', null, 'active'], 'active'), 1)
  assert.equal(chosen(['active', null, 'standby'], 'observer'), 1)
})

test('a standby is judged by no active one’s model, nor the other way round', () => {
  assert.equal(chosen(['active', 'unknown'], 'standby'), undefined)
  assert.equal(chosen(['standby', 'observer'], 'active'), undefined)
  assert.equal(chosen([], 'active'), undefined)
})

test('a NameNode that does not say its state counts as active, after what says so', () => {
  assert.equal(chosen(['unknown', 'active'], 'active'), 1)
  assert.equal(chosen(['standby', 'unknown'], 'active'), 1)
  assert.equal(chosen(['standby', 'active'], 'unknown'), 1)
})

test('the error names the states there are, and what to do', () => {
  const { code, message } = noModelFor([{ haState: 'active' }, { haState: 'active' }], 'standby')
  assert.equal(code, 'NO_MODEL')
  assert.match(
    message,
    /state standby; .* rows in the state active, whose .* Train on a stretch in which the node was standby/,
  )
})
