// A chosen file as the core takes it: the core says what is wrong with it.
import { GivenSettings } from '../../../src-shared/contract/settings.ts'

/** A file of settings is far smaller, bytes. */
const mostBytes = 262_144

/** What a file holds; a nameless format where it is no file of settings at all, which the core refuses in words. */
export async function givenSettings(file: Blob): Promise<GivenSettings> {
  const none = GivenSettings.parse({})
  if (file.size > mostBytes) return none
  try {
    return GivenSettings.parse(JSON.parse(await file.text()))
  } catch {
    return none
  }
}
