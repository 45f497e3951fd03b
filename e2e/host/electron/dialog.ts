// `dialog`: answers what the test said last; a person who was told nothing cancels.
import type { MessageBoxOptions, MessageBoxReturnValue, OpenDialogReturnValue } from 'electron'
import { z } from 'zod'
import { onOrder } from '../control.ts'

const MessageBox = z.object({
  message: z.string(),
  detail: z.string().optional(),
  buttons: z.array(z.string()).optional(),
  cancelId: z.number().optional(),
})

let paths: string[] = []
let answer: { readonly button: string; readonly isChecked: boolean } | undefined
onOrder((order) => {
  if (order.type === 'choose-files') paths = order.paths
  if (order.type === 'answer-message') answer = order
})

export const dialog = {
  showOpenDialog: (): Promise<OpenDialogReturnValue> =>
    Promise.resolve({ canceled: paths.length === 0, filePaths: paths }),
  showMessageBox: (...parts: readonly (object | MessageBoxOptions)[]): Promise<MessageBoxReturnValue> => {
    const { message, detail = '', buttons = [], cancelId = 0 } = MessageBox.parse(parts.at(-1))
    console.log(`stand-in: message ${message} ${detail} [${buttons.join('|')}]`)
    const chosen = buttons.indexOf(answer?.button ?? '')
    const response = chosen === -1 ? cancelId : chosen
    return Promise.resolve({ response, checkboxChecked: answer?.isChecked ?? false })
  },
  showErrorBox: (title: string, content: string): void => {
    console.error(`stand-in: ${title}: ${content}`)
  },
}
