import type { Fault } from '../../faults/fault.ts'

/** A fault of a job. Stored with the job, so that it still applies after a restart. */
export type JobFault = { kind: 'job-error'; code: number } | { kind: 'bad-output' }

/** Converts a fault of CreateJob to a fault of the new job. Returns undefined for other kinds. */
export function toJobFault(fault: Fault | undefined): JobFault | undefined {
  if (fault?.kind === 'job-error') return { kind: fault.kind, code: fault.code! }
  return fault?.kind === 'bad-output' ? { kind: fault.kind } : undefined
}
