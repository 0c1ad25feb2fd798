import { expect, test } from 'vitest'
import {
  conflictReason,
  leftOutByName,
  leftoverReason,
  pathOfPlaceholder,
  placeholderReason,
  secretReason,
  shortcutReason,
} from './left-out.ts'

test.each([
  ...['.env', '.env.local', 'api/.ENV.production', '.envrc', '.htpasswd', 'admin/.htaccess', '.netrc', '.npmrc'],
  ...['id_rsa', 'keys/ID_ED25519', 'server.p12', 'teacher.pfx', 'putty.ppk', 'passwords.kdbx', '.bash_history'],
  ...['.ssh/config', '.aws/credentials', '.git-credentials'],
])('%s is a secret', path => {
  expect(leftOutByName(path)).toEqual({ reason: secretReason, isSecret: true })
})

test.each([
  ...['.index.html.swp', 'a/b.SWO', 'index.html~', 'style.css.bak', 'page.html.orig', '#notes.txt#', '.#notes.txt'],
])('%s is a leftover', path => {
  expect(leftOutByName(path)).toEqual({ reason: leftoverReason, isSecret: false })
})

test.each(['Film.lnk', 'links/School.URL', 'page.webloc'])('%s is a shortcut', path => {
  expect(leftOutByName(path)).toEqual({ reason: shortcutReason, isSecret: false })
})

test.each([
  ['.photo.jpg.icloud', 'photo.jpg'],
  ['Images/.Übung 1.png.icloud', 'Images/Übung 1.png'],
])('%s is a placeholder for %s', (path, file) => {
  expect(leftOutByName(path)).toEqual({ reason: placeholderReason, isSecret: false })
  expect(pathOfPlaceholder(path)).toBe(file)
})

test('a conflicted copy is left out', () => {
  expect(leftOutByName("a (Anna's conflicted copy 2026-01-05).html")).toEqual({
    reason: conflictReason,
    isSecret: false,
  })
})

test.each([
  ...['.well-known/security.txt', '.well-known/acme-challenge/x', '.nojekyll', 'talk.key', 'certificate.pem', 'env.js'],
  ...['id_rsa.pub', 'environment.html', 'a.url.html', 'bak/index.html', 'the~end.html', 'photo.icloud.png', '#1.html'],
  ...['game.swf', '.html', '.htm', 'swp.html', 'keystore.html', 'ht.html', 'urls.html', 'icloud', 'unternehmen.urlaub'],
])('%s stays', path => {
  expect(leftOutByName(path)).toBeNull()
  expect(pathOfPlaceholder(path)).toBeNull()
})
