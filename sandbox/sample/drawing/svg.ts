import type { Shape } from './shapes.ts'

/** Renders shapes as an SVG document that fills any box. The title is for people who cannot see it. */
export function svg(width: number, height: number, title: string, shapes: Shape[]): string {
  const gradients: string[] = []
  const paths = shapes.map(({ rings, paint }) => {
    let fill = paint.color
    if (paint.to) {
      fill = `url(#g${gradients.length})`
      const stops = `<stop stop-color="${paint.color}"/><stop offset="1" stop-color="${paint.to}"/>`
      gradients.push(`<linearGradient id="g${gradients.length}" x2="0" y2="1">${stops}</linearGradient>`)
    }
    const opacity = paint.opacity === undefined ? '' : ` opacity="${paint.opacity}"`
    const path = rings
      .map(ring => `M${ring.map(([x, y]) => `${formatNumber(x)} ${formatNumber(y)}`).join('L')}Z`)
      .join('')
    return `<path fill="${fill}"${opacity} d="${path}"/>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMid slice" role="img">`,
    `<title>${title}</title>`,
    `<defs>${gradients.join('')}</defs>`,
    ...paths,
    '</svg>\n',
  ].join('\n')
}

function formatNumber(value: number): string {
  return String(Math.round(value * 10) / 10)
}
