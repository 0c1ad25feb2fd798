import { outputOf } from '../rig/child.ts'
import { atLeast, type Figure } from '../rig/figures.ts'
import { installFromNpm } from '../rig/npm-program.ts'
import { median } from '../rig/seconds.ts'
import type { OpenAdmin } from './open-admin.ts'

const version = '12.2.3'
const rounds = 3
const categories = { performance: 'performance', accessibility: 'accessibility', 'best-practices': 'best practices' }
const pages = { Packages: '/packages', 'a package': '/packages/the-hare-and-the-hedgehog' }
const devices = { desktop: ['--preset=desktop'], mobile: [] }

/** Measures the scores of Lighthouse of two pages, 0 to 100, in the signed-in browser. */
export async function measureLighthouse({ lectern, debuggingPort }: OpenAdmin): Promise<Figure[]> {
  const program = await installFromNpm('lighthouse', version, 'cli/index.js')
  const figures: Figure[] = []
  for (const [page, path] of Object.entries(pages))
    for (const [device, preset] of Object.entries(devices)) {
      const scores: Record<string, number[]> = {}
      for (let round = 0; round < rounds; round++)
        for (const [category, score] of await scoresOf(program, lectern.sandbox.admin + path, debuggingPort, preset))
          scores[category] = [...(scores[category] ?? []), score]
      for (const [category, name] of Object.entries(categories)) {
        const values = scores[category] ?? []
        const label = `${page}, ${device}: ${name}`
        figures.push(atLeast(label, median(values), 95, String, `(${values.join(', ')})`))
      }
    }
  return figures
}

async function scoresOf(program: string, url: string, port: number, preset: string[]): Promise<[string, number][]> {
  const only = `--only-categories=${Object.keys(categories).join()}`
  const args = [url, `--port=${port}`, '--disable-storage-reset', '--output=json', '--quiet', only, ...preset]
  const report = JSON.parse(await outputOf(process.execPath, [program, ...args], { ...process.env }))
  return Object.keys(categories).map(category => [category, Math.round(report.categories[category].score * 100)])
}
