import { threadId } from 'node:worker_threads'

/** The entry file of a reader thread. Calls a function of a module, after it has said in which thread it runs. */
type Call = { module: string; name: string; args: unknown[]; runningIn: RunningIn }

/** The id of a call's thread, 0 before it starts, and the microseconds of processor time that it had used before. */
export type RunningIn = Float64Array<SharedArrayBuffer>

export const newRunningIn = (): RunningIn => new Float64Array(new SharedArrayBuffer(2 * 8))

export default async function callFunction({ module, name, args, runningIn }: Call): Promise<unknown> {
  const { user, system } = process.threadCpuUsage()
  runningIn.set([threadId, user + system])
  const functions = (await import(module)) as Record<string, (...args: unknown[]) => unknown>
  return functions[name]!(...args)
}
