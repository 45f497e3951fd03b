// Causes that are one kind of call too many: they explain what a flood, a queue or a slow log would otherwise be blamed for.
import type { CauseId } from '../../../src-shared/causes.ts'

/** Every storm of one operation that has a rule of its own. */
export const operationStorms: readonly CauseId[] = [
  'content-summary-scan',
  'large-directory-listing',
  'mass-delete',
  'small-file-storm',
  'snapshot-diff-scan',
  'snapshot-churn',
  'datanode-report-polling',
]
