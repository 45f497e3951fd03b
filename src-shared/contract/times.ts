// Times and ids as the contract takes them. GET inputs arrive as strings, people type dates: both become epoch ms.
import { z } from 'zod'
import { readTime } from '../time.ts'

/** Epoch milliseconds. */
export const EpochMs = z.number().int().meta({ description: 'epoch milliseconds' })

const wantedTime =
  "wanted epoch milliseconds, ISO 8601 (2026-02-24T21:00:00Z) or YYYY-MM-DD HH:MM:SS in the server's zone"

/** Beyond it a date has no text (ECMAScript, TimeClip). */
const farthest = 8.64e15

/** A time as a caller may write it: epoch ms, ISO 8601, or `YYYY-MM-DD HH:MM:SS` in the server's zone. */
export const TimeInput = z
  .union([z.number(), z.string()], { error: wantedTime })
  .transform((value, context) => {
    const time = typeof value === 'number' ? value : readTime(value)
    if (time !== undefined && Math.abs(time) <= farthest) return Math.round(time)
    context.addIssue({
      code: 'custom',
      message: `${wantedTime}, got ${JSON.stringify(value)}`,
    })
    return z.NEVER
  })
  .meta({
    description: "epoch ms, ISO 8601, or YYYY-MM-DD HH:MM:SS in the server's zone",
    examples: ['2026-02-24 21:00:00', '2026-02-24T21:00:00Z', 1771966800000],
  })

export const Range = z.object({ from: EpochMs, to: EpochMs })

/** Id of a source; in queries it arrives as a string. */
export const SourceId = z.coerce.number().int().positive()

/** A number between limits that may arrive as a string. */
export const limitOf = (most: number, usual: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(1).max(most).default(usual)
