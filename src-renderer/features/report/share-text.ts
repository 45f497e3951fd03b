// Parts of an error as people read them.
import { percent } from '../../../src-shared/figures.ts'

/** `61 %`; `under 1 %` where a part is there but would round to nothing. Never broken over two lines. */
export function shareText(share: number): string {
  const text = share > 0 && share < 0.005 ? 'under 1 %' : percent(share)
  return text.replaceAll(' ', '\u00a0')
}
