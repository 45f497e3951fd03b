// Figures in sentences, where they may be missing.
import { figure } from '../../../src-shared/figures.ts'
import type { Facts, Level } from './facts.ts'

/** A column's figure without its unit, `an unknown number of` where it was not measured; the mean by default. */
export function known(
  facts: Facts,
  id: string,
  value: (level: Level) => number | null = ({ mean }) => mean,
): string {
  const level = facts.level(id)
  const found = level === undefined ? null : value(level)
  return found === null ? 'an unknown number of' : figure(found)
}
