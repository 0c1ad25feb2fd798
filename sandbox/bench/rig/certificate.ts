import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../../machine/problem.ts'

/** A key and a certificate that it signed itself, as PEM; `file` is where the certificate lies, for programs that are to trust it. */
export type Certificate = { key: Buffer; cert: Buffer; file: string }

/** Makes a certificate for every host below `domain`, good for two days, with the machine's openssl. */
export async function makeCertificate(folder: string, domain: string): Promise<Certificate> {
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const keyArgs = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2'.split(' ')
  const subjectArgs = ['-subj', `/CN=${domain}`, '-addext', `subjectAltName=DNS:${domain},DNS:*.${domain}`]
  try {
    await promisify(execFile)('openssl', ['req', ...keyArgs, ...subjectArgs, '-keyout', key, '-out', file])
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string }
    throw new Problem(
      code === 'ENOENT'
        ? 'openssl is not on this machine; it makes the certificate with which rclone reaches the sandbox. Install it (on Debian: apt-get install openssl).'
        : `openssl made no certificate: ${stderr?.trim()}`,
    )
  }
  return { key: await readFile(key), cert: await readFile(file), file }
}
