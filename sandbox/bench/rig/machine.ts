import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../machine/command.ts'
import { resolveExecutable } from '../../programs/executables.ts'
import { Rclone } from './rclone.ts'

/** The machine and the program versions that figures were measured on. */
export type Machine = { cpu: string; cores: number; memoryGiB: number; versions: Record<string, string> }

/** Reads the machine's properties and the version of each program. */
export async function readMachine(): Promise<Machine> {
  const versionOf = async (tool: 'temporal' | 'weed', argument: string, pattern: RegExp) =>
    pattern.exec((await promisify(execFile)(await resolveExecutable(tool), [argument])).stdout)?.[1] ?? 'unknown'
  const sdk = JSON.parse(readFileSync(join(root, 'node_modules/@aws-sdk/client-s3/package.json'), 'utf8'))
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    versions: {
      Node: process.versions.node,
      Temporal: await versionOf('temporal', '--version', /Server ([\d.]+)/),
      SeaweedFS: await versionOf('weed', 'version', /version\s+\S+\s+([\d.]+)/),
      rclone: Rclone.version,
      'AWS SDK': sdk.version,
    },
  }
}

/** Describes the machine in one line. */
export function describeMachine({ cpu, cores, memoryGiB, versions }: Machine): string {
  const programs = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `${process.platform} ${process.arch}, ${cpu}, ${cores} cores, ${memoryGiB} GiB; ${programs.join(', ')}.`
}
