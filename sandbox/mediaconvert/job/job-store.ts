import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from './job.ts'

/** The jobs of this stand-in, in memory and each in a file of its own. */
export interface JobStore {
  /** In the order in which they were asked for. */
  all(): Job[]
  get(id: string): Job | undefined
  /** Returns when it is written down: what was answered outlives a kill. */
  save(job: Job): void
}

/** Opens the folder, which is made if needed. A file is replaced whole, so none is ever half written. */
export function openJobStore(folder: string): JobStore {
  mkdirSync(folder, { recursive: true })
  const files = readdirSync(folder).filter(name => name.endsWith('.json'))
  const stored = files.map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Job)
  stored.sort((one, other) => one.createdAt - other.createdAt)
  const jobs = new Map(stored.map(job => [job.id, job]))
  return {
    all: () => [...jobs.values()],
    get: id => jobs.get(id),
    save(job) {
      jobs.set(job.id, job)
      const { progress, ...persisted } = job
      const path = join(folder, `${job.id}.json`)
      writeFileSync(`${path}.new`, JSON.stringify(persisted))
      renameSync(`${path}.new`, path)
    },
  }
}
