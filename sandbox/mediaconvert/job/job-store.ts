import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from './job.ts'

/** Stores jobs in memory, and each in its own file. */
export interface JobStore {
  /** Returns all jobs in the order of their creation. */
  all(): Job[]
  get(id: string): Job | undefined
  /** Stores a job. Returns after the write, so that acknowledged jobs survive a kill. */
  save(job: Job): void
}

/** Opens the folder, and creates it if needed. Replaces files atomically, so that none is ever incomplete. */
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
