import { expect, test } from 'vitest'
import { unstorableReason } from './storable-path.ts'

test.each(['Größe #1 100%.txt', 'a+b & c?.html', '日本語.png', `${'ä'.repeat(200)}.txt`])(
  'accepts a name like %s',
  name => expect(unstorableReason(`/lesson/${name}`, name)).toBeNull(),
)

test.each(['tab\there.txt', 'new\nline.txt', 'half \ud83d.txt', 'del\u007f.txt', 'back\\slash.txt'])(
  'rejects a name like %j and suggests renaming it',
  name => expect(unstorableReason(`/lesson/${name}`, name)).toContain('Rename the file'),
)

test('suggests shortening a path that is too long for an S3 key', () => {
  const path = `/lesson/${'ordner-für-alles/'.repeat(60)}a.txt`
  expect(unstorableReason(path, 'a.txt')).toContain('Shorten it')
})
