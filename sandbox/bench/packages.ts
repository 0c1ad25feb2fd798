import { count } from './rig/figures.ts'
import { benchStatements } from './rig/statements.ts'

const packages = 10_000

const about = {
  title: 'packages',
  intro: `The statements of the list of ${count(packages)} packages, in all states: 80,000 sync runs, 40,000 transcodes, 40,000
publications, two environments that show each package, 30 files in each draft and release. Each is run 15 times, in turn
with the others; the median counts. A page has 100 packages, and the last three are what its rows show. Only Postgres runs,
with its default settings.`,
}

/** Runs `npm run bench -- packages`: prints the rows and writes them into BENCHMARKS.md. */
export const benchPackages = () =>
  benchStatements({
    about,
    name: 'list',
    program: 'domain/packages/listed-packages.bench.ts',
    rows: packages,
    maxMs: 100,
  })
