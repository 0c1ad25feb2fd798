import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blockableFindings, findingGroups, findingLabel, otherFindings } from './blockable-findings.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '../../../../..', path), 'utf8')
const listed = findingGroups.flatMap(group => blockableFindings[group] as readonly string[])

test('every code that is an error by its rule is listed, and every listed code exists', () => {
  const rules = read('workflows/findings/rules/rules.ts')
  const errors = [...rules.matchAll(/code: '(\w+)', severity: 'ERROR'/g)].map(([, code]) => code!)
  expect(errors.length).toBeGreaterThan(15)
  expect(errors.filter(code => !listed.includes(code))).toEqual([])
  const codes = read('domain/findings/finding-codes.ts')
  expect(listed.filter(code => !codes.includes(`'${code}'`))).toEqual([])
})

test('every listed code has words of its own', () => {
  const labels = listed.map(findingLabel)
  expect(new Set(labels).size).toBe(listed.length)
  expect(labels.filter(label => listed.includes(label as never))).toEqual([])
  expect(findingLabel('NEW_CODE')).toBe('NEW_CODE')
})

test('otherFindings are the codes that no group lists', () => {
  expect(otherFindings(['LINK_MISSING', 'NAME_CLASH'])).toEqual(['NAME_CLASH'])
})
