// Writes the hour of day-a that the tests and Keras train on: src-main/core/model/fixtures/hour.f32, [360, 28] float32.
import { writeFileSync } from 'node:fs'
import { dayRows } from './day-a-rows.ts'

const { hour } = await dayRows()
writeFileSync('src-main/core/model/fixtures/hour.f32', new Uint8Array(hour.buffer))
