import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { freePorts } from '../machine/ports.ts'
import { readSecrets } from '../machine/secrets.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { adminUrl, productEnvironment } from '../start/product.ts'
import type { RunningLectern } from './running-lectern.ts'

/**
 * Starts another server process for a running Lectern, which has no mail server. Sessions of the first one are valid there
 * too, also in browsers, because cookies ignore ports. Returns its address, and a function that stops it.
 */
export async function startServerWithoutMail({ data, sandbox }: RunningLectern) {
  const [port, contentPort] = (await freePorts(2)) as [number, number]
  const { bucket, ...s3 } = sandbox.s3
  const secrets = readSecrets(data) as Record<'eventbridgeKey' | 'lecternSecret' | 'auditKey', string>
  const env = productEnvironment({
    ...{ postgresUrl: sandbox.postgres, temporalAddress: sandbox.temporal, s3, bucket, dropbox: sandbox.dropbox },
    mediaconvertEndpoint: sandbox.mediaconvert.endpoint,
    eventbridgeKey: secrets.eventbridgeKey,
    secret: secrets.lecternSecret,
    auditKey: secrets.auditKey,
    ffprobe: await resolveExecutable('ffprobe'),
    ...{ port, contentPort },
  })
  const server = spawn(process.execPath, [join(root, 'server/main.ts')], {
    env,
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await new Promise<void>((resolve, reject) => {
    server.once('message', () => resolve())
    server.once('exit', code => reject(new Error(`The second server exited with code ${code}`)))
  })
  const stop = () =>
    new Promise<void>(resolve => {
      server.once('exit', () => resolve())
      server.kill()
    })
  return { admin: adminUrl(port), stop }
}
