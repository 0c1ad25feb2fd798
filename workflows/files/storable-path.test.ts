import { expect, test } from 'vitest'
import { unstorableReason } from './storable-path.ts'

test.each(['Größe #1 100%.txt', 'a+b & c?.html', '日本語.png', `${'ä'.repeat(200)}.txt`])(
  'a name like %s can be stored',
  name => expect(unstorableReason(`/lesson/${name}`, name)).toBeNull(),
)

test.each(['tab\there.txt', 'new\nline.txt', 'half \ud83d.txt', 'del\u007f.txt', 'back\\slash.txt'])(
  'a name like %j cannot, and the mend is to rename it',
  name => expect(unstorableReason(`/lesson/${name}`, name)).toContain('Rename the file'),
)

test('a path that no key can hold is to be shortened', () => {
  const path = `/lesson/${'ordner-für-alles/'.repeat(60)}a.txt`
  expect(unstorableReason(path, 'a.txt')).toContain('Shorten it')
})
