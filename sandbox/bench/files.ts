import { count } from './rig/figures.ts'
import { benchStatements } from './rig/statements.ts'

const files = 20_000

const about = {
  title: 'files',
  intro: `The statements of the tabs Changes and Files of a package with ${count(files)} files, of which ${count(files / 4)} differ from a
release. Each is run 15 times, in turn with the others; the median counts. Only Postgres runs, with its default settings.`,
}

/** Runs `npm run bench -- files`: prints the rows and writes them into BENCHMARKS.md. */
export const benchFiles = () =>
  benchStatements({
    about,
    name: 'statements',
    program: 'domain/files/large-package.bench.ts',
    rows: files,
    maxMs: 300,
  })
