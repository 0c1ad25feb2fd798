import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../../machine/problem.ts'

/** A key and its self-signed certificate, as PEM. `file` is the certificate's path, for programs that must trust it. */
export type Certificate = { key: Buffer; cert: Buffer; file: string }

/** Creates a certificate for `domain` and its subdomains with the machine's openssl. It is valid for 2 days. */
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
        ? 'openssl is not installed, but it is needed for the certificate between rclone and the sandbox. Install it (on Debian: apt-get install openssl).'
        : `openssl could not create a certificate: ${stderr?.trim()}`,
    )
  }
  return { key: await readFile(key), cert: await readFile(file), file }
}
