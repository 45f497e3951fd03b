// Stops watching, and offers the way back.
import type { Watch } from '../../../src-shared/contract/watches.ts'
import { tell, tellFailure } from '../../components/tell.tsx'
import { removeWatch, restoreWatch } from '../../data/watches.ts'

async function bringBack({ id, name }: Watch): Promise<void> {
  try {
    await restoreWatch(id)
    tell(`${name} is watched again`)
  } catch (error) {
    tellFailure(`${name} was not brought back`, error)
  }
}

/** Removes a watch at once; its message says so and undoes it. */
export async function removeIt(watch: Watch): Promise<void> {
  try {
    await removeWatch(watch.id)
    tell(`${watch.name} is no longer watched; what was collected stays`, {
      label: 'Undo',
      run: () => void bringBack(watch),
    })
  } catch (error) {
    tellFailure(`${watch.name} was not removed`, error)
  }
}
