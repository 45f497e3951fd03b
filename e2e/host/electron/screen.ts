// `screen`: one display of usual size, with a bar at its top.

export const screen = {
  getAllDisplays: (): { readonly workArea: Electron.Rectangle }[] => [
    { workArea: { x: 0, y: 25, width: 1920, height: 1055 } },
  ],
}
