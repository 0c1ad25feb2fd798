/** The outlines of the icons, in a square of 24 units. */
const outlines = {
  play: 'M8 5.3v13.4a.8.8 0 0 0 1.2.7l10.6-6.7a.8.8 0 0 0 0-1.4L9.2 4.6a.8.8 0 0 0-1.2.7z',
  pause:
    'M7.5 5h2a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zm7 0h2a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z',
  loud: 'M4 9.5v5a1 1 0 0 0 1 1h2.6l3.9 3.4a.6.6 0 0 0 1-.5V5.6a.6.6 0 0 0-1-.5L7.6 8.5H5a1 1 0 0 0-1 1zM15 8.6a4.2 4.2 0 0 1 0 6.8M17.2 5.9a8 8 0 0 1 0 12.2',
  muted:
    'M4 9.5v5a1 1 0 0 0 1 1h2.6l3.9 3.4a.6.6 0 0 0 1-.5V5.6a.6.6 0 0 0-1-.5L7.6 8.5H5a1 1 0 0 0-1 1zM16 9.5l5 5M21 9.5l-5 5',
  captions:
    'M5 5.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM10.8 10.6a2.1 2.1 0 1 0 0 2.8M17.3 10.6a2.1 2.1 0 1 0 0 2.8',
  settings:
    'M4 7h9M18 7h2M4 17h2M11 17h9M15.5 4.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8zM8.5 14.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8z',
  pictureInPicture:
    'M5 5h14a2 2 0 0 1 2 2v3.5M11 19H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2M14.5 13.5H20a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1h-5.5a1 1 0 0 1-1-1v-3.5a1 1 0 0 1 1-1z',
  otherDevice:
    'M4 9V7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-4M4 12.5a6.5 6.5 0 0 1 6.5 6.5M4 16a3 3 0 0 1 3 3M4 19h.01',
  fullScreen:
    'M4.5 9V5.5a1 1 0 0 1 1-1H9M15 4.5h3.5a1 1 0 0 1 1 1V9M19.5 15v3.5a1 1 0 0 1-1 1H15M9 19.5H5.5a1 1 0 0 1-1-1V15',
  exitFullScreen:
    'M9 4.5V8a1 1 0 0 1-1 1H4.5M19.5 9H16a1 1 0 0 1-1-1V4.5M15 19.5V16a1 1 0 0 1 1-1h3.5M4.5 15H8a1 1 0 0 1 1 1v3.5',
}

export type IconName = keyof typeof outlines

const filled: IconName[] = ['play', 'pause']
const svgNamespace = 'http://www.w3.org/2000/svg'

/** Creates an icon, element by element: a page's policy may forbid markup from scripts. */
export function createIcon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(svgNamespace, 'path')
  path.setAttribute('d', outlines[name])
  path.setAttribute('class', filled.includes(name) ? 'filled' : 'line')
  svg.append(path)
  return svg
}
