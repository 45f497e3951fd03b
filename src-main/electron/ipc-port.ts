// The page's port: taken from our window's main frame alone, dropped when the page goes.
import { type IpcMain, type IpcMainEvent, type MessagePortMain, type WebContents } from 'electron'
import type { ContractPort } from '../api/port-handler.ts'
import { isAppUrl } from './guard.ts'

/** Whether a message came from the main frame of one of our pages. */
function isOurs({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url)
}

/** Closes a port when its page leaves, dies or goes away. A new page asks for a port of its own. */
function dropWithPage(port: MessagePortMain, contents: WebContents): void {
  const drop = (): void => {
    contents.off('did-start-navigation', onNavigation)
    contents.off('render-process-gone', drop)
    contents.off('destroyed', drop)
    port.close()
    // Closing this end tells only the other one; the calls under way here must end too.
    port.emit('close')
  }
  const onNavigation = (details: Electron.Event<Electron.WebContentsDidStartNavigationEventParams>): void => {
    if (details.isMainFrame && !details.isSameDocument) drop()
  }
  contents.on('did-start-navigation', onNavigation)
  contents.on('render-process-gone', drop)
  contents.on('destroyed', drop)
}

/**
 * Answers the contract on each port that one of our pages sends; ports of others are closed. Calls wait in the
 * port until `answer` has resolved.
 */
export function acceptPorts(ipcMain: IpcMain, answer: (port: ContractPort) => Promise<void>): void {
  ipcMain.on('nnad:connect', (event) => {
    const [port, ...more] = event.ports
    for (const one of more) one.close()
    if (port === undefined) return
    if (!isOurs(event)) {
      port.close()
      return
    }
    dropWithPage(port, event.sender)
    answer(port).then(
      () => port.start(),
      () => port.close(),
    )
  })
}
