// A worker in a browser that trains a little and posts the result.
import { trainALittle } from './train-a-little.ts'

postMessage(trainALittle())
