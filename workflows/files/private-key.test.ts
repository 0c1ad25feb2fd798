import { expect, test } from 'vitest'
import { holdsPrivateKey } from './private-key.ts'

const body = 'MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgHcTz6sE2I2yPB'
const pem = (kind: string) => `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----\n`

test.each([
  ['server.pem', pem('PRIVATE KEY')],
  ['server.key', pem('RSA PRIVATE KEY').replaceAll('\n', '\r\n')],
  ['notes.txt', `Bag Attributes\n${pem('CERTIFICATE')}${pem('EC PRIVATE KEY')}`],
  ['backup', pem('OPENSSH PRIVATE KEY')],
  ['locked.pem', pem('ENCRYPTED PRIVATE KEY')],
  ['old.pem', pem('RSA PRIVATE KEY').replace(body, `Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,12\n\n${body}`)],
  ['anna.asc', pem('PGP PRIVATE KEY BLOCK').replace(body, `Version: GnuPG v2\n\n${body}`)],
  ['account.json', JSON.stringify({ private_key: pem('PRIVATE KEY') })],
  ['putty', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n'],
])('%s holds a private key', (path, text) => {
  expect(holdsPrivateKey(path, Buffer.from(text))).toBe(true)
})

test.each([
  ['certificate.pem', pem('CERTIFICATE')],
  ['id_rsa.pub', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ'],
  ['keys.html', `<pre>${pem('RSA PRIVATE KEY')}</pre>`],
  ['forge.js', `const begin = '-----BEGIN RSA PRIVATE KEY-----\\n'`],
  ['forge.js.map', `{"sourcesContent":["'-----BEGIN RSA PRIVATE KEY-----\\\\n' + body"]}`],
  ['keys.md', pem('PRIVATE KEY')],
  ['notes.txt', 'A key begins with -----BEGIN PRIVATE KEY-----'],
  ['talk.key', 'PK\u0003\u0004'],
  ['empty.pem', ''],
])('%s does not', (path, text) => {
  expect(holdsPrivateKey(path, Buffer.from(text))).toBe(false)
})

test.each([
  ['first lines', '-----BEGIN PRIVATE KEY-----\nA: '.repeat(30_000)],
  ['a first line with many names', `-----BEGIN PRIVATE KEY-----\n${'ab: '.repeat(500)}`],
  ['a first line with many spaces', `-----BEGIN PRIVATE KEY-----\n${'ab:      '.repeat(200)}`],
  ['a first line with many empty headers', `-----BEGIN PRIVATE KEY-----\n${'ab:\n\n\n'.repeat(200)}`],
])('a file of %s is searched quickly', (_, text) => {
  const hostile = Buffer.from(text)
  const start = performance.now()
  expect(holdsPrivateKey('a.txt', hostile)).toBe(false)
  expect(performance.now() - start).toBeLessThan(1_000)
})
