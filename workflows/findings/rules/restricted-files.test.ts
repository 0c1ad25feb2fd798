import { expect, test } from 'vitest'
import { restrictedReason } from '../../files/restricted.ts'
import { buildExaminedPackage, checkPackage } from '../../test/examined-package.ts'

const ignored = [{ path: 'films/claimed.mp4', reason: restrictedReason }]
const linesOf = (markup: string) => {
  const pkg = buildExaminedPackage({ 'index.html': `<head></head>${markup}` }, { ignored })
  return checkPackage(pkg).findings.map(({ code, severity, path, line }) => `${code} ${severity} ${path} ${line}`)
}

test('a file that Dropbox does not release is one finding of its own, at the links to it', () => {
  const everywhere = '<video src="films/claimed.mp4"></video>\n<a href="Films/Claimed.mp4">film</a>'
  expect(linesOf(everywhere)).toEqual(['FILE_RESTRICTED ERROR index.html 1'])
  expect(linesOf('<link rel="icon" href="films/claimed.mp4">')).toEqual(['FILE_RESTRICTED WARNING index.html 1'])
  expect(linesOf('')).toEqual(['FILE_RESTRICTED WARNING films/claimed.mp4 null'])
})
