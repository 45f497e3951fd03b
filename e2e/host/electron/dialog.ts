// `dialog`: answers what the test said last; a person who was told nothing cancels.
import type { OpenDialogReturnValue } from 'electron'
import { onOrder } from '../control.ts'

let paths: string[] = []
onOrder((order) => {
  if (order.type === 'choose-files') paths = order.paths
})

export const dialog = {
  showOpenDialog: (): Promise<OpenDialogReturnValue> =>
    Promise.resolve({ canceled: paths.length === 0, filePaths: paths }),
  showErrorBox: (title: string, content: string): void => {
    console.error(`stand-in: ${title}: ${content}`)
  },
}
