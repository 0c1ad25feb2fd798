import { expect, test } from 'vitest'
import { ignoredReason } from './junk.ts'

const plain = { isDownloadable: true, isSymlink: false, hasContentHash: true }

test.each(['.ds_store', 'images/thumbs.db', '~$lesson.docx', '__macosx/index.html', 'a/._b.png'])(
  'ignores %s as junk',
  path => {
    expect(ignoredReason({ ...plain, path })).toMatch(/computer|programs/)
  },
)

test.each(['index.html', 'images/rabbit.png', 'my lectern/page.html', 'partly.html'])('accepts %s', path => {
  expect(ignoredReason({ ...plain, path })).toBeNull()
})

test.each(['lectern-manifest.json', 'lectern/player.js'])(
  "ignores an author's own %s, which is reserved for Lectern, and suggests a fix",
  path => {
    expect(ignoredReason({ ...plain, path })).toContain('Rename')
  },
)

test('ignores files that Dropbox does not let us download, and suggests a fix', () => {
  expect(ignoredReason({ ...plain, path: 'plan.gdoc', isDownloadable: false })).toContain('Export')
})
