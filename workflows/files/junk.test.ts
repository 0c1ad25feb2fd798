import { expect, test } from 'vitest'
import { ignoredReason } from './junk.ts'

const plain = { isDownloadable: true, isSymlink: false, hasContentHash: true }

test.each(['.ds_store', 'images/thumbs.db', '~$lesson.docx', '__macosx/index.html', 'a/._b.png'])(
  '%s is left out as junk',
  path => {
    expect(ignoredReason({ ...plain, path })).toMatch(/computer|programs/)
  },
)

test.each(['index.html', 'images/rabbit.png', 'my lectern/page.html', 'partly.html'])(
  '%s belongs to the package',
  path => {
    expect(ignoredReason({ ...plain, path })).toBeNull()
  },
)

test.each(['lectern-manifest.json', 'lectern/player.js'])(
  "%s belongs to Lectern, and an author's own is left out with the mend",
  path => {
    expect(ignoredReason({ ...plain, path })).toContain('Rename')
  },
)

test('what Dropbox cannot hand out is left out with the mend', () => {
  expect(ignoredReason({ ...plain, path: 'plan.gdoc', isDownloadable: false })).toContain('Export')
})
