// Which faults count as found, how soon, by which incident, and which incidents are false.
import assert from 'node:assert/strict'
import test from 'node:test'
import { falseIncidents, foundFaults, graceRows } from './found-faults.ts'
import { detectionOf, eventOf, incidentOf, spacing } from './fixtures/made.ts'

const at = (row: number): number => row * spacing

/** A fault in rows 100 to 139. */
const fault = eventOf('fault', 100, 139)
const labels = { baselineSeconds: 0, events: [fault] }

const delayWith = (...flagged: number[]): number | null | undefined =>
  foundFaults(detectionOf(400, flagged), labels)[0]?.delay

test('a window that ends in the fault or 45 rows after it finds it; the first one tells the delay', () => {
  assert.equal(delayWith(100), 0)
  assert.equal(delayWith(99, 107, 103), 3)
  assert.equal(delayWith(139 + graceRows), 84)
  assert.equal(delayWith(140 + graceRows, 99), null)
  assert.equal(delayWith(), null)
})

test('rows are found by time: the first of the fault is the first after its start', () => {
  const between = { ...fault, start: at(99) + 1, end: at(140) - 1 }
  const found = foundFaults(detectionOf(400, [100]), { ...labels, events: [between] })
  assert.equal(found[0]?.delay, 0)
  const gone = foundFaults(detectionOf(400, [100]), { ...labels, events: [eventOf('fault', 500, 520)] })
  assert.deepEqual(gone, [])
})

test('the most severe incident that overlaps the fault counts, else one in the rows after it', () => {
  const [mild, severe, later, elsewhere] = [
    incidentOf(90, 101, { severity: 20 }),
    incidentOf(130, 150, { severity: 70 }),
    incidentOf(160, 170, { severity: 90 }),
    incidentOf(300, 310, { severity: 99 }),
  ]
  const found = (...incidents: (typeof mild)[]) =>
    foundFaults({ ...detectionOf(400, [100]), incidents }, labels)[0]?.incident
  assert.equal(found(mild, severe, later, elsewhere), severe)
  assert.equal(found(later, elsewhere), later)
  assert.equal(found(elsewhere), null)
  const [low, high] = [
    incidentOf(100, 110, { severity: null, peak: 1 }),
    incidentOf(120, 130, { severity: null, peak: 2 }),
  ]
  assert.equal(found(low, high), high)
})

test('an incident is false where it touches neither a fault, nor the rows after it, nor an event', () => {
  const events = [fault, eventOf('benign', 200, 240), eventOf('event', 300, 319)]
  const [early, late, benign, normal, harmless] = [
    incidentOf(80, 100),
    incidentOf(184, 199),
    incidentOf(210, 220),
    incidentOf(10, 20),
    incidentOf(319, 330),
  ]
  const judged = falseIncidents(
    { ...detectionOf(400, []), incidents: [early, late, benign, normal, harmless] },
    { ...labels, events },
  )
  assert.deepEqual(judged.incidents, [benign, normal])
  assert.deepEqual(judged.atEvents, [harmless])
  assert.equal(judged.normalRows, 400 - 40 - graceRows - 20)
  assert.ok(Math.abs(judged.normalHours - (judged.normalRows * spacing) / 3_600_000) < 1e-12)
})
