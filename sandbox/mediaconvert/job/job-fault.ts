import type { Fault } from '../../faults/fault.ts'

/** What was asked to go wrong with a job; kept with it, so that it still does after a restart. */
export type JobFault = { kind: 'job-error'; code: number } | { kind: 'bad-output' }

/** What a fault that struck CreateJob means for the job that this call makes. */
export function toJobFault(fault: Fault | undefined): JobFault | undefined {
  if (fault?.kind === 'job-error') return { kind: fault.kind, code: fault.code! }
  return fault?.kind === 'bad-output' ? { kind: fault.kind } : undefined
}
