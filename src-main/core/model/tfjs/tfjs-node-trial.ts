// Program: starts tfjs-node and trains with it, in a process that may die of it. Says on stdout how far it came.
import { writeSync } from 'node:fs'
import { tryEngine } from '../engine-trial.ts'
import { startTfjsNodeEngine } from './tfjs-node.ts'

const engine = await startTfjsNodeEngine()
writeSync(1, 'started\n')
await tryEngine(engine)
