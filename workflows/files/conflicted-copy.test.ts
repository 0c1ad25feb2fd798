import { expect, test } from 'vitest'
import { conflictOf } from './conflicted-copy.ts'

test.each([
  ["a (Anna's conflicted copy 2026-01-05).html", 'a.html'],
  ['a (conflicted copy 2026-01-05 101112).html', 'a.html'],
  ["a (Anna Bär's conflicted copy 2026-01-05 (1)).html", 'a.html'],
  ["a (Anna's conflicted copy).tar.gz", 'a.tar.gz'],
  ["a (Anna's conflicted copy 2026-01-05) (Ben's conflicted copy 2026-02-01).html", 'a.html'],
  ['a (In Konflikt stehende Kopie von Anna 2026-01-05).html', 'a.html'],
  ['a (Annas in Konflikt stehende Kopie 2026-01-05).html', 'a.html'],
  ['a (Copie en conflit de Anna 2026-01-05).html', 'a.html'],
  ['a (Copia en conflicto de Anna 2026-01-05).html', 'a.html'],
  ['a (Copia conflictiva de Anna 2026-01-05).html', 'a.html'],
  ['a (Copia in conflitto di Anna 2026-01-05).html', 'a.html'],
  ['a (Cópia em conflito de Anna 2026-01-05).html', 'a.html'],
  ['a (Conflicterend exemplaar van Anna 2026-01-05).html', 'a.html'],
  ['a (Kopia powodująca konflikt, Anna 2026-01-05).html', 'a.html'],
  ['a (Annas modstridende kopi 2026-01-05).html', 'a.html'],
  ['a (Annas motstridende kopi 2026-01-05).html', 'a.html'],
  ['a (Annas motstridiga kopia 2026-01-05).html', 'a.html'],
  ['a (конфликтующая копия пользователя Анна 2026-01-05).html', 'a.html'],
  ['a (Конфліктна копія користувача Анна 2026-01-05).html', 'a.html'],
  ['a (Anna の競合コピー 2026-01-05).html', 'a.html'],
  ['a (Anna 的冲突副本 2026-01-05).html', 'a.html'],
  ['a (Anna 的衝突複本 2026-01-05).html', 'a.html'],
  ['a (Anna의 충돌된 사본 2026-01-05).html', 'a.html'],
  ['a (Salinan konflik Anna 2026-01-05).html', 'a.html'],
  ['a (Salinan bercanggah Anna 2026-01-05).html', 'a.html'],
  ['a (สำเนาที่ขัดแย้งของ Anna 2026-01-05).html', 'a.html'],
  ['a (Case Conflict).html', 'a.html'],
  ['a (Case Conflict 1).html', 'a.html'],
  ['a (Case Conflict (2)).html', 'a.html'],
  ['a (Conflicto de mayúsculas y minúsculas).html', 'a.html'],
  ['a (skiftlägeskonflikt).html', 'a.html'],
  ['a (Unicode Encoding Conflict).html', 'a.html'],
  ['a (Whitespace Conflict).html', 'a.html'],
  ['b/a (Selective Sync Conflict)', 'b/a'],
  ['a (Konflikt durch selektive Synchronisierung)', 'a'],
  ['a (選択型同期の競合)', 'a'],
  ['a (読み取り専用の競合)', 'a'],
])('%s is in conflict with %s', (copy, original) => {
  expect(conflictOf(copy)).toEqual({ copy, original })
  expect(conflictOf(copy.normalize('NFD'))?.original).toBe(original)
})

test('a folder that is in conflict is the cause for all that it contains', () => {
  expect(conflictOf('b/Images (Selective Sync Conflict)/c/d.png')).toEqual({
    copy: 'b/Images (Selective Sync Conflict)',
    original: 'b/Images',
  })
})

test.each([
  ...['conflict.html', 'The conflict (1914-1918).html', 'Nahost (Konflikt seit 1948).html', 'a (copy).html'],
  ...['a (conflict 2026-01-05).html', 'Suez (the conflict).html', 'a (Kopie von Anna).html', 'Unicode (2026).html'],
  ...[
    'Arbeitsblatt (Kopiervorlage Konflikt).docx',
    'Unit 3 (conflict resolution copywork).pdf',
    'War (conflict, copy).html',
  ],
  ...['conflicted copy.html', 'case conflict.html', 'law (a case of conflict).html'],
])('%s is a file like any other', path => {
  expect(conflictOf(path)).toBeNull()
})
