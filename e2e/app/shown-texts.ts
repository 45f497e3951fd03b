// What a page shows, as people read it.
import type { Locator, Page } from 'playwright-core'
import { percent } from '../../src-shared/figures.ts'

/** Texts of the cells of each row that is shown, heads left out; white space as one space. */
export async function shownRows(table: Locator): Promise<string[][]> {
  const texts = await table.getByRole('row').allInnerTexts()
  return texts.slice(1).map((row) => row.split('\t').map((cell) => cell.replace(/\s+/g, ' ').trim()))
}

/** A part of an error (0 to 1) as the screens write it. */
export function shareOf(share: number): string {
  return share > 0 && share < 0.005 ? 'under 1 %' : percent(share)
}

/** The page's address after the host: `#/reports/1`. */
export function hashOf(page: Page): Promise<string> {
  return Promise.resolve(new URL(page.url()).hash)
}
