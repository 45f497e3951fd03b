// `shell`: nothing is opened; what would have been is printed, where the test finds it.

export const shell = {
  openExternal: (url: string): Promise<void> => {
    console.log(`stand-in: opens ${url}`)
    return Promise.resolve()
  },
  showItemInFolder: (file: string): void => {
    console.log(`stand-in: shows ${file}`)
  },
}
