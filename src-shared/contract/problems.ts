// The declared errors as the contract knows them: one entry per cause of errors.ts, its facts as data.
import { z } from 'zod'
import { type ErrorCode, errorKinds } from '../errors.ts'

const facts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
)

type Problems = Readonly<
  Record<
    ErrorCode,
    {
      readonly status: number
      readonly message: string
      readonly data: typeof facts
    }
  >
>

export const problems = Object.fromEntries(
  Object.entries(errorKinds).map(([code, { status, title }]) => [
    code,
    { status, message: title, data: facts },
  ]),
) as Problems
