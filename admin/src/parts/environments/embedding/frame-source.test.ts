import { describe, expect, test } from 'vitest'
import { checkList, checkSource, findAllowing } from './frame-source.ts'

describe('checkSource', () => {
  test.each([
    ['*', 'Every website'],
    ["'self'", 'Only pages of Lectern itself'],
    ["'none'", 'No website'],
    ['https://school.example.org', 'Pages of school.example.org.'],
    ['https://*.example.org', 'Pages of every subdomain of example.org, but not of example.org itself.'],
    ['http://a.example.org:*', 'Pages of a.example.org. Also without encryption (http). On every port.'],
  ])('says what %s allows', (source, meaning) => {
    expect(checkSource(source)).toEqual({ meaning })
  })

  test.each([
    [' ', 'Enter a source, or remove this line.'],
    ['self', "Write 'self' with straight quotes."],
    ['‘none’', "Write 'none' with straight quotes."],
    ['school.example.org', 'Begin with https://.'],
    ['https://school.example.org/lessons/', 'Leave out what follows the host: https://school.example.org'],
    ['https://a b', 'This is not a valid source. Use an address such as https://school.example.org.'],
  ])('says what to do about %s', (source, problem) => {
    expect(checkSource(source)).toEqual({ problem })
  })
})

test('checkList notices sources that another one makes needless', () => {
  expect(checkList(['*'])).toBeNull()
  expect(checkList(['*', 'https://a.example.org'])).toContain('every website')
  expect(checkList(["'self'", "'none'"])).toContain("'none'")
  expect(checkList(["'self'", 'https://a.example.org'])).toBeNull()
})

describe('findAllowing decides as browsers do', () => {
  test.each([
    ['https://school.example.org', 'https://school.example.org/course?id=1', true],
    ['https://School.example.org', 'https://school.EXAMPLE.org', true],
    ['https://school.example.org', 'http://school.example.org', false],
    ['https://school.example.org', 'https://school.example.org:8443', false],
    ['https://school.example.org', 'https://www.school.example.org', false],
    ['https://*.example.org', 'https://a.b.example.org', true],
    ['https://*.example.org', 'https://example.org', false],
    ['https://*.example.org', 'https://badexample.org', false],
    ['http://a.example.org', 'https://a.example.org', true],
    ['http://a.example.org:80', 'https://a.example.org', true],
    ['https://a.example.org:8443', 'https://a.example.org:8443/x', true],
    ['https://a.example.org:*', 'https://a.example.org:9', true],
    ['*', 'https://anything.example.org', true],
    ['*', 'file:///home/index.html', false],
    ["'self'", 'https://a.example.org', false],
    ["'none'", 'https://a.example.org', false],
  ])('%s, for %s: %s', (source, address, isAllowed) => {
    expect(findAllowing([source], address)).toBe(isAllowed ? source : null)
  })

  test('and names the first source that allows the page', () => {
    const sources = ['https://a.example.org', 'https://*.example.org']
    expect(findAllowing(sources, 'https://b.example.org')).toBe('https://*.example.org')
    expect(findAllowing(sources, 'not an address')).toBeNull()
  })
})
