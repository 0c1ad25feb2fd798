import { expect, test } from 'vitest'
import { leftOutByName } from '../../files/left-out.ts'
import { buildExaminedPackage, checkPackage, findingLines, goodPage, onlyFinding } from '../../test/examined-package.ts'

test('reports ignored files with the reason', () => {
  const pkg = buildExaminedPackage({}, { ignored: [{ path: '.DS_Store', reason: 'Junk.' }] })
  expect(onlyFinding(pkg, 'IGNORED')).toMatchObject({ severity: 'INFO', path: '.DS_Store', remedy: 'Junk.' })
})

test('reports a placeholder as a file that is not there', () => {
  const path = 'images/.hare.png.icloud'
  const pkg = buildExaminedPackage({}, { ignored: [{ path, reason: leftOutByName(path)!.reason }] })
  expect(onlyFinding(pkg, 'IGNORED')).toMatchObject({
    ...{ severity: 'WARNING', path, remedy: expect.stringContaining('not on this disk yet') },
    message: 'The file "images/hare.png" is not in the folder. There is only a placeholder for it.',
  })
})

test('reports a conflicted copy with the file that it conflicts with, and all of a folder once', () => {
  const copies = ["a (Anna's conflicted copy 2026-01-05).html", 'b (Case Conflict)/c.png', 'b (Case Conflict)/d.png']
  const ignored = copies.map(path => ({ path, reason: leftOutByName(path)!.reason }))
  const { findings } = checkPackage(buildExaminedPackage({ 'a.html': goodPage }, { ignored }))
  expect(findings.map(({ code, severity, path, placeCount }) => [code, severity, path, placeCount])).toEqual([
    ['CONFLICTED_COPY', 'WARNING', copies[0], 1],
    ['CONFLICTED_COPY', 'WARNING', copies[1], 2],
  ])
  expect(findings[0]!.message).toContain('in conflict with "a.html"')
  expect(findings[1]!.message).toContain('This folder is in conflict with "b", which is no longer there')
  expect(findings[1]!.remedy).toContain('rename "b (Case Conflict)" to "b"')
})

test('reports secrets that are published', () => {
  const pkg = buildExaminedPackage({ 'api/.env': 1, 'key.pem': 1, 'other.pem': 1 }, { privateKeys: ['key.pem'] })
  expect(findingLines(pkg)).toEqual(['SECRET_PUBLISHED api/.env', 'SECRET_PUBLISHED key.pem'])
  pkg.files.delete('api/.env')
  expect(onlyFinding(pkg, 'SECRET_PUBLISHED')).toMatchObject({
    ...{ severity: 'WARNING', message: expect.stringContaining('"key.pem" may contain passwords or keys') },
  })
})

test('reports the outermost of nested folders without a file', () => {
  const folders = ['images', 'images/small', 'images/small/icons', 'old', 'old/junk', 'full', 'full/empty', 'imagesque']
  const pkg = buildExaminedPackage(
    { 'full/a.png': 1, 'imagesque/a.png': 1 },
    { folders, ignored: [{ path: 'old/junk/Thumbs.db', reason: 'Junk.' }] },
  )
  expect(findingLines(pkg)).toEqual(['FOLDER_EMPTY full/empty', 'FOLDER_EMPTY images', 'IGNORED old/junk/Thumbs.db'])
})

test('reports names that are equal on Windows and Macs', () => {
  const pkg = buildExaminedPackage({
    'a/A.png': 1,
    'a/a.png': 1,
    'b/a.png': 1,
    'F\u00fcchse.png': 1,
    'Fu\u0308chse.png': 1,
  })
  expect(findingLines(pkg)).toEqual(['NAME_CLASH F\u00fcchse.png', 'NAME_CLASH a/a.png'])
  expect(findMessage(pkg)).toContain('"a/A.png" and "a/a.png"')
})

const findMessage = (pkg: ReturnType<typeof buildExaminedPackage>) => {
  pkg.files.delete('F\u00fcchse.png')
  return onlyFinding(pkg, 'NAME_CLASH').message
}

test('reports files over their size limit', () => {
  const [mb, gb] = [1024 ** 2, 1024 ** 3]
  const files = {
    'a.jpg': 5 * mb,
    'b.JPG': 5 * mb + 1,
    'c.html': 5 * mb + 1,
    'd.js': 6 * mb,
    'e.mp4': 2 * gb,
    'f.mp4': 3 * gb,
    'g.pdf': gb,
  }
  expect(findingLines(buildExaminedPackage(files))).toEqual([
    'FILE_LARGE b.JPG',
    'FILE_LARGE c.html',
    'FILE_LARGE d.js',
    'FILE_LARGE f.mp4',
  ])
})
